"""When the core conduct of an offence began and ended: age, gezag and version of the law are tested on its first day.

The conduct begins with the first dated act that by itself, or with what else is stated, fulfils the core element.
A journey with consent that comes before it does not count as its beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from legalkb.case import Case
from legalkb.compilation import YES, used_concepts
from legalkb.dates import Interval
from legalkb.findings import Evidence
from legalkb.inference import Atom
from legalkb.knowledge import KnowledgeBase
from legalkb.rulebook import Alternative, Concept, Rule
from legalkb.statements import Attributed

Given = Callable[[Interval], Iterable[Evidence]]
Dated = list[tuple[Interval, Attributed]]


@dataclass(frozen=True, slots=True)
class Start:
    """When the conduct begins, and why that day."""

    on: Interval | None
    basis: str


@dataclass(frozen=True, slots=True)
class Core:
    """What makes the core element: its alternatives, and the indications for it where it is an open norm."""

    ways: tuple[tuple[Alternative, ...], ...]
    concepts: Mapping[str, Concept]
    names: frozenset[str]


def core_of(rule: Rule, knowledge: KnowledgeBase) -> Core:
    """The core conduct of a rule: what can fulfil it, and the fact types that can support it."""
    book = knowledge.rulebook
    element = next(e for e in book.elements(rule, None) if e.id == rule.core)
    norm = element.open_norm
    ways = (element.alternatives, norm.indications_for if norm is not None else ())
    names = {x.name for way in ways for a in way for x in a.literals}
    for concept in used_concepts(iter(sorted(names)), book.concepts):
        names |= {x.name for a in concept.alternatives for x in a.literals}
    return Core(ways, book.concepts, frozenset(n for n in names if n in knowledge.vocabulary.fact_types))


def acts(facts: Iterable[Attributed], core: Core) -> tuple[Attributed, ...]:
    """The facts that can support the core conduct."""
    return tuple(i for i in facts if i.fact.type_id in core.names)


def _used(ways: Iterable[Alternative], stated: frozenset[Atom], concepts: Mapping[str, Concept]) -> frozenset[str]:
    """The fact types behind the alternatives that the statements fulfil."""
    found: frozenset[str] = frozenset()
    for way in ways:
        parts = [
            _used(concepts[x.name].alternatives, stated, concepts)
            if x.name in concepts
            else frozenset((x.name,) if Atom(x.name, x.value) in stated else ())
            for x in way.literals
        ]
        if all(parts):
            found = found.union(*parts)
    return found


def _span(dated: Dated) -> Interval:
    """The days on which the first of these can have been: not later than any of them."""
    return Interval(min(on.first for on, _ in dated), min(on.last for on, _ in dated))


def conduct_start(facts: tuple[Attributed, ...], core: Core, knowledge: KnowledgeBase, given: Given) -> Start:
    """The first day of the conduct that fulfils the core element; else of what can support it; else the span of the
    other dated conduct. ``given`` tells what the structure of the case says on a day."""
    dated = _conduct(facts, knowledge)
    own = [(on, i) for on, i in dated if i.fact.type_id in core.names]
    said = frozenset(Atom(i.fact.type_id, i.fact.value) for i in facts)
    stated = {on: said | {Atom(e.name, e.value) for e in given(on)} for on, _ in own}
    for way in core.ways:
        found = [(on, i) for on, i in own if i.fact.type_id in _used(way, stated[on], core.concepts)]
        if found:
            return Start(_span(found), "het begin van de gedraging")
    if own:
        return Start(_span(own), "het begin van de gedraging")
    if dated:
        return Start(_whole(dated), "de overige gedateerde gedragingen")
    return Start(None, "")


def first_day(facts: Iterable[Attributed], knowledge: KnowledgeBase) -> Interval | None:
    """The day of the first dated conduct of any kind."""
    dated = _conduct(facts, knowledge)
    return _span(dated) if dated else None


def _whole(dated: Dated) -> Interval:
    """The days from the first to the last of these."""
    return Interval(min(on.first for on, _ in dated), max(on.last for on, _ in dated))


def _conduct(facts: Iterable[Attributed], knowledge: KnowledgeBase) -> Dated:
    kinds = knowledge.vocabulary.fact_types
    return [
        (i.fact.period.start, i)
        for i in facts
        if kinds[i.fact.type_id].subject == "gedraging"
        and i.fact.period is not None
        and i.fact.period.start is not None
        and i.fact.value == YES
    ]


def conduct_end(facts: Iterable[Attributed], core: Core, case: Case) -> date | None:
    """The last known day of the core conduct. While it goes on that is the reference date, and the last day there is
    when that is not stated."""
    days: list[date] = []
    for item in acts(facts, core):
        period = item.fact.period
        if item.fact.value != YES or period is None:
            continue
        if period.is_open:
            days.append(case.reference_date or date.max)
        days += [i.last for i in (period.start, period.end) if i is not None]
    return max(days, default=None)


def ended_before(items: Iterable[Attributed], on: Interval | None) -> frozenset[int]:
    """The numbers of the facts that were over before a day: acts within an agreed time are no part of what follows."""
    found = []
    for item in items:
        period = item.fact.period
        if on is None or period is None or period.start is None or period.is_open or item.fact.ongoing:
            continue
        if (period.end or period.start).last < on.first:
            found.append(item.fact.index)
    return frozenset(found)
