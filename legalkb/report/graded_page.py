"""A graded answer as a page to read, print or hand out: HTML or Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable

from legalkb.report import phrases
from legalkb.report.bibliography import SourceGroup, bibliography
from legalkb.report.graded_view import COUNTED, NO_MARK, told
from legalkb.training.grades import Graded

__all__ = ["render"]

HTML, MARKDOWN = "html", "md"


def render(graded: Graded, form: str = HTML) -> str:
    """A graded answer as a whole page, in ``html`` or ``md``."""
    from legalkb.report.templating import html_environment, markdown_environment

    environment = html_environment() if form == HTML else markdown_environment()
    found = told(graded)
    text = environment.get_template(f"nagekeken.{form}.j2").render(
        g=graded,
        t=found,
        gelinkt=_linked,
        bronnen=tuple(_plain(bibliography(found.codes, graded.assessment.sources))),
        geen_cijfer=NO_MARK,
        geteld=COUNTED,
        p=phrases,
    )
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _linked(text: str) -> tuple[str, str, str]:
    """A text as what stands before its link, the link, and what stands after it."""
    before, link, after = text.partition("https://")
    address, _, rest = f"{link}{after}".partition(" ")
    return before.strip(), address, rest


def _plain(groups: Iterable[SourceGroup]) -> Iterable[tuple[tuple[tuple[str, str], ...], str]]:
    """The sources as title and link, with the reservation that a group of them shares."""
    for group in groups:
        yield tuple((e.title if e.url else phrases.flat(e.title), e.url) for e in group.entries), group.reservation
