"""Explanations as text, JSON and a picture: they fit, are well formed, hold what they must, and are always the same."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fixtures_explanation import DEMO, ROOT, Told, one, rulings, sample

from legalkb.explanation.tree import (
    ADDED,
    AGED,
    DATED,
    DROPPED,
    KINDS,
    TURNED,
    UNREVISED,
    ExplanationNode,
    nodes,
)
from legalkb.report import explained_json, explained_layout, explained_svg, explained_text
from legalkb.report.explained import LEGEND, SIGNS, page
from legalkb.report.explained_layout import MARGIN, PADDING, WIDTH, picture
from legalkb.report.explained_otherwise import DEPENDS, FIXED, NO_WAY, ways
from legalkb.report.explained_rest import Shown
from legalkb.report.phrases import capital, ordinal
from legalkb.report.timeline_layout import BOLD, LINE, width

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert('x')</script> & \" ]]> 漢字漢字漢字 " + "ononderbrokenwoord" * 7
START = """\
personen:
  V1: {rol: verdachte}
  S1: {rol: slachtoffer, geboren: 2008-05-04}
feiten:
"""


@cache
def demo() -> tuple[Told, ...]:
    """The findings of the demo."""
    return tuple(t for t in sample() if t.place == "demo")


@cache
def hostile() -> Told:
    """A case in which the texts try to become markup."""
    source = json.dumps(HOSTILE, ensure_ascii=False)
    return one(START + f"  - {{feit: bewaakt, bron: {source}}}\n", "sr-282-1")


def parsed(text: str) -> ET.Element:
    """A picture as XML."""
    return ET.fromstring(text)


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("full", [False, True])
def test_text_fits_the_terminal(columns: int, full: bool) -> None:
    """No line is wider than the terminal, but for a web address, which stays whole."""
    for it in (*demo(), hostile(), *sample()[::9]):
        for line in explained_text.render([it.explanation], full, columns).splitlines():
            assert len(line) <= columns or "://" in line, line
            assert line == line.rstrip()


def test_the_first_screen_says_what_and_why() -> None:
    """Within the first screen of 24 lines stand the provision, the outcome, what is in the way and what it would take."""
    it = next(t for t in demo() if t.item.finding.outcome == "tegenaanwijzing")
    top = "\n".join(explained_text.render([it.explanation], width=80).splitlines()[:24])
    assert "Artikel 284 lid 1, onder 1°, Sr" in top
    assert "UITKOMST: Tegenaanwijzing" in top
    assert "Weersproken: ‘dwingt’" in top
    assert "Wat in de weg staat" in top
    assert "Dit zou anders zijn" in top
    assert LEGEND.split("  ")[0] in top


def test_text_names_the_words_of_the_law_and_the_facts() -> None:
    """Each element stands in the text with the words of the law, and each fact that counts with its number and line."""
    for it in demo():
        text = " ".join(explained_text.render([it.explanation], width=120).replace("│", " ").split())
        for element in it.item.finding.elements:
            assert element.quote in text
        for node in nodes(it.explanation.root):
            if node.kind == "feit" and node.used and node.evidence is not None and node.evidence in it.item.evidence:
                assert f"feit {node.evidence.fact}" in text
        for goal in (o for o in it.explanation.otherwise if not o.element):
            for way in ways(goal, it.explanation.labels)[:1]:
                assert all(condition in text for condition in way.conditions)


def test_a_rule_that_is_not_met_is_no_assertion() -> None:
    """Why something counts is told as what would hold where it does not hold."""
    shown = [s for it in demo() for s in steps(page(it.explanation, True).tree) if s.text.startswith("Zou ")]
    assert len(shown) > 50
    for step in shown:
        assert not step.notes or step.notes[0].startswith(("Dan zou gelden: ", "[")), step


def steps(found: tuple[Shown, ...]) -> list[Shown]:
    """The steps and all below them."""
    return [x for s in found for x in (s, *steps(s.children))]


def test_everything_in_full_is_more() -> None:
    """In full the text also has what the rules would accept otherwise, and the text of the law."""
    it = next(t for t in demo() if t.item.finding.rule == "sr-282-1" and t.item.finding.suspect == "V2")
    short, full = (explained_text.render([it.explanation], f, 120) for f in (False, True))
    assert len(full) > 2 * len(short)
    assert it.item.finding.law[0].text[:40] in full
    assert "vastgebonden" in full


def test_unverified_stays_unverified() -> None:
    """What rests on no source or is not verified says so in the text and the picture."""
    it = next(t for t in demo() if t.item.finding.rule == "sr-285c" and t.item.finding.suspect == "V1")
    for text in (explained_text.render([it.explanation], width=120), explained_svg.render([it.explanation])):
        assert "NIET GEVERIFIEERD" in text
        assert "eigen lezing" in text


def shown(text: str, rule: str, full: bool = False) -> str:
    """The explanation of the most telling finding as one line of text, without the lines of the tree."""
    lines = explained_text.render([one(text, rule).explanation], full, 100).replace("│", " ")
    return " ".join(lines.split())


def test_no_template_is_shown_unfilled() -> None:
    """No place of a person in a sentence of the ontology stays open, in full text nor in JSON."""
    for it in (*sample(), *rulings()):
        data = json.loads(explained_json.render([it.explanation]))
        for text in (explained_text.render([it.explanation], True, 100), *strings(data)):
            assert "{" not in text, str(it)


def strings(value: Any) -> list[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in strings(part)]


def test_conditions_of_one_way_hold_together() -> None:
    """More conditions are said to hold together, one is not; and that what was stated stays, comes before them."""
    for it in demo():
        for goal in (o for o in it.explanation.otherwise if not o.element):
            top = page(it.explanation).otherwise
            (listed,) = [n for n, s in enumerate(top) if s.text.startswith("Dit zou anders zijn")]
            assert ("als al deze punten samen gelden:" in top[listed].text) == (len(top[listed].children) > 1)
            if any(s.text == DEPENDS for s in top):
                assert [s.text for s in top].index(DEPENDS) < listed
            assert (len(ways(goal, {})) > 1) == any("(zie --alles)" in s.text for s in top)


def test_what_lies_fixed_is_no_way() -> None:
    """A known age is no way: it is said that it lies fixed; the JSON has the way, marked so."""
    case = START.replace("2008-05-04", "1990-01-01").replace("feiten:\n", "  M1: {rol: betrokkene}\n") + (
        "gezag: [{houder: M1, over: S1, soort: gezag}]\nfeiten: [{feit: meegenomen_naar_buitenland, op: 2025-07-20}]\n"
    )
    text = shown(case, "sr-279-1")
    assert FIXED in text
    assert "Dit zou anders zijn" not in text
    data = json.loads(explained_json.render([one(case, "sr-279-1").explanation]))
    found = [c for o in data["uitleg"][0]["anders_als"] for w in o["manieren"] for c in w["wijzigingen"]]
    assert any(c["ligt_vast"] for c in found if c["soort"] == AGED)


def test_a_statement_that_stands_alone_is_told_as_contradicted() -> None:
    """What one source says is never told as undone where contradiction by another source makes a difference."""
    facts = "  - bewaakt\n  - {feit: slachtoffer_overleden, waarde: nee, bron: arts}\n"
    text = shown(START + facts, "sr-282-3")
    assert "Dit zou anders zijn (uitkomst ‘onvolledig’) als: - een andere bron dit tegensprak: ‘S1 leeft.’" in text
    assert "Tegenspraak alleen is niet genoeg voor de uitkomst ‘aanwijzing’" in text
    assert "het tegendeel was gesteld" not in text


TWO_STATEMENTS = (
    START.replace("feiten:\n", "")
    + """\
