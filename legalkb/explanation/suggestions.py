"""What would have to be otherwise in a case, in words and applied to the case, so that it can be assessed again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from legalkb import orientation
from legalkb.case import Case, Fact
from legalkb.compilation import NO, OPPOSITE, YES
from legalkb.dates import Interval, Period
from legalkb.events import CHAINED
from legalkb.explanation.tree import ADDED, AGED, DATED, DROPPED, TURNED, UNREVISED, Change
from legalkb.findings import Evidence, OffenceFinding, Wanted
from legalkb.knowledge import KnowledgeBase
from legalkb.offences import DATE
from legalkb.rulebook import Measure
from legalkb.statements import day
from legalkb.vocabulary import FactType

SECTIONS = ("relations", "custody", "measures", "decisions", "consents", "holders_complete")
JUDGEMENTS = "judgements"


def added(wanted: Wanted, finding: OffenceFinding, knowledge: KnowledgeBase) -> Change:
    """That something asked for is known, as a change of the case."""
    measure = next((m for m in knowledge.rulebook.measures if m.id == wanted.name), None)
    if measure is not None and measure.kind == "leeftijd":
        return aged(measure, wanted.value, finding)
    if measure is not None or wanted.name == DATE:
        return dated(measure, wanted.value, finding, knowledge)
    return Change(ADDED, f"het antwoord ‘{wanted.value}’ was op: {wanted.question}", wanted.name, wanted.value)


def aged(measure: Measure, value: str, finding: OffenceFinding) -> Change:
    """That a person has an age for which a measure has this answer."""
    person = finding.victim if measure.of == "slachtoffer" else finding.suspect
    younger = (value == YES) == (measure.bound == "kleiner_dan")
    words = f"jonger dan {measure.value} jaar" if younger else f"{measure.value} jaar of ouder"
    years = int(measure.value) - 1 if younger else int(measure.value)
    return Change(AGED, f"{person} toen {words} was", measure.id, str(years), section=person)


def dated(measure: Measure | None, value: str, finding: OffenceFinding, knowledge: KnowledgeBase) -> Change:
    """That the conduct began on a day for which a measure has this answer, or on which the provision applied."""
    if measure is None:
        rule = knowledge.rulebook.rule(finding.rule, None)
        versions = knowledge.vocabulary.law.versions(rule.designation)
        first = rule.valid_from or next((v.valid_from for v in reversed(versions) if v.valid_from), "2020-01-01")
        on = date.fromisoformat(first)
    else:
        early = (value == YES) == (measure.bound == "voor")
        on = date.fromisoformat(measure.value) - timedelta(1 if early else 0)
    shown = day(Interval(on, on))
    return Change(DATED, f"de gedraging begon op, bijvoorbeeld, {shown}", measure.id if measure else DATE, str(on))


def dropped(item: Evidence) -> Change:
    """That a statement of the case is not there."""
    return Change(DROPPED, f"niet was gesteld: ‘{item.sentence}’", item.name, item.value, item.fact, source=item.source)


def turned(change: Change) -> Change:
    """That the opposite was stated, in the place of a statement that is not there."""
    said = change.text.removeprefix("niet was gesteld: ")
    return replace(change, kind=TURNED, text=f"het tegendeel was gesteld van: {said}", value=OPPOSITE[change.value])


def contradicted(change: Change) -> Change:
    """Instead of a statement that is not there or is the opposite: that it stays and another source contradicts it."""
    value = OPPOSITE[change.value] if change.kind == DROPPED else change.value
    return Change(ADDED, change.text, change.name, value)


def unrevised(case: Case, item: Evidence) -> tuple[Change, ...]:
    """That the source of a fact was not revised, for each source that revises it."""
    fact = next((f for f in case.facts if f.index == item.fact), None)
    found = [s for s in case.sources if fact is not None and s.revises and s.revises == fact.source_id]
    return tuple(Change(UNREVISED, f"bron {s.revises} niet was herzien (in {s.id})", source=s.id) for s in found)


def unsaid(case: Case, section: str, position: int, knowledge: KnowledgeBase) -> Change:
    """That an entry of the structure of the case (``SECTIONS``) is not there."""
    only: dict[str, Any] = {section: (getattr(case, section)[position],)}
    alone = replace(Case(sources=case.sources), **only)
    said = " ".join(orientation.structure_lines(alone, knowledge.vocabulary))
    return Change(DROPPED, f"niet was opgegeven: ‘{said}’", section=section, position=position)


def unjudged(case: Case, position: int) -> Change:
    """That a person's judgement on an open norm is not there."""
    entry = case.judgements[position]
    said = f"het oordeel van {entry.by} er niet was ({entry.element.replace('_', ' ')}: {entry.verdict})"
    return Change(DROPPED, said.replace("niet_vervuld", "niet vervuld"), section=JUDGEMENTS, position=position)


