"""The assessment as plain text for a terminal of 60 to 120 columns."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Sequence

from legalkb.findings import Assessment
from legalkb.report import phrases, summary
from legalkb.report.grouping import Merged, merge, who
from legalkb.report.questions import next_questions

NARROWEST, WIDEST = 60, 120
MOST_QUESTIONS = 5


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


def _protection(assessment: Assessment, width: int) -> list[str]:
    steps = summary.first_steps(assessment)
    if not steps:
        return []
    lines = ["", "EERST BESCHERMING"]
    for path in steps:
        contact = f" ({path.contact})" if path.contact else ""
        lines += _wrap(f"{phrases.capital(path.label)}{contact}. {path.when}", width, "  - ")
    return lines


def _rows(merged: Sequence[Merged], width: int) -> list[str]:
    shown = summary.rows(merged, "art.")
    column = max((len(r.provision) for r in shown), default=0) + 4
    lines: list[str] = []
    for row in shown:
        text = phrases.capital(row.outcome) + (f" ({row.context})" if row.context else "") + "."
        lines += _wrap(text, width, f"  {row.provision}".ljust(column), " " * column)
        lines += _wrap(row.gist, width, " " * column) if row.gist else []
    return lines


def _persons(merged: Sequence[Merged]) -> list[tuple[str, list[Merged]]]:
    """The leading findings by the pairs they are about, in the order in which the pairs first come."""
    found: dict[str, list[Merged]] = {}
    for m in merged:
        if phrases.lead(m.finding):
            found.setdefault(who(m.members), []).append(m)
    return list(found.items())


def _questions(merged: Sequence[Merged], width: int) -> list[str]:
    questions = next_questions(merged)
    if not questions:
        return []
    lines = ["", "VOLGENDE VRAGEN"]
    for place, question in enumerate(questions[:MOST_QUESTIONS], 1):
        lines += _wrap(f"{question.text} ({question.matters_for})", width, f"  {place}. ")
    return lines


def _rest(assessment: Assessment, width: int) -> list[str]:
    lines: list[str] = []
    if assessment.neighbours:
        named = phrases.listing(
            f"{phrases.provision(n.designation, article='art.')} ({n.title.lower()})" for n in assessment.neighbours
        )
        lines += ["", *_wrap(f"Buiten de zeven bepalingen, denk aan: {named}.", width)]
    if assessment.notes:
        lines += ["", "AANNAMES"]
        for note in assessment.notes:
            lines += _wrap(phrases.sentence(phrases.dates(note)), width, "  - ")
    return [*lines, "", *_wrap(phrases.GATES, width)]


def render(assessment: Assessment, width: int | None = None) -> str:
    """The assessment as text; without a width, that of the terminal."""
    columns = width or terminal_width()
    merged = merge(assessment.findings)
    lines = _heading(assessment, columns) + _protection(assessment, columns)
    for name, found in _persons(merged):
        lines += ["", *_wrap(name, columns), *_rows(found, columns)]
    bare = summary.bare_variants(merged)
    if bare:
        lines += ["", *_wrap(f"Nog niets bekend over wat daarnaast nodig is voor {bare}.", columns)]
    without = summary.without(assessment.findings)
    lines += ["", *_wrap(f"Geen aanknopingspunt: {without}.", columns)] if without else []
    if not any(phrases.lead(f) for f in assessment.findings):
        lines += [
            "",
            *_wrap("De ingevoerde feiten geven bij geen van de zeven bepalingen een aanknopingspunt.", columns),
        ]
    lines += _questions(merged, columns) + _rest(assessment, columns)
    return "\n".join(line.rstrip() for line in lines) + "\n"
