"""What Turtle allows and the knowledge base can't use: each problem with the file and line of its subject."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from rdflib import RDF, Graph, URIRef
from rdflib.namespace import SKOS
from rdflib.term import Node

from legalkb import ontology_traps
from legalkb.errors import Problem
from legalkb.ontology_reader import BASE, ELI, LKB, local
from legalkb.query.words import Words
from legalkb.turtle_places import Places

SUBJECTS = ("gedraging", "slachtoffer", "verdachte", "relatie", "houder", "zaak")
NUMBERS = (LKB.maximumMaanden, LKB.boetecategorie, LKB.volgorde, LKB.urgentie)
FROM, TO = ELI.first_date_entry_in_force, ELI.date_no_longer_in_force
DATES = (FROM, TO, ELI.version_date)
ONCE = (LKB.betreft, LKB.vraag, LKB.zin, LKB.zinNee, LKB.groep, LKB.volgorde, LKB.tekst, LKB.maximumMaanden, FROM, TO)


def problems(graph: Graph, texts: Iterable[tuple[str, str]]) -> tuple[Problem, ...]:
    """Everything in the graph that is no use, in order of place."""
    return _placed(_found(graph), texts)


def conditions(graph: Graph, texts: Iterable[tuple[str, str]], words: Words) -> tuple[Problem, ...]:
    """What is wrong with the conditions of traps, which name what only rules know (``words``), by place."""
    return _placed(ontology_traps.unreadable(graph, words), texts)


Found = Iterator[tuple[Node, str, str, str]]


def _placed(found: Found, texts: Iterable[tuple[str, str]]) -> tuple[Problem, ...]:
    places = Places(texts, BASE)
    problems = [Problem(places.of(n), what, value, remedy) for n, what, value, remedy in found]
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.place, p.what, p.value)))


def _found(graph: Graph) -> Found:
    yield from _numbers(graph)
    yield from _repeated(graph)
    yield from _fact_types(graph)
    yield from _versions(graph)
    yield from ontology_traps.incomplete(graph)


def _numbers(graph: Graph) -> Found:
    for prop in NUMBERS:
        for node, value in graph.subject_objects(prop):
            if not str(value).isdecimal():
                yield (
                    node,
                    f"'{local(prop).removeprefix('def#')}' is geen getal",
                    str(value),
                    "Schrijf een getal in cijfers.",
                )
    for prop in DATES:
        for node, value in graph.subject_objects(prop):
            try:
                date.fromisoformat(str(value))
            except ValueError:
                yield node, "geen geldige datum", str(value), 'Schrijf "jjjj-mm-dd"^^xsd:date.'


def _repeated(graph: Graph) -> Found:
    for kind in (LKB.Feittype, LKB.Scenario, LKB.Tegenscenario, LKB.Groep, LKB.Valkuil, ELI.LegalExpression):
        for node in graph.subjects(RDF.type, kind):
            labels = [v for v in graph.objects(node, SKOS.prefLabel) if getattr(v, "language", None) == "nl"]
            repeated = [p for p in ONCE if len(list(graph.objects(node, p))) > 1]
            if repeated or len(labels) > 1:
                name = local(repeated[0]).removeprefix("def#") if repeated else "prefLabel"
                yield (
                    node,
                    f"'{name}' staat er meer dan eens",
                    local(node),
                    "Is deze naam al in gebruik? Kies een andere.",
                )


def _fact_types(graph: Graph) -> Found:
    groups = set(graph.subjects(RDF.type, LKB.Groep))
    for node in graph.subjects(RDF.type, LKB.Feittype):
        for value in graph.objects(node, LKB.betreft):
            if str(value) not in SUBJECTS:
                yield node, "onbekende waarde bij lkb:betreft", str(value), f"Kies uit {', '.join(SUBJECTS)}."
        for prop in (LKB.vraagVervaltBij, LKB.vraagAlleenBij):
            for value in graph.objects(node, prop):
                if not re.fullmatch(r"[a-z][a-z0-9_]*=(ja|nee)", str(value)):
                    what = f"onbekende vorm bij lkb:{local(prop).removeprefix('def#')}"
                    yield node, what, str(value), 'Schrijf "naam=ja" of "naam=nee".'
        for group in graph.objects(node, LKB.groep):
            if group not in groups:
                yield node, "onbekende groep", local(group), "Kies een bestaande groep, of voeg haar toe."


def _day(graph: Graph, node: Node, prop: URIRef) -> date | None:
    try:
        return date.fromisoformat(str(next(graph.objects(node, prop), "")))
    except ValueError:
        return None


def _versions(graph: Graph) -> Found:
    works: dict[Node, list[tuple[date, date, Node]]] = {}
    for node in graph.subjects(RDF.type, ELI.LegalExpression):
        first, last = _day(graph, node, FROM), _day(graph, node, TO)
        if first is not None and last is not None and last < first:
            yield node, "de laatste dag ligt vóór de eerste", str(last), "Controleer de datums."
        for work in graph.objects(node, ELI.realizes):
            works.setdefault(work, []).append((first or date.min, last or date.max, node))
    for versions in works.values():
        for (_, last, older), (first, _, newer) in pairwise(sorted(versions, key=lambda v: (v[0], v[1], str(v[2])))):
            if last >= first:
                remedy = f"Geef {str(older).removeprefix(BASE)} een laatste dag (eli:date_no_longer_in_force)."
                yield newer, "deze tekst overlapt met een eerdere van dezelfde bepaling", str(first), remedy
