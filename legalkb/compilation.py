"""Turns the elements and concepts of an offence into ground, positive inference rules.

For a proposition P with alternatives A1..An and exceptions T1..Tm the rules say:
an alternative is supported when all its literals are, contradicted when one of them is; P is supported when one
alternative is, contradicted when all are or when an exception is met. ``steun`` marks that any literal is there.
The engine runs the same rules over all stated facts, over the undisputed ones, and over those that do not rest on
the suspect's word alone; the statuses follow from the three (see :mod:`legalkb.statuses`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from legalkb.inference import Atom, InferenceRule
from legalkb.rulebook import Alternative, Concept, Element, Literal, NeighbourRule, RemarkRule

YES, NO, HINT = "ja", "nee", "steun"
OPPOSITE = {YES: NO, NO: YES}
PRESENT = "slachtoffer_aanwezig"
WIDTH = 15  # an engine rule takes at most 16 premises; one is kept for the link of a chain


def element_name(element: Element) -> str:
    """The name of an element as a proposition; ``#`` keeps it apart from facts and concepts."""
    return "#" + element.id


def _opposite(literal: Literal) -> Atom:
    return Atom(literal.name, OPPOSITE[literal.value])


def _atoms(literals: tuple[Literal, ...]) -> tuple[Atom, ...]:
    return tuple(dict.fromkeys(Atom(x.name, x.value) for x in literals))


def _conjunction(name: str, premises: tuple[Atom, ...], conclusion: Atom) -> Iterator[InferenceRule]:
    """One rule, or a chain of rules when there are more premises than the engine takes."""
    head, rest, step = premises[:WIDTH], premises[WIDTH:], 0
    while rest:
        link = Atom(f"{name}+{step}", YES)
        yield InferenceRule(f"{name}+{step}", head, link)
        head, rest, step = (link, *rest[: WIDTH - 1]), rest[WIDTH - 1 :], step + 1
    yield InferenceRule(name, head, conclusion)


def _alternative(
    name: str, alternative: Alternative, target: str, concepts: Mapping[str, Concept]
) -> Iterator[InferenceRule]:
    yield from _conjunction(f"{name}:{YES}", _atoms(alternative.literals), Atom(name, YES))
    yield InferenceRule(f"{name}>{target}", (Atom(name, YES),), Atom(target, YES))
    silent = circumstances(concepts)
    for literal in dict.fromkeys(alternative.literals):
        yield InferenceRule(f"{name}:{NO}:{literal.name}", (_opposite(literal),), Atom(name, NO))
        if literal.name in silent:
            continue
        sign = HINT if literal.name in concepts and literal.value == YES else literal.value
        yield InferenceRule(f"{name}:{HINT}:{literal.name}", (Atom(literal.name, sign),), Atom(target, HINT))


def circumstances(concepts: Mapping[str, Concept]) -> frozenset[str]:
    """The names that are always there or only a matter of dates: they support nothing by themselves."""
    dates = {m.id for c in concepts.values() for m in c.measures if m.kind == "datum"}
    return frozenset((*dates, PRESENT))


def proposition(
    name: str,
    alternatives: tuple[Alternative, ...],
    exceptions: tuple[Alternative, ...],
    concepts: Mapping[str, Concept],
) -> Iterator[InferenceRule]:
    """The inference rules of one concept or element."""
    for number, alternative in enumerate(alternatives, 1):
        yield from _alternative(f"{name}/a{number}", alternative, name, concepts)
    if alternatives:
        against = tuple(Atom(f"{name}/a{n}", NO) for n in range(1, len(alternatives) + 1))
        yield from _conjunction(f"{name}:{NO}", against, Atom(name, NO))
    for number, exception in enumerate(exceptions, 1):
        yield from indication(f"{name}/t{number}", exception.literals)
        yield InferenceRule(f"{name}/t{number}>{name}", (Atom(f"{name}/t{number}", YES),), Atom(name, NO))


def indication(name: str, literals: tuple[Literal, ...]) -> Iterator[InferenceRule]:
    """A conjunction that is only looked at for itself: an exception, an indication or the ground of a remark."""
    yield from _conjunction(f"{name}:{YES}", _atoms(literals), Atom(name, YES))


def _element(element: Element, concepts: Mapping[str, Concept]) -> Iterator[InferenceRule]:
    name = element_name(element)
    yield from proposition(name, element.alternatives, element.exceptions, concepts)
    if element.open_norm is not None:
        for number, item in enumerate(element.open_norm.indications_for, 1):
            yield from indication(f"{name}/v{number}", item.literals)
        for number, item in enumerate(element.open_norm.indications_against, 1):
            yield from indication(f"{name}/g{number}", item.literals)


def literals_of(element: Element) -> Iterator[Literal]:
    """Every literal an element mentions, counter-questions aside."""
    norm = element.open_norm
    groups = element.alternatives + element.exceptions
    if norm is not None:
        groups += norm.indications_for + norm.indications_against
    for group in groups:
        yield from group.literals


def _conditions_of_questions(element: Element) -> Iterator[Literal]:
    """The literals on which it hangs whether a counter-question is asked."""
    for question in element.open_norm.counter_questions if element.open_norm is not None else ():
        yield from (*question.when, *question.moot)


def used_concepts(names: Iterator[str], concepts: Mapping[str, Concept]) -> tuple[Concept, ...]:
    """The concepts behind these names, and the concepts behind those, in a fixed order."""
    found: dict[str, Concept] = {}
    todo = [n for n in names if n in concepts]
    while todo:
        name = todo.pop()
        if name not in found:
            found[name] = concepts[name]
            parts = concepts[name].alternatives + concepts[name].exceptions
            todo += [x.name for part in parts for x in part.literals if x.name in concepts]
    return tuple(found[name] for name in sorted(found))


def offence_rules(
    elements: tuple[Element, ...], remarks: tuple[RemarkRule, ...], concepts: Mapping[str, Concept]
) -> tuple[InferenceRule, ...]:
    """All inference rules for one offence variant."""
    names = [x.name for e in elements for x in (*literals_of(e), *_conditions_of_questions(e))]
    names += [x.name for r in remarks for x in r.when]
    rules: list[InferenceRule] = []
    for concept in used_concepts(iter(names), concepts):
        rules += proposition(concept.id, concept.alternatives, concept.exceptions, concepts)
    for element in elements:
        rules += _element(element, concepts)
    for number, remark in enumerate(remarks, 1):
        rules += indication(f"!{number}", remark.when)
    return tuple(rules)


def neighbour_rules(
    neighbours: tuple[NeighbourRule, ...], concepts: Mapping[str, Concept]
) -> tuple[InferenceRule, ...]:
    """The inference rules that tell which provisions outside the seven the facts point to."""
    names = [x.name for n in neighbours for a in n.alternatives for x in a.literals]
    rules: list[InferenceRule] = []
    for concept in used_concepts(iter(names), concepts):
        rules += proposition(concept.id, concept.alternatives, concept.exceptions, concepts)
    for neighbour in neighbours:
        rules += proposition("@" + neighbour.id, neighbour.alternatives, (), concepts)
    return tuple(rules)
