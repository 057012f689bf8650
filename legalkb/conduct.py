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
Names = frozenset[str]
MOST_WAYS = 64


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


def _met(ways: Iterable[Alternative], stated: frozenset[Atom], concepts: Mapping[str, Concept]) -> list[Names]:
    """For each alternative that the statements fulfil, the fact types it rests on."""
    found: list[Names] = []
    for way in ways:
        total: list[Names] = [frozenset()]
        for literal in way.literals:
            if literal.name in concepts:
                parts = _met(concepts[literal.name].alternatives, stated, concepts)
            else:
                parts = [frozenset((literal.name,))] if Atom(literal.name, literal.value) in stated else []
            total = [a | b for a in total for b in parts][:MOST_WAYS]
        found += total
    return found


def _complete_on(names: Names, dates: Mapping[str, Interval]) -> Interval | None:
    """The day on which the last of the dated facts of an alternative was there."""
    known = [dates[n] for n in names if n in dates]
    return max(known, key=lambda i: (i.first, i.last)) if known else None


def _first_dates(facts: Iterable[Attributed]) -> dict[str, Interval]:
    """For each fact type the first day on which it is stated to hold."""
    found: dict[str, Interval] = {}
    for item in facts:
        start = item.fact.period.start if item.fact.period else None
        if start is not None and item.fact.value == YES:
            kept = found.get(item.fact.type_id)
            found[item.fact.type_id] = min(start, kept, key=lambda i: (i.first, i.last)) if kept else start
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
    dates = _first_dates(facts)
    for way in core.ways:
        days = []
        for on, item in own:
            stated = said | {Atom(e.name, e.value) for e in given(on)}
            used = [n for n in _met(way, stated, core.concepts) if item.fact.type_id in n]
            days += [d for d in (_complete_on(n, {**dates, item.fact.type_id: on}) for n in used) if d is not None]
        if days:
            return Start(Interval(min(d.first for d in days), min(d.last for d in days)), "het begin van de gedraging")
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
    """The last known day of the core conduct; the reference date when it goes on."""
    days: list[date] = []
    for item in acts(facts, core):
        period = item.fact.period
        if item.fact.value != YES or period is None:
            continue
        if period.is_open and case.reference_date:
            days.append(case.reference_date)
        days += [i.last for i in (period.start, period.end) if i is not None]
    return max(days, default=None)


def results(items: Iterable[Attributed], rule: Rule, knowledge: KnowledgeBase) -> tuple[Attributed, ...]:
    """The facts that can only be the result of the core conduct."""
    book = knowledge.rulebook
    wanted = [e for e in book.elements(rule, None) if e.id in rule.result and e.id != rule.core]
    names = {x.name for e in wanted for a in e.alternatives for x in a.literals}
    for concept in used_concepts(iter(sorted(names)), book.concepts):
        names |= {x.name for a in concept.alternatives for x in a.literals}
    return tuple(i for i in items if i.fact.type_id in names)


def goes_on(facts: Iterable[Attributed], core: Core, case: Case) -> bool:
    """Whether the core conduct still goes on while no reference date says until when that is known."""
    done = [i.fact for i in acts(facts, core) if i.fact.value == YES]
    return case.reference_date is None and any(f.period is not None and f.period.is_open for f in done)


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
