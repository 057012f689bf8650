"""Whether the ontology is what others may expect of it: the shapes, and what no shape can say.

What stops the knowledge base from being used is found by :mod:`legalkb.ontology_checks`. This finds the rest, for
``legalkb controleer``: every problem with the file and line it comes from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rdflib import OWL, RDF, RDFS, VANN, BNode, Graph, URIRef
from rdflib.namespace import DCTERMS, FOAF, SKOS
from rdflib.term import Node

from legalkb import __version__
from legalkb.errors import OntologyError, Problem
from legalkb.law_conformance import law
from legalkb.ontology_reader import BASE, ECLI_PAGE, ELI, LKB, graph_of, local, text_of
from legalkb.shapes import unsupported, validate
from legalkb.training.traits import TRAITS
from legalkb.training.trial import fault, fault_of_text
from legalkb.turtle_places import Places

__all__ = ["ELI_TERMS", "problems"]

FOREIGN = (DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, VANN)
ELI_TERMS = frozenset(
    "LegalExpression LegalResource LegalResourceSubdivision InForce-inForce InForce-notInForce "
    "date_no_longer_in_force first_date_entry_in_force id_local in_force is_about is_part_of language number realizes "
    "title version_date".split()
)
UNIQUE = ((LKB.code, "een code die al in gebruik is"), (LKB.aanduiding, "een aanduiding die al in gebruik is"))
DECLARED = "ontology/legalkb.ttl, graaf.ttl en oefeningen/termen.ttl"
KEYED = (LKB.Scenario, LKB.Tegenscenario)

Fault = tuple[Node, Node | None, Node | None, str, str]


def problems(texts: Iterable[tuple[str, str]], shapes: Iterable[tuple[str, str]]) -> tuple[Problem, ...]:
    """What is wrong with Turtle files, given as (name, text), by the shapes (the same) and beyond them; by place.

    Raises OntologyError when a file is no Turtle or a shape uses what is not supported.
    """
    written = list(texts)
    graph, forms = graph_of(written), graph_of(shapes)
    if strange := unsupported(forms):
        remedy = "Gebruik wat in docs/reference/ontologie-controle.md staat."
        raise OntologyError([Problem("ontology/vormen", "deze vorm kent legalkb niet", s, remedy) for s in strange])
    places = Places(written, BASE)
    found = [(r.focus, r.path, r.value, r.message, r.remedy) for r in validate(graph, forms)]
    blamed = {(node, value) for node, _, value, _, _ in found}
    found += [f for f in _dangling(graph) if (f[0], f[2]) not in blamed]
    found += [*law(graph), *_vocabulary(graph), *_names(graph), *_header(graph), *_phrases(graph)]
    shown = [Problem(places.within(graph, n, p, v), what, _shown(graph, n, v), how) for n, p, v, what, how in found]
    return tuple(sorted(dict.fromkeys(shown), key=lambda p: (_order(p.place), p.what, p.value, p.remedy)))


def _phrases(graph: Graph) -> Iterator[Fault]:
    """What is wrong with the phrases and texts that exercises are told with."""
    remedy = "Zie docs/reference/vertelling.md voor wat een zin mag gebruiken."
    for prop in (LKB.verteld, LKB.verteldNee):
        for node, value in graph.subject_objects(prop):
            subject = text_of(graph, node, LKB.betreft)
            wrong = fault(str(value), subject) if subject else fault_of_text(str(value))
            if wrong:
                yield node, prop, value, f"een zin die niet te vertellen is: {wrong}", remedy
    for prop in (LKB.invulling, LKB.opening):
        for node, value in graph.subject_objects(prop):
            if wrong := fault_of_text(str(value)):
                yield node, prop, value, f"een tekst die niet in te vullen is: {wrong}", remedy
    yield from _conditions_of_phrases(graph)


def _conditions_of_phrases(graph: Graph) -> Iterator[Fault]:
    known = {local(n) for n in graph.subjects(RDF.type, LKB.Feittype)}
    for prop in (LKB.verteldMet, LKB.verteldMetNee, LKB.nietVerteldMet, LKB.nietVerteldMetNee):
        for node, value in graph.subject_objects(prop):
            if str(value).partition("=")[0] not in known:
                yield node, prop, value, "een voorwaarde die een feittype noemt dat er niet is", "Noem een feittype."
    for node, value in graph.subject_objects(LKB.verteldBij):
        if str(value) not in TRAITS:
            remedy = f"Kies uit {', '.join(TRAITS)}."
            yield node, LKB.verteldBij, value, "een kenmerk dat een verhaal niet heeft", remedy


def _order(place: str) -> tuple[str, int]:
    file, _, line = place.partition(":")
    return file, int(line or 0)


def _shown(graph: Graph, node: Node, value: Node | None) -> str:
    """The value to blame, else the resource (for a nameless one: that of which it is a part), short."""
    shown = node if value is None or isinstance(value, BNode) else value
    seen = set[Node]()
    while isinstance(shown, BNode) and shown not in seen:
        seen.add(shown)
        shown = min(graph.subjects(None, shown), key=str, default=shown)
    text = str(shown)
    if isinstance(shown, URIRef) and "#" in text:
        text = graph.namespace_manager.normalizeUri(text)
    elif isinstance(shown, URIRef):
        text = text.removeprefix(BASE).removeprefix(ECLI_PAGE)
    return text if len(text) <= 80 else text[:79] + "…"


def _vocabulary(graph: Graph) -> Iterator[Fault]:
    """Terms of ours that are not declared, and terms of the vocabularies in use that these do not have."""
    declared = set(graph.subjects(RDFS.label, None))
    for node, prop, value in graph:
        used = value if prop == RDF.type else prop
        if isinstance(used, URIRef) and str(used).startswith(str(LKB)):
            if used not in declared:
                yield node, prop, used, "een klasse of eigenschap die niet is uitgelegd", f"Kijk in {DECLARED}."
        elif isinstance(used, URIRef) and not _exists(used):
            yield node, prop, used, "een klasse of eigenschap die er niet is", "Let op de spelling."


def _exists(term: URIRef) -> bool:
    """Whether a vocabulary that legalkb uses has the term; any other vocabulary is unknown."""
    if str(term).startswith(str(ELI)):
        return str(term).removeprefix(str(ELI)) in ELI_TERMS
    return any(str(term).startswith(str(v)) and term in v for v in FOREIGN)


def _dangling(graph: Graph) -> Iterator[Fault]:
    """References to an address of ours that is not described."""
    known = set(graph.subjects())
    for node, prop, value in graph:
        ours = isinstance(value, URIRef) and str(value).startswith(BASE) and not str(value).startswith(BASE + "def/")
        if ours and value not in known and prop != RDF.type:
            yield node, prop, value, "een verwijzing naar iets wat er niet is", "Let op de spelling, of voeg het toe."


def _names(graph: Graph) -> Iterator[Fault]:
    """Codes and designations in use twice, and numbers that are not those of the address."""
    for prop, what in UNIQUE:
        seen: dict[str, Node] = {}
        for node, value in sorted(graph.subject_objects(prop), key=lambda x: (str(x[1]), str(x[0]))):
            if (None, LKB.persoon, node) not in graph and seen.setdefault(str(value), node) != node:
                yield node, prop, value, what, f"Ook bij {_shown(graph, seen[str(value)], None)}; kies een andere."
    for kind in KEYED:
        for node in graph.subjects(RDF.type, kind):
            for value in graph.objects(node, DCTERMS.identifier):
                if str(value) != local(node):
                    yield node, DCTERMS.identifier, value, "een nummer dat niet dat van het adres is", "Maak ze gelijk."


def _header(graph: Graph) -> Iterator[Fault]:
    """A version that is not that of the package, or an address of the version that does not follow from it."""
    headers = list(graph.subjects(RDF.type, OWL.Ontology))
    if len(headers) != 1:
        yield URIRef(BASE + "def"), None, None, "niet precies één kop (owl:Ontology)", "Laat die in legalkb.ttl staan."
    for node in headers:
        if text_of(graph, node, OWL.versionInfo) != __version__:
            value = min(graph.objects(node, OWL.versionInfo), key=str, default=None)
            yield node, OWL.versionInfo, value, "een andere versie dan die van het pakket", f'Schrijf "{__version__}".'
        for value in graph.objects(node, OWL.versionIRI):
            if str(value) != f"{node}/{__version__}":
                what = "een adres van de versie dat niet uit de versie volgt"
                yield node, OWL.versionIRI, value, what, f"Schrijf <def/{__version__}>."
