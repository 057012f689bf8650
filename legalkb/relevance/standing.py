"""How firm an assessment stands: per offence, element and prosecution gate what it can still become, and by what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from legalkb import assessment
from legalkb.case import Case
from legalkb.compilation import OPPOSITE
from legalkb.engine import BUILTIN
from legalkb.evidence import Wanted
from legalkb.explanation.suggestions import added, applied
from legalkb.findings import Gate, OffenceFinding
from legalkb.formula import Decision
from legalkb.gates import prosecution
from legalkb.inference import Atom
from legalkb.knowledge import KnowledgeBase
from legalkb.offences import Assessed
from legalkb.relevance import question, solver


@dataclass(frozen=True, slots=True)
class Standing:
    """What a decision is, what it can still become, and the answers that can change it.

    ``element`` is the id of an element, ``gate`` the kind of a gate; both are empty for the outcome of the offence.
    """

    finding: OffenceFinding
    element: str
    gate: str
    value: str
    possible: tuple[str, ...]
    relevant: tuple[Atom, ...]

    @property
    def stable(self) -> bool:
        """Whether no further fact can change it."""
        return self.possible == (self.value,)


def _of(item: Assessed, decided: Decision, element: str, knowledge: KnowledgeBase) -> Standing:
    clashes = question.clashes_in(knowledge)
    problem = question.of_conclusion(item.conclusion, (decided,), clashes)
    value = decided.value(item.conclusion.known)
    return Standing(item.finding, element, "", value, solver.possible(problem), solver.relevant(problem))


def of_outcome(item: Assessed, knowledge: KnowledgeBase) -> Standing:
    """What the outcome of an offence can still become: exact over all further answers about this finding."""
    return _of(item, item.conclusion.decided.outcome, "", knowledge)


def of_elements(item: Assessed, knowledge: KnowledgeBase) -> tuple[Standing, ...]:
    """What the status of each element can still become: exact over all further answers about this finding."""
    return tuple(_of(item, d, id, knowledge) for id, d in item.conclusion.decided.elements.items())


def _names(data: Any, kinds: frozenset[str]) -> Iterator[str]:
    """The fact types that the data of a gate names."""
    if isinstance(data, str):
        if data in kinds:
            yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _names(key, kinds)
            yield from _names(value, kinds)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _names(value, kinds)


def of_gates(item: Assessed, case: Case, knowledge: KnowledgeBase) -> tuple[Standing, ...]:
    """What one further answer can make of each gate, found by assessing the case with it. A gate reads dates, places
    and persons too; what it says to lack of those stands in its ``missing``, and it is then not stable."""
    kinds = frozenset(knowledge.vocabulary.fact_types)
    finding = prosecution.applied((item,), case, knowledge)[0]
    stated = {a.name for a in item.conclusion.known.evidence}
    names = sorted(frozenset(_names(dict(knowledge.prosecution), kinds)) - stated)
    found: dict[str, dict[str, set[Atom]]] = {g.kind: {} for g in finding.gates}
    for answer in (Atom(name, sign) for name in names for sign in OPPOSITE):
        for gate in _with(answer, item, finding, case, knowledge):
            found.get(gate.kind, {}).setdefault(gate.status, set()).add(answer)
    return tuple(_of_gate(finding, gate, found[gate.kind]) for gate in finding.gates)


def _with(
    answer: Atom, item: Assessed, finding: OffenceFinding, case: Case, knowledge: KnowledgeBase
) -> tuple[Gate, ...]:
    """The gates of the same finding when an answer has come."""
    change = added(Wanted(answer.name, answer.sign, ""), finding, knowledge)
    more = applied(case, (change,), finding, knowledge)
    pair = (finding.suspect, finding.victim)
    for other in assessment.assessed(more, knowledge, BUILTIN, frozenset((finding.rule,)), pair):
        f = other.finding
        if (f.holder, f.event, f.object) == (finding.holder, finding.event, finding.object):
            return prosecution.applied((other,), more, knowledge)[0].gates
    return ()


def _of_gate(finding: OffenceFinding, gate: Gate, found: dict[str, set[Atom]]) -> Standing:
    other = {status: answers for status, answers in found.items() if status != gate.status}
    lacking = {Atom(w.name, w.value) for w in gate.missing}
    possible = tuple(sorted({gate.status, *other, *(["anders"] if lacking and not other else [])}))
    relevant = tuple(sorted(lacking.union(*other.values())))
    return Standing(finding, "", gate.kind, gate.status, possible, relevant)
