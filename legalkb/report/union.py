"""Puts what is said about several suspects and victims together: once where it holds for all, with names where not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from legalkb.findings import Evidence, OffenceFinding
from legalkb.report.phrases import capital, listing

T = TypeVar("T")
ROLES = {"suspect": "de verdachte", "victim": "het slachtoffer", "holder": "de houder van gezag of opzicht"}
_MARKS = {"holder": "\x03", "victim": "\x02", "suspect": "\x01"}
_BEFORE_NAME = frozenset("van door aan met bij over tegen voor uit op tussen en of dat".split())


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    known = sorted({n for n in names if n}, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(" + "|".join(map(re.escape, known)) + r")(?![\w-])") if known else None


def named(members: Sequence[OffenceFinding]) -> dict[str, str]:
    """The ids of the first member that differ between the members, each with the role that stands for it."""
    first = members[0]
    return {getattr(first, r): words for r, words in ROLES.items() if len({getattr(m, r) for m in members}) > 1}


def in_words(text: str, names: dict[str, str]) -> str:
    """The text with ids replaced by the given words, fitted into the sentence or name they stand in."""
    pattern = _pattern(names)

    def word(match: re.Match[str]) -> str:
        before = text[: match.start()].rstrip()
        found = names[match.group(1)]
        if not before or before[-1] in ".?!":
            return capital(found)
        in_a_name = text[-1] not in ".?!" and before.split()[-1].lower() not in _BEFORE_NAME
        return f"van {found}" if in_a_name else found

    return pattern.sub(word, text) if pattern else text


def marked(text: str, finding: OffenceFinding) -> str:
    """The text with role marks for the persons of a finding, the same for two findings that say the same."""
    names = {getattr(finding, role): mark for role, mark in _MARKS.items() if getattr(finding, role)}
    pattern = _pattern(names)
    return pattern.sub(lambda m: names[m.group(1)], text) if pattern else text


def mapped(value: T, change: Callable[[str], str]) -> T:
    """The same value with every text in it changed."""
    if isinstance(value, str):
        return cast(T, change(value))
    if isinstance(value, tuple):
        return cast(T, tuple([mapped(item, change) for item in value]))
    if is_dataclass(value) and not isinstance(value, type):
        changed: dict[str, Any] = {f.name: mapped(getattr(value, f.name), change) for f in fields(value)}
        return cast(T, replace(cast(Any, value), **changed))
    return value


def _bare(value: T) -> T:
    """The value without what depends on whose assessment it is: to whom conduct is charged, whose statement it is."""
    if isinstance(value, Evidence):
        return cast(T, replace(value, attributed="", suspect_only=False))
    if isinstance(value, tuple):
        return cast(T, tuple([_bare(item) for item in value]))
    if is_dataclass(value) and not isinstance(value, type):
        changed: dict[str, Any] = {f.name: _bare(getattr(value, f.name)) for f in fields(value)}
        return cast(T, replace(cast(Any, value), **changed))
    return value


@dataclass(slots=True)
class _Said:
    """One thing that is said: the versions in which the members say it, and who of them say it of themselves."""

    mark: Any
    versions: dict[Any, list[tuple[int, Any]]]
    own: set[int]


def _evidence(value: object) -> Iterator[Evidence]:
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _evidence(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for f in fields(value):
            yield from _evidence(getattr(value, f.name))


def _restored(value: T, found: Sequence[tuple[int, object]], members: Sequence[OffenceFinding]) -> T:
    """The value with, for each statement, for whom another's conduct counts and whether a suspect alone says it."""
    per_member = [(members[place], list(_evidence(item))) for place, item in found]

    def of(place: int, statement: Evidence) -> Evidence:
        versions = [(member, statements[place]) for member, statements in per_member]
        through = list(dict.fromkeys(e.attributed for _, e in versions if e.attributed))
        charged = list(dict.fromkeys(m.suspect for m, e in versions if e.attributed))
        whole = len(charged) == len({m.suspect for m in members})
        extra = "" if whole or not charged else f", ook voor {listing(charged)}"
        alone = any(e.suspect_only for _, e in versions)
        return replace(statement, attributed=listing(through) + extra if through else "", suspect_only=alone)

    counter = iter(range(len(per_member[0][1])))

    def walk(item: Any) -> Any:
        if isinstance(item, Evidence):
            return of(next(counter), item)
        if isinstance(item, tuple):
            return tuple([walk(x) for x in item])
        if is_dataclass(item) and not isinstance(item, type):
            return replace(cast(Any, item), **{f.name: walk(getattr(item, f.name)) for f in fields(item)})
        return item

    return cast(T, walk(value))


def united(columns: Sequence[tuple[T, ...]], members: Sequence[OffenceFinding]) -> tuple[T, ...]:
    """What the members say, each thing once; with roles when all say it and only the persons differ."""
    said: list[_Said] = []
    by_mark: dict[Any, _Said] = {}
    by_text: dict[Any, _Said] = {}
    for place, (items, member) in enumerate(zip(columns, members, strict=True)):
        for item in items:
            plain = _bare(item)
            mark = mapped(plain, lambda text, m=member: marked(text, m))  # type: ignore[misc]
            entry = by_text.get(plain) or by_mark.get(mark)
            if entry is None:
                entry = _Said(mark, {}, set())
                said.append(entry)
            entry.versions.setdefault(plain, []).append((place, item))
            by_mark.setdefault(mark, entry)
            if mark == entry.mark:
                entry.own.add(place)
            by_text.setdefault(plain, entry)
    names = named(members)
    result: list[T] = []
    for entry in said:
        if len(entry.versions) > 1 and len(entry.own) == len(members):
            every = [pair for found in entry.versions.values() for pair in found]
            told = mapped(next(iter(entry.versions)), lambda text: in_words(text, names))
            result.append(_restored(told, every, members))
        else:
            result += [_restored(plain, found, members) for plain, found in entry.versions.items()]
    return tuple(result)
