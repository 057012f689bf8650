"""The gate of the other side: circumstances that may exclude liability or prosecution, as counter-indications.

A defence that the facts point to is shown with what courts made of it and the question that matters; nothing here
decides whether it holds, and nothing here says anything about proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from legalkb.compilation import NO, YES
from legalkb.findings import Gate, GateReading, GateReason, Wanted
from legalkb.gates.defences_data import DefenceGround, DefencesData, check, from_plain
from legalkb.gates.model import BAR, OPEN, RESERVED, UNKNOWN, GateInput
from legalkb.statements import names

__all__ = ["check", "from_plain", "gate"]

KIND = "strafuitsluiting"


@dataclass(frozen=True, slots=True)
class _Found:
    """How one ground stands: a gate status, why, its readings, and what is missing."""

    ground: DefenceGround
    status: str
    reasons: tuple[GateReason, ...] = ()
    readings: tuple[GateReading, ...] = ()
    missing: tuple[Wanted, ...] = ()


def _filled(given: GateInput, text: str, **words: str) -> str:
    return text.format_map({"verdachte": given.finding.suspect, "slachtoffer": given.finding.victim} | words)


def _say(given: GateInput, data: DefencesData, key: str, **words: str) -> GateReason:
    return GateReason(_filled(given, data.sentences[key].text, **words), data.sentences[key].sources)


def _firm(given: GateInput, name: str, value: str) -> bool:
    """Whether a source other than the suspect says that a fact has a value, and none contradicts it."""
    opposite = NO if value == YES else YES
    return any(not e.suspect_only for e in given.statements(name, value)) and not given.statements(name, opposite)


def _weighed(given: GateInput, ground: DefenceGround) -> tuple[tuple[GateReason, ...], tuple[Wanted, ...]]:
    """What is known of the facts that matter for a ground, and the questions that are open."""
    reasons, missing = [], []
    for weight in ground.weights:
        answer = given.stated(weight.fact)
        if answer is None:
            missing.append(given.ask(weight.fact))
        else:
            reasons.append(GateReason(_filled(given, weight.yes if answer else weight.no), weight.sources))
    return tuple(reasons), tuple(missing)


def _raised(given: GateInput, data: DefencesData, ground: DefenceGround) -> _Found:
    """A ground that the facts point to, disputed or not."""
    said = given.statements(ground.fact)
    words: dict[str, Any] = {"grond": ground.name, "raakt": ground.touches}
    reasons = [_say(given, data, "wijst_op", feit=e.sentence, **words) for e in said if not e.retracted]
    if given.disputed(ground.fact):
        reasons.append(_say(given, data, "betwist", **words))
    elif all(e.suspect_only for e in said):
        reasons.append(_say(given, data, "alleen_verdachte"))
    readings = tuple(
        GateReading(_filled(given, r.text), _filled(given, r.consequence), r.sources) for r in ground.readings
    )
    weighed, missing = _weighed(given, ground)
    name, value = ground.bars_when
    status = RESERVED
    if name:
        confirmed = _firm(given, ground.fact, YES)
        if confirmed and _firm(given, name, value):
            return _Found(ground, BAR, (_say(given, data, "uitgesloten"), *reasons), readings[:1])
        if given.stated(name) is None:
            status, missing = UNKNOWN, (*missing, given.ask(name, value))
    return _Found(ground, status, (*dict.fromkeys(reasons), *weighed), readings, missing)


def _ground(given: GateInput, data: DefencesData, ground: DefenceGround) -> _Found:
    if given.statements(ground.fact):
        return _raised(given, data, ground)
    asked = not ground.asked_for or given.finding.rule in ground.asked_for
    if asked and given.stated(ground.fact) is None:
        return _Found(ground, UNKNOWN, missing=(given.ask(ground.fact),))
    return _Found(ground, OPEN)


def gate(given: GateInput, data: DefencesData) -> Gate:
    """Whether the facts point to a ground that excludes liability or prosecution of this suspect."""
    found = [_ground(given, data, ground) for ground in data.grounds]
    statuses = [f.status for f in found]
    status = next(s for s in (BAR, RESERVED, UNKNOWN, OPEN) if s in statuses)
    raised = names(f.ground.name for f in found if f.reasons)
    key = {BAR: "uitgesloten", RESERVED: "voorbehoud", UNKNOWN: "onbekend", OPEN: "open"}[status]
    return Gate(
        KIND,
        data.title,
        status,
        _say(given, data, key, gronden=raised).text,
        (*(r for f in found for r in f.reasons), _say(given, data, "beperkt")),
        tuple(r for f in found for r in f.readings),
        (),
        () if status == BAR else tuple(w for f in found for w in f.missing),
    )
