"""Makes a term of a token, or says what is wrong with it: the name, the comparison or the value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches

from legalkb.dates import DateError, parse_date
from legalkb.near_names import nearest
from legalkb.query import provisions
from legalkb.query.tokens import COMPARISONS, Token
from legalkb.query.tree import Mistake, Term
from legalkb.query.words import KINDS, OPERATORS, Words

__all__ = ["term"]

Said = Term | Mistake
_UNKNOWN_DATE = "onbekend"
_MOST_NAMED = 8


def term(token: Token, words: Words) -> Said:
    """The term that a token stands for."""
    read = _READERS.get(token.kind)
    if read is None:
        known = nearest(token.kind, (*KINDS, *OPERATORS)) or f"Mogelijk zijn: {', '.join(KINDS)}."
        return Mistake(token.start, token.start + len(token.kind), f"onbekend soort voorwaarde: {token.kind}", known)
    if not token.name and token.kind != "datum":
        return Mistake(token.start, token.end, f"achter {token.kind}: ontbreekt een naam", _EXAMPLES[token.kind])
    return read(token, words)


def _listed(names: Iterable[str]) -> str:
    found = list(names)
    more = " …" if len(found) > _MOST_NAMED else ""
    return f"Mogelijk zijn: {', '.join(found[:_MOST_NAMED])}{more}."


def _name(token: Token, what: str, remedy: str) -> Mistake:
    return Mistake(token.name_at, max(token.name_at + len(token.name), token.name_at + 1), what, remedy)


def _compared(token: Token, names: tuple[str, ...], part: str, words: Words, standard: str = "") -> Said:
    """A term with a value of a fixed list, compared with ``=`` (or ``!=`` where it is about a finding)."""
    values = words.values[token.kind]
    allowed = ("=",) if token.kind == "feit" else ("=", "!=")
    operator, value = token.operator or "=", (token.value or ("" if token.operator else standard)).casefold()
    if operator not in allowed:
        more = "Zet er 'niet' voor om het omgekeerde te vragen." if token.kind == "feit" else ""
        at = token.value_at - len(operator) if token.value else token.end - len(operator)
        return Mistake(at, at + len(operator), f"{operator} kan hier niet", more or "Gebruik = of !=.")
    if not value:
        return Mistake(token.start, token.end, "hier ontbreekt = met een waarde", _listed(values))
    if value not in values:
        near = get_close_matches(value, values, 1, 0.6)
        remedy = f"Bedoelde u {near[0]}?" if near else _listed(values)
        return Mistake(token.value_at, token.end, f"onbekende waarde: {token.value}", remedy)
    return Term(token.kind, names, part, operator, value, token.start, token.end)


def _fact(token: Token, words: Words) -> Said:
    name = token.name.casefold()
    if name in words.facts:
        return _compared(token, (name,), "", words, "ja")
    if name in words.concepts:
        remedy = f"Dat volgt uit feiten. Noem een feit, of zoek met 'legalkb feiten {name.split('_')[0]}'."
        return _name(token, f"{name} is een begrip, geen feit", remedy)
    remedy = nearest(name, words.facts) or f"Zoek de naam met 'legalkb feiten {name.split('_')[0][:20]}'."
    return _name(token, f"onbekend feit: {token.name}", remedy)


def _outcome(token: Token, words: Words) -> Said:
    names = provisions.keys(token.name, words.variants)
    if not names:
        return _name(token, f"onbekende bepaling: {token.name}", provisions.unknown(token.name, words.variants))
    return _compared(token, names, "", words)


def _of_part(token: Token, words: Words, what: str, known: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Said:
    """A term about a part of a provision: an element or a gate, written behind the last full stop."""
    written, dot, part = token.name.rpartition(".")
    names = provisions.keys(written, words.variants) if dot else ()
    if not names:
        whole = provisions.keys(token.name, words.variants)
        if whole:
            return _name(token, f"hier ontbreekt een {what}: {token.name}.…", _listed(known(whole)))
        remedy = provisions.unknown(written or token.name, words.variants)
        return _name(token, f"onbekende bepaling: {written or token.name}", remedy)
    meant = provisions.element(part, known(names))
    if len(meant) != 1:
        remedy = _listed(meant) if meant else nearest(part, known(names)) or _listed(known(names))
        said = (
            "past bij meer dan één" if meant else f"onbekend {what}" if what == "bestanddeel" else f"onbekende {what}"
        )
        return _name(token, f"{said}: {part}", remedy)
    return _compared(token, names, meant[0], words)


def _element(token: Token, words: Words) -> Said:
    return _of_part(token, words, "bestanddeel", words.elements_of)


def _gate(token: Token, words: Words) -> Said:
    return _of_part(token, words, "poort", lambda _: words.gates)


def _date(token: Token, words: Words) -> Said:
    names = provisions.keys(token.name, words.variants) if token.name else ()
    if token.name and not names:
        return _name(token, f"onbekende bepaling: {token.name}", provisions.unknown(token.name, words.variants))
    if not token.operator or not token.value or token.operator not in COMPARISONS:
        return Mistake(token.start, token.end, "hier ontbreekt een vergelijking met een datum", _EXAMPLES["datum"])
    if token.operator == "!=":
        return Mistake(token.start, token.end, "!= kan hier niet", "Zet 'niet' voor de voorwaarde.")
    value = token.value.casefold()
    try:
        if value != _UNKNOWN_DATE:
            parse_date(value)
        elif token.operator != "=":
            return Mistake(token.start, token.end, f"{token.operator} past niet bij onbekend", "Schrijf =onbekend.")
    except DateError as error:
        return Mistake(token.value_at, token.end, f"{error.what}: {token.value}", error.remedy)
    return Term("datum", names, "", token.operator, value, token.start, token.end)


def _coded(token: Token, known: Iterable[str], found: str, what: str) -> Said:
    """A term that is only a code, without a comparison."""
    if token.operator:
        return Mistake(token.start, token.end, f"achter {token.kind}: hoort alleen een code", _EXAMPLES[token.kind])
    if not found:
        names = list(known)
        return _name(token, f"{what}: {token.name}", nearest(token.name, names) or _listed(names))
    return Term(token.kind, (found,), "", "", "", token.start, token.end)


def _scenario(token: Token, words: Words) -> Said:
    code = token.name.upper()
    return _coded(token, words.scenarios, code if code in words.scenarios else "", "onbekend scenario")


def _neighbour(token: Token, words: Words) -> Said:
    short = [provisions.short(n) for n in words.neighbours]
    return _coded(token, short, provisions.adjacent(token.name, words.neighbours), "onbekende aangrenzende bepaling")


def _country(token: Token, words: Words) -> Said:
    code = token.name.upper()
    right = len(code) == 2 and code.isascii() and code.isalpha()
    return _coded(token, ("NL", "MA"), code if right else "", "dit is geen landcode van twee letters")


def _suspects(token: Token, words: Words) -> Said:
    name = token.name.casefold()
    return _coded(token, words.relations, name if name in words.relations else "", "onbekende relatie")


_READERS: Mapping[str, Callable[[Token, Words], Said]] = {
    "feit": _fact,
    "bestanddeel": _element,
    "uitkomst": _outcome,
    "poort": _gate,
    "datum": _date,
    "scenario": _scenario,
    "aangrenzend": _neighbour,
    "land": _country,
    "verdachten": _suspects,
}
_EXAMPLES: Mapping[str, str] = {
    "feit": "Bijvoorbeeld feit:reisdocument_weggenomen=ja.",
    "bestanddeel": "Bijvoorbeeld bestanddeel:279.onttrekt=vervuld.",
    "uitkomst": "Bijvoorbeeld uitkomst:284=aanwijzing.",
    "poort": "Bijvoorbeeld poort:279.verjaring=open.",
    "datum": "Bijvoorbeeld datum>=2024-01-01 of datum:279>=2024.",
    "scenario": "Bijvoorbeeld scenario:S01.",
    "aangrenzend": "Bijvoorbeeld aangrenzend:225.",
    "land": "Bijvoorbeeld land:MA.",
    "verdachten": "Bijvoorbeeld verdachten:ouder.",
}
