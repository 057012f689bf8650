"""SPARQL over cases says what the assessments say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legalkb.case_reader import read_case
from legalkb.engine import BUILTIN
from legalkb.examples import assess as assess_example
from legalkb.examples import load
from legalkb.linked.cases import Assessed
from tests.fixtures_linked import assessed, base, book, rows

FACTS = (
    "opgesloten", "bewaakt", "reisdocument_weggenomen", "meegenomen_naar_buitenland", "voorwendsel_vakantie",
    "kan_zelfstandig_terugkeren", "psychische_druk", "dreigde_te_doden", "uiting_bereikte_slachtoffer",
    "moest_in_buitenland_blijven", "slachtoffer_minderjarig", "achtergelaten_in_buitenland", "stemde_vrij_in",
)  # fmt: skip
facts = st.dictionaries(st.sampled_from(FACTS), st.sampled_from(["ja", "nee", "onbekend"]), min_size=1, max_size=7)
folders = st.lists(facts, min_size=1, max_size=4)


def _yaml(said: dict[str, str]) -> str:
    return "feiten:\n" + "".join(f"  - {{feit: {name}, waarde: {value}}}\n" for name, value in said.items())


def _outcomes(found: list[Assessed]) -> list[tuple[str, ...]]:
    return sorted({(a.name, f.rule, f.outcome) for a in found for f in a.assessment.findings})


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(folders)
def test_sparql_and_python_find_the_same_cases(folder: list[dict[str, str]]) -> None:
    """Outcomes, facts, statuses, gates, scenarios and smallest missing sets are those of the assessments."""
    found = assessed((f"map {n}/zaak.yaml", _yaml(said)) for n, said in enumerate(folder))
    case = "?z a lkb:Zaak ; dct:identifier ?naam ; "
    finding = case + "lkb:bevinding ?b . ?b lkb:delict/dct:identifier ?d ; "
    leads = [(a.name, f) for a in found for f in a.assessment.findings if f.outcome != "geen_aanknopingspunt"]

    assert rows(f"SELECT DISTINCT ?naam ?d ?u {{ {finding} lkb:uitkomst ?u }}", found) == _outcomes(found)
    assert rows(f"SELECT ?naam ?f ?w {{ {case} lkb:feit ?x . ?x lkb:feittype ?f ; lkb:waarde ?w }}", found) == sorted(
        (a.name, f"feit:{f.type_id}", f.value) for a in found for f in a.case.facts
    )
    statuses = f"SELECT DISTINCT ?naam ?d ?e ?s {{ {finding} lkb:bestanddeelbevinding ?x . ?x lkb:status ?s ; dct:identifier ?e }}"
    assert rows(statuses, found) == sorted({(n, f.rule, e.id, e.status) for n, f in leads for e in f.elements})
    gates = f"SELECT DISTINCT ?naam ?d ?k ?s {{ {finding} lkb:poort ?p . ?p lkb:poortsoort ?k ; lkb:poortstatus ?s }}"
    assert rows(gates, found) == sorted({(n, f.rule, g.kind, g.status) for n, f in leads for g in f.gates})
    assert rows(f"SELECT ?naam ?s {{ {case} lkb:lijktOp/dct:identifier ?s }}", found) == sorted(
        (a.name, s.id) for a in found for s in a.assessment.scenarios
    )
    single = f"SELECT DISTINCT ?naam ?d ?f ?w {{ {finding} lkb:mist ?m . ?m lkb:aantal 1 ; lkb:voorwaarde ?v . ?v dct:identifier ?f ; lkb:waarde ?w }}"
    assert rows(single, found) == sorted(
        {(n, f.rule, s[0].name, s[0].value) for n, f in leads for s in f.missing if len(s) == 1}
    )


@pytest.fixture(scope="module")
def rulings() -> list[Assessed]:
    """The published rulings and some more examples, assessed."""
    found, _ = load()
    chosen = [e for e in found if e.ecli] + [e for e in found if "sr_284" in e.place and " — " not in e.name]
    return [
        Assessed(f"{n}.yaml", read_case(e.case, book().vocabulary), assess_example(e, book(), BUILTIN))
        for n, e in enumerate(chosen)
    ]


def test_every_finding_with_a_lead_joins_to_the_law(rulings: list[Assessed]) -> None:
    """Rule, element, provision and version of the law of each finding with a lead are found by one query."""
    leads = [f for a in rulings for f in a.assessment.findings if f.outcome != "geen_aanknopingspunt"]
    query = """SELECT ?b ?naam ?tekst { ?b a lkb:Bevinding ; lkb:wetsversie ?w ; lkb:regel/lkb:bepaling ?p .
        ?w eli:realizes ?p ; lkb:tekst ?tekst . ?p lkb:aanduiding ?naam }"""
    laws = Counter(
        (law.designation, " ".join(law.text.split()))
        for f in leads
        for law in f.law
        if law.designation == f.designation
    )
    assert Counter((name, " ".join(text.split())) for _, name, text in rows(query, rulings)) == laws
    elements = "SELECT ?b ?e { ?b lkb:regel/lkb:bestanddeel ?e ; lkb:bestanddeelbevinding/lkb:bestanddeel ?e }"
    assert len(rows(elements, rulings)) == sum(e.id != "strafbaar_op_datum" for f in leads for e in f.elements)


def test_support_and_contradiction_point_to_facts(rulings: list[Assessed]) -> None:
    """The facts that support or contradict an element are nodes of the case itself."""
    for name, prop in (("support", "steun"), ("against", "tegenspraak")):
        said = {
            (a.name, f.rule, e.id, str(x.fact))
            for a in rulings
            for f in a.assessment.findings
            if f.outcome != "geen_aanknopingspunt"
            for e in f.elements
            for x in getattr(e, name)
            if x.fact
        }
        query = f"""SELECT DISTINCT ?z ?d ?e ?n {{ ?zaak dct:identifier ?z ; lkb:bevinding ?b ; lkb:feit ?f . ?f lkb:nummer ?n .
            ?b lkb:delict/dct:identifier ?d ; lkb:bestanddeelbevinding ?x . ?x lkb:{prop} ?f ; lkb:bestanddeel/dct:identifier ?e }}"""
        assert {*rows(query, rulings)} == said and said


def test_nothing_dangles(rulings: list[Assessed]) -> None:
    """Whatever the triples of cases point to is described in the graph."""
    query = """SELECT DISTINCT ?p ?o { ?s ?p ?o FILTER(STRSTARTS(STR(?s), "urn:legalkb:") && ISIRI(?o))
        FILTER NOT EXISTS { ?o ?q ?r } FILTER(STRSTARTS(STR(?o), "urn:legalkb:") || STRSTARTS(STR(?o), "https://w3id.org/legalkb/")) }"""
    assert rows(query, rulings) == []
    missing = "SELECT ?v { ?x lkb:ontbreekt|lkb:voorwaarde ?v FILTER NOT EXISTS { ?v lkb:over/rdf:type ?k } }"
    assert rows(missing, rulings) == []


def test_the_case_file_in_a_folder_gives_its_name(tmp_path: Path) -> None:
    """What is read from a folder appears under its path below that folder."""
    from legalkb.query import folder

    (tmp_path / "2025").mkdir()
    (tmp_path / "2025" / "a b.yaml").write_text("feiten: [opgesloten]\n", encoding="utf-8")
    found = [Assessed(r.name, r.case, a) for r, a in folder.assessed(tmp_path, book())]  # type: ignore[misc]
    assert rows("SELECT ?n ?f { ?z a lkb:Zaak ; dct:identifier ?n ; lkb:feit/lkb:feittype ?f }", found) == [
        ("2025/a b.yaml", "feit:opgesloten")
    ]
    assert base().triples.count(b"urn:legalkb:zaak") == 0
