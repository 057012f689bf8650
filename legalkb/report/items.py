"""Points in the lists of the memo: scenarios, neighbouring provisions, protective paths and what holds one back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from legalkb.findings import Assessment, Neighbour, Path, Scenario, SourceLabel
from legalkb.report import phrases, protection
from legalkb.report.lines import Line, Reference, references, told

MOST_BRAKES = 5
LONGEST_RESERVATION = 1


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence that is no fact of the case, with its sources."""

    text: str
    references: tuple[Reference, ...] = ()
    note: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A point in a list: a name, a line about it, and a reservation."""

    name: str
    line: Line | Remark
    reservation: str = ""


def scenario(found: Scenario) -> Item:
    """A scenario with the share of its typical facts that are present."""
    count, typical = len(found.present), found.typical
    name = phrases.capital(found.label) + (" (tegenscenario)" if found.counter else "")
    definition = re.sub(rf"^(Een |De |Het )?{re.escape(found.label)} is ", "", found.definition, flags=re.IGNORECASE)
    share = f"{phrases.number(count)} van de {phrases.number(typical)} typische feiten"
    verb = "is" if count == 1 else "zijn"
    text = f"{phrases.sentence(definition)} Genoemd {verb} {share}: {phrases.listing(found.present)}."
    return Item(name, Remark(text))


def neighbour(found: Neighbour, sources: Mapping[str, SourceLabel]) -> Item:
    """A provision outside the seven, with the facts that point to it."""
    entered = [e for e in found.evidence if e.fact] or list(found.evidence)
    facts = tuple(dict.fromkeys(told(e, attributed=False) for e in entered))
    title = phrases.capital(phrases.provision(found.designation))
    line = Line(facts, phrases.sentence(found.reason), references(found.sources, sources))
    name = title + (f" ({phrases.flat(found.title[:1].lower() + found.title[1:])})" if found.title else "")
    return Item(name, line, phrases.sentence(found.reservation))


def _path(path: Path, adults: bool, sources: Mapping[str, SourceLabel]) -> Item:
    text = protection.when(path, adults)
    contact = f" {phrases.sentence(path.contact)}" if path.contact else ""
    reservation = re.split(r"(?<=\.) ", path.reservation)[:LONGEST_RESERVATION] if path.reservation else []
    return Item(
        phrases.capital(path.label),
        Remark(text + contact, references(path.sources[:1], sources)),
        phrases.sentence(" ".join(reservation)),
    )


def paths(assessment: Assessment) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    """The protective paths by urgency."""
    groups: dict[str, list[Item]] = {}
    adults = protection.adults_only(assessment)
    for path in protection.by_urgency(assessment):
        groups.setdefault(phrases.URGENCY.get(path.urgency, phrases.URGENCY[3]), []).append(
            _path(path, adults, assessment.sources)
        )
    return tuple((name, tuple(found)) for name, found in groups.items())


def brakes(scenarios: Iterable[Scenario]) -> tuple[str, ...]:
    """What holds a scenario back, for the scenarios most alike; the premise of the memo is not repeated."""
    found = [phrases.sentence(b) for s in scenarios for b in s.brakes if "op zichzelf geen strafbaar feit" not in b]
    return tuple(dict.fromkeys(found))[:MOST_BRAKES]
