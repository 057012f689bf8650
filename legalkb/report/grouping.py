"""Brings identical assessments of several suspects and victims together, so that they are told once.

Two findings are identical when every text in them is equal, as it stands or after the ids of suspect, victim and
holder are replaced by role marks. Where the merged texts differ, the role stands in the told finding.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from legalkb.findings import ElementFinding, OffenceFinding
from legalkb.report.phrases import RANK, capital, lead, listing

T = TypeVar("T")
ROLES = {"suspect": "de verdachte", "victim": "het slachtoffer", "holder": "de houder van gezag of opzicht"}
_MARKS = {"suspect": "\x01", "victim": "\x02", "holder": "\x03"}
_BEFORE_NAME = frozenset("van door aan met bij over tegen voor uit op tussen en of dat".split())


@dataclass(frozen=True, slots=True)
class Merged:
    """Identical findings: ``finding`` tells them all (roles for ids that differ), ``members`` are the originals.

    ``base`` is the designation of the variant on which this one builds, with the first ``shared`` elements the same.
    """

    finding: OffenceFinding
    members: tuple[OffenceFinding, ...]
    base: str = ""
    shared: int = 0

    @property
    def own(self) -> tuple[ElementFinding, ...]:
        """The elements that this variant adds to the one it builds on."""
        return self.finding.elements[self.shared :]

    @property
    def bare(self) -> bool:
        """Whether nothing at all is known of what this variant adds to the one it builds on."""
        return bool(self.base) and not any(
            e.support or e.against or e.partial or e.indications_for or e.indications_against or e.ruling for e in self.own
        )


@dataclass(frozen=True, slots=True)
class _Texts:
    """All texts of a value in order, as they stand and with role marks; ``shape`` is everything that is no text."""

    raw: tuple[str, ...]
    marked: tuple[str, ...]
    shape: tuple[object, ...]

    def same(self, other: _Texts) -> bool:
        """Whether each text is equal to that of the other, as it stands or with role marks."""
        return self.shape == other.shape and all(
            a == b or m == n for a, b, m, n in zip(self.raw, other.raw, self.marked, other.marked, strict=True)
        )


def _leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every text and every other plain value inside, in order; places in the case file count only as being there."""
    if isinstance(value, tuple):
        yield "", len(value)
        for item in value:
            yield from _leaves(item)
    elif is_dataclass(value) and not isinstance(value, type):
        yield "", type(value).__name__
        for f in fields(value):
            held = getattr(value, f.name)
            yield from _leaves(bool(held) if f.name == "fact" else held)
    else:
        yield ("text" if isinstance(value, str) else ""), value


