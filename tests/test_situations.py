"""Who, when, where: what may be read together, to whom conduct is charged, and on which day things are tested."""

from __future__ import annotations

from conftest import Assess

from legalkb.assessment import rank
from legalkb.findings import Assessment, ElementFinding, OffenceFinding

PARENTS = """
personen:
  V1: {rol: verdachte}
  V2: {rol: verdachte}
  S1: {rol: slachtoffer, geboren: 2012-03-01}
relaties:
  - {van: V1, tot: S1, soort: ouder, gezag: ja}
  - {van: V2, tot: S1, soort: ouder, gezag: ja}
feiten:
  - {feit: achtergelaten_in_buitenland, door: [V1, V2], tegen: S1, op: 2025-07-20, bron: melding school}
"""


def best(found: Assessment, rule: str, suspect: str = "V1", victim: str = "S1") -> OffenceFinding:
    """The most telling finding of an offence for a pair."""
    return max((f for f in found.findings if (f.rule, f.suspect, f.victim) == (rule, suspect, victim)), key=rank)


def element(finding: OffenceFinding, name: str) -> ElementFinding:
    """An element of a finding by its id."""
    return next(e for e in finding.elements if e.id == name)


def test_parents_together_leave_custody_of_another_open(assess: Assess) -> None:
    """Two parents acting together do not hold each other's gezag; without a statement that holders are complete
    it stays unknown."""
    custody = element(best(assess(PARENTS), "sr-279-1"), "gezag_of_opzicht")
    assert (custody.status, bool(custody.missing)) == ("onbekend", True)


def test_parents_together_with_complete_holders_contradict_custody(assess: Assess) -> None:
    """With the statement that holders are complete, gezag of another is contradicted, with that statement as ground."""
    found = best(
        assess(PARENTS + "houders_volledig: [{over: S1, waarde: ja, op: 2025-07-01, bron: gezagsregister}]"), "sr-279-1"
    )
    custody = element(found, "gezag_of_opzicht")
    assert (found.outcome, custody.status) == ("tegenaanwijzing", "weersproken")
    assert {e.source for e in custody.against} == {"gezagsregister"}


def test_a_deceived_parent_is_another_holder(assess: Assess) -> None:
    """A co-holder who took part because he was deceived is again somebody whose gezag can be violated."""
    text = PARENTS + "  - {feit: medegezagdrager_misleid, door: V2, over: S1, bron: verklaring V2}"
    assert element(best(assess(text), "sr-279-1"), "gezag_of_opzicht").status == "vervuld"
    assert best(assess(text), "sr-279-1").holder == "V2"


CONSENT = """
personen:
  V1: {rol: verdachte}
  M1: {rol: betrokkene}
  S1: {rol: slachtoffer, geboren: 2013-08-18}
gezag: [{houder: M1, over: S1, soort: gezag}]
toestemmingen: [{door: M1, over: S1, aan: V1, waarde: ja, van: 2025-07-20, tot: 2025-08-15%s}]
feiten:
  - {feit: meegenomen_naar_buitenland, door: V1, tegen: S1, op: 2025-07-20}
"""


def test_conduct_starts_the_day_after_consent_ends(assess: Assess) -> None:
    """Staying on after the agreed time begins the day after it, and age is tested on that day."""
    text = CONSENT % "" + "  - {feit: niet_teruggebracht_na_afspraak, door: V1, tegen: S1, op: 2025-09-10}"
    found = best(assess(text), "sr-279-2")
    assert found.conduct == "2025-08-16"
    assert element(found, "onttrekt").status == "vervuld"
    assert any(e.name == "jonger_dan_twaalf" and e.value == "ja" for e in found_evidence(found))


def found_evidence(finding: OffenceFinding) -> list[object]:
    """Every statement an offence rests on."""
    return [e for x in finding.elements for e in (*x.support, *x.against, *x.partial)]


def test_within_the_agreed_time_there_is_consent(assess: Assess) -> None:
    """While consent runs, taking the child abroad is no onttrekking; whether the child stayed on is what remains
    to be asked."""
    withdrawn = element(best(assess(CONSENT % ""), "sr-279-1"), "onttrekt")
    assert withdrawn.status == "onbekend"
    assert "niet_teruggebracht_na_afspraak" in {w.name for s in withdrawn.missing for w in s}


