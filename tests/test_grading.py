"""Grading: the key against itself is right, every deviation is found and explained, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fixtures_grading import (
    GATES,
    Answer,
    ElementAnswer,
    answer_of,
    case_of,
    cases,
    changed,
    demo,
    exercise,
    grade,
    key,
    provision,
    with_element,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from legalkb.case import Case
from legalkb.engine import BUILTIN
from legalkb.findings import OUTCOMES, STATUSES, ElementFinding
from legalkb.knowledge import KnowledgeBase, load
from legalkb.node import SourceText
from legalkb.report import graded_text
from legalkb.report.graded_view import told
from legalkb.report.phrases import OUTCOME, STATUS
from legalkb.training import answer as answers
from legalkb.training.answer import GATE_STATUSES, ProvisionAnswer
from legalkb.training.exercise_file import Accepted, Paragraph
from legalkb.training.form import form
from legalkb.training.grades import MISSED, PARTLY, RIGHT, UNASKED, WRONG, Graded
from legalkb.training.key import Key, key_of, statements

NO_LEAD = "geen_aanknopingspunt"
DWANG = ("sr-284-1-1", "V1", "S1")
EVERY, MUTATED = 31, 97


def verdicts(graded: Graded) -> list[str]:
    """Every verdict of a graded answer, in order."""
    found = []
    for p in graded.provisions:
        found += [p.verdict, *(e.verdict for e in p.elements), *(g.verdict for g in p.gates)]
    return found


def points(graded: Graded) -> list[str]:
    """What is told of everything that is not right, with the reasons."""
    return [
        " ".join((p.verdict, p.text, *p.why))
        for _, sections in told(graded).sections
        for s in sections
        for p in s.points
    ]


def test_key_against_itself_is_right(knowledge: KnowledgeBase) -> None:
    """The answer that the key gives is right in everything, also when it went through the form as text."""
    for case in cases(knowledge, EVERY):
        found = key(case, knowledge)
        right = answer_of(found)
        read = answers.read(SourceText("antwoord.yaml", form(found, right)), found, knowledge.vocabulary)
        for given_answer in (right, read):
            graded = grade(given_answer, found)
            assert set(verdicts(graded)) <= {RIGHT}
            assert all(s.percentage == 100 for s in graded.scores)
            assert points(graded) == []


def test_every_other_outcome_and_status_is_found_and_explained(knowledge: KnowledgeBase) -> None:
    """Each outcome, status and gate put otherwise is wrong, alone, and told with the key's word for it and why; a
    status is right only where another finding with the same outcome has it."""
    count = 0
    for case in cases(knowledge, MUTATED, 5):
        found = key(case, knowledge)
        right = answer_of(found)
        for p in found.provisions:
            finding = p.best.finding
            for other in set(OUTCOMES) - {finding.outcome} - ({"geen_aanknopingspunt"} if p.bare else set()):
                _one_point(changed(right, p.about, outcome=other), found, WRONG, OUTCOME[finding.outcome])
                count += 1
            for e in p.best.elements:
                elsewhere = {x.finding.status for f in p.others if (x := f.element(e.finding.id))}
                for other in set(STATUSES) - {e.finding.status}:
                    graded = with_element(right, p.about, e.finding.id, status=other)
                    if other not in elsewhere and other not in lenient(e.finding):
                        verdict = PARTLY if other in near(e.finding) else WRONG
                        _one_point(graded, found, verdict, STATUS[e.finding.status])
                        count += 1
                    else:
                        assert WRONG not in verdicts(grade(graded, found))
            for kind, status in right.provision(p.about).gates:
                for other in set(GATE_STATUSES) - {status}:
                    said = tuple((k, other if k == kind else s) for k, s in right.provision(p.about).gates)
                    _one_point(changed(right, p.about, gates=said), found, WRONG, status)
    assert count > 1000


def near(finding: ElementFinding) -> set[str]:
    """The statuses that take the decision on an open norm to which everything in the case points."""
    for_, against = bool(finding.indications_for), bool(finding.indications_against)
    if finding.status != "open_norm" or for_ == against:
        return set()
    return {"vervuld"} if for_ else {"weersproken"}


def lenient(finding: ElementFinding) -> set[str]:
    """The statuses that are right as well: of an open norm on which the case says nothing, that it is not known."""
    said = finding.indications_for or finding.indications_against
    return {"onbekend"} if finding.status == "open_norm" and not said else set()


def _one_point(answer: Answer, found: Key, verdict: str, right: str) -> None:
    graded = grade(answer, found)
    assert sorted(set(verdicts(graded)) - {RIGHT}) == [verdict]
    assert verdicts(graded).count(verdict) == 1
    (point,) = [p for _, sections in told(graded).sections for s in sections for p in s.points]
    assert f"volgens de uitwerking {right}" in point.text
    assert point.why


def test_empty_form_is_missed(knowledge: KnowledgeBase) -> None:
    """Of an empty form, and of an answer without anything, every outcome and every element and gate of a provision
    with a lead is missed; elements without a lead were not needed."""
    for case in cases(knowledge, EVERY * 4, 2):
        found = key(case, knowledge)
        empty = answers.read(SourceText("a.yaml", form(found)), found, knowledge.vocabulary)
        for answer in (empty, Answer("oefening-01")):
            graded = grade(answer, found)
            for p in graded.provisions:
                rest = {*(e.verdict for e in p.elements), *(g.verdict for g in p.gates)}
                assert p.verdict == MISSED
                assert rest <= ({UNASKED} if p.finding.outcome == NO_LEAD else {MISSED, UNASKED})
            assert graded_text.render(graded, 80)
            assert all(s.right == s.partly == s.wrong == 0 < s.missed for s in graded.scores)


def test_no_lead_needs_no_elements(knowledge: KnowledgeBase) -> None:
    """Where a provision has no lead, its elements may be left out; what is filled in is graded."""
    found = key(demo(knowledge), knowledge)
    about = ("sr-285-1", "V1", "S1")
    left = changed(answer_of(found), about, elements=())
    graded = provision(grade(left, found), about)
    assert graded.right
    assert {e.verdict for e in graded.elements} == {UNASKED}
    wrong = changed(answer_of(found), about, elements=(("misdrijf", ElementAnswer("vervuld")),))
    assert [e.verdict for e in provision(grade(wrong, found), about).elements] == [UNASKED, UNASKED, WRONG]


@st.composite
def given_answers(draw: st.DrawFn, found: Key) -> Answer:
    """Any answer that the form allows."""
    numbers = [p.number for p in found.exercise.paragraphs]
    provisions = []
    for p in found.provisions:
        if draw(st.integers(0, 3)) == 0:
            continue
        elements = tuple(
            (
                e.finding.id,
                ElementAnswer(
                    draw(st.sampled_from(("", *STATUSES))),
                    tuple(sorted(draw(st.sets(st.sampled_from(numbers), max_size=3)))),
                ),
            )
            for e in p.best.elements
        )
        gates = tuple((kind, draw(st.sampled_from(GATE_STATUSES))) for kind in GATES if draw(st.booleans()))
        provisions.append(ProvisionAnswer(*p.about, draw(st.sampled_from(("", *OUTCOMES))), elements, gates))
    return Answer(found.exercise.name, tuple(provisions))


BASE = load()
DEMO_KEY = key(demo(BASE), BASE)


@settings(max_examples=25)
@given(given_answers(DEMO_KEY))
def test_any_answer_is_graded_the_same_as_text(answer: Answer) -> None:
    """Whatever is filled in is graded: the counts add up, and through the form as text it comes out the same."""
    graded = grade(answer, DEMO_KEY)
    read = answers.read(SourceText("a.yaml", form(DEMO_KEY, answer)), DEMO_KEY, BASE.vocabulary)
    assert grade(read, DEMO_KEY) == graded
    every = verdicts(graded)
    assert sum(s.asked for s in graded.scores) == len(every) - every.count(UNASKED)
    assert sum(s.right for s in graded.scores) == every.count(RIGHT)
    assert all(0 <= s.percentage <= 100 for s in graded.scores)
    assert len(points(graded)) == sum(every.count(v) for v in (PARTLY, WRONG, MISSED))
    assert all(len(line) <= 80 or "https://" in line for line in graded_text.render(graded, 80).splitlines())


# Paragraphs


def _only(found: Key, about: tuple[str, str, str], id: str, numbers: tuple[int, ...]) -> tuple[object, ...]:
    graded = grade(with_element(answer_of(found), about, id, paragraphs=numbers), found)
    element = next(e for e in provision(graded, about).elements if e.finding.id == id)
    return element.verdict, element.lacking, element.beside


def test_paragraphs_incomplete_or_beside(knowledge: KnowledgeBase) -> None:
    """With the right status, a bearing paragraph left out or another one named is partly right, and is told."""
    found = key(demo(knowledge), knowledge)
    assert _only(found, DWANG, "dwingt", (16, 17)) == (RIGHT, (), ())
    assert _only(found, DWANG, "dwingt", (16,)) == (PARTLY, (17,), ())
    assert _only(found, DWANG, "dwingt", ()) == (PARTLY, (16, 17), ())
    assert _only(found, DWANG, "dwingt", (2, 16, 17)) == (PARTLY, (), (2,))
    assert _only(found, DWANG, "dwingt", (2, 16)) == (PARTLY, (17,), (2,))
    (point,) = points(grade(with_element(answer_of(found), DWANG, "dwingt", paragraphs=(2, 16)), found))
    assert "Alinea 2 gaat hier niet over." in point
    assert "Niet genoemd: alinea 17." in point
    assert "(alinea 17; feit 16, verklaring V1" in point


def test_what_rests_on_the_persons(knowledge: KnowledgeBase) -> None:
    """Where an element rests on an age or on custody, no paragraph is needed; the one on the persons and the one with
    the day of the conduct may be named."""
    found, about = key(demo(knowledge), knowledge), ("sr-279-1", "V1", "S1")
    for numbers in ((), (1,), (1, 6)):
        assert _only(found, about, "minderjarige", numbers) == (RIGHT, (), ())
    assert _only(found, about, "minderjarige", (10,)) == (PARTLY, (), (10,))


def test_fact_told_twice(knowledge: KnowledgeBase) -> None:
    """Of paragraphs that tell the same fact one is enough, and each is right."""
    case = demo(knowledge)
    twice = exercise(case, knowledge)
    twice = replace(twice, paragraphs=(*twice.paragraphs, Paragraph(40, (16,))))
    found = key_of(twice, case, knowledge, BUILTIN)
    for numbers in ((16, 17), (16, 40), (16, 17, 40)):
        assert _only(found, DWANG, "dwingt", numbers) == (RIGHT, (), ())
    assert _only(found, DWANG, "dwingt", (16,)) == (PARTLY, (17, 40), ())


def test_answered_counter_question_bears_on_its_element(knowledge: KnowledgeBase) -> None:
    """A decisive counter-question that was answered bears on its element, also when the answer is favourable."""
    source = """
