"""Jinja2 environments: HTML is escaped always, Markdown by a finalizer, so that no text of a case becomes markup."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment

_MARKDOWN = re.compile(r"([\\`*\[\]<>|]|(?<![^\W_])_|_(?![^\W_]))")
_LINE_START = re.compile(r"^(\s*)([#+=~-]|\d+(?=[.)](?:\s|$)))")
_BLANK_LINES = re.compile(r"\n{3,}")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_SAFE_URL = re.compile(r"https?://[^\s<>\"]+\Z")


class Ready(str):
    """Markdown that is already as it must be."""

    __slots__ = ()


def markdown(text: object) -> str:
    """The text with everything escaped that Markdown would read as markup, on one line."""
    if isinstance(text, Ready):
        return text
    line = _MARKDOWN.sub(r"\\\1", " ".join(str(text).split()))
    line = _ENTITY.sub("&amp;", line)
    return _LINE_START.sub(lambda m: f"{m[1]}\\{m[2]}" if not m[2].isdigit() else f"{m[1]}{m[2]}\\", line)


def safe_url(url: str) -> str:
    """The address when it is an ordinary web address, else nothing."""
    return url if _SAFE_URL.match(url) else ""


def markdown_link(title: str, url: str) -> Ready:
    """A link in Markdown; the bare title when there is no usable address."""
    target = safe_url(url)
    return Ready(f"[{markdown(title)}](<{target}>)" if target else markdown(title))


def css_text(text: str) -> str:
    """The text as a CSS string; every character that could end the string or the style sheet is coded."""
    inner = "".join(c if c.isalnum() or c in " .,:()–-/" else f"\\{ord(c):x} " for c in " ".join(text.split()))
    return f'"{inner}"'


def _environment(**options: Any) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("legalkb", "templates")
    return Environment(loader=loader, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, **options)


@lru_cache(maxsize=1)
def html_environment() -> Environment:
    """The environment for HTML, with escaping on."""
    from markupsafe import Markup, escape

    environment = _environment(autoescape=True)
    environment.filters["css"] = lambda text: Markup(css_text(text))
    environment.filters["adres"] = safe_url
    environment.filters["breekbaar"] = lambda text: Markup(str(escape(text)).replace("&amp;", "<wbr>&amp;"))
    return environment


@lru_cache(maxsize=1)
def markdown_environment() -> Environment:
    """The environment for Markdown: every value is escaped unless it is :class:`Ready`."""
    environment = _environment(autoescape=False, finalize=markdown)
    environment.filters["gereed"] = Ready
    environment.globals["koppeling"] = markdown_link
    return environment


def tidy(text: str) -> str:
    """A rendered text with one blank line at most between what stands in it, and a line end at its own end."""
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n"


def page(name: str, form: str, **values: Any) -> str:
    """The template of a name as a page: ``html`` or ``md``."""
    environment = html_environment() if form == "html" else markdown_environment()
    return tidy(environment.get_template(f"{name}.{form}.j2").render(**values))
