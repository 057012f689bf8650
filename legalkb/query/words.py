"""The words of the query language: which terms there are, the names each knows and the values it can have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from legalkb.findings import IN_FORCE, OUTCOMES, STATUSES
from legalkb.gates.checks import CHECKS, WHOLE_CASE

if TYPE_CHECKING:
    from legalkb.knowledge import KnowledgeBase

__all__ = ["FACT_VALUES", "GATE_STATUSES", "KINDS", "OPERATORS", "Words", "words"]

KINDS = ("feit", "bestanddeel", "uitkomst", "poort", "datum", "scenario", "aangrenzend", "land", "verdachten")
OPERATORS = ("en", "of", "niet")
FACT_VALUES = ("ja", "nee", "onbekend", "betwist", "ontbreekt")
GATE_STATUSES = ("open", "bar", "onbekend", "voorbehoud")
VALUES: Mapping[str, tuple[str, ...]] = {
    "feit": FACT_VALUES,
    "bestanddeel": STATUSES,
    "uitkomst": OUTCOMES,
    "poort": GATE_STATUSES,
}


@dataclass(frozen=True, slots=True)
class Words:
    """What a query may name: fact types and measures, offence variants with their elements, gates, codes, and the kinds
    of relation between two persons."""

    facts: tuple[str, ...]
    concepts: frozenset[str]
    variants: tuple[str, ...]
    elements: Mapping[str, tuple[str, ...]]
    gates: tuple[str, ...]
    scenarios: tuple[str, ...]
    neighbours: tuple[str, ...]
    relations: tuple[str, ...] = ()
    values: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: VALUES)

    def elements_of(self, variants: Iterable[str]) -> tuple[str, ...]:
        """The elements of some offence variants, once each."""
        return tuple(dict.fromkeys(e for v in variants for e in self.elements[v]))


def words(knowledge: KnowledgeBase) -> Words:
    """The words that a knowledge base gives the language."""
    book, vocabulary = knowledge.rulebook, knowledge.vocabulary
    elements = {key: sorted(ids) for key, ids in (vocabulary.element_ids or {}).items()}
    strict = {r.key for r in book.rules if r.strict_start}
    return Words(
        facts=(*vocabulary.fact_types, *sorted({m.id for m in book.measures})),
        concepts=frozenset(book.concepts),
        variants=book.keys,
        elements={k: (*elements[k], *((IN_FORCE,) if k in strict else ())) for k in book.keys},
        gates=tuple(k for k in CHECKS if k != WHOLE_CASE) if knowledge.prosecution else (),
        scenarios=tuple(s.id for s in vocabulary.scenarios),
        neighbours=tuple(n.id for n in book.neighbours),
        relations=tuple(vocabulary.relation_kinds),
    )
