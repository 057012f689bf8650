"""The mutation run: takes one condition out of the rules at a time and sees whether an example notices.

A condition that can be removed without any example failing is not tested by the examples: somebody could delete
it by mistake and nobody would know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

from legalkb import examples as examples_module
from legalkb import gate_examples
from legalkb.compilation import literals_of, used_concepts
from legalkb.engine import BUILTIN
from legalkb.errors import LegalkbError
from legalkb.examples import Example
from legalkb.knowledge import KnowledgeBase
from legalkb.rulebook import Alternative, Concept, CounterRule, Element, NeighbourRule, OpenNorm, Rule, Rulebook

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mutation:
    """One removal: the file and id it is in, what was removed, the rule book without it, the variants it touches."""

    file: str
    owner: str
    removed: str
    rulebook: Rulebook
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Score:
    """How many removals in a rule, concept or neighbour an example noticed, and those that none noticed."""

    owner: str
    noticed: int
    total: int
    survivors: tuple[str, ...]


def _without(items: tuple[T, ...], index: int) -> tuple[T, ...]:
    return items[:index] + items[index + 1 :]


def _replaced(items: tuple[T, ...], index: int, item: T) -> tuple[T, ...]:
    return (*items[:index], item, *items[index + 1 :])


def _named(alternative: Alternative) -> str:
    return " en ".join(x.name if x.value == "ja" else f"{x.name}: nee" for x in alternative.literals)


def _of_alternatives(
    items: tuple[Alternative, ...], what: str, keep_one: bool
) -> Iterator[tuple[str, tuple[Alternative, ...]]]:
    for index, item in enumerate(items):
        if len(items) > 1 or not keep_one:
            yield f"{what} [{_named(item)}]", _without(items, index)
        if len(item.literals) > 1:
            for place, literal in enumerate(item.literals):
                less = replace(item, literals=_without(item.literals, place))
                yield f"{literal.name} uit {what} [{_named(item)}]", _replaced(items, index, less)


def _of_counter(counter: CounterRule) -> Iterator[tuple[CounterRule, str]]:
    for place, literal in enumerate(counter.when):
        yield replace(counter, when=_without(counter.when, place)), literal.name
    for place, literal in enumerate(counter.moot):
        yield replace(counter, moot=_without(counter.moot, place)), literal.name


def _of_norm(norm: OpenNorm) -> Iterator[tuple[str, OpenNorm]]:
    for text, items in _of_alternatives(norm.indications_for, "aanwijzing voor", False):
        yield text, replace(norm, indications_for=items)
    for text, items in _of_alternatives(norm.indications_against, "aanwijzing tegen", False):
        yield text, replace(norm, indications_against=items)
    for index, counter in enumerate(norm.counter_questions):
        yield f"tegenvraag {counter.fact}", replace(norm, counter_questions=_without(norm.counter_questions, index))
        for less, name in _of_counter(counter):
            changed = replace(norm, counter_questions=_replaced(norm.counter_questions, index, less))
            yield f"{name} bij tegenvraag {counter.fact}", changed


def _of_element(element: Element) -> Iterator[tuple[str, Element]]:
    where = f"bestanddeel {element.id}: "
    for text, items in _of_alternatives(element.alternatives, "alternatief", element.open_norm is None):
        yield where + text, replace(element, alternatives=items)
    for text, items in _of_alternatives(element.exceptions, "uitzondering", False):
        yield where + text, replace(element, exceptions=items)
    if element.open_norm is not None:
        for text, norm in _of_norm(element.open_norm):
            yield where + text, replace(element, open_norm=norm)


def _of_rule(rule: Rule) -> Iterator[tuple[str, Rule]]:
    for index, element in enumerate(rule.elements):
        if element.id != rule.core:
            yield f"bestanddeel {element.id}", replace(rule, elements=_without(rule.elements, index))
        for text, changed in _of_element(element):
            yield text, replace(rule, elements=_replaced(rule.elements, index, changed))
    for index, remark in enumerate(rule.remarks):
        yield f"opmerking '{remark.text[:40]}'", replace(rule, remarks=_without(rule.remarks, index))


def _of_concept(concept: Concept) -> Iterator[tuple[str, Concept]]:
    for text, items in _of_alternatives(concept.alternatives, "alternatief", True):
        yield text, replace(concept, alternatives=items)
    for text, items in _of_alternatives(concept.exceptions, "uitzondering", False):
        yield text, replace(concept, exceptions=items)


def _of_neighbour(neighbour: NeighbourRule) -> Iterator[tuple[str, NeighbourRule]]:
    for text, items in _of_alternatives(neighbour.alternatives, "alternatief", True):
        yield text, replace(neighbour, alternatives=items)


def _dependents(book: Rulebook, key: str) -> frozenset[str]:
    direct = {r.key for r in book.rules if key in (r.builds_on, r.about_other[1])}
    return frozenset({key}).union(*(_dependents(book, d) for d in direct if d != key))


def _users(book: Rulebook, concept: str) -> frozenset[str]:
    found: set[str] = set()
    for rule in book.rules:
        names = [x.name for e in rule.elements for x in literals_of(e)] + [x.name for r in rule.remarks for x in r.when]
        if concept in {c.id for c in used_concepts(iter(names), book.concepts)}:
            found |= _dependents(book, rule.key)
    return frozenset(found)


def mutations(book: Rulebook) -> Iterator[Mutation]:
    """Every rule book that is one removal away from this one."""
    for index, rule in enumerate(book.rules):
        for text, changed in _of_rule(rule):
            rules = _replaced(book.rules, index, changed)
            yield Mutation(rule.file, rule.id, text, replace(book, rules=rules), _dependents(book, rule.key))
    for name, concept in book.concepts.items():
        for text, other in _of_concept(concept):
            concepts = {**book.concepts, name: other}
            yield Mutation(concept.file, name, text, replace(book, concepts=concepts), _users(book, name))
    for index, neighbour in enumerate(book.neighbours):
        for text, less in _of_neighbour(neighbour):
            neighbours = _replaced(book.neighbours, index, less)
            yield Mutation(neighbour.file, neighbour.id, text, replace(book, neighbours=neighbours), frozenset())


def noticed(mutation: Mutation, knowledge: KnowledgeBase, examples: Iterable[Example]) -> bool:
    """Whether any example that passes on the whole rule book fails on the mutated one."""
    changed = replace(knowledge, rulebook=mutation.rulebook, prosecution={})
    about_neighbour = not mutation.keys
    for example in examples:
        keys = example.rules & mutation.keys
        if not keys and not (about_neighbour and example.neighbours is not None):
            continue
        try:
            found = examples_module.assess(example, changed, BUILTIN, keys)
        except LegalkbError:
            return True
        narrowed = replace(
            example,
            expected=tuple(
                {k: v for k, v in e.items() if k not in gate_examples.KEYS}
                for e in example.expected
                if e.get("bepaling") in keys
            ),
            nowhere=(),
            scenario="",
        )
        if examples_module.check(narrowed if not about_neighbour else replace(narrowed, expected=()), found):
            return True
    return False


_shared: list[tuple[KnowledgeBase, tuple[Example, ...]]] = []


def _start(knowledge: KnowledgeBase, examples: tuple[Example, ...]) -> None:
    _shared[:] = [(knowledge, examples)]


def _one(mutation: Mutation) -> tuple[str, str, bool]:
    knowledge, examples = _shared[0]
    return f"{mutation.file} ({mutation.owner})", mutation.removed, noticed(mutation, knowledge, examples)


def run(knowledge: KnowledgeBase, examples: tuple[Example, ...], workers: int = 2, only: str = "") -> tuple[Score, ...]:
    """The score of each rule, concept and neighbour whose file contains ``only``, in the order of the rule book."""
    todo = [m for m in mutations(knowledge.rulebook) if only in m.file]
    sound = tuple(e for e, _, failures in examples_module.run(examples, knowledge, BUILTIN) if not failures)
    with ProcessPoolExecutor(workers, initializer=_start, initargs=(knowledge, sound)) as pool:
        results = list(pool.map(_one, todo, chunksize=8))
    owners = dict.fromkeys(owner for owner, _, _ in results)
    return tuple(
        Score(
            owner,
            sum(seen for o, _, seen in results if o == owner),
            sum(1 for o, _, _ in results if o == owner),
            tuple(text for o, text, seen in results if o == owner and not seen),
        )
        for owner in owners
    )
