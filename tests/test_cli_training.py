"""The commands ``oefening maak`` and ``cursus`` as somebody uses them."""

from __future__ import annotations

import stat
from pathlib import Path

import fixtures_cli
import pytest
import yaml
from fixtures_cli import run

own_folder = fixtures_cli.own_folder
pytestmark = pytest.mark.usefixtures("own_folder")
MAKE = ("oefening", "maak")
FILES = {
    "cursist/antwoord.yaml",
    "cursist/casus.html",
    "docent/docentnotities.html",
    "docent/oefening.yaml",
    "docent/uitwerking.html",
    "docent/zaak.yaml",
}


def written(folder: Path) -> set[str]:
    """The files in a folder, by their path in it."""
    return {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}


def test_exercise_is_written_whole() -> None:
    """An exercise is six files in two folders, for the user's eyes only, named after its seed and nothing else."""
    shown = run(*MAKE, "--scenario", "S04", "--niveau", "2", "--zaad", "3", "--uit", "map")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert shown.stdout.split() == ["map/oefening-03", "(niveau", "2,", "zaad", "3)"]
    folder = Path("map/oefening-03")
    assert written(folder) == FILES
    assert all(stat.S_IMODE((folder / f).stat().st_mode) == 0o600 for f in FILES)
    assert all(stat.S_IMODE(p.stat().st_mode) == 0o700 for p in (Path("map"), folder, folder / "docent"))
    assert all("FICTIEF" in (folder / f).read_text(encoding="utf-8") for f in FILES if f.endswith("html"))
    assert yaml.safe_load((folder / "docent/zaak.yaml").read_text(encoding="utf-8"))["fictief"] in ("ja", True)
    assert run("beoordeel", folder / "docent/zaak.yaml").exit_code == 0
    form = run("oefening", "formulier", folder)
    assert form.stdout == (folder / "cursist/antwoord.yaml").read_text(encoding="utf-8")


def test_notes_hold_the_command_that_makes_it_again() -> None:
    """The command in the trainer's notes gives the same exercise, byte for byte."""
    run(*MAKE, "--bepaling", "310", "--uitkomst", "onvolledig", "--niveau", "1", "--zaad", "4", "--formaat", "md",
        "--uit", "een")  # fmt: skip
    notes = Path("een/oefening-04/docent/docentnotities.md").read_text(encoding="utf-8")
    line = next(x for x in notes.splitlines() if x.startswith("Opnieuw maken:"))
    words = line.split("legalkb ")[1].replace("\\", "").replace("MAP", "twee").split()
    assert run(*words, "--formaat", "md").exit_code == 0
    for name in written(Path("een/oefening-04")):
        assert (Path("een/oefening-04") / name).read_bytes() == (Path("twee/oefening-04") / name).read_bytes()


def test_chosen_provision_limits_the_form() -> None:
    """With a provision the form asks about that alone; without one it asks about all of them."""
    run(*MAKE, "--bepaling", "285c", "--zaad", "2", "--uit", "een")
    run(*MAKE, "--zaad", "2", "--uit", "twee")
    one, all_ = (
        {
            a["bepaling"]
            for a in yaml.safe_load(Path(f"{m}/oefening-02/cursist/antwoord.yaml").read_text())["antwoorden"]
        }
        for m in ("een", "twee")
    )
    assert one == {"sr-285c"}
    assert len(all_) == 13


def test_nothing_is_replaced_unasked() -> None:
    """An exercise that is there is not replaced, and nothing of a later one is written either; ``--overschrijf`` does."""
    run(*MAKE, "--zaad", "6", "--uit", "map")
    before = {name: (Path("map") / name).read_bytes() for name in written(Path("map"))}
    shown = run(*MAKE, "--zaad", "5", "--aantal", "2", "--niveau", "1", "--uit", "map")
    assert shown.exit_code == 1
    assert "bestaat al" in shown.stderr
    assert {name: (Path("map") / name).read_bytes() for name in written(Path("map"))} == before
    assert run(*MAKE, "--zaad", "5", "--aantal", "2", "--niveau", "1", "--uit", "map", "--overschrijf").exit_code == 0
    assert len(written(Path("map"))) == 12


