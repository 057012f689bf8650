"""The files of an exercise: one folder for the trainee, one for the trainer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from legalkb.errors import LegalkbError, Problem

if TYPE_CHECKING:
    from legalkb.knowledge import KnowledgeBase
    from legalkb.training.exercise import Exercise

TRAINEE, TRAINER = "cursist", "docent"
OWN_WORK = {
    "antwoord.yaml": ("staan ingevulde antwoorden", re.compile(r"^[^#\n]*\b(?:status|uitkomst):[ \t]*\w", re.M)),
    "oefening.yaml": ("staan aanvaarde lezingen", re.compile(r"^aanvaard:\s*(?:\[\s*[^\s\]]|-)", re.M)),
}


def files(
    found: Exercise, knowledge: KnowledgeBase, command: str, form_of_text: str = "html", asked: tuple[str, ...] = ()
) -> Mapping[str, str]:
    """The texts of an exercise by their path in its folder. ``form_of_text`` is ``html`` or ``md``; for ``asked`` see
    :func:`legalkb.training.bundle.described`."""
    from legalkb.assessment import assess
    from legalkb.report import FORMATS, handouts
    from legalkb.training import exercise_file, introduction
    from legalkb.training.bundle import CASE, described
    from legalkb.training.form import form
    from legalkb.training.key import key_of
    from legalkb.training.notes import notes

    exercise = described(found, knowledge, asked)
    key = key_of(exercise, found.case, knowledge)
    whole = assess(found.case, knowledge)
    memo = FORMATS["html" if form_of_text == "html" else "md"](whole)
    return {
        f"{TRAINEE}/casus.{form_of_text}": handouts.casus(introduction.handout(found, bool(asked)), form_of_text),
        f"{TRAINEE}/antwoord.yaml": form(key),
        f"{TRAINER}/uitwerking.{form_of_text}": memo,
        f"{TRAINER}/docentnotities.{form_of_text}": handouts.notes(notes(found, key, knowledge, command), form_of_text),
        f"{TRAINER}/{CASE}": found.text,
        f"{TRAINER}/oefening.yaml": exercise_file.text(exercise),
    }


def spare(path: Path) -> None:
    """Refuse to replace a file in which somebody has written; ``--overschrijf`` is meant for what was made."""
    own = OWN_WORK.get(path.name)
    if own is None or not path.is_file():
        return
    what, pattern = own
    if pattern.search(path.read_text(encoding="utf-8", errors="replace")):
        remedy = "Verplaats dit bestand eerst, of kies een andere map. Er is niets geschreven."
        raise LegalkbError((Problem(str(path), f"hierin {what}; dat wordt niet overschreven", "", remedy),))
