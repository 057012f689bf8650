"""Reads one value of a case file, each kind of field in its own way; a bad value is noted, never raised."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from legalkb.case import KnownTo, Source
from legalkb.dates import DateError, Interval, parse_date
from legalkb.errors import Problem
from legalkb.fields import ID_PATTERN, UNKNOWN, CaseVocabulary, Field, Kind
from legalkb.near_names import meant_fact, nearest
from legalkb.node import Node, plain, shown

__all__ = ["Reading", "read_value", "source_parts"]

MAX_PROBLEMS = 100
MAX_NAME = 200
MAX_TEXT = 5000
OLDEST = 120
_FLAGS = {"ja": True, "true": True, "nee": False, "false": False}
_MEANT = {
    **dict.fromkeys(("true", "yes", "y", "j", "1", "on", "waar", "wel", "ja"), "ja"),
    **dict.fromkeys(("false", "no", "n", "0", "off", "onwaar", "niet", "neen", "geen", "nee"), "nee"),
    **dict.fromkeys(("unknown", "?", "-", "nvt", "none", UNKNOWN), UNKNOWN),
}


@dataclass(slots=True)
class Reading:
    """A case file while it is read: who and what is known so far, and what is wrong.

    ``persons`` maps ids to roles; it is None as long as references to persons can't be checked. ``declared``
    holds the ids of the sources with an entry of their own, ``sources`` those that were only named at a fact.
    """

    vocabulary: CaseVocabulary
    name: str
    persons: Mapping[str, tuple[str, ...]] | None = None
    unnamed: frozenset[str] = frozenset()
    declared: frozenset[str] = frozenset()
    sources: dict[str, Source] = field(default_factory=dict)
    problems: list[tuple[int, Problem]] = field(default_factory=list)
    left_out: int = 0
    _by_role: dict[str, list[str]] = field(default_factory=dict)

    def problem(self, where: Node | int, what: str, value: str = "", remedy: str | Callable[[], str] = "") -> None:
        """Note a problem. A remedy that takes time to find is given as a function."""
        if len(self.problems) >= MAX_PROBLEMS:
            self.left_out += 1
            return
        line = where if isinstance(where, int) else where.line
        text = remedy if isinstance(remedy, str) else remedy()
        place = f"{self.name}:{line}" if self.name else f"regel {line}"
        self.problems.append((line, Problem(place, what, shown(value), text)))

    def meet(self, persons: Mapping[str, tuple[str, ...]], unnamed: frozenset[str]) -> None:
        """Take note of all persons and their roles, and of those that the file does not mention."""
        self.persons, self.unnamed = persons, unnamed
        for person, roles in persons.items():
            for role in roles:
                self._by_role.setdefault(role, []).append(person)

    def with_role(self, role: str) -> Sequence[str]:
        """The ids of the persons with a role."""
        return self._by_role.get(role, ())

    def has_role(self, person: str, *roles: str) -> bool:
        """Whether a person has one of some roles."""
        return any(role in (self.persons or {}).get(person, ()) for role in roles)

    def lacks_role(self, person: str, *roles: str) -> bool:
        """Whether a person's roles are known and none of these is among them."""
        return bool((self.persons or {}).get(person)) and not self.has_role(person, *roles)


class _Wrong(Exception):
    """A value is not as its field asks: what is wrong and the remedy."""

    def __init__(self, what: str, remedy: str | Callable[[], str]) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(what)


def read_value(reading: Reading, field: Field, node: Node) -> Any | None:
    """The value of a field as its kind has it; None when it is empty or wrong (then the problem is noted)."""
    if node.kind == "null" or (node.kind == "scalar" and not node.text.strip()):
        return None
    if field.kind is Kind.KNOWN_TO:
        return _known_to(reading, field, node)
    if field.kind is Kind.FREE:
        return plain(node)
    return _many(reading, field, node) if field.many else _single(reading, field, node)


def _many(reading: Reading, field: Field, node: Node) -> tuple[Any, ...] | None:
    if node.kind == "list" and not node.items and not field.empty:
        remedy = f"Vul de lijst, of laat '{field.key}' weg."
        reading.problem(node, f"'{field.key}' is een lege lijst", "", remedy)
        return None
    nodes = node.items if node.kind == "list" else (node,)
    found = [_single(reading, field, item) for item in nodes]
    return None if None in found else tuple(dict.fromkeys(found))


