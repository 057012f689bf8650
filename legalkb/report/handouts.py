"""The casus memo and the trainer's notes of an exercise, as HTML pages and as Markdown."""

from __future__ import annotations

from typing import Any

from legalkb.report import phrases
from legalkb.training.handout import Handout, Notes, Overview

__all__ = ["casus", "notes", "overview"]

HTML = "html"


def casus(handout: Handout, form: str = HTML) -> str:
    """The casus memo. Nothing in it, also not in what a reader does not see, tells how the exercise was made."""
    return _rendered("casus", form, h=handout)


def notes(found: Notes, form: str = HTML) -> str:
    """The trainer's notes."""
    return _rendered("docentnotities", form, n=found)


def overview(found: Overview, form: str = HTML) -> str:
    """The overview of a course, for the trainer."""
    return _rendered("cursus", form, c=found)


def _rendered(name: str, form: str, **values: Any) -> str:
    from legalkb.report.templating import page

    return page(name, form, p=phrases, **values)
