"""Explanations: the tree rests on the case and the knowledge base, and what would have to be otherwise is so."""

from __future__ import annotations

from typing import Any

import pytest
from fixtures_explanation import Told, base, one, rulings, sample, told
from hypothesis import given, settings
from test_properties import case_text, facts

from legalkb import assessment
from legalkb.case_reader import read_case
from legalkb.compilation import NO, YES
from legalkb.engine import BOTH
from legalkb.explanation.goals import same
from legalkb.explanation.search import MOST_CHANGES
from legalkb.explanation.suggestions import applied, contradicted
from legalkb.explanation.tree import (
    ADDED,
    AGED,
    DATED,
    DROPPED,
    KINDS,
    TURNED,
    UNREVISED,
    Change,
    ExplanationNode,
    Otherwise,
    leaves,
    nodes,
)
from legalkb.findings import ElementFinding, OffenceFinding
from legalkb.node import SourceText
from legalkb.offences import DATE

SPECIAL = {"analyse", "niet geverifieerd"}
START = """\
zaak: proef
personen:
  V1: {rol: verdachte}
  S1: {rol: slachtoffer, geboren: 2008-05-04}
"""


def known_source(code: str) -> bool:
    """Whether a code is a source of the knowledge base."""
    words = base().vocabulary
    return code in SPECIAL or code.startswith("ECLI:") or code in words.sources or code in words.law.provisions


def rests(leaf: ExplanationNode, it: Told) -> bool:
    """Whether a leaf is a fact of the case, something of its structure, a source, or a question about a known thing."""
    finding, words = it.explanation.finding, base()
    if leaf.evidence is not None and leaf.evidence.fact:
        fact = next((f for f in it.case.facts if f.index == leaf.evidence.fact), None)
        if leaf.kind == "telt_niet":
            return fact is not None and fact.index not in {e.fact for e in it.item.evidence}
        return fact is not None and fact.line == leaf.line and leaf.evidence in it.item.evidence
    if leaf.evidence is not None:
        said = (*it.item.evidence, *(e for f in finding.elements for e in (*f.support, *f.against)))
        return leaf.kind == "structuur" and leaf.evidence in said
    if leaf.kind == "vraag":
        names = {*words.vocabulary.fact_types, *words.rulebook.concepts, *(m.id for m in words.rulebook.measures), DATE}
        asked = {w.question for g in finding.gates for w in g.missing}
        return leaf.name in names or leaf.question in asked
    if leaf.kind == "oordeel":
        return any(j.by in leaf.text for j in it.case.judgements)
    if leaf.kind in ("opmerking", "lezing", "vervolging") and not leaf.sources:
        gates = [x.text for g in finding.gates for x in (*g.reasons, *g.readings)]
        return leaf.text in {*(r.text for r in finding.remarks), *gates, *(g.summary for g in finding.gates)}
    return bool(leaf.sources)


def check_tree(it: Told) -> None:
    """Each leaf rests on something, each source is known, and nothing that counted is left out."""
    root, finding = it.explanation.root, it.item.finding
    assert root.status == finding.outcome
    for node in nodes(root):
        assert node.kind in KINDS
        assert all(known_source(c) for c in node.sources), (str(it), node.sources)
        assert set(node.sources) <= {*it.explanation.sources}
    for leaf in leaves(root):
        assert rests(leaf, it), (str(it), leaf)
    for element in finding.elements:
        step = next(n for n in root.children if n.kind == "bestanddeel" and n.name == element.id)
        assert (step.text, step.status) == (element.quote, element.status)
        shown = {n.evidence for n in nodes(step) if n.evidence is not None}
        own = {*element.support, *(e for i in element.indications_for for e in i.evidence)}
        assert own <= shown, (str(it), element.id, own - shown)
        assert {e for i in element.indications_against for e in i.evidence} <= shown, (str(it), element.id)


def reached(finding: OffenceFinding | None, goal: Otherwise) -> bool:
    """Whether a finding has what is looked for."""
    if finding is None:
        return False
    if goal.element:
        return next(e for e in finding.elements if e.id == goal.element).settled
    return finding.outcome != "geen_aanknopingspunt" if goal.goal == "aanknopingspunt" else finding.outcome == goal.goal


