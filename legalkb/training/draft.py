"""Drafts a story with a wanted outcome: what fulfils it, then a gap, a contradiction or a dispute, and distractors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from legalkb.compilation import OPPOSITE, YES
from legalkb.findings import OffenceFinding
from legalkb.inference import Atom
from legalkb.relevance import question
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
MOST, HAPPENS = 12, 3
LEAST = {1: 5, 2: 7, 3: 9}
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


def draft(
    goal: Goal, kind: ScenarioType, what: Telltale, chance: Chance, beside: tuple[Atom, ...] = ()
) -> Draft | None:
    """A story for a goal, with the facts ``beside`` where they fit; None when this scene has none."""
    low, high = SIZES[what.scene.level]
    size = chance.between(low, high)
    number = (size // 2 if goal.rule else size) + len(beside)
    held = plot.base(kind, what, number, chance.apart("basis"), beside)
    if not goal.rule:
        return _with_distractors(Draft(goal, _lines(held, what, chance), tuple(held)), kind, what, chance, beside)
    made = _turned(goal, held, kind, what, chance)
    return None if made is None else _with_distractors(made, kind, what, chance, beside)


def _lines(atoms: list[Atom], what: Telltale, chance: Chance) -> tuple[Line, ...]:
    return tuple(plot.line_of(a, what, chance.apart(a.name)) for a in atoms)


def _turned(goal: Goal, held: list[Atom], kind: ScenarioType, what: Telltale, chance: Chance) -> Draft | None:
    """The story as far as the wanted outcome goes."""
    if goal.turn == NOTHING:
        return _nothing(goal, held, what, chance)
    lines = list(_lines(held, what, chance))
    full = plot.completed(held, lines, goal.rule, LEAD, kind, what, chance.apart("vervuld"))
    if full is None:  # some typical fact is in the way: what is needed first, then what is typical beside it
        needed = plot.completed([], [], goal.rule, LEAD, kind, what, chance.apart("eerst"))
        full = needed and plot.base(kind, what, max(len(held), len(needed)), chance.apart("daarna"), tuple(needed))
    if not full:
        return None
    whole = Draft(goal, _lines(full, what, chance), tuple(full))
    if plot.outcome(whole.lines, goal.rule, what) != LEAD:
        return None
    if goal.turn == FULFILLED:
        return whole
    makers = {GAP: _gaps, DISPUTED: _disputes, CONTRADICTED: _contradictions}
    tried = islice(makers[goal.turn](whole, what, chance), MOST)
    turned = next((d for d in tried if _as_wanted(d, what)), None)
    if turned is None and goal.turn == CONTRADICTED:
        return _opposed(goal, held, whole, kind, what, chance)
    return turned


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
        telling = what.telling(atom.name)
        if telling and telling.evident:
            continue
        left = [a for a in whole.needed if a != atom]
        if all(not what.lacking(a, [b for b in left if b != a]) for a in left):
            lines = tuple(x for x in whole.lines if x.atom != atom)
            yield replace(whole, lines=lines, needed=tuple(left), gaps=(atom,))


def _disputes(whole: Draft, what: Telltale, chance: Chance) -> Iterator[Draft]:
    """The story with one fact of which another source says the opposite; one on the core of the offence first."""
    core = _of_core(whole, what)
    for line in sorted(chance.order(whole.lines), key=lambda x: x.name not in core):
        telling = what.telling(line.name)
        if telling and telling.phrases(OPPOSITE[line.value]):
            second = replace(line, value=OPPOSITE[line.value], second=True, day=None)
            yield replace(whole, lines=(*whole.lines, second))


def _of_core(whole: Draft, what: Telltale) -> frozenset[str]:
    """The fact types that bear on the core of the offence."""
    found = plot.best(plot.read(what.scene, whole.lines, what.knowledge), whole.goal.rule, what)
    core = what.knowledge.rulebook.rule(whole.goal.rule, None).core
    return frozenset(name for name, elements in question.bearing(found.conclusion).items() if core in elements)


def _contradictions(whole: Draft, what: Telltale, chance: Chance) -> Iterator[Draft]:
    """The story with one fact the other way round."""
    for atom in chance.order(whole.needed):
        other = Atom(atom.name, OPPOSITE[atom.sign])
        left = [a for a in whole.needed if a != atom]
        if what.fits(other, left):
            yield replace(whole, lines=_lines([*left, other], what, chance), needed=(*left, other))


def _opposed(
    goal: Goal, held: list[Atom], whole: Draft, kind: ScenarioType, what: Telltale, chance: Chance
) -> Draft | None:
    """The typical facts with what contradicts an element, and what goes with that of what would fulfil the rest."""
    against = plot.completed(held, list(_lines(held, what, chance)), goal.rule, AGAINST, kind, what, chance)
    if against is None:
        return None
    found = Draft(goal, _lines(against, what, chance), tuple(against))
    for atom in chance.order(whole.needed):
        told = [x.atom for x in found.lines]
        if atom in told or not what.fits(atom, told) or what.lacking(atom, told):
            continue
        more = replace(found, lines=(*found.lines, *_lines([atom], what, chance)), needed=(*found.needed, atom))
        found = more if _as_wanted(more, what) else found
    return found if _as_wanted(found, what) else None


def _with_distractors(
    made: Draft, kind: ScenarioType, what: Telltale, chance: Chance, beside: tuple[Atom, ...]
) -> Draft | None:
    """The story with facts beside it that leave the outcome as it is; None when it stays too short to hand out."""
    level, own = what.scene.level, chance.apart("afleiders")
    low, high = SIZES[level]
    aim = max(len(made.lines) + DISTRACTORS[level], own.between(low, high))
    found = made
    first = [atom for atom in beside if what.may(atom)]
    others = own.order(pool(kind, what))
    if len(what.scene.suspects) > 1:
        others = sorted(others, key=lambda a: what.kind(a.name).subject != "gedraging" or a.sign != YES)
    for atom in (*first, *others):
        if len(found.lines) >= aim or len(found.distractors) >= max(DISTRACTORS[level] + level, aim - len(made.lines)):
            break
        told = [line.atom for line in found.lines if not line.second]
        names = {a.name for a in (*told, *found.gaps)}
        if atom.name in names or not what.fits(atom, told) or what.lacking(atom, told):
            continue
        if made.goal.rule and atom.sign != YES and _denials(told) >= len(told) // 2:
            continue
        line = _shared(plot.line_of(atom, what, own.apart(atom.name)), found, what)
        more = replace(found, lines=(*found.lines, line), distractors=(*found.distractors, atom))
        if not made.goal.rule or _as_wanted(more, what):
            found = more
    told = [line.atom for line in found.lines]
    happens = not made.goal.rule or len(told) - _denials(told) >= HAPPENS
    return found if happens and len(told) >= LEAST[level] else None


def _denials(told: list[Atom]) -> int:
    return sum(a.sign != YES for a in told)


def _shared(line: Line, found: Draft, what: Telltale) -> Line:
    """An act as one of another suspect, as long as nothing tells what that one did."""
    done = {id for x in found.lines for id in x.by}
    arranged = what.scene.arrangement is not None and any(g.section == "feiten" for g in what.scene.arrangement.given)
    left = () if arranged else tuple(r.id for r in what.scene.suspects if r.id not in done)
    act = what.kind(line.name).subject == "gedraging" and line.value == YES and not what.lacking(line.atom, ())
    return replace(line, by=left[:1]) if left and act and done else line


def pool(kind: ScenarioType, what: Telltale) -> list[Atom]:
    """What may be told beside the rest: what the ontology names as distractors, and the typical facts of every scenario
    that these persons can play. Beside a counter-scenario only those of other ones, on subjects that it touches too.
    """
    ids = set(what.scene.cast.scenarios)
    kinds = [s for s in what.knowledge.vocabulary.scenarios if s.id in ids]
    found = [a for s in kinds for a in plot.typical(s)]
    if kind.counter:
        own = {what.kind(a.name).group for a in plot.typical(kind)}
        found = [a for s in kinds if s.counter for a in plot.typical(s) if what.kind(a.name).group in own]
    found += [Atom(name, value) for name, value in what.stock.distractors.get(kind.id, ())]
    return sorted(a for a in dict.fromkeys(found) if what.may(a))


def finding(found: tuple[OffenceFinding, ...], rule: str, suspect: str, victim: str) -> OffenceFinding | None:
    """The most telling finding on a variant in a whole assessment; those with a known holder first."""
    from legalkb.assessment import rank

    own = [f for f in found if (f.rule, f.suspect, f.victim) == (rule, suspect, victim)]
    named = [f for f in own if f.holder and f.outcome != NONE]
    return max(named or own, key=lambda f: (rank(f), f.holder, f.object), default=None)
