"""What the parts of the gate on forms share: what they look at, and what each of them contributes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from legalkb.findings import GateReading, GateReason, Wanted
from legalkb.gates.forms_data import FormsData
from legalkb.gates.maxima import Maxima, part
from legalkb.gates.model import GateInput


@dataclass(frozen=True, slots=True)
class Part:
    """What one part contributes. ``forms`` are the forms to be determined; ``lowers``: a lowered maximum is named."""

    forms: tuple[str, ...] = ()
    reasons: tuple[GateReason, ...] = ()
    readings: tuple[GateReading, ...] = ()
    missing: tuple[Wanted, ...] = ()
    lowers: bool = False


def joined(parts: Iterable[Part]) -> Part:
    """The parts as one, in order, nothing twice."""
    items = tuple(parts)
    return Part(
        tuple(dict.fromkeys(f for p in items for f in p.forms)),
        tuple(dict.fromkeys(r for p in items for r in p.reasons)),
        tuple(dict.fromkeys(r for p in items for r in p.readings)),
        tuple(dict.fromkeys(m for p in items for m in p.missing)),
        any(p.lowers for p in items),
    )


@dataclass(frozen=True, slots=True)
class Setting:
    """What every part of the gate looks at: the input, the data, and the maximum on the offence."""

    given: GateInput
    data: FormsData
    maximum: Maxima

    def reason(self, name: str, **words: str) -> GateReason:
        """A sentence of the data as a reason."""
        return self.data.sentences[name].reason(self._words(words))

    def reading(self, name: str, **words: str) -> GateReading:
        """A sentence of the data as a reading with its consequence."""
        return self.data.sentences[name].reading(self._words(words))

    def _words(self, words: dict[str, str]) -> dict[str, str]:
        return {"verdachte": self.given.finding.suspect, "maximum": str(self.maximum), **words}

    def lowered(self, name: str) -> dict[str, str]:
        """The words for a maximum that is lowered by a share of the data."""
        share = self.data.parts[name]
        return {"minder": part(share), "verminderd": str(self.maximum.times(1 - share))}

    def is_one_of(self, rules: str) -> bool:
        """Whether the offence variant is on a list of the data."""
        return self.given.finding.rule in self.data.rules[rules]

    def stated(self, facts: str) -> tuple[str, ...]:
        """The fact types of a list of the data that hold."""
        return tuple(name for name in self.data.facts[facts] if self.given.stated(name))

    def unanswered(self, *facts: str) -> tuple[Wanted, ...]:
        """The questions behind these fact types that are not answered, or answered in two ways."""
        return tuple(self.given.ask(name) for name in facts if self.given.stated(name) is None)
