"""The table on the terminal: narrow, plain, leading outcomes first."""

from __future__ import annotations

from dataclasses import replace

import fixtures_assessment as fixtures
import pytest

from legalkb.report import as_table


def lines(text: str) -> list[str]:
    """The lines of the table without the space around them."""
    return [line.strip() for line in text.splitlines()]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    """The table keeps within the width, with four suspects and two victims too."""
    for made in (fixtures.rich(), fixtures.many(), fixtures.empty()):
        assert max(map(len, as_table.render(made, width).splitlines())) <= width


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
    assert "Geen aanknopingspunt: de artikelen 282 lid 2 en lid 4, 285c en 310 Sr" in text


def test_equal_pairs_are_told_once() -> None:
    """Pairs in the same position share one list."""
    text = as_table.render(fixtures.many(), 120)
    assert "V1, V2, V3 en V4 ten aanzien van S1 en S2" in lines(text)
    assert text.count("art. 279 lid 1 Sr  ") == 1


def test_protection_comes_before_the_outcomes() -> None:
    """A minor abroad puts the urgent protective path before everything else."""
    text = as_table.render(fixtures.rich(), 120)
    assert text.index("EERST BESCHERMING") < text.index("Bel 112") < text.index("art. 284")
    assert "Leerplichtambtenaar" not in text


def test_no_protection_first_without_danger() -> None:
    """Without danger or a minor abroad the table starts with the outcomes."""
    calm = replace(fixtures.rich(), facts=())
    assert "EERST BESCHERMING" not in as_table.render(calm, 120)


def test_acute_danger_puts_protection_first() -> None:
    """Acute danger alone is enough to put protection first."""
    line = replace(fixtures.FACTS[0], name="acuut gevaar")
    assert "EERST BESCHERMING" in as_table.render(replace(fixtures.rich(), facts=(line,), findings=()), 120)


def test_at_most_five_questions() -> None:
    """The next questions are numbered and no more than five."""
    text = as_table.render(fixtures.rich(), 120)
    numbered = [line for line in lines(text) if line[:2] in {f"{n}." for n in range(1, 10)}]
    assert 1 <= len(numbered) <= 5
    assert numbered[0].startswith("1. Kon S1 niet terug")


def test_empty_case_gets_an_answer() -> None:
    """A case without facts still gets an answer in whole sentences."""
    text = as_table.render(fixtures.empty(), 80)
    assert "bij geen van de zeven bepalingen een aanknopingspunt" in " ".join(text.split())
    assert "Zaak zonder naam" in text


def test_gates_are_named() -> None:
    """The table ends by saying that jurisdiction, complaint and limitation were not assessed."""
    assert "Rechtsmacht, klachtvereiste en verjaring zijn in deze versie niet beoordeeld" in as_table.render(
        fixtures.rich(), 400
    )


def test_no_internal_ids() -> None:
    """No id of a fact type or rule is shown."""
    text = as_table.render(fixtures.rich(), 120)
    assert not [w for w in ("niet_teruggebracht", "sr-279", "terugkeer_verhinderd", "open_norm") if w in text]
