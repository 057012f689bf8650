"""The minimal pairs of a case: one thing otherwise at a time, each really assessed, what changes an outcome first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from legalkb.assessment import assess
from legalkb.case import Case
from legalkb.case_reader import read_case
from legalkb.comparison import difference
from legalkb.comparison.model import NO_LEAD, Difference
from legalkb.engine import BOTH, BUILTIN
from legalkb.errors import CaseFileError
from legalkb.findings import Assessment, FactLine
from legalkb.interview.case_text import written
from legalkb.knowledge import KnowledgeBase
from legalkb.node import Node, plain
from legalkb.training.added_variations import added
from legalkb.training.data_variations import of_data
from legalkb.training.fact_variations import of_facts
from legalkb.training.pair import ADD, DATA, KINDS, NOTHING, OF_FACTS, Pair, Pairs, Variation
from legalkb.yaml_tree import parse

CHANGED = "variant"
Assessed = tuple[Case, Assessment]
Keys = frozenset[str] | None
OnEach = Callable[[int, int], None]


def find(
    node: Node,
    knowledge: KnowledgeBase,
    kinds: Sequence[str] = KINDS,
    keys: Keys = None,
    on_each: OnEach | None = None,
) -> Pairs:
    """Every minimal pair of a case (of some kinds, on some offence variants), by the built-in engine. A
    :class:`CaseFileError` when the case can't be read; a variation that can't be one is left out. ``on_each`` gets how
    many variations are done, and of how many."""
    case = read_case(node, knowledge.vocabulary)
    data = plain(node)
    before = difference.assess(case, knowledge, BUILTIN, keys)
    found: list[Pair] = []
    variations: dict[str, Variation] = {}
    for variation in _variations(data, case, before[1], knowledge, kinds, keys):
        variations.setdefault(written(variation.data), variation)
    for number, (text, variation) in enumerate(variations.items(), 1):
        pair = _pair(variation, text, before, knowledge, keys)
        if pair is not None and pair.difference:
            found.append(pair)
        if on_each is not None:
            on_each(number, len(variations))
    telling = tuple(_ordered(p for p in found if p.level != NOTHING))
    facts = assess(case, knowledge, BUILTIN, frozenset()).facts
    idle, silent = _idle(found, telling), tuple(_silent(found))
    return Pairs(before[1], facts, telling, len(found), len(telling), idle, silent, tuple(kinds), keys is not None)


def fictional(node: Node, knowledge: KnowledgeBase) -> bool:
    """Whether a case is an exercise; a :class:`CaseFileError` when it can't be read."""
    return read_case(node, knowledge.vocabulary).fictional


def confirmed(pairs: Pairs, most: int, node: Node, knowledge: KnowledgeBase, keys: Keys = None) -> Pairs:
    """The first ``most`` pairs, derived anew with both engines; an :class:`~legalkb.errors.EngineError` where they
    disagree."""
    before = difference.assess(read_case(node, knowledge.vocabulary), knowledge, BOTH, keys)
    shown = []
    for pair in pairs.pairs[:most]:
        after = difference.assess(_read(pair.text, knowledge), knowledge, BOTH, keys)
        found = difference.compare(before, after)
        shown.append(replace(pair, difference=found, before=before[1], after=after[1]))
    return replace(pairs, before=before[1], pairs=tuple(shown))


def _variations(
    data: dict[str, Any], case: Case, found: Assessment, knowledge: KnowledgeBase, kinds: Sequence[str], keys: Keys
) -> Iterator[Variation]:
    if {*kinds} & {*OF_FACTS}:
        yield from (v for v in of_facts(data, case, knowledge.vocabulary) if v.kind in kinds)
    if DATA in kinds:
        begun = tuple(f for f in found.findings if f.outcome != NO_LEAD)
        yield from of_data(data, case, begun, knowledge)
    if ADD in kinds:
        yield from added(data, case, knowledge, keys)


def _read(text: str, knowledge: KnowledgeBase) -> Case:
    return read_case(parse(text, CHANGED), knowledge.vocabulary)


def _pair(variation: Variation, text: str, before: Assessed, knowledge: KnowledgeBase, keys: Keys) -> Pair | None:
    """A variation with what it changes; None when the case can't be so."""
    try:
        case = _read(text, knowledge)
    except CaseFileError:
        return None
    after = difference.assess(case, knowledge, BUILTIN, keys)
    found = difference.compare(before, after)
    return Pair(variation.kind, variation.numbers, variation.said, text, found, before[1], after[1])


def _ordered(found: Iterable[Pair]) -> Iterator[Pair]:
    """What reaches furthest first, never by the order of the file. Of the pairs that come to the same, one each comes
    before the second of any."""
    rounds: Counter[tuple[object, ...]] = Counter()
    placed = []
    for pair in sorted(found, key=_place):
        same = pair.level, pair.effect
        placed.append((pair.level, rounds[same], pair))
        rounds[same] += 1
    yield from (pair for _, _, pair in sorted(placed, key=lambda p: p[:2]))


def _place(pair: Pair) -> tuple[object, ...]:
    """The cleanest first: with the fewest outcomes changed, and the fewest variants."""
    elements = sum(e.status_changed for f in pair.led for e in f.elements)
    return pair.level, *pair.reach, KINDS.index(pair.kind), elements, _about(pair.difference), pair.said


def _about(found: Difference) -> tuple[tuple[object, ...], ...]:
    """What differs in the case, apart from the numbers of the facts."""

    def lines(side: Sequence[FactLine]) -> tuple[str, ...]:
        return tuple(sorted(repr(replace(x, number=0)) for x in side))

    facts = sorted((c.name, lines(c.lost), lines(c.gained)) for c in found.facts)
    return (*facts, *((c.key, c.lost, c.gained) for c in found.data))


def _idle(found: Sequence[Pair], telling: Sequence[Pair]) -> tuple[int, ...]:
    """The facts of which no variation changes anything."""
    of_facts_ = [p for p in found if p.kind in OF_FACTS]
    told = {n for p in telling if p.kind in OF_FACTS for n in p.numbers}
    return tuple(sorted({n for p in of_facts_ for n in p.numbers} - told))


def _silent(found: Sequence[Pair]) -> Iterator[str]:
    """What else than facts was changed and changed nothing, as far as it has words."""
    yield from sorted({p.said for p in found if p.level == NOTHING and p.said})
