"""Where the case of a conversation is kept: after each answer, whole or not at all, only where the user said."""

from __future__ import annotations

from pathlib import Path

from legalkb.cli.writing import check, write
from legalkb.errors import LegalkbError, Problem


class Keeper:
    """Writes the case to one file, and remembers what it holds. Without a path it writes nothing."""

    def __init__(self, path: str | None, overwrite: bool, text: str, begun: str) -> None:
        """Check at once that the file may be written. ``text`` is the case at the beginning, ``begun`` the file that
        it was read from (empty for none)."""
        self.path = Path(path) if path is not None else None
        self.overwrite = overwrite
        self.kept: str | None = None
        self.written = False
        self.begun = text
        if self.path is not None:
            check(self.path, overwrite)
            if begun and self.path.exists() and self.path.samefile(begun):
                self.kept = text

    def keep(self, text: str) -> None:
        """Write the case if it changed. Refuses when something else changed the file meanwhile."""
        if self.path is None or (text == self.begun and not self.written) or (self.written and text == self.kept):
            return
        if self.kept is not None and self._on_disk() not in (None, self.kept):
            what = "dit bestand is intussen door iets anders gewijzigd"
            raise LegalkbError((Problem(str(self.path), what, "", "Bewaar het gesprek onder een andere naam."),))
        write(self.path, text, self.overwrite or self.written, quiet=True)
        self.kept, self.written = text, True

    def _on_disk(self) -> str | None:
        """What the file holds now; None when it is gone."""
        assert self.path is not None
        try:
            return self.path.read_bytes().decode("utf-8-sig", errors="replace")
        except OSError:
            return None
