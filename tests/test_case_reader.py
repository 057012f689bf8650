"""A case file that is right: what the case holds, what is filled in, and what is said about that."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest
from fixtures_case import FULL, MAJORITY, SIMPLE, VOCABULARY, load

from legalkb.case import Case, Consent, Custody, KnownTo, Person, Relation, Source
from legalkb.case_reader import blank_case, read_case
from legalkb.dates import Interval, parse_date
from legalkb.node import Node, SourceText
from legalkb.source import parse


def day(text: str) -> Interval:
    """A date as a case holds it."""
    return parse_date(text)


def test_the_simple_case_loads() -> None:
    """A case of a suspect, a victim, their relation and two facts is read as it stands."""
    case = load(SIMPLE)
    first, second = case.facts

    assert (case.name, case.fictional, case.reference_date) == ("oefening-01", True, date(2026, 3, 1))
    assert case.relations == (Relation(8, "V1", "S1", "ouder", custody="ja"),)
    assert (first.by, first.against, first.place_act, first.object) == (("V1",), ("S1",), "MA", "paspoort S1")
    assert first.period is not None
    assert (first.period.start, first.period.end) == (day("2025-07-20"), day("2025-07-20"))
    assert (second.about, second.value, second.line, second.index) == (("S1",), "nee", 12, 2)
    assert case.sources == (Source("aangifte S1", "aangifte", "S1", implicit=True),)
    assert case.notes == ()


def test_every_section_is_read() -> None:
    """Each key of the case file ends up in the field that it stands for."""
    case = load(FULL)

    assert (case.classification, case.note) == ("vertrouwelijk", "met alles erin")
    assert [p.id for p in case.suspects] == ["V1", "V2"]
    assert [p.id for p in case.victims] == ["V1", "S1", "S2"]
    assert case.person("V1") == Person(
        "V1", ("verdachte", "slachtoffer"), 7, day("1980-01-02"), nationalities=("NL", "MA")
    )
    assert case.person("V2") == Person("V2", ("verdachte",), 8, resident_since=day("2001"))
    assert case.person("S1") == Person("S1", ("slachtoffer",), 9, age=(12, 15), age_date=day("2025-07"))
    assert case.person("S2") == Person("S2", ("slachtoffer",), 10, minor="ja")
    assert case.person("M1") == Person("M1", ("betrokkene",), 11)
    assert case.person("X") is None
    assert case.custody == (Custody(21, "M1", "S1", "gezag", day("2010-05-04"), day("2024"), "gezagsregister"),)
    assert case.measures[0].known_to == (KnownTo("V1", day("2025-05-08")),)
    assert (case.measures[0].kind, case.measures[0].holder) == ("ondertoezichtstelling", "GI1")
    assert case.decisions[0].issuer == "rechtbank"
    assert case.decisions[0].known_to == (KnownTo("V1", day("2025-02")), KnownTo("V2", day("2025")))
    consent = (day("2025-07-01"), day("2025-08-15"), day("2025-08-01"))
    assert case.consents == (
        Consent(27, "M1", "S1", "ja", ("V1",), *consent, "misleiding", "verklaring M1"),
    )  # fmt: skip
    assert (case.holders_complete[0].value, case.holders_complete[0].on) == ("ja", day("2025-09-01"))
    assert (case.chains[0].events, case.chains[0].by, case.chains[0].reason) == (
        ("v1", "v2"),
        "rechercheur",
        "een plan",
    )
    assert (case.judgements[0].suspect, case.judgements[0].verdict) == ("V1", "vervuld")


def test_sources_are_declared_or_named_at_a_fact() -> None:
    """A declared source keeps its details; one in words is one source, of the person in its last word."""
    case = load(FULL)

    assert case.source("B1") == Source("B1", "verklaring", "S1", day("2025-10"), "vader erbij", "B0", 16)
    assert case.source("B2") == Source("B2", "verklaring", "V2", line=17)
    assert case.source("gezagsregister") == Source("gezagsregister", "gezagsregister", implicit=True)
    assert [s.id for s in case.sources if s.kind.casefold() == "aangifte"] == ["B0", "Aangifte S1."]
    assert {f.source_id for f in case.facts} == {"", "B1", "Aangifte S1."}
    assert case.facts[3].source_text == "aangifte S1."


def test_a_case_is_frozen_and_hashable() -> None:
    """A case can be shared: nothing in it changes."""
    case = load(FULL)

    assert hash(case) == hash(load(FULL))
    assert case == load(FULL)
    with pytest.raises(FrozenInstanceError):
        case.name = "x"  # type: ignore[misc]


def test_json_gives_the_same_case() -> None:
    """The same case in JSON, with its own numbers and truth values, reads the same."""
    text = json.dumps(
        {
            "zaak": "j",
            "fictief": True,
            "personen": {"V1": {"rol": "verdachte"}, "S1": {"rol": "slachtoffer", "leeftijd": 14}},
            "feiten": ["opgesloten", {"feit": "wil_terugkeren", "waarde": "nee", "over": None, "op": 2025}],
        },
        indent="\t",
    )
    yaml = """