personen: {V1: verdachte, S1: {rol: slachtoffer, geboren: 2012-01-01}, M1: betrokkene}
gezag: [{houder: M1, over: S1, soort: gezag}]
feiten:
  - {feit: niet_teruggebracht_na_afspraak, door: V1, tegen: S1, op: 2025-08-01}
  - {feit: terugkeer_verhinderd, waarde: nee, door: V1, tegen: S1}
  - {feit: stemde_vrij_in, waarde: onbekend, over: S1}
"""
    found = key(case_of(source, knowledge), knowledge)
    element = found.provision(("sr-279-1", "V1", "S1")).best.element("opzettelijk")  # type: ignore[union-attr]
    assert element is not None
    assert "terugkeer_verhinderd" not in {e.name for i in element.finding.indications_for for e in i.evidence}
    assert 2 in element.facts


def test_fact_that_is_said_to_be_unknown_may_be_named(knowledge: KnowledgeBase) -> None:
    """A paragraph that says that something is not known may be named for the element that wants it."""
    found = key(demo(knowledge), knowledge)
    element = found.provision(("sr-285c", "V1", "S1")).best.element("opzettelijk")  # type: ignore[union-attr]
    assert element is not None
    assert element.near == (17,)
    right = with_element(answer_of(found), ("sr-285c", "V1", "S1"), "opzettelijk", paragraphs=(18,))
    assert verdicts(grade(right, found)) == verdicts(grade(answer_of(found), found))


# Findings beside each other, and other readings


def test_finding_without_a_holder_is_left_aside(knowledge: KnowledgeBase) -> None:
    """Next to a finding with a known holder and a lead, the one without a holder is not in the key."""
    found = key(demo(knowledge), knowledge)
    p = found.provision(("sr-279-1", "V1", "S1"))
    assert p is not None
    assert [f.finding.holder for f in p.findings] == ["M1"]


TWO_THREATS = """
personen: {V1: verdachte, S1: {rol: slachtoffer, geboren: 1990-01-01}}
feiten:
  - {feit: dreigde_met_zwaar_letsel, door: V1, tegen: S1, op: 2025-08-01, voorval: een, bron: aangifte S1}
  - {feit: uiting_bereikte_slachtoffer, door: V1, tegen: S1, op: 2025-08-01, voorval: een, bron: aangifte S1}
  - {feit: dreigde_met_zwaar_letsel, door: V1, tegen: S1, op: 2025-09-01, voorval: twee, bron: aangifte S1}
