"""The memo as a web page: accessible, self-contained, readable on a phone and on paper."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from itertools import pairwise
from pathlib import Path

import fixtures_assessment as fixtures
import pytest
from fixtures_page import Page

from legalkb.report import memo

ROOT = Path(__file__).resolve().parent.parent
CSS = (ROOT / "legalkb" / "templates" / "memo.css").read_text(encoding="utf-8")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@cache
def html(name: str = "rich") -> str:
    """The HTML memo of a hand-made assessment."""
    return memo.html(getattr(fixtures, name)())


@pytest.mark.parametrize("name", ["rich", "many", "empty", "gated"])
def test_page_is_accessible(name: str) -> None:
    """Language, title, one h1, ordered headings, scopes, captions, labels, a skip link that leads somewhere."""
    page = Page(html(name))
    assert page.all("html") == [{"lang": "nl"}]
    own_titles = [attrs for attrs in page.all("title") if "id" not in attrs]
    assert len(own_titles) == len(page.all("h1")) == len(page.all("main")) == 1
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert all(th.get("scope") in ("col", "row") for th in page.all("th"))
    assert len(page.all("caption")) == len(page.all("table"))
    assert all("data-label" in td for td in page.all("td"))
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [a["href"] for a in page.all("a")]
    assert links[0] == "#inhoud"
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)


def test_page_needs_nothing_from_elsewhere() -> None:
    """No script, no style sheet, font or picture from elsewhere; only ordinary web links."""
    page = Page(html())
    assert not {"script", "link", "img", "iframe", "object", "form"} & {tag for tag, _ in page.elements}
    assert "default-src 'none'" in html()
    assert not re.findall(r"@import|url\(", html())
    assert all(a["href"].startswith(("#", "https://")) for a in page.all("a"))
    assert not [attrs for _, attrs in page.elements if any(name.startswith("on") for name in attrs)]


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_have_contrast(scheme: str) -> None:
    """Every colour of text stands out from both backgrounds by 4.5 to 1, in light and dark."""
    blocks = re.findall(r":root \{(.*?)\}", CSS, re.S)
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", blocks[0 if scheme == "light" else 1]))
    for name in ("ink", "soft", "accent", "good", "warn", "bad", "open"):
        for ground in ("paper", "tint"):
            lighter, darker = sorted((_luminance(colours[name]), _luminance(colours[ground])), reverse=True)
            assert (lighter + 0.05) / (darker + 0.05) >= 4.5, f"{name} on {ground}"


def test_page_adapts_to_screen_and_paper() -> None:
    """The style sheet has rules for small screens, dark mode and A4 paper."""
    for words in ("@media (max-width", "prefers-color-scheme: dark", "@media print", "size: A4", "attr(data-label)"):
        assert words in CSS


@pytest.mark.skipif(CHROMIUM is None, reason="no browser to print with")
@pytest.mark.parametrize(("name", "most"), [("many", 5), ("many_gated", 6)])
def test_four_suspects_and_two_victims_fit_on_a_few_pages(name: str, most: int, tmp_path: Path) -> None:
    """Printed on A4, the memo of four suspects and two victims takes two to five pages, with gates six."""
    page, pdf = tmp_path / "memo.html", tmp_path / "memo.pdf"
    page.write_text(html(name), encoding="utf-8")
    options = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    command = [
        str(CHROMIUM),
        *options.split(),
        "--disable-component-update",
        "--disable-sync",
        "--no-pdf-header-footer",
    ]
    command += [f"--user-data-dir={tmp_path / 'profiel'}", f"--print-to-pdf={pdf}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf.read_bytes())) <= most
