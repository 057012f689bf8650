"""The competency questions 13 and on: each answer is derived from the knowledge base in another way, without SPARQL."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache

import pytest
import rdflib
from rdflib.namespace import DCTERMS, RDF, SKOS

from legalkb import examples
from legalkb.case_reader import read_case
from legalkb.examples import Example
from legalkb.linked.cases import Assessed
from legalkb.linked.terms import BASE
from legalkb.rulebook import Alternative, Element, Rule
from legalkb.vocabulary import ScenarioType
from tests.fixtures_linked import assessed, book, rows
from tests.test_linked_queries import DEMO, FORCED, ROOT, SCHOOL, behind, elements, query

ELI, LKB = rdflib.Namespace("http://data.europa.eu/eli/ontology#"), rdflib.Namespace(BASE + "def#")
RULING = "uitspraak:"


@cache
def turtle() -> rdflib.Graph:
    """The Turtle files as rdflib reads them."""
    found = rdflib.Graph()
    for file in sorted((ROOT / "ontology").rglob("*.ttl")):
        found.parse(file, format="turtle", publicID=BASE)
    return found


@cache
def rulings() -> tuple[Example, ...]:
    """The encoded rulings."""
    return tuple(e for e in examples.load()[0] if e.ecli)


def stated(example: Example) -> set[tuple[str, str]]:
    """The fact types of an encoded ruling with their values."""
    return {(f.type_id, f.value) for f in read_case(example.case, book().vocabulary).facts}


def kind(ecli: str) -> str:
    """Whether a ruling is one, or a conclusion of the advocate general."""
    return "conclusie" if ":PHR:" in ecli else "uitspraak"


def scenarios(counter: bool = False) -> list[ScenarioType]:
    """The scenarios, or the counter-scenarios."""
    return [s for s in book().vocabulary.scenarios if s.counter == counter]


def types(items: tuple[Alternative, ...]) -> set[str]:
    """The fact types behind alternatives."""
    return behind(tuple(x for item in items for x in item.literals))


def for_it(element: Element) -> set[str]:
    """The fact types that speak for an element."""
    return types(element.alternatives + (element.open_norm.indications_for if element.open_norm else ()))


def against_it(element: Element) -> set[str]:
    """The fact types that speak against an element."""
    return types(element.exceptions + (element.open_norm.indications_against if element.open_norm else ()))


def of_rule(key: str) -> list[Element]:
    """The elements of the rules of an offence variant."""
    return [e for r, e in elements() if r.key == key]


def chain() -> Iterator[tuple[str, ...]]:
    """From scenario by provision, element and fact type to ruling, by going through the knowledge base."""
    holds = [(e, stated(e)) for e in rulings()]
    for rule, element in elements():
        for scenario in scenarios():
            if rule.designation not in {c.provision for c in scenario.candidates}:
                continue
            for fact in for_it(element) & {*scenario.facts}:
                for ruling, facts in holds:
                    outcomes = {c.outcome for c in ruling.charges if c.rule == rule.key}
                    for outcome in outcomes if (fact, "ja") in facts else ():
                        yield (
                            f"scenario:{scenario.id}", rule.designation, element.quote, f"feit:{fact}",
                            RULING + ruling.ecli, outcome, kind(ruling.ecli),
                        )  # fmt: skip


def test_from_scenario_to_ruling_through_everything() -> None:
    """Query 13 joins scenario, provision, element, fact type and ruling, and finds each such chain."""
    found = rows(query(13))
    assert {*found} == {*chain()} and len(found) == len({*found}) > 20
    assert all(len({row[column] for row in found}) > 2 for column in range(5))


def test_questions_about_coercion() -> None:
    """Query 14 gives the question of each fact type that counts for or against 'dwingt'."""
    (element,) = {e.id: e for e in of_rule("sr-284-1-1") if e.id == "dwingt"}.values()
    words = book().vocabulary.fact_types
    expected = {(f"feit:{f}", words[f].question) for f in for_it(element) | against_it(element)}
    assert {*rows(query(14))} == expected and len(expected) > 10


def test_what_is_typical_of_a_scenario() -> None:
    """Query 15 gives the typical facts of S01 with the typical answer, and which of them it needs."""
    (s,) = (s for s in scenarios() if s.id == "S01")
    needed = {*s.required, *s.required_no}
    words = book().vocabulary.fact_types
    expected = {
        (f"feit:{f}", words[f].label, value, "ja" if f in needed else "nee")
        for value, facts in (("ja", s.facts), ("nee", s.facts_no))
        for f in facts
    }
    assert {*rows(query(15))} == expected
    assert ("feit:slachtoffer_minderjarig", "slachtoffer minderjarig", "ja", "ja") in expected


def test_whom_to_call_first() -> None:
    """Query 16 gives the protective paths that are most urgent, with when and how."""
    paths = [p.path for p in book().vocabulary.paths.values()]
    assert {*rows(query(16))} == {(p.label, p.when, p.contact) for p in paths if p.urgency == 1}
    assert ("Veilig Thuis", "Telefoon 0800-2000") in {(row[0], row[2]) for row in rows(query(16))}


def test_what_points_elsewhere() -> None:
    """Query 17 gives each condition of each combination that points to a provision outside the seven."""
    expected = {
        (n.title, str(number), x.name, x.value)
        for n in book().rulebook.neighbours
        for number, a in enumerate(n.alternatives, 1)
        for x in a.literals
    }
    assert {*rows(query(17))} == expected and len(expected) > 30


def test_the_law_on_a_day() -> None:
    """Query 18 gives the texts of 284 and 285 that held, or may have held, on 1 June 2013, with the maxima."""
    law, day, expected = book().vocabulary.law, "2013-06-01", set()
    for name, versions in law.provisions.items():
        for v in versions if name.startswith(("Sr 284 ", "Sr 285 ")) else ():
            earlier = v is versions[0] and v.qualifier
            if (v.valid_from <= day or earlier) and (not v.valid_to or v.valid_to >= day):
                maxima = (str(v.maximum_months or ""), str(v.fine_category or ""))
                expected.add((v.designation, v.valid_from, v.valid_to, *maxima, v.qualifier))
    assert {*rows(query(18))} == expected
    maxima = {row[0]: row[3:5] for row in expected}
    assert (maxima["Sr 284 lid 1"], maxima["Sr 285 lid 1"]) == (("9", "3"), ("24", "4"))
    assert "Sr 285 lid 5" not in maxima


def test_the_maxima_of_today() -> None:
    """Query 19 gives the present maximum of each offence variant; those of theft and coercion are fixed here."""
    law, found = book().vocabulary.law, {row[0]: row[1:] for row in rows(query(19))}
    for key in book().rulebook.keys:
        name = book().rulebook.rule(key, None).designation
        last = law.versions(name)[-1]
        assert found[key] == (name, str(last.maximum_months or ""), str(last.fine_category or ""))
    assert found.keys() == {*book().rulebook.keys}
    assert [found[k][1] for k in ("sr-282-1", "sr-284-1-1", "sr-310", "sr-321")] == ["96", "24", "48", "36"]


def test_proven_deprivation_of_liberty() -> None:
    """Query 20 gives the facts of each encoded case in which deprivation of liberty was held proven."""
    expected = {
        (RULING + e.ecli, f"feit:{name}", value, kind(e.ecli))
        for e in rulings()
        if any(c.rule.startswith("sr-282") and c.outcome == "bewezen" for c in e.charges)
        for name, value in stated(e)
    }
    assert {(*row[:3], row[4]) for row in rows(query(20))} == expected and len(expected) > 5


def test_open_norms() -> None:
    """Query 21 gives each element that a person has to weigh, with the question."""
    expected = {(r.designation, e.quote, e.open_norm.question) for r, e in elements() if e.open_norm}
    assert {*rows(query(21))} == expected and len(expected) > 20


def test_what_was_read_of_rulings() -> None:
    """Query 22 gives every ruling with what was not read of it."""
    sources = [s for s in book().vocabulary.sources.values() if s.code.startswith("ECLI:")]
    assert {*rows(query(22))} == {(RULING + s.code, s.title, s.reservation) for s in sources}
    assert {RULING + e.ecli for e in rulings()} <= {row[0] for row in rows(query(22))}


def test_counter_scenarios_that_look_alike() -> None:
    """Query 23 gives, for each pair that shares a typical fact, what they share and what tells them apart."""
    expected = set()
    for s in scenarios():
        for c in scenarios(counter=True):
            if {*s.facts} & {*c.facts}:
                pair = (f"scenario:{s.id}", f"scenario:{c.id}")
                expected |= {(*pair, f"feit:{f}", "ja", "ja") for f in {*s.facts} & {*c.facts}}
                expected |= {(*pair, f"feit:{f}", "ja", "nee") for f in {*s.facts} & {*c.facts_no}}
                expected |= {(*pair, f"feit:{f}", "nee", "ja") for f in {*s.facts_no} & {*c.facts}}
    assert {*rows(query(23))} == expected
    assert {row[3:] for row in expected} == {("ja", "ja"), ("ja", "nee"), ("nee", "ja")}


def test_facts_with_two_sides() -> None:
    """Query 24 gives the fact types that count for one element and against another of the same rule."""
    by_rule: dict[Rule, list[Element]] = defaultdict(list)
    for rule, element in elements():
        by_rule[rule].append(element)
    expected = {
        (rule.designation, f"feit:{fact}", one.quote, other.quote)
        for rule, items in by_rule.items()
        for one in items
        for other in items
        if one is not other
        for fact in for_it(one) & against_it(other)
    }
    assert {*rows(query(24))} == expected and expected


def test_scenarios_by_phase() -> None:
    """Query 25 gives the phases of each scenario, as the Turtle files say."""
    graph = turtle()
    expected = {
        (str(phase), f"scenario:{graph.value(s, DCTERMS.identifier)}")
        for s in graph.subjects(RDF.type, LKB.Scenario)
        for phase in graph.objects(s, LKB.fase)
    }
    assert {row[:2] for row in rows(query(25))} == expected
    assert {row[1] for row in expected} == {f"scenario:{s.id}" for s in scenarios()}


def test_rulings_by_offence() -> None:
    """Query 26 counts the rulings of each offence variant and holding, conclusions aside."""
    seen = {(c.rule, c.outcome, e.ecli) for e in rulings() if kind(e.ecli) == "uitspraak" for c in e.charges}
    counted = Counter((rule, outcome) for rule, outcome, _ in seen)
    assert {*rows(query(26))} == {(*key, str(count)) for key, count in counted.items()}


def test_concepts_without_a_provision() -> None:
    """Query 27 gives the concepts that no provision is about."""
    graph = turtle()
    unused = set(graph.subjects(RDF.type, SKOS.Concept)) - set(graph.objects(None, ELI.is_about))
    expected = {"begrip:" + str(c).removeprefix(BASE + "begrip/") for c in unused}
    assert {row[0] for row in rows(query(27))} == expected and "begrip:achterlating" in expected


def test_uncertain_first_days() -> None:
    """Query 28 gives each text of the law whose first day is unknown or qualified, and no other."""
    versions = [v for vs in book().vocabulary.law.provisions.values() for v in vs]
    expected = Counter((v.designation, v.valid_from, v.qualifier) for v in versions if v.qualifier or not v.valid_from)
    assert Counter((row[0], *row[2:]) for row in rows(query(28))) == expected
    assert 0 < expected.total() < len(versions)


def test_sources_that_nothing_cites() -> None:
    """Query 29 gives the sources that stand nowhere in the ontology or the rules and are no encoded ruling."""
    words, whole, graph = book().vocabulary, book().rulebook, turtle()
    cited = {str(o) for o in graph.objects(None, DCTERMS.source)} | {
        str(o) for o in graph.objects(None, DCTERMS.isPartOf)
    }
    codes = {e.ecli for e in rulings()}
    for rule in whole.rules:
        codes |= {s for x in (rule, *rule.remarks) for s in x.sources}
        for element in rule.elements:
            norm = element.open_norm
            parts = [*element.alternatives, *element.exceptions]
            parts += [*norm.indications_for, *norm.indications_against, *norm.counter_questions] if norm else []
            codes |= {*element.grounds, *(s for a in parts for s in a.sources)}
    for item in (*whole.concepts.values(), *whole.neighbours):
        codes |= {*item.sources}
        codes |= {s for a in (*item.alternatives, *getattr(item, "exceptions", ())) for s in a.sources}
    nodes = {str(graph.value(n, LKB.code)): str(n) for n in graph.subjects(LKB.code, None)}
    unused = {words.sources[code].title for code, node in nodes.items() if code not in codes and node not in cited}
    assert {row[1] for row in rows(query(29))} == unused


def test_narrower_concepts() -> None:
    """Query 30 gives all that is a means of coercion, with the English name."""
    graph = turtle()
    below = set(graph.transitive_subjects(SKOS.broader, rdflib.URIRef(BASE + "begrip/dwangmiddel")))
    below -= {rdflib.URIRef(BASE + "begrip/dwangmiddel")}
    expected = {"begrip:" + str(c).removeprefix(BASE + "begrip/") for c in below}
    assert {row[0] for row in rows(query(30))} == expected
    assert ("begrip:geweld", "geweld", "violence") in rows(query(30))


def test_what_speaks_against_282() -> None:
    """Query 31 gives what excludes or speaks against each element of 282 paragraph 1, with the reason."""
    expected = {
        (e.quote, name, item.explanation)
        for e in of_rule("sr-282-1")
        for name, items in (
            ("uitzondering", e.exceptions),
            ("aanwijzing tegen", e.open_norm.indications_against if e.open_norm else ()),
        )
        for item in items
    }
    assert {row[:3] for row in rows(query(31))} == expected and len(expected) > 3
    assert all(row[3] for row in rows(query(31)))


@pytest.fixture(scope="module")
def cases() -> list[Assessed]:
    """Three cases, of which one has a reference date."""
    return assessed([("demo.yaml", DEMO), ("dwang.yaml", FORCED), ("school.yaml", SCHOOL)])


def test_provenance_of_findings(cases: list[Assessed]) -> None:
    """Query 32 gives the facts behind each finding and what made it."""
    expected = {
        (
            a.name, f.rule, f.outcome, str(x.fact), f"feit:{a.case.facts[x.fact - 1].type_id}",
            a.assessment.receipt.knowledge, a.assessment.receipt.version, a.assessment.receipt.reference_date,
        )
        for a in cases
        for f in a.assessment.findings
        for e in f.elements
        for x in (*e.support, *e.against)
        if x.fact
    }  # fmt: skip
    assert {*rows(query(32), cases)} == expected
    assert {row[0] for row in expected} == {"demo.yaml", "dwang.yaml", "school.yaml"}
