"""Facts of a case about these persons that a finding leaves out, and why they do not count there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from legalkb import statements
from legalkb.case import Case
from legalkb.conduct import ended_before
from legalkb.findings import Evidence
from legalkb.knowledge import KnowledgeBase
from legalkb.offences import Assessed
from legalkb.statements import day


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A statement that does not count in a finding, and why (Dutch)."""

    evidence: Evidence
    why: str


def left_out(item: Assessed, case: Case, knowledge: KnowledgeBase) -> Mapping[str, tuple[LeftOut, ...]]:
    """What is stated about the suspect and victim of a finding and does not count in it, by fact type."""
    kinds, finding = knowledge.vocabulary.fact_types, item.finding
    counted = {e.fact for e in item.evidence}
    start = item.situation.start
    found: dict[str, list[LeftOut]] = {}
    for told in statements.for_pair(case, kinds, finding.suspect, finding.victim):
        fact = told.fact
        if fact.index in counted:
            continue
        why = "het hoort bij een ander voorval, voorwerp, een andere uiting of een andere persoon"
        if ended_before((told,), start.on):
            basis = f", {start.basis}" if start.basis else ""
            why = f"het lag vóór het begin van de gedraging ({day(start.on)}{basis})"
        said = statements.evidence(told, case, kinds[fact.type_id], finding.suspect, finding.victim)
        found.setdefault(fact.type_id, []).append(LeftOut(said, why))
    return {name: tuple(items) for name, items in found.items()}
