"""An exercise: a fictitious case with a wanted outcome, told in prose, with the case file behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from legalkb import assessment
from legalkb.case import Case
from legalkb.case_reader import read_case
from legalkb.compilation import PRESENT
from legalkb.engine import BUILTIN
from legalkb.findings import Assessment
from legalkb.gates.model import BAR, OPEN, RESERVED, UNKNOWN
from legalkb.inference import Atom
from legalkb.knowledge import KnowledgeBase
from legalkb.node import SourceText
from legalkb.training import case_text, documents, gate_facts, plot, scene, stock, story
from legalkb.training import draft as drafts
from legalkb.training.chance import Chance
from legalkb.training.documents import File
from legalkb.training.draft import Draft, Goal
from legalkb.training.plot import LEAD, Telltale
from legalkb.training.story import Told
from legalkb.vocabulary import ScenarioType

ATTEMPTS, PATIENCE, DRAWS = 120, 40, 6
LEVELS = (1, 2, 3)
TURNS = {
    1: (drafts.FULFILLED, drafts.FULFILLED, drafts.CONTRADICTED, drafts.CONTRADICTED, drafts.GAP, drafts.NOTHING),
    2: (drafts.FULFILLED, drafts.GAP, drafts.GAP, drafts.CONTRADICTED),
    3: (drafts.FULFILLED, drafts.GAP, drafts.DISPUTED, drafts.DISPUTED, drafts.CONTRADICTED),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. Empty fields are left to chance.

    ``scenarios`` and ``rules`` are by id and key, ``turn`` is one of the words of :mod:`legalkb.training.draft`,
    ``gate`` a prosecution gate and ``standing`` how it should stand, ``beside`` are facts that should stand beside what
    is needed. The departure falls from ``since`` on and before ``before``; ``latest`` is the last reference date.
    """

    level: int
    seed: int
    latest: date
    scenarios: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    turn: str = ""
    gate: str = ""
    standing: str = ""
    beside: tuple[Atom, ...] = ()
    since: date | None = None
    before: date | None = None


@dataclass(frozen=True, slots=True)
class Exercise:
    """A fictitious case. ``text`` is its case file, ``told`` the story, ``draft`` and ``what`` how it was made."""

    name: str
    wish: Wish
    scenario: ScenarioType
    goal: Goal
    text: str
    case: Case
    assessment: Assessment
    told: tuple[Told, ...]
    draft: Draft
    file: File
    what: Telltale
    attempt: int = 0


def make(wish: Wish, knowledge: KnowledgeBase, name: str = "oefening", attempts: int = ATTEMPTS) -> Exercise | None:
    """The exercise for a wish: the first that comes out as wanted; None when none of the attempts does."""
    options = fitting(wish, knowledge)
    drawn = (_drawn(wish, number, options, knowledge) for number in range(DRAWS * attempts))
    found = (_attempt(plan, wish, name) for plan in islice((d for d in drawn if d is not None), attempts))
    return next((e for e in found if e is not None), None)


def _standing(wish: Wish) -> str:
    """How the gate that is asked for should stand; what nobody knows belongs to higher levels."""
    least = (OPEN, BAR, RESERVED)
    drawn = Chance(f"poort/{wish.seed}/{wish.level}")
    return wish.standing or drawn.pick(least if wish.level == 1 else (*least, UNKNOWN))


def fitting(wish: Wish, knowledge: KnowledgeBase) -> tuple[tuple[ScenarioType, str], ...]:
    """The scenarios with an offence variant that a wish leaves open; an empty variant for counter-scenarios."""
    found = []
    for kind in knowledge.vocabulary.scenarios:
        if wish.scenarios and kind.id not in wish.scenarios:
            continue
        if kind.counter:
            found += [(kind, "")] if not wish.rules and not wish.gate and wish.turn in ("", drafts.HARMLESS) else []
        else:
            rules = candidates(kind, knowledge) if wish.rules else _plain(kind, knowledge)
            found += [(kind, rule) for rule in rules if not wish.rules or rule in wish.rules]
    return tuple(found)


