"""Measure the graph and SPARQL: loading and asking 10,000 assessed cases, and pyoxigraph beside rdflib on fewer.

Run from the root of the repository: ``python -m benchmarks.sparql [CASES]``. See docs/explanation/benchmarks.md.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
import rdflib

from legalkb import assessment, examples, knowledge
from legalkb.case_reader import read_case
from legalkb.engine import BUILTIN
from legalkb.linked import engine, graph, guard
from legalkb.linked.cases import Assessed
from legalkb.linked.terms import BASE, PREFIXES

QUERIES = Path(__file__).resolve().parent.parent / "docs" / "queries"
MANY, FEW, EVERY, ROUNDS = 10_000, 100, 7, 3
LIMITS = engine.Limits(seconds=600)


def pool(base: knowledge.KnowledgeBase) -> list[Assessed]:
    """Give every seventh example, assessed: the cases that are repeated under other names."""
    found = []
    for example in examples.load()[0][::EVERY]:
        case = read_case(example.case, base.vocabulary)
        found.append(Assessed("", case, assessment.assess(case, base, BUILTIN)))
    return found


def named(cases: list[Assessed], count: int) -> Iterator[Assessed]:
    """Give as many cases as asked for, each under its own name."""
    for number in range(count):
        yield cases[number % len(cases)]._replace(name=f"map/{number}.yaml")


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Give the seconds that something took, and its result."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def large(base: graph.Base, cases: list[Assessed], count: int) -> None:
    """Print what many cases cost: making the triples, and each query from start to answer in its own process."""
    made, parts = timed(lambda: list(graph.with_cases(base, named(cases, count))))
    size, lines = sum(map(len, parts)), sum(part.count(b"\n") for part in parts)
    print(f"{count} cases: {lines} lines, {size / 1e6:.0f} MB of N-Triples, made in {made:.1f} s")
    trivial = guard.checked("v", "ASK { ?s ?p ?o }", base.nodes)
    start, _ = timed(lambda: engine.run(trivial, parts, LIMITS))
    print(f"{'a process that loads this and answers':42}{start:8.1f} s")
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{'most memory of that process':42}{used:8.0f} MB")
    store = pyoxigraph.Store()
    for part in parts:
        store.bulk_load(input=part, format=pyoxigraph.RdfFormat.N_TRIPLES)
    print(f"{'triples':42}{len(store):8}")
    for file in sorted(QUERIES.glob("*.rq")):
        query = file.read_text(encoding="utf-8")
        rounds = [timed(lambda query=query: len(asked(store, query))) for _ in range(3)]
        typical = statistics.median(taken for taken, _ in rounds)
        print(f"{file.stem:42}{typical:8.2f} s {rounds[0][1]:8} rows")


def asked(store: pyoxigraph.Store, query: str) -> list[Any]:
    """Give the rows that pyoxigraph finds."""
    return list(store.query(query, base_iri=BASE, prefixes=dict(PREFIXES)))  # type: ignore[arg-type]


def beside_rdflib(base: graph.Base, cases: list[Assessed]) -> None:
    """Print how pyoxigraph and rdflib load and answer the same, in turns."""
    text = b"".join(graph.with_cases(base, named(cases, FEW)))
    store, other = pyoxigraph.Store(), rdflib.Graph()
    mine, _ = timed(lambda: store.bulk_load(input=text, format=pyoxigraph.RdfFormat.N_TRIPLES))
    theirs, _ = timed(lambda: other.parse(data=text, format="nt"))
    print(
        f"\n{FEW} cases, {len(store)} triples; rdflib in times pyoxigraph (median of {ROUNDS} rounds, lowest, highest)"
    )
    print(f"{'loading':42}{theirs / mine:8.0f}")
    for file in sorted(QUERIES.glob("*.rq")):
        query = file.read_text(encoding="utf-8")
        ratios = []
        for _ in range(ROUNDS):
            one, found = timed(lambda query=query: len(asked(store, query)))
            two, again = timed(lambda query=query: len(list(other.query(query, initNs=dict(PREFIXES), base=BASE))))
            assert found == again, file.name
            ratios.append(two / one)
        print(f"{file.stem:42}{statistics.median(ratios):8.0f}{min(ratios):8.0f}{max(ratios):8.0f}")


def main() -> None:
    """Print both tables."""
    base = knowledge.load()
    cases, built = pool(base), graph.base(base)
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    large(built, cases, count)
    beside_rdflib(built, cases)


if __name__ == "__main__":
    main()
