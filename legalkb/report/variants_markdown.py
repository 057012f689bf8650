"""Minimal pairs as Markdown, for a hand-out: every question with its answer below it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from legalkb.report import caveats, phrases, protection
from legalkb.report.difference_text import ALIKE
from legalkb.report.variants_view import (
    ASSUMPTION,
    REAL,
    Told,
    counted,
    heading,
    limits,
    told,
    without_effect,
)
from legalkb.training.pair import Pairs

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|])")


def _plain(text: str) -> str:
    """A text in which no sign means anything in Markdown."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


def _points(texts: Iterable[str], indent: str = "") -> list[str]:
    return [f"{indent}- {_plain(t)}" for t in texts]


def _pair(found: Told, real: bool) -> list[str]:
    lines = ["", f"## {found.number}. {_plain(found.title)}"]
    lines += ["", f"*{ASSUMPTION}*"] if real else []
    lines += ["", *(f"Was: {_plain(t)}" for t in found.was)] if found.was else []
    lines += ["", f"**Vraag.** {_plain(found.question)}"]
    lines += ["", f"**Antwoord.** {_plain(found.level)}.", ""]
    for answer in found.answers:
        lines += _points([answer.name])
        for text, more in answer.lines:
            lines += [*_points([text], "  "), *_points(more, "    ")]
        lines += _points([f"{ALIKE} {phrases.listing(answer.alike)}."], "  ") if answer.alike else []
    return [*lines, *_points(found.rest)]


def render(pairs: Pairs) -> str:
    """Minimal pairs as Markdown text."""
    real, before = not pairs.before.fictional, pairs.before
    lines = [f"# {_plain(heading(pairs))}", "", f"> **{phrases.PREMISE}** ({phrases.PREMISE_CITATION})", ""]
    lines += [_plain(REAL) if real else f"**{phrases.FICTIONAL}**"]
    lines += ["", _plain(before.classification)] if before.classification else []
    steps = [protection.short(path) for path in protection.first_steps(before)]
    lines += ["", "**Eerst bescherming**", "", *_points(steps)] if steps else []
    for text in caveats.warnings(before):
        lines += ["", _plain(text)]
    lines += ["", f"{limits(pairs)} {counted(pairs, len(pairs.pairs))}".strip()]
    for number, pair in enumerate(pairs.pairs, 1):
        lines += _pair(told(pair, number), real)
    for word, texts in without_effect(pairs):
        lines += ["", word, "", *_points(texts)]
    return "\n".join([*lines, "", phrases.APART]) + "\n"
