"""Looking things up and checking: ``feiten``, ``wet``, ``scenario``, ``nieuw``, ``demo`` and ``controleer``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import fixtures_cli
import pytest
from fixtures_cli import run

from legalkb import checks, mutations
from legalkb.cli.law import understood

own_folder, zaak = fixtures_cli.own_folder, fixtures_cli.zaak
pytestmark = pytest.mark.usefixtures("own_folder")


def test_facts_are_found_by_word() -> None:
    """A word finds the fact types whose name, label or question has it, with the question."""
    shown = run("feiten", "Paspoort").stdout
    assert "reisdocument_weggenomen" in shown
    assert "Heeft de verdachte het paspoort" in shown
    assert "{" not in shown
    assert "opgesloten\n" not in shown


def test_all_facts_are_listed_by_group() -> None:
    """Without a word all fact types are listed under their groups, in order."""
    shown = run("feiten").stdout
    assert shown.index("Persoon van het slachtoffer") < shown.index("Reis, achterblijven en terugkeer")
    assert "(Volgt uit relaties" in shown


def test_unknown_fact_gets_a_near_name() -> None:
    """A word that finds nothing gives near words and exit code 1."""
    shown = run("feiten", "telefon")
    assert shown.exit_code == 1
    assert "Bedoelde u telefoon" in shown.stderr


@pytest.mark.parametrize(
    "words",
    ["279", "sr 279", "Sr 279 lid 1", "artikel 279", "art. 279 Sr", "279, eerste lid, Sr"],
)
def test_article_is_found_however_it_is_written(words: str) -> None:
    """An article is found in each way of writing it."""
    shown = run("wet", *words.split())
    assert shown.exit_code == 0
    assert "Artikel 279 lid 1 Sr" in shown.stdout
    assert "‘onttrekt’" in shown.stdout
    assert ("Artikel 279 lid 2 Sr" in shown.stdout) is ("lid" not in words)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("285c", ("Sr", "285c", "")),
        ("1:233 BW", ("BW Boek 1", "233", "")),
        ("BW Boek 1 245 lid 2", ("BW Boek 1", "245", "2")),
        ("Paspoortwet 2 lid 4", ("Paspoortwet", "2", "4")),
        ("284 lid 1 onder 1°", ("Sr", "284", "1")),
        ("van alles", ("Sr", "", "")),
    ],
)
def test_designation_is_understood(words: str, meant: tuple[str, str, str]) -> None:
    """Act, article and paragraph are taken from what is written."""
    assert understood(words.split()) == meant


def test_law_on_a_date() -> None:
    """With a date the version of that day is shown: 284 had nine months until July 2013."""
    assert "Maximum: negen maanden" in run("wet", "284", "lid", "1", "--op", "2013-06-30").stdout
    assert "Maximum: twee jaar" in run("wet", "284", "lid", "1", "--op", "2013-07-01").stdout


def test_unknown_article() -> None:
    """An article that is not held is refused with near ones."""
    shown = run("wet", "9999")
    assert shown.exit_code == 1
    assert "9999 staat niet in de kennisbank" in shown.stderr


def test_ids_for_judgements_are_shown() -> None:
    """Behind rule and elements stand the ids that a judgement names; that there is a victim is no alternative."""
    shown = " ".join(run("wet", "282", "lid", "1").stdout.split())
    assert "(id: sr-282-1)" in shown
    assert "‘opzettelijk’ (id: opzettelijk)" in shown
    assert "een van: slachtoffer aanwezig" not in shown


def test_unknown_scenario_gets_a_near_name_or_the_list() -> None:
    """A name that looks like a scenario gives that one; any other the list of all."""
    assert "Bedoelde u" in run("scenario", "heropvoedingskmp").stderr
    shown = run("scenario", "xyz")
    assert shown.exit_code == 1
    assert "S01  achterlating van een kind bij familie" in shown.stderr


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("beoordeel", "x.yaml", "--html"), "Bedoelde u --formaat html?"),
        (("beoordeel", "x.yaml", "--markdown"), "Bedoelde u --formaat md?"),
        (("memo", "x.yaml", "--html"), "bijvoorbeeld --uit memo.html?"),
        (("feiten", "--html"), "De optie --html bestaat niet."),
    ],
)
def test_a_form_as_an_option(arguments: tuple[str, ...], meant: str) -> None:
    """A form of output that is given as an option gets the option that was meant."""
    shown = run(*arguments)
    assert shown.exit_code == 2
    assert meant in " ".join(shown.stderr.split())


def test_scenarios() -> None:
    """All scenarios are listed; one is shown in whole by its code or name; an unknown one is refused."""
    assert "S01" in run("scenario").stdout
    for name in ("s01", "kind bij familie"):
        shown = run("scenario", *name.split()).stdout
        assert shown.startswith("S01 achterlating van een kind bij familie")
        assert "Typische feiten" in shown
    assert run("scenario", "onbekend").exit_code == 1


def test_new_case_can_be_read() -> None:
    """The empty case file is explained in comments and can be assessed as it is."""
    assert run("nieuw", "--uit", "nieuw.yaml").exit_code == 0
    assert run("nieuw").stdout == Path("nieuw.yaml").read_text(encoding="utf-8")
    assert run("beoordeel", "nieuw.yaml").exit_code == 0


def test_demo() -> None:
    """The demo shows every kind of outcome, and gives a memo or the case itself when asked."""
    shown = run("demo").stdout
    for words in (
        "Aanwijzing",
        "Onvolledig",
        "Tegenaanwijzing",
        "Geen aanknopingspunt",
        "FICTIEF",
        "EERST BESCHERMING",
    ):
        assert words in shown
    assert run("demo", "--uit", "demo.html").exit_code == 0
    assert run("demo", "--uit", "demo.yaml").exit_code == 0
    again = run("beoordeel", "demo.yaml")
    assert again.stdout == shown


# controleer


def _report(failures: tuple[Any, ...] = (), severity: str = "let op") -> checks.Report:
    remark = checks.Remark(severity, "rules/sr_279/lid_1.yaml", "een citaat")
    agreement = checks.Agreement("ECLI:NL:HR:2014:302", "sr-279-1", "bewezen", "aanwijzing", True, "aanwijzing")
    return checks.Report((remark,), failures, (agreement,), 3)


def test_check_prints_what_it_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checks print remarks, the agreement with rulings and a sum; only an error makes them fail."""
    monkeypatch.setattr(checks, "report", lambda *_: _report())
    shown = run("controleer")
    assert shown.exit_code == 0
    assert "ECLI:NL:HR:2014:302" in shown.stdout
    assert "3 voorbeelden, 0 met een andere uitkomst" in " ".join(shown.stdout.split())
    monkeypatch.setattr(checks, "report", lambda *_: _report(severity="fout"))
    assert run("controleer").exit_code == 1


