"""What is still open about who else holds gezag or opzicht: outside the formulas, so found by assessing again.

A parent with gezag who takes part is no other holder (decision 0006), unless that parent was deceived or forced. An
assessment that rests on it is not stable before that was asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from legalkb import custody
from legalkb.assessment import RANK, assessed
from legalkb.case import Case, Fact
from legalkb.compilation import YES
from legalkb.engine import BUILTIN
from legalkb.knowledge import KnowledgeBase
from legalkb.offences import Assessed

CONTRADICTED = "tegenaanwijzing"


@dataclass(frozen=True, slots=True)
class Turn:
    """A fact about a holder that would give an offence another outcome, and that outcome."""

    name: str
    holder: str
    outcome: str


def _best(found: list[Assessed]) -> str:
    return max((a.finding.outcome for a in found), key=lambda o: RANK[o])


def turns(item: Assessed, case: Case, knowledge: KnowledgeBase) -> Iterator[Turn]:
    """The facts about a holder that are not stated and would turn a contradicted offence."""
    finding, rule = item.finding, item.conclusion.rule
    if "houder" not in rule.per or finding.outcome != CONTRADICTED:
        return
    suspect, child = finding.suspect, finding.victim
    held = {t.holder for t in custody.tenures(case, knowledge.vocabulary, child)} - {suspect}
    for holder in sorted(held & {p.id for p in case.persons}):
        for name in custody.NOT_FREE:
            if any(f.type_id == name and holder in f.by and child in f.about for f in case.facts):
                continue
            index = max((f.index for f in case.facts), default=0) + 1
            fact = Fact(index, 0, name, YES, by=(holder,), by_given=True, about=(child,), about_given=True)
            more = replace(case, facts=(*case.facts, fact))
            outcome = _best(assessed(more, knowledge, BUILTIN, frozenset((finding.rule,)), (suspect, child)))
            if outcome != CONTRADICTED:
                yield Turn(name, holder, outcome)
