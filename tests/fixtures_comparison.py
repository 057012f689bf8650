"""What the tests of comparisons share: cases of the examples, and the mirror image of a difference."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TypeVar

from legalkb import examples, knowledge
from legalkb.case import Case
from legalkb.case_reader import read_case
from legalkb.comparison import difference
from legalkb.comparison.model import (
    Cause,
    DataChange,
    Difference,
    ElementChange,
    FactChange,
    FindingChange,
    GateChange,
    Listed,
)
from legalkb.engine import BUILTIN
from legalkb.errors import LegalkbError
from legalkb.findings import Assessment
from legalkb.node import Node

T = TypeVar("T")
C = TypeVar("C", bound=FactChange | DataChange)


@cache
def base() -> knowledge.KnowledgeBase:
    """The knowledge base of the checkout."""
    return knowledge.load()


@cache
def cases() -> tuple[tuple[str, Node, Case], ...]:
    """Every encoded example case that can be read: its name, as written and as read."""
    found = []
    for example in examples.load()[0]:
        try:
            found.append((example.name, example.case, read_case(example.case, base().vocabulary)))
        except LegalkbError:
            continue
    return tuple(found)


def assessed(case: Case) -> tuple[Case, Assessment]:
    """A case with its assessment by the built-in engine, ready to compare."""
    return difference.assess(case, base(), BUILTIN)


def _turned(item: C) -> C:
    return replace(item, lost=item.gained, gained=item.lost)  # type: ignore[arg-type]


def _causes(found: tuple[Cause, ...]) -> tuple[Cause, ...]:
    return tuple(map(_turned, found))


def _listed(item: Listed[T]) -> Listed[T]:
    return Listed(item.lost, item.gained)


def _element(e: ElementChange) -> ElementChange:
    return replace(
        e,
        before=e.after,
        after=e.before,
        statements=_listed(e.statements),
        questions=_listed(e.questions),
        because=_causes(e.because),
    )


def _gate(g: GateChange) -> GateChange:
    return replace(g, before=g.after, after=g.before, reasons=_listed(g.reasons))


def _finding(f: FindingChange) -> FindingChange:
    return replace(
        f,
        before=f.after,
        after=f.before,
        elements=tuple(map(_element, f.elements)),
        gates=tuple(map(_gate, f.gates)),
        remarks=_listed(f.remarks),
        because=_causes(f.because),
    )


def mirrored(d: Difference) -> Difference:
    """The difference as it must be the other way round; what stayed the same is left out."""
    return Difference(
        facts=tuple(map(_turned, d.facts)),
        data=tuple(map(_turned, d.data)),
        findings=tuple(map(_finding, d.findings)),
        concurrence=_listed(d.concurrence),
        scenarios=_listed(d.scenarios),
        neighbours=_listed(d.neighbours),
        paths=_listed(d.paths),
        notes=_listed(d.notes),
        same=(),
    )
