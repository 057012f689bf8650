"""The smallest sets of answers after which nothing can change a decision any more.

A set settles a value when every completion of it has that value. The search goes back and forth between two
questions: which smallest set is not yet refuted, and which completion refutes it. Each refutation rules out every set
within that completion, so the search ends, and what it finds first is smallest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import clingo

from legalkb.inference import Atom
from legalkb.relevance.question import Problem
from legalkb.relevance.solver import Program, program

MOST_ANSWERS, MOST_STEPS, MOST_SETS = 4, 400, 12


@dataclass(frozen=True, slots=True)
class Settling:
    """The smallest sets of answers that settle a value; ``complete`` tells that there are no others of these sizes,
    ``most`` the largest size that was looked at."""

    value: str
    sets: tuple[frozenset[Atom], ...]
    complete: bool
    most: int


def _refuter(text: Program, place: int) -> clingo.Control:
    """A solver for completions that do not have the value; as many answers in each as it can."""
    control = clingo.Control(["--warn=none", "--heuristic=Domain", "--models=1"], message_limit=0)
    more = "w(0). #show c/1. #heuristic c(I) : o(X,I). [1,true]"
    control.add("base", [], "\n".join((*text.lines, more, f":- v(0,{place}).")))
    control.ground([("base", [])])
    return control


def _refutation(control: clingo.Control, numbers: frozenset[int]) -> frozenset[int] | None:
    """The answers of a completion of these that has another value; None when there is none."""
    assumed = [(clingo.Function("c", [clingo.Number(n)]), True) for n in sorted(numbers)]
    with control.solve(yield_=True, assumptions=assumed) as handle:
        for model in handle:
            return frozenset(s.arguments[0].number for s in model.symbols(shown=True))
    return None


def _candidates(text: Program, most: int) -> clingo.Control:
    """A solver for smallest sets of answers, one to a name and at most ``most``."""
    control = clingo.Control(["--warn=none", "--opt-mode=opt", "--models=0"], message_limit=0)
    lines = [line for line in text.lines if line.startswith(("u(", "clash("))]
    pick = "{ s(I) : o(X,I) } 1 :- u(X). :- clash(I,J), s(I), s(J). #minimize { 1,I : s(I) }. #show s/1. clash(-1,-1)."
    control.add("base", [], "\n".join((*lines, pick, f":- {most + 1} {{ s(I) }}.")))
    control.ground([("base", [])])
    return control


def _smallest(control: clingo.Control) -> frozenset[int] | None:
    """A smallest set that is left; None when there is none."""
    found: frozenset[int] | None = None
    with control.solve(yield_=True) as handle:
        for model in handle:
            found = frozenset(s.arguments[0].number for s in model.symbols(shown=True))
    return found


def _rule_out(control: clingo.Control, step: int, constraint: str) -> None:
    control.add(f"step{step}", [], constraint)
    control.ground([(f"step{step}", [])])


def _found(text: Program, place: int, most: int) -> Iterator[frozenset[int] | None]:
    """The smallest settling sets, smallest first; None for a step that found none."""
    refuter, candidates = _refuter(text, place), _candidates(text, most)
    every = frozenset(text.answers)
    step = 0
    while (chosen := _smallest(candidates)) is not None:
        step += 1
        refuted = _refutation(refuter, chosen)
        if refuted is None:
            yield chosen
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
    text = program(problem)
    found: list[frozenset[Atom]] = []
    for step, numbers in enumerate(_found(text, text.values.index(value), most), 1):
        if numbers is not None:
            found.append(frozenset(text.answers[n] for n in numbers))
        if len(found) == sets or step == steps:
            return Settling(value, tuple(found), False, most)
    return Settling(value, tuple(found), True, most)
