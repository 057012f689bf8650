"""Which facts of a case an answer about a date, a country, an event or an object belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from legalkb.case import Case, Fact
from legalkb.compilation import YES
from legalkb.events import CHAINED
from legalkb.findings import Assessment, Evidence, OffenceFinding, Wanted
from legalkb.knowledge import KnowledgeBase
from legalkb.relevance.items import Item

__all__ = ["context", "of_country", "of_date"]

FIELDS = {"plaats_handeling": "place_act", "plaats_gevolg": "place_result"}


def _findings(item: Item, assessment: Assessment) -> Iterator[OffenceFinding]:
    """The findings that a question is about."""
    rules = {d.rule for d in item.decides}
    for finding in assessment.findings:
        if finding.rule in rules and (finding.suspect, finding.victim) == (item.suspect, item.victim):
            yield finding


def _core(finding: OffenceFinding) -> Iterator[Evidence]:
    for element in finding.elements:
        if element.id == finding.core:
            yield from (*element.support, *element.partial)
            yield from (e for i in element.indications_for for e in i.evidence)


def _dated(fact: Fact) -> bool:
    return fact.period is not None and fact.period.start is not None


def _precise(fact: Fact) -> bool:
    return fact.period is not None and fact.period.start is not None and fact.period.start.exact


def of_date(item: Item, case: Case, assessment: Assessment) -> int:
    """The number of the fact with which the conduct began: the first without a date, else the first without a day.
    0 when there is none."""
    numbers = {e.fact for f in _findings(item, assessment) for e in _core(f) if e.value == YES and e.fact}
    facts = [f for f in case.facts if f.index in numbers]
    dated = [f for f in facts if _dated(f)]
    loose = [f for f in dated if not _precise(f)] if dated else facts
    return loose[0].index if loose else 0


def of_country(item: Item, case: Case, knowledge: KnowledgeBase) -> tuple[int, ...]:
    """The numbers of the acts without a country that a question names."""
    kinds, field = knowledge.vocabulary.fact_types, FIELDS[item.wanted.name]
    labels = item.wanted.question.partition("Het gaat om: ")[2].rstrip(".").split("; ")
    return tuple(
        f.index
        for f in case.facts
        if kinds[f.type_id].subject == "gedraging"
        and kinds[f.type_id].label in labels
        and f.value == YES
        and not getattr(f, field)
        and item.victim in f.against
    )


def _asks(finding: OffenceFinding, name: str) -> bool:
    wanted: list[Wanted] = [w for e in finding.elements for ws in e.missing for w in ws]
    wanted += [c.wanted for e in finding.elements for c in e.counter_questions]
    return any(w.name == name for w in wanted)


def context(item: Item, case: Case, assessment: Assessment, knowledge: KnowledgeBase) -> tuple[str, str]:
    """The event and the object that an answer is about, where the findings that ask for it leave no choice."""
    kind = knowledge.vocabulary.fact_types[item.wanted.name]
    about = list(_findings(item, assessment))
    asking = [f for f in about if _asks(f, item.wanted.name)] or about
    events, objects = {f.event.split(CHAINED)[0] for f in asking}, {f.object for f in asking}
    known = {f.event for f in case.facts if f.event}, {f.object for f in case.facts if f.object}
    event = events.pop() if len(events) == 1 and kind.subject == "gedraging" else ""
    object = objects.pop() if len(objects) == 1 and kind.object else ""
    return (event if event in known[0] else ""), (object if object in known[1] else "")