def test_refusal_after_withdrawal_starts_the_conduct(assess: Assess) -> None:
    """After open-ended consent is withdrawn the conduct begins with the refusal."""
    text = CONSENT.replace(", tot: 2025-08-15%s", ", ingetrokken_op: 2025-10-01")
    text += "  - {feit: afgifte_geweigerd, door: V1, tegen: S1, op: 2025-10-05}"
    found = best(assess(text), "sr-279-1")
    assert (found.conduct, element(found, "onttrekt").status) == ("2025-10-05", "vervuld")


def test_a_measure_after_departure_does_not_count_at_departure(assess: Assess) -> None:
    """Supervision ordered after the departure is reported as a change, and does not fulfil opzicht at the start."""
    text = PARENTS.replace(
        "feiten:", "  \nmaatregelen: [{soort: ondertoezichtstelling, over: S1, houder: GI1, van: 2025-09-01}]\nfeiten:"
    )
    text = text.replace("personen:", "personen:\n  GI1: {rol: instelling}")
    found = best(assess(text), "sr-279-1")
    assert element(found, "gezag_of_opzicht").status == "onbekend"
    assert any("1 september 2025" in r.text for r in found.remarks)


TWO_EVENTS = """
personen: {V1: {rol: verdachte}, S1: {rol: slachtoffer}}
feiten:
  - {feit: bewaakt, door: V1, tegen: S1, op: 2025-07-20, voorval: huis}
  - {feit: kon_plek_niet_verlaten, over: S1, op: 2025-09-20, voorval: school}
  - {feit: geplaatst_op_kostschool, door: V1, tegen: S1, op: 2025-09-20, voorval: school}
"""


def test_facts_of_two_events_do_not_make_one_offence(assess: Assess) -> None:
    """Guarding in one event and not being able to leave in another do not together fulfil deprivation of liberty."""
    found = assess(TWO_EVENTS)
    assert all(element(f, "berooft_of_houdt").status != "vervuld" for f in found.findings if f.rule == "sr-282-1")


def test_a_declared_chain_is_one_course_of_conduct(assess: Assess) -> None:
    """Events that a person declared to be one chain are read together."""
    found = assess(TWO_EVENTS + "ketens: [{voorvallen: [huis, school], door: rechercheur, reden: zelfde verblijf}]")
    assert element(best(found, "sr-282-1"), "berooft_of_houdt").status == "vervuld"


def test_two_threats_are_two_utterances(assess: Assess) -> None:
    """A spoken conditional threat beside another written one is no written conditional threat."""
    text = """
feiten:
  - {feit: dreigde_te_doden, op: 2025-07-20, voorval: keuken}
  - {feit: uiting_onder_voorwaarde, voorval: keuken}
  - {feit: dreigde_te_doden, op: 2025-08-01, voorval: app}
  - {feit: uiting_schriftelijk, voorval: app}
"""
    for finding in assess(text).findings:
        if finding.rule == "sr-285-2":
            assert {element(finding, e).status for e in ("schriftelijk", "voorwaarde")} != {"vervuld"}
    assert len([f for f in assess(text).findings if f.rule == "sr-285-2"]) == 2


def test_features_without_a_place_belong_to_no_one_of_several_threats(assess: Assess) -> None:
    """With several threats, a feature that names no event or date is left out and said so."""
    text = "feiten: [dreigde_te_doden, dreigde_met_brandstichting, uiting_schriftelijk, uiting_onder_voorwaarde]"
    for finding in assess(text).findings:
        if finding.rule == "sr-285-2":
            assert element(finding, "schriftelijk").status == "onbekend"
            assert any("geen voorval" in r.text for r in finding.remarks)


def test_features_of_the_only_threat_belong_to_it(assess: Assess) -> None:
    """With one threat, features that name no event belong to it: three lines give an answer."""
    text = "feiten: [{feit: dreigde_te_doden, op: 2025-01-01}, uiting_schriftelijk, uiting_onder_voorwaarde]"
    found = best(assess(text), "sr-285-2", "NN1")
    assert {element(found, e).status for e in ("schriftelijk", "voorwaarde")} == {"vervuld"}


