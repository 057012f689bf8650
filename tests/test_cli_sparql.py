"""``legalkb bevraag --sparql`` as its users run it."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner, Result

from legalkb.cli import main

ROOT = Path(__file__).parents[1]
CASE = "feiten:\n  - {feit: opgesloten, op: 2025-07-20, plaats_handeling: NL}\n"
SCENARIOS = "SELECT ?scenario ?naam { ?scenario a lkb:Scenario ; skos:prefLabel ?naam FILTER(lang(?naam) = 'nl') }"
SUMMARY = "SELECT ?n ?f { ?z a lkb:Zaak ; dct:identifier ?n ; lkb:feit/lkb:feittype ?f }"


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")


def run(*arguments: str, given: str = "") -> Result:
    """Run the program."""
    return CliRunner().invoke(main, ["bevraag", *arguments], input=given, catch_exceptions=False)


def asked(text: str, *arguments: str) -> Result:
    """Ask a query that is given on standard input."""
    return run("--sparql", "-", *arguments, given=text)


def test_a_table_fits_the_screen() -> None:
    """A table is at most as wide as the screen, in short names, with the names of the query as heads."""
    done = asked(SCENARIOS)
    lines = done.stdout.splitlines()
    assert done.exit_code == 0 and max(map(len, lines)) <= 80
    assert re.fullmatch(r"scenario +naam", lines[0])
    assert re.match(r"scenario:S01 +achterlating van een kind bij familie$", lines[2])
    assert lines[-1] == "18 regels."


def test_wide_answers_become_lists() -> None:
    """What does not fit in columns comes as a list for each row, within the width."""
    query = "SELECT ?tekst ?bepaling ?woorden ?verwijzing { ?tekst eli:realizes ?bepaling ; lkb:tekst ?woorden ; lkb:jci ?verwijzing } LIMIT 3"
    lines = asked(query).stdout.splitlines()
    assert [line.split(":")[0] for line in lines if re.match(r"\w+: ", line)] == [
        "tekst",
        "bepaling",
        "woorden",
        "verwijzing",
    ] * 3
    assert all(len(line) <= 80 or "jci1.3" in line for line in lines)


def test_ask_says_yes_or_no() -> None:
    """ASK is answered with ja or nee, in each form."""
    assert asked("ASK { feit:opgesloten a lkb:Feittype }").stdout == "ja\n"
    assert asked("ASK { feit:opgesloten a lkb:Scenario }").stdout == "nee\n"
    assert asked("ASK { ?s a lkb:Regel }", "--formaat", "csv").stdout == "antwoord\nja\n"
    assert json.loads(asked("ASK { ?s a lkb:Regel }", "--formaat", "json").stdout) == {"head": {}, "boolean": True}


def test_nothing_found_is_said() -> None:
    """No rows are told in words; it is no error."""
    done = asked("SELECT ?s { ?s a lkb:Zaak }")
    assert (done.exit_code, done.stdout) == (0, "Geen resultaten.\n")
    assert "Geef --zaken MAP of --zaak ZAAK" in done.stderr


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            "SELECT ?b { ?b lkb:uitkomst 'aanwijzign' }",
            "‘aanwijzign’ komt nergens in de graaf voor. Bedoelde u ‘aanwijzing’?",
        ),
        ("ASK { ?b lkb:status ?s FILTER(?s IN ('vervult')) }", "Bedoelde u ‘vervuld’?"),
        ("SELECT (COUNT(?t) AS ?n) { ?t lkb:oordeel 'bewzen' }", "Bedoelde u ‘bewezen’?"),
        ("SELECT ?t { ?t lkb:oordeel 'bewzen' }", "Bedoelde u ‘bewezen’?"),
        ("SELECT ?p { VALUES ?s { 'opne' } ?p lkb:poortstatus ?s }", "Bedoelde u ‘open’?"),
        ('CONSTRUCT { ?m a lkb:Meting } { ?m lkb:metingsoort "leeftijdd" }', "Bedoelde u ‘leeftijd’?"),
    ],
)
def test_a_misspelt_value_is_told(query: str, said: str) -> None:
    """A text that occurs nowhere is told with what was probably meant, when there is no answer; it is no error."""
    done = asked(query)
    assert done.exit_code == 0
    assert said in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?b { ?b lkb:uitkomst 'tegenaanwijzing' }",
        "SELECT ?s { ?s a lkb:Scenario ; skos:prefLabel ?n FILTER(CONTAINS(?n, 'zebra')) }",
        "SELECT ?s { ?s a lkb:Scenario ; skos:prefLabel ?n FILTER(lang(?n) = 'fr') }",
        "SELECT ?s { ?s lkb:geldigVan ?d FILTER(?d >= '2999-01-01'^^xsd:date) }",
        "SELECT ?s { ?s lkb:citaat ?d FILTER(?d > 'zzzz') }",
        "SELECT ?s ('zebra' AS ?x) { ?s a lkb:Scenario } LIMIT 2",
        "SELECT ?s { { ?s lkb:metingsoort 'zebra' } UNION { ?s a lkb:Scenario } }",
    ],
)
def test_no_value_is_doubted_without_need(query: str) -> None:
    """A value that a case could have, a text to search for, a date, and what is in a query with an answer pass."""
    assert "komt nergens" not in asked(query).stderr


def test_values_of_cases_are_known(tmp_path: Path) -> None:
    """What only a case has is in the graph: its name passes, that of another case does not."""
    (tmp_path / "zaak-noord.yaml").write_text(CASE, encoding="utf-8")
    query = "SELECT ?u {{ ?z dct:identifier '{}' ; lkb:bevinding/lkb:uitkomst ?u FILTER(?u = 'aanwijzing') }}"
    for name, told in (("zaak-noord.yaml", False), ("zaak-zuid.yaml", True)):
        done = asked(query.format(name), "--zaken", str(tmp_path))
        assert (done.exit_code, done.stdout) == (0, "Geen resultaten.\n")
        assert ("komt nergens" in done.stderr) is told


def test_json_is_that_of_sparql() -> None:
    """The JSON is that of SPARQL 1.1 Query Results, as rdflib reads it."""
    done = asked("SELECT ?s ?v { ?s lkb:geldigVan ?v }", "--formaat", "json")
    rows = rdflib.query.Result.parse(io.BytesIO(done.stdout.encode()), format="json")
    assert len(rows) == 14
    assert all(isinstance(r.v.toPython().year, int) and isinstance(r.s, rdflib.URIRef) for r in rows)  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["=1+1", "+x", "-x", "@x", "\\t=1", " =1", "\\r=1"])
def test_csv_is_no_formula(text: str) -> None:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front."""
    done = asked(f'SELECT ?a ?b {{ BIND("{text}" AS ?a) BIND("gewoon, \\"met\\" komma" AS ?b) }}', "--formaat", "csv")
    ((head), row) = csv.reader(io.StringIO(done.stdout))
    assert head == ["a", "b"] and row[0].startswith("'") and row[1] == 'gewoon, "met" komma'


