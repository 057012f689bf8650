"""Prosecution gates in every form: told once, in words, apart from proof and from what is punishable."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import fixtures_assessment as fixtures
import jsonschema
from fixtures_page import Page

from legalkb.findings import Gate
from legalkb.report import as_json, as_table, memo, phrases
from legalkb.report.grouping import merge
from legalkb.report.prosecution import GateRow, in_short, sections

SCHEMA = Path(__file__).resolve().parent.parent / "legalkb" / "report" / "schema.json"


def chapter() -> str:
    """Chapter 7 of the Markdown memo."""
    return memo.markdown(fixtures.gated()).split("\n## 7 ")[1].split("\n## 8")[0]


def rows() -> dict[tuple[str, str], GateRow]:
    """The rows of the chapter by name and status."""
    case = fixtures.gated()
    return {(r.title, r.kind): r for s in sections(case, merge(case.findings)) for r in s.rows}


def test_equal_gates_are_told_once() -> None:
    """A gate that is the same for all provisions and persons is one row without names, with one question for all."""
    row = rows()["Verweren", "onbekend"]
    assert [e.about for e in row.entries] == [""]
    assert rows()["Rechtsmacht", "onbekend"].asks == ("Welke nationaliteit had V1 of V2?",)


def test_gate_that_differs_names_provision_and_persons() -> None:
    """Where a gate stands otherwise for some, both rows say for which provision and persons."""
    (other,) = rows()["Rechtsmacht", "open"].entries
    assert other.about == "Artikel 284 lid 1 onder 1° Sr (V2 ten aanzien van S1)"
    (most,) = rows()["Rechtsmacht", "onbekend"].entries
    assert "artikel 284 lid 1 onder 1° Sr (V1 ten aanzien van S1)" in most.about


def test_status_is_told_in_words() -> None:
    """Each status has its words; a ground that is not open stands apart from those that are."""
    text = chapter()
    for words in ("| Geen beletsel gevonden |", "| Beletsel |", "| Onbekend |", "| Voorbehoud |"):
        assert words in text
    assert "Nog niet te zeggen: artikel 2 Sr (feit in Nederland)." in text
    assert "Niet van toepassing: artikel 3 Sr (vaartuig)." in text
    assert "Verjaard op 11 augustus 2025." in text
    assert "[artikel 70 Sr]" in text


def test_readings_stand_side_by_side() -> None:
    """Both readings of what is not settled are told, each with its consequence and source."""
    text = chapter()
    assert "*Lezing 1:* Een reisdocument is van de Staat. Gevolg: dan is geen klacht nodig. [artikel 316 lid 1" in text
    assert "*Lezing 2:* De houder is het slachtoffer. Gevolg: dan is een klacht nodig. [NIET GEVERIFIEERD]" in text
    page = Page(memo.html(fixtures.gated()))
    assert "Lezing 2" in page.text


def test_prosecutable_punishable_and_proof_stay_apart() -> None:
    """The chapter tells what is prosecutable apart from what is punishable, and says nothing of proof."""
    text = chapter()
    places = [text.index(f"### {h}") for h in ("Vervolgbaar?", "Strafbaar?", "Welke wet geldt")]
    assert places == sorted(places)
    assert phrases.APART in text
    assert "over het bewijs zegt dit hoofdstuk niets" in text
    assert "Samenloop" in text[places[2] :]


def test_law_in_force_without_more_is_not_repeated() -> None:
    """That the law of the day applies stands in chapter 4 already."""
    assert ("Wet in de tijd", "open") not in rows()


def test_table_has_one_line_when_something_may_stand_in_the_way() -> None:
    """The terminal says in one line what bars, is unknown or reserved, and nothing when no gate does."""
    text = as_table.render(fixtures.gated(), 400)
    told = "Vervolgbaarheid: verjaring: verjaard op 11 augustus 2025; rechtsmacht onbekend; klacht met voorbehoud."
    assert told in text
    assert phrases.APART in text
    assert "niet beoordeeld" not in text
    calm = replace(fixtures.gated().findings[0], gates=(Gate("klacht", "", "open", "Geen klacht nodig."),))
    (merged,) = merge((calm,))
    assert in_short(merged) == ""


def test_difference_between_persons_is_told_in_the_line() -> None:
    """A gate that is open for one of the merged persons is named with the other."""
    one, two = (replace(f, gates=fixtures.gates(f.suspect)[:1]) for f in fixtures.many().findings[:17:16])
    (merged,) = merge((one, replace(two, gates=fixtures.gates(two.suspect, "open")[:1])))
    assert in_short(merged) == "Vervolgbaarheid: rechtsmacht (V1 ten aanzien van S1) onbekend."


def test_without_gates_it_is_said_that_they_were_not_assessed() -> None:
    """A case without gates says so in every form."""
    case = fixtures.rich()
    assert phrases.GATES in memo.markdown(case)
    assert phrases.GATES in as_table.render(case, 400)
    assert json.loads(as_json.render(case))["verantwoording"]["vervolgbaarheid"] == "niet beoordeeld"


def test_json_has_every_gate() -> None:
    """JSON merges nothing: each finding has its gates, and the case what concerns it as a whole."""
    found = json.loads(as_json.render(fixtures.gated()))
    jsonschema.validate(found, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert found["verantwoording"]["vervolgbaarheid"] == "beoordeeld"
    gates = found["beoordelingen"][0]["vervolgbaarheid"]
    assert [g["stand"] for g in gates] == ["onbekend", "bar", "voorbehoud", "onbekend", "open"]
    assert gates[1]["titel"] == "Verjaring"
    assert gates[2]["lezingen"][0]["gevolg"] == "Dan is geen klacht nodig."
    assert [g["soort"] for g in found["samenloop"]] == ["samenloop"]


def test_sources_of_gates_are_in_the_list() -> None:
    """What a gate rests on is in the list of sources."""
    sources = memo.markdown(fixtures.gated()).split("\n## 10 ")[1]
    assert "Artikel 70 Sr" in sources
