"""Texts in a query that no graph has: a value that is misspelt gives an empty answer, and that must not pass unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from pyoxigraph import Literal

from legalkb.findings import OUTCOMES, STATUSES
from legalkb.gates.prosecution import GATES
from legalkb.linked.guard import Query
from legalkb.linked.tokens import Token, tokens
from legalkb.node import shown

__all__ = ["Seen", "compared", "unknown"]

VALUES = ("ja", "nee", "onbekend", "bar", "open", "voorbehoud")
CLOSED = frozenset((*OUTCOMES, *STATUSES, *GATES, *VALUES))  # what a case can have, whether or not some case has it
PLAIN = frozenset(("FILTER", "IN", "HAVING", "NOT", "WHERE", "OPTIONAL", "UNION", "VALUES"))
LONGEST = 60
_LITERAL = re.compile(rb'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class Seen:
    """The texts of a graph that passes in parts of N-Triples."""

    def __init__(self) -> None:
        """Begin without any."""
        self.texts: set[bytes] = set()

    def passing(self, parts: Iterable[bytes]) -> Iterator[bytes]:
        """The same parts, with the texts in them remembered."""
        for part in parts:
            self.texts.update(_LITERAL.findall(part))
            yield part


def compared(query: Query) -> tuple[str, ...]:
    """The texts that a query wants a value to be equal to, once each.

    Not those within a function (a text to search for, or to make an address of), with a type (a date), compared by
    size, or equal to what a function gives.
    """
    found = tokens(query.name, query.text)
    return tuple(dict.fromkeys(_text(t) for n, t in enumerate(found) if t.kind == "string" and _equal(found, n)))


def _equal(found: tuple[Token, ...], place: int) -> bool:
    """Whether the text at a place is one that a value must be equal to."""
    texts = ["", "", *(t.upper for t in found), "", ""]
    two_before, before, after = texts[place], texts[place + 1], texts[place + 3]
    by_size = {before, after} & {"<", ">"} or (before == "=" and two_before in ("<", ">"))
    called = (before == "=" and two_before == ")") or (
        after == "=" and "word" in [t.kind for t in found[place + 2 : place + 3]]
    )
    return after != "^" and not by_size and not called and _function(found[:place]) in PLAIN | {""}


def _function(before: Iterable[Token]) -> str:
    """The word before the bracket that is open at a place; empty without such a word."""
    opened, last = [""], ""
    for token in before:
        if token.kind == "mark" and token.text == "(":
            opened.append(last)
        elif token.kind == "mark" and token.text == ")" and len(opened) > 1:
            opened.pop()
        last = token.upper if token.kind in ("word", "name") else ""
    return opened[-1]


def _text(token: Token) -> str:
    quotes = 3 if token.text[:3] in ('"""', "'''") else 1
    return _ESCAPE.sub(lambda m: _ESCAPED.get(m[1], m[1]), token.text[quotes:-quotes])


def unknown(query: Query, seen: Iterable[bytes]) -> tuple[str, ...]:
    """A Dutch sentence for each compared text that is not among ``seen`` and that no case can have."""
    known = set(seen)
    wrong = [t for t in compared(query) if t not in CLOSED and str(Literal(t))[1:-1].encode() not in known]
    if not wrong:
        return ()
    short = sorted({t.decode() for t in known if len(t) <= LONGEST and b"\\" not in t} - CLOSED)
    return tuple(f"‘{shown(t)}’ komt nergens in de graaf voor.{_near(t, short)}" for t in wrong)


def _near(text: str, short: list[str]) -> str:
    for names in (sorted(CLOSED), short):
        if near := get_close_matches(text.casefold()[:LONGEST], names, 1, 0.75):
            return f" Bedoelde u ‘{near[0]}’?"
    return ""
