"""The Turtle files of the ontology: form, references and versions of the law."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, SKOS, XSD
from rdflib.term import Node

ONTOLOGY = Path(__file__).parents[1] / "ontology"
REFERENCE = Path(__file__).parents[2] / "shared"
LAW_JSON = REFERENCE / "law" / "law.json"

BASE = "https://w3id.org/legalkb/"
LKB = Namespace(BASE + "def#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")

SHAPES = ONTOLOGY / "vormen"
FILES = sorted(f for f in ONTOLOGY.rglob("*.ttl") if f.parent != SHAPES)
JCI = re.compile(r"jci(1\.3|1\.31):([cv]):(BWB[RV]\d{7})((?:&[a-z]+=[^&\s]+)*)")
ECLI = re.compile(r"ECLI:[A-Z]{2}:[A-Z0-9]{1,7}:\d{4}:[A-Z0-9.]{1,25}")
SEVEN = (
    "279 lid 1", "279 lid 2", "282 lid 1", "282 lid 2", "282 lid 3", "282 lid 4",
    "284 lid 1", "285 lid 1", "285 lid 2", "285c", "310", "321",
)  # fmt: skip
DATES = (ELI.version_date, ELI.first_date_entry_in_force, ELI.date_no_longer_in_force)
SUBJECTS = {"gedraging", "slachtoffer", "verdachte", "relatie", "houder", "zaak"}


@cache
def parse(*files: Path) -> Graph:
    """The triples of the files."""
    graph = Graph()
    for file in files:
        graph.parse(file, format="turtle")
    return graph


@pytest.fixture(scope="module")
def graph() -> Graph:
    """The whole ontology."""
    return parse(*FILES)


def one(graph: Graph, node: Node, prop: Node) -> Any:
    """The only value of a property as plain Python, or None; more than one value is an error."""
    values = list(graph.objects(node, prop))
    assert len(values) <= 1, f"{node} heeft meer dan één {prop}"
    return values[0].toPython() if values and isinstance(values[0], Literal) else (str(values[0]) if values else None)


def texts(graph: Graph, node: Node, prop: Node, language: str) -> list[str]:
    """The values of a property in one language."""
    return [str(v) for v in graph.objects(node, prop) if isinstance(v, Literal) and v.language == language]


def expressions(graph: Graph) -> list[Node]:
    """Every text of a provision."""
    return sorted(graph.subjects(RDF.type, ELI.LegalExpression), key=str)


def work_of(graph: Graph, expression: Node) -> Node:
    """The provision that a text realizes."""
    return next(iter(graph.objects(expression, ELI.realizes)))


def act_of(graph: Graph, work: Node) -> Node:
    """The Act that a provision belongs to."""
    for part in graph.transitive_objects(work, ELI.is_part_of):
        if part is not None and (part, RDF.type, ELI.LegalResource) in graph:
            return part
    raise AssertionError(f"{work} hoort bij geen wet")


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(ONTOLOGY)))
def test_file_parses_and_declares_the_base(file: Path) -> None:
    """Every Turtle file parses, states something and writes its addresses against the one base."""
    assert f"@base <{BASE}> ." in file.read_text(encoding="utf-8")
    assert len(parse(file)) > 0


def test_every_source_is_described(graph: Graph) -> None:
    """Every dct:source points to a resource that the ontology describes and can name."""
    unnamed = {
        str(source)
        for source in graph.objects(None, DCTERMS.source)
        if not list(graph.objects(source, LKB.code)) and not list(graph.objects(source, LKB.aanduiding))
    }
    assert unnamed == set()


def test_every_internal_reference_resolves(graph: Graph) -> None:
    """Every address of the ontology that is used as an object is also described."""
    known = set(graph.subjects())
    folders = tuple(BASE + f + "/" for f in ("feit", "groep", "wet", "begrip", "bron", "pad", "scenario"))
    dangling = {str(o) for o in graph.objects() if str(o).startswith(folders) and o not in known}
    assert dangling == set()


def test_every_term_of_ours_is_declared(graph: Graph) -> None:
    """Every lkb: class and property in use has a Dutch label and explanation in the schema."""
    used = {t for t in {*graph.predicates(), *graph.objects(None, RDF.type)} if str(t).startswith(LKB)}
    assert [t for t in used if not (texts(graph, t, RDFS.label, "nl") and texts(graph, t, RDFS.comment, "nl"))] == []


def test_header_names_version_licence_and_namespace(graph: Graph) -> None:
    """The ontology has one header with version, title, creator, licence, date and namespace."""
    (header,) = graph.subjects(RDF.type, OWL.Ontology)
    assert one(graph, header, OWL.versionInfo)
    assert one(graph, header, OWL.versionIRI)
    assert texts(graph, header, DCTERMS.title, "nl")
    assert one(graph, header, DCTERMS.creator) == "legalkb"
    assert str(one(graph, header, DCTERMS.license)).endswith("EUPL-1.2")
    assert one(graph, header, DCTERMS.created) == date(2026, 11, 24)


def test_fact_types_are_complete(graph: Graph) -> None:
    """Every fact type has a Dutch and English label, a question, both sentences, a subject, a group and a source."""
    facts = list(graph.subjects(RDF.type, LKB.Feittype))
    incomplete = {
        str(f)
        for f in facts
        if len(texts(graph, f, SKOS.prefLabel, "nl")) != 1
        or len(texts(graph, f, SKOS.prefLabel, "en")) != 1
        or any(len(texts(graph, f, p, "nl")) != 1 for p in (LKB.vraag, LKB.zin, LKB.zinNee))
        or one(graph, f, LKB.betreft) not in SUBJECTS
        or (one(graph, f, LKB.groep) and (URIRef(one(graph, f, LKB.groep)), RDF.type, LKB.Groep)) not in graph
        or not list(graph.objects(f, DCTERMS.source))
    }
    assert facts
    assert incomplete == set()


def test_sources_have_a_title_and_a_secure_link(graph: Graph) -> None:
    """Every source has a code of its own, a Dutch title and, unless it stands for no source, an https link."""
    codes = []
    for kind in (FOAF.Document, LKB.Uitspraak):
        for source in graph.subjects(RDF.type, kind):
            code = str(one(graph, source, LKB.code))
            codes.append(code)
            assert texts(graph, source, DCTERMS.title, "nl"), code
            page = str(source) if kind == LKB.Uitspraak else one(graph, source, FOAF.page)
            assert code in ("analyse", "niet geverifieerd") or str(page).startswith("https://"), code
    assert len(codes) == len(set(codes))


def test_rulings_carry_their_ecli_purport_and_what_was_read(graph: Graph) -> None:
    """Every ruling has a valid ECLI, equal to that in its address, a purport and a reservation."""
    for ruling in graph.subjects(RDF.type, LKB.Uitspraak):
        code = str(one(graph, ruling, LKB.code))
        assert ECLI.fullmatch(code)
        assert str(ruling).endswith("?id=" + code)
        assert texts(graph, ruling, LKB.strekking, "nl") and texts(graph, ruling, LKB.voorbehoud, "nl"), code


def test_expressions_are_complete(graph: Graph) -> None:
    """Every text of the law has one provision, language, date, status, kind, JCI reference and page."""
    for item in expressions(graph):
        assert one(graph, work_of(graph, item), LKB.aanduiding), item
        assert one(graph, item, ELI.language).endswith("/language/NLD")
        assert str(item) == f"{work_of(graph, item)}/{one(graph, item, ELI.version_date).isoformat()}"
        assert texts(graph, item, LKB.tekst, "nl")
        assert one(graph, item, LKB.tekststatus)
        assert one(graph, item, LKB.soort)
        assert one(graph, item, LKB.bronpagina).startswith("https://"), item
        dates = [v for p in DATES for v in graph.objects(item, p)]
        assert all(isinstance(v, Literal) and v.datatype == XSD.date for v in dates), item


def test_jci_references_are_valid_and_dated(graph: Graph) -> None:
    """Every JCI reference follows Juriconnect 1.3, names its own Act and version and carries both dates."""
    for item in expressions(graph):
        match = JCI.fullmatch(str(one(graph, item, LKB.jci)))
        assert match, item
        keys = dict(part.split("=", 1) for part in match[4].split("&")[1:])
        assert match[3] == one(graph, act_of(graph, work_of(graph, item)), ELI.id_local)
        assert keys["g"] == one(graph, item, ELI.version_date).isoformat()
        assert keys["z"] >= keys["g"]


def test_designations_are_unique(graph: Graph) -> None:
    """A designation such as "Sr 279 lid 1" belongs to one provision only; persons of different casts share theirs."""
    named = [(n, v) for n, v in graph.subject_objects(LKB.aanduiding) if (None, LKB.persoon, n) not in graph]
    counts = Counter(str(v) for _, v in named)
    assert [name for name, count in counts.items() if count > 1] == []


def test_versions_of_a_provision_do_not_overlap(graph: Graph) -> None:
    """The last day of a text lies before the first day of the next; only the last one may have no end."""
    periods: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for item in expressions(graph):
        first = one(graph, item, ELI.first_date_entry_in_force) or date.min
        last = one(graph, item, ELI.date_no_longer_in_force) or date.max
        assert first <= last, item
        periods[str(work_of(graph, item))].append((first, last))
    for provision, spans in periods.items():
        spans.sort()
        assert all(a[1] < b[0] for a, b in pairwise(spans)), provision


def test_the_assessed_provisions_have_a_current_text_with_a_maximum(graph: Graph) -> None:
    """Each of the seven provisions has one text in force, word for word, with a maximum where the law states one."""
    current: dict[str, list[Node]] = defaultdict(list)
    for item in expressions(graph):
        if (item, ELI.in_force, ELI["InForce-inForce"]) in graph:
            current[str(one(graph, work_of(graph, item), LKB.aanduiding))].append(item)
    for name in SEVEN:
        (item,) = current["Sr " + name]
        assert one(graph, item, LKB.tekststatus) == "verbatim"
        assert name == "282 lid 4" or (one(graph, item, LKB.maximumMaanden) and one(graph, item, LKB.boetecategorie))


def _designation(record: dict[str, Any]) -> str:
    """The designation that follows from a plain article or lid, otherwise the part that must open it."""
    stem = f"{record['law']} {record['article']}"
    lid = record["lid"]
    return stem if lid is None else f"{stem} lid {lid}" if lid.isdigit() else stem + " "


PLAIN = {
    "max_prison_months": LKB.maximumMaanden, "fine_category": LKB.boetecategorie, "stb": LKB.staatsblad, "text": LKB.tekst,
    "in_force_from_qualifier": LKB.ingangKwalificatie, "kind": LKB.soort, "text_status": LKB.tekststatus,
}  # fmt: skip
DATED = dict(zip(("version_date", "in_force_from", "in_force_to"), DATES, strict=True))


def _collected(record: dict[str, Any]) -> tuple[Any, ...]:
    """What a collected record says, in a fixed order."""
    page = record["source"].split(" ")[0]
    return (record["law"], record["bwb_id"], page, *(record[k] for k in PLAIN), *(record[k] for k in DATED))


def _stated(graph: Graph, item: Node) -> tuple[Any, ...]:
    """What the ontology says of a text, in the same order."""
    act = act_of(graph, work_of(graph, item))
    days = [one(graph, item, p) for p in DATED.values()]
    head = (one(graph, act, LKB.aanduiding), one(graph, act, ELI.id_local), one(graph, item, LKB.bronpagina))
    return (*head, *(one(graph, item, p) for p in PLAIN.values()), *(d.isoformat() if d else None for d in days))


@pytest.mark.skipif(not LAW_JSON.is_file(), reason="de verzamelde wetteksten (law.json) zijn hier niet aanwezig")
def test_the_law_equals_the_collected_texts(graph: Graph) -> None:
    """The ontology has exactly the collected records, with the same text, dates, maxima, source and note."""
    records = json.loads(LAW_JSON.read_text(encoding="utf-8"))
    found = {_stated(graph, item): item for item in expressions(graph)}
    assert Counter(map(_collected, records)) == Counter(found.keys())
    assert len(found) == len(expressions(graph))
    for record in records:
        item = found[_collected(record)]
        name = str(one(graph, work_of(graph, item), LKB.aanduiding))
        expected = _designation(record)
        assert name.startswith(expected) if expected.endswith(" ") else name == expected
        assert str(one(graph, item, LKB.voorbehoud) or "").startswith(record["note"] or "")


def test_concepts_have_labels_definition_scheme_and_source(graph: Graph) -> None:
    """Every concept has one Dutch and one English label, a Dutch definition, the scheme and a source."""
    concepts = list(graph.subjects(RDF.type, SKOS.Concept))
    for concept in concepts:
        assert [len(texts(graph, concept, SKOS.prefLabel, language)) for language in ("nl", "en")] == [1, 1], concept
        assert len(texts(graph, concept, SKOS.definition, "nl")) == 1, concept
        assert (concept, SKOS.inScheme, URIRef(BASE + "begrippenkader")) in graph, concept
        assert list(graph.objects(concept, DCTERMS.source)), concept
    assert len(concepts) >= 40


def test_unverified_definitions_say_so(graph: Graph) -> None:
    """The definitions of lokken and oogmerk say that they are not verified."""
    for name in ("lokken", "oogmerk"):
        assert any("NIET GEVERIFIEERD" in t for t in texts(graph, URIRef(f"{BASE}begrip/{name}"), SKOS.scopeNote, "nl"))


def test_kinds_give_authority_or_a_fact(graph: Graph) -> None:
    """Every kind of measure gives gezag or opzicht, and every kind has a Dutch label."""
    measures = list(graph.subjects(RDF.type, LKB.Maatregelsoort))
    assert {one(graph, m, LKB.geeft) for m in measures} == {"gezag", "opzicht"}
    for kind in (LKB.Maatregelsoort, LKB.Beslissingsoort, LKB.Relatiesoort):
        assert all(texts(graph, k, SKOS.prefLabel, "nl") for k in graph.subjects(RDF.type, kind))
