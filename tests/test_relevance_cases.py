"""Stability and relevance hold on the real rules: what cannot change an outcome, does not, and an interview that asks
only what matters ends where all facts end."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

import pytest

from benchmarks import interview
from legalkb import assessment, examples
from legalkb.case import Case
from legalkb.case_reader import read_case
from legalkb.compilation import OPPOSITE
from legalkb.engine import BUILTIN
from legalkb.evidence import Wanted
from legalkb.explanation.suggestions import added, applied
from legalkb.findings import OffenceFinding
from legalkb.inference import Atom
from legalkb.knowledge import KnowledgeBase
from legalkb.offences import Assessed
from legalkb.relevance import question, settling, solver
from legalkb.relevance.agenda import agenda
from legalkb.relevance.standing import of_elements, of_gates, of_outcome

EVERY, FEWEST = 41, 12


@cache
def _examples() -> tuple[examples.Example, ...]:
    found, bad = examples.load()
    assert not bad
    return found


def cases(knowledge: KnowledgeBase, every: int = EVERY) -> Iterator[Case]:
    """One of so many of the encoded cases."""
    for example in _examples()[::every]:
        yield read_case(example.case, knowledge.vocabulary)


def leads(case: Case, knowledge: KnowledgeBase) -> list[Assessed]:
    """The findings with a lead."""
    found = assessment.assessed(case, knowledge, BUILTIN)
    return [a for a in found if a.finding.outcome != "geen_aanknopingspunt"]


def place(finding: OffenceFinding) -> tuple[str, ...]:
    """What a finding is about."""
    return finding.rule, finding.suspect, finding.victim, finding.holder, finding.event, finding.object


def after(item: Assessed, answers: frozenset[Atom], case: Case, knowledge: KnowledgeBase) -> OffenceFinding | None:
    """The same finding when the case is assessed again with these answers as facts."""
    f = item.finding
    changes = [added(Wanted(a.name, a.sign, ""), f, knowledge) for a in sorted(answers)]
    more = applied(case, changes, f, knowledge)
    found = assessment.assessed(more, knowledge, BUILTIN, frozenset((f.rule,)), (f.suspect, f.victim))
    return next((a.finding for a in found if place(a.finding) == place(f)), None)


def plain_answers(problem: question.Problem, knowledge: KnowledgeBase) -> list[Atom]:
    """The answers that are facts of their own and tell of nobody else: no age, date, holder or cooperation."""
    kinds = knowledge.vocabulary.fact_types
    return [
        a
        for a in problem.answers
        if a.name in kinds
        and not kinds[a.name].derived
        and not kinds[a.name].cooperation
        and kinds[a.name].subject != "houder"
        and not kinds[a.name].utterance
        and not kinds[a.name].object
    ]


def test_answers_that_are_not_relevant_change_no_outcome(knowledge: KnowledgeBase) -> None:
    """Every few of the encoded cases, with two answers that are said not to matter: the same outcome, really assessed."""
    chance, tried, wrong = random.Random(4), 0, []
    for case in cases(knowledge):
        for item in leads(case, knowledge):
            problem = question.of_conclusion(item.conclusion, (item.conclusion.decided.outcome,))
            matters = {*solver.relevant(problem)}
            others = [a for a in plain_answers(problem, knowledge) if a not in matters]
            if len(others) < 2:
                continue
            answers = frozenset(chance.sample(others, 2))
            found = after(item, answers, case, knowledge)
            tried += 1
            if found is None or found.outcome != item.finding.outcome:
                wrong.append((case.name, place(item.finding), sorted(answers), found and found.outcome))
    assert tried > FEWEST
    assert wrong == []


def test_a_settling_set_settles(knowledge: KnowledgeBase) -> None:
    """With the answers of a smallest settling set as facts, the assessment gives the value, and nothing changes it."""
    tried = 0
    for case in cases(knowledge, 97):
        for item in leads(case, knowledge)[:2]:
            outcome = item.conclusion.decided.outcome
            problem = question.of_conclusion(item.conclusion, (outcome,))
            may = {*plain_answers(problem, knowledge)}
            found = settling.settling(problem, "tegenaanwijzing", most=2, steps=60, sets=3)
            for answers in (s for s in found.sets if s <= may):
                tried += 1
                again = after(item, answers, case, knowledge)
                assert again is not None
                assert again.outcome == "tegenaanwijzing", (place(item.finding), sorted(answers))
                assert solver.possible(problem.with_answers(answers)) == ("tegenaanwijzing",)
    assert tried > FEWEST


def test_the_value_now_is_always_possible_and_only_what_is_stable_has_no_relevant_answer(
    knowledge: KnowledgeBase,
) -> None:
    """For the outcome and each element of many cases: possible holds the value, and stable means nothing is relevant."""
    for case in cases(knowledge):
        for item in leads(case, knowledge):
            for standing in (of_outcome(item, knowledge), *of_elements(item, knowledge)):
                assert standing.value in standing.possible
                assert standing.stable == (standing.relevant == ())


def test_a_gate_that_lacks_something_is_not_stable(knowledge: KnowledgeBase) -> None:
    """A gate that is onbekend names what would change it; a complaint withdrawn is seen by the gate that reads it."""
    lacking = 0
    for case in cases(knowledge, 331):
        for item in leads(case, knowledge)[:1]:
            for gate in of_gates(item, case, knowledge):
                if gate.value == "onbekend":
                    lacking += 1
                    assert gate.relevant
                    assert not gate.stable
    assert lacking


@pytest.mark.parametrize("number", range(0, 30, 6))
def test_an_interview_ends_where_all_facts_end(number: int, knowledge: KnowledgeBase) -> None:
    """Half of the facts of a published ruling hidden, asked by relevance, answered by the ruling: the same outcomes as
    with all facts, in fewer questions than there are."""
    known = sorted(interview.rulings(knowledge), key=lambda r: (len(r[1].facts) * len(r[1].victims), r[0]))
    _, case = known[number % len(known)]
    start, hidden = interview.hidden_half(case, number)
    course = interview.interview(start, hidden, knowledge, interview.first)
    assert interview.outcomes(course.case, knowledge) == interview.outcomes(case, knowledge)
    assert len(course.asked) < interview.everything(start, knowledge)


def test_an_agenda_asks_each_question_once_and_only_what_is_open(knowledge: KnowledgeBase) -> None:
    """No key twice; nothing that was passed over; with everything passed over it is stable."""
    case = next(cases(knowledge))
    first = agenda(case, knowledge)
    keys = [i.key for i in first.items]
    assert len(keys) == len({*keys})
    passed = frozenset(keys[:3])
    assert passed.isdisjoint(i.key for i in agenda(case, knowledge, passed).items)
    while not (found := agenda(case, knowledge, passed)).stable:
        passed |= {i.key for i in found.items}
    assert found.items == ()


def test_the_last_subject_is_finished_before_another_begins(knowledge: KnowledgeBase) -> None:
    """Among questions that matter as much, those of the subject that was asked about come first."""
    case = next(cases(knowledge))
    items = agenda(case, knowledge).items
    groups = {i.group for i in items if i.tier == items[0].tier}
    for group in groups:
        assert agenda(case, knowledge, group=group).items[0].group == group


def test_an_answer_has_a_sign_and_its_opposite_is_another_answer(knowledge: KnowledgeBase) -> None:
    """What may be answered ja may be answered nee, unless an age or date that is known excludes it."""
    for item in leads(next(cases(knowledge)), knowledge):
        problem = question.of_conclusion(item.conclusion, (item.conclusion.decided.outcome,))
        for answer in problem.answers:
            assert Atom(answer.name, OPPOSITE[answer.sign]) in problem.answers
