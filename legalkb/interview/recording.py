"""Puts an answer into the text of a case file, at the place where the case file keeps such a thing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from legalkb import consent, custody
from legalkb.case import Case
from legalkb.compilation import NO, OPPOSITE, YES
from legalkb.fields import UNKNOWN
from legalkb.findings import Assessment
from legalkb.interview import ages, places
from legalkb.interview.answers import Form, Given, Particulars, Unfit
from legalkb.interview.case_text import append, put
from legalkb.interview.cast import completed
from legalkb.knowledge import KnowledgeBase
from legalkb.orientation import MINOR
from legalkb.relevance.items import SUBJECT_NAME, Item
from legalkb.situations import PROTECTED
from legalkb.statements import MUTUAL

__all__ = ["WHO", "Scene", "form", "is_subject", "kinds_for", "person_of", "record", "recordable"]

BIRTHS = frozenset(("geboortedatum", "geboren"))
FORMS = {
    "datum_gedraging": Form.DATE,
    "woont_in_nederland_sinds": Form.DATE,
    "peildatum": Form.DAY,
    "plaats_handeling": Form.COUNTRY,
    "plaats_gevolg": Form.COUNTRY,
    "nationaliteit": Form.COUNTRIES,
    MINOR: Form.AGE,
    **dict.fromkeys(BIRTHS, Form.AGE),
}
HELD = {name: kind for kind, name in custody.OTHER.items()}


@dataclass(frozen=True, slots=True)
class Scene:
    """What a question is asked about: the case as it is now, its assessment, and the knowledge base."""

    case: Case
    assessment: Assessment
    knowledge: KnowledgeBase


def form(name: str, knowledge: KnowledgeBase) -> Form:
    """What an answer to a wanted name looks like."""
    measure = next((m for m in knowledge.rulebook.measures if m.id == name), None)
    if measure is not None:
        return Form.AGE if measure.kind == "leeftijd" else Form.DATE
    return FORMS.get(name, Form.YES_NO)


def kinds_for(item: Item, value: str, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """The kinds (of relation or measure) that may be named with an answer."""
    words, name = knowledge.vocabulary, item.wanted.name
    if name == PROTECTED and value == YES:
        return tuple(words.measure_kinds)
    if name in HELD and value == NO and item.holder:
        return tuple(words.relation_kinds)
    found = tuple(k.id for k in words.relation_kinds.values() if k.fact == name)
    return found if value == YES and len(found) > 1 else ()


def recordable(item: Item, scene: Scene) -> bool:
    """Whether the case has a place for the answer: a date or country needs a fact that it belongs to."""
    kind = form(item.wanted.name, scene.knowledge)
    if kind is Form.DATE and item.wanted.name != "woont_in_nederland_sinds":
        return places.of_date(item, scene.case, scene.assessment) > 0
    if kind is Form.COUNTRY:
        return bool(places.of_country(item, scene.case, scene.knowledge))
    known = item.wanted.name in scene.knowledge.vocabulary.fact_types or is_subject(item)
    return kind is not Form.YES_NO or known


def is_subject(item: Item) -> bool:
    """Whether a question is about a whole subject: its answer opens or closes that subject and is no fact."""
    return item.wanted.name.startswith(SUBJECT_NAME)


def record(text: str, scene: Scene, item: Item, given: Given) -> str:
    """The text of the case with an answer, whose particulars say all that goes with it. Raises :class:`Unfit` when
    the answer cannot be kept."""
    extra, name = given.particulars, item.wanted.name
    if is_subject(item):
        return text
    text = completed(text, scene.case, item, extra)
    shape = form(name, scene.knowledge)
    if given.value == UNKNOWN:
        return _fact(text, scene, item, Given(UNKNOWN)) if shape is Form.YES_NO else text
    if extra.kind and extra.kind not in kinds_for(item, given.value, scene.knowledge):
        raise Unfit(f"‘{extra.kind.replace('_', ' ')}’ past niet bij dit antwoord.")
    source, when = extra.source or "", dict(extra.when)
    if shape is Form.YES_NO:
        subject = scene.knowledge.vocabulary.fact_types[name].subject
        if wrong := [key for key, _ in extra.who if key not in WHO[subject] and name not in HELD]:
            raise Unfit(f"‘{wrong[0]}’ past niet bij deze vraag.")
        special = _special(scene, item, given, {"bron": source} if source else {}, when)
        if special is not None:
            return append(text, (special[0],), special[1]) if special[0] else _denied(text, scene, item)
        return _completing(_fact(text, scene, item, given, source, when), scene, item, given, source)
    if shape is Form.AGE:
        return _age(text, scene, item, given.value)
    return _placed(text, scene, item, given.value)


def person_of(item: Item, scene: Scene) -> str:
    """The person whose age, nationality or residence a question asks for: the one whom it names."""
    measure = next((m for m in scene.knowledge.rulebook.measures if m.id == item.wanted.name), None)
    if measure is not None or item.wanted.name == MINOR:
        return item.suspect if measure is not None and measure.of == "verdachte" else item.victim
    named = [
        p
        for p in (item.victim, item.suspect, item.holder)
        if p and re.search(rf"\b{re.escape(p)}\b", item.wanted.question)
    ]
    return named[0] if named else item.victim


def _placed(text: str, scene: Scene, item: Item, value: str) -> str:
    """The text with a date or country at the person, the facts or the case that it belongs to."""
    name = item.wanted.name
    if name == "peildatum":
        return put(text, (name,), value)
    if name == "woont_in_nederland_sinds":
        return put(text, ("personen", person_of(item, scene), name), value)
    if name == "nationaliteit":
        codes = value.split()
        return put(text, ("personen", person_of(item, scene), name), codes if len(codes) > 1 else codes[0])
    if name in ("plaats_handeling", "plaats_gevolg"):
        for number in places.of_country(item, scene.case, scene.knowledge):
            text = put(text, ("feiten", number - 1, name), value)
        return text
    number = places.of_date(item, scene.case, scene.assessment)
    fact = next(f for f in scene.case.facts if f.index == number)
    key = "van" if fact.period is not None and (fact.period.is_open or fact.period.start != fact.period.end) else "op"
    return put(text, ("feiten", number - 1, key), value)


def _age(text: str, scene: Scene, item: Item, value: str) -> str:
    """The text with a date of birth, an age, or minority at the person."""
    id, name = person_of(item, scene), item.wanted.name
    person = scene.case.person(id)
    if value not in OPPOSITE:
        if re.match(r"\d{4}", value):
            ages.born(scene.case, person, value)
            return put(text, ("personen", id, "geboren"), value)
        youngest, _, oldest = value.partition("-")
        ages.agreed(scene.case, person, (int(youngest), int(oldest or youngest)))
        return put(text, ("personen", id, "leeftijd"), value)
    if name == MINOR:
        ages.agreed(scene.case, person, ages.MINORITY[value])
        return put(text, ("personen", id, "minderjarig"), value)
    if name in BIRTHS:
        raise Unfit(
            "Hier helpt alleen een geboortedatum of leeftijd, zoals 2010-05-04 of 14. Weet u het niet: onbekend."
        )
    measure = next(m for m in scene.knowledge.rulebook.measures if m.id == name)
    younger = (value == YES) == (measure.bound == "kleiner_dan")
    low, high = (0, int(measure.value) - 1) if younger else (int(measure.value), ages.OLDEST)
    ages.agreed(scene.case, person, (low, high))
    if person is not None and person.age is not None and person.age_date is None:
        low, high = max(low, person.age[0]), min(high, person.age[1])
    return put(text, ("personen", id, "leeftijd"), f"{low}-{high}")


def _span(when: Mapping[str, str]) -> dict[str, str]:
    """A moment as the beginning of a period, for what lasts."""
    return {{"op": "van"}.get(k, k): v for k, v in when.items() if k != "voortdurend"}


def _special(
    scene: Scene, item: Item, given: Given, source: dict[str, str], when: Mapping[str, str]
) -> tuple[str, dict[str, Any]] | None:
    """The list and the entry for what does not belong among the facts; None when it does. An empty list name stands
    for a change to a relation that is there."""
    words, name, extra, victim = scene.knowledge.vocabulary, item.wanted.name, given.particulars, item.victim
    holder = (extra.named("door") or (item.holder,))[0]
    yes, known = given.value == YES, holder not in ("", UNKNOWN)
    if name in HELD and known:
        if yes:
            entry = {"houder": holder, "over": victim, "soort": HELD[name], **_span(when), **source}
            return "gezag", entry
        if any((r.person, r.other) == (holder, victim) for r in scene.case.relations):
            return "", {}
        if extra.kind:
            return "relaties", {"van": holder, "tot": victim, "soort": extra.kind, HELD[name]: NO, **source}
    if name == consent.CONSENT and known:
        return "toestemmingen", {"door": holder, "over": victim, "waarde": given.value, **_span(when), **source}
    decisions = [k.id for k in words.decision_kinds.values() if k.fact == name]
    if yes and len(decisions) == 1:
        return "beslissingen", {"soort": decisions[0], "over": victim, **_span(when), **source}
    if yes and name == PROTECTED and extra.kind:
        return "maatregelen", {"soort": extra.kind, "over": victim, **_span(when), **source}
    relations = [k.id for k in words.relation_kinds.values() if k.fact == name and extra.kind in ("", k.id)]
    if yes and len(relations) == 1 and scene.knowledge.vocabulary.fact_types[name].derived:
        span = {"sinds": _span(when).get("van", ""), "einde": _span(when).get("tot", "")}
        who, whom = (extra.named("door") or (item.suspect,))[0], (extra.named("tegen") or (victim,))[0]
        entry = {"van": who, "tot": whom, "soort": relations[0], **span, **source}
        return "relaties", {k: v for k, v in entry.items() if v}
    return None


def _denied(text: str, scene: Scene, item: Item) -> str:
    """The text in which a known relation says that it gives no gezag or opzicht."""
    for place, relation in enumerate(scene.case.relations):
        if (relation.person, relation.other) == (item.holder, item.victim):
            text = put(text, ("relaties", place, HELD[item.wanted.name]), NO)
    return text


def _completing(text: str, scene: Scene, item: Item, given: Given, source: str) -> str:
    """The text with the statement that the holders are complete, once both gezag and opzicht of others are denied."""
    name = item.wanted.name
    if name not in HELD or given.value != NO or item.holder:
        return text
    denied = {f.type_id for f in scene.case.facts if f.value == NO and item.victim in f.about} | {name}
    if not HELD.keys() <= denied:
        return text
    entry = {"over": item.victim, "waarde": YES, **({"bron": source} if source else {})}
    return append(text, ("houders_volledig",), entry)


WHO = {
    "gedraging": ("door", "tegen", "via"),
    "relatie": ("door", "tegen"),
    "slachtoffer": ("over", "tegen"),
    "verdachte": ("over", "door"),
    "houder": ("door", "over"),
    "zaak": (),
}


def _people(scene: Scene, item: Item, extra: Particulars, value: str) -> dict[str, tuple[str, ...]]:
    """Who is named with a fact of this type, by the keys that belong to it."""
    kind = scene.knowledge.vocabulary.fact_types[item.wanted.name]

    def named(key: str, *otherwise: str) -> tuple[str, ...]:
        return extra.named(key) or tuple(filter(None, otherwise))

    if kind.subject == "slachtoffer":
        return {"over": named("over", *(extra.named("tegen") or (item.victim,)))}
    if kind.subject == "verdachte":
        return {"over": named("over", *(extra.named("door") or (item.suspect,)))}
    if kind.subject == "houder":
        return {"door": named("door", item.holder), "over": named("over", item.victim)}
    if kind.subject == "zaak":
        return {}
    by = named("door", item.suspect)
    via = extra.named("via")
    if kind.cooperation and value == YES:
        others = partners_in(scene, item)
        if kind.cooperation == MUTUAL and len(by) < 2:
            by = (*by, others[0] if len(others) == 1 and others[0] not in by else UNKNOWN)
        elif kind.cooperation != MUTUAL:
            via = via or (others if len(others) == 1 and others[0] not in by else ())
    found = {"door": by, "tegen": named("tegen", item.victim)}
    return found | ({"via": via} if kind.subject == "gedraging" else {})


def partners_in(scene: Scene, item: Item) -> tuple[str, ...]:
    """Who can be meant by "together" or "had it done": the others who did something to the victim, or else the other
    suspects."""
    did = [p for f in scene.case.facts if f.value == YES and item.victim in f.against for p in f.by]
    found = did if set(did) - {item.suspect} else [p.id for p in scene.case.suspects]
    return tuple(dict.fromkeys(p for p in found if p != item.suspect))


def _fact(
    text: str, scene: Scene, item: Item, given: Given, source: str = "", when: Mapping[str, str] | None = None
) -> str:
    extra, value, name = given.particulars, given.value, item.wanted.name
    entry: dict[str, Any] = {"feit": name}
    if value != YES:
        entry["waarde"] = value
    for key, ids in _people(scene, item, extra, value).items():
        if ids:
            entry[key] = ids[0] if len(ids) == 1 else list(ids)
    entry |= dict(when or {})
    land = re.search(r"Land: ([A-Z]{2})\.", item.wanted.question)
    context = places.context(item, scene.case, scene.assessment, scene.knowledge)
    more = {
        "plaats_handeling": extra.place_act or (land[1] if land else ""),
        "plaats_gevolg": extra.place_result,
        "voorval": extra.event or context[0],
        "voorwerp": extra.object or context[1],
        "bron": source,
    }
    return append(text, ("feiten",), entry | {k: v for k, v in more.items() if v})