def _single(reading: Reading, field: Field, node: Node) -> Any | None:
    text = " ".join(node.text.split())
    if not text:
        got = {"map": "een groep sleutels", "list": "een lijst"}.get(node.kind, "niets")
        remedy = _EXPECTED.get(field.kind, "Schrijf één waarde.")
        reading.problem(node, f"'{field.key}' bevat {got} in plaats van een waarde", "", remedy)
        return None
    try:
        return _READERS[field.kind](reading, field, text)
    except DateError as wrong:
        reading.problem(node, f"'{field.key}': {wrong.what}", text, wrong.remedy)
    except _Wrong as wrong:
        reading.problem(node, wrong.what, text, wrong.remedy)
    return None


def _name(_reading: Reading, field: Field, text: str) -> str:
    if len(text) > MAX_NAME:
        what = f"'{field.key}' is langer dan {MAX_NAME} tekens"
        raise _Wrong(what, "Maak het korter; een verhaal hoort in 'toelichting'.")
    return text


def _text(_reading: Reading, field: Field, text: str) -> str:
    if len(text) > MAX_TEXT:
        raise _Wrong(f"'{field.key}' is langer dan {MAX_TEXT} tekens", "Maak het korter.")
    return text


def _person(reading: Reading, field: Field, text: str) -> str:
    persons = reading.persons
    if persons is None or text in persons:
        return text

    def remedy() -> str:
        if text == UNKNOWN:
            return f"Laat '{field.key}' weg als het niet bekend is."
        known = nearest(text, persons) or f"Bekend zijn: {', '.join(list(persons)[:12])}."
        entry = f" Of zet onder 'personen': {text}: {{rol: …}}." if re.fullmatch(ID_PATTERN, text) else ""
        return known + entry

    raise _Wrong(f"onbekende persoon bij '{field.key}'", remedy)


def _actor(reading: Reading, field: Field, text: str) -> str:
    return text if text == UNKNOWN else _person(reading, field, text)


def _date(_reading: Reading, _field: Field, text: str) -> Interval:
    return parse_date(text)


def _day(_reading: Reading, field: Field, text: str) -> date:
    found = parse_date(text)
    if not found.exact:
        raise _Wrong(f"'{field.key}' moet een dag zijn", "Schrijf bijvoorbeeld 2026-03-01.")
    return found.first


def _flag(_reading: Reading, field: Field, text: str) -> bool:
    if text not in _FLAGS:
        raise _Wrong(f"'{field.key}' is ja of nee", _meant(text) or "Schrijf ja of nee.")
    return _FLAGS[text]


def _answer(_reading: Reading, field: Field, text: str) -> str:
    answer = text.casefold()
    if answer not in ("ja", "nee", UNKNOWN):
        remedy = _meant(text) or "Schrijf ja, nee of onbekend."
        raise _Wrong(f"'{field.key}' is ja, nee of onbekend", remedy)
    return answer


def _meant(text: str) -> str:
    meant = _MEANT.get(text.casefold())
    return f"Bedoelde u {meant}? Schrijf het in het Nederlands en met kleine letters." if meant else ""


def _choice(reading: Reading, field: Field, text: str) -> str:
    allowed = field.allowed(reading.vocabulary)
    if allowed and text not in allowed:
        known = f"Mogelijk zijn: {', '.join(allowed)}."
        raise _Wrong(f"onbekende waarde bij '{field.key}'", lambda: f"{nearest(text, allowed)} {known}".strip())
    return text


def _country(_reading: Reading, field: Field, text: str) -> str:
    if text == UNKNOWN or re.fullmatch("[A-Z]{2}", text):
        return text
    meant = f"Bedoelde u {text.upper()}? " if re.fullmatch("[A-Za-z]{2}", text) else ""
    remedy = "Schrijf de landcode van twee hoofdletters, bijvoorbeeld NL of MA, of onbekend."
    raise _Wrong(f"'{field.key}' is geen landcode", meant + remedy)