bronnen:
  B1: {soort: verklaring, van: S1, afgelegd_op: 2025-09-01}
  B2: {soort: verklaring, van: S1, afgelegd_op: 2025-10-01, omstandigheden: vader erbij, herziet: B1}
feiten:
  - {feit: opgesloten, op: 2025-08-01, plaats_handeling: NL, bron: B1}
  - {feit: opgesloten, waarde: nee, bron: B2}
"""
)


def test_statements_of_one_person_are_told_apart() -> None:
    """Of two statements of one person the code, the day and what revises what are shown."""
    text = shown(TWO_STATEMENTS, "sr-282-1")
    assert "verklaring S1 (B2, 1 oktober 2025; vader erbij; herziet B1)" in text
    assert "verklaring S1 (B1, 1 september 2025; herzien door B2)" in text


def test_where_more_answers_would_do_no_way_is_not_said() -> None:
    """Where a statement is denied and other facts would do, those are the way, and nothing is said to be sought in
    vain."""
    text = shown(TWO_STATEMENTS, "sr-282-1")
    assert "als al deze punten samen gelden:" in text
    assert "niet was gesteld" not in text
    assert NO_WAY not in text


CONSENT = """\
personen:
  V1: {rol: verdachte}
  S1: {rol: slachtoffer, geboren: 2016-05-04}
  M1: {rol: betrokkene}
