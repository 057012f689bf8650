"""What the user reads when something goes wrong: Dutch lines on standard error, never a traceback or a fact."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import click

from legalkb.errors import LegalkbError

FAILED, INTERRUPTED = 1, 130


def report(error: Exception, place: str = "") -> None:
    """Say what went wrong: each problem of the input on a line, or that something unforeseen happened."""
    if isinstance(error, LegalkbError):
        for problem in error.problems:
            click.echo(str(problem), err=True)
        return
    if os.environ.get("LEGALKB_DEBUG"):
        raise error
    where = f" bij {place}" if place else ""
    click.echo(
        f"Er ging iets fout in legalkb zelf{where} ({type(error).__name__}). Meld dit met de versie "
        "(legalkb --versie) en de opdracht, zonder de zaak mee te sturen.",
        err=True,
    )


def guarded(run: Callable[[], int]) -> int:
    """Run the program and return its exit code, whatever happens; every error ends here."""
    try:
        return run()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _silence()
        return FAILED
    except Exception as error:
        report(error)
        return FAILED


def _silence() -> None:
    """Let what is still to be written go nowhere, so that Python does not complain of the closed pipe at the end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return
