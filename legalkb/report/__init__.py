"""Output formats: pure functions from an assessment to text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from legalkb.findings import Assessment
from legalkb.report import as_json, as_table, memo

FORMATS: Mapping[str, Callable[[Assessment], str]] = {
    "tabel": as_table.render,
    "json": as_json.render,
    "md": memo.markdown,
    "html": memo.html,
}

__all__ = ["FORMATS"]
