"""Ages and dates, compared in Python and handed to the rules as statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from legalkb.case import Case, Person
from legalkb.compilation import NO, YES
from legalkb.dates import (
    Interval,
    age_on,
    born_from_age,
    is_before,
    is_on_or_after,
    years_later,
    younger_than,
)
from legalkb.findings import Evidence
from legalkb.rulebook import Measure
from legalkb.statements import day


@dataclass(frozen=True, slots=True)
class Ages:
    """The range of ages of a person on a date and what that rests on."""

    range: tuple[int, int]
    basis: str


def ages(person: Person | None, on: Interval | None, latest: date | None = None) -> Ages | None:
    """How old a person was on a date, as far as the case tells; without a date, on any day until ``latest``."""
    if person is None:
        return None
    found = _by_birth(person, on, latest)
    if person.age is None:
        return found
    words = str(person.age[0]) if person.age[0] == person.age[1] else f"{person.age[0]} tot {person.age[1]}"
    if person.age_date is None:
        return _together(found, Ages(person.age, f"leeftijd {words} jaar volgens de zaak"))
    if on is not None:
        born = born_from_age(*person.age, person.age_date)
        stated = Ages(age_on(born, on), f"leeftijd {words} jaar op {day(person.age_date)}; gedraging {day(on)}")
        return _together(found, stated)
    return found


def _by_birth(person: Person, on: Interval | None, latest: date | None) -> Ages | None:
    if person.birth is None:
        return None
    born = f"geboren {day(person.birth)}"
    if on is not None:
        return Ages(age_on(person.birth, on), f"{born}; gedraging {day(on)}")
    if latest is None or latest < person.birth.first:
        return None
    until = Interval(person.birth.first, latest)
    return Ages(age_on(person.birth, until), f"{born}; gedraging niet na {day(Interval(latest, latest))}")


def _together(by_birth: Ages | None, stated: Ages) -> Ages:
    """What a date of birth and a stated age say together; the date of birth alone when they can't both be right."""
    if by_birth is None:
        return stated
    low, high = max(by_birth.range[0], stated.range[0]), min(by_birth.range[1], stated.range[1])
    return Ages((low, high), f"{by_birth.basis}; {stated.basis}") if low <= high else by_birth


def _age_answer(
    measure: Measure, case: Case, suspect: str, victim: str, on: Interval | None
) -> tuple[bool | None, str]:
    person = case.person(victim if measure.of == "slachtoffer" else suspect)
    found = ages(person, on, case.reference_date)
    if found is None or found.range[1] < 0:
        return None, ""
    younger = younger_than(found.range, int(measure.value))
    return (younger if measure.bound == "kleiner_dan" else None if younger is None else not younger), found.basis


def _date_answer(measure: Measure, on: Interval | None) -> tuple[bool | None, str]:
    limit = Interval(date.fromisoformat(measure.value), date.fromisoformat(measure.value))
    if on is None:
        return (True, "datum niet bekend") if measure.bound == "niet_voor" else (None, "")
    basis = f"gedraging {day(on)}"
    if measure.bound == "voor":
        return is_before(on, limit), basis
    if measure.bound == "niet_voor":
        return is_before(on, limit) is not True, basis
    return is_on_or_after(on, limit), basis


def statements(
    measures: Iterable[Measure], case: Case, suspect: str, victim: str, on: Interval | None
) -> Iterator[Evidence]:
    """The answer of every measure that can be answered, as a statement with what it rests on."""
    for measure in measures:
        if measure.kind == "leeftijd":
            answer, basis = _age_answer(measure, case, suspect, victim, on)
            person = victim if measure.of == "slachtoffer" else suspect
            limit = f"jonger dan {measure.value} jaar"
            said = f"{person} was toen {limit if answer == (measure.bound == 'kleiner_dan') else 'niet ' + limit}."
        else:
            answer, basis = _date_answer(measure, on)
            early = answer == (measure.bound == "voor")
            limit = day(Interval(date.fromisoformat(measure.value), date.fromisoformat(measure.value)))
            said = (
                f"De gedraging lag {'vóór' if early else 'op of na'} {limit}."
                if on
                else "De datum van de gedraging is niet bekend."
            )
        if answer is not None:
            yield Evidence(measure.id, YES if answer else NO, said, basis=basis)


def minor_statement(person: Person | None) -> Iterator[Evidence]:
    """What the case states about minority without an age."""
    if person is not None and person.minor in (YES, NO):
        words = "is minderjarig" if person.minor == YES else "is niet minderjarig"
        yield Evidence("slachtoffer_minderjarig", person.minor, f"{person.id} {words}.", basis="opgave bij de persoon")


def birthdays(
    measures: Iterable[Measure], case: Case, victim: str, on: Interval | None, last: date | None
) -> tuple[str, ...]:
    """Remarks on birthdays that change the answer of an age measure between the start and the end of the conduct."""
    person = case.person(victim)
    if person is None or person.birth is None or on is None or not person.birth.exact or not on.exact or last is None:
        return ()
    found = []
    for limit in sorted({int(m.value) for m in measures if m.kind == "leeftijd" and m.of == "slachtoffer"}):
        birthday = years_later(person.birth.first, limit)
        if on.first < birthday <= last:
            when = day(Interval(birthday, birthday))
            found.append(f"{victim} werd {limit} jaar op {when}, binnen de periode. Getoetst is het begin ({day(on)}).")
    return tuple(found)


def question(measure: Measure, suspect: str, victim: str) -> str:
    """What to ask when a measure cannot be answered."""
    if measure.kind == "leeftijd":
        person = victim if measure.of == "slachtoffer" else suspect
        return f"Wat is de geboortedatum of leeftijd van {person}, en op welke dag begon de gedraging?"
    return "Op welke dag begon de gedraging?"
