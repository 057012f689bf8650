"""What an age settles: the facts and measures of a case that the concepts about age treat as the same.

A fact type or age measure *names* a concept when by itself it supports the concept, and its denial by itself excludes
it. So ``slachtoffer_onder_12`` and ``jonger_dan_twaalf`` both name ``onder_twaalf``, and a child of whom only the date
of birth is known counts under either. The concepts and measures are those of the rule files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from legalkb.compilation import NO, YES
from legalkb.inference import Atom
from legalkb.rulebook import Alternative, Concept, Literal, Rulebook

__all__ = ["names", "settled"]

AGE = "leeftijd"


def _by_age(book: Rulebook) -> tuple[Concept, ...]:
    """The concepts that an age decides."""
    return tuple(c for c in book.concepts.values() if any(m.kind == AGE for m in c.measures))


def names(concept: Concept) -> tuple[str, ...]:
    """The facts and measures that name a concept, in the order of its alternatives."""
    denied = {x.literals for x in concept.exceptions}
    alone = (x.literals[0].name for x in concept.alternatives if len(x.literals) == 1)
    return tuple(n for n in dict.fromkeys(alone) if (Literal(n, YES),) in {x.literals for x in concept.alternatives}
                 and (Literal(n, NO),) in denied)  # fmt: skip


def settled(known: Iterable[Atom], book: Rulebook) -> Iterator[Atom]:
    """What follows for the names of concepts about age from what is stated of one suspect and victim, measures
    included. Only combinations that hold an age, or a fact that names a concept about age, are looked at."""
    held, concepts = frozenset(known), _by_age(book)
    ages = {m.id for m in book.measures if m.kind == AGE} | {n for c in concepts for n in names(c)}

    def holds(ways: Iterable[Alternative]) -> bool:
        return any(
            any(x.name in ages for x in way.literals) and all(Atom(x.name, x.value) in held for x in way.literals)
            for way in ways
        )

    for concept in concepts:
        for value, ways in ((YES, concept.alternatives), (NO, concept.exceptions)):
            if holds(ways):
                yield from (Atom(name, value) for name in names(concept))
