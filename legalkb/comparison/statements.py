"""What bears on an element, apart from order and from the place of a fact in the file."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from legalkb.comparison.model import AGAINST, FOR, PARTIAL, POINTS_AWAY, POINTS_TO, RULING, Listed, Statement
from legalkb.findings import ElementFinding, Evidence, Gate, Indication

T = TypeVar("T")


def listed(before: Iterable[T], after: Iterable[T], key: Callable[[T], Hashable]) -> Listed[T]:
    """What is on one side only, by what must be the same, in an order of its own."""
    was, now = {key(x): x for x in before}, {key(x): x for x in after}
    return Listed(_only(now, was), _only(was, now))


def _only(mine: dict[Hashable, T], others: dict[Hashable, T]) -> tuple[T, ...]:
    return tuple(sorted((mine[k] for k in mine if k not in others), key=repr))


def same(evidence: Evidence) -> Evidence:
    """What makes two statements the same: all but their place in the file."""
    return replace(evidence, fact=0)


def of_element(element: ElementFinding | None) -> Iterator[Statement]:
    """Every statement that bears on an element, with the side on which it does; a judgement included."""
    if element is None:
        return
    for side, found in ((FOR, element.support), (AGAINST, element.against), (PARTIAL, element.partial)):
        yield from (Statement(side, e) for e in found)
    for side, indications in ((POINTS_TO, element.indications_for), (POINTS_AWAY, element.indications_against)):
        yield from (Statement(side, e, i.explanation) for i in indications for e in i.evidence)
    if element.ruling:
        said = f"Oordeel van {element.ruling.by}: {element.ruling.reason}"
        yield Statement(RULING, Evidence(RULING, element.ruling.verdict, said))


def statement_key(statement: Statement) -> Hashable:
    """What makes two statements on an element the same."""
    return statement.side, repr(same(statement.evidence))


def one_sided(found: Listed[Statement]) -> bool:
    """Whether some statement bears on an element on one side of a comparison only, and not merely in another way."""
    gained, lost = ({same(s.evidence) for s in side} for side in (found.gained, found.lost))
    return gained != lost


def _indications(found: tuple[Indication, ...]) -> Hashable:
    return frozenset((frozenset(map(same, i.evidence)), i.explanation, i.sources, i.disputed) for i in found)


def element_key(element: ElementFinding) -> Hashable:
    """What makes two findings on an element the same."""
    return (
        element.id,
        element.quote,
        element.status,
        *(frozenset(map(same, side)) for side in (element.support, element.against, element.partial)),
        frozenset(element.grounds),
        _indications(element.indications_for),
        _indications(element.indications_against),
        frozenset(element.counter_questions),
        frozenset(map(frozenset, element.missing)),
        element.ruling,
        element.only_source,
        element.suspect_only,
    )


def gate_key(gate: Gate) -> Hashable:
    """What makes two gates the same."""
    sets = (gate.reasons, gate.readings, gate.dates, gate.missing)
    return gate.kind, gate.status, gate.summary, *map(frozenset, sets)
