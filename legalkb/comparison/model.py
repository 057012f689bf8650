"""What a comparison holds: frozen values that say what was, what becomes of it, and which statements make the change.

``before`` and ``after`` are the two sides; None where a side has nothing of the kind. What only the second side has is
``gained``, what only the first has ``lost``: the comparison the other way round is the same with these exchanged.
Every sequence has an order that does not depend on the order of the case files.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from legalkb.findings import (
    CounterQuestion,
    ElementFinding,
    Evidence,
    FactLine,
    Gate,
    GateReason,
    Neighbour,
    OffenceFinding,
    Path,
    Remark,
    Scenario,
)

FOR, AGAINST, PARTIAL, POINTS_TO, POINTS_AWAY, RULING = (
    "voor",
    "tegen",
    "gedeeltelijk",
    "aanwijzing_voor",
    "aanwijzing_tegen",
    "oordeel",
)
SIDES = (FOR, AGAINST, PARTIAL, POINTS_TO, POINTS_AWAY, RULING)
NO_LEAD, OPEN_NORM = "geen_aanknopingspunt", "open_norm"
OUTCOME, ELEMENTS, GATES, REST = range(4)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """What only one of the two sides has, of things that are simply there or not."""

    gained: tuple[T, ...] = ()
    lost: tuple[T, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.gained or self.lost)


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact about the same persons that only one side states, or that the sides state otherwise.

    ``gained`` and ``lost`` are the statements that differ; when both are there the one takes the place of the other.
    """

    name: str
    lost: tuple[FactLine, ...] = ()
    gained: tuple[FactLine, ...] = ()


@dataclass(frozen=True, slots=True)
class DataChange:
    """Entries of the case other than facts that differ: the key of the case file, and each entry in words."""

    key: str
    lost: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()


Cause = FactChange | DataChange


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as it bears on an element: on which side (one of ``SIDES``), and why it counts (Dutch, or empty)."""

    side: str
    evidence: Evidence
    why: str = ""


@dataclass(frozen=True, slots=True)
class ElementChange:
    """An element that stands otherwise: the statements that now bear on it, those that fell away, and the decisive
    questions that came up or were answered. ``because`` names what differs in the case where every statement on the
    element is there on both sides."""

    before: ElementFinding | None
    after: ElementFinding | None
    statements: Listed[Statement]
    questions: Listed[CounterQuestion]
    because: tuple[Cause, ...] = ()

    @property
    def status_changed(self) -> bool:
        """Whether the status differs; of an open norm also whether anything points to it or away from it."""
        return _standing(self.before) != _standing(self.after)

    @property
    def shown(self) -> ElementFinding:
        """The element on whichever side has it, the second side first."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class GateChange:
    """A prosecution gate that stands otherwise or says something else, with the reasons that differ."""

    before: Gate | None
    after: Gate | None
    reasons: Listed[GateReason]

    @property
    def status_changed(self) -> bool:
        """Whether the status itself differs."""
        return (self.before.status if self.before else "") != (self.after.status if self.after else "")

    @property
    def summary_changed(self) -> bool:
        """Whether what the gate says in one sentence differs."""
        return (self.before.summary if self.before else "") != (self.after.summary if self.after else "")

    @property
    def shown(self) -> Gate:
        """The gate on whichever side has it, the second side first."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class FindingChange:
    """An offence variant for the same persons that stands otherwise. A side that is None gives no lead."""

    before: OffenceFinding | None
    after: OffenceFinding | None
    elements: tuple[ElementChange, ...]
    gates: tuple[GateChange, ...]
    remarks: Listed[Remark]
    because: tuple[Cause, ...] = ()

    @property
    def shown(self) -> OffenceFinding:
        """The finding on whichever side has it, the second side first."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def outcomes(self) -> tuple[str, str]:
        """The outcome that was and the one that is."""
        return tuple(f.outcome if f else NO_LEAD for f in (self.before, self.after))  # type: ignore[return-value]

    @property
    def verdict_changed(self) -> bool:
        """Whether the outcome, its reasons or the examination of an attempt differ."""
        return _verdict(self.before) != _verdict(self.after)

    @property
    def law_changed(self) -> bool:
        """Whether another version of the law is shown."""
        return bool(self.before and self.after) and versions(self.before) != versions(self.after)

    @property
    def level(self) -> int:
        """How far the change reaches: ``OUTCOME``, ``ELEMENTS`` (a status), ``GATES`` (a status,
        a summary or the version of the law) or ``REST``."""
        if self.outcomes[0] != self.outcomes[1]:
            return OUTCOME
        if self.verdict_changed or any(e.status_changed for e in self.elements):
            return ELEMENTS
        return GATES if self.law_changed or any(g.status_changed or g.summary_changed for g in self.gates) else REST


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything in which two cases and their assessments differ. ``same`` are the findings that are equal."""

    facts: tuple[FactChange, ...]
    data: tuple[DataChange, ...]
    findings: tuple[FindingChange, ...]
    concurrence: Listed[Gate]
    scenarios: Listed[Scenario]
    neighbours: Listed[Neighbour]
    paths: Listed[Path]
    notes: Listed[str]
    same: tuple[OffenceFinding, ...]

    @property
    def in_outcome(self) -> bool:
        """Whether anything in the assessment differs."""
        surroundings = (self.concurrence, self.scenarios, self.neighbours, self.paths)
        return bool(self.findings) or any(surroundings)

    def __bool__(self) -> bool:
        """Whether anything differs, in the cases or in the assessments."""
        return bool(self.facts or self.data or self.notes) or self.in_outcome


def _standing(element: ElementFinding | None) -> tuple[object, ...]:
    if element is None:
        return ()
    sides = (bool(element.indications_for), bool(element.indications_against)) if element.status == OPEN_NORM else ()
    return element.status, *sides


def _verdict(finding: OffenceFinding | None) -> tuple[object, ...]:
    if finding is None:
        return NO_LEAD, frozenset(), False
    return finding.outcome, frozenset(finding.reasons), finding.attempt


def versions(finding: OffenceFinding | None) -> tuple[tuple[str, str], ...]:
    """The versions of the law of a finding: designation and first day."""
    return tuple((v.designation, v.valid_from) for v in finding.law) if finding else ()
