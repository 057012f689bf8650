"""The next questions: in which order, each fact once, and what to ask when nothing has a lead."""

from __future__ import annotations

from dataclasses import replace

import fixtures_assessment as fixtures
import fixtures_findings as made
from conftest import Assess

from legalkb.findings import CounterQuestion, ElementFinding, OffenceFinding, Wanted
from legalkb.report.grouping import merge
from legalkb.report.questions import introduction, next_questions, questions

CORE = ElementFinding("kern", "houdt", "onbekend", missing=((made.want("kern_feit", "Kernvraag over S1?"),),))
AGE = ElementFinding("leeftijd", "minderjarige", "onbekend", missing=((made.want("jonger_dan_achttien", "Hoe oud?"),),))
OTHER = ElementFinding("ander", "ander", "onbekend", missing=((made.want("ander_feit", "Andere vraag?"),),))
COUNTER = ElementFinding(
    "opzet", "opzettelijk", "open_norm", counter_questions=(CounterQuestion(made.want("tegen", "Tegenvraag?"), ()),)
)
SCHOOL = """\
personen: {V1: verdachte, V2: verdachte, S1: {rol: slachtoffer, leeftijd: 15}}
relaties:
  - {van: V1, tot: S1, soort: ouder, gezag: ja}
  - {van: V2, tot: S1, soort: ouder}
feiten:
  - {feit: niet_terug_op_school, op: 2025-09-01, bron: melding school}
  - {feit: verblijft_in_buitenland, bron: melding school}
  - {feit: verblijft_bij_familie, bron: verklaring V1}
"""
JOINT = """\
personen: {V1: verdachte, V2: verdachte, S1: {rol: slachtoffer, leeftijd: 15}}
relaties:
  - {van: V1, tot: S1, soort: ouder, gezag: ja}
  - {van: V2, tot: S1, soort: ouder, gezag: ja}
feiten:
  - {feit: meegenomen_naar_buitenland, door: [V1, V2], tegen: S1, op: 2025-07, bron: melding school}
  - {feit: achtergelaten_in_buitenland, door: [V1, V2], tegen: S1, bron: verklaring V1}
"""


def finding(*elements: ElementFinding, article: str = "282", suspect: str = "V1") -> OffenceFinding:
    """An incomplete finding with these elements."""
    base = made.no_lead(suspect, "S1", f"sr-{article}", f"Sr {article}", "Iets")
    return replace(base, outcome="onvolledig", elements=elements)


def asked(*findings: OffenceFinding, most: int = 6) -> list[str]:
    """The texts of the next questions."""
    return [q.text for q in next_questions(merge(findings), most=most)]


def test_core_first_features_then_and_counter_questions_last() -> None:
    """The core fact comes first, then other elements, then age and date, then decisive counter-questions."""
    found = asked(finding(COUNTER, AGE, OTHER, CORE))
    assert found == ["Kernvraag over S1?", "Andere vraag?", "Hoe oud?", "Tegenvraag?"]


def test_nearest_offence_first() -> None:
    """What completes an offence that lacks little is asked before what another lacks."""
    near = finding(replace(OTHER, id="x"), article="310")
    assert asked(finding(CORE, AGE), near)[0] == "Andere vraag?"


def test_every_family_has_a_question_before_a_second_of_the_same() -> None:
    """Of the first questions each article in view has one, even where that is a counter-question."""
    facts = tuple(replace(OTHER, id=f"e{n}", missing=((made.want(f"feit_{n}", f"Vraag {n}?"),),)) for n in range(1, 4))
    found = asked(finding(*facts), finding(COUNTER, article="310"), most=2)
    assert found[:2] == ["Vraag 1?", "Tegenvraag?"]


def test_own_question_of_an_element_with_several_ways() -> None:
    """Several ways to fulfil an element give its own question, and none of the facts that it covers."""
    ways = ((made.want("a", "Feit a?"),), (made.want("b", "Feit b?"),))
    holder = replace(OTHER, question="Wie had gezag of opzicht?", missing=ways)
    loose = replace(CORE, missing=((made.want("a", "Feit a?"),),))
    assert asked(finding(holder, loose)) == ["Wie had gezag of opzicht?"]


def test_a_fact_type_is_asked_once_for_all_persons_and_paragraphs() -> None:
    """The same fact of several suspects and paragraphs is one question, that names them all."""
    found = next_questions(merge((*made.pair("V1", "S1"), *made.pair("V2", "S1"))))
    (one,) = [q for q in found if q.text.startswith("Kon S1")]
    assert "buiten de wil van V1 of V2" in one.text
    assert one.matters_for == "artikel 279 lid 1 en lid 2 Sr"


def test_counter_question_for_several_articles_is_one_question() -> None:
    """A counter-question of two articles names both and stands before one of a single article."""
    single = replace(COUNTER, id="y", counter_questions=(CounterQuestion(made.want("enkel", "Enkele vraag?"), ()),))
    found = next_questions(merge((finding(COUNTER, single), finding(COUNTER, article="310"))))
    assert (found[0].text, found[0].matters_for) == ("Tegenvraag?", "de artikelen 282 en 310 Sr")


def test_of_many_indications_only_what_the_scenario_suggests() -> None:
    """An open norm of which nothing is known gives a question only where the case points to it."""
    ways = tuple((made.want(f"f{n}", f"Vraag {n}?"),) for n in range(6))
    norm = ElementFinding("norm", "wederrechtelijk", "open_norm", norm="Mocht het?", missing=ways)
    merged = merge((finding(norm),))
    assert next_questions(merged) == ()
    scenario = replace(fixtures.rich().scenarios[0], unknown=(made.want("f3", "Vraag 3?"),))
    assert [q.text for q in next_questions(merged, (scenario,))] == ["Vraag 3?"]


def test_questions_of_the_scenario_when_nothing_has_a_lead() -> None:
    """Without a lead the unknown typical facts of the closest scenarios are asked, and it is said why."""
    unknown = (Wanted("meegenomen", "ja", "Heeft V1 S1 meegenomen?"),)
    scenario = replace(fixtures.rich().scenarios[0], unknown=unknown)
    none = made.no_lead("V1", "S1", "sr-310", "Sr 310", "Diefstal")
    case = replace(fixtures.rich(), findings=(none, replace(none, suspect="V2")), scenarios=(scenario,))
    (question,) = questions(case, merge(case.findings))
    assert (question.text, question.matters_for) == ("Heeft V1 of V2 S1 meegenomen?", "")
    assert scenario.label in introduction(case)
    assert introduction(fixtures.rich()) == ""


def test_school_report_gets_questions(assess: Assess) -> None:
    """A child that is not back at school gives no lead, yet questions about the journey and consent."""
    case = assess(SCHOOL)
    texts = " ".join(q.text for q in questions(case, merge(case.findings))[:6])
    assert "meegenomen naar het buitenland" in texts
    assert "gezag of opzicht" in texts


def test_two_parents_are_asked_about_custody(assess: Assess) -> None:
    """Where both parents act together the question is who else has gezag or opzicht."""
    case = assess(JOINT)
    texts = [q.text for q in questions(case, merge(case.findings))]
    assert any("ondertoezichtstelling" in t and "misleide" in t for t in texts[:3])
    assert len(texts) == len(set(texts))
    assert not [t for t in texts if "de verdachte" in t and "V1 of V2" in t]
