"""How a query may go on: the words that fit behind what is typed so far."""

from __future__ import annotations

from collections.abc import Iterable

from legalkb.query import provisions
from legalkb.query.parser import QueryError, parse
from legalkb.query.tokens import Token, tokens
from legalkb.query.words import KINDS, Words

__all__ = ["suggest"]

MOST = 60
_DATED = ("datum>=", "datum<=", "datum=")
_STARTS = (*(f"{kind}:" for kind in KINDS), *_DATED, "niet ")
_WITHOUT_VALUE = ("scenario", "aangrenzend", "land", "verdachten")


def suggest(text: str, words: Words) -> list[str]:
    """The continuations of a query, each as the whole query up to there, at most sixty."""
    pieces = list(tokens(text))
    last = pieces[-1] if pieces else None
    if last is None or text[-1:].isspace() or last.type in ("(", ")"):
        return [text + more for more in (_behind(text, last, words))][:MOST]
    head = text[: last.start]
    found = _names(last, words) if last.type == "term" else _first(last.text, last.start > 0, words)
    whole = [] if _reads(last.text, words) is False else [f"{last.text} en ", f"{last.text} of "]
    return [head + more for more in (*found, *whole)][:MOST]


def _behind(text: str, last: Token | None, words: Words) -> Iterable[str]:
    """What may come behind a finished piece: a term, or an operator."""
    opening = last is None or last.type == "(" or last.text.casefold() in ("en", "of", "niet")
    gap = "" if last is None or text[-1:].isspace() or last.type == "(" else " "
    return [gap + more for more in ((*_STARTS, "(") if opening else ("en ", "of "))]


def _first(typed: str, later: bool, words: Words) -> list[str]:
    """The kinds and operators that begin as typed, or the fact types where a bare name is typed."""
    form = typed.casefold()
    starts = [s for s in (*_STARTS, *(("en ", "of ") if later else ())) if s.startswith(form)]
    return starts or [f"feit:{name}" for name in words.facts if name.startswith(form)]


def _names(token: Token, words: Words) -> list[str]:
    """The term with its name or value completed."""
    if token.operator:
        stem = token.text[: token.value_at - token.start]
        values = words.values.get(token.kind, ("onbekend",) if token.kind == "datum" else ())
        return [stem + v for v in values if v.startswith(token.value.casefold()) and v != token.value]
    form = token.name.casefold()
    names = [n for n in _known(token, words) if n.startswith(form) and n != form]
    ready = names or (form and token.kind not in _WITHOUT_VALUE)
    signs = [f"{token.kind}:{form}="] if ready and form in _known(token, words) else []
    return [*(f"{token.kind}:{n}" for n in names), *signs]


def _known(token: Token, words: Words) -> list[str]:
    """The names behind a kind; parts of a provision once the provision is there."""
    shorts = sorted({provisions.short(v) for v in words.variants})
    articles = list(dict.fromkeys(s.split(".")[0] for s in shorts))
    every = list(dict.fromkeys((*articles, *shorts)))
    if token.kind in ("bestanddeel", "poort"):
        written, dot, _ = token.name.casefold().rpartition(".")
        keys = provisions.keys(written, words.variants) if dot else ()
        parts = words.elements_of(keys) if token.kind == "bestanddeel" else words.gates
        return [f"{written}.{part}" for part in parts] if keys else [f"{name}." for name in every]
    return {
        "feit": list(words.facts),
        "uitkomst": every,
        "datum": every,
        "scenario": [s.casefold() for s in words.scenarios],
        "aangrenzend": [provisions.short(n) for n in words.neighbours],
        "verdachten": list(words.relations),
    }.get(token.kind, [])


def _reads(text: str, words: Words) -> bool:
    """Whether a piece is a whole condition."""
    try:
        parse(text, words)
    except QueryError:
        return False
    return True
