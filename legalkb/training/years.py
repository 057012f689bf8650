"""The whole case some years earlier or later, so that another version of the law applies and nothing else changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from legalkb.dates import DateError, Interval, parse_date
from legalkb.fields import Kind
from legalkb.findings import OffenceFinding
from legalkb.knowledge import KnowledgeBase
from legalkb.statements import day
from legalkb.training.pair import DATA, Variation
from legalkb.training.plain_case import mapped

DATED = frozenset((Kind.DATE, Kind.DAY, Kind.KNOWN_TO))
MOST = 25


def later(text: str, years: int) -> str | None:
    """A date of a case file (day, month or year) some years later; None when there is none. 29 February becomes the
    28th in a year without it."""
    year, dash, rest = text.partition("-")
    moved_to = f"{int(year) + years:04}{dash}{rest}"
    for candidate in (moved_to, moved_to.removesuffix("29") + "28"):
        try:
            parse_date(candidate)
        except DateError:
            continue
        return candidate
    return None


def moved(data: Mapping[str, Any], begun: tuple[OffenceFinding, ...], knowledge: KnowledgeBase) -> Iterator[Variation]:
    """The case as many whole years earlier or later as it takes for the conduct to lie on the other side of a change of
    the law. Every date of the case moves along, so that ages and periods stay as they are."""
    found: dict[int, date] = {}
    for finding in begun:
        if not finding.conduct:
            continue
        on = parse_date(finding.conduct.partition("/")[0]).first
        for limit in _limits(finding, knowledge):
            years = _years(on, limit)
            if years:
                found.setdefault(years, limit)
    for years in sorted(found, key=lambda y: (abs(y), y)):
        more = _moved(data, years)
        if more is not None:
            way, side = ("later", "op of na") if years > 0 else ("eerder", "vóór")
            since = day(Interval(found[years], found[years]))
            yield Variation(DATA, more, said=f"alles gebeurde {abs(years)} jaar {way} ({side} {since})")


def _limits(finding: OffenceFinding, knowledge: KnowledgeBase) -> Iterator[date]:
    """The days on which the law on a finding changed, as far as it was read, or began."""
    book = knowledge.rulebook
    versions = knowledge.vocabulary.law.versions(finding.designation)
    days = {v.valid_from for v in versions[1:] if v.valid_from}
    days |= {m.value for m in book.measures if m.kind == "datum"}
    days |= {r.valid_from for r in book.rules if r.key == finding.rule and r.strict_start}
    yield from map(date.fromisoformat, sorted(days))


def _years(on: date, limit: date) -> int:
    """The fewest whole years, later (positive) or earlier, that take a day to the other side of a limit; 0 for none."""
    sign = 1 if on < limit else -1
    for years in range(1, MOST + 1):
        text = later(on.isoformat(), sign * years)
        if text is not None and (date.fromisoformat(text) < limit) != (on < limit):
            return sign * years
    return 0


def _moved(data: Mapping[str, Any], years: int) -> dict[str, Any] | None:
    """The case with every date moved; None when one of them can't be."""
    try:
        return mapped(data, DATED, lambda text: _needed(text, years))
    except DateError:
        return None


def _needed(text: str, years: int) -> str:
    found = later(text.strip(), years)
    if found is None:
        raise DateError("dit is geen datum", "")
    return found