def _map_texts(value: T, change: Callable[[str], str]) -> T:
    """The same value with every text in it changed, in the order of :func:`_leaves`."""
    if isinstance(value, str):
        return cast(T, change(value))
    if isinstance(value, tuple):
        return cast(T, tuple([_map_texts(item, change) for item in value]))
    if is_dataclass(value) and not isinstance(value, type):
        changed: dict[str, Any] = {f.name: _map_texts(getattr(value, f.name), change) for f in fields(value)}
        return cast(T, replace(cast(Any, value), **changed))
    return value


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    known = sorted({n for n in names if n}, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(" + "|".join(map(re.escape, known)) + r")(?![\w-])") if known else None


def in_words(text: str, names: dict[str, str]) -> str:
    """The text with ids replaced by the given words, fitted into the sentence or name they stand in."""
    pattern = _pattern(names)

    def word(match: re.Match[str]) -> str:
        before = text[: match.start()].rstrip()
        found = names[match.group(1)]
        if not before or before[-1] in ".?!":
            return capital(found)
        named = text[-1] not in ".?!" and before.split()[-1].lower() not in _BEFORE_NAME
        return f"van {found}" if named else found

    return pattern.sub(word, text) if pattern else text


def _texts(value: object, finding: OffenceFinding) -> _Texts:
    """The texts of a finding, or of a part of it, with the ids of that finding's persons marked."""
    found = list(_leaves(value))
    raw = tuple(cast(str, v) for kind, v in found if kind)
    names = {getattr(finding, role): mark for role, mark in reversed(_MARKS.items())}
    pattern = _pattern(names)
    marked = tuple(pattern.sub(lambda m: names[m.group(1)], t) for t in raw) if pattern else raw
    return _Texts(raw, marked, tuple(v for kind, v in found if not kind))


def _told(members: Sequence[OffenceFinding], texts: Sequence[_Texts]) -> OffenceFinding:
    """One finding that speaks for all members: where their texts differ, the role takes the place of the id."""
    first = members[0]
    names = {getattr(first, r): words for r, words in ROLES.items() if len({getattr(m, r) for m in members}) > 1}
    differs = iter([len({t.raw[i] for t in texts}) > 1 for i in range(len(texts[0].raw))])
    return _map_texts(first, lambda text: in_words(text, names) if next(differs) else text)


def merge(findings: Iterable[OffenceFinding]) -> tuple[Merged, ...]:
    """The findings with identical ones merged, leading outcomes first, in the order of the provisions within them."""
    groups: dict[str, list[list[tuple[OffenceFinding, _Texts]]]] = {}
    for finding in _without_spare(tuple(findings)):
        texts = _texts(finding, finding)
        alike = groups.setdefault(finding.rule, [])
        home = next((group for group in alike if group[0][1].same(texts)), None)
        if home is None:
            alike.append([(finding, texts)])
        else:
            home.append((finding, texts))
    order = {rule: place for place, rule in enumerate(groups)}
    everything = [f for alike in groups.values() for group in alike for f, _ in group]
    merged = [
        _based(Merged(_told([f for f, _ in group], [t for _, t in group]), tuple(f for f, _ in group)), everything)
        for alike in groups.values()
        for group in alike
    ]
    return tuple(sorted(merged, key=lambda m: (RANK.get(m.finding.outcome, 9), order[m.finding.rule])))


def _without_spare(findings: tuple[OffenceFinding, ...]) -> tuple[OffenceFinding, ...]:
    """Leaves out what is assessed for no holder in particular where a named holder gives at least as much to go on."""

    def pair(f: OffenceFinding) -> tuple[str, ...]:
        return (f.rule, f.suspect, f.victim)

    best: dict[tuple[str, ...], int] = {}
    for f in findings:
        if f.holder:
            best[pair(f)] = min(best.get(pair(f), 9), RANK.get(f.outcome, 9))
    return tuple(f for f in findings if f.holder or pair(f) not in best or RANK.get(f.outcome, 9) < best[pair(f)])


def _context(finding: OffenceFinding) -> tuple[str, ...]:
    return (finding.article, finding.suspect, finding.victim, finding.holder, finding.event, finding.object)


def _based(merged: Merged, findings: Sequence[OffenceFinding]) -> Merged:
    """Finds the variant of the same article, for the same persons, whose elements are the first ones of this variant."""
    mine = merged.members[0]
    candidates = [
        other
        for other in findings
        if other.rule != mine.rule
        and 0 < len(other.elements) < len(mine.elements)
        and _context(other) == _context(mine)
        and lead(other)
        and mine.elements[: len(other.elements)] == other.elements
    ]
    if not candidates:
        return merged
    base = max(candidates, key=lambda f: len(f.elements))
    return replace(merged, base=base.designation, shared=len(base.elements))


def different(merged: Merged, other: Merged) -> tuple[ElementFinding, ...]:
    """The elements of ``merged`` that are not the same in ``other``; all of them when they can't be compared."""
    mine, theirs = merged.members[0], other.members[0]
    if len(mine.elements) != len(theirs.elements):
        return merged.own
    same = [_texts(a, mine).same(_texts(b, theirs)) for a, b in zip(mine.elements, theirs.elements, strict=True)]
    return tuple(e for e, alike in zip(merged.finding.elements, same, strict=True) if not alike)


def who(members: Sequence[OffenceFinding]) -> str:
    """``V1 en V2 ten aanzien van S1``; pairs that are no full product are named one by one."""
    pairs = list(dict.fromkeys((m.suspect, m.victim) for m in members))
    by_victims: dict[tuple[str, ...], list[str]] = {}
    for suspect in dict.fromkeys(s for s, _ in pairs):
        victims = tuple(v for s, v in pairs if s == suspect)
        by_victims.setdefault(victims, []).append(suspect)
    parts = [f"{listing(suspects)} ten aanzien van {listing(victims)}" for victims, suspects in by_victims.items()]
    return "; ".join(parts)


def without_lead(findings: Iterable[OffenceFinding]) -> tuple[tuple[str, tuple[OffenceFinding, ...]], ...]:
    """Variants without a lead, per set of pairs: (who, one finding per variant); a lead in any context counts."""
    all_of_them = tuple(findings)
    led = {(f.rule, f.suspect, f.victim) for f in all_of_them if lead(f)}
    without: dict[str, list[OffenceFinding]] = {}
    for f in all_of_them:
        if (f.rule, f.suspect, f.victim) not in led:
            without.setdefault(f.rule, []).append(f)
    sets: dict[str, list[OffenceFinding]] = {}
    for members in without.values():
        sets.setdefault(who(members), []).append(members[0])
    return tuple((name, tuple(found)) for name, found in sets.items())
