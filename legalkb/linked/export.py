"""The graph as a file for others: the parts that are asked for, in a standard form, always the same bytes.

An assessed case goes in without what its owner wrote freely: its name is the hash of its content, persons are known by
role and number. What happened, when and in which country stays, for that is what was assessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from legalkb import __version__
from legalkb.case import Case
from legalkb.knowledge import KnowledgeBase
from legalkb.linked import cases, json_ld, provenance, terms
from legalkb.linked.cases import Assessed, Known
from legalkb.linked.graph import Parts
from legalkb.linked.terms import PREFIXES, RDF_TYPE, below, iri

__all__ = ["FORMATS", "graphs", "head", "text"]

FORMATS: Mapping[str, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "jsonld": RdfFormat.JSON_LD,
    "ntriples": RdfFormat.N_TRIPLES,
}
Graphs = Mapping[NamedNode, Iterable[Triple]]
IDENTIFIER = NamedNode(PREFIXES["dct"] + "identifier")


def head(knowledge: KnowledgeBase) -> tuple[Triple, ...]:
    """Which knowledge base and program the export is from."""
    return (*provenance.knowledge(knowledge.digest[:16]), *provenance.program(__version__))


def graphs(parts: Parts, wanted: Iterable[str], assessed: Iterable[Assessed]) -> Graphs:
    """The parts that are wanted and each case, by the address of its named graph."""
    found = {iri(f"graaf/{name}"): parts.triples[name] for name in wanted}
    for item in assessed:
        nameless = item._replace(name=item.assessment.receipt.case)
        found[below(terms.case(nameless.name), "graaf")] = tuple(_case(nameless, parts.known))
    return found


def _case(assessed: Assessed, known: Known) -> Iterator[Triple]:
    """The triples of a case with a role and number for each person."""
    node = terms.case(assessed.name)
    ids = {below(node, "persoon", id).value: role for id, role in _roles(assessed.case)}
    for t in cases.triples(assessed, known):
        subject, value = (_nameless(part, node, ids) for part in (t.subject, t.object))
        if t.predicate == IDENTIFIER and isinstance(t.subject, NamedNode) and t.subject.value in ids:
            value = Literal(ids[t.subject.value])
        assert isinstance(subject, NamedNode)
        assert isinstance(value, NamedNode | Literal)
        yield Triple(subject, t.predicate, value)


def _nameless(part: object, case: NamedNode, ids: Mapping[str, str]) -> object:
    """A part of a triple; the node of a person with the role instead of the id."""
    if isinstance(part, NamedNode) and part.value in ids:
        return below(case, "persoon", *ids[part.value].split())
    return part


def _roles(case: Case) -> Iterator[tuple[str, str]]:
    """Each person with what stands for the id: the first role and a number (``verdachte 1``)."""
    seen: Counter[str] = Counter()
    for person in case.persons:
        role = person.roles[0] if person.roles else "persoon"
        seen[role] += 1
        yield person.id, f"{role} {seen[role]}"


def text(first: Iterable[Triple], found: Graphs, form: str) -> str:
    """The triples in a form of :data:`FORMATS`; in TriG ``first`` is the default graph and the others are named."""
    if form == "trig":
        named = (Quad(*_spread(t), graph) for graph, triples in found.items() for t in _sorted(triples))
        return _serialized([*(Quad(*_spread(t)) for t in _sorted(first)), *named], form)
    return _serialized(_sorted([*first, *(t for triples in found.values() for t in triples)]), form)


def _spread(found: Triple) -> tuple[NamedNode, NamedNode, NamedNode | Literal]:
    return found.subject, found.predicate, found.object  # type: ignore[return-value]


def _sorted(found: Iterable[Triple]) -> list[Triple]:
    """Each triple once, by subject; its classes first."""
    return sorted(set(found), key=lambda t: (str(t.subject), t.predicate != RDF_TYPE, str(t.predicate), str(t.object)))


def _serialized(found: Sequence[Triple] | Sequence[Quad], form: str) -> str:
    used = {name: address for name, address in sorted(PREFIXES.items()) if _uses(found, address)}
    if form == "jsonld":
        return json_ld.text((serialize(found, format=RdfFormat.N_TRIPLES) or b"").decode(), used)
    return (serialize(found, format=FORMATS[form], prefixes=used) or b"").decode()


def _uses(found: Sequence[Triple] | Sequence[Quad], address: str) -> bool:
    """Whether some node has an address that begins so."""
    return any(
        node.value.startswith(address)
        for item in found
        for node in (item.subject, item.predicate, item.object)
        if isinstance(node, NamedNode)
    )
