"""Compare a query over many case files with a plain loop over all assessments, cold and with an index.

Run from the root of the repository: ``python -m benchmarks.queries [AANTAL]``. See docs/explanation/benchmarks.md.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.case_files import folder as make
from legalkb import knowledge
from legalkb.findings import OffenceFinding
from legalkb.knowledge import KnowledgeBase
from legalkb.query.folder import Unreadable, assessed
from legalkb.query.parser import parse
from legalkb.query.search import search
from legalkb.query.words import words

CASES, TASKS = 10_000, 2
QUERY = "bestanddeel:279.gezag=onbekend en uitkomst:279=onvolledig"
FACTS = "feit:reisdocument_weggenomen=ja en land:MA"


def naive(path: Path, known: KnowledgeBase) -> int:
    """Read and assess every case in full, one after another, and look at each finding."""

    def fits(finding: OffenceFinding) -> bool:
        unknown = any(e.id == "gezag_of_opzicht" and e.status == "onbekend" for e in finding.elements)
        return finding.article == "279" and finding.outcome == "onvolledig" and unknown

    seen = (item for item in assessed(path, known) if not isinstance(item, Unreadable))
    return sum(any(map(fits, found.findings)) for _, found in seen)


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    """How long something takes, and what it gives."""
    start = time.perf_counter()
    answer = run()
    return time.perf_counter() - start, answer


def main() -> None:
    """Make the cases, take each way once in one run, and print the times and their ratios."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    known = knowledge.load()
    query, facts = (parse(text, words(known)) for text in (QUERY, FACTS))
    with tempfile.TemporaryDirectory() as place:
        path, index = Path(place) / "zaken", Path(place) / "index"
        make(path, count, known)
        ways: dict[str, Callable[[], Any]] = {
            "plain loop": lambda: naive(path, known),
            "facts alone": lambda: len(search(facts, path, known).found),
            "query, 1 process": lambda: len(search(query, path, known).found),
            f"query, {TASKS} processes": lambda: len(search(query, path, known, tasks=TASKS).found),
            "index, made": lambda: len(search(query, path, known, index=index, tasks=TASKS).found),
            "index, used again": lambda: len(search(query, path, known, index=index).found),
        }
        taken = {name: timed(run) for name, run in ways.items()}
        size = index.stat().st_size / 1e6
    whole = taken["plain loop"][0]
    print(f"{count} cases; index {size:.0f} MB")
    print(f"{'way':22}{'seconds':>9}{'times as fast':>15}{'found':>7}")
    for name, (seconds, found) in taken.items():
        print(f"{name:22}{seconds:9.1f}{whole / seconds:15.1f}{found:7}")
    answers = {found for name, (_, found) in taken.items() if name != "facts alone"}
    assert len(answers) == 1, answers


if __name__ == "__main__":
    main()