def test_construct_gives_turtle() -> None:
    """CONSTRUCT gives Turtle that rdflib reads, the same each time; as CSV it is refused."""
    query = "CONSTRUCT { ?s lkb:volgorde ?n ; lkb:pad [ lkb:code ?i ] } { ?s a lkb:Scenario ; lkb:volgorde ?n ; dct:identifier ?i }"
    done = asked(query)
    graph = rdflib.Graph().parse(data=done.stdout, format="turtle")
    assert len(graph) == 54 and asked(query).stdout == done.stdout
    refused = asked(query, "--formaat", "csv")
    assert refused.exit_code == 2 and "Turtle" in str(refused.stderr)


def test_rows_without_order_are_sorted() -> None:
    """Without ORDER BY the rows come sorted; with it, in that order."""
    names = [line.split()[0] for line in asked(SCENARIOS).stdout.splitlines()[2:-2]]
    assert names == sorted(names)
    last = asked(SCENARIOS + " ORDER BY DESC(?scenario)").stdout.splitlines()[2]
    assert last.startswith("scenario:S18")


def test_cases_from_a_folder_and_by_name(tmp_path: Path) -> None:
    """--zaken and --zaak add cases; one that cannot be read is told, and the others are answered with code 1."""
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "een.yaml").write_text(CASE, encoding="utf-8")
    (tmp_path / "twee.yaml").write_text(CASE, encoding="utf-8")
    both = asked(SUMMARY, "--zaken", str(tmp_path / "map"), "--zaak", str(tmp_path / "twee.yaml"))
    assert both.exit_code == 0 and "2 regels." in both.stdout and "een.yaml" in both.stdout
    (tmp_path / "map" / "kapot.yaml").write_text("feiten: [bestaat_niet]\n", encoding="utf-8")
    partly = asked(SUMMARY, "--zaken", str(tmp_path / "map"))
    assert partly.exit_code == 1 and "een.yaml" in partly.stdout
    assert "kapot.yaml:1: onbekend feit: bestaat_niet" in partly.stderr
    assert asked(SUMMARY, "--zaken", str(tmp_path / "weg")).exit_code == 1


