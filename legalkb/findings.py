"""What an assessment holds: frozen values that every output format reads and none can change.

Statuses of an element: ``vervuld``, ``weersproken``, ``betwist``, ``open_norm``, ``onbekend``.
Outcomes of an offence: ``geen_aanknopingspunt``, ``tegenaanwijzing``, ``onvolledig``, ``aanwijzing``.
Reasons of ``onvolledig``: ``ontbreekt``, ``betwist``, ``open_norm``, ``twee_kanten``.
Sentences are Dutch and ready to print; source codes are resolved through ``Assessment.sources``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from legalkb.evidence import Evidence, SourceLabel, Wanted
from legalkb.gate_findings import Gate, GateDate, GateReading, GateReason

__all__ = [
    "IN_FORCE",
    "OUTCOMES",
    "REASONS",
    "STATUSES",
    "Assessment",
    "CounterQuestion",
    "ElementFinding",
    "Evidence",
    "FactLine",
    "Gate",
    "GateDate",
    "GateReading",
    "GateReason",
    "Ground",
    "Indication",
    "LawVersion",
    "Neighbour",
    "OffenceFinding",
    "Path",
    "PersonLine",
    "Receipt",
    "Remark",
    "Ruling",
    "Scenario",
    "SourceLabel",
    "Wanted",
]

STATUSES = ("vervuld", "weersproken", "betwist", "open_norm", "onbekend")
OUTCOMES = ("geen_aanknopingspunt", "tegenaanwijzing", "onvolledig", "aanwijzing")
IN_FORCE = "strafbaar_op_datum"  # the element that a provision existed on the day of the conduct
REASONS = ("ontbreekt", "betwist", "open_norm", "twee_kanten")


@dataclass(frozen=True, slots=True)
class Indication:
    """A circumstance that speaks for or against an open norm: the facts, why (Dutch), and source codes."""

    evidence: tuple[Evidence, ...]
    explanation: str
    sources: tuple[str, ...]
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class CounterQuestion:
    """A decisive counter-question not yet answered: the question, its fact type, and source codes."""

    wanted: Wanted
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's judgement that fills an open norm."""

    verdict: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ground:
    """Why met facts count for an element: explanation (Dutch, may be empty) and source codes."""

    explanation: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ElementFinding:
    """One element of an offence: its words, status, the facts for and against, and what is missing.

    ``missing`` lists alternative sets of facts that would fulfil it, smallest first.
    ``partial`` holds facts that support part of an alternative only. ``settled`` tells whether the element lets the
    offence reach ``aanwijzing``.
    """

    id: str
    quote: str
    status: str
    support: tuple[Evidence, ...] = ()
    against: tuple[Evidence, ...] = ()
    partial: tuple[Evidence, ...] = ()
    grounds: tuple[Ground, ...] = ()
    norm: str = ""
    question: str = ""
    indications_for: tuple[Indication, ...] = ()
    indications_against: tuple[Indication, ...] = ()
    counter_questions: tuple[CounterQuestion, ...] = ()
    missing: tuple[tuple[Wanted, ...], ...] = ()
    ruling: Ruling | None = None
    only_source: str = ""
    suspect_only: bool = False
    settled: bool = False


@dataclass(frozen=True, slots=True)
class LawVersion:
    """A version of a provision: ISO dates (may be empty), text, maximum in months, fine category, link, reservation.

    ``gap`` says why nothing is held of the time after it, where that is so.
    """

    designation: str
    valid_from: str
    valid_to: str
    qualifier: str
    text: str
    text_status: str
    maximum_months: int | None
    fine_category: int | None
    jci: str
    url: str
    reservation: str = ""
    gazette: str = ""
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark of a rule that applies to this case, with source codes."""

    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OffenceFinding:
    """One offence variant assessed for one suspect, victim and context (holder, event, object, utterance)."""

    rule: str
    title: str
    designation: str
    article: str
    paragraph: str
    part: str
    suspect: str
    victim: str
    holder: str
    event: str
    object: str
    outcome: str
    reasons: tuple[str, ...]
    attempt: bool
    elements: tuple[ElementFinding, ...]
    conduct: str
    conduct_basis: str
    law: tuple[LawVersion, ...]
    remarks: tuple[Remark, ...] = ()
    missing: tuple[tuple[Wanted, ...], ...] = ()
    only_source: str = ""
    core: str = ""
    gates: tuple[Gate, ...] = ()


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact as entered, ready to print, with its source, date and place; ``value`` is ja, nee or onbekend.

    ``first`` and ``last`` are the ISO dates between which it happened or began, empty when it has no date.
    """

    number: int
    name: str
    group: str
    value: str
    sentence: str
    source: str
    when: str
    where: str
    note: str
    first: str = ""
    last: str = ""
    event: str = ""
    object: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario that resembles the case: the typical facts that are present, and what to ask about the others."""

    id: str
    label: str
    definition: str
    counter: bool
    present: tuple[str, ...]
    typical: int
    brakes: tuple[str, ...]
    paths: tuple[str, ...]
    sources: tuple[str, ...]
    unknown: tuple[Wanted, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A provision outside the seven that the facts point to, with the reason."""

    id: str
    designation: str
    title: str
    reason: str
    sources: tuple[str, ...]
    reservation: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Path:
    """A protective path: what it is, when to take it, how to reach it; urgency 1 (now) to 4 (later)."""

    id: str
    label: str
    definition: str
    when: str
    contact: str
    urgency: int
    reservation: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person of the case by role, with the particulars that matter (Dutch text)."""

    id: str
    roles: tuple[str, ...]
    particulars: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What makes the outcome reproducible: software, hashes of knowledge base and case, engines, reference date."""

    version: str
    knowledge: str
    case: str
    engines: tuple[str, ...]
    reference_date: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole result for one case."""

    case: str
    fictional: bool
    classification: str
    persons: tuple[PersonLine, ...]
    facts: tuple[FactLine, ...]
    structure: tuple[str, ...]
    notes: tuple[str, ...]
    findings: tuple[OffenceFinding, ...]
    scenarios: tuple[Scenario, ...]
    neighbours: tuple[Neighbour, ...]
    paths: tuple[Path, ...]
    receipt: Receipt
    sources: Mapping[str, SourceLabel] = field(default_factory=dict, hash=False)
    concurrence: tuple[Gate, ...] = ()
