"""Damaged, hostile and mistaken files for ``wet bijwerken``: a Dutch error with the line, never more than that."""

from __future__ import annotations

import os
import re
from pathlib import Path

import fixtures_cli
import pytest
from fixtures_cli import run
from fixtures_upkeep import FICTITIOUS, Artikel, Lid, toestand, wti
from hypothesis import given, settings
from hypothesis import strategies as st

from legalkb.errors import LegalkbError, Problem
from legalkb.upkeep import consolidation, history

own_folder = fixtures_cli.own_folder
pytestmark = pytest.mark.usefixtures("own_folder")

SOUND = FICTITIOUS.read_bytes()
BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE toestand [
<!ENTITY a "lollollollollollol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;">
]>
<toestand>&f;&f;&f;&f;</toestand>"""
ARTICLE = Artikel("310", (Lid("", "Hij die …"),))


def _line_of(text: str) -> int:
    return SOUND.decode().split(text)[0].count("\n") + 1


def _deep(times: int) -> bytes:
    return b'<toestand bwb-id="BWBR0001854" inwerkingtreding="2030-01-01">' + b"\n<al>" * times + b"</al>" * times


DAMAGED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", r":1: het bestand is leeg"),
    "blank": (b" \n\t\n", r":1: het bestand is leeg"),
    "cut in a tag": (SOUND[: SOUND.index(b"lidnr>2<") + 3], r":\d+: het bestand houdt te vroeg op"),
    "cut between tags": (SOUND[: SOUND.index(b"<lid><lidnr>2")], r":\d+: het bestand houdt te vroeg op"),
    "only a declaration": (b'<?xml version="1.0"?>', r":1: het bestand houdt te vroeg op"),
    "closed by another name": (
        SOUND.replace(b"heimelijk wegneemt", b"<nadruk>wegneemt</cursief>"),
        rf":{_line_of('heimelijk')}: een element wordt met een andere naam gesloten",
    ),
    "not in the coding it says": (
        SOUND.decode().encode("latin-1", "replace"),
        rf":{_line_of('1°.')}: hier staat een teken dat in XML niet kan",
    ),
    "unknown coding": (SOUND.replace(b"UTF-8", b"KLINGON"), r":1: onbekende tekencodering"),
    "multi-byte coding": (SOUND.replace(b"UTF-8", b"utf-7"), r":1: (onbekende tekencodering|hier staat)"),
    "coding that is none": (SOUND.replace(b"UTF-8", b"rot13"), r":1: onbekende tekencodering"),
    "UTF-16 by name only": (SOUND.replace(b"UTF-8", b"UTF-16"), r":1: de tekencodering klopt niet"),
    "entity bomb": (BOMB, r":2: het bestand heeft een DOCTYPE"),
    "external entity": (
        b'<!DOCTYPE toestand [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n<toestand>&x;</toestand>',
        r":1: het bestand heeft een DOCTYPE",
    ),
    "external DTD": (
        b'<!DOCTYPE toestand SYSTEM "http://127.0.0.1:9/toestand.dtd">\n' + SOUND.partition(b"\n")[2],
        r":1: het bestand heeft een DOCTYPE",
    ),
    "parameter entity": (b'<!DOCTYPE t [<!ENTITY % p SYSTEM "p.dtd"> %p;]><t/>', r":1: het bestand heeft een DOCTYPE"),
    "entity without definition": (
        SOUND.replace(b"heimelijk", b"&euml;"), rf":{_line_of('heimelijk')}: een entiteit \(&naam;\) die niet bestaat",
    ),
    "deep": (_deep(100), r":61: meer dan 60 elementen in elkaar"),
    "very deep": (_deep(200_000), r":61: meer dan 60 elementen in elkaar"),
    "an attribute twice": (b'<toestand a="1" a="2"/>', r":1: een kenmerk staat twee keer"),
    "two documents": (SOUND + b"<toestand/>", r":\d+: er staat nog iets achter het einde"),
    "JSON": (b'{"toestand": {"bwb-id": "BWBR0001854"}}', r":1: dit is geen XML: {\"toestand\""),
    "binary": (b"PK\x03\x04\x14\x00\x00\x00\xff\xfe", r":1: dit is geen XML"),
    "zeros": (b"\0" * 5000, r":1: (dit is geen XML|hier staat een teken)"),
    "zeros inside": (SOUND.replace(b"heimelijk", b"hei\0melijk"), rf":{_line_of('heimelijk')}: hier staat een teken"),
    "web page": (b"<!doctype html><html><body>Storing<br></body></html>", r":1: "),
    "another schema": (b"\n<wet><artikel/></wet>", r":2: dit is geen toestand uit het Basiswettenbestand: <wet>"),
    "the WTI": (wti({}).encode(), r":1: dit is de wetstechnische informatie\. Geef dit bestand achter --wti"),
    "no articles": (toestand([]).encode(), r":1: er staat geen enkel artikel in"),
    "another act": (toestand([ARTICLE], bwb_id="BWBR0018451").encode(), r": deze wet staat niet in de kennisbank: Wet"),
    "no BWB id": (toestand([ARTICLE], bwb_id="Sr").encode(), r":1: geen BWB-nummer bij 'bwb-id': Sr"),
    "no such day": (toestand([ARTICLE], day="2030-02-30").encode(), r":1: geen datum bij 'inwerkingtreding': 2030-02-30"),
    "no such first day": (
        toestand([ARTICLE, Artikel("311", ARTICLE.leden, since="straks")]).encode(),
        r":\d+: geen datum bij 'inwerking': straks",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_file_gives_one_dutch_error(name: str, tmp_path: Path) -> None:
    """Each damaged file gives the error with file and line, code 1, nothing on standard output and no proposal."""
    content, expected = DAMAGED[name]
    file = tmp_path / "wet.xml"
    file.write_bytes(content)
    shown = run("wet", "bijwerken", file, "--uit", "voorstel.ttl")
    assert shown.exit_code == 1, shown.output
    assert shown.stdout == ""
    assert re.match(re.escape(str(file)) + expected, shown.stderr), shown.stderr
    assert not {"Traceback", "expat", "SAX", "Error"} & set(re.findall(r"\w+", shown.stderr))
    assert not Path("voorstel.ttl").exists()
    assert len(shown.stderr.splitlines()) == 1


def test_every_damage_is_told_with_a_remedy(tmp_path: Path) -> None:
    """Behind what is wrong the error says what to do."""
    file = tmp_path / "wet.xml"
    for content, _ in DAMAGED.values():
        file.write_bytes(content)
        said = run("wet", "bijwerken", file).stderr.strip()
        assert said.endswith("."), said
        assert re.search(r"(\. |: )[A-Z][^.]+ ", said), said


def test_too_large_file_is_refused_with_the_limit(tmp_path: Path) -> None:
    """A file over the limit is not read; the error names the limit."""
    file = tmp_path / "groot.xml"
    with file.open("wb") as out:
        out.truncate(consolidation.LIMIT + 1)
    shown = run("wet", "bijwerken", file)
    assert shown.exit_code == 1
    assert "groter dan 32 MB" in shown.stderr


@pytest.mark.parametrize(("path", "expected"), [(".", "dit is een map"), ("er_niet.xml", "dit bestand bestaat niet")])
def test_no_file(path: str, expected: str) -> None:
    """A folder and a name that does not exist are told apart."""
    shown = run("wet", "bijwerken", path)
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert expected in shown.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a Unix device")
def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """A named pipe is refused, not waited for."""
    os.mkfifo(tmp_path / "pijp")
    shown = run("wet", "bijwerken", tmp_path / "pijp")
    assert shown.exit_code == 1
    assert "geen gewoon bestand" in shown.stderr


def test_what_a_file_names_is_never_opened(tmp_path: Path) -> None:
    """Schemas, style sheets and XInclude are not followed: the file is read as if they were not there."""
    head, _, rest = SOUND.decode().partition("<toestand ")
    style = '<?xml-stylesheet href="er_niet.xsl"?>\n'
    named = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="er_niet.xsd" '
    inclusion = '<wetgeving soort="wet"><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="er_niet.xml"/>'
    file = tmp_path / "wet.xml"
    text = f"{head}{style}<toestand {named}{rest}".replace('<wetgeving soort="wet">', inclusion)
    file.write_text(text, encoding="utf-8")
    plain = tmp_path / "kaal.xml"
    plain.write_bytes(SOUND)
    read = consolidation.read(file)
    assert [a.paragraphs[0].text for a in read.articles] == [
        a.paragraphs[0].text for a in consolidation.read(plain).articles
    ]


@pytest.mark.parametrize("coding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_other_codings_are_read(coding: str, tmp_path: Path) -> None:
    """A file that says its coding is read in it."""
    file = tmp_path / "wet.xml"
    name = coding.removesuffix("-sig").upper()
    file.write_bytes(SOUND.decode().replace("UTF-8", name).encode(coding))
    assert "1°. hij die" in consolidation.read(file).named("284")[0].text


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (SOUND, "dit is geen WTI-bestand: <toestand>"),
        (wti({}, "BWBR0018451").encode(), "dit is de WTI van een andere wet: BWBR0018451. Geef de WTI van BWBR0001854"),
        (b"", "het bestand is leeg"),
        (BOMB, "DOCTYPE"),
    ],
)
def test_wrong_wti_is_refused(content: bytes, expected: str, tmp_path: Path) -> None:
    """What is given behind --wti is checked as strictly."""
    file = tmp_path / "wti.xml"
    file.write_bytes(content)
    shown = run("wet", "bijwerken", FICTITIOUS, "--wti", file)
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert expected in shown.stderr


@settings(max_examples=150)
@given(st.data())
def test_whatever_the_file_holds_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """With any bytes put anywhere in a file, it is read or refused with a place; nothing else happens."""
    start = data.draw(st.integers(0, len(SOUND)))
    end = data.draw(st.integers(start, min(len(SOUND), start + 200)))
    inserted = data.draw(
        st.one_of(st.binary(max_size=40), st.sampled_from((b"<", b"&", b"<!--", b"]]>", b"<lid>", b'"')))
    )
    file = tmp_path_factory.getbasetemp() / "willekeurig.xml"
    file.write_bytes(SOUND[:start] + inserted + SOUND[end:])
    for read in (lambda: consolidation.read(file), lambda: history.read_history(file, "BWBR0001854")):
        problems: tuple[Problem, ...] = ()
        try:
            read()
        except LegalkbError as error:
            problems = error.problems
        assert all(p.place.startswith(str(file)) and p.what for p in problems)
