"""The words of the files: each Dutch key is in the glossary and on the reference page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from fixtures_docs import REFERENCE, ROOT, words

from legalkb.case_fields import CASE
from legalkb.fields import Section
from legalkb.node import Node
from legalkb.rule_file import CONDITION_KEYS
from legalkb.rulebook_reader import CONCEPT_KEYS, COUNTER_KEYS, ELEMENT_KEYS, NEIGHBOUR_KEYS, NORM_KEYS, RULE_KEYS
from legalkb.source import parse


@cache
def glossary() -> dict[str, set[tuple[str, str]]]:
    """The pairs of Dutch and English words in the glossary, by heading."""
    found: dict[str, set[tuple[str, str]]] = {}
    heading = ""
    for line in (REFERENCE / "glossary.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ").strip()
        cells = [re.findall(r"`([^`]+)`", cell) for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if len(cells) == 2 and cells[0]:
            dutch, english = cells
            english = english if len(english) == len(dutch) else [""] * len(dutch)
            found.setdefault(heading, set()).update(zip(dutch, english, strict=True))
    return found


def case_keys(section: Section, heading: str = "Zaakbestand") -> Iterator[tuple[str, str, str]]:
    """Each key of a case file: the heading in the glossary, the Dutch key and the English field."""
    for field in section.fields:
        yield heading, field.key, field.name
        if field.section is not None:
            yield from case_keys(field.section, f"Zaakbestand: {field.key}")


def test_glossary_has_every_key_of_a_case_file() -> None:
    """Each key of a case file has a row with the English name that the program uses."""
    missing = [(h, k, n) for h, k, n in case_keys(CASE) if (k, n) not in glossary().get(h, set())]
    assert missing == []


def keys_of(node: Node) -> Iterator[str]:
    """Every key in a tree."""
    for key, value in node.pairs:
        yield key.text
        yield from keys_of(value)
    for item in node.items:
        yield from keys_of(item)


def test_glossary_has_every_key_of_a_rule_file() -> None:
    """Each key that a rule, concept or example file uses has a row, apart from names that the files define."""
    book = words().rulebook
    files = [f for f in (ROOT / "rules").rglob("*.yaml") if "vervolging" not in f.parts]
    used = {k for f in files for k in keys_of(parse(f.read_text(encoding="utf-8"), f.name))}
    defined = words().vocabulary.fact_types.keys() | book.concepts.keys() | {m.id for m in book.measures}
    defined |= {e.id for r in book.rules for e in r.elements} | {"strafbaar_op_datum"}
    for concept in (ROOT / "rules" / "begrippen").glob("*.yaml"):
        values = parse(concept.read_text(encoding="utf-8"), concept.name).get("waarden")
        defined |= {key.text for key, _ in values.pairs} if values is not None else set()
    known = {dutch for pairs in glossary().values() for dutch, _ in pairs}
    persons = {k for k in used if re.fullmatch(r"[A-Z]+\d*[a-z]?", k)}
    assert sorted(used - defined - known - persons) == []


@pytest.mark.parametrize("name", ["zaakbestand.md", "regelbestand.md"])
def test_reference_page_names_every_key(name: str) -> None:
    """The page on case files names each of their keys, and the page on rule files each key of rules and concepts."""
    text = "".join(re.findall(r"`[^`\n]+`", (REFERENCE / name).read_text(encoding="utf-8")))
    if name == "zaakbestand.md":
        keys = {key for _, key, _ in case_keys(CASE)}
    else:
        keys = {*RULE_KEYS, *ELEMENT_KEYS, *NORM_KEYS, *COUNTER_KEYS, *CONCEPT_KEYS, *NEIGHBOUR_KEYS, *CONDITION_KEYS}
    assert sorted(key for key in keys if not re.search(rf"\b{key}\b", text)) == []
