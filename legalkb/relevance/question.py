"""What is asked of the solver: decisions over rules, what is known, and what may still be answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from legalkb.compilation import NO, OPPOSITE, PRESENT, YES, element_name
from legalkb.conclusions import Conclusion
from legalkb.engine import RuleSet
from legalkb.formula import FIRM, STATED, UNDISPUTED, Decision, Every, Formula, Holds, Not, Rests, Some
from legalkb.inference import Atom, InferenceRule
from legalkb.knowledge import KnowledgeBase
from legalkb.reasoning import Reasoning
from legalkb.rulebook import Measure

RUNS = (STATED, UNDISPUTED, FIRM)
DATE = "datum_gedraging"
SCOPES = 1024
Clash = frozenset[Atom]


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """Decisions with the rules that bear on them: law only, the same for every case.

    ``decisions`` are one or more; an answer is relevant when it can change one of them. ``leaves`` are the names that
    facts can be stated of, ``acts`` those whose ``ja`` makes a lead, ``clashes`` pairs of answers that can't both be
    right.
    """

    rules: tuple[InferenceRule, ...]
    decisions: tuple[Decision, ...]
    leaves: tuple[str, ...]
    acts: frozenset[str]
    clashes: frozenset[Clash]

    @property
    def answers(self) -> tuple[Atom, ...]:
        """Everything that can be stated or answered, in a fixed order."""
        return tuple(Atom(name, sign) for name in self.leaves for sign in (YES, NO))


@dataclass(frozen=True, slots=True)
class Problem:
    """A scope with what a case says: ``known`` are the facts of each run, in the order of :data:`RUNS`; ``told`` the
    stated atoms that make a lead; ``open`` the names with no answer yet, or only the word of the suspect. An answer
    rests on more than that word; where it denies it, the fact is disputed.
    """

    scope: Scope
    known: tuple[frozenset[Atom], frozenset[Atom], frozenset[Atom]]
    told: frozenset[Atom]
    open: tuple[str, ...]

    @property
    def decision(self) -> Decision:
        """The first decision, of which the possible values and the settling sets are asked."""
        return self.scope.decisions[0]

    @property
    def answers(self) -> tuple[Atom, ...]:
        """Every answer that may still come, without those that what is known excludes."""
        every = (Atom(name, sign) for name in self.open for sign in (YES, NO))
        return tuple(a for a in every if not any({a, k} in self.scope.clashes for k in self.known[0]))

    def with_answers(self, answers: Iterable[Atom]) -> Problem:
        """The same problem when these answers have come."""
        given = frozenset(answers)
        names = {a.name for a in given}
        denied = frozenset(Atom(a.name, OPPOSITE[a.sign]) for a in given) & self.known[0]
        new = frozenset(a for a in given if Atom(a.name, OPPOSITE[a.sign]) not in self.known[0])
        stated = self.known[0] | given
        undisputed, firm = ((facts - denied) | new for facts in self.known[1:])
        acts = frozenset(a for a in given if a.sign == YES and a.name in self.scope.acts)
        left = tuple(n for n in self.open if n not in names)
        return replace(self, known=(stated, undisputed, firm), told=self.told | acts, open=left)


def atoms_of(formula: Formula) -> frozenset[Atom]:
    """The atoms a formula looks at."""
    match formula:
        case Holds(_, atom) | Rests(atom):
            return frozenset((atom,))
        case Not(of):
            return atoms_of(of)
        case Every(parts) | Some(parts):
            return frozenset(a for p in parts for a in atoms_of(p))


def _looked_at(*decisions: Decision) -> frozenset[Atom]:
    """The atoms that decisions look at."""
    return frozenset(a for d in decisions for _, formula in d.cases for a in atoms_of(formula))


def cone(
    rules: tuple[InferenceRule, ...], wanted: frozenset[Atom]
) -> tuple[tuple[InferenceRule, ...], frozenset[Atom]]:
    """The rules that bear on some atoms, and every atom in them."""
    by_head: dict[Atom, list[InferenceRule]] = {}
    for rule in rules:
        by_head.setdefault(rule.conclusion, []).append(rule)
    seen, todo, kept = set(wanted), list(wanted), []
    while todo:
        for rule in by_head.get(todo.pop(), ()):
            kept.append(rule)
            new = [p for p in rule.premises if p not in seen]
            seen.update(new)
            todo += new
    return tuple(sorted(kept, key=lambda r: r.id)), frozenset(seen)


@lru_cache(maxsize=SCOPES)
def _scope(
    rule_set: RuleSet,
    decisions: tuple[Decision, ...],
    elements: tuple[str, ...],
    acts: frozenset[str],
    clashes: frozenset[Clash],
) -> Scope:
    rules, atoms = cone(rule_set.rules, _looked_at(*decisions))
    heads = {r.conclusion.name for r in rule_set.rules} | {*elements, PRESENT}
    leaves = tuple(sorted({a.name for a in atoms} - heads))
    return Scope(rules, decisions, leaves, acts, clashes)


def of_conclusion(
    found: Conclusion,
    decisions: tuple[Decision, ...],
    clashes: frozenset[Clash] = frozenset(),
    passed: frozenset[str] = frozenset(),
) -> Problem:
    """What further facts can change about decisions on an offence. ``passed`` are names that get no answer."""
    known = found.known
    names = tuple(element_name(e) for e in found.elements)
    scope = _scope(found.rule_set, decisions, names, known.acts, clashes)
    leaves = {*scope.leaves, PRESENT}
    facts = frozenset(a for a in known.evidence if a.name in leaves)
    undisputed = frozenset(a for a in facts if known.holds(UNDISPUTED, a))
    firm = frozenset(a for a in facts if known.holds(FIRM, a))
    closed = known.outside | passed | {a.name for a in facts if not unconfirmed(known, a.name)}
    return Problem(
        scope, (facts, undisputed, firm), _told(found, facts), tuple(n for n in scope.leaves if n not in closed)
    )


def unconfirmed(known: Reasoning, name: str) -> bool:
    """Whether all that is stated of a name is the word of the suspect, and nobody denies it."""
    said = [known.evidence.get(Atom(name, sign), ()) for sign in OPPOSITE]
    return not all(said) and all(e.suspect_only for items in said for e in items) and any(said)


def _told(found: Conclusion, facts: frozenset[Atom]) -> frozenset[Atom]:
    evidence, acts = found.known.evidence, found.known.acts
    return frozenset(
        a for a in facts if a.sign == YES and a.name in acts and any(e.fact and not e.retracted for e in evidence[a])
    )


def clashes_of(measures: Iterable[Measure]) -> frozenset[Clash]:
    """The answers about ages and dates that can't both be right: younger than twelve, and not younger than eighteen."""
    kinds: dict[tuple[str, str], list[Measure]] = {}
    for m in measures:
        kinds.setdefault((m.kind, m.of), []).append(m)
    found: set[Clash] = set()
    for same in kinds.values():
        for low in same:
            for high in same:
                if low.id != high.id and _limit(low) <= _limit(high):
                    found.add(frozenset((_below(low, YES), _below(high, NO))))
    return frozenset(found)


