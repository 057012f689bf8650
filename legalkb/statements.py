"""From facts in a case file to statements about one suspect and one victim, in whole Dutch sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from legalkb.case import Case, Fact, Source
from legalkb.compilation import NO, OPPOSITE, YES
from legalkb.dates import Interval, Period
from legalkb.findings import Evidence
from legalkb.vocabulary import FactType

MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
SHARED_SUBJECTS = frozenset(("slachtoffer", "houder", "zaak"))


@dataclass(frozen=True, slots=True)
class Attributed:
    """A fact as it counts for one suspect; ``through`` says by which cooperation, empty for the suspect's own acts."""

    fact: Fact
    through: str = ""


def names(ids: Iterable[str]) -> str:
    """Ids in a sentence: "V1", "V1 en V2", "V1, V2 en V3"."""
    items = list(ids)
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " en " + items[-1] if items else ""


def day(interval: Interval | None) -> str:
    """A date in Dutch, as precise as it is known: "20 juli 2025", "juli 2025", "2025"."""
    if interval is None:
        return ""
    if interval.exact:
        return f"{interval.first.day} {MONTHS[interval.first.month - 1]} {interval.first.year}"
    parts = str(interval).split("-")
    if len(parts) == 2:
        return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    if len(parts) == 1:
        return parts[0]
    return f"tussen {day(Interval(interval.first, interval.first))} en {day(Interval(interval.last, interval.last))}"


def period_text(period: Period | None, ongoing: bool = False) -> str:
    """A period in Dutch, empty when nothing is stated."""
    if period is None or (period.start is None and period.end is None):
        return "voortdurend" if ongoing else ""
    start, end = day(period.start), day(period.end)
    if start and end and start != end:
        return f"van {start} tot en met {end}"
    if start and (ongoing or period.ongoing) and not end:
        return f"sinds {start}"
    return start if start else f"tot en met {end}"


def places(fact: Fact) -> str:
    """Where the conduct and its result were, in Dutch, empty when nothing is stated."""
    parts = [("handeling", fact.place_act), ("gevolg", fact.place_result)]
    return ", ".join(f"{what} in {place}" for what, place in parts if place and place != "onbekend")


def sentence(kind: FactType, value: str, fact: Fact, by: Iterable[str], against: Iterable[str]) -> str:
    """The sentence of a fact type for these persons; a plural verb is not needed as roles are listed with "en"."""
    template = kind.sentence if value != NO else kind.sentence_no
    actors, targets = names(by) or "een onbekende", names(against) or "het slachtoffer"
    about = names(fact.about) or targets
    if kind.subject == "verdachte":
        about = names(fact.about) or actors
    words = {"door": actors, "tegen": targets, "over": about, "via": names(fact.via) or "een ander"}
    return filled(template, words)


def filled(template: str, words: Mapping[str, str]) -> str:
    """A template with its {placeholders} filled in; "V1 en V2 heeft" becomes "V1 en V2 hebben"."""
    text = template
    for key, value in words.items():
        text = text.replace("{" + key + "}", value)
    return _plural(text, words.get("door", ""))


_PLURALS = {
    "heeft": "hebben", "had": "hadden", "is": "zijn", "was": "waren", "wist": "wisten", "dacht": "dachten",
    "woonde": "woonden", "handelde": "handelden", "noemt": "noemen", "oefende": "oefenden", "bewaarde": "bewaarden",
    "moest": "moesten", "richtte": "richtten", "kan": "kunnen", "kon": "konden", "wilde": "wilden",
}  # fmt: skip


def _plural(text: str, actors: str) -> str:
    if " en " not in actors:
        return text
    for single, plural in _PLURALS.items():
        text = text.replace(f"{actors} {single} ", f"{actors} {plural} ")
        text = text.replace(f"{single[0].upper()}{single[1:]} {actors} ", f"{plural[0].upper()}{plural[1:]} {actors} ")
    return text


def source_text(source: Source | None, fallback: str) -> str:
    """A source as the memo names it: what, by whom, when, and what it revises."""
    if source is None or source.implicit:
        return fallback or (source.id if source else "")
    what = source.kind.replace("_", " ") or "bron"
    text = f"{what} {source.person}".strip()
    if source.made_on:
        text += f" van {day(source.made_on)}"
    return f"{text} ({source.id})"


