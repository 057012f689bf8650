"""The command ``oefening nakijken`` as somebody uses it."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import fixtures_cli
import pytest
from fixtures_cli import ROOT, run
from fixtures_grading import folder

from legalkb.knowledge import KnowledgeBase
from legalkb.node import SourceText
from legalkb.report import graded_view
from legalkb.training import answer
from legalkb.training.exercise_file import Accepted
from legalkb.training.grading import grade

own_folder = fixtures_cli.own_folder
pytestmark = pytest.mark.usefixtures("own_folder")
GRADE = ("oefening", "nakijken")
ACCEPTED = Accepted("sr-284-1-1", "wederrechtelijk", "vervuld", "Het afpakken is al onrechtmatig")


@pytest.fixture
def oefening(tmp_path: Path, knowledge: KnowledgeBase) -> Path:
    """An exercise folder about the demonstration, with ``goed.yaml`` beside it."""
    return folder(tmp_path, knowledge, (ACCEPTED,))[0]


def other(name: str, old: str, new: str) -> str:
    """The right answer with something else in the part on art. 284 of V1, as a file."""
    before, mark, after = Path("goed.yaml").read_text(encoding="utf-8").partition("bepaling: sr-284-1-1")
    assert old in after
    Path(name).write_text(before + mark + after.replace(old, new, 1), encoding="utf-8")
    return name


def flat(text: str) -> str:
    """A text without its division in lines."""
    return " ".join(text.split())


def test_right_answer(oefening: Path) -> None:
    """A right answer is right, per subject, and it is said that this is no mark."""
    shown = run(*GRADE, oefening, "goed.yaml")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert re.search(r"artikel 279 (\d+) van \1 goed \(100%\)", flat(shown.stdout))
    assert "Dit is geen cijfer" in shown.stdout
    assert "FICTIEF" in shown.stdout
    assert "FOUT" not in shown.stdout and "GEMIST" not in shown.stdout


def test_wrong_status_is_explained(oefening: Path) -> None:
    """A wrong status stands with the key's, the facts and their paragraphs, the law with its link, and what to ask."""
    name = other("fout.yaml", "dwingt: {status: open_norm", "dwingt: {status: vervuld")
    text = flat(run(*GRADE, oefening, name).stdout)
    assert "FOUT ‘dwingt’: u schreef vervuld; volgens de uitwerking open norm: voor en tegen." in text
    assert "(alinea 17; feit 16, verklaring V1; alleen verklaring verdachte)" in text
    assert "Een mens beslist: Heeft de verdachte opzettelijk zo veel druk" in text
    assert "https://wetten.overheid.nl/jci1.3:c:BWBR0001854&artikel=284" in text
    assert "Hoge Raad 27 maart 2007, ECLI:NL:HR:2007:AZ5707" in text
    assert "Voorbehoud: Zedenzaak." in text
    assert "artikel 284 23 van 24 goed (96%); 1 fout" in text


def test_accepted_reading_is_shown(oefening: Path) -> None:
    """A reading that the trainer accepts counts as right, and the reason is shown."""
    name = other("anders.yaml", "wederrechtelijk: {status: open_norm", "wederrechtelijk: {status: vervuld")
    text = flat(run(*GRADE, oefening, name).stdout)
    assert "‘wederrechtelijk’: vervuld: Het afpakken is al onrechtmatig." in text
    assert "artikel 284 24 van 24 goed (100%)" in text


def test_exercise_may_be_named_in_three_ways(oefening: Path) -> None:
    """The folder, the folder of the trainer and the file itself name the same exercise."""
    places = (oefening, oefening / "docent", oefening / "docent" / "oefening.yaml")
    assert len({run(*GRADE, place, "goed.yaml").stdout for place in places}) == 1


def test_several_answers_stand_after_each_other(oefening: Path) -> None:
    """Several answers are graded in the order given; one that is not as it should be is told and the rest goes on."""
    Path("leeg.yaml").write_text("", encoding="utf-8")
    shown = run(*GRADE, oefening, "goed.yaml", "leeg.yaml", oefening / "cursist/antwoord.yaml")
    assert shown.exit_code == 1
    assert "leeg.yaml: het bestand is leeg. Gebruik het bestand dat bij de oefening hoort." in shown.stderr
    assert shown.stdout.count("Nagekeken: oefening-01") == 2
    assert shown.stdout.index("goed.yaml") < shown.stdout.index("antwoord.yaml")


