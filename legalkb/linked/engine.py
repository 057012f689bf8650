"""Runs a query in a process of its own, with limits on time, memory and rows, and brings back the answer."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from legalkb.errors import Problem
from legalkb.linked.guard import Query
from legalkb.linked.terms import BASE, PREFIXES
from legalkb.linked.tokens import QueryError

__all__ = ["Answer", "Limits", "run"]

OUT_OF_MEMORY = (signal.SIGABRT, getattr(signal, "SIGKILL", signal.SIGABRT))
Row = Mapping[str, Mapping[str, str]]
_PLACE = re.compile(r"error at (\d+):(\d+)")
_START = "import sys; sys.path[:] = {path!r}; from legalkb.linked.worker import main; main()"
_HINTS = (
    (
        "variable that is unbound",
        "bij GROUP BY hoort elke variabele van SELECT in GROUP BY of in een telling als COUNT",
    ),
    ("unbound", "bij GROUP BY hoort elke variabele van SELECT in GROUP BY of in een telling als COUNT"),
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a query may take: seconds, rows, and bytes of memory for the graph and the query together."""

    seconds: float = 30
    rows: int = 100_000
    memory: int = 4 * 1024**3


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave: rows (SELECT), a truth (ASK), or Turtle (CONSTRUCT, DESCRIBE).

    A value in a row is as in the JSON of SPARQL results: ``type``, ``value`` and perhaps ``xml:lang`` or ``datatype``.
    """

    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    truth: bool | None = None
    turtle: str | None = None


def run(query: Query, triples: Iterable[bytes], limits: Limits | None = None) -> Answer:
    """The answer to a query over the parts of a graph in N-Triples; raises a :class:`QueryError` when there is none."""
    limits = limits or Limits()
    order = {
        "query": query.text, "base": BASE, "prefixes": dict(PREFIXES),
        "rows": limits.rows, "memory": limits.memory, "seconds": limits.seconds,
    }  # fmt: skip
    said = _asked(json.dumps(order).encode() + b"\n", triples, query, limits)
    if said.keys() & {"syntax", "many", "memory", "failure"}:
        raise QueryError((_problem(query, said, limits),))
    if "rows" not in said:
        return Answer(truth=said.get("truth"), turtle=said.get("turtle"))
    rows = said["rows"] if query.ordered else sorted(said["rows"], key=lambda r: _key(r, said["variables"]))
    return Answer(tuple(said["variables"]), tuple(rows))


def _key(row: Row, variables: list[str]) -> tuple[tuple[str, ...], ...]:
    """What rows are sorted by when the query gives no order."""
    return tuple(tuple(row[v].values()) if v in row else () for v in variables)


def _asked(order: bytes, triples: Iterable[bytes], query: Query, limits: Limits) -> dict[str, Any]:
    """What the process says; the clock starts when it has loaded the graph."""
    code = _START.format(path=sys.path)
    process = subprocess.Popen(
        [sys.executable, "-I", "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
    )
    try:
        _give(process, chain([order], triples))
        said, _ = process.communicate(timeout=limits.seconds)
    except subprocess.TimeoutExpired:
        what = f"de vraag duurde langer dan {limits.seconds:g} seconden en is gestopt"
        remedy = "Vraag minder tegelijk: begin met de regel die het minst oplevert, of geef --tijdslimiet."
        raise QueryError((Problem(query.name, what, "", remedy),)) from None
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
    try:
        return dict(json.loads(said))
    except ValueError:  # it did not live to answer
        return {"memory": True} if -process.returncode in OUT_OF_MEMORY else {"failure": "stopped"}


def _give(process: subprocess.Popen[bytes], parts: Iterable[bytes]) -> None:
    """Hand over the order and the graph, and wait until the graph is loaded."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        with process.stdin as stream:
            for part in parts:
                view = memoryview(part)
                while view:
                    view = view[stream.write(view) :]
    except BrokenPipeError:
        pass
    process.stdin = None
    process.stdout.read(1)


def _problem(query: Query, said: Mapping[str, Any], limits: Limits) -> Problem:
    if "many" in said:
        what = f"het antwoord heeft meer dan {limits.rows} regels"
        return Problem(query.name, what, "", "Vraag minder, of zet LIMIT aan het einde.")
    if "memory" in said:
        return Problem(query.name, "de vraag kostte te veel geheugen en is gestopt", "", "Vraag minder tegelijk.")
    if "failure" in said:
        return Problem(query.name, "deze vraag kan niet worden uitgevoerd", "", "Maak haar eenvoudiger.")
    place = _PLACE.search(said["syntax"])
    where = f"{query.name}:{place[1]}:{place[2]}" if place else query.name
    hint = next((hint for sign, hint in _HINTS if sign in said["syntax"]), "")
    if hint:
        return Problem(where, hint)
    shown = _around(query.text, int(place[1]), int(place[2])) if place else ""
    remedy = "Kijk naar punten, puntkomma's en losse woorden."
    return Problem(where, "rond deze plaats klopt de SPARQL niet", shown, remedy)


def _around(text: str, line: int, column: int) -> str:
    """The piece of a line around a place."""
    lines = text.splitlines()
    said = lines[line - 1] if line <= len(lines) else lines[-1] if lines else ""
    return said[max(0, column - 25) : column + 15].strip()
