"""The traps ("valkuilen"): mistakes that a trainee easily makes, and which of them an assessed case tests.

A trap is data of the ontology (``ontology/oefeningen/valkuilen.ttl``); its conditions are queries, any of which tells
that a case is a test of it. That a case tests a trap says nothing about a person in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from legalkb.case import Case
from legalkb.findings import Assessment
from legalkb.knowledge import KnowledgeBase
from legalkb.query.matching import matching
from legalkb.query.parser import parse
from legalkb.query.rows import of_case
from legalkb.query.tree import Query
from legalkb.query.words import words
from legalkb.training.aims import Aim, aims

__all__ = ["Trap", "tested", "traps", "with_aims"]


@dataclass(frozen=True, slots=True)
class Trap:
    """A trap: its label, what is easily done wrong and what is right (Dutch), the wrong answers of who falls for it
    (Dutch), the designations of the provisions, subject words, conditions in the query language, and source codes.
    ``core``: every course should test it."""

    id: str
    order: int
    label: str
    label_en: str
    explanation: str
    wrong_answers: tuple[str, ...]
    provisions: tuple[str, ...]
    subjects: tuple[str, ...]
    conditions: tuple[str, ...]
    sources: tuple[str, ...]
    core: bool = False


def traps(knowledge: KnowledgeBase) -> tuple[Trap, ...]:
    """Every trap, in the order in which they are shown."""
    return tuple(trap for trap, _ in _read(knowledge))


def with_aims(knowledge: KnowledgeBase) -> tuple[tuple[Trap, tuple[Aim, ...]], ...]:
    """Every trap with the ways in which a case can test it; those of the core first."""
    found = ((trap, tuple(dict.fromkeys(a for q in queries for a in aims(q)))) for trap, queries in _read(knowledge))
    return tuple(sorted(found, key=lambda f: not f[0].core))


def tested(case: Case, assessment: Assessment, knowledge: KnowledgeBase) -> tuple[Trap, ...]:
    """The traps that a case tests, in the order in which they are shown. ``assessment`` is that of the whole case."""
    known = _read(knowledge)
    conditions = [(trap, query) for trap, queries in known for query in queries]
    matches = matching(of_case(case, assessment, knowledge), (query for _, query in conditions))
    touched = {trap.id for (trap, _), matched in zip(conditions, matches, strict=True) if matched}
    return tuple(trap for trap, _ in known if trap.id in touched)


def _trap(data: Mapping[str, Any]) -> Trap:
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items()}
    return Trap(**fields)


def _read(knowledge: KnowledgeBase) -> tuple[tuple[Trap, tuple[Query, ...]], ...]:
    """The traps with their conditions as queries; read once for a knowledge base."""

    def build() -> tuple[tuple[Trap, tuple[Query, ...]], ...]:
        known = words(knowledge)
        made = [_trap(data) for data in knowledge.training["traps"]]
        return tuple((trap, tuple(parse(text, known) for text in trap.conditions)) for trap in made)

    found: tuple[tuple[Trap, tuple[Query, ...]], ...] = knowledge.once("valkuilen", build)
    return found
