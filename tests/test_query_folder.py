"""Reading a folder of case files: in order, nothing outside it, and one bad file does not take the others along."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from fixtures_cli import CASE, ROOT, start
from fixtures_query import KNOWLEDGE, generator

from legalkb.errors import CaseFileError
from legalkb.query import folder as folders
from legalkb.query.folder import Read, Unreadable, assessed, case_files, read
from legalkb.source import MAX_BYTES

SECRET = "zaak: geheim_buiten_de_map\nfeiten: [opgesloten]\n"


def names(folder: Path) -> list[str]:
    """The names of the files, those that were refused included."""
    return [item.name for item in case_files(folder)]


def refused(folder: Path) -> dict[str, str]:
    """What is said of each file that could not be read."""
    return {i.name: " ".join(map(str, i.problems)) for i in read(folder, KNOWLEDGE) if isinstance(i, Unreadable)}


def test_files_come_in_order_with_the_known_endings(tmp_path: Path) -> None:
    """YAML and JSON files at any depth are listed by path; other files are left alone."""
    for name in ("b.yaml", "a.JSON", "c/d.yml", "c/e.txt", "c/b.yaml", "C.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(CASE, encoding="utf-8")
    assert names(tmp_path) == ["a.JSON", "b.yaml", "c/b.yaml", "c/d.yml"]
    assert [r.name for r in read(tmp_path, KNOWLEDGE) if isinstance(r, Read)] == names(tmp_path)


def test_nothing_outside_the_folder_is_read(tmp_path: Path) -> None:
    """Links to files and folders outside are refused and named, and what they lead to reaches nobody."""
    inside, outside = tmp_path / "map", tmp_path / "buiten"
    inside.mkdir()
    outside.mkdir()
    (outside / "x.yaml").write_text(SECRET, encoding="utf-8")
    (inside / "goed.yaml").write_text(CASE, encoding="utf-8")
    (inside / "koppeling.yaml").symlink_to(outside / "x.yaml")
    (inside / "omweg.yaml").symlink_to("../buiten/x.yaml")
    (inside / "map").symlink_to(outside, target_is_directory=True)
    (inside / "kring.yaml").symlink_to("kring.yaml")
    said = refused(inside)
    assert set(said) == {"koppeling.yaml", "omweg.yaml", "map", "kring.yaml"}
    assert all("buiten de map" in said[name] for name in ("koppeling.yaml", "omweg.yaml", "map"))
    assert "geheim" not in repr(list(assessed(inside, KNOWLEDGE)))


def test_a_link_within_the_folder_counts_a_case_once(tmp_path: Path) -> None:
    """A link to a case file of the same folder adds nothing; one to a file that is not listed itself does."""
    (tmp_path / "een.yaml").write_text(CASE, encoding="utf-8")
    (tmp_path / "twee.txt").write_text(CASE, encoding="utf-8")
    (tmp_path / "zelfde.yaml").symlink_to("een.yaml")
    (tmp_path / "ander.yaml").symlink_to("twee.txt")
    assert names(tmp_path) == ["ander.yaml", "een.yaml"]
    assert not refused(tmp_path)


def test_what_is_no_readable_file_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    """A pipe, a folder with the name of a file, binary data, a large file, a YAML bomb and bad YAML are each named
    with the reason, none of them blocks, and the good file is read."""
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"
    (tmp_path / "goed.yaml").write_text(CASE, encoding="utf-8")
    os.mkfifo(tmp_path / "pijp.yaml")
    (tmp_path / "map.yaml").mkdir()
    (tmp_path / "binair.yaml").write_bytes(b"\x00\x01\x02")
    (tmp_path / "groot.yaml").write_bytes(b"#" * (MAX_BYTES + 1))
    (tmp_path / "bom.yaml").write_text(bomb, encoding="utf-8")
    (tmp_path / "diep.yaml").write_text("[" * 50_000, encoding="utf-8")
    (tmp_path / "fout.yaml").write_text("feiten:\n  - {feit: bestaat_niet}\n", encoding="utf-8")
    said = refused(tmp_path)
    assert set(said) == {f"{n}.yaml" for n in ("pijp", "binair", "groot", "bom", "diep", "fout")}
    assert "fout.yaml:2" in said["fout.yaml"]
    assert "te groot" in said["groot.yaml"]
    good = [item[0].name for item in assessed(tmp_path, KNOWLEDGE) if not isinstance(item, Unreadable)]
    assert good == ["goed.yaml"]


def test_hostile_names_are_shown_harmless(tmp_path: Path) -> None:
    """A name with control characters, line feeds or bytes that are no text is shown on one line without them."""
    for name in (b"a\x1b[31m.yaml", b"b\nc.yaml", b"\xff\xfe.yaml", "\u202efdp.yaml".encode()):
        (tmp_path / os.fsdecode(name)).write_text(CASE, encoding="utf-8")
    found = [item for item in read(tmp_path, KNOWLEDGE) if isinstance(item, Read)]
    assert len(found) == 4
    assert all(item.name.isprintable() for item in found)
    assert len({item.key for item in case_files(tmp_path) if not isinstance(item, Unreadable)}) == 4


@pytest.mark.parametrize("name", ["bestaat_niet", "bestand.yaml"])
def test_no_folder(name: str, tmp_path: Path) -> None:
    """Something that is no folder is refused."""
    (tmp_path / "bestand.yaml").write_text(CASE, encoding="utf-8")
    with pytest.raises(CaseFileError):
        case_files(tmp_path / name)


def test_two_processes_give_what_one_gives(tmp_path: Path) -> None:
    """The assessments and their order do not depend on the number of processes."""
    generator().folder(tmp_path, 20, KNOWLEDGE)
    (tmp_path / "fout.yaml").write_text("feiten: 3", encoding="utf-8")
    done: list[tuple[int, int]] = []
    one = list(assessed(tmp_path, KNOWLEDGE))
    assert list(assessed(tmp_path, KNOWLEDGE, 2, lambda n, of: done.append((n, of)))) == one
    assert done == [(n, 21) for n in range(1, 22)]


def test_an_unforeseen_error_costs_one_case_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When assessing a case fails in a way nobody foresaw, that case is named without its text."""
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(CASE, encoding="utf-8")
    real = folders.assessment.assess

    def fail(case: object, *rest: object) -> object:
        if not calls:
            calls.append(1)
            raise RuntimeError("Zebra")
        return real(case, *rest)  # type: ignore[arg-type]

    calls: list[int] = []
    monkeypatch.setattr(folders.assessment, "assess", fail)
    first, second = assessed(tmp_path, KNOWLEDGE)
    assert isinstance(first, Unreadable)
    assert "Zebra" not in repr(first)
    assert not isinstance(second, Unreadable)


def test_no_process_stays_behind_when_the_first_is_killed(tmp_path: Path) -> None:
    """When the program is killed outright, the processes that share in its work end too."""
    generator().folder(tmp_path, 300, KNOWLEDGE)
    started = start("bevraag", "--zaken", str(tmp_path), "uitkomst:279=aanwijzing", cwd=str(ROOT))
    children = Path(f"/proc/{started.pid}/task/{started.pid}/children")
    if not children.exists():
        started.kill()
        pytest.skip("alleen waar /proc de kinderen noemt")
    known: list[str] = []
    while len(known) < 3 and started.poll() is None:
        known = children.read_text(encoding="utf-8").split()
        time.sleep(0.05)
    started.kill()
    started.communicate()
    assert len(known) >= 3
    left = known
    for _ in range(600):
        left = [pid for pid in left if alive(pid)]
        if not left:
            break
        time.sleep(0.1)
    assert left == []


def alive(pid: str) -> bool:
    """Whether a process still runs."""
    try:
        return ") Z" not in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
