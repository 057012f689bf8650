"""Names that are no fact by themselves: what follows from the rest of the case, and what to change there instead."""

from __future__ import annotations

from collections.abc import Iterable

from legalkb.knowledge import KnowledgeBase
from legalkb.rulebook import Alternative

COMPARE = "Zet dat in een kopie van het zaakbestand en gebruik 'legalkb vergelijk A B'."


def elsewhere(name: str, knowledge: KnowledgeBase) -> str:
    """What to change in the case file for a name that follows from it; empty for a fact and for an unknown name."""
    measure = next((m for m in knowledge.rulebook.measures if m.id == name), None)
    if measure is not None:
        where = "'geboren' of 'leeftijd' onder 'personen'" if measure.kind == "leeftijd" else "'op', 'van' of 'tot'"
        return f"Wijzig {where}. {COMPARE}"
    concept = knowledge.rulebook.concepts.get(name)
    if concept is not None:
        facts = _facts(concept.alternatives, knowledge)
        return f"Neem een feit aan waaruit het volgt, zoals {' of '.join(facts[:3])}." if facts else COMPARE
    kind = knowledge.vocabulary.fact_types.get(name)
    if kind is None or not kind.derived:
        return ""
    return f"Wijzig {_section(name, knowledge)}. {COMPARE}"


def _facts(alternatives: Iterable[Alternative], knowledge: KnowledgeBase) -> tuple[str, ...]:
    kinds = knowledge.vocabulary.fact_types
    names = (x.name for a in alternatives for x in a.literals)
    return tuple(dict.fromkeys(n for n in names if n in kinds and not kinds[n].derived))


def _section(name: str, knowledge: KnowledgeBase) -> str:
    """The part of the case file from which a fact follows."""
    words = knowledge.vocabulary
    for key, kinds in (("relaties", words.relation_kinds), ("beslissingen", words.decision_kinds)):
        found = next((k.id for k in kinds.values() if k.fact == name), "")
        if found:
            return f"'{key}' (soort: {found})"
    return "'relaties', 'gezag', 'maatregelen', 'beslissingen' of 'toestemmingen'"
