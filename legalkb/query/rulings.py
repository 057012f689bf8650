"""The published rulings that are held as a case, and what each has in common with a pattern of facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from legalkb.case_reader import read_case
from legalkb.compilation import OPPOSITE
from legalkb.examples import Charge, Example
from legalkb.inference import Atom
from legalkb.knowledge import KnowledgeBase
from legalkb.query.rows import statements

__all__ = ["Shared", "facts_of", "sharing"]


@dataclass(frozen=True, slots=True)
class Shared:
    """A ruling that shares facts with a pattern.

    ``shared`` are the facts of the pattern that it has, ``absent`` those it does not name, ``contrary`` those of which
    it has the opposite; ``more`` are its own facts that the pattern does not have. ``name`` says what it is about.
    """

    ecli: str
    name: str
    charges: tuple[Charge, ...]
    shared: tuple[Atom, ...]
    absent: tuple[Atom, ...]
    contrary: tuple[Atom, ...]
    more: tuple[Atom, ...]


def facts_of(example: Example, knowledge: KnowledgeBase) -> tuple[tuple[Atom, ...], frozenset[Atom]]:
    """The facts that a ruling states, in its order, and those with what follows from its persons and measures."""
    case = read_case(example.case, knowledge.vocabulary)
    stated = dict.fromkeys(Atom(f.type_id, f.value) for f in case.facts if f.value in OPPOSITE)
    every = {Atom(f.name, f.value) for f in statements(case, knowledge) if f.value in OPPOSITE}
    return tuple(stated), frozenset(every)


def sharing(pattern: Iterable[Atom], examples: Iterable[Example], knowledge: KnowledgeBase) -> tuple[Shared, ...]:
    """The rulings that share a fact with the pattern: those with most of it first, then those that contradict least of
    it, then those with the fewest other facts."""
    asked = tuple(dict.fromkeys(pattern))
    found = _compared(asked, (e for e in examples if e.ecli), knowledge)
    return tuple(sorted(found, key=lambda r: (-len(r.shared), len(r.contrary), len(r.more), r.ecli, r.name)))


def _compared(asked: tuple[Atom, ...], rulings: Iterable[Example], knowledge: KnowledgeBase) -> Iterator[Shared]:
    for ruling in rulings:
        stated, every = facts_of(ruling, knowledge)
        shared = tuple(a for a in asked if a in every)
        if not shared:
            continue
        rest = [a for a in asked if a not in every]
        contrary = tuple(a for a in rest if Atom(a.name, OPPOSITE[a.sign]) in every)
        absent = tuple(a for a in rest if a not in contrary)
        more = tuple(a for a in stated if a not in asked)
        yield Shared(ruling.ecli, ruling.name, ruling.charges, shared, absent, contrary, more)
