"""Wrong answers that were given once, each with the smallest case that showed it."""

from __future__ import annotations

import pytest
from conftest import Assess
from test_situations import best, element

from legalkb.compilation import offence_rules
from legalkb.findings import Assessment, OffenceFinding
from legalkb.knowledge import KnowledgeBase
from legalkb.rulebook import CounterRule, Element, Literal, OpenNorm

PAIR = "personen: {V1: {rol: verdachte}, S1: {rol: slachtoffer}}\n"
TWO = "personen: {V1: {rol: verdachte}, V2: {rol: verdachte}, S1: {rol: slachtoffer}}\n"
CHILD = """
personen: {V1: {rol: verdachte}, M1: {rol: betrokkene}, S1: {rol: slachtoffer, geboren: 2013-08-18}}
gezag: [{houder: M1, over: S1, soort: gezag}]
"""
REFUSED = CHILD + "toestemmingen: [{door: M1, over: S1, waarde: nee}]\n"
TAKEN = "{feit: meegenomen_naar_buitenland, door: V1, tegen: S1, op: 2025-07-20}"
KEPT = "{feit: niet_teruggebracht_na_afspraak, door: V1, tegen: S1, op: 2025-09-10}"


def towards(found: Assessment, holder: str, rule: str = "sr-279-1") -> OffenceFinding:
    """The finding on onttrekking towards one holder."""
    return next(f for f in found.findings if (f.rule, f.suspect, f.holder) == (rule, "V1", holder))


# Who takes part, and who holds gezag or opzicht


def test_a_holder_takes_part_only_in_the_taking_itself(assess: Assess) -> None:
    """A parent who once hit the child together with the suspect did not take part in taking it abroad."""
    hit = "{feit: mishandeld, door: [V1, M1], tegen: S1, op: 2024-01-01}"
    text = REFUSED + f"houders_volledig: [{{over: S1, waarde: ja, bron: register}}]\nfeiten: [{hit}, {TAKEN}]"
    assert element(towards(assess(text), "M1"), "gezag_of_opzicht").status == "vervuld"


def test_cooperation_in_one_event_is_no_part_in_another(assess: Assess) -> None:
    """A holder who cooperated in what happened at home did not take part in the journey."""
    text = REFUSED + (
        "feiten: [{feit: werkten_samen, door: [V1, M1], tegen: S1, voorval: huis},"
        " {feit: mishandeld, door: V1, tegen: S1, voorval: huis},"
        " {feit: meegenomen_naar_buitenland, door: V1, tegen: S1, op: 2025-07-20, voorval: reis}]"
    )
    assert element(towards(assess(text), "M1"), "onttrekt").status == "vervuld"


def test_a_holder_who_gave_the_order_takes_part(assess: Assess) -> None:
    """Who had the suspect do it is no holder whose gezag the suspect violates."""
    text = CHILD + f"feiten: [{{feit: gaf_opdracht, door: M1, via: V1, tegen: S1}}, {KEPT}]"
    assert {f.holder for f in assess(text).findings if f.rule == "sr-279-1"} == {""}


@pytest.mark.parametrize(
    "doubt",
    [
        "{feit: werkten_samen, door: [V1, M1], tegen: S1, waarde: nee, bron: G2}",
        "{feit: medegezagdrager_misleid, door: M1, over: S1, bron: G1},"
        " {feit: medegezagdrager_misleid, door: M1, over: S1, waarde: nee, bron: G2}",
    ],
    ids=["cooperation", "misled"],
)
def test_taking_part_that_is_disputed_leaves_custody_disputed(assess: Assess, doubt: str) -> None:
    """Where sources contradict each other on whether a holder freely took part, so is whether there is another."""
    joint = "{feit: werkten_samen, door: [V1, M1], tegen: S1, bron: G1}"
    text = f"{CHILD}houders_volledig: [{{over: S1, waarde: ja, bron: register}}]\nfeiten: [{joint}, {doubt}, {KEPT}]"
    assert element(towards(assess(text), "M1"), "gezag_of_opzicht").status == "betwist"