COOPERATION = """
personen: {V1: {rol: verdachte}, V2: {rol: verdachte}, S1: {rol: slachtoffer}}
feiten:
  - {feit: voorwendsel_vakantie, door: V2, tegen: S1, op: 2025-07-01, bron: aangifte S1}
  - {feit: huwelijk_vooraf_geregeld, door: V1, tegen: S1, op: 2025-06-01, bron: appverkeer}
"""


def test_conduct_is_shared_only_where_a_fact_says_how(assess: Assess) -> None:
    """Without a fact on cooperation the luring by one is not charged to the other."""
    assert best(assess(COOPERATION), "sr-285c", "V1").outcome == "geen_aanknopingspunt"
    text = COOPERATION + "  - {feit: werkten_samen, door: [V1, V2], tegen: S1, bron: appverkeer}"
    shared = best(assess(text), "sr-285c", "V1")
    assert shared.outcome != "geen_aanknopingspunt"
    assert {e.attributed for x in shared.elements for i in x.indications_for for e in i.evidence} >= {"V2"}


def test_knowledge_and_purpose_are_never_shared(assess: Assess) -> None:
    """Cooperation charges conduct to the other, not the plan in the first one's mind."""
    text = COOPERATION + "  - {feit: werkten_samen, door: [V1, V2], tegen: S1, bron: appverkeer}"
    purpose = element(best(assess(text), "sr-285c", "V2"), "oogmerk")
    assert purpose.indications_for == ()


def test_an_order_charges_the_conduct_of_who_carried_it_out(assess: Assess) -> None:
    """Who had another do it is charged with that conduct; the other way round not."""
    text = """
personen: {V1: {rol: verdachte}, V2: {rol: verdachte}, S1: {rol: slachtoffer}}
feiten:
  - {feit: opgesloten, door: V2, tegen: S1, op: 2025-07-01}
  - {feit: mishandeld, door: V1, tegen: S1, op: 2025-07-01}
  - {feit: gaf_opdracht, door: V1, via: V2, tegen: S1}
"""
    assert element(best(assess(text), "sr-282-1", "V1"), "berooft_of_houdt").status == "vervuld"
    means = element(best(assess(text), "sr-284-1-1", "V2"), "middel")
    assert "mishandeld" not in {e.name for e in (*means.support, *means.partial)}


def test_an_unknown_actor_is_charged_to_nobody(assess: Assess) -> None:
    """An act by an unknown person is no act of the suspect."""
    text = "personen: {V1: {rol: verdachte}, S1: {rol: slachtoffer}}\nfeiten: [{feit: opgesloten, door: onbekend, tegen: S1}]"
    assert {f.outcome for f in assess(text).findings} == {"geen_aanknopingspunt"}


def test_an_act_without_actor_among_several_is_charged_to_nobody(assess: Assess) -> None:
    """With two suspects, an act that names no actor is charged to neither."""
    text = "personen: {V1: {rol: verdachte}, V2: {rol: verdachte}, S1: {rol: slachtoffer}}\nfeiten: [{feit: opgesloten, tegen: S1}]"
    assert {f.outcome for f in assess(text).findings} == {"geen_aanknopingspunt"}


def test_a_report_without_names_still_gets_an_answer(assess: Assess) -> None:
    """Three facts and no persons give findings for an unnamed suspect and victim."""
    found = assess("feiten: [opgesloten, reisdocument_weggenomen, meegenomen_naar_buitenland]")
    assert best(found, "sr-282-1", "NN1").outcome == "onvolledig"
    assert found.notes


RETRACTED = """
personen: {V1: {rol: verdachte}, S1: {rol: slachtoffer}}
bronnen:
  B1: {soort: verklaring, van: S1, afgelegd_op: 2025-08-01}
  B2: {soort: verklaring, van: S1, afgelegd_op: 2025-09-01, omstandigheden: vader aanwezig, herziet: B1}
feiten: [{feit: opgesloten, door: V1, tegen: S1, op: 2025-07-20, bron: B1}]
"""


