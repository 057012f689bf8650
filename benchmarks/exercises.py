"""Measure how exercises are made: facts asked of the solver beside facts drawn blindly, and how much exercises differ.

Run from the root of the repository: ``python -m benchmarks.exercises [STORIES]``. See docs/explanation/benchmarks.md.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from itertools import combinations

from legalkb import knowledge
from legalkb.compilation import NO, YES
from legalkb.inference import Atom
from legalkb.training import draft, exercise, plot, scene, stock
from legalkb.training.chance import Chance
from legalkb.training.exercise import Wish
from legalkb.training.plot import LEAD

LATEST = date(2026, 9, 1)
STORIES, EACH = 200, 100


def blind(what: plot.Telltale, rule: str, size: int, chance: Chance) -> bool:
    """Whether facts that fit together, drawn by chance alone, make a lead."""
    told: list[Atom] = []
    for atom in chance.order([Atom(n, s) for n in sorted(what.stock.told) for s in (YES, NO)]):
        if len(told) < size and what.fits(atom, told) and not what.lacking(atom, told):
            told.append(atom)
    lines = [plot.line_of(a, what, chance.apart(a.name)) for a in told]
    return plot.outcome(lines, rule, what) == LEAD


def solved(what: plot.Telltale, rule: str, chance: Chance) -> bool:
    """Whether the solver finds facts that make a lead in the same scene."""
    kind = next(s for s in what.knowledge.vocabulary.scenarios if s.id == what.scene.scenario)
    return draft.draft(draft.Goal(rule, draft.FULFILLED), kind, what, chance) is not None


def compare(base: knowledge.KnowledgeBase, stories: int) -> None:
    """Print how many stories have the wanted lead, and the seconds for each that has."""
    things = stock.of(base)
    scenarios = [s for s in base.vocabulary.scenarios if not s.counter]
    scenes = []
    for number in range(stories):
        chance = Chance(f"benchmark/{number}")
        kind = chance.pick(scenarios)
        cast = chance.pick(scene.casts_for(things, kind.id))
        drawn = scene.draw(things, kind.id, cast, 2, date(2025, 7, 1), None, chance)
        scenes.append((plot.telltale(drawn, base, chance), chance.pick(exercise.candidates(kind, base)), chance))
    for name, way in (
        ("drawn blindly", lambda w, r, c: blind(w, r, 12, c.apart("blind"))),
        ("asked of the solver", lambda w, r, c: solved(w, r, c.apart("solver"))),
    ):
        start = time.perf_counter()
        found = sum(way(what, rule, chance) for what, rule, chance in scenes)
        seconds = time.perf_counter() - start
        print(f"{name}: {found} of {stories} stories, {seconds / max(found, 1):.3f} s for each found")


def differences(base: knowledge.KnowledgeBase) -> None:
    """Print, for each scenario, in how many pairs of its exercises two facts differ or more, and how many texts."""
    for kind in base.vocabulary.scenarios:
        made = [exercise.make(Wish(1 + n % 3, n, LATEST, (kind.id,)), base) for n in range(EACH)]
        facts = [frozenset((x.name, x.value) for x in e.file.lines) for e in made if e]
        texts = {tuple(p.text for t in e.told for p in t.paragraphs) for e in made if e}
        pairs = list(combinations(facts, 2))
        far = sum(len(a ^ b) >= 2 for a, b in pairs)
        print(
            f"{kind.id}: {len(facts)} exercises, {len(texts)} texts, {far / len(pairs):.1%} of pairs differ in 2 facts"
        )


def main() -> None:
    """Print both."""
    base = knowledge.load()
    compare(base, int(sys.argv[1]) if len(sys.argv) > 1 else STORIES)
    differences(base)


if __name__ == "__main__":
    main()
