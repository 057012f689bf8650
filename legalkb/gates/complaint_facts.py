"""How the complaint gate reads the statements of a case and words what it finds.

What only the suspect says counts for nothing here: each of these facts can open or close the way to prosecution and
is easily confirmed elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from legalkb.compilation import NO, YES
from legalkb.dates import Interval
from legalkb.findings import GateReading, GateReason, Wanted
from legalkb.gates.complaint_data import ComplaintData
from legalkb.gates.model import GateInput
from legalkb.statements import day, filled


def on_day(value: date) -> Interval:
    """A known day as a date of the case."""
    return Interval(value, value)


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of one question within the gate: a gate status, why, readings, and what is missing."""

    status: str
    reasons: tuple[GateReason, ...] = ()
    readings: tuple[GateReading, ...] = ()
    missing: tuple[Wanted, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """The statements of one finding, with the data of the gate."""

    given: GateInput
    data: ComplaintData

    def says(self, name: str) -> bool | None:
        """Whether a fact holds according to others than the suspect alone; None when not stated or disputed."""
        yes, no = (self._firm(name, value) for value in (YES, NO))
        return None if yes == no else yes

    def unsure(self, name: str) -> bool:
        """Whether others than the suspect contradict each other on a fact."""
        return self._firm(name, YES) and self._firm(name, NO)

    def only_suspect(self, name: str) -> bool:
        """Whether the suspect alone says that a fact holds."""
        return bool(self.given.statements(name)) and not self._firm(name, YES)

    def _firm(self, name: str, value: str) -> bool:
        return any(not e.suspect_only for e in self.given.statements(name, value))

    def _days(self, name: str) -> list[Interval]:
        numbers = {e.fact for e in self.given.statements(name) if not e.suspect_only and not e.retracted}
        periods = [f.period for f in self.given.case.facts if f.index in numbers]
        return [p.start for p in periods if p is not None and p.start is not None]

    def on(self, name: str) -> Interval | None:
        """The day of a fact; a span when its sources differ."""
        days = self._days(name)
        return Interval(min(d.first for d in days), max(d.last for d in days)) if days else None

    def first_on(self, name: str) -> Interval | None:
        """The earliest day of a fact that can have happened more than once."""
        return min(self._days(name), key=lambda d: (d.last, d.first), default=None)

    def want(self, *names: str) -> tuple[Wanted, ...]:
        """The questions behind fact types."""
        return tuple(self.given.ask(name) for name in names)

    def unanswered(self, *names: str) -> tuple[Wanted, ...]:
        """The questions behind those fact types that are not answered."""
        return self.want(*(n for n in names if self.says(n) is None))

    def ask(self, name: str) -> tuple[Wanted, ...]:
        """A question about something that is no fact type, such as a date of birth."""
        return (Wanted(name, "", self._filled(self.data.questions[name], {})),)

    def _filled(self, text: str, words: dict[str, str]) -> str:
        numbers = {
            "leeftijd": self.data.own_age,
            "maanden": self.data.months,
            "dagen_per_maand": self.data.days_per_month,
            "intrekdagen": self.data.withdrawal,
        }
        who = {"verdachte": self.given.finding.suspect, "slachtoffer": self.given.finding.victim}
        return text.format_map(who | {k: str(v) for k, v in numbers.items()} | words)

    def text(self, key: str, **words: str) -> str:
        """A sentence of the data, filled in."""
        return self._filled(self.data.sentences[key].text, words)

    def say(self, key: str, **words: str) -> GateReason:
        """A sentence of the data as a reason, with its sources."""
        return GateReason(self.text(key, **words), self.data.sentences[key].sources)

    def read(self, key: str, consequence: str = "", **words: str) -> GateReading:
        """A sentence of the data as a reading with its consequence."""
        sentence = self.data.sentences[key]
        return GateReading(
            self.text(key, **words), consequence or self._filled(sentence.consequence, words), sentence.sources
        )

    def tell(self, name: str) -> str:
        """The sentence of a fact type for these persons."""
        who, whom = self.given.finding.suspect, self.given.finding.victim
        template = self.given.knowledge.vocabulary.fact_types[name].sentence
        return filled(template, {"door": who, "tegen": whom, "over": whom, "via": "een ander"})

    @property
    def reference(self) -> Interval | None:
        """The reference date of the case."""
        return on_day(self.given.reference) if self.given.reference else None


def shown(value: date) -> str:
    """A day in Dutch."""
    return day(on_day(value))
