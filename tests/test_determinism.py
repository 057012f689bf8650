"""The same input gives the same answer: to the byte in one run or another, and whatever the order of the facts."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from legalkb import assessment, examples, knowledge
from legalkb.case_reader import read_case
from legalkb.engine import BOTH, BUILTIN
from legalkb.errors import LegalkbError
from legalkb.examples import Example
from legalkb.findings import Assessment
from legalkb.node import Node
from legalkb.source import parse, read_text

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "legalkb" / "templates" / "demo.yaml"
HASH_SEEDS = ("0", "1", "12345")
EVERY = 40  # one example in so many is also rendered in each subprocess
PARTS = 8  # the examples in so many tests, for the sake of parallel runs

RENDER = """
import hashlib, json, sys
from legalkb import assessment, examples, knowledge
from legalkb.case_reader import read_case
from legalkb.report import FORMATS
from legalkb.source import read_text

base = knowledge.load()
found = {"demo": assessment.assess(read_case(read_text(sys.argv[1]), base.vocabulary), base)}
for example in examples.load()[0][:: int(sys.argv[2])]:
    found[example.place] = examples.assess(example, base)
shown = {f"{name} {form}": render(a).encode() for name, a in found.items() for form, render in FORMATS.items()}
print(json.dumps({name: hashlib.sha256(text).hexdigest() for name, text in shown.items()}))
"""


@cache
def base() -> knowledge.KnowledgeBase:
    """The knowledge base of the checkout."""
    return knowledge.load()


@cache
def readable() -> tuple[Example, ...]:
    """Every example whose case can be read."""
    return tuple(e for e in examples.load()[0] if _is_readable(e))


def _is_readable(example: Example) -> bool:
    try:
        read_case(example.case, base().vocabulary)
    except LegalkbError:
        return False
    return True


def rendered(seed: str, cache_home: Path) -> dict[str, str]:
    """The hash of every format of some cases, made in a process with that hash seed and a cold cache."""
    extra = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(cache_home), "COLUMNS": "80"}
    command = [sys.executable, "-c", RENDER, str(DEMO), str(EVERY)]
    done = subprocess.run(command, env=os.environ | extra, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answer: dict[str, str] = json.loads(done.stdout)
    return answer


def test_same_bytes_under_every_hash_seed(tmp_path: Path) -> None:
    """Knowledge base, table, JSON, Markdown and HTML are the same bytes whatever Python's hash seed is."""
    found = {seed: rendered(seed, tmp_path / seed) for seed in HASH_SEEDS}
    compiled = {
        hashlib.sha256(file.read_bytes()).hexdigest()
        for seed in HASH_SEEDS
        for file in (tmp_path / seed).rglob("*.json")
    }
    first, *others = found.values()
    assert len(first) > 20
    assert [sorted(n for n in first if first[n] != other[n]) for other in others] == [[], []]
    assert len(compiled) == 1


def test_same_bytes_when_read_twice() -> None:
    """Reading and assessing the demo twice in one process gives equal assessments."""
    first, second = (assessment.assess(read_case(read_text(DEMO), base().vocabulary), base()) for _ in range(2))
    assert first == second


def test_cold_and_warm_knowledge_base_are_equal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The knowledge base from the cache equals the one that is compiled from the files."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    cold, warm = knowledge.load(), knowledge.load()
    assert list(tmp_path.rglob("*.json"))
    assert cold == warm == knowledge.load(cache=False)


def with_facts(case: Node, facts: tuple[Node, ...]) -> Node:
    """The case with other facts."""
    pairs = tuple((k, replace(v, value=facts) if k.value == "feiten" else v) for k, v in case.value)
    return replace(case, value=pairs)


def essence(found: Assessment) -> dict[str, Any]:
    """What an assessment says, without the numbers and the order of the facts."""
    rows = sorted(
        (
            (f.rule, f.suspect, f.victim, f.holder, f.event, f.object),
            (f.outcome, f.reasons, f.attempt, f.conduct, sorted(v.valid_from for v in f.law)),
            [(e.id, e.status, *map(sorted, examples.sides(e)), e.suspect_only) for e in f.elements],
            sorted(sorted((w.name, w.value) for w in wanted) for wanted in f.missing),
        )
        for f in found.findings
    )
    around = (found.scenarios, [n.id for n in found.neighbours], [p.id for p in found.paths], sorted(found.sources))
    return {"rows": rows, "around": [[s.id for s in found.scenarios], *around[1:]]}


def shuffled(facts: tuple[Node, ...], seed: str) -> tuple[Node, ...]:
    """The facts in an order drawn with a seed; two facts change places."""
    mixed = list(facts)
    random.Random(seed).shuffle(mixed)
    return tuple(mixed) if len(facts) > 2 else facts[::-1]


@pytest.mark.parametrize("part", range(PARTS))
def test_order_of_facts_does_not_matter(part: int) -> None:
    """Facts in another order give the same outcomes, statuses, facts on each side and missing facts."""
    for example in readable()[part::PARTS]:
        feiten = example.case.get("feiten")
        if feiten is None or len(feiten.items) < 2:
            continue
        expected = essence(examples.assess(example, base(), BUILTIN))
        changed = replace(example, case=with_facts(example.case, shuffled(feiten.items, example.place)))
        assert essence(examples.assess(changed, base(), BUILTIN)) == expected, f"{example.place}: {example.name}"


@pytest.mark.parametrize("part", range(PARTS))
def test_builtin_engine_alone_finds_the_same(part: int) -> None:
    """The built-in engine alone gives the same findings as both engines."""
    for example in readable()[part :: 2 * PARTS]:
        alone, both = (examples.assess(example, base(), engines) for engines in (BUILTIN, BOTH))
        assert replace(alone, receipt=both.receipt) == both, f"{example.place}: {example.name}"


def test_unknown_facts_change_nothing() -> None:
    """A fact with the value onbekend gives the same statuses as leaving it out."""
    text = "feiten:\n  - achtergelaten_in_buitenland\n  - {feit: opgesloten, waarde: %s}\n"
    case, without = (
        parse(t, "zaak.yaml") for t in (text % "onbekend", text.splitlines()[0] + "\n" + text.splitlines()[1])
    )
    found, expected = (assessment.assess(read_case(n, base().vocabulary), base()) for n in (case, without))
    assert essence(found) == essence(expected)
