"""Reads a query: terms joined by ``en``, ``of``, ``niet`` and brackets. Reports every mistake at once.

Grammar, from loose to tight::

    vraag    = en_deel { "of" en_deel }
    en_deel  = deel { "en" deel }
    deel     = "niet" deel | "(" vraag ")" | voorwaarde

After a mistake the reading goes on at the next piece, so that one mistake does not hide another.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from legalkb.near_names import nearest
from legalkb.query.terms import term
from legalkb.query.tokens import Token, tokens
from legalkb.query.tree import All, Any, Mistake, Not, Query
from legalkb.query.words import OPERATORS, Words

__all__ = ["MOST_TERMS", "QueryError", "parse"]

LONGEST, DEEPEST, MOST_TERMS, MOST_MISTAKES = 4_000, 10, 60, 10
_ENGLISH = {"and": "en", "&": "en", "&&": "en", "or": "of", "|": "of", "||": "of", "not": "niet", "!": "niet"}


class QueryError(Exception):
    """A query that cannot be read: its text and every mistake, in the order of the text."""

    def __init__(self, text: str, mistakes: tuple[Mistake, ...]) -> None:
        """Keep both."""
        self.text, self.mistakes = text, mistakes
        super().__init__(mistakes)


def parse(text: str, words: Words) -> Query:
    """The tree of a query; a :class:`QueryError` when there is anything wrong with it."""
    if len(text) > LONGEST:
        short = f"{text[:LONGEST]}"
        mistake = Mistake(LONGEST - 1, LONGEST, f"de zoekvraag is langer dan {LONGEST} tekens", "Splits haar op.")
        raise QueryError(short, (mistake,))
    reader = _Reader(tuple(tokens(text)), len(text.rstrip()), words)
    found = reader.whole()
    if reader.mistakes or found is None:
        ordered = sorted(dict.fromkeys(reader.mistakes), key=lambda m: (m.start, m.end))
        raise QueryError(text, tuple(ordered[:MOST_MISTAKES]))
    return found


@dataclass(slots=True)
class _Reader:
    """Where the reading is, and what was wrong up to there."""

    tokens: tuple[Token, ...]
    length: int
    words: Words
    place: int = 0
    terms: int = 0
    mistakes: list[Mistake] = field(default_factory=list)

    def whole(self) -> Query | None:
        """The whole query."""
        found = self.joined(0)
        while (token := self.token()) is not None:
            self.wrong(token, "dit haakje sluit niets", "Haal het weg, of zet ergens ( ervoor.")
            self.place += 1
            if self.token() is not None:
                self.joined(0)
        return found

    def joined(self, depth: int) -> Query | None:
        """Everything up to a closing bracket or the end; parts that no operator joins are a mistake."""
        found = self.either(depth)
        while (token := self.token()) is not None and token.text != ")":
            self.wrong(token, f"hier hoort 'en' of 'of', niet {_short(token)}", _operator(token))
            self.place += 1 if _operator(token) else 0
            self.either(depth)
        return found

    def token(self) -> Token | None:
        """The next piece."""
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def is_word(self, word: str) -> bool:
        """Whether the next piece is an operator."""
        token = self.token()
        return token is not None and token.type == "woord" and token.text.casefold() == word

    def wrong(self, token: Token | None, what: str, remedy: str = "") -> None:
        """Remember a mistake at a piece, or at the end."""
        start, end = (token.start, token.end) if token else (self.length, self.length + 1)
        self.mistakes.append(Mistake(start, end, what, remedy))

    def either(self, depth: int) -> Query | None:
        """Parts joined by ``of``."""
        items = [self.both(depth)]
        while self.is_word("of"):
            self.place += 1
            items.append(self.both(depth))
        found = [
            part for item in items if item is not None for part in (item.items if isinstance(item, Any) else (item,))
        ]
        return (found[0] if len(found) == 1 else Any(tuple(found))) if found else None

    def both(self, depth: int) -> Query | None:
        """Parts joined by ``en``."""
        items = [self.part(depth)]
        while self.is_word("en"):
            self.place += 1
            items.append(self.part(depth))
        found = [
            part for item in items if item is not None for part in (item.items if isinstance(item, All) else (item,))
        ]
        return (found[0] if len(found) == 1 else All(tuple(found))) if found else None

    def part(self, depth: int) -> Query | None:
        """One term, what stands between brackets, or either of these behind ``niet``."""
        token = self.token()
        if token is None or token.text == ")" or self.is_word("en") or self.is_word("of"):
            where = f"voor {_short(token)}" if token else "aan het einde"
            self.wrong(token, f"hier ontbreekt een voorwaarde, {where}", "Bijvoorbeeld uitkomst:279=aanwijzing.")
            return None
        if depth > DEEPEST:
            self.wrong(token, f"de zoekvraag is dieper genest dan {DEEPEST}", "Splits haar op.")
            self.place = len(self.tokens)
            return None
        self.place += 1
        if token.type == "woord" and token.text.casefold() == "niet":
            item = self.part(depth + 1)
            return Not(item) if item is not None else None
        if token.type == "(":
            return self.bracketed(token, depth)
        return self.term(token)

    def bracketed(self, opening: Token, depth: int) -> Query | None:
        """What stands between brackets."""
        found = self.joined(depth + 1)
        if self.token() is not None:
            self.place += 1
        else:
            self.wrong(opening, "dit haakje wordt niet gesloten", "Zet ) op de goede plaats.")
        return found

    def term(self, token: Token) -> Query | None:
        """A single condition."""
        self.terms += 1
        if self.terms > MOST_TERMS:
            self.wrong(token, f"de zoekvraag heeft meer dan {MOST_TERMS} voorwaarden", "Splits haar op.")
            self.place = len(self.tokens)
            return None
        if token.type == "woord":
            self.wrong(token, f"dit is geen voorwaarde: {_short(token)}", _meant(token.text, self.words))
            return None
        found = term(token, self.words)
        if isinstance(found, Mistake):
            self.mistakes.append(found)
            return None
        return found


def _short(token: Token) -> str:
    return token.text if len(token.text) <= 40 else token.text[:39] + "…"


def _operator(token: Token) -> str:
    dutch = _ENGLISH.get(token.text.casefold(), "")
    return f"Bedoelde u {dutch}?" if dutch else ""


def _meant(text: str, words: Words) -> str:
    name = text.casefold()
    if name in words.facts:
        return f"Bedoelde u feit:{name}?"
    if name in _ENGLISH:
        return f"Bedoelde u {_ENGLISH[name]}?"
    return nearest(name, OPERATORS) or "Een voorwaarde is bijvoorbeeld feit:reisdocument_weggenomen=ja."
