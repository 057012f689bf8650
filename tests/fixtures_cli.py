"""What the tests of the command line share: a folder and cache of their own, a case, and ways to run the program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from legalkb.cli import main

ROOT = Path(__file__).resolve().parent.parent
CASE = """\
zaak: proef
personen:
  V1: {rol: verdachte}
  S1: {rol: slachtoffer, geboren: 2010-05-04}
feiten:
  - {feit: meegenomen_naar_buitenland, door: V1, tegen: S1, op: 2025-07-20, bron: aangifte S1}
"""


@pytest.fixture
def own_folder(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder, with a cache that all these tests share."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEGALKB_DEBUG", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "voorraad"))
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def zaak(tmp_path: Path) -> Path:
    """A small case file."""
    file = tmp_path / "zaak.yaml"
    file.write_text(CASE, encoding="utf-8")
    return file


def run(*arguments: str | Path, text: str | None = None) -> Result:
    """Run a command as a user would."""
    return CliRunner().invoke(main, [str(a) for a in arguments], prog_name="legalkb", input=text)


def start(*arguments: str, program: tuple[str, ...] = ("-m", "legalkb.cli"), **options: Any) -> subprocess.Popen[bytes]:
    """Start the program in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([sys.executable, *program, *arguments], env=environment, **{**pipes, **options})