def _age(_reading: Reading, field: Field, text: str) -> tuple[int, int]:
    match = re.fullmatch(r"([0-9]{1,3})(?: ?- ?([0-9]{1,3}))?", text)
    youngest, oldest = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
    if not youngest <= oldest <= OLDEST:
        remedy = "Schrijf hele jaren, bijvoorbeeld 14, of van laag naar hoog 12-15."
        raise _Wrong(f"'{field.key}' is geen leeftijd", remedy)
    return youngest, oldest


def _number(_reading: Reading, field: Field, text: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,5}", text):
        raise _Wrong(f"'{field.key}' is geen nummer", "Schrijf een heel getal vanaf 1.")
    return int(text)


def _fact_type(reading: Reading, _field: Field, text: str) -> str:
    fact_types = reading.vocabulary.fact_types
    if text not in fact_types:
        raise _Wrong("onbekend feit", lambda: meant_fact(text, fact_types))
    return text


def _rule(reading: Reading, _field: Field, text: str) -> str:
    known = reading.vocabulary.rule_ids
    if known and text not in known:
        raise _Wrong("onbekende bepaling", lambda: nearest(text, sorted(known)) or "Zie 'legalkb wet'.")
    return text


def _source_id(reading: Reading, field: Field, text: str) -> str:
    if text not in reading.declared:
        known = sorted(reading.declared)
        declare = f"Zet de bron onder 'bronnen' (nu: {', '.join(known[:12]) or 'geen'})."
        raise _Wrong(f"onbekende bron bij '{field.key}'", lambda: nearest(text, known) or declare)
    return text


def _source(reading: Reading, field: Field, text: str) -> str:
    """The id of a declared source. Other text is a source of its own, of the person in its last word."""
    if text in reading.declared:
        return text
    if re.fullmatch(r"B[0-9]{1,4}", text) and text not in (reading.persons or ()):
        return _source_id(reading, field, text)
    kind, person = source_parts(reading, _name(reading, field, text))
    return reading.sources.setdefault(text.casefold(), Source(text, kind, person, implicit=True)).id


def source_parts(reading: Reading, text: str) -> tuple[str, str]:
    """Split ``verklaring V1`` into a kind and a person; without a person at the end all of it is the kind."""
    head, _, last = text.rpartition(" ")
    last = last.strip(".,;:()")
    return (head, last) if last in (reading.persons or ()) else (text, "")


def _known_to(reading: Reading, field: Field, node: Node) -> tuple[KnownTo, ...] | None:
    if node.kind != "map":
        remedy = "Noem elke persoon met een datum, bijvoorbeeld {V1: 2025-05-01}."
        reading.problem(node, f"'{field.key}' noemt geen personen met een datum", node.text, remedy)
        return None
    return tuple(_known_pairs(reading, field, node))


def _known_pairs(reading: Reading, field: Field, node: Node) -> Iterator[KnownTo]:
    for key, value in node.pairs:
        person = _single(reading, Field(field.key, field.name, Kind.PERSON), key)
        since = _single(reading, Field(field.key, field.name, Kind.DATE), value)
        if person is not None and since is not None:
            yield KnownTo(person, since)


_READERS: Mapping[Kind, Callable[[Reading, Field, str], Any]] = {
    Kind.NAME: _name,
    Kind.TEXT: _text,
    Kind.PERSON: _person,
    Kind.ACTOR: _actor,
    Kind.DATE: _date,
    Kind.DAY: _day,
    Kind.FLAG: _flag,
    Kind.ANSWER: _answer,
    Kind.CHOICE: _choice,
    Kind.COUNTRY: _country,
    Kind.AGE: _age,
    Kind.NUMBER: _number,
    Kind.FACT_TYPE: _fact_type,
    Kind.RULE: _rule,
    Kind.SOURCE: _source,
    Kind.SOURCE_ID: _source_id,
}
_EXPECTED: Mapping[Kind, str] = {
    Kind.PERSON: "Schrijf een persoon, bijvoorbeeld V1.",
    Kind.ACTOR: "Schrijf een persoon, bijvoorbeeld V1, of onbekend.",
    Kind.DATE: "Schrijf een datum, bijvoorbeeld 2025-07-20; een periode staat in 'van' en 'tot'.",
    Kind.FACT_TYPE: "Schrijf de naam van het feit.",
}
