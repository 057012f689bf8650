"""Reads what exercises are made of out of the ontology: how facts are told, who plays in them, what was arranged."""

from __future__ import annotations

from typing import Any

from rdflib import Graph, Literal
from rdflib.namespace import SKOS
from rdflib.term import Node

from legalkb.ontology_reader import LKB, all_of, flag, local, locals_of, text_of, texts_of


def read(graph: Graph) -> dict[str, Any]:
    """Everything that exercises are made of, as plain data."""
    return {
        "told": {local(n): _told(graph, n) for n in sorted(set(graph.subjects(LKB.moment)), key=str)},
        "characters": {local(n): _character(graph, n) for n in all_of(graph, LKB.Personage)},
        "casts": [_cast(graph, n) for n in all_of(graph, LKB.Bezetting)],
        "arrangements": {local(n): _arrangement(graph, n) for n in all_of(graph, LKB.Afspraak)},
        "countries": [_country(graph, n) for n in all_of(graph, LKB.Land)],
        "goods": {
            local(n): [text_of(graph, n, SKOS.prefLabel, "nl"), text_of(graph, n, LKB.genoemd)]
            for n in all_of(graph, LKB.Goed)
        },
        "distractors": {local(n): _distractors(graph, n) for n in sorted(set(graph.subjects(LKB.afleider)), key=str)},
        "documents": {local(n): _document(graph, n) for n in all_of(graph, LKB.Stuk)},
    }


def _told(graph: Graph, n: Node) -> dict[str, Any]:
    return {
        "id": local(n),
        "moment": text_of(graph, n, LKB.moment),
        "place": text_of(graph, n, LKB.gebeurtIn),
        "yes": texts_of(graph, n, LKB.verteld),
        "no": texts_of(graph, n, LKB.verteldNee),
        "apart": texts_of(graph, n, LKB.nietVerteldMet),
        "apart_no": texts_of(graph, n, LKB.nietVerteldMetNee),
        "beside": texts_of(graph, n, LKB.verteldMet),
        "beside_no": texts_of(graph, n, LKB.verteldMetNee),
        "traits": texts_of(graph, n, LKB.verteldBij),
        "papers": texts_of(graph, n, LKB.blijktUit),
        "tellers": texts_of(graph, n, LKB.verteldDoor),
        "evident": flag(graph, n, LKB.nooitOpen),
        "only": text_of(graph, n, LKB.alleenVerteldAls),
    }


def _number(graph: Graph, n: Node, name: str, default: int = 0) -> int:
    found = text_of(graph, n, LKB[name])
    return int(found) if found.isdecimal() else default


def _character(graph: Graph, n: Node) -> dict[str, Any]:
    return {
        "id": local(n),
        "label": text_of(graph, n, SKOS.prefLabel, "nl"),
        "called": text_of(graph, n, LKB.genoemd) or text_of(graph, n, SKOS.prefLabel, "nl"),
        "gender": text_of(graph, n, LKB.geslacht),
        "relation": text_of(graph, n, LKB.relatiesoort),
        "calls": {"m": text_of(graph, n, LKB.noemtMan), "v": text_of(graph, n, LKB.noemtVrouw)},
        "ages": [_number(graph, n, "leeftijdVan"), _number(graph, n, "leeftijdTot")],
    }


def _cast(graph: Graph, n: Node) -> dict[str, Any]:
    members = [_member(graph, m) for m in graph.objects(n, LKB.persoon)]
    return {
        "id": local(n),
        "scenarios": locals_of(graph, n, LKB.bijScenario),
        "members": sorted(members, key=lambda m: str(m["id"])),
        "arrangements": locals_of(graph, n, LKB.afspraak),
        "abroad": not flag(graph, n, LKB.binnenland),
        "departed": not flag(graph, n, LKB.nogThuis),
    }


def _member(graph: Graph, n: Node) -> dict[str, Any]:
    return {
        "id": text_of(graph, n, LKB.aanduiding),
        "roles": texts_of(graph, n, LKB.rol),
        "characters": locals_of(graph, n, LKB.personage),
        "genders": texts_of(graph, n, LKB.geslacht),
        "ages": [_number(graph, n, "leeftijdVan"), _number(graph, n, "leeftijdTot")],
        "nationalities": texts_of(graph, n, LKB.nationaliteit),
        "optional": flag(graph, n, LKB.facultatief),
        "from_level": _number(graph, n, "vanafNiveau", 1),
    }


def _arrangement(graph: Graph, n: Node) -> dict[str, Any]:
    given = [_given(graph, g) for g in graph.objects(n, LKB.gegeven)]
    return {"id": local(n), "given": sorted(given, key=lambda g: (g["order"], g["entry"]))}


def _given(graph: Graph, n: Node) -> dict[str, Any]:
    return {
        "section": text_of(graph, n, LKB.onderdeelZaak),
        "entry": text_of(graph, n, LKB.invulling),
        "told": texts_of(graph, n, LKB.verteld),
        "teller": text_of(graph, n, LKB.verteller),
        "order": _number(graph, n, "volgorde"),
    }


def _country(graph: Graph, n: Node) -> dict[str, Any]:
    return {
        "code": local(n),
        "name": text_of(graph, n, SKOS.prefLabel, "nl"),
        "towns": sorted(str(t) for t in graph.objects(n, LKB.plaats) if isinstance(t, Literal)),
    }


def _distractors(graph: Graph, n: Node) -> list[list[str]]:
    yes = [[name, "ja"] for name in locals_of(graph, n, LKB.afleider)]
    return yes + [[name, "nee"] for name in locals_of(graph, n, LKB.afleiderNee)]


def _document(graph: Graph, n: Node) -> dict[str, Any]:
    return {
        "id": local(n),
        "label": text_of(graph, n, SKOS.prefLabel, "nl"),
        "teller": text_of(graph, n, LKB.teller),
        "openings": texts_of(graph, n, LKB.opening),
        "alarm": flag(graph, n, LKB.nietBijTegenscenario),
        "preposition": text_of(graph, n, LKB.voorzetsel) or "van",
    }
