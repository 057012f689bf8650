"""The JSON Schema of the case file, which editors use, agrees with the reader."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from fixtures_case import FULL, SIMPLE, VOCABULARY, FactType, Vocabulary
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from test_bad_input import WORDS

import legalkb
from legalkb.case_fields import CASE
from legalkb.case_reader import blank_case, read_case
from legalkb.case_schema import case_schema
from legalkb.errors import LegalkbError
from legalkb.fields import CaseVocabulary, Section
from legalkb.node import Node, SourceText
from legalkb.source import parse

ROOT = Path(legalkb.__file__).resolve().parent.parent
SCHEMA = Draft202012Validator(case_schema(VOCABULARY))


def plain(node: Node) -> Any:
    """A node as an editor sees it: whole numbers and truth values have their type."""
    if node.kind == "map":
        return {key.text: plain(value) for key, value in node.pairs}
    if node.kind == "list":
        return [plain(item) for item in node.items]
    if node.kind == "scalar" and not node.quoted and re.fullmatch("[1-9][0-9]{0,8}|0", node.text):
        return int(node.text)
    if node.kind == "scalar" and not node.quoted and node.text in ("true", "false"):
        return node.text == "true"
    return node.text if node.kind == "scalar" else None


def faults(node: Node, schema: Draft202012Validator = SCHEMA) -> list[str]:
    """What the schema says of a case."""
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message}" for e in schema.iter_errors(plain(node))]


def full_vocabulary() -> CaseVocabulary:
    """The small vocabulary with every fact type of the ontology."""
    text = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "ontology" / "feittypen").glob("*.ttl"))
    return Vocabulary(
        fact_types={id: FactType(id) for id in re.findall("<feit/([a-z0-9_]+)> a lkb:Feittype", text)},
        measure_kinds={},
        decision_kinds={},
        relation_kinds={},
        rule_ids=frozenset(),
    )


def examples() -> list[Path]:
    """Every example file beside the rules."""
    return sorted((ROOT / "rules").glob("*/voorbeelden/*.yaml"))


def test_the_schema_is_a_schema() -> None:
    """The schema itself is right, and says which draft it is."""
    schema = case_schema(VOCABULARY)

    Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("2020-12/schema")


def test_the_schema_has_every_key_of_the_reader() -> None:
    """Each key of each section is in the schema, and no other."""

    def keys(section: Section) -> set[str]:
        return {f.key for f in section.fields} | {k for f in section.fields if f.section for k in keys(f.section)}

    def named(schema: Any) -> set[str]:
        if isinstance(schema, list):
            return {k for item in schema for k in named(item)}
        if not isinstance(schema, dict):
            return set()
        return set(schema.get("properties", ())) | {k for item in schema.values() for k in named(item)}

    assert named({k: v for k, v in case_schema(VOCABULARY).items() if k != "$defs"}) == keys(CASE)


@pytest.mark.parametrize("text", [SIMPLE, FULL, blank_case(), "feiten: [opgesloten]"])
def test_good_cases_are_valid(text: str) -> None:
    """What the reader reads, the schema accepts."""
    assert faults(parse(text, "")) == []


@pytest.mark.parametrize(
    "text",
    [
        "feit: [x]",
        "feiten: [{feit: bestaat_niet}]",
        "feiten: [{feit: opgesloten, waarde: 1}]",
        "feiten: [{feit: opgesloten, door: []}]",
        "feiten: [{waarde: ja}]",
        "feiten: [~]",
        "personen: {V1: }",
        "personen: {V1: {rol: boef}}",
        "personen: {V1: {rol: getuige, leeftijd: 121}}",
        "personen: {Jan de V: getuige}",
        "personen: {onbekend: getuige}",
        "peildatum: 2026-03",
        "relaties: {van: V1}",
        "oordelen: [{bepaling: x, bestanddeel: y, oordeel: vervuld, door: z, reden: w}]",
    ],
)
def test_bad_cases_are_not_valid(text: str) -> None:
    """An editor marks what the reader would refuse."""
    assert faults(parse(text, ""))


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path to every value in a case, groups and lists included."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(p for key, item in inner for p in leaves(item, (*path, key)))]


@given(st.data())
@settings(deadline=None, max_examples=400)
def test_whatever_the_reader_reads_the_schema_accepts(data: st.DataObject) -> None:
    """A good case with one or two values changed is valid whenever the reader still reads it."""
    value = plain(parse(FULL, ""))
    for _ in range(data.draw(st.integers(1, 2))):
        *path, last = data.draw(st.sampled_from([p for p in leaves(value) if p]))
        target = value
        for key in path:
            target = target[key]
        target[last] = data.draw(WORDS | st.none() | st.booleans() | st.integers(-1, 130))
    try:
        read_case(node_of(value), VOCABULARY)
    except LegalkbError:
        return

    assert list(SCHEMA.iter_errors(value)) == []


def node_of(value: Any) -> Node:
    """A value as a tree of nodes."""
    if isinstance(value, dict):
        return Node("map", tuple((node_of(k), node_of(v)) for k, v in value.items()), 1)
    if isinstance(value, list):
        return Node("list", tuple(map(node_of, value)), 1)
    return Node("null", None, 1) if value is None else Node("scalar", _text(value), 1)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.skipif(not examples(), reason="there are no examples yet")
def test_every_example_beside_the_rules_is_valid() -> None:
    """The cases of all examples have the shape of the schema."""
    schema = Draft202012Validator(case_schema(full_vocabulary()))
    cases = {path.name: parse(path.read_text(encoding="utf-8"), path.name).get("zaak") for path in examples()}

    assert {name: faults(node, schema) for name, node in cases.items() if node and faults(node, schema)} == {}


def test_the_blank_case_names_every_section() -> None:
    """Whoever fills in the blank case meets each section."""
    node = parse(blank_case(), "")

    assert {key.text for key, _ in node.pairs} >= {f.key for f in CASE.fields if f.section}
    assert read_case(SourceText("", blank_case()), VOCABULARY).facts == ()
