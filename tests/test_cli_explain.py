"""The command ``verklaar`` as a user runs it: provisions as people write them, errors, and files."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import fixtures_cli
import pytest
from fixtures_cli import run
from fixtures_explanation import DEMO, base

from legalkb.cli.provisions import meant, short, variants

own_folder, zaak = fixtures_cli.own_folder, fixtures_cli.zaak
pytestmark = pytest.mark.usefixtures("own_folder")


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("279", "sr-279-1 sr-279-2"),
        ("sr 279", "sr-279-1 sr-279-2"),
        ("Artikel 279 Sr", "sr-279-1 sr-279-2"),
        ("279.2", "sr-279-2"),
        ("279-2", "sr-279-2"),
        ("279 lid 2", "sr-279-2"),
        ("art. 279, tweede lid, Sr", "sr-279-2"),
        ("sr-279-2", "sr-279-2"),
        ("SR-279-2", "sr-279-2"),
        ("284", "sr-284-1-1 sr-284-1-2"),
        ("284 lid 1", "sr-284-1-1 sr-284-1-2"),
        ("284 lid 1 2°", "sr-284-1-2"),
        ("284 lid 1 onder 2", "sr-284-1-2"),
        ("284 lid 1, onder 2°, Sr", "sr-284-1-2"),
        ("284.1.2", "sr-284-1-2"),
        ("284 2°", "sr-284-1-2"),
        ("285", "sr-285-1 sr-285-2"),
        ("285c", "sr-285c"),
        ("285C", "sr-285c"),
        ("310", "sr-310"),
        ("279 lid 3", ""),
        ("284 lid 1 3°", ""),
        ("28", ""),
        ("1:233 BW", ""),
        ("iets", ""),
        ("", ""),
    ],
)
def test_provisions_as_people_write_them(words: str, keys: str) -> None:
    """A provision is found however it is written; what does not exist is not found."""
    found, _ = meant(words.split(), variants(base().rulebook))
    assert [r.key for r in found] == keys.split()


def test_every_variant_is_found_by_its_short_name() -> None:
    """Each variant of the rule book is found by its id and by how it is written shortly."""
    rules = variants(base().rulebook)
    for rule in rules:
        assert meant([rule.key], rules)[0] == (rule,)
        assert meant(short(rule).split(), rules)[0] == (rule,)


def test_an_article_explains_each_variant_with_a_lead() -> None:
    """A bare article explains the variants with a lead, and names those of which nothing of their own is known."""
    shown = run("verklaar", DEMO, "282").stdout
    assert shown.count("UITKOMST") == 1
    assert "Wederrechtelijke vrijheidsberoving; V2 ten aanzien van S1" in shown
    assert "Nog niets bekend over wat daarnaast nodig is voor artikel 282 lid 2 en lid 3 Sr" in shown
    assert run("verklaar", DEMO, "279").stdout.count("UITKOMST") == 2


def test_a_variant_by_name_is_explained_even_if_bare() -> None:
    """A variant that is named is explained though nothing of its own is known yet."""
    shown = run("verklaar", DEMO, "282", "lid", "2").stdout
    assert "Artikel 282 lid 2 Sr" in shown
    assert "lichamelijk letsel" in shown


def test_without_a_lead_the_base_variant_is_explained(zaak: Path) -> None:
    """Where nothing points to an article its first variant is explained, with what would give a lead."""
    shown = run("verklaar", zaak, "282")
    assert shown.exit_code == 0
    assert shown.stdout.startswith("Artikel 282 lid 1 Sr\n")
    assert shown.stdout.count("UITKOMST: Geen aanknopingspunt.") == 1
    assert "er is dan een aanknopingspunt" in shown.stdout


def test_persons_and_elements_can_be_chosen() -> None:
    """With a suspect and an element only those are explained."""
    shown = run("verklaar", DEMO, "284", "--verdachte", "V2", "--bestanddeel", "dwingt").stdout
    assert "V2 ten aanzien van" in shown
    assert "V1 ten aanzien van" not in shown
    assert "‘dwingt’: weersproken" in shown
    assert "‘een ander’" not in shown


@pytest.mark.parametrize(
    ("arguments", "texts"),
    [
        (("279 lid 5",), ("279 lid 5 is geen bepaling", "Bedoelde u", "279 lid 1")),
        (("diefstal",), ("diefstal is geen bepaling", "285c, 310, 321")),
        (("284", "--bestanddeel", "dwing"), ("dwing is geen bestanddeel", "Bedoelde u dwingt?")),
        (("284", "--bestanddeel", "xyz"), ("xyz is geen bestanddeel", "Bekend zijn: ")),
        (("284", "--verdachte", "V9"), ("V9 is in deze zaak geen verdachte", "V1")),
        (("284", "--slachtoffer", "V1"), ("V1 is in deze zaak geen slachtoffer", "S1")),
        (("284", "--formaat", "pdf"), ("pdf staat niet in de lijst",)),
        ((), ("Er ontbreekt een argument: BEPALING",)),
    ],
)
def test_misuse_is_code_two_and_says_what_was_meant(arguments: tuple[str, ...], texts: tuple[str, ...]) -> None:
    """An unknown provision, element, person or form ends with exit code 2 and says what there is."""
    shown = run("verklaar", DEMO, *arguments)
    assert shown.exit_code == 2
    assert shown.stdout == ""
    assert all(text in shown.stderr for text in texts), shown.stderr


def test_a_bad_case_file_is_code_one(tmp_path: Path) -> None:
    """A case file with mistakes ends with exit code 1 and names each with its line."""
    file = tmp_path / "fout.yaml"
    file.write_text("feiten:\n  - bestaat_niet\n  - {feit: bewaakt, waarde: misschien}\n", encoding="utf-8")
    shown = run("verklaar", file, "282")
    assert shown.exit_code == 1
    assert "fout.yaml:2" in shown.stderr
    assert "fout.yaml:3" in shown.stderr
    assert run("verklaar", tmp_path / "weg.yaml", "282").exit_code == 1


def test_a_case_from_standard_input() -> None:
    """A dash reads the case from standard input."""
    shown = run("verklaar", "-", "282", text="feiten: [opgesloten]\n")
    assert shown.exit_code == 0
    assert "NN1 ten aanzien van S1" in shown.stdout


def test_nobody_to_assess(tmp_path: Path) -> None:
    """A case in which suspect and victim are one person has nothing to explain and says so."""
    file = tmp_path / "een.yaml"
    file.write_text("personen: {P1: {rol: [verdachte, slachtoffer]}}\nfeiten: [opgesloten]\n", encoding="utf-8")
    shown = run("verklaar", file, "282")
    assert shown.exit_code == 2
    assert "geen twee verschillende personen" in shown.stderr


def test_files_follow_their_ending(tmp_path: Path) -> None:
    """The ending of the file gives the form; a file that exists stays unless asked otherwise, and nobody else reads it."""
    for ending in ("svg", "json", "txt"):
        target = tmp_path / f"uitleg.{ending}"
        assert run("verklaar", DEMO, "284", "--uit", target).exit_code == 0
        assert target.stat().st_mode & 0o077 == 0
        again = run("verklaar", DEMO, "284", "--uit", target)
        assert again.exit_code == 1
        assert "bestaat al" in again.stderr
        assert run("verklaar", DEMO, "284", "--uit", target, "--overschrijf").exit_code == 0
    assert ET.parse(tmp_path / "uitleg.svg").getroot().tag.endswith("svg")
    data = json.loads((tmp_path / "uitleg.json").read_text(encoding="utf-8"))
    assert {x["bepaling"] for x in data["uitleg"]} == {"sr-284-1-1"}
    assert (tmp_path / "uitleg.txt").read_text(encoding="utf-8").startswith("Artikel 284")


def test_the_case_file_is_never_overwritten(zaak: Path) -> None:
    """The result never takes the place of the case itself."""
    before = zaak.read_text(encoding="utf-8")
    assert run("verklaar", zaak, "279", "--uit", zaak, "--overschrijf").exit_code == 1
    assert zaak.read_text(encoding="utf-8") == before


def test_what_would_be_otherwise_is_no_advice() -> None:
    """Where a statement stands in the way, it is said that what was stated stays."""
    shown = " ".join(run("verklaar", DEMO, "284", "--verdachte", "V2").stdout.split())
    assert "Dit zou anders zijn" in shown
    assert "Wat is verklaard of vastgelegd, blijft staan." in shown


def test_without_asking_more_only_the_offence_is_searched() -> None:
    """The text shows the ways for the offence; in full, and in JSON, those for each element are there too."""
    short, full = (run("verklaar", DEMO, "284", *more).stdout for more in ((), ("--alles",)))
    assert "dan alleen nog het oordeel van een mens" not in short
    assert "dan alleen nog het oordeel van een mens" in full.replace("\n", " ").replace("│  ", "").replace("  ", " ")
    data = json.loads(run("verklaar", DEMO, "284", "--formaat", "json").stdout)
    assert {o["bestanddeel"] for o in data["uitleg"][0]["anders_als"]} == {None, "wederrechtelijk", "dwingt"}