def again(it: Told, changes: tuple[Change, ...]) -> OffenceFinding | None:
    """The finding in the changed case, assessed by both engines."""
    case = applied(it.case, changes, it.item.finding, base())
    found = same(it.item, assessment.assessed(case, base(), BOTH, frozenset((it.item.finding.rule,))))
    return found.finding if found is not None else None


def check_suggestions(it: Told, irreducible: bool = True) -> int:
    """Each set of changes does what it says, with no more changes than are needed; gives how many there were."""
    count = 0
    before = repr(it.case)
    for goal in it.explanation.otherwise:
        assert not reached(it.item.finding, goal)
        for way in goal.suggestions:
            count += 1
            then = again(it, way.changes)
            assert reached(then, goal), (str(it), goal.element, way)
            assert then is not None
            parts: dict[str, ElementFinding] = {e.id: e for e in then.elements}
            assert way.result == (parts[goal.element].status if goal.element else then.outcome)
            otherwise = [c for c in way.changes if c.kind in (DROPPED, TURNED, UNREVISED)]
            assert len(otherwise) <= MOST_CHANGES
            for change in way.changes if irreducible else ():
                fewer = tuple(c for c in way.changes if c != change)
                assert not reached(again(it, fewer), goal), (str(it), goal.element, change)
    assert repr(it.case) == before
    return count


def test_each_tree_rests_on_the_case_and_the_knowledge_base() -> None:
    """In the demo and a sample of the examples every leaf is a fact, structure, a source, or a question."""
    assert len(sample()) > 100
    for it in sample():
        check_tree(it)


def test_the_trees_of_encoded_rulings_rest_on_the_case_and_the_knowledge_base() -> None:
    """In the encoded rulings every leaf is a fact, structure, a source, or a question."""
    assert len(rulings()) > 5
    for it in rulings():
        check_tree(it)


def test_each_suggestion_does_what_it_says() -> None:
    """In the demo and a sample of the examples each set of changes, applied and assessed again, reaches its goal, and
    none of the changes can be missed."""
    assert sum(check_suggestions(it) for it in sample()) > 300


def test_the_suggestions_of_encoded_rulings_do_what_they_say() -> None:
    """In the encoded rulings each set of changes reaches its goal."""
    assert sum(check_suggestions(it, irreducible=False) for it in rulings()) > 10


def test_almost_everything_that_is_not_met_has_a_way() -> None:
    """For nearly every outcome that is not met a way is found; where none is, that is what is said."""
    goals = [o for it in sample() for o in it.explanation.otherwise]
    assert sum(bool(o.suggestions) for o in goals) >= 0.98 * len(goals)


@settings(max_examples=15, deadline=None, derandomize=True)
@given(facts)
def test_random_cases_are_explained(items: list[dict[str, Any]]) -> None:
    """In random cases each tree rests on the case, and each set of changes reaches its goal."""
    case = read_case(SourceText("zaak.yaml", case_text(items)), base().vocabulary)
    for it in told("willekeurig", case, frozenset(("sr-282-1", "sr-284-1-1", "sr-285-1"))):
        check_tree(it)
        check_suggestions(it, irreducible=False)


def changes(it: Told, element: str = "") -> tuple[Change, ...]:
    """The changes of the first way for the offence or an element."""
    return next(o for o in it.explanation.otherwise if o.element == element).suggestions[0].changes


def test_what_is_asked_is_added() -> None:
    """Where facts are missing the smallest set of answers is the way, and nothing of the case is otherwise."""
    it = one(START + "feiten:\n  - {feit: reisdocument_weggenomen, bron: school}\n", "sr-310")
    assert it.item.finding.outcome == "onvolledig"
    assert {c.kind for c in changes(it)} == {ADDED}
    smallest = min(map(len, it.item.finding.missing))
    assert len(changes(it)) == smallest


