"""The acts of a finding: what was done, and by whom, for the core of the offence."""

from __future__ import annotations

from legalkb.compilation import YES
from legalkb.findings import Evidence, OffenceFinding
from legalkb.knowledge import KnowledgeBase


def core_acts(finding: OffenceFinding, knowledge: KnowledgeBase) -> tuple[Evidence, ...]:
    """The acts that support the core of the offence, own acts and those charged through cooperation."""
    kinds = knowledge.vocabulary.fact_types
    told = [
        item
        for e in finding.elements
        if e.id == finding.core
        for item in (*e.support, *e.partial, *(x for i in e.indications_for for x in i.evidence))
    ]
    return tuple(
        e
        for e in dict.fromkeys(told)
        if e.value == YES and e.fact and not e.retracted and kinds[e.name].subject == "gedraging"
    )
