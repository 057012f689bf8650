"""Versions of a provision: which are in force, how heavy each is, and how two compare for a suspect."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from legalkb.dates import Interval
from legalkb.findings import LawVersion
from legalkb.statements import day

MILDER, STRICTER, MIXED, SAME = "gunstiger", "strenger", "gemengd", "gelijk"


def _span(version: LawVersion) -> tuple[date, date]:
    """The first and last day of a version, the beginning and the end of time where there is none."""
    first = date.fromisoformat(version.valid_from) if version.valid_from else date.min
    return first, date.fromisoformat(version.valid_to) if version.valid_to else date.max


def on_days(known: tuple[LawVersion, ...], days: Interval) -> tuple[LawVersion, ...]:
    """The versions in force on any of these days, oldest first; none where none was read."""
    return tuple(v for v in known if _span(v)[0] <= days.last and _span(v)[1] >= days.first)


def after(known: tuple[LawVersion, ...], last: date, until: date | None) -> tuple[LawVersion, ...]:
    """The versions that began after a day, up to another (None: all that are known)."""
    return tuple(v for v in known if last < _span(v)[0] <= (until or date.max))


def apart(known: tuple[LawVersion, ...]) -> tuple[LawVersion, ...]:
    """The versions without those that are as heavy as the one before."""
    return tuple(v for n, v in enumerate(known) if not n or weight(v) != weight(known[n - 1]))


def weight(version: LawVersion) -> tuple[int | None, int | None]:
    """The maximum in months and the fine category."""
    return version.maximum_months, version.fine_category


def compared(old: LawVersion, new: LawVersion) -> str:
    """Whether a new version is milder, stricter, both or neither; what is not known of either counts as the same."""
    pairs = [(a, b) for a, b in zip(weight(old), weight(new), strict=True) if a is not None and b is not None]
    lower, higher = any(b < a for a, b in pairs), any(b > a for a, b in pairs)
    return MIXED if lower and higher else MILDER if lower else STRICTER if higher else SAME


def term(months: int) -> str:
    """A maximum in words."""
    years, rest = divmod(months, 12)
    return f"{months} maanden" if rest else f"{years} jaar"


def penalty(version: LawVersion, categories: Mapping[int, str]) -> str:
    """The maximum penalty in words."""
    parts = []
    if version.maximum_months is not None:
        parts.append(f"gevangenisstraf van ten hoogste {term(version.maximum_months)}")
    if version.fine_category is not None:
        parts.append(f"geldboete van de {categories.get(version.fine_category, '')} categorie")
    return " of ".join(parts) or version.reservation.rstrip(".").lower() or "geen eigen strafmaximum"


def since(version: LawVersion) -> str:
    """The first day of a version in words, with how certain it is."""
    if not version.valid_from:
        return "onbekende datum"
    first = _span(version)[0]
    return ("uiterlijk " if at_latest(version) else "") + day(Interval(first, first))


def at_latest(version: LawVersion) -> bool:
    """Whether a version began on its first day at the latest: it was read on that day, and may be older."""
    return version.qualifier.startswith("uiterlijk")


def when(days: Interval) -> str:
    """A day, month or year as an adverb: "op 1 mei 2013", "in 2013", "tussen … en …"."""
    text = day(days)
    return text if text.startswith("tussen") else f"{'op' if days.exact else 'in'} {text}"


def until(version: LawVersion) -> str:
    """The last day of a version in words, empty for one without end."""
    last = _span(version)[1]
    return f" tot en met {day(Interval(last, last))}" if version.valid_to else ""


def amount(known: tuple[LawVersion, ...], days: Interval, category: str) -> tuple[str, LawVersion] | None:
    """The amount of a fine category on these days, from a text of which both the first and the last day are known."""
    for version in known:
        first, last = _span(version)
        if version.valid_from and version.valid_to and first <= days.first and days.last <= last:
            found = re.search(rf"de {category} categorie, € (\d[\d \u00a0]*)", version.text)
            if found and category:
                return found[1].strip(), version
    return None
