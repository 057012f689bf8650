"""Compares what an example expects of the prosecution gates with what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from legalkb.findings import Gate, OffenceFinding

STATUS, TEXT, MISSING = "vervolging", "vervolging_tekst", "vervolging_ontbreekt"
KEYS = (STATUS, TEXT, MISSING)


def said(gate: Gate) -> str:
    """Everything a gate says, as one text."""
    parts = [gate.summary, *(r.text for r in gate.reasons)]
    parts += [f"{r.text} {r.consequence}" for r in gate.readings]
    parts += [f"{d.date} {d.text}" for d in gate.dates]
    return "\n".join(parts)


def _items(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)


def differences(
    expected: Mapping[str, Any], finding: OffenceFinding, concurrence: tuple[Gate, ...] = ()
) -> Iterator[str]:
    """The differences for one finding, gate by gate, as Dutch sentences; concurrence is that of the only suspect."""
    gates = {g.kind: g for g in (*finding.gates, *concurrence)}
    kinds: Iterable[str] = dict.fromkeys(k for key in KEYS for k in (expected.get(key) or {}))
    for kind in kinds:
        gate = gates.get(kind)
        if gate is None:
            yield f"{finding.rule}: {kind} is niet beoordeeld"
            continue
        status = (expected.get(STATUS) or {}).get(kind)
        if status is not None and gate.status != status:
            yield f"{finding.rule}: {kind} is {gate.status}, verwacht {status} ({gate.summary})"
        for text in _items((expected.get(TEXT) or {}).get(kind) or []):
            if text not in said(gate):
                yield f"{finding.rule}: {kind} zegt niet '{text}' ({gate.summary})"
        for name in _items((expected.get(MISSING) or {}).get(kind) or []):
            if name not in {w.name for w in gate.missing}:
                yield f"{finding.rule}: {kind} vraagt niet naar {name}"
