"""The situations in which an offence variant is assessed: suspect, victim, and where needed holder, event, object.

Each situation holds the statements that may be read together, and the day on which the conduct begins: age, gezag
and version of the law are tested on that day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from legalkb import custody, events, measures, statements
from legalkb.case import Case, Decision, KnownTo
from legalkb.case import Measure as ProtectiveMeasure
from legalkb.compilation import NO, PRESENT, YES, literals_of, used_concepts
from legalkb.custody import Start
from legalkb.dates import Interval, covers, is_on_or_after
from legalkb.events import Group
from legalkb.findings import Evidence
from legalkb.knowledge import KnowledgeBase
from legalkb.rulebook import Rule
from legalkb.statements import Attributed, day

PARENT = "is_ouder"
PROTECTED = "onder_kinderbeschermingsmaatregel"


@dataclass(frozen=True, slots=True)
class Situation:
    """What is read together for one offence variant. ``last`` is the last known day of the conduct."""

    suspect: str
    victim: str
    holder: str
    event: str
    object: str
    evidence: tuple[Evidence, ...]
    start: Start
    last: date | None
    remarks: tuple[str, ...]


def core_facts(rule: Rule, knowledge: KnowledgeBase) -> frozenset[str]:
    """The fact types that can support the core conduct of a rule."""
    book = knowledge.rulebook
    elements = [e for e in book.elements(rule, None) if e.id == rule.core]
    names = {x.name for e in elements for x in literals_of(e)}
    for concept in used_concepts(iter(sorted(names)), book.concepts):
        names |= {x.name for a in concept.alternatives for x in a.literals}
    return frozenset(n for n in names if n in knowledge.vocabulary.fact_types)


def _dated(items: tuple[Attributed, ...]) -> list[tuple[Interval, Attributed]]:
    return [(i.fact.period.start, i) for i in items if i.fact.period and i.fact.period.start and i.fact.value == YES]


def conduct_start(facts: tuple[Attributed, ...], core: frozenset[str], knowledge: KnowledgeBase) -> Start:
    """The first day of the core conduct; without one, the span of the other dated conduct."""
    kinds = knowledge.vocabulary.fact_types
    conduct = tuple(i for i in facts if kinds[i.fact.type_id].subject == "gedraging")
    first = _dated(tuple(i for i in conduct if i.fact.type_id in core))
    if first:
        earliest = min(first, key=lambda pair: (pair[0].first, pair[0].last))[0]
        return Start(Interval(earliest.first, min(i.last for i, _ in first)), "het begin van de gedraging")
    other = _dated(conduct)
    if other:
        span = Interval(min(i.first for i, _ in other), max(i.last for i, _ in other))
        return Start(span, "de overige gedateerde gedragingen")
    return Start(None, "")


def conduct_end(facts: tuple[Attributed, ...], core: frozenset[str], case: Case) -> date | None:
    """The last known day of the core conduct; the reference date when it goes on."""
    days: list[date] = []
    for item in facts:
        if item.fact.type_id in core and item.fact.value == YES and item.fact.period is not None:
            period = item.fact.period
            if item.fact.ongoing or period.ongoing:
                days += [case.reference_date] if case.reference_date else []
            days += [i.last for i in (period.start, period.end) if i is not None]
    return max(days, default=None)


def _known(
    known_to: tuple[KnownTo, ...], suspect: str, name: str, victim: str, what: str, on: Interval | None
) -> Iterator[Evidence]:
    for item in known_to:
        if item.person != suspect:
            continue
        aware = True if on is None else is_on_or_after(on, item.since)
        if aware is not None:
            text = f"{suspect} kende de {what} over {victim} {'sinds' if aware else 'pas vanaf'} {day(item.since)}."
            yield Evidence(name, YES if aware else NO, text, basis=f"bekend sinds {day(item.since)}")


def _decisions(
    decisions: tuple[Decision, ...],
    knowledge: KnowledgeBase,
    case: Case,
    suspect: str,
    victim: str,
    on: Interval | None,
) -> Iterator[Evidence]:
    for item in decisions:
        if item.child != victim:
            continue
        kind = knowledge.vocabulary.decision_kinds[item.kind]
        if kind.fact and (on is None or covers(item.start, item.end, on) is not False):
            source = statements.source_text(case.source(item.source), item.source)
            since = f" van {day(item.start)}" if item.start else ""
            yield Evidence(
                kind.fact,
                YES,
                f"Er is een {kind.label}{since} over {victim}.",
                source=source,
                basis=kind.label,
            )
        yield from _known(item.known_to, suspect, "bekend_met_beslissing", victim, kind.label, on)


def _measures(
    items: tuple[ProtectiveMeasure, ...],
    knowledge: KnowledgeBase,
    suspect: str,
    victim: str,
    on: Interval | None,
) -> Iterator[Evidence]:
    for item in items:
        if item.child == victim:
            label = knowledge.vocabulary.measure_kinds[item.kind].label
            if on is None or covers(item.start, item.end, on):
                text = f"Over {victim} geldt een {label}."
                yield Evidence(PROTECTED, YES, text, source=item.source, basis=label)
            yield from _known(item.known_to, suspect, "bekend_met_maatregel", victim, label, on)


def _relations(case: Case, knowledge: KnowledgeBase, suspect: str, victim: str) -> Iterator[Evidence]:
    between = [r for r in case.relations if (r.person, r.other) == (suspect, victim)]
    kinds = [(r, knowledge.vocabulary.relation_kinds[r.kind]) for r in between]
    for item, kind in kinds:
        if kind.fact:
            text = f"{suspect} is {kind.label} van {victim}."
            yield Evidence(kind.fact, YES, text, source=item.source, basis="relatie in de zaak")
    if between and PARENT not in {kind.fact for _, kind in kinds}:
        text = f"{suspect} is {statements.names(kind.label for _, kind in kinds)} van {victim}, geen ouder."
        yield Evidence(PARENT, NO, text, source=between[0].source, basis="relatie in de zaak")


def structure(
    case: Case, knowledge: KnowledgeBase, suspect: str, victim: str, on: Interval | None
) -> tuple[Evidence, ...]:
    """What persons, relations, decisions and measures say about this suspect and victim."""
    return (
        Evidence(PRESENT, YES, f"{victim} is een ander dan {suspect}.", basis="personen in de zaak"),
        *measures.minor_statement(case.person(victim)),
        *measures.statements(knowledge.rulebook.measures, case, suspect, victim, on),
        *_relations(case, knowledge, suspect, victim),
        *_decisions(case.decisions, knowledge, case, suspect, victim, on),
        *_measures(case.measures, knowledge, suspect, victim, on),
    )


def _stated(group: Group, knowledge: KnowledgeBase, case: Case, suspect: str, victim: str) -> tuple[Evidence, ...]:
    kinds = knowledge.vocabulary.fact_types
    said = tuple(statements.evidence(i, case, kinds[i.fact.type_id], suspect, victim) for i in group.facts)
    return said + tuple(statements.retractions(said, (i.fact for i in group.facts), case))


def _groups(rule: Rule, facts: tuple[Attributed, ...], case: Case, knowledge: KnowledgeBase) -> tuple[Group, ...]:
    kinds = knowledge.vocabulary.fact_types
    if "uiting" in rule.per:
        return events.by_utterance(facts, case, kinds)
    groups = events.by_event(facts, case, kinds)
    if "voorwerp" in rule.per:
        return tuple(part for group in groups for part in events.by_object(group, kinds))
    return groups


def _left_out(group: Group) -> tuple[str, ...]:
    if not group.left_out:
        return ()
    numbers = statements.names(str(i.fact.index) for i in group.left_out)
    what = f"Feit {numbers} noemt" if len(group.left_out) == 1 else f"De feiten {numbers} noemen"
    return (f"{what} geen voorval, voorwerp of uiting en telt of tellen hier niet mee: zeg waar dat bij hoort.",)


def _for_holders(
    base: Situation, group: Group, stated: tuple[Evidence, ...], case: Case, knowledge: KnowledgeBase
) -> Iterator[Situation]:
    """One situation per other holder, and one for a holder who is not known unless the holders are complete."""
    words, suspect, child = knowledge.vocabulary, base.suspect, base.victim
    complete = custody.is_complete(case, child)
    others = custody.holders(case, words, group.facts, suspect, child, base.start.on)
    for holder in others:
        start = custody.start_for(case, group.facts, holder, suspect, child, base.start)
        own = custody.for_holder(case, words, group.facts, holder, suspect, child, start)
        general = _about_holder(stated, group, holder)
        evidence = (*general, *own, *structure(case, knowledge, suspect, child, start.on))
        yield replace(
            base,
            holder=holder,
            evidence=evidence,
            start=start,
            remarks=(*base.remarks, *_custody_remarks(case, knowledge, base, group, start)),
        )
    if complete and others:
        return
    unknown = tuple(e for e in _about_holder(stated, group, "") if complete or not _says_nobody(e))
    extra = custody.nobody_else(case, suspect, child) if complete else ()
    start = base.start
    for holder in dict.fromkeys(c.holder for c in case.consents if c.child == child) if not others else ():
        start = custody.start_for(case, group.facts, holder, suspect, child, start)
    evidence = (*unknown, *extra, *structure(case, knowledge, suspect, child, start.on))
    yield replace(
        base,
        evidence=evidence,
        start=start,
        remarks=(*base.remarks, *_custody_remarks(case, knowledge, base, group, start)),
    )


def _says_nobody(item: Evidence) -> bool:
    return item.name in custody.OTHER.values() and item.value == NO


def _about_holder(stated: tuple[Evidence, ...], group: Group, holder: str) -> tuple[Evidence, ...]:
    """The statements without those about another holder; statements that name no holder are about each."""
    elsewhere = {i.fact.index for i in group.facts if i.fact.by_given and i.fact.by and holder not in i.fact.by}
    held = {custody.CONSENT, *custody.OBTAINED.values(), *custody.NOT_FREE}
    kept = tuple(e for e in stated if e.name not in held or e.fact not in elsewhere)
    return kept if not holder else tuple(e for e in kept if e.name not in custody.OTHER.values())


def _custody_remarks(
    case: Case, knowledge: KnowledgeBase, base: Situation, group: Group, start: Start
) -> tuple[str, ...]:
    words, suspect, child = knowledge.vocabulary, base.suspect, base.victim
    found = custody.later_tenures(case, words, suspect, child, start.on)
    joint = custody.joint_holders(case, words, group.facts, suspect, child)
    if joint:
        found += (
            f"{joint} heeft zelf gezag of opzicht over {child} en doet mee; dat is geen gezag van een ander. "
            "Vraag of er een ondertoezichtstelling, voogdij of pleegplaatsing is, en of de ander is misleid of "
            "gedwongen.",
        )
    return found


def build(rule: Rule, case: Case, knowledge: KnowledgeBase, suspect: str, victim: str) -> Iterator[Situation]:
    """Every situation in which an offence variant is assessed for a suspect and a victim."""
    facts = statements.for_pair(case, knowledge.vocabulary.fact_types, suspect, victim)
    core = core_facts(rule, knowledge)
    for group in _groups(rule, facts, case, knowledge):
        start = conduct_start(group.facts, core, knowledge)
        stated = _stated(group, knowledge, case, suspect, victim)
        base = Situation(
            suspect,
            victim,
            "",
            group.event,
            group.object,
            (),
            start,
            conduct_end(group.facts, core, case),
            _left_out(group),
        )
        if "houder" in rule.per:
            yield from _for_holders(base, group, stated, case, knowledge)
        else:
            yield replace(base, evidence=(*stated, *structure(case, knowledge, suspect, victim, start.on)))


def with_evidence(situation: Situation, extra: tuple[Evidence, ...]) -> Situation:
    """The same situation with statements from elsewhere added."""
    return replace(situation, evidence=(*situation.evidence, *extra)) if extra else situation
