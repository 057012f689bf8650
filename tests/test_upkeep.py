"""``wet bijwerken``: an official text beside the knowledge base, what it touches, and the proposal that it gives."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import fixtures_cli
import pytest
from fixtures_cli import run
from fixtures_upkeep import (
    FICTITIOUS,
    NOT_HERE,
    REAL,
    REAL_TEXTS,
    REAL_WTI,
    ROOT,
    SR,
    Artikel,
    Lid,
    as_artikelen,
    changed,
    real_act,
    toestand,
    wti,
)
from hypothesis import given
from hypothesis import strategies as st

from legalkb import checks, examples
from legalkb import knowledge as knowledge_module
from legalkb.knowledge import KnowledgeBase
from legalkb.upkeep import consolidation, history
from legalkb.upkeep.comparison import (
    ABSENT,
    BEFORE,
    CHANGED,
    GONE,
    NEW,
    SAME,
    UNHELD,
    UNSURE,
    Found,
    compare,
)
from legalkb.upkeep.consequences import consequences
from legalkb.upkeep.held import Act, acts
from legalkb.upkeep.penalty import penalty
from legalkb.upkeep.proposal import turtle
from legalkb.upkeep.words import ADDED, differences, fragments, in_order, marked
from legalkb.upkeep.words import GONE as WENT
from legalkb.upkeep.words import SAME as STAYED

own_folder = fixtures_cli.own_folder
real = pytest.mark.skipif(not REAL.is_file(), reason=NOT_HERE)


@pytest.fixture(scope="module")
def held() -> dict[str, Act]:
    """The acts of the ontology."""
    return dict(acts())


@pytest.fixture
def sr(held: dict[str, Act]) -> Act:
    """The Criminal Code as the ontology holds it."""
    return held[SR]


def beside(act: Act, xml: str, folder: Path, told: str = "") -> dict[str, Found]:
    """What comes of laying a text beside an act, by designation."""
    file = folder / "wet.xml"
    file.write_text(xml, encoding="utf-8")
    dates = None
    if told:
        (folder / "wti.xml").write_text(told, encoding="utf-8")
        dates = history.read_history(folder / "wti.xml", act.bwb_id)
    return {f.provision.designation: f for f in compare(act, consolidation.read(file), dates)}


# What is the same


def test_texts_of_the_ontology_are_found_unchanged(held: dict[str, Act], tmp_path: Path) -> None:
    """Every provision of every act that is held word for word is found in XML of those words, and is unchanged."""
    seen = 0
    for act in (a for a in held.values() if as_artikelen(a)):
        found = beside(act, toestand(as_artikelen(act).values(), "2030-01-01", act.bwb_id), tmp_path)
        for provision in act.provisions:
            if provision.designation in found and found[provision.designation].status != ABSENT:
                item = found[provision.designation]
                assert (item.status, item.proposed, item.pieces) == (SAME, False, ()), provision.designation
                assert item.threat is None or (item.threat.months, item.threat.category) == (
                    provision.latest.law.maximum_months, provision.latest.law.fine_category,
                ), provision.designation  # fmt: skip
                seen += 1
        assert turtle(act, consolidation.read(tmp_path / "wet.xml"), found.values()) == ""
    assert seen > 80


def test_penalty_is_read_as_the_ontology_has_it(knowledge: KnowledgeBase) -> None:
    """In every text that is held word for word the penalty is read as the data say, or is left to a person."""
    read = Counter()
    for versions in knowledge.vocabulary.law.provisions.values():
        for version in versions:
            if version.text_status == "verbatim":
                told, data = penalty(version.text), (version.maximum_months, version.fine_category)
                assert not told.clear or (told.months, told.category) == data, version.designation
                read[told.clear] += data != (None, None)
    assert read[True] > 20
    assert read[False] <= 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gestraft met gevangenisstraf van ten hoogste een jaar en zes maanden of geldboete van de derde categorie", (18, 3, True)),
        ("gevangenisstraf van ten hoogste negen maanden", (9, None, True)),
        ("geldboete van de tweede categorie", (None, 2, True)),
        ("gevangenisstraf van ten hoogste dertig jaren of geldboete van de zesde categorie", (360, 6, True)),
        ("gevangenisstraf van ten hoogste zeventig jaren", (None, None, False)),
        ("geldboete van de zevende categorie", (None, None, False)),
        ("levenslange gevangenisstraf of tijdelijke van ten hoogste dertig jaren", (None, None, False)),
        ("hechtenis van ten hoogste twee maanden of geldboete van de tweede categorie", (None, None, False)),
        ("gevangenisstraf van ten hoogste zes jaren, en met gevangenisstraf van ten hoogste acht jaren", (None, None, False)),
        ("wordt hij gestraft met een taakstraf", (None, None, False)),
        ("Minderjarigen staan onder gezag.", (None, None, True)),
    ],
)  # fmt: skip
def test_penalty_in_words(text: str, expected: tuple[int | None, int | None, bool]) -> None:
    """A plain maximum is read; two of them, unknown words and other kinds of penalty are left to a person."""
    told = penalty(text)
    assert (told.months, told.category, told.clear) == expected


WORDS = st.lists(st.sampled_from("hij die een goed wegneemt of niet jaren".split()), max_size=30).map(" ".join)


@given(WORDS, WORDS)
def test_difference_gives_both_texts_back(old: str, new: str) -> None:
    """What stayed and went is the old text, what stayed and came the new one."""
    pieces = differences(old, new)
    assert " ".join(p.text for p in pieces if p.kind in (STAYED, WENT)) == old
    assert " ".join(p.text for p in pieces if p.kind in (STAYED, ADDED)) == new
    assert marked(differences(old, old)).replace("…", "").split() == [
        w for w in marked(differences(old, old)).split() if w != "…"
    ]


def test_texts_too_long_to_compare_differ_as_a_whole() -> None:
    """An endless text is not compared word by word, and of what is shown only the begin."""
    pieces = differences("goed " * 100, "goed " * 200_000)
    assert [(p.kind, len(p.words)) for p in pieces] == [(WENT, 100), (ADDED, 200_000)]
    assert len(marked(pieces)) < 2000


def test_parts_of_a_text_are_looked_up_in_order() -> None:
    """Of a text that is held in part, the words of the law must stand in the new text in the same order."""
    parts = fragments("De wet geldt voor: […] 3°. diefstal in een woning; 4°. diefstal door twee; [kop] x")
    assert parts == ("De wet geldt voor:", "3°. diefstal in een woning; 4°. diefstal door twee;")
    assert in_order(parts, "De wet geldt voor: 1°. iets; 3°. diefstal in een woning; 4°. diefstal door twee.") == ""
    assert (
        in_order(reversed(parts), "De wet geldt voor: 3°. diefstal in een woning; 4°. diefstal door twee;") == parts[0]
    )


# What changed


def test_changed_words_are_shown_and_proposed(sr: Act, tmp_path: Path) -> None:
    """A changed article is shown with the words that went and came, its penalty, and a proposal from its first day."""
    xml = changed(as_artikelen(sr), "310", "vier jaren", "vijf jaren", since="2029-05-01", bron="Stb.2029-12")
    found = beside(sr, toestand(xml.values()), tmp_path)
    item = found["Sr 310"]
    assert (item.status, item.since, item.proposed, item.at_latest) == (CHANGED, "2029-05-01", True, True)
    assert [(p.kind, p.text) for p in item.pieces if p.kind != STAYED] == [(WENT, "vier"), (ADDED, "vijf")]
    assert item.threat is not None
    assert (item.threat.months, item.threat.category) == (60, 4)
    assert {f.status for n, f in found.items() if n != "Sr 310"} <= {SAME, ABSENT}
    line = (tmp_path / "wet.xml").read_text().splitlines()[item.line - 1]
    assert '"Artikel 310"' in line


def test_only_the_date_changed(sr: Act, tmp_path: Path) -> None:
    """An article with a later first day but the same words is unchanged, and the day is remarked on."""
    artikelen = as_artikelen(sr)
    artikelen["310"] = replace(artikelen["310"], since="2029-05-01")
    item = beside(sr, toestand(artikelen.values()), tmp_path)["Sr 310"]
    assert (item.status, item.proposed) == (SAME, False)
    assert item.notes == ("Het artikel is op 2029-05-01 gewijzigd, maar deze woorden niet.",)


@pytest.mark.parametrize(
    ("since", "day", "expected"),
    [
        ("", "2030-01-01", "het bestand zegt niet sinds wanneer"),
        ("2010-01-01", "2030-01-01", "niet gewijzigd, en de kennisbank las op 2026-07-01 toch andere woorden"),
        ("2031-01-01", "2030-01-01", "het artikel gaat pas in op 2031-01-01"),
    ],
)
def test_change_without_a_sure_day_is_not_proposed(
    since: str, day: str, expected: str, sr: Act, tmp_path: Path
) -> None:
    """Where the file does not give a first day that fits, the change is shown with the reason for no proposal."""
    xml = changed(as_artikelen(sr), "310", "vier jaren", "vijf jaren", since=since)
    item = beside(sr, toestand(xml.values(), day), tmp_path)["Sr 310"]
    assert (item.status, item.proposed) == (CHANGED, False)
    assert any(expected in note for note in item.notes)


def test_older_file_is_compared_with_the_law_of_its_day(sr: Act, tmp_path: Path) -> None:
    """A text of 2012 is laid beside the versions of 2012; nothing older than what is held is proposed."""
    old = Artikel(
        "284",
        (
            Lid(
                "1",
                "Met gevangenisstraf van ten hoogste negen maanden of geldboete van de derde categorie wordt gestraft: 1°. hij die dwingt.",
            ),
        ),
        "2005-01-01",
    )
    found = beside(sr, toestand([old, Artikel("285c", (Lid("", "x"),))], "2012-05-01"), tmp_path)
    item = found["Sr 284 lid 1"]
    assert item.base is not None
    assert (item.base.law.maximum_months, item.status, item.proposed) == (9, SAME, False)
    assert found["Sr 285c"].status == BEFORE
    assert found["Sr 5 (oud) lid 1"].status == ABSENT
    assert not any(f.proposed for f in found.values())


def test_wti_tells_whether_the_day_is_certain(sr: Act, tmp_path: Path) -> None:
    """With the WTI the first day is certain, unless it differs or the article changed in between."""
    xml = toestand(
        changed(as_artikelen(sr), "310", "vier jaren", "vijf jaren", since="2029-05-01", version="9").values()
    )

    def item(versions: dict[str, str]) -> Found:
        return beside(sr, xml, tmp_path, wti({"310": versions}))["Sr 310"]

    assert not item({"9": "2029-05-01", "1": "2005-01-01"}).at_latest
    between = item({"9": "2029-05-01", "8": "2028-01-01"})
    assert between.at_latest
    assert any("2028-01-01" in n for n in between.notes)
    differing = item({"9": "2029-06-01"})
    assert differing.at_latest
    assert any("de WTI op 2029-06-01" in n for n in differing.notes)
    assert any("noemt deze versie" in n for n in item({"7": "2029-05-01"}).notes)


def test_new_vanished_repealed_and_double(sr: Act, tmp_path: Path) -> None:
    """A paragraph that came, one that went, a repealed article and texts that stand twice are told apart."""
    artikelen = as_artikelen(sr)
    three = artikelen["279"].leden
    artikelen["279"] = replace(artikelen["279"], leden=(*three, Lid("3", "Iets nieuws.")), since="2029-05-01")
    artikelen["280"] = replace(artikelen["280"], leden=artikelen["280"].leden[:-1], since="2029-05-01")
    artikelen["281"] = replace(artikelen["281"], leden=(Lid("", "[Vervallen per 01-05-2029]"),), since="2029-05-01")
    artikelen["282"] = replace(artikelen["282"], leden=(*artikelen["282"].leden, artikelen["282"].leden[0]))
    artikelen["310"] = replace(artikelen["310"], status="nogniet")
    artikelen["46"] = replace(artikelen["46"], leden=(*artikelen["46"].leden, Lid("2", "Nooit opgenomen.")))
    xml = toestand([*artikelen.values(), artikelen["321"]])
    found = beside(sr, xml, tmp_path)
    assert (found["Sr 279 lid 3"].status, found["Sr 279 lid 3"].proposed) == (NEW, True)
    assert found["Sr 280 lid 4"].status == GONE
    assert {found[f"Sr 281 lid {n}"].status for n in range(1, 5)} == {GONE}
    assert found["Sr 282 lid 1"].status == UNSURE
    assert found["Sr 310"].status == UNSURE
    assert (found["Sr 46 lid 2"].status, found["Sr 46 lid 2"].proposed) == (UNHELD, False)
    assert found["Sr 321"].status == UNSURE
    assert "2 keer" in found["Sr 321"].notes[0]


def test_gap_in_what_is_held_is_filled(sr: Act, tmp_path: Path) -> None:
    """The amounts of the fines, of which the newest are not held, are taken from a text that has them."""
    lid = Lid("4", "Er zijn zes categorieën: de eerste categorie, € 500; de tweede categorie, € 5 000.")
    item = beside(sr, toestand([Artikel("23", (lid,), "2028-01-01")], "2029-01-01"), tmp_path)["Sr 23 lid 4"]
    assert (item.status, item.proposed, item.since) == (CHANGED, True, "2028-01-01")
    assert item.notes[0] == "De kennisbank heeft van deze bepaling geen tekst van na 2019-12-31."


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<al>Een <redactie>[Red: lees dit]</redactie> woord.</al>", "een aantekening van de redactie"),
        ("<al>Dit.</al><table><row><entry>1</entry></row></table>", "een tabel of afbeelding"),
        ("<al>Los.</al><lid><lidnr>1</lidnr><al>Dit.</al></lid>", "tekst buiten de leden"),
    ],
)
def test_what_is_no_plain_text_is_left_to_a_person(inside: str, expected: str, sr: Act, tmp_path: Path) -> None:
    """An article with more than words in paragraphs is never proposed, and the reason is told."""
    xml = toestand([Artikel("310", (), "2029-05-01")]).replace("</artikel>", inside + "</artikel>")
    item = beside(sr, xml, tmp_path)["Sr 310"]
    assert (item.status, item.proposed) == (CHANGED, False)
    assert any(expected in note for note in item.notes)


def test_signs_that_do_not_show_are_not_shown(sr: Act, tmp_path: Path) -> None:
    """Soft hyphens, controls of a terminal and marks that turn the direction of writing are no part of the words."""
    xml = toestand([Artikel("310", (Lid("", "weg\u00adnemen \u009b31m\u202e nu\u00a0dan"),))])
    assert beside(sr, xml, tmp_path)["Sr 310"].text == "wegnemen 31m nu dan"


def test_number_that_is_none_is_not_proposed(sr: Act, tmp_path: Path) -> None:
    """What stands for the number of a paragraph can't become an address."""
    leden = (*as_artikelen(sr)["279"].leden, Lid("3&gt; . &lt;x", "Iets."))
    found = beside(sr, toestand([Artikel("279", leden, "2029-05-01")]), tmp_path)
    assert not any(f.proposed for f in found.values())


