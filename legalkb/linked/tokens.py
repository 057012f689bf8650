"""The tokens of a SPARQL query, taken strictly: what could be read in two ways is refused, not guessed.

The parser behind the engine knows no borders between words (``SERVICESILENT<…>`` is two keywords to it) and lets ``<``
be an operator or an address as the place requires. So that no keyword can hide, escapes outside strings, ``\\u``
anywhere and addresses that could also be read as an expression are not taken at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from legalkb.errors import LegalkbError, Problem

__all__ = ["QueryError", "Token", "tokens"]

MAX_SIZE, MAX_DEPTH = 100_000, 64

_ESC = r"\\[tbnrf\\\"']"
_TOKEN = re.compile(
    rf"""
    (?P<space>[ \t\r\n]+)
  | (?P<comment>\#[^\r\n]*)
  | (?P<string>'''(?:(?:'|'')?(?:[^'\\]|{_ESC}))*''' | \"\"\"(?:(?:"|"")?(?:[^"\\]|{_ESC}))*\"\"\"
      | '(?!'')(?:[^'\\\r\n]|{_ESC})*' | "(?!"")(?:[^"\\\r\n]|{_ESC})*")
  | (?P<iri><[^<>"{{}}|^`\\\x00-\x20]*>)
  | (?P<variable>[?$]\w+)
  | (?P<blank>_:[\w-]+)
  | (?P<name>(?:[^\W\d_][\w-]*)?:(?:[\w:%][\w:%-]*)?)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)
  | (?P<word>[^\W\d]\w*)
  | (?P<mark>[{{}}()\[\];,.=!<>|&+*/^?-])
    """,
    re.VERBOSE,
)
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://[^()]*>")  # no operator can be followed by "//"
_PLAIN = re.compile(r"<[A-Za-z0-9._:/%@-]*>")
_OPEN, _CLOSE = "{([", "})]"
_HIDDEN = re.compile(r"\\[uU]")


class QueryError(LegalkbError):
    """A query is wrong or asks for what is not given; each problem says where."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: its kind, text and place (``vraag.rq:3:14``)."""

    kind: str
    text: str
    place: str

    @property
    def upper(self) -> str:
        """The text in capitals, for keywords."""
        return self.text.upper()


def place_of(name: str, text: str, offset: int) -> str:
    """The place of an offset in a text, as ``naam:regel:kolom``."""
    before = text[:offset]
    return f"{name}:{before.count(chr(10)) + 1}:{offset - (before.rfind(chr(10)) + 1) + 1}"


def tokens(name: str, text: str) -> tuple[Token, ...]:
    """The tokens of a query without space and comments; raises a :class:`QueryError` for what is not taken."""
    if len(text) > MAX_SIZE:
        raise _wrong(name, f"de vraag is langer dan {MAX_SIZE} tekens", f"{len(text)}", "Maak haar korter.")
    if hidden := _HIDDEN.search(text):
        remedy = "Schrijf het teken zelf; het bestand is UTF-8."
        raise _wrong(place_of(name, text, hidden.start()), "\\u en \\U worden niet gelezen", "", remedy)
    found = tuple(_scan(name, text))
    _check_brackets(found)
    return found


def _scan(name: str, text: str) -> Iterator[Token]:
    offset = 0
    while offset < len(text):
        match = _TOKEN.match(text, offset)
        place = place_of(name, text, offset) if match is None or match.lastgroup not in ("space", "comment") else ""
        if match is None:
            raise _unknown(place, text[offset])
        kind, said = str(match.lastgroup), match.group()
        if kind == "iri" and not (_ABSOLUTE.fullmatch(said) or _PLAIN.fullmatch(said)):
            remedy = "Zet spaties om < en >, of schrijf een gewoon adres als <https://voorbeeld.nl/naam>."
            raise _wrong(place, "dit kan een adres zijn en ook een vergelijking", said[:60], remedy)
        if kind == "mark" and said == "<" and text[offset + 1 : offset + 2] not in ("", " ", "=", "\t", "\n", "\r"):
            raise _wrong(place, "na < hoort een spatie", "", "Schrijf ?a < ?b, of sluit het adres af met >.")
        if kind not in ("space", "comment"):
            yield Token(kind, said, place)
        offset = match.end()


def _unknown(place: str, sign: str) -> QueryError:
    if sign in "'\"":
        return _wrong(place, "deze tekst wordt niet goed afgesloten", sign, "Zet er hetzelfde aanhalingsteken achter.")
    if sign == "\\":
        return _wrong(place, "een \\ mag alleen in een tekst staan", "", "Schrijf het hele adres tussen < en >.")
    return _wrong(place, "dit teken hoort hier niet", sign if sign.isprintable() else repr(sign)[1:-1])


def _check_brackets(found: tuple[Token, ...]) -> None:
    """Every bracket is closed by its own kind, and not too many stand within each other."""
    opened: list[Token] = []
    for token in found:
        if token.kind != "mark":
            continue
        if token.text in _OPEN:
            opened.append(token)
            if len(opened) > MAX_DEPTH:
                raise _wrong(token.place, f"de vraag heeft meer dan {MAX_DEPTH} haakjes in elkaar", "", "Splits haar.")
        elif token.text in _CLOSE:
            if not opened or _CLOSE[_OPEN.index(opened[-1].text)] != token.text:
                raise _wrong(token.place, "bij dit haakje hoort geen ander", token.text)
            opened.pop()
    if opened:
        raise _wrong(opened[-1].place, "dit haakje wordt niet gesloten", opened[-1].text)


def _wrong(place: str, what: str, value: str = "", remedy: str = "") -> QueryError:
    return QueryError((Problem(place, what, value, remedy),))
