"""The memo: what it says, how it says it, and that its pages are accessible and self-contained."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import fixtures_assessment as fixtures
import fixtures_findings as made
import pytest
from conftest import Assess
from fixtures_page import Page

from legalkb.findings import Assessment, ElementFinding, FactLine
from legalkb.findings import Path as Path_
from legalkb.knowledge import KnowledgeBase
from legalkb.report import memo, phrases, protection
from legalkb.report.lines import placed
from legalkb.report.templating import markdown as markdown_text

ROOT = Path(__file__).resolve().parent.parent
HEADINGS = (
    "1 Samenvatting en status",
    "2 Feiten zoals ingevoerd",
    "3 Scenario-duiding",
    "4 Juridisch kader",
    "5 Toetsing per artikel",
    "6 Tegenaanwijzingen en verweren",
    "7 Vervolgbaarheid: rechtsmacht, klacht, verjaring",
    "8 Beschermingspaden",
    "9 Vervolgvragen en bewijs",
    "10 Bronnen",
    "11 Verantwoording",
)


@cache
def html(name: str = "rich") -> str:
    """The HTML memo of a hand-made assessment."""
    return memo.html(getattr(fixtures, name)())


@cache
def markdown(name: str = "rich") -> str:
    """The Markdown memo of a hand-made assessment."""
    return memo.markdown(getattr(fixtures, name)())


def seen(assessment: Assessment) -> dict[str, str]:
    """The words of both forms, on one line each."""
    return {
        "md": " ".join(memo.markdown(assessment).split()),
        "html": " ".join(Page(memo.html(assessment)).text.split()),
    }


def part(text: str, number: int) -> str:
    """One chapter of a Markdown memo."""
    return text.split(f"\n## {number} ")[1].split("\n## ")[0]


# What it says


def test_opens_with_the_premise_and_its_source() -> None:
    """Right under the title stands that achterlating is no offence by itself, with Kamerstuk 67 and 68."""
    for name, text in seen(fixtures.rich()).items():
        opening = text[: text.index("Samenvatting en status")]
        assert phrases.PREMISE in opening, name
        assert "Kamerstuk 32 175, nr. 67, en nr. 68, antwoorden 19 en 44" in opening


@pytest.mark.parametrize("name", ["rich", "many", "empty"])
def test_eleven_headings_in_order(name: str) -> None:
    """Both forms have the eleven headings, once and in order."""
    assert tuple(re.findall(r"^## (.*)$", markdown(name), re.M)) == HEADINGS
    assert tuple(re.findall(r"<h2[^>]*>(.*?)</h2>", html(name))) == HEADINGS


def test_gates_are_said_not_to_be_assessed() -> None:
    """Chapter 7 says in two sentences that jurisdiction, complaint and limitation must be examined apart."""
    chapter = part(markdown(), 7)
    assert "niet beoordeeld en moeten apart worden onderzocht" in chapter
    assert chapter.count(".") == 2
    assert {"bewijsbaar", "strafbaar", "vervolgbaar"} <= set(re.findall(r"\w+", chapter))


def test_nobody_is_called_guilty() -> None:
    """Nowhere is somebody guilty, or something punishable, outside the words of the law and the premise."""
    for name, text in seen(fixtures.rich()).items():
        own = text.replace(made.TEXT_279, "").replace(phrases.PREMISE, "").replace(phrases.GATES, "")
        own = own.replace(phrases.STATUS_OF_TEXT, "").replace("op zichzelf geen strafbaar feit", "")
        own = own.replace("kunnen wel strafbare feiten zijn gepleegd", "")
        assert not re.findall(r"\b(schuld\w*|strafbaar|strafbare|dader\w*|veroordeel\w*)\b", own), name


def test_no_internal_ids() -> None:
    """Ids of fact types, elements and rules stay inside."""
    ids = {e.id for f in fixtures.rich().findings for e in f.elements if "_" in e.id}
    ids |= {e.name for f in fixtures.rich().findings for el in f.elements for e in (*el.support, *el.against)}
    ids |= {f.rule for f in fixtures.rich().findings} - {"sr-285c", "sr-310"}
    for text in seen(fixtures.rich()).values():
        assert not {i for i in ids if "_" in i or "-" in i} & set(re.split(r"[^\w-]+", text.replace("\\", "")))


def test_no_internal_ids_of_the_knowledge_base(assess: Assess, knowledge: KnowledgeBase) -> None:
    """In the memo of the demo case no id of the knowledge base is shown either."""
    demo = assess((ROOT / "legalkb" / "templates" / "demo.yaml").read_text(encoding="utf-8"))
    ids = {i for i in (*knowledge.vocabulary.fact_types, *knowledge.rulebook.concepts) if "_" in i}
    ids |= set(knowledge.rulebook.keys) | set(knowledge.vocabulary.paths) & {"lec-egg"}
    for text in seen(demo).values():
        assert not ids & set(re.split(r"[^\w-]+", text.replace("\\", "")))


def test_indications_stand_next_to_counter_indications() -> None:
    """An open norm shows both sides in one row, each with its source and reason."""
    row = next(line for line in markdown().splitlines() if line.startswith("| ‘opzettelijk’"))
    assert "**Voor:** De verdachte wist" in row
    assert "**Tegen:** De verdachte had een concrete vrees" in row
    assert "ECLI:NL:HR:2023:855" in row
    assert "Tegenvraag: Kon S1 niet terug" in row


def test_table_has_the_words_the_fact_the_source_and_what_is_missing() -> None:
    """Each row has the quoted words, the fact with its source, what is missing and the status."""
    assert "| Bestanddeel | Feit en bron | Wat ontbreekt | Status |" in markdown()
    row = next(line for line in markdown().splitlines() if line.startswith("| ‘onttrekt’"))
    assert "De verdachte heeft S1 na de afgesproken tijd niet teruggebracht. (feit 1, aangifte S1)" in row
    assert row.endswith("| – | vervuld |")


def test_paragraph_two_shows_only_its_own_elements() -> None:
    """279 lid 2 refers to lid 1 and repeats nothing of it."""
    chapter = part(markdown(), 5)
    second = chapter.split("### Artikel 279 lid 2 Sr")[1].split("###")[0]
    assert "Naast de bestanddelen van artikel 279 lid 1 Sr" in second
    assert "‘list, geweld of bedreiging met geweld’" in second
    assert "‘onttrekt’" not in second


def test_second_finding_on_a_variant_shows_the_differences() -> None:
    """What is the same as for an earlier pair is not told again."""
    dwang = part(markdown(), 5).split("### Artikel 284")[1].split("###")[0]
    assert "Voor het overige staan de bestanddelen er gelijk voor als bij V1 ten aanzien van S1." in dwang
    assert dwang.count("‘wederrechtelijk’") == 1


def test_contradicted_variant_is_short() -> None:
    """A contradicted variant shows what contradicts it and names the rest."""
    deprivation = part(markdown(), 5).split("### Artikel 282 lid 1")[1].split("###")[0]
    assert "**Tegen:** S1 kon de plek verlaten." in deprivation
    assert "De overige bestanddelen: ‘opzettelijk’ (onbekend (alleen verklaring verdachte))." in deprivation
    assert "poging: te onderzoeken" in deprivation


def test_variants_without_a_lead_take_one_line() -> None:
    """Variants without a lead are named once, in the summary."""
    text = markdown("many")
    assert text.count("Geen aanknopingspunt") == 1
    assert "### Artikel 310" not in text


def test_law_has_version_maximum_category_and_link() -> None:
    """Each provision has its version, maximum and category without amounts, and a link made of the JCI reference."""
    chapter = part(markdown(), 4)
    assert "negen maanden gevangenisstraf of geldboete van de derde categorie; geldend vanaf 1 januari 2005" in chapter
    assert "twee jaar gevangenisstraf of geldboete van de vierde categorie; geldend vanaf 1 juli 2013" in chapter
    assert "<https://wetten.overheid.nl/jci1.3:c:BWBR0001854&artikel=279" in chapter
    assert "[artikel 279 lid 1 Sr, versie 1 augustus 2025](<https://wetten.overheid.nl/jci1.3:c:BWBR" in chapter
    assert "€" not in chapter


def test_jci_string_stands_once_among_the_sources() -> None:
    """The JCI reference is spelled out once per applied provision, in the list of sources."""
    rest, _, sources = markdown().partition("\n## 10 ")
    jci = "jci1.3:c:BWBR0001854&artikel=279&g=2025-08-01&z=2026-03-01"
    plain = [piece for piece in sources.split() if piece.startswith("jci")]
    assert plain.count(f"{jci};") + plain.count(f"{jci}.") == 2
    assert " jci" not in rest


def test_reservations_are_visible() -> None:
    """NIET GEVERIFIEERD and a reading without a source are shown where they matter."""
    for text in seen(fixtures.rich()).values():
        assert "De oudere tekst is NIET GEVERIFIEERD." in text
        assert "eigen lezing, zonder bron" in text
        assert "lleen de samenvatting is gelezen" in text


def test_text_that_is_not_verbatim_is_not_quoted() -> None:
    """A version whose text is not held word for word is not put between quotation marks."""
    version = made.law(
        "Sr 279 lid 1", 72, 4, text="[lid 1: niet letterlijk overgenomen]", text_status="alleen strafbedreiging"
    )
    case = replace(fixtures.rich(), findings=(replace(made.finding_279(), law=(version,)),))
    chapter = part(memo.markdown(case), 4)
    assert "niet woordelijk opgenomen" in chapter
    assert "niet letterlijk overgenomen" not in chapter


def test_fictional_and_classified_are_marked() -> None:
    """A fictional case and a classification are named on top and on every printed page."""
    assert "FICTIEF" in markdown().splitlines()[2]
    assert "politiegegevens – Wpg artikel 8" in markdown().splitlines()[2]
    (header,) = re.findall(r'@top-left \{ content: "(.*?)";', html())
    assert "FICTIEF" in header
    assert "politiegegevens" in header
    plain = replace(fixtures.rich(), fictional=False, classification="")
    assert "FICTIEF" not in memo.html(plain)
    assert "@top-left" not in memo.html(plain)


def test_protection_is_named_first() -> None:
    """With a minor abroad the first chapter starts with the urgent path; chapter 8 orders all by urgency."""
    assert (
        part(markdown(), 1).splitlines()[2].startswith("**Bescherming gaat voor** (zie hoofdstuk 8): Alarmnummer 112")
    )
    later = replace(fixtures.rich(), facts=())
    assert "**Bescherming gaat voor**" in memo.markdown(later)
    paths = part(markdown(), 8)
    assert paths.index("**Nu**") < paths.index("Alarmnummer 112") < paths.index("**Daarna**")


def test_neighbours_are_pointed_at() -> None:
    """A provision outside the seven is named with the fact and the reason, as not assessed."""
    chapter = part(markdown(), 5)
    assert "Deze bepalingen zijn niet beoordeeld" in chapter
    assert "**Artikel 278 Sr (mensenroof)**: V1 heeft S1 in gevaarlijk gebied gelaten." in chapter


def test_sources_are_linked_once() -> None:
    """Every source is in the list once; answers of one document are one entry; a strange address is no link."""
    chapter = part(markdown(), 10)
    assert chapter.count("zoek.officielebekendmakingen.nl/kst-32175-68.html") == 1
    assert "nr. 68, antwoorden 19 en 44" in chapter
    assert "javascript" not in chapter + html()


def test_receipt_is_complete() -> None:
    """Version, short marks of knowledge base and case, engines and reference date are given, in plain words."""
    chapter = part(markdown(), 11)
    engines = "durable rules 2.0.28 en de ingebouwde afleiding"
    for words in ("versie 0.1.0", f"kennisbank {'a' * 12}, ", f"zaakbestand {'b' * 12}.", engines, "1 maart 2026"):
        assert words in chapter
    assert "\\" not in chapter


def test_nothing_is_said_twice() -> None:
    """No line of chapter 5 and no sentence about a fact within one table is repeated."""
    lines = [line for line in part(markdown("many"), 5).splitlines() if len(line) > 40 and "---" not in line]
    told = [line for line in lines if not line.startswith(("| Bestanddeel", "**"))]
    assert len(told) == len(set(told))


def test_empty_case_has_a_memo() -> None:
    """A case without facts gives a memo in whole sentences."""
    text = markdown("empty")
    for words in (
        "Er zijn geen feiten ingevoerd.",
        "bij geen van de zeven bepalingen",
        "geen variant met een aanknopingspunt",
    ):
        assert words in text


# Nothing of a case becomes markup


def test_text_of_a_case_is_never_markup() -> None:
    """HTML, Markdown, CSS and template code in a case are shown, not obeyed."""
    bad = '<script>alert(1)</script> | **x** [a](b) {{ 7*7 }} </style> " \\ # _y_'
    line = replace(fixtures.FACTS[0], sentence=bad, source=bad, note=bad, where=bad)
    case = replace(fixtures.rich(), case=bad, classification=bad, facts=(line,), notes=(bad,))
    page = Page(memo.html(case))
    assert page.all("script") == []
    assert "<script>alert(1)</script>" in page.text
    assert "49" not in page.text.split("Feiten zoals")[0]
    style, *others = re.findall(r"<style>(.*?)</style>", memo.html(case), re.S)
    assert not [s for s in others if "alert" in s]
    assert "alert" in style
    assert "<" not in style
    text = memo.markdown(case)
    assert "<script>" not in text.replace("\\<", "")
    assert "[a](b)" not in text
    row = next(row for row in text.splitlines() if row.startswith("| 1 |"))
    assert len(re.findall(r"(?<!\\)\|", row)) == 5


# What a reader with fresh eyes stumbled over


def test_questions_are_numbered_in_markdown(assess: Assess) -> None:
    """The questions have their own numbers, also for who reads the Markdown as it is."""
    demo = assess((ROOT / "legalkb" / "templates" / "demo.yaml").read_text(encoding="utf-8"))
    found = re.findall(r"^(\d+)\. ", part(memo.markdown(demo), 9), re.M)
    assert found == [str(n) for n in range(1, len(found) + 1)]
    assert len(found) > 1


def test_protection_has_spaces_between_its_parts(assess: Assess) -> None:
    """The paths in the first chapter are told apart, whatever their contact says."""
    demo = assess((ROOT / "legalkb" / "templates" / "demo.yaml").read_text(encoding="utf-8"))
    chapter = part(memo.markdown(demo), 1)
    assert "Alarmnummer 112 · Veilig Thuis 0800-2000 · LKHA 070-345 43 19 · " in chapter
    assert not re.findall(r";\S", chapter)


def test_facts_that_count_for_nobody_are_on_top() -> None:
    """The warning stands in chapter 1, and not again among the assumptions."""
    note = (
        "Bij één feit staat niet wie het deed, terwijl er meer verdachten zijn (regel 9); het wordt aan niemand "
        "toegerekend."
    )
    case = replace(fixtures.empty(), notes=(note,))
    for name, text in seen(case).items():
        assert text.count("het feit op regel 9 telt nergens mee") == 1, name
        assert "Geen aanknopingspunt in de feiten die meetellen" in text
        assert "Dat zegt weinig" in text


def test_bare_variant_says_for_whom() -> None:
    """Of a variant of which nothing more is known the memo says for whom that is so."""
    base = made.finding_279()
    more = ElementFinding("letsel", "zwaar lichamelijk letsel", "onbekend")
    bare = replace(base, rule="sr-279-3", designation="Sr 279 lid 3", elements=(*base.elements, more))
    chapter = part(memo.markdown(replace(fixtures.rich(), findings=(base, bare))), 5)
    assert (
        "Voor artikel 279 lid 3 Sr (V1 ten aanzien van S1) is daarnaast nodig: ‘zwaar lichamelijk letsel’." in chapter
    )


def test_object_and_event_stand_in_the_list_of_facts() -> None:
    """Where a fact names its object and event they stand behind it."""
    line = SimpleNamespace(object="paspoort S1", event="v1")
    assert placed(cast(FactLine, line)) == "voorwerp: paspoort S1; voorval: v1"
    assert placed(fixtures.FACTS[0]) == ""


def _path(text: str, reservation: str = "") -> Path_:
    return Path_("x", "hulp", "Dit helpt.", text, "", 2, reservation, ())


def test_paths_do_not_speak_of_a_child_to_an_adult() -> None:
    """For adults the sentences about a child are left out; what is only for minors says so."""
    both = "Meld onveiligheid. De vrees van een kind is genoeg."
    assert protection.when(_path(both), False) == both
    assert protection.when(_path(both), True) == "Meld onveiligheid."
    only = protection.when(_path("Overweeg dit.", "Alleen voor minderjarigen. De rechter beslist."), False)
    assert only == "Bij een minderjarige: overweeg dit."


def test_adults_are_known_by_what_is_said_of_their_age(assess: Assess) -> None:
    """A victim is an adult when the age says so, and not when nothing is known."""
    grown = "personen: {V1: verdachte, S1: {rol: slachtoffer, leeftijd: 23}}\nfeiten: [verblijft_in_buitenland]"
    assert protection.adults_only(assess(grown))
    assert not protection.adults_only(assess(grown.replace("23", "14")))
    assert not protection.adults_only(assess(grown.replace(", leeftijd: 23", "")))
    assert "De vrees van een kind" not in memo.markdown(assess(grown))


def test_underscores_within_words_are_not_escaped() -> None:
    """Only an underscore that could be markup is escaped."""
    assert markdown_text("durable_rules") == "durable_rules"
    assert markdown_text("_x_ a__b") == "\\_x\\_ a\\_\\_b"
