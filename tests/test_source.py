"""From a file to text: what is read, and what is refused."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from legalkb.errors import CaseFileError, Problem, RuleFileError
from legalkb.source import SourceText, parse, read_text


def refused(path: object, limit: int = 2_000_000) -> Problem:
    """What is wrong with a file."""
    with pytest.raises(CaseFileError) as failure:
        read_text(str(path), limit)
    (problem,) = failure.value.problems
    assert problem.remedy
    return problem


def test_a_file_is_read_as_utf_8_with_or_without_a_mark(tmp_path: Path) -> None:
    """A byte order mark makes no difference."""
    marked, bare = tmp_path / "a.yaml", tmp_path / "b.yaml"
    marked.write_bytes(b"\xef\xbb\xbfzaak: \xc3\xa9\n")
    bare.write_bytes(b"zaak: \xc3\xa9\n")

    assert read_text(marked).text == read_text(str(bare)).text == "zaak: é\n"
    assert read_text(marked).name == str(marked)
    assert read_text(marked).sha256 == read_text(bare).sha256
    assert parse("\ufeffa: 1", "").get("a") is not None


@pytest.mark.parametrize(
    ("data", "what", "line"),
    [
        (b"", "leeg", ""),
        (b" \n\t\n", "leeg", ""),
        (b"\xef\xbb\xbf", "leeg", ""),
        (b"PK\x03\x04\x00\x00", "geen tekstbestand", ""),
        ("zaak: x".encode("utf-16"), "UTF-16", ""),
        (b"a: 1\nb: caf\xe9\n", "geen UTF-8", ":2"),
        (b"a: \xed\xa0\x80", "geen UTF-8", ":1"),
        (b"x" * 2001, "te groot", ""),
    ],
)
def test_what_is_no_readable_text_is_refused(tmp_path: Path, data: bytes, what: str, line: str) -> None:
    """Empty, binary, wrongly encoded and large files are refused with a remedy."""
    path = tmp_path / "zaak.yaml"
    path.write_bytes(data)

    problem = refused(path, 2000)

    assert problem.place == f"{path}{line}"
    assert what in problem.what


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    """A file of 50 MB is refused by its size."""
    path = tmp_path / "groot.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)

    assert refused(path).what == "het bestand is te groot (meer dan 2 MB)"


@pytest.mark.parametrize("name", ["bestaat-niet.yaml", "a/b/c.yaml", "x" * 5000, "a\0b"])
def test_a_file_that_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    """A name without a file, or that can't be a name, gives a problem with that name."""
    assert refused(f"{tmp_path}/{name}").what in (
        "het bestand bestaat niet",
        "het bestand kan niet worden gelezen",
    )


def test_a_folder_is_refused(tmp_path: Path) -> None:
    """A folder is no case file."""
    assert "map" in refused(tmp_path).what


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without permission there is a Dutch message."""
    path = tmp_path / "geheim.yaml"
    path.write_text("a: 1", encoding="utf-8")

    def deny(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", deny)

    assert refused(path).what == "u mag dit bestand niet lezen"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a Unix device")
def test_an_endless_device_is_refused() -> None:
    """A device without an end is read no further than the limit."""
    assert "te groot" in refused("/dev/zero", 1000).what


@pytest.mark.parametrize(
    ("data", "what"),
    [(b"zaak: x", ""), (b"x" * 101, "te groot"), (b"\x00", "geen tekstbestand"), (b"", "leeg")],
)
def test_standard_input_is_read_within_the_same_limits(monkeypatch: pytest.MonkeyPatch, data: bytes, what: str) -> None:
    """A dash reads standard input, as strictly as a file."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))

    if what:
        problem = refused("-", 100)
        assert what in problem.what
        assert problem.place == "standaardinvoer"
    else:
        assert read_text("-", 100) == SourceText("standaardinvoer", "zaak: x")


def test_standard_input_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without standard input, or with one that is closed, there is a Dutch message."""
    monkeypatch.setattr(sys, "stdin", None)
    assert "geen standaardinvoer" in refused("-").what

    closed = io.BytesIO()
    closed.close()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=closed))
    assert "kan niet worden gelezen" in refused("-").what


def test_the_kind_of_error_is_the_callers() -> None:
    """A reader of rule files gets errors about rule files."""
    with pytest.raises(RuleFileError):
        read_text("bestaat-niet.yaml", error=RuleFileError)
