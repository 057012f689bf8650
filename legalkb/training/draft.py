"""Drafts a story with a wanted outcome: what fulfils it, then a gap, a contradiction or a dispute, and distractors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from legalkb.compilation import NO, OPPOSITE, YES
from legalkb.findings import OffenceFinding
from legalkb.inference import Atom
from legalkb.training import plot
from legalkb.training.chance import Chance
from legalkb.training.plot import AGAINST, LEAD, NONE, OPEN, Line, Telltale
from legalkb.vocabulary import ScenarioType

FULFILLED, GAP, DISPUTED, CONTRADICTED, NOTHING, HARMLESS = (
    "vervuld",
    "gat",
    "betwist",
    "weersproken",
    "niets",
    "onschuldig",
)
OUTCOMES = {FULFILLED: LEAD, GAP: OPEN, DISPUTED: OPEN, CONTRADICTED: AGAINST, NOTHING: NONE}
SIZES = {1: (5, 8), 2: (8, 12), 3: (11, 16)}
DISTRACTORS = {1: 1, 2: 3, 3: 4}


@dataclass(frozen=True, slots=True)
class Goal:
    """What an exercise is about: the offence variant (empty for a counter-scenario), how it turns out (one of the words
    above) and the prosecution gate that it is about, if any."""

    rule: str
    turn: str
    gate: str = ""

    @property
    def outcome(self) -> str:
        """The outcome that the assessment has to have; empty for a counter-scenario, that has a lead nowhere."""
        return OUTCOMES.get(self.turn, "")


@dataclass(frozen=True, slots=True)
class Draft:
    """The facts of a story. ``gaps`` were left out on purpose, ``needed`` are those that the outcome was built on,
    ``distractors`` those that were put beside them."""

    goal: Goal
    lines: tuple[Line, ...]
    needed: tuple[Atom, ...]
    gaps: tuple[Atom, ...] = ()
    distractors: tuple[Atom, ...] = ()


def draft(goal: Goal, kind: ScenarioType, what: Telltale, chance: Chance) -> Draft | None:
    """A story for a goal; None when this scene has none."""
    low, high = SIZES[what.scene.level]
    size = chance.between(low, high)
    held = plot.base(kind, what, size // 2 if goal.rule else size, chance.apart("basis"))
    if not goal.rule:
        return _with_distractors(Draft(goal, _lines(held, what, chance), tuple(held)), kind, what, chance)
    made = _turned(goal, held, kind, what, chance)
    return None if made is None else _with_distractors(made, kind, what, chance)


def _lines(atoms: list[Atom], what: Telltale, chance: Chance) -> tuple[Line, ...]:
    return tuple(plot.line_of(a, what, chance.apart(a.name)) for a in atoms)


def _turned(goal: Goal, held: list[Atom], kind: ScenarioType, what: Telltale, chance: Chance) -> Draft | None:
    """The story as far as the wanted outcome goes."""
    if goal.turn == NOTHING:
        return _nothing(goal, held, what, chance)
    lines = list(_lines(held, what, chance))
    full = plot.completed(held, lines, goal.rule, LEAD, kind, what, chance.apart("vervuld"))
    if full is None:
        return None
    whole = Draft(goal, _lines(full, what, chance), tuple(full))
    if plot.outcome(whole.lines, goal.rule, what) != LEAD:
        return None
    if goal.turn == FULFILLED:
        return whole
    makers = {GAP: _gaps, DISPUTED: _disputes, CONTRADICTED: _contradictions}
    return next((d for d in makers[goal.turn](whole, what, chance) if _as_wanted(d, what)), None)


def _nothing(goal: Goal, held: list[Atom], what: Telltale, chance: Chance) -> Draft | None:
    """The typical facts without those that make a lead."""
    kept = list(held)
    for atom in chance.order(held):
        if plot.outcome(_lines(kept, what, chance), goal.rule, what) == NONE:
            break
        kept.remove(atom)
    found = Draft(goal, _lines(kept, what, chance), tuple(kept))
    return found if len(kept) > 1 and plot.outcome(found.lines, goal.rule, what) == NONE else None


def _as_wanted(found: Draft, what: Telltale) -> bool:
    return plot.outcome(found.lines, found.goal.rule, what) == found.goal.outcome


def _gaps(whole: Draft, what: Telltale, chance: Chance) -> Iterator[Draft]:
    """The story without one fact, or two at the highest level."""
    for atom in chance.order(whole.needed):
        left = [a for a in whole.needed if a != atom]
        if all(not what.lacking(a, [b for b in left if b != a]) for a in left):
            lines = tuple(x for x in whole.lines if x.atom != atom)
            yield replace(whole, lines=lines, needed=tuple(left), gaps=(atom,))


def _disputes(whole: Draft, what: Telltale, chance: Chance) -> Iterator[Draft]:
    """The story with one fact of which another source says the opposite."""
    for line in chance.order(whole.lines):
        telling = what.telling(line.name)
        if telling and telling.phrases(OPPOSITE[line.value]):
            second = replace(line, value=OPPOSITE[line.value], second=True, day=None)
            yield replace(whole, lines=(*whole.lines, second))


def _contradictions(whole: Draft, what: Telltale, chance: Chance) -> Iterator[Draft]:
    """The story with one fact the other way round, or with a fact put beside it that speaks against an element."""
    for atom in chance.order(whole.needed):
        other = Atom(atom.name, OPPOSITE[atom.sign])
        left = [a for a in whole.needed if a != atom]
        if what.fits(other, left):
            yield replace(whole, lines=_lines([*left, other], what, chance), needed=(*left, other))
    open_ones = _bearing(whole, what)
    for atom in chance.order(open_ones):
        if what.fits(atom, whole.needed) and not what.lacking(atom, whole.needed):
            lines = (*whole.lines, *_lines([atom], what, chance))
            yield replace(whole, lines=lines, needed=(*whole.needed, atom))


def _bearing(whole: Draft, what: Telltale) -> list[Atom]:
    """The facts that bear on the offence and are not told."""
    from legalkb.relevance import question

    found = plot.best(plot.read(what.scene, whole.lines, what.knowledge), whole.goal.rule, what)
    names = sorted(question.bearing(found.conclusion))
    return [Atom(n, s) for n in names for s in (YES, NO) if n in what.stock.told]


def _with_distractors(made: Draft, kind: ScenarioType, what: Telltale, chance: Chance) -> Draft | None:
    """The story with facts beside it that leave the outcome as it is."""
    level, own = what.scene.level, chance.apart("afleiders")
    low, high = SIZES[level]
    aim = max(len(made.lines) + DISTRACTORS[level], own.between(low, high))
    found = made
    for atom in own.order(pool(kind, what)):
        if len(found.lines) >= aim or len(found.distractors) >= DISTRACTORS[level] + level:
            break
        told = [line.atom for line in found.lines if not line.second]
        names = {a.name for a in (*told, *found.gaps)}
        if atom.name in names or not what.fits(atom, told) or what.lacking(atom, told):
            continue
        more = replace(
            found, lines=(*found.lines, *_lines([atom], what, own)), distractors=(*found.distractors, atom)
        )
        if not made.goal.rule or _as_wanted(more, what):
            found = more
    return found


def pool(kind: ScenarioType, what: Telltale) -> list[Atom]:
    """What may be told beside the rest: the typical facts of every scenario that these persons can play, and of the
    counter-scenarios of the same."""
    ids = set(what.scene.cast.scenarios)
    kinds = [s for s in what.knowledge.vocabulary.scenarios if s.id in ids]
    if kind.counter:
        kinds = [s for s in kinds if s.counter]
    found = [a for s in kinds for a in plot.typical(s)]
    return sorted(a for a in dict.fromkeys(found) if what.may(a))


def finding(found: tuple[OffenceFinding, ...], rule: str, suspect: str, victim: str) -> OffenceFinding | None:
    """The most telling finding on a variant in a whole assessment; those with a known holder first."""
    from legalkb.assessment import rank

    own = [f for f in found if (f.rule, f.suspect, f.victim) == (rule, suspect, victim)]
    named = [f for f in own if f.holder and f.outcome != NONE]
    return max(named or own, key=lambda f: (rank(f), f.holder, f.object), default=None)
