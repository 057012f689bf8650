"""What a fact can do: whether it may be assumed at all, whether any rule looks at it, and why it changed nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from legalkb.comparison.changes import ADDED, KEPT, Applied, Done, Setting
from legalkb.comparison.model import Difference
from legalkb.compilation import OPPOSITE
from legalkb.errors import Problem
from legalkb.fields import UNKNOWN
from legalkb.knowledge import KnowledgeBase
from legalkb.rulebook import Alternative, Element

COMPARE = "Zet dat in een kopie van het zaakbestand en gebruik 'legalkb vergelijk A B'."


def problems(settings: Iterable[Setting], knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Names that may not be assumed, since they follow from something else, with what to change in the case file."""
    for setting in settings:
        remedy = elsewhere(setting.name, knowledge)
        if remedy:
            yield Problem(f"--feit {setting.text}", "dit is geen los feit maar volgt uit de zaak", setting.name, remedy)


def elsewhere(name: str, knowledge: KnowledgeBase) -> str:
    """What to change in the case file for a name that follows from it; empty for a fact and for an unknown name."""
    measure = next((m for m in knowledge.rulebook.measures if m.id == name), None)
    if measure is not None:
        where = "'geboren' of 'leeftijd' onder 'personen'" if measure.kind == "leeftijd" else "'op', 'van' of 'tot'"
        return f"Wijzig {where}. {COMPARE}"
    concept = knowledge.rulebook.concepts.get(name)
    if concept is not None:
        facts = _facts(concept.alternatives, knowledge)
        return f"Neem een feit aan waaruit het volgt, zoals {' of '.join(facts[:3])}." if facts else COMPARE
    kind = knowledge.vocabulary.fact_types.get(name)
    if kind is None or not kind.derived:
        return ""
    return f"Wijzig {_section(name, knowledge)}. {COMPARE}"


def _facts(alternatives: Iterable[Alternative], knowledge: KnowledgeBase) -> tuple[str, ...]:
    kinds = knowledge.vocabulary.fact_types
    names = (x.name for a in alternatives for x in a.literals)
    return tuple(dict.fromkeys(n for n in names if n in kinds and not kinds[n].derived))


def _section(name: str, knowledge: KnowledgeBase) -> str:
    """The part of the case file from which a fact follows."""
    words = knowledge.vocabulary
    for key, kinds in (("relaties", words.relation_kinds), ("beslissingen", words.decision_kinds)):
        found = next((k.id for k in kinds.values() if k.fact == name), "")
        if found:
            return f"'{key}' (soort: {found})"
    return "'relaties', 'gezag', 'maatregelen', 'beslissingen' of 'toestemmingen'"


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
    """For each assumption that changes nothing: why, as far as that is known (Dutch)."""
    known = used(knowledge)
    found = (_remark(done, applied, difference, known) for done in applied.done)
    return tuple(dict.fromkeys(filter(None, found)))


def _remark(done: Done, applied: Applied, difference: Difference, known: frozenset[str]) -> str:
    name, value = done.setting.name, done.setting.value
    if done.what == KEPT:
        return f"{name} is al {value} in de zaak; dat aannemen verandert niets."
    if value == UNKNOWN and done.what == ADDED:
        return f"{name} op onbekend zetten is hetzelfde als het weglaten; dat verandert niets."
    if not difference.findings and name not in known:
        return f"{name} wordt bij geen van de zeven bepalingen gebruikt."
    opposite = OPPOSITE.get(value)
    others = [f for f in applied.case.facts if f.type_id == name and f.value == opposite]
    if others:
        return f"In de zaak staat ook dat {name} {opposite} is; de bronnen spreken elkaar dan tegen."
    return ""
