"""Reads files that people write: a file name or ``-`` in, text out, and from there a tree of nodes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

from legalkb.errors import CaseFileError, LegalkbError, Problem
from legalkb.node import FORBIDDEN, Node, SourceText, shown
from legalkb.yaml_tree import parse

__all__ = ["MAX_BYTES", "Node", "SourceText", "decode", "parse", "read_text", "shown"]

MAX_BYTES = 2_000_000


def read_text(path: str | Path, limit_bytes: int = MAX_BYTES, error: type[LegalkbError] = CaseFileError) -> SourceText:
    """Read a UTF-8 file, or standard input for ``-``; anything that is not readable text is an ``error``."""
    name = "standaardinvoer" if str(path) == "-" else _shown_name(str(path))
    try:
        data = _read_stdin(limit_bytes) if str(path) == "-" else _read_file(Path(path), limit_bytes)
        return SourceText(name, _decoded(data, limit_bytes))
    except _Refusal as refusal:
        raise refusal.as_error(name, error) from None


def decode(
    data: bytes, name: str, limit_bytes: int = MAX_BYTES, error: type[LegalkbError] = CaseFileError
) -> SourceText:
    """The text of a file that was read already, under the name to show; what is not readable text is an ``error``."""
    try:
        return SourceText(name, _decoded(data, limit_bytes))
    except _Refusal as refusal:
        raise refusal.as_error(name, error) from None


class _Refusal(Exception):
    """A reason to stop reading; turned into the caller's kind of error."""

    def __init__(self, what: str, remedy: str, value: str = "", line: int = 0) -> None:
        self.what, self.remedy, self.value, self.line = what, remedy, value, line
        super().__init__(what)

    def as_error(self, name: str, error: type[LegalkbError]) -> LegalkbError:
        """The caller's kind of error about the file with that name."""
        place = f"{name}:{self.line}" if self.line else name
        return error((Problem(place, self.what, shown(self.value), self.remedy),))


def _shown_name(path: str) -> str:
    return (
        FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", path[-200:].replace("\n", " ").replace("\r", " ")) or "(geen naam)"
    )


def _read_file(path: Path, limit: int) -> bytes:
    try:
        if path.is_dir():
            raise _Refusal("dit is een map, geen bestand", "Noem het zaakbestand zelf.")
        if path.is_file() and path.stat().st_size > limit:
            raise _too_large(limit)
        with path.open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError:
        raise _Refusal("het bestand bestaat niet", "Controleer de naam en de map.") from None
    except PermissionError:
        raise _Refusal("u mag dit bestand niet lezen", "Controleer de rechten op het bestand.") from None
    except (OSError, ValueError):
        raise _Refusal("het bestand kan niet worden gelezen", "Controleer de naam en de schijf.") from None


def _read_stdin(limit: int) -> bytes:
    stream: IO[bytes] | None = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise _Refusal("er is geen standaardinvoer", "Geef een bestandsnaam in plaats van '-'.")
    try:
        return stream.read(limit + 1)
    except (OSError, ValueError):
        raise _Refusal(
            "de standaardinvoer kan niet worden gelezen", "Geef een bestandsnaam in plaats van '-'."
        ) from None


def _too_large(limit: int) -> _Refusal:
    size = f"{limit / 1_000_000:g} MB" if limit >= 100_000 else f"{limit} bytes"
    return _Refusal(
        f"het bestand is te groot (meer dan {size})",
        "Een zaakbestand is tekst van enkele kB. Is dit het juiste bestand?",
    )


def _decoded(data: bytes, limit: int) -> str:
    if len(data) > limit:
        raise _too_large(limit)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _Refusal("het bestand is opgeslagen als UTF-16", "Sla het op als UTF-8.")
    if b"\0" in data:
        raise _Refusal("dit is geen tekstbestand (het bevat NUL-tekens)", "Noem een YAML- of JSON-bestand.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        line = data.count(b"\n", 0, failure.start) + 1
        raise _Refusal(
            "het bestand is geen UTF-8",
            "Sla het op als UTF-8 (in de editor: 'Opslaan met codering').",
            "",
            line,
        ) from None
    if not text.strip():
        raise _Refusal("het bestand is leeg", "Begin met 'legalkb nieuw'.")
    return text
