"""How text is laid out on a terminal, for the commands that look things up."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

NARROWEST, WIDEST = 60, 100


def width() -> int:
    """The width to write in."""
    return max(NARROWEST, min(WIDEST, terminal_columns()))


def terminal_columns() -> int:
    """How wide the terminal is."""
    import shutil

    return shutil.get_terminal_size((80, 24)).columns


def paragraph(text: str, indent: str = "", later: str | None = None) -> None:
    """Write a text, wrapped and indented."""
    rest = indent if later is None else later
    lines = textwrap.wrap(
        " ".join(text.split()),
        width(),
        initial_indent=indent,
        subsequent_indent=rest,
        break_on_hyphens=False,
        break_long_words=False,
    )
    click.echo("\n".join(lines))


def point(text: str, indent: str = "  ") -> None:
    """Write a text as a point in a list."""
    paragraph(text, f"{indent}- ", f"{indent}  ")


def heading(text: str) -> None:
    """Write a heading, with a blank line before it."""
    click.echo(f"\n{text}")


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar on standard error, where that is a terminal; it appears with the first thing that is done."""
    stream = sys.stderr
    if not stream.isatty():
        yield None
        return
    bars: list[Any] = []

    def on_each(done: int, total: int) -> None:
        if not bars:
            bars.append(click.progressbar(length=total, label=label, file=stream))
            bars[0].render_progress()
        bars[0].update(1)

    try:
        yield on_each
    finally:
        for bar in bars:
            bar.render_finish()
