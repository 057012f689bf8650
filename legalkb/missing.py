"""Which facts are still needed: alternative sets of unknown facts that would fulfil something, smallest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from legalkb import decision
from legalkb.compilation import OPPOSITE
from legalkb.findings import Wanted
from legalkb.inference import Atom
from legalkb.reasoning import Reasoning
from legalkb.rulebook import Alternative, Concept, Literal, OpenNorm

Needs = frozenset[Literal]
Asker = Callable[[str, str], Wanted]
MOST_SETS = 12
LARGEST_SET = 8


def smallest(sets: Iterable[Needs]) -> tuple[Needs, ...]:
    """The sets without those that contain another, smallest first, then as given; at most :data:`MOST_SETS`."""
    kept: list[Needs] = []
    for item in sorted(dict.fromkeys(sets), key=len):
        if len(item) <= LARGEST_SET and not any(other <= item for other in kept):
            kept.append(item)
        if len(kept) == MOST_SETS:
            break
    return tuple(kept)


def _any(_: Needs) -> bool:
    return True


def product(groups: Iterable[tuple[Needs, ...]], fits: Callable[[Needs], bool] = _any) -> tuple[Needs, ...]:
    """The unions of one set from each group that fit, smallest first; empty when a group is empty (cannot be met)."""
    total: tuple[Needs, ...] = (frozenset(),)
    for group in groups:
        total = smallest(x for x in (a | b for a in total for b in group) if fits(x))
    return total


def followed(needs: Needs, norm: OpenNorm, known: Reasoning) -> Needs:
    """A set of facts with the counter-questions that come up as soon as these facts are there."""
    asked = {
        Literal(rule.fact, rule.favourable)
        for rule in norm.counter_questions
        if needs & {*rule.when}
        and not known.answered(rule.fact)
        and not decision.evaluate(decision.moot(rule, known.outside), known)
    }
    return needs | asked


def _of_literal(
    literal: Literal, known: Reasoning, concepts: Mapping[str, Concept], seen: frozenset[str]
) -> tuple[Needs, ...]:
    if Atom(literal.name, literal.value) in known.undisputed:
        return (frozenset(),)
    if Atom(literal.name, OPPOSITE[literal.value]) in known.stated and not _only_denied_by_suspect(literal, known):
        return ()
    concept = concepts.get(literal.name)
    if concept is None:
        return () if literal.name in known.outside else (frozenset((literal,)),)
    if literal.name in seen:
        return ()
    return of_alternatives(concept.alternatives, known, concepts, seen | {literal.name})


def _only_denied_by_suspect(literal: Literal, known: Reasoning) -> bool:
    """Whether all that stands in the way is the word of the suspect, which contradicts nothing by itself."""
    opposite = Atom(literal.name, OPPOSITE[literal.value])
    return opposite in known.undisputed and opposite not in known.firm


def of_alternatives(
    alternatives: Iterable[Alternative],
    known: Reasoning,
    concepts: Mapping[str, Concept],
    seen: frozenset[str] = frozenset(),
) -> tuple[Needs, ...]:
    """The smallest sets of unknown facts that would support one of these alternatives."""
    found: list[Needs] = []
    for alternative in alternatives:
        found += product(_of_literal(x, known, concepts, seen) for x in alternative.literals)
    return smallest(found)


def worded(sets: Iterable[Needs], ask: Asker) -> tuple[tuple[Wanted, ...], ...]:
    """The sets as questions, each in a fixed order."""
    return tuple(tuple(ask(x.name, x.value) for x in sorted(item)) for item in sets if item)
