"""What a prosecution gate found: status, reasons, readings of unsettled law, dates and questions."""

from __future__ import annotations

from dataclasses import dataclass

from legalkb.evidence import Wanted


@dataclass(frozen=True, slots=True)
class GateReason:
    """Why a gate stands as it does: a Dutch sentence and source codes."""

    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GateReading:
    """One reading of an unsettled point of law, with its consequence for prosecution (Dutch) and source codes."""

    text: str
    consequence: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GateDate:
    """A date for the timeline: ISO date and what happens on it (Dutch)."""

    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Gate:
    """A prosecution gate of one finding.

    ``status``: ``open`` (no bar found), ``bar``, ``onbekend`` (``missing`` says what to ask) or ``voorbehoud`` (a point
    of law that is not settled; ``readings`` gives each reading with its consequence).
    """

    kind: str
    title: str
    status: str
    summary: str
    reasons: tuple[GateReason, ...] = ()
    readings: tuple[GateReading, ...] = ()
    dates: tuple[GateDate, ...] = ()
    missing: tuple[Wanted, ...] = ()
