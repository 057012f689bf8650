"""One stated fact otherwise: left out, turned round, or contradicted by another source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from legalkb.case import Case, Fact
from legalkb.compilation import OPPOSITE
from legalkb.training.pair import CONTRADICT, LEAVE_OUT, TURN, Variation
from legalkb.vocabulary import Vocabulary

FACTS, NAME, VALUE, SOURCE, NOTE = "feiten", "feit", "waarde", "bron", "toelichting"
OTHER = "andere bron"

Plain = Mapping[str, Any]


def of_facts(data: Plain, case: Case, words: Vocabulary) -> Iterator[Variation]:
    """Every stated fact left out, turned round and contradicted, one at a time.

    A fact that several sources state about the same persons is one fact. What is contradicted already is not
    contradicted once more. A real source of a real case never gets other words: there the source falls away.
    """
    groups = _groups(case, words)
    for key, numbers in groups.items():
        yield Variation(LEAVE_OUT, _with_facts(data, _without(data, numbers)), numbers)
        yield Variation(TURN, _with_facts(data, _turned(data, case, numbers)), numbers)
        if (*key[:-1], OPPOSITE[key[-1]]) not in groups:
            yield Variation(CONTRADICT, _with_facts(data, [*data[FACTS], _denial(data, case, numbers[0])]), numbers)


def _groups(case: Case, words: Vocabulary) -> dict[tuple[str, ...], tuple[int, ...]]:
    """The numbers of the facts that say the same: type, persons, event, object and value. An utterance is a fact of
    its own by its date."""
    found: dict[tuple[str, ...], tuple[int, ...]] = {}
    for fact in case.facts:
        if fact.value in OPPOSITE:
            key = _key(fact, bool(words.fact_types[fact.type_id].utterance))
            found[key] = (*found.get(key, ()), fact.index)
    return found


def _key(fact: Fact, utterance: bool) -> tuple[str, ...]:
    persons = (" ".join(sorted(p)) for p in (fact.by, fact.against, fact.about, fact.via))
    on = str(fact.period) if utterance else ""
    return fact.type_id, *persons, fact.event, fact.object, on, fact.value


def _with_facts(data: Plain, facts: Sequence[Any]) -> dict[str, Any]:
    return {k: (list(facts) if k == FACTS else v) for k, v in data.items() if k != FACTS or facts}


def _without(data: Plain, numbers: tuple[int, ...]) -> list[Any]:
    return [item for place, item in enumerate(data[FACTS], 1) if place not in numbers]


def _turned(data: Plain, case: Case, numbers: tuple[int, ...]) -> list[Any]:
    return [_opposite(x, case, n) if n in numbers else x for n, x in enumerate(data[FACTS], 1)]


def _opposite(item: Any, case: Case, number: int) -> dict[str, Any]:
    """A fact with the opposite value."""
    fact = case.facts[number - 1]
    entry = dict(item) if isinstance(item, Mapping) else {NAME: item}
    gone = {NOTE} if case.fictional else {NOTE, SOURCE}
    rest = {k: v for k, v in entry.items() if k not in (NAME, VALUE, *gone)}
    return {NAME: entry[NAME], VALUE: OPPOSITE[fact.value], **rest}


def _denial(data: Plain, case: Case, number: int) -> dict[str, Any]:
    """The opposite of a fact from a source of its own, which is nobody's word in particular."""
    entry = _opposite(data[FACTS][number - 1], case, number)
    known = {f.source_text.casefold() for f in case.facts} | {s.id.casefold() for s in case.sources}
    source = next(s for s in _names() if s.casefold() not in known)
    return {**{k: v for k, v in entry.items() if k != SOURCE}, SOURCE: source}


def _names() -> Iterator[str]:
    yield OTHER
    place = 2
    while True:
        yield f"{OTHER} {place}"
        place += 1
