"""Asks clingo, an answer set solver, what further facts can change; the rules go in as they are.

An answer set program has the least fixpoint of the rules as its meaning, as the engines have. Two worlds are compared:
some answers, and the same answers with one more. Every union over all models is exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import clingo

from legalkb.decision import Every, Formula, Holds, Not, Rests, Some
from legalkb.inference import Atom
from legalkb.relevance.question import RUNS, Problem

CHOICE = """
{ c(I) : o(X,I) } 1 :- u(X).
p(0,I) :- c(I).
h(W,R,I) :- p(W,I), r(R).
k(W,I) :- p(W,I), act(I).
h(W,R,I) :- b(R,I), w(W).
k(W,I) :- t(I), w(W).
:- clash(I,J), p(W,I), p(W,J).
"""
TWO = """
w(0..1).
1 { l(I) : o(X,I) } 1.
p(1,I) :- c(I).
p(1,I) :- l(I).
:- l(I), o(X,I), o(X,J), c(J).
:- v(0,N), v(1,N).
#show l/1.
"""


@dataclass(slots=True)
class _Text:
    """The program of a problem while it is written, with the numbers of its atoms and formulas."""

    problem: Problem
    numbers: dict[Atom, int] = field(default_factory=dict)
    formulas: dict[Formula, int] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def atom(self, atom: Atom) -> int:
        return self.numbers.setdefault(atom, len(self.numbers))

    def run(self, name: str) -> int:
        """The first run with the same facts as this one."""
        return self.problem.known.index(self.problem.known[RUNS.index(name)])

    def formula(self, formula: Formula) -> int:
        if formula in self.formulas:
            return self.formulas[formula]
        bodies = list(self._bodies(formula))
        number = self.formulas[formula] = len(self.formulas)
        self.lines += [f"f(W,{number}) :- {', '.join((*body, 'w(W)'))}." for body in bodies]
        return number

    def _bodies(self, formula: Formula) -> Iterator[list[str]]:
        match formula:
            case Holds(run, atom):
                yield [f"h(W,{self.run(run)},{self.atom(atom)})"]
            case Rests(atom):
                yield [f"k(W,{self.atom(atom)})"]
            case Not(of):
                yield [f"not f(W,{self.formula(of)})"]
            case Every(parts):
                yield [f"f(W,{self.formula(p)})" for p in parts]
            case Some(parts):
                for part in parts:
                    yield [f"f(W,{self.formula(part)})"]


def _rests(formula: Formula) -> Iterator[Atom]:
    match formula:
        case Rests(atom):
            yield atom
        case Not(of):
            yield from _rests(of)
        case Every(parts) | Some(parts):
            for part in parts:
                yield from _rests(part)


def _written(problem: Problem) -> _Text:
    text = _Text(problem)
    add = text.lines.append
    rests = any(True for _, f in problem.decision.cases for _ in _rests(f))
    for rule in problem.rules:
        body = [f"h(W,R,{text.atom(p)})" for p in rule.premises]
        head = text.atom(rule.conclusion)
        add(f"h(W,R,{head}) :- {', '.join(body)}.")
        stated = ", ".join(f"h(W,0,{text.atom(p)})" for p in rule.premises)
        for premise in rule.premises if rests else ():
            add(f"k(W,{head}) :- {stated}, k(W,{text.atom(premise)}).")
    earlier: list[str] = []
    for place, (_, formula) in enumerate(problem.decision.cases):
        number = text.formula(formula)
        add(f"v(W,{place}) :- {', '.join((f'f(W,{number})', *earlier))}.")
        earlier.append(f"not f(W,{number})")
    add(f"v(W,{len(problem.decision.cases)}) :- {', '.join((*earlier, 'w(W)'))}.")
    _facts(problem, text)
    return text


def _facts(problem: Problem, text: _Text) -> None:
    add = text.lines.append
    places = {name: place for place, name in enumerate(problem.open)}
    for place in range(len(RUNS)):
        if problem.known.index(problem.known[place]) == place:
            add(f"r({place}).")
            for atom in sorted(problem.known[place]):
                if atom in text.numbers:
                    add(f"b({place},{text.atom(atom)}).")
    for atom in sorted(problem.told):
        if atom in text.numbers:
            add(f"t({text.atom(atom)}).")
    for answer in problem.answers:
        add(f"u({places[answer.name]}). o({places[answer.name]},{text.atom(answer)}).")
        if answer.sign == "ja" and answer.name in problem.acts:
            add(f"act({text.atom(answer)}).")
    for first, second in sorted(map(sorted, problem.clashes)):
        if first in text.numbers and second in text.numbers:
            add(f"clash({text.atom(first)},{text.atom(second)}).")
    add("act(-1). t(-1). b(-1,-1). clash(-1,-1). u(-1) :- u(-1). o(-1,-1) :- o(-1,-1).")


@dataclass(frozen=True, slots=True)
class Program:
    """A problem as an answer set program: its lines, the answers by their number, and the values by their place.

    ``c`` are the answers of a completion, ``h`` what is concluded in a world and a run, ``v`` the place of the value.
    """

    lines: tuple[str, ...]
    answers: Mapping[int, Atom]
    values: tuple[str, ...]


def program(problem: Problem) -> Program:
    """The program of a problem; a world is added by who asks (``w(0).``)."""
    text = _written(problem)
    values = (*(value for value, _ in problem.decision.cases), problem.decision.otherwise)
    answers = {text.numbers[a]: a for a in problem.answers if a in text.numbers}
    return Program((*text.lines, CHOICE), answers, values)


def _brave(lines: tuple[str, ...], more: str, name: str) -> frozenset[int]:
    """The union, over all models, of the last arguments of the shown atoms with a name."""
    control = clingo.Control(["--enum-mode=brave", "--models=0", "--warn=none"], message_limit=0)
    control.add("base", [], "\n".join((*lines, more)))
    control.ground([("base", [])])
    found: frozenset[int] = frozenset()
    with control.solve(yield_=True) as handle:
        for model in handle:
            shown = model.symbols(shown=True)
            found = frozenset(s.arguments[-1].number for s in shown if s.name == name)
    return found


def possible(problem: Problem) -> tuple[str, ...]:
    """The values that the decision can still get, with no more and with any further answers."""
    text = program(problem)
    places = _brave(text.lines, "w(0). #show v/2.", "v")
    found = {text.values[n] for n in places}
    return tuple(v for v in problem.decision.values if v in found)


def relevant(problem: Problem) -> tuple[Atom, ...]:
    """The answers of which each can, after some other answers or none, change the value of the decision."""
    text = program(problem)
    numbers = _brave(text.lines, TWO, "l")
    return tuple(sorted(text.answers[n] for n in numbers))
