"""Where everything on the timeline is drawn. Units are those of the picture, which is as wide as a small telephone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import log10
from unicodedata import east_asian_width

from legalkb.report.phrases import number

WIDTH, AXIS, TEXT, MARGIN = 360, 30, 48, 10
SIZE, LINE, HEIGHT = 13, 17, 600
LANES = (17, 11, 5)
LEAST_GAP, GAP_PER_STEP, SHORTEST = 9, 4.5, 7
# How wide a letter is, as a part of the size; on the wide side, so that a line fits in every common font.
NARROW, WIDE, FULL, CAPITAL, SPACE, OTHER, BOLD = 0.34, 0.92, 1.05, 0.72, 0.3, 0.6, 1.05


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: its ISO dates, whether it was still going on on the last of them, and its words."""

    first: str
    last: str
    ongoing: bool
    when: str
    label: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Mark:
    """An event as it is drawn: the height of its mark, date, kind (beside or below it), and the lines of its text."""

    y: float
    kind: str
    when: str
    label: str
    beside: bool
    lines: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A period beside the axis. ``goes_on``: no end is known."""

    x: float
    top: float
    bottom: float
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """A year or more in which nothing happened: the heights between which the axis is broken, and how long."""

    top: float
    bottom: float
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One picture. ``part`` says which of how many, empty when there is only one."""

    number: int
    part: str
    height: int
    axis: tuple[float, float]
    marks: tuple[Mark, ...]
    bars: tuple[Bar, ...]
    gaps: tuple[Gap, ...]
    description: str


def width(text: str) -> float:
    """How wide a text is at most, roughly."""
    total = 0.0
    for letter in text:
        if letter in "ijltfrI.,:;'’‘|!()[]-":
            total += NARROW
        elif letter in "mwMW@%–…":
            total += WIDE
        elif east_asian_width(letter) in "WF":
            total += FULL
        elif letter == " ":
            total += SPACE
        else:
            total += CAPITAL if letter.isupper() else OTHER
    return total * SIZE


def wrapped(text: str, room: float) -> tuple[str, ...]:
    """The text in lines that fit; a word that does not fit on a line is broken."""
    found = [""]
    for word in (part for w in text.split() for part in _parts(w, room)):
        longer = f"{found[-1]} {word}".strip()
        if width(longer) <= room:
            found[-1] = longer
        else:
            found.append(word)
    return tuple(line for line in found if line)


def _parts(word: str, room: float) -> Iterator[str]:
    start = 0
    for end in range(1, len(word) + 1):
        if width(word[start:end]) > room:
            yield word[start : end - 1]
            start = end - 1
    yield word[start:]


def since(first: str, second: str) -> str:
    """How many whole years lie between two days: ``na ruim zes jaar``; empty when less than one."""
    one, two = date.fromisoformat(first), date.fromisoformat(second)
    later = (two.month, two.day) < (one.month, one.day)
    years = two.year - one.year - later
    exact = (two.month, two.day) == (one.month, one.day)
    return f"na {'' if exact else 'ruim '}{number(years)} jaar" if years else ""


def _days(first: str, second: str) -> int:
    return (date.fromisoformat(second) - date.fromisoformat(first)).days


def pieces(entries: tuple[Entry, ...]) -> tuple[Piece, ...]:
    """The entries, in order of date, as pictures of about the same height that fit side by side on a printed page."""
    before = (None, *entries[:-1])
    heights = [_room(e) + _gap(b, e) for b, e in zip(before, entries, strict=True)]
    many = max(1, round(sum(heights) / HEIGHT + 0.4))
    parts: list[list[Entry]] = [[]]
    done = 0.0
    for entry, height in zip(entries, heights, strict=True):
        if parts[-1] and done + height / 2 > sum(heights) * len(parts) / many:
            parts.append([])
        parts[-1].append(entry)
        done += height
    return tuple(_piece(n, len(parts), tuple(part), entries) for n, part in enumerate(parts, 1))