def test_a_query_from_a_file_to_a_file(tmp_path: Path) -> None:
    """The query is read from a file, the answer is written for the user alone, and the query is never overwritten."""
    (tmp_path / "vraag.rq").write_text(SCENARIOS, encoding="utf-8")
    target = tmp_path / "antwoord.csv"
    done = run("--sparql", str(tmp_path / "vraag.rq"), "--uit", str(target))
    assert done.exit_code == 0 and target.read_text().startswith(
        "scenario,naam\nhttps://w3id.org/legalkb/scenario/S01,"
    )
    assert target.stat().st_mode & 0o077 == 0
    again = run("--sparql", str(tmp_path / "vraag.rq"), "--uit", str(tmp_path / "vraag.rq"), "--overschrijf")
    assert again.exit_code == 1 and (tmp_path / "vraag.rq").read_text() == SCENARIOS


@pytest.mark.parametrize(
    ("arguments", "given", "code", "said"),
    [
        (["--sparql", "-"], "SELECT ?s { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 1, "standaardinvoer:1:13: SERVICE"),
        (["--sparql", "-"], "DROP ALL", 1, "standaardinvoer:1:1: dit wijzigt gegevens"),
        (["--sparql", "-"], "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i) }", 1, "langer dan 1 seconden"),
        (["--sparql", "-"], "", 1, "het bestand is leeg. Geef een bestand (UTF-8) met een SPARQL-vraag."),
        (["--sparql", "bestaat-niet.rq"], "", 1, "bestaat-niet.rq"),
        (["--sparql", "-", "--tijdslimiet", "0"], "", 2, "is geen aantal seconden"),
        (["--sparql", "-", "--tijdslimiet", "veel"], "", 2, "is geen aantal seconden"),
        (["--sparql", "-", "--formaat", "xml"], "", 2, "xml staat niet in de lijst"),
        (["--sparql", "-", "--zaak", "-"], "", 2, "standaardinvoer"),
        (["--sparql", "-", "opgesloten"], "", 2, "Bij --sparql horen geen VRAAG"),
        (["--sparql", "-", "--tel", "uitkomst"], "", 2, "Bij --sparql horen geen VRAAG"),
        (["--zaak", "x.yaml", "opgesloten"], "", 2, "horen bij --sparql"),
    ],
)  # fmt: skip
def test_what_goes_wrong_is_told_in_dutch(arguments: list[str], given: str, code: int, said: str) -> None:
    """A wrong query or a time-out ends with 1, misuse with 2, each with one Dutch line that says where and what."""
    extra = ["--tijdslimiet", "1"] if "FILTER(?a = ?i)" in given else []
    done = CliRunner().invoke(main, ["bevraag", *arguments, *extra], input=given, catch_exceptions=True)
    assert (done.exit_code, done.stdout) == (code, "")
    assert said in done.stderr and "Traceback" not in done.stderr


def test_help_does_not_load_the_engine() -> None:
    """Whoever asks for help, or asks something else, does not wait for the library."""
    code = (
        "import sys; from legalkb.cli import main; main(['bevraag', '--help'], standalone_mode=False)\n"
        "sys.exit('pyoxigraph' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False).returncode == 0


def test_a_wrong_query_is_told_before_the_cases_are_read(tmp_path: Path) -> None:
    """A mistake in the query is told at once, not after the assessment of a folder."""
    (tmp_path / "kapot.yaml").write_text("feiten: [bestaat_niet]\n", encoding="utf-8")
    done = asked("SELECT ?s { ?s ?p }", "--zaken", str(tmp_path))
    assert done.exit_code == 1 and "kapot.yaml" not in done.stderr and "klopt de SPARQL niet" in done.stderr
