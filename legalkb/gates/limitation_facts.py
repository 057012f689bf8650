"""What a case says that matters to limitation: days of the act, ages, release, acts of prosecution."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from legalkb.case import Person
from legalkb.compilation import YES
from legalkb.dates import Interval, age_on, born_from_age, younger_than
from legalkb.findings import Evidence
from legalkb.gates.limitation_data import Limitation, Release
from legalkb.gates.model import GateInput

MINOR, UNDER_TWELVE = "slachtoffer_minderjarig", "slachtoffer_onder_12"


@dataclass(frozen=True, slots=True)
class Ended:
    """Whether an act ended by release or death (None: not known), the day if it is known, and the statements."""

    answer: bool | None
    on: Interval | None
    statements: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one offence. ``act`` is its first day, ``end`` the last day of conduct that lasted, None when it
    was done on the first. ``birth`` is that of the victim: ``adult`` when it can't matter, ``assumed`` when nothing
    is known of it. ``young`` is whether the suspect was of the age of juvenile law all the time.
    """

    act: Interval
    end: Interval | None
    ongoing: bool
    birth: Interval | None
    adult: bool
    assumed: bool
    young: bool | None
    too_young: bool
    ended: Ended
    prosecuted: bool | None
    prosecution: tuple[Interval, ...]
    reference: date | None


def days_of(given: GateInput, statements: Iterable[Evidence]) -> tuple[Interval, ...]:
    """The days that statements name, in order; a statement without a day names none."""
    periods = {f.index: f.period for f in given.case.facts}
    found = {p.start or p.end for e in statements if (p := periods.get(e.fact)) is not None}
    return tuple(sorted((d for d in found if d is not None), key=lambda d: (d.first, d.last)))


def gather(given: GateInput, act: Interval, data: Limitation) -> Facts:
    """The facts of the finding of which the conduct began on ``act``."""
    release = data.release(given.finding.rule)
    end = None if given.ongoing else _end(given, act)
    age = release.age or _age_of(given, data)
    birth, adult = _birth(given, act, release, age)
    last = end.last if end is not None else given.reference if given.ongoing and given.reference else act.last
    young, too_young = _young(given.suspect, Interval(act.first, max(act.last, last)), data)
    answer = given.stated(data.interruption)
    acts = days_of(given, given.statements(data.interruption)) if answer else ()
    return Facts(
        act=act,
        end=end,
        ongoing=given.ongoing,
        birth=birth,
        adult=adult,
        assumed=age > 0 and birth is None and not adult,
        young=young,
        too_young=too_young,
        ended=_ended(given, release),
        prosecuted=None if answer and not acts else answer,
        prosecution=acts,
        reference=given.reference,
    )


def _age_of(given: GateInput, data: Limitation) -> int:
    """The age that matters at the beginning of the term, where there is one."""
    return next((b.age for b in data.beginnings if b.age and given.finding.rule in b.rules), 0)


def _end(given: GateInput, act: Interval) -> Interval | None:
    """The last day of conduct that lasted, as precisely as the facts name it."""
    if given.last is None or given.last <= act.last:
        return None
    periods = {f.index: f.period for f in given.case.facts}
    known = [periods.get(e.fact) for atom, items in given.evidence.items() if atom.sign == YES for e in items]
    named = {day for p in known if p is not None for day in (p.start, p.end) if day is not None}
    fitting = [day for day in named if day.last == given.last]
    return max(fitting, key=lambda day: day.first, default=Interval(given.last, given.last))


def _birth(given: GateInput, act: Interval, release: Release, age: int) -> tuple[Interval | None, bool]:
    """The victim's birth as far as the case tells, and whether the victim was certainly of age."""
    found, minors = _born(given.victim, act), born_from_age(0, max(age - 1, 0), act)
    if found is not None and age:
        adult = younger_than(age_on(found, act), age) is False
        clamped = Interval(max(found.first, minors.first), found.last) if release.age and not adult else found
        return clamped, adult
    stated = given.victim.minor if given.victim is not None else ""
    minor = stated == YES if stated else True if given.stated(UNDER_TWELVE) else given.stated(MINOR)
    known = minors if minor and age and not release.age else None
    return found or known, minor is False


def _born(person: Person | None, act: Interval) -> Interval | None:
    if person is None:
        return None
    if person.birth is not None:
        return person.birth
    return born_from_age(*person.age, person.age_date or act) if person.age is not None else None


def _young(person: Person | None, period: Interval, data: Limitation) -> tuple[bool | None, bool]:
    """Whether the suspect was of the age of juvenile law during the whole period, and whether below it."""
    start, end = (Interval(d, d) for d in (period.first, period.last))
    birth = _born(person, start)
    if birth is None:
        minor = person.minor if person is not None else ""
        return (minor == YES if minor else None), False
    limit = data.youth.oldest + 1
    before, after = (younger_than(age_on(birth, day), limit) for day in (start, end))
    below = younger_than(age_on(birth, end), data.youth.youngest) is True
    return (True if before and after else False if before is False else None), below


def _ended(given: GateInput, release: Release) -> Ended:
    """Whether the act ended by release, return or death."""
    told = [e for name in release.facts if given.stated(name) for e in given.statements(name)]
    said = tuple(sorted(told, key=lambda e: (e.name, e.when, e.sentence, e.source)))
    if said:
        days = days_of(given, said)
        on = Interval(min(d.first for d in days), max(d.last for d in days)) if days else None
        return Ended(True, on, said)
    first = release.facts[0] if release.facts else ""
    still = bool(first) and (given.stated(first) is False or (given.ongoing and not given.disputed(first)))
    return Ended(False if still else None, None, given.statements(first, "nee") if first else ())