def _lines(entry: Entry) -> tuple[str, ...]:
    return wrapped(entry.text, WIDTH - TEXT - MARGIN / 2)


def _beside(entry: Entry) -> bool:
    """Whether the kind fits beside the date; if not it gets a line of its own."""
    return width(f"{entry.when} · {entry.label}") * BOLD <= WIDTH - TEXT - MARGIN / 2


def _room(entry: Entry) -> float:
    return LINE * (len(_lines(entry)) + (1 if _beside(entry) else 2))


def _gap(before: Entry | None, entry: Entry) -> float:
    """The longer nothing happened, the larger the gap, but not in proportion."""
    if before is None:
        return 0.0
    extra = LINE if since(before.first, entry.first) else 0
    return LEAST_GAP + GAP_PER_STEP * log10(1 + _days(before.first, entry.first)) + extra


def _piece(place: int, many: int, entries: tuple[Entry, ...], every: tuple[Entry, ...]) -> Piece:
    y = float(MARGIN) if place == 1 else 0.0
    marks: list[Mark] = []
    gaps: list[Gap] = []
    first = every.index(entries[0])
    for before, entry in zip((every[first - 1] if first else None, *entries), entries, strict=False):
        text, gap = since(before.first, entry.first) if before else "", _gap(before, entry)
        gaps += [Gap(y, y + gap, text)] if text else []
        marks.append(_mark(entry, y + gap))
        y += gap + _room(entry)
    height = round(y + (MARGIN if place == many else 0))
    told = " ".join(f"{e.when}, {e.label.lower()}: {e.text}" for e in entries)
    axis = (marks[0].y if place == 1 else 0.0, marks[-1].y if place == many else float(height))
    part = f"deel {place} van {many}" if many > 1 else ""
    return Piece(place, part, height, axis, tuple(marks), _bars(entries, every, marks, y), tuple(gaps), told)


def _mark(entry: Entry, top: float) -> Mark:
    first = 1 if _beside(entry) else 2
    rows = tuple((top + LINE * (n + 0.75), line) for n, line in enumerate(_lines(entry), first))
    return Mark(top + LINE * 0.5, entry.kind, entry.when, entry.label, first == 1, rows)


def _lanes(entries: tuple[Entry, ...]) -> dict[Entry, float]:
    """Beside which of the lanes each period is drawn: the nearest that is free, else the last."""
    ends = [""] * len(LANES)
    found: dict[Entry, float] = {}
    for entry in entries:
        if entry.first != entry.last or entry.ongoing:
            free = next((n for n, last in enumerate(ends) if last < entry.first), len(LANES) - 1)
            ends[free] = max(ends[free], entry.last)
            found[entry] = LANES[free]
    return found


def _bars(entries: tuple[Entry, ...], every: tuple[Entry, ...], marks: list[Mark], bottom: float) -> tuple[Bar, ...]:
    """The periods of all events as far as they lie in this picture."""
    points = [(e.first, m.y) for e, m in zip(entries, marks, strict=True)]
    own = {e: m.y for e, m in zip(entries, marks, strict=True)}
    follows = every[every.index(entries[-1]) + 1 :]
    found = []
    for entry, lane in _lanes(every).items():
        if entry.last < entries[0].first or entry in follows:
            continue
        top = own.get(entry, 0.0)
        beyond = bool(follows) and entry.last >= follows[0].first
        low = bottom if beyond else max(_height_of(entry.last, points, bottom), top + SHORTEST)
        found.append(Bar(lane, top, low, entry.ongoing and not beyond))
    return tuple(found)


def _height_of(day: str, points: list[tuple[str, float]], bottom: float) -> float:
    """Where a day lies on the axis, between the events before and after it."""
    for (first, low), (second, high) in pairwise(points):
        if first <= day < second:
            return low + (high - low) * _days(first, day) / max(_days(first, second), 1)
    return points[-1][1] if day <= points[-1][0] else bottom
