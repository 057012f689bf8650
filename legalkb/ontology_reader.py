"""Reads the Turtle files of the ontology into plain data (dicts, lists, strings) with rdflib."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, SKOS
from rdflib.term import Node

from legalkb.errors import OntologyError, Problem

BASE = "https://w3id.org/legalkb/"
LKB = Namespace(BASE + "def#")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
logging.getLogger("rdflib.term").setLevel(logging.ERROR)  # ontology_checks reports what is no date

ECLI_PAGE = "https://deeplink.rechtspraak.nl/uitspraak?id="


def graph_of(texts: Iterable[tuple[str, str]]) -> Graph:
    """Parse Turtle files given as (name, text) into one graph; whatever does not parse is reported with its line."""
    graph, problems = Graph(), []
    for name, text in texts:
        try:
            graph.parse(data=text, format="turtle", publicID=BASE)
        except Exception as error:  # rdflib raises many kinds; its text never reaches a user
            line = getattr(error, "lines", None)
            place = f"{name}:{line + 1}" if isinstance(line, int) else name
            problems.append(
                Problem(
                    place,
                    "dit is geen geldige Turtle",
                    "",
                    "Kijk naar punten, puntkomma's en aanhalingstekens.",
                )
            )
    if problems:
        raise OntologyError(tuple(problems))
    return graph


def local(node: Node | None) -> str:
    """The part of an IRI after its folder: ``<feit/x>`` gives ``x``."""
    return str(node).rsplit("/", 1)[-1] if node is not None else ""


def texts_of(graph: Graph, node: Node, prop: URIRef, language: str | None = None) -> list[str]:
    """The literals of a property in order; those in one language only where that is given."""
    values = [v for v in graph.objects(node, prop) if isinstance(v, Literal)]
    return sorted(str(v) for v in values if language is None or v.language == language)


def text_of(graph: Graph, node: Node, prop: URIRef, language: str | None = None) -> str:
    """The first literal of a property; empty when there is none."""
    found = texts_of(graph, node, prop, language)
    return found[0] if found else ""


def flag(graph: Graph, node: Node, prop: URIRef) -> bool:
    """Whether a property is ``true``."""
    return text_of(graph, node, prop) == "true"


def locals_of(graph: Graph, node: Node, prop: URIRef) -> list[str]:
    """The local names of what a property points to, in order."""
    return sorted(local(v) for v in graph.objects(node, prop))


def _code(graph: Graph, node: Node) -> str:
    """The source code of a resource: its ECLI, its designation as a provision, or its own code."""
    text = str(node)
    if text.startswith(ECLI_PAGE):
        return text[len(ECLI_PAGE) :]
    return text_of(graph, node, LKB.aanduiding) or text_of(graph, node, LKB.code) or local(node)


def codes(graph: Graph, node: Node, prop: URIRef = DCTERMS.source) -> list[str]:
    """The codes of the sources (or provisions) that a property points to, in order."""
    return sorted(_code(graph, v) for v in graph.objects(node, prop))


def all_of(graph: Graph, kind: URIRef) -> list[Node]:
    """Every resource of a class, in order."""
    return sorted(graph.subjects(RDF.type, kind), key=str)


def _fact_types(graph: Graph) -> dict[str, Any]:
    return {
        local(n): {
            "id": local(n),
            "label": text_of(graph, n, SKOS.prefLabel, "nl"),
            "label_en": text_of(graph, n, SKOS.prefLabel, "en"),
            "question": text_of(graph, n, LKB.vraag),
            "sentence": text_of(graph, n, LKB.zin),
            "sentence_no": text_of(graph, n, LKB.zinNee),
            "subject": text_of(graph, n, LKB.betreft),
            "group": locals_of(graph, n, LKB.groep)[0] if locals_of(graph, n, LKB.groep) else "",
            "sources": codes(graph, n),
            "hidden_labels": texts_of(graph, n, SKOS.hiddenLabel),
            "attributable": flag(graph, n, LKB.toerekenbaar),
            "utterance": text_of(graph, n, LKB.uiting),
            "object": text_of(graph, n, LKB.voorwerp),
            "cooperation": text_of(graph, n, LKB.samenwerking),
            "derived": flag(graph, n, LKB.afgeleid),
            "lapses_with": texts_of(graph, n, LKB.vraagVervaltBij),
            "only_with": texts_of(graph, n, LKB.vraagAlleenBij),
        }
        for n in all_of(graph, LKB.Feittype)
    }


def _groups(graph: Graph) -> dict[str, Any]:
    return {
        local(n): {
            "id": local(n),
            "label": text_of(graph, n, SKOS.prefLabel, "nl"),
            "order": int(text_of(graph, n, LKB.volgorde) or 99),
        }
        for n in all_of(graph, LKB.Groep)
    }


def _scenarios(graph: Graph) -> list[dict[str, Any]]:
    nodes = [(n, False) for n in all_of(graph, LKB.Scenario)] + [(n, True) for n in all_of(graph, LKB.Tegenscenario)]
    seen: dict[str, dict[str, Any]] = {}
    for n, counter in nodes:
        seen[local(n)] = {
            "id": local(n),
            "label": text_of(graph, n, SKOS.prefLabel, "nl"),
            "label_en": text_of(graph, n, SKOS.prefLabel, "en"),
            "definition": text_of(graph, n, SKOS.definition),
            "counter": counter,
            "order": int(text_of(graph, n, LKB.volgorde) or 99),
            "facts": locals_of(graph, n, LKB.typischFeit),
            "facts_no": locals_of(graph, n, LKB.typischFeitNee),
            "required": locals_of(graph, n, LKB.vereist),
            "required_no": locals_of(graph, n, LKB.vereistNee),
            "candidates": sorted((_candidate(graph, c) for c in graph.objects(n, LKB.kandidaat)), key=str),
            "brakes": texts_of(graph, n, LKB.rem),
            "paths": locals_of(graph, n, LKB.pad),
            "sources": codes(graph, n),
        }
    return sorted(seen.values(), key=lambda s: (s["counter"], s["order"], s["id"]))


def _candidate(graph: Graph, node: Node) -> dict[str, Any]:
    provisions = [_code(graph, p) for p in graph.objects(node, LKB.bepaling)]
    return {
        "provision": provisions[0] if provisions else "",
        "reason": text_of(graph, node, LKB.reden),
        "out_of_scope": flag(graph, node, LKB.buitenBereik),
    }


def _paths(graph: Graph) -> dict[str, Any]:
    return {
        local(n): {
            "path": {
                "id": local(n),
                "label": text_of(graph, n, SKOS.prefLabel, "nl"),
                "definition": text_of(graph, n, SKOS.definition),
                "when": text_of(graph, n, LKB.wanneer),
                "contact": text_of(graph, n, LKB.contact),
                "urgency": int(text_of(graph, n, LKB.urgentie) or 4),
                "reservation": text_of(graph, n, LKB.voorbehoud),
                "sources": codes(graph, n),
            },
            "triggers": locals_of(graph, n, LKB.alsFeit),
            "also": locals_of(graph, n, LKB.alsOok),
            "always": flag(graph, n, LKB.altijd),
        }
        for n in all_of(graph, LKB.Beschermingspad)
    }


def _sources(graph: Graph) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind in (FOAF.Document, LKB.Uitspraak):
        for n in all_of(graph, kind):
            pages = sorted(str(p) for p in graph.objects(n, FOAF.page))
            url = str(n) if str(n).startswith(ECLI_PAGE) else (pages[0] if pages else "")
            found[_code(graph, n)] = {
                "code": _code(graph, n),
                "title": text_of(graph, n, DCTERMS.title) or _code(graph, n),
                "url": url,
                "purport": text_of(graph, n, LKB.strekking),
                "reservation": text_of(graph, n, LKB.voorbehoud),
            }
    return found


def _law(graph: Graph) -> dict[str, list[dict[str, Any]]]:
    provisions: dict[str, list[dict[str, Any]]] = {}
    for n in all_of(graph, ELI.LegalExpression):
        for work in graph.objects(n, ELI.realizes):
            provisions.setdefault(_code(graph, work), []).append(version_of(graph, n, _code(graph, work)))
    for versions in provisions.values():
        versions.sort(key=lambda v: (v["valid_from"] or v["valid_to"], v["valid_to"]))
    return provisions


def version_of(graph: Graph, n: Node, designation: str) -> dict[str, Any]:
    """A version of a provision as plain data for :class:`legalkb.findings.LawVersion`."""
    months, category = text_of(graph, n, LKB.maximumMaanden), text_of(graph, n, LKB.boetecategorie)
    jci = text_of(graph, n, LKB.jci)
    pages = sorted(str(p) for p in graph.objects(n, LKB.bronpagina))
    return {
        "designation": designation,
        "valid_from": text_of(graph, n, ELI.first_date_entry_in_force),
        "valid_to": text_of(graph, n, ELI.date_no_longer_in_force),
        "qualifier": text_of(graph, n, LKB.ingangKwalificatie),
        "text": text_of(graph, n, LKB.tekst),
        "text_status": text_of(graph, n, LKB.tekststatus),
        "maximum_months": int(months) if months else None,
        "fine_category": int(category) if category else None,
        "jci": jci,
        "url": "https://wetten.overheid.nl/" + jci if jci else (pages[0] if pages else ""),
        "reservation": text_of(graph, n, LKB.voorbehoud),
        "gazette": text_of(graph, n, LKB.staatsblad),
        "gap": text_of(graph, n, LKB.leemteErna),
    }


def _kinds(graph: Graph, kind: URIRef) -> dict[str, Any]:
    return {
        local(n): {
            "id": local(n),
            "label": text_of(graph, n, SKOS.prefLabel, "nl"),
            "gives": text_of(graph, n, LKB.geeft),
            "fact": locals_of(graph, n, LKB.geeftFeit)[0] if locals_of(graph, n, LKB.geeftFeit) else "",
        }
        for n in all_of(graph, kind)
    }


def read(graph: Graph) -> dict[str, Any]:
    """All that a run needs of the ontology, as plain data for :func:`legalkb.vocabulary.from_plain`."""
    return {
        "fact_types": _fact_types(graph),
        "groups": _groups(graph),
        "scenarios": _scenarios(graph),
        "paths": _paths(graph),
        "sources": _sources(graph),
        "law": _law(graph),
        "measure_kinds": _kinds(graph, LKB.Maatregelsoort),
        "decision_kinds": _kinds(graph, LKB.Beslissingsoort),
        "relation_kinds": _kinds(graph, LKB.Relatiesoort),
    }
