"""Bringing equal assessments together without losing what belongs to one of them."""

from __future__ import annotations

from dataclasses import replace

import fixtures_assessment as fixtures
import fixtures_findings as made
from hypothesis import given
from hypothesis import strategies as st

from legalkb.findings import ElementFinding, Evidence, OffenceFinding, Remark
from legalkb.report.grouping import Merged, merge, who, without_lead
from legalkb.report.proof import evidence_notes
from legalkb.report.union import in_words, marked

FOUR = fixtures.many().findings


def of(rule: str, merged: tuple[Merged, ...]) -> list[Merged]:
    """The merged findings of one variant."""
    return [m for m in merged if m.finding.rule == rule]


def test_equal_findings_become_one() -> None:
    """Eight pairs in the same position give one finding for each variant."""
    (merged,) = of("sr-279-1", merge(FOUR))
    assert len(merged.members) == 8
    assert who(merged.members) == "V1, V2, V3 en V4 ten aanzien van S1 en S2"


def test_roles_stand_where_the_persons_differ() -> None:
    """A question that is the same for all is asked once, with the roles of the persons."""
    (merged,) = of("sr-279-1", merge(FOUR))
    element = merged.finding.elements[0]
    assert element.norm == "Heeft de verdachte opzettelijk onttrokken?"
    (question,) = element.counter_questions
    assert question.wanted.question.startswith(
        "Kon het slachtoffer niet terug door iets buiten de wil van de verdachte"
    )


def test_one_pair_keeps_its_names() -> None:
    """A finding of one pair is told as it is."""
    (merged,) = merge((made.finding_279(),))
    assert merged.finding == made.finding_279()


def test_fact_of_one_pair_keeps_its_names() -> None:
    """A fact that only one suspect has is told with the names, beside what all share."""
    own = made.said("kende_terugkeerafspraak", "V1 schreef dat S1 niet terugkomt.", "bericht V1", 8)
    first = made.finding_282("V1")
    element = replace(first.elements[1], against=(*first.elements[1].against, own))
    (merged,) = merge((replace(first, elements=(first.elements[0], element)), made.finding_282("V2")))
    told = [e.sentence for e in merged.finding.elements[1].against]
    assert told == ["S1 kon de plek verlaten.", "V1 schreef dat S1 niet terugkomt."]


def test_attributed_conduct_is_one_fact() -> None:
    """Conduct of one suspect that counts for another is told once, saying for whom it counts."""
    act = made.said("bewaakt", "V1 heeft S1 bewaakt.", fact=3)
    finding = made.no_lead("V1", "S1", "sr-282-1", "Sr 282 lid 1", "Vrijheidsberoving")
    mine = replace(finding, outcome="onvolledig", elements=(replace(finding.elements[0], support=(act,)),))
    other = replace(mine, suspect="V2", elements=(replace(mine.elements[0], support=(replace(act, attributed="V1"),)),))
    (merged,) = merge((mine, other))
    (told,) = merged.finding.elements[0].support
    assert (told.sentence, told.attributed) == ("V1 heeft S1 bewaakt.", "V1, ook voor V2")


def test_own_conduct_beside_attributed_conduct_keeps_its_names() -> None:
    """When one suspect acted, another only shares in it and a third did the same, nobody becomes "de verdachte"."""
    acts = {v: made.said("bewaakt", f"{v} heeft S1 bewaakt.", fact=3) for v in ("V1", "V3")}
    finding = made.no_lead("V1", "S1", "sr-282-1", "Sr 282 lid 1", "Vrijheidsberoving")

    def of_suspect(v: str, act: Evidence) -> OffenceFinding:
        return replace(
            finding, suspect=v, outcome="onvolledig", elements=(replace(finding.elements[0], support=(act,)),)
        )

    shared = replace(acts["V1"], attributed="V1")
    (merged,) = merge((of_suspect("V1", acts["V1"]), of_suspect("V2", shared), of_suspect("V3", acts["V3"])))
    assert [e.sentence for e in merged.finding.elements[0].support] == ["V1 heeft S1 bewaakt.", "V3 heeft S1 bewaakt."]


def test_other_outcome_stays_apart() -> None:
    """Findings with another outcome or status are not merged."""
    one, two = made.finding_279("V1"), replace(made.finding_279("V2"), outcome="aanwijzing", reasons=())
    assert len(merge((one, two))) == 2