def test_a_statement_in_the_way_is_named() -> None:
    """Where a statement contradicts an element it is named as standing in the way and would have to be otherwise."""
    text = START + "feiten:\n  - bewaakt\n  - {feit: stemde_vrij_in, bron: school}\n"
    it = one(text, "sr-284-1-1")
    goal = next(o for o in it.explanation.otherwise if o.element == "dwingt")
    assert {e.fact for e in goal.blocking} == {2}
    assert [(c.kind, c.fact) for c in changes(it, "dwingt") if c.kind != ADDED] == [(DROPPED, 2)]


def test_a_fact_that_must_be_the_other_way_round_is_one_change() -> None:
    """A denial that would have to be the opposite is one change, not one left out and one added."""
    it = one(START + "feiten:\n  - bewaakt\n  - {feit: slachtoffer_overleden, waarde: nee, bron: arts}\n", "sr-282-3")
    assert it.item.finding.outcome == "tegenaanwijzing"
    assert [(c.kind, c.value) for c in changes(it) if c.name == "slachtoffer_overleden"] == [(TURNED, YES)]


def test_where_a_goal_can_be_reached_by_answers_a_way_of_answers_is_found() -> None:
    """Wherever the outcome can still become an indication by answers alone, the first way only adds answers; but for
    answers about a holder whom the case does not name."""
    count = 0
    for it in (*sample(), *rulings()):
        for goal in (o for o in it.explanation.otherwise if not o.element and o.goal == "aanwijzing"):
            if goal.goal in it.explanation.becoming.possible:
                if not goal.suggestions:
                    assert "houder" in base().rulebook.rule(it.item.finding.rule, None).per, str(it)
                    assert not it.item.finding.holder, str(it)
                    continue
                kinds = {c.kind for c in goal.suggestions[0].changes}
                assert kinds <= {ADDED, AGED, DATED}, (str(it), kinds)
                count += 1
    assert count > 30


def test_contradiction_by_another_source_gives_what_is_said() -> None:
    """Where a statement would be gone, what the case becomes when others contradict it instead is so."""
    count = 0
    for it in sample():
        for goal in it.explanation.otherwise:
            for way in goal.suggestions:
                opposed = [contradicted(c) for c in way.changes if c.fact and c.kind in (DROPPED, TURNED)]
                assert bool(opposed) == bool(way.contradicted)
                then = again(it, tuple(opposed)) if opposed else None
                if then is not None:
                    parts = {e.id: e for e in then.elements}
                    assert way.contradicted == (parts[goal.element].status if goal.element else then.outcome)
                    count += 1
    assert count > 10


def test_a_denied_cooperation_is_named_with_persons_and_source() -> None:
    """The denial of an order is told with the persons filled in and with its source."""
    text = """\
personen: {V1: {rol: verdachte}, V2: {rol: verdachte}, S1: {rol: slachtoffer}}
bronnen: {B2: {soort: verklaring, van: V1}}
feiten:
  - {feit: onderdak_geboden, door: V2, tegen: S1}
  - {feit: gaf_opdracht, door: V1, via: V2, tegen: S1, bron: getuige}
  - {feit: gaf_opdracht, waarde: nee, door: V1, via: V2, tegen: S1, bron: B2}
"""
    case = read_case(SourceText("zaak.yaml", text), base().vocabulary)
    it = next(t for t in told("zaak", case, frozenset(("sr-282-4",))) if t.item.finding.suspect == "V1")
    (denied,) = [c for c in changes(it) if c.kind == DROPPED]
    assert denied.text == "niet was gesteld: ‘V1 heeft V2 geen opdracht gegeven.’"
    assert denied.source == "verklaring V1 (B2)"


def test_only_what_is_in_the_way_is_named() -> None:
    """A denial of one means of detention is not in the way of what another means makes out; of what only it makes out
    it is."""
    denied = "  - {feit: opgesloten, bron: a}\n  - {feit: opgesloten, waarde: nee, bron: b}\n"
    both = one(START + "feiten:\n" + denied + "  - {feit: vastgebonden, bron: a}\n", "sr-282-1")
    alone = one(START + "feiten:\n" + denied, "sr-282-1")
    assert [e.fact for o in both.explanation.otherwise for e in o.blocking] == []
    assert {e.fact for o in alone.explanation.otherwise for e in o.blocking} == {2}


