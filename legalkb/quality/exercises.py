"""What the exercises lack: scenarios that nobody can play, and traps that no example tests."""

from __future__ import annotations

from collections.abc import Iterator

from legalkb.checks import Report
from legalkb.knowledge import KnowledgeBase
from legalkb.quality.facts import of_remark
from legalkb.quality.model import WEAK, Chapter, Point, Section
from legalkb.quality.places import Files
from legalkb.training import exercise, scene, stock

__all__ = ["chapter"]

OPENING = "Oefenzaken worden gemaakt met een bezetting (wie de rollen speelt) uit ontology/oefeningen."


def chapter(knowledge: KnowledgeBase, checked: Report, files: Files) -> Chapter:
    """The chapter."""
    traps = tuple(
        of_remark(r, files, "valkuil die geen voorbeeld toetst")
        for r in checked.remarks
        if r.about.startswith("valkuil/")
    )
    parts = (
        Section("Scenario’s die niemand kan spelen", points=tuple(_unplayable(knowledge, files)),
                nothing="Bij elk scenario past een bezetting."),
        Section("Valkuilen die geen voorbeeld toetst", points=traps,
                nothing="Elke valkuil wordt door een voorbeeld getoetst."),
    )  # fmt: skip
    return Chapter("Scenario’s, oefeningen en valkuilen", OPENING, parts)


def _unplayable(knowledge: KnowledgeBase, files: Files) -> Iterator[Point]:
    """The scenarios with no cast, with no fact that can be told, or with no offence variant to be about."""
    things = stock.of(knowledge)
    for kind in knowledge.vocabulary.scenarios:
        reasons = []
        if not scene.casts_for(things, kind.id):
            reasons.append("geen bezetting noemt het")
        if not any(f in things.told and things.told[f].yes for f in kind.facts):
            reasons.append("voor geen van de typische feiten zijn er woorden")
        if not kind.counter and not exercise.candidates(kind, knowledge):
            reasons.append("geen van de kandidaat-bepalingen heeft een regel")
        if reasons:
            text = f"scenario {kind.id} ({kind.label}) kan geen oefening worden: {'; '.join(reasons)}."
            yield Point(WEAK, "scenario dat niemand kan spelen", files.subject(f"scenario/{kind.id}"), text)
