"""Chance that can be repeated: the same seed gives the same choices on every machine and Python version."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")
SIZE = 1 << 64


@dataclass(slots=True)
class Chance:
    """A row of choices that follows from ``seed`` alone."""

    seed: str
    _drawn: int = field(default=0, init=False)

    def number(self, below: int) -> int:
        """A whole number from 0 up to ``below`` (at least 1), each as likely to within one in 2**60."""
        self._drawn += 1
        digest = hashlib.sha256(f"{self.seed}#{self._drawn}".encode()).digest()
        return int.from_bytes(digest[:8], "big") % below

    def pick(self, among: Sequence[T]) -> T:
        """One of these."""
        return among[self.number(len(among))]

    def order(self, items: Iterable[T]) -> list[T]:
        """The same items in an order of chance."""
        left, found = list(items), []
        while left:
            found.append(left.pop(self.number(len(left))))
        return found

    def some(self, items: Iterable[T], number: int) -> list[T]:
        """At most ``number`` of these, in an order of chance."""
        return self.order(items)[: max(number, 0)]

    def once_in(self, times: int) -> bool:
        """True once in so many times."""
        return self.number(times) == 0

    def between(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + self.number(high - low + 1)

    def day(self, after: date, low: int, high: int) -> date:
        """A day from ``low`` to ``high`` days after another."""
        return after + timedelta(days=self.between(low, high))

    def apart(self, name: str) -> Chance:
        """A row of its own under a name, so that more choices here change nothing there."""
        return Chance(f"{self.seed}/{name}")
