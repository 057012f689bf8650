"""The readings of unsettled law that matter to the limitation of one offence, each with the end of its term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from legalkb.dates import years_later
from legalkb.gates.limitation_data import QUESTIONS
from legalkb.gates.limitation_facts import Facts
from legalkb.gates.limitation_law import NEVER, Answers, End, Offence, earliest, latest, segments
from legalkb.gates.model import BAR, OPEN, RESERVED, UNKNOWN

RESERVING = ("overgang", "achttien")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the law: the answers to the questions that matter, and the first and last end it can give."""

    answers: tuple[tuple[str, bool], ...]
    first: End
    last: End

    @property
    def exact(self) -> bool:
        """Whether the end is known to the day."""
        return self.first.on == self.last.on

    def status(self, facts: Facts) -> str:
        """Whether the offence has lapsed on the reference date, under this reading."""
        on = facts.reference
        if self.first.on is None:
            return OPEN
        if on is None:
            return UNKNOWN
        if on <= self.first.on:
            return OPEN
        if self.last.on is None or on <= self.last.on:
            return UNKNOWN
        unsure = facts.prosecuted is None and self.last.utmost is not None and on <= self.last.utmost
        return UNKNOWN if unsure else BAR


def _candidates(case: Offence, facts: Facts) -> Iterator[str]:
    """The questions that can matter for these facts."""
    age = case.data.release(case.rule).age
    yield "overgang"
    if facts.end is not None or facts.ongoing:
        yield "voortduren"
    if age and facts.birth is not None and not facts.adult:
        turned, released = years_later(facts.birth.first, age), facts.ended.on
        reached = facts.reference is None or turned <= facts.reference
        if reached and (released is None or turned < released.last):
            yield "achttien"
    if facts.young:
        yield "uitzondering"
    if case.attempt:
        yield "poging"
    yield from sorted({b.question for b in case.data.beginnings if case.rule in b.rules and b.question})


def _read(case: Offence, facts: Facts, answers: Answers) -> tuple[End, End]:
    """The first and the last end that the facts allow under one set of answers."""
    parts = segments(facts.act, case)
    ends_first = [case.end(earliest(facts, part.first, answers), answers) for part in parts]
    ends_last = [case.end(latest(facts, part.last, answers), answers) for part in parts]
    return min(ends_first, key=lambda e: e.order), max(ends_last, key=lambda e: e.order)


def readings(case: Offence, facts: Facts) -> tuple[Reading, ...]:
    """Every reading that gives another end; questions that change nothing are left out."""
    names = [q for q in QUESTIONS if q in set(_candidates(case, facts))]
    found = {
        combination: _read(case, facts, dict(zip(names, combination, strict=True)))
        for combination in product((False, True), repeat=len(names))
    }
    matter = [n for n in range(len(names)) if any(found[c] != found[_flipped(c, n)] for c in found)]
    kept: dict[tuple[End, End], Reading] = {}
    for combination, ends in found.items():
        if not any(combination[n] for n in range(len(names)) if n not in matter):
            answers = tuple((names[n], combination[n]) for n in matter)
            kept.setdefault(ends, Reading(answers, *ends))
    return tuple(kept.values())


def _flipped(combination: tuple[bool, ...], place: int) -> tuple[bool, ...]:
    return tuple(not c if n == place else c for n, c in enumerate(combination))


def outcome(found: tuple[Reading, ...], facts: Facts, unread: bool) -> str:
    """The status under all readings together; ``unread`` when there is one that can't be worked out.

    Where no reading has lapsed it is open, unless the end depends on a later law or on the eighteenth birthday:
    such a later end is never given without a reservation.
    """
    statuses = {r.status(facts) for r in found}
    if statuses == {UNKNOWN} or (statuses == {BAR} and not unread):
        return next(iter(statuses))
    reserved = unread or any(question in RESERVING for r in found for question, _ in r.answers)
    return OPEN if statuses == {OPEN} and not reserved else RESERVED


def never(found: tuple[Reading, ...]) -> bool:
    """Whether under some reading the offence does not lapse."""
    return any(r.last.why == NEVER for r in found)