def evidence(item: Attributed, case: Case, kind: FactType, suspect: str, victim: str) -> Evidence:
    """A fact as a statement about this suspect and victim."""
    fact = item.fact
    source = case.source(fact.source_id)
    note = f" ({source.circumstances})" if source and source.circumstances else ""
    return Evidence(
        name=fact.type_id,
        value=fact.value,
        sentence=sentence(
            kind,
            fact.value,
            fact,
            fact.by or ((suspect,) if kind.subject == "relatie" else ()),
            fact.against or (victim,),
        ),
        source=source_text(source, fact.source_text) + note,
        when=period_text(fact.period, fact.ongoing),
        where=places(fact),
        fact=fact.index,
        suspect_only=bool(source and source.person == suspect),
        attributed=item.through,
    )


def retractions(items: Iterable[Evidence], facts: Iterable[Fact], case: Case) -> Iterator[Evidence]:
    """For a statement whose source was revised without repeating it: the opposite, marked as a retraction."""
    by_index = {f.index: f for f in facts}
    revised = {s.revises: s for s in case.sources if s.revises}
    for item in items:
        fact = by_index.get(item.fact)
        later = revised.get(fact.source_id) if fact is not None else None
        if fact is None or later is None or item.value not in OPPOSITE:
            continue
        repeated = any(f.source_id == later.id and f.type_id == fact.type_id for f in case.facts)
        if not repeated:
            text = f"Deze verklaring is herzien: {source_text(later, later.id)}."
            note = f" ({later.circumstances})" if later.circumstances else ""
            yield replace(
                item,
                value=OPPOSITE[item.value],
                sentence=text,
                source=source_text(later, later.id) + note,
                when=day(later.made_on),
                suspect_only=False,
                retracted=True,
            )


def _concerns(fact: Fact, kind: FactType, suspect: str, victim: str) -> bool:
    """Whether a fact that is not conduct is about this suspect or victim."""
    if kind.subject == "zaak":
        return True
    if kind.subject in ("slachtoffer", "houder"):
        return victim in fact.about
    if kind.subject == "verdachte":
        return suspect in fact.about or suspect in fact.by
    return suspect in fact.by and victim in fact.against


def _cooperations(case: Case, kinds: Mapping[str, FactType], victim: str) -> Iterator[tuple[Fact, str]]:
    for fact in case.facts:
        mode = kinds[fact.type_id].cooperation
        if mode and fact.value == YES and (victim in fact.against or not fact.against_given):
            yield fact, mode


def partners(case: Case, kinds: Mapping[str, FactType], suspect: str, victim: str) -> tuple[tuple[str, Fact], ...]:
    """The persons whose conduct is charged to this suspect, each with the fact that says how they cooperated."""
    found: list[tuple[str, Fact]] = []
    for fact, mode in _cooperations(case, kinds, victim):
        if suspect not in fact.by:
            continue
        others = fact.by if mode == "wederzijds" else fact.via
        found += [(other, fact) for other in others if other != suspect]
    return tuple(dict.fromkeys(found))


def for_pair(case: Case, kinds: Mapping[str, FactType], suspect: str, victim: str) -> tuple[Attributed, ...]:
    """The facts that count for this suspect and victim: own conduct, conduct through cooperation, and circumstances."""
    shared = partners(case, kinds, suspect, victim)
    found = []
    for fact in case.facts:
        kind = kinds[fact.type_id]
        if fact.value not in OPPOSITE:
            continue
        if kind.subject != "gedraging":
            if _concerns(fact, kind, suspect, victim):
                found.append(Attributed(fact))
        elif victim not in fact.against:
            continue
        elif suspect in fact.by:
            found.append(Attributed(fact))
        elif kind.attributable and not kind.cooperation:
            through = [link for other, link in shared if other in fact.by and link.event in ("", fact.event)]
            if through:
                found.append(Attributed(fact, names(fact.by)))
    return tuple(found)
