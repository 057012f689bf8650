"""The smallest sets of answers after which nothing can change a decision any more.

A set settles a value when every completion of it has that value. The search goes back and forth between two
questions: which smallest set is not yet refuted, and which completion refutes it. Each refutation rules out every set
within that completion, so the search ends, and what it finds first is smallest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import clingo

from legalkb.compilation import OPPOSITE
from legalkb.inference import Atom
from legalkb.relevance.question import Problem
from legalkb.relevance.solver import FULLEST, SILENT, Encoded, encode, shown, value_names

MOST_ANSWERS, MOST_STEPS, MOST_SETS = 4, 400, 12


@dataclass(frozen=True, slots=True)
class Settling:
    """The smallest sets of answers that settle a value; ``complete`` tells that there are no others of these sizes,
    ``most`` the largest size that was looked at."""

    value: str
    sets: tuple[frozenset[Atom], ...]
    complete: bool
    most: int


def _refutation(encoded: Encoded, given: list[int], numbers: frozenset[int]) -> frozenset[int] | None:
    """The answers of a completion of these that has another value; None when there is none."""
    chosen = [encoded.chosen[encoded.answers[n]] for n in sorted(numbers)]
    return shown(encoded.control, "c", [*given, *chosen])


def _candidates(problem: Problem, most: int) -> clingo.Control:
    """A solver for smallest sets of answers, one to a name and at most ``most``."""
    control = clingo.Control(["--opt-mode=opt", "--models=0", *SILENT], message_limit=0)
    may = frozenset(problem.answers)
    places = {answer: place for place, answer in enumerate(problem.scope.answers) if answer in may}
    apart = [{place, places.get(Atom(a.name, OPPOSITE[a.sign]), place)} for a, place in places.items()]
    apart += [{places[a] for a in clash} for clash in problem.scope.clashes if clash <= places.keys()]
    pairs = sorted({tuple(sorted(pair)) for pair in apart if len(pair) > 1})
    lines = [
        f":- {most + 1} {{ s(N) }}. #minimize {{ 1,N : s(N) }}. #show s/1.",
        *(f"{{ s({n}) }}." for n in places.values()),
    ]
    lines += [f":- s({first}), s({second})." for first, second in pairs]
    control.add("base", [], "\n".join(lines))
    control.ground([("base", [])])
    return control


def _rule_out(control: clingo.Control, step: int, constraint: str) -> None:
    control.add(f"step{step}", [], constraint)
    control.ground([(f"step{step}", [])])


def _found(problem: Problem, value: str, most: int) -> Iterator[frozenset[Atom] | None]:
    """The smallest settling sets, smallest first; None for a step that found none."""
    encoded, names = encode(problem.scope, FULLEST), value_names(problem.decision)
    given = encoded.assumptions(problem)
    given += [-literal for literal, name in zip(encoded.values, names, strict=True) if name == value]
    candidates, may = _candidates(problem, most), frozenset(problem.answers)
    every = frozenset(place for place, answer in enumerate(encoded.answers) if answer in may)
    step = 0
    while (chosen := shown(candidates, "s")) is not None:
        step += 1
        refuted = _refutation(encoded, given, chosen)
        if refuted is None:
            yield frozenset(encoded.answers[n] for n in chosen)
            if not chosen:
                return
            _rule_out(candidates, step, f":- {', '.join(f's({n})' for n in sorted(chosen))}.")
        else:
            yield None
            outside = ", ".join(f"not s({n})" for n in sorted(every - refuted))
            _rule_out(candidates, step, f":- {outside or '1 = 1'}.")


def settling(
    problem: Problem, value: str, most: int = MOST_ANSWERS, steps: int = MOST_STEPS, sets: int = MOST_SETS
) -> Settling:
    """The smallest sets of answers after which the decision has this value whatever comes. The empty set when that is
    so already. Looks at sets of at most ``most`` answers, for at most ``steps`` steps, and stops at ``sets`` sets."""
    found: list[frozenset[Atom]] = []
    for step, answers in enumerate(_found(problem, value, most), 1):
        if answers is not None:
            found.append(answers)
        if len(found) == sets or step == steps:
            return Settling(value, tuple(found), False, most)
    return Settling(value, tuple(found), True, most)
