"""What the tests of the graph share: asking it a query, and cases to ask about."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterable, Iterator
from functools import cache

from legalkb import knowledge as knowledge_module
from legalkb.assessment import assess
from legalkb.case_reader import read_case
from legalkb.engine import BUILTIN
from legalkb.knowledge import KnowledgeBase
from legalkb.linked import engine, graph, guard
from legalkb.linked.cases import Assessed
from legalkb.linked.engine import Answer, Limits
from legalkb.linked.graph import Base
from legalkb.linked.shown import short
from legalkb.node import SourceText


@cache
def book() -> KnowledgeBase:
    """The knowledge base of the checkout."""
    return knowledge_module.load(cache=False)


@cache
def base() -> Base:
    """The graph of the knowledge base."""
    return graph.base(book())


def assessed(texts: Iterable[tuple[str, str]]) -> list[Assessed]:
    """Cases written as YAML, given as (name, text), assessed."""
    found = []
    for name, text in texts:
        case = read_case(SourceText(name, text), book().vocabulary)
        found.append(Assessed(name, case, assess(case, book(), BUILTIN)))
    return found


def ask(text: str, cases: Iterable[Assessed] = (), limits: Limits | None = None) -> Answer:
    """The answer to a query over the knowledge base and cases."""
    return engine.run(guard.checked("vraag.rq", text, base().nodes), graph.with_cases(base(), cases), limits)


def rows(text: str, cases: Iterable[Assessed] = ()) -> list[tuple[str, ...]]:
    """The rows of the answer, as they are shown."""
    found = ask(text, cases)
    return [tuple(short(r[v]) if v in r else "" for v in found.variables) for r in found.rows]


@contextlib.contextmanager
def listening() -> Iterator[tuple[str, list[int]]]:
    """An address on this machine at which somebody listens, and the connections that were made to it."""
    made: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        done = threading.Event()

        def accept() -> None:
            while not done.is_set():
                with contextlib.suppress(TimeoutError):
                    connection, _ = server.accept()
                    made.append(1)
                    connection.close()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/", made
        finally:
            done.set()
            thread.join()