def _fact(change: Change, case: Case, finding: OffenceFinding, kind: FactType) -> Fact:
    """The fact that is added: about the persons of the finding, in its event and about its object."""
    suspect, victim = (finding.suspect,), (finding.victim,)
    event = finding.event.split(CHAINED)[0] if kind.subject == "gedraging" and not kind.cooperation else ""
    index = max((f.index for f in case.facts), default=0) + 1
    fact = Fact(index, 0, change.name, change.value, event=event)
    if kind.object and any(f.object == finding.object for f in case.facts):
        fact = replace(fact, object=finding.object)
    if kind.utterance:
        fact = replace(fact, period=_when_said(case, finding))
    if kind.subject in ("gedraging", "relatie"):
        return replace(fact, by=suspect, by_given=True, by_unknown=bool(kind.cooperation), against=victim,
                       against_given=True)  # fmt: skip
    if kind.subject == "houder":
        holder = (finding.holder,) if finding.holder else ()
        return replace(fact, by=holder, by_given=bool(holder), about=victim, about_given=True)
    about = {"slachtoffer": victim, "verdachte": suspect}.get(kind.subject, ())
    return replace(fact, about=about, about_given=bool(about))


def _when_said(case: Case, finding: OffenceFinding) -> Period | None:
    """The day of the utterance that a finding is about, when it is dated."""
    for fact in case.facts:
        if fact.period is not None and fact.period.start is not None and str(fact.period.start) == finding.conduct:
            return fact.period
    return None


def _on_day(case: Case, change: Change, finding: OffenceFinding, knowledge: KnowledgeBase) -> Case:
    """The case with every act of the finding on one day, still going on where it was."""
    kinds, events = knowledge.vocabulary.fact_types, finding.event.split(CHAINED)
    on = date.fromisoformat(change.value)

    def moved(fact: Fact) -> Fact:
        acts = kinds[fact.type_id].subject == "gedraging" and finding.victim in fact.against
        if not acts or fact.event not in events:
            return fact
        going_on = fact.period is not None and fact.period.ongoing
        return replace(fact, period=Period(Interval(on, on), None if going_on else Interval(on, on), going_on))

    return replace(case, facts=tuple(moved(f) for f in case.facts))


def _aged(case: Case, change: Change) -> Case:
    years = int(change.value)
    return replace(
        case,
        persons=tuple(
            replace(p, birth=None, age=(years, years), age_date=None, minor="") if p.id == change.section else p
            for p in case.persons
        ),
    )


def _without(case: Case, changes: tuple[Change, ...]) -> Case:
    """The case without the statements and entries that are not there."""
    gone = {c.fact for c in changes if c.kind == DROPPED and c.fact}
    turn = {c.fact: c.value for c in changes if c.kind == TURNED}
    facts = (replace(f, value=turn[f.index]) if f.index in turn else f for f in case.facts if f.index not in gone)
    fields: dict[str, Any] = {"facts": tuple(facts)}
    for section in (*SECTIONS, JUDGEMENTS):
        places = {c.position for c in changes if c.kind == DROPPED and c.section == section}
        fields[section] = tuple(x for n, x in enumerate(getattr(case, section)) if n not in places)
    standing = {c.source for c in changes if c.kind == UNREVISED}
    fields["sources"] = tuple(replace(s, revises="") if s.id in standing else s for s in case.sources)
    return replace(case, **fields)


def applied(case: Case, changes: Iterable[Change], finding: OffenceFinding, knowledge: KnowledgeBase) -> Case:
    """The case as it would be with these changes; the case itself stays as it is."""
    wanted = tuple(changes)
    case = _without(case, wanted)
    kinds = knowledge.vocabulary.fact_types
    for change in wanted:
        if change.kind == ADDED and change.name in kinds and change.value in (YES, NO):
            case = replace(case, facts=(*case.facts, _fact(change, case, finding, kinds[change.name])))
        elif change.kind == AGED:
            case = _aged(case, change)
    for change in wanted:
        if change.kind == DATED:
            case = _on_day(case, change, finding, knowledge)
    return case
