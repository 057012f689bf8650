"""What the quality report holds: chapters of text, tables and points, as frozen values that any format can show."""

from __future__ import annotations

from dataclasses import dataclass, field

WRONG, WEAK = "fout", "zwak"


@dataclass(frozen=True, slots=True)
class Point:
    """Something found: ``severity`` is :data:`WRONG` (the check fails) or :data:`WEAK` (to look at), ``kind`` the sort
    of thing (Dutch, as counted), ``place`` the file with its line where there is one, ``text`` one Dutch sentence."""

    severity: str
    kind: str
    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.place}: {self.text}"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its caption, the headings of its columns, and its rows; the first cell of a row names the row."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a chapter: its title, sentences, tables and points. ``nothing`` is what to say without points; when
    that is empty, nothing is said. ``counted`` are points that its tables show already."""

    title: str
    notes: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    points: tuple[Point, ...] = ()
    nothing: str = ""
    counted: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its title, an opening, and its sections."""

    title: str
    opening: str
    sections: tuple[Section, ...]

    @property
    def points(self) -> tuple[Point, ...]:
        """Every point of its sections, each once."""
        return tuple(dict.fromkeys(p for s in self.sections for p in (*s.points, *s.counted)))


@dataclass(frozen=True, slots=True)
class Count:
    """How many points of a kind there are, and in which chapter (its number)."""

    severity: str
    kind: str
    number: int
    chapter: int


@dataclass(frozen=True, slots=True)
class Quality:
    """The whole report. ``chapters`` are those after the summary, numbered from 2; ``knowledge`` is the hash of the
    files; ``summary`` are sentences that count."""

    knowledge: str
    summary: tuple[str, ...]
    chapters: tuple[Chapter, ...] = field(default=())

    @property
    def points(self) -> tuple[Point, ...]:
        """Every point, each once."""
        return tuple(dict.fromkeys(p for c in self.chapters for p in c.points))

    @property
    def wrong(self) -> tuple[Point, ...]:
        """What makes the check fail."""
        return tuple(p for p in self.points if p.severity == WRONG)

    @property
    def counts(self) -> tuple[Count, ...]:
        """How many points there are of each kind: what is wrong first, then in the order of the chapters."""
        found: dict[tuple[str, str, int], int] = {}
        for number, chapter in enumerate(self.chapters, 2):
            for point in chapter.points:
                key = (point.severity, point.kind, number)
                found[key] = found.get(key, 0) + 1
        ordered = sorted(found.items(), key=lambda item: (item[0][0] != WRONG, item[0][2]))
        return tuple(Count(severity, kind, n, chapter) for (severity, kind, chapter), n in ordered)
