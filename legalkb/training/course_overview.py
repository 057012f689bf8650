"""The overview of a course: what each exercise touches, and what none does."""

from __future__ import annotations

from legalkb.knowledge import KnowledgeBase
from legalkb.training.course import Course
from legalkb.training.handout import CourseRow, Overview
from legalkb.training.notes import TURNS


def overview(course: Course, knowledge: KnowledgeBase, command: str) -> Overview:
    """The overview of a course; ``command`` is what makes it again."""
    rows = []
    for part in course.parts:
        e = part.exercise
        about = f"artikel {part.article} Sr" if part.article else "tegenscenario"
        gate = next((g.title.lower() for f in e.assessment.findings for g in f.gates if g.kind == part.gate), part.gate)
        rows.append(
            CourseRow(
                name=e.name,
                level=str(e.wish.level),
                scenario=f"{e.scenario.id} {e.scenario.label}",
                about=about,
                outcome=part.outcome.replace("_", " ") or "nergens een aanwijzing",
                turn=TURNS[e.goal.turn],
                gate=gate,
                traps=tuple(t.id for t in part.traps),
            )
        )
    left = [f"artikel {a} Sr" for a in course.articles]
    left += [f"uitkomst {o.replace('_', ' ')}" for o in course.outcomes]
    used = {t.id: t for p in course.parts for t in p.traps}
    known = tuple((i, _capital(used[i].label)) for i in sorted(used))
    missed = tuple((t.id, _capital(t.label)) for t in course.traps)
    return Overview(command, tuple(rows), tuple(left), known, missed)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