def test_who_refused_may_be_a_holder(assess: Assess) -> None:
    """A parent whose gezag is not known is asked about, and the refusal counts; by structure and by fact alike."""
    people = CHILD.split("gezag:")[0]
    texts = (
        people + f"toestemmingen: [{{door: M1, over: S1, waarde: nee}}]\nfeiten: [{TAKEN}]",
        people + f"feiten: [{TAKEN}, {{feit: gezagdrager_stemde_in, door: M1, over: S1, waarde: nee}}]",
    )
    for text in texts:
        finding = towards(assess(text), "M1")
        statuses = {e: element(finding, e).status for e in ("onttrekt", "gezag_of_opzicht")}
        assert statuses == {"onttrekt": "vervuld", "gezag_of_opzicht": "onbekend"}
        asked = {w.question for s in element(finding, "gezag_of_opzicht").missing for w in s}
        assert all("M1" in q for q in asked)


def test_that_holders_are_complete_on_the_word_of_the_suspect_hides_nothing(assess: Assess) -> None:
    """With completeness by the suspect alone, a holder beside the known ones stays a question."""
    text = CHILD + f"houders_volledig: [{{over: S1, waarde: ja, bron: verklaring V1}}]\nfeiten: [{KEPT}]"
    unknown = element(towards(assess(text), ""), "gezag_of_opzicht")
    assert (unknown.status, unknown.suspect_only, bool(unknown.missing)) == ("onbekend", True, True)


def test_a_measure_without_its_executor_is_still_opzicht(assess: Assess) -> None:
    """A supervision order gives opzicht to another, also when the case does not name the institution."""
    text = CHILD.split("gezag:")[0] + (
        f"maatregelen: [{{soort: ondertoezichtstelling, over: S1, van: 2025-01-01}}]\nfeiten: [{KEPT}]"
    )
    assert element(towards(assess(text), ""), "gezag_of_opzicht").status == "vervuld"


def test_a_measure_matters_to_its_own_holder_only(assess: Assess) -> None:
    """Not knowing of a supervision order says nothing of the purpose towards the other parent."""
    text = (
        REFUSED.replace("M1:", "GI1: {rol: instelling}, M1:")
        + f"""maatregelen: [{{soort: ondertoezichtstelling, over: S1, houder: GI1, van: 2025-01-01}}]
feiten: [{TAKEN}, {{feit: zelf_teruggebracht, door: V1, tegen: S1, waarde: nee}}]"""
    )
    assert element(towards(assess(text), "M1"), "opzettelijk").counter_questions == ()
    assert element(towards(assess(text), "GI1"), "opzettelijk").counter_questions != ()


@pytest.mark.parametrize(
    "measure",
    [
        "maatregelen: [{soort: ondertoezichtstelling, over: S1, van: 2025-09-01, bekend_bij: {V1: 2025-09-05}}]",
        "beslissingen: [{soort: omgangsregeling, over: S1, van: 2019-01-01, tot: 2020-01-01, bekend_bij: {V1: 2019}}]",
    ],
)
def test_knowledge_counts_only_of_what_was_in_force(assess: Assess, measure: str) -> None:
    """Knowing, or not yet knowing, of a measure or decision that did not hold then is no indication either way."""
    norm = element(towards(assess(f"{CHILD}{measure}\nfeiten: [{TAKEN}]"), "M1"), "opzettelijk")
    names = {e.name for i in (*norm.indications_for, *norm.indications_against) for e in i.evidence}
    assert not names & {"bekend_met_maatregel", "bekend_met_beslissing"}


# When the conduct begins


def test_a_journey_with_consent_is_not_when_the_taking_began(assess: Assess) -> None:
    """A child taken on holiday at eleven and not brought back at twelve was twelve when it was withdrawn."""
    finding = towards(assess(f"{CHILD}feiten: [{TAKEN}, {KEPT}]"), "M1", "sr-279-2")
    assert (finding.conduct, element(finding, "strafverzwaring").status) == ("2025-09-10", "onbekend")


def test_a_journey_against_a_refusal_is_when_the_taking_began(assess: Assess) -> None:
    """Where the other holder refused, the taking began with the journey."""
    finding = towards(assess(f"{REFUSED}feiten: [{TAKEN}, {KEPT}]"), "M1", "sr-279-2")
    assert (finding.conduct, element(finding, "strafverzwaring").status) == ("2025-07-20", "vervuld")


