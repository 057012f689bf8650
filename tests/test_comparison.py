"""Comparisons: what must hold for every case, every change and every pair of cases."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from fixtures_comparison import assessed, base, cases, mirrored
from hypothesis import given, settings
from hypothesis import strategies as st

from legalkb.case import Case
from legalkb.case_reader import read_case
from legalkb.comparison import changes, difference, reach
from legalkb.comparison.changes import ADDED, KEPT, REPLACED, Applied, Setting
from legalkb.comparison.derived import elsewhere
from legalkb.comparison.model import GATES, OUTCOME, Difference
from legalkb.errors import CaseFileError, LegalkbError
from legalkb.node import Node, SourceText, plain
from legalkb.source import parse

ANSWERS = ("ja", "nee", "onbekend")
TWO = """\
personen:
  V1: verdachte
  V2: verdachte
  S1: {rol: slachtoffer, geboren: 2010-05-04}
feiten:
  - {feit: opgesloten, door: [V1, V2], tegen: S1, op: 2025-07-20, bron: aangifte S1, toelichting: in de schuur}
  - wil_terugkeren
"""
places = st.integers(0, 10_000)


def written(text: str) -> tuple[Node, Case]:
    """A case as written and as read."""
    node = parse(text, "zaak.yaml")
    return node, read_case(node, base().vocabulary)


def assume(node: Node, *said: tuple[str, str], **particulars: str) -> Applied:
    """The case with facts assumed."""
    more = tuple((k, tuple(v.split())) for k, v in particulars.items())
    return changes.apply(node, [Setting(n, v, more, f"{n}={v}") for n, v in said], (), base())


def some_change(place: int) -> tuple[Case, Applied] | None:
    """A case of the examples with a change to it, as far as the reader allows that change."""
    chance = random.Random(place)
    _, node, case = cases()[place % len(cases())]
    stated = list(dict.fromkeys(f.type_id for f in case.facts))
    free = [k.id for k in base().vocabulary.fact_types.values() if not k.derived]
    name = chance.choice(stated) if stated and chance.random() < 0.6 else chance.choice(free)
    dropped = [n for n in stated if n != name and chance.random() < 0.15]
    try:
        applied = changes.apply(node, [Setting(name, chance.choice(ANSWERS))], dropped, base())
    except LegalkbError:
        return None
    return case, applied


def compared(place: int) -> Difference | None:
    """The difference that some change makes."""
    found = some_change(place)
    return difference.compare(assessed(found[0]), assessed(found[1].case)) if found else None


# What must always hold


@settings(max_examples=60)
@given(places)
def test_the_other_way_round_is_the_mirror(place: int) -> None:
    """The difference of A and B is that of B and A with the sides exchanged."""
    found = some_change(place)
    if found is not None:
        one, other = assessed(found[0]), assessed(found[1].case)
        there, back = difference.compare(one, other), difference.compare(other, one)
        assert mirrored(there) == replace(back, same=())
        assert {(f.rule, f.suspect, f.victim, f.holder, f.event, f.object) for f in there.same} == {
            (f.rule, f.suspect, f.victim, f.holder, f.event, f.object) for f in back.same
        }


@settings(max_examples=80)
@given(places)
def test_every_changed_element_has_an_explanation(place: int) -> None:
    """An element that stands otherwise names a statement that only one side has, or what the cases say otherwise."""
    found = compared(place)
    for change in found.findings if found else ():
        for element in change.elements:
            sides = (element.statements.gained, element.statements.lost)
            gained, lost = ({replace(s.evidence, fact=0) for s in side} for side in sides)
            assert gained ^ lost or element.because, (change.shown.rule, element.shown.id)


@settings(max_examples=40)
@given(places)
def test_changing_nothing_gives_no_difference(place: int) -> None:
    """Stating each fact as the case states it already leaves case and assessment as they are."""
    name, node, case = cases()[place % len(cases())]
    values: dict[str, set[str]] = {}
    kinds = base().vocabulary.fact_types
    for fact in (f for f in case.facts if not kinds[f.type_id].derived):
        values.setdefault(fact.type_id, set()).add(fact.value)
    same = [Setting(n, v.pop()) for n, v in values.items() if len(v) == 1]
    applied = changes.apply(node, same, (), base())
    assert {d.what for d in applied.done} <= {KEPT}, name
    assert not applied.assumed
    assert not difference.compare(assessed(case), assessed(applied.case))


@settings(max_examples=40)
@given(places)
def test_order_does_not_count(place: int) -> None:
    """The same case with its keys, facts and persons in another order gives no difference."""
    name, node, case = cases()[place % len(cases())]
    turned = read_case(_shuffled(node, random.Random(place)), base().vocabulary)
    assert not difference.compare(assessed(case), assessed(turned)), name


def _shuffled(node: Node, chance: random.Random) -> Node:
    """A node with the order of every map and list changed."""
    if node.kind == "map":
        pairs = [(k, _shuffled(v, chance)) for k, v in node.pairs]
        return replace(node, value=tuple(chance.sample(pairs, len(pairs))))
    if node.kind == "list":
        items = [_shuffled(v, chance) for v in node.items]
        return replace(node, value=tuple(chance.sample(items, len(items))))
    return node


@settings(max_examples=60)
@given(places)
def test_same_as_a_case_with_the_change_written_in(place: int) -> None:
    """What becomes of a case is what comes of a case file in which the change is written by hand."""
    chance = random.Random(place)
    name, node, case = cases()[place % len(cases())]
    kinds = base().vocabulary.fact_types
    free = [k.id for k in kinds.values() if not k.derived and k.id not in {f.type_id for f in case.facts}]
    added, value = chance.choice(free), chance.choice(ANSWERS)
    stated = sorted({f.type_id for f in case.facts})
    dropped = chance.sample(stated, min(len(stated), 1))
    data: dict[str, Any] = plain(node)
    kept = [f for f in data.get("feiten") or [] if (f["feit"] if isinstance(f, dict) else f) not in dropped]
    data["feiten"] = [*kept, {"feit": added, "waarde": value}]
    applied = _allowed(node, Setting(added, value), dropped)
    if applied is None:
        return
    by_hand = read_case(_as_node(data), base().vocabulary)
    assert not difference.compare(assessed(by_hand), assessed(applied.case)), name


def _allowed(node: Node, setting: Setting, dropped: list[str]) -> Applied | None:
    """The changed case, unless the assumption does not say who it is about."""
    try:
        return changes.apply(node, [setting], dropped, base())
    except CaseFileError as error:
        if "meer dan één" in str(error):
            return None
        raise


def _as_node(value: Any) -> Node:
    """Plain data as it would be read from a file."""
    if isinstance(value, dict):
        return Node("map", tuple((Node("scalar", k, 1), _as_node(v)) for k, v in value.items()), 1)
    if isinstance(value, list):
        return Node("list", tuple(map(_as_node, value)), 1)
    return Node("null", None, 1) if value is None else Node("scalar", value, 1)


def test_value_is_replaced_as_if_written() -> None:
    """A fact stated otherwise is read as if the file said so, with its date and without the source that said other."""
    node, _ = written(TWO)
    applied = assume(node, ("opgesloten", "nee"))
    by_hand = TWO.replace("opgesloten,", "opgesloten, waarde: nee,").replace("bron: aangifte S1, ", "")
    assert not difference.compare(assessed(written(by_hand)[1]), assessed(applied.case))
    assert [d.what for d in applied.done] == [REPLACED]
    assert applied.assumed == {1}


def test_only_the_named_person_changes() -> None:
    """A fact about two persons that is assumed otherwise for one of them stands on for the other."""
    applied = assume(written(TWO)[0], ("opgesloten", "nee"), door="V1")
    said = {(f.by, f.value, f.source_text) for f in applied.case.facts if f.type_id == "opgesloten"}
    assert said == {(("V2",), "ja", "aangifte S1"), (("V1",), "nee", "")}
    assert applied.assumed == {2}


def test_short_form_can_be_replaced() -> None:
    """A fact written as a bare name can be assumed otherwise."""
    applied = assume(written(TWO)[0], ("wil_terugkeren", "nee"))
    assert [(f.type_id, f.value) for f in applied.case.facts][1] == ("wil_terugkeren", "nee")


def test_particulars_count() -> None:
    """What is given behind the value comes into the case under the keys of the case file."""
    applied = assume(written(TWO)[0], ("bewaakt", "ja"), door="V2", tegen="S1", op="2025-08-01", bron="B-x")
    fact = applied.case.facts[-1]
    assert (fact.by, fact.against, str(fact.period.start if fact.period else ""), fact.source_text) == (
        ("V2",), ("S1",), "2025-08-01", "B-x",
    )  # fmt: skip
    assert [d.what for d in applied.done] == [ADDED]


# What may not be assumed


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("opgesloten_", "ja", "Bedoelde u opgesloten?"),
        ("bewaakt", "ja", "meer dan één verdachte"),
        ("opgesloten", "misschien", "ja, nee of onbekend"),
    ],
)
def test_refused_with_the_words_of_the_reader(name: str, value: str, said: str) -> None:
    """What the reader refuses in a file it refuses here, told of the assumption and not of a line in the file."""
    with pytest.raises(CaseFileError) as refused:
        assume(written(TWO)[0], (name, value))
    problem = refused.value.problems[0]
    assert said in str(problem)
    assert problem.place == f"--feit {name}={value}"


def test_all_problems_come_at_once() -> None:
    """Facts to leave out that are not there and facts without a person are reported together."""
    with pytest.raises(CaseFileError) as refused:
        changes.apply(written(TWO)[0], [Setting("bewaakt", "ja")], ["wil_terugkere", "x"], base())
    assert len(refused.value.problems) == 3
    assert "Bedoelde u wil_terugkeren?" in str(refused.value)


def test_what_follows_from_the_case_is_never_assumed() -> None:
    """Every derived fact type, measure and concept is refused, with what to do instead; no other fact type is."""
    words, book = base().vocabulary, base().rulebook
    follows = {k.id for k in words.fact_types.values() if k.derived}
    follows |= {m.id for m in book.measures} | set(book.concepts)
    for name in follows | set(words.fact_types):
        assert bool(elsewhere(name, base())) == (name in follows), name
        assert elsewhere(name, base())[-1:] in ("", ".")
    with pytest.raises(CaseFileError, match="volgt uit de zaak"):
        assume(written(TWO)[0], ("jonger_dan_achttien", "ja"))
    assert "'relaties' (soort: ouder)" in elsewhere("is_ouder", base())


def test_facts_without_a_rule_are_told() -> None:
    """Of a fact that no provision uses it is said so; of one that some provision uses it is not."""
    node, case = written(TWO)
    unused = sorted(
        k.id for k in base().vocabulary.fact_types.values()
        if k.subject == "slachtoffer" and not k.derived and k.id not in reach.used(base())
    )  # fmt: skip
    assert unused
    applied = assume(node, (unused[0], "ja"))
    found = difference.compare(assessed(case), assessed(applied.case))
    assert reach.remarks(applied, found, base()) == (
        f"{unused[0]} telt bij geen bestanddeel van de zeven bepalingen mee.",
    )
    applied = assume(node, ("mishandeld", "ja"), door="V1")
    found = difference.compare(assessed(case), assessed(applied.case))
    assert reach.remarks(applied, found, base()) == ()
    assert "opgesloten" in reach.used(base())


# Particular differences


def test_outcome_that_changes_comes_with_its_reason() -> None:
    """Leaving out the decisive fact takes the lead away, and the fact is named as what fell away."""
    node, case = written(TWO)
    applied = changes.apply(node, (), ["opgesloten"], base())
    found = difference.compare(assessed(case), assessed(applied.case))
    change = next(f for f in found.findings if f.shown.rule == "sr-282-1" and f.shown.suspect == "V1")
    assert change.level == OUTCOME
    assert change.outcomes[1] == "geen_aanknopingspunt"
    fell_away = {s.evidence.name for e in change.elements for s in e.statements.lost}
    assert fell_away == {"opgesloten"}
    assert [f.name for f in found.facts] == ["opgesloten"]


def test_other_entries_are_compared_too() -> None:
    """A person's date of birth and a relation that only one case has are named by key and content."""
    one = written(TWO)[1]
    other = written(
        TWO.replace("2010-05-04", "2004-05-04") + "relaties:\n  - {van: V1, tot: S1, soort: ouder, gezag: ja}\n"
    )[1]
    found = {d.key: d for d in difference.compare(assessed(one), assessed(other)).data}
    assert found["relaties"].gained == ("van V1; tot S1; soort ouder; gezag ja",)
    assert found["personen"].lost == ("S1: rol slachtoffer; geboren 2010-05-04",)


