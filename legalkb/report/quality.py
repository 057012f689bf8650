"""The quality report as a self-contained HTML page and as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from legalkb.quality.model import WRONG, Point, Quality
from legalkb.report.phrases import dates

WORDS = {WRONG: "Fout"}


def _shared(quality: Quality) -> dict[str, Any]:
    return {"q": quality, "ernst": _severity, "FOUT": WRONG, "datum": dates}


def _severity(point: Point) -> str:
    return WORDS.get(point.severity, "Zwak")


def html(quality: Quality) -> str:
    """The report as HTML that needs nothing from elsewhere."""
    from legalkb.report.templating import html_environment

    return html_environment().get_template("kwaliteit.html.j2").render(**_shared(quality)).strip() + "\n"


def markdown(quality: Quality) -> str:
    """The report as Markdown."""
    from legalkb.report.templating import page

    return page("kwaliteit", "md", **_shared(quality))


FORMS: Mapping[str, Callable[[Quality], str]] = {".html": html, ".md": markdown}


def text(quality: Quality, suffix: str) -> str:
    """The report in the form that a file name with this ending asks for."""
    return FORMS[suffix](quality)
