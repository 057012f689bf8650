"""The commands ``watals`` and ``vergelijk``: what they show, refuse and write."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import fixtures_cli
import pytest
from fixtures_cli import CASE, ROOT, run

from legalkb.report.phrases import APART, PREMISE

own_folder, zaak = fixtures_cli.own_folder, fixtures_cli.zaak
pytestmark = pytest.mark.usefixtures("own_folder")

TWO = """\
personen:
  V1: verdachte
  V2: verdachte
  S1: {rol: slachtoffer, geboren: 2010-05-04}
relaties:
  - {van: V1, tot: S1, soort: ouder, gezag: ja}
feiten:
  - {feit: opgesloten, door: V1, tegen: S1, op: 2025-07-20, bron: aangifte S1}
  - wil_terugkeren
"""


@pytest.fixture
def twee(tmp_path: Path) -> Path:
    """A case with two suspects."""
    file = tmp_path / "twee.yaml"
    file.write_text(TWO, encoding="utf-8")
    return file


def flat(text: str) -> str:
    """A text without its division in lines and columns."""
    return " ".join(text.replace("│", " ").split())


# watals


def test_fact_that_changes_the_outcome(zaak: Path) -> None:
    """The outcome stands beside what it becomes, with the assumed fact that does it and the caveats of every output."""
    shown = run("watals", zaak, "--feit", "opgesloten=ja")
    assert shown.exit_code == 0
    assert shown.stderr == ""
    text = flat(shown.stdout)
    assert text.startswith(PREMISE)
    assert "Wat als? Zaak proef" in text
    assert "aangenomen" in text
    assert text.index("DE UITKOMST IS ANDERS") < text.index("art. 282 lid 1 Sr")
    assert "Geen aanknopingspunt Onvolledig" in text
    assert "V1 heeft S1 opgesloten. (aangenomen)" in text
    assert "Gelijk gebleven: " in text
    assert APART in text
    assert zaak.read_text(encoding="utf-8") == CASE


def test_fact_left_out(twee: Path) -> None:
    """What is left out stands under what was, with its source, and never as assumed."""
    shown = run("watals", twee, "--zonder", "opgesloten")
    assert "V1 heeft S1 opgesloten. (aangifte S1; 20 juli 2025)" in flat(shown.stdout)
    assert "(aangenomen" not in shown.stdout


def test_what_is_replaced_stands_beside_what_replaces_it(twee: Path) -> None:
    """A fact that the case states gets the new value; both are shown, the old one with its source."""
    text = flat(run("watals", twee, "--feit", "opgesloten=nee").stdout)
    assert "WAT U ANDERS INVULT" in text
    data = json.loads(run("watals", twee, "--feit", "opgesloten=nee", "--formaat", "json").stdout)
    (fact,) = data["feiten"]
    assert [(f["waarde"], f["bron"], f["aangenomen"]) for f in fact["was"]] == [("ja", "aangifte S1", False)]
    assert [(f["waarde"], f["bron"], f["aangenomen"]) for f in fact["wordt"]] == [("nee", "", True)]


def test_another_date_is_assumed_in_part(twee: Path) -> None:
    """A fact that gets another date keeps its source, and is told as assumed in part."""
    assumed = ("watals", twee, "--feit", "opgesloten=ja,op=2025-08-09")
    assert "(deels" in flat(run(*assumed).stdout)
    data = json.loads(run(*assumed, "--formaat", "json").stdout)
    (now,) = data["feiten"][0]["wordt"]
    assert (now["bron"], now["wanneer"], now["aangenomen"]) == ("aangifte S1", "9 augustus 2025", True)
    assert "deels" not in flat(run("watals", twee, "--feit", "bewaakt=ja,door=V2,bron=x").stdout)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("opgesloten=ja", "opgesloten is al ja in de zaak; dat aannemen verandert niets."),
        ("bewaakt=onbekend,door=V2", "bewaakt op onbekend zetten is hetzelfde als het weglaten"),
    ],
)
def test_nothing_changes_and_why(twee: Path, said: str, why: str) -> None:
    """When nothing changes that is said, with the reason."""
    text = flat(run("watals", twee, "--feit", said).stdout)
    assert why in text
    assert "Er verandert niets" in text


def test_unused_fact_is_told(twee: Path) -> None:
    """Of a fact at which no element looks it is said so."""
    from legalkb.comparison import reach
    from legalkb.knowledge import load

    base = load()
    kinds = base.vocabulary.fact_types.values()
    name = min(k.id for k in kinds if k.subject == "slachtoffer" and not k.derived and k.id not in reach.used(base))
    said = flat(run("watals", twee, "--feit", f"{name}=ja").stdout)
    assert f"{name} telt bij geen bestanddeel van de zeven bepalingen mee." in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--feit", "opgeslote=ja,door=V1"], "--feit opgeslote=ja,door=V1: onbekend feit: opgeslote. Bedoelde u opge"),
        (["--feit", "bewaakt=ja"], "meer dan één verdachte. Schrijf erbij om wie het gaat: --feit bewaakt=ja,door=V1"),
        (["--feit", "bewaakt=soms,door=V9"], "'waarde' is ja, nee of onbekend: soms."),
        (["--feit", "bewaakt=soms,door=V9"], "onbekende persoon bij 'door': V9. Bekend zijn: V1, V2, S1."),
        (["--feit", "bewaakt=ja,door=V1,op=gisteren"], "'op'"),
        (["--feit", "is_ouder=ja"], "Wijzig 'relaties' (soort: ouder)."),
        (["--feit", "jonger_dan_achttien=nee"], "'geboren' of 'leeftijd' onder 'personen'"),
        (["--feit", "geweld=ja"], "Neem een feit aan waaruit het volgt, zoals "),
        (["--zonder", "opgesloten_"], "dit feit staat niet bij de feiten van de zaak. Bedoelde u opgesloten?"),
        (["--zonder", "is_ouder"], "Wijzig 'relaties' (soort: ouder)."),
    ],
)
def test_wrong_input_is_refused_in_dutch(twee: Path, words: list[str], said: str) -> None:
    """What cannot be assumed is told with place and remedy, and nothing is shown; exit code 1."""
    shown = run("watals", twee, *words)
    assert shown.exit_code == 1
    assert shown.stdout == ""
    assert said in shown.stderr
    assert "1000000" not in shown.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Zeg wat er anders is: geef --feit NAAM=WAARDE of --zonder NAAM."),
        (["--feit", "opgesloten"], "opgesloten is geen NAAM=WAARDE. Schrijf bijvoorbeeld opgesloten=ja."),
        (["--feit", "=ja"], "=ja is geen NAAM=WAARDE."),
        (["--feit", "bewaakt=ja,V1"], "V1 achter een komma is geen SLEUTEL=WAARDE, zoals door=V1."),
        (["--feit", "bewaakt=ja,tege=S1"], "De sleutel tege bestaat niet. Bedoelde u tegen?"),
        (["--feit", "bewaakt=ja,op=2025,op=2024"], "De sleutel op staat er twee keer"),
        (["--feit", "bewaakt=ja", "--zonder", "bewaakt"], "bewaakt staat achter --feit en achter --zonder."),
        (["--feit", "bewaakt=ja", "--feit", "bewaakt=nee"], "bewaakt staat twee keer achter --feit"),
        (["--formaat", "html", "--feit", "x=ja"], "html staat niet in de lijst (tekst, json)."),
    ],
)
def test_misuse(twee: Path, words: list[str], said: str) -> None:
    """A command that contradicts itself or is not well formed is misuse; exit code 2."""
    shown = run("watals", twee, *words)
    assert shown.exit_code == 2
    assert f"Fout: {said}" in shown.stderr or said in shown.stderr
    assert shown.stdout == ""


def test_errors_of_the_file_itself_name_the_file(tmp_path: Path) -> None:
    """What is wrong in the case file is told with its line."""
    bad = tmp_path / "slecht.yaml"
    bad.write_text("feiten: [opgeslote]\n", encoding="utf-8")
    assert "slecht.yaml:1" in run("watals", bad, "--feit", "bewaakt=ja").stderr


def test_persons_may_be_named_more_than_once(twee: Path) -> None:
    """A key that holds several values is given again for each."""
    shown = run("watals", twee, "--feit", "bewaakt=ja,door=V1,door=V2", "--formaat", "json")
    assert json.loads(shown.stdout)["feiten"][0]["wordt"][0]["zin"] == "V1 en V2 hebben S1 bewaakt."


def test_standard_input_and_file(twee: Path, tmp_path: Path) -> None:
    """The case may come from standard input, and the result may go to a file whose name tells the form."""
    shown = run("watals", "-", "--feit", "opgesloten=nee", "--uit", "uit.json", text=TWO)
    assert shown.exit_code == 0
    assert json.loads((tmp_path / "uit.json").read_text(encoding="utf-8"))["soort"] == "watals"
    again = run("watals", twee, "--feit", "opgesloten=nee", "--uit", str(twee), "--overschrijf")
    assert "dit is het zaakbestand zelf" in again.stderr
    assert twee.read_text(encoding="utf-8") == TWO


# vergelijk


def test_equal_cases(twee: Path, tmp_path: Path) -> None:
    """Cases that differ in order only say the same."""
    head, _, facts = TWO.partition("feiten:\n")
    first, second = facts.splitlines(keepends=True)
    persons, _, rest = head.partition("relaties:\n")
    other = tmp_path / "anders.yaml"
    other.write_text(f"feiten:\n{second}{first}relaties:\n{rest}{persons}", encoding="utf-8")
    shown = run("vergelijk", twee, other)
    assert "De twee zaken zeggen hetzelfde; er is geen verschil." in shown.stdout
    assert json.loads(run("vergelijk", twee, other, "--formaat", "json").stdout)["gelijk"] is True


def test_cases_with_other_persons_and_facts(twee: Path, tmp_path: Path) -> None:
    """What only one of two cases says is told, and then what differs in outcome, by rule and person."""
    other = tmp_path / "later.yaml"
    text = TWO.replace("door: V1", "door: V3").replace("  V2: verdachte\n", "  V3: verdachte\n").replace("2010", "2001")
    other.write_text(text, encoding="utf-8")
    shown = run("vergelijk", twee, other)
    text = flat(shown.stdout)
    assert shown.exit_code == 0
    assert "A: zaak zonder naam (twee.yaml)" in text
    assert "personen: S1: rol slachtoffer; geboren 4 mei 2010" in text
    data = json.loads(run("vergelijk", twee, other, "--formaat", "json").stdout)
    by = {(f["verdachte"], f["regel"]): f for f in data["beoordelingen"]}
    assert by["V3", "sr-282-1"]["was"] is None
    assert by["V3", "sr-282-1"]["wordt"]["uitkomst"] == "onvolledig"
    assert by["V1", "sr-282-1"]["was"]["uitkomst"] == "onvolledig"
    assert by["V1", "sr-282-1"]["wordt"]["uitkomst"] == "geen_aanknopingspunt"


def test_both_cases_are_reported(tmp_path: Path) -> None:
    """What is wrong in either case is told at once."""
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("feiten: [opgeslote]\n", encoding="utf-8")
    shown = run("vergelijk", "a.yaml", "b.yaml")
    assert shown.exit_code == 1
    assert "a.yaml:1" in shown.stderr
    assert "b.yaml:1" in shown.stderr
    assert run("vergelijk", "-", "-").exit_code == 2


# Both


@pytest.mark.parametrize("width", ["60", "80", "120"])
def test_fits_the_terminal(twee: Path, zaak: Path, width: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is wider than the terminal, and the columns stand in one line."""
    monkeypatch.setenv("COLUMNS", width)
    assumed = ["watals", str(twee), "--feit", "mishandeld=ja,door=V2,tegen=S1"]
    for words in (assumed, ["vergelijk", str(twee), str(zaak)]):
        lines = run(*words).stdout.splitlines()
        assert max(map(len, lines)) <= int(width)
        assert len({line.index("│") for line in lines if "│" in line}) == 1


