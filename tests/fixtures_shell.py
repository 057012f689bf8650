"""Real shells for the tests: the program on the path, and what a shell shows when one types and presses Tab."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHELLS = {
    "bash": ["--norc", "--noprofile", "-i"],
    "zsh": ["-f", "-i"],
    "fish": ["--no-config", "-i"],
}
START = {
    "bash": "bind 'set bell-style none'; bind 'set completion-query-items 0'; bind 'set page-completions off'",
    "zsh": "autoload -Uz compinit; compinit -u -D; unsetopt beep; LISTMAX=10000",
    "fish": "true",
}
SOURCE = {
    "bash": 'eval "$(legalkb aanvullen bash)"',
    "zsh": 'eval "$(legalkb aanvullen zsh)"',
    "fish": "legalkb aanvullen fish | source",
}
LIMIT = 30.0
_CONTROL = re.compile(
    r"\x1b(?:\[[0-9;?>=]*[A-Za-z]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[()=>][A-Z0-9]?)|[\x00-\x08\x0b-\x1f\x7f]"
)


def found(name: str) -> str:
    """The path of a shell; the test is skipped where it is not there."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed here")
    return path


def environment(folder: Path) -> dict[str, str]:
    """An environment with ``legalkb`` on the path and a home and cache of its own, the cache filled."""
    script = folder / "bin" / "legalkb"
    script.parent.mkdir(parents=True, exist_ok=True)
    start = "import sys; from legalkb.cli import main; sys.argv[0] = 'legalkb'; main()"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{start}" "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    own = {
        "PATH": f"{script.parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "PYTHONPATH": str(ROOT),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "TERM": "xterm",
        "COLUMNS": "200",
        "LINES": "200",
        "LANG": "C.UTF-8",
    }
    subprocess.run([str(script), "scenario"], env=os.environ | own, check=True, capture_output=True)
    return os.environ | own


@contextlib.contextmanager
def terminal(name: str, path: str, env: dict[str, str], folder: Path) -> Iterator[Terminal]:
    """A shell that runs in a terminal of its own, with completion switched on."""
    leader, follower = pty.openpty()
    subprocess.run(["stty", "rows", "200", "cols", "200"], stdin=follower, check=True)
    process = subprocess.Popen(
        [path, *SHELLS[name]], stdin=follower, stdout=follower, stderr=follower, env=env, cwd=folder,
        start_new_session=True,
    )  # fmt: skip
    os.close(follower)
    shell = Terminal(leader)
    try:
        shell.run(START[name])
        shell.run(SOURCE[name])
        yield shell
    finally:
        process.kill()
        process.wait()
        os.close(leader)


class Terminal:
    """What is typed into a shell and what it shows."""

    def __init__(self, descriptor: int) -> None:
        """Take the leading end of the terminal."""
        self.descriptor = descriptor
        self.count = 0

    def run(self, command: str) -> str:
        """Run a command and give what it showed."""
        self.count += 1
        mark = f"klaar-{self.count}"
        self.send(f"{command}\recho {mark[:3]}''{mark[3:]}\r")
        return self.until(mark)

    def send(self, text: str) -> None:
        """Type a text."""
        os.write(self.descriptor, text.encode())

    def tab(self, line: str, expected: str) -> str:
        """Type a line and Tab, and Tab again where one only completes in part; what is on the line then."""
        self.send(line)
        shown = self.until(line[-3:])
        for limit in (2.0, 2.0, 10.0):
            self.send("\t")
            shown += self.until(expected, limit, shown)
            if expected in shown:
                break
        self.send("\x15")
        self.run("true")
        return shown

    def until(self, mark: str, limit: float = LIMIT, before: str = "") -> str:
        """What is shown until a text is there, behind what was shown before, or until it takes too long."""
        shown, end = "", time.monotonic() + limit
        while mark not in before + shown and time.monotonic() < end:
            ready, _, _ = select.select([self.descriptor], [], [], 0.2)
            if ready:
                try:
                    shown += _CONTROL.sub("", os.read(self.descriptor, 65536).decode("utf-8", "replace"))
                except OSError:
                    break
        return shown
