"""The process that answers one query: it gets the graph and the query, answers, and ends.

After the graph is loaded it can open no file and no connection any more, whatever the query says, and it has no more
memory and processor time than it was given (where the platform can limit those). It is started by
:mod:`legalkb.linked.engine`, which ends it when the time is up.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Any

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

__all__ = ["main"]

READY = b"+"
SPARE_SECONDS = 120  # processor time for the loading of the graph


def main() -> None:
    """Read the order (a line of JSON) and the graph (N-Triples) from standard input; write the answer as JSON."""
    order = json.loads(sys.stdin.buffer.readline())
    _limit(order["memory"], order["seconds"])
    store = Store()
    store.bulk_load(input=sys.stdin.buffer, format=RdfFormat.N_TRIPLES)
    _close_the_doors()
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    sys.stdout.buffer.write(json.dumps(_answer(store, order)).encode())
    sys.stdout.buffer.flush()


def _limit(memory: int, seconds: float) -> None:
    """Less memory (bytes) and processor time than the machine has; no core file."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in (("AS", memory), ("CPU", int(seconds) + SPARE_SECONDS), ("CORE", 0)):
        _lower(resource, f"RLIMIT_{kind}", most)


def _close_the_doors() -> None:
    """No file or connection can be opened and nothing can be written to a file from here on."""
    try:
        import resource
    except ImportError:
        return
    for kind in ("NOFILE", "FSIZE"):
        _lower(resource, f"RLIMIT_{kind}", 0)


def _lower(resource: Any, kind: str, most: int) -> None:
    which = getattr(resource, kind, None)
    if which is None:
        return
    _, hard = resource.getrlimit(which)
    value = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(which, (value, value))
    except (OSError, ValueError):  # a platform that names a limit and does not know it
        return


def _answer(store: Store, order: dict[str, Any]) -> dict[str, Any]:
    try:
        found = store.query(order["query"], base_iri=order["base"], prefixes=order["prefixes"])
        if isinstance(found, QueryBoolean):
            return {"truth": bool(found)}
        return _rows(found, order["rows"]) if isinstance(found, QuerySolutions) else _graph(found, order)
    except SyntaxError as error:
        return {"syntax": str(error)}
    except MemoryError:
        return {"memory": True}
    except BaseException as error:  # the engine raises many kinds, and panics; its text never reaches a user
        return {"failure": type(error).__name__}


def _rows(found: QuerySolutions, most: int) -> dict[str, Any]:
    names = [v.value for v in found.variables]
    rows: list[dict[str, Any]] = []
    for solution in found:
        if len(rows) == most:
            return {"many": most}
        rows.append({n: _term(v) for n, v in zip(names, solution, strict=True) if v is not None})
    return {"variables": names, "rows": rows}


def _term(term: object) -> dict[str, str]:
    """A term as the JSON of SPARQL results writes it."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, Literal):
        return {"type": "literal", "value": str(term)}
    said = {"type": "literal", "value": term.value}
    if term.language:
        return {**said, "xml:lang": term.language}
    kind = term.datatype.value
    return said if kind.endswith("XMLSchema#string") else {**said, "datatype": kind}


def _graph(found: QueryTriples | Iterable[Any], order: dict[str, Any]) -> dict[str, Any]:
    made = Dataset()
    for triple in found:
        made.add(Quad(triple.subject, triple.predicate, triple.object))
        if len(made) > order["rows"]:
            return {"many": order["rows"]}
    made.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    triples = sorted((q.triple for q in made), key=str)
    used = {k: v for k, v in order["prefixes"].items() if any(v in str(t) for t in triples)}
    return {"turtle": (serialize(triples, format=RdfFormat.TURTLE, prefixes=used) or b"").decode()}