relaties:
  - {van: V1, tot: S1, soort: ouder, gezag: ja}
  - {van: M1, tot: S1, soort: ouder, gezag: ja}
toestemmingen:
  - {door: M1, over: S1, aan: V1, waarde: ja, van: 2025-07-01}
feiten:
  - {feit: meegenomen_naar_buitenland, op: 2025-07-20}
"""


def test_an_exception_that_is_partly_stated_is_shown() -> None:
    """A consent shows with what its exception still waits for, and is not called beside the point."""
    text = shown(CONSENT, "sr-279-1")
    assert "Uitzondering, deels gesteld: houder van gezag of opzicht stemde in" in text
    assert "M1 stemde in (vanaf 1 juli 2025)." in text
    assert "Niet bekend: toestemming door misleiding verkregen: nee." in text
    assert "niet aan de orde: houder van gezag of opzicht stemde in" not in text


def test_a_fact_within_a_consent_is_not_called_unknown() -> None:
    """What was done within the time of a consent is told as stated and not counted, with the reason."""
    case = CONSENT.replace("2025-07-01}", "2025-07-01, tot: 2025-08-20}")
    text = shown(case + "  - {feit: niet_teruggebracht_na_afspraak, op: 2025-08-21}\n", "sr-279-1", True)
    assert "Gesteld, maar telt hier niet mee: V1 heeft S1 meegenomen naar het buitenland. (feit 1;" in text
    assert "Het lag vóór het begin van de gedraging (21 augustus 2025, de dag na het einde" in text
    assert "Niet bekend: meegenomen naar het buitenland." not in text


def test_a_counter_question_that_is_moot_is_not_to_be_answered() -> None:
    """What the rules do not ask here is told as of no matter here."""
    text = shown(START + "  - opgesloten\n", "sr-282-1", True)
    told = one(START + "  - opgesloten\n", "sr-282-1")
    unused = [n for n in nodes(told.explanation.root) if n.kind == "tegenvraag" and n.question and not n.used]
    assert unused
    for node in unused:
        assert f"Hier niet aan de orde: {node.question}" in text
        assert f"Nog te beantwoorden: {node.question}" not in text


THREAT = "  - {feit: gedreigd_met_geweld, op: 2025-08-01, plaats_handeling: NL}\n"


def test_opinions_of_an_advocate_general_are_named_so() -> None:
    """A conclusion is told as such wherever it is named, and its reservation stands once below."""
    text = shown(START + THREAT + "  - uiting_bereikte_slachtoffer\n", "sr-285-1")
    assert "ECLI:NL:PHR:2025:600 (conclusie A-G)" in text
    assert text.count("het arrest van de Hoge Raad is niet gelezen") == 1


def test_what_is_too_vague_is_not_in_the_way() -> None:
    """A threat that may or may not be on the list is told as not precise enough, with the question."""
    text = shown(START + THREAT, "sr-285-1")
    assert "Wat in de weg staat" not in text
    assert "Niet precies genoeg - V1 heeft S1 met geweld gedreigd." in text
    assert "Waarmee precies heeft de verdachte gedreigd?" in text


def test_readings_are_numbered() -> None:
    """The readings of a gate are told as first, second and so on, in their order."""
    count = 0
    for it in demo():
        text = " ".join(explained_text.render([it.explanation], True, 100).replace("│", " ").split())
        for gate in (n for n in it.explanation.root.children if n.kind == "vervolging"):
            for number, node in enumerate((c for c in gate.children if c.kind == "lezing"), 1):
                assert f"{capital(ordinal(number))} lezing: {capital(node.text[:30].strip())}" in text
                count += 1
    assert count > 1


# JSON


def keys(node: dict[str, Any]) -> set[frozenset[str]]:
    """The keys of a node and of all below it."""
    return {frozenset(node)}.union(*(keys(c) for c in node["onder"]))


def test_json_holds_the_whole_tree() -> None:
    """The JSON has every node, used or not, with the same keys everywhere."""
    for it in (*demo(), hostile()):
        data = json.loads(explained_json.render([it.explanation]))
        (found,) = data["uitleg"]
        assert data["vorm"] == explained_json.FORM
        assert found["uitkomst"] == it.item.finding.outcome
        assert keys(found["boom"]) == {
            frozenset("soort tekst stand naam uitleg vraag bronnen telt_mee feit versie onder".split())
        }
        assert count(found["boom"]) == len([*nodes(it.explanation.root)])
        assert {c for n in nodes(it.explanation.root) for c in n.sources} == {*found["bronnen"]}
        assert len(found["anders_als"]) == len(it.explanation.otherwise)


def count(node: dict[str, Any]) -> int:
    """How many nodes there are."""
    return 1 + sum(count(c) for c in node["onder"])


def test_json_without_explanations() -> None:
    """No explanation is valid JSON too."""
    assert json.loads(explained_json.render([]))["uitleg"] == []


def test_every_key_and_kind_is_on_the_page() -> None:
    """The reference page names every key of the JSON, every kind of step and every kind of change."""
    page_ = (ROOT / "docs" / "reference" / "uitleg.md").read_text(encoding="utf-8")
    text = explained_json.render([t.explanation for t in demo()], [demo()[0].item.finding])
    codes = {c for t in demo() for c in t.explanation.sources}
    found = {k for k in all_keys(json.loads(text)) if k not in codes}
    known = {*KINDS, ADDED, AGED, DATED, DROPPED, TURNED, UNREVISED, *found}
    assert sorted(k for k in known if f"`{k}`" not in page_) == []


def all_keys(value: Any) -> list[str]:
    """Every key of a JSON value that is not within a fact or a version."""
    if isinstance(value, list):
        return [k for v in value for k in all_keys(v)]
    if not isinstance(value, dict):
        return []
    inner = [k for key, v in value.items() if key not in ("feit", "versie", "in_de_weg") for k in all_keys(v)]
    return [*value, *inner]


# The picture


@pytest.mark.parametrize("full", [False, True])
def test_no_box_lies_in_another_and_no_text_outside_its_box(full: bool) -> None:
    """Boxes follow each other downwards without touching, each line of text lies in its box, and lines do not overlap."""
    pages = tuple(page(it.explanation, full) for it in (*demo(), hostile(), *sample()[::9]))
    drawn = picture(pages)
    assert len(drawn.boxes) > 300
    for one_box, other in pairwise(drawn.boxes):
        assert one_box.y + one_box.height < other.y
    for box in drawn.boxes:
        assert box.x >= MARGIN
        assert box.x + box.width <= WIDTH
        for line in box.lines:
            wide = width(line.text) * (BOLD if line.style == "vet" else 1)
            assert line.x + wide <= box.x + box.width, line
            assert box.y + LINE / 2 < line.y < box.y + box.height - PADDING / 2
            assert not box.sign or line.x >= box.x + 26
        for upper, lower in pairwise(box.lines):
            assert lower.y - upper.y >= LINE - 0.01
    for text in drawn.headings:
        assert not any(b.y < text.y < b.y + b.height for b in drawn.boxes)
    last = drawn.boxes[-1]
    assert last.y + last.height < drawn.height


def test_links_join_a_box_with_the_one_it_rests_on() -> None:
    """Each connecting line begins at the foot of a box and ends at the side of a later one, further to the right."""
    drawn = picture((page(demo()[0].explanation),))
    feet = {round(b.y + b.height, 3) for b in drawn.boxes}
    for link in drawn.links:
        assert round(link.top, 3) in feet
        assert any(b.x == link.end and b.y < link.bottom < b.y + b.height for b in drawn.boxes)
    roots = [b for b in drawn.boxes if b.x == MARGIN]
    assert len(drawn.links) == len(drawn.boxes) - len(roots)


def test_each_status_has_a_sign_and_a_colour() -> None:
    """The statuses differ by their sign, not by colour alone, and each has a colour in the picture."""
    element = [SIGNS[s] for s in ("vervuld", "weersproken", "betwist", "open_norm", "onbekend")]
    assert len(set(element)) == len(element)
    text = explained_svg.render([demo()[0].explanation])
    assert all(f".{status} .vak" in text for status in SIGNS)


def test_the_picture_is_well_formed_and_tells_what_it_shows() -> None:
    """Each picture is XML that stands on its own, with a title and a description for who does not see it."""
    for it in (*demo(), hostile()):
        text = explained_svg.render([it.explanation])
        root = parsed(text)
        assert root.tag == SVG + "svg"
        assert root.get("role") == "img"
        title, told = root.findtext(SVG + "title"), root.findtext(SVG + "desc")
        assert title
        assert told
        assert it.item.finding.title in told
        assert {root.find(SVG + t).get("id") for t in ("title", "desc")} == {*root.get("aria-labelledby", "").split()}  # type: ignore[union-attr]
        assert "href" not in text
        assert "url(" not in text
        assert "@import" not in text


def test_hostile_text_stays_text() -> None:
    """What looks like markup in the case is shown as it was written, in every form."""
    root = parsed(explained_svg.render([hostile().explanation]))
    assert not [e for e in root.iter() if e.tag == SVG + "script"]
    shown = "".join("".join(e.itertext()) for e in root.iter(SVG + "text"))
    assert "<script>alert" in shown
    assert "</script>" in shown
    assert "<script>" in explained_text.render([hostile().explanation], width=120)
    assert "<script>" in explained_json.render([hostile().explanation])


def test_characters_that_xml_forbids_are_replaced() -> None:
    """Control characters never reach the file."""
    assert explained_layout.clean("a\x00b\x1bc\td\ufffee") == "a\ufffdb\ufffdc d\ufffde"
    assert explained_layout.clean("gewoon é 漢 😀") == "gewoon é 漢 😀"


# Always the same

RENDER = """
import hashlib, json, sys
from legalkb import assessment, knowledge
from legalkb.case_reader import read_case
from legalkb.explanation.building import explain
from legalkb.report import explained_json, explained_svg, explained_text
from legalkb.source import read_text

