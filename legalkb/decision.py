"""When an element has which status and an offence which outcome: formulas over what the rules conclude.

The formulas are data, so that the assessment can evaluate them for one case and :mod:`legalkb.relevance` can ask of
the same formulas what further facts can still change. Statuses and outcomes: see :mod:`legalkb.findings`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from legalkb.compilation import HINT, OPPOSITE, element_name
from legalkb.formula import (
    ALWAYS,
    FIRM,
    NEVER,
    STATED,
    UNDISPUTED,
    Decision,
    Every,
    Formula,
    Holds,
    Not,
    Rests,
    Some,
    constant,
    evaluate,
)
from legalkb.inference import Atom
from legalkb.rulebook import CounterRule, Element, OpenNorm

__all__ = [
    "FIRM",
    "STATED",
    "UNDISPUTED",
    "Decision",
    "OffenceDecisions",
    "adverse",
    "asked",
    "constant",
    "evaluate",
    "hard",
    "moot",
    "of_offence",
    "status",
]

REMEMBERED = 1024


def stated(atom: Atom) -> Formula:
    """Whether an atom is concluded over everything stated."""
    return Holds(STATED, atom)


def _yes(name: str, run: str = STATED) -> Formula:
    return Holds(run, Atom(name, "ja"))


def _no(name: str, run: str = STATED) -> Formula:
    return Holds(run, Atom(name, "nee"))


@lru_cache(maxsize=REMEMBERED)
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


@dataclass(frozen=True, slots=True, eq=False)
class OffenceDecisions:
    """The decisions on an offence variant: law only, apart from what persons judged.

    ``elements`` are by id; ``outcome`` is that of the whole; ``settled`` tells per element whether it lets the offence
    reach ``aanwijzing``; ``progress`` tells how far each element is, as long as the outcome leaves that open.
    """

    elements: Mapping[str, Decision]
    outcome: Decision
    settled: Mapping[str, Formula]
    progress: tuple[Decision, ...]

    @property
    def lead(self) -> Decision:
        """Whether there is a lead for the offence."""
        return Decision(self.outcome.cases[:1], "in_beeld")


def of_offence(
    elements: tuple[Element, ...],
    core: str,
    fixed: Mapping[str, str],
    outside: frozenset[str] = frozenset(),
    extra: Mapping[str, Decision] | None = None,
) -> OffenceDecisions:
    """The decisions on each element and on the whole offence. ``fixed`` are elements that a person judged, ``extra``
    decisions that stand beside the elements (whether the provision was in force)."""
    own = {e.id: constant(fixed[e.id]) if e.id in fixed else status(e) for e in elements}
    every = {**(extra or {}), **own}
    open_ones = [e for e in elements if e.id not in fixed]
    ready = {e.id: settled(e, own[e.id], outside) for e in open_ones}
    done = [ready.get(id, decided.exactly("vervuld")) for id, decided in every.items()]
    leads = tuple(lead(e) for e in elements if e.id == core)
    found = outcome(Some(leads), [d.exactly("weersproken") for d in every.values()], done)
    closed = tuple(("", formula) for _, formula in found.cases[:2])
    far = [readiness(e, own[e.id], outside) for e in open_ones]
    progress = tuple(Decision((*closed, *f.cases), f.otherwise) for f in far)
    return OffenceDecisions(every, found, ready, progress)
