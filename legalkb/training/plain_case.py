"""Changes values in a case as plain data, wherever the table of fields says that such a value stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from legalkb.case_fields import CASE
from legalkb.fields import Field, Kind, Section

Change = Callable[[str], str]


def mapped(data: Mapping[str, Any], kinds: frozenset[Kind], change: Change, section: Section = CASE) -> dict[str, Any]:
    """The same group of fields with every value of some kinds changed, in the groups below it too."""
    fields = {f.key: f for f in section.fields}
    return {k: _value(fields[k], v, kinds, change) if k in fields else v for k, v in data.items()}


def _value(field: Field, value: Any, kinds: frozenset[Kind], change: Change) -> Any:
    section = field.section
    if section is not None and field.kind is Kind.RECORDS:
        return [_entry(section, item, kinds, change) for item in value or ()]
    if section is not None and isinstance(value, Mapping):
        return {id: _entry(section, item, kinds, change) for id, item in value.items()}
    if field.kind not in kinds or value is None:
        return value
    if isinstance(value, Mapping):
        return {key: change(v) for key, v in value.items()}
    return [change(v) for v in value] if isinstance(value, list) else change(value)


def _entry(section: Section, item: Any, kinds: frozenset[Kind], change: Change) -> Any:
    return mapped(item, kinds, change, section) if isinstance(item, Mapping) else item


def replaced(data: Mapping[str, Any], key: str, place: str | int, entry: Mapping[str, Any] | None) -> dict[str, Any]:
    """The case with one entry of a list or group otherwise, or without it (None)."""
    group = data[key]
    if isinstance(group, Mapping):
        pairs = ((k, entry if k == place else v) for k, v in group.items())
        return {**data, key: {k: v for k, v in pairs if v is not None}}
    items = (entry if n == place else v for n, v in enumerate(group))
    kept = [v for v in items if v is not None]
    return {k: (kept if k == key else v) for k, v in data.items() if k != key or kept}
