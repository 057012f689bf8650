"""The situations in which an offence variant is assessed: suspect, victim, and where needed holder, event, object.

Each situation holds the statements that may be read together, and the day on which the conduct begins: age, gezag
and version of the law are tested on that day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from legalkb import conduct, consent, custody, events, measures, statements
from legalkb.case import Case, Decision, KnownTo
from legalkb.case import Measure as ProtectiveMeasure
from legalkb.compilation import NO, PRESENT, YES
from legalkb.conduct import Core, Start
from legalkb.dates import Interval, covers, is_on_or_after
from legalkb.events import Group
from legalkb.findings import Evidence
from legalkb.knowledge import KnowledgeBase
from legalkb.rulebook import Rule
from legalkb.statements import Attributed, day

PARENT = "is_ouder"
PROTECTED = "onder_kinderbeschermingsmaatregel"
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Situation:
    """What is read together for one offence variant. ``last`` is the last known day of the conduct, ``goes_on`` tells
    that it went on after that, until nobody knows when."""

    suspect: str
    victim: str
    holder: str
    event: str
    object: str
    evidence: tuple[Evidence, ...]
    start: Start
    last: date | None
    remarks: tuple[str, ...]
    goes_on: bool = False


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
        in_force = True if on is None else covers(item.start, item.end, on)
        if item.child != victim or in_force is False:
            continue
        kind = knowledge.vocabulary.decision_kinds[item.kind]
        if kind.fact and in_force:
            since = f" van {day(item.start)}" if item.start else ""
            said = Evidence(kind.fact, YES, f"Er is een {kind.label}{since} over {victim}.", basis=kind.label)
            yield _from_source(said, item.source, case, suspect)
        yield from _known(item.known_to, suspect, "bekend_met_beslissing", victim, kind.label, on)


def _measures(
    items: tuple[ProtectiveMeasure, ...],
    knowledge: KnowledgeBase,
    case: Case,
    suspect: str,
    victim: str,
    on: Interval | None,
) -> Iterator[Evidence]:
    for item in items:
        in_force = True if on is None else covers(item.start, item.end, on)
        if item.child != victim or in_force is False:
            continue
        label = knowledge.vocabulary.measure_kinds[item.kind].label
        if in_force:
            said = Evidence(PROTECTED, YES, f"Over {victim} geldt een {label}.", basis=label)
            yield _from_source(said, item.source, case, suspect)
        yield from _known(item.known_to, suspect, "bekend_met_maatregel", victim, label, on)


def _from_source(said: Evidence, id: str, case: Case, suspect: str) -> Evidence:
    """A statement from the structure of the case with the source that the case gives for it."""
    source = case.source(id)
    alone = bool(source and source.person == suspect)
    return replace(said, source=statements.source_text(source, id), suspect_only=alone)


def _relations(case: Case, knowledge: KnowledgeBase, suspect: str, victim: str) -> Iterator[Evidence]:
    between = [r for r in case.relations if (r.person, r.other) == (suspect, victim)]
    kinds = [(r, knowledge.vocabulary.relation_kinds[r.kind]) for r in between]
    for item, kind in kinds:
        if kind.fact:
            said = Evidence(kind.fact, YES, f"{suspect} is {kind.label} van {victim}.", basis="relatie in de zaak")
            yield _from_source(said, item.source, case, suspect)
    if between and PARENT not in {kind.fact for _, kind in kinds}:
        text = f"{suspect} is {statements.names(kind.label for _, kind in kinds)} van {victim}, geen ouder."
        yield _from_source(Evidence(PARENT, NO, text, basis="relatie in de zaak"), between[0].source, case, suspect)


def structure(
    case: Case, knowledge: KnowledgeBase, suspect: str, victim: str, on: Interval | None, holder: str | None = None
) -> tuple[Evidence, ...]:
    """What persons, relations, decisions and measures say about this suspect and victim. Towards one holder only the
    measures count that he carries out, or of which that is not said."""
    protective = tuple(m for m in case.measures if holder is None or m.holder in ("", holder))
    return (
        Evidence(PRESENT, YES, f"{victim} is een ander dan {suspect}.", basis="personen in de zaak"),
        *measures.minor_statement(case.person(victim)),
        *measures.statements(knowledge.rulebook.measures, case, suspect, victim, on),
        *_relations(case, knowledge, suspect, victim),
        *_decisions(case.decisions, knowledge, case, suspect, victim, on),
        *_measures(protective, knowledge, case, suspect, victim, on),
    )


def stated(
    facts: tuple[Attributed, ...], told: tuple[Attributed, ...], knowledge: KnowledgeBase, case: Case, pair: Pair
) -> tuple[Evidence, ...]:
    """Facts as statements, with the retractions and denied cooperations that put them in doubt. ``told`` is everything
    stated about the pair."""
    kinds = knowledge.vocabulary.fact_types
    said = tuple(statements.evidence(i, case, kinds[i.fact.type_id], *pair) for i in facts)
    return (
        *said,
        *statements.retractions(said, (i.fact for i in told), case, pair[0]),
        *statements.doubts(zip(facts, said, strict=True), pair[0]),
    )


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
    base: Situation, group: Group, said: tuple[Evidence, ...], core: Core, case: Case, knowledge: KnowledgeBase
) -> Iterator[Situation]:
    """One situation per other holder, and one for a holder who is not known unless the holders are complete."""
    words, suspect, child = knowledge.vocabulary, base.suspect, base.victim
    acts = conduct.acts(group.facts, core)
    others = custody.others(case, words, acts, suspect, child)
    found = []
    for holder in others:

        def given(on: Interval | None, holder: str = holder) -> tuple[Evidence, ...]:
            own = custody.for_holder(case, words, holder, suspect, child, on)
            return (*own, *structure(case, knowledge, suspect, child, on, holder))

        facts = _about(group.facts, holder)
        start = conduct.conduct_start(facts, core, knowledge, given)
        start = consent.start_for(case, facts, holder, suspect, child, start)
        if custody.may_hold(case, words, holder, child, start.on):
            covered = conduct.ended_before(acts, start.on)
            kept = {i.fact.index for i in facts} - covered
            general = (e for e in said if e.fact in kept and (others == (holder,) or not _on_others(e)))
            own = given(start.on)
            if custody.takes_part(case, words.fact_types, acts, holder, suspect, child) is None:
                own += tuple(replace(e, value=NO, sentence=_joined_in(holder)) for e in own if _on_others(e))
            evidence = (*(e for e in general if not _says_nobody(e)), *own)
            found.append(replace(base, holder=holder, evidence=evidence, start=start))
    unnamed = custody.by_measure(case, words, suspect, child, base.start.on)
    if not found or unnamed or not custody.is_firmly_complete(case, suspect, child):
        found.append(_unknown_holder(base, group, said, unnamed, bool(found), case, knowledge))
    for item in found:
        yield replace(item, remarks=(*item.remarks, *_custody_remarks(case, knowledge, item, group, core)))


def _unknown_holder(
    base: Situation,
    group: Group,
    said: tuple[Evidence, ...],
    unnamed: tuple[Evidence, ...],
    known: bool,
    case: Case,
    knowledge: KnowledgeBase,
) -> Situation:
    """The situation for a holder who is not named; ``known`` tells that others are."""
    suspect, child, start = base.suspect, base.victim, base.start
    complete = custody.is_complete(case, child) and not unnamed
    kept = {i.fact.index for i in _about(group.facts, "")}
    general = (e for e in said if e.fact in kept and (complete or not _says_nobody(e)))
    extra = custody.nobody_else(case, suspect, child) if complete else unnamed
    for holder in dict.fromkeys(c.holder for c in case.consents if c.child == child) if not known else ():
        start = consent.start_for(case, group.facts, holder, suspect, child, start)
    evidence = (*general, *extra, *structure(case, knowledge, suspect, child, start.on, ""))
    return replace(base, evidence=evidence, start=start)


def _about(facts: tuple[Attributed, ...], holder: str) -> tuple[Attributed, ...]:
    """The facts without those about another holder; what names no holder is about each."""
    return tuple(i for i in facts if i.fact.type_id not in custody.OF_A_HOLDER or holder in (i.fact.by or (holder,)))


def _joined_in(holder: str) -> str:
    return f"De bronnen spreken elkaar tegen over de vraag of {holder} zelf vrij meedeed; dan is er geen ander."


def _on_others(item: Evidence) -> bool:
    return item.name in custody.OTHER.values()


def _says_nobody(item: Evidence) -> bool:
    return _on_others(item) and item.value == NO


def _custody_remarks(
    case: Case, knowledge: KnowledgeBase, item: Situation, group: Group, core: Core
) -> tuple[str, ...]:
    words, suspect, child, on = knowledge.vocabulary, item.suspect, item.victim, item.start.on
    found = custody.later_tenures(case, words, suspect, child, on) + custody.stale_completeness(case, child, on)
    joint = custody.joint_holders(case, words, conduct.acts(group.facts, core), suspect, child, on)
    if joint:
        found += (
            f"{joint} heeft zelf gezag of opzicht over {child} en doet mee; dat is hier niet gelezen als "
            "gezag van een ander (eigen lezing; een uitspraak daarover is niet gevonden). "
            "Vraag of er een ondertoezichtstelling, voogdij of pleegplaatsing is, en of de ander is misleid of "
            "gedwongen.",
        )
    return found


def _too_early(numbers: frozenset[int]) -> tuple[str, ...]:
    if not numbers:
        return ()
    what = statements.names(str(n) for n in sorted(numbers))
    return (f"Feit {what} lag vóór het begin van de gedraging en telt niet mee als gevolg daarvan.",)


def build(rule: Rule, case: Case, knowledge: KnowledgeBase, suspect: str, victim: str) -> Iterator[Situation]:
    """Every situation in which an offence variant is assessed for a suspect and a victim."""
    told = statements.for_pair(case, knowledge.vocabulary.fact_types, suspect, victim)
    core = conduct.core_of(rule, knowledge)

    def given(on: Interval | None) -> tuple[Evidence, ...]:
        return structure(case, knowledge, suspect, victim, on)

    for group in _groups(rule, told, case, knowledge):
        start = conduct.conduct_start(group.facts, core, knowledge, given)
        said = stated(group.facts, told, knowledge, case, (suspect, victim))
        last = conduct.conduct_end(group.facts, core, case)
        base = Situation(
            suspect, victim, "", group.event, group.object, (), start, last, _left_out(group),
            conduct.goes_on(group.facts, core, case),
        )  # fmt: skip
        if "houder" in rule.per:
            yield from _for_holders(base, group, said, core, case, knowledge)
        else:
            early = conduct.ended_before(conduct.results(group.facts, rule, knowledge), start.on)
            evidence = (*(e for e in said if e.fact not in early), *given(start.on))
            yield replace(base, evidence=evidence, remarks=(*base.remarks, *_too_early(early)))


def with_evidence(situation: Situation, extra: tuple[Evidence, ...]) -> Situation:
    """The same situation with statements from elsewhere added."""
    return replace(situation, evidence=(*situation.evidence, *extra)) if extra else situation
