"""Dates as people know them: a day, a month or a year; periods; ages. What is certain and what is not.

A question about such dates has three answers: True, False, or None when it depends on the exact day.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = [
    "DateError",
    "Interval",
    "Period",
    "age_on",
    "born_from_age",
    "covers",
    "is_before",
    "is_on_or_after",
    "parse_date",
    "years_later",
    "younger_than",
]

FIRST_YEAR, LAST_YEAR = 1900, 2199
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_LOOSE_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_FORMS = "Schrijf een dag als 2025-07-20, een maand als 2025-07 of een jaar als 2025."


class DateError(ValueError):
    """A text is no date: what is wrong with it and how to mend it, in Dutch."""

    def __init__(self, what: str, remedy: str) -> None:
        """Keep both."""
        self.what, self.remedy = what, remedy
        super().__init__(what)


@dataclass(frozen=True, slots=True)
class Interval:
    """A date known as precisely as it was stated: some day from ``first`` to ``last``, both included."""

    first: date
    last: date

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last

    def __str__(self) -> str:
        """Give it as it is written in a case file: ``2025-07-20``, ``2025-07`` or ``2025``."""
        if self.exact:
            return self.first.isoformat()
        for length in (7, 4):
            text = self.first.isoformat()[:length]
            if parse_date(text) == self:
                return text
        return f"{self.first}/{self.last}"


@dataclass(frozen=True, slots=True)
class Period:
    """When something happened. ``None`` means not stated, ``ongoing`` a continuing state of affairs.

    ``end`` is the last day. Something on one day has the same start and end.
    """

    start: Interval | None
    end: Interval | None
    ongoing: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it was still going on when the case was written down."""
        return self.ongoing and self.end is None

    @property
    def earliest(self) -> date | None:
        """The first day on which it can have begun."""
        return self.start.first if self.start else None

    @property
    def latest(self) -> date | None:
        """The last day on which it can have ended; None when open or not stated."""
        return self.end.last if self.end else None


def parse_date(text: str) -> Interval:
    """Read ``2025-07-20``, ``2025-07`` or ``2025``; anything else is a :class:`DateError`."""
    match = _ISO.fullmatch(text.strip())
    if not match:
        raise DateError("dit is geen datum", _remedy(text.strip()))
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateError(f"het jaar ligt niet tussen {FIRST_YEAR} en {LAST_YEAR}", "Controleer het jaar.")
    if not match[2]:
        return Interval(date(year, 1, 1), date(year, 12, 31))
    if not 1 <= month <= 12:
        raise DateError("deze datum bestaat niet: de maand ligt tussen 01 en 12", _FORMS)
    days = calendar.monthrange(year, month)[1]
    if not match[3]:
        return Interval(date(year, month, 1), date(year, month, days))
    if not 1 <= day <= days:
        raise DateError(f"deze datum bestaat niet: die maand heeft {days} dagen", "Controleer de dag.")
    return Interval(date(year, month, day), date(year, month, day))


def _remedy(text: str) -> str:
    """Guess the date that was meant when day, month and year were written in another way."""
    loose, turned = _LOOSE_ISO.fullmatch(text), _DAY_FIRST.fullmatch(text)
    parts = (loose[1], loose[2], loose[3]) if loose else (turned[3], turned[2], turned[1]) if turned else None
    if parts is None:
        return _FORMS
    guess = f"{parts[0]}-{parts[1]:0>2}-{parts[2]:0>2}"
    try:
        parse_date(guess)
    except DateError:
        return _FORMS
    return f"Bedoelde u {guess}? {_FORMS}"


def years_later(born: date, years: int) -> date:
    """The day on which somebody reaches an age. Who was born on 29 February has the birthday on 1 March in a
    year without that day: until then the year of life is not complete."""
    year = born.year + years
    if (born.month, born.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 3, 1)
    return born.replace(year=year)


def _age(born: date, on: date) -> int:
    years = on.year - born.year
    return years if years_later(born, years) <= on else years - 1


def age_on(born: Interval, on: Interval) -> tuple[int, int]:
    """The youngest and oldest that somebody can be on a date; negative before the birth."""
    return _age(born.last, on.first), _age(born.first, on.last)


def born_from_age(youngest: int, oldest: int, known_on: Interval) -> Interval:
    """The dates of birth that fit an age (or a range of ages) on a date."""
    return Interval(_last_birth(known_on.first, oldest + 1) + timedelta(1), _last_birth(known_on.last, youngest))


def _last_birth(on: date, years: int) -> date:
    """The last day of birth of somebody who has reached an age on a day."""
    year = on.year - years
    if (on.month, on.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 2, 28)
    return on.replace(year=year)


def younger_than(ages: tuple[int, int], limit: int) -> bool | None:
    """Whether somebody of that (range of) age is younger than a limit."""
    youngest, oldest = ages
    return True if oldest < limit else False if youngest >= limit else None


def is_before(left: Interval, right: Interval) -> bool | None:
    """Whether one date lies before another."""
    return True if left.last < right.first else False if left.first >= right.last else None


def is_on_or_after(left: Interval, right: Interval) -> bool | None:
    """Whether one date is the same as or later than another."""
    answer = is_before(left, right)
    return None if answer is None else not answer


def covers(start: Interval | None, end: Interval | None, on: Interval) -> bool | None:
    """Whether a date lies in a period, the last day included; a bound that is not stated does not limit."""
    late_enough = True if start is None else is_on_or_after(on, start)
    early_enough = True if end is None else is_on_or_after(end, on)
    if late_enough is False or early_enough is False:
        return False
    return True if late_enough and early_enough else None
