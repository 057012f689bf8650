"""The first questions after those of safety: what was reported, and what each suspect is to each victim.

Both are answered by choosing from numbered options, which come from the ontology alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from legalkb.case import Case
from legalkb.compilation import NO, YES
from legalkb.fields import UNKNOWN
from legalkb.findings import Wanted
from legalkb.interview import notes, safety
from legalkb.interview.answers import Given, Unfit, particulars
from legalkb.knowledge import KnowledgeBase
from legalkb.near_names import nearest
from legalkb.relevance.items import Item
from legalkb.vocabulary import FactType

__all__ = ["Choosing", "Option", "goods", "read", "reported", "waiting"]

REPORTED = "gemeld"
RELATION = "relatie"
MOST = 12
ABOUT = ("gedraging", "slachtoffer")
NONE = ("geen", "nee", "n")
MANY_ASKED = "Wat is er gemeld? Noem de nummers, of de naam van een feit dat er niet bij staat."
Option = tuple[str, str]  # an id and its label


@dataclass(frozen=True, slots=True)
class Choosing(Item):
    """A question that is answered with options; ``many``: more than one may be chosen, and any other fact type."""

    options: tuple[Option, ...] = ()
    many: bool = False


def waiting(
    text: str, case: Case, knowledge: KnowledgeBase, pair: tuple[str, str], told: Collection[str]
) -> Choosing | None:
    """The opening question that is to be asked now; None when there is none. ``pair`` is the first suspect and
    victim, ``told`` the keys and names that were asked already, ``text`` the case file with the notes in it."""
    noted = notes.read(text)
    kinds = knowledge.vocabulary.fact_types
    urgent = safety.names(knowledge)
    conduct = any(kinds[f.type_id].subject == "gedraging" and f.type_id not in urgent for f in case.facts)
    if pair[0] and not conduct and not {REPORTED} & {*told, *noted}:
        options = reported(knowledge, {*told, *urgent, *(f.type_id for f in case.facts)})
        if options:
            wanted = Wanted(REPORTED, YES, MANY_ASKED)
            return Choosing(REPORTED, wanted, "", (), (), *pair, options=options, many=True)
    for suspect, victim in _unrelated(case, knowledge):
        key = f"{RELATION} {suspect} {victim}"
        if key not in noted and key not in told:
            asked = f"Wat is {suspect} van {victim}? Noem het nummer of het woord. Is het niet zeker: onbekend."
            labels = sorted(((k.id, k.label) for k in knowledge.vocabulary.relation_kinds.values()), key=lambda o: o[1])
            return Choosing(key, Wanted(key, YES, asked), "", (), (), suspect, victim, options=tuple(labels))
    return None


def reported(knowledge: KnowledgeBase, known: Collection[str]) -> tuple[Option, ...]:
    """The facts that most scenarios have in common and that are not ``known``: at most twelve, ordered by subject.
    Where more are as typical, conduct goes first, then what belongs to a subject that is not on the list yet."""
    words = knowledge.vocabulary
    times = Counter(f for s in words.scenarios if not s.counter for f in dict.fromkeys(s.facts))
    left = [words.fact_types[f] for f in sorted(times) if f not in known and _may_be_told(words.fact_types.get(f))]
    chosen: list[FactType] = []
    while left and len(chosen) < MOST:
        groups = Counter(k.group for k in chosen)
        best = min(left, key=lambda k: (-times[k.id], ABOUT.index(k.subject), groups[k.group], _order(k, knowledge)))
        left.remove(best)
        chosen.append(best)
    return tuple((k.id, k.label) for k in sorted(chosen, key=lambda k: (_order(k, knowledge), k.label)))


def _may_be_told(kind: FactType | None) -> bool:
    return kind is not None and not kind.derived and kind.subject in ABOUT


def _order(kind: FactType, knowledge: KnowledgeBase) -> int:
    groups = knowledge.vocabulary.groups
    return groups[kind.group].order if kind.group in groups else len(groups)


def goods(knowledge: KnowledgeBase) -> frozenset[str]:
    """The kinds of goods that fact types are about, as one types them: what such a word names is no source."""
    return frozenset(_plain(k.object) for k in knowledge.vocabulary.fact_types.values() if k.object)


def _unrelated(case: Case, knowledge: KnowledgeBase) -> list[tuple[str, str]]:
    """The suspects and victims of whom the case does not say what they are to each other."""
    said = {frozenset((r.person, r.other)) for r in case.relations}
    states = {k.fact for k in knowledge.vocabulary.relation_kinds.values() if k.fact}
    said |= {frozenset((b, a)) for f in case.facts if f.type_id in states for b in f.by for a in f.against}
    pairs = [(s.id, v.id) for s in case.suspects for v in case.victims if s.id != v.id]
    return [p for p in pairs if frozenset(p) not in said]


def read(text: str, item: Choosing, persons: Collection[str], knowledge: KnowledgeBase) -> Given:
    """An answer: numbers or names with particulars behind them, ``geen`` or ``onbekend``."""
    parts = [p.strip() for p in re.split(r"[;,]", text)]
    if parts[0].casefold() in NONE:
        return Given(NO)
    if parts[0] and UNKNOWN.startswith(parts[0].casefold()) and len(parts[0]) > 1:
        return Given(UNKNOWN)
    chosen: list[str] = []
    used = 0
    while used < len(parts) and (found := _options(parts[used], item, knowledge)):
        chosen += found
        used += 1
    if not chosen:
        raise Unfit(_remedy(parts[0], item, knowledge))
    ids = tuple(dict.fromkeys(chosen))
    if not item.many and len(ids) > 1:
        raise Unfit("Kies er hier één.")
    return Given(YES, particulars(parts[used:], persons, (), goods(knowledge)), ids)


def _options(part: str, item: Choosing, knowledge: KnowledgeBase) -> list[str]:
    """What a part of the line chooses; nothing when it is no choice."""
    names = _names(item, knowledge)
    if found := names.get(_plain(part)):
        return [found]
    words = [w for w in part.split() if w.casefold() != "en"]
    if not words or not all(re.fullmatch(r"\d{1,2}\.?", w) or _plain(w) in names for w in words):
        return []
    return [names[_plain(w)] if _plain(w) in names else _numbered(int(w.rstrip(".")), item.options) for w in words]


def _numbered(number: int, options: Sequence[Option]) -> str:
    if not 1 <= number <= len(options):
        raise Unfit(f"De nummers gaan van 1 tot en met {len(options)}.")
    return options[number - 1][0]


def _plain(word: str) -> str:
    return word.casefold().replace("_", " ").replace("-", " ")


def _names(item: Choosing, knowledge: KnowledgeBase) -> dict[str, str]:
    """What may be typed for an option, and what it stands for; where many may be chosen, any fact that may be told."""
    options = list(item.options)
    if item.many:
        options += [(k.id, k.label) for k in knowledge.vocabulary.fact_types.values() if _may_be_told(k)]
    return {_plain(word): id for id, label in reversed(options) for word in (id, label)}


def _remedy(word: str, item: Choosing, knowledge: KnowledgeBase) -> str:
    near = nearest(_plain(word), _names(item, knowledge))
    what = "de nummers (1 4 7), de naam van een feit, geen" if item.many else "een nummer of een woord uit de lijst"
    return f"Dat past niet bij deze vraag. {near + ' ' if near else ''}Typ {what}, onbekend of overslaan."