def test_what_only_points_at_a_threat_does_not_date_it(assess: Assess) -> None:
    """The list of the day of the threat applies, not that of the day of an earlier, vaguer one."""
    text = PAIR + (
        "feiten: [{feit: gedreigd_met_geweld, door: V1, tegen: S1, op: 2024-06-01},"
        " {feit: dreigde_te_doden, door: V1, tegen: S1, op: 2024-07-10}]"
    )
    assert best(assess(text), "sr-285-1").conduct == "2024-07-10"


def test_conduct_that_goes_on_meets_later_law(assess: Assess) -> None:
    """Without a reference date, what still goes on ran across every later change; what ended in time did not."""
    goes_on, ended = "voortdurend: ja", "tot: 2012-06-01, voortdurend: ja"
    act = "feiten: [{feit: mishandeld, door: V1, tegen: S1, van: 2012-01-01, %s}]"
    assert [v.maximum_months for v in best(assess(PAIR + act % goes_on), "sr-284-1-1").law] == [9, 24]
    text = "peildatum: 2026-01-01\n" + PAIR + act % ended
    assert [v.maximum_months for v in best(assess(text), "sr-284-1-1").law] == [9]


# Consent


def test_consents_in_a_row_end_with_the_last(assess: Assess) -> None:
    """With consent for July and then for August, the conduct begins in September; in August there is consent."""
    consents = "".join(
        f"  - {{door: M1, over: S1, waarde: ja, van: 2025-0{m}-01, tot: 2025-0{m}-31}}\n" for m in (7, 8)
    )
    text = f"{CHILD}toestemmingen:\n{consents}feiten: [{TAKEN.replace('07-20', '08-10')}%s]"
    kept = towards(assess(text % f", {KEPT}"), "M1")
    assert kept.conduct == "2025-09-01"
    taken = element(towards(assess(text % ""), "M1"), "onttrekt")
    assert "gezagdrager_stemde_in" not in {e.name for e in (*taken.support, *taken.against, *taken.partial)}


def test_a_refusal_that_may_have_come_later_is_no_refusal_yet(assess: Assess) -> None:
    """Whether a refusal from August on covers an act in that year is not known."""
    text = f"{CHILD}toestemmingen: [{{door: M1, over: S1, waarde: nee, van: 2025-08}}]\nfeiten: [%s]"
    assert element(towards(assess(text % TAKEN.replace("2025-07-20", "2025")), "M1"), "onttrekt").status == "onbekend"


def test_a_withdrawal_that_may_have_come_later_leaves_consent_open(assess: Assess) -> None:
    """Refusing to hand over in the month in which consent was withdrawn is neither with nor without consent."""
    text = CHILD + (
        "toestemmingen: [{door: M1, over: S1, waarde: ja, van: 2025-07-01, ingetrokken_op: 2025-10-15}]\n"
        "feiten: [{feit: afgifte_geweigerd, door: V1, tegen: S1, op: 2025-10}]"
    )
    refused = element(towards(assess(text), "M1"), "onttrekt")
    stated = {(e.name, e.value) for e in (*refused.support, *refused.against, *refused.partial)}
    assert (refused.status, stated) == ("onbekend", {("afgifte_geweigerd", "ja")})


# Decisions and ages


def test_a_decision_that_may_have_come_later_is_not_there_yet(assess: Assess) -> None:
    """An order of some day in August does not make a refusal on 10 August a refusal against that order."""
    text = CHILD + (
        "beslissingen: [{soort: bevel_tot_afgifte, over: S1, van: 2025-08}]\n"
        "feiten: [{feit: afgifte_geweigerd, door: V1, tegen: S1, op: 2025-08-10}]"
    )
    assert element(towards(assess(text), "M1"), "onttrekt").status == "onbekend"


def test_leave_of_a_court_on_the_word_of_the_suspect_contradicts_nothing(assess: Assess) -> None:
    """That a court allowed it, by the suspect's word alone, disputes what is supported and no more."""
    text = REFUSED + (
        "beslissingen: [{soort: vervangende_toestemming, over: S1, bron: verklaring V1}]\n"
        f"feiten: [{TAKEN}, {{feit: niet_teruggebracht_na_afspraak, door: V1, tegen: S1, waarde: nee}}]"
    )
    assert element(towards(assess(text), "M1"), "onttrekt").status == "betwist"


