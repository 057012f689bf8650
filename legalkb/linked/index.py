"""Triples by what they say: of a node its properties, of a property who has it; and a readable name for each node."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from legalkb.linked.terms import BASE, PREFIXES, RDF_TYPE, Term, named

__all__ = ["Index", "natural", "short"]

BY_LENGTH = tuple(sorted(PREFIXES.items(), key=lambda item: -len(item[1])))
NAMES = tuple(
    map(
        named,
        ("lkb:aanduiding", "skos:prefLabel", "rdfs:label", "dct:title", "eli:title", "lkb:citaat", "dct:identifier"),
    )
)
_SPACES = str.maketrans("/_", "  ")
_NUMBER = re.compile(r"(\d+)")


class Index:
    """The triples of a graph, to be looked up from both sides."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        """Take in the triples; the order in which they come is kept."""
        self._said: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        self._by: dict[tuple[str, str], list[str]] = defaultdict(list)
        for t in dict.fromkeys(triples):
            if isinstance(t.subject, NamedNode) and isinstance(t.object, NamedNode | Literal):
                self._said[t.subject.value][t.predicate.value].append(t.object)
                if isinstance(t.object, NamedNode):
                    self._by[t.predicate.value, t.object.value].append(t.subject.value)

    def __contains__(self, node: str) -> bool:
        """Whether something is said of a node."""
        return node in self._said

    def all(self) -> frozenset[str]:
        """Every node of which something is said."""
        return frozenset(self._said)

    def properties(self, node: str) -> Iterator[tuple[str, Sequence[Term]]]:
        """Each property of a node with its values."""
        yield from self._said.get(node, {}).items()

    def values(self, node: str, name: str) -> Sequence[Term]:
        """The values of a property (short form) of a node."""
        return self._said.get(node, {}).get(named(name).value, ())

    def nodes(self, node: str, name: str) -> tuple[str, ...]:
        """The nodes among those values."""
        return tuple(v.value for v in self.values(node, name) if isinstance(v, NamedNode))

    def text(self, node: str, name: str, language: str = "nl") -> str:
        """The first text of a property, in a language or in none; empty without one."""
        found = [v for v in self.values(node, name) if isinstance(v, Literal) and v.language in (language, None)]
        return min(found, key=lambda v: v.language is None).value if found else ""

    def having(self, name: str, value: str) -> tuple[str, ...]:
        """The nodes that have a node as value of a property (short form)."""
        return tuple(self._by.get((named(name).value, value), ()))

    def kinds(self, node: str) -> frozenset[str]:
        """The classes of a node, in short form."""
        return frozenset(short(v.value) for v in self._said.get(node, {}).get(RDF_TYPE.value, ()))

    def name(self, node: str, language: str = "nl") -> str:
        """The name of a node in a language; in Dutch there always is one."""
        for prop in NAMES:
            for value in self._said.get(node, {}).get(prop.value, ()):
                if isinstance(value, Literal) and value.language in (language, None if language == "nl" else language):
                    return value.value
        return "" if language != "nl" else short(node).removeprefix("wet/").removeprefix("gegeven/").translate(_SPACES)


def short(address: str) -> str:
    """An address by its prefix, or below the base."""
    for prefix, space in BY_LENGTH:
        if address.startswith(space) and "/" not in address.removeprefix(space):
            return f"{prefix}:{address.removeprefix(space)}"
    return address.removeprefix(BASE)


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """What a text is sorted by so that 9 comes before 10."""
    return tuple((0, int(p), "") if p.isdigit() else (1, 0, p.casefold()) for p in _NUMBER.split(text) if p)