def test_every_entry_of_a_case_can_make_a_difference() -> None:
    """Each key of a case file that counts is seen when it differs; names and free text are not."""
    full = SourceText("vol.yaml", FULL)
    one = read_case(full, base().vocabulary)
    for old, new in SWAPS:
        assert FULL.count(old) >= 1, old
        other = read_case(SourceText("vol.yaml", FULL.replace(old, new, 1)), base().vocabulary)
        assert difference.compare(assessed(one), assessed(other)), old
    for old, new in (("zaak: vol", "zaak: leeg"), ("een verhaal", "een ander verhaal")):
        other = read_case(SourceText("vol.yaml", FULL.replace(old, new, 1)), base().vocabulary)
        assert not difference.compare(assessed(one), assessed(other)), old


FULL = """\
zaak: vol
peildatum: 2026-03-01
toelichting: een verhaal
personen:
  V1: {rol: verdachte, nationaliteit: NL, woont_in_nederland_sinds: 2001-01-01}
  S1: {rol: slachtoffer, geboren: 2010-05-04}
  M1: betrokkene
  I1: instelling
bronnen:
  B1: {soort: aangifte, van: M1, afgelegd_op: 2025-08-01}
relaties:
  - {van: V1, tot: S1, soort: ouder}
gezag:
  - {houder: M1, over: S1, soort: gezag, van: 2010-05-04}
maatregelen:
  - {soort: ondertoezichtstelling, over: S1, houder: I1, van: 2025-01-01, bekend_bij: {V1: 2025-02-01}}
beslissingen:
  - {soort: omgangsregeling, over: S1, van: 2025-03-01}
toestemmingen:
  - {door: M1, over: S1, aan: V1, waarde: nee}
houders_volledig:
  - {over: S1, waarde: ja}
feiten:
  - {feit: meegenomen_naar_buitenland, op: 2025-07-20, voorval: a, bron: B1, plaats_handeling: NL}
  - {feit: opgesloten, op: 2025-07-21, voorval: b, bron: B1}
ketens:
  - {voorvallen: [a, b], door: officier, reden: een geheel}
oordelen:
  - {bepaling: sr-282-1, bestanddeel: wederrechtelijk, oordeel: vervuld, door: officier, reden: geen recht}
"""
SWAPS = (
    ("peildatum: 2026-03-01", "peildatum: 2026-03-02"),
    ("nationaliteit: NL", "nationaliteit: BE"),
    ("2001-01-01", "2001-01-02"),
    ("afgelegd_op: 2025-08-01", "afgelegd_op: 2025-08-02"),
    ("soort: ouder", "soort: grootouder"),
    ("soort: gezag", "soort: opzicht"),
    ("V1: 2025-02-01", "V1: 2025-02-02"),
    ("van: 2025-03-01", "van: 2025-03-02"),
    ("aan: V1, waarde: nee", "aan: V1, waarde: ja"),
    ("over: S1, waarde: ja", "over: S1, waarde: nee"),
    ("plaats_handeling: NL", "plaats_handeling: MA"),
    ("reden: een geheel", "reden: een plan"),
    ("oordeel: vervuld", "oordeel: niet_vervuld"),
    ("  - {feit: opgesloten", "  - {feit: bewaakt"),
)