def test_remark_of_one_pair_does_not_keep_findings_apart() -> None:
    """Remarks of all members are told together."""
    extra = Remark("Alleen bij V2.", ())
    one, two = made.finding_279("V1"), made.finding_279("V2")
    (merged,) = merge((one, replace(two, remarks=(*two.remarks, extra))))
    assert extra in merged.finding.remarks


def test_paragraph_that_builds_on_another_shows_its_own_elements() -> None:
    """Paragraph 2 of 279 shows only what it adds to paragraph 1."""
    (merged,) = of("sr-279-2", merge(made.pair("V1", "S1")))
    assert merged.base == "Sr 279 lid 1"
    assert [e.id for e in merged.own] == ["verzwarend"]
    assert not merged.bare


def test_bare_variant_adds_something_unknown() -> None:
    """A variant of whose own elements nothing is known is marked so."""
    base = made.finding_279()
    more = ElementFinding("letsel", "zwaar lichamelijk letsel", "onbekend")
    bare = replace(base, rule="sr-279-3", designation="Sr 279 lid 3", elements=(*base.elements, more))
    (merged,) = of("sr-279-3", merge((base, bare)))
    assert merged.bare


def test_finding_without_holder_gives_way_to_a_named_one() -> None:
    """What is assessed for no holder in particular is left out where a named holder gives as much to go on."""
    named, unnamed = made.finding_279(), replace(made.finding_279(), holder="")
    (merged,) = merge((named, unnamed))
    assert merged.finding.holder == "M1"
    stronger = replace(unnamed, outcome="aanwijzing", reasons=())
    assert {m.finding.holder for m in merge((named, stronger))} == {"M1", ""}


def test_without_lead_is_per_set_of_pairs() -> None:
    """Variants without a lead are gathered by the pairs for which that holds; a lead elsewhere counts."""
    apart = made.no_lead("V2", "S1", "sr-284-1-1", "Sr 284 lid 1", "Dwang")
    sets = dict(without_lead((*made.pair("V1", "S1"), apart)))
    assert [f.rule for f in sets["V1 ten aanzien van S1"]] == ["sr-282-2", "sr-282-4", "sr-285c", "sr-310"]
    assert [f.rule for f in sets["V2 ten aanzien van S1"]] == ["sr-284-1-1"]


@given(st.permutations(FOUR))
def test_merging_keeps_every_finding(findings: list[OffenceFinding]) -> None:
    """In whatever order the findings come, each is in one group and the groups are the same."""
    merged = merge(findings)
    members = [f for m in merged for f in m.members]
    assert len(members) == len(FOUR)
    assert set(members) == set(FOUR)
    assert {frozenset(m.members) for m in merged} == {frozenset(m.members) for m in merge(FOUR)}


def test_ids_are_replaced_whole() -> None:
    """V1 is not found inside V10, and a role fits into the name of a source and the start of a sentence."""
    names = {"V1": "de verdachte", "S1": "het slachtoffer"}
    assert in_words("V10 zag S1.", names) == "V10 zag het slachtoffer."
    assert in_words("V1 zag S1. V1 zweeg.", names) == "De verdachte zag het slachtoffer. De verdachte zweeg."
    assert in_words("aangifte S1", names) == "aangifte van het slachtoffer"
    assert in_words("verklaring van V1", names) == "verklaring van de verdachte"
    assert marked("V1 en V10", made.finding_279()) == "\x01 en V10"


def test_evidence_is_described() -> None:
    """Single sources, contradictions, denials by the suspect alone and retractions are named."""
    notes = " ".join(evidence_notes(merge(fixtures.rich().findings)))
    for words in ("berust op één bron: aangifte S1", "spreken elkaar tegen", "alleen op de verklaring", "ingetrokken"):
        assert words in notes


def test_evidence_of_a_bare_variant_is_not_described() -> None:
    """A variant of which nothing more is known rests on nothing, so no source is named for it."""
    base = replace(made.finding_279(), only_source="aangifte S1")
    more = ElementFinding("letsel", "zwaar lichamelijk letsel", "onbekend")
    bare = replace(base, rule="sr-279-3", designation="Sr 279 lid 3", elements=(*base.elements, more))
    (note, *_) = evidence_notes(merge((base, bare)))
    assert "artikel 279 lid 1 Sr" in note
    assert "279 lid 3" not in note
