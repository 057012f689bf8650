"""Counts cases per value: per provision, outcome, element, fact and so on, over the cases that match.

With several dimensions a case counts once for each combination that occurs in it. Those of a finding (bepaling,
uitkomst, jaar, bestanddeel, poort, status) are about the same finding; ``feit`` and ``waarde`` about the same
statement; the others share only the case.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["ASSESSED", "DIMENSIONS", "OF_FINDINGS", "Count", "clash", "counted", "with_findings"]

OF_FINDINGS = frozenset({"bepaling", "uitkomst", "jaar", "bestanddeel", "poort", "status"})
ASSESSED = OF_FINDINGS | {"scenario", "aangrenzend"}
DIMENSIONS = (
    "bepaling", "uitkomst", "bestanddeel", "poort", "status", "jaar", "feit", "waarde", "scenario",
    "aangrenzend", "land",
)  # fmt: skip
_FINDING = {"bepaling": "b.bepaling", "uitkomst": "b.uitkomst", "jaar": "substr(b.eerste, 1, 4)"}
_STATEMENT = {"feit": "f.naam", "waarde": "f.waarde"}
_MARKS = ("scenario", "aangrenzend", "land")


@dataclass(frozen=True, slots=True)
class Count:
    """The values of the dimensions, in how many cases they occur, and in how many findings (0 where none is meant)."""

    values: tuple[str, ...]
    cases: int
    findings: int


def with_findings(dimensions: Sequence[str]) -> bool:
    """Whether a number of findings means something beside that of cases: per provision, of findings alone."""
    asked = {*dimensions}
    return "bepaling" in asked and asked <= OF_FINDINGS


def clash(dimensions: Sequence[str]) -> str:
    """Why some dimensions cannot be counted together (Dutch); empty when they can."""
    if {"bestanddeel", "poort"} <= {*dimensions}:
        return "bestanddeel en poort kunnen niet samen worden geteld"
    return ""


def counted(database: sqlite3.Connection, dimensions: Sequence[str]) -> tuple[Count, ...]:
    """The counts over the cases in ``gevonden``, ordered by value."""
    asked = {*dimensions}
    detail = "poort" if "poort" in asked else "bestanddeel"
    columns = {**_FINDING, **_STATEMENT, "bestanddeel": "d.naam", "poort": "d.naam", "status": "d.status"}
    columns |= {mark: f"k_{mark}.code" for mark in _MARKS}
    tables = ["gevonden g"]
    if asked & OF_FINDINGS:
        tables.append("JOIN bevinding b ON b.zaak = g.zaak AND b.bepaling <> '' AND b.naast = 0")
    if asked & {"bestanddeel", "poort", "status"}:
        tables.append(f"JOIN {detail} d ON d.bevinding = b.id")
    if asked & {"feit", "waarde"}:
        tables.append("JOIN feit f ON f.zaak = g.zaak")
    for mark in _MARKS:
        if mark in asked:
            tables.append(f"JOIN kenmerk k_{mark} ON k_{mark}.zaak = g.zaak AND k_{mark}.soort = '{mark}'")
    shown = ", ".join(columns[d] for d in dimensions)
    places = ", ".join(str(n) for n in range(1, len(dimensions) + 1))
    findings = "count(DISTINCT b.id)" if with_findings(dimensions) else "0"
    chosen = f"SELECT {shown}, count(DISTINCT g.zaak), {findings} FROM {' '.join(tables)}"
    rows = database.execute(f"{chosen} GROUP BY {places} ORDER BY {places}")
    return tuple(Count(tuple(row[:-2]), row[-2], row[-1]) for row in rows)
