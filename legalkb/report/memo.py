"""The memo as Markdown and as a self-contained HTML page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from legalkb.findings import Assessment
from legalkb.report import phrases, timeline
from legalkb.report.bibliography import anchor
from legalkb.report.lines import Reference, placed
from legalkb.report.memo_view import view


def _reference_text(found: Sequence[Reference]) -> str:
    """The sources of a line, for between square brackets."""
    return "; ".join(r.label for r in found)


def markdown(assessment: Assessment) -> str:
    """The memo as Markdown."""
    from legalkb.report.templating import markdown_environment, tidy

    template = markdown_environment().get_template("memo.md.j2")
    told = timeline.as_markdown(events(assessment))
    return tidy(template.render(bronnen=_reference_text, tijdlijn=told, **_shared(assessment)))


def events(assessment: Assessment) -> tuple[timeline.TimelineEvent, ...]:
    """What stands on the timeline: dated facts, changes of the law, dates of the gates, and the reference date."""
    facts = (
        timeline.TimelineEvent(f.first, f.last, f"{f.sentence.rstrip('.')} (feit {f.number})", timeline.FACT)
        for f in assessment.facts
        if f.first and f.value == "ja"
    )
    told = tuple(facts)
    since = min((e.date_first for e in told), default="")
    law = (e for e in timeline.law_events(assessment.findings) if e.date_first >= since)
    gates = (e for e in timeline.gate_events(assessment.findings) if "begin van" not in e.text)
    return (*told, *law, *gates, *timeline.reference_event(assessment.receipt.reference_date))


def html(assessment: Assessment) -> str:
    """The memo as HTML that needs nothing from elsewhere."""
    from legalkb.report.templating import html_environment

    template = html_environment().get_template("memo.html.j2")
    drawn = timeline.svg(events(assessment))
    return template.render(anker=anchor, tijdlijn=drawn, **_shared(assessment)).strip() + "\n"


def _shared(assessment: Assessment) -> dict[str, Any]:
    """What both templates need besides the sources and the timeline."""
    return {"m": view(assessment), "a": assessment, "p": phrases, "placed": placed}
