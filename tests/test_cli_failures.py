"""When something goes wrong: Dutch lines, exit codes, and silence when the user stops."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any, NoReturn

import fixtures_cli
import pytest
from fixtures_cli import run, start

from legalkb import assessment
from legalkb.cli import failures

own_folder, zaak = fixtures_cli.own_folder, fixtures_cli.zaak
pytestmark = pytest.mark.usefixtures("own_folder")


def test_unexpected_error_is_one_dutch_line(zaak: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that nobody foresaw gives one line without facts or traceback; with LEGALKB_DEBUG it is shown."""

    def fail(*_: Any, **__: Any) -> NoReturn:
        raise RuntimeError("V1 heeft S1 meegenomen")

    monkeypatch.setattr(assessment, "assess", fail)
    for command in (("beoordeel", str(zaak)), ("memo", str(zaak), "--uit", "memo.html")):
        shown = run(*command)
        assert shown.exit_code == 1
        assert shown.output.count("\n") == 1
        assert "meegenomen" not in shown.output
        assert "RuntimeError" in shown.output
    monkeypatch.setenv("LEGALKB_DEBUG", "1")
    assert isinstance(run("beoordeel", zaak).exception, RuntimeError)


def test_interrupt_is_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends with code 130 and without a word."""

    def stop(*_: Any, **__: Any) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr(assessment, "assess", stop)
    shown = run("demo")
    assert (shown.exit_code, shown.stderr.strip()) == (failures.INTERRUPTED, "")


HEEDS_INTERRUPT = (
    "-c",
    "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "runpy.run_module('legalkb.cli', run_name='__main__')",
)


@pytest.mark.skipif(os.name == "nt", reason="signals of Unix")
def test_real_interrupt_is_quiet() -> None:
    """A real Ctrl-C while the program waits for input gives no traceback."""
    for wait in (1.5, 5, 15):  # on a busy machine the program may still be starting, and then Python itself ends it
        # A shell that runs something in the background lets it ignore Ctrl-C, and a child inherits that.
        process = start("beoordeel", "-", program=HEEDS_INTERRUPT, stdin=subprocess.PIPE)
        time.sleep(wait)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
        if process.returncode == failures.INTERRUPTED:
            break
    assert process.returncode == failures.INTERRUPTED
    assert errors.strip() == b""


def test_closed_pipe_is_quiet() -> None:
    """A reader that stops early, like head, gives no complaint."""
    process = start("feiten")
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=20) in (0, failures.FAILED)
    assert errors == b""


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_output_is_utf_8_in_a_pipe(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the environment says, a pipe gets UTF-8 and nothing fails on a sign."""
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    process = start("wet", "321")
    output, errors = process.communicate(timeout=20)
    assert (process.returncode, errors) == (0, b"")
    assert "‘zich toeëigent’" in output.decode("utf-8")


@pytest.fixture
def strange_name(tmp_path: Path) -> str:
    """A file name that is not text."""
    name = os.fsdecode(b"zaak-\xff.yaml")
    try:
        (tmp_path / name).write_text("feiten: [x]", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes text only")
    return name


def test_strange_file_name_does_not_break_the_report(strange_name: str) -> None:
    """A file name that is not text is reported without a failure of the program."""
    shown = run("beoordeel", strange_name)
    assert shown.exit_code == 1
    assert "onbekend feit" in shown.stderr