def test_results_in_files(oefening: Path) -> None:
    """With --uit each result gets a file of its own in a folder; a file that exists stays unless asked."""
    name = other("twee.yaml", "uitkomst: onvolledig", "uitkomst:")
    Path("nagekeken").mkdir()
    shown = run(*GRADE, oefening, "goed.yaml", name, "--uit", "nagekeken")
    assert (shown.exit_code, shown.stdout) == (0, "")
    assert sorted(p.name for p in Path("nagekeken").iterdir()) == ["goed-nagekeken.txt", "twee-nagekeken.txt"]
    assert "GEMIST uitkomst" in Path("nagekeken/twee-nagekeken.txt").read_text(encoding="utf-8")
    again = run(*GRADE, oefening, "goed.yaml", "--uit", "nagekeken/goed-nagekeken.txt")
    assert again.exit_code == 1 and "bestaat al" in again.stderr
    assert run(*GRADE, oefening, "goed.yaml", "--uit", "uit.json").exit_code == 0
    assert json.loads(Path("uit.json").read_text(encoding="utf-8"))["oefening"] == "oefening-01"


def test_nothing_that_is_read_is_overwritten(oefening: Path) -> None:
    """A result never takes the place of the answer, the exercise or its case."""
    for file in (Path("goed.yaml"), oefening / "docent/oefening.yaml", oefening / "docent/zaak.yaml"):
        before = file.read_bytes()
        shown = run(*GRADE, oefening, "goed.yaml", "--uit", file, "--overschrijf")
        assert shown.exit_code == 1
        assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nergens", "goed.yaml"], 1, "nergens: het bestand bestaat niet."),
        ([".", "goed.yaml"], 1, ".: in deze map staat geen oefening."),
        (["oefening-01", "nergens.yaml"], 1, "nergens.yaml: het bestand bestaat niet."),
        (["oefening-01"], 2, "Er ontbreekt een argument: ANTWOORD"),
        (["oefening-01", "-", "-"], 2, "Maar één antwoord kan van de standaardinvoer komen."),
        (["oefening-01", "goed.yaml", "b.yaml", "--uit", "x"], 2, "Bij meer antwoorden is PAD achter --uit een map"),
        (
            ["oefening-01", "goed.yaml", "./goed.yaml", "--uit", "."],
            2,
            "Twee antwoorden zouden hetzelfde bestand krijg",
        ),
        (["oefening-01", "goed.yaml", "--formaat", "word"], 2, "word staat niet in de lijst (tekst, html, md, json)."),
        (["oefening-01", "goed.yaml", "b.yaml", "--formaat", "html"], 2, "komt elke pagina in een eigen bestand."),
        (["oefening-01", "goed.yaml", "--uit", "x.docx"], 2, "Geef PAD een naam die eindigt op .txt, .html, .md of"),
    ],
)
def test_wrong_use(oefening: Path, words: list[str], code: int, said: str) -> None:
    """What cannot be graded is told in Dutch, with nothing on standard output."""
    assert oefening.is_dir()
    shown = run(*GRADE, *words)
    assert (shown.exit_code, shown.stdout) == (code, "")
    assert said in shown.stderr


@pytest.mark.parametrize("ending", ["html", "md"])
def test_page_says_what_the_text_says(ending: str, tmp_path: Path, knowledge: KnowledgeBase) -> None:
    """As a page an answer is graded in the same words, with the law as a link, for one answer and for a folder."""
    place, key = folder(tmp_path, knowledge, (ACCEPTED,))
    name = other("fout.yaml", "dwingt: {status: open_norm", "dwingt: {status: vervuld")
    assert run(*GRADE, place, name, "--uit", f"uit.{ending}").exit_code == 0
    page = Path(f"uit.{ending}").read_text(encoding="utf-8")
    plain = html.unescape(re.sub(r"<[^>]+>", "", page)) if ending == "html" else re.sub(r"\\(.)", r"\1", page)
    source = SourceText(name, Path(name).read_text(encoding="utf-8"))
    told = graded_view.told(grade(answer.read(source, key, knowledge.vocabulary), key))
    sections = [section for _, found in told.sections for section in found]
    points = [point for section in sections for point in section.points]
    assert points
    said = [graded_view.NO_MARK, *told.right, *(s.title for s in sections), *(p.text for p in points)]
    said += [text for _, text in told.scores] + [why for point in points for why in point.why]
    assert [text for text in said if flat(text) not in flat(plain)] == []
    assert "FICTIEF" in page
    link = r'href="https://wetten\.overheid\.nl/jci1\.3:c:BWBR0001854' if ending == "html" else r"\]\(<https://wetten"
    assert re.search(link, page)
    Path("map").mkdir()
    assert run(*GRADE, place, name, "goed.yaml", "--formaat", ending, "--uit", "map").exit_code == 0
    assert sorted(p.name for p in Path("map").iterdir()) == [f"fout-nagekeken.{ending}", f"goed-nagekeken.{ending}"]


