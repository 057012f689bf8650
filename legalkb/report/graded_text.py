"""A graded answer as plain text for a terminal of 60 to 120 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from legalkb.report import phrases
from legalkb.report.as_table import terminal_width
from legalkb.report.bibliography import bibliography
from legalkb.report.difference_columns import wrap
from legalkb.report.graded_view import COUNTED, NO_MARK, Point, Section, Told, linked, told
from legalkb.training.grades import Graded

LINK = " " * 4


def render(graded: Graded, width: int | None = None) -> str:
    """A graded answer as text; without a width, that of the terminal."""
    columns, found = width or terminal_width(), told(graded)
    lines = wrap(f"Nagekeken: {graded.exercise}", columns)
    lines += [phrases.FICTIONAL] if graded.fictional else []
    lines += ["", *wrap(NO_MARK, columns)]
    for remark in graded.remarks:
        lines += ["", *wrap(f"Let op: {remark}", columns)]
    lines += ["", "PER ONDERWERP", *_scores(found, columns)]
    for name, sections in found.sections:
        lines += ["", *wrap(name, columns)]
        for section in sections:
            lines += ["", *_section(section, columns)]
    if found.right:
        lines += ["", "GEHEEL GOED", *(line for text in found.right for line in wrap(text, columns, "  - "))]
    lines += _sources(found, graded, columns)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _scores(found: Told, width: int) -> Iterator[str]:
    column = max((len(name) for name, _ in found.scores), default=0) + 2
    for name, text in found.scores:
        yield from wrap(text, width, f"  {name.ljust(column)}")
    yield from wrap(COUNTED, width, "  ")


def _section(section: Section, width: int) -> Iterator[str]:
    yield from wrap(section.title, width)
    for law in section.law:
        yield from _linked(law, width)
    for point in section.points:
        yield from _point(point, width)
    if section.right:
        yield from wrap(section.right, width, "  ")
    for text in section.accepted:
        yield from wrap(text, width, "  ")


def _point(point: Point, width: int) -> Iterator[str]:
    yield from wrap(f"{point.verdict.upper()} {point.text}", width, "  ", "    ")
    for text in point.why:
        yield from wrap(text, width, "    - ")


def _linked(text: str, width: int) -> list[str]:
    """A text that ends with a link, which stays in one piece."""
    before, address, rest = linked(text)
    return [*wrap(before, width, "  "), *([LINK + address] if address else []), *wrap(rest, width, LINK)]


def _sources(found: Told, graded: Graded, width: int) -> Iterable[str]:
    groups = bibliography(found.codes, graded.assessment.sources)
    if not groups:
        return
    yield from ("", "BRONNEN")
    for group in groups:
        for entry in group.entries:
            yield from wrap(phrases.flat(entry.title) if not entry.url else entry.title, width, "  - ")
            if entry.url:
                yield LINK + entry.url
        if group.reservation:
            yield from wrap(f"Voorbehoud: {group.reservation}", width, LINK)
