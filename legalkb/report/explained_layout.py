"""Where everything in the picture of an explanation is drawn: an indented tree of boxes, each as high as its text.

Units are those of the picture. No box lies in another, and no text reaches out of its box.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from legalkb.report.explained import LEGEND, SIGNS, Page
from legalkb.report.explained_rest import Shown
from legalkb.report.timeline_layout import BOLD, LINE, wrapped

WIDTH, MARGIN, INDENT, GAP, PADDING, SIGN = 800, 16, 22, 8, 7, 26
HEADING, HEADING_SIZE, SECTION = 26, 1.4, 30
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text: where it begins, and how it is written (``kop``, ``vet``, ``noot`` or nothing)."""

    x: float
    y: float
    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A box with its lines; ``status`` gives the colour, ``sign`` the sign in front."""

    x: float
    y: float
    width: float
    height: float
    status: str
    sign: str
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A connecting line: down from a box and then to the right, to the next one."""

    x: float
    top: float
    bottom: float
    end: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything to draw, with the words for who does not see it."""

    width: int
    height: int
    title: str
    description: str
    headings: tuple[Text, ...]
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]


def clean(text: str) -> str:
    """The text on one line, without the characters that no XML file may hold."""
    return " ".join(_NOT_IN_XML.sub("\ufffd", text).split())


def _box(step: Shown, x: float, y: float) -> Box:
    """A step as a box at a place, as high as its text asks."""
    room, sign = WIDTH - MARGIN - x, SIGNS.get(step.status, "")
    left = x + PADDING + (SIGN if sign else 6)
    inside = x + room - PADDING - left
    rows = [(line, "vet" if step.children or step.notes else "") for line in wrapped(clean(step.text), inside / BOLD)]
    rows += [(line, "noot") for note in step.notes for line in wrapped(clean(note), inside)]
    lines = tuple(Text(left, y + PADDING + LINE * (n + 0.75), text, style) for n, (text, style) in enumerate(rows))
    return Box(x, y, room, 2 * PADDING + LINE * len(rows), step.status, sign, lines)


def _tree(steps: Iterable[Shown], x: float, y: float) -> Iterator[Box | Link]:
    """Steps below each other, each with what it rests on one step to the right."""
    for step in steps:
        box = _box(step, x, y)
        yield box
        y += box.height + GAP
        foot, inner = box.y + box.height, x + INDENT
        for part in _tree(step.children, inner, y):
            yield part
            if isinstance(part, Box):
                y = part.y + part.height + GAP
                if part.x == inner:
                    yield Link(x + INDENT / 2, foot, part.y + PADDING + LINE / 2, inner)


def _lines(text: str, y: float, style: str) -> tuple[Text, ...]:
    big = HEADING_SIZE if style == "kop" else BOLD
    rows = wrapped(clean(text), (WIDTH - 2 * MARGIN) / big)
    high = HEADING if style == "kop" else LINE
    return tuple(Text(MARGIN, y + high * (n + 0.75), row, style) for n, row in enumerate(rows))


def _heading(page: Page, y: float) -> tuple[tuple[Text, ...], float]:
    title = _lines(page.title, y, "kop")
    y += HEADING * len(title)
    rest: tuple[Text, ...] = ()
    for text in (page.subtitle, *page.short):
        rest += (lines := _lines(text, y, "noot"))
        y += LINE * len(lines)
    return title + rest, y + GAP


def _page(page: Page, y: float) -> Iterator[Text | Box | Link]:
    headings, y = _heading(page, y)
    yield from headings
    outcome = Shown(page.status, f"Uitkomst: {page.outcome}", (), page.otherwise)
    top = list(_tree((outcome,), MARGIN, y))
    yield from top
    y = max(b.y + b.height for b in top if isinstance(b, Box)) + GAP
    why = Shown("", "Waarom", (LEGEND,), page.tree)
    yield from _tree((why,), MARGIN, y)


def picture(pages: tuple[Page, ...]) -> Picture:
    """The picture of one or more explanations, below each other."""
    parts: list[Text | Box | Link] = []
    y = float(MARGIN)
    for page in pages:
        parts += _page(page, y)
        y = max(b.y + b.height for b in parts if isinstance(b, Box)) + SECTION
    told = " ".join(f"{p.title}, {p.subtitle}. Uitkomst: {p.outcome} {' '.join(p.short)}" for p in pages)
    return Picture(
        WIDTH,
        round(y - SECTION + MARGIN),
        f"Uitleg: {clean('; '.join(dict.fromkeys(p.title for p in pages)))}",
        clean(told),
        tuple(p for p in parts if isinstance(p, Text)),
        tuple(p for p in parts if isinstance(p, Box)),
        tuple(p for p in parts if isinstance(p, Link)),
    )