zaak: j
fictief: ja
personen: {V1: verdachte, S1: {rol: slachtoffer, leeftijd: 14}}
feiten: [opgesloten, {feit: wil_terugkeren, waarde: nee, op: 2025}]
"""

    def bare(case: Case) -> Case:
        return replace(
            case,
            persons=tuple(replace(p, line=0) for p in case.persons),
            facts=tuple(replace(f, line=0) for f in case.facts),
        )

    assert bare(load(text, "zaak.json")) == bare(load(yaml))


def test_a_judgement_is_about_the_only_pair() -> None:
    """With one suspect and one victim a judgement need not name them."""
    about = "bepaling: sr-282-1, bestanddeel: opzettelijk"
    text = f"feiten: []\noordelen: [{{{about}, oordeel: vervuld, door: OvJ, reden: x}}]"
    (judgement,) = load(text).judgements

    assert (judgement.suspect, judgement.victim) == ("NN1", "S1")


def test_an_age_without_a_date_is_told() -> None:
    """An age as it stands in a report is that at the time of the facts, which a note says."""
    case = load("personen: {V1: verdachte, S1: {rol: slachtoffer, leeftijd: 14}}")

    assert case.victims[0].age == (14, 14)
    assert case.notes == (
        "De leeftijd van S1 is zonder datum vermeld; zij is gelezen als de leeftijd ten tijde van de feiten.",
    )


def test_minor_at_the_time_though_of_age_now() -> None:
    """Who is of age on the reference date may have been a minor at the time of the facts."""
    text = "peildatum: 2026-01-01\npersonen: {S1: {rol: slachtoffer, geboren: 2005, minderjarig: ja}}\n"

    assert load(text + "feiten: [{feit: opgesloten, op: 2020}]").victims[0].minor == "ja"


def test_the_age_of_majority_is_an_argument() -> None:
    """Without an age of majority nothing is checked against it."""
    text = "personen: {S1: {rol: slachtoffer, leeftijd: 40, minderjarig: ja}}"

    assert read_case(SourceText("", text), VOCABULARY).victims[0].minor == "ja"


def test_the_blank_case_loads() -> None:
    """The case file to fill in is read without problems, and so is each of its examples."""
    case = read_case(SourceText("nieuw.yaml", blank_case()), VOCABULARY, MAJORITY)

    assert [p.id for p in case.persons] == ["V1", "S1"]
    assert (case.facts, case.notes) == ((), ())


def test_the_examples_in_the_blank_case_are_right() -> None:
    """With the comment signs of its examples taken away, the blank case is still right."""
    lines = [
        line.replace("# ", "", 1) if line.startswith("  # ") else line.replace("  #    ", "      ", 1)
        for line in blank_case()
        .replace("  V1: {rol: verdachte, ", "  V2: verdachte\n  V1: {rol: verdachte, ")
        .split("\n")
    ]
    text = "\n".join(lines).replace("oordeel: vervuld", "verdachte: V1, oordeel: vervuld")
    text = text.replace("voorval: v1}", "voorval: v2}")

    case = load(text)

    assert len(case.facts) == 4
    assert case.chains
    assert case.judgements
    assert case.sources


def test_a_node_can_be_read_as_a_case() -> None:
    """A case inside another file is read from its node, and its problems point into that file."""
    node = parse("naam: x\nzaak:\n  feiten: [opgesloten]\n", "voorbeeld.yaml").get("zaak")
    assert node is not None

    made = Node("map", node.pairs, node.line)

    assert read_case(node, VOCABULARY) == read_case(made, VOCABULARY)
    assert read_case(node, VOCABULARY).facts[0].line == 3


def test_a_vocabulary_without_rules_checks_no_rule_ids() -> None:
    """As long as no rules are known, any rule and element may be judged."""
    text = "oordelen: [{bepaling: x, bestanddeel: y, oordeel: vervuld, door: z, reden: w}]"
    bare = replace(VOCABULARY, rule_ids=frozenset(), element_ids=None)

    assert read_case(SourceText("", text), bare).judgements[0].rule == "x"
