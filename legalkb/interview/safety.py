"""What to ask before anything else: the facts on which an urgent protective path turns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from legalkb.case import Case
from legalkb.compilation import YES
from legalkb.findings import Assessment, Wanted
from legalkb.knowledge import KnowledgeBase
from legalkb.offences import asker
from legalkb.orientation import MINOR, known_facts
from legalkb.relevance.items import Decides, Item
from legalkb.rulebook import Alternative, Rulebook
from legalkb.vocabulary import PathType

__all__ = ["NOW", "PROTECTION", "names", "questions", "urgent"]

NOW = 1
PROTECTION = "bescherming"
DAY = "peildatum"
DAY_ASKED = Wanted(DAY, YES, "Welke dag is het vandaag (peildatum)? Zo blijkt of het slachtoffer nu minderjarig is.")


def urgent(assessment: Assessment) -> frozenset[str]:
    """The protective paths that must be taken now."""
    return frozenset(p.id for p in assessment.paths if p.urgency <= NOW)


def questions(
    case: Case, knowledge: KnowledgeBase, pair: tuple[str, str], told: Collection[str] = ()
) -> tuple[Item, ...]:
    """The questions for a suspect and a victim whose answer is not known yet, 112 first. ``told`` are names that were
    asked already.

    Of an urgent path are asked the facts that more than one such path turns on, and those that no provision would
    ever ask for. A path that always applies is asked about only where it has a single trigger.
    """
    turning = _turning(knowledge)
    stated = {f.type_id for f in case.facts}
    left = [name for name in turning if name not in told and name not in stated]
    born = MINOR in turning and _born(case, pair[1])
    known = {a.name for a in known_facts(case, knowledge)} if left or born else set()
    items = [_item(n, turning[n], knowledge, pair) for n in left if n not in known and not (n == MINOR and born)]
    if born and case.reference_date is None and MINOR not in known and DAY not in told:
        items.insert(0, replace(_item(MINOR, turning[MINOR], knowledge, pair), wanted=DAY_ASKED, key=DAY, group=""))
    return tuple(items)


def names(knowledge: KnowledgeBase) -> frozenset[str]:
    """The fact types that the questions of safety are about."""
    return frozenset(_turning(knowledge))


def _turning(knowledge: KnowledgeBase) -> dict[str, list[PathType]]:
    """The fact types to ask about, in the order of asking, each with the urgent paths that turn on it."""
    paths = _paths(knowledge)
    shared = Counter(name for p in paths for name in (*p.triggers, *p.also))
    asked = _asked_by_provisions(knowledge.rulebook)
    turning: dict[str, list[PathType]] = {}
    for path in paths:
        for name in (*path.triggers, *path.also):
            alone = name not in asked and not (path.always and len(path.triggers) > 1)
            if alone or shared[name] > 1:
                turning.setdefault(name, []).append(path)
    # what leads to acute help in one step goes first, then what several paths turn on
    order = sorted(
        turning, key=lambda name: (not any(p.always and len(p.triggers) == 1 for p in turning[name]), -shared[name])
    )
    return {name: turning[name] for name in order}


def _born(case: Case, victim: str) -> bool:
    """Whether the birth of the victim is known: then the day on which the case is looked at tells who is a minor."""
    person = case.person(victim)
    return person is not None and person.birth is not None


def _paths(knowledge: KnowledgeBase) -> list[PathType]:
    """The urgent paths: those that turn on one fact first, as they are the quickest to settle."""
    found = [p for p in knowledge.vocabulary.paths.values() if p.path.urgency <= NOW]
    return sorted(found, key=lambda p: (len((*p.triggers, *p.also)), p.path.id))


def _item(name: str, paths: list[PathType], knowledge: KnowledgeBase, pair: tuple[str, str]) -> Item:
    wanted: Wanted = asker(knowledge, *pair)(name, YES)
    decides = tuple(Decides("", "", "", p.path.label, PROTECTION) for p in paths)
    sources = tuple(dict.fromkeys(s for p in paths for s in p.path.sources))
    key = "|".join((PROTECTION, name, *pair))
    return Item(key, wanted, knowledge.vocabulary.fact_types[name].group, decides, sources, *pair, "")


def _asked_by_provisions(book: Rulebook) -> frozenset[str]:
    """Every name that stands in a condition of an offence or concept."""
    found: set[str] = set()

    def add(alternatives: tuple[Alternative, ...]) -> None:
        found.update(x.name for a in alternatives for x in a.literals)

    for element in (e for rule in book.rules for e in rule.elements):
        add(element.alternatives)
        add(element.exceptions)
        if element.open_norm is not None:
            add(element.open_norm.indications_for)
            add(element.open_norm.indications_against)
            found.update(c.fact for c in element.open_norm.counter_questions)
    for concept in book.concepts.values():
        add(concept.alternatives)
        add(concept.exceptions)
    return frozenset(found)
