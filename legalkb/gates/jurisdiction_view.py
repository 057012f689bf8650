"""What every condition for jurisdiction shares: its view of a finding, and verdicts with reasons and questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from legalkb.compilation import YES
from legalkb.findings import Wanted
from legalkb.gates.jurisdiction_data import Data, Regime, Variant
from legalkb.gates.model import GateInput

__all__ = ["Places", "Value", "Verdict", "View", "ask_date", "end_of_conduct", "every", "fact", "some"]


class Value(IntEnum):
    """What is known of a condition; of alternatives the highest counts."""

    FAILS = 0
    DOUBT = 1
    MAYBE = 2
    HOLDS = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of a condition or ground, why (Dutch clauses that may follow "want"), which questions would
    settle it, which points of doubt it rests on, and source codes."""

    value: Value
    clauses: tuple[str, ...] = ()
    missing: tuple[Wanted, ...] = ()
    doubts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """Whether a place of commission lies here, the countries of the conduct, and whether these are all."""

    verdict: Verdict
    countries: tuple[str, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class View:
    """What a condition looks at: the finding, the data, and the regime of the ground it is tested for."""

    given: GateInput
    data: Data
    variant: Variant
    places: Places
    regime: Regime | None


def _joined(value: Value, items: Iterable[Verdict]) -> Verdict:
    found = tuple(items)
    return Verdict(
        value,
        tuple(dict.fromkeys(x for v in found for x in v.clauses)),
        tuple(dict.fromkeys(x for v in found for x in v.missing)),
        tuple(dict.fromkeys(x for v in found for x in v.doubts)),
        tuple(dict.fromkeys(x for v in found for x in v.sources)),
    )


def some(items: Iterable[Verdict]) -> Verdict:
    """Alternatives: the best of them, with the reasons of those that are as good."""
    found = tuple(items)
    best = max(v.value for v in found)
    return _joined(best, [v for v in found if v.value is best])


def every(items: Iterable[Verdict]) -> Verdict:
    """Conditions that must all hold: one that fails decides; else doubt goes before what is not known."""
    found = tuple(items)
    if failing := [v for v in found if v.value is Value.FAILS]:
        return _joined(Value.FAILS, failing[:1])
    value = min((v.value for v in found), default=Value.HOLDS)
    return _joined(value, found if value is Value.HOLDS else [v for v in found if v.value is not Value.HOLDS])


def fact(view: View, name: str, yes: str, no: str) -> Verdict:
    """A condition that is one fact type, with the clauses for when it is stated and when it is denied."""
    stated = view.given.stated(name)
    if stated is None:
        label = view.given.knowledge.vocabulary.fact_types[name].label
        how = "is betwist" if view.given.disputed(name) else "is niet bekend"
        return Verdict(Value.MAYBE, (f"'{label}' {how}",), (view.given.ask(name),))
    return Verdict(Value.HOLDS, (yes,)) if stated else Verdict(Value.FAILS, (no,))


def end_of_conduct(given: GateInput) -> date:
    """The last day on which the conduct may still have gone on."""
    if given.ongoing:
        return given.reference or date.max
    known = [d for d in (given.last, given.start.last if given.start else None) if d is not None]
    return max(known, default=date.max)


def ask_date() -> Wanted:
    """The question when the conduct began."""
    return Wanted("datum_gedraging", YES, "Op welke dag begon de gedraging?")
