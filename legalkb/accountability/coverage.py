"""What the knowledge base covers and where it ends: provisions, periods, open norms, scenarios, gates, languages."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from legalkb.accountability.reservations import VERBATIM
from legalkb.findings import LawVersion
from legalkb.knowledge import KnowledgeBase
from legalkb.rulebook import Element, Rule

__all__ = ["Gap", "GateView", "acts", "articles", "elements", "gaps", "gates", "last_read", "open_norms", "unruled"]

STATE = re.compile(r"[?&]g=(\d{4}-\d\d-\d\d)")
LAPSED = "(oud)"  # in the designation of a provision of a system of law that was replaced
ACT_NAME = re.compile(r" (?:Boek )?\d")
ACT = re.compile(r"BWB[RV]\d{7}")


@dataclass(frozen=True, slots=True)
class Gap:
    """A period of a provision that is not covered: ISO dates (may be empty) and why, in Dutch."""

    designation: str
    first: str
    last: str
    why: str


@dataclass(frozen=True, slots=True)
class GateView:
    """A prosecution gate: its name, kind (the name of its file), and how many readings stand side by side in it."""

    title: str
    kind: str
    readings: int


def articles(knowledge: KnowledgeBase) -> tuple[str, ...]:
    """The numbers of the articles with a rule, in order."""
    return tuple(dict.fromkeys(knowledge.rulebook.rule(key, None).article for key in knowledge.rulebook.keys))


def open_norms(knowledge: KnowledgeBase) -> tuple[tuple[Rule, Element], ...]:
    """The elements that only a person can decide, once per variant, each with the last rule that states it."""
    return tuple((r, e) for r, e in elements(knowledge) if e.open_norm is not None)


def elements(knowledge: KnowledgeBase) -> tuple[tuple[Rule, Element], ...]:
    """The elements of each offence variant, once, each with the last rule that states it."""
    return tuple({(r.key, e.id): (r, e) for r in knowledge.rulebook.rules for e in r.elements}.values())


def unruled(knowledge: KnowledgeBase) -> tuple[str, ...]:
    """The scenarios, as id and label, that name no ruling or opinion among their sources."""
    found = (s for s in knowledge.vocabulary.scenarios if not any(c.startswith("ECLI:") for c in s.sources))
    return tuple(f"{s.id}: {s.label}" for s in found)


def last_read(knowledge: KnowledgeBase) -> str:
    """The latest state of the law of which a text was read, as an ISO date; empty without references."""
    versions = (v for vs in knowledge.vocabulary.law.provisions.values() for v in vs)
    return max((m[1] for v in versions for m in [STATE.search(v.jci)] if m), default="")


def acts(knowledge: KnowledgeBase) -> tuple[tuple[str, str], ...]:
    """The acts of which provisions were read: the short name and the address on wetten.overheid.nl."""
    found: dict[str, str] = {}
    for name, versions in knowledge.vocabulary.law.provisions.items():
        for number in (m[0] for v in versions for m in [ACT.search(v.jci)] if m):
            found.setdefault(number, f"{ACT_NAME.split(name)[0]} ({number})")
    return tuple(sorted((name, f"https://wetten.overheid.nl/{number}") for number, name in found.items()))


def gaps(knowledge: KnowledgeBase) -> tuple[Gap, ...]:
    """The periods of which the text of a provision was not read, or not word for word; those with a rule come first."""
    law = knowledge.vocabulary.law.provisions
    rules = {r.designation: r for r in knowledge.rulebook.rules}
    found = [g for name in rules for g in _before(name, law.get(name, ()), rules[name])]
    for name, versions in law.items():
        found += [*_between(name, versions), *_partial(name, versions)]
    return tuple(sorted(found, key=lambda g: (g.designation not in rules, g.designation, g.first, g.last)))


def _before(name: str, versions: tuple[LawVersion, ...], rule: Rule) -> Iterator[Gap]:
    if not versions:
        yield Gap(name, "", "", "geen tekst in de kennisbank")
    elif not versions[0].valid_from:
        yield Gap(name, "", "", "begin van de oudste tekst niet bekend")
    else:
        why = "de bepaling bestond nog niet" if rule.strict_start else "oudere tekst niet gelezen"
        yield Gap(name, "", _shifted(versions[0].valid_from, -1), why)


def _between(name: str, versions: tuple[LawVersion, ...]) -> Iterator[Gap]:
    for one, next_ in itertools.pairwise(versions):
        if one.valid_to and next_.valid_from and _shifted(one.valid_to, 1) < next_.valid_from:
            yield Gap(
                name, _shifted(one.valid_to, 1), _shifted(next_.valid_from, -1), "tussen twee teksten niet gelezen"
            )
    if versions and versions[-1].valid_to and LAPSED not in name:
        yield Gap(name, _shifted(versions[-1].valid_to, 1), "", "daarna geen tekst in de kennisbank")


def _partial(name: str, versions: tuple[LawVersion, ...]) -> Iterator[Gap]:
    for version in versions:
        if version.text_status != VERBATIM:
            why = f"tekst niet geheel letterlijk ({version.text_status.replace(VERBATIM, 'letterlijk')})"
            yield Gap(name, version.valid_from, version.valid_to, why)


def _shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def gates(knowledge: KnowledgeBase) -> tuple[GateView, ...]:
    """The prosecution gates with how many readings stand side by side in them."""
    return tuple(
        GateView(
            str(data.get("titel") or data.get("opschrift") or kind.replace("_", " ").capitalize()),
            kind,
            _readings(data),
        )
        for kind, data in sorted(knowledge.prosecution.items())
    )


def _readings(data: Any, among: bool = False) -> int:
    """How many readings there are: what stands among ``lezingen``, or says what follows from it (``gevolg``)."""
    if isinstance(data, list):
        return sum(_readings(item, among) for item in data)
    if not isinstance(data, Mapping):
        return 0
    if any(isinstance(data.get(key), str) for key in ("tekst", "lezing")) and (among or "gevolg" in data):
        return 1
    return sum(_readings(value, among or key == "lezingen") for key, value in data.items())
