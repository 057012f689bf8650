"""Writes a result to a file: for the user's eyes only, whole or not at all, never over something by accident."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import click

from legalkb.errors import LegalkbError, Problem


def _refuse(path: Path, what: str, remedy: str) -> LegalkbError:
    return LegalkbError((Problem(str(path), what, "", remedy),))


def check(path: Path, overwrite: bool, inputs: Iterable[str] = ()) -> None:
    """Refuse a file that can't or may not be written."""
    if path.is_dir():
        raise _refuse(path, "dit is een map", "Noem een bestand.")
    if not path.parent.is_dir():
        raise _refuse(path, "de map bestaat niet", "Maak de map eerst, of kies een andere.")
    if not path.exists() and not path.is_symlink():
        return
    for name in inputs:
        if name != "-" and Path(name).exists() and path.exists() and path.samefile(name):
            raise _refuse(path, "dit is het zaakbestand zelf", "Kies een andere naam voor het resultaat.")
    if not path.is_file():
        raise _refuse(path, "dit is geen gewoon bestand", "Laat --uit weg om op het scherm te schrijven.")
    if not overwrite:
        raise _refuse(path, "dit bestand bestaat al", "Kies een andere naam of geef --overschrijf.")


def folder(path: Path) -> None:
    """Make a folder for the user's eyes only, with those above it that are not there."""
    for parent in (*reversed(path.parents), path):
        if parent.is_dir():
            continue
        if parent.exists() or parent.is_symlink():
            raise _refuse(parent, "dit is geen map", "Kies een andere map.")
        try:
            parent.mkdir(mode=0o700)
        except FileExistsError:
            continue
        except OSError:
            raise _refuse(parent, "de map kan niet worden gemaakt", "Controleer de naam en de rechten.") from None


def write(path: Path, text: str, overwrite: bool = False, inputs: Iterable[str] = (), quiet: bool = False) -> None:
    """Write the text to the file and say so unless ``quiet``; a file that exists is only replaced when asked."""
    check(path, overwrite, inputs)
    try:
        _put(path, text, overwrite)
    except FileExistsError:
        raise _refuse(path, "dit bestand bestaat al", "Kies een andere naam of geef --overschrijf.") from None
    except PermissionError:
        raise _refuse(path, "u mag hier niet schrijven", "Controleer de rechten op de map.") from None
    except OSError:
        raise _refuse(path, "het bestand kan niet worden geschreven", "Controleer de naam en de schijf.") from None
    if not quiet:
        click.echo(f"Geschreven: {path}", err=True)


def _put(path: Path, text: str, overwrite: bool) -> None:
    """Write beside the target first (mode 0600), then put it in place in one step."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".legalkb-")
    try:
        with open(handle, "w", encoding="utf-8", errors="replace", newline="\n") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        if overwrite:
            os.replace(name, path)
        else:
            _claim(name, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)


def _claim(name: str, path: Path) -> None:
    """Give the file its name unless something has that name by now; where links don't exist, replace."""
    try:
        os.link(name, path)
    except FileExistsError:
        raise
    except OSError:
        os.replace(name, path)