def test_renumbered_paragraph_is_recognised(sr: Act, tmp_path: Path) -> None:
    """When the words of a paragraph now stand under another number, that is said."""
    artikelen = as_artikelen(sr)
    first, second = artikelen["279"].leden
    leden = (first, Lid("2", "Iets anders."), Lid("3", second.text))
    artikelen["279"] = replace(artikelen["279"], leden=leden, since="2029-05-01")
    item = beside(sr, toestand(artikelen.values()), tmp_path)["Sr 279 lid 2"]
    assert any("nu in lid 3" in note for note in item.notes)


def test_articles_within_other_texts_are_not_taken(sr: Act, tmp_path: Path) -> None:
    """Articles that an annex or an amending article quotes are not those of the act."""
    own = as_artikelen(sr)["310"]
    other = replace(own, leden=(Lid("", "Een ander artikel 310."),)).xml
    xml = toestand([own]).replace("</wettekst>", f"</wettekst><bijlage>{other}</bijlage>")
    assert beside(sr, xml, tmp_path)["Sr 310"].status == SAME


# What it touches


def test_quotations_that_no_longer_stand_are_named(sr: Act, knowledge: KnowledgeBase, tmp_path: Path) -> None:
    """A rule whose words are gone from the new text is named by the existing check; other rules are not."""
    xml = changed(as_artikelen(sr), "310", "wegneemt", "heimelijk meeneemt", since="2029-05-01")
    found = beside(sr, toestand(xml.values()), tmp_path)
    touched = consequences(found.values(), "2030-01-01", knowledge, examples.load()[0])
    quote = next(
        e.quote
        for r in knowledge.rulebook.rules
        if r.designation == "Sr 310"
        for e in r.elements
        if "wegneemt" in e.quote
    )
    assert [r.place for r in touched.quotations] == ["rules/sr_310/diefstal.yaml"]
    assert quote in touched.quotations[0].text
    assert touched.words == (("rules/sr_310/diefstal.yaml", "Sr 310", ("heimelijk", "meeneemt")),)
    assert any(place.startswith("rules/begrippen/enig_goed.yaml:") for place, _ in touched.mentions)


