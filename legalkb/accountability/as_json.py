"""The account as JSON: the record with the field names of the standard, the pages with Dutch keys."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from legalkb.accountability.page import Page, Section, Table
from legalkb.accountability.record import Record

__all__ = ["page", "record", "text"]


def record(made: Record, values: Mapping[str, str]) -> dict[str, Any]:
    """The record with, beside it, which fields the organisation has to fill in and with what."""
    return {
        "registratie": dict(made.values),
        "zelf_invullen": [
            {"veld": f.name, "titel": f.title, "verplicht": f.required, "leeg": not made.values[f.name], "wat": f.own}
            for f in made.left
        ],
        "gemaakt_uit": _origin(values),
    }


def page(shown: Page, values: Mapping[str, str]) -> dict[str, Any]:
    """A page."""
    return {
        "pagina": shown.name,
        "titel": shown.title,
        "status": list(shown.status),
        "gemaakt_uit": _origin(values),
        "onderdelen": [_section(s) for s in shown.sections],
    }


def _origin(values: Mapping[str, str]) -> dict[str, str]:
    return {"programma": f"legalkb {values['versie']}", "kennisbank": values["kenmerk"]}


def _section(shown: Section) -> dict[str, Any]:
    return {
        "deel": shown.part,
        "titel": shown.title,
        "van_legalkb": {
            "tekst": list(shown.text),
            "punten": list(shown.points),
            "tabellen": [_table(t) for t in shown.tables],
        },
        "zelf_beantwoorden": shown.own,
    }


def _table(shown: Table) -> dict[str, Any]:
    return {"titel": shown.caption, "kolommen": list(shown.head), "rijen": [list(row) for row in shown.rows]}


def text(data: Mapping[str, Any]) -> str:
    """The data as text that people can read."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
