"""The pages of an account: sections with text, points and tables, the same for every output format."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Page", "Section", "Table"]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption (Dutch), the names of its columns, and its rows, each as long as ``head``."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A section: ``part`` is the part it falls under (may be empty), ``own`` what the organisation answers itself."""

    title: str
    part: str = ""
    text: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    own: str = ""

    @property
    def given(self) -> bool:
        """Whether legalkb says anything here."""
        return bool(self.text or self.points or self.tables)


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its name on the command line, title, what it is and is not, and its sections."""

    name: str
    title: str
    status: tuple[str, ...]
    sections: tuple[Section, ...]