def test_examples_are_named_by_what_they_expect_and_when_they_play(
    sr: Act, knowledge: KnowledgeBase, tmp_path: Path
) -> None:
    """Undated examples on the provision and examples in its period are named; what played earlier is counted."""
    xml = changed(as_artikelen(sr), "310", "vier jaren", "vijf jaren", since="2029-05-01")
    found = beside(sr, toestand(xml.values()), tmp_path).values()
    case = "zaak: {{personen: {{V1: {{rol: verdachte}}, S1: {{rol: slachtoffer}}}}, feiten: [{{feit: geld_onthouden, door: V1, tegen: S1{}}}]}}\n"
    head = "naam: x\nsoort: verzonnen\nbron: [analyse]\n"
    on = "verwacht: [{bepaling: sr-310, uitkomst: geen_aanknopingspunt}]\n"

    def example(name: str, date: str, tail: str) -> list[examples.Example]:
        return list(examples.read(name, head + case.format(date) + tail))

    given_ = [
        *example("undated", "", on), *example("later", ", op: 2029-06-01", on), *example("earlier", ", op: 2020-06-01", on),
        *example("elsewhere", ", op: 2029-06-01", "nergens: [aanwijzing]\n"),
        *example("elsewhere earlier", ", op: 2020-06-01", "nergens: [aanwijzing]\n"),
    ]  # fmt: skip
    touched = consequences(found, "2030-01-01", knowledge, given_)
    assert [e.place.split(":")[0] for e in touched.affected] == ["undated", "later"]
    assert [e.place.split(":")[0] for e in touched.in_period] == ["elsewhere"]
    assert touched.earlier == 1


