"""What the rules conclude on one offence variant in one situation, with the decisions that turn it into an outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from legalkb import decision
from legalkb.case import Case
from legalkb.compilation import OPPOSITE, offence_rules
from legalkb.dates import Interval, is_on_or_after
from legalkb.decision import Decision, OffenceDecisions
from legalkb.engine import Engines, RuleSet
from legalkb.events import ANY_OBJECT
from legalkb.findings import IN_FORCE, Evidence, Ruling
from legalkb.knowledge import KnowledgeBase
from legalkb.reasoning import Reasoning, by_atom, reason
from legalkb.rulebook import Element, Rule
from legalkb.situations import Situation
from legalkb.statuses import judged

FORCE = {True: "vervuld", False: "weersproken", None: "onbekend"}


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The rules of an offence variant, what they conclude, and the decisions on its elements and its outcome.

    The provision's being in force (``strafbaar_op_datum``) is the first decision where that is an element.
    """

    rule: Rule
    elements: tuple[Element, ...]
    rule_set: RuleSet
    known: Reasoning
    rulings: Mapping[str, tuple[Ruling, ...]]
    decided: OffenceDecisions

    @property
    def outcome(self) -> str:
        """The outcome of the offence."""
        return self.decided.outcome.value(self.known)

    def natural(self, element: Element) -> Decision:
        """The decision on an element by the rules alone, whatever a person judged."""
        decided = self.decided.elements[element.id]
        return decided if decided.cases else decision.status(element)

    @property
    def settled(self) -> frozenset[str]:
        """The elements that let the offence reach ``aanwijzing``, those that a person judged left aside."""
        return frozenset(id for id, formula in self.decided.settled.items() if decision.evaluate(formula, self.known))


def acts(knowledge: KnowledgeBase) -> frozenset[str]:
    """The fact types about what somebody did or underwent: a statement of one of them makes a lead."""
    kinds = knowledge.vocabulary.fact_types.values()
    found: frozenset[str] = knowledge.once(
        "gedragingen", lambda: frozenset(k.id for k in kinds if k.subject in ("gedraging", "slachtoffer"))
    )
    return found


def in_force(rule: Rule, on: Interval | None) -> bool | None:
    """Whether the provision existed on the day of the conduct; None when the day is not known well enough."""
    begin = date.fromisoformat(rule.valid_from)
    return None if on is None else is_on_or_after(on, Interval(begin, begin))


def rulings_on(case: Case, rule: Rule, element: str, situation: Situation) -> tuple[Ruling, ...]:
    """What persons hold of an element: on this variant, and otherwise on the one it builds on."""
    about = [
        j
        for j in case.judgements
        if j.element == element
        and j.suspect in ("", situation.suspect)
        and j.victim in ("", situation.victim)
        and j.rule in (rule.key, rule.builds_on)
    ]
    own = [j for j in about if j.rule == rule.key]
    return tuple(Ruling(j.verdict, j.by, j.reason) for j in own or about)


def _base_key(rule: Rule, knowledge: KnowledgeBase, day: date | None) -> str:
    return f"{rule.id}|{knowledge.rulebook.rule(rule.builds_on, day).id if rule.builds_on else ''}"


def _outside(rule: Rule, evidence: tuple[Evidence, ...], knowledge: KnowledgeBase) -> frozenset[str]:
    """For an offence assessed per object: the fact types about kinds of goods that this object is not."""
    if "voorwerp" not in rule.per:
        return frozenset()
    kinds = knowledge.vocabulary.fact_types
    here = {kinds[e.name].object for e in evidence if e.name in kinds} - {"", ANY_OBJECT}
    return frozenset(k.id for k in kinds.values() if here and k.object not in here | {"", ANY_OBJECT})


def conclude(
    rule: Rule, situation: Situation, case: Case, knowledge: KnowledgeBase, engines: Engines
) -> tuple[Conclusion, tuple[Evidence, ...]]:
    """What the rules conclude from the statements of a situation, and those statements."""
    book, on = knowledge.rulebook, situation.start.on
    first = on.first if on else None
    elements = book.elements(rule, first)
    rule_set = knowledge.rule_set(
        _base_key(rule, knowledge, first), lambda: offence_rules(elements, rule.remarks, book.concepts)
    )
    evidence = tuple(e for e in situation.evidence if e.value in OPPOSITE)
    outside = _outside(rule, evidence, knowledge)
    known = reason(rule_set, by_atom(evidence), engines, outside, acts(knowledge))
    rulings = {e.id: rulings_on(case, rule, e.id, situation) for e in elements}
    fixed = {e.id: judged(rulings[e.id]) for e in elements if e.open_norm is not None and rulings[e.id]}
    force = FORCE[in_force(rule, on)] if rule.strict_start else ""
    name = f"besluiten {_base_key(rule, knowledge, first)} {force} {sorted(fixed.items())} {sorted(outside)}"
    extra = {IN_FORCE: decision.constant(force)} if force else {}
    decided = knowledge.once(name, lambda: decision.of_offence(elements, rule.core, fixed, outside, extra))
    return Conclusion(rule, elements, rule_set, known, rulings, decided), evidence
