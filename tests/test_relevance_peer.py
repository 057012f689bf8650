"""Where a rule book can be expressed in python-argumentation, both tell the same of stability and relevance."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legalkb.compilation import NO, YES, offence_rules
from legalkb.conclusions import Conclusion
from legalkb.decision import OffenceDecisions
from legalkb.engine import BUILTIN, compile_rules
from legalkb.findings import Evidence
from legalkb.formula import STATED, Decision, Holds
from legalkb.inference import Atom
from legalkb.reasoning import by_atom, reason
from legalkb.relevance import question, solver
from legalkb.rulebook import Alternative, Concept, Element, Literal, Rule

pytest.importorskip("py_arg", reason="python-argumentation is not installed")

from py_arg.algorithms.relevance.relevance_lister import FourBoolRelevanceLister
from py_arg.algorithms.stability.stability_labeler import StabilityLabeler
from py_arg.aspic_classes.argumentation_system import ArgumentationSystem
from py_arg.aspic_classes.defeasible_rule import DefeasibleRule
from py_arg.aspic_classes.literal import Literal as PeerLiteral
from py_arg.incomplete_aspic_classes.incomplete_argumentation_theory import (
    IncompleteArgumentationTheory,
)

NAMES = ("a", "b", "c", "d", "e")
ELEMENT = "e0"
Way = tuple[Literal, ...]
Book = tuple[tuple[Way, ...], tuple[Way, ...], tuple[Evidence, ...]]


@st.composite
def books(draw: st.DrawFn, mixed: bool) -> Book:
    """An element and a concept by alternatives, with some facts. Not ``mixed``: each name has one sign in the rules."""
    signs = {name: draw(st.sampled_from((YES, NO))) for name in NAMES}

    def literal(name: str) -> st.SearchStrategy[Literal]:
        sign = st.sampled_from((YES, NO)) if mixed else st.just(signs[name])
        return sign.map(lambda s: Literal(name, YES if name == "begrip" else s))

    def ways(names: tuple[str, ...]) -> st.SearchStrategy[tuple[Way, ...]]:
        one = st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True).flatmap(
            lambda chosen: st.tuples(*(literal(n) for n in chosen))
        )
        return st.lists(one, min_size=1, max_size=3).map(tuple)

    signs["begrip"] = YES
    said = draw(st.dictionaries(st.sampled_from(NAMES), st.sampled_from((YES, NO)), max_size=3))
    facts = tuple(Evidence(name, value, "", fact=1) for name, value in sorted(said.items()))
    return draw(ways((*NAMES, "begrip"))), draw(ways(NAMES)), facts


def ours(book: Book) -> tuple[frozenset[str], frozenset[str]]:
    """Whether the element can be supported or not, and the names that can still matter."""
    of_element, of_concept, said = book
    element = Element(ELEMENT, "", tuple(Alternative(w) for w in of_element), (), None, "", ())
    concept = Concept("begrip", "", tuple(Alternative(w) for w in of_concept), (), (), (), "")
    rules = compile_rules(offence_rules((element,), (), {"begrip": concept}))
    known = reason(rules, by_atom(said), BUILTIN)
    rule = Rule("r", "", "Sr 1", "", "", "", False, (), "", ELEMENT, (), (element,), (), (), ("", ""), "")
    supported = Decision((("ja", Holds(STATED, Atom("#" + ELEMENT, YES))),), "nee")
    decided = OffenceDecisions({}, supported, {}, ())
    problem = question.of_conclusion(Conclusion(rule, (element,), rules, known, {}, decided), (supported,))
    return frozenset(solver.possible(problem)), frozenset(a.name for a in solver.relevant(problem))


def peers(book: Book) -> tuple[frozenset[str], frozenset[str]]:
    """The same as the peer tells it: defended is supported, unsatisfiable is not."""
    of_element, of_concept, said = book
    words = (*NAMES, "begrip", ELEMENT)
    language = {sign + name: PeerLiteral(sign + name) for name in words for sign in ("", "-")}
    contrary = {name: {language["-" + name]} for name in words} | {"-" + name: {language[name]} for name in words}

    def literal(x: Literal) -> Any:
        return language[("" if x.value == YES else "-") + x.name]

    rules = [
        DefeasibleRule(f"{head}{n}", {literal(x) for x in way}, language[head])
        for head, ways in ((ELEMENT, of_element), ("begrip", of_concept))
        for n, way in enumerate(ways)
    ]
    system = ArgumentationSystem(language, contrary, [], rules, add_defeasible_rule_literals=False)
    queryables = [language[sign + name] for name in NAMES for sign in ("", "-")]
    axioms = [literal(Literal(e.name, e.value)) for e in said]
    theory = IncompleteArgumentationTheory(system, queryables, axioms, [])
    labels = StabilityLabeler().label(theory)
    label = labels.literal_labeling[language[ELEMENT]]
    lister = FourBoolRelevanceLister()
    lister.update(theory, labels)
    values = {value for value, holds in (("ja", label.defended), ("nee", label.unsatisfiable)) if holds}
    return frozenset(values), frozenset(x.s1.lstrip("-") for x in lister.relevance_list[language[ELEMENT]])


@settings(max_examples=150, deadline=None)
@given(books(mixed=False))
def test_both_tell_the_same_where_no_name_is_asked_both_ways(book: Book) -> None:
    """The same values are possible, and what matters to us matters to the peer."""
    (values, names), (their_values, their_names) = ours(book), peers(book)
    assert values == their_values
    assert names <= their_names


@settings(max_examples=150, deadline=None)
@given(books(mixed=True))
def test_what_the_peer_calls_stable_is_stable(book: Book) -> None:
    """Its algorithm is sound and not complete: every value that is possible to us is possible to it."""
    assert ours(book)[0] <= peers(book)[0]
