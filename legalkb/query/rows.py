"""What a query can ask of a case, as plain rows: its facts, and where needed its findings, scenarios and neighbours.

Facts are the statements of the case file and what follows from its persons, relations, gezag, measures, decisions and
consents; an age counts under every name that the rules treat as that age (:mod:`legalkb.query.ages`). Dates are ISO
days: the first and last on which something can have begun, empty when it has no date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from legalkb import assessment, orientation
from legalkb.case import Case, Fact
from legalkb.dates import parse_date
from legalkb.engine import BUILTIN
from legalkb.findings import Assessment, OffenceFinding
from legalkb.inference import Atom
from legalkb.knowledge import KnowledgeBase
from legalkb.orientation import MINOR, UNDER_EIGHTEEN
from legalkb.query import ages
from legalkb.query.folder import Read

__all__ = ["CaseRows", "FactRow", "FindingRow", "beside", "of_case", "rows", "statements"]

NO_LEAD = "geen_aanknopingspunt"


@dataclass(frozen=True, slots=True)
class FactRow:
    """A statement: fact type or measure, value, dates, and whether it is about conduct."""

    name: str
    value: str
    first: str = ""
    last: str = ""
    conduct: bool = False


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding: for whom and what, its outcome, when the conduct began, and the status of each element and gate.

    ``beside`` tells that it is about a holder of gezag whom nobody knows, while there is a finding with a lead about a
    holder who is known, for the same variant, suspect and victim. A query does not look at such a finding.
    """

    rule: str
    suspect: str
    victim: str
    holder: str
    event: str
    object: str
    outcome: str
    first: str
    last: str
    beside: bool
    elements: tuple[tuple[str, str], ...]
    gates: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CaseRows:
    """Everything of one case; ``relations`` holds those that two or more suspects have with the same victim, and
    ``assessed`` tells whether the last three are filled."""

    digest: str
    case: str
    facts: tuple[FactRow, ...]
    countries: tuple[str, ...]
    relations: tuple[str, ...] = ()
    assessed: bool = False
    findings: tuple[FindingRow, ...] = ()
    scenarios: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()


def rows(item: Read, knowledge: KnowledgeBase, assess: bool, keys: frozenset[str] | None) -> CaseRows:
    """The rows of a case. With ``assess`` it is assessed by the built-in engine, for the offence variants ``keys``."""
    seen = assessment.assess(item.case, knowledge, BUILTIN, keys) if assess else None
    return of_case(item.case, seen, knowledge, item.digest)


def of_case(case: Case, seen: Assessment | None, knowledge: KnowledgeBase, digest: str = "") -> CaseRows:
    """The rows of a case with its assessment, where there is one; ``digest`` is the hash of its file, if it has one."""
    places = {p for f in case.facts for p in (f.place_act, f.place_result) if p}
    found = (digest, case.name, tuple(statements(case, knowledge)), tuple(sorted(places)), _shared(case))
    if seen is None:
        return CaseRows(*found)
    left = beside(seen.findings)
    return CaseRows(
        *found,
        assessed=True,
        findings=tuple(_finding(f, f in left) for f in seen.findings),
        scenarios=tuple(s.id for s in seen.scenarios),
        neighbours=tuple(n.id for n in seen.neighbours),
    )


def _shared(case: Case) -> tuple[str, ...]:
    """The kinds of relation that two or more suspects have with the same victim."""
    suspects, victims = {p.id for p in case.suspects}, {p.id for p in case.victims}
    held = {(r.kind, r.other, r.person) for r in case.relations if r.person in suspects and r.other in victims}
    counted = Counter((kind, victim) for kind, victim, _ in held)
    return tuple(sorted({kind for (kind, _), number in counted.items() if number > 1}))


def statements(case: Case, knowledge: KnowledgeBase) -> Iterator[FactRow]:
    """Every statement of a case, once each: those in the file in its order, then what follows from its structure."""
    kinds = knowledge.vocabulary.fact_types
    stated = [_fact(f, kinds[f.type_id].subject == "gedraging") for f in case.facts]
    yield from dict.fromkeys(stated)
    known = {(f.name, f.value) for f in stated}
    derived: set[tuple[str, str]] = set()
    for suspect in case.suspects:
        for victim in case.victims:
            if suspect.id != victim.id:
                evidence = orientation.pair_evidence(case, knowledge, suspect.id, victim.id)
                derived |= {(e.name, e.value) for e in evidence}
                atoms = (Atom(e.name, e.value) for e in evidence)
                derived |= {(a.name, a.sign) for a in ages.settled(atoms, knowledge.rulebook)}
    derived |= {(MINOR, value) for name, value in derived if name == UNDER_EIGHTEEN}
    yield from (FactRow(name, value) for name, value in sorted(derived - known))


def _fact(fact: Fact, conduct: bool) -> FactRow:
    start = fact.period.start if fact.period else None
    dates = (start.first.isoformat(), start.last.isoformat()) if start else ("", "")
    return FactRow(fact.type_id, fact.value, *dates, conduct)


def beside(findings: Iterable[OffenceFinding]) -> tuple[OffenceFinding, ...]:
    """The findings without a holder next to one with a holder that has a lead: same variant, suspect and victim."""
    every = tuple(findings)
    held = {(f.rule, f.suspect, f.victim) for f in every if f.holder and f.outcome != NO_LEAD}
    return tuple(f for f in every if not f.holder and (f.rule, f.suspect, f.victim) in held)


def _finding(found: OffenceFinding, beside: bool) -> FindingRow:
    return FindingRow(
        found.rule,
        found.suspect,
        found.victim,
        found.holder,
        found.event,
        found.object,
        found.outcome,
        *_span(found.conduct),
        beside=beside,
        elements=tuple((e.id, e.status) for e in found.elements),
        gates=tuple((g.kind, g.status) for g in found.gates),
    )


def _span(conduct: str) -> tuple[str, str]:
    """The first and last day of a date as a finding gives it: a day, month or year, or two days with a slash."""
    if not conduct:
        return "", ""
    first, slash, last = conduct.partition("/")
    if slash:
        return first, last
    day = parse_date(first)
    return day.first.isoformat(), day.last.isoformat()
