"""Words of a story that are not persons: days and places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from legalkb.dates import Interval
from legalkb.statements import day


@dataclass(frozen=True, slots=True)
class Day:
    """A day in a phrase: written out ("14 juli 2025") as text, ``iso`` as in a case file."""

    on: date

    def __str__(self) -> str:
        """The day written out."""
        return day(Interval(self.on, self.on))

    @property
    def iso(self) -> str:
        """The day as in a case file: 2025-07-14."""
        return self.on.isoformat()
