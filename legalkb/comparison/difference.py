"""The difference of two assessments: findings matched by rule and persons, and why each stands otherwise."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping

from legalkb import assessment
from legalkb.case import Case
from legalkb.comparison.entries import data_changes, fact_changes, in_order
from legalkb.comparison.model import (
    NO_LEAD,
    Cause,
    DataChange,
    Difference,
    ElementChange,
    FactChange,
    FindingChange,
    GateChange,
    versions,
)
from legalkb.comparison.statements import element_key, gate_key, listed, of_element, one_sided, statement_key
from legalkb.engine import BOTH, Engines
from legalkb.findings import Assessment, ElementFinding, OffenceFinding
from legalkb.knowledge import KnowledgeBase

Pair = tuple[OffenceFinding | None, OffenceFinding | None]
_PLACE = re.compile(r" \(regels? [^)]*\)")


def assess(
    case: Case, knowledge: KnowledgeBase, engines: Engines = BOTH, keys: frozenset[str] | None = None
) -> tuple[Case, Assessment]:
    """A case in a fixed order with its assessment, ready to be compared. ``keys`` limits it to some variants."""
    ordered = in_order(case)
    return ordered, assessment.assess(ordered, knowledge, engines, keys)


def compare(before: tuple[Case, Assessment], after: tuple[Case, Assessment]) -> Difference:
    """Everything in which two assessed cases (see :func:`assess`) differ."""
    (case, was), (other, now) = before, after
    facts, data = fact_changes(case, other, (was, now)), data_changes(case, other)
    pairs = list(_paired(was.findings, now.findings))
    changes = [_finding(a, b, facts, data) for a, b in pairs if a is None or b is None or _key(a) != _key(b)]
    return Difference(
        facts=facts,
        data=data,
        findings=tuple(changes),
        concurrence=listed(was.concurrence, now.concurrence, gate_key),
        scenarios=listed(was.scenarios, now.scenarios, lambda s: (s.id, s.present)),
        neighbours=listed(was.neighbours, now.neighbours, lambda n: n.id),
        paths=listed(was.paths, now.paths, lambda p: p.id),
        notes=listed(was.notes, now.notes, lambda n: _PLACE.sub("", n)),
        same=tuple(b for a, b in pairs if a is not None and b is not None and _key(a) == _key(b)),
    )


def _persons(finding: OffenceFinding) -> tuple[str, ...]:
    return finding.suspect, finding.victim, finding.rule


def _context(finding: OffenceFinding) -> tuple[str, ...]:
    return finding.holder, finding.event, finding.object


def _paired(was: tuple[OffenceFinding, ...], now: tuple[OffenceFinding, ...]) -> Iterator[Pair]:
    """The findings that are about the same, by suspect, victim and the order of the rules."""
    order = {rule: place for place, rule in enumerate(dict.fromkeys(f.rule for f in (*was, *now)))}
    groups: dict[tuple[str, ...], tuple[list[OffenceFinding], list[OffenceFinding]]] = {}
    for side, findings in enumerate((was, now)):
        for finding in findings:
            groups.setdefault(_persons(finding), ([], []))[side].append(finding)
    for key in sorted(groups, key=lambda k: (k[0], k[1], order[k[2]])):
        yield from sorted(_within(*groups[key]), key=lambda p: tuple(_context(f) if f else () for f in p if f))


def _within(was: list[OffenceFinding], now: list[OffenceFinding]) -> Iterator[Pair]:
    """The findings on one variant for one pair: those in the same context, then what is left.

    A variant without a lead is kept in one context only; it stands for every context. One that is left on each side
    is taken to be the same one in another context.
    """
    mine, others = {_context(f): f for f in was}, {_context(f): f for f in now}
    yield from ((mine[c], others[c]) for c in mine if c in others)
    left = [f for c, f in mine.items() if c not in others]
    right = [f for c, f in others.items() if c not in mine]
    if len(left) == 1 and len(right) == 1:
        yield left[0], right[0]
        return
    bare_left, bare_right = _without_lead(was), _without_lead(now)
    yield from ((f, bare_right) for f in left if f is not bare_left or not right)
    yield from ((bare_left, f) for f in right if f is not bare_right or not left)


def _without_lead(findings: list[OffenceFinding]) -> OffenceFinding | None:
    return findings[0] if len(findings) == 1 and findings[0].outcome == NO_LEAD else None


def _key(finding: OffenceFinding) -> Hashable:
    """What makes two findings the same."""
    return (
        _persons(finding),
        _context(finding),
        finding.outcome,
        frozenset(finding.reasons),
        finding.attempt,
        tuple(map(element_key, finding.elements)),
        finding.conduct,
        finding.conduct_basis,
        versions(finding),
        frozenset(finding.remarks),
        finding.only_source,
        tuple(map(gate_key, finding.gates)),
    )


def _finding(
    before: OffenceFinding | None,
    after: OffenceFinding | None,
    facts: tuple[FactChange, ...],
    data: tuple[DataChange, ...],
) -> FindingChange:
    was, now = ({e.id: e for e in f.elements} if f else {} for f in (before, after))
    elements = [_element(was.get(i), now.get(i), facts, data) for i in _ids(was, now)]
    remarks = listed(before.remarks if before else (), after.remarks if after else (), lambda r: (r.text, r.sources))
    both = [e for f in (before, after) if f for e in f.elements]
    because = () if any(e and e.statements for e in elements) else _causes(both, facts, data)
    return FindingChange(before, after, tuple(filter(None, elements)), tuple(_gates(before, after)), remarks, because)


def _ids(was: Mapping[str, object], now: Mapping[str, object]) -> list[str]:
    """The names of both sides, in the order of either."""
    places = {i: min(list(side).index(i) for side in (was, now) if i in side) for i in (*was, *now)}
    return sorted(places, key=lambda i: (places[i], i))


def _gates(before: OffenceFinding | None, after: OffenceFinding | None) -> Iterator[GateChange]:
    was, now = ({g.kind: g for g in f.gates} if f else {} for f in (before, after))
    for kind in _ids(was, now):
        a, b = was.get(kind), now.get(kind)
        if (gate_key(a) if a else None) != (gate_key(b) if b else None):
            reasons = listed(a.reasons if a else (), b.reasons if b else (), lambda r: (r.text, r.sources))
            yield GateChange(a, b, reasons)


def _element(
    before: ElementFinding | None,
    after: ElementFinding | None,
    facts: tuple[FactChange, ...],
    data: tuple[DataChange, ...],
) -> ElementChange | None:
    """How an element differs; None when it does not."""
    if before is not None and after is not None and element_key(before) == element_key(after):
        return None
    statements = listed(of_element(before), of_element(after), statement_key)
    questions = listed(
        before.counter_questions if before else (),
        after.counter_questions if after else (),
        lambda q: (q.wanted.name, q.wanted.question),
    )
    because = () if one_sided(statements) else _causes((before, after), facts, data)
    return ElementChange(before, after, statements, questions, because)


def _causes(
    sides: Iterable[ElementFinding | None], facts: tuple[FactChange, ...], data: tuple[DataChange, ...]
) -> tuple[Cause, ...]:
    """What differs in the case and has to do with an element; all of it when nothing can be told apart."""
    asked: set[str] = set()
    for element in filter(None, sides):
        asked |= {w.name for item in element.missing for w in item}
        asked |= {q.wanted.name for q in element.counter_questions}
    return tuple(f for f in facts if f.name in asked) or (*facts, *data)
