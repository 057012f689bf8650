"""Concurrence (artikelen 55 en 57 Sr): what the law says of the joint maximum when several offences are in question.

A statement of law, never a prediction of a sentence.
"""

from __future__ import annotations

from fractions import Fraction

from legalkb.findings import GateReading, GateReason, OffenceFinding
from legalkb.gates.concurrence_data import ConcurrenceData, check, from_plain
from legalkb.gates.concurrence_units import Unit, heaviest, overlapping, units
from legalkb.gates.maxima import Maxima, number, on_day, part
from legalkb.gates.model import OPEN, RESERVED, UNKNOWN, Gate
from legalkb.knowledge import KnowledgeBase
from legalkb.offences import DATE_ASKED
from legalkb.statements import names

__all__ = ["check", "concurrence", "from_plain"]

KIND = "samenloop"


def concurrence(findings: tuple[OffenceFinding, ...], data: ConcurrenceData, knowledge: KnowledgeBase) -> Gate | None:
    """The joint maximum over the findings of one suspect; None when there are not at least two things to count."""
    found = units(findings, data.families, knowledge)
    if len(found) < 2:
        return None
    older = any(not u.begin or u.begin < data.read_from for u in found)
    shared = overlapping(found)
    missing = (DATE_ASKED,) if any(u.maxima.uncertain for u in found) else ()
    status = UNKNOWN if missing else RESERVED if older or shared else OPEN
    readings = _readings(found, data, older, shared) if status != OPEN else ()
    short = {UNKNOWN: "kort_onbekend", RESERVED: "kort_voorbehoud", OPEN: "kort_open"}[status]
    words = {"verdachte": findings[0].suspect, "aantal": number(len(found))}
    summary = data.sentences[short].reason(words).text
    reasons = _reasons(found, data, shared, status == OPEN)
    return Gate(KIND, data.title, status, summary, reasons, readings, (), missing)


def _total(found: tuple[Unit, ...]) -> Maxima:
    return _between(sum((u.maxima.low for u in found), Fraction(0)), sum((u.maxima.high for u in found), Fraction(0)))


def _highest(found: tuple[Unit, ...]) -> Maxima:
    return _between(max(u.maxima.low for u in found), max(u.maxima.high for u in found))


def _between(low: Fraction, high: Fraction) -> Maxima:
    return Maxima((low,) if low == high else (low, high))


def _joint(found: tuple[Unit, ...], above: Fraction) -> Maxima:
    """Not more than the total, and not more than a share above the highest; for one that is its own maximum."""
    total, top = _total(found), _highest(found)
    return _between(min(total.low, top.low * (1 + above)), min(total.high, top.high * (1 + above)))


def _reasons(
    found: tuple[Unit, ...], data: ConcurrenceData, shared: tuple[tuple[Unit, ...], ...], settled: bool
) -> tuple[GateReason, ...]:
    """What is counted and what the law says of it; the limit itself only where the readings do not give it."""
    said = data.sentences
    by_victim = [{r for u in found if u.victim == v for r in u.rules} for v in {u.victim for u in found}]
    words = {"totaal": str(_total(found)), "hoogste": str(_highest(found)), "deel": part(data.above)}
    reasons = [said["feiten"].reason({"feiten": "; ".join(u.label for u in found)})]
    reasons += [said["niet_hoger"].reason(words)] if settled else []
    reasons.append(said["geldboete"].reason({}))
    if any(len(u.rules) > 1 for u in found):
        reasons.append(said["een_keer"].reason({}))
    reasons += [
        item.said.reason({})
        for item in data.alternatives
        if any(all(u.rules & {*g} for g in item.groups) for u in found)
    ]
    reasons += [
        item.said.reason({})
        for item in data.beside
        if any(all(rules & {*g} for g in item.groups) for rules in by_victim)
    ]
    if shared:
        reasons.append(said["bijzonder"].reason({}))
    return (*reasons, said["geen_voorspelling"].reason({}))


def _readings(
    found: tuple[Unit, ...], data: ConcurrenceData, older: bool, shared: tuple[tuple[Unit, ...], ...]
) -> tuple[GateReading, ...]:
    said = data.sentences
    words = {
        "deel": part(data.above),
        "hoogste": str(_highest(found)),
        "totaal": str(_total(found)),
        "dag": on_day(data.read_from),
        "grens": str(_joint(found, data.above)),
    }
    readings = [said["zelfstandig"].reading(words)]
    if older:
        lower = {"deel": part(data.above_older), "deel_nu": part(data.above)}
        readings.append(said["zelfstandig_ouder"].reading({**lower, "grens": str(_joint(found, data.above_older))}))
    if shared:
        told = "; ".join(names(u.label for u in g) for g in shared)
        limit = str(_joint(heaviest(found), data.above))
        readings.append(said["een_feit"].reading({"bepalingen": told, "grens": limit}))
    return tuple(readings)