@pytest.mark.parametrize(
    ("person", "date"),
    [("geboren: 2013, leeftijd: 11", ", op: 2025-03"), ("geboren: 2020", "")],
    ids=["year and age", "undated, young on the reference date"],
)
def test_all_that_is_known_of_an_age_counts(assess: Assess, person: str, date: str) -> None:
    """A year of birth and an age together, or a child that is still young now, settle what each leaves open."""
    text = "peildatum: 2026-01-01\n" + CHILD.replace("geboren: 2013-08-18", person)
    text += f"feiten: [{{feit: niet_teruggebracht_na_afspraak, door: V1, tegen: S1{date}}}]"
    assert element(towards(assess(text), "M1", "sr-279-2"), "strafverzwaring").status == "vervuld"


# Cooperation

JOINT = "{feit: werkten_samen, door: [V1, V2], tegen: S1}"


def held(assess: Assess, text: str) -> str:
    """The status of the deprivation of liberty for the first suspect."""
    return element(best(assess(text), "sr-282-1"), "berooft_of_houdt").status


def test_that_a_partner_did_not_do_it_denies_no_own_act(assess: Assess) -> None:
    """What the partner did not do neither disputes what the suspect did nor stands against the suspect's case."""
    own = "{feit: opgesloten, door: V1, tegen: S1}, "
    text = f"{TWO}feiten: [%s{{feit: opgesloten, door: V2, tegen: S1, waarde: nee}}, {JOINT}]"
    assert held(assess, text % own) == "vervuld"
    assert held(assess, text % "") == "onbekend"


def test_a_denial_of_the_partners_act_disputes_what_is_charged_through_it(assess: Assess) -> None:
    """Where the partner's own act is disputed, so is what is charged through it."""
    act = "{feit: opgesloten, door: V2, tegen: S1, waarde: %s, bron: %s}"
    text = f"{TWO}feiten: [{act % ('ja', 'G1')}, {act % ('nee', 'G2')}, {JOINT}]"
    assert held(assess, text) == "betwist"


@pytest.mark.parametrize("denial", ["waarde: nee, bron: G2", "waarde: nee, bron: verklaring V1"])
def test_a_denied_cooperation_disputes_what_is_charged_through_it(assess: Assess, denial: str) -> None:
    """Conduct of a partner is charged with a doubt when a source denies the cooperation, and firmly to the partner."""
    joint = "{feit: werkten_samen, door: [V1, V2], tegen: S1, %s}"
    text = f"{TWO}feiten: [{{feit: opgesloten, door: V2, tegen: S1}}, {joint % 'bron: G1'}, {joint % denial}]"
    assert held(assess, text) == "betwist"
    assert element(best(assess(text), "sr-282-1", "V2"), "berooft_of_houdt").status == "vervuld"


def test_cooperation_without_event_is_not_left_out(assess: Assess) -> None:
    """A fact on cooperation that names no event counts in each, and is not named as left out."""
    text = f"{TWO}feiten: [{{feit: opgesloten, door: V1, tegen: S1, voorval: kelder}}, {JOINT}]"
    for finding in assess(text).findings:
        assert not any("noemt geen voorval" in r.text for r in finding.remarks)


def test_lodging_in_one_event_is_not_for_a_captivity_in_another(assess: Assess) -> None:
    """What another suspect did in one event does not fulfil an element of lodging in another."""
    text = TWO + (
        "feiten: [{feit: opgesloten, door: V1, tegen: S1, voorval: kelder, op: 2020-01-01},"
        " {feit: dacht_te_mogen_vasthouden, door: V1, tegen: S1, waarde: nee},"
        " {feit: rechterlijke_machtiging_tot_vasthouden, waarde: nee},"
        " {feit: onderdak_geboden, door: V2, tegen: S1, voorval: %s, op: 2025-07-01},"
        " {feit: wist_van_vasthouden, door: V2, tegen: S1}]"
    )
    assert best(assess(text % "kelder"), "sr-282-4", "V2").outcome == "aanwijzing"
    assert best(assess(text % "zomer"), "sr-282-4", "V2").outcome == "onvolledig"
    chain = "\nketens: [{voorvallen: [kelder, zomer], door: rechercheur, reden: zelfde huis}]"
    assert best(assess(text % "zomer" + chain), "sr-282-4", "V2").outcome == "aanwijzing"


