"""Reads the data of the account: principles with their tests, fields of the register, questions of assessments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from legalkb.errors import LegalkbError, Problem
from legalkb.node import plain
from legalkb.source import parse

__all__ = ["Field", "Principle", "Question", "Questions", "filled", "principles", "questions", "register"]

GROUPS = ("grens", "gegevens", "werking")
LIST, LINKS = "lijst", "verwijzingen"


@dataclass(frozen=True, slots=True)
class Principle:
    """Something legalkb always or never does: its Dutch words and the tests that hold it (``file::test``)."""

    id: str
    group: str
    text: str
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the publication standard. ``value`` is what legalkb fills in, ``own`` what the organisation writes.

    ``kind`` is empty (text), ``lijst`` or ``verwijzingen``; ``length`` in signs, 0 for no limit.
    """

    name: str
    title: str
    kind: str
    length: int
    most: int
    required: bool
    choices: tuple[str, ...]
    pattern: str
    value: str
    own: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question of an assessment: part, number, what legalkb says, principles, tables, and what is left to answer."""

    part: str
    number: str
    title: str
    said: tuple[str, ...]
    principles: tuple[str, ...]
    tables: tuple[str, ...]
    own: str


@dataclass(frozen=True, slots=True)
class Questions:
    """An assessment: its title, where the model is, what this is and is not, and its questions."""

    title: str
    source: str
    status: tuple[str, ...]
    questions: tuple[Question, ...]


def _read(name: str) -> Any:
    return plain(parse((files("legalkb.accountability") / name).read_text(encoding="utf-8"), name))


def _words(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = data.get(key)
    return () if value is None else tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def principles() -> tuple[Principle, ...]:
    """The principles, in order; raises a :class:`LegalkbError` when one is double, without test or in no group."""
    found = tuple(Principle(p["id"], p["groep"], p["tekst"], _words(p, "toets")) for p in _read("beginselen.yaml"))
    wrong = [
        Problem(
            f"beginselen.yaml: {p.id}", "zonder toets, dubbel of in een onbekende groep", p.group, "Noem een toets."
        )
        for p in found
        if not p.tests or p.group not in GROUPS or sum(q.id == p.id for q in found) > 1
    ]
    if wrong:
        raise LegalkbError(wrong)
    return found


def register() -> tuple[Field, ...]:
    """The fields of the Algoritmeregister by its publication standard 1.0.0, in its order."""
    return tuple(
        Field(
            f["naam"], f["titel"], f.get("soort", ""), int(f.get("lengte", 0)), int(f.get("hoogstens", 0)),
            f.get("verplicht") == "ja", _words(f, "keuze"), f.get("patroon", ""), f.get("waarde", ""),
            f.get("zelf", ""),
        )
        for f in _read("algoritmeregister.yaml")["velden"]
    )  # fmt: skip


def questions(name: str) -> Questions:
    """The questions of an assessment: ``iama`` or ``dpia``."""
    data = _read(f"{name}.yaml")
    found = tuple(
        Question(
            q["deel"], q["nr"], q["vraag"], _words(q, "invoer"), _words(q, "beginselen"), _words(q, "gegevens"),
            q.get("zelf", ""),
        )
        for q in data["onderdelen"]
    )  # fmt: skip
    return Questions(data["titel"], data["bron"], _words(data, "status"), found)


def filled(text: str, values: Mapping[str, str], place: str) -> str:
    """The text with its words between braces filled in; raises a :class:`LegalkbError` for an unknown word."""
    try:
        return text.format_map(values)
    except (KeyError, ValueError, IndexError) as error:
        raise LegalkbError(
            (Problem(place, "onbekend invulwoord", str(error), f"Kies uit {', '.join(values)}."),)
        ) from None
