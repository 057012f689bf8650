"""A pattern of facts without a case: names, what comes into view, what else is needed, and the rulings that share it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
import yaml
from fixtures_query import KNOWLEDGE, rulings
from hypothesis import given, settings
from hypothesis import strategies as st

from legalkb import assessment
from legalkb.case_reader import read_case
from legalkb.engine import BUILTIN
from legalkb.findings import OffenceFinding
from legalkb.inference import Atom
from legalkb.node import SourceText
from legalkb.query.naming import NamingError, named
from legalkb.query.pattern import answer, contested, touched
from legalkb.query.rulings import facts_of, sharing

KINDS = sorted(k.id for k in KNOWLEDGE.vocabulary.fact_types.values() if not k.derived and not k.cooperation)
patterns = st.dictionaries(st.sampled_from(KINDS), st.sampled_from(("ja", "ja", "nee")), min_size=1, max_size=4).map(
    lambda found: tuple(Atom(name, sign) for name, sign in found.items())
)


ECLIS = sorted({r.ecli for r in rulings()})


@pytest.mark.parametrize("ecli", ECLIS)
def test_a_ruling_is_found_first_by_its_own_facts(ecli: str) -> None:
    """The facts of a ruling, over all cases in which it is held, find it first, or beside others with exactly the same
    facts; all of the pattern is shared and nothing else is in it, with what was decided on each charge."""
    held = [r for r in rulings() if r.ecli == ecli]
    pattern = tuple(dict.fromkeys(a for r in held for a in facts_of(r, KNOWLEDGE)[0]))
    found = sharing(pattern, rulings(), KNOWLEDGE)
    first = [r for r in found if (r.shared, r.more) == (found[0].shared, found[0].more)]
    (own,) = [r for r in first if r.ecli == ecli]
    assert ({*own.shared}, own.absent, own.contrary, own.more) == ({*pattern}, (), (), ())
    assert {*own.charges} == {c for r in held for c in r.charges}
    outcomes = [c.outcome != "bewezen" for c in own.charges]
    assert outcomes == sorted(outcomes)


def test_a_ruling_that_is_held_twice_is_found_once() -> None:
    """The Hoge Raad of 2014 upheld the conviction for gezag and the acquittal of opzicht: one ruling, the conviction
    first, the acquittal a partial one."""
    found = sharing((Atom("meegenomen_naar_buitenland", "ja"),), rulings(), KNOWLEDGE)
    assert len({r.ecli for r in found}) == len(found)
    (ruling,) = [r for r in found if r.ecli == "ECLI:NL:HR:2014:302"]
    assert [c.outcome for c in ruling.charges] == ["bewezen", "vrijspraak"]
    assert [ruling.partial(c) for c in ruling.charges] == [False, True]
    assert sum(r.partial(c) for r in found for c in r.charges) == 1
    assert {r.ecli for r in found if r.advice} == {r.ecli for r in found if ":PHR:" in r.ecli} != set()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(patterns)
def test_shared_absent_and_contrary_divide_the_pattern(pattern: tuple[Atom, ...]) -> None:
    """Of each ruling every fact of the pattern is shared, absent or contrary, and the rulings are in order."""
    found = sharing(pattern, rulings(), KNOWLEDGE)
    for item in found:
        assert item.shared
        assert sorted((*item.shared, *item.absent, *item.contrary)) == sorted(pattern)
        assert not {*item.more} & {*pattern}
    assert [len(r.shared) for r in found] == sorted((len(r.shared) for r in found), reverse=True)


def with_added(pattern: tuple[Atom, ...], finding: OffenceFinding) -> dict[str, Any]:
    """A case with the pattern and the smallest set of facts that the finding still needs."""
    victim: dict[str, Any] = {"rol": "slachtoffer"}
    facts: list[dict[str, Any]] = [{"feit": a.name, "waarde": a.sign} for a in pattern]
    for wanted in finding.missing[0]:
        if wanted.name == "jonger_dan_achttien":
            victim["minderjarig"] = wanted.value
        elif wanted.name == "jonger_dan_twaalf":
            victim["leeftijd"] = 8 if wanted.value == "ja" else 30
        elif wanted.name == "datum_gedraging":
            facts = [{**f, "op": "2026-02-01"} for f in facts]
        elif wanted.name in KNOWLEDGE.vocabulary.fact_types:
            facts.append({"feit": wanted.name, "waarde": wanted.value})
        else:
            return {}
    return {"personen": {"V1": {"rol": "verdachte"}, "S1": victim}, "feiten": facts}


def strongest(case: dict[str, Any], rule: str) -> tuple[str, tuple[str, ...]]:
    """The outcome of the most telling finding of a variant, and why it is incomplete."""
    read = read_case(SourceText("zaak", yaml.safe_dump(case, allow_unicode=True)), KNOWLEDGE.vocabulary)
    found = [f for f in assessment.assess(read, KNOWLEDGE, BUILTIN).findings if f.rule == rule]
    best = max(found, key=assessment.rank)
    return best.outcome, best.reasons


def has_enough(pattern: tuple[Atom, ...], finding: OffenceFinding, left: set[str]) -> bool | None:
    """Whether a case with the first set of facts of a finding has what is left to a person at most; None when no case
    can state it."""
    case = with_added(pattern, finding)
    if not case:
        return None
    outcome, reasons = strongest(case, finding.rule)
    return outcome == "aanwijzing" or (outcome == "onvolledig" and bool(left) and {*reasons} <= left)


CHECKED: list[str] = []


@settings(max_examples=40, deadline=None, derandomize=True)
@given(patterns)
def test_what_is_still_needed_gives_an_indication(pattern: tuple[Atom, ...]) -> None:
    """A case with the pattern and the set of facts that is named for a provision has an aanwijzing for it; where a fact
    of the pattern speaks against an element, nothing but that is left to decide."""
    for finding in answer(pattern, KNOWLEDGE, (), BUILTIN).leads:
        case = with_added(pattern, finding) if finding.missing else {}
        if case:
            CHECKED.append(finding.rule)
            left = {"twee_kanten", "betwist"} if contested(finding) else set()
            outcome, reasons = strongest(case, finding.rule)
            assert outcome == ("onvolledig" if left else "aanwijzing"), (finding.rule, case)
            assert {*reasons} <= left


REDUCED: list[str] = []


@settings(max_examples=25, deadline=None, derandomize=True)
@given(patterns)
def test_nothing_is_asked_that_can_be_left_out(pattern: tuple[Atom, ...]) -> None:
    """Without any one of the answers that a provision is said to need, the case has no aanwijzing for it."""
    for finding in answer(pattern, KNOWLEDGE, (), BUILTIN).leads:
        left = {"twee_kanten", "betwist"} if contested(finding) else set()
        first = finding.missing[0] if finding.missing else ()
        if len(first) < 2 or not has_enough(pattern, finding, left):
            continue
        for wanted in first:
            REDUCED.append(finding.rule)
            fewer = replace(finding, missing=(tuple(w for w in first if w != wanted),))
            assert has_enough(pattern, fewer, left) is False, (finding.rule, wanted.name)


def test_no_violence_is_asked_after_where_other_answers_are_enough() -> None:
    """Being left abroad asks for 284 after none of what somebody did, but after the pressure and what speaks against
    it; the smallest set comes first."""
    (found,) = [f for f in answer((Atom("achtergelaten_in_buitenland", "ja"),), KNOWLEDGE, (), BUILTIN).leads
                if f.rule == "sr-284-1-1"]  # fmt: skip
    assert "mishandeld" not in {w.name for s in found.missing for w in s}
    assert "kon_weigeren_zonder_gevolg" in {w.name for w in found.missing[0]}
    assert [len(s) for s in found.missing] == sorted(len(s) for s in found.missing)
    assert len(set(REDUCED)) >= 3


def test_enough_provisions_were_checked() -> None:
    """The property before this one did look at provisions of several articles."""
    assert len(CHECKED) >= 15
    assert len(set(CHECKED)) >= 4


@settings(max_examples=30, deadline=None, derandomize=True)
@given(patterns)
def test_what_is_touched_is_in_the_pattern(pattern: tuple[Atom, ...]) -> None:
    """An element is said to be touched by facts of the pattern only, and a scenario to have no more than is asked."""
    names = {a.name for a in pattern}
    found = answer(pattern, KNOWLEDGE, (), BUILTIN)
    for finding in (*found.leads, *found.others):
        assert {n for e in finding.elements for n in touched(e)} <= names
    assert all(0 < len(s.present) <= s.typical for s in found.scenarios)
    assert not {f.rule for f in found.leads} & {f.rule for f in found.others}


def test_every_name_is_understood() -> None:
    """Each fact type is understood by its name and, where only one goes by it, by its label."""
    for kind in KNOWLEDGE.vocabulary.fact_types.values():
        assert named([f"{kind.id}=nee"], KNOWLEDGE) == ((Atom(kind.id, "nee"),), ())
        try:
            facts, _ = named([kind.label], KNOWLEDGE)
        except NamingError as error:
            assert "meer dan één" in error.texts[0]  # noqa: PT017
        else:
            assert facts == (Atom(kind.id, "ja"),)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("reisdocument_wegenomen", "Bedoelde u reisdocument_weggenomen"),
        ("telefoon", "telefoon_weggenomen"),
        ("minderjarig", "slachtoffer_minderjarig"),
        ("zebrapad", "Geen naam, label of vraag van een feit noemt dit"),
        ("jonger_dan_twaalf", "slachtoffer_onder_12"),
        ("opgesloten=onbekend", "hetzelfde als weglaten"),
        ("opgesloten=misschien", "ja en nee"),
        ("'; DROP TABLE feit; --", "Onbekend feit"),
        ("{feit: opgesloten}", "Onbekend feit"),
        ("", "Onbekend feit"),
    ],
)
def test_what_is_no_fact_is_refused(word: str, said: str) -> None:
    """A word that is no fact is refused with what was probably meant, beside all other mistakes."""
    with pytest.raises(NamingError) as caught:
        named([word, "nog_zoiets"], KNOWLEDGE)
    assert said in caught.value.texts[0]
    assert len(caught.value.texts) == 2


def test_names_and_labels_come_before_questions() -> None:
    """Of the facts that a word can be about, those that are called so come before those whose question has the word;
    a word that stands in a hidden label or question only is found too."""
    kinds = KNOWLEDGE.vocabulary.fact_types.values()
    for word in ("telefoon", "paspoort"):
        with pytest.raises(NamingError) as caught:
            named([word], KNOWLEDGE)
        said = caught.value.texts[0].partition("Bedoelde u ")[2].rstrip("?")
        shown = re.split(", | of ", said)
        called = {k.id for k in kinds if word in " ".join((k.id, k.label, *k.hidden_labels)).casefold()}
        asked = {k.id for k in kinds if word in k.question.casefold()} - called
        assert {*shown} <= called | asked
        assert called and asked & {*shown}
        assert [name in called for name in shown] == sorted((name in called for name in shown), reverse=True)
