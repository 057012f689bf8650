"""What grading gives: frozen values that every way of showing it reads. No total and no mark of a person is in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from legalkb.findings import Assessment, ElementFinding, Evidence, Gate, OffenceFinding

__all__ = [
    "MISSED",
    "PARTLY",
    "RIGHT",
    "UNASKED",
    "WRONG",
    "ElementGrade",
    "GateGrade",
    "Graded",
    "ProvisionGrade",
    "Score",
]

RIGHT, PARTLY, WRONG, MISSED = "goed", "deels goed", "fout", "gemist"
UNASKED = "niet gevraagd"  # an element or gate that need not be answered, and was not


@dataclass(frozen=True, slots=True)
class ElementGrade:
    """An element: the key's finding, what was answered (empty when nothing), and the verdict.

    ``relied`` are the paragraphs that were named, ``bearing`` those that bear on it by the key, ``lacking`` the
    bearing ones that were not named (where two tell the same fact, one is enough), ``beside`` the named ones that do
    not bear on it. ``accepted`` is the trainer's reason when another reading counts as right; ``elsewhere`` tells that
    the answer is right for another event, object or holder of the same case; ``near`` that it takes the decision on an
    open norm that everything points to. ``answers`` are the statements that answer
    a decisive counter-question and that the finding does not show.
    """

    finding: ElementFinding
    answered: str
    verdict: str
    relied: tuple[int, ...] = ()
    bearing: tuple[int, ...] = ()
    lacking: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()
    accepted: str = ""
    elsewhere: bool = False
    near: bool = False
    answers: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class GateGrade:
    """A prosecution gate: what the key says, what was answered (empty when nothing), and the verdict."""

    gate: Gate
    answered: str
    verdict: str


@dataclass(frozen=True, slots=True)
class ProvisionGrade:
    """A provision for one suspect and victim. ``verdict`` is that of the outcome alone; ``accepted`` holds the
    trainer's reasons when the outcome follows from readings that count as right."""

    finding: OffenceFinding
    answered: str
    verdict: str
    elements: tuple[ElementGrade, ...]
    gates: tuple[GateGrade, ...] = ()
    accepted: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether nothing about it is wrong, missed or only partly right."""
        parts = (self.verdict, *(e.verdict for e in self.elements), *(g.verdict for g in self.gates))
        return all(v in (RIGHT, UNASKED) for v in parts)


@dataclass(frozen=True, slots=True)
class Score:
    """How many questions on one subject were answered how. ``kind`` is ``artikel`` or ``poort``, ``name`` its number
    ("284") or the kind of gate."""

    kind: str
    name: str
    right: int
    partly: int
    wrong: int
    missed: int

    @property
    def asked(self) -> int:
        """The number of questions."""
        return self.right + self.partly + self.wrong + self.missed

    @property
    def percentage(self) -> int:
        """The whole percentage of the questions that was answered right; partly right does not count."""
        return (200 * self.right + self.asked) // (2 * self.asked) if self.asked else 0


@dataclass(frozen=True, slots=True)
class Graded:
    """An answer compared with the key. ``telling`` gives for each fact the paragraphs that tell it."""

    exercise: str
    fictional: bool
    provisions: tuple[ProvisionGrade, ...]
    assessment: Assessment
    telling: Mapping[int, tuple[int, ...]] = field(default_factory=dict, hash=False)
    remarks: tuple[str, ...] = ()

    @property
    def scores(self) -> tuple[Score, ...]:
        """The counts for each article (outcomes and elements) and for each gate, in the order of asking."""
        found: dict[tuple[str, str], list[str]] = {}
        for subject, verdict in self._verdicts():
            found.setdefault(subject, []).append(verdict)
        order = sorted(found, key=lambda subject: subject[0] == "poort")
        return tuple(Score(*s, *(found[s].count(v) for v in (RIGHT, PARTLY, WRONG, MISSED))) for s in order)

    def _verdicts(self) -> Iterator[tuple[tuple[str, str], str]]:
        for provision in self.provisions:
            for verdict in (provision.verdict, *(e.verdict for e in provision.elements)):
                if verdict != UNASKED:
                    yield ("artikel", provision.finding.article), verdict
            for gate in provision.gates:
                if gate.verdict != UNASKED:
                    yield ("poort", gate.gate.kind), gate.verdict
