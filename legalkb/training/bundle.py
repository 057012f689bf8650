"""What an exercise asks, as the file that grading reads."""

from __future__ import annotations

from legalkb.knowledge import KnowledgeBase
from legalkb.training.exercise import Exercise
from legalkb.training.exercise_file import Asked, ExerciseFile, Paragraph

CASE = "zaak.yaml"


def described(found: Exercise, knowledge: KnowledgeBase, asked: tuple[str, ...] = ()) -> ExerciseFile:
    """What is asked, which paragraph tells which facts, and how the exercise was made. Without ``asked`` the form asks
    about every offence variant, so that it gives nothing away."""
    wish, goal = found.wish, found.goal
    made = {
        "scenario": found.scenario.id,
        "niveau": str(wish.level),
        "zaad": str(wish.seed),
        "bepaling": goal.rule or "geen",
        "wending": goal.turn,
        "uitkomst": goal.outcome or "nergens een aanwijzing",
    }
    rules = asked or knowledge.rulebook.keys
    return ExerciseFile(
        name=found.name,
        case=CASE,
        asked=Asked(tuple(rules), (goal.gate,) if goal.gate else ()),
        paragraphs=tuple(Paragraph(p.number, p.facts) for t in found.told for p in t.paragraphs),
        knowledge=knowledge.digest[:16],
        fictional=True,
        made=made,
    )