def test_a_retraction_disputes_and_shows_both_statements(assess: Assess) -> None:
    """A statement that was retracted becomes disputed, with both statements and who was present."""
    held = element(best(assess(RETRACTED), "sr-282-1"), "berooft_of_houdt")
    assert held.status == "betwist"
    assert [e.value for e in held.support] == ["ja"]
    assert any(e.retracted and "vader aanwezig" in e.source for e in held.against)


def test_a_denial_by_the_suspect_alone_disputes_only_what_is_supported(assess: Assess) -> None:
    """The suspect's denial makes a supported element disputed, and leaves an unsupported one unknown, marked as
    such."""
    persons = "personen: {V1: {rol: verdachte}, S1: {rol: slachtoffer}}\n"
    denial = "{feit: kon_plek_niet_verlaten, over: S1, waarde: nee, bron: verklaring V1}"
    supported = (
        persons
        + "feiten:\n  - {feit: opgesloten, door: V1, tegen: S1, bron: aangifte S1}\n  - {feit: opgesloten, door: V1, tegen: S1, waarde: nee, bron: verklaring V1}"
    )
    assert element(best(assess(supported), "sr-282-1"), "berooft_of_houdt").status == "betwist"
    alone = element(best(assess(persons + f"feiten:\n  - {denial}"), "sr-282-1"), "berooft_of_houdt")
    assert alone.status != "weersproken"


def test_roles_belong_to_a_pair(assess: Assess) -> None:
    """One mother can be victim of one and suspect towards another."""
    text = """
personen:
  V1: {rol: verdachte}
  M1: {rol: [verdachte, slachtoffer]}
  S1: {rol: slachtoffer, minderjarig: ja}
feiten: [{feit: mishandeld, door: V1, tegen: M1}, {feit: niet_teruggebracht_na_afspraak, door: M1, tegen: S1}]
"""
    pairs = {(f.suspect, f.victim) for f in assess(text).findings}
    assert pairs == {("V1", "M1"), ("V1", "S1"), ("M1", "S1")}


def test_luring_before_the_offence_existed_is_contradicted(assess: Assess) -> None:
    """Luring on the day before 285c came into force is contradicted by that date; in that year without a day it
    is unknown."""
    text = "feiten: [{feit: voorwendsel_vakantie, op: %s}]"
    day = {
        when: element(best(assess(text % when), "sr-285c", "NN1"), "strafbaar_op_datum").status
        for when in ("2015-11-16", "2015-11-17", "2015")
    }
    assert day == {"2015-11-16": "weersproken", "2015-11-17": "vervuld", "2015": "onbekend"}


def test_a_judgement_fills_an_open_norm(assess: Assess) -> None:
    """Only a person's judgement, with role and reason, fills an open norm."""
    text = """
personen: {V1: {rol: verdachte}, S1: {rol: slachtoffer}}
feiten: [{feit: opgesloten, door: V1, tegen: S1, op: 2025-07-20}]
oordelen: [{bepaling: sr-282-1, bestanddeel: wederrechtelijk, oordeel: niet_vervuld, door: officier van justitie, reden: kortdurend}]
"""
    unlawful = element(best(assess(text), "sr-282-1"), "wederrechtelijk")
    assert (unlawful.status, unlawful.ruling.by if unlawful.ruling else "") == ("weersproken", "officier van justitie")
    assert best(assess(text), "sr-282-1").outcome == "tegenaanwijzing"


def test_a_period_across_a_change_of_law_shows_both_versions(assess: Assess) -> None:
    """Conduct that runs across a change of the provision shows both versions and says so."""
    text = "feiten: [{feit: mishandeld, van: 2013-06-01, tot: 2013-08-01}, {feit: moest_vertrekken, van: 2013-06-01, tot: 2013-08-01}]"
    found = best(assess(text), "sr-284-1-1", "NN1")
    assert [v.maximum_months for v in found.law] == [9, 24]
    assert any("1 juli 2013" in r.text for r in found.remarks)


def test_a_single_source_is_flagged(assess: Assess) -> None:
    """An offence that rests on one source says which."""
    text = "feiten: [{feit: opgesloten, bron: aangifte S1}, {feit: uitte_niet_te_willen, bron: aangifte S1}]"
    assert best(assess(text), "sr-282-1", "NN1").only_source == "aangifte S1"
