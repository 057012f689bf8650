"""A graded answer as a page to read, print or hand out: HTML or Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from legalkb.report import phrases
from legalkb.report.bibliography import SourceGroup, bibliography
from legalkb.report.graded_view import COUNTED, NO_MARK, linked, told
from legalkb.training.grades import Graded

__all__ = ["render"]


def render(graded: Graded, form: str) -> str:
    """A graded answer as a whole page, in ``html`` or ``md``."""
    from legalkb.report.templating import page

    found = told(graded)
    return page(
        "nagekeken",
        form,
        g=graded,
        t=found,
        gelinkt=linked,
        bronnen=tuple(_plain(bibliography(found.codes, graded.assessment.sources))),
        geen_cijfer=NO_MARK,
        geteld=COUNTED,
        p=phrases,
    )


def _plain(groups: Iterable[SourceGroup]) -> Iterable[tuple[tuple[tuple[str, str], ...], str]]:
    """The sources as title and link, with the reservation that a group of them shares."""
    for group in groups:
        yield tuple((e.title if e.url else phrases.flat(e.title), e.url) for e in group.entries), group.reservation
