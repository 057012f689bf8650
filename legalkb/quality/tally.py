"""What the examples show of each offence variant: how it came out, and the status of each element."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from legalkb import examples as examples_module
from legalkb.examples import Example
from legalkb.findings import Assessment

__all__ = ["Seen", "asked", "seen"]


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
