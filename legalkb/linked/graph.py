"""The whole graph: the ontology, the exercises, the rules, the published rulings and, where asked, assessed cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from legalkb import examples
from legalkb.knowledge import EXAMPLES, KnowledgeBase, data_folder, turtle_files, walk
from legalkb.linked import cases, ontology, rules, rulings
from legalkb.linked.cases import Assessed, Known
from legalkb.linked.terms import RDF_TYPE

__all__ = ["Base", "Parts", "base", "parts", "with_cases"]

EXERCISES = "ontology/oefeningen/"


@dataclass(frozen=True, slots=True)
class Parts:
    """The graph of the knowledge base by part (ontologie, oefeningen, regels, uitspraken), and what cases refer to."""

    triples: Mapping[str, tuple[Triple, ...]]
    known: Known


@dataclass(frozen=True, slots=True)
class Base:
    """The knowledge base as a graph: N-Triples, the addresses in it, those used as class or property, and what cases
    refer to."""

    triples: bytes
    nodes: frozenset[str]
    used: frozenset[str]
    known: Known


def parts(knowledge: KnowledgeBase, folder: Path | None = None) -> Parts:
    """The parts of the graph: ``folder`` holds ``ontology/`` and ``rules/``, else the installed ones."""
    files = [(name, file.read_bytes()) for name, file in turtle_files(folder)]
    core, extra = (
        tuple(ontology.triples(f for f in files if f[0].startswith(EXERCISES) == wanted)) for wanted in (False, True)
    )
    names = rules.names(knowledge.rulebook, ontology.sources(core), knowledge.vocabulary.fact_types)
    held = tuple(rulings.triples(_rulings(folder), knowledge, names))
    by_part = {"ontologie": core, "oefeningen": extra, "regels": tuple(rules.triples(names)), "uitspraken": held}
    return Parts(by_part, Known(names, ontology.versions(core)))


def base(knowledge: KnowledgeBase, folder: Path | None = None) -> Base:
    """The graph of the knowledge base: ``folder`` holds ``ontology/`` and ``rules/``, else the installed ones."""
    whole = parts(knowledge, folder)
    found = list(chain.from_iterable(whole.triples.values()))
    nodes = {t.value for x in found for t in (x.subject, x.predicate, x.object) if isinstance(t, NamedNode)}
    kinds = {t.object for t in found if t.predicate == RDF_TYPE}
    used = {t.value for t in (*kinds, *(t.predicate for t in found)) if isinstance(t, NamedNode)}
    return Base(_text(found), frozenset(nodes), frozenset(used), whole.known)


def _rulings(folder: Path | None) -> Iterable[examples.Example]:
    """The examples in the files that name a ruling: reading only those takes a tenth of the time."""
    for name, file in walk(data_folder("rules", folder), ".yaml", "rules"):
        if f"/{EXAMPLES}/" in name and "\nuitspraak:" in (text := file.read_text(encoding="utf-8")):
            yield from examples.read(name, text)


def with_cases(graph: Base, found: Iterable[Assessed]) -> Iterator[bytes]:
    """The graph in parts: that of the knowledge base, then that of each case."""
    yield graph.triples
    for item in found:
        yield _text(cases.triples(item, graph.known))


def _text(found: Iterable[Triple]) -> bytes:
    """N-Triples in a fixed order, each once."""
    lines = (serialize(found, format=RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True)
    return b"".join(sorted(set(lines)))
