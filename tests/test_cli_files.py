"""Writing results to files: for the user alone, whole or not at all, nothing replaced by accident."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import NoReturn

import fixtures_cli
import pytest
from fixtures_cli import CASE, run

own_folder, zaak = fixtures_cli.own_folder, fixtures_cli.zaak
pytestmark = pytest.mark.usefixtures("own_folder")


def test_file_is_for_the_user_alone(zaak: Path) -> None:
    """What is written can be read by the user only, and nothing else is left in the folder."""
    shown = run("memo", zaak, "--uit", "memo.html")
    assert (shown.exit_code, shown.stderr) == (0, "Geschreven: memo.html\n")
    assert stat.S_IMODE(Path("memo.html").stat().st_mode) == 0o600
    assert sorted(os.listdir()) == ["memo.html", "zaak.yaml"]


def test_existing_file_is_kept_unless_asked(zaak: Path) -> None:
    """A file that exists is only replaced with --overschrijf."""
    Path("memo.md").write_text("van mij", encoding="utf-8")
    shown = run("memo", zaak, "--uit", "memo.md")
    assert shown.exit_code == 1
    assert "bestaat al" in shown.stderr
    assert "--overschrijf" in shown.stderr
    assert Path("memo.md").read_text(encoding="utf-8") == "van mij"
    assert run("memo", zaak, "--uit", "memo.md", "--overschrijf").exit_code == 0
    assert Path("memo.md").read_text(encoding="utf-8").startswith("# Memo")


def test_case_file_is_never_overwritten(zaak: Path) -> None:
    """The case itself is not replaced by its result, not even with --overschrijf or by another name."""
    os.symlink(zaak, "ander.md")
    for name in (zaak, "ander.md"):
        shown = run("beoordeel", zaak, "--uit", name, "--overschrijf")
        assert shown.exit_code == 1
        assert "zaakbestand zelf" in shown.stderr
    assert zaak.read_text(encoding="utf-8") == CASE


@pytest.mark.parametrize(
    ("target", "said"),
    [("weg/memo.md", "de map bestaat niet"), ("map.md", "dit is een map"), ("/dev/null.md", "fout|niet")],
)
def test_impossible_target(target: str, said: str, zaak: Path) -> None:
    """A target that can't be is refused in Dutch."""
    Path("map.md").mkdir()
    if target.startswith("/dev") and os.access("/dev", os.W_OK):
        pytest.skip("everything may be written here")
    shown = run("memo", zaak, "--uit", target)
    assert shown.exit_code == 1
    assert re.search(said, shown.stderr)


def test_device_is_not_replaced(zaak: Path) -> None:
    """A device is no target, whatever is asked."""
    shown = run("beoordeel", zaak, "--uit", "/dev/null", "--overschrijf")
    assert shown.exit_code == 1
    assert "geen gewoon bestand" in shown.stderr
    assert not stat.S_ISREG(os.stat("/dev/null").st_mode)


def test_failed_writing_leaves_nothing(zaak: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When writing fails half-way the old file is as it was and no piece is left."""
    Path("memo.md").write_text("oud", encoding="utf-8")

    def full(_: int) -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    shown = run("memo", zaak, "--uit", "memo.md", "--overschrijf")
    assert shown.exit_code == 1
    assert "kan niet worden geschreven" in shown.stderr
    assert sorted(os.listdir()) == ["memo.md", "zaak.yaml"]
    assert Path("memo.md").read_text(encoding="utf-8") == "oud"


def test_bad_case_leaves_no_memo() -> None:
    """A case that can't be read leaves no file behind."""
    assert run("memo", "weg.yaml", "--uit", "memo.html").exit_code == 1
    assert os.listdir() == []
