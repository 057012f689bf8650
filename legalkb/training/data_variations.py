"""Something else than a fact otherwise: gezag, consent, a measure, a person's age or nationality, country or year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from legalkb.case import Case, Person
from legalkb.case_fields import CASE, CONSENT, PERSON
from legalkb.compilation import OPPOSITE, YES
from legalkb.dates import age_on, parse_date, younger_than
from legalkb.fields import Field, Kind
from legalkb.findings import OffenceFinding
from legalkb.knowledge import KnowledgeBase
from legalkb.statements import day
from legalkb.training.pair import DATA, Variation
from legalkb.training.places import elsewhere, home
from legalkb.training.plain_case import mapped, replaced
from legalkb.training.years import later, moved

OPPOSED = {**OPPOSITE, "vervuld": "niet_vervuld", "niet_vervuld": "vervuld"}
PERSONS, SOURCES, FACTS = "personen", "bronnen", "feiten"
BORN, AGE, NATIONALITY, SINCE, REVISES = "geboren", "leeftijd", "nationaliteit", "woont_in_nederland_sinds", "herziet"
LIFE = 100
Plain = Mapping[str, Any]


def of_data(
    data: Plain, case: Case, begun: tuple[OffenceFinding, ...], knowledge: KnowledgeBase
) -> Iterator[Variation]:
    """Every change of something else than a fact; ``begun`` are the findings with a lead, for their dates and law."""
    yield from _entries(data)
    for id, item in (data.get(PERSONS) or {}).items():
        person, entry = case.person(id), _whole(item)
        if person is not None and {"verdachte", "slachtoffer"} & set(person.roles):
            yield from _of_person(data, person, entry, case, begun, knowledge)
    for id, item in (data.get(SOURCES) or {}).items():
        if isinstance(item, Mapping) and REVISES in item:
            more = replaced(data, SOURCES, id, _without(item, REVISES))
            yield Variation(DATA, more, said=f"{id} herziet {item[REVISES]} niet")
    yield from _of_countries(data, case, knowledge)
    yield from moved(data, begun, knowledge)


def _whole(item: Any) -> Plain:
    """A person in the long form."""
    return item if isinstance(item, Mapping) else {PERSON.short: item}


def _without(entry: Plain, key: str) -> dict[str, Any]:
    return {k: v for k, v in entry.items() if k != key}


def _entries(data: Plain) -> Iterator[Variation]:
    """Each entry of the lists left out, each answer and judgement in it turned round, and each end or ground of a
    consent left out."""
    for field in CASE.fields:
        if field.kind is not Kind.RECORDS or field.key == FACTS or field.section is None:
            continue
        for place, item in enumerate(data.get(field.key) or ()):
            yield Variation(DATA, replaced(data, field.key, place, None))
            for more in _otherwise(item, field):
                yield Variation(DATA, replaced(data, field.key, place, more))


def _otherwise(item: Plain, field: Field) -> Iterator[dict[str, Any]]:
    assert field.section is not None
    for one in field.section.fields:
        value = item.get(one.key)
        if one.kind in (Kind.ANSWER, Kind.CHOICE) and value in OPPOSED:
            yield {**item, one.key: OPPOSED[value]}
        elif field.section is CONSENT and value and one.kind in (Kind.DATE, Kind.CHOICE) and not one.required:
            yield _without(item, one.key)


def _of_person(
    data: Plain, person: Person, entry: Plain, case: Case, begun: tuple[OffenceFinding, ...], knowledge: KnowledgeBase
) -> Iterator[Variation]:
    for limit in _limits(knowledge):
        more = _aged(entry, person, limit, begun)
        if more is not None:
            yield Variation(DATA, replaced(data, PERSONS, person.id, more[0]), said=more[1])
    if entry.get("minderjarig") in OPPOSITE:
        turned = {**entry, "minderjarig": OPPOSITE[entry["minderjarig"]]}
        was = "minderjarig" if turned["minderjarig"] == YES else "meerderjarig"
        yield Variation(DATA, replaced(data, PERSONS, person.id, turned), said=f"{person.id} was {was}")
    if person.nationalities:
        own = home(knowledge)
        other = elsewhere(case, own) if own in person.nationalities else own
        unsaid = _without(entry, NATIONALITY)
        for changed, said in (
            ({**unsaid, NATIONALITY: other}, f"{person.id} heeft alleen de nationaliteit {other}"),
            (unsaid, f"de nationaliteit van {person.id} is niet bekend"),
        ):
            yield Variation(DATA, replaced(data, PERSONS, person.id, changed), said=said)
    if SINCE in entry:
        said = f"sinds wanneer {person.id} in Nederland woont, is niet bekend"
        yield Variation(DATA, replaced(data, PERSONS, person.id, _without(entry, SINCE)), said=said)


def _limits(knowledge: KnowledgeBase) -> tuple[int, ...]:
    """The ages that the rules look at."""
    return tuple(sorted({int(m.value) for m in knowledge.rulebook.measures if m.kind == AGE}))


def _aged(
    entry: Plain, person: Person, limit: int, begun: tuple[OffenceFinding, ...]
) -> tuple[dict[str, Any], str] | None:
    """A person on the other side of a limit of age, with the words for it; None when that can't be told."""
    if person.birth is not None:
        first = min((f.conduct for f in begun if person.id in (f.suspect, f.victim) and f.conduct), default="")
        return _reborn(entry, person, limit, first.partition("/")[0]) if first else None
    if person.age is None or AGE not in entry:
        return None
    below = younger_than(person.age, limit)
    if below is None:
        return None
    return {**entry, AGE: str(limit if below else limit - 1)}, _said(person.id, limit, below)


def _said(id: str, limit: int, older: bool, more: str = "") -> str:
    return f"{id} was {f'{limit} jaar of ouder' if older else f'jonger dan {limit} jaar'}{more}"


def _reborn(entry: Plain, person: Person, limit: int, conduct: str) -> tuple[dict[str, Any], str] | None:
    """A person who was born as many years earlier or later as it takes."""
    on = parse_date(conduct)
    assert person.birth is not None
    below = younger_than(age_on(person.birth, on), limit)
    if below is None:
        return None
    for years in range(1, LIFE):
        text = later(entry[BORN], -years if below else years)
        if text is None:
            return None
        birth = parse_date(text)
        if birth.first <= on.first and younger_than(age_on(birth, on), limit) is not below:
            return {**entry, BORN: text}, _said(person.id, limit, below, f" (geboren {day(birth)})")
    return None


def _of_countries(data: Plain, case: Case, knowledge: KnowledgeBase) -> Iterator[Variation]:
    """All that happened in a country having happened in another one: abroad, or here."""
    own = home(knowledge)
    named = sorted({c for f in case.facts for c in (f.place_act, f.place_result) if c})
    for country in named:
        targets = (elsewhere(case, own),) if country == own else (own, elsewhere(case, own, country))
        for other in targets:
            facts = mapped({FACTS: data[FACTS]}, frozenset((Kind.COUNTRY,)), partial(_instead, country, other))
            yield Variation(DATA, {**data, **facts}, said=f"wat in {country} gebeurde, gebeurde in {other}")


def _instead(country: str, other: str, named: str) -> str:
    return other if named == country else named
