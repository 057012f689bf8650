"""What a prosecution gate looks at: one finding, the statements behind it, the case and the knowledge base."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from legalkb.case import Case, Person
from legalkb.compilation import NO, YES
from legalkb.dates import Interval
from legalkb.findings import Evidence, Gate, OffenceFinding, Wanted
from legalkb.inference import Atom
from legalkb.knowledge import KnowledgeBase
from legalkb.statements import filled

OPEN, BAR, UNKNOWN, RESERVED = "open", "bar", "onbekend", "voorbehoud"

__all__ = ["BAR", "OPEN", "RESERVED", "UNKNOWN", "Gate", "GateInput"]


@dataclass(frozen=True, slots=True)
class GateInput:
    """One finding with the statements of its situation.

    ``start`` is the day on which the conduct began, ``last`` the last known day, ``ongoing`` whether it went on when
    the case was written down. ``reference`` is the reference date of the case; None when it has none.
    """

    case: Case
    knowledge: KnowledgeBase
    finding: OffenceFinding
    evidence: Mapping[Atom, tuple[Evidence, ...]]
    start: Interval | None
    last: date | None
    ongoing: bool
    reference: date | None

    def stated(self, name: str) -> bool | None:
        """Whether a fact type or measure holds; None when it is not stated or disputed."""
        yes, no = Atom(name, YES) in self.evidence, Atom(name, NO) in self.evidence
        return None if yes == no else yes

    def disputed(self, name: str) -> bool:
        """Whether statements on a fact type contradict each other."""
        return Atom(name, YES) in self.evidence and Atom(name, NO) in self.evidence

    def statements(self, name: str, value: str = YES) -> tuple[Evidence, ...]:
        """The statements that say a fact type has a value."""
        return self.evidence.get(Atom(name, value), ())

    def ask(self, name: str, value: str = YES) -> Wanted:
        """The question behind a fact type, filled in for the persons of the finding."""
        kind = self.knowledge.vocabulary.fact_types[name]
        about = self.finding.suspect if kind.subject == "verdachte" else self.finding.victim
        words = {"door": self.finding.suspect, "tegen": self.finding.victim, "over": about, "via": "een ander"}
        return Wanted(name, value, filled(kind.question, words))

    @property
    def suspect(self) -> Person | None:
        """The suspect of the finding."""
        return self.case.person(self.finding.suspect)

    @property
    def victim(self) -> Person | None:
        """The victim of the finding."""
        return self.case.person(self.finding.victim)
