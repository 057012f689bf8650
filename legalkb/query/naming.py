"""The facts that a user means with the words of a pattern: a name, or a word that only one fact type goes by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from legalkb.inference import Atom
from legalkb.knowledge import KnowledgeBase
from legalkb.near_names import meant_fact
from legalkb.node import shown
from legalkb.rulebook import Alternative

__all__ = ["NamingError", "named"]

MOST_FACTS, MOST_NAMED, SHORTEST, VALUES = 50, 6, 4, ("ja", "nee")


class NamingError(Exception):
    """Words of a pattern that are no facts: one Dutch sentence for each."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        """Keep the sentences."""
        self.texts = texts
        super().__init__(texts)


def named(words: Iterable[str], knowledge: KnowledgeBase) -> tuple[tuple[Atom, ...], tuple[str, ...]]:
    """The facts that the words (``NAAM`` or ``NAAM=nee``) stand for, once each, and how a word was read where that is
    not plain. Raises a :class:`NamingError` with everything that is wrong."""
    found: dict[Atom, None] = {}
    notes: list[str] = []
    wrong: list[str] = []
    for word in words:
        name, sign, value = word.partition("=")
        value = value.strip().casefold() if sign else "ja"
        ids = _meant(name, knowledge)
        if len(ids) != 1:
            wrong.append(_unknown(name, ids, knowledge))
        elif value not in VALUES:
            text = "onbekend is hetzelfde als weglaten" if value == "onbekend" else "mogelijk zijn ja en nee"
            wrong.append(f"Ongeldige waarde bij {ids[0]}: {shown(value) or '(leeg)'}; {text}.")
        else:
            found[Atom(ids[0], value)] = None
            if ids[0] != name.strip().casefold():
                notes.append(f"‘{shown(name)}’ is gelezen als {ids[0]}.")
    if len(found) > MOST_FACTS:
        wrong.append(f"Een patroon heeft ten hoogste {MOST_FACTS} feiten; dit zijn er {len(found)}.")
    if wrong:
        raise NamingError(tuple(dict.fromkeys(wrong)))
    return tuple(found), tuple(dict.fromkeys(notes))


def _form(text: str) -> str:
    return re.sub(r"[\W_]+", "_", text[:200].casefold()).strip("_")


def _meant(name: str, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """The fact types with that id, or else with that label or hidden label."""
    kinds, form = knowledge.vocabulary.fact_types, _form(name)
    if form in kinds:
        return (form,)
    return tuple(k.id for k in kinds.values() if form and form in map(_form, (k.label, *k.hidden_labels)))


def _unknown(name: str, ids: tuple[str, ...], knowledge: KnowledgeBase) -> str:
    form, kinds = _form(name), knowledge.vocabulary.fact_types
    if ids:
        return f"{shown(name)} kan meer dan één feit zijn: {_listed(ids)}."
    measures = {m.id for m in knowledge.rulebook.measures}
    if form in knowledge.rulebook.concepts or form in measures:
        leaves = tuple(dict.fromkeys(_leaves(form, knowledge)))
        hint = f" Noem een feit waaruit het volgt, zoals {_listed(leaves)}." if leaves else " Noem een feit."
        return f"{form} is geen feit, maar volgt uit feiten en datums.{hint}"
    about = _about(form, knowledge)
    if about:
        return f"Onbekend feit: {shown(name)}. Bedoelde u {_listed(about)}?"
    meant = meant_fact(form, kinds)
    silent = "" if meant.startswith("Bedoelde") else "Geen naam, label of vraag van een feit noemt dit. "
    return f"Onbekend feit: {shown(name)}. {silent}{meant}"


def _about(form: str, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """The fact types that all words of a form are about: first those with the words in a name or label, hidden ones
    included, then those with them in the question too."""
    words = [w for w in form.split("_") if len(w) >= SHORTEST]
    if not words:
        return ()

    def having(*texts: str) -> bool:
        text = " ".join(map(_form, texts))
        return all(w in text for w in words)

    kinds = knowledge.vocabulary.fact_types.values()
    called = [k.id for k in kinds if having(k.id, k.label, k.label_en, *k.hidden_labels)]
    asked = [k.id for k in kinds if having(k.id, k.label, k.label_en, *k.hidden_labels, k.question)]
    return tuple(dict.fromkeys((*called, *asked)))


def _listed(names: tuple[str, ...]) -> str:
    few = names[:MOST_NAMED]
    if len(names) > MOST_NAMED:
        return f"{', '.join(few)} of een van {len(names) - MOST_NAMED} andere"
    return ", ".join(few[:-1]) + (" of " if len(few) > 1 else "") + few[-1]


def _leaves(name: str, knowledge: KnowledgeBase, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """The fact types from which a concept follows; for a measure those from which the concepts that use it follow."""
    concepts, kinds = knowledge.rulebook.concepts, knowledge.vocabulary.fact_types
    if name in seen:
        return
    own = [concepts[name]] if name in concepts else [c for c in concepts.values() if name in {m.id for m in c.measures}]
    ways: list[Alternative] = [way for concept in own for way in concept.alternatives]
    for literal in (x for way in ways for x in way.literals if x.value == "ja"):
        if literal.name in kinds:
            yield literal.name
        elif literal.name in concepts:
            yield from _leaves(literal.name, knowledge, seen | {name})
