"""The command ``bevraag`` as a user runs it: output in three forms, mistakes with their place, exit codes, files."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import fixtures_cli
import pytest
from fixtures_cli import CASE, ROOT, run
from fixtures_query import KNOWLEDGE, WORDS, generator
from hypothesis import given, settings
from hypothesis import strategies as st

from legalkb.query.parser import QueryError, parse
from legalkb.query.suggest import suggest

own_folder = fixtures_cli.own_folder
pytestmark = pytest.mark.usefixtures("own_folder")
QUERY = "uitkomst:279=onvolledig en bestanddeel:279.gezag=onbekend"


@pytest.fixture
def zaken(tmp_path: Path) -> Path:
    """A folder with three cases, one of them with a name that a spreadsheet would run."""
    folder = tmp_path / "zaken"
    folder.mkdir()
    (folder / "a.yaml").write_text(CASE, encoding="utf-8")
    (folder / "b.yaml").write_text("feiten: [opgesloten]\n", encoding="utf-8")
    (folder / "=cmd().yaml").write_text('zaak: "@SUM(1)"\n' + CASE.replace("zaak: proef\n", ""), encoding="utf-8")
    return folder


# A pattern


def test_a_pattern_as_table() -> None:
    """A pattern shows provisions, what each still needs, scenarios as counts, and rulings with what was decided."""
    shown = run("bevraag", "reisdocument_weggenomen", "slachtoffer_minderjarig")
    assert shown.exit_code == 0
    for text in ("Art. 310 Sr: onvolledig", "van 10 typische feiten", "ECLI:NL:", "bewezen", "zei_goed_te_houden=ja"):
        assert text in shown.stdout
    assert "%" not in shown.stdout


def test_a_conclusion_is_not_shown_as_a_ruling() -> None:
    """Of a conclusion of the advocate general every form says that it is advice, and none that anything was quashed."""
    asked = ("bevraag", "dreigde_te_doden", "getuigen_uit_een_familie")
    shown = " ".join(run(*asked).stdout.split())
    assert (
        "ECLI:NL:PHR:2024:920 Conclusie van de advocaat-generaal (advies); de uitspraak zelf is niet gelezen." in shown
    )
    assert shown.count("ECLI:NL:PHR:2024:920") == 1
    advice, _, ruling = shown.partition("ECLI:NL:PHR:2024:920")[2].partition("ECLI:NL:HR:")
    assert "advies om de veroordeling te vernietigen" in advice
    assert "veroordeling vernietigd" not in advice
    assert "veroordeling vernietigd" in ruling
    data = json.loads(run(*asked, "--formaat", "json").stdout)["uitspraken"]
    assert all((u["soort"] == "conclusie") == (":PHR:" in u["ecli"]) for u in data)
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--formaat", "csv").stdout)))
    (row,) = [r for r in rows if r["code"] == "ECLI:NL:PHR:2024:920"]
    assert row["soort"] == "conclusie"
    assert "(advies)" in row["uitkomst"]


def test_only_names_of_facts_are_offered_as_facts() -> None:
    """What is asked beside facts, such as the day of the conduct, is a question without a name to type."""
    shown = " ".join(run("bevraag", "overgehaald_met_belofte").stdout.split())
    offered = re.findall(r"\[(\w+)=(?:ja|nee)\]", shown)
    assert "Op welke dag begon de gedraging?" in shown
    assert offered and {*offered} <= {*KNOWLEDGE.vocabulary.fact_types}


@pytest.mark.parametrize("columns", ["60", "80", "200"])
@pytest.mark.parametrize("name", ["niet_laten_gaan", "meegenomen_naar_buitenland", "gedreigd_bij_weggaan=nee"])
def test_lines_fit_the_terminal(columns: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is wider than the terminal, nor than a hundred."""
    monkeypatch.setenv("COLUMNS", columns)
    assert max(map(len, run("bevraag", name).stdout.splitlines())) <= min(int(columns), 100)


def test_a_pattern_as_json_and_csv() -> None:
    """The JSON holds every part with its receipt; each line of the CSV has a value for each column."""
    data = json.loads(run("bevraag", "reisdocument_weggenomen", "opgesloten=nee", "--formaat", "json").stdout)
    assert data["feiten"] == [
        {"feit": "reisdocument_weggenomen", "waarde": "ja"},
        {"feit": "opgesloten", "waarde": "nee"},
    ]
    assert {f["bepaling"] for f in data["in_beeld"]} >= {"sr-310"}
    assert data["verantwoording"]["kennisbank"] == KNOWLEDGE.digest[:16]
    rows = list(csv.DictReader(io.StringIO(run("bevraag", "slachtoffer_minderjarig", "--formaat", "csv").stdout)))
    assert {r["soort"] for r in rows} >= {"bepaling", "scenario", "uitspraak"}
    assert all(None not in r and None not in r.values() for r in rows)


