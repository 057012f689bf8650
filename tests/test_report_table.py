"""The table on the terminal: narrow, plain, leading outcomes first."""

from __future__ import annotations

from dataclasses import replace

import fixtures_assessment as fixtures
import fixtures_findings as made
import pytest
from conftest import Assess

from legalkb.findings import ElementFinding
from legalkb.report import as_table, caveats


def lines(text: str) -> list[str]:
    """The lines of the table without the space around them."""
    return [line.strip() for line in text.splitlines()]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """The table keeps within the width, with four suspects and two victims too."""
    for case in (fixtures.rich(), fixtures.many_gated(), fixtures.empty()):
        assert max(map(len, as_table.render(case, width).splitlines())) <= width


@pytest.mark.parametrize(("columns", "expected"), [("20", 60), ("90", 90), ("400", 120)])
def test_width_comes_from_the_terminal(columns: str, expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a width the terminal decides, within 60 to 120."""
    monkeypatch.setenv("COLUMNS", columns)
    assert as_table.terminal_width() == expected


def test_premise_comes_first() -> None:
    """The first line says that achterlating is no offence by itself, with its source."""
    text = as_table.render(fixtures.rich(), 120)
    assert text.startswith("Achterlating in het buitenland is op zichzelf geen strafbaar feit.")
    assert "32 175, nr. 67, en nr. 68, antwoorden 19 en 44" in " ".join(text.split())


def test_plain_text_without_colour() -> None:
    """No control sequence is written."""
    assert "\x1b" not in as_table.render(fixtures.rich(), 80)


def test_leading_outcomes_come_first() -> None:
    """An indication stands before an incomplete variant, and that before one that is contradicted."""
    text = as_table.render(fixtures.rich(), 120)
    places = [text.index(words) for words in ("Aanwijzing;", "Onvolledig:", "Tegenaanwijzing;", "Geen aanknopingspunt")]
    assert places == sorted(places)


def test_variants_without_a_lead_take_one_line() -> None:
    """Variants without a lead stand together once, also for eight pairs."""
    text = " ".join(as_table.render(fixtures.many(), 120).split())
    assert text.count("Geen aanknopingspunt") == 1
    assert "Geen aanknopingspunt in de feiten die meetellen: de artikelen 282 lid 2 en lid 4, 285c en 310 Sr" in text


def test_equal_pairs_are_told_once() -> None:
    """Pairs in the same position share one list."""
    text = as_table.render(fixtures.many(), 120)
    assert "V1, V2, V3 en V4 ten aanzien van S1 en S2" in lines(text)
    assert text.count("art. 279 lid 1 Sr  ") == 1


def test_protection_comes_before_the_outcomes() -> None:
    """The urgent paths stand before everything else, in a few words; a later path does not."""
    text = as_table.render(fixtures.rich(), 120)
    assert text.index("EERST BESCHERMING") < text.index("Alarmnummer 112") < text.index("art. 284")
    assert "Leerplichtambtenaar" not in text


def test_protection_comes_first_in_every_case(assess: Assess) -> None:
    """An adult at home, a case without a lead: 112, Veilig Thuis and LKHA stand first, with their numbers."""
    text = as_table.render(assess("personen: {S1: {rol: slachtoffer, leeftijd: 30}}\nfeiten: [psychische_druk]"), 120)
    assert "Alarmnummer 112 · Veilig Thuis 0800-2000 · LKHA 070-345 43 19\n" in text
    assert "Uitreis voorkomen" not in text
    leaving = "personen: {S1: {rol: slachtoffer, leeftijd: 16}}\nfeiten: [reis_aangekondigd]"
    assert "Uitreis voorkomen" in as_table.render(assess(leaving), 120)


def test_lead_without_what_is_known_has_no_heading() -> None:
    """A pair of which only bare variants are left has no heading of its own."""
    base = replace(made.finding_279(), elements=made.finding_279().elements)
    more = ElementFinding("letsel", "zwaar lichamelijk letsel", "onbekend")
    twin = replace(base, victim="S2")
    bare = replace(twin, rule="sr-279-3", designation="Sr 279 lid 3", elements=(*twin.elements, more))
    text = as_table.render(replace(fixtures.rich(), findings=(base, twin, bare)), 120)
    assert "V1 ten aanzien van S2" not in lines(text)
    assert "artikel 279 lid 3 Sr (V1 ten aanzien van S2)" in text


def test_elements_with_the_same_words_are_told_apart() -> None:
    """Two elements with the same quoted words have a word more."""
    pair = (
        ElementFinding("ter_kennis", "Bedreiging", "onbekend"),
        ElementFinding("redelijke_vrees", "Bedreiging", "open_norm", norm="Kon die vrees ontstaan?"),
    )
    case = replace(fixtures.rich(), findings=(replace(made.finding_279(), elements=pair),))
    text = as_table.render(case, 120)
    assert "Nog onbekend: ‘Bedreiging’ (ter kennis)" in text
    assert "‘Bedreiging’ (redelijke vrees)" in text


def test_events_are_named_when_there_are_several() -> None:
    """Two events of one pair are named, a threat as an utterance."""
    one = replace(made.finding_279(), event="app", article="285")
    case = replace(fixtures.rich(), findings=(one, replace(one, event="2026-01", outcome="aanwijzing", reasons=())))
    text = as_table.render(case, 120)
    assert "uiting app" in text
    assert "uiting januari 2026" in text
    assert "uiting app" not in as_table.render(replace(case, findings=(one,)), 120)


def test_at_most_five_questions() -> None:
    """The next questions are numbered and no more than five."""
    text = as_table.render(fixtures.rich(), 120)
    numbered = [line for line in lines(text) if line[:2] in {f"{n}." for n in range(1, 10)}]
    assert 1 <= len(numbered) <= 5
    assert any("Kon S1 niet terug" in line for line in numbered)


def test_empty_case_gets_an_answer() -> None:
    """A case without facts still gets an answer in whole sentences."""
    text = as_table.render(fixtures.empty(), 80)
    assert "bij geen van de zeven bepalingen een aanknopingspunt" in " ".join(text.split())
    assert "Zaak zonder naam" in text


def test_gates_are_named() -> None:
    """The table ends by saying that jurisdiction, complaint and limitation were not assessed."""
    assert "Rechtsmacht, klachtvereiste en verjaring zijn niet beoordeeld" in as_table.render(fixtures.rich(), 400)


NOBODY = (
    "Bij 2 feiten staat niet wie het deed, terwijl er meer verdachten zijn (regel 4, 5); zij worden aan niemand "
    "toegerekend."
)


def test_facts_that_count_for_nobody_are_a_warning_on_top() -> None:
    """Which facts count for nobody stands before the outcomes, with the remedy; no lead is said with that caveat."""
    case = replace(fixtures.empty(), notes=(NOBODY, "De leeftijd is geschat."), paths=fixtures.rich().paths)
    text = as_table.render(case, 200)
    told = "Let op: de feiten op regel 4 en 5 tellen nergens mee, omdat niet is gezegd wie het deed. Vul ‘door’ in."
    assert text.index("EERST BESCHERMING") < text.index(told) < text.index("Geen aanknopingspunt in de feiten die")
    assert "Dat zegt weinig zolang andere feiten nergens meetellen" in text
    assert "De leeftijd is geschat." in text.split("AANNAMES")[1]
    assert "toegerekend" not in text.split("AANNAMES")[1]


@pytest.mark.parametrize(
    ("note", "told"),
    [
        (
            "Bij één feit staat niet wie het slachtoffer is, terwijl er meer slachtoffers zijn (regel 7); het wordt "
            "aan niemand toegerekend.",
            "Let op: het feit op regel 7 telt nergens mee, omdat niet is gezegd wie het slachtoffer is. Vul ‘tegen’ of "
            "‘over’ in.",
        ),
        ("Iets anders is aan niemand toegerekend.", "Let op: iets anders is aan niemand toegerekend."),
    ],
)
def test_warning_in_other_words(note: str, told: str) -> None:
    """A fact without a victim has its own remedy; a note in other words is a warning as it is."""
    assert caveats.warnings(replace(fixtures.empty(), notes=(note,))) == (told,)


def test_no_internal_ids() -> None:
    """No id of a fact type or rule is shown."""
    text = as_table.render(fixtures.rich(), 120)
    assert not [w for w in ("niet_teruggebracht", "sr-279", "terugkeer_verhinderd", "open_norm") if w in text]
