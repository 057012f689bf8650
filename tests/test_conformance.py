"""The ontology against its shapes and rules: nothing is wrong with it, and each kind of mistake is reported where it is."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner
from fixtures_conformance import FAULTY, REFUSED, Break
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.namespace import RDFS, SKOS
from rdflib.term import Node

from legalkb import knowledge, shapes
from legalkb.cli import main
from legalkb.ontology_conformance import ELI_TERMS
from legalkb.shapes import SH

ROOT = Path(__file__).parents[1]
STANDARDS = ROOT.parent / "shared" / "standards"
ELI_OWL, NL_SBB = STANDARDS / "eli" / "eli-ontology-1.5.rdf", STANDARDS / "nl-sbb" / "skos-ap-nl.ttl"
FORMS = sorted((ROOT / "ontology" / "vormen").glob("*.ttl"))
ALL = (*REFUSED, *FAULTY)


def read(folder: Path) -> Graph:
    """The ontology of a folder."""
    graph = Graph()
    for _, file in knowledge.turtle_files(folder):
        graph.parse(data=file.read_text(encoding="utf-8"), format="turtle")
    return graph


@pytest.fixture(scope="module")
def forms() -> Graph:
    """The shapes."""
    graph = Graph()
    for file in FORMS:
        graph.parse(file, format="turtle")
    return graph


@pytest.fixture(scope="module")
def ontology() -> Graph:
    """The ontology of the checkout; a test that changes it works on a copy."""
    return read(ROOT)


def broken(folder: Path, breaks: tuple[Break, ...]) -> dict[str, str]:
    """Break a copy of the ontology in every way; give the place that must be named, by kind."""
    for name in ("ontology", "rules"):
        shutil.copytree(ROOT / name, folder / name)
    for b in breaks:
        file = folder / b.file
        head, block, rest = file.read_text(encoding="utf-8").partition(b.block)
        assert block and b.old in block + rest, f"{b.kind}: {b.file} holds no {b.old!r} after {b.block!r}"
        file.write_text(head + (block + rest).replace(b.old, b.new, 1), encoding="utf-8")
    return {b.kind: f"{b.file}:{_line(folder / b.file, b)}" for b in breaks}


def _line(file: Path, b: Break) -> int:
    text = file.read_text(encoding="utf-8")
    start = text.index(b.block)
    return text.count("\n", 0, text.index(b.mark, start) if b.mark else start) + 1


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A copy of the data that can be used and is wrong in every other way, with the places."""
    folder = tmp_path_factory.mktemp("faulty")
    return folder, broken(folder, FAULTY)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, str]]:
    """What ``legalkb controleer`` says of a copy that is wrong in every way, with the places."""
    folder = tmp_path_factory.mktemp("wrong")
    places = broken(folder, ALL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(knowledge, "data_folder", lambda name, _=None: folder / name)
        done = CliRunner().invoke(main, ["controleer"])
    assert done.exit_code == 1 and done.stdout == "", done.output
    return done.stderr, places


def test_the_shapes_are_no_part_of_the_ontology() -> None:
    """The files that the knowledge base and the graph are made of hold no shape."""
    assert FORMS
    assert not [name for name, _ in knowledge.turtle_files() if name.startswith("ontology/vormen/")]


def test_nothing_is_wrong_with_the_ontology() -> None:
    """The ontology is as its shapes say, and agrees with itself."""
    assert [str(p) for p in knowledge.nonconformities()] == []


@pytest.mark.parametrize("b", ALL, ids=lambda b: b.kind)
def test_each_mistake_is_reported_at_its_line(b: Break, told: tuple[str, dict[str, str]]) -> None:
    """The check names the file and line of each kind of mistake, all in one run, in Dutch."""
    text, places = told
    assert [x for x in text.splitlines() if x.startswith(f"{places[b.kind]}: ") and b.words in x], (
        f"{places[b.kind]}\n{text}"
    )


def test_every_problem_has_a_place_and_a_remedy(told: tuple[str, dict[str, str]]) -> None:
    """No problem of the broken copy goes without file, line and what to do."""
    for line in told[0].splitlines():
        place = line.split(": ")[0].split(":")
        assert len(place) == 2 and place[0].startswith("ontology/") and place[1].isdecimal(), line
        assert line.count(". ") >= 1, line


def test_every_shape_speaks_dutch_and_says_what_to_do(forms: Graph) -> None:
    """Each constraint of the shapes has one Dutch message, and each property a remedy."""
    assert shapes.unsupported(forms) == ()
    nested = {n for p in (SH.qualifiedValueShape, SH.node) for n in forms.objects(None, p)}
    nested |= {m for n in forms.objects(None, SH["or"]) for m in forms.items(n)}
    nested |= {m for n in nested for m in forms.objects(n, SH.property)}
    constrained = {s for p in shapes.CONSTRAINTS for s in forms.subjects(p)} - nested
    assert len(constrained) > 150
    for shape in constrained:
        assert [getattr(m, "language", "") for m in forms.objects(shape, SH.message)] == ["nl"], shape
        if (shape, SH.path, None) in forms:
            assert [getattr(m, "language", "") for m in forms.objects(shape, SH.description)] == ["nl"], shape


def _properties(data: Graph, forms: Graph) -> list[tuple[Node, Node]]:
    """Each property of a shape with a target, and a node that the shape is about, spread over those there are."""
    found = []
    for kind, targets in shapes.TARGETS.items():
        for shape, aim in forms.subject_objects(kind):
            nodes = sorted(set(targets(data, aim)), key=str)
            assert nodes, f"{shape} is about nothing"
            for number, part in enumerate(sorted(forms.objects(shape, SH.property), key=str)):
                found.append((part, nodes[number % len(nodes)]))
    return found


def test_every_required_property_is_missed(ontology: Graph, forms: Graph) -> None:
    """Whatever a shape says must be there is reported when it is taken away."""
    data, expected = Graph() + ontology, set()
    for part, node in _properties(data, forms):
        if any((part, p, Literal(1)) in forms for p in (SH.minCount, SH.qualifiedMinCount)):
            data.remove((node, forms.value(part, SH.path), None))
            expected.add((node, str(forms.value(part, SH.message))))
    found = {(r.focus, r.message) for r in shapes.validate(data, forms)}
    assert len(expected) > 80
    assert [m for node, m in expected if (node, m) not in found] == []


def test_every_wrong_value_is_noticed(ontology: Graph, forms: Graph) -> None:
    """Whatever a shape says of a value is reported of a value that is nothing of the kind."""
    data, expected = Graph() + ontology, set()
    wrong = Literal("!", datatype=rdflib.XSD.duration)
    limits = (SH["class"], SH["in"], SH.datatype, SH.nodeKind, SH.pattern, SH.languageIn, SH["or"], SH.node)
    for part, node in _properties(data, forms):
        if any((part, p, None) in forms for p in limits):
            data.add((node, forms.value(part, SH.path), wrong))
            expected.add((node, str(forms.value(part, SH.message))))
    found = {(r.focus, r.message) for r in shapes.validate(data, forms) if r.value == wrong}
    assert len(expected) > 80
    assert [m for node, m in expected if (node, m) not in found] == []


def test_an_unknown_constraint_is_refused(tmp_path: Path) -> None:
    """A shape that uses what the program does not know is an error, never passed over."""
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    file = tmp_path / "ontology" / "vormen" / "wet.ttl"
    file.write_text(file.read_text(encoding="utf-8").replace("sh:maxCount 1", "sh:maxLength 1"), encoding="utf-8")
    with pytest.raises(knowledge.OntologyError, match=r"ontology/vormen: deze vorm kent legalkb niet: .*maxLength"):
        knowledge.nonconformities(tmp_path)


def test_nothing_else_is_reported(faulty: tuple[Path, dict[str, str]]) -> None:
    """On the copy that can be used, every problem lies in a block that was broken, or follows from one of these."""
    folder, places = faulty
    found = [str(p) for p in knowledge.nonconformities(folder)]
    follow = [x for x in found if "huwelijk.ttl" in x and "zonder precies één groep" in x]
    expected = {(places[b.kind], b.words) for b in FAULTY}
    rest = [x for x in found if x not in follow and not any(x.startswith(p + ": ") and w in x for p, w in expected)]
    assert [x.split(": ")[0] for x in rest] == [
        "ontology/wet/sr_algemeen.ttl:89",  # its JCI reference is wrong of form, and therefore another
        "ontology/wet/sr_klacht.ttl:9",  # its number is under a word that ELI does not have
    ], rest


Row = tuple[str, str, str, str]


def _row(focus: Node | None, path: Node | None, value: Node | None, message: Node | str | None) -> Row:
    focus, value = (("nameless" if isinstance(n, BNode) else n) for n in (focus, value))  # type: ignore[assignment]
    return str(focus), str(path or ""), str(value or ""), str(message)


def peer(data: Graph, forms: Graph) -> Counter[Row]:
    """What pyshacl finds: node, path, value and message of each result in its report."""
    pyshacl = pytest.importorskip("pyshacl", reason="pyshacl is niet geïnstalleerd")
    _, report, _ = pyshacl.validate(data, shacl_graph=forms, do_owl_imports=False, advanced=False)
    found = report.subjects(RDF.type, SH.ValidationResult)
    inner = set(report.objects(None, SH.detail))
    parts = (SH.focusNode, SH.resultPath, SH.value, SH.resultMessage)
    return Counter(_row(*(report.value(r, p) for p in parts)) for r in found if r not in inner)


def own(data: Graph, forms: Graph) -> Counter[Row]:
    """The same by our own reading of the shapes."""
    return Counter(_row(r.focus, r.path, r.value, r.message) for r in shapes.validate(data, forms))


def test_pyshacl_finds_the_same_in_the_broken_copy(faulty: tuple[Path, dict[str, str]], forms: Graph) -> None:
    """On the copy that is wrong in every way, pyshacl and our own reading of the shapes give the same results."""
    data = read(faulty[0])
    ours = own(data, forms)
    assert set(ours) == set(peer(data, forms))
    assert len(ours) >= 20


EXTRA = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix lkb: <https://w3id.org/legalkb/def#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:vorm> a sh:NodeShape ; sh:targetClass lkb:Feittype ; sh:targetObjectsOf skos:broader ;
    sh:property [ sh:path lkb:zin ; sh:lessThanOrEquals lkb:zinNee ; sh:message "na"@nl ] ;
    sh:property [ sh:path skos:broader ; sh:hasValue <https://w3id.org/legalkb/feit/a> ; sh:message "zonder a"@nl ] ;
    sh:property [ sh:path skos:broader ; sh:node [ sh:property [ sh:path lkb:vraag ; sh:minCount 1 ] ] ; sh:message "knoop"@nl ] ;
    sh:property [ sh:path lkb:vraag ; sh:pattern "^[a-z]" ; sh:nodeKind sh:Literal ; sh:message "vorm"@nl ] ;
    sh:message "geen van beide"@nl ; sh:or ( [ sh:class skos:Concept ] [ sh:property [ sh:path lkb:zin ; sh:minCount 1 ] ] ) .
"""
NAMES = [URIRef(f"https://w3id.org/legalkb/feit/{n}") for n in "abc"]
KINDS = [URIRef(k) for k in ("http://www.w3.org/2004/02/skos/core#Concept", "https://w3id.org/legalkb/def#Feittype")]


def _predicates() -> list[Node]:
    graph = Graph().parse(ROOT / "ontology" / "vormen" / "feittypen.ttl", format="turtle")
    return sorted({*graph.objects(None, SH.path), SKOS.broader, RDFS.subClassOf} - {RDF.type}, key=str)


VALUES = st.one_of(
    st.sampled_from(NAMES),
    st.builds(Literal, st.sampled_from(("ja_nee", "gezag", "slachtoffer", "5", "")), lang=st.sampled_from((None, "nl", "nl-BE", "en"))),
    st.builds(lambda v, t: Literal(v, datatype=t), st.sampled_from(("1", "x", "2001-01-01", "true")), st.sampled_from((rdflib.XSD.integer, rdflib.XSD.date, rdflib.XSD.boolean))),
)  # fmt: skip
TRIPLES = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(_predicates()), VALUES), max_size=12)
CLASSES = sorted({*Graph().parse(FORMS[2], format="turtle").objects(None, SH.targetClass), *KINDS}, key=str)


@settings(max_examples=60)
@given(
    TRIPLES,
    st.lists(st.tuples(st.sampled_from(NAMES), st.just(RDF.type), st.sampled_from(CLASSES)), min_size=2, max_size=4),
)
def test_pyshacl_finds_the_same_in_any_graph(
    triples: list[tuple[Node, Node, Node]], types: list[tuple[Node, Node, Node]]
) -> None:
    """Whatever is written of whatever class, pyshacl and our own reading of the shapes give the same results."""
    forms, data = Graph().parse(data=EXTRA, format="turtle"), Graph()
    for name in ("feittypen.ttl", "begrippen.ttl"):
        forms.parse(ROOT / "ontology" / "vormen" / name, format="turtle")
    for triple in (*triples, *types):
        data.add(triple)
    assert set(own(data, forms)) == set(peer(data, forms))


@pytest.fixture(scope="module")
def eli() -> Graph:
    """The ELI ontology 1.5."""
    if not ELI_OWL.is_file():
        pytest.skip("de ELI-ontologie is hier niet aanwezig")
    return Graph().parse(ELI_OWL, format="xml")


ELI = rdflib.Namespace("http://data.europa.eu/eli/ontology#")


def test_the_words_of_eli_exist(eli: Graph, ontology: Graph) -> None:
    """Every class, property and value of ELI that the check knows is one of ELI 1.5, and all of them are in use."""
    assert {n for n in ELI_TERMS if (ELI[n], RDF.type, None) not in eli} == set()
    used = {str(n).removeprefix(str(ELI)) for t in ontology for n in t if str(n).startswith(str(ELI))}
    assert used == ELI_TERMS


def _members(eli: Graph, kind: Node) -> set[Node]:
    """The classes that a domain or range allows, with those below them."""
    union = eli.value(kind, rdflib.OWL.unionOf)
    above = list(eli.items(union)) if union is not None else [kind]
    return {c for a in above for c in eli.transitive_subjects(RDFS.subClassOf, a) if c is not None}


def test_eli_properties_are_used_as_eli_says(eli: Graph, ontology: Graph) -> None:
    """What has a property of ELI, and what it points to, is of a class that ELI allows there."""
    data, checked = ontology, 0
    for prop in {p for p in data.predicates() if str(p).startswith(str(ELI))}:
        for which, pick in ((RDFS.domain, 0), (RDFS.range, 1)):
            for allowed in [_members(eli, k) for k in eli.objects(prop, which)]:
                for pair in data.subject_objects(prop):
                    kinds = set(data.objects(pair[pick], RDF.type)) | set(eli.objects(pair[pick], RDF.type))
                    if kinds:
                        assert kinds & allowed, (prop, pair, kinds)
                        checked += 1
                    elif isinstance(pair[pick], Literal) and pair[pick].datatype:
                        assert pair[pick].datatype in allowed, (prop, pair)
                        checked += 1
    assert checked > 1500


def nl_sbb(data: Graph) -> list[tuple[str, str, str]]:
    """What the official profile NL-SBB reports: severity, shape and node of each result in the report graph."""
    pyshacl = pytest.importorskip("pyshacl", reason="pyshacl is niet geïnstalleerd")
    _, report, _ = pyshacl.validate(data, shacl_graph=Graph().parse(NL_SBB, format="turtle"), do_owl_imports=False)
    parts = (SH.resultSeverity, SH.sourceShape, SH.focusNode)
    found = [tuple(report.value(r, p) for p in parts) for r in report.subjects(RDF.type, SH.ValidationResult)]
    return sorted((str(s).removeprefix(str(SH)), "" if isinstance(f, BNode) else str(f), str(n)) for s, f, n in found)


@pytest.mark.skipif(not NL_SBB.is_file(), reason="het NL-SBB-profiel is hier niet aanwezig")
def test_the_official_profile_reports_nothing(ontology: Graph) -> None:
    """On the whole ontology the profile reports no sh:Violation, no sh:Warning and no sh:Info."""
    assert nl_sbb(ontology) == []


CONCEPT = """
@prefix dct: <http://purl.org/dc/terms/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<urn:kader> a skos:ConceptScheme ; dct:title "kader"@nl .
<urn:begrip> a skos:Concept ; skos:inScheme <urn:kader> ; skos:topConceptOf <urn:kader> ; skos:prefLabel "begrip"@nl ;
    dct:source <urn:bron> .
"""


@pytest.mark.skipif(not NL_SBB.is_file(), reason="het NL-SBB-profiel is hier niet aanwezig")
def test_the_official_profile_does_report() -> None:
    """The same count does see a missing definition (sh:Violation) and a source without a title (sh:Warning)."""
    found = {(severity, node) for severity, _, node in nl_sbb(Graph().parse(data=CONCEPT, format="turtle"))}
    assert {("Violation", "urn:begrip"), ("Warning", "urn:begrip")} <= found
