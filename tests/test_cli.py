"""The command line: Dutch to the last word, quiet when stopped, and careful with files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import fixtures_cli
import pytest
from click.testing import CliRunner
from fixtures_cli import CASE, run

from legalkb.cli import main
from legalkb.cli.dutch import DutchCommand, explained

own_folder, zaak = fixtures_cli.own_folder, fixtures_cli.zaak
pytestmark = pytest.mark.usefixtures("own_folder")

COMMANDS = (
    "interview", "beoordeel", "memo", "verklaar", "watals", "vergelijk", "bevraag", "export", "feiten", "wet",
    "scenario", "nieuw", "oefening", "controleer", "verantwoording", "demo", "aanvullen",
)  # fmt: skip
EXERCISES = ("maak", "cursus", "varianten", "formulier", "nakijken")
ENGLISH = re.compile(
    r"\b(usage|options?:|commands?:|error|missing|invalid|no such|try|show|exit|argument(?!en?\b)[s ]|requires|takes|"
    r"default|required|does not|got unexpected|aborted|version|did you mean|one of|expected)\b",
    re.IGNORECASE,
)
WRONG = (
    "beoordel zaak.yaml",
    "--hlp",
    "-x",
    "beoordeel",
    "beoordeel --formaat",
    "beoordeel zaak.yaml --formaat pdf",
    "beoordeel zaak.yaml --formatt json",
    "beoordeel zaak.yaml --overschrijf=ja",
    "memo",
    "memo zaak.yaml",
    "memo zaak.yaml --uit",
    "memo zaak.yaml --uit memo.pdf",
    "memo zaak.yaml tweede.yaml --uit memo.html",
    "wet",
    "wet 279 --op gisteren",
    "wet 279 --op 2025-02-30",
    "nieuw iets",
    "demo iets --uit x.html",
    "controleer --mutatie",
    "controleer --mutaties=3",
    "beoordeel a.yaml b.yaml --uit uit.json",
    "beoordeel a.yaml b.yaml --formaat html",
    "watals",
    "watals zaak.yaml",
    "watals zaak.yaml --feit opgesloten",
    "watals zaak.yaml --feit opgesloten=ja,bij=V1",
    "watals zaak.yaml --feit",
    "watals zaak.yaml --zonder bewaakt --feit bewaakt=ja",
    "watals zaak.yaml --feit bewaakt=ja --formaat html",
    "vergelijk a.yaml",
    "vergelijk a.yaml b.yaml c.yaml",
    "vergelijk - -",
    "aanvullen",
    "aanvullen cmd",
)


# Help and wrong use


@pytest.mark.parametrize("command", ["", *COMMANDS, *(f"oefening {name}" for name in EXERCISES)])
def test_help_is_dutch_with_an_example(command: str) -> None:
    """Every command explains itself in Dutch, with an example that starts with the name of the program."""
    shown = run(*command.split(), "--help")
    assert shown.exit_code == 0
    assert not ENGLISH.findall(shown.output)
    for words in ("Gebruik: legalkb", "Opties:", "Toon deze hulp en stop.", "Voorbeeld"):
        assert words in shown.output
    assert f"  legalkb {command}".rstrip() in shown.output.split("Voorbeeld")[1]


def test_program_alone_shows_its_help() -> None:
    """Without a command the program shows what it can do and is content."""
    shown = run()
    assert shown.exit_code == 0
    assert all(f"  {command} " in shown.output for command in COMMANDS)
    assert list(main.commands) == list(COMMANDS)


def test_version() -> None:
    """The version is one line."""
    assert run("--versie").output == "legalkb 0.1.0\n"


@pytest.mark.parametrize("words", WRONG)
def test_wrong_use_is_explained_in_dutch(words: str) -> None:
    """Every mistake in a command gives exit code 2 and Dutch lines on standard error, nothing on standard output."""
    shown = run(*words.split())
    assert shown.exit_code == 2
    assert shown.stdout == ""
    assert shown.stderr.startswith("Fout: ")
    assert "Hulp: legalkb" in shown.stderr
    own = shown.stderr.replace("--formatt", "").replace("argument:", "")
    assert not ENGLISH.findall(own)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("beoordel x", "De opdracht beoordel bestaat niet. Bedoelde u beoordeel?"),
        ("memo x --uitt y", "De optie --uitt bestaat niet. Bedoelde u --uit?"),
        ("memo x", "De optie --uit is verplicht."),
        ("beoordeel", "Er ontbreekt een argument: ZAAK."),
        ("memo x --uit", "Achter --uit hoort een waarde."),
        ("demo --overschrijf=1", "De optie --overschrijf krijgt geen waarde."),
        ("nieuw a b", "Te veel opgegeven: a b."),
    ],
)
def test_wrong_use_says_what_is_meant(words: str, said: str) -> None:
    """The line on a mistake names what is wrong and, where it can, what was meant."""
    assert f"Fout: {said}" in run(*words.split()).stderr


def test_unforeseen_usage_error_is_dutch_too() -> None:
    """A usage error of click that nobody foresaw is told in general Dutch words."""
    assert explained(click.UsageError("Something in English")) == "Deze opdracht is niet goed ingevuld."


def test_help_of_a_new_command_needs_no_work() -> None:
    """A command made with the Dutch class is Dutch without further work."""
    shown = CliRunner().invoke(DutchCommand("proef", callback=lambda: None), ["--help"])
    assert not ENGLISH.findall(shown.output)


# beoordeel


def test_table_is_what_one_gets(zaak: Path) -> None:
    """Without options the result is the table."""
    shown = run("beoordeel", zaak)
    assert shown.exit_code == 0
    assert shown.stdout.startswith("Achterlating in het buitenland is op zichzelf geen strafbaar feit.")
    assert shown.stderr == ""


@pytest.mark.parametrize(
    ("form", "begin"), [("json", "{"), ("md", "# Memo"), ("html", "<!doctype html>"), ("TABEL", "Acht")]
)
def test_formats(form: str, begin: str, zaak: Path) -> None:
    """Each form can be asked for."""
    assert run("beoordeel", zaak, "--formaat", form).stdout.startswith(begin)


def test_standard_input_is_a_case() -> None:
    """A dash reads the case from standard input; JSON is as good as YAML."""
    text = json.dumps({"zaak": "via-json", "feiten": ["reisdocument_weggenomen"]})
    assert json.loads(run("beoordeel", "-", "--formaat", "json", text=text).stdout)["zaak"] == "via-json"


def test_one_bad_case_does_not_stop_the_others(zaak: Path, tmp_path: Path) -> None:
    """A bad file is reported with place and remedy, the others are answered, and the exit code says so."""
    bad = tmp_path / "slecht.yaml"
    bad.write_text("feiten: [paspoort_wegg]\n", encoding="utf-8")
    shown = run("beoordeel", bad, tmp_path / "weg.yaml", zaak)
    assert shown.exit_code == 1
    assert "Zaak proef" in shown.stdout
    assert "slecht.yaml:1" in shown.stderr
    assert "weg.yaml: het bestand bestaat niet" in shown.stderr


def test_several_cases_come_one_after_another(zaak: Path) -> None:
    """Several cases are separated in the table; as JSON they follow one another."""
    assert run("beoordeel", zaak, zaak).stdout.count("Zaak proef") == 2
    decoder, text = json.JSONDecoder(), run("beoordeel", zaak, zaak, "--formaat", "json").stdout
    _, end = decoder.raw_decode(text)
    assert decoder.raw_decode(text[end:].lstrip())[0]["zaak"] == "proef"


def test_several_cases_into_a_folder(zaak: Path, tmp_path: Path) -> None:
    """With a folder behind --uit each case gets its own file."""
    (tmp_path / "tweede.yaml").write_text(CASE, encoding="utf-8")
    (tmp_path / "uit").mkdir()
    assert run("beoordeel", zaak, "tweede.yaml", "--formaat", "html", "--uit", "uit").exit_code == 0
    assert sorted(p.name for p in (tmp_path / "uit").iterdir()) == ["tweede.html", "zaak.html"]
    assert "hetzelfde bestand" in run("beoordeel", zaak, zaak, "--uit", "uit").stderr


@pytest.mark.parametrize(
    ("name", "begin"), [("a.json", "{"), ("a.md", "# Memo"), ("a.html", "<!doctype"), ("a.txt", "Acht")]
)
def test_name_of_the_file_tells_the_form(name: str, begin: str, zaak: Path) -> None:
    """With --uit the form follows from the name of the file."""
    assert run("beoordeel", zaak, "--uit", name).exit_code == 0
    assert Path(name).read_text(encoding="utf-8").startswith(begin)
