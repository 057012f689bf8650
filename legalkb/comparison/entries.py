"""What two cases say: their facts by persons, and every other entry in the words of the case file."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import replace
from typing import Any

from legalkb.case import Case, Fact
from legalkb.case_fields import CASE
from legalkb.comparison.model import DataChange, FactChange
from legalkb.dates import Interval
from legalkb.fields import Field, Kind, Section
from legalkb.findings import Assessment, FactLine

NAME, FACTS = "name", "facts"
WORTHLESS = frozenset({"note"})


def in_order(case: Case) -> Case:
    """The same case with everything that has no order of its own in a fixed one; facts are numbered anew."""
    lists = (field.name for field in CASE.fields if field.section is not None)
    changed: dict[str, Any] = {name: _sorted(getattr(case, name)) for name in lists}
    changed[FACTS] = tuple(replace(fact, index=place) for place, fact in enumerate(changed[FACTS], 1))
    return replace(case, **changed)


def renumbered(case: Case, numbers: frozenset[int]) -> frozenset[int]:
    """The numbers that these facts get in :func:`in_order`."""
    return frozenset(place for place, fact in enumerate(_sorted(case.facts), 1) if fact.index in numbers)


def _sorted(items: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(map(_item_in_order, items), key=lambda x: repr(_bare(x))))


def _item_in_order(item: Any) -> Any:
    """An entry with its lists in order: who did it, against whom, and so on; an age is no list."""
    lists = {
        name: tuple(sorted(value, key=repr))
        for name in item.__dataclass_fields__
        if name != "age" and isinstance(value := getattr(item, name), tuple)
    }
    return replace(item, **lists)


def _bare(item: Any) -> Any:
    """An entry without its place in the file."""
    places = {name: 0 for name in ("line", "index") if name in item.__dataclass_fields__}
    return replace(item, **places)


def fact_changes(before: Case, after: Case, shown: tuple[Assessment, Assessment]) -> tuple[FactChange, ...]:
    """The facts that differ: by type, persons, event and object; what was said of them otherwise stands together."""
    sides = [{line.number: line for line in a.facts} for a in shown]
    was, now = _by_subject(before), _by_subject(after)
    found = []
    for key in sorted(was.keys() | now.keys(), key=repr):
        mine, others = was.get(key, []), now.get(key, [])
        lost, gained = _lines(mine, others, sides[0]), _lines(others, mine, sides[1])
        if lost or gained:
            found.append(FactChange(key[0], lost, gained))
    return tuple(found)


def _by_subject(case: Case) -> dict[tuple[str, ...], list[Fact]]:
    found: dict[tuple[str, ...], list[Fact]] = {}
    for fact in case.facts:
        persons = (fact.by, fact.against, fact.about, fact.via)
        key = (fact.type_id, *map(" ".join, persons), fact.event, fact.object)
        found.setdefault(key, []).append(fact)
    return found


def _said(fact: Fact) -> Hashable:
    given: dict[str, Any] = {"by_given": True, "against_given": True, "about_given": True}
    return replace(fact, index=0, line=0, note="", source_text="", **given)


def _lines(mine: list[Fact], others: list[Fact], lines: dict[int, FactLine]) -> tuple[FactLine, ...]:
    known = {_said(f) for f in others}
    return tuple(lines[f.index] for f in mine if _said(f) not in known)


def data_changes(before: Case, after: Case) -> tuple[DataChange, ...]:
    """Every other entry that differs, by key of the case file; the name of the case and free text do not count."""
    found = []
    for field in CASE.fields:
        if field.name in (NAME, FACTS) or field.name in WORTHLESS:
            continue
        was, now = _entries(field, before), _entries(field, after)
        lost, gained = (tuple(x for x in a if x not in b) for a, b in ((was, now), (now, was)))
        if lost or gained:
            found.append(DataChange(field.key, lost, gained))
    return tuple(found)


def _entries(field: Field, case: Case) -> list[str]:
    value = getattr(case, field.name)
    if field.section is None:
        return [_text(value)] if value else []
    named = field.kind is Kind.NAMED
    items = (x for x in value if not (getattr(x, "implicit", False) and named and field.name == "sources"))
    return sorted({_entry(field.section, item, named) for item in items})


def _entry(section: Section, item: Any, named: bool) -> str:
    """An entry in words: ``V1: rol verdachte; geboren 1976-11-30``."""
    parts = [f"{f.key.replace('_', ' ')} {_text(getattr(item, f.name))}" for f in section.fields if _has(item, f)]
    return (f"{item.id}: " if named else "") + "; ".join(parts)


def _has(item: Any, field: Field) -> bool:
    return field.name not in WORTHLESS and bool(getattr(item, field.name, None))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, tuple) and value and all(isinstance(x, int) for x in value):
        return "-".join(str(x) for x in dict.fromkeys(value))
    if isinstance(value, tuple):
        return ", ".join(_text(x) for x in value)
    if hasattr(value, "since"):
        return f"{value.person} sinds {value.since}"
    return str(value) if isinstance(value, Interval) else str(value).replace("_", " ")
