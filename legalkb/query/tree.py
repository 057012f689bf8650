"""A query as a tree of frozen values, and what is wrong with a query.

A :class:`Term` is about the case as a whole, or about one finding of a provision (``of_finding``). ``names`` holds the
fact type, the code of a scenario and so on, or for a term about a finding the offence variants that are meant; ``part``
the element or the gate. ``start`` and ``end`` are places in the text of the query, counted from 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["All", "Any", "Mistake", "Not", "Query", "Term", "terms"]


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: ``kind`` and ``names`` (and ``part``) compared with a value."""

    kind: str
    names: tuple[str, ...]
    part: str
    operator: str
    value: str
    start: int = 0
    end: int = 0

    @property
    def of_finding(self) -> bool:
        """Whether this is about one finding of a provision rather than about the case."""
        return self.kind in ("uitkomst", "bestanddeel", "poort") or (self.kind == "datum" and bool(self.names))


@dataclass(frozen=True, slots=True)
class Not:
    """Holds for a case where ``item``, taken by itself, does not."""

    item: Query


@dataclass(frozen=True, slots=True)
class All:
    """Holds where every item holds, with one and the same finding for each provision."""

    items: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Holds where some item holds."""

    items: tuple[Query, ...]


Query = Term | Not | All | Any


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something wrong in a query: from where to where, what, and the remedy (Dutch)."""

    start: int
    end: int
    what: str
    remedy: str = ""


def terms(query: Query, negated: bool = True) -> Iterator[Term]:
    """Every term of a query from left to right; without ``negated`` not those under a :class:`Not`."""
    if isinstance(query, Term):
        yield query
    elif isinstance(query, Not):
        if negated:
            yield from terms(query.item)
    else:
        for item in query.items:
            yield from terms(item, negated)
