"""The rule book: what follows from what, as frozen values read from ``rules/``.

Names in literals are fact types, concepts (``rules/begrippen``) or measures; values are ``ja`` or ``nee``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple


class Literal(NamedTuple):
    """A fact type, concept or measure with the value that is asked: ``ja`` or ``nee``."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """A conjunction of literals, with the source codes and the Dutch explanation why it counts."""

    literals: tuple[Literal, ...]
    sources: tuple[str, ...] = ()
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class CounterRule:
    """A decisive counter-question: the fact type, the answer that clears it, and source codes.

    It is asked only when one of ``when`` is stated (always, when there are none), and not when one of ``moot`` holds.
    """

    fact: str
    favourable: str
    sources: tuple[str, ...] = ()
    explanation: str = ""
    when: tuple[Literal, ...] = ()
    moot: tuple[Literal, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenNorm:
    """What no machine may decide: the question, indications for and against, decisive counter-questions."""

    question: str
    indications_for: tuple[Alternative, ...]
    indications_against: tuple[Alternative, ...]
    counter_questions: tuple[CounterRule, ...]


@dataclass(frozen=True, slots=True)
class Element:
    """An element of an offence: the words it quotes, what fulfils it, and what excludes it."""

    id: str
    quote: str
    alternatives: tuple[Alternative, ...]
    exceptions: tuple[Alternative, ...]
    open_norm: OpenNorm | None
    question: str
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemarkRule:
    """A remark to show when its literals hold."""

    when: tuple[Literal, ...]
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A comparison made in dates: ``kind`` leeftijd or datum; ``bound`` kleiner_dan, vanaf, voor or niet_voor.

    ``value`` is a number of years for an age, an ISO date for a date.
    """

    id: str
    kind: str
    of: str
    bound: str
    value: str


@dataclass(frozen=True, slots=True)
class Concept:
    """A derived concept: alternatives that make it hold, exceptions that exclude it, and its measures."""

    id: str
    title: str
    alternatives: tuple[Alternative, ...]
    exceptions: tuple[Alternative, ...]
    measures: tuple[Measure, ...]
    sources: tuple[str, ...]
    file: str


@dataclass(frozen=True, slots=True)
class Rule:
    """An offence variant for one period. ``id`` may carry ``@date``; ``key`` is the part that never changes."""

    id: str
    title: str
    designation: str
    part: str
    valid_from: str
    valid_to: str
    strict_start: bool
    per: tuple[str, ...]
    builds_on: str
    core: str
    result: tuple[str, ...]
    elements: tuple[Element, ...]
    remarks: tuple[RemarkRule, ...]
    sources: tuple[str, ...]
    about_other: tuple[str, str]
    file: str

    @property
    def key(self) -> str:
        """The id that output and examples use, without the period."""
        return self.id.split("@")[0]

    @property
    def article(self) -> str:
        """The number of the article, as "279" or "285c"."""
        return self.designation.split()[1]

    @property
    def paragraph(self) -> str:
        """The number of the paragraph (lid), empty when the article has none."""
        words = self.designation.split()
        return words[words.index("lid") + 1] if "lid" in words else ""

    def in_force(self, day: date | None) -> bool:
        """Whether this is the rule for a day; without a day, whether it is the last one."""
        if day is None:
            return not self.valid_to
        return (not self.valid_from or date.fromisoformat(self.valid_from) <= day) and (
            not self.valid_to or day <= date.fromisoformat(self.valid_to)
        )


@dataclass(frozen=True, slots=True)
class NeighbourRule:
    """A provision outside the seven to point at, with the facts that point to it and the reason."""

    id: str
    designation: str
    title: str
    alternatives: tuple[Alternative, ...]
    reason: str
    reservation: str
    sources: tuple[str, ...]
    file: str


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules, concepts and neighbouring provisions."""

    rules: tuple[Rule, ...]
    concepts: Mapping[str, Concept]
    neighbours: tuple[NeighbourRule, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The ids of the offence variants, once each, in order."""
        return tuple(dict.fromkeys(rule.key for rule in self.rules))

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Every measure of every concept."""
        return tuple(m for c in self.concepts.values() for m in c.measures)

    def rule(self, key: str, day: date | None) -> Rule:
        """The rule of an offence variant for a day; the nearest one when none was in force that day."""
        periods = sorted((r for r in self.rules if r.key == key), key=lambda r: r.valid_from)
        for rule in periods:
            if rule.in_force(day):
                return rule
        early = [r for r in periods if day and r.valid_from and day < date.fromisoformat(r.valid_from)]
        return early[0] if early else periods[-1]

    def elements(self, rule: Rule, day: date | None) -> tuple[Element, ...]:
        """The elements of a rule, after those of the rule it builds on."""
        if not rule.builds_on:
            return rule.elements
        base = self.rule(rule.builds_on, day)
        return self.elements(base, day) + rule.elements


def _alternatives(data: list[dict[str, Any]]) -> tuple[Alternative, ...]:
    return tuple(
        Alternative(tuple(Literal(*x) for x in a["literals"]), tuple(a["sources"]), a["explanation"]) for a in data
    )


def _counter(data: dict[str, Any]) -> CounterRule:
    changed = {key: tuple(Literal(*x) for x in data[key]) for key in ("when", "moot")}
    return CounterRule(**{**data, **changed, "sources": tuple(data["sources"])})


def _norm(data: dict[str, Any] | None) -> OpenNorm | None:
    if data is None:
        return None
    counters = tuple(_counter(c) for c in data["counter_questions"])
    return OpenNorm(
        data["question"],
        _alternatives(data["indications_for"]),
        _alternatives(data["indications_against"]),
        counters,
    )


def _element(data: dict[str, Any]) -> Element:
    return Element(
        data["id"],
        data["quote"],
        _alternatives(data["alternatives"]),
        _alternatives(data["exceptions"]),
        _norm(data["open_norm"]),
        data["question"],
        tuple(data["grounds"]),
    )


def _rule(data: dict[str, Any]) -> Rule:
    remarks = tuple(
        RemarkRule(tuple(Literal(*x) for x in r["when"]), r["text"], tuple(r["sources"])) for r in data["remarks"]
    )
    changed = {
        "per": tuple(data["per"]),
        "result": tuple(data["result"]),
        "sources": tuple(data["sources"]),
        "about_other": tuple(data["about_other"]),
        "elements": tuple(_element(e) for e in data["elements"]),
        "remarks": remarks,
    }
    return Rule(**{**data, **changed})


def _concept(data: dict[str, Any]) -> Concept:
    changed = {
        "alternatives": _alternatives(data["alternatives"]),
        "exceptions": _alternatives(data["exceptions"]),
        "measures": tuple(Measure(**m) for m in data["measures"]),
        "sources": tuple(data["sources"]),
    }
    return Concept(**{**data, **changed})


def _neighbour(data: dict[str, Any]) -> NeighbourRule:
    changed = {"alternatives": _alternatives(data["alternatives"]), "sources": tuple(data["sources"])}
    return NeighbourRule(**{**data, **changed})


def from_plain(data: Mapping[str, Any]) -> Rulebook:
    """Rebuild the rule book from its plain form (``dataclasses.asdict`` of a :class:`Rulebook`)."""
    return Rulebook(
        tuple(_rule(r) for r in data["rules"]),
        {k: _concept(c) for k, c in data["concepts"].items()},
        tuple(_neighbour(n) for n in data["neighbours"]),
    )