# Statements that were revised

REVISED = """
personen: {V1: {rol: verdachte}, S1: {rol: slachtoffer}, S2: {rol: slachtoffer}}
bronnen:
  B1: {soort: verklaring, van: S1}
  B3: {soort: verklaring, van: S1, herziet: B1}
  B2: {soort: verklaring, van: S1, herziet: B1}
feiten: [{feit: opgesloten, door: V1, tegen: [S1, S2], bron: B1}, %s]
"""


def test_each_revision_must_repeat_a_statement(assess: Assess) -> None:
    """With two revisions of a statement, one that leaves it out takes it back, whatever their order."""
    again = "{feit: opgesloten, door: V1, tegen: S1, bron: B2}"
    assert held(assess, REVISED % again) == "betwist"
    both = f"{again}, {again.replace('B2', 'B3')}"
    assert held(assess, REVISED % both) == "vervuld"


@pytest.mark.parametrize("other", ["tegen: S2", "tegen: S1, waarde: onbekend"])
def test_what_is_repeated_must_be_about_the_same(assess: Assess, other: str) -> None:
    """Repeating it about another victim, or as not known, repeats nothing about this one."""
    again = ", ".join(f"{{feit: opgesloten, door: V1, {other}, bron: {b}}}" for b in ("B2", "B3"))
    assert held(assess, REVISED % again) == "betwist"


def test_a_denial_that_was_taken_back_is_no_lead(assess: Assess) -> None:
    """Taking back a denial does not state the act."""
    text = PAIR + (
        "bronnen: {B1: {soort: verklaring, van: S1}, B2: {soort: verklaring, van: S1, herziet: B1}}\n"
        "feiten: [{feit: opgesloten, door: V1, tegen: S1, waarde: nee, bron: B1}]"
    )
    assert best(assess(text), "sr-282-1").outcome == "geen_aanknopingspunt"


# Utterances, objects, judgements, and what is missing


def test_a_weapon_in_another_event_does_not_belong_to_a_threat(assess: Assess) -> None:
    """A threat takes its circumstances from its own event, and conduct in another event stands alone."""
    text = PAIR + (
        "feiten: [{feit: dreigde_te_doden, door: V1, tegen: S1, voorval: v1, op: 2025-01-01},"
        " {feit: wapen_of_middel_getoond, door: V1, tegen: S1, voorval: v2}]"
    )
    found = {f.event: element(f, "redelijke_vrees") for f in assess(text).findings if f.rule == "sr-285-1"}
    assert {e: bool(x.indications_for) for e, x in found.items()} == {"v1": False, "v2": True}


def test_a_chain_joins_conduct_to_a_threat(assess: Assess) -> None:
    """A weapon in an event that a person declared to be one with the threat belongs to it."""
    text = PAIR + (
        "feiten: [{feit: dreigde_te_doden, door: V1, tegen: S1, voorval: v1, op: 2025-01-01},"
        " {feit: wapen_of_middel_getoond, door: V1, tegen: S1, voorval: v2}]\n"
        "ketens: [{voorvallen: [v1, v2], door: rechercheur, reden: zelfde avond}]"
    )
    threat = next(f for f in assess(text).findings if (f.rule, f.event) == ("sr-285-1", "v1"))
    assert element(threat, "redelijke_vrees").indications_for


def test_what_names_no_object_belongs_to_none_of_several(assess: Assess) -> None:
    """A sale that names no object is not the sale of the one object that another fact names."""
    text = PAIR + (
        "feiten: [{feit: telefoon_weggenomen, door: V1, tegen: S1},"
        " {feit: goed_in_bewaring, door: V1, tegen: S1, voorwerp: ring},"
        " {feit: goed_verkocht_of_weggegeven, door: V1, tegen: S1}]"
    )
    assert best(assess(text), "sr-321").outcome == "geen_aanknopingspunt"


JUDGED = """feiten: [{feit: opgesloten, door: V1, tegen: S1}]
oordelen:
  - {bepaling: sr-282-1, bestanddeel: %s, oordeel: vervuld, door: officier, reden: a}
  - {bepaling: sr-282-1, bestanddeel: %s, oordeel: niet_vervuld, door: rechter, reden: b}
"""


