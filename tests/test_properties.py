"""What must hold for every case, on random cases over the real knowledge base."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legalkb import assessment
from legalkb import knowledge as knowledge_module
from legalkb.case_reader import read_case
from legalkb.engine import BUILTIN
from legalkb.examples import STRUCTURAL
from legalkb.findings import Assessment, OffenceFinding
from legalkb.node import SourceText

KNOWLEDGE = knowledge_module.load(cache=False)
KINDS = sorted(k.id for k in KNOWLEDGE.vocabulary.fact_types.values() if not k.derived and not k.cooperation)
SOURCES = ("aangifte S1", "verklaring V1", "verklaring G1", "foto")
DATES = ("2012-05-01", "2014-06", "2016", "2021-03-04", "2024-06-30", "2024-07-01", "2025-07-20")

fact = st.fixed_dictionaries(
    {
        "feit": st.sampled_from(KINDS),
        "waarde": st.sampled_from(("ja", "ja", "ja", "nee")),
        "bron": st.sampled_from(SOURCES),
    },
    optional={"op": st.sampled_from(DATES), "voorval": st.sampled_from(("v1", "v2"))},
)
facts = st.lists(fact, min_size=0, max_size=14)


def case_text(items: list[dict[str, Any]]) -> str:
    """A case with one suspect, one victim of thirteen and a witness."""
    lines = [
        "personen:",
        "  V1: {rol: verdachte}",
        "  S1: {rol: slachtoffer, geboren: 2012-02-03}",
        "  G1: {rol: getuige}",
    ]
    lines.append("feiten:" if items else "feiten: []")
    lines += ["  - {" + ", ".join(f"{k}: {v}" for k, v in item.items()) + "}" for item in items]
    return "\n".join(lines)


def assess(items: list[dict[str, Any]]) -> Assessment:
    """The assessment of a random case, by the built-in engine."""
    case = read_case(SourceText("zaak.yaml", case_text(items)), KNOWLEDGE.vocabulary)
    return assessment.assess(case, KNOWLEDGE, BUILTIN)


def gist(finding: OffenceFinding) -> tuple[Any, ...]:
    """What may not depend on the order of the facts."""
    elements = tuple((e.id, e.status, frozenset(x.name for x in e.support)) for e in finding.elements)
    return (
        finding.rule,
        finding.event,
        finding.object,
        finding.outcome,
        frozenset(finding.reasons),
        finding.attempt,
        elements,
    )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(facts, st.integers(0, 10**6))
def test_the_order_of_facts_changes_nothing(items: list[dict[str, Any]], seed: int) -> None:
    """The same facts in another order give the same findings."""
    shuffled = random.Random(seed).sample(items, len(items))
    assert {gist(f) for f in assess(items).findings} == {gist(f) for f in assess(shuffled).findings}


@settings(max_examples=50, deadline=None, derandomize=True)
@given(facts, st.sampled_from(KINDS))
def test_an_unknown_fact_is_no_fact(items: list[dict[str, Any]], kind: str) -> None:
    """Stating that something is not known gives the same findings as not stating it."""
    unknown = {"feit": kind, "waarde": "onbekend"}
    assert [gist(f) for f in assess([*items, unknown]).findings] == [gist(f) for f in assess(items).findings]


@settings(max_examples=75, deadline=None, derandomize=True)
@given(facts)
def test_every_support_is_a_stated_fact(items: list[dict[str, Any]]) -> None:
    """Whatever supports or contradicts an element is a fact of the case with the value stated, or says from what
    it is derived."""
    for finding in assess(items).findings:
        for element in finding.elements:
            for item in (*element.support, *element.against, *element.partial):
                if item.fact:
                    stated = items[item.fact - 1]
                    assert item.retracted or (stated["feit"], stated["waarde"]) == (item.name, item.value)
                else:
                    assert item.basis or item.name == STRUCTURAL


@settings(max_examples=75, deadline=None, derandomize=True)
@given(facts)
def test_the_word_of_the_suspect_alone_contradicts_nothing(items: list[dict[str, Any]]) -> None:
    """When every statement comes from the suspect, nothing is contradicted but by dates and ages."""
    own = [{**item, "bron": "verklaring V1"} for item in items]
    for finding in assess(own).findings:
        for element in finding.elements:
            if element.status == "weersproken":
                assert any(not e.fact for e in element.against)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(facts)
def test_every_indication_of_an_offence_is_complete(items: list[dict[str, Any]]) -> None:
    """An offence is only indicated when no element is unknown, disputed or contradicted, and no counter-question
    is open."""
    for finding in assess(items).findings:
        if finding.outcome == "aanwijzing":
            assert {e.status for e in finding.elements} <= {"vervuld", "open_norm"}
            assert all(
                not e.counter_questions and not e.indications_against
                for e in finding.elements
                if e.status == "open_norm"
            )
        if finding.outcome == "onvolledig":
            assert finding.reasons


@settings(max_examples=75, deadline=None, derandomize=True)
@given(facts)
def test_stating_what_is_missing_settles_it(items: list[dict[str, Any]]) -> None:
    """Stating the smallest set of missing facts of an element leaves that element unknown no longer."""
    words = KNOWLEDGE.vocabulary.fact_types
    spoken = sum(bool(words[i["feit"]].utterance) for i in items)
    for finding in assess(items).findings:
        for element in finding.elements:
            if element.status != "onbekend" or not element.missing or finding.event:
                continue
            wanted = element.missing[0]
            if any(w.name not in KINDS for w in wanted):
                continue
            if spoken > 1 and any(words[w.name].utterance for w in wanted):
                continue  # a feature of a threat must then say of which
            known = {"op": finding.conduct} if finding.conduct in DATES else {}
            known |= {"voorwerp": finding.object} if finding.object else {}
            added = [{"feit": w.name, "waarde": w.value, "bron": "foto", **known} for w in wanted]
            statuses = {
                e.status
                for f in assess(items + added).findings
                if f.rule == finding.rule and finding.object in ("", f.object)
                for e in f.elements
                if e.id == element.id
            }
            assert statuses - {"onbekend"}, (finding.rule, element.id, wanted)


def test_an_empty_case_has_no_lead() -> None:
    """Without facts no offence has a lead, and nothing is fulfilled but what persons and dates say."""
    for finding in assess([]).findings:
        assert finding.outcome == "geen_aanknopingspunt"
        assert all(not e.fact for element in finding.elements for e in element.support)


@pytest.mark.parametrize("kind", KINDS)
def test_one_fact_alone_never_indicates_an_offence(kind: str) -> None:
    """No single fact makes an offence indicated."""
    for value in ("ja", "nee"):
        found = assess([{"feit": kind, "waarde": value, "op": "2025-07-20"}])
        assert [f.rule for f in found.findings if f.outcome == "aanwijzing"] == []
