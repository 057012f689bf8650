"""Explanations as a picture: one SVG file that stands on its own, with a colour and a sign for each status."""

from __future__ import annotations

from collections.abc import Iterable

from legalkb.explanation.tree import Explanation
from legalkb.report.explained import page
from legalkb.report.explained_layout import picture
from legalkb.report.templating import html_environment


def render(found: Iterable[Explanation], full: bool = False) -> str:
    """Explanations as one SVG picture, below each other."""
    template = html_environment().get_template("explanation.svg.j2")
    return template.render(p=picture(tuple(page(x, full) for x in found))).strip() + "\n"