def test_judgements_that_differ_leave_it_disputed(assess: Assess) -> None:
    """Two persons who judge an open norm differently are both shown; neither wins."""
    found = best(assess(PAIR + JUDGED % ("wederrechtelijk", "wederrechtelijk")), "sr-282-1")
    assert element(found, "wederrechtelijk").status == "betwist"
    assert any("officier" in r.text and "rechter" in r.text for r in found.remarks)


def test_a_judgement_on_what_is_no_open_norm_is_not_passed_over_in_silence(assess: Assess) -> None:
    """A judgement that can't count is named as such."""
    found = best(assess(PAIR + JUDGED % ("iemand", "iemand")), "sr-282-1")
    assert element(found, "iemand").status == "vervuld"
    assert any("telt niet mee" in r.text for r in found.remarks)


def test_a_date_that_decides_is_among_what_is_missing(assess: Assess) -> None:
    """Luring of which only the date is not known lacks that date."""
    text = PAIR + (
        "feiten: [{feit: voorwendsel_vakantie, door: V1, tegen: S1}, {feit: kende_plan, door: V1, tegen: S1},"
        " {feit: meegenomen_naar_buitenland, door: V1, tegen: S1}]"
    )
    found = best(assess(text), "sr-285c")
    assert found.missing
    assert all("datum_gedraging" in {w.name for w in s} for s in found.missing)


def test_missing_facts_bring_their_counter_questions_and_do_not_mix_goods(assess: Assess) -> None:
    """A set of missing facts holds the questions that these facts raise, and is about one kind of goods."""
    kept = towards(assess(f"{CHILD}feiten: [{TAKEN}]"), "M1")
    for wanted in ({w.name for w in s} for s in kept.missing):
        assert "niet_teruggebracht_na_afspraak" not in wanted or "terugkeer_verhinderd" in wanted
    general = best(assess(PAIR + "feiten: [{feit: goed_niet_teruggegeven, door: V1, tegen: S1}]"), "sr-321")
    assert general.missing
    for wanted in ({w.name for w in s} for s in general.missing):
        assert not {"telefoon_weggenomen", "reisdocument_in_bewaring"} <= wanted


def test_what_only_the_suspect_denied_is_still_asked(assess: Assess) -> None:
    """A denial by the suspect alone leaves the question to others."""
    text = PAIR + (
        "feiten: [{feit: onderdak_geboden, door: V1, tegen: S1},"
        " {feit: wist_van_vasthouden, door: V1, tegen: S1, waarde: nee, bron: verklaring V1}]"
    )
    knew = element(best(assess(text), "sr-282-4"), "opzettelijk")
    assert (knew.status, {w.name for s in knew.missing for w in s}) == ("onbekend", {"wist_van_vasthouden"})


def test_one_source_in_two_spellings_is_one_source(assess: Assess) -> None:
    """A capital more or less makes no second source."""
    text = PAIR + (
        "feiten: [{feit: opgesloten, door: V1, tegen: S1, bron: aangifte S1},"
        " {feit: uitte_niet_te_willen, over: S1, bron: Aangifte S1}]"
    )
    assert best(assess(text), "sr-282-1").only_source == "aangifte S1"


def test_a_death_without_date_does_not_end_the_program(assess: Assess) -> None:
    """Neither the day of death nor a reference date is needed for an answer."""
    text = PAIR + (
        "feiten: [{feit: opgesloten, door: V1, tegen: S1, op: 2013-06}, {feit: slachtoffer_overleden, over: S1},"
        " {feit: overlijden_door_vasthouden, over: S1}]"
    )
    assert best(assess(text), "sr-282-3").outcome == "onvolledig"


def test_a_counter_question_may_hang_on_a_concept(knowledge: KnowledgeBase) -> None:
    """What a counter-question hangs on is derived, also when nothing else asks for it."""
    concepts = knowledge.rulebook.concepts
    name = next(iter(concepts))
    asked = CounterRule("opgesloten", "nee", when=(Literal(name, "ja"),))
    element = Element("x", "x", (), (), OpenNorm("?", (), (), (asked,)), "", ())
    assert name in {rule.conclusion.name for rule in offence_rules((element,), (), concepts)}
