"""Whether the texts of the law agree with their own dates, references and links, in the graph of the ontology."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from rdflib import RDF, Graph, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from legalkb.ontology_reader import BASE, ECLI_PAGE, ELI, LKB, text_of

__all__ = ["law"]

WETTEN = "https://wetten.overheid.nl/"
FROM, TO, READ = ELI.first_date_entry_in_force, ELI.date_no_longer_in_force, ELI.version_date
NOT_IN_FORCE = ELI["InForce-notInForce"]
LAST = date.max.isoformat()

Fault = tuple[Node, Node | None, Node | None, str, str]


def law(graph: Graph) -> Iterator[Fault]:
    """What is wrong: (resource, property, value, what, remedy), in Dutch."""
    for node in sorted(graph.subjects(RDF.type, ELI.LegalExpression), key=str):
        yield from _reference(graph, node)
        yield from _read(graph, node)
    yield from _gaps(graph)
    yield from _rulings(graph)


def _first(graph: Graph, node: Node, prop: Node) -> Node | None:
    """The value of a property, in a fixed order where there are more."""
    return min(graph.objects(node, prop), key=str, default=None)


def _parts(graph: Graph, work: Node) -> tuple[str, str, str]:
    """The number of the Act, of the article and of the lid (may be empty) that a provision is, as the law has them."""
    numbers: list[str] = []
    seen: set[Node] = set()
    node: Node | None = work
    while node is not None and node not in seen and (node, RDF.type, ELI.LegalResource) not in graph:
        seen.add(node)
        numbers.insert(0, text_of(graph, node, ELI.number).removesuffix(" (oud)"))
        node = _first(graph, node, ELI.is_part_of)
    act = text_of(graph, node, ELI.id_local) if node is not None else ""
    lid = next((n for n in numbers[1:] if re.fullmatch(r"\d+[a-z]*", n)), "")
    return act, numbers[0] if numbers else "", lid


def _reference(graph: Graph, node: Node) -> Iterator[Fault]:
    """The address, the JCI reference and the page on wetten.overheid.nl, against what follows from the provision."""
    work = _first(graph, node, ELI.realizes)
    if work is None:
        return
    read = text_of(graph, node, READ)
    if str(node) != f"{work}/{read}":
        how = f"Noem de tekst <{str(work).removeprefix(BASE)}/{read}>."
        yield node, READ, _first(graph, node, READ), "een adres dat niet op de gelezen toestand eindigt", how
    act, article, lid = _parts(graph, work)
    if not act or not article:
        return  # the shapes say so
    given = _first(graph, node, LKB.jci)
    seen = str(given).rpartition("&z=")[2]
    made = f"jci1.3:c:{act}&artikel={article}{'&lid=' * bool(lid)}{lid}&g={read}&z={seen}"
    if given is not None and str(given).replace("jci1.31:", "jci1.3:") != made:
        yield node, LKB.jci, given, "een JCI-verwijzing naar iets anders dan deze tekst", f"Schrijf {made}."
    elif given is not None and seen < read:
        yield node, LKB.jci, given, "een zichtdatum (z) vóór de geldigheidsdatum (g)", "Maak z gelijk aan g of later."
    elif given is not None and read <= text_of(graph, node, TO) < seen:
        yield node, LKB.jci, given, "een zichtdatum (z) na de laatste dag van de tekst", "Controleer beide dagen."
    for page in graph.objects(node, LKB.bronpagina):
        wanted = f"{WETTEN}{act}/{read}#Artikel{article}"
        if str(page).startswith(WETTEN) and str(page) != wanted:
            yield node, LKB.bronpagina, page, "een andere pagina dan die van deze tekst", f"Schrijf <{wanted}>."


def _read(graph: Graph, node: Node) -> Iterator[Fault]:
    """The state in which a text was read lies in the time it was in force, unless a reservation says why not."""
    first, last, read = (text_of(graph, node, p) for p in (FROM, TO, READ))
    reserved = (node, LKB.voorbehoud, None) in graph
    if not first <= read <= (last or LAST) and not reserved:
        value = _first(graph, node, READ)
        yield node, READ, value, "gelezen in een toestand waarin de tekst niet gold", "Leg het uit met lkb:voorbehoud."


def _gaps(graph: Graph) -> Iterator[Fault]:
    """A period without text that no text explains, and an explanation where there is no such period."""
    works: dict[Node, list[Node]] = {}
    for node in graph.subjects(RDF.type, ELI.LegalExpression):
        for work in graph.objects(node, ELI.realizes):
            works.setdefault(work, []).append(node)
    for nodes in works.values():
        ordered = sorted(nodes, key=lambda n: (text_of(graph, n, FROM), text_of(graph, n, TO) or LAST, str(n)))
        for place, node in enumerate(ordered, 1):
            yield from _gap(graph, node, ordered[place] if place < len(ordered) else None)


def _gap(graph: Graph, node: Node, later: Node | None) -> Iterator[Fault]:
    last = text_of(graph, node, TO)
    explained = _first(graph, node, LKB.leemteErna)
    if later is None:
        gap = bool(last) or (node, ELI.in_force, NOT_IN_FORCE) in graph
    else:
        gap = bool(last) and text_of(graph, later, FROM) > _after(last)
    if gap and explained is None:
        name = str(later).removeprefix(BASE) if later else "geen tekst"
        how = f"Hierna komt {name}. Verbeter de dagen, of leg de leemte uit met lkb:leemteErna."
        yield node, TO, _first(graph, node, TO), "een leemte na deze tekst die niet wordt uitgelegd", how
    if explained is not None and not gap:
        yield node, LKB.leemteErna, explained, "een leemte die er niet is", "Haal lkb:leemteErna weg."


def _after(day: str) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return LAST


def _rulings(graph: Graph) -> Iterator[Fault]:
    """The address of a ruling follows from its ECLI, and the year in it is that of the ruling."""
    for node in graph.subjects(RDF.type, LKB.Uitspraak):
        code = _first(graph, node, LKB.code)
        if code is not None and URIRef(ECLI_PAGE + str(code)) != node:
            yield node, LKB.code, code, "een ECLI die niet die van het adres is", "Maak ze gelijk."
        for day in graph.objects(node, DCTERMS.date):
            if str(day)[:4] not in str(code).split(":"):
                yield node, DCTERMS.date, day, "een dag in een ander jaar dan de ECLI noemt", "Controleer de dag."
