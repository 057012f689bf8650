"""The complaint gate: spouse, relatives, term, complainant, objects of the State, and what its data file must hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from fixtures_gate_mutations import mutations
from gates import Expectation, checked, data_node, data_of, expectations, given, knowledge_base

from legalkb.findings import Gate
from legalkb.gates import complaint
from legalkb.gates.complaint_data import SENTENCES, ComplaintData
from legalkb.source import parse

ROOT = Path(__file__).resolve().parent.parent
EXPECTED = tuple(expectations("klacht", "klacht"))
PLAIN = data_of("klacht")
DATA = complaint.from_plain(PLAIN)
TEXT = (ROOT / "rules" / "vervolging" / "klacht.yaml").read_text(encoding="utf-8")

BROTHER = """
peildatum: {reference}
personen:
  V1: {{rol: verdachte}}
  S1: {{rol: slachtoffer, geboren: 2000-05-04}}
relaties: [{{van: V1, tot: S1, soort: broer_of_zus}}]
feiten:
  - {{feit: telefoon_weggenomen, op: 2024-01-01}}
  - {{feit: identiteit_verdachte_bekend, op: {known}}}
  - {{feit: klacht_ingediend, {filed}}}
  - {{feit: klacht_door_slachtoffer_zelf}}
"""


def gate_of(text: str) -> Gate:
    """The gate of the most telling 310 in a case."""
    return complaint.gate(given(text, "sr-310"), DATA)


def differences(item: Expectation, data: ComplaintData) -> tuple[str, ...]:
    """How the gate differs from an expectation; what is asked must be exactly what is expected."""
    found = complaint.gate(item.given, data)
    asked = {w.name for w in found.missing}
    more = (f"vraagt ook {sorted(asked)}",) if item.missing and asked != {*item.missing} else ()
    return (*item.differences(found), *more)


@pytest.mark.parametrize("item", EXPECTED, ids=lambda i: f"{i.name}-{i.given.finding.rule}-{i.given.finding.suspect}")
def test_example(item: Expectation) -> None:
    """The gate says of each example what the example expects."""
    assert differences(item, DATA) == ()


def test_every_offence_is_covered() -> None:
    """The data says of every offence in the rules whether it needs a complaint, and of no other."""
    assert DATA.provisions.keys() == set(knowledge_base().rulebook.keys)


def test_an_offence_that_is_not_in_the_data_is_reserved() -> None:
    """Of an offence about which nothing is known the gate does not say that the way is open."""
    item = given("feiten: [telefoon_weggenomen]", "sr-310")
    assert complaint.gate(replace(item, finding=replace(item.finding, rule="sr-999")), DATA).status == "voorbehoud"


def test_data_file_is_in_order() -> None:
    """The checks find nothing wrong with the data file."""
    assert checked(complaint.check, data_node("klacht")) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("dagen: 8", "dagen: acht", "'dagen' is geen getal groter dan nul: acht"),
        ("maanden: 3", "maanden: 0", "'maanden' is geen getal groter dan nul: 0"),
        ("rustdagen: [6, 7]", "rustdagen: [zaterdag]", "geen dag van de week: zaterdag"),
        ("opschrift: Klacht", "opschrit: Klacht", "onbekende sleutel: opschrit. Bedoelde u 'opschrift'?"),
        ("regime: verwanten", "regime: familie", "onbekend regime: familie"),
        ("regime: op_klacht, termijn_na: feit_bekend_bij_klachtgerechtigde", "regime: op_klacht", "'termijn_na' hoort"),
        ("echtgenoot: [is_echtgenoot]", "echtgenoot: [is_echtgenote]", "onbekend feittype of begrip: is_echtgenote"),
        ("  buiten: [oom_tante_neef_nicht]\n", "", "'buiten' ontbreekt"),
        ("ouder: kind_of_kleinkind", "ouder: kleinkind", "onbekend feittype of begrip: kleinkind"),
        ("bron: [Sr 66 lid 1, Sr 88]", "bron: [Sr 66 lid 9]", "onbekende bron: Sr 66 lid 9"),
        ("  klacht_open:\n", "  klacht_oven:\n", "de zin 'klacht_open' ontbreekt"),
        ("({dag})", "({dga})", "onbekende plaats in een zin: dga"),
        ("voorwerpen: [reisdocument, verblijfsdocument]", "", "'voorwerpen' ontbreekt"),
        ("  peildatum: ", "  peildag: ", "'peildatum' ontbreekt"),
    ],
)
def test_mistakes_in_the_data_file(old: str, new: str, message: str) -> None:
    """A mistake in the data file is a Dutch problem with its line."""
    assert old in TEXT
    found = [str(p) for p in checked(complaint.check, parse(TEXT.replace(old, new, 1), "klacht.yaml"))]
    assert any(message in p and p.startswith("gegevens.yaml:") for p in found), found


def test_every_sentence_is_used() -> None:
    """Every sentence that the data must hold is used in the program."""
    folder = ROOT / "legalkb" / "gates"
    code = "".join(p.read_text(encoding="utf-8") for p in folder.glob("complaint*.py") if "data" not in p.name)
    assert [key for key in sorted(SENTENCES) if f'"{key}"' not in code] == []


def _noticed(changed: Mapping[str, Any]) -> bool:
    """Whether any expectation differs with other data."""
    data = complaint.from_plain(changed)
    return any(differences(item, data) for item in EXPECTED)


def test_every_number_and_entry_of_the_data_is_noticed() -> None:
    """Changing any number by one, or leaving out any relative, relation, object or offence, fails an example."""
    found = list(mutations(PLAIN))
    assert len(found) > 60
    assert [place for place, changed in found if not _noticed(changed)] == []


@pytest.mark.parametrize("known", [date(2024, 2, 1) + timedelta(days=37 * n) for n in range(14)])
def test_last_day_equals_a_count_by_hand(known: date) -> None:
    """The last day is the ninetieth day after the day that starts the term, also over a leap day and a new year."""
    last = known
    for _ in range(3):
        for _ in range(30):
            last += timedelta(days=1)
    text = BROTHER.format(known=known, filed=f"op: {last}", reference=last + timedelta(days=10))
    found = gate_of(text)
    assert found.status == "open"
    assert [d.date for d in found.dates] == [last.isoformat()]
    late = last + timedelta(days=4)  # beyond any weekend
    text = BROTHER.format(known=known, filed=f"op: {late}", reference=late + timedelta(days=10))
    assert gate_of(text).status == "bar"


def test_no_open_gate_without_a_fact_it_needs() -> None:
    """Where the gate is open or closed nothing is asked; where it is unknown something is."""
    for item in EXPECTED:
        found = complaint.gate(item.given, DATA)
        if found.status in ("open", "bar"):
            assert not found.missing
        if found.status == "onbekend":
            assert found.missing
        if found.status == "voorbehoud":
            assert found.readings


@pytest.mark.parametrize(
    "dropped", ["klacht_ingediend", "klacht_door_slachtoffer_zelf", "identiteit_verdachte_bekend", "broer_of_zus"]
)
def test_taking_away_what_the_way_rests_on_closes_nothing_and_opens_nothing(dropped: str) -> None:
    """Without any one fact that an open gate rests on, the gate asks."""
    text = BROTHER.format(known="2024-02-01", filed="op: 2024-04-30", reference="2024-06-01")
    assert gate_of(text).status == "open"
    lines = [line for line in text.splitlines() if dropped not in line]
    found = gate_of("\n".join(lines))
    assert found.status == "onbekend"
    assert found.missing


def test_order_of_facts_does_not_matter() -> None:
    """The same facts in another order give the same gate."""
    text = BROTHER.format(known="2024-02-01", filed="op: 2024-04-30", reference="2024-06-01")
    head, facts = text.split("feiten:\n")
    turned = head + "feiten:\n" + "\n".join(reversed(facts.splitlines())) + "\n"
    assert gate_of(text) == gate_of(turned)