def test_a_revision_can_stand_in_the_way() -> None:
    """Where a statement was revised, the way is that it had not been, or other facts."""
    text = START + (
        "  G1: {rol: getuige}\nbronnen:\n  B1: {soort: verklaring, van: G1}\n"
        "  B2: {soort: verklaring, van: G1, herziet: B1}\nfeiten:\n  - {feit: bewaakt, bron: B1}\n"
    )
    it = one(text, "sr-282-1")
    ways = next(o for o in it.explanation.otherwise if o.element == "opzettelijk").suggestions
    assert any(c.kind == UNREVISED and c.source == "B2" for w in ways for c in w.changes)


def test_an_age_can_stand_in_the_way() -> None:
    """Where the victim was of age, the way is another age, and the date of birth in the case stays as it is."""
    text = START.replace("2008-05-04", "1990-01-01") + (
        "  M1: {rol: betrokkene}\ngezag: [{houder: M1, over: S1, soort: gezag}]\n"
        "feiten:\n  - {feit: meegenomen_naar_buitenland, op: 2025-07-20}\n"
    )
    it = one(text, "sr-279-1")
    assert {c.fixed for c in changes(it, "minderjarige") if c.kind == AGED} == {True}


def test_a_day_can_stand_in_the_way() -> None:
    """Where the provision did not exist yet on the day of the conduct, the way is another day."""
    it = one(START + "feiten:\n  - {feit: voorwendsel_vakantie, op: 2015-01-01}\n", "sr-285c")
    assert {c.kind for c in changes(it, "strafbaar_op_datum")} == {DATED}


def test_a_judgement_can_stand_in_the_way() -> None:
    """Where a person judged that an open norm is not met, the way is that this judgement was not there."""
    text = START + (
        "feiten:\n  - opgesloten\noordelen:\n"
        "  - {bepaling: sr-282-1, bestanddeel: wederrechtelijk, oordeel: niet_vervuld, door: officier, reason: x}\n"
    ).replace("reason", "reden")
    it = one(text, "sr-282-1")
    assert [c.section for c in changes(it, "wederrechtelijk") if c.kind == DROPPED] == ["judgements"]


def test_applying_leaves_other_facts_alone() -> None:
    """Changes add behind the facts that are there, drop the one that is named and keep all numbers."""
    it = one(START + "feiten:\n  - bewaakt\n  - opgesloten\n", "sr-282-1")
    added = Change(ADDED, "", "stemde_vrij_in", NO)
    case = applied(it.case, (Change(DROPPED, "", fact=1), added), it.item.finding, base())
    assert [(f.index, f.type_id, f.value) for f in case.facts] == [(2, "opgesloten", YES), (3, "stemde_vrij_in", NO)]
    assert case.facts[1].about == ("S1",)


@pytest.mark.parametrize("only", ["dwingt", "wederrechtelijk"])
def test_one_element_alone(only: str) -> None:
    """Asked for one element, the tree and the ways are about that element."""
    from legalkb.explanation.building import explain

    it = one(START + "feiten: [bewaakt]\n", "sr-284-1-1")
    found = explain(it.item, it.case, base(), only)
    assert [n.name for n in found.root.children if n.kind == "bestanddeel"] == [only]
    assert {o.element for o in found.otherwise} <= {only}


def test_one_element_keeps_the_reservations_about_the_law() -> None:
    """Asked for one element, what is not verified and what law applies is still there, other remarks are not."""
    from legalkb.explanation.building import explain

    text = START + "feiten: [{feit: dreigde_te_doden, van: 2025-08-01, tot: 2026-02-01}]\n"
    it = one(text, "sr-285-1")
    found = explain(it.item, it.case, base(), "ter_kennis", every=False)
    kept = [n for n in found.root.children if n.kind == "opmerking"]
    assert any("niet geverifieerd" in n.sources for n in kept)
    assert any(n.text.startswith("Binnen de periode wijzigde de bepaling") for n in kept)
    gates = [n for n in found.root.children if n.kind == "vervolging"]
    assert {n.name for n in gates} <= {"wet_in_tijd"}
    law = next(g for g in it.explanation.finding.gates if g.kind == "wet_in_tijd")
    assert bool(gates) == (law.status != "open")
