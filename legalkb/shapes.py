"""SHACL shapes over a graph: the part of SHACL Core that ``ontology/vormen`` uses, so that no validator need be there.

A shape is read as the W3C recommendation says. What is not supported is refused, never passed over: see
:func:`unsupported`. The tests hold this beside pyshacl.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import RDF, RDFS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

__all__ = ["SH", "Result", "unsupported", "validate"]

SH = Namespace("http://www.w3.org/ns/shacl#")
DESCRIBING = frozenset({SH.message, SH.description})
STRUCTURE = frozenset({SH.path, SH.property, SH.qualifiedMinCount, SH.qualifiedMaxCount})
KINDS: Mapping[Node, type] = {SH.IRI: URIRef, SH.Literal: Literal}


@dataclass(frozen=True, slots=True)
class Result:
    """A node that is not as a shape says: where (``path``), the value if one is to blame, and the words of the
    shape (``message``, ``remedy``) in Dutch."""

    focus: Node
    path: Node | None
    value: Node | None
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class _Checked:
    """A shape at work: the graphs, the shape, the node and the values that its path leads to."""

    data: Graph
    shapes: Graph
    shape: Node
    focus: Node
    values: tuple[Node, ...]

    def conforms(self, shape: Node, node: Node) -> bool:
        """Whether a node is as another shape says."""
        return not any(_results(self.data, self.shapes, shape, node))

    def number(self, prop: URIRef) -> int | None:
        """A number of the shape, if it has one."""
        found = self.shapes.value(self.shape, prop)
        return None if found is None else int(str(found))


Found = Iterator[Node | None]


def _classes(data: Graph, kind: Node) -> frozenset[Node]:
    return frozenset(c for c in data.transitive_subjects(RDFS.subClassOf, kind) if c is not None)


def _language(value: Node, tags: list[str]) -> bool:
    own = (value.language or "").lower() if isinstance(value, Literal) else ""
    return any(own == t or own.startswith(t + "-") for t in tags)


def _qualified(c: _Checked, p: Node) -> Found:
    count = sum(c.conforms(p, v) for v in c.values)
    least, most = c.number(SH.qualifiedMinCount), c.number(SH.qualifiedMaxCount)
    if least is not None and count < least:
        yield None
    if most is not None and count > most:
        yield None


def _not_after(c: _Checked, p: Node) -> Found:
    for value in c.values:
        yield from (value for other in c.data.objects(c.focus, p) if not _at_most(value, other))


def _at_most(value: Node, other: Node) -> bool:
    return _datatype(value) == _datatype(other) is not None and bool(value <= other)  # type: ignore[operator]


def _each(wrong: Callable[[_Checked, Node, Node], bool]) -> Callable[[_Checked, Node], Found]:
    """A constraint on each value by itself."""
    return lambda c, p: (v for v in c.values if wrong(c, p, v))


def _datatype(value: Node) -> Node | None:
    """The datatype of a literal that is well formed."""
    if not isinstance(value, Literal) or value.ill_typed:
        return None
    return value.datatype or (RDF.langString if value.language else XSD.string)


def _is_of(c: _Checked, p: Node, v: Node) -> bool:
    return any((v, RDF.type, k) in c.data for k in _classes(c.data, p))


CONSTRAINTS: Mapping[Node, Callable[[_Checked, Node], Found]] = {
    SH.minCount: lambda c, p: (None for _ in range(len(c.values) < int(str(p)))),
    SH.maxCount: lambda c, p: (None for _ in range(len(c.values) > int(str(p)))),
    SH["class"]: _each(lambda c, p, v: not _is_of(c, p, v)),
    SH.datatype: _each(lambda c, p, v: _datatype(v) != p),
    SH.nodeKind: _each(lambda c, p, v: not isinstance(v, KINDS[p])),
    SH.pattern: _each(lambda c, p, v: isinstance(v, BNode) or not re.search(str(p), str(v))),
    SH["in"]: _each(lambda c, p, v: v not in list(c.shapes.items(p))),
    SH.hasValue: lambda c, p: (None for _ in range(p not in c.values)),
    SH.languageIn: _each(lambda c, p, v: not _language(v, [str(t).lower() for t in c.shapes.items(p)])),
    SH.qualifiedValueShape: _qualified,
    SH.lessThanOrEquals: _not_after,
    SH["or"]: _each(lambda c, p, v: not any(c.conforms(s, v) for s in c.shapes.items(p))),
    SH.node: _each(lambda c, p, v: not c.conforms(p, v)),
}
TARGETS: Mapping[Node, Callable[[Graph, Node], Iterator[Node]]] = {
    SH.targetClass: lambda data, p: (n for k in _classes(data, p) for n in data.subjects(RDF.type, k)),
    SH.targetSubjectsOf: lambda data, p: data.subjects(p, None),
    SH.targetObjectsOf: lambda data, p: data.objects(None, p),
}
KNOWN = DESCRIBING | STRUCTURE | CONSTRAINTS.keys() | TARGETS.keys()


def unsupported(shapes: Graph) -> tuple[str, ...]:
    """What the shapes say in SHACL that this module does not know; nothing of it may be used."""
    return tuple(sorted({str(p) for p in shapes.predicates() if str(p).startswith(str(SH)) and p not in KNOWN}))


def validate(data: Graph, shapes: Graph) -> tuple[Result, ...]:
    """Every node of the data that is not as the shapes with a target say, in order."""
    found = {
        result
        for kind, targets in TARGETS.items()
        for shape, aim in shapes.subject_objects(kind)
        for node in set(targets(data, aim))
        for result in _results(data, shapes, shape, node)
    }
    return tuple(sorted(found, key=lambda r: (str(r.focus), r.message, str(r.path), str(r.value))))


def _results(data: Graph, shapes: Graph, shape: Node, node: Node) -> Iterator[Result]:
    path = shapes.value(shape, SH.path)
    values = (node,) if path is None else tuple(data.objects(node, path))
    checked = _Checked(data, shapes, shape, node, values)
    remedy = shapes.value(shape, SH.description) or shapes.value(shape, RDFS.comment)  # a node shape has no description
    words = str(shapes.value(shape, SH.message) or ""), str(remedy or "")
    for prop, parameter in shapes.predicate_objects(shape):
        if prop in CONSTRAINTS:
            for value in CONSTRAINTS[prop](checked, parameter):
                yield Result(node, path, value, *words)
        elif prop == SH.property:
            for value in values:
                yield from _results(data, shapes, parameter, value)
