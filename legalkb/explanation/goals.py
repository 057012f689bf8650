"""What is looked for when it is asked what would have to be otherwise, and the same finding in a changed case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from legalkb import assessment
from legalkb.case import Case
from legalkb.engine import BUILTIN
from legalkb.explanation.suggestions import applied
from legalkb.explanation.tree import Change
from legalkb.findings import ElementFinding, OffenceFinding, Wanted
from legalkb.formula import Decision
from legalkb.knowledge import KnowledgeBase
from legalkb.offences import Assessed

REACHED, READY = "aanwijzing", "gereed"
Sets = tuple[tuple[Wanted, ...], ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """What is looked for: of an element (its id) or of the offence (empty)."""

    element: str
    lead_only: bool = False

    def part(self, finding: OffenceFinding) -> ElementFinding | None:
        """The element of a finding that is looked at; None for the offence as a whole."""
        return next((e for e in finding.elements if e.id == self.element), None)

    def reached(self, finding: OffenceFinding) -> bool:
        """Whether a finding has what is looked for."""
        if self.lead_only:
            return finding.outcome != "geen_aanknopingspunt"
        found = self.part(finding)
        return found.settled if found is not None else not self.element and finding.outcome == REACHED

    def missing(self, finding: OffenceFinding) -> Sets:
        """The sets of facts that a finding still needs for it."""
        if self.lead_only:
            return next((e.missing for e in finding.elements if e.id == finding.core), ())
        found = self.part(finding)
        return found.missing if found is not None else finding.missing

    def result(self, finding: OffenceFinding) -> str:
        """The outcome or status that a finding has now."""
        found = self.part(finding)
        return found.status if found is not None else finding.outcome

    def decision(self, item: Assessed) -> tuple[Decision, str] | None:
        """The decision of the rules that is looked at and the value it should have; None when no rule decides it."""
        decided = item.conclusion.decided
        if self.lead_only:
            return None
        if not self.element:
            return decided.outcome, REACHED
        ready = decided.settled.get(self.element)
        return (Decision(((READY, ready),), "niet"), READY) if ready is not None else None


@dataclass(frozen=True, slots=True)
class Question:
    """The finding that is asked about, in its case."""

    item: Assessed
    case: Case
    knowledge: KnowledgeBase

    def changed(self, changes: Iterable[Change]) -> OffenceFinding | None:
        """The same finding in the changed case; None when it is not there any more."""
        found = self.assessed(changes)
        return found.finding if found is not None else None

    def assessed(self, changes: Iterable[Change]) -> Assessed | None:
        """The same finding in the changed case with what it was drawn from; None when it is not there any more."""
        finding = self.item.finding
        case = applied(self.case, changes, finding, self.knowledge)
        found = assessment.assessed(
            case, self.knowledge, BUILTIN, frozenset((finding.rule,)), (finding.suspect, finding.victim)
        )
        return same(self.item, found)


def same(item: Assessed, among: Iterable[Assessed]) -> Assessed | None:
    """The finding on the same persons, event and object that rests on most of the same facts."""
    old, facts = item.finding, {e.fact for e in item.evidence if e.fact}
    fitting = [
        a
        for a in among
        if (a.finding.rule, a.finding.suspect, a.finding.victim) == (old.rule, old.suspect, old.victim)
        and old.holder in ("", a.finding.holder)
        and old.object in ("", a.finding.object)
        and old.event == a.finding.event
    ]
    shared = [len(facts & {e.fact for e in a.evidence}) for a in fitting]
    return fitting[shared.index(max(shared))] if fitting else None
