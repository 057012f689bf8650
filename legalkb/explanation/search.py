"""Finds the smallest changes of a case with which a finding, or one element of it, would be met.

Nothing is concluded from the rules here: the case is changed and really assessed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from legalkb import assessment
from legalkb.case import Case
from legalkb.compilation import NO
from legalkb.engine import BUILTIN
from legalkb.explanation.suggestions import (
    SECTIONS,
    added,
    aged,
    applied,
    dated,
    dropped,
    turned,
    unjudged,
    unrevised,
    unsaid,
)
from legalkb.explanation.tree import ADDED, DROPPED, Change, Otherwise, Suggestion
from legalkb.findings import ElementFinding, Evidence, OffenceFinding, Wanted
from legalkb.knowledge import KnowledgeBase
from legalkb.offences import DATE, Assessed

MOST_CHANGES, MOST_CANDIDATES, MOST_SUGGESTIONS, MOST_TRIED, ROUNDS = 3, 12, 3, 2, 3
LEAD, REACHED = "aanknopingspunt", "aanwijzing"
Sets = tuple[tuple[Wanted, ...], ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """What is looked for: of an element (its id) or of the offence (empty)."""

    element: str
    lead_only: bool = False

    def part(self, finding: OffenceFinding) -> ElementFinding | None:
        """The element of a finding that is looked at; None for the offence as a whole."""
        return next((e for e in finding.elements if e.id == self.element), None)

    def reached(self, finding: OffenceFinding) -> bool:
        """Whether a finding has what is looked for."""
        if self.lead_only:
            return finding.outcome != "geen_aanknopingspunt"
        found = self.part(finding)
        return found.settled if found is not None else not self.element and finding.outcome == REACHED

    def missing(self, finding: OffenceFinding) -> Sets:
        """The sets of facts that a finding still needs for it."""
        if self.lead_only:
            return next((e.missing for e in finding.elements if e.id == finding.core), ())
        found = self.part(finding)
        return found.missing if found is not None else finding.missing

    def result(self, finding: OffenceFinding) -> str:
        """The outcome or status that a finding has now."""
        found = self.part(finding)
        return found.status if found is not None else finding.outcome


@dataclass(frozen=True, slots=True)
class Question:
    """The finding that is asked about, in its case."""

    item: Assessed
    case: Case
    knowledge: KnowledgeBase

    def changed(self, changes: Iterable[Change]) -> OffenceFinding | None:
        """The same finding in the changed case; None when it is not there any more."""
        finding = self.item.finding
        case = applied(self.case, changes, finding, self.knowledge)
        found = assessment.assessed(
            case, self.knowledge, BUILTIN, frozenset((finding.rule,)), (finding.suspect, finding.victim)
        )
        return same(self.item, found)


def same(item: Assessed, among: Iterable[Assessed]) -> OffenceFinding | None:
    """The finding on the same persons, event and object that rests on most of the same facts."""
    old, facts = item.finding, {e.fact for e in item.evidence if e.fact}
    fitting = [
        a
        for a in among
        if (a.finding.rule, a.finding.suspect, a.finding.victim) == (old.rule, old.suspect, old.victim)
        and old.holder in ("", a.finding.holder)
        and old.object in ("", a.finding.object)
        and old.event == a.finding.event
    ]
    shared = [len(facts & {e.fact for e in a.evidence}) for a in fitting]
    return fitting[shared.index(max(shared))].finding if fitting else None


def _against(element: ElementFinding, item: Assessed) -> Iterator[Evidence]:
    """The statements that stand in the way of an element."""
    yield from element.against
    for indication in element.indications_against:
        yield from indication.evidence
    for indication in element.indications_for:
        if indication.disputed:
            yield from item.conclusion.known.opposed(indication.evidence)
    if element.status == "betwist":
        yield from item.conclusion.known.opposed(element.support)
    if element.status == "onbekend" and not element.missing:
        parts = (a for a in item.conclusion.known.derivations if a.sign == NO and a.name.startswith(f"#{element.id}/"))
        for atom in sorted(parts):
            yield from item.conclusion.known.leaves(atom)


def blocking(finding: OffenceFinding, item: Assessed, only: str) -> tuple[Evidence, ...]:
    """The statements that stand in the way of the offence, or of one element."""
    open_ones = [e for e in finding.elements if not e.settled and only in ("", e.id)]
    return tuple(dict.fromkeys(x for e in open_ones for x in _against(e, item)))


def _otherwise(item: Evidence, question: Question) -> Iterator[Change]:
    """What could be otherwise so that a statement does not stand in the way."""
    case, finding, knowledge = question.case, question.item.finding, question.knowledge
    if item.retracted:
        yield from unrevised(case, item)
    measure = next((m for m in knowledge.rulebook.measures if m.id == item.name), None)
    if item.fact:
        if not item.retracted and not item.attributed:
            yield dropped(item)
        kinds = knowledge.vocabulary.fact_types
        denials = [f for f in case.facts if kinds[f.type_id].cooperation and f.value == NO and item.attributed]
        for fact in denials:
            yield dropped(Evidence(fact.type_id, NO, kinds[fact.type_id].sentence_no, fact=fact.index))
    elif item.name == DATE or (measure is not None and measure.kind == "datum"):
        yield dated(measure, "nee" if item.value == "ja" else "ja", finding, knowledge)
    elif measure is not None:
        yield aged(measure, "nee" if item.value == "ja" else "ja", finding)
    else:
        for section in SECTIONS:
            for position in range(len(getattr(case, section))):
                yield unsaid(case, section, position, knowledge)


def _candidates(question: Question, only: str) -> tuple[Change, ...]:
    """What could be otherwise, the statements of the case first."""
    finding = question.item.finding
    found = [c for e in blocking(finding, question.item, only) for c in _otherwise(e, question)]
    ruled = {e.id for e in finding.elements if e.ruling is not None or e.status == "betwist"}
    judged = [
        unjudged(question.case, n)
        for n, j in enumerate(question.case.judgements)
        if j.element in ruled and only in ("", j.element)
    ]
    unique = dict.fromkeys((*judged, *sorted(found, key=lambda c: not c.fact)))
    return tuple(unique)[:MOST_CANDIDATES]


def _joined(changes: tuple[Change, ...], more: Iterable[Change]) -> tuple[Change, ...]:
    """Changes with others; what is not there and said the other way round is the opposite being stated."""
    extra = list(dict.fromkeys(more))
    found = []
    for change in changes:
        opposite = [c for c in extra if c.kind == ADDED and c.name == change.name and c.value != change.value]
        if change.kind == DROPPED and change.fact and opposite:
            extra.remove(opposite[0])
            found.append(turned(change))
        else:
            found.append(change)
    return tuple(dict.fromkeys((*found, *extra)))


def _completed(
    question: Question, goal: Goal, changes: tuple[Change, ...], rounds: int
) -> Iterator[tuple[Change, ...]]:
    """The changes with the facts that are then still needed, as far as that reaches the goal."""
    finding = question.changed(changes)
    if finding is None:
        return
    if goal.reached(finding):
        yield changes
        return
    if not rounds:
        return
    options = [
        _joined(changes, (added(w, question.item.finding, question.knowledge) for w in wanted))
        for wanted in goal.missing(finding)
    ]
    reached = [more for more in options if (then := question.changed(more)) is not None and goal.reached(then)]
    yield from reached
    for more in () if reached else options[:MOST_TRIED]:
        if more != changes:
            yield from _completed(question, goal, more, rounds - 1)


def _needed(question: Question, goal: Goal, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """The changes without those that are not needed for the goal."""
    for change in changes:
        fewer = tuple(c for c in changes if c != change)
        finding = question.changed(fewer)
        if finding is not None and goal.reached(finding):
            return _needed(question, goal, fewer)
    return changes


def suggestions(question: Question, goal: Goal) -> tuple[Suggestion, ...]:
    """The smallest sets of changes that reach a goal: as few statements otherwise as possible (at most
    :data:`MOST_CHANGES`), and then as few facts added."""
    candidates = _candidates(question, goal.element)
    for size in range(min(MOST_CHANGES, len(candidates)) + 1):
        found: dict[tuple[Change, ...], None] = {}
        for chosen in combinations(candidates, size):
            for changes in _completed(question, goal, chosen, ROUNDS):
                found[_needed(question, goal, changes)] = None
        if found:
            best = sorted(found, key=len)[:MOST_SUGGESTIONS]
            return tuple(Suggestion(c, _result(question, goal, c)) for c in best)
    return ()


def _result(question: Question, goal: Goal, changes: tuple[Change, ...]) -> str:
    finding = question.changed(changes)
    return goal.result(finding) if finding is not None else ""


def _wanted(question: Question, goal: Goal, name: str) -> Otherwise:
    finding = question.item.finding
    about = finding.core if goal.lead_only else goal.element
    return Otherwise(goal.element, name, blocking(finding, question.item, about), suggestions(question, goal))


def otherwise(
    item: Assessed, case: Case, knowledge: KnowledgeBase, only: str = "", every: bool = True
) -> tuple[Otherwise, ...]:
    """What it would take for the offence and for each element that is not met, or for one element.

    Without ``every`` the elements are looked at only where no way is found for the offence as a whole.
    """
    finding, question = item.finding, Question(item, case, knowledge)
    found: list[Otherwise] = []
    if not only and finding.outcome != REACHED:
        bare = finding.outcome == "geen_aanknopingspunt"
        found.append(_wanted(question, Goal("", bare), LEAD if bare else REACHED))
    if every or not any(o.suggestions for o in found):
        elements = (e for e in finding.elements if not e.settled and only in ("", e.id))
        found += [_wanted(question, Goal(e.id), "vervuld") for e in elements]
    return tuple(found)