def candidates(kind: ScenarioType, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """The offence variants that a scenario may touch, as the ontology says, and those that build on them."""
    within = {c.provision for c in kind.candidates if not c.out_of_scope}
    rules = [knowledge.rulebook.rule(key, None) for key in knowledge.rulebook.keys]
    named = {r.key for r in rules if r.designation in within or f"Sr {r.article}" in within}
    return tuple(r.key for r in rules if r.key in named or r.builds_on in named)


def _plain(kind: ScenarioType, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """The offence variants that a scenario is first of all about: one for each provision that it names."""
    first: dict[str, str] = {}
    for key in candidates(kind, knowledge):
        rule = knowledge.rulebook.rule(key, None)
        if not rule.builds_on:
            first.setdefault(rule.designation, key)
    return tuple(first.values())


def untold(rule: str, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """The fact types without words for a story, where an element of an offence variant can't be fulfilled without."""
    book, told = knowledge.rulebook, stock.of(knowledge).told
    silent = {k.id for k in knowledge.vocabulary.fact_types.values() if not k.derived} - told.keys() - {PRESENT}
    found: dict[str, None] = {}
    for element in book.elements(book.rule(rule, None), None):
        ways = (*element.alternatives, *(element.open_norm.indications_for if element.open_norm else ()))
        lacking = [tuple(x.name for x in way.literals if x.name in silent) for way in ways]
        if lacking and all(lacking):
            found.update(dict.fromkeys(name for names in lacking for name in names))
    return tuple(found)


def _goal(wish: Wish, rule: str, chance: Chance) -> Goal:
    turn = wish.turn or (chance.pick(TURNS[wish.level]) if rule else drafts.HARMLESS)
    if wish.gate and turn == drafts.NOTHING:
        turn = drafts.FULFILLED
    return Goal(rule, turn if rule else drafts.HARMLESS, wish.gate)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What one attempt is to be about, before a story is made of it."""

    number: int
    kind: ScenarioType
    goal: Goal
    what: Telltale
    chance: Chance


def _drawn(
    wish: Wish, number: int, options: tuple[tuple[ScenarioType, str], ...], knowledge: KnowledgeBase
) -> _Plan | None:
    """The plan of an attempt, one of the ``options`` of :func:`fitting`; None where these persons have no place for
    the facts that are asked for."""
    chance = Chance(f"{wish.seed}/{wish.level}/{number}")
    things = stock.of(knowledge)
    kinds = tuple(dict.fromkeys(kind.id for kind, _ in options))
    if not kinds:
        return None
    scenario = chance.pick(kinds)
    kind, rule = chance.pick([(k, r) for k, r in options if k.id == scenario])
    casts = scene.casts_for(things, scenario)
    if not casts:
        return None
    goal = _goal(wish, rule, chance)
    departure, reference = _when(goal, wish, knowledge, chance)
    drawn = scene.draw(things, scenario, chance.pick(casts), wish.level, departure, reference, chance.apart("toneel"))
    away = goal.gate == "rechtsmacht" and drawn.country is not None and not chance.once_in(3)
    what = plot.telltale(drawn, knowledge, chance.apart("goed"), away)
    fits = all(atom in what.structure or what.may(atom) for atom in wish.beside)
    return _Plan(number, kind, goal, what, chance) if fits else None


def _attempt(plan: _Plan, wish: Wish, name: str) -> Exercise | None:
    goal, what, chance = plan.goal, plan.what, plan.chance
    made = drafts.draft(goal, plan.kind, what, chance.apart("verhaal"), wish.beside)
    if made is not None:
        made = documents.shared(made, what, chance.apart("samen"))
    if made is not None and goal.gate:
        standing = _standing(wish) if plan.number < PATIENCE else ""
        made = gate_facts.answered(made, what, standing, chance.apart("poort"))
    if made is None:
        return None
    if wish.level == max(LEVELS) and chance.once_in(2):
        made = documents.denial(made, what, chance.apart("ontkenning"))
    found = next(_finished(wish, plan.kind, name, made, what, chance), None)
    return replace(found, attempt=plan.number) if found else None


def _when(goal: Goal, wish: Wish, knowledge: KnowledgeBase, chance: Chance) -> tuple[date, date | None]:
    """The day of departure, and the reference date where it is not soon after."""
    recent = wish.latest - timedelta(days=120)
    if wish.since or wish.before:
        return _between(wish, recent, knowledge, chance), wish.latest if goal.gate == "verjaring" else None
    if goal.gate == "verjaring":
        return max(chance.day(recent, -365 * 20, -365 * 2), _first(knowledge)), wish.latest
    changes = _changes(goal.rule, knowledge, recent)
    if changes and (goal.gate == "wet_in_tijd" or (wish.level == max(LEVELS) and chance.once_in(3))):
        day = chance.day(chance.pick(changes), -150, 60)
        return max(min(day, recent), _first(knowledge)), None
    return chance.day(recent, -500, 0), None


def _between(wish: Wish, recent: date, knowledge: KnowledgeBase, chance: Chance) -> date:
    """A day of departure that leaves room for what happens before and after it, as far as there is room."""
    first = max(_first(knowledge), wish.since or date.min)
    last = min(recent, wish.before - timedelta(days=60) if wish.before else recent)
    return chance.day(first, 0, max((last - first).days, 0))


def _first(knowledge: KnowledgeBase) -> date:
    """The first day of departure of which the rules cover all that comes before and after it."""
    begin = min(knowledge.rulebook.rule(k, None).valid_from for k in knowledge.rulebook.keys)
    return date.fromisoformat(begin) + timedelta(days=60)


def _changes(rule: str, knowledge: KnowledgeBase, latest: date) -> tuple[date, ...]:
    """The days on which the text of a provision changed, as far as the ontology has them."""
    if not rule:
        return ()
    versions = knowledge.vocabulary.law.versions(knowledge.rulebook.rule(rule, None).designation)
    found = (date.fromisoformat(v.valid_from) for v in versions if v.valid_from)
    return tuple(d for d in found if _first(knowledge) < d < latest)


def _finished(
    wish: Wish, kind: ScenarioType, name: str, made: Draft, what: Telltale, chance: Chance
) -> Iterator[Exercise]:
    """The draft with its documents, when the case with its sources still comes out as wanted."""
    knowledge, drawn = what.knowledge, what.scene
    file = documents.divided(made, what, chance.apart("stukken"))
    sources = {g: d.id for d in file.documents for g in d.given}
    named = {
        d.id: {"soort": d.kind.label, "van": d.teller.id if d.teller else "", "afgelegd_op": d.on}
        for d in file.documents
    }
    text = case_text.write(drawn, file.lines, what.stock, knowledge, name, named, sources)
    case = read_case(SourceText("zaak.yaml", text), knowledge.vocabulary)
    found = assessment.assess(case, knowledge, BUILTIN)
    if comes_out(found, made.goal, drawn.suspects[0].id, drawn.victim.id):
        first = 1 + len([g for g in sources if g.section == "feiten"])
        told = story.told(file, what, chance.apart("taal"), first)
        yield Exercise(name, wish, kind, made.goal, text, case, found, told, made, file, what)


def comes_out(found: Assessment, goal: Goal, suspect: str, victim: str) -> bool:
    """Whether an assessment has the outcome of a goal."""
    if not goal.rule:
        return all(f.outcome != LEAD for f in found.findings)
    finding = drafts.finding(found.findings, goal.rule, suspect, victim)
    return finding is not None and finding.outcome == goal.outcome


def renamed(found: Exercise, knowledge: KnowledgeBase, name: str) -> Exercise:
    """The same exercise under another name."""
    plan = _drawn(found.wish, found.attempt, fitting(found.wish, knowledge), knowledge)
    return (plan and _attempt(plan, found.wish, name)) or found
