"""How far a fact reaches: whether any rule looks at it, and why assuming it changed nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from legalkb.case import Fact
from legalkb.comparison.changes import ADDED, KEPT, Applied, Done
from legalkb.comparison.model import Difference
from legalkb.compilation import OPPOSITE
from legalkb.fields import UNKNOWN
from legalkb.knowledge import KnowledgeBase
from legalkb.rulebook import Element


def _names(elements: Iterable[Element]) -> Iterator[str]:
    for element in elements:
        norm = element.open_norm
        groups = [element.alternatives, element.exceptions]
        groups += [norm.indications_for, norm.indications_against] if norm else []
        yield from (x.name for group in groups for a in group for x in a.literals)
        for question in norm.counter_questions if norm else ():
            yield question.fact
            yield from (x.name for x in (*question.when, *question.moot))


def used(knowledge: KnowledgeBase) -> frozenset[str]:
    """The fact types at which an element of some offence looks, by itself or through a concept."""
    book = knowledge.rulebook
    names = {n for r in book.rules for n in _names(r.elements)}
    names |= {x.name for r in book.rules for remark in r.remarks for x in remark.when}
    todo = list(names)
    while todo:
        concept = book.concepts.get(todo.pop())
        for group in (concept.alternatives, concept.exceptions) if concept else ():
            fresh = {x.name for a in group for x in a.literals} - names
            names |= fresh
            todo += fresh
    return frozenset(names)


def remarks(applied: Applied, difference: Difference, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """For each assumption that changes nothing, or does less than one may think: why, as far as that is known."""
    known = used(knowledge)
    found = (_remark(done, applied, difference, known, knowledge) for done in applied.done)
    return tuple(dict.fromkeys(filter(None, found)))


def _remark(
    done: Done, applied: Applied, difference: Difference, known: frozenset[str], knowledge: KnowledgeBase
) -> str:
    name, value = done.setting.name, done.setting.value
    if done.what == KEPT:
        return f"{name} is al {value} in de zaak; dat aannemen verandert niets."
    if value == UNKNOWN and done.what == ADDED:
        return f"{name} op onbekend zetten is hetzelfde als het weglaten; dat verandert niets."
    counts = any(f.elements for f in difference.findings) or knowledge.vocabulary.fact_types[name].cooperation
    if name not in known and not counts:
        return f"{name} telt bij geen bestanddeel van de zeven bepalingen mee."
    if _disputed(name, applied):
        return f"In de zaak staat over dezelfde personen ook het tegendeel van {name} ({value}): het feit is betwist."
    return ""


def _disputed(name: str, applied: Applied) -> bool:
    """Whether a fact of the case says the opposite of an assumed one about some of the same persons."""
    facts = [f for f in applied.case.facts if f.type_id == name and f.value in OPPOSITE]
    assumed = [f for f in facts if f.index in applied.assumed]
    return any(
        f.value == OPPOSITE[a.value] and all(not x or not y or {*x} & {*y} for x, y in _persons(a, f))
        for a in assumed
        for f in facts
    )


def _persons(one: Fact, other: Fact) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    yield from ((one.by, other.by), (one.against, other.against), (one.about, other.about))
