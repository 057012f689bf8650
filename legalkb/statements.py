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
MUTUAL = "wederzijds"


@dataclass(frozen=True, slots=True)
class Attributed:
    """A fact as it counts for one suspect. ``through`` says whose act it is where it is charged through cooperation,
    ``denied`` which source denies that cooperation."""

    fact: Fact
    through: str = ""
    denied: Source | None = None


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
    text = filled(template, words)
    return text[:1].upper() + text[1:]


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


def retractions(items: Iterable[Evidence], told: Iterable[Fact], case: Case, suspect: str) -> Iterator[Evidence]:
    """For each statement whose source was revised without repeating it: the opposite, marked as a retraction.

    ``told`` is everything stated about the same suspect and victim: among it is looked for what was repeated.
    """
    known = tuple(told)
    by_index = {f.index: f for f in known}
    for item in items:
        fact = by_index.get(item.fact)
        if fact is None or item.value not in OPPOSITE:
            continue
        for later in _revisions(fact, known, case):
            note = f" ({later.circumstances})" if later.circumstances else ""
            yield replace(
                item,
                value=OPPOSITE[item.value],
                sentence=f"Deze verklaring is herzien: {source_text(later, later.id)}{note}.",
                source=source_text(later, later.id) + note,
                when=day(later.made_on),
                suspect_only=later.person == suspect,
                retracted=True,
            )


def _revisions(fact: Fact, told: Iterable[Fact], case: Case) -> tuple[Source, ...]:
    """The sources that revise the source of a fact as a whole: they say nothing of it otherwise.

    A source that says some facts of the earlier one otherwise revises those only: they stand as facts of their own.
    """
    later = tuple(s for s in case.sources if s.revises and s.revises == fact.source_id)
    if not later:
        return ()
    facts = tuple(told)
    earlier = [f for f in facts if f.source_id == fact.source_id]
    otherwise = {f.source_id for f in facts if f.value in OPPOSITE and any(_same(f, e) for e in earlier)}
    return tuple(s for s in later if s.id not in otherwise)


def _same(one: Fact, other: Fact) -> bool:
    """Whether two facts can be about the same thing: type, actor, and where both name it, event and object."""
    places = all(a == b or not a or not b for a, b in ((one.event, other.event), (one.object, other.object)))
    actors = not one.by or not other.by or bool({*one.by} & {*other.by})
    return one.type_id == other.type_id and places and actors


def _concerns(fact: Fact, kind: FactType, suspect: str, victim: str) -> bool:
    """Whether a fact that is not conduct is about this suspect or victim."""
    if kind.subject == "zaak":
        return True
    if kind.subject in ("slachtoffer", "houder"):
        return victim in fact.about
    if kind.subject == "verdachte":
        return suspect in fact.about or suspect in fact.by
    return suspect in fact.by and victim in fact.against


def partners(case: Case, kinds: Mapping[str, FactType], suspect: str, victim: str) -> tuple[tuple[str, Fact], ...]:
    """The persons whose conduct is charged to this suspect, each with the fact that says how they cooperated."""
    found: list[tuple[str, Fact]] = []
    for fact in _cooperations(case, kinds, victim):
        if suspect in fact.by:
            others = fact.by if kinds[fact.type_id].cooperation == MUTUAL else fact.via
            found += [(other, fact) for other in others if other != suspect]
    return tuple(dict.fromkeys(found))


def instructors(case: Case, kinds: Mapping[str, FactType], suspect: str, victim: str) -> tuple[tuple[str, Fact], ...]:
    """The persons who had this suspect do it, each with the fact that says so."""
    orders = [f for f in _cooperations(case, kinds, victim) if kinds[f.type_id].cooperation != MUTUAL]
    return tuple((other, f) for f in orders if suspect in f.via for other in f.by if other != suspect)


def _cooperations(case: Case, kinds: Mapping[str, FactType], victim: str) -> Iterator[Fact]:
    for fact in case.facts:
        if kinds[fact.type_id].cooperation and fact.value == YES and (victim in fact.against or not fact.against_given):
            yield fact


def denial(link: Fact, persons: set[str], victim: str, case: Case) -> Source | None:
    """The source that denies that these persons did this, or takes it back."""
    for fact in case.facts:
        about = victim in fact.against or not fact.against_given
        if fact.value == NO and about and _same(fact, link) and persons <= {*fact.by, *fact.via}:
            return case.source(fact.source_id) or Source("een andere bron", implicit=True)
    return next(iter(_revisions(link, case.facts, case)), None)


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
            links = [(other, link) for other, link in shared if other in fact.by and link.event in ("", fact.event)]
            denials = [denial(link, {suspect, other}, victim, case) for other, link in links]
            if links:
                found.append(Attributed(fact, names(fact.by), denials[0] if all(denials) else None))
    return tuple(i for i in found if not _says_nothing(i, found))


def _says_nothing(item: Attributed, told: Iterable[Attributed]) -> bool:
    """Whether this only says that a partner did not do it: that denies no more than what is charged through him."""
    if not item.through or item.fact.value != NO:
        return False
    acts = [i for i in told if i.fact.value == YES and _same(replace(i.fact, by=()), item.fact)]
    return any(not i.through for i in acts) or not any({*i.fact.by} & {*item.fact.by} for i in acts)


def doubts(items: Iterable[tuple[Attributed, Evidence]], suspect: str) -> Iterator[Evidence]:
    """For each act that is charged through a cooperation that a source denies: the opposite, with that source."""
    for item, said in items:
        if item.denied is not None and said.value == YES:
            yield replace(
                said,
                value=NO,
                sentence=f"De samenwerking met {item.through} is betwist.",
                source=source_text(item.denied, item.denied.id),
                when="",
                where="",
                suspect_only=item.denied.person == suspect,
            )
