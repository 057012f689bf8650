"""An explanation as text for a terminal: the outcome and what would have to be otherwise first, then the tree."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from legalkb.explanation.tree import Explanation
from legalkb.report.as_table import terminal_width
from legalkb.report.explained import LEGEND, SIGNS, Page, page
from legalkb.report.explained_rest import Shown

FORK, LAST, DOWN, NOTHING = "├─ ", "└─ ", "│  ", "   "
WORDS = 24


def _wrap(text: str, width: int, first: str, later: str) -> list[str]:
    room = max(width, len(later) + WORDS)
    return textwrap.wrap(
        " ".join(text.split()),
        room,
        initial_indent=first,
        subsequent_indent=later,
        break_on_hyphens=False,
        break_long_words="://" not in text,
    ) or [first.rstrip()]


def _marked(step: Shown) -> str:
    sign = SIGNS.get(step.status, "")
    return f"{sign} {step.text}" if sign else step.text


def _branch(step: Shown, last: bool, before: str, width: int) -> list[str]:
    """A step with everything below it, each behind the lines of the tree."""
    below = before + (NOTHING if last else DOWN)
    trunk = below + ("│ " if step.children else "  ")
    lines = _wrap(_marked(step), width, before + (LAST if last else FORK), trunk + "  ")
    for note in step.notes:
        lines += _wrap(note, width, trunk, trunk)
    return lines + branches(step.children, width, below)


def branches(steps: Iterable[Shown], width: int, before: str = "") -> list[str]:
    """Steps beside each other as lines of a tree."""
    every = tuple(steps)
    return [line for n, s in enumerate(every, 1) for line in _branch(s, n == len(every), before, width)]


def _list(steps: Iterable[Shown], width: int) -> list[str]:
    lines = []
    for step in steps:
        lines += _wrap(step.text, width, "", "  ")
        for child in step.children:
            lines += _wrap(child.text, width, "  - ", "    ")
    return lines


def _told(found: Page, width: int) -> list[str]:
    lines = [*_wrap(found.title, width, "", ""), *_wrap(found.subtitle, width, "", "")]
    lines += ["", *_wrap(f"UITKOMST: {found.outcome}", width, "", "  ")]
    for text in found.short:
        lines += _wrap(text, width, "  ", "  ")
    if found.otherwise:
        lines += ["", *_list(found.otherwise, width)]
    return [*lines, "", "WAAROM", *_wrap(LEGEND, width, "  ", "  "), *branches(found.tree, width)]


def render(found: Iterable[Explanation], full: bool = False, width: int | None = None, without: str = "") -> str:
    """Explanations as text, one after the other; without a width, that of the terminal.

    ``without`` names the variants of which nothing of their own is known yet.
    """
    columns = width or terminal_width()
    blocks = ["\n".join(line.rstrip() for line in _told(page(x, full), columns)) for x in found]
    if without:
        blocks.append(
            "\n".join(_wrap(f"Nog niets bekend over wat daarnaast nodig is voor {without}.", columns, "", ""))
        )
    return f"\n\n{'=' * min(columns, 60)}\n\n".join(blocks) + "\n"
