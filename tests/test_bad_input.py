"""Case files that are wrong: each fault is told in Dutch, with place and remedy, all of them at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fixtures_case import FULL, MAJORITY, SIMPLE, VOCABULARY, load
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legalkb.case_fields import CASE
from legalkb.case_reader import read_case
from legalkb.errors import CaseFileError, LegalkbError, Problem
from legalkb.node import SourceText


def problems(text: str) -> tuple[Problem, ...]:
    """What is wrong with a case file; each problem has a place and a remedy."""
    with pytest.raises(CaseFileError) as failure:
        load(text)
    for problem in failure.value.problems:
        assert problem.place.startswith("zaak.yaml")
        assert problem.what
        assert len(problem.value) <= 60
        assert problem.remedy
    return failure.value.problems


def kinds() -> Iterator[Any]:
    """Every bad case file in ``bad_input/``: text, line, and parts of what, value and remedy."""
    for path in sorted((Path(__file__).parent / "bad_input").glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("\n=== ")[1:]:
            name, expected, text = block.split("\n", 2)
            line, *parts = (part.strip() for part in expected.removeprefix(">>>").split("|"))
            yield pytest.param(text, int(line), *parts, id=f"{path.stem}: {name}")


@pytest.mark.parametrize(("text", "line", "what", "value", "remedy"), list(kinds()))
def test_each_kind_of_bad_input_is_told_with_place_and_remedy(
    text: str, line: int, what: str, value: str, remedy: str
) -> None:
    """The fault is named in Dutch, at its line, with the value and how to mend it."""
    place = f"zaak.yaml:{line}" if line else "zaak.yaml"
    found = problems(text)
    there = [p for p in found if p.place == place]

    assert any(what in p.what and value in p.value and remedy in p.remedy for p in there), found


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[" * 10_000, "niveaus"),
        (f"personen: {{V1: {{rol: getuige, leeftijd: {'9' * 5000}}}}}", "geen leeftijd"),
        (f"peildatum: {'9' * 5000}", "geen datum"),
        (f"toelichting: {'x ' * 3000}", "langer dan 5000"),
        (f"zaak: {'x' * 300}", "langer dan 200"),
        (f"personen: {{{'V' * 900}: verdachte}}", "aanduiding kan niet"),
    ],
)
def test_what_is_far_too_long_is_refused(text: str, what: str) -> None:
    """Depth, numbers and texts have limits."""
    assert what in problems(text)[0].what


def test_all_problems_come_at_once_in_the_order_of_the_file() -> None:
    """One reading tells every fault."""
    text = SIMPLE.replace("NL}", "nl}").replace("ouder", "oudr").replace("waarde: nee", "waarde: no")

    assert [p.place.split(":")[1] for p in problems(text)] == ["5", "6", "8", "12"]


def test_a_fault_in_the_persons_does_not_make_them_unknown() -> None:
    """Where persons can't be read, in whole or in part, references to them are not called wrong."""
    assert len(problems("personen: [V1]\nfeiten: [{feit: opgesloten, door: V1, tegen: S9}]")) == 1
    assert len(problems("personen: {V1: {rol: x}}\nfeiten: [{feit: opgesloten, door: V1}]")) == 1


def test_many_problems_are_counted() -> None:
    """A file with a thousand faults shows a hundred and counts the rest."""
    found = problems("feiten:\n" + "- x\n" * 1000)

    assert len(found) == 101
    assert found[-1].what == "nog 900 problemen"


def test_a_large_file_full_of_faults_is_refused_quickly() -> None:
    """Near names are looked for only where they are shown: 50,000 faults take no minutes."""
    people = "".join(f"  P{i}: getuige\n" for i in range(20_000))

    found = problems("personen:\n" + people + "feiten:\n" + "- {feit: opgesloten, door: Q1, bron: b}\n" * 20_000)

    assert found[-1].what == "nog 19900 problemen"


def test_long_values_are_cut_off() -> None:
    """A value in a message is at most 60 characters."""
    (problem,) = problems("feiten: [" + "x" * 5000 + "]")

    assert len(problem.value) == 60


# Whatever is written, nothing but a problem comes of it.

WORDS = st.sampled_from(
    [
        *("ja", "nee", "onbekend", "true", "V1", "S1", "M1", "GI1", "v1", "B1", "", "~", "x" * 300),
        *("verdachte", "slachtoffer", "instelling", "2025", "2025-07", "2025-02-30", "NL", "12-15"),
        *("gezag", "ouder", "opgesloten", "werkten_samen", "wil_terugkeren", "medegezagdrager_misleid"),
        *("aangifte S1", "sr-282-1", "vervuld", "\N{PILE OF POO}"),
    ]
)
SECTIONS = [CASE, *(f.section for f in CASE.fields if f.section)]
KEYS = st.sampled_from([f.key for s in SECTIONS for f in s.fields])
SCALARS = WORDS | st.none() | st.integers() | st.booleans() | st.text(max_size=8)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | WORDS, inner, max_size=5),
    max_leaves=20,
)


def _like(section_key: str) -> st.SearchStrategy[object]:
    """Something that has the shape of a section, with its own keys and any values."""
    field = next(f for f in CASE.fields if f.key == section_key)
    if field.section is None:
        return ANYTHING
    own = st.dictionaries(st.sampled_from([f.key for f in field.section.fields]), WORDS | st.lists(WORDS, max_size=3))
    named = st.dictionaries(WORDS, own | WORDS, max_size=4)
    return st.lists(own | WORDS, max_size=4) if field.kind.name == "RECORDS" else named


CASES = st.fixed_dictionaries({}, optional={f.key: _like(f.key) for f in CASE.fields})


def attempt(text: str) -> None:
    """Read a case; only our own error may come of it, with a place and a remedy for each problem."""
    try:
        read_case(SourceText("x.yaml", text), VOCABULARY, MAJORITY)
    except LegalkbError as error:
        assert all(p.place.startswith("x.yaml") and p.what and p.remedy for p in error.problems)  # noqa: PT017


@given(ANYTHING)
@settings(deadline=None, max_examples=200)
def test_any_structure_gives_a_case_or_problems(value: object) -> None:
    """Random structures with the words of case files raise nothing but our own error."""
    attempt(json.dumps(value))


@given(CASES)
@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_anything_shaped_like_a_case_gives_a_case_or_problems(value: object) -> None:
    """Right keys with random values raise nothing but our own error."""
    attempt(json.dumps(value))


@given(st.data())
@settings(deadline=None, max_examples=200)
def test_a_damaged_case_gives_a_case_or_problems(data: st.DataObject) -> None:
    """A good case with a piece cut out or put in raises nothing but our own error."""
    start = data.draw(st.integers(0, len(FULL)))
    end = data.draw(st.integers(start, min(len(FULL), start + 30)))
    attempt(FULL[:start] + data.draw(st.text(max_size=3) | WORDS) + FULL[end:])


def test_a_vocabulary_without_kinds_refuses_nothing() -> None:
    """Where the knowledge base knows no kinds of relations, any kind will do."""
    bare = replace(VOCABULARY, relation_kinds={})

    assert read_case(SourceText("", SIMPLE.replace("ouder", "tante")), bare).relations[0].kind == "tante"
