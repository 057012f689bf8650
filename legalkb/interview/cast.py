"""Who plays a part: keeps the meaning of a case file when an answer brings in a person."""

from __future__ import annotations

from legalkb.case import Case, Fact, Judgement
from legalkb.interview.answers import Particulars
from legalkb.interview.case_text import put
from legalkb.relevance.items import Item

__all__ = ["completed"]

COUNTED = ("verdachte", "slachtoffer")


def completed(text: str, case: Case, item: Item, extra: Particulars) -> str:
    """The text in which every person whom an answer is about has an entry.

    Where a second suspect or victim comes in, what the file leaves to "the only one" is written out first: otherwise
    it would be about nobody from then on.
    """
    named = {item.suspect, item.victim, item.holder, *extra.persons}
    new = [(id, role) for id, role in extra.roles if case.person(id) is None]
    if any(role in COUNTED for _, role in new):
        text, named = _written_out(text, case), named | {p.id for p in case.persons}
    for person in case.persons:
        if person.implicit and person.id in named:
            text = put(text, ("personen", person.id), {"rol": person.roles[0]})
    for id, role in new:
        text = put(text, ("personen", id), {"rol": role})
    return text


def _written_out(text: str, case: Case) -> str:
    for fact in case.facts:
        for key, ids in _left_out(fact):
            text = put(text, ("feiten", fact.index - 1, key), ids[0] if len(ids) == 1 else list(ids))
    for place, judgement in enumerate(case.judgements):
        for key, id in _of(judgement):
            text = put(text, ("oordelen", place, key), id)
    return text


def _left_out(fact: Fact) -> list[tuple[str, tuple[str, ...]]]:
    found = []
    if fact.by and not fact.by_given:
        found.append(("door", fact.by))
    if fact.against and not fact.against_given:
        found.append(("tegen", fact.against))
    if fact.about and not fact.about_given:
        found.append(("over", fact.about))
    return found


def _of(judgement: Judgement) -> list[tuple[str, str]]:
    return [(k, v) for k, v in (("verdachte", judgement.suspect), ("slachtoffer", judgement.victim)) if v]
