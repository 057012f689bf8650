"""A pattern of facts without a case: which provisions and scenarios come into view, and which rulings share it.

The pattern is assessed as a case with one suspect and one victim, by the same engine. So what it says of a provision is
what an assessment says of a case in which no more is known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from legalkb import assessment, orientation
from legalkb.engine import BOTH, Engines
from legalkb.examples import Example
from legalkb.findings import ElementFinding, Neighbour, OffenceFinding, Receipt, Scenario
from legalkb.knowledge import KnowledgeBase
from legalkb.offences import asker
from legalkb.query.needed import SUSPECT, VICTIM, Pattern, case_of, contested, minimised
from legalkb.query.rulings import Shared, sharing

__all__ = ["Answer", "Pattern", "answer", "case_of", "contested", "touched"]


NO_LEAD = "geen_aanknopingspunt"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a pattern brings into view.

    ``leads`` are the findings with a lead, ``others`` those of which some element is touched but the core is not; of
    each offence variant the most telling finding, in the order of the rule book.
    """

    pattern: Pattern
    leads: tuple[OffenceFinding, ...]
    others: tuple[OffenceFinding, ...]
    scenarios: tuple[Scenario, ...]
    neighbours: tuple[Neighbour, ...]
    rulings: tuple[Shared, ...]
    receipt: Receipt


def touched(element: ElementFinding) -> tuple[str, ...]:
    """The fact types of the pattern that speak for or against an element, in part too."""
    hinted = (e for i in (*element.indications_for, *element.indications_against) for e in i.evidence)
    every = (*element.support, *element.partial, *element.against, *hinted)
    return tuple(dict.fromkeys(e.name for e in every if e.fact))


def answer(pattern: Pattern, knowledge: KnowledgeBase, examples: Iterable[Example], engines: Engines = BOTH) -> Answer:
    """What comes into view by the facts of a pattern; ``examples`` hold the rulings to compare with."""
    case = case_of(pattern, knowledge)
    seen = assessment.assess(case, knowledge, engines)
    best: dict[str, OffenceFinding] = {}
    for finding in seen.findings:
        other = best.get(finding.rule)
        if other is None or assessment.rank(finding) > assessment.rank(other):
            best[finding.rule] = finding
    found = [best[key] for key in knowledge.rulebook.keys if key in best]
    others = tuple(f for f in found if f.outcome == NO_LEAD and any(touched(e) for e in f.elements))
    leads = tuple(minimised(pattern, f, knowledge) for f in found if f.outcome != NO_LEAD)
    known = orientation.known_facts(case, knowledge)
    scenarios = orientation.resembling(known, knowledge.vocabulary, asker(knowledge, SUSPECT, VICTIM))
    rulings = sharing(pattern, examples, knowledge)
    return Answer(pattern, leads, others, scenarios, seen.neighbours, rulings, seen.receipt)
