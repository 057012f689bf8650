"""Which term of limitation holds on a day, where it begins, and on which day it ends for given facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from legalkb.dates import Interval, years_later
from legalkb.gates.limitation_data import AGE, RELEASE, Beginning, Limitation
from legalkb.gates.limitation_facts import Facts
from legalkb.gates.model import GateInput
from legalkb.gates.terms import Interruptions, day_after

NEVER, NOT_BEGUN = "verjaart niet", "nog niet aangevangen"
Answers = Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Law:
    """The law of limitation for one offence on a day: its maximum, the term (None: it does not lapse), and where the
    term begins (None: the day after the act)."""

    months: Fraction
    years: int | None
    beginning: Beginning | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class End:
    """The last day of a term, with its first day and the last day that no act of prosecution can move; or why there
    is none."""

    on: date | None
    why: str = ""
    start: date | None = None
    utmost: date | None = None

    @property
    def order(self) -> date:
        """The day by which ends are compared: one that never comes is the latest."""
        return self.on or date.max


@dataclass(frozen=True, slots=True)
class Days:
    """One way in which the facts can have been, the earliest or the latest, with every day exact.

    ``ended`` and ``released`` are None while it lasts; ``birth`` is None for a victim of age.
    """

    committed: date
    ended: date | None
    birth: date | None
    young: bool
    released: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class Offence:
    """The law of limitation for one offence: which provision gives the maximum, and all of the data."""

    rule: str
    designation: str
    attempt: bool
    given: GateInput
    data: Limitation
    interruptions: Interruptions

    def law_on(self, day: date, answers: Answers) -> Law | None:
        """The law on a day; before the oldest day that was read, the law of that day. None without a maximum."""
        data, read = self.data, max(day, self.data.oldest)
        maximum = self.maximum(day)
        if maximum is None:
            return None
        months = maximum * (data.attempt if answers.get("poging") else 1)
        regime = [r for r in data.regimes if r.since <= read][-1]
        fitting = (b for b in data.beginnings if self.rule in b.rules and b.since <= read <= b.until)
        beginning = next((b for b in fitting if not b.question or answers.get(b.question)), None)
        begins = beginning.sources if beginning else data.ordinary
        return Law(months, regime.years(months), beginning, tuple(dict.fromkeys((*regime.sources, *begins))))

    def maximum(self, day: date) -> Fraction | None:
        """The maximum in months of the version in force on a day; None when none was read."""
        found = self.given.knowledge.vocabulary.law.in_force(self.designation, day, day)
        months = found[-1].maximum_months if found else None
        return None if months is None else Fraction(months)

    def changes(self, after: date) -> tuple[date, ...]:
        """The days after ``after``, up to the reference date, on which terms, beginnings or maximum can change."""
        versions = self.given.knowledge.vocabulary.law.versions(self.designation)
        days = {date.fromisoformat(v.valid_from) for v in versions if v.valid_from}
        days |= {r.since for r in self.data.regimes}
        for item in self.data.beginnings:
            if self.rule in item.rules:
                days |= {item.since, day_after(item.until) if item.until < date.max else item.since}
        last = self.given.reference or date.max
        return tuple(sorted(d for d in days if after < d <= last))

    def end(self, days: Days, answers: Answers) -> End:
        """The end of the term for these facts under these readings.

        The later law, if it holds for older offences, never revives what had lapsed when it came.
        """
        found = self._under(self.law_on(days.committed, answers), days, answers)
        for change in self.changes(days.committed) if answers.get("overgang") else ():
            if found.on is not None and found.on < change:
                break
            found = self._under(self.law_on(change, answers), days, answers)
        return found

    def _under(self, law: Law | None, days: Days, answers: Answers) -> End:
        if law is None or law.years is None:
            return End(None, NEVER)
        start = _start(law.beginning, days, self.data.release(self.rule).age if answers.get("achttien") else None)
        if start is None:
            return End(None, NOT_BEGUN)
        shortened = days.young and not answers.get("uitzondering")
        years = law.years // self.data.youth.divisor if shortened else law.years
        last = self.interruptions.end(start, years, days.late)
        return End(last, "", start, self.interruptions.utmost(start, years))


def offence(given: GateInput, facts: Facts, data: Limitation) -> Offence:
    """The law of limitation for a finding."""
    rule = given.finding.rule
    own = [m for m in data.maxima if m.rule == rule and (not m.when or given.stated(m.when))]
    designation = own[0].designation if own else given.finding.designation
    interruptions = Interruptions(facts.prosecution, data.times)
    return Offence(rule, designation, given.finding.attempt, given, data, interruptions)


def _start(beginning: Beginning | None, days: Days, age: int | None) -> date | None:
    """The first day of the term; None while it can't begin. ``age`` ends the act by itself under that reading."""
    if beginning is not None and beginning.kind == RELEASE:
        turned = years_later(days.birth, age) if age and days.birth else None
        ends = [d for d in (days.released, turned) if d is not None and d >= days.committed]
        return day_after(min(ends)) if ends else None
    if days.ended is None:
        return None
    if beginning is not None and beginning.kind == AGE and days.birth is not None:
        turned = years_later(days.birth, beginning.age)
        if turned > days.committed:
            return day_after(max(turned, days.ended))
    return day_after(days.ended)


def segments(act: Interval, case: Offence) -> tuple[Interval, ...]:
    """The days on which the act can have begun, cut where the law changes."""
    cuts = [act.first, *(d for d in case.changes(act.first) if d <= act.last)]
    return tuple(
        Interval(first, min(act.last, after - timedelta(1)))
        for first, after in zip(cuts, [*cuts[1:], day_after(act.last)], strict=True)
    )


def earliest(facts: Facts, on: date, answers: Answers) -> Days:
    """The facts as they make the term end first, for an act that began on a day."""
    ended = max(facts.end.first, on) if facts.end is not None and answers.get("voortduren") else on
    released = _released(facts)
    return Days(
        committed=on,
        ended=None if facts.ongoing and answers.get("voortduren") else ended,
        birth=None if facts.adult or facts.assumed else facts.birth.first if facts.birth else None,
        young=facts.young is not False,
        released=on if facts.assumed else None if released is None else max(released.first, on),
        late=False,
    )


def latest(facts: Facts, on: date, answers: Answers) -> Days:
    """The facts as they make the term end last, for an act that began on a day."""
    last = max(facts.end.last, on) if facts.end is not None and answers.get("voortduren") else on
    released = _released(facts)
    unbounded = facts.ended.answer is None or released is None or released.last == date.max
    return replace(
        earliest(facts, on, answers),
        ended=None if facts.ongoing and answers.get("voortduren") else last,
        birth=None if facts.adult else facts.birth.last if facts.birth else on,
        young=facts.young is True,
        released=None if unbounded or released is None else max(released.last, on),
        late=True,
    )


def _released(facts: Facts) -> Interval | None:
    """The days on which the victim can have been released: any day since the act when that is not known."""
    if facts.ended.answer is False:
        return None
    if facts.ended.on is not None:
        return facts.ended.on
    return Interval(facts.act.first, max(facts.reference or date.max, facts.act.first))
