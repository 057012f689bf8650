"""Terms of years on the calendar: when they end, and what an act of prosecution does to that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from legalkb.dates import Interval, years_later

__all__ = ["Interruptions", "day_after", "last_day"]


def day_after(on: date) -> date:
    """The next day; the last day there is has none."""
    return on if on == date.max else on + timedelta(1)


def last_day(start: date, years: int) -> date:
    """The last day of a term: the day before the anniversary of the day on which it starts."""
    if start.year + years > date.max.year:
        return date.max
    return years_later(start, years) - timedelta(1)


@dataclass(frozen=True, slots=True)
class Interruptions:
    """Acts of prosecution, and how many times the term the whole may last at most, counted from the original start."""

    acts: tuple[Interval, ...]
    times: int

    def end(self, start: date, years: int, late: bool) -> date:
        """The last day of a term with these acts in it: at the earliest, or (``late``) at the latest.

        An act starts a new term on the next day when it falls within the term that then runs. Of an act on a day
        that is not known, the earliest end takes the first day, and only when every day it can be is in time.
        """
        last, utmost = last_day(start, years), self.utmost(start, years)
        for act in _in_order(self.acts, late):
            in_time = act.first <= last and act.last >= start if late else act.last <= last and act.first >= start
            if in_time:
                on = min(act.last, last) if late else act.first
                last = max(last, min(last_day(day_after(on), years), utmost))
        return last

    def utmost(self, start: date, years: int) -> date:
        """The last day that no act of prosecution can move."""
        return last_day(start, self.times * years)


def _in_order(acts: Iterable[Interval], late: bool) -> list[Interval]:
    return sorted(acts, key=lambda act: (act.last, act.first) if late else (act.first, act.last))
