"""Where an assessment comes from (PROV-O): the run that made it, what that used, and the facts behind each finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from legalkb.findings import Assessment, OffenceFinding
from legalkb.linked.terms import below, day, iri, triple, typed

__all__ = ["knowledge", "program", "triples"]


def knowledge(digest: str) -> Iterator[Triple]:
    """The knowledge base in one version, by its hash (the first sixteen signs, as on a memo)."""
    node = iri(f"kennisbank/{digest}")
    yield from (typed(node, "lkb:Kennisbank"), typed(node, "prov:Entity"), triple(node, "dct:identifier", digest))


def program(version: str) -> Iterator[Triple]:
    """The program in one version."""
    node = iri(f"programma/{version}")
    yield from (typed(node, "prov:SoftwareAgent"), triple(node, "dct:title", "legalkb"))
    yield triple(node, "owl:versionInfo", version)


def triples(case: NamedNode, found: Assessment) -> Iterator[Triple]:
    """The run (an activity) with the case, facts, knowledge base and program, and what it made."""
    outcome, run, receipt = below(case, "beoordeling"), below(case, "uitvoering"), found.receipt
    yield from (*knowledge(receipt.knowledge), *program(receipt.version))
    yield from (triple(case, "lkb:beoordeling", outcome), typed(outcome, "lkb:Beoordeling"), typed(case, "prov:Entity"))
    yield from (typed(outcome, "prov:Entity"), typed(run, "prov:Activity"))
    yield from (triple(outcome, "prov:wasGeneratedBy", run), triple(outcome, "prov:wasDerivedFrom", case))
    if receipt.reference_date:
        yield triple(outcome, "lkb:peildatum", day(receipt.reference_date))
    yield from (triple(outcome, "lkb:afgeleidMet", engine) for engine in receipt.engines)
    yield triple(run, "prov:used", iri(f"kennisbank/{receipt.knowledge}"))
    yield triple(run, "prov:wasAssociatedWith", iri(f"programma/{receipt.version}"))
    yield triple(run, "prov:used", case)
    for fact in found.facts:
        node = below(case, "feit", fact.number)
        yield from (typed(node, "prov:Entity"), triple(run, "prov:used", node))
    for number, finding in enumerate(found.findings, 1):
        if facts := sorted(set(_behind(finding))):
            node = below(case, "bevinding", number)
            yield from (typed(node, "prov:Entity"), triple(node, "prov:wasGeneratedBy", run))
            yield from (triple(node, "prov:wasDerivedFrom", below(case, "feit", fact)) for fact in facts)


def _behind(finding: OffenceFinding) -> Iterable[int]:
    """The numbers of the facts that support or contradict an element of a finding."""
    return (said.fact for e in finding.elements for said in (*e.support, *e.against) if said.fact)