@settings(max_examples=60)
@given(places)
def test_replaced_value_is_as_if_written(place: int) -> None:
    """A value that is replaced in every fact of a name gives what comes of a file with that value written in, without
    the source that said otherwise."""
    chance = random.Random(place)
    name, node, case = cases()[place % len(cases())]
    kinds = base().vocabulary.fact_types
    stated = sorted({f.type_id for f in case.facts if not kinds[f.type_id].derived})
    if not stated:
        return
    changed, value = chance.choice(stated), chance.choice(("ja", "nee"))
    data: dict[str, Any] = plain(node)
    facts = [f if isinstance(f, dict) else {"feit": f} for f in data["feiten"]]
    for fact in facts:
        if fact["feit"] == changed and str(fact.get("waarde") or "ja").casefold() != value:
            fact["waarde"] = value
            fact.pop("bron", None)
    data["feiten"] = facts
    applied = _allowed(node, Setting(changed, value), [])
    assert applied is not None
    by_hand = read_case(_as_node(data), base().vocabulary)
    assert not difference.compare(assessed(by_hand), assessed(applied.case)), name


def test_other_version_of_the_law_is_a_change_of_its_own() -> None:
    """A date that brings an older version of the law is told, though no element stands otherwise."""
    text = "peildatum: 2026-03-01\nfeiten: [{feit: gedreigd_met_geweld, op: 2025-07-20}]\n"
    one, other = written(text)[1], written(text.replace("2025-07-20", "2005-07-20"))[1]
    found = difference.compare(assessed(one), assessed(other))
    change = next(f for f in found.findings if f.shown.rule == "sr-284-1-1")
    assert change.law_changed
    assert change.level <= GATES


