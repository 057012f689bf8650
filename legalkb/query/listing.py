"""The case files below a folder, in a fixed order; nothing outside the folder is ever opened.

Directories are walked without following symbolic links. A link to a file counts only when the file lies below the
folder itself and is not a case file under its own name; any other link, and what is no ordinary file, is reported.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from legalkb.errors import CaseFileError, Problem
from legalkb.node import FORBIDDEN
from legalkb.source import MAX_BYTES

__all__ = ["SUFFIXES", "CaseFile", "Unreadable", "case_files", "content"]

SUFFIXES = (".yaml", ".yml", ".json")
NAMED_SO, EXERCISE = re.compile("antwoord|oefening"), re.compile(rb"^oefening:", re.MULTILINE)
_ORDINARY = "Zet er een gewoon bestand neer, of haal het weg."
_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case file: ``name`` is its path below the folder as it may be shown, ``path`` where to open it.

    ``key`` is its path below the folder as it is, for telling files apart; no two files of a folder share it.
    """

    name: str
    path: Path
    key: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file or folder that could not be read or assessed, with what is wrong with it."""

    name: str
    problems: tuple[Problem, ...]


def case_files(folder: Path) -> tuple[CaseFile | Unreadable, ...]:
    """The case files below a folder, ordered by path, with what was refused in its place.

    Raises a :class:`CaseFileError` when it is no folder, or one that may not be read.
    """
    try:
        root = folder.resolve(strict=True)
    except (OSError, ValueError, RuntimeError):
        raise _no_folder(folder, "de map bestaat niet") from None
    if not root.is_dir():
        raise _no_folder(folder, "dit is geen map")
    found = list(_walk(root))
    if any(key == "" for key, _ in found):
        raise _no_folder(folder, "u mag deze map niet lezen")
    own = {item.path for _, item in found if isinstance(item, CaseFile) and not item.path.is_symlink()}
    items = [(key, _settled(item, root, own)) for key, item in found if not _of_exercise(item)]
    return tuple(item for _, item in sorted(items, key=lambda pair: pair[0].split(os.sep)) if item is not None)


def content(file: CaseFile) -> bytes:
    """The bytes of a case file, one more than the size limit at most.

    Raises a :class:`CaseFileError` when it cannot be read or is no ordinary file by now.
    """
    try:
        handle = os.open(file.path, _OPEN)
        with open(handle, "rb") as stream:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise CaseFileError((Problem(file.name, "dit is geen gewoon bestand", "", _ORDINARY),))
            return stream.read(MAX_BYTES + 1)
    except PermissionError:
        remedy = "Controleer de rechten op het bestand."
        raise CaseFileError((Problem(file.name, "u mag dit bestand niet lezen", "", remedy),)) from None
    except (OSError, ValueError):
        remedy = "Controleer de naam en de schijf."
        raise CaseFileError((Problem(file.name, "het bestand kan niet worden gelezen", "", remedy),)) from None


def _no_folder(folder: Path, what: str) -> CaseFileError:
    return CaseFileError((Problem(_shown(str(folder)), what, "", "Noem een map met zaakbestanden."),))


def _shown(name: str) -> str:
    return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", " ".join(name.split("\n"))[-400:].replace("\r", " "))


def _walk(root: Path) -> Iterator[tuple[str, CaseFile | Unreadable]]:
    """Every case file, link and thing that cannot be opened below the root, in no particular order."""
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                found = list(entries)
        except OSError:
            key = "" if folder == root else str(folder.relative_to(root))
            yield key, _refused(key, "deze map kan niet worden gelezen", "Controleer de rechten op de map.")
            continue
        for entry in found:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            elif entry.is_symlink() or entry.name.casefold().endswith(SUFFIXES):
                key = os.path.relpath(entry.path, root)
                yield key, _entry(entry, key)


def _of_exercise(item: CaseFile | Unreadable) -> bool:
    """Whether a file is the form, an answer or the description of an exercise, which is no case."""
    if isinstance(item, Unreadable) or not NAMED_SO.search(item.path.name.casefold()):
        return False
    try:
        return EXERCISE.search(content(item)) is not None
    except CaseFileError:
        return False


def _entry(entry: os.DirEntry[str], key: str) -> CaseFile | Unreadable:
    if entry.is_symlink() or entry.is_file(follow_symlinks=False):
        return CaseFile(_shown(key.replace(os.sep, "/")), Path(entry.path), key)
    return _refused(key, "dit is geen gewoon bestand", _ORDINARY)


def _refused(key: str, what: str, remedy: str) -> Unreadable:
    name = _shown(key.replace(os.sep, "/"))
    return Unreadable(name, (Problem(name, what, "", remedy),))


def _settled(item: CaseFile | Unreadable, root: Path, own: set[Path]) -> CaseFile | Unreadable | None:
    """What comes of an entry once its link is followed; None for a link that adds no case file."""
    if isinstance(item, Unreadable) or item.path in own:
        return item
    try:
        target = item.path.resolve(strict=True)
    except (OSError, ValueError, RuntimeError):
        return _refused(item.key, "deze koppeling verwijst naar niets", "Haal haar weg of herstel haar.")
    if not target.is_relative_to(root):
        remedy = "Zet het bestand zelf in de map, of noem de andere map."
        return _refused(item.key, "deze koppeling verwijst naar buiten de map en is niet gevolgd", remedy)
    if target.is_dir() or target in own or not item.key.casefold().endswith(SUFFIXES):
        return None
    if not target.is_file():
        return _refused(item.key, "dit is geen gewoon bestand", _ORDINARY)
    return CaseFile(item.name, target, item.key)
