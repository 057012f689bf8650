"""Cuts the text of a query into terms, brackets and words, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["COMPARISONS", "Token", "tokens"]

COMPARISONS = (">=", "<=", "!=", "=", ">", "<")

_NAME = r"(?:\"[^\"]*\"?|[^\s()=!<>\"])+"
_TERM = re.compile(
    rf"(?P<kind>[^\W\d]\w*)(?P<colon>:\s*(?P<name>{_NAME}(?:\s+lid\s+\w+)?(?:\s+onder\s+[\w.°º]+)?)?)?"
    r"(?:\s*(?P<operator>>=|<=|!=|=|>|<)\s*(?P<value>\"[^\"]*\"?|[^\s()=!<>\"]+)?)?"
)
_OTHER = re.compile(r"[()]|[^\s()]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query. ``type`` is ``(``, ``)``, ``woord`` or ``term``; the rest is filled for a term only.

    ``name_at`` and ``value_at`` are the places of name and value.
    """

    type: str
    text: str
    start: int
    end: int
    kind: str = ""
    name: str = ""
    operator: str = ""
    value: str = ""
    name_at: int = 0
    value_at: int = 0


def tokens(text: str) -> Iterator[Token]:
    """The pieces of a query, from left to right; everything but white space is in some piece."""
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        token = _term(text, place) or _other(text, place)
        yield token
        place = token.end


def _term(text: str, place: int) -> Token | None:
    match = _TERM.match(text, place)
    if match is None or not (match["colon"] or match["operator"]):
        return None
    end = match.end()
    name_at = match.start("name") if match["name"] else end
    value_at = match.start("value") if match["value"] else end
    name, value = (match[g].replace('"', "").strip() if match[g] else "" for g in ("name", "value"))
    kind = match["kind"].casefold()
    return Token("term", match[0], place, end, kind, name, match["operator"] or "", value, name_at, value_at)


def _other(text: str, place: int) -> Token:
    match = _OTHER.match(text, place)
    assert match is not None
    return Token(match[0] if match[0] in "()" else "woord", match[0], place, match.end())
