"""Reads a case file into a :class:`legalkb.case.Case`; reports everything that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib.resources import files
from typing import Any

from legalkb.case import Case, Judgement, Person, Source
from legalkb.case_checks import check_case
from legalkb.case_facts import read_facts
from legalkb.case_fields import CASE
from legalkb.errors import CaseFileError, Problem
from legalkb.field_values import Reading, source_parts
from legalkb.fields import UNKNOWN, CaseVocabulary
from legalkb.node import Node, SourceText
from legalkb.records import open_record, read_field
from legalkb.yaml_tree import parse

__all__ = ["blank_case", "read_case"]

AT_THE_TIME = "de leeftijd ten tijde van de feiten"


def read_case(source: SourceText | Node, vocabulary: CaseVocabulary, majority: int | None = None) -> Case:
    """Read a case, or raise a :class:`CaseFileError` with every problem.

    ``majority`` is the age of majority, a value of the rules; without it nothing is checked against it.
    """
    node = parse(source.text, source.name) if isinstance(source, SourceText) else source
    reading = Reading(vocabulary, _file_name(node))
    case = _case(reading, _values(reading, node))
    check_case(reading, case, majority)
    if reading.problems:
        raise CaseFileError(_all_problems(reading))
    return case


def blank_case() -> str:
    """An empty case file with explanation, for a user to fill in."""
    return (files("legalkb") / "templates" / "nieuw.yaml").read_text(encoding="utf-8")


def _file_name(node: Node) -> str:
    """The file of a node; a node that was put together takes the name of its first key."""
    return node.source or next((key.source for key, _ in node.pairs if key.source), "")


def _all_problems(reading: Reading) -> list[Problem]:
    """The problems in the order of the file, with a last line when there are too many to list."""
    problems = [problem for _, problem in sorted(reading.problems, key=lambda item: item[0])]
    if not reading.left_out:
        return problems
    more = Problem(reading.name, f"nog {reading.left_out} problemen", "", "Los eerst de problemen hierboven op.")
    return [*problems, more]


def _values(reading: Reading, node: Node) -> dict[str, Any]:
    """Every field of the file, by English name; persons and sources first, since the others refer to them."""
    opened = open_record(reading, CASE, node) or {}
    if not opened and not reading.problems:
        reading.problem(node, "het bestand bevat geen gegevens", "", "Begin met 'legalkb nieuw'.")
    values: dict[str, Any] = {"persons": (), "notes": ()}
    _meet(reading, values, opened.get("persons", (None, None))[1])
    sources = opened.get("sources", (None, None))[1]
    reading.declared = frozenset(key.text for key, _ in sources.pairs) if sources else frozenset()
    for name, (field, value) in opened.items():
        found = values["persons"] if name == "persons" else read_field(reading, field, value)
        if found is not None:
            values[name] = found
    return values


def _meet(reading: Reading, values: dict[str, Any], node: Node | None) -> None:
    """Read the persons, and add an unnamed suspect or victim where there is none."""
    field = next(f for f in CASE.fields if f.name == "persons")
    persons: tuple[Person, ...] = (read_field(reading, field, node) or ()) if node else ()
    persons, notes = _with_unnamed(tuple(map(_without_unknown, persons)))
    values["persons"], values["notes"] = persons, notes
    if node is None or node.kind in ("map", "null"):
        reading.meet({p.id: p.roles for p in persons}, frozenset(p.id for p in persons if p.implicit))


def _without_unknown(person: Person) -> Person:
    """A nationality that is not known is no nationality."""
    return replace(person, nationalities=tuple(n for n in person.nationalities if n != UNKNOWN))


def _with_unnamed(persons: tuple[Person, ...]) -> tuple[tuple[Person, ...], tuple[str, ...]]:
    notes: list[str] = []
    for role, stem, article in (
        ("verdachte", "NN", "een onbekende verdachte"),
        ("slachtoffer", "S", "een slachtoffer"),
    ):
        if any(role in p.roles for p in persons):
            continue
        taken = {p.id for p in persons}
        id = next(f"{stem}{n}" for n in range(1, len(taken) + 2) if f"{stem}{n}" not in taken)
        persons = (*persons, Person(id, (role,), implicit=True))
        notes.append(f"De zaak noemt geen {role}; uitgegaan is van {article}, aangeduid als {id}.")
    return persons, tuple(notes)


def _case(reading: Reading, values: Mapping[str, Any]) -> Case:
    facts, notes = read_facts(reading, values.get("facts", ()))
    sources = tuple(_with_person(reading, s) for s in values.get("sources", ()))
    judgements = tuple(_for_the_only_pair(reading, j) for j in values.get("judgements", ()))
    undated = [p.id for p in values["persons"] if p.age and not p.age_date]
    ages = [f"De leeftijd van {id} is zonder datum vermeld; zij is gelezen als {AT_THE_TIME}." for id in undated]
    read = {
        "facts": facts,
        "sources": (*sources, *reading.sources.values()),
        "judgements": judgements,
        "notes": (*values["notes"], *ages, *notes),
    }
    return Case(**{**values, **read})


def _with_person(reading: Reading, source: Source) -> Source:
    """A source of the kind ``verklaring V1`` that does not say whose it is, is V1's."""
    kind, person = source_parts(reading, source.kind)
    return source if source.person or not person else replace(source, kind=kind, person=person)


def _for_the_only_pair(reading: Reading, judgement: Judgement) -> Judgement:
    """A judgement without suspect or victim is about the only one; with several it must say which."""

    def only(named: str, role: str) -> str:
        known = reading.with_role(role)
        if named or len(known) == 1:
            return named or known[0]
        if reading.persons is not None:
            remedy = f"Zet erbij '{role}: {known[0] if known else ''}'."
            reading.problem(judgement.line, f"dit oordeel noemt geen {role}, terwijl er meer zijn", "", remedy)
        return ""

    suspect, victim = only(judgement.suspect, "verdachte"), only(judgement.victim, "slachtoffer")
    return replace(judgement, suspect=suspect, victim=victim)
