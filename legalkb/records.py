"""Reads groups of fields: which keys may stand there, which must, and what is built from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from legalkb.case_fields import FACT
from legalkb.field_values import Reading, read_value
from legalkb.fields import ID_PATTERN, UNKNOWN, Field, Kind, Section
from legalkb.near_names import nearest
from legalkb.node import Node

__all__ = ["Record", "open_record", "read_field", "read_record"]


@dataclass(frozen=True, slots=True)
class Record:
    """The values of a group of fields, and where each stands. ``complete``: nothing required is missing."""

    line: int
    values: Mapping[str, Any]
    nodes: Mapping[str, Node]
    complete: bool


def read_field(reading: Reading, field: Field, node: Node) -> Any | None:
    """The value of a field, groups of fields included; None when empty or wrong."""
    if field.section is None:
        return read_value(reading, field, node)
    if node.kind == "null":
        return None
    if field.kind is Kind.GROUP:
        record = read_record(reading, field.section, node)
        return field.section.build(line=record.line, **record.values) if record and record.complete else None
    found = _named(reading, field, node) if field.kind is Kind.NAMED else _listed(reading, field, node)
    return tuple(found)


def open_record(reading: Reading, section: Section, node: Node) -> dict[str, tuple[Field, Node]] | None:
    """The fields that are there, by English name and in the order of the table; None if this is no group."""
    if node.kind == "scalar" and section.short:
        field = next(f for f in section.fields if f.key == section.short)
        return {field.name: (field, node)}
    if node.kind != "map":
        got = {"list": "een lijst", "null": "niets"}.get(node.kind, "losse tekst")
        keys = ", ".join(f.key for f in section.fields[:3])
        remedy = f"Schrijf sleutels met waarden: {keys} …"
        reading.problem(node, f"hier hoort {section.noun}, maar er staat {got}", node.text, remedy)
        return None
    known = {f.key: f for f in section.fields}
    for key, _ in node.pairs:
        if key.text not in known:
            _unknown_key(reading, section, key)
    here = {key.text: value for key, value in node.pairs}
    return {f.name: (f, here[f.key]) for f in section.fields if f.key in here}


def _unknown_key(reading: Reading, section: Section, key: Node) -> None:
    def remedy() -> str:
        if section is FACT and key.text in reading.vocabulary.fact_types:
            return f"Schrijf {{feit: {key.text}, waarde: ja}}."
        keys = [f.key for f in section.fields]
        return nearest(key.text, keys) or f"Bekend zijn: {', '.join(keys)}."

    reading.problem(key, f"onbekende sleutel in {section.noun}", key.text, remedy)


def read_record(reading: Reading, section: Section, node: Node) -> Record | None:
    """The values of a group of fields, and what is wrong with them; None if this is no group."""
    opened = open_record(reading, section, node)
    if opened is None:
        return None
    read = {name: read_field(reading, field, value) for name, (field, value) in opened.items()}
    values = {name: value for name, value in read.items() if value is not None}
    for field in section.fields:
        empty = field.name not in opened or opened[field.name][1].kind == "null" or _blank(opened[field.name][1])
        if field.required and empty:
            example = f" ({field.help})" if field.help else ""
            reading.problem(node, f"in {section.noun} ontbreekt '{field.key}'", "", f"Vul het in{example}.")
    complete = all(f.name in values for f in section.fields if f.required)
    return Record(node.line, values, {name: value for name, (_, value) in opened.items()}, complete)


def _blank(node: Node) -> bool:
    return node.kind == "scalar" and not node.text.strip()


def _listed(reading: Reading, field: Field, node: Node) -> Iterator[Any]:
    """Build each group of a list; facts stay records, since their reading takes the whole case."""
    section = field.section
    assert section is not None
    if node.kind != "list":
        remedy = "Zet een streepje voor elk punt: '- '."
        reading.problem(node, f"'{field.key}' is geen lijst", node.text, remedy)
        return
    for item in node.items:
        record = read_record(reading, section, item)
        if record is None or not record.complete:
            continue
        yield record if section is FACT else section.build(line=record.line, **record.values)


def _named(reading: Reading, field: Field, node: Node) -> Iterator[Any]:
    section = field.section
    assert section is not None
    if node.kind != "map":
        remedy = f"Schrijf onder '{field.key}' bijvoorbeeld '{'V1' if field.name == 'persons' else 'B1'}: {{…}}'."
        reading.problem(node, f"'{field.key}' is geen groep met namen", node.text, remedy)
        return
    for key, value in node.pairs:
        if not re.fullmatch(ID_PATTERN, key.text) or key.text == UNKNOWN:
            remedy = "Gebruik een korte aanduiding van letters en cijfers, zoals V1, S1 of M1."
            reading.problem(key, f"'{field.key}': deze aanduiding kan niet", key.text, remedy)
        record = read_record(reading, section, value)
        if record is not None and key.text != UNKNOWN:
            yield section.build(id=key.text, line=key.line, **record.values)
