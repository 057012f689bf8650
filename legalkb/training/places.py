"""Countries of a case: its own law's, and the one that stands for "elsewhere" in it."""

from __future__ import annotations

from legalkb.case import Case
from legalkb.gates.jurisdiction import KIND
from legalkb.knowledge import KnowledgeBase

EXAMPLES = ("MA", "TR")  # for a case that names no other country than its own


def home(knowledge: KnowledgeBase) -> str:
    """The country whose law is read."""
    return str(knowledge.prosecution[KIND]["land"])


def elsewhere(case: Case, *unlike: str) -> str:
    """A country unlike some others: one that the case names, or else an example."""
    named = {c for f in case.facts for c in (f.place_act, f.place_result) if c}
    named |= {n for p in case.persons for n in p.nationalities}
    found = sorted(named - set(unlike))
    return found[0] if found else next(c for c in EXAMPLES if c not in unlike)
