"""What can't be true of a case: contradictions between fields that are each right by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any

from legalkb.case import Case, Fact, Person
from legalkb.dates import Interval, age_on, is_before, younger_than
from legalkb.field_values import Reading
from legalkb.near_names import nearest

__all__ = ["check_case"]

_ORDER = "Controleer de datums; 'tot' is de laatste dag."


def check_case(reading: Reading, case: Case, majority: int | None) -> None:
    """Note every contradiction. ``majority`` is the age of majority, None to leave it out."""
    sound = not reading.problems
    days = [f.period.earliest for f in case.facts if f.period and f.period.earliest]
    first_day = min(days, default=case.reference_date)
    for person in case.persons:
        _check_person(reading, case, person)
        if majority is not None and person.minor == "ja":
            _check_minor(reading, person, majority, first_day)
    _check_periods(reading, case)
    _check_children(reading, case)
    _check_judgements(reading, case)
    _check_revisions(reading, case)
    for fact in case.facts:
        _check_fact_date(reading, case, fact)
    if sound:  # an event of a fact that could not be read is not unknown
        _check_chains(reading, case)


def _check_person(reading: Reading, case: Case, person: Person) -> None:
    def problem(what: str, value: str, remedy: str) -> None:
        reading.problem(person.line, f"{person.id}: {what}", value, remedy)

    if {"instelling", "slachtoffer"} <= set(person.roles):
        problem("een instelling kan geen slachtoffer zijn", ", ".join(person.roles), "Kies een van beide rollen.")
    if case.reference_date and person.birth and person.birth.first > case.reference_date:
        problem("geboren na de peildatum", str(person.birth), "Controleer beide datums.")
    if person.age_date and not person.age:
        problem("'leeftijd_op' zonder 'leeftijd'", str(person.age_date), "Vul ook 'leeftijd' in.")
    if person.age and person.age_date and person.birth:
        youngest, oldest = age_on(person.birth, person.age_date)
        if person.age[1] < youngest or person.age[0] > oldest:
            problem("'leeftijd' en 'geboren' spreken elkaar tegen", str(person.birth), "Controleer beide.")


def _check_minor(reading: Reading, person: Person, majority: int, first_day: date | None) -> None:
    """Of age on the first day of any fact (or, undated, of that age at the time) means: no minor."""
    ages = person.age if person.age_date is None else None
    if person.birth:
        ages = age_on(person.birth, Interval(first_day, first_day)) if first_day else None
    if ages and younger_than(ages, majority) is False:
        value = str(person.birth) if person.birth else f"{ages[0]}-{ages[1]}"
        what = f"{person.id}: 'minderjarig: ja' past niet bij de leeftijd ten tijde van de feiten"
        reading.problem(person.line, what, value, "Controleer de leeftijd, of haal 'minderjarig' weg.")


def _check_periods(reading: Reading, case: Case) -> None:
    items: Iterable[Any] = (*case.relations, *case.custody, *case.measures, *case.decisions, *case.consents)
    for item in items:
        _check_order(reading, item.line, item.start, item.end)
    for consent in case.consents:
        _check_order(reading, consent.line, consent.start, consent.withdrawn_on)
    for fact in case.facts:
        if fact.period:
            _check_order(reading, fact.line, fact.period.start, fact.period.end)


def _check_order(reading: Reading, line: int, start: Interval | None, end: Interval | None) -> None:
    if start and end and is_before(end, start):
        reading.problem(line, "het einde ligt voor het begin", f"{start} tot {end}", _ORDER)


def _check_fact_date(reading: Reading, case: Case, fact: Fact) -> None:
    begin = fact.period.earliest if fact.period else None
    if case.reference_date and begin and begin > case.reference_date:
        what = f"het feit ligt na de peildatum {case.reference_date}"
        reading.problem(fact.line, what, begin.isoformat(), "Controleer de datum of de peildatum.")


def _check_children(reading: Reading, case: Case) -> None:
    """Nobody is kin to, or has custody of, himself; an institution is no child."""
    for relation in case.relations:
        if relation.person == relation.other:
            reading.problem(relation.line, "een relatie met zichzelf", relation.person, "Noem twee personen.")
    items: Iterable[Any] = (
        *case.custody,
        *case.measures,
        *case.decisions,
        *case.consents,
        *case.holders_complete,
    )
    for item in items:
        if reading.has_role(item.child, "instelling"):
            reading.problem(item.line, "'over' noemt een instelling", item.child, "Noem het kind.")
        elif getattr(item, "holder", "") == item.child:
            reading.problem(item.line, "houder en kind zijn dezelfde persoon", item.child, "Noem twee personen.")


def _check_judgements(reading: Reading, case: Case) -> None:
    elements = reading.vocabulary.element_ids or {}
    for judgement in case.judgements:
        known = elements.get(judgement.rule, frozenset())
        if known and judgement.element not in known:
            remedy = nearest(judgement.element, sorted(known)) or f"Mogelijk zijn: {', '.join(sorted(known))}."
            reading.problem(judgement.line, f"onbekend bestanddeel van {judgement.rule}", judgement.element, remedy)
        for person, role in ((judgement.suspect, "verdachte"), (judgement.victim, "slachtoffer")):
            if reading.lacks_role(person, role):
                remedy = f"Noem een {role}."
                reading.problem(judgement.line, f"{person} heeft niet de rol {role}", person, remedy)


def _check_revisions(reading: Reading, case: Case) -> None:
    """A statement can't revise itself, by way of others either."""
    revises = {s.id: s.revises for s in case.sources if s.revises}
    lines = {s.id: s.line for s in case.sources}
    settled: set[str] = set()
    for first in revises:
        path = list(_followed(first, revises, settled))
        if path and revises.get(path[-1]) in path:
            loop = path[path.index(revises[path[-1]]) :]
            remedy = "Een bron herziet een eerdere bron, nooit zichzelf."
            reading.problem(lines[loop[0]], "bronnen die elkaar in een kring herzien", ", ".join(loop), remedy)
        settled |= set(path)


def _followed(first: str, revises: dict[str, str], settled: set[str]) -> Iterator[str]:
    seen: set[str] = set()
    current: str | None = first
    while current in revises and current not in seen and current not in settled:
        yield current
        seen.add(current)
        current = revises[current]


def _check_chains(reading: Reading, case: Case) -> None:
    events = {f.event: None for f in case.facts if f.event}
    known = tuple(events)
    for chain in case.chains:
        if len(chain.events) < 2:
            remedy = "Noem ten minste twee voorvallen, bijvoorbeeld [v1, v2]."
            reading.problem(chain.line, "een keten van minder dan twee voorvallen", chain.events[0], remedy)
        for event in chain.events:
            if event not in events:
                remedy_for = partial(_near_event, event, known)
                reading.problem(chain.line, "een voorval dat bij geen feit staat", event, remedy_for)


def _near_event(event: str, known: tuple[str, ...]) -> str:
    return nearest(event, known) or f"Bekend zijn: {', '.join(known[:12]) or 'geen'}."
