"""Whether an answer about an age agrees with what the case says already of the same person."""

from __future__ import annotations

from legalkb.case import Case, Person
from legalkb.compilation import NO, YES
from legalkb.dates import Interval, age_on, parse_date
from legalkb.interview.errors import Unfit
from legalkb.statements import day

__all__ = ["MINORITY", "OLDEST", "agreed", "born"]

ADULT, OLDEST = 18, 120
MINORITY = {YES: (0, ADULT - 1), NO: (ADULT, OLDEST)}
Range = tuple[int, int]


def agreed(case: Case, person: Person | None, ages: Range) -> None:
    """Raise :class:`Unfit` when somebody cannot be of one of these ages, by the age, birth or minority in the case."""
    if person is None:
        return
    known = [r for r in (person.age if person.age_date is None else None, MINORITY.get(person.minor)) if r]
    if person.birth is not None and (dated := _dates(case)) is not None:
        known.append(age_on(person.birth, dated))
    if any(_apart(ages, r) for r in known):
        raise _contradicted(person)


def born(case: Case, person: Person | None, value: str) -> None:
    """Raise :class:`Unfit` when a date of birth cannot be, by the same."""
    if person is None:
        return
    birth = parse_date(value)
    if person.birth is not None and (birth.last < person.birth.first or person.birth.last < birth.first):
        raise _contradicted(person)
    dated = _dates(case)
    if dated is not None and person.birth is None:
        agreed(case, person, age_on(birth, dated))


def _dates(case: Case) -> Interval | None:
    """From the first to the last day that the case names, as an age is one at the time of the facts; None when that
    is not known, as with what still lasts."""
    periods = [f.period for f in case.facts if f.period is not None]
    if any(p.is_open for p in periods) and case.reference_date is None:
        return None
    found = [i for p in periods for i in (p.start, p.end) if i is not None]
    found += [Interval(case.reference_date, case.reference_date)] if case.reference_date is not None else []
    return Interval(min(i.first for i in found), max(i.last for i in found)) if found else None


def _apart(one: Range, other: Range) -> bool:
    return one[1] < other[0] or other[1] < one[0]


def _contradicted(person: Person) -> Unfit:
    said = [f"geboren {day(person.birth)}"] if person.birth is not None else []
    if person.age is not None:
        low, high = person.age
        said.append(f"leeftijd {low}" if low == high else f"leeftijd {low} tot en met {high}")
    said += [f"minderjarig: {person.minor}"] if person.minor else []
    return Unfit(
        f"Dat past niet bij wat al van {person.id} in de zaak staat ({'; '.join(said)}). Klopt dat niet, verbeter dan "
        "eerst dat antwoord: ‘antwoorden’ geeft het nummer, ‘wijzig 3’ stelt die vraag opnieuw. Stond het al in het "
        "zaakbestand, verbeter het daar."
    )
