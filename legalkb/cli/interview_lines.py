"""Where the lines of a conversation come from: somebody at a terminal, or a file or pipe with one answer a line."""

from __future__ import annotations

import contextlib
import sys
from typing import BinaryIO

import click

from legalkb.errors import LegalkbError, Problem

LONGEST = 5000


def at_terminal() -> bool:
    """Whether somebody sits at the other side of the standard input."""
    try:
        return sys.stdin.isatty()
    except (AttributeError, ValueError):
        return False


class Terminal:
    """Lines that somebody types, edited with readline where it is there and kept in no history."""

    interactive = True

    def __init__(self) -> None:
        """Let readline edit lines and remember none."""
        with contextlib.suppress(ImportError, AttributeError):
            import readline

            readline.set_auto_history(False)

    def line(self, prompt: str = "> ") -> str | None:
        """The next line; None at the end of the input (Ctrl-D)."""
        while True:
            try:
                if sys.stdout.isatty():
                    return input(prompt)
                click.echo(prompt, err=True, nl=False)
                return input()
            except EOFError:
                click.echo("", err=True)
                return None
            except UnicodeDecodeError:
                click.echo("!  Deze regel is geen UTF-8. Typ hem opnieuw.", err=True)

    def refused(self, text: str) -> None:
        """Nothing more than what is shown already: the question stands."""


class Lines:
    """Answers from a file or pipe. Empty lines and lines that begin with # do not count."""

    interactive = False

    def __init__(self, stream: BinaryIO, name: str) -> None:
        """Read from a stream of bytes; ``name`` is what it is called in messages."""
        self.stream, self.name, self.number = stream, name, 0

    def line(self, prompt: str = "> ") -> str | None:
        """The next answer; None when there are no more."""
        while True:
            data = self.stream.readline(LONGEST + 1)
            if not data:
                return None
            self.number += 1
            if len(data) > LONGEST:
                raise self._problem("de regel is te lang", "Schrijf op elke regel één antwoord.")
            try:
                text = data.decode("utf-8-sig" if self.number == 1 else "utf-8").strip()
            except UnicodeDecodeError:
                raise self._problem("de regel is geen UTF-8", "Sla het bestand op als UTF-8.") from None
            if text and not text.startswith("#"):
                click.echo(f"{prompt}{text}" if text.isprintable() else prompt, err=True)
                return text

    def refused(self, text: str) -> None:
        """A line that does not fit ends the conversation."""
        raise self._problem("dit antwoord past niet", text)

    def _problem(self, what: str, remedy: str) -> LegalkbError:
        return LegalkbError((Problem(f"{self.name}:{self.number}", what, "", remedy),))