def test_unknown_names_are_misuse_with_near_names() -> None:
    """Every unknown name is named with what was meant, and the exit code is 2."""
    shown = run("bevraag", "reisdocument_wegenomen", "opgeslotn")
    assert shown.exit_code == 2
    assert shown.stdout == ""
    assert "Bedoelde u reisdocument_weggenomen?" in shown.stderr
    assert "Bedoelde u opgesloten?" in shown.stderr


# A folder


def test_a_folder_as_table_json_and_csv(zaken: Path) -> None:
    """The same cases and findings come out in each form."""
    table = run("bevraag", "--zaken", zaken, QUERY)
    assert table.exit_code == 0
    assert "2 van de 3 zaken passen bij" in table.stdout
    assert "ingebouwde motor" in table.stdout
    data = json.loads(run("bevraag", "--zaken", zaken, "--formaat", "json", QUERY).stdout)
    assert [z["bestand"] for z in data["zaken"]] == ["=cmd().yaml", "a.yaml"]
    assert data["verantwoording"]["motoren"] == ["ingebouwd"]
    rows = list(csv.DictReader(io.StringIO(run("bevraag", "--zaken", zaken, "--formaat", "csv", QUERY).stdout)))
    assert [r["bepaling"] for r in rows] == [b["bepaling"] for z in data["zaken"] for b in z["bevindingen"]]
    assert {r["uitkomst"] for r in rows} == {"onvolledig"}


def test_no_cell_of_the_csv_is_a_formula(zaken: Path) -> None:
    """What comes from file names and cases gets an apostrophe where a spreadsheet would run it."""
    text = run("bevraag", "--zaken", zaken, "--formaat", "csv", QUERY).stdout
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert "'=cmd().yaml" in cells
    assert "'@SUM(1)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_counts(zaken: Path) -> None:
    """Counting gives a number of cases per value, in each form."""
    shown = run("bevraag", "--zaken", zaken, "--tel", "feit,waarde", "feit:opgesloten")
    assert ["opgesloten", "ja", "1"] in [line.split() for line in shown.stdout.splitlines()]
    data = json.loads(run("bevraag", "--zaken", zaken, "--tel", "bepaling,uitkomst", "--formaat", "json").stdout)
    assert {"bepaling": "sr-279-1", "uitkomst": "onvolledig", "zaken": 2, "bevindingen": 2} in data["tellingen"]
    rows = list(csv.reader(io.StringIO(run("bevraag", "--zaken", zaken, "--tel", "land", "--formaat", "csv").stdout)))
    assert rows == [["land", "zaken"]]


def test_a_count_of_findings_is_given_only_where_it_means_something(zaken: Path) -> None:
    """Per provision findings are counted too; per year and fact only cases, and the head says which."""
    shown = run("bevraag", "--zaken", zaken, "--tel", "jaar,feit")
    assert "Aantal zaken per jaar en feit." in shown.stdout
    assert "bevindingen" not in shown.stdout
    data = json.loads(run("bevraag", "--zaken", zaken, "--tel", "jaar,feit", "--formaat", "json").stdout)
    assert data["tellingen"] and all("bevindingen" not in row for row in data["tellingen"])
    shown = run("bevraag", "--zaken", zaken, "--tel", "bepaling,jaar")
    assert "Aantal zaken en bevindingen per bepaling en jaar." in shown.stdout


def test_a_finding_without_a_known_holder_says_so(zaken: Path) -> None:
    """Only where a provision asks for a holder, the line says that none is known."""
    assert "zonder bekende houder" in " ".join(run("bevraag", "--zaken", zaken, QUERY).stdout.split())
    assert "zonder bekende houder" not in run("bevraag", "--zaken", zaken, "uitkomst:282.1=onvolledig").stdout


def test_one_bad_file_costs_one_case(zaken: Path) -> None:
    """A file that cannot be read is named with its line, the others are answered, and the exit code is 1."""
    (zaken / "fout.yaml").write_text("feiten:\n  - {feit: bestaat_niet}\n", encoding="utf-8")
    shown = run("bevraag", "--zaken", zaken, "feit:opgesloten")
    assert shown.exit_code == 1
    assert "fout.yaml:2: " in shown.stderr
    assert "1 van de 3 zaken past bij" in shown.stdout
    assert "1 bestand is niet gelezen" in shown.stdout


