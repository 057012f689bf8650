"""A course: exercises that together touch every provision, every outcome, counter-scenarios and the traps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from legalkb.findings import OUTCOMES
from legalkb.knowledge import KnowledgeBase
from legalkb.training import draft, traps
from legalkb.training.chance import Chance
from legalkb.training.exercise import LEVELS, Exercise, Wish, make, renamed
from legalkb.training.plot import NONE
from legalkb.training.traps import Trap

FACT = re.compile(r"feit:([a-z0-9_]+)(?!\w|=nee|=ontbreekt)")
TRIES, AIMED, FREE = 3, 12, 4
GATES = {"rechtsmacht": "rechtsmacht", "verjaring": "verjaring", "klacht": "klacht", "recht in de tijd": "wet_in_tijd"}
SUBJECTS = ("", "rechtsmacht", "verjaring", "klacht", "wet_in_tijd", "vormen", "strafuitsluiting")
TURNS = (draft.FULFILLED, draft.GAP, draft.CONTRADICTED, draft.DISPUTED, draft.NOTHING)
FEWEST_COUNTER = 4


@dataclass(frozen=True, slots=True)
class Part:
    """An exercise of a course and what it covers: the article it turns on, the outcome there (empty for a
    counter-scenario), the gate, and the traps."""

    exercise: Exercise
    article: str
    outcome: str
    gate: str
    traps: tuple[Trap, ...]

    @property
    def covered(self) -> frozenset[str]:
        """Everything it covers, as words that can be counted."""
        own = {f"artikel {self.article}"} if self.article else {f"tegenscenario {self.exercise.scenario.id}"}
        own |= {f"uitkomst {self.outcome}"} if self.outcome else set()
        own |= {f"onderwerp {self.gate}"} if self.gate else set()
        return frozenset(own | {f"valkuil {t.id}" for t in self.traps} | {f"scenario {self.exercise.scenario.id}"})


@dataclass(frozen=True, slots=True)
class Course:
    """The exercises in order from easy to hard, and what none of them covers: articles, outcomes and traps."""

    parts: tuple[Part, ...]
    articles: tuple[str, ...]
    outcomes: tuple[str, ...]
    traps: tuple[Trap, ...]


def make_course(number: int, seed: int, latest: date, knowledge: KnowledgeBase) -> Course:
    """A course of a number of exercises; the same for the same seed."""
    chance = Chance(f"cursus/{seed}/{number}")
    found: list[Part] = []
    aimed: set[str] = set()
    free = max(0, min(number // FREE, number - _counters(number, knowledge) - len(articles_of(knowledge))))
    for place, wish in enumerate(_wishes(number, seed, latest, knowledge, chance)):
        covered = frozenset().union(*(p.covered for p in found))
        left = [t for t in traps.traps(knowledge) if f"valkuil {t.id}" not in covered]
        aim = next((t for t in left if t.id not in aimed), None) if place >= number - free else None
        aimed |= {aim.id} if aim else set()
        wishes = _aiming(wish, aim, knowledge) if aim else _beside(wish, left, knowledge)
        options = [p for p in (_part(w, knowledge) for w in wishes) if p is not None]
        if options:
            found.append(max(options, key=lambda p: (aim in p.traps, len(p.covered - covered))))
    ordered = sorted(found, key=_hardness)
    named = tuple(
        replace(p, exercise=renamed(p.exercise, knowledge, f"oefening-{n:02}")) for n, p in enumerate(ordered, 1)
    )
    return _weighed(named, knowledge)


def _beside(wish: Wish, left: list[Trap], knowledge: KnowledgeBase) -> Iterator[Wish]:
    """The wish with some seeds, each with the facts of a trap that is left and touches its provisions."""
    articles = {knowledge.rulebook.rule(r, None).article for r in wish.rules}
    near = [t for t in left if _facts(t) and articles & _articles(t)]
    for n in range(TRIES):
        yield replace(wish, seed=wish.seed * 100 + n, beside=_facts(near[n]) if n < len(near) else ())


def _aiming(wish: Wish, aim: Trap, knowledge: KnowledgeBase) -> Iterator[Wish]:
    """Wishes about the provisions, the facts and the gate (if any) of a trap, also in the scenarios these are typical
    of."""
    rules = tuple(r for a in articles_of(knowledge) if a in _articles(aim) for r in rules_of(a, knowledge))
    gate = next((GATES[s] for s in aim.subjects if s in GATES), "")
    kinds = [s for s in knowledge.vocabulary.scenarios if not s.counter and {*s.facts, *s.facts_no} & {*_facts(aim)}]
    typical = tuple(s.id for s in kinds)
    for n in range(AIMED):
        some = typical if n % 2 else ()
        seed = wish.seed * 100 + n
        yield replace(wish, seed=seed, scenarios=some, rules=rules, turn="", gate=gate, beside=_facts(aim))


def _articles(trap: Trap) -> set[str]:
    return {p.split()[1] for p in trap.provisions if len(p.split()) > 1}


def _facts(trap: Trap) -> tuple[str, ...]:
    """The facts that the conditions of a trap ask for."""
    return tuple(dict.fromkeys(name for c in trap.conditions for name in FACT.findall(c)))


def _wishes(number: int, seed: int, latest: date, knowledge: KnowledgeBase, chance: Chance) -> Iterator[Wish]:
    """What each exercise is to be about: the articles in turn, one in four a counter-scenario, the last at will."""
    articles = list(articles_of(knowledge))
    counters = chance.order(s.id for s in knowledge.vocabulary.scenarios if s.counter)
    order, turns, gates = chance.order(articles), chance.order(TURNS), chance.order(SUBJECTS[1:])
    apart = _counters(number, knowledge)
    for n in range(number):
        level = LEVELS[min(n * len(LEVELS) // number, len(LEVELS) - 1)]
        wish = Wish(level, seed * 1000 + n, latest)
        if n < apart:
            yield replace(wish, level=LEVELS[n % len(LEVELS)], scenarios=(counters[n % len(counters)],))
            continue
        place = n - apart
        rules = rules_of(order[place % len(order)], knowledge)
        turn = turns[place % len(turns)]
        gate = gates[(place // 2) % len(gates)] if place % 2 and turn != draft.NOTHING else ""
        yield replace(wish, rules=rules, turn=turn, gate=gate)


def _counters(number: int, knowledge: KnowledgeBase) -> int:
    """How many of the exercises are counter-scenarios: one in four, as long as every article has its turn."""
    return max(min(number // FEWEST_COUNTER, number - len(articles_of(knowledge))), min(1, number // FEWEST_COUNTER))


def articles_of(knowledge: KnowledgeBase) -> tuple[str, ...]:
    """The articles of the rule book, in its order."""
    return tuple(dict.fromkeys(knowledge.rulebook.rule(k, None).article for k in knowledge.rulebook.keys))


def rules_of(article: str, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """The offence variants of an article."""
    return tuple(k for k in knowledge.rulebook.keys if knowledge.rulebook.rule(k, None).article == article)


def _part(wish: Wish, knowledge: KnowledgeBase) -> Part | None:
    made = (
        make(wish, knowledge)
        or make(replace(wish, gate=""), knowledge)
        or make(replace(wish, gate="", turn=""), knowledge)
    )
    if made is None:
        return None
    rule = knowledge.rulebook.rule(made.goal.rule, None).article if made.goal.rule else ""
    hit = traps.tested(made.case, made.assessment, knowledge)
    return Part(made, rule, made.goal.outcome, made.goal.gate, hit)


def _hardness(part: Part) -> tuple[int, bool, int, int]:
    e = part.exercise
    return e.wish.level, bool(part.gate), len(e.file.lines), e.wish.seed


def _weighed(parts: tuple[Part, ...], knowledge: KnowledgeBase) -> Course:
    """The course with what it leaves out."""
    articles = {p.article for p in parts}
    outcomes = {p.outcome for p in parts} | {
        f.outcome for p in parts for f in p.exercise.assessment.findings if f.outcome == NONE
    }
    hit = {t.id for p in parts for t in p.traps}
    return Course(
        parts,
        tuple(a for a in articles_of(knowledge) if a not in articles),
        tuple(o for o in OUTCOMES if o not in outcomes),
        _left(traps.traps(knowledge), hit),
    )


def _left(every: Iterable[Trap], hit: set[str]) -> tuple[Trap, ...]:
    return tuple(t for t in every if t.id not in hit)
