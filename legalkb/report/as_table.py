"""The assessment as plain text for a terminal of 60 to 120 columns."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Sequence

from legalkb.findings import Assessment
from legalkb.report import caveats, phrases, protection, summary
from legalkb.report.grouping import Merged, merge, who
from legalkb.report.prosecution import assessed, in_short
from legalkb.report.questions import introduction, questions

NARROWEST, WIDEST = 60, 120
MOST_QUESTIONS = 5
BROAD = 72


def terminal_width() -> int:
    """The width of the terminal, within the bounds of this format."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((80, 24)).columns))


def _wrap(text: str, width: int, first: str = "", later: str | None = None) -> list[str]:
    return textwrap.wrap(
        " ".join(text.split()),
        width,
        initial_indent=first,
        subsequent_indent=" " * len(first) if later is None else later,
        break_on_hyphens=False,
    )


def _heading(assessment: Assessment, width: int) -> list[str]:
    lines = _wrap(f"{phrases.PREMISE} ({phrases.PREMISE_CITATION})", width)
    name = f"Zaak {assessment.case}" if assessment.case else "Zaak zonder naam"
    date = assessment.receipt.reference_date
    lines += ["", *_wrap(f"{name}{f' · peildatum {phrases.dates(date)}' if date else ''}", width)]
    lines += [phrases.FICTIONAL] if assessment.fictional else []
    lines += _wrap(assessment.classification, width) if assessment.classification else []
    return lines


def protection_first(assessment: Assessment, width: int) -> list[str]:
    """The paths that stand before every outcome, under their heading; nothing when there are none."""
    steps = protection.first_steps(assessment)
    if not steps:
        return []
    return ["", "EERST BESCHERMING", *_wrap_parts([protection.short(path) for path in steps], width)]


def _wrap_parts(parts: Sequence[str], width: int) -> list[str]:
    """Parts on lines, each part whole where it fits on one."""
    lines: list[str] = []
    for part in parts:
        joined = f"{lines[-1]} · {part}" if lines else ""
        if joined and len(joined) <= width:
            lines[-1] = joined
        else:
            lines += _wrap(part, width, "  ", "    ")
    return lines


def _warnings(assessment: Assessment, width: int) -> list[str]:
    found = caveats.warnings(assessment)
    return ["", *(line for text in found for line in _wrap(text, width, "", "  "))] if found else []


def _rows(merged: Sequence[Merged], events: bool, width: int) -> list[str]:
    shown = summary.rows(merged, events, "art.")
    wide = width >= BROAD
    column = max((len(r.provision) for r in shown), default=0) + 4 if wide else 4
    lines: list[str] = []
    for row, m in zip(shown, merged, strict=True):
        text = phrases.capital(row.outcome) + (f" ({row.context})" if row.context else "") + "."
        lines += [] if wide else _wrap(row.provision, width, "  ")
        first = f"  {row.provision}".ljust(column) if wide else " " * column
        lines += _wrap(text, width, first, " " * column)
        lines += [line for more in (row.gist, in_short(m)) if more for line in _wrap(more, width, " " * column)]
    return lines


def _persons(merged: Sequence[Merged]) -> list[tuple[str, list[Merged]]]:
    """The leading findings by the pairs they are about, in the order in which the pairs first come."""
    found: dict[str, list[Merged]] = {}
    for m in merged:
        if phrases.lead(m.finding) and not m.bare:
            found.setdefault(who(m.members), []).append(m)
    return list(found.items())


def _questions(assessment: Assessment, merged: Sequence[Merged], width: int) -> list[str]:
    asked = questions(assessment, merged, MOST_QUESTIONS)
    if not asked:
        return []
    lines = ["", "VOLGENDE VRAGEN", *_wrap(introduction(assessment), width, "  ", "  ")]
    for place, question in enumerate(asked[:MOST_QUESTIONS], 1):
        why = f" ({question.matters_for})" if question.matters_for else ""
        lines += _wrap(question.text + why, width, f"  {place}. ")
    return lines


def _rest(assessment: Assessment, width: int) -> list[str]:
    lines: list[str] = []
    if assessment.neighbours:
        named = phrases.listing(
            f"{phrases.provision(n.designation, article='art.')} ({n.title.lower()})" for n in assessment.neighbours
        )
        lines += ["", *_wrap(f"Buiten de zeven bepalingen, denk aan: {named}.", width)]
    notes = caveats.assumptions(assessment)
    if notes:
        lines += ["", "AANNAMES"]
        for note in notes:
            lines += _wrap(note, width, "  - ")
    return [*lines, "", *_wrap(phrases.APART if assessed(assessment) else phrases.GATES, width)]


def render(assessment: Assessment, width: int | None = None) -> str:
    """The assessment as text; without a width, that of the terminal."""
    columns = width or terminal_width()
    merged = merge(assessment.findings)
    events = summary.several_events([f for m in merged for f in m.members])
    lines = _heading(assessment, columns) + protection_first(assessment, columns) + _warnings(assessment, columns)
    for name, found in _persons(merged):
        lines += ["", *_wrap(name, columns), *_rows(found, events, columns)]
    bare = summary.bare_variants(merged, events)
    if bare:
        lines += ["", *_wrap(f"Nog niets bekend over wat daarnaast nodig is voor {bare}.", columns)]
    without = summary.without(assessment.findings)
    lines += ["", *_wrap(f"{caveats.without(assessment)}: {without}.", columns)] if without else []
    if not any(phrases.lead(f) for f in assessment.findings):
        lines += ["", *_wrap(caveats.no_lead(assessment), columns)]
    lines += _questions(assessment, merged, columns) + _rest(assessment, columns)
    return "\n".join(line.rstrip() for line in lines) + "\n"
