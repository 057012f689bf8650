"""Asks clingo, an answer set solver, what further facts can change; the rules go in as they are.

An answer set program has the least fixpoint of its rules as its meaning, as the engines have. To tell what is relevant
two worlds are compared: some answers, and the same answers with one more. Unions over all models are exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import clingo

from legalkb.decision import ALWAYS, Decision, Every, Formula, Holds, Not, Rests, Some
from legalkb.inference import Atom
from legalkb.relevance.question import RUNS, Problem

SILENT = ("--warn=none",)
BRAVE = ("--enum-mode=brave", "--models=0", *SILENT)


@dataclass(frozen=True, slots=True)
class Encoded:
    """A problem in the solver. ``chosen`` are the literals of the answers, ``values`` those of the values per world
    and decision."""

    control: clingo.Control
    answers: tuple[Atom, ...]
    chosen: Mapping[Atom, int]
    values: tuple[tuple[tuple[int, ...], ...], ...]


def value_names(decision: Decision) -> tuple[str, ...]:
    """The values of a decision by their place: one for each case, then the other one."""
    return (*(value for value, _ in decision.cases), decision.otherwise)


@dataclass(slots=True)
class _Writer:
    """Writes a problem into the solver; remembers the literal of everything it has named."""

    problem: Problem
    backend: clingo.Backend
    literals: dict[tuple[object, ...], int] = field(default_factory=dict)

    def literal(self, *key: object) -> int:
        if key not in self.literals:
            self.literals[key] = self.backend.add_atom()
        return self.literals[key]

    def named(self, name: str, number: int) -> int:
        """A literal that models show as ``name(number)``."""
        literal = self.backend.add_atom(clingo.Function(name, [clingo.Number(number)]))
        return self.literals.setdefault((name, number), literal)

    def run(self, name: str) -> int:
        """The first run with the same facts as this one."""
        return self.problem.known.index(self.problem.known[RUNS.index(name)])

    def rule(self, head: int, *body: int) -> None:
        self.backend.add_rule([head], list(body))

    def never(self, *body: int) -> None:
        self.backend.add_rule([], list(body))

    def formula(self, world: int, formula: Formula) -> int:
        key = ("f", world, formula)
        if key not in self.literals:
            literal = self.literal(*key)
            for body in self._bodies(world, formula):
                self.rule(literal, *body)
        return self.literals[key]

    def _bodies(self, world: int, formula: Formula) -> list[list[int]]:
        match formula:
            case Holds(run, atom):
                return [[self.literal("h", world, self.run(run), atom)]]
            case Rests(atom):
                return [[self.literal("k", world, atom)]]
            case Not(of):
                return [[-self.formula(world, of)]]
            case Every(parts):
                return [[self.formula(world, p) for p in parts]]
            case Some(parts):
                return [[self.formula(world, p)] for p in parts]


def _rests(formula: Formula) -> bool:
    match formula:
        case Holds():
            return False
        case Rests():
            return True
        case Not(of):
            return _rests(of)
        case Every(parts) | Some(parts):
            return any(map(_rests, parts))


def _write_rules(to: _Writer, world: int) -> None:
    """The rules over each run that differs, what is known, and what each conclusion over the stated facts rests on."""
    problem = to.problem
    rests = any(_rests(f) for d in problem.decisions for _, f in d.cases)
    for place in sorted({problem.known.index(facts) for facts in problem.known}):
        for rule in problem.rules:
            to.rule(
                to.literal("h", world, place, rule.conclusion),
                *(to.literal("h", world, place, p) for p in rule.premises),
            )
        for atom in sorted(problem.known[place]):
            to.rule(to.literal("h", world, place, atom))
    for rule in problem.rules if rests else ():
        body = [to.literal("h", world, 0, p) for p in rule.premises]
        for premise in rule.premises:
            to.rule(to.literal("k", world, rule.conclusion), *body, to.literal("k", world, premise))
    for atom in sorted(problem.told):
        to.rule(to.literal("k", world, atom))


def _write_answer(to: _Writer, world: int, answer: Atom, literal: int) -> None:
    """That an answer, where it is given, is a fact in every run."""
    for place in sorted({to.problem.known.index(facts) for facts in to.problem.known}):
        to.rule(to.literal("h", world, place, answer), literal)
    if answer.sign == "ja" and answer.name in to.problem.acts:
        to.rule(to.literal("k", world, answer), literal)


def _write_choice(to: _Writer, answers: tuple[Atom, ...]) -> dict[Atom, int]:
    """Any answers that can be right together, one to a name at most."""
    chosen = {answer: to.named("c", place) for place, answer in enumerate(answers)}
    if chosen:
        to.backend.add_rule(list(chosen.values()), [], choice=True)
    for name in to.problem.open:
        both = [chosen[a] for a in answers if a.name == name]
        if len(both) > 1:
            to.never(*both)
    return chosen


def _write_values(to: _Writer, world: int) -> tuple[tuple[int, ...], ...]:
    return tuple(_write_value(to, world, number, d) for number, d in enumerate(to.problem.decisions))


def _write_value(to: _Writer, world: int, number: int, decision: Decision) -> tuple[int, ...]:
    """The literals of the values of a decision; those of the first one are shown."""
    earlier: list[int] = []
    found: list[int] = []
    for place, formula in enumerate((*(f for _, f in decision.cases), ALWAYS)):
        holds = to.formula(world, formula)
        literal = to.named("v", place) if world == number == 0 else to.literal("v", world, number, place)
        to.rule(literal, holds, *earlier)
        earlier.append(-holds)
        found.append(literal)
    return tuple(found)


def _write_difference(to: _Writer, first: tuple[tuple[int, ...], ...], second: tuple[tuple[int, ...], ...]) -> None:
    """That some decision has another value in the second world."""
    names = [value_names(d) for d in to.problem.decisions]
    same = []
    for number, (one, other) in enumerate(zip(first, second, strict=True)):
        same.append(to.literal("same", number))
        for a, name in zip(one, names[number], strict=True):
            for b, alike in zip(other, names[number], strict=True):
                if name == alike:
                    to.rule(same[-1], a, b)
    to.never(*same)


def _write_other(to: _Writer, answers: tuple[Atom, ...], chosen: Mapping[Atom, int]) -> None:
    """The second world: the same answers and one more."""
    one = {answer: to.named("l", place) for place, answer in enumerate(answers)}
    to.backend.add_rule(list(one.values()), [], choice=True)
    to.backend.add_weight_rule([], 2, [(literal, 1) for literal in one.values()])
    to.never(*(-literal for literal in one.values()))
    by_name: dict[str, list[int]] = {}
    for answer in answers:
        by_name.setdefault(answer.name, []).append(chosen[answer])
    for answer, literal in one.items():
        for other in by_name[answer.name]:
            to.never(literal, other)
        _write_answer(to, 1, answer, literal)
        _write_answer(to, 1, answer, chosen[answer])
    picked = {a: to.literal("p", a) for a in answers}
    for answer in answers:
        to.rule(picked[answer], one[answer])
        to.rule(picked[answer], chosen[answer])
    _write_clashes(to, picked)


def _write_clashes(to: _Writer, picked: Mapping[Atom, int]) -> None:
    for first, second in sorted(map(sorted, to.problem.clashes)):
        if first in picked and second in picked:
            to.never(picked[first], picked[second])


def encode(problem: Problem, options: tuple[str, ...], two: bool = False) -> Encoded:
    """A problem in the solver: some further answers, and with ``two`` also a world with one more answer, in which the
    decision has another value."""
    control = clingo.Control([*options], message_limit=0)
    answers = problem.answers
    with control.backend() as backend:
        to = _Writer(problem, backend)
        chosen = _write_choice(to, answers)
        _write_clashes(to, chosen)
        _write_rules(to, 0)
        for answer, literal in chosen.items():
            _write_answer(to, 0, answer, literal)
        values = [_write_values(to, 0)]
        if two:
            _write_rules(to, 1)
            _write_other(to, answers, chosen)
            values.append(_write_values(to, 1))
            _write_difference(to, *values)
    return Encoded(control, answers, chosen, tuple(values))


def shown(control: clingo.Control, name: str) -> frozenset[int]:
    """The numbers of the atoms with a name in the last model; of all models together in brave mode."""
    found: frozenset[int] = frozenset()
    with control.solve(yield_=True) as handle:
        for model in handle:
            found = frozenset(s.arguments[0].number for s in model.symbols(atoms=True) if s.name == name)
    return found


def possible(problem: Problem) -> tuple[str, ...]:
    """The values that the first decision can still get, with no more and with any further answers."""
    names = value_names(problem.decision)
    found = {names[n] for n in shown(encode(problem, BRAVE).control, "v")}
    return tuple(v for v in problem.decision.values if v in found)


def relevant(problem: Problem) -> tuple[Atom, ...]:
    """The answers of which each can, after some other answers or none, change the value of a decision."""
    if not problem.answers:
        return ()
    encoded = encode(problem, BRAVE, two=True)
    return tuple(sorted(encoded.answers[n] for n in shown(encoded.control, "l")))
