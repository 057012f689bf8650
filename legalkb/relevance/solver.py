"""Asks clingo, an answer set solver, what further facts can change; the rules go in as they are.

An answer set program has the least fixpoint of its rules as its meaning, as the engines have. To tell what is relevant
two worlds are compared: some answers, and the same answers with one more. Unions over all models are exact. A scope is
handed over once; what a case says comes as assumptions, so that the next question is quick.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import clingo
from clingo.backend import HeuristicType

from legalkb.compilation import OPPOSITE, PRESENT, YES
from legalkb.formula import ALWAYS, Decision, Every, Formula, Holds, Not, Rests, Some
from legalkb.inference import Atom
from legalkb.relevance.question import RUNS, SCOPES, Problem, Scope

SILENT = ("--warn=none",)
BRAVE = ("--enum-mode=brave", "--models=0", *SILENT)
FULLEST = ("--heuristic=Domain", "--models=1", *SILENT)
OPTIMAL = ("--opt-mode=opt", "--models=0", *SILENT)
STANDING = Atom(PRESENT, YES)


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """A scope in the solver: the literals of what is known per run, of what makes a lead, of the answers, of the one
    more answer, and of the values of the first decision."""

    control: clingo.Control
    answers: tuple[Atom, ...]
    known: tuple[Mapping[Atom, int], ...]
    told: Mapping[Atom, int]
    chosen: Mapping[Atom, int]
    more: Mapping[Atom, int]
    values: tuple[int, ...]

    def assumptions(self, problem: Problem) -> list[int]:
        """What a case says, as literals that hold or not."""
        may = frozenset(problem.answers)
        found = []
        for literals, facts in zip(self.known, problem.known, strict=True):
            found += [literal if atom in facts else -literal for atom, literal in literals.items()]
        found += [literal if atom in problem.told else -literal for atom, literal in self.told.items()]
        for literals in (self.chosen, self.more):
            found += [-literal for atom, literal in literals.items() if atom not in may]
        return found


def value_names(decision: Decision) -> tuple[str, ...]:
    """The values of a decision by their place: one for each case, then the other one."""
    return (*(value for value, _ in decision.cases), decision.otherwise)


@dataclass(slots=True)
class _Writer:
    """Writes a scope into the solver; remembers the literal of everything it has named."""

    scope: Scope
    backend: clingo.Backend
    literals: dict[tuple[object, ...], int] = field(default_factory=dict)

    def literal(self, *key: object) -> int:
        if key not in self.literals:
            self.literals[key] = self.backend.add_atom()
        return self.literals[key]

    def named(self, name: str, number: int) -> int:
        """A literal that models show as ``name(number)``."""
        return self.backend.add_atom(clingo.Function(name, [clingo.Number(number)]))

    def rule(self, head: int, *body: int) -> None:
        self.backend.add_rule([head], list(body))

    def never(self, *body: int) -> None:
        self.backend.add_rule([], list(body))

    def free(self, literals: Sequence[int]) -> None:
        """Leave it open which of these hold."""
        if literals:
            self.backend.add_rule(list(literals), [], choice=True)

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
                return [[self.literal("h", world, RUNS.index(run), atom)]]
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
    """The rules over each run, and what each conclusion over the stated facts rests on."""
    rules = to.scope.rules
    for place in range(len(RUNS)):
        for rule in rules:
            body = [to.literal("h", world, place, p) for p in rule.premises]
            to.rule(to.literal("h", world, place, rule.conclusion), *body)
        for atom in (STANDING, *to.scope.answers):
            denied = [-to.literal("given", world, Atom(atom.name, OPPOSITE[atom.sign]))] if place else []
            to.rule(to.literal("h", world, place, atom), to.literal("b", place, atom), *denied)
    for rule in rules if any(_rests(f) for d in to.scope.decisions for _, f in d.cases) else ():
        body = [to.literal("h", world, 0, p) for p in rule.premises]
        for premise in rule.premises:
            to.rule(to.literal("k", world, rule.conclusion), *body, to.literal("k", world, premise))
    for atom in _leading(to.scope):
        to.rule(to.literal("k", world, atom), to.literal("t", atom))


def _leading(scope: Scope) -> tuple[Atom, ...]:
    """The statements that make a lead."""
    return tuple(a for a in scope.answers if a.sign == YES and a.name in scope.acts)


def _write_answers(to: _Writer, world: int, literals: Mapping[Atom, int]) -> None:
    """That an answer, where it is given, is a fact; disputed where the suspect alone said the opposite."""
    for answer, literal in literals.items():
        to.rule(to.literal("given", world, answer), literal)
        opposite = to.literal("b", 0, Atom(answer.name, OPPOSITE[answer.sign]))
        for place in range(len(RUNS)):
            to.rule(to.literal("h", world, place, answer), literal, *([-opposite] if place else []))
        if answer.sign == YES and answer.name in to.scope.acts:
            to.rule(to.literal("k", world, answer), literal)


def _write_known(to: _Writer) -> tuple[tuple[dict[Atom, int], ...], dict[Atom, int]]:
    """What a case says; which of it holds comes as assumptions."""
    atoms = (STANDING, *to.scope.answers)
    known = tuple({atom: to.literal("b", place, atom) for atom in atoms} for place in range(len(RUNS)))
    told = {atom: to.literal("t", atom) for atom in _leading(to.scope)}
    to.free([*(literal for literals in known for literal in literals.values()), *told.values()])
    return known, told


def _write_choice(to: _Writer) -> dict[Atom, int]:
    """Any answers that can be right together, one to a name at most."""
    chosen = {answer: to.named("c", place) for place, answer in enumerate(to.scope.answers)}
    to.free([*chosen.values()])
    for name in to.scope.leaves:
        to.never(*(chosen[Atom(name, sign)] for sign in OPPOSITE))
    _write_clashes(to, chosen)
    return chosen


def _write_clashes(to: _Writer, picked: Mapping[Atom, int]) -> None:
    for first, second in sorted(map(sorted, to.scope.clashes)):
        if first in picked and second in picked:
            to.never(picked[first], picked[second])


def _write_values(to: _Writer, world: int) -> tuple[tuple[int, ...], ...]:
    return tuple(_write_value(to, world, number, d) for number, d in enumerate(to.scope.decisions))


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


def _write_other(to: _Writer, chosen: Mapping[Atom, int]) -> dict[Atom, int]:
    """The second world: the same answers and one more."""
    one = {answer: to.named("l", place) for place, answer in enumerate(to.scope.answers)}
    to.free([*one.values()])
    to.backend.add_weight_rule([], 2, [(literal, 1) for literal in one.values()])
    to.never(*(-literal for literal in one.values()))
    picked = {a: to.literal("p", a) for a in to.scope.answers}
    for answer, literal in one.items():
        for sign in OPPOSITE:
            to.never(literal, chosen[Atom(answer.name, sign)])
        to.rule(picked[answer], literal)
        to.rule(picked[answer], chosen[answer])
    _write_answers(to, 1, picked)
    _write_clashes(to, picked)
    return one


def _write_difference(to: _Writer, first: tuple[tuple[int, ...], ...], second: tuple[tuple[int, ...], ...]) -> None:
    """That some decision has another value in the second world."""
    names = [value_names(d) for d in to.scope.decisions]
    same = []
    for number, (one, other) in enumerate(zip(first, second, strict=True)):
        same.append(to.literal("same", number))
        for a, name in zip(one, names[number], strict=True):
            for b, alike in zip(other, names[number], strict=True):
                if name == alike:
                    to.rule(same[-1], a, b)
    to.never(*same)


@lru_cache(maxsize=SCOPES)
def encode(scope: Scope, options: tuple[str, ...], two: bool = False) -> Encoded:
    """A scope in the solver: some further answers, and with ``two`` also a world with one more answer, in which a
    decision has another value."""
    control = clingo.Control([*options], message_limit=0)
    with control.backend() as backend:
        to = _Writer(scope, backend)
        known, told = _write_known(to)
        chosen = _write_choice(to)
        _write_rules(to, 0)
        _write_answers(to, 0, chosen)
        values = _write_values(to, 0)
        more = {}
        if two:
            _write_rules(to, 1)
            more = _write_other(to, chosen)
            _write_difference(to, values, _write_values(to, 1))
        if options == FULLEST:
            for literal in chosen.values():
                backend.add_heuristic(literal, HeuristicType.True_, 1, 1, [])
    return Encoded(control, scope.answers, known, told, chosen, more, values[0])


def shown(control: clingo.Control, name: str, assumptions: Sequence[int] = ()) -> frozenset[int] | None:
    """The numbers of the atoms with a name in the last model, or of all models together in brave mode; None when there
    is no model."""
    with control.solve(yield_=True, assumptions=list(assumptions)) as handle:
        for _ in handle:
            continue
        model = handle.last()
        if model is None:
            return None
        return frozenset(s.arguments[0].number for s in model.symbols(atoms=True) if s.name == name)


def possible(problem: Problem) -> tuple[str, ...]:
    """The values that the first decision can still get, with no more and with any further answers."""
    encoded, names = encode(problem.scope, BRAVE), value_names(problem.decision)
    found = {names[n] for n in shown(encoded.control, "v", encoded.assumptions(problem)) or ()}
    return tuple(v for v in problem.decision.values if v in found)


def relevant(problem: Problem) -> tuple[Atom, ...]:
    """The answers of which each can, after some other answers or none, change the value of a decision."""
    if not problem.answers:
        return ()
    encoded = encode(problem.scope, BRAVE, two=True)
    found = shown(encoded.control, "l", encoded.assumptions(problem)) or ()
    return tuple(sorted(encoded.answers[n] for n in found))


def smallest(problem: Problem, value: str) -> frozenset[Atom] | None:
    """A smallest set of further answers with which the first decision has this value now, whatever may come after;
    None when no answers give it. Of sets of one size it takes those that come first in the order of the answers.

    The solver is made anew each time, so that what was asked before never changes which of several sets it finds.
    """
    encoded = encode.__wrapped__(problem.scope, OPTIMAL)
    with encoded.control.backend() as backend:
        chosen = [encoded.chosen[a] for a in encoded.answers]
        backend.add_minimize(2, [(literal, 1) for literal in chosen])
        backend.add_minimize(1, [(literal, place) for place, literal in enumerate(chosen)])
    given = encoded.assumptions(problem)
    others = zip(encoded.values, value_names(problem.decision), strict=True)
    given += [-literal for literal, name in others if name != value]
    found = shown(encoded.control, "c", given)
    return None if found is None else frozenset(encoded.answers[n] for n in found)