CODE = """
import sys
from legalkb.cli import main
for form in ("tekst", "json"):
    main(["watals", sys.argv[1], "--feit", "bewaakt=ja,door=V2", "--zonder", "wil_terugkeren", "--formaat", form],
         prog_name="legalkb", standalone_mode=False)
    main(["vergelijk", sys.argv[1], sys.argv[2], "--formaat", form], prog_name="legalkb", standalone_mode=False)
"""


def test_same_bytes_under_every_hash_seed(twee: Path) -> None:
    """Text and JSON are the same bytes whatever Python's hash seed is."""
    demo = ROOT / "legalkb" / "templates" / "demo.yaml"
    outputs = set()
    for seed in ("0", "1", "4711"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "COLUMNS": "80"}
        command = [sys.executable, "-c", CODE, str(twee), str(demo)]
        done = subprocess.run(command, env=env, capture_output=True, check=True)
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert b'"soort": "vergelijking"' in outputs.pop()


def keys(data: object) -> set[str]:
    """Every key anywhere in JSON data."""
    if isinstance(data, dict):
        return set(data).union(*map(keys, data.values()))
    return set().union(*map(keys, data)) if isinstance(data, list) else set()


def test_page_of_the_json_names_every_key(twee: Path, zaak: Path) -> None:
    """Each key of the JSON is on its reference page, and each key in the first column there is in the JSON."""
    demo = ROOT / "legalkb" / "templates" / "demo.yaml"
    found: set[str] = set()
    for words in (
        ["watals", str(twee), "--feit", "opgesloten=ja,door=V2", "--zonder", "wil_terugkeren"],
        ["vergelijk", str(zaak), str(demo)],
    ):
        found |= keys(json.loads(run(*words, "--formaat", "json").stdout))
    page = (ROOT / "docs" / "reference" / "verschil.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`([^`]+)`", page)) | {"tekst", "link", "grondslag", "geldig_vanaf", *EVIDENCE}
    first = {
        name for cell in re.findall(r"^\| (`[^|]*) \|", page, re.MULTILINE) for name in re.findall(r"`(\S+)`", cell)
    }
    assert found <= told, sorted(found - told)
    assert first <= found, sorted(first - found)


EVIDENCE = {"afgeleid_uit", "alleen_verklaring_verdachte", "ingetrokken", "gedraging_van"}
