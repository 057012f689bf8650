"""What no facts can ever fulfil: rules and elements by the solver, single conditions by writing them out in facts.

Decided over every set of statements that can be right together, never by the examples that happen to be there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from legalkb import decision
from legalkb.compilation import NO, OPPOSITE, PRESENT, YES, offence_rules
from legalkb.conclusions import Conclusion, acts
from legalkb.engine import BUILTIN
from legalkb.inference import Atom
from legalkb.knowledge import KnowledgeBase
from legalkb.reasoning import reason
from legalkb.relevance.question import clashes_in, of_conclusion
from legalkb.relevance.solver import possible
from legalkb.rulebook import Alternative, Literal, Rule

__all__ = ["Reach", "askable", "can_hold", "implies", "leaf_sets", "reach"]

MET = frozenset(("vervuld", "open_norm"))


@dataclass(frozen=True, slots=True)
class Reach:
    """What a rule can come to over every set of facts: its outcomes, and the statuses of each of its elements."""

    outcomes: tuple[str, ...]
    statuses: dict[str, tuple[str, ...]]

    @property
    def fulfilled(self) -> bool:
        """Whether some facts give an indication of the offence."""
        return "aanwijzing" in self.outcomes

    def met(self, element: str) -> bool:
        """Whether some facts fulfil an element, or bring it as far as an open norm can be brought."""
        return bool(MET & {*self.statuses[element]})

    def denied(self, element: str) -> bool:
        """Whether some facts contradict an element."""
        return "weersproken" in self.statuses[element]


def reach(rule: Rule, knowledge: KnowledgeBase) -> Reach:
    """What a rule can come to; worked out once for a knowledge base."""
    found: Reach = knowledge.once(f"bereik {rule.id}", lambda: _reach(rule, knowledge))
    return found


def _nothing(rule: Rule, knowledge: KnowledgeBase) -> Conclusion:
    """What a rule concludes from no facts at all."""
    book = knowledge.rulebook
    day = date.fromisoformat(rule.valid_from) if rule.valid_from else None
    elements = book.elements(rule, day)
    rules = knowledge.rule_set(f"bereik {rule.id}", lambda: offence_rules(elements, rule.remarks, book.concepts))
    decided = decision.of_offence(elements, rule.core, {})
    known = reason(rules, {Atom(PRESENT, YES): ()}, BUILTIN, acts=acts(knowledge))
    return Conclusion(rule, elements, rules, known, {}, decided)


def askable(knowledge: KnowledgeBase) -> frozenset[str]:
    """The names that bear on how far some rule is: those that are asked for."""
    rules = [_nothing(r, knowledge) for r in knowledge.rulebook.rules]
    return frozenset(
        name for found in rules for name in of_conclusion(found, (found.decided.outcome, *found.decided.progress)).open
    )


def _reach(rule: Rule, knowledge: KnowledgeBase) -> Reach:
    nothing, clashes = _nothing(rule, knowledge), clashes_in(knowledge)
    decided = nothing.decided
    return Reach(
        possible(of_conclusion(nothing, (decided.outcome,), clashes)),
        {e.id: possible(of_conclusion(nothing, (decided.elements[e.id],), clashes)) for e in nothing.elements},
    )


def leaf_sets(literals: tuple[Literal, ...], knowledge: KnowledgeBase) -> Iterator[frozenset[Atom]]:
    """The sets of statements that can be right together and that make a conjunction hold, concepts written out."""
    concepts, clashes = knowledge.rulebook.concepts, clashes_in(knowledge)

    def grow(todo: tuple[Literal, ...], held: frozenset[Atom]) -> Iterator[frozenset[Atom]]:
        if not todo:
            yield held
            return
        first, rest = todo[0], todo[1:]
        if first.name in concepts:
            for alternative in concepts[first.name].alternatives:
                yield from grow(alternative.literals + rest, held)
        elif first.name == PRESENT:
            yield from grow(rest, held) if first.value == YES else ()
        else:
            atom = Atom(first.name, first.value)
            apart = Atom(atom.name, OPPOSITE[atom.sign]) in held or any({atom, h} in clashes for h in held)
            yield from () if apart else grow(rest, held | {atom})

    return grow(literals, frozenset())


def _excluded(held: frozenset[Atom], literals: tuple[Literal, ...], knowledge: KnowledgeBase) -> bool:
    """Whether what makes a concept hold also meets an exception of it (or of one that it uses)."""
    concepts = knowledge.rulebook.concepts
    used = [concepts[x.name] for x in literals if x.name in concepts and x.value == YES]
    return any(_holds(t.literals, held, knowledge) for c in used for t in c.exceptions)


def _holds(literals: tuple[Literal, ...], held: frozenset[Atom], knowledge: KnowledgeBase) -> bool:
    """Whether statements make a conjunction hold."""
    concepts = knowledge.rulebook.concepts
    return all(
        any(_holds(a.literals, held, knowledge) for a in concepts[x.name].alternatives)
        if x.name in concepts and x.value == YES
        else x.name == PRESENT or Atom(x.name, x.value) in held
        for x in literals
    )


def can_hold(alternative: Alternative, exceptions: tuple[Alternative, ...], knowledge: KnowledgeBase) -> bool:
    """Whether some statements make a condition hold without meeting one of these exceptions or one of a concept that
    it uses."""
    return any(
        not _excluded(held, alternative.literals, knowledge)
        and not any(_holds(t.literals, held, knowledge) for t in exceptions)
        for held in leaf_sets(alternative.literals, knowledge)
    )


def implies(first: Alternative, second: Alternative, knowledge: KnowledgeBase) -> bool:
    """Whether the second condition holds wherever the first does: by its own words, or by one of the ways in which a
    concept that it names is met."""
    concepts = knowledge.rulebook.concepts
    own = frozenset(first.literals)

    def follows(literal: Literal, seen: frozenset[str]) -> bool:
        if literal in own or literal == Literal(PRESENT, YES):
            return True
        if literal.name not in concepts or literal.value == NO or literal.name in seen:
            return False
        within = seen | {literal.name}
        return any(all(follows(x, within) for x in a.literals) for a in concepts[literal.name].alternatives)

    return all(follows(x, frozenset()) for x in second.literals)
