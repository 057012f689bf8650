"""What is asked of the solver: rules, what is known, what may still be answered, and a decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from legalkb.compilation import NO, PRESENT, YES, element_name
from legalkb.conclusions import Conclusion
from legalkb.decision import FIRM, STATED, UNDISPUTED, Decision, Every, Formula, Holds, Not, Rests, Some, readiness
from legalkb.inference import Atom, InferenceRule
from legalkb.rulebook import Measure

DATE = "datum_gedraging"
RUNS = (STATED, UNDISPUTED, FIRM)
Clash = frozenset[Atom]


@dataclass(frozen=True, slots=True)
class Problem:
    """Decisions over rules and known facts, with the answers that are still possible.

    ``decisions`` are one or more; an answer is relevant when it can change one of them. ``known`` are the facts of
    each run, in the order of :data:`RUNS`; ``told`` the stated atoms that make a lead; ``open`` the names that have no
    answer yet, ``acts`` those of them whose ``ja`` makes a lead. ``clashes`` are pairs of answers that can't both be
    right. An answer is one that nobody disputes and that rests on more than the word of the suspect.
    """

    rules: tuple[InferenceRule, ...]
    known: tuple[frozenset[Atom], frozenset[Atom], frozenset[Atom]]
    told: frozenset[Atom]
    open: tuple[str, ...]
    acts: frozenset[str]
    decisions: tuple[Decision, ...]
    clashes: frozenset[Clash] = frozenset()

    @property
    def decision(self) -> Decision:
        """The first decision, of which the possible values and the settling sets are asked."""
        return self.decisions[0]

    @property
    def answers(self) -> tuple[Atom, ...]:
        """Every answer that may still come, without those that what is known excludes."""
        every = (Atom(name, sign) for name in self.open for sign in (YES, NO))
        return tuple(a for a in every if not any({a, k} in self.clashes for k in self.known[0]))

    def with_answers(self, answers: Iterable[Atom]) -> Problem:
        """The same problem when these answers have come."""
        given = frozenset(answers)
        names = {a.name for a in given}
        stated, undisputed, firm = (facts | given for facts in self.known)
        acts = frozenset(a for a in given if a.sign == YES and a.name in self.acts)
        left = tuple(n for n in self.open if n not in names)
        return Problem(
            self.rules, (stated, undisputed, firm), self.told | acts, left, self.acts, self.decisions, self.clashes
        )


def atoms_of(formula: Formula) -> frozenset[Atom]:
    """The atoms a formula looks at."""
    match formula:
        case Holds(_, atom) | Rests(atom):
            return frozenset((atom,))
        case Not(of):
            return atoms_of(of)
        case Every(parts) | Some(parts):
            return frozenset(a for p in parts for a in atoms_of(p))


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


def of_progress(found: Conclusion) -> tuple[Decision, ...]:
    """The outcome of an offence, and how far each element is as long as the outcome leaves that open."""
    closed = tuple(("", formula) for _, formula in found.outcome.cases[:2])
    steps = []
    for element in found.elements:
        decided = found.decisions[element.id]
        if decided.cases:
            far = readiness(element, decided, found.known.outside)
            steps.append(Decision((*closed, *far.cases), far.otherwise))
    return found.outcome, *steps


def of_conclusion(
    found: Conclusion,
    decisions: tuple[Decision, ...],
    clashes: frozenset[Clash] = frozenset(),
    passed: frozenset[str] = frozenset(),
) -> Problem:
    """What further facts can change about decisions on an offence. ``passed`` are names that get no answer."""
    known = found.known
    wanted = frozenset(a for d in decisions for _, formula in d.cases for a in atoms_of(formula))
    rules, atoms = cone(found.rule_set.rules, wanted)
    heads = {r.conclusion.name for r in found.rule_set.rules}
    leaves = {a.name for a in atoms} - heads
    closed = known.outside | passed | {PRESENT} | {a.name for a in known.evidence}
    closed |= {element_name(e) for e in found.elements}
    facts = frozenset(known.evidence) & atoms
    undisputed = frozenset(a for a in facts if known.holds(UNDISPUTED, a))
    firm = frozenset(a for a in facts if known.holds(FIRM, a))
    names = tuple(sorted(leaves - closed))
    return Problem(rules, (facts, undisputed, firm), _told(found, facts), names, known.acts, decisions, clashes)


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


def _limit(measure: Measure) -> tuple[int, str]:
    """What a limit is compared by: a number of years, or a day."""
    return (int(measure.value), "") if measure.kind == "leeftijd" else (0, measure.value)


def _below(measure: Measure, sign: str) -> Atom:
    """The answer that says (``ja``) or denies that the age or date lies below the limit of a measure."""
    below = measure.bound in ("kleiner_dan", "voor")
    return Atom(measure.id, sign if below else {YES: NO, NO: YES}[sign])


def lead_of(found: Conclusion) -> Decision:
    """Whether there is a lead for an offence."""
    return Decision(found.outcome.cases[:1], "in_beeld")


def bearing(found: Conclusion) -> Mapping[str, tuple[str, ...]]:
    """The ids of the elements that a fact type bears on, by the name of the fact type."""
    bears: dict[str, list[str]] = {}
    for id, decided in found.decisions.items():
        wanted = frozenset(a for _, formula in decided.cases for a in atoms_of(formula))
        element = next((e for e in found.elements if e.id == id), None)
        norm = element.open_norm if element else None
        names = {a.name for a in cone(found.rule_set.rules, wanted)[1]}
        for name in sorted(names | {q.fact for q in (norm.counter_questions if norm else ())}):
            bears.setdefault(name, []).append(id)
    return {name: tuple(ids) for name, ids in bears.items()}
