"""The defences gate: grounds that may exclude liability or prosecution, and what its data file must hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from fixtures_gate_examples import (
    FOLDER,
    Row,
    compared,
    differences,
    inputs,
    mutations,
    plain_data,
    problems,
    rows,
    select,
    texts,
)

from legalkb.case_reader import read_case
from legalkb.findings import Gate
from legalkb.gates import defences
from legalkb.gates.model import GateInput
from legalkb.knowledge import KnowledgeBase
from legalkb.node import SourceText

KIND = "strafuitsluiting"
ROWS = rows(KIND, KIND)
PLAIN = plain_data(KIND)
DATA = defences.from_plain(PLAIN)
TEXT = (FOLDER / f"{KIND}.yaml").read_text(encoding="utf-8")


def run(given: GateInput) -> Gate:
    """The gate on the data of the checkout."""
    return defences.gate(given, DATA)


@pytest.fixture(scope="module")
def given(knowledge: KnowledgeBase) -> list[tuple[Row, GateInput]]:
    """Each expectation with what the gate is given for it."""
    cases = [(r, read_case(r.case, knowledge.vocabulary)) for r in ROWS]
    return [(r, select(inputs(c, knowledge, str(r.expected["bepaling"])), r.expected)) for r, c in cases]


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r.place}-{r.expected['bepaling']}")
def test_example(row: Row, knowledge: KnowledgeBase) -> None:
    """The gate says of each example what the example expects."""
    assert not differences(row, KIND, run, knowledge)


def test_data_file_is_in_order(knowledge: KnowledgeBase) -> None:
    """The checks find nothing wrong with the data file, and every offence it names exists."""
    assert problems(defences.check, TEXT, knowledge) == []
    assert {rule for g in DATA.grounds for rule in g.asked_for} <= set(knowledge.rulebook.keys)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("feit: verdachte_onder_druk_familie", "feit: druk_op_verdachte", "onbekend feittype of begrip"),
        ("raakt: vervolgbaarheid", "raakt: bewijsbaarheid", "onbekend gevolg: bewijsbaarheid"),
        ("    naam: druk op de verdachte\n", "", "'naam' ontbreekt"),
        ("gevolg: ", "gevolgen: ", "onbekende sleutel: gevolgen"),
        ("{verdachte} beroept", "{verdacht} beroept", "onbekende plaats in een zin: verdacht"),
        ("        bron: [niet geverifieerd]\n", "", "een lezing zonder bron"),
        ("gronden:", "grond:", "'gronden' ontbreekt"),
        ("  betwist:\n", "  betwijfeld:\n", "de zin 'betwist' ontbreekt"),
        ("herstel_verdachte_te_verwachten: nee", "herstel: nee", "onbekend feittype of begrip: herstel"),
    ],
)
def test_mistakes_in_the_data_file(old: str, new: str, message: str, knowledge: KnowledgeBase) -> None:
    """A mistake in the data file is a Dutch problem with its line."""
    assert old in TEXT
    found = problems(defences.check, TEXT.replace(old, new, 1), knowledge)
    assert any(message in p and p.startswith("gate.yaml:") for p in found), found


def _noticed(changed: Mapping[str, Any], given: list[tuple[Row, GateInput]]) -> bool:
    data = defences.from_plain(changed)
    return any(compared(row.expected, KIND, defences.gate(item, data)) for row, item in given)


def test_every_entry_of_the_data_is_noticed(given: list[tuple[Row, GateInput]]) -> None:
    """Leaving out any ground, question, reading, weight or offence fails an example."""
    found = list(mutations(PLAIN))
    assert len(found) > 15
    assert [place for place, changed in found if not _noticed(changed, given)] == []


def test_nothing_is_open_or_barred_while_something_is_asked(given: list[tuple[Row, GateInput]]) -> None:
    """Open and barred gates ask nothing, unknown ones do, and a reserved one shows its readings with sources."""
    for _, item in given:
        found = run(item)
        assert bool(found.missing) or found.status != "onbekend"
        assert not (found.missing and found.status in ("open", "bar"))
        assert len(found.readings) >= 2 or found.status != "voorbehoud"
        assert all(r.sources and r.consequence for r in found.readings)


def test_wording_keeps_proof_liability_and_prosecution_apart(given: list[tuple[Row, GateInput]]) -> None:
    """A ground for the liability says so, the ground for the prosecution says so, and nothing calls anybody guilty."""
    for row, item in given:
        said = texts(run(item))
        assert " schuldig" not in said
        if row.expected["vervolging"][KIND] == "bar":
            assert "(vervolgbaarheid)" in said
            assert "over schuld" in said


def test_a_retracted_statement_leaves_the_ground_disputed(knowledge: KnowledgeBase) -> None:
    """Who takes back that there was pressure makes it disputed, not gone."""
    text = """
bronnen: {B1: {soort: verklaring, van: S1}, B2: {soort: verklaring, van: S1, herziet: B1}}
feiten: [dreigde_met_opsluiting, {feit: verdachte_onder_druk_familie, bron: B1}]
"""
    case = read_case(SourceText("zaak.yaml", text), knowledge.vocabulary)
    found = run(inputs(case, knowledge, "sr-284-1-1")[0])
    assert found.status == "voorbehoud"
    assert any("spreken elkaar tegen" in r.text for r in found.reasons)
