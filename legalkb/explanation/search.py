"""Finds the smallest changes of a case with which a finding, or one element of it, would be met.

Nothing is concluded from the rules here: the case is changed and really assessed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from legalkb import statements
from legalkb.case import Case
from legalkb.compilation import NO
from legalkb.explanation.goals import REACHED, Goal, Question
from legalkb.explanation.obstacles import blocking, vague
from legalkb.explanation.suggestions import (
    SECTIONS,
    added,
    aged,
    contradicted,
    dated,
    dropped,
    turned,
    unjudged,
    unrevised,
    unsaid,
)
from legalkb.explanation.tree import ADDED, DROPPED, TURNED, Change, Otherwise, Suggestion
from legalkb.findings import Evidence
from legalkb.formula import Decision
from legalkb.knowledge import KnowledgeBase
from legalkb.offences import DATE, Assessed, asker
from legalkb.relevance import question as asked
from legalkb.relevance import solver

MOST_CHANGES, MOST_CANDIDATES, MOST_SUGGESTIONS, MOST_TRIED, MOST_ASKED, ROUNDS = 3, 12, 3, 2, 4, 3
LEAD = "aanknopingspunt"


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
            said = statements.Attributed(fact)
            yield dropped(statements.evidence(said, case, kinds[fact.type_id], finding.suspect, finding.victim))
    elif item.name == DATE or (measure is not None and measure.kind == "datum"):
        yield replace(dated(measure, "nee" if item.value == "ja" else "ja", finding, knowledge), fixed=True)
    elif measure is not None:
        yield replace(aged(measure, "nee" if item.value == "ja" else "ja", finding), fixed=True)
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


def _by_answers(question: Question, goal: Goal) -> list[tuple[Change, ...]]:
    """Smallest sets of answers to what is not known yet that reach a goal, by the solver and then by really assessing;
    those about the subjects that the case is about come first."""
    wanted, case, kinds = goal.decision(question.item), question.case, question.knowledge.vocabulary.fact_types
    if wanted is None:
        return []
    groups = {kinds[f.type_id].group for f in case.facts}
    first = _least(question, goal, wanted, frozenset())
    found: dict[tuple[Change, ...], None] = {}
    passed: frozenset[str] = frozenset()
    while first and len(found) < MOST_SUGGESTIONS:
        found[first] = None
        acts = {c.name for c in first if c.name in kinds and kinds[c.name].attributable}
        first = _least(question, goal, wanted, passed := passed | acts) if acts else None
    order = _order(question.item)

    def nearness(changes: tuple[Change, ...]) -> tuple[int, int, int]:
        elsewhere = sum(c.name in kinds and kinds[c.name].group not in groups for c in changes)
        return len(changes), elsewhere, sum(order.get(c.name, len(order)) for c in changes)

    return sorted(found, key=nearness)


def _order(item: Assessed) -> dict[str, int]:
    """The place of each fact type in the rule, by where its elements first name it."""
    found: dict[str, int] = {}
    for element in item.conclusion.elements:
        norm = element.open_norm
        for way in (*element.alternatives, *(norm.indications_for if norm else ())):
            for literal in way.literals:
                found.setdefault(literal.name, len(found))
    return found


def _least(
    question: Question, goal: Goal, wanted: tuple[Decision, str], passed: frozenset[str]
) -> tuple[Change, ...] | None:
    """A smallest set of answers that reaches a goal; without ``passed`` and what the case does not take up."""
    (decided, value), item, knowledge = wanted, question.item, question.knowledge
    finding, ask = item.finding, asker(knowledge, item.finding.suspect, item.finding.victim, item.finding.holder)
    clashes = asked.clashes_in(knowledge)
    takes = knowledge.vocabulary.fact_types.keys() | {m.id for m in knowledge.rulebook.measures}
    passed |= frozenset(asked.of_conclusion(item.conclusion, (decided,), clashes).open) - takes
    for _ in range(MOST_ASKED):
        problem = asked.of_conclusion(item.conclusion, (decided,), clashes, passed)
        answers = solver.smallest(problem, value)
        if answers is None:
            return None
        changes = tuple(added(ask(a.name, a.sign), finding, knowledge) for a in sorted(answers))
        then = question.assessed(changes)
        if then is not None and goal.reached(then.finding):
            return _needed(question, goal, changes)
        lost = {a.name for a in answers if then is None or a not in then.conclusion.known.evidence}
        passed |= lost or {a.name for a in answers}
    return None


def suggestions(question: Question, goal: Goal) -> tuple[Suggestion, ...]:
    """The smallest sets of changes that reach a goal: those that only add answers first, and otherwise with as few
    statements otherwise as possible (at most :data:`MOST_CHANGES`), and then as few facts added."""
    found: dict[tuple[Change, ...], None] = {}
    for changes in _completed(question, goal, (), ROUNDS):
        found[_needed(question, goal, changes)] = None
    asked_for, fewest = bool(found), min(map(len, found), default=0)
    for changes in _by_answers(question, goal):
        if not asked_for or len(changes) < fewest:
            found[changes] = None
    best = sorted(found, key=len)
    if not asked_for and len(best) < MOST_SUGGESTIONS:
        best += [way for way in _taking_away(question, goal) if way not in found]
    return tuple(_suggested(question, goal, changes) for changes in best[:MOST_SUGGESTIONS])


def _taking_away(question: Question, goal: Goal) -> list[tuple[Change, ...]]:
    """The smallest sets of changes in which something of the case is otherwise; what lies fixed comes last."""
    candidates = _candidates(question, goal.element)
    for size in range(1, min(MOST_CHANGES, len(candidates)) + 1):
        found: dict[tuple[Change, ...], None] = {}
        for chosen in combinations(candidates, size):
            for changes in _completed(question, goal, chosen, ROUNDS):
                found[_needed(question, goal, changes)] = None
        if found:
            return sorted(found, key=lambda way: (any(c.fixed for c in way), len(way)))
    return []


def _suggested(question: Question, goal: Goal, changes: tuple[Change, ...]) -> Suggestion:
    """Changes with what the case becomes by them, and by other sources that contradict what would not be stated."""
    opposed = [contradicted(c) for c in changes if c.fact and c.kind in (DROPPED, TURNED)]
    return Suggestion(changes, _result(question, goal, changes), _result(question, goal, opposed) if opposed else "")


def _result(question: Question, goal: Goal, changes: Iterable[Change]) -> str:
    finding = question.changed(changes)
    return goal.result(finding) if finding is not None else ""


def _wanted(question: Question, goal: Goal, name: str) -> Otherwise:
    item = question.item
    about = item.finding.core if goal.lead_only else goal.element
    return Otherwise(
        goal.element,
        name,
        blocking(item.finding, item, about),
        suggestions(question, goal),
        vague(item.finding, about),
        goal.result(item.finding),
    )


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
