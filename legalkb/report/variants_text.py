"""Minimal pairs as plain text for a terminal of 60 to 120 columns."""

from __future__ import annotations

from legalkb.report import caveats, phrases
from legalkb.report.as_table import protection_first, terminal_width
from legalkb.report.difference_columns import wrap
from legalkb.report.difference_text import ALIKE
from legalkb.report.variants_view import (
    ASSUMPTION,
    REAL,
    Answer,
    Told,
    counted,
    heading,
    limits,
    told,
    without_effect,
)
from legalkb.training.pair import Pairs


def _pair(found: Told, real: bool, width: int) -> list[str]:
    lines = ["", *wrap(f"{found.number}. {found.title}", width, "", "   ")]
    lines += wrap(ASSUMPTION, width, "   ") if real else []
    lines += [line for t in found.was for line in wrap(f"was: {t}", width, "   ", "     ")]
    lines += ["", *wrap(f"Vraag: {found.question}", width, "   "), ""]
    lines += wrap(f"Antwoord: {found.level[:1].lower()}{found.level[1:]}.", width, "   ")
    for answer in found.answers:
        lines += _answer(answer, width)
    for text in found.rest:
        lines += wrap(text, width, "   ", "     ")
    return lines


def _answer(answer: Answer, width: int) -> list[str]:
    lines = wrap(answer.name, width, "   ", "     ")
    for text, more in answer.lines:
        lines += wrap(text, width, "     ", "       ")
        lines += [line for m in more for line in wrap(m, width, "       ", "         ")]
    return lines + (
        wrap(f"{ALIKE} {phrases.listing(answer.alike)}.", width, "     ", "       ") if answer.alike else []
    )


def render(pairs: Pairs, width: int | None = None) -> str:
    """Minimal pairs as text; without a width, that of the terminal."""
    columns, real = width or terminal_width(), not pairs.before.fictional
    lines = [*wrap(f"{phrases.PREMISE} ({phrases.PREMISE_CITATION})", columns), ""]
    lines += wrap(heading(pairs), columns)
    lines += wrap(REAL, columns) if real else [phrases.FICTIONAL]
    lines += wrap(pairs.before.classification, columns) if pairs.before.classification else []
    lines += protection_first(pairs.before, columns)
    for text in caveats.warnings(pairs.before):
        lines += ["", *wrap(text, columns, "", "  ")]
    lines += ["", *wrap(f"{limits(pairs)} {counted(pairs, len(pairs.pairs))}", columns)]
    for number, pair in enumerate(pairs.pairs, 1):
        lines += _pair(told(pair, number), real, columns)
    for word, texts in without_effect(pairs):
        if texts:
            lines += [
                "",
                *wrap(word, columns),
                *(line for t in texts for line in wrap(f"- {t}", columns, "  ", "    ")),
            ]
    lines += ["", *wrap(phrases.APART, columns)]
    return "\n".join(line.rstrip() for line in lines) + "\n"