"""


def test_status_of_another_finding_with_the_same_outcome(knowledge: KnowledgeBase) -> None:
    """The status of an element in another finding with the same outcome is right too, and it is told for which."""
    case = case_of(TWO_THREATS, knowledge)
    found, about = key(case, knowledge), ("sr-285-1", "V1", "S1")
    p = found.provision(about)
    assert p is not None
    (other,) = p.others
    ids = [e.finding.id for e in p.best.elements]
    differ = [i for i in ids if p.best.element(i).finding.status != other.element(i).finding.status]  # type: ignore[union-attr]
    assert differ
    status = other.element(differ[0]).finding.status  # type: ignore[union-attr]
    numbers = tuple(n + 1 for n in other.element(differ[0]).facts)  # type: ignore[union-attr]
    answer = with_element(answer_of(found), about, differ[0], status=status, paragraphs=numbers)
    graded = grade(answer, found)
    assert set(verdicts(graded)) == {RIGHT}
    assert any("ander voorval of voorwerp" in text for text in told(graded).right)


def _accepted(element: str, status: str = "vervuld", rule: str = DWANG[0]) -> Accepted:
    return Accepted(rule, element, status, f"Verdedigbaar voor {element}")


def test_accepted_reading_is_right_with_its_reason(knowledge: KnowledgeBase) -> None:
    """A reading that the trainer accepts counts as right and is told with the reason; other readings stay wrong."""
    found = key(demo(knowledge), knowledge, _accepted("wederrechtelijk"))
    graded = grade(with_element(answer_of(found), DWANG, "wederrechtelijk", status="vervuld"), found)
    assert set(verdicts(graded)) == {RIGHT}
    assert "Verdedigbaar voor wederrechtelijk." in graded_text.render(graded, 200)
    wrong = grade(with_element(answer_of(found), DWANG, "wederrechtelijk", status="betwist"), found)
    assert WRONG in verdicts(wrong)


def test_outcome_that_follows_from_accepted_readings(knowledge: KnowledgeBase) -> None:
    """The outcome that follows when the accepted readings are taken is right for who gave those readings, and for
    nobody else."""
    case = demo(knowledge)
    norms = [e.finding.id for e in key(case, knowledge).provision(DWANG).best.elements if e.finding.norm]  # type: ignore[union-attr]
    found = key(case, knowledge, *map(_accepted, norms))
    answer = changed(answer_of(found), DWANG, outcome="aanwijzing")
    assert provision(grade(answer, found), DWANG).verdict == WRONG
    for norm in norms:
        assert provision(grade(answer, found), DWANG).verdict == WRONG
        answer = with_element(answer, DWANG, norm, status="vervuld")
    graded = provision(grade(answer, found), DWANG)
    assert graded.verdict == RIGHT
    assert len(graded.accepted) == len(norms)


def test_accepted_reading_counts_for_what_builds_on_it(knowledge: KnowledgeBase) -> None:
    """A reading of the base variant counts for the variants that build on it, as a judgement does."""
    found = key(demo(knowledge), knowledge, _accepted("wederrechtelijk", rule="sr-282-1"))
    about = ("sr-282-1", "V2", "S1")
    graded = grade(with_element(answer_of(found), about, "wederrechtelijk", status="vervuld"), found)
    assert all(provision(graded, (rule, "V2", "S1")).right for rule in ("sr-282-1", "sr-282-2", "sr-282-3"))
    only = replace(_accepted("wederrechtelijk", rule="sr-282-1"), suspect="V1")
    found = key(demo(knowledge), knowledge, only)
    graded = grade(with_element(answer_of(found), about, "wederrechtelijk", status="vervuld"), found)
    assert not provision(graded, about).right


# What is said around it


def test_other_knowledge_base_and_untold_facts_are_remarked(knowledge: KnowledgeBase) -> None:
    """It is said when the exercise was made with another knowledge base, and when a fact is told nowhere."""
    case = demo(knowledge)
    made = exercise(case, knowledge)
    old = replace(made, knowledge="0123456789abcdef", paragraphs=made.paragraphs[:-1])
    graded = grade(Answer("oefening-01"), key_of(old, case, knowledge, BUILTIN))
    assert "andere versie van de kennisbank (0123456789abcdef)" in graded.remarks[0]
    assert "feit 18 van de zaak" in graded.remarks[1]
    assert grade(Answer("oefening-01"), key(case, knowledge)).remarks == ()


def test_no_total_and_no_mark(knowledge: KnowledgeBase) -> None:
    """Counts stand per article and per gate, each with its percentage, and it is said that they are no mark."""
    found = key(demo(knowledge), knowledge)
    graded = grade(answer_of(found), found)
    text = graded_text.render(graded, 80)
    assert "Dit is geen cijfer" in text
    names = [(s.kind, s.name) for s in graded.scores]
    articles = dict.fromkeys(p.best.finding.article for p in found.provisions)
    assert names == [*(("artikel", a) for a in articles), *(("poort", g) for g in GATES)]
    assert text.count("%") == len(names)


def test_the_same_explanation_is_given_once(knowledge: KnowledgeBase) -> None:
    """What the variants of an article have in common is explained at the first one."""
    case: Case = demo(knowledge)
    text = graded_text.render(grade(Answer("oefening-01"), key(case, knowledge)), 100)
    assert "Waarom: zie hierboven bij artikel" in text
    assert text.count("Wie het kind na de afgesproken tijd bij zich houdt") == 1


@pytest.mark.parametrize("verdict", [RIGHT, PARTLY])
def test_outcome_wrong_and_elements_right_is_told(knowledge: KnowledgeBase, verdict: str) -> None:
    """When the outcome is wrong, what is right all the same is named."""
    found = key(demo(knowledge), knowledge)
    answer = changed(answer_of(found), DWANG, outcome="aanwijzing")
    if verdict == PARTLY:
        answer = with_element(answer, DWANG, "dwingt", paragraphs=(16,))
    (section,) = [s for _, sections in told(grade(answer, found)).sections for s in sections]
    assert section.right.startswith("Goed: ‘een ander’")
    assert ("‘dwingt’" in section.right) == (verdict == RIGHT)
    assert [p.verdict for p in section.points] == [WRONG] + [PARTLY] * (verdict == PARTLY)


def test_settled_element_needs_no_answer_to_a_counter_question(knowledge: KnowledgeBase) -> None:
    """Where an element is fulfilled or contradicted, the paragraphs that are needed tell what it rests on and nothing
    else; an answered counter-question may be named."""
    near = 0
    for case in cases(knowledge, 19, 2):
        for p in key(case, knowledge, gates=()).provisions:
            for e in p.best.elements:
                if e.finding.status in ("vervuld", "weersproken"):
                    assert set(e.facts) == {x.fact for x in statements(e.finding)} - {0}
                    near += bool(e.near and not e.derived)
                assert not set(e.facts) & set(e.near)
    assert near
