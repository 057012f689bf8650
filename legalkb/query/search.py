"""Answers a query over a folder of case files: fills the database, finds the cases, and what to show of them.

Cases are assessed only when the query or the counts need it, and then by the built-in engine alone.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from legalkb.errors import LegalkbError
from legalkb.knowledge import KnowledgeBase
from legalkb.query import counts, storage
from legalkb.query.folder import CaseFile, Unreadable, case_files, each
from legalkb.query.listing import content
from legalkb.query.rows import CaseRows, rows
from legalkb.query.sql import Sql, TooEntangled, condition, witnesses
from legalkb.query.tree import Query, Term, terms

__all__ = ["Found", "Hit", "Search", "needs_assessment", "search"]

BATCH, WORTH_A_PROCESS = 200, 100
COLUMNS = ("bepaling", "verdachte", "slachtoffer", "houder", "voorval", "voorwerp", "uitkomst", "eerste", "laatste")
Items = tuple[CaseFile | Unreadable, ...]
OnEach = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Hit:
    """A finding by which a case matches. Dates are the first and last day on which the conduct can have begun."""

    rule: str
    suspect: str
    victim: str
    holder: str
    event: str
    object: str
    outcome: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Found:
    """A case that matches: its file, its name, and the findings by which it does."""

    file: str
    case: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """What came out: the cases, the counts, how many were searched, and what could not be read."""

    found: tuple[Found, ...]
    counts: tuple[counts.Count, ...]
    searched: int
    unreadable: tuple[Unreadable, ...]
    assessed: bool


def needs_assessment(query: Query | None, dimensions: tuple[str, ...]) -> bool:
    """Whether a query or what is to be counted cannot be told from the facts alone."""
    asked = terms(query) if query is not None else ()
    return any(_of_assessment(t) for t in asked) or bool(counts.ASSESSED & {*dimensions})


def search(
    query: Query | None,
    folder: Path,
    knowledge: KnowledgeBase,
    dimensions: tuple[str, ...] = (),
    index: Path | None = None,
    tasks: int = 1,
    on_each: OnEach | None = None,
) -> Search:
    """The cases below a folder that match (all of them without a query), and the counts over them.

    Raises a LegalkbError for a folder or index that cannot be used and :class:`legalkb.query.sql.TooEntangled`.
    """
    _try(query, folder, knowledge)
    assess = needs_assessment(query, dimensions)
    whole = index is not None or bool(counts.OF_FINDINGS & {*dimensions})
    keys = None if whole or query is None else frozenset(n for t in terms(query) if t.of_finding for n in t.names)
    items = case_files(folder)
    work = partial(rows, assess=assess, keys=keys)
    with storage.opened(index, folder, knowledge.digest) as database:
        unreadable = _filled(
            database, items, assess, lambda new: each(new, knowledge, work, _worth(tasks, new), on_each)
        )
        database.execute("BEGIN")
        _select(database, query, [item.key for item in items if isinstance(item, CaseFile)])
        found = tuple(_found(database, query))
        told = counts.counted(database, dimensions) if dimensions else ()
        held = database.execute("SELECT count(*) FROM zaak").fetchone()[0]
        database.execute("COMMIT")
    return Search(found, told, held, unreadable, assess)


def _try(query: Query | None, folder: Path, knowledge: KnowledgeBase) -> None:
    """Put the query to an empty database, so that one which cannot be searched is refused before anything is read."""
    with storage.opened(None, folder, knowledge.digest) as database:
        try:
            _select(database, query, ())
            tuple(_found(database, query))
        except sqlite3.OperationalError:  # nested deeper than SQLite can read
            raise TooEntangled from None


def _of_assessment(term: Term) -> bool:
    return term.of_finding or term.kind in ("scenario", "aangrenzend")


def _worth(tasks: int, items: Items) -> int:
    """How many processes to use: starting one takes longer than assessing a few cases."""
    return max(1, min(tasks, len(items) // WORTH_A_PROCESS))


def _filled(
    database: sqlite3.Connection,
    items: Items,
    assess: bool,
    work: Callable[[Items], Iterator[CaseRows | Unreadable]],
) -> tuple[Unreadable, ...]:
    """Bring the database up to date with the files; gives what could not be read, in the order of the files."""
    known = storage.known(database)
    new = tuple(item for item in items if isinstance(item, Unreadable) or not _held(item, known, assess))
    again = {item.key for item in new if isinstance(item, CaseFile)}
    present = {item.key for item in items if isinstance(item, CaseFile)} - again
    storage.remove(database, [key for key in known if key not in present])
    unreadable: list[Unreadable] = []
    waiting: list[tuple[str, str, CaseRows]] = []
    for item, made in zip(new, work(new), strict=True):
        if isinstance(made, Unreadable) or isinstance(item, Unreadable):
            unreadable += [found for found in (made,) if isinstance(found, Unreadable)]
            continue
        waiting.append((item.key, item.name, made))
        if len(waiting) == BATCH:
            storage.add(database, waiting)
            waiting = []
    storage.add(database, waiting)
    return tuple(unreadable)


def _held(item: CaseFile, known: Mapping[str, tuple[str, bool]], assess: bool) -> bool:
    """Whether the database has all that is needed of a file as it is now."""
    digest, assessed = known.get(item.key, ("", False))
    if not digest or (assess and not assessed):
        return False
    try:
        return hashlib.sha256(content(item)).hexdigest() == digest
    except LegalkbError:
        return False


def _select(database: sqlite3.Connection, query: Query | None, keys: Iterable[str]) -> None:
    """Put the cases that match in the table ``gevonden``, numbered in the order of their files."""
    sql = Sql()
    test = condition(query, sql) if query is not None else "1"
    matching = database.execute(f"SELECT z.id, z.sleutel FROM zaak z WHERE {test}", sql.values)
    ids = {os.fsdecode(key): id for id, key in matching}
    database.execute("CREATE TEMP TABLE gevonden (plaats INTEGER PRIMARY KEY, zaak INTEGER NOT NULL)")
    numbered = enumerate(ids[key] for key in keys if key in ids)
    database.executemany("INSERT INTO gevonden VALUES (?, ?)", numbered)


def _found(database: sqlite3.Connection, query: Query | None) -> Iterator[Found]:
    """The cases of ``gevonden`` in order, each with the findings by which it matches."""
    hits: dict[int, list[Hit]] = {}
    named = (t.names for t in terms(query, negated=False) if t.of_finding) if query is not None else ()
    for names in dict.fromkeys(named):
        assert query is not None
        sql = Sql()
        test = witnesses(query, names, sql)
        columns = ", ".join(f"b.{name}" for name in COLUMNS)
        rows_of = (
            f"SELECT g.plaats, {columns} FROM gevonden g JOIN zaak z ON z.id = g.zaak JOIN bevinding b ON b.zaak = z.id"
        )
        for place, *values in database.execute(f"{rows_of} WHERE {test} ORDER BY g.plaats, b.id", sql.values):
            hits.setdefault(place, []).append(Hit(*values))
    every = "SELECT g.plaats, z.bestand, z.naam FROM gevonden g JOIN zaak z ON z.id = g.zaak ORDER BY g.plaats"
    for place, file, case in database.execute(every).fetchall():
        yield Found(file, case, tuple(dict.fromkeys(hits.get(place, ()))))
