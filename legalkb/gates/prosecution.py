"""All prosecution gates: reads their data from ``rules/vervolging`` and applies them to the findings of a case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from legalkb import conduct
from legalkb.case import Case
from legalkb.compilation import YES
from legalkb.findings import Gate, GateReading, OffenceFinding
from legalkb.gates import (
    complaint,
    complaint_data,
    concurrence,
    concurrence_data,
    defences,
    defences_data,
    detention,
    detention_data,
    forms,
    forms_data,
    jurisdiction,
    jurisdiction_data,
    law_in_time,
    law_in_time_data,
    limitation,
    limitation_data,
)
from legalkb.gates.model import RESERVED, GateInput
from legalkb.knowledge import KnowledgeBase
from legalkb.offences import Assessed
from legalkb.reasoning import by_atom

__all__ = ["applied", "concurrent", "given"]

DESCRIBED = "delicten"
IN_VIEW = ("aanwijzing", "onvolledig", "tegenaanwijzing")


@dataclass(frozen=True, slots=True)
class _Gate:
    """A gate with the reader of its data."""

    data: Callable[[Mapping[str, Any]], Any]
    gate: Callable[[GateInput, Any], Gate]


GATES: Mapping[str, _Gate] = {
    "wet_in_tijd": _Gate(law_in_time_data.from_plain, law_in_time.gate),
    "rechtsmacht": _Gate(jurisdiction_data.from_plain, jurisdiction.gate),
    "verjaring": _Gate(limitation_data.from_plain, limitation.gate),
    "klacht": _Gate(complaint_data.from_plain, complaint.gate),
    "strafuitsluiting": _Gate(defences_data.from_plain, defences.gate),
    "vormen": _Gate(forms_data.from_plain, forms.gate),
    "hechtenis": _Gate(detention_data.from_plain, detention.gate),
}


def data(kind: str, knowledge: KnowledgeBase) -> Any:
    """The data of a gate, built once for a knowledge base."""
    reader = GATES[kind].data
    return knowledge.gate_data(kind, reader)


def given(item: Assessed, case: Case, knowledge: KnowledgeBase) -> GateInput:
    """What the gates look at for a finding."""
    situation, evidence = item.situation, by_atom(item.evidence)
    rule = knowledge.rulebook.rule(item.finding.rule, None)
    names = conduct.core_of(rule, knowledge).names
    held = {e.fact for atom, found in evidence.items() if atom.name in names and atom.sign == YES for e in found}
    ongoing = any(f.index in held and f.period is not None and f.period.is_open for f in case.facts)
    return GateInput(
        case=case,
        knowledge=knowledge,
        finding=item.finding,
        evidence=evidence,
        start=situation.start.on,
        last=None if situation.last == date.max else situation.last,
        ongoing=ongoing,
        reference=case.reference_date,
    )


def _gate(kind: str, seen: GateInput, knowledge: KnowledgeBase) -> Gate:
    """A gate for a finding; reserved where the data does not describe its provision yet."""
    if seen.finding.rule not in knowledge.prosecution[kind].get(DESCRIBED, {seen.finding.rule}):
        text = f"Voor {seen.finding.designation} is dit in de kennisbank nog niet beschreven; ga dit zelf na."
        reading = GateReading(text, "Er is geen uitkomst.", ("niet geverifieerd",))
        return Gate(kind, kind.replace("_", " ").capitalize(), RESERVED, text, readings=(reading,))
    return GATES[kind].gate(seen, data(kind, knowledge))


def applied(items: Iterable[Assessed], case: Case, knowledge: KnowledgeBase) -> tuple[OffenceFinding, ...]:
    """The findings, those with a lead with their gates."""
    found = []
    for item in items:
        finding = item.finding
        if finding.outcome in IN_VIEW and knowledge.prosecution:
            seen = given(item, case, knowledge)
            gates = tuple(_gate(kind, seen, knowledge) for kind in GATES)
            finding = replace(finding, gates=gates)
        found.append(finding)
    return tuple(found)


def concurrent(findings: tuple[OffenceFinding, ...], case: Case, knowledge: KnowledgeBase) -> tuple[Gate, ...]:
    """The concurrence of each suspect, where there is any."""
    if not knowledge.prosecution:
        return ()
    data = knowledge.gate_data(concurrence.KIND, concurrence_data.from_plain)
    of = (tuple(f for f in findings if f.suspect == s.id) for s in case.suspects)
    return tuple(gate for own in of if (gate := concurrence.concurrence(own, data, knowledge)) is not None)
