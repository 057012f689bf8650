"""How many questions an interview needs: half of the facts of each published ruling hidden, the ruling answers.

Run with ``python -m benchmarks.interview``. Three ways of asking are compared, each until nothing that is not answered
can change an outcome any more: by relevance, in the fixed order of the subjects, and simply everything there is.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from statistics import mean

from legalkb import assessment, knowledge
from legalkb.case import Case, Fact
from legalkb.case_reader import read_case
from legalkb.engine import BUILTIN
from legalkb.examples import Example
from legalkb.examples import load as load_examples
from legalkb.knowledge import KnowledgeBase
from legalkb.relevance.agenda import Agenda, agenda
from legalkb.relevance.items import GATE, SUBJECT_NAME, Item, Remembered

SEEDS = range(1)
MANY, MOST, ALIKE = 7, 20, 0.5
UNKNOWN = "onbekend"
Order = Callable[[Agenda], Item | None]


@dataclass(frozen=True, slots=True)
class Course:
    """How an interview went: the questions asked, and the case as it was at the end."""

    asked: tuple[str, ...]
    case: Case


def rulings(kb: KnowledgeBase) -> tuple[tuple[str, Case], ...]:
    """The published rulings among the examples, with the case of each."""
    examples, _ = load_examples()
    return tuple((e.ecli, read_case(e.case, kb.vocabulary)) for e in examples if e.ecli and _whole(e))


def worked_out(kb: KnowledgeBase) -> tuple[tuple[str, Case], ...]:
    """The example cases with the most facts, since rulings publish few; one of those that differ in little."""
    examples, _ = load_examples()
    found: dict[frozenset[str], tuple[str, Case]] = {}
    for example in examples:
        case = read_case(example.case, kb.vocabulary)
        kinds = frozenset(f.type_id for f in case.facts)
        if len(case.facts) >= MANY and all(len(kinds & other) <= len(kinds) * ALIKE for other in found):
            found[kinds] = (example.name, case)
    return tuple(sorted(found.values(), key=lambda item: (-len(item[1].facts), item[0]))[:MOST])


def _whole(example: Example) -> bool:
    """Whether an example is the ruling itself, not a variant of it."""
    return bool(example.charges)


def hidden_half(case: Case, seed: int) -> tuple[Case, tuple[Fact, ...]]:
    """The case with half of its facts, and the others."""
    chosen = set(random.Random(f"{seed}").sample(range(len(case.facts)), len(case.facts) // 2))
    hidden = tuple(f for n, f in enumerate(case.facts) if n in chosen)
    return replace(case, facts=tuple(f for n, f in enumerate(case.facts) if n not in chosen)), hidden


def answered(item: Item, hidden: Iterable[Fact]) -> tuple[Fact, ...]:
    """What the ruling knows about a question: the hidden facts of that type about these persons."""
    return tuple(f for f in hidden if f.type_id == item.wanted.name and _about(f, item))


def _about(fact: Fact, item: Item) -> bool:
    """Whether a fact is about the persons of a question; a fact about nobody in particular is about all."""
    by = not fact.by or not item.suspect or item.suspect in fact.by or item.holder in fact.by or bool(fact.via)
    against = not fact.against or not item.victim or item.victim in fact.against
    about = not fact.about or bool({item.victim, item.suspect} & {*fact.about})
    return by and against and about


def first(found: Agenda) -> Item | None:
    """The question that comes first by relevance; the prosecution gates are left aside."""
    return next((i for i in found.items if i.tier != GATE), None)


def in_fixed_order(kb: KnowledgeBase) -> Order:
    """The next relevant question in the order of subjects and fact types; subjects are not asked about as such."""
    groups = kb.vocabulary.groups

    def choose(found: Agenda) -> Item | None:
        open_ones = [i for i in found.items if i.tier != GATE]
        place = lambda i: (groups[i.group].order if i.group in groups else 0, i.key)  # noqa: E731
        return min(open_ones, key=place, default=None)

    return choose


def interview(case: Case, hidden: tuple[Fact, ...], kb: KnowledgeBase, choose: Order, subjects: bool = True) -> Course:
    """Ask until nothing can change an outcome any more. Without ``subjects`` every subject is open from the start."""
    words = kb.vocabulary
    passed: set[str] = set()
    opened: set[str] = set() if subjects else set(words.groups)
    asked: list[str] = []
    group, remembered = "", Remembered()
    while True:
        item = choose(agenda(case, kb, frozenset(passed), frozenset(opened), group, remembered))
        if item is None:
            return Course(tuple(asked), case)
        asked.append(item.key)
        group = item.group
        if item.wanted.name.startswith(SUBJECT_NAME):
            known = any(words.fact_types[f.type_id].group == item.group for f in hidden)
            (opened if known else passed).add(item.group if known else item.key)
            continue
        found = answered(item, hidden)
        hidden = tuple(f for f in hidden if f not in found)
        if not found or all(f.value == UNKNOWN for f in found):
            passed.add(item.key)
        facts = tuple(sorted((*case.facts, *found), key=lambda f: f.index))
        case = replace(case, facts=facts)


def outcomes(case: Case, kb: KnowledgeBase) -> frozenset[tuple[str, ...]]:
    """The outcome of every offence for every pair, with its reasons and what it is about."""
    found = assessment.assess(case, kb, BUILTIN).findings
    return frozenset((f.rule, f.suspect, f.victim, f.holder, f.event, f.object, f.outcome, *f.reasons) for f in found)


def everything(case: Case, kb: KnowledgeBase) -> int:
    """How many questions there are: every fact type that is not stated, for every pair it is about."""
    pairs = {"gedraging": len(case.suspects) * len(case.victims), "relatie": len(case.suspects) * len(case.victims)}
    pairs |= {"slachtoffer": len(case.victims), "verdachte": len(case.suspects)}
    stated = {f.type_id for f in case.facts}
    kinds = kb.vocabulary.fact_types.values()
    return sum(pairs.get(k.subject, 1) for k in kinds if k.id not in stated)


def compare(cases: Iterable[tuple[str, Case]], seeds: Iterable[int], kb: KnowledgeBase) -> None:
    """Print the mean number of questions for each way of asking, and whether the outcomes are those of all facts."""
    rows: list[tuple[int, int, int, int, bool]] = []
    for name, case in cases:
        for seed in seeds:
            start, hidden = hidden_half(case, seed)
            ours = interview(start, hidden, kb, first)
            fixed = interview(start, hidden, kb, in_fixed_order(kb), subjects=False)
            same = outcomes(ours.case, kb) == outcomes(case, kb)
            rows.append((len(hidden), len(ours.asked), len(fixed.asked), everything(start, kb), same))
            print(name, seed, *rows[-1], flush=True)
    hidden_, ours_, fixed_, all_, same_ = zip(*rows, strict=True)
    print(f"verborgen feiten: gemiddeld {mean(hidden_):.1f}")
    print(f"| naar relevantie | {mean(ours_):.0f} | {mean(ours_) / mean(all_):.2f} |")
    print(f"| in vaste volgorde | {mean(fixed_):.0f} | {mean(fixed_) / mean(all_):.2f} |")
    print(f"| alles | {mean(all_):.0f} | 1,00 |")
    print(f"zelfde uitkomsten als met alle feiten: {sum(same_)} van {len(same_)}")


def main() -> None:
    """Compare on the published rulings, then on the example cases with most facts."""
    kb = knowledge.load()
    compare(rulings(kb), SEEDS, kb)
    compare(worked_out(kb), (0,), kb)


if __name__ == "__main__":
    main()
