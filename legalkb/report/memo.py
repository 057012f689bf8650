"""The memo as Markdown and as a self-contained HTML page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from legalkb.findings import Assessment
from legalkb.report import phrases
from legalkb.report.bibliography import anchor
from legalkb.report.lines import Reference, placed
from legalkb.report.memo_view import view


def _reference_text(found: Sequence[Reference]) -> str:
    """The sources of a line, for between square brackets."""
    return "; ".join(r.label for r in found)


def markdown(assessment: Assessment) -> str:
    """The memo as Markdown."""
    from legalkb.report.templating import markdown_environment

    template = markdown_environment().get_template("memo.md.j2")
    text = template.render(bronnen=_reference_text, **_shared(assessment))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def html(assessment: Assessment) -> str:
    """The memo as HTML that needs nothing from elsewhere."""
    from legalkb.report.templating import html_environment

    template = html_environment().get_template("memo.html.j2")
    return template.render(anker=anchor, **_shared(assessment)).strip() + "\n"


def _shared(assessment: Assessment) -> dict[str, Any]:
    """What both templates need; ``tijdlijn`` is the place of the timeline, at the end of chapter 2."""
    return {"m": view(assessment), "a": assessment, "p": phrases, "placed": placed, "tijdlijn": ""}
