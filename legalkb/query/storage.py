"""The database of a query: in memory, or an index on disk where the user asks for one. SQLite of the standard library.

An index holds facts of cases. It is made for the user's eyes only (mode 0600), what is removed is overwritten, and
nothing is kept outside it: what SQLite needs for sorting stays in memory. It belongs to one folder. A file that is
damaged, of another program, of another folder or a link is refused and left as it is.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from legalkb.errors import LegalkbError, Problem
from legalkb.node import shown
from legalkb.query.rows import CaseRows

__all__ = ["StorageError", "add", "emptied", "known", "opened", "remove"]

_APPLICATION, _VERSION = 0x6C6B6271, 3
_HEADER = b"SQLite format 3\0"
_HEADER_LENGTH, _APPLICATION_AT = 100, 68
_TABLES = (
    "CREATE TABLE zaak (id INTEGER PRIMARY KEY, sleutel BLOB NOT NULL UNIQUE, bestand TEXT NOT NULL, "
    "naam TEXT NOT NULL, inhoud TEXT NOT NULL, beoordeeld INTEGER NOT NULL)",
    "CREATE TABLE feit (zaak INTEGER NOT NULL, naam TEXT NOT NULL, waarde TEXT NOT NULL, eerste TEXT NOT NULL, "
    "laatste TEXT NOT NULL, gedraging INTEGER NOT NULL)",
    "CREATE TABLE bevinding (id INTEGER PRIMARY KEY, zaak INTEGER NOT NULL, bepaling TEXT NOT NULL, verdachte TEXT, "
    "slachtoffer TEXT, houder TEXT, voorval TEXT, voorwerp TEXT, uitkomst TEXT, eerste TEXT, laatste TEXT, "
    "naast INTEGER NOT NULL)",
    "CREATE TABLE bestanddeel (bevinding INTEGER NOT NULL, naam TEXT NOT NULL, status TEXT NOT NULL, "
    "PRIMARY KEY (bevinding, naam)) WITHOUT ROWID",
    "CREATE TABLE poort (bevinding INTEGER NOT NULL, naam TEXT NOT NULL, status TEXT NOT NULL, "
    "PRIMARY KEY (bevinding, naam)) WITHOUT ROWID",
    "CREATE TABLE kenmerk (zaak INTEGER NOT NULL, soort TEXT NOT NULL, code TEXT NOT NULL, "
    "PRIMARY KEY (zaak, soort, code)) WITHOUT ROWID",
    "CREATE TABLE gegeven (naam TEXT PRIMARY KEY, waarde TEXT NOT NULL) WITHOUT ROWID",
    "CREATE INDEX feit_van ON feit (zaak, naam)",
    "CREATE INDEX bevinding_van ON bevinding (zaak, bepaling)",
)
_SETTINGS = ("temp_store = MEMORY", "trusted_schema = OFF", "secure_delete = ON", "cell_size_check = ON")
PATIENCE = 5.0  # seconds to wait for another program
_REMEDY = "Verwijder het bestand zelf, of noem een ander achter --index."


class StorageError(LegalkbError):
    """The index on disk cannot be used."""


def _refuse(path: Path, what: str, remedy: str = _REMEDY) -> StorageError:
    return StorageError((Problem(shown(str(path)), what, "", remedy),))


@contextmanager
def opened(index: Path | None, folder: Path, knowledge: str) -> Iterator[sqlite3.Connection]:
    """The database for the cases of a folder under a knowledge base (its digest); closed at the end.

    Without ``index`` it is in memory. Raises a :class:`StorageError` for an index that cannot be used.
    """
    if index is None:
        database = _connected(":memory:")
        _make(database)
        try:
            yield database
        finally:
            database.close()
        return
    fresh = _claimed(index)
    try:
        database = _connected(str(index))
        try:
            if fresh:
                _make(database)
            _check(index, database, folder, knowledge)
            yield database
        finally:
            database.close()
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise _refuse(index, "de index is in gebruik", "Wacht tot de andere opdracht klaar is.") from None
        raise _refuse(
            index, "de index kan niet worden gelezen of geschreven", "Controleer rechten en schijf."
        ) from None
    except sqlite3.DatabaseError:
        raise _refuse(index, "de index is beschadigd") from None


def _connected(name: str) -> sqlite3.Connection:
    database = sqlite3.connect(name, timeout=PATIENCE, isolation_level=None)
    for setting in _SETTINGS:
        database.execute(f"PRAGMA {setting}")
    return database


def _make(database: sqlite3.Connection) -> None:
    database.execute("BEGIN IMMEDIATE")
    for statement in _TABLES:
        database.execute(statement)
    database.execute(f"PRAGMA application_id = {_APPLICATION}")
    database.execute(f"PRAGMA user_version = {_VERSION}")
    database.execute("COMMIT")


def _claimed(index: Path) -> bool:
    """Whether the index is new; then an empty file that only the user can read is there. Refuses what is no index."""
    try:
        handle = os.open(index, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
        os.close(handle)
        return True
    except FileExistsError:
        pass
    except (OSError, ValueError):
        raise _refuse(index, "hier kan geen index komen", "Controleer de map en uw rechten.") from None
    if index.is_symlink() or not index.is_file():
        raise _refuse(index, "dit is geen gewoon bestand")
    try:
        with index.open("rb") as file:
            header = file.read(_HEADER_LENGTH)
        own = int.from_bytes(header[_APPLICATION_AT : _APPLICATION_AT + 4], "big") == _APPLICATION
        if not header.startswith(_HEADER) or not own:
            raise _refuse(index, "dit bestand is geen index van legalkb; het is niet aangeraakt")
        index.chmod(0o600)
    except OSError:
        raise _refuse(index, "dit bestand kan niet worden gelezen", "Controleer uw rechten.") from None
    return False


def _check(index: Path, database: sqlite3.Connection, folder: Path, knowledge: str) -> None:
    """Refuse a damaged index and one of another folder; empty one of another knowledge base."""
    made = [sql for (sql,) in database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")]
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if version != _VERSION or sorted(made) != sorted(_TABLES):
        raise _refuse(index, "deze index is door een andere versie van legalkb gemaakt")
    if database.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        raise _refuse(index, "de index is beschadigd")
    said = dict(database.execute("SELECT naam, waarde FROM gegeven"))
    place = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()
    if said.get("map", place) != place:
        raise _refuse(index, "deze index hoort bij een andere map")
    if said.get("kennisbank") != knowledge:
        with _transaction(database):
            emptied(database)
            values = [("map", place), ("kennisbank", knowledge)]
            database.executemany("INSERT OR REPLACE INTO gegeven VALUES (?, ?)", values)


@contextmanager
def _transaction(database: sqlite3.Connection) -> Iterator[None]:
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def emptied(database: sqlite3.Connection) -> None:
    """Remove every case."""
    for table in ("zaak", "feit", "bevinding", "bestanddeel", "poort", "kenmerk"):
        database.execute(f"DELETE FROM {table}")


def known(database: sqlite3.Connection) -> dict[str, tuple[str, bool]]:
    """The hash of the contents of each case file that is held, by its key, and whether it was assessed."""
    found = database.execute("SELECT sleutel, inhoud, beoordeeld FROM zaak ORDER BY id")
    return {os.fsdecode(key): (digest, bool(assessed)) for key, digest, assessed in found}


def remove(database: sqlite3.Connection, keys: list[str]) -> None:
    """Remove the cases of these files."""
    with _transaction(database):
        for key in keys:
            _remove(database, key)


def _remove(database: sqlite3.Connection, key: str) -> None:
    found = database.execute("SELECT id FROM zaak WHERE sleutel = ?", (os.fsencode(key),)).fetchone()
    if found is None:
        return
    for table in ("bestanddeel", "poort"):
        database.execute(f"DELETE FROM {table} WHERE bevinding IN (SELECT id FROM bevinding WHERE zaak = ?)", found)
    for table in ("feit", "bevinding", "kenmerk"):
        database.execute(f"DELETE FROM {table} WHERE zaak = ?", found)
    database.execute("DELETE FROM zaak WHERE id = ?", found)


def add(database: sqlite3.Connection, items: list[tuple[str, str, CaseRows]]) -> None:
    """Put cases in, each as (key, name to show, rows), in place of what is held under that key; all or none."""
    with _transaction(database):
        for key, name, rows in items:
            _remove(database, key)
            _add(database, key, name, rows)


def _add(database: sqlite3.Connection, key: str, name: str, rows: CaseRows) -> None:
    values = (os.fsencode(key), name, rows.case, rows.digest, int(rows.assessed))
    run = database.execute
    case = run("INSERT INTO zaak (sleutel, bestand, naam, inhoud, beoordeeld) VALUES (?, ?, ?, ?, ?)", values).lastrowid
    many = database.executemany
    facts = ((case, f.name, f.value, f.first, f.last, int(f.conduct)) for f in rows.facts)
    many("INSERT INTO feit VALUES (?, ?, ?, ?, ?, ?)", facts)
    marks = [("land", code) for code in rows.countries]
    marks += [("verdachten", code) for code in rows.relations]
    marks += [("scenario", code) for code in rows.scenarios] + [("aangrenzend", code) for code in rows.neighbours]
    many("INSERT OR IGNORE INTO kenmerk VALUES (?, ?, ?)", ((case, *mark) for mark in marks))
    # The finding that stands for "none" in a query that joins provisions; see legalkb.query.sql.
    run("INSERT INTO bevinding (zaak, bepaling, naast) VALUES (?, '', 0)", (case,))
    for f in rows.findings:
        said = (case, f.rule, f.suspect, f.victim, f.holder, f.event, f.object, f.outcome, f.first, f.last, f.beside)
        made = run(f"INSERT INTO bevinding VALUES (NULL, {', '.join('?' * len(said))})", said).lastrowid
        many("INSERT INTO bestanddeel VALUES (?, ?, ?)", ((made, *item) for item in f.elements))
        many("INSERT INTO poort VALUES (?, ?, ?)", ((made, *item) for item in f.gates))
