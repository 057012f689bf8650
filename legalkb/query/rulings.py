"""The published rulings that are held as a case, and what each has in common with a pattern of facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from legalkb.case_reader import read_case
from legalkb.compilation import OPPOSITE
from legalkb.examples import Charge, Example
from legalkb.inference import Atom
from legalkb.knowledge import KnowledgeBase
from legalkb.query.rows import statements

__all__ = ["Shared", "facts_of", "sharing"]


ADVISERS, PROVEN, ACQUITTED = "PHR", "bewezen", "vrijspraak"


@dataclass(frozen=True, slots=True)
class Shared:
    """A ruling, or a conclusion of the advocate general, that shares facts with a pattern.

    ``shared`` are the facts of the pattern that it has, ``absent`` those it does not name, ``contrary`` those of which
    it has the opposite; ``more`` are its own facts that the pattern does not have. ``name`` says what it is about.
    ``charges`` are those of every case in which the ruling is held, what was proven first.
    """

    ecli: str
    name: str
    charges: tuple[Charge, ...]
    shared: tuple[Atom, ...]
    absent: tuple[Atom, ...]
    contrary: tuple[Atom, ...]
    more: tuple[Atom, ...]

    @property
    def advice(self) -> bool:
        """Whether this is a conclusion of the advocate general: advice to the Hoge Raad, not its ruling."""
        return self.ecli.split(":")[2:3] == [ADVISERS]

    def partial(self, charge: Charge) -> bool:
        """Whether an acquittal is of part of a charge, the rest of which was proven."""

        def same(other: Charge) -> bool:
            alike = (other.rule, other.attempt, other.suspect) == (charge.rule, charge.attempt, charge.suspect)
            return alike and (other.victim == charge.victim or not other.victim or not charge.victim)

        return charge.outcome == ACQUITTED and any(c.outcome == PROVEN and same(c) for c in self.charges)


def facts_of(example: Example, knowledge: KnowledgeBase) -> tuple[tuple[Atom, ...], frozenset[Atom]]:
    """The facts that a ruling states, in its order, and those with what follows from its persons and measures."""
    case = read_case(example.case, knowledge.vocabulary)
    stated = dict.fromkeys(Atom(f.type_id, f.value) for f in case.facts if f.value in OPPOSITE)
    every = {Atom(f.name, f.value) for f in statements(case, knowledge) if f.value in OPPOSITE}
    return tuple(stated), frozenset(every)


def sharing(pattern: Iterable[Atom], examples: Iterable[Example], knowledge: KnowledgeBase) -> tuple[Shared, ...]:
    """The rulings that share a fact with the pattern, each once: those with most of it first, then those that
    contradict least of it, then those with the fewest other facts."""
    asked = tuple(dict.fromkeys(pattern))
    held: dict[str, list[Example]] = {}
    for example in examples:
        if example.ecli:
            held.setdefault(example.ecli, []).append(example)
    found = [r for r in (_compared(asked, cases, knowledge) for cases in held.values()) if r.shared]
    return tuple(sorted(found, key=lambda r: (-len(r.shared), len(r.contrary), len(r.more), r.ecli)))


def _compared(asked: tuple[Atom, ...], cases: list[Example], knowledge: KnowledgeBase) -> Shared:
    """A ruling as all cases in which it is held tell it together, that of a conviction first."""
    ordered = sorted(cases, key=lambda e: all(c.outcome != PROVEN for c in e.charges))
    known = [facts_of(e, knowledge) for e in ordered]
    every = frozenset().union(*(facts for _, facts in known))
    shared = tuple(a for a in asked if a in every)
    rest = [a for a in asked if a not in every]
    contrary = tuple(a for a in rest if Atom(a.name, OPPOSITE[a.sign]) in every)
    return Shared(
        ordered[0].ecli,
        " ".join(dict.fromkeys(e.name for e in ordered)),
        tuple(sorted(dict.fromkeys(c for e in ordered for c in e.charges), key=lambda c: c.outcome != PROVEN)),
        shared,
        tuple(a for a in rest if a not in contrary),
        contrary,
        tuple(dict.fromkeys(a for stated, _ in known for a in stated if a not in asked)),
    )