@pytest.mark.parametrize(("noticed", "code"), [(4, 0), (3, 1)])
def test_mutations_must_all_be_noticed(noticed: int, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A removal that no example notices is named and makes the command fail."""
    survivors = () if noticed == 4 else ("alternatief x",)
    monkeypatch.setattr(checks, "report", lambda *_: _report())
    monkeypatch.setattr(mutations, "run", lambda *_, **__: (mutations.Score("sr-279-1", noticed, 4, survivors),))
    shown = run("controleer", "--mutaties")
    assert shown.exit_code == code
    assert f"samen {noticed} van 4" in shown.stdout
    assert ("niet opgemerkt: alternatief x" in shown.stdout) is bool(survivors)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("23",), "De bedragen vanaf 2020 zijn niet gelezen: NIET GEVERIFIEERD."),
        (("23", "--op", "2011-06-01"), "Van 1 juni 2011 is geen tekst opgenomen. De tekst ervoor: geldend vanaf 1"),
        (("23", "--op", "2011-06-01"), "De bedragen van 2010 tot en met 2013 zijn niet gelezen: NIET GEVERIFIEERD."),
        (
            ("285c", "--op", "1990-01-01"),
            "Deze bepaling bestond op 1 januari 1990 nog niet; zij geldt sinds 17 november",
        ),
        (("284", "--op", "1999-01-01"), "Van vóór 1 januari 2005 is geen tekst opgenomen."),
        (("310",), "De laatste versie in de kennisbank; de tekst van een bepaalde dag geeft --op DATUM."),
        (("5a", "--op", "2015-01-01"), "Oud stelsel, vervallen met de toestand van 1 juli 2014"),
    ],
)
def test_wet_says_of_which_time_it_has_no_text(asked: tuple[str, ...], said: str) -> None:
    """A day of which no text is held is said to be so, with the text before it and the reason."""
    assert said in " ".join(run("wet", *asked).stdout.split())


def test_wet_shows_the_gates_of_a_provision() -> None:
    """``wet`` tells the limitation term, the jurisdiction grounds and the complaint rule of an offence variant."""
    theft = " ".join(run("wet", "310").stdout.split())
    assert "Verjaring: 12 jaar, vanaf de dag na het feit." in theft
    assert "vervolging van de echtgenoot is uitgesloten" in theft
    coercion = " ".join(run("wet", "284").stdout.split())
    assert "artikel 7 lid 2 onder e Sr" in coercion
    assert "vanaf de dag na de 18e verjaardag" in coercion