def test_errors_in_an_answer_name_the_file_and_line(oefening: Path) -> None:
    """What is wrong in an answer is told with file and line; free text of the trainee is never shown."""
    name = other("fout.yaml", "uitkomst: onvolledig", "toelichting: geheim\n    uitkomst: misschien")
    shown = run(*GRADE, oefening, name)
    assert shown.exit_code == 1
    assert re.match(r"fout\.yaml:\d+: onbekende waarde bij 'uitkomst': misschien\.", shown.stderr)
    name = other("toelichting.yaml", "uitkomst: onvolledig", "toelichting: geheim\n    uitkomst: aanwijzing")
    assert "geheim" not in shown.stderr + run(*GRADE, oefening, name).output
    assert "geheim" not in run(*GRADE, oefening, name, "--formaat", "json").output


def test_answer_from_standard_input(oefening: Path) -> None:
    """An answer may come from standard input."""
    text = Path("goed.yaml").read_text(encoding="utf-8")
    assert run(*GRADE, oefening, "-", text=text).stdout == run(*GRADE, oefening, "goed.yaml").stdout


@pytest.mark.parametrize("width", [60, 80, 120])
def test_fits_the_terminal(oefening: Path, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is wider than the terminal, except an address."""
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run(*GRADE, oefening, oefening / "cursist/antwoord.yaml").stdout.splitlines()
    assert max(len(line) for line in lines if "https://" not in line) <= width
    assert all(line.strip().startswith("https://") for line in lines if "https://" in line)


CODE = """
import sys
from legalkb.cli import main
for form in ("tekst", "json"):
    for answer in sys.argv[2:]:
        main(["oefening", "nakijken", sys.argv[1], answer, "--formaat", form], prog_name="legalkb",
             standalone_mode=False)
"""


def test_same_bytes_under_every_hash_seed(oefening: Path) -> None:
    """Text and JSON are the same bytes whatever Python's hash seed is."""
    outputs = set()
    for seed in ("0", "4711"):
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "COLUMNS": "80"}
        command = [sys.executable, "-c", CODE, str(oefening), str(oefening / "cursist/antwoord.yaml"), "goed.yaml"]
        outputs.add(subprocess.run(command, env=env, capture_output=True, check=True).stdout)
    assert len(outputs) == 1


def keys(data: object) -> set[str]:
    """Every key anywhere in JSON data, those of sources, statements and the key's own findings left aside."""
    if isinstance(data, dict):
        below = (
            v
            for k, v in data.items()
            if k not in ("bronnen", "beantwoord") and not (k == "uitwerking" and isinstance(v, dict))
        )
        return set(data).union(*map(keys, below))
    return set().union(*map(keys, data)) if isinstance(data, list) else set()


def test_page_of_the_json_names_every_key(oefening: Path) -> None:
    """Each key of the JSON is on its reference page, and each key in the tables there is in the JSON."""
    found = keys(json.loads(run(*GRADE, oefening, "goed.yaml", "--formaat", "json").stdout))
    page = (ROOT / "docs" / "reference" / "oefenbestand.md").read_text(encoding="utf-8")
    _, _, section = page.partition("## Het resultaat als JSON")
    rows = re.findall(r"^\| (`[^|]*) \|", section, re.MULTILINE)
    told = {name for cell in rows for name in re.findall(r"`([^`]+)`", cell)}
    assert found == told


def test_empty_form_of_an_exercise(oefening: Path) -> None:
    """The form that is given is the one in the folder, on the screen or in a file; nothing is overwritten unasked."""
    text = (oefening / "cursist/antwoord.yaml").read_text(encoding="utf-8")
    assert run("oefening", "formulier", oefening).stdout == text
    assert run("oefening", "formulier", oefening, "--uit", "leeg.yaml").exit_code == 0
    assert Path("leeg.yaml").read_text(encoding="utf-8") == text
    assert run("oefening", "formulier", oefening, "--uit", "leeg.yaml").exit_code == 1
    assert run("oefening", "formulier", "nergens").exit_code == 1
