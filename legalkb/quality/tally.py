"""What the examples show of each offence variant: how it came out, and the status of each element."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from legalkb import examples as examples_module
from legalkb.examples import Example
from legalkb.findings import Assessment

__all__ = ["Seen", "asked", "read_by_gates", "seen"]

WORD = re.compile(r'"([a-z][a-z0-9_]*)"')


@dataclass(frozen=True, slots=True)
class Seen:
    """One expectation of an example: the offence variant, its outcome, and per element the status, with the elements
    that something speaks against."""

    place: str
    rule: str
    outcome: str
    statuses: Mapping[str, str]
    against: frozenset[str]


def seen(example: Example, found: Assessment) -> tuple[Seen, ...]:
    """What an example shows of the variants that it expects something of, each expectation once."""
    rows = []
    for expected in example.expected:
        finding = examples_module.row(found, expected)
        if finding is not None and expected.get("bepaling") in example.rules:
            statuses = {e.id: e.status for e in finding.elements}
            against = frozenset(e.id for e in finding.elements if e.against or e.indications_against)
            rows.append(Seen(example.place, finding.rule, finding.outcome, statuses, against))
    return tuple(rows)


def asked(found: Assessment) -> Iterable[str]:
    """The fact types that the prosecution gates ask for."""
    for finding in found.findings:
        for gate in finding.gates:
            yield from (w.name for w in gate.missing)
    yield from (w.name for gate in found.concurrence for w in gate.missing)


@lru_cache(maxsize=1)
def read_by_gates() -> frozenset[str]:
    """Every word that the program of the prosecution gates names: some fact types stand there and in no data."""
    modules = (f for f in (files("legalkb") / "gates").iterdir() if f.name.endswith(".py"))
    return frozenset(word for f in modules for word in WORD.findall(f.read_text(encoding="utf-8")))
