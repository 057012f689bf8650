"""Text in two columns: what one side says beside what the other says."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from itertools import zip_longest

BETWEEN = " │ "


def wrap(text: str, width: int, first: str = "", later: str | None = None) -> list[str]:
    """The lines of a text, wrapped and indented; later lines as deep as the first unless said otherwise."""
    return textwrap.wrap(
        " ".join(text.split()),
        width,
        initial_indent=first,
        subsequent_indent=" " * len(first) if later is None else later,
        break_on_hyphens=False,
    )


def beside(both: Iterable[Iterable[str]], width: int, indent: str = "    ") -> list[str]:
    """Two columns: the texts of one side beside those of the other, each text wrapped in its column."""
    middle = (width - len(BETWEEN) + 2) // 2
    columns = (middle - len(indent), width - middle - len(BETWEEN))
    sides = [[line for text in texts for line in _cell(text, c)] for texts, c in zip(both, columns, strict=True)]
    return [f"{indent}{a.ljust(columns[0])}{BETWEEN}{b}".rstrip() for a, b in zip_longest(*sides, fillvalue="")]


def _cell(text: str, column: int) -> list[str]:
    return wrap(text, column, "", "  " if text.startswith("- ") else "")


def points(texts: Iterable[str]) -> list[str]:
    """The texts as points of a list."""
    return [f"- {text}" for text in texts]