def test_the_result_goes_to_a_file_for_the_user_alone(zaken: Path, tmp_path: Path) -> None:
    """With --uit the form follows the name, the file has mode 0600 and an existing one stays."""
    target = tmp_path / "uit.csv"
    assert run("bevraag", "--zaken", zaken, QUERY, "--uit", target).exit_code == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert target.read_text(encoding="utf-8").startswith("bestand,zaak,bepaling")
    assert run("bevraag", "--zaken", zaken, QUERY, "--uit", target).exit_code == 1


def test_an_index_is_announced(zaken: Path, tmp_path: Path) -> None:
    """Making an index says that it holds facts of cases; an unusable one is an error of one line."""
    shown = run("bevraag", "--zaken", zaken, "feit:opgesloten", "--index", tmp_path / "index")
    assert shown.exit_code == 0
    assert "bevat feiten van zaken" in shown.stderr
    shown = run("bevraag", "--zaken", zaken, "feit:opgesloten", "--index", zaken / "a.yaml")
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert "geen index van legalkb" in shown.stderr
    assert (zaken / "a.yaml").read_text(encoding="utf-8") == CASE


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Noem een of meer feiten"),
        (["opgesloten", "--tel", "bepaling"], "--zaken MAP"),
        (["--zaken", "zaken", "--tel", "bepalng"], "Bedoelde u bepaling"),
        (["--zaken", "zaken", "--tel", "bestanddeel,poort"], "niet samen"),
        (["--zaken", "zaken", "--taken", "0"], "1 tot en met 16"),
        (["--zaken", "zaken", "feit:opgesloten", "en"], "ontbreekt een voorwaarde"),
        (["--zaken", "zaken", "(" * 3000], "fout"),
        (["--zaken", "zaken", "x" * 5000], "langer dan 4000"),
        (["--zaken", "zaken", " en ".join(["land:NL"] * 61)], "meer dan 60 voorwaarden"),
        (["--zaken", "zaken", "niet " * 700 + "land:NL"], "dieper genest"),
    ],
)
@pytest.mark.usefixtures("zaken")
def test_misuse(arguments: list[str], said: str) -> None:
    """What was given wrongly is said in Dutch, with exit code 2 and nothing on standard output."""
    shown = run("bevraag", *arguments)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert said in shown.stderr


@pytest.mark.usefixtures("zaken")
def test_every_mistake_is_marked() -> None:
    """All mistakes in a query come at once, each under its own place."""
    text = "feit:opgeslten en uitkomst:279=aanwijzign and scenario:S99"
    shown = run("bevraag", "--zaken", "zaken", text)
    assert shown.exit_code == 2
    lines = shown.stderr.splitlines()
    assert max(map(len, lines)) <= 80
    marks = [lines[n - 1][line.index("^") : line.rindex("^") + 1] for n, line in enumerate(lines) if "^" in line]
    assert marks == ["opgeslten", "aanwijzign", "and", "S99"]
    for word in ("opgesloten", "aanwijzing", "en", "S09"):
        assert f"Bedoelde u {word}?" in shown.stderr


INJECTIONS = ("'", '"', "' OR 1=1 --", "'; DROP TABLE zaak; --", "\x00", "x' UNION SELECT", "%s", ":p0", "?", "\u202e")


@pytest.mark.parametrize("evil", INJECTIONS)
def test_no_text_of_a_query_reaches_the_database(evil: str, zaken: Path) -> None:
    """In each place of a query SQL is a name or value that does not exist, or a country that no case has."""
    places = ("feit:{}", "feit:opgesloten={}", "uitkomst:{}=aanwijzing", "uitkomst:279={}", "bestanddeel:279.{}=vervuld",
              "poort:279.{}=open", "datum>={}", "datum:{}>=2024", "scenario:{}", "aangrenzend:{}", "land:{}", "{}")  # fmt: skip
    for place in places:
        with pytest.raises(QueryError):
            parse(place.format(evil), WORDS)
    assert run("bevraag", "--zaken", zaken, "feit:opgesloten").exit_code == 0


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(
    ("feit:opgesloten", "en", "of", "niet", "(", ")", "uitkomst:279=", "=ja", "datum>=", "2024", "bestanddeel:279.x",
     "poort:284.1.1.klacht=open", "scenario:S01", '"', "land:", "en en", "and")), max_size=12).map(" ".join)))  # fmt: skip
def test_any_text_is_read_or_refused_with_places(text: str) -> None:
    """Whatever is typed is a query or a list of mistakes within the text; suggestions never fail and go on from it."""
    try:
        parse(text, WORDS)
    except QueryError as error:
        found = error.mistakes
        assert found
        assert all(0 <= m.start < m.end <= len(text) + 1 and m.what for m in found)
    assert all(isinstance(more, str) for more in suggest(text, WORDS))


