"""The facts of a case: whom they are about, when they were, and who is meant where that is not said."""

from __future__ import annotations

import pytest
from conftest import Assess
from fixtures_case import PERSONS, fact, load

from legalkb.dates import parse_date


@pytest.mark.parametrize("text", ["feiten: [opgesloten]", "\ufefffeiten:\n- opgesloten\n- wil_terugkeren\n"])
def test_three_lines_of_facts_are_a_case(text: str) -> None:
    """Without persons there is an unnamed suspect and a victim, and the case says so."""
    case = load(text)

    assert [(p.id, p.implicit) for p in case.persons] == [("NN1", True), ("S1", True)]
    assert (case.facts[0].by, case.facts[0].against) == (("NN1",), ("S1",))
    assert len(case.notes) == 2
    assert "NN1" in case.notes[0]


def test_the_unnamed_get_an_id_that_is_free() -> None:
    """An id that is taken by somebody else is not used for the unnamed victim."""
    case = load("personen: {S1: getuige, V1: verdachte}\nfeiten: [opgesloten]")

    assert case.facts[0].against == ("S2",)


def test_the_unnamed_may_be_referred_to() -> None:
    """NN1 and S1 can be used without being declared."""
    case = load("feiten: [{feit: opgesloten, door: NN1, tegen: S1}]")

    assert (case.facts[0].by, case.facts[0].by_given) == (("NN1",), True)


def test_the_only_suspect_and_victim_are_filled_in_and_told() -> None:
    """A fact that names nobody is about the only suspect and victim, which a note says once."""
    case = load("personen: {V1: verdachte, S1: slachtoffer}\nfeiten: [opgesloten, wil_terugkeren, geld_afgenomen]")

    assert [f.by for f in case.facts] == [("V1",), (), ("V1",)]
    assert [f.against for f in case.facts] == [("S1",), (), ("S1",)]
    assert case.facts[1].about == ("S1",)
    assert not any(f.by_given or f.against_given or f.about_given for f in case.facts)
    assert case.notes == (
        "Bij 2 feiten staat niet wie het deed; zij zijn gelezen als feiten over V1, de enige verdachte.",
        "Bij 3 feiten staat niet wie het slachtoffer is; zij zijn gelezen als feiten over S1, het enige slachtoffer.",
    )


def test_with_several_suspects_nobody_is_filled_in() -> None:
    """With two suspects a fact without an actor is charged to nobody, and a note gives the line."""
    case = load(PERSONS + "feiten:\n- opgesloten")

    assert (case.facts[0].by, case.facts[0].by_given, case.facts[0].against) == ((), False, ("S1",))
    assert case.notes[0] == (
        "Bij één feit staat niet wie het deed, terwijl er meer verdachten zijn (regel 3); "
        "het wordt aan niemand toegerekend."
    )


def test_an_unknown_actor_is_nobody() -> None:
    """An actor who is said to be unknown is charged to nobody; beside a known one only the known one is."""
    assert (
        fact("feit: opgesloten, door: onbekend").by,
        fact("feit: opgesloten, door: onbekend").by_unknown,
    ) == ((), True)
    both = fact("feit: opgesloten, door: [V1, onbekend, V1]")
    assert (both.by, both.by_unknown, both.by_given) == (("V1",), True, True)


def test_each_subject_has_its_own_keys() -> None:
    """Who a fact is about ends up in the same place, whichever allowed key named them."""
    assert fact("feit: wil_terugkeren, tegen: S1").about == ("S1",)
    assert fact("feit: wil_terugkeren, over: S1").about_given
    assert fact("feit: verdachte_onder_druk_familie, over: V1").about == ("V1",)
    assert fact("feit: verdachte_onder_druk_familie, door: [V1, V2]").about == ("V1", "V2")
    assert fact("feit: verdachte_onder_druk_familie").about == ()
    assert fact("feit: kende_terugkeerafspraak, door: V1").against == ("S1",)
    holder = fact("feit: medegezagdrager_misleid, door: M1")
    assert (holder.by, holder.about, holder.about_given) == (("M1",), ("S1",), False)
    assert fact("feit: medegezagdrager_misleid").by == ()
    order = fact("feit: gaf_opdracht, door: V1, via: V2")
    assert (order.by, order.via) == (("V1",), ("V2",))
    whole = fact("feit: gezin_verhuisde_samen")
    assert (whole.by, whole.against, whole.about) == ((), (), ())
    assert fact("feit: opgesloten, door: M1").by == ("M1",)
    assert fact("feit: wil_terugkeren, over: M1").about == ("M1",)


@pytest.mark.parametrize(
    ("keys", "start", "end", "ongoing"),
    [
        ("op: 2025-07", "2025-07", "2025-07", False),
        ("van: 2025-07, tot: 2025-08", "2025-07", "2025-08", False),
        ("van: 2025-07", "2025-07", None, False),
        ("tot: 2025-07", None, "2025-07", False),
        ("van: 2025-07, voortdurend: ja", "2025-07", None, True),
        ("op: 2025-07, voortdurend: ja", "2025-07", None, True),
        ("van: 2025, tot: 2025, voortdurend: ja", "2025", "2025", True),
        ("voortdurend: ja", None, None, True),
    ],
)
def test_when_a_fact_was(keys: str, start: str | None, end: str | None, ongoing: bool) -> None:
    """A moment has the same start and end; what goes on has no end unless one is given."""
    found = fact(f"feit: opgesloten, door: V1, {keys}")

    assert found.period is not None
    assert found.period.start == (parse_date(start) if start else None)
    assert found.period.end == (parse_date(end) if end else None)
    assert found.ongoing is found.period.ongoing is ongoing


def test_a_fact_without_a_date_has_no_period() -> None:
    """Not stated is None, also when the key is there but empty."""
    assert fact("feit: opgesloten, door: V1, op: , bron: '', plaats_handeling: onbekend").period is None


def test_every_fact_line_begins_with_a_capital(assess: Assess) -> None:
    """Also a fact of which the actor is unknown reads as a sentence."""
    text = "personen: {S1: {rol: slachtoffer}}\nfeiten: [{feit: opgesloten, door: onbekend}, opgesloten]"
    assert [f.sentence[0].isupper() for f in assess(text).facts] == [True, True]


def test_a_fact_by_somebody_unknown_is_said_to_be_charged_to_nobody() -> None:
    """Who reads the result sees that a fact of which nobody knows who did it counts for no suspect, and on which line."""
    case = load("personen: {V1: {rol: verdachte}}\nfeiten:\n  - {feit: opgesloten, door: onbekend}\n")
    assert "Bij één feit is niet bekend wie het deed (regel 3); het wordt aan niemand toegerekend." in case.notes
    several = load("feiten:\n  - {feit: opgesloten, door: onbekend}\n  - {feit: opgesloten, door: onbekend}\n")
    assert any("(regel 2, 3); zij worden aan niemand toegerekend." in note for note in several.notes)
    both = load("personen: {V1: {rol: verdachte}}\nfeiten:\n  - {feit: werkten_samen, door: [V1, onbekend]}\n")
    assert not any("niet bekend wie het deed" in note for note in both.notes)