@pytest.mark.parametrize(
    ("name", "old", "new", "what"),
    [
        ("cursist/antwoord.yaml", "uitkomst:\n", "uitkomst: onvolledig\n", "ingevulde antwoorden"),
        ("cursist/antwoord.yaml", "{status: , alineas: []}", "{status: vervuld, alineas: []}", "ingevulde antwoorden"),
        ("docent/oefening.yaml", "aanvaard: []", "aanvaard:\n  - bepaling: sr-284-1-1", "aanvaarde lezingen"),
        ("docent/oefening.yaml", "aanvaard: []", "aanvaard: [{bepaling: sr-284-1-1}]", "aanvaarde lezingen"),
    ],
)
def test_own_work_is_never_replaced(name: str, old: str, new: str, what: str) -> None:
    """A filled-in form and accepted readings stay, also with ``--overschrijf``, and nothing else is written."""
    run(*MAKE, "--zaad", "6", "--uit", "map")
    path = Path("map/oefening-06") / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    before = {n: (Path("map") / n).read_bytes() for n in written(Path("map"))}
    shown = run(*MAKE, "--zaad", "6", "--formaat", "md", "--uit", "map", "--overschrijf")
    assert shown.exit_code == 1
    assert what in shown.stderr and name in shown.stderr
    assert {n: (Path("map") / n).read_bytes() for n in written(Path("map"))} == before


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("--scenario S99 --uit m", 2, "S99 is geen scenario"),
        ("--niveau 4 --uit m", 2, "4 staat niet in de lijst (1, 2, 3)"),
        ("--aantal 0 --uit m", 2, "0 is geen aantal van 1 tot en met 100"),
        ("--zaad x --uit m", 2, "x is geen getal"),
        ("--bepaling 242 --uit m", 2, "242 is geen bepaling die legalkb beoordeelt"),
        ("--onderwerp verjaard --uit m", 2, "Bedoelde u verjaring"),
        ("--peildatum 2026-13-01 --uit m", 2, "geen datum"),
        ("--scenario C1 --bepaling 279 --uit m", 2, "C1 is een tegenscenario"),
        ("--bepaling 282.3 --niveau 2 --uit m", 1, "geen zinnen: slachtoffer_overleden, overlijden_door_vasthouden"),
        ("--scenario S07 --bepaling 279 --uit m", 1, "raakt deze bepaling volgens de kennisbank niet"),
        ("", 2, "--uit is verplicht"),
        ("--uit bestand", 1, "dit is geen map"),
    ],
)
def test_wrong_wishes_are_explained(words: str, code: int, said: str) -> None:
    """A wish that can't be is refused in Dutch, and nothing is written."""
    Path("bestand").write_text("", encoding="utf-8")
    shown = run(*MAKE, *words.split())
    assert (shown.exit_code, shown.stdout) == (code, "")
    assert said in shown.stderr
    assert not Path("m").exists()


def test_small_course() -> None:
    """A course is written with its overview; the forms in it ask about every provision."""
    shown = run("oefening", "cursus", "--aantal", "2", "--zaad", "2", "--formaat", "md", "--uit", "cursus")
    assert shown.exit_code == 0
    assert "2 oefeningen in cursus" in shown.stdout
    page = Path("cursus/docent/overzicht.md").read_text(encoding="utf-8")
    assert all(f"| oefening-0{n} |" in page for n in (1, 2))
    assert "artikel 2" in page.split("Wat geen enkele oefening raakt")[1]
    for n in (1, 2):
        form = yaml.safe_load(Path(f"cursus/oefening-0{n}/cursist/antwoord.yaml").read_text(encoding="utf-8"))
        assert len({a["bepaling"] for a in form["antwoorden"]}) == 13
