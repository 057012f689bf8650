"""The index on disk: for the user alone, kept up to date, and never put over something else."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from pathlib import Path

import pytest
from fixtures_cli import CASE
from fixtures_query import ask, files

from legalkb.query import search as searching
from legalkb.query import storage
from legalkb.query.storage import StorageError, opened

ASKED = "uitkomst:279=onvolledig"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two cases."""
    path = tmp_path / "zaken"
    path.mkdir()
    for name in ("a.yaml", "b.yaml"):
        (path / name).write_text(CASE, encoding="utf-8")
    return path


def test_the_index_is_for_the_user_alone_and_nothing_lies_beside_it(folder: Path, tmp_path: Path) -> None:
    """It has mode 0600 whatever the mask, also when it had another, and no second file stays behind."""
    index, old = tmp_path / "index", os.umask(0)
    try:
        ask(ASKED, folder, index=index)
        assert stat.S_IMODE(index.stat().st_mode) == 0o600
        index.chmod(0o644)
        ask(ASKED, folder, index=index)
    finally:
        os.umask(old)
    assert stat.S_IMODE(index.stat().st_mode) == 0o600
    assert sorted(p.name for p in tmp_path.iterdir()) == ["index", "zaken"]


def test_only_what_changed_is_assessed_again(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is as it was is not read again; one that changed, came or went is taken as it is now."""
    index, done = tmp_path / "index", list[list[str]]()
    real = searching.each

    def spy(items: tuple[object, ...], *rest: object) -> object:
        done.append([getattr(item, "name", "") for item in items])
        return real(items, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(searching, "each", spy)
    assert files("feit:meegenomen_naar_buitenland", folder, index=index) == ["a.yaml", "b.yaml"]
    assert files("feit:meegenomen_naar_buitenland", folder, index=index) == ["a.yaml", "b.yaml"]
    (folder / "a.yaml").write_text("feiten: [opgesloten]", encoding="utf-8")
    (folder / "b.yaml").unlink()
    (folder / "c.yaml").write_text(CASE, encoding="utf-8")
    assert files("feit:meegenomen_naar_buitenland", folder, index=index) == ["c.yaml"]
    assert files("feit:opgesloten", folder, index=index) == ["a.yaml"]
    assert files("uitkomst:282.1=onvolledig", folder, index=index) == ["a.yaml"]
    assert done == [["a.yaml", "b.yaml"], [], ["a.yaml", "c.yaml"], [], ["a.yaml", "c.yaml"]]
    (folder / "a.yaml").write_text("feiten: 3", encoding="utf-8")
    assert len(ask("feit:opgesloten", folder, index=index).unreadable) == 1
    assert b"opgesloten" not in index.read_bytes()


def test_another_knowledge_base_empties_the_index(folder: Path, tmp_path: Path) -> None:
    """What was assessed under other rules is not used."""
    index = tmp_path / "index"
    ask(ASKED, folder, index=index)
    with opened(index, folder, "een andere kennisbank") as database:
        assert storage.known(database) == {}


@pytest.mark.parametrize("what", ["tekst", "leeg", "ander", "link", "map", "andere map", "schema", "trigger"])
def test_what_is_no_index_is_refused_and_left(what: str, folder: Path, tmp_path: Path) -> None:
    """A text, an empty file, a database of another program, a link, a folder, an index of another folder and one
    whose tables are not ours are refused, and stay as they are."""
    index = tmp_path / "index"
    if what == "tekst":
        index.write_text("mijn proefschrift", encoding="utf-8")
    elif what == "leeg":
        index.touch()
    elif what == "ander":
        with sqlite3.connect(index) as other:
            other.execute("CREATE TABLE brief (tekst TEXT)")
        other.close()
    elif what == "link":
        index.symlink_to(tmp_path / "elders")
    elif what == "map":
        index.mkdir()
    else:
        ask(ASKED, folder, index=index)
        if what == "andere map":
            folder = folder.rename(tmp_path / "verhuisd")
        else:
            with sqlite3.connect(index) as own:
                own.execute(
                    "CREATE TABLE extra (x)" if what == "schema"
                    else "CREATE TRIGGER t AFTER INSERT ON zaak BEGIN DELETE FROM feit; END"
                )  # fmt: skip
            own.close()
    before = index.read_bytes() if index.is_file() else None
    with pytest.raises(StorageError):
        ask(ASKED, folder, index=index)
    assert (index.read_bytes() if index.is_file() else None) == before
    assert not (tmp_path / "elders").exists()


@pytest.mark.parametrize("place", range(12))
def test_a_damaged_index_is_refused_or_right(place: int, folder: Path, tmp_path: Path) -> None:
    """With a stretch of it overwritten or its end gone, an index is refused; it never gives another answer."""
    index = tmp_path / "index"
    expected = files(ASKED, folder, index=index)
    data = bytearray(index.read_bytes())
    if place < 2:
        index.write_bytes(data[: len(data) * (place + 1) // 3])
    else:
        start = len(data) * (place - 2) // 10
        data[start : start + 600] = bytes(n * 37 % 256 for n in range(len(data[start : start + 600])))
        index.write_bytes(data)
    with contextlib.suppress(StorageError):
        assert files(ASKED, folder, index=index) == expected


def test_an_index_in_use_is_said_to_be(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program writes in the index, the query says so instead of waiting for ever."""
    index = tmp_path / "index"
    ask(ASKED, folder, index=index)
    monkeypatch.setattr(storage, "PATIENCE", 0.1)
    (folder / "c.yaml").write_text(CASE, encoding="utf-8")
    with sqlite3.connect(index, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageError, match="in gebruik"):
            ask(ASKED, folder, index=index)
    other.close()
