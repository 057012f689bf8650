"""What a minimal pair holds: a case, the same case with one thing otherwise, and what that changes. Frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from legalkb.comparison.model import NO_LEAD, OUTCOME, REST, Difference, FindingChange
from legalkb.findings import Assessment, FactLine

LEAVE_OUT, TURN, CONTRADICT, ADD, DATA = "weglaten", "omkeren", "tegenspreken", "toevoegen", "gegevens"
KINDS = (LEAVE_OUT, TURN, CONTRADICT, ADD, DATA)
OF_FACTS = (LEAVE_OUT, TURN, CONTRADICT)
NOTHING = REST + 1


@dataclass(frozen=True, slots=True)
class Variation:
    """One thing that is otherwise in a case: its kind (one of ``KINDS``) and the changed case as plain data.

    ``numbers`` are the facts of the case that it is about, as they are numbered there. ``said`` says in Dutch what is
    otherwise where the facts do not show it ("S1 is geboren op 14 maart 2007"); empty where they do.
    """

    kind: str
    data: Mapping[str, Any]
    numbers: tuple[int, ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A variation with what it changes: the difference, both assessments, and the changed case as a text."""

    kind: str
    numbers: tuple[int, ...]
    said: str
    text: str
    difference: Difference
    before: Assessment
    after: Assessment

    @property
    def led(self) -> tuple[FindingChange, ...]:
        """The findings that differ and have a lead in at least one of the two cases."""
        return tuple(f for f in self.difference.findings if f.outcomes != (NO_LEAD, NO_LEAD))

    @property
    def level(self) -> int:
        """How far the change reaches: ``OUTCOME``, ``ELEMENTS``, ``GATES``, ``REST``, or ``NOTHING`` when neither a
        finding with a lead nor anything around the findings differs. That a scenario has more or fewer of its typical
        facts does not count."""
        d = self.difference
        come, gone = ({s.id for s in side} for side in (d.scenarios.gained, d.scenarios.lost))
        around = come != gone or any((d.concurrence, d.neighbours, d.paths))
        return min((f.level for f in self.led), default=REST if around else NOTHING)

    @property
    def effect(self) -> frozenset[tuple[object, ...]]:
        """What it comes to: the outcomes that differ, or else the elements that stand otherwise, and how."""
        if self.level == OUTCOME:
            return frozenset((*_about(f), *f.outcomes) for f in self.led if f.level == OUTCOME)
        changed = ((f, e) for f in self.led for e in f.elements if e.status_changed)
        return frozenset((*_about(f), e.shown.id, *(x and x.status for x in (e.before, e.after))) for f, e in changed)

    @property
    def reach(self) -> tuple[int, int]:
        """How many variants get another outcome, and how many differ in more than facts."""
        led = [(f.level, _about(f)) for f in self.led]
        return len({a for level, a in led if level == OUTCOME}), len({a for level, a in led if level < REST})


def _about(change: FindingChange) -> tuple[str, str, str]:
    return change.shown.rule, change.shown.suspect, change.shown.victim


@dataclass(frozen=True, slots=True)
class Pairs:
    """The minimal pairs of a case: those that change anything, what matters most first.

    ``facts`` are the facts as they are numbered in the case. ``tried`` counts the variations that were assessed,
    ``changing`` those that change anything, ``idle`` holds the numbers of the facts of which no variation that was
    tried changed anything, ``silent`` what else was tried in vain (Dutch), ``kinds`` the kinds that were tried.
    ``limited``: only some offence variants were assessed.
    """

    before: Assessment
    facts: tuple[FactLine, ...]
    pairs: tuple[Pair, ...]
    tried: int
    changing: int
    idle: tuple[int, ...] = ()
    silent: tuple[str, ...] = ()
    kinds: tuple[str, ...] = KINDS
    limited: bool = False
