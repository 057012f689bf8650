"""``legalkb export``: the same triples for every reader, the same bytes in every run, and nothing personal."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Triple

from legalkb import examples
from legalkb.cli import main
from legalkb.linked import export, graph, terms
from legalkb.linked.cases import Assessed
from legalkb.linked.terms import BASE, LKB, PREFIXES, RDF_TYPE, named
from tests.fixtures_linked import assessed, book
from tests.test_privacy import CASE, marks_in

ROOT = Path(__file__).parents[1]
DEMO = (ROOT / "legalkb" / "templates" / "demo.yaml").read_text(encoding="utf-8")
PARTS = ("ontologie", "oefeningen", "regels", "uitspraken")
NAMES = {"turtle": "turtle", "trig": "trig", "jsonld": "json-ld", "ntriples": "nt"}
RAPPER = {"turtle": "turtle", "trig": "trig", "ntriples": "ntriples"}  # it reads no JSON-LD


@cache
def parts() -> graph.Parts:
    """The parts of the graph of the checkout."""
    return graph.parts(book())


@cache
def demo() -> tuple[Assessed, ...]:
    """The demo case, assessed."""
    return tuple(assessed([("map/demo.yaml", DEMO)]))


@cache
def text(form: str, wanted: tuple[str, ...] = PARTS) -> str:
    """The export of some parts and the demo case."""
    return export.text(export.head(book()), export.graphs(parts(), wanted, demo()), form)


def read(content: str | bytes, form: str) -> list[Quad]:
    """What pyoxigraph reads in an export."""
    data = content.encode() if isinstance(content, str) else content
    return list(pyoxigraph.parse(data, export.FORMATS[form]))


def triples(quads: Iterable[Quad]) -> set[Triple]:
    """The triples, in whatever graph they stand."""
    return {q.triple for q in quads}


@cache
def expected() -> frozenset[Triple]:
    """What the export must say: the head, the parts and the case."""
    found = export.graphs(parts(), PARTS, demo())
    return frozenset((*export.head(book()), *(t for ts in found.values() for t in ts)))


@pytest.mark.parametrize("form", export.FORMATS)
def test_pyoxigraph_reads_what_was_meant(form: str) -> None:
    """Each form says every triple of the parts and the case, and nothing else; no node is without an address."""
    found = triples(read(text(form), form))
    assert found == expected()
    assert not any(isinstance(t.subject, pyoxigraph.BlankNode) for t in found)


def test_json_ld_reads_as_json() -> None:
    """Who knows only JSON finds things by short name, in order, with the names of the ontology for what is said."""
    whole = json.loads(text("jsonld"))
    names = [thing["@id"] for thing in whole["@graph"]]
    assert names == sorted(set(names))
    fact = whole["@graph"][names.index("feit:opgesloten")]
    assert fact["@type"] == "lkb:Feittype"
    assert {"@language": "en", "@value": book().vocabulary.fact_types["opgesloten"].label_en} in fact["skos:prefLabel"]
    assert whole["@context"].items() <= PREFIXES.items()
    assert not [t for t in whole["@graph"] if any(key.startswith("http") for key in t)]


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # its readers use what it deprecates
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize("form", export.FORMATS)
def test_rdflib_reads_the_same(form: str) -> None:
    """rdflib finds the same triples in each form as pyoxigraph (the whole as Turtle, the rest without the ontology)."""
    wanted = PARTS if form == "turtle" else ("regels", "uitspraken")
    flat = rdflib.Graph()
    if form == "trig":
        named_graphs = rdflib.Dataset()
        named_graphs.parse(data=text(form, wanted), format=NAMES[form])
        for s, p, o, _ in named_graphs.quads():
            flat.add((s, p, o))
    else:
        flat.parse(data=text(form, wanted), format=NAMES[form])
    again = flat.serialize(format="nt", encoding="utf-8")
    assert triples(read(again, "ntriples")) == triples(read(text(form, wanted), form))


@pytest.mark.parametrize("form", RAPPER)
def test_raptor_reads_the_same(form: str) -> None:
    """rapper finds the same triples in each form that it knows."""
    rapper = shutil.which("rapper")
    if rapper is None:
        pytest.skip("rapper is er niet (pakket raptor2-utils)")
    done = subprocess.run(
        [rapper, "-q", "-i", RAPPER[form], "-o", "ntriples", "-", BASE],
        input=text(form).encode(), capture_output=True, check=True,
    )  # fmt: skip
    assert done.stderr == b""
    assert triples(read(done.stdout, "ntriples")) == expected()


def test_trig_names_a_graph_for_each_part() -> None:
    """In TriG each part and each case has its own graph; the default graph says only what it is an export of."""
    by_graph: dict[str, set[Triple]] = {}
    for quad in read(text("trig"), "trig"):
        name = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
        by_graph.setdefault(name, set()).add(quad.triple)
    case = f"urn:legalkb:zaak:{demo()[0].assessment.receipt.case}/graaf"
    assert by_graph.keys() == {"", case, *(f"{BASE}graaf/{name}" for name in PARTS)}
    assert all(by_graph[f"{BASE}graaf/{name}"] == {*parts().triples[name]} for name in PARTS)
    assert by_graph[""] == {*export.head(book())}
    assert any(book().digest[:16] in str(t) for t in by_graph[""])


def kinds(found: Iterable[Triple], name: str) -> set[str]:
    """The addresses of the things of a class."""
    return {t.subject.value for t in found if t.predicate == RDF_TYPE and t.object == named(name)}  # type: ignore[union-attr]


def test_everything_of_the_knowledge_base_is_in_it() -> None:
    """Every provision, version, element, fact type, scenario, source and encoded ruling is in the export."""
    words, rules, found = book().vocabulary, book().rulebook, expected()
    assert kinds(found, "lkb:Feittype") == {f"{BASE}feit/{id}" for id in words.fact_types}
    scenarios = {s.id for s in words.scenarios}
    assert kinds(found, "lkb:Scenario") | kinds(found, "lkb:Tegenscenario") == {
        f"{BASE}scenario/{s}" for s in scenarios
    }
    assert kinds(found, "lkb:Bestanddeel") == {terms.element(r, e.id).value for r in rules.rules for e in r.elements}
    assert len(kinds(found, "eli:LegalExpression")) == sum(map(len, words.law.provisions.values()))
    named_so = {t.object.value for t in found if t.predicate == named("lkb:aanduiding")}  # type: ignore[union-attr]
    assert words.law.provisions.keys() <= named_so
    codes = {s.code for s in words.sources.values() if s.code.startswith("ECLI:")}
    codes |= {e.ecli for e in examples.load()[0] if e.ecli}
    assert kinds(found, "lkb:Uitspraak") == {terms.ECLI_PAGE + code for code in codes}
    assert len(kinds(found, "lkb:Uitspraakzaak")) == sum(1 for e in examples.load()[0] if e.ecli)


def test_turtle_is_readable() -> None:
    """Turtle uses the known prefixes, only those that occur, and one block for each subject."""
    for wanted, uses in ((PARTS, True), (("regels",), False)):
        found = text("turtle", wanted)
        prefixes = {line.split()[1].rstrip(":") for line in found.splitlines() if line.startswith("@prefix")}
        assert prefixes <= PREFIXES.keys() and ("pad" in prefixes) == uses
        subjects = [line.split()[0] for line in found.splitlines() if line and line[0] not in "@\t"]
        assert len(subjects) == len({*subjects}) > 500
    assert "feit:opgesloten a lkb:Feittype ;" in text("turtle")


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    """Every form, and the page, is the same bytes in every run."""
    code = (
        "import hashlib\nfrom tests.test_export import *\nfrom tests.test_ontology_page import html\n"
        "said = [*(text(f, ('regels',)) for f in export.FORMATS), html()]\n"
        "print(hashlib.sha256(''.join(said).encode()).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        ).stdout
        for seed in ("0", "77")
    }  # fmt: skip
    assert len(runs) == 1 and len(runs.pop()) == 65


# Cases


SECRET = CASE.replace("zaak: Zebra", "zaak: Zebra\npeildatum: 2026-03-01")


@cache
def secret() -> str:
    """The export of a case with a mark in every place where its owner may write, also in the name of the file."""
    found = export.graphs(parts(), (), assessed([("map/Zebra van Quagga.yaml", SECRET)]))
    return export.text(export.head(book()), found, "ntriples")


@pytest.mark.parametrize("form", export.FORMATS)
def test_nothing_that_somebody_wrote_freely_is_exported(form: str) -> None:
    """No name, id, note, circumstance, source, event or file name of a case is in its export."""
    found = export.graphs(parts(), (), assessed([("map/Zebra van Quagga.yaml", SECRET)]))
    made = export.text(export.head(book()), found, form)
    assert marks_in(made) == []
    assert "feit/psychische_druk" in made or "feit:psychische_druk" in made


def test_every_published_case_is_exported_by_role() -> None:
    """Whoever takes part in a case is known by role and number, and each has one."""
    chosen = [e for e in examples.load()[0] if e.ecli][:12]
    texts = [Assessed(f"{n}.yaml", a.case, a.assessment) for n, e in enumerate(chosen) for a in [_assessed(e)]]
    for item in texts:
        (found,) = export.graphs(parts(), (), [item]).values()
        people = kinds(found, "lkb:Persoon")
        said = [t.object.value for t in found if t.predicate == export.IDENTIFIER and t.subject.value in people]  # type: ignore[union-attr]
        assert len(said) == len({*said}) == len(people) == len(item.case.persons)
        roles = {"verdachte", "slachtoffer", "betrokkene", "getuige", "instelling", "persoon"}
        assert {s.partition(" ")[0] for s in said} <= roles
        assert all(t.object.value in people for t in found if t.predicate == named("lkb:verdachte"))  # type: ignore[union-attr]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.from_regex(r"[A-Z][a-z]{4,8}qz", fullmatch=True), min_size=3, max_size=3, unique=True), st.data())
def test_whatever_persons_are_called_they_are_not_exported(ids: list[str], data: st.DataObject) -> None:
    """No id of a person, and no name of a file, is in an export, and all that points to a person leads to one."""
    roles = [data.draw(st.sampled_from(["verdachte", "slachtoffer", "betrokkene", "getuige"])) for _ in ids[1:]]
    people = ", ".join(f"{id}: {{rol: {role}}}" for id, role in zip(ids, ["verdachte", *roles], strict=True))
    case = f"personen: {{{people}}}\nfeiten: [{{feit: opgesloten, door: {ids[0]}}}, mishandeld]\n"
    (found,) = export.graphs(parts(), (), assessed([(f"{ids[0]}.yaml", case)])).values()
    made = export.text((), {NamedNode("urn:x"): found}, "ntriples")
    assert not any(id in made for id in ids)
    persons = kinds(found, "lkb:Persoon")
    pointed = {t.object.value for t in found if isinstance(t.object, NamedNode) and "/persoon-" in t.object.value}
    pointed |= {t.subject.value for t in found if isinstance(t.subject, NamedNode) and "/persoon-" in t.subject.value}
    assert pointed == persons and len(persons) >= 3


def _assessed(example: examples.Example) -> Assessed:
    from legalkb.case_reader import read_case

    return Assessed("", read_case(example.case, book().vocabulary), examples.assess(example, book()))


def test_provenance_is_complete() -> None:
    """One activity made the assessment, with the knowledge base, program, facts and reference date it used."""
    lines = secret()
    found = triples(read(lines, "ntriples"))
    (run,) = kinds(found, "prov:Activity")
    used = {t.object.value for t in found if t.subject.value == run and t.predicate == named("prov:used")}  # type: ignore[union-attr]
    (case,) = kinds(found, "lkb:Zaak")
    assert used == {f"{BASE}kennisbank/{book().digest[:16]}", case, *(f"{case}/feit-{n}" for n in (1, 2, 3))}
    assert used <= kinds(found, "prov:Entity")
    (outcome,) = kinds(found, "lkb:Beoordeling")
    about = {(t.predicate.value.split("/")[-1], t.object.value) for t in found if t.subject.value == outcome}  # type: ignore[union-attr]
    assert {("def#peildatum", "2026-03-01"), ("prov#wasGeneratedBy", run), ("prov#wasDerivedFrom", case)} <= about
    (program,) = kinds(found, "prov:SoftwareAgent")
    assert Triple(NamedNode(run), named("prov:wasAssociatedWith"), NamedNode(program)) in found
    drawn = {t.object.value for t in found if t.predicate == named("prov:wasDerivedFrom")} - {case}  # type: ignore[union-attr]
    assert drawn and drawn <= used


def test_every_term_of_the_export_is_explained() -> None:
    """Each class and property of ours that an exported case uses is explained in the ontology."""
    explained = {t.subject for t in parts().triples["ontologie"] if t.predicate == named("rdfs:comment")}
    found = triples(read(secret(), "ntriples"))
    used = {t.predicate for t in found} | {t.object for t in found if t.predicate == RDF_TYPE}
    assert {t for t in used if isinstance(t, NamedNode) and t.value.startswith(LKB)} <= explained


# The command


def run(*arguments: str | Path, entered: str | None = None) -> Any:
    """Run the command line in this process."""
    return CliRunner().invoke(main, ["export", *map(str, arguments)], prog_name="legalkb", input=entered)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case file."""
    file = tmp_path / "zaak.yaml"
    file.write_text(SECRET, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("ending", "form"), [("ttl", "turtle"), ("trig", "trig"), ("jsonld", "jsonld"), ("nt", "ntriples")]
)
def test_the_name_of_the_file_tells_the_form(ending: str, form: str, case: Path, tmp_path: Path) -> None:
    """The form follows the name; the file is for the user alone, and --formaat goes before the name."""
    target, other = tmp_path / f"uit.{ending}", tmp_path / "uit.rdf"
    done = run(case, "--wat", "zaken", "--uit", target)
    assert (done.exit_code, stat.S_IMODE(target.stat().st_mode)) == (0, 0o600), done.output
    assert run(case, "--wat", "zaken", "--formaat", form, "--uit", other).exit_code == 0
    assert target.read_bytes() == other.read_bytes()
    assert Literal("verdachte 1") in {q.object for q in read(target.read_bytes(), form)}


