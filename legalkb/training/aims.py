"""What a case must hold to test a trap ("valkuil"), read from the conditions of the trap.

An aim is only a way to look: whether an exercise tests the trap is decided by its conditions on the assessed case.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, product

from legalkb.compilation import OPPOSITE
from legalkb.inference import Atom
from legalkb.query.tree import All, Any, Query, Term, terms

__all__ = ["Aim", "aims"]

MOST = 12
MISSING = "ontbreekt"


@dataclass(frozen=True, slots=True)
class Aim:
    """One way to test a trap: offence variants that it is about (none: any), facts, days before or from which the
    conduct falls, a prosecution gate and how that stands (empty: any)."""

    rules: tuple[str, ...] = ()
    facts: tuple[Atom, ...] = ()
    since: date | None = None
    before: date | None = None
    gate: str = ""
    standing: str = ""


def aims(query: Query) -> tuple[Aim, ...]:
    """The ways to match a query, at most a dozen; what it says does not hold is left to chance."""
    rules = tuple(dict.fromkeys(n for t in terms(query) if t.of_finding for n in t.names))
    ways = (_aim(way, rules) for way in _ways(query))
    return tuple(dict.fromkeys(islice(ways, MOST)))


def _ways(query: Query) -> Iterator[tuple[Term, ...]]:
    """The conjunctions of terms of which a query is the disjunction; a fact that is not missing as yes and as no."""
    if isinstance(query, Term):
        yield (query,)
    elif isinstance(query, Any):
        for item in query.items:
            yield from _ways(item)
    elif isinstance(query, All):
        for combined in product(*(tuple(_ways(i)) for i in query.items)):
            yield tuple(t for way in combined for t in way)
    elif isinstance(query.item, Term) and query.item.kind == "feit" and query.item.value == MISSING:
        for value in OPPOSITE:
            yield (replace(query.item, value=value),)
    else:
        yield ()


def _aim(way: tuple[Term, ...], rules: tuple[str, ...]) -> Aim:
    facts: list[Atom] = []
    found = Aim()
    for term in way:
        if term.kind == "feit" and term.operator == "=" and term.value in OPPOSITE:
            facts += [Atom(name, term.value) for name in term.names]
        elif term.kind == "datum" and term.value:
            found = _dated(found, term)
        elif term.kind == "poort":
            found = replace(found, gate=term.part, standing=term.value if term.operator == "=" else "")
    own = tuple(dict.fromkeys(n for t in way if t.of_finding for n in t.names))
    return replace(found, rules=own or rules, facts=tuple(dict.fromkeys(facts)))


def _dated(found: Aim, term: Term) -> Aim:
    """The aim with the day of a term; a year or month is the first day of it."""
    parts = [int(p) for p in term.value.split("-")]
    day = date(*[*parts, 1, 1][:3])
    if term.operator in ("<", "<="):
        return replace(found, before=day)
    return replace(found, since=day) if term.operator in (">", ">=") else found