def test_several_persons_of_one_fact_one_after_another() -> None:
    """A fact about several persons can be assumed otherwise for each of them apart, in any order."""
    for first, second in (("V1", "V2"), ("V2", "V1")):
        said = [
            Setting("opgesloten", "nee", (("door", (first,)),), "a"),
            Setting("opgesloten", "onbekend", (("door", (second,)),), "b"),
        ]
        applied = changes.apply(written(TWO)[0], said, (), base())
        facts = {(f.by, f.value) for f in applied.case.facts if f.type_id == "opgesloten"}
        assert facts == {((first,), "nee"), ((second,), "onbekend")}
        assert len([f for f in applied.case.facts if f.type_id == "opgesloten"]) == 2


def test_other_way_of_saying_the_same_is_replaced() -> None:
    """A moment takes the place of a period and the reverse; ``over`` takes the place of ``tegen``."""
    text = (
        "personen: {V1: verdachte, S1: slachtoffer, S2: slachtoffer}\nfeiten:\n"
        "  - {feit: opgesloten, tegen: S1, van: 2025-07-01, tot: 2025-07-09}\n"
        "  - {feit: wil_terugkeren, tegen: [S1, S2]}\n"
    )
    node, _ = written(text)
    once = assume(node, ("opgesloten", "ja"), op="2025-08-01").case.facts[0].period
    assert once is not None
    assert str(once.start) == str(once.end) == "2025-08-01"
    facts = assume(node, ("wil_terugkeren", "nee"), over="S1").case.facts
    assert {(f.about, f.value) for f in facts[1:]} == {(("S2",), "ja"), (("S1",), "nee")}


def test_what_a_change_makes_impossible_is_told_of_the_change() -> None:
    """A cooperation of two of whom one falls away is refused, and the assumption is named, not a line of the file."""
    kind = min(k.id for k in base().vocabulary.fact_types.values() if k.cooperation == "wederzijds")
    text = f"personen: {{V1: verdachte, V2: verdachte, S1: slachtoffer}}\nfeiten: [{{feit: {kind}, door: [V1, V2]}}]\n"
    with pytest.raises(CaseFileError) as refused:
        assume(written(text)[0], (kind, "nee"), door="V1")
    assert [p.place for p in refused.value.problems] == [f"--feit {kind}=nee"]
