"""The files of an exercise: one folder for the trainee, one for the trainer."""

from __future__ import annotations

from collections.abc import Mapping

from legalkb.assessment import assess
from legalkb.knowledge import KnowledgeBase
from legalkb.training import exercise_file, introduction
from legalkb.training.exercise import Exercise
from legalkb.training.exercise_file import Asked, ExerciseFile, Paragraph
from legalkb.training.form import form
from legalkb.training.key import key_of
from legalkb.training.notes import notes

TRAINEE, TRAINER, CASE = "cursist", "docent", "zaak.yaml"


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


def files(
    found: Exercise, knowledge: KnowledgeBase, command: str, form_of_text: str = "html", asked: tuple[str, ...] = ()
) -> Mapping[str, str]:
    """The texts of an exercise by their path in its folder. ``form_of_text`` is ``html`` or ``md``; for ``asked`` see
    :func:`described`."""
    from legalkb.report import FORMATS, handouts

    exercise = described(found, knowledge, asked)
    key = key_of(exercise, found.case, knowledge)
    whole = assess(found.case, knowledge)
    memo = FORMATS["html" if form_of_text == "html" else "md"](whole)
    return {
        f"{TRAINEE}/casus.{form_of_text}": handouts.casus(introduction.handout(found, bool(asked)), form_of_text),
        f"{TRAINEE}/antwoord.yaml": form(key),
        f"{TRAINER}/uitwerking.{form_of_text}": memo,
        f"{TRAINER}/docentnotities.{form_of_text}": handouts.notes(notes(found, knowledge, command), form_of_text),
        f"{TRAINER}/{CASE}": found.text,
        f"{TRAINER}/oefening.yaml": exercise_file.text(exercise),
    }
