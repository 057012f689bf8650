"""The names of the graph: namespaces, prefixes, and the address of each thing, always the same for the same thing.

Addresses of what is in the knowledge base begin with :data:`BASE`; those of cases are a ``urn:``, for they are nobody's
to publish. No node is without an address, so that two runs give the same graph.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from legalkb.rulebook import Literal as Condition
from legalkb.rulebook import Rule

__all__ = ["BASE", "CASES", "ECLI_PAGE", "LKB", "PREFIXES", "RDF_TYPE", "iri", "lkb", "text", "triple"]

BASE = "https://w3id.org/legalkb/"
LKB = BASE + "def#"
CASES = "urn:legalkb:zaak:"
ECLI_PAGE = "https://deeplink.rechtspraak.nl/uitspraak?id="
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: Mapping[str, str] = {
    "lkb": LKB,
    "begrip": BASE + "begrip/",
    "bron": BASE + "bron/",
    "delict": BASE + "delict/",
    "feit": BASE + "feit/",
    "groep": BASE + "groep/",
    "pad": BASE + "pad/",
    "regel": BASE + "regel/",
    "regelbegrip": BASE + "regelbegrip/",
    "scenario": BASE + "scenario/",
    "uitspraak": ECLI_PAGE,
    "zaak": CASES,
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "xsd": XSD,
}
RDF_TYPE = NamedNode(PREFIXES["rdf"] + "type")
Node = NamedNode
Term = NamedNode | Literal


def iri(path: str) -> NamedNode:
    """The node of something in the knowledge base, from its path below :data:`BASE`."""
    return NamedNode(BASE + path)


def lkb(name: str) -> NamedNode:
    """A class or property of the ontology."""
    return NamedNode(LKB + name)


def named(name: str) -> NamedNode:
    """A term from its short form, as ``dct:source``."""
    prefix, local = name.split(":", 1)
    return NamedNode(PREFIXES[prefix] + local)


def text(value: str) -> Literal:
    """A Dutch text."""
    return Literal(value, language="nl")


def day(value: str) -> Literal:
    """A date from its ISO form."""
    return Literal(value, datatype=NamedNode(XSD + "date"))


def triple(subject: Node, predicate: str, value: Term | str | int | bool) -> Triple:
    """One statement; ``predicate`` is short (``lkb:waarde``), a plain value becomes a literal."""
    return Triple(subject, named(predicate), value if isinstance(value, NamedNode | Literal) else Literal(value))


def typed(subject: Node, kind: str) -> Triple:
    """The statement that something is of a class (short form)."""
    return Triple(subject, RDF_TYPE, named(kind))


def part(value: str) -> str:
    """A text as one step of an address."""
    return quote(value, safe="")


def offence(key: str) -> NamedNode:
    """An offence variant, whatever the period."""
    return iri(f"delict/{part(key)}")


def rule(of: Rule) -> NamedNode:
    """The rule of an offence variant in one period: ``regel/sr-285-1/2024-07-01``."""
    key, _, period = of.id.partition("@")
    return iri(f"regel/{part(key)}" + (f"/{part(period)}" if period else ""))


def element(of: Rule, id: str) -> NamedNode:
    """An element of a rule."""
    return NamedNode(f"{rule(of).value}/bestanddeel/{part(id)}")


def condition(of: Condition) -> NamedNode:
    """A condition: a fact type, concept or measure with its value; the same node wherever it is asked."""
    return iri(f"voorwaarde/{part(of.name)}/{part(of.value)}")


def wanted(conditions: Iterable[Condition]) -> NamedNode:
    """A set of conditions that are missing together; the same set has the same address."""
    names = "\n".join(sorted(f"{c.name}={c.value}" for c in conditions))
    return iri(f"ontbrekend/{hashlib.sha256(names.encode()).hexdigest()[:16]}")


def case(name: str) -> NamedNode:
    """A case by its name: its path below the folder that was read."""
    return NamedNode(CASES + part(name))


def below(node: NamedNode, *steps: str | int) -> NamedNode:
    """A part of a node: ``urn:legalkb:zaak:a.yaml/bevinding-1``. The name of a case holds no slash of its own."""

    return NamedNode(f"{node.value}/{'-'.join(part(str(s)) for s in steps)}")
