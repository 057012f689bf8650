"""When an element has which status and an offence which outcome: formulas over what the rules conclude.

The formulas are data, so that the assessment can evaluate them for one case and :mod:`legalkb.relevance` can ask of
the same formulas what further facts can still change. Statuses and outcomes: see :mod:`legalkb.findings`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from legalkb.compilation import HINT, OPPOSITE, element_name
from legalkb.inference import Atom
from legalkb.rulebook import CounterRule, Element, OpenNorm

STATED, UNDISPUTED, FIRM = "gesteld", "onbetwist", "vast"


@dataclass(frozen=True, slots=True)
class Holds:
    """Whether an atom is concluded in a run: over the stated, the undisputed or the firm facts."""

    run: str
    atom: Atom


@dataclass(frozen=True, slots=True)
class Rests:
    """Whether a conclusion over the stated facts rests on a statement of what somebody did or underwent."""

    atom: Atom


@dataclass(frozen=True, slots=True)
class Not:
    """The denial of a formula."""

    of: Formula


@dataclass(frozen=True, slots=True)
class Every:
    """Whether every part holds; true when there are none."""

    parts: tuple[Formula, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """Whether some part holds; false when there are none."""

    parts: tuple[Formula, ...]


Formula = Holds | Rests | Not | Every | Some
NEVER, ALWAYS = Some(()), Every(())


class World(Protocol):
    """What a formula is evaluated in."""

    def holds(self, run: str, atom: Atom) -> bool:
        """Whether an atom is concluded in a run."""

    def rests(self, atom: Atom) -> bool:
        """Whether a conclusion over the stated facts rests on a statement of conduct."""


def evaluate(formula: Formula, world: World) -> bool:
    """Whether a formula holds in a world."""
    match formula:
        case Holds(run, atom):
            return world.holds(run, atom)
        case Rests(atom):
            return world.rests(atom)
        case Not(of):
            return not evaluate(of, world)
        case Every(parts):
            return all(evaluate(p, world) for p in parts)
        case Some(parts):
            return any(evaluate(p, world) for p in parts)


@dataclass(frozen=True, slots=True)
class Decision:
    """A value out of several: the first one whose formula holds, else ``otherwise``."""

    cases: tuple[tuple[str, Formula], ...]
    otherwise: str

    @property
    def values(self) -> tuple[str, ...]:
        """Every value it can give, in the order in which they are tried."""
        return tuple(dict.fromkeys((*(value for value, _ in self.cases), self.otherwise)))

    def value(self, world: World) -> str:
        """The value in a world."""
        return next((value for value, formula in self.cases if evaluate(formula, world)), self.otherwise)

    def exactly(self, value: str) -> Formula:
        """The formula that it gives this value."""
        ways: list[Formula] = []
        earlier: list[Formula] = []
        for name, formula in (*self.cases, (self.otherwise, ALWAYS)):
            if name == value:
                ways.append(Every((*(Not(f) for f in earlier), formula)))
            earlier.append(formula)
        return Some(tuple(ways))


def constant(value: str) -> Decision:
    """A decision that nothing changes any more."""
    return Decision((), value)


def stated(atom: Atom) -> Formula:
    """Whether an atom is concluded over everything stated."""
    return Holds(STATED, atom)


def _yes(name: str, run: str = STATED) -> Formula:
    return Holds(run, Atom(name, "ja"))


def _no(name: str, run: str = STATED) -> Formula:
    return Holds(run, Atom(name, "nee"))


def hard(name: str) -> Decision:
    """The status of a proposition by its alternatives and exceptions alone."""
    return Decision(
        (
            ("weersproken", _no(name, FIRM)),
            ("vervuld", Every((_yes(name, UNDISPUTED), Not(_no(name))))),
            ("betwist", Some((_yes(name), Every((_no(name), stated(Atom(name, HINT))))))),
        ),
        "onbekend",
    )


def _marks(name: str, mark: str, number: int, run: str) -> Formula:
    return Some(tuple(_yes(f"{name}/{mark}{n}", run) for n in range(1, number + 1)))


def speaks_for(element: Element, run: str = STATED) -> Formula:
    """Whether an indication for the open norm of an element is met in a run."""
    norm = element.open_norm
    return _marks(element_name(element), "v", len(norm.indications_for) if norm else 0, run)


def adverse(norm: OpenNorm) -> tuple[tuple[CounterRule, Atom], ...]:
    """The counter-questions whose unfavourable answer is an indication against by itself, with that answer."""
    shown = {x.name for rule in norm.indications_against for x in rule.literals if len(rule.literals) == 1}
    return tuple((q, Atom(q.fact, OPPOSITE[q.favourable])) for q in norm.counter_questions if q.fact not in shown)


def speaks_against(element: Element) -> Formula:
    """Whether anything speaks against the open norm of an element."""
    norm = element.open_norm
    if norm is None:
        return NEVER
    against = _marks(element_name(element), "g", len(norm.indications_against), STATED)
    return Some((against, *(stated(atom) for _, atom in adverse(norm))))


def moot(rule: CounterRule, outside: frozenset[str] = frozenset()) -> Formula:
    """Whether a counter-question does not matter here: it is about other goods, or something settles it."""
    if rule.fact in outside:
        return ALWAYS
    return Some(tuple(Holds(UNDISPUTED, Atom(x.name, x.value)) for x in rule.moot))


def asked(rule: CounterRule, outside: frozenset[str] = frozenset()) -> Formula:
    """Whether a counter-question matters and has no answer yet."""
    raised = Some(tuple(stated(Atom(x.name, x.value)) for x in rule.when)) if rule.when else ALWAYS
    return Every((Not(moot(rule, outside)), raised, Not(_yes(rule.fact)), Not(_no(rule.fact))))


def status(element: Element) -> Decision:
    """The status of an element: hard where the law is, by indications where its norm is open."""
    name = element_name(element)
    found = hard(name)
    if element.open_norm is None:
        return found
    excluded = _marks(name, "t", len(element.exceptions), FIRM)
    supported, firm = speaks_for(element), speaks_for(element, UNDISPUTED)
    softened = Some(
        (
            found.exactly("onbekend"),
            Every((found.exactly("weersproken"), Not(excluded), supported)),
            Every((found.exactly("betwist"), firm)),
        )
    )
    anything = Some((supported, speaks_against(element), ALWAYS if not element.alternatives else NEVER))
    return Decision(
        (
            ("betwist", Every((softened, supported, Not(firm)))),
            ("open_norm", Every((softened, anything))),
            ("onbekend", softened),
            *found.cases,
        ),
        found.otherwise,
    )


def settled(element: Element, decided: Decision, outside: frozenset[str] = frozenset()) -> Formula:
    """Whether an element with this status lets the offence reach ``aanwijzing``."""
    norm = element.open_norm
    questions = tuple(asked(q, outside) for q in norm.counter_questions) if norm else ()
    soft = (
        decided.exactly("open_norm"),
        speaks_for(element, UNDISPUTED),
        Not(speaks_against(element)),
        Not(Some(questions)),
    )
    return Some((decided.exactly("vervuld"), Every(soft) if norm else NEVER))


def readiness(element: Element, decided: Decision, outside: frozenset[str] = frozenset()) -> Decision:
    """How far an element is, as the reasons of an incomplete offence tell it: finer than its status."""
    open_norm = decided.exactly("open_norm")
    return Decision(
        (
            ("gereed", settled(element, decided, outside)),
            ("weersproken", decided.exactly("weersproken")),
            ("betwist", decided.exactly("betwist")),
            ("twee_kanten", Every((open_norm, speaks_for(element), speaks_against(element)))),
            ("tegen", Every((open_norm, speaks_against(element)))),
            ("voor", Every((open_norm, speaks_for(element)))),
            ("open_norm", open_norm),
        ),
        "onbekend",
    )


def lead(core: Element) -> Formula:
    """Whether a statement of conduct supports the core element, wholly or in part."""
    name, norm = element_name(core), core.open_norm
    indications = tuple(
        Rests(Atom(f"{name}/v{n}", "ja")) for n in range(1, len(norm.indications_for) + 1 if norm else 1)
    )
    partly = Every((Not(_yes(name)), Rests(Atom(name, HINT))))
    return Some((Rests(Atom(name, "ja")), partly, *indications))


def outcome(found_lead: Formula, contradicted: Iterable[Formula], all_settled: Iterable[Formula]) -> Decision:
    """The outcome of an offence, in the fixed order."""
    return Decision(
        (
            ("geen_aanknopingspunt", Not(found_lead)),
            ("tegenaanwijzing", Some(tuple(contradicted))),
            ("aanwijzing", Every(tuple(all_settled))),
        ),
        "onvolledig",
    )


def of_offence(
    elements: tuple[Element, ...],
    core: str,
    fixed: Mapping[str, str],
    outside: frozenset[str] = frozenset(),
    extra: tuple[Decision, ...] = (),
) -> tuple[dict[str, Decision], Decision]:
    """The decision on each element and on the whole offence. ``fixed`` are elements that a person judged, ``extra``
    decisions that stand beside the elements (whether the provision was in force)."""
    by_id = {e.id: constant(fixed[e.id]) if e.id in fixed else status(e) for e in elements}
    contradicted = [d.exactly("weersproken") for d in (*extra, *by_id.values())]
    ready = [d.exactly("vervuld") for d in extra]
    ready += [by_id[e.id].exactly("vervuld") if e.id in fixed else settled(e, by_id[e.id], outside) for e in elements]
    leads = [lead(e) for e in elements if e.id == core]
    return by_id, outcome(Some(tuple(leads)), contradicted, ready)