base = knowledge.load()
case = read_case(read_text(sys.argv[1]), base.vocabulary)
keys = frozenset(("sr-282-1", "sr-284-1-1", "sr-285c"))
found = [explain(i, case, base) for i in assessment.assessed(case, base, keys=keys)]
shown = (explained_text.render(found, True, 80), explained_json.render(found), explained_svg.render(found, True))
print(json.dumps([hashlib.sha256(text.encode()).hexdigest() for text in shown]))
"""


def test_same_bytes_under_every_hash_seed(tmp_path: Path) -> None:
    """Text, JSON and picture of the demo are the same bytes whatever Python's hash seed is."""
    found = set()
    for seed in ("0", "1", "12345"):
        extra = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(tmp_path)}
        command = [sys.executable, "-c", RENDER, str(DEMO)]
        done = subprocess.run(command, env=os.environ | extra, cwd=ROOT, capture_output=True, text=True, check=True)
        found.add(done.stdout)
    assert len(found) == 1
    assert hashlib.sha256(b"").hexdigest() not in found.pop()


def test_leaves_of_the_picture_are_those_of_the_tree() -> None:
    """What is shown of the tree is in the tree: every fact that counts is told in some step."""
    it = demo()[0]
    used = {n.evidence.fact for n in _used(it.explanation.root) if n.evidence is not None and n.evidence.fact}
    text = " ".join(s.text for s in steps(page(it.explanation).tree))
    assert used
    assert all(f"feit {number}" in text for number in used)


def _used(node: ExplanationNode) -> list[ExplanationNode]:
    """The nodes that count, with all above them."""
    return [node, *(x for c in node.children if c.used for x in _used(c))] if node.used else []
