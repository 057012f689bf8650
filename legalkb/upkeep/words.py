"""Two texts word by word: what went, what came, and what stayed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, GONE, ADDED = "gelijk", "weg", "erbij"
CONTEXT, LONGEST = 6, 150
TOO_MUCH = 10_000_000  # pairs of words; no provision comes near, and comparing them takes seconds
_LEFT_OUT = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words: ``kind`` gelijk, weg (only in the old text) or erbij (only in the new one)."""

    kind: str
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words."""
        return " ".join(self.words)


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """The runs of words that make the new text of the old one; texts too long to compare differ as a whole."""
    before, after = old.split(), new.split()
    if len(before) * len(after) > TOO_MUCH:
        return Piece(GONE, tuple(before)), Piece(ADDED, tuple(after))
    pieces = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(SAME, tuple(before[a:b])))
            continue
        pieces += [Piece(GONE, tuple(before[a:b]))] if b > a else []
        pieces += [Piece(ADDED, tuple(after[c:d]))] if d > c else []
    return tuple(pieces)


def _shortened(words: tuple[str, ...], first: bool, last: bool) -> str:
    if len(words) <= 2 * CONTEXT + 1:
        return " ".join(words)
    start = () if first else words[:CONTEXT]
    end = () if last else words[-CONTEXT:]
    return " ".join((*start, "…", *end))


def brief(text: str) -> str:
    """A text as it is shown: of a very long one its begin, with the number of words that are left out."""
    words = text.split()
    return text if len(words) <= 2 * LONGEST else f"{' '.join(words[:LONGEST])} … ({len(words) - LONGEST} woorden meer)"


def marked(pieces: Iterable[Piece]) -> str:
    """The difference in one line: ``[-weg-] {+erbij+}``, with long runs that stayed cut short to ``…``."""
    found = tuple(pieces)
    shown = []
    for place, piece in enumerate(found):
        if piece.kind == SAME:
            shown.append(_shortened(piece.words, place == 0, place == len(found) - 1))
        else:
            text = brief(piece.text)
            shown.append(f"[-{text}-]" if piece.kind == GONE else f"{{+{text}+}}")
    return " ".join(shown)


def fragments(text: str) -> tuple[str, ...]:
    """The words of the law in a text that is held in part: what stands between [square brackets] is not of the law."""
    return tuple(f for f in (" ".join(part.split()) for part in _LEFT_OUT.split(text)) if len(f.split()) > 1)


def in_order(parts: Iterable[str], text: str) -> str:
    """The first of some fragments that is not in a text behind those before it; empty when all are."""
    place = 0
    for part in parts:
        found = text.find(part.rstrip(" ;,."), place)
        if found < 0:
            return part
        place = found + len(part.rstrip(" ;,."))
    return ""