def test_rule_on_a_repealed_article_is_named(sr: Act, knowledge: KnowledgeBase, tmp_path: Path) -> None:
    """When an article is repealed the file of the rule about it is named."""
    xml = toestand([Artikel("310", (Lid("", "Vervallen."),), "2029-05-01", status="vervallen")])
    touched = consequences(beside(sr, xml, tmp_path).values(), "2030-01-01", knowledge, ())
    assert (touched.provisions, touched.tested) == (("Sr 310",), 0)
    assert touched.rules == (("rules/sr_310/diefstal.yaml", "Sr 310"),)


def test_nothing_changed_touches_nothing(sr: Act, knowledge: KnowledgeBase, tmp_path: Path) -> None:
    """Without a change no rule and no example is named."""
    found = beside(sr, toestand(as_artikelen(sr).values()), tmp_path)
    touched = consequences(found.values(), "2030-01-01", knowledge, examples.load()[0])
    assert (touched.provisions, touched.tested) == ((), 0)
    assert (touched.quotations, touched.words, touched.affected, touched.in_period, touched.mentions) == (
        (),
        (),
        (),
        (),
        (),
    )


# What is proposed


def carried_out(proposal: str, folder: Path) -> None:
    """Do what the comments of a proposal tell to do, and put it in the ontology of a folder."""
    block, done = None, 0
    for line in proposal.splitlines():
        if found := re.match(r"#   (<[^>]+>) \(([^:]+):(\d+)\)", line):
            block = (found[1], folder / found[2], int(found[3]))
        elif block and (found := re.match(r"#     (erbij|weg): +(.+ ;)$", line)):
            address, file, number = block
            lines = file.read_text(encoding="utf-8").splitlines()
            assert lines[number - 1].startswith(f"{address} a eli:LegalExpression ;")
            if found[1] == "erbij":
                lines.insert(number, f"    {found[2]}")
            else:
                del lines[lines.index(f"    {found[2]}", number)]
            file.write_text("\n".join(lines) + "\n", encoding="utf-8")
            done += 1
    assert done
    (folder / "ontology" / "wet" / "voorstel.ttl").write_text(proposal, encoding="utf-8")


