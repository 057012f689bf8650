"""A course: exercises that together touch every provision, every outcome, counter-scenarios and the traps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from legalkb.findings import OUTCOMES
from legalkb.knowledge import KnowledgeBase
from legalkb.training import draft, traps
from legalkb.training.aims import Aim
from legalkb.training.chance import Chance
from legalkb.training.exercise import LEVELS, Exercise, Wish, make, renamed
from legalkb.training.plot import NONE
from legalkb.training.traps import Trap

TRIES, CORE_TRIES, OTHER_TRIES, AIMED = 3, 18, 6, 20
SPARE, WAYS, BUDGET, CORE_BUDGET = 3, 3, 5, 8
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
    for wish in _wishes(number, seed, latest, knowledge, chance):
        covered = frozenset().union(*(p.covered for p in found))
        tried = (_part(replace(wish, seed=wish.seed * 100 + n), knowledge) for n in range(TRIES))
        options = [p for p in tried if p is not None]
        if options:
            found.append(max(options, key=lambda p: len(p.covered - covered)))
    ordered = sorted(improved(found, knowledge), key=_hardness)
    named = tuple(
        replace(p, exercise=renamed(p.exercise, knowledge, f"oefening-{n:02}")) for n, p in enumerate(ordered, 1)
    )
    return _weighed(named, knowledge)


def improved(parts: list[Part], knowledge: KnowledgeBase) -> list[Part]:
    """The exercises with some replaced, one at a time, as long as traps that none of them tests get tested by it; those
    of the core first. Nothing that they covered is lost."""
    found, left = list(parts), {True: CORE_BUDGET * len(parts), False: BUDGET * len(parts)}
    every = traps.with_aims(knowledge)
    for number, (trap, ways) in enumerate((*every, *(pair for pair in every if pair[0].core))):
        for n in range(CORE_TRIES if trap.core else OTHER_TRIES):
            if not left[trap.core] or any(trap in p.traps for p in found):
                break
            left[trap.core] -= 1
            wish = _aiming(ways[n % len(ways)], number * CORE_TRIES + n, found, knowledge)
            part = _covering(make(wish, knowledge, attempts=AIMED), knowledge)
            if part is not None and trap in part.traps:
                found = _best(found, part)
    return found


def _best(parts: list[Part], part: Part) -> list[Part]:
    """The exercises, or the same with one of the level of ``part`` replaced by it where that covers more."""
    own = [n for n, p in enumerate(parts) if p.exercise.wish.level == part.exercise.wish.level and p.article]
    options = ([*parts[:n], part, *parts[n + 1 :]] for n in own)
    return max([parts, *(o for o in options if _musts(o) >= _musts(parts))], key=_worth)


def _musts(parts: list[Part]) -> frozenset[str]:
    """What no replacement may lose: articles, outcomes and traps of the core."""
    core = {f"valkuil {t.id}" for p in parts for t in p.traps if t.core}
    return frozenset({p.article for p in parts} | {p.outcome for p in parts} | core)


def _worth(parts: list[Part]) -> tuple[int, ...]:
    """How much exercises cover: what no replacement may lose, gates, all traps, scenarios."""
    return (
        len(_musts(parts)),
        len({p.gate for p in parts}),
        len({t.id for p in parts for t in p.traps}),
        len({p.exercise.scenario.id for p in parts}),
    )


def _aiming(aim: Aim, turn: int, parts: list[Part], knowledge: KnowledgeBase) -> Wish:
    """A wish for an exercise that tests a trap, of the level of one that can be missed: that one with the trap in it,
    one in a scenario of which the facts are typical, or any other."""
    spare = sorted((p for p in parts if p.article), key=lambda p: _needed(p, parts))[:SPARE] or parts
    model, way = spare[turn % len(spare)].exercise.wish, turn // len(spare) % WAYS
    gate = aim.gate if aim.gate in SUBJECTS else ""
    if way == 0:
        return replace(
            model,
            gate=gate or model.gate,
            standing=aim.standing or model.standing,
            beside=(*model.beside, *aim.facts),
            since=aim.since or model.since,
            before=aim.before or model.before,
        )
    facts = {a.name for a in aim.facts}
    kinds = [s for s in knowledge.vocabulary.scenarios if not s.counter and {*s.facts, *s.facts_no} & facts]
    return Wish(
        model.level,
        model.seed * 100 + turn,
        model.latest,
        scenarios=tuple(s.id for s in kinds) if way == 1 else (),
        rules=aim.rules,
        gate=gate,
        standing=aim.standing,
        beside=aim.facts,
        since=aim.since,
        before=aim.before,
    )


def _needed(part: Part, parts: list[Part]) -> tuple[int, int]:
    """How much no other exercise covers: of what may not be lost, and of everything."""
    others = [p for p in parts if p is not part]
    left = part.covered - frozenset().union(*(p.covered for p in others))
    return len(_musts(parts) - _musts(others)), len(left)


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
    """The exercise for a wish, that gives up its gate and then its turn where nothing else comes about."""
    wishes = (wish, replace(wish, gate="", standing=""), replace(wish, gate="", standing="", turn=""))
    return _covering(next((e for e in (make(w, knowledge) for w in dict.fromkeys(wishes)) if e), None), knowledge)


def _covering(made: Exercise | None, knowledge: KnowledgeBase) -> Part | None:
    """An exercise with what it covers."""
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
