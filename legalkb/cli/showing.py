"""How text is laid out on a terminal, for the commands that look things up."""

from __future__ import annotations

import textwrap

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