def digest(folder: Path) -> str:
    """A hash of all files of the ontology and the rules."""
    files = sorted(
        p for name in ("ontology", "rules") for p in (folder / name).rglob("*") if p.suffix in (".ttl", ".yaml")
    )
    return hashlib.sha256(b"".join(p.read_bytes() for p in files)).hexdigest()


@pytest.fixture(scope="module")
def renewed(taken_over: Path) -> KnowledgeBase:
    """The knowledge base of a copy that took over the proposal of the fictitious file, as it says."""
    return knowledge_module.load(taken_over, cache=False)


@pytest.fixture(scope="module")
def taken_over(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of that copy."""
    copy = tmp_path_factory.mktemp("kopie")
    for name in ("ontology", "rules"):
        shutil.copytree(ROOT / name, copy / name)
    act, text = acts()[SR], consolidation.read(FICTITIOUS)
    carried_out(turtle(act, text, compare(act, text)), copy)
    return copy


def test_proposal_is_as_the_ontology_should_be(taken_over: Path) -> None:
    """A proposal that is taken over goes against no shape, and its links and dates agree."""
    assert [str(p) for p in knowledge_module.nonconformities(taken_over)] == []


@pytest.mark.usefixtures("own_folder")
def test_writing_a_proposal_changes_nothing_else(sr: Act) -> None:
    """The file is written, with the text that is shown to be sound below, and no file of the knowledge base changes."""
    before = digest(ROOT)
    shown = run("wet", "bijwerken", FICTITIOUS, "--uit", "voorstel.ttl")
    assert shown.exit_code == 0, shown.output
    assert digest(ROOT) == before
    text = consolidation.read(FICTITIOUS)
    assert Path("voorstel.ttl").read_text(encoding="utf-8") == turtle(sr, text, compare(sr, text))


def test_proposal_can_be_taken_over_as_it_says(renewed: KnowledgeBase, knowledge: KnowledgeBase) -> None:
    """Taken over as it says, a proposal gives a knowledge base that loads, is sound, and has both versions."""
    old, new = renewed.vocabulary.law.versions("Sr 310")
    assert (old.valid_to, new.valid_from, new.maximum_months, new.fine_category) == ("2029-12-31", "2030-01-01", 60, 5)
    assert "heimelijk wegneemt" in new.text
    assert new.jci == f"jci1.3:c:{SR}&artikel=310&g=2030-01-01&z=2030-01-01"
    assert new.reservation.startswith("VOORSTEL, nog na te lezen")
    assert renewed.vocabulary.law.versions("Sr 281 lid 1")[-1].valid_to == "2029-06-30"
    assert renewed.vocabulary.law.versions("Sr 279 lid 3")[-1].text.startswith("De in dit artikel")
    assert [str(r) for r in checks.run(renewed) if r.severity == "fout"] == [
        str(r) for r in checks.run(knowledge) if r.severity == "fout"
    ]


@pytest.mark.usefixtures("own_folder")
def test_proposal_taken_over_is_shown_by_wet(renewed: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """``legalkb wet`` shows the new version with its reservation, and the old one as another version."""
    monkeypatch.setattr(knowledge_module, "load", lambda *_: renewed)
    shown = " ".join(run("wet", "310").stdout.split())
    assert "heimelijk wegneemt" in shown
    assert "VOORSTEL, nog na te lezen" in shown
    assert "tot en met 31 december 2029" in shown


def test_taken_over_proposal_is_then_unchanged(sr: Act, tmp_path: Path) -> None:
    """The same file beside an ontology that took its proposal over gives nothing to propose."""
    copy = tmp_path / "kopie"
    shutil.copytree(ROOT / "ontology", copy / "ontology")
    text = consolidation.read(FICTITIOUS)
    carried_out(turtle(sr, text, compare(sr, text)), copy)
    again = acts(copy)[SR]
    found = compare(again, text)
    assert not any(f.proposed for f in found)
    assert {f.status for f in found if f.line} <= {SAME, GONE}
    assert turtle(again, text, found) == ""


NASTY = 'Hij die "goed" wegneemt \\ en <x> ; a eli:y . # niet\u2028 é'


def test_no_sign_of_the_text_can_leave_its_place(sr: Act, tmp_path: Path) -> None:
    """Quotes, backslashes and Turtle in the words of the law stay words."""
    xml = toestand([Artikel("310", (Lid("", NASTY),), "2029-05-01")])
    found = beside(sr, xml, tmp_path)
    text = consolidation.read(tmp_path / "wet.xml")
    copy = tmp_path / "kopie"
    shutil.copytree(ROOT / "ontology", copy / "ontology")
    carried_out(turtle(sr, text, found.values()), copy)
    assert acts(copy)[SR].provisions[0].versions
    new = next(p for p in acts(copy)[SR].provisions if p.designation == "Sr 310").latest
    assert new.law.text == " ".join(NASTY.split())


@pytest.mark.usefixtures("own_folder")
@pytest.mark.parametrize(
    ("target", "code", "expected"),
    [
        ("er_al.ttl", 1, "dit bestaat al"),
        ("voorstel.txt", 2, "eindigt op .ttl"),
        ("er/niet.ttl", 1, "de map bestaat niet"),
        (str(ROOT / "ontology" / "wet" / "nieuw.ttl"), 1, "dit ligt in de kennisbank zelf"),
    ],
)
def test_where_a_proposal_may_not_go(target: str, code: int, expected: str) -> None:
    """Never over a file that exists, never into the knowledge base, always as Turtle."""
    Path("er_al.ttl").write_text("van mij", encoding="utf-8")
    shown = run("wet", "bijwerken", FICTITIOUS, "--uit", target)
    assert (shown.exit_code, shown.stdout) == (code, "")
    assert expected in shown.stderr
    assert Path("er_al.ttl").read_text(encoding="utf-8") == "van mij"
    assert not (ROOT / "ontology" / "wet" / "nieuw.ttl").exists()


@pytest.mark.usefixtures("own_folder")
def test_nothing_to_propose_writes_nothing(sr: Act) -> None:
    """Where all is unchanged no file is written, and that is said."""
    Path("gelijk.xml").write_text(toestand(as_artikelen(sr).values()), encoding="utf-8")
    shown = run("wet", "bijwerken", "gelijk.xml", "--uit", "voorstel.ttl")
    assert shown.exit_code == 0
    assert "voorstel.ttl is niet geschreven" in shown.stdout
    assert not Path("voorstel.ttl").exists()


# The command


@pytest.mark.usefixtures("own_folder")
def test_shown_in_eighty_columns() -> None:
    """The report fits a terminal of eighty columns, counts all, and marks what went and came."""
    shown = run("wet", "bijwerken", FICTITIOUS)
    assert shown.exit_code == 0
    assert max(map(len, shown.stdout.splitlines())) <= max(80, len(str(FICTITIOUS)) + 40)
    text = " ".join(shown.stdout.split())
    for part in (
        "{+heimelijk+} wegneemt",
        "[-vier-] {+vijf+} jaren",
        "1 gewijzigd, 1 nieuw, 4 verdwenen",
        "4 ongewijzigd",
    ):
        assert part in text
    assert "Straf: in de kennisbank vier jaar gevangenisstraf" in text


@pytest.mark.usefixtures("own_folder")
def test_older_file_is_said_to_be_older(sr: Act) -> None:
    """With a file older than what is held, that is said first."""
    Path("oud.xml").write_text(toestand(as_artikelen(sr).values(), "2020-01-01"), encoding="utf-8")
    shown = " ".join(run("wet", "bijwerken", "oud.xml", "--uit", "voorstel.ttl").stdout.split())
    assert "Dit bestand is ouder" in shown
    assert not Path("voorstel.ttl").exists()


@pytest.mark.usefixtures("own_folder")
def test_help_and_misuse() -> None:
    """The word is recognised in front alone; without a file or with too much it is misuse, in Dutch."""
    assert "legalkb wet bijwerken [OPTIES] BESTAND" in run("wet", "bijwerken", "--help").stdout
    assert "legalkb wet bijwerken" in run("wet", "--help").stdout
    lacking = run("wet", "bijwerken")
    assert (lacking.exit_code, "BESTAND" in lacking.stderr) == (2, True)
    assert "Hulp: legalkb wet bijwerken --help" in lacking.stderr
    assert run("wet", "bijwerken", "a.xml", "b.xml").exit_code == 2
    assert run("wet", "279", "bijwerken").exit_code == 0


def test_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    """Report and proposal are the same bytes for the same file."""
    outputs = set()
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.ttl"
        command = [sys.executable, "-m", "legalkb.cli", "wet", "bijwerken", str(FICTITIOUS), "--uit", str(target)]
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "COLUMNS": "80"}
        done = subprocess.run(command, env=env, capture_output=True, check=True)
        outputs.add((done.stdout, target.read_bytes()))
    assert len(outputs) == 1


# A real file


@real
def test_real_act_is_unchanged_beside_another_reading(tmp_path: Path) -> None:
    """Every paragraph and item of a real act is found, with the words that others read from it."""
    real_act(REAL_TEXTS, tmp_path)
    (act,) = acts(tmp_path).values()
    text = consolidation.read(REAL)
    found = compare(act, text, history.read_history(REAL_WTI, act.bwb_id))
    assert len(found) > 30
    assert Counter(f.status for f in found if f.status != SAME) == Counter()
    assert turtle(act, text, found) == ""


@real
def test_real_act_with_one_article_changed(tmp_path: Path) -> None:
    """With other words and a later day in one article of a real act, that alone is changed, and is proposed."""
    real_act(REAL_TEXTS, tmp_path)
    (act,) = acts(tmp_path).values()
    content = (
        REAL.read_text(encoding="utf-8")
        .replace("2025-01-01", "2026-01-01")
        .replace("vijftig procent", "zestig procent")
    )
    file = tmp_path / "nieuw.xml"
    file.write_text(content, encoding="utf-8")
    text = consolidation.read(file)
    found = compare(act, text, history.read_history(REAL_WTI, act.bwb_id))
    (item,) = [f for f in found if f.status == CHANGED]
    assert (item.provision.designation, item.since, item.proposed) == ("Z 2 lid 4", "2026-01-01", True)
    assert "[-vijftig-] {+zestig+}" in marked(item.pieces)
    assert any("de WTI op 2025-01-01" in n for n in item.notes)
    assert "jci1.3:c:BWBR0018451&artikel=2&lid=4&g=2026-01-01&z=2026-01-01" in turtle(act, text, found)


@real
@pytest.mark.usefixtures("own_folder")
def test_real_file_of_an_act_that_is_not_held() -> None:
    """A real file of another act gives the error that names the acts that are held."""
    shown = run("wet", "bijwerken", REAL, "--wti", REAL_WTI)
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert "Wet op de zorgtoeslag (BWBR0018451)" in shown.stderr
    assert f"Wetboek van Strafrecht ({SR})" in shown.stderr


@real
def test_first_days_of_a_real_act_agree_with_its_wti() -> None:
    """Each article of a real act begins on the day that the WTI gives for that version."""
    text = consolidation.read(REAL)
    dates = history.read_history(REAL_WTI, text.bwb_id)
    assert [(a.number, a.since) for a in text.articles] == [(a.number, dates.start(a)) for a in text.articles]