@pytest.mark.parametrize("what", [*PARTS, "alles"])
def test_what_is_asked_is_written(what: str, tmp_path: Path) -> None:
    """With --wat the parts that are asked for are written, and no other."""
    target = tmp_path / "uit.trig"
    assert run("--wat", what, "--uit", target).exit_code == 0
    found = {q.graph_name.value for q in read(target.read_bytes(), "trig") if isinstance(q.graph_name, NamedNode)}
    assert found == {f"{BASE}graaf/{name}" for name in (PARTS if what == "alles" else (what,))}


def test_several_cases_and_standard_input(case: Path, tmp_path: Path) -> None:
    """More cases go into one file; one of them may come from standard input."""
    target = tmp_path / "uit.ttl"
    done = run(case, "-", "--wat", "zaken", "--uit", target, entered=DEMO)
    assert done.exit_code == 0, done.output
    assert len(kinds(triples(read(target.read_bytes(), "turtle")), "lkb:Zaak")) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("--uit {map}/uit.rdf", "Geef --formaat, of een PAD dat eindigt op .ttl, .trig, .jsonld, .nt."),
        ("--uit {map}/uit.ttl --wat zaken", "hoort minstens één ZAAK"),
        ("{zaak} --uit {map}/uit.ttl --wat regels", "Bij --wat regels horen geen zaken"),
        ("--uit {map}/uit.ttl --wat ontolgie", "Bedoelde u ontologie?"),
        ("--uit {map}/uit.html --wat documentatie --formaat turtle", "Laat --formaat weg"),
        ("--uit {map}/uit.pdf --wat documentatie", "eindigt op .html"),
        ("--wat regels", "De optie --uit is verplicht"),
        ("- - --uit {map}/uit.ttl", "maar één zaak"),
    ],
)
def test_misuse_is_told_in_dutch(arguments: str, said: str, case: Path, tmp_path: Path) -> None:
    """What does not fit together ends with code 2 and a Dutch sentence, and nothing is written."""
    done = run(*arguments.format(zaak=case, map=tmp_path).split())
    assert (done.exit_code, said in done.output) == (2, True), done.output
    assert [p.name for p in tmp_path.iterdir()] == ["zaak.yaml"]


def test_nothing_is_written_when_something_is_wrong(case: Path, tmp_path: Path) -> None:
    """Cases that cannot be read are all told, with file and line, and no file is made; none is replaced unasked."""
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text("feiten: [opgeslotn]\n", encoding="utf-8")
    target = tmp_path / "uit.ttl"
    done = run(tmp_path / "a.yaml", case, tmp_path / "b.yaml", "--uit", target)
    assert (done.exit_code, target.exists()) == (1, False)
    assert "a.yaml:1" in done.output and "b.yaml:1" in done.output and "opgesloten" in done.output
    target.write_text("van mij", encoding="utf-8")
    assert run(case, "--uit", target).exit_code == 1
    assert target.read_text(encoding="utf-8") == "van mij"
    assert run(case, "--uit", case, "--formaat", "turtle", "--overschrijf").exit_code == 1
    assert case.read_text(encoding="utf-8") == SECRET
