"""The defences gate: grounds that may exclude liability or prosecution, and what its data file must hold."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from fixtures_gate_mutations import mutations
from gates import Expectation, checked, data_node, data_of, expectations, given, knowledge_base, texts_of

from legalkb.gates import defences
from legalkb.gates.defences_data import DefencesData
from legalkb.source import parse

KIND = "strafuitsluiting"
ROOT = Path(__file__).resolve().parent.parent
EXPECTED = tuple(expectations(KIND, KIND))
PLAIN = data_of(KIND)
DATA = defences.from_plain(PLAIN)
TEXT = (ROOT / "rules" / "vervolging" / f"{KIND}.yaml").read_text(encoding="utf-8")


def differences(item: Expectation, data: DefencesData) -> tuple[str, ...]:
    """How the gate differs from an expectation; what is asked must be exactly what is expected."""
    found = defences.gate(item.given, data)
    asked = {w.name for w in found.missing}
    more = (f"vraagt ook {sorted(asked)}",) if item.missing and asked != {*item.missing} else ()
    return (*item.differences(found), *more)


@pytest.mark.parametrize("item", EXPECTED, ids=lambda i: f"{i.name}-{i.given.finding.rule}")
def test_example(item: Expectation) -> None:
    """The gate says of each example what the example expects."""
    assert differences(item, DATA) == ()


def test_data_file_is_in_order() -> None:
    """The checks find nothing wrong with the data file, and every offence it names exists."""
    assert checked(defences.check, data_node(KIND)) == []
    assert {rule for g in DATA.grounds for rule in g.asked_for} <= set(knowledge_base().rulebook.keys)


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
def test_mistakes_in_the_data_file(old: str, new: str, message: str) -> None:
    """A mistake in the data file is a Dutch problem with its line."""
    assert old in TEXT
    found = [str(p) for p in checked(defences.check, parse(TEXT.replace(old, new, 1), "gegevens.yaml"))]
    assert any(message in p and p.startswith("gegevens.yaml:") for p in found), found


def _noticed(changed: Mapping[str, Any]) -> bool:
    data = defences.from_plain(changed)
    return any(differences(item, data) for item in EXPECTED)


def test_every_entry_of_the_data_is_noticed() -> None:
    """Leaving out any ground, question, reading, weight or offence fails an example."""
    found = list(mutations(PLAIN))
    assert len(found) > 15
    assert [place for place, changed in found if not _noticed(changed)] == []


def test_nothing_is_open_or_barred_while_something_is_asked() -> None:
    """Open and barred gates ask nothing, unknown ones do, and a reserved one shows its readings with sources."""
    for item in EXPECTED:
        found = defences.gate(item.given, DATA)
        assert bool(found.missing) or found.status != "onbekend"
        assert not (found.missing and found.status in ("open", "bar"))
        assert len(found.readings) >= 2 or found.status != "voorbehoud"
        assert all(r.sources and r.consequence for r in found.readings)


def test_wording_keeps_proof_liability_and_prosecution_apart() -> None:
    """A ground for the liability says so, the ground for the prosecution says so, and nothing calls anybody guilty."""
    for item in EXPECTED:
        said = "\n".join(texts_of(defences.gate(item.given, DATA)))
        assert " schuldig" not in said
        if item.status == "bar":
            assert "(vervolgbaarheid)" in said
            assert "over schuld" in said


def test_a_retracted_statement_leaves_the_ground_disputed() -> None:
    """Who takes back that there was pressure makes it disputed, not gone."""
    text = """
bronnen: {B1: {soort: verklaring, van: S1}, B2: {soort: verklaring, van: S1, herziet: B1}}
feiten: [dreigde_met_opsluiting, {feit: verdachte_onder_druk_familie, bron: B1}]
"""
    found = defences.gate(given(text, "sr-284-1-1"), DATA)
    assert found.status == "voorbehoud"
    assert any("spreken elkaar tegen" in r.text for r in found.reasons)