def clashes_in(knowledge: KnowledgeBase) -> frozenset[Clash]:
    """The answers about ages and dates of the rules that can't both be right; worked out once."""
    found: frozenset[Clash] = knowledge.once("botsende antwoorden", lambda: clashes_of(knowledge.rulebook.measures))
    return found


def _limit(measure: Measure) -> tuple[int, str]:
    """What a limit is compared by: a number of years, or a day."""
    return (int(measure.value), "") if measure.kind == "leeftijd" else (0, measure.value)


def _below(measure: Measure, sign: str) -> Atom:
    """The answer that says (``ja``) or denies that the age or date lies below the limit of a measure."""
    below = measure.bound in ("kleiner_dan", "voor")
    return Atom(measure.id, sign if below else OPPOSITE[sign])


def bearing(found: Conclusion) -> Mapping[str, tuple[str, ...]]:
    """The ids of the elements that a fact type bears on, by the name of the fact type."""
    return _bearing(found.rule_set, tuple(found.decided.elements.items()))


@lru_cache(maxsize=SCOPES)
def _bearing(rule_set: RuleSet, decisions: tuple[tuple[str, Decision], ...]) -> Mapping[str, tuple[str, ...]]:
    bears: dict[str, list[str]] = {}
    for id, decided in decisions:
        for name in sorted({a.name for a in cone(rule_set.rules, _looked_at(decided))[1]}):
            bears.setdefault(name, []).append(id)
    return {name: tuple(ids) for name, ids in bears.items()}
