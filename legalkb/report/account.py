"""An account as Markdown or as a page of HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from legalkb.accountability.page import Page
from legalkb.report import phrases, templating

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["html", "markdown"]

NAME = "verantwoording"


def html(pages: Sequence[Page], values: Mapping[str, str]) -> str:
    """The pages as one page of HTML; ``values`` holds the version and the hash of the knowledge base."""
    return _rendered(templating.html_environment(), "html", pages, values)


def markdown(pages: Sequence[Page], values: Mapping[str, str]) -> str:
    """The pages as one text in Markdown."""
    return _rendered(templating.markdown_environment(), "md", pages, values)


def _rendered(environment: Environment, form: str, pages: Sequence[Page], values: Mapping[str, str]) -> str:
    shown = environment.overlay()
    shown.filters = {**environment.filters, "datums": phrases.dates}
    return shown.get_template(f"{NAME}.{form}.j2").render(pages=pages, values=values)
