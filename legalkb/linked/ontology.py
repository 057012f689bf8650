"""The Turtle files of the ontology as triples in which every node has an address."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from legalkb.linked.terms import BASE, Node, Term, named

__all__ = ["sources", "triples", "versions"]

Version = tuple[str, str, str]


def triples(files: Iterable[tuple[str, bytes]]) -> Iterator[Triple]:
    """The triples of Turtle files, given as (name, content). A node without an address gets one from its content."""
    for _, content in files:
        found = [q.triple for q in parse(content, RdfFormat.TURTLE, base_iri=BASE)]
        yield from _named(found)


def _named(found: list[Triple]) -> Iterator[Triple]:
    """The triples with an address for each blank node: that of its subject and a hash of what it says."""
    about: dict[BlankNode, list[Triple]] = defaultdict(list)
    holder: dict[BlankNode, str] = {}
    for t in found:
        if isinstance(t.subject, BlankNode):
            about[t.subject].append(t)
        if isinstance(t.object, BlankNode):
            holder[t.object] = str(t.subject) if isinstance(t.subject, NamedNode) else ""

    def content(node: BlankNode, depth: int = 0) -> str:
        inner = (
            f"{t.predicate} {content(t.object, depth + 1) if isinstance(t.object, BlankNode) else t.object}"
            for t in about[node]
        )
        return "[" + " ; ".join(sorted(inner)) + "]" if depth < 9 else "[]"

    def address(node: object) -> object:
        if not isinstance(node, BlankNode):
            return node
        said = f"{holder.get(node, '')} {content(node)}"
        return NamedNode(f"{BASE}knoop/{hashlib.sha256(said.encode()).hexdigest()[:16]}")

    for t in found:
        subject, value = address(t.subject), address(t.object)
        assert isinstance(subject, NamedNode)
        assert isinstance(value, NamedNode | Literal)
        yield Triple(subject, t.predicate, value)


def sources(found: Iterable[Triple]) -> Mapping[str, NamedNode]:
    """Source codes and designations, as rules use them, with the node of each."""
    codes = {named("lkb:code"), named("lkb:aanduiding")}
    return {
        t.object.value: t.subject
        for t in found
        if t.predicate in codes and isinstance(t.subject, NamedNode) and isinstance(t.object, Literal)
    }


def versions(found: Iterable[Triple]) -> Mapping[Version, NamedNode]:
    """The texts of the law by designation, first and last day (ISO, may be empty)."""
    wanted = {
        named("eli:realizes"): "of",
        named("eli:first_date_entry_in_force"): "first",
        named("eli:date_no_longer_in_force"): "last",
        named("lkb:aanduiding"): "name",
    }
    said: dict[Node, dict[str, Term]] = defaultdict(dict)
    for t in found:
        if t.predicate in wanted and isinstance(t.subject, NamedNode) and isinstance(t.object, NamedNode | Literal):
            said[t.subject][wanted[t.predicate]] = t.object
    result = {}
    for node, parts in said.items():
        work = parts.get("of")
        if isinstance(work, NamedNode) and "name" in said[work]:
            days = [parts[k].value if k in parts else "" for k in ("first", "last")]
            result[said[work]["name"].value, days[0], days[1]] = node
    return result
