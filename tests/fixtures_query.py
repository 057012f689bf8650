"""What the tests of queries share: the generator of case files and a small folder of them."""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

from legalkb import examples, knowledge
from legalkb.query.parser import parse
from legalkb.query.search import Search, search
from legalkb.query.words import Words, words

ROOT = Path(__file__).resolve().parent.parent
KNOWLEDGE = knowledge.load(cache=False)
WORDS: Words = words(KNOWLEDGE)


@cache
def generator() -> ModuleType:
    """The script of the benchmarks that makes case files."""
    spec = importlib.util.spec_from_file_location("case_files", ROOT / "benchmarks" / "case_files.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def rulings() -> tuple[examples.Example, ...]:
    """The published rulings that are held as a case."""
    return tuple(e for e in examples.load()[0] if e.ecli)


def ask(text: str, folder: Path, **options: object) -> Search:
    """The answer to a query over a folder."""
    return search(parse(text, WORDS) if text else None, folder, KNOWLEDGE, **options)  # type: ignore[arg-type]


def files(text: str, folder: Path, **options: object) -> list[str]:
    """The files of the cases that match."""
    return [found.file for found in ask(text, folder, **options).found]
