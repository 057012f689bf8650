"""The traps ("valkuilen") of the ontology, read into plain data with rdflib, and what is wrong with them.

A trap is a mistake that a trainee easily makes in a case. Its conditions (``lkb:raakt``) are queries in the language of
``docs/reference/vraagtaal.md``; a case that one of them matches is a test of the trap.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rdflib import RDF, Graph
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import Node

from legalkb.near_names import nearest
from legalkb.ontology_reader import LKB, codes, flag, local, texts_of
from legalkb.query.parser import QueryError, parse
from legalkb.query.sql import Sql, TooEntangled, condition
from legalkb.query.words import Words

__all__ = ["SUBJECTS", "incomplete", "traps", "unreadable"]

SUBJECTS = (
    "bestanddelen", "gezag en toestemming", "reisdocumenten", "huwelijk", "deelneming en poging", "recht in de tijd",
    "rechtsmacht", "verjaring", "klacht", "straf", "uitkomst",
)  # fmt: skip
Found = Iterator[tuple[Node, str, str, str]]


def traps(graph: Graph) -> list[dict[str, Any]]:
    """Every trap as plain data, in the order in which they are shown."""
    found = [_trap(graph, node) for node in graph.subjects(RDF.type, LKB.Valkuil)]
    return sorted(found, key=lambda t: (t["order"], t["id"]))


def _trap(graph: Graph, node: Node) -> dict[str, Any]:
    return {
        "id": local(node),
        "order": int(texts_of(graph, node, LKB.volgorde)[0]),
        "label": texts_of(graph, node, SKOS.prefLabel, "nl")[0],
        "label_en": texts_of(graph, node, SKOS.prefLabel, "en")[0],
        "explanation": texts_of(graph, node, LKB.uitleg, "nl")[0],
        "wrong_answers": texts_of(graph, node, LKB.foutAntwoord, "nl"),
        "provisions": codes(graph, node, LKB.bepaling),
        "subjects": texts_of(graph, node, LKB.onderwerp),
        "conditions": texts_of(graph, node, LKB.raakt),
        "sources": codes(graph, node),
        "core": flag(graph, node, LKB.hoofdvalkuil),
    }


def incomplete(graph: Graph) -> Found:
    """What a trap lacks or names wrongly, its conditions apart: (trap, what, value, remedy), in Dutch."""
    for node in graph.subjects(RDF.type, LKB.Valkuil):
        yield from _lacking(graph, node)
        for subject in texts_of(graph, node, LKB.onderwerp):
            if subject not in SUBJECTS:
                remedy = nearest(subject, SUBJECTS) or f"Kies uit {', '.join(SUBJECTS)}."
                yield node, "onbekend onderwerp bij een valkuil", subject, remedy
        for prop, kinds in ((LKB.bepaling, (LKB.aanduiding,)), (DCTERMS.source, (LKB.aanduiding, LKB.code))):
            for value in graph.objects(node, prop):
                if not any((value, kind, None) in graph for kind in kinds):
                    what = "onbekende bepaling" if prop == LKB.bepaling else "onbekende bron"
                    yield node, f"{what} bij een valkuil", str(value), "Noem een die in ontology/ staat."


def _lacking(graph: Graph, node: Node) -> Found:
    wanted = (
        ("prefLabel", SKOS.prefLabel, "nl"),
        ("prefLabel (Engels)", SKOS.prefLabel, "en"),
        ("uitleg", LKB.uitleg, "nl"),
        ("foutAntwoord", LKB.foutAntwoord, "nl"),
        ("onderwerp", LKB.onderwerp, None),
        ("raakt", LKB.raakt, None),
        ("volgorde", LKB.volgorde, None),
    )
    for name, prop, language in wanted:
        if not any(text.strip() for text in texts_of(graph, node, prop, language)):
            yield node, f"een valkuil zonder {name}", local(node), "Vul dit aan."
    for name, prop in (("bepaling", LKB.bepaling), ("bron", DCTERMS.source)):
        if (node, prop, None) not in graph:
            yield node, f"een valkuil zonder {name}", local(node), "Vul dit aan."
    if texts_of(graph, node, DCTERMS.identifier) != [local(node)]:
        yield node, "dct:identifier is niet het laatste deel van het adres", local(node), "Maak ze gelijk."
    if len(texts_of(graph, node, LKB.uitleg, "nl")) > 1:
        yield node, "'uitleg' staat er meer dan eens", local(node), "Is deze naam al in gebruik? Kies een andere."


def unreadable(graph: Graph, words: Words) -> Found:
    """The conditions that cannot be read or name what ``words`` does not know: (trap, what, condition, remedy)."""
    for node in graph.subjects(RDF.type, LKB.Valkuil):
        for text in texts_of(graph, node, LKB.raakt):
            try:
                condition(parse(text, words), Sql())
            except QueryError as error:
                for mistake in error.mistakes:
                    remedy = mistake.remedy or "Zie docs/reference/vraagtaal.md."
                    yield node, f"{mistake.what} (in lkb:raakt)", text, remedy
            except TooEntangled:
                remedy = "Schrijf er twee lkb:raakt voor in de plaats."
                yield node, "lkb:raakt verbindt te veel bepalingen", text, remedy
