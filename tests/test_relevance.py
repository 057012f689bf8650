"""Stability and relevance are exact: on small rule books they equal a search over every way to go on."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from legalkb import decision
from legalkb.compilation import NO, YES, offence_rules
from legalkb.conclusions import Conclusion
from legalkb.engine import BUILTIN, compile_rules
from legalkb.findings import Evidence
from legalkb.formula import Decision
from legalkb.inference import Atom
from legalkb.knowledge import KnowledgeBase
from legalkb.reasoning import by_atom, reason
from legalkb.relevance import question, settling, solver
from legalkb.relevance.question import Problem
from legalkb.rulebook import Alternative, Concept, CounterRule, Element, Literal, Measure, OpenNorm, Rule

NAMES = ("a", "b", "c", "d", "e")
ACTS = frozenset(("a", "b"))
literals = st.builds(Literal, st.sampled_from((*NAMES, "begrip")), st.sampled_from((YES, NO)))
facts = st.builds(Literal, st.sampled_from(NAMES), st.sampled_from((YES, NO)))
counters = st.builds(
    CounterRule,
    st.sampled_from(NAMES),
    st.sampled_from((YES, NO)),
    when=st.lists(facts, max_size=1).map(tuple),
    moot=st.lists(facts, max_size=1).map(tuple),
)


def ways(of: st.SearchStrategy[Literal], least: int, most: int) -> st.SearchStrategy[tuple[Alternative, ...]]:
    """Alternatives of one or two literals."""
    one = st.lists(of, min_size=1, max_size=2, unique_by=lambda x: x.name).map(lambda x: Alternative(tuple(x)))
    return st.lists(one, min_size=least, max_size=most).map(tuple)


norms = st.builds(
    OpenNorm, st.just("?"), ways(literals, 0, 2), ways(facts, 0, 1), st.lists(counters, max_size=1).map(tuple)
)


@st.composite
def elements(draw: st.DrawFn, id: str) -> Element:
    """An element with alternatives, exceptions, an open norm, or some of these."""
    norm = draw(st.one_of(st.none(), norms))
    least = 0 if norm else 1
    return Element(id, id, draw(ways(literals, least, 2)), draw(ways(facts, 0, 1)), norm, "", ())


@st.composite
def conclusions(draw: st.DrawFn) -> tuple[Conclusion, tuple[Evidence, ...]]:
    """A small offence with a few statements, some disputed and some on the word of the suspect alone."""
    parts = tuple(draw(elements(f"e{n}")) for n in range(draw(st.integers(1, 3))))
    concept = Concept("begrip", "", draw(ways(facts, 1, 2)), draw(ways(facts, 0, 1)), (), (), "")
    said = draw(
        st.lists(
            st.builds(
                lambda name, value, alone: Evidence(name, value, "", fact=1, suspect_only=alone),
                st.sampled_from(NAMES[2:]),
                st.sampled_from((YES, NO)),
                st.booleans(),
            ),
            max_size=2,
        )
    )
    return concluded(parts, {"begrip": concept}, tuple(said)), tuple(said)


def concluded(parts: tuple[Element, ...], concepts: dict[str, Concept], said: tuple[Evidence, ...]) -> Conclusion:
    """What the built-in engine concludes about an offence with these elements."""
    rules = compile_rules(offence_rules(parts, (), concepts))
    known = reason(rules, by_atom(said), BUILTIN, frozenset(), ACTS)
    decided = decision.of_offence(parts, parts[0].id, {})
    rule = Rule("r", "", "Sr 1", "", "", "", False, (), "", parts[0].id, (), parts, (), (), ("", ""), "")
    return Conclusion(rule, parts, rules, known, {e.id: () for e in parts}, decided)


def completions(problem: Problem) -> Iterator[frozenset[Atom]]:
    """Every set of answers, at most one to a name."""
    signs = [[None, *(a for a in problem.answers if a.name == name)] for name in problem.open]
    for chosen in itertools.product(*signs):
        answers = frozenset(a for a in chosen if a is not None)
        if not any({x, y} in problem.scope.clashes for x in answers for y in answers):
            yield answers


def value_after(found: Conclusion, said: tuple[Evidence, ...], of: decision.Decision, new: frozenset[Atom]) -> str:
    """The value that the engine itself finds when these answers are added to the statements."""
    added = (*said, *(Evidence(a.name, a.sign, "", fact=9) for a in sorted(new)))
    return of.value(reason(found.rule_set, by_atom(added), BUILTIN, frozenset(), ACTS))


def brute(
    found: Conclusion, said: tuple[Evidence, ...], of: decision.Decision
) -> tuple[Problem, dict[frozenset[Atom], str]]:
    """The problem and the value after every set of answers."""
    problem = question.of_conclusion(found, (of,))
    return problem, {new: value_after(found, said, of, new) for new in completions(problem)}


def decisions(found: Conclusion) -> list[decision.Decision]:
    """The outcome and the status of each element."""
    return [found.decided.outcome, *found.decided.elements.values()]


@settings(max_examples=120, deadline=None)
@given(conclusions())
def test_the_possible_values_are_those_that_some_set_of_answers_gives(
    made: tuple[Conclusion, tuple[Evidence, ...]],
) -> None:
    """For the outcome and each element, brute force over all completions finds the same values."""
    found, said = made
    for of in decisions(found):
        problem, values = brute(found, said, of)
        assert set(solver.possible(problem)) == set(values.values())


@settings(max_examples=120, deadline=None)
@given(conclusions())
def test_an_answer_is_relevant_when_it_changes_the_value_after_some_others(
    made: tuple[Conclusion, tuple[Evidence, ...]],
) -> None:
    """Exactly the answers are relevant for which brute force finds a set of answers that they tip."""
    found, said = made
    for of in decisions(found):
        problem, values = brute(found, said, of)
        expected = {
            answer
            for before, value in values.items()
            for answer in problem.answers
            if before | {answer} in values and answer not in before and values[before | {answer}] != value
        }
        assert set(solver.relevant(problem)) == expected


@settings(max_examples=80, deadline=None)
@given(conclusions())
def test_the_smallest_settling_sets_are_those_after_which_nothing_changes(
    made: tuple[Conclusion, tuple[Evidence, ...]],
) -> None:
    """The sets found are the minimal sets of which every completion has the value, and all of them."""
    found, said = made
    problem, values = brute(found, said, found.decided.outcome)
    for value in found.decided.outcome.values:
        firm = {s for s in values if all(v == value for more, v in values.items() if s <= more)}
        minimal = {s for s in firm if not any(t < s for t in firm)}
        result = settling.settling(problem, value, most=len(NAMES), steps=10_000, sets=1_000)
        assert result.complete
        assert set(result.sets) == minimal
        assert list(map(len, result.sets)) == sorted(map(len, result.sets))


@settings(max_examples=80, deadline=None)
@given(conclusions())
def test_the_smallest_set_that_gives_a_value_is_smallest(made: tuple[Conclusion, tuple[Evidence, ...]]) -> None:
    """For the outcome, each element and whether it is settled, the set found gives the value, and brute force finds no
    smaller one; where none is found no completion has the value."""
    found, said = made
    settled = [Decision((("gereed", formula),), "niet") for formula in found.decided.settled.values()]
    for of in (*decisions(found), *settled):
        problem, values = brute(found, said, of)
        for value in of.values:
            sizes = [len(answers) for answers, v in values.items() if v == value]
            answers = solver.smallest(problem, value)
            assert (answers is None) == (not sizes)
            if answers is not None:
                assert values[answers] == value
                assert len(answers) == min(sizes)
                assert solver.smallest(problem, value) == answers


def test_answers_about_ages_that_cannot_both_be_right_are_left_out(knowledge: KnowledgeBase) -> None:
    """Who is younger than twelve is not eighteen or older, whichever of the two is asked first."""
    clashes = question.clashes_of(knowledge.rulebook.measures)
    assert frozenset((Atom("jonger_dan_twaalf", YES), Atom("jonger_dan_achttien", NO))) in clashes
    assert frozenset((Atom("jonger_dan_twaalf", NO), Atom("jonger_dan_achttien", YES))) not in clashes


def test_a_date_before_one_limit_is_before_every_later_limit() -> None:
    """Limits of dates clash in the same way, whether they say before, from or not before."""
    early = Measure("vroeg", "datum", "", "voor", "2013-07-01")
    late = Measure("laat", "datum", "", "vanaf", "2024-07-01")
    assert frozenset((Atom("vroeg", YES), Atom("laat", YES))) in question.clashes_of((early, late))


def test_an_element_that_is_contradicted_cannot_be_changed_by_further_answers(knowledge: KnowledgeBase) -> None:
    """Once a firm fact contradicts an element, the outcome is stable and no answer is relevant."""
    element = Element("e0", "", (Alternative((Literal("a", YES),)),), (), None, "", ())
    other = Element("e1", "", (Alternative((Literal("b", YES),)),), (), None, "", ())
    said = (Evidence("a", YES, "", fact=1), Evidence("b", NO, "", fact=2))
    found = concluded((element, other), {}, said)
    problem = question.of_conclusion(found, (found.decided.outcome,))
    assert solver.possible(problem) == ("tegenaanwijzing",)
    assert solver.relevant(problem) == ()
    assert settling.settling(problem, "tegenaanwijzing").sets == (frozenset(),)
