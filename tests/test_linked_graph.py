"""The graph: complete, the same for every reader and every run, and with every term explained."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, RDFS

from legalkb import examples
from legalkb.linked import graph, ontology, terms
from legalkb.linked.terms import BASE, LKB
from tests.fixtures_linked import assessed, base, book, rows

ROOT = Path(__file__).parents[1]
DEMO = (ROOT / "legalkb" / "templates" / "demo.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def text() -> bytes:
    """The graph with one case."""
    return b"".join(graph.with_cases(base(), assessed([("map/de zaak #1.yaml", DEMO)])))


@pytest.fixture(scope="module")
def read(text: bytes) -> rdflib.Graph:
    """The graph as rdflib reads it."""
    return rdflib.Graph().parse(data=text, format="nt")


def test_rdflib_and_pyoxigraph_read_the_same_triples(text: bytes, read: rdflib.Graph) -> None:
    """Both libraries find the same triples in the text, and none of them has a node without an address."""
    store = pyoxigraph.Store()
    store.bulk_load(input=text, format=pyoxigraph.RdfFormat.N_TRIPLES)
    found = {(q.subject.value, q.predicate.value, str(q.object)) for q in store}  # type: ignore[union-attr]
    known = {
        (str(s), str(p), str(pyoxigraph.parse(_line(o), pyoxigraph.RdfFormat.N_TRIPLES).__next__().object))
        for s, p, o in read
    }
    assert found == known
    assert not any(isinstance(n, rdflib.BNode) for t in read for n in t)


def _line(value: rdflib.term.Node) -> str:
    return f"<urn:s> <urn:p> {value.n3()} ."  # type: ignore[attr-defined]


def test_the_ontology_is_in_it_as_it_is() -> None:
    """Beside names for nameless nodes, the part from the ontology says what rdflib reads in the Turtle files."""
    files = sorted(f for f in (ROOT / "ontology").rglob("*.ttl") if f.parent.name != "vormen")
    given = rdflib.Graph()
    for file in files:
        given.parse(file, format="turtle", publicID=BASE)
    made = rdflib.Graph()
    for t in ontology.triples((f.name, f.read_bytes()) for f in files):
        made.parse(data=f"{t} .", format="nt")
    named = {n for t in made for n in t if str(n).startswith(BASE + "knoop/")}
    assert len(named) == len({n for t in given for n in t if isinstance(n, rdflib.BNode)})
    again = rdflib.Graph()
    for t in made:
        again.add(tuple(rdflib.BNode(str(n)[-16:]) if n in named else n for n in t))  # type: ignore[arg-type]
    assert isomorphic(given, again)


def test_every_term_is_explained_in_two_languages(read: rdflib.Graph) -> None:
    """Each class and property that rules, rulings and cases use has a label and a definition in Dutch and English."""
    used = {str(t) for t in {*read.predicates(), *read.objects(None, RDF.type)} if str(t).startswith(LKB)}
    made_here = {str(s) for s in rdflib.Graph().parse(ROOT / "ontology" / "graaf.ttl", format="turtle").subjects()}
    for term in used:
        labels = {v.language for v in read.objects(rdflib.URIRef(term), RDFS.label)}  # type: ignore[attr-defined]
        comments = {v.language for v in read.objects(rdflib.URIRef(term), RDFS.comment)}  # type: ignore[attr-defined]
        wanted = {"nl", "en"} if term in made_here else {"nl"}
        assert labels >= wanted and comments >= wanted, term
    assert made_here <= used


def test_domains_and_ranges_hold(read: rdflib.Graph) -> None:
    """What has a property is of the class that the property is said to be about, and so is what it points to."""
    made_here = rdflib.Graph().parse(ROOT / "ontology" / "graaf.ttl", format="turtle")
    checked = 0
    for which, pick in ((RDFS.domain, 0), (RDFS.range, 1)):
        for prop, kind in made_here.subject_objects(which):
            if str(kind).startswith(LKB):
                for pair in read.subject_objects(prop):
                    assert (pair[pick], RDF.type, kind) in read, (prop, pair)
                    checked += 1
    assert checked > 1000


def test_the_rule_book_is_complete(read: rdflib.Graph) -> None:
    """Every rule, element, alternative, exception, indication and counter-question of the rule book is a node."""
    rulebook = book().rulebook
    elements = [(r, e) for r in rulebook.rules for e in r.elements]
    norms = [e.open_norm for _, e in elements if e.open_norm]
    combinations = sum(len(e.alternatives) + len(e.exceptions) for _, e in elements)
    combinations += sum(len(n.indications_for) + len(n.indications_against) for n in norms)
    combinations += sum(len(c.alternatives) + len(c.exceptions) for c in rulebook.concepts.values())
    combinations += sum(len(n.alternatives) for n in rulebook.neighbours)
    wanted = {
        "Regel": len(rulebook.rules), "Delictsvariant": len(rulebook.keys), "Bestanddeel": len(elements),
        "Combinatie": combinations, "Tegenvraag": sum(len(n.counter_questions) for n in norms),
        "Regelbegrip": len(rulebook.concepts), "Meting": len(rulebook.measures),
        "AangrenzendeBepaling": len(rulebook.neighbours), "Opmerking": sum(len(r.remarks) for r in rulebook.rules),
    }  # fmt: skip
    kinds = {name: len(set(read.subjects(RDF.type, rdflib.URIRef(LKB + name)))) for name in wanted}
    assert kinds == wanted
    for rule, element in elements:
        node = rdflib.URIRef(terms.element(rule, element.id).value)
        said = set(map(str, read.objects(node, rdflib.URIRef(LKB + "citaat"))))
        assert said == {element.quote}


def test_conditions_are_those_of_the_rules(read: rdflib.Graph) -> None:
    """The conditions of each alternative are its literals, and each is about a thing that exists."""
    rulebook = book().rulebook
    for rule in rulebook.rules:
        for element in rule.elements:
            for number, item in enumerate(element.alternatives, 1):
                node = rdflib.URIRef(f"{terms.element(rule, element.id).value}/alternatief-{number}")
                found = set(map(str, read.objects(node, rdflib.URIRef(LKB + "voorwaarde"))))
                assert found == {f"{BASE}voorwaarde/{x.name}/{x.value}" for x in item.literals}
    about = set(read.objects(None, rdflib.URIRef(LKB + "over")))
    assert all((thing, RDF.type, None) in read for thing in about)


def test_shortcuts_follow_from_the_combinations() -> None:
    """lkb:vervuldDoor says what one finds by going through the combinations and concepts of an element."""
    path = "(lkb:voorwaarde/lkb:over/(lkb:alternatief|lkb:uitzondering))*/lkb:voorwaarde/lkb:over"
    for kind, short in (
        ("alternatief", "vervuldDoor"),
        ("uitzondering", "uitgeslotenDoor"),
        ("aanwijzingVoor", "gesteundDoor"),
        ("aanwijzingTegen", "tegengesprokenDoor"),
    ):
        walked = rows(f"SELECT DISTINCT ?e ?f {{ ?e a lkb:Bestanddeel ; lkb:{kind}/{path} ?f . ?f a lkb:Feittype }}")
        assert walked == rows(f"SELECT ?e ?f {{ ?e lkb:{short} ?f }}") and walked


def test_rulings_carry_charges_and_facts() -> None:
    """Every encoded ruling has its charges, with the holding, and the facts of its case."""
    found, _ = examples.load()
    rulings = [e for e in found if e.ecli]
    charges = sorted((e.ecli, c.rule, c.outcome) for e in rulings for c in e.charges)
    query = "SELECT ?u ?d ?o { ?u a lkb:Uitspraak ; lkb:tenlastelegging ?t . ?t lkb:delict/dct:identifier ?d ; lkb:oordeel ?o }"
    assert sorted((u.removeprefix("uitspraak:"), d, o) for u, d, o in rows(query)) == charges
    facts = rows("SELECT ?u ?f { ?u lkb:gecodeerdAls ?z . ?z lkb:feit ?f }")
    assert {u for u, _ in facts} == {"uitspraak:" + e.ecli for e in rulings}


def test_no_sentence_of_a_case_is_in_the_graph() -> None:
    """Of a case only its file name, roles, fact types, dates, countries and outcomes are in the graph."""
    case = "zaak: Geheimpje\nfictief: ja\nbronnen:\n  B1: {soort: melding, omstandigheden: Zeer geheim}\nfeiten:\n"
    case += "  - {feit: opgesloten, bron: B1, voorval: Bij geheim thuis, toelichting: Heel geheim}\n  - {feit: bewaakt, bron: buurvrouw Geheim}\n"
    made = b"".join(graph.with_cases(base(), assessed([("z.yaml", case)])))
    assert b"eheim" not in made.replace(base().triples, b"")


def test_names_of_files_cannot_break_out(read: rdflib.Graph) -> None:
    """A name with spaces, slashes and marks is one address, and comes back as it was."""
    (node,) = read.subjects(RDF.type, rdflib.URIRef(LKB + "Zaak"))
    assert str(node) == "urn:legalkb:zaak:map%2Fde%20zaak%20%231.yaml"
    assert str(read.value(node, rdflib.DCTERMS.identifier)) == "map/de zaak #1.yaml"


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    """Graph and answers are the same bytes in every run."""
    code = (
        "import hashlib, sys\nfrom tests.fixtures_linked import *\nfrom tests.test_linked_graph import DEMO\n"
        "cases = assessed([('a.yaml', DEMO), ('b.yaml', DEMO)])\n"
        "text = b''.join(graph.with_cases(base(), cases))\n"
        "said = [rows('SELECT * { ?s ?p ?o . ?s a lkb:Bevinding } LIMIT 40', cases),"
        " rows('SELECT ?o (COUNT(*) AS ?n) { ?s lkb:uitkomst ?o } GROUP BY ?o', cases),"
        " ask('CONSTRUCT { ?s lkb:feit [ lkb:waarde ?w ] } { ?s lkb:feit/lkb:waarde ?w }', cases).turtle]\n"
        "print(hashlib.sha256(text + repr(said).encode()).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        ).stdout
        for seed in ("0", "1", "77")
    ]  # fmt: skip
    assert len(set(runs)) == 1 and len(runs[0]) == 65