def test_a_deep_query_can_be_answered(zaken: Path) -> None:
    """The deepest and longest query that is allowed is answered."""
    deep = "land:NL"
    for number in range(8):
        deep = (
            f"niet (uitkomst:279=aanwijzing {('en', 'of')[number % 2]} {deep})"
            if number % 4 == 0
            else f"({deep} of land:MA)"
        )
    assert run("bevraag", "--zaken", zaken, deep).exit_code == 0
    nested = "uitkomst:282=aanwijzing"
    for number in range(10):
        nested = f"(poort:{('279', '284', '310')[number % 3]}.klacht=open {('en', 'of')[number % 2]} {nested})"
    assert run("bevraag", "--zaken", zaken, nested).exit_code == 0
    assert run("bevraag", "--zaken", zaken, " of ".join(["bestanddeel:282.opz=vervuld"] * 60)).exit_code == 0


def test_too_entangled_is_refused(zaken: Path) -> None:
    """A query that ties more provisions together than can be searched in reasonable time is refused at once."""
    every = ("279.1", "279.2", "282.1", "282.2", "284", "285.1", "310", "321")
    one = " of ".join(f"uitkomst:{p}=aanwijzing" for p in every)
    two = " of ".join(f"poort:{p}.klacht=open" for p in every)
    shown = run("bevraag", "--zaken", zaken, f"({one}) en ({two})")
    assert shown.exit_code == 2
    assert "Splits haar op" in shown.stderr


def test_suggestions() -> None:
    """A query goes on with kinds, names, values and operators."""
    assert "feit:" in suggest("", WORDS)
    assert "feit:reisdocument_weggenomen" in suggest("feit:reisdocument_w", WORDS)
    assert "land:NL en uitkomst:279=aanwijzing" in suggest("land:NL en uitkomst:279=aan", WORDS)
    assert "bestanddeel:279.gezag_of_opzicht" in suggest("bestanddeel:279.gez", WORDS)
    assert suggest("land:NL ", WORDS) == ["land:NL en ", "land:NL of "]
    assert "feit:opgesloten=" in suggest("feit:opgesloten", WORDS)


def test_the_shell_completes() -> None:
    """The shell gets names for a pattern and continuations for a query."""
    from click.shell_completion import ShellComplete

    from legalkb.cli import main

    completer = ShellComplete(main, {}, "legalkb", "_LEGALKB_COMPLETE")
    names = completer.get_completions(["bevraag"], "reisdocument_w")
    assert "reisdocument_weggenomen" in {item.value for item in names}
    queries = completer.get_completions(["bevraag", "--zaken", "map"], "uitkomst:28")
    assert "uitkomst:284" in {item.value for item in queries}


def test_output_is_the_same_whatever_the_hash_seed(tmp_path: Path) -> None:
    """The same folder and query give the same bytes, over one process or two, with another hash seed."""
    generator().folder(tmp_path / "zaken", 12, KNOWLEDGE, seed=5)
    commands = [
        ["--zaken", "zaken", "--formaat", "json", "uitkomst:284=onvolledig of poort:310.klacht=open"],
        ["--zaken", "zaken", "--tel", "bepaling,bestanddeel,status", "--formaat", "csv"],
        ["opgesloten", "telefoon_weggenomen", "--formaat", "json"],
    ]
    for command in commands:
        outputs = set()
        for seed, tasks in (("0", "1"), ("1", "2"), ("77", "1")):
            done = subprocess.run(
                [sys.executable, "-m", "legalkb.cli", "bevraag", "--taken", tasks, *command], cwd=tmp_path, check=True,
                env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}, capture_output=True,
            )  # fmt: skip
            outputs.add(done.stdout)
        assert len(outputs) == 1


def test_nothing_is_left_behind(zaken: Path, tmp_path: Path) -> None:
    """Without --uit and --index a query writes no file, neither beside the cases nor in the temporary folder."""
    for name in ("thuis", "tmp"):
        (tmp_path / name).mkdir()
    before = sorted(tmp_path.rglob("*"))
    places = {"HOME": str(tmp_path / "thuis"), "TMPDIR": str(tmp_path / "tmp"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-B", "-m", "legalkb.cli", "bevraag", "--zaken", str(zaken), "--tel", "bepaling,uitkomst"],
        cwd=tmp_path, env={**os.environ, **places}, capture_output=True, check=True,
    )  # fmt: skip
    assert b"sr-279-1" in done.stdout
    assert sorted(tmp_path.rglob("*")) == before
