"""The traps: which an example case tests, what they say and name, and what is wrong with a trap that was written badly."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from legalkb import assessment, checks, examples, knowledge
from legalkb.case import Case
from legalkb.case_reader import read_case
from legalkb.engine import BUILTIN
from legalkb.errors import LegalkbError
from legalkb.findings import Assessment
from legalkb.gates.prosecution import GATES
from legalkb.knowledge import KnowledgeBase
from legalkb.linked import graph
from legalkb.near_names import nearest
from legalkb.node import SourceText, plain
from legalkb.ontology_traps import SUBJECTS
from legalkb.query.matching import matching
from legalkb.query.parser import QueryError, parse
from legalkb.query.rows import CaseRows, of_case
from legalkb.query.search import search
from legalkb.query.words import words
from legalkb.training import traps

ROOT = Path(__file__).resolve().parent.parent
FILE = "ontology/oefeningen/valkuilen.ttl"
KNOWLEDGE: KnowledgeBase = knowledge.load(cache=False)
TRAPS = traps.traps(KNOWLEDGE)
CONDITIONS = [(trap.id, text) for trap in TRAPS for text in trap.conditions]


@dataclass(frozen=True, slots=True)
class Seen:
    """An example with its case, its assessment, and which of ``CONDITIONS`` it matches."""

    example: examples.Example
    case: Case
    found: Assessment
    matched: tuple[bool, ...]


def read(case: Case, found: Assessment) -> CaseRows:
    """The rows of an assessed case."""
    return of_case(case, found, KNOWLEDGE)


EXAMPLES = examples.load()[0]


@cache
def one(number: int) -> Seen:
    """An example beside the rules, assessed and asked each condition."""
    queries = [parse(text, words(KNOWLEDGE)) for _, text in CONDITIONS]
    case = read_case(EXAMPLES[number].case, KNOWLEDGE.vocabulary)
    found = assessment.assess(case, KNOWLEDGE, BUILTIN)
    return Seen(EXAMPLES[number], case, found, matching(read(case, found), queries))


def seen(step: int = 1) -> tuple[Seen, ...]:
    """Every example, or each so many."""
    return tuple(one(number) for number in range(0, len(EXAMPLES), step))


def ids(text: str) -> list[str]:
    """The traps that a case tests, written as a case file."""
    case = read_case(SourceText("zaak.yaml", text), KNOWLEDGE.vocabulary)
    return [trap.id for trap in traps.tested(case, assessment.assess(case, KNOWLEDGE, BUILTIN), KNOWLEDGE)]


# Every trap is a test of something


def test_each_condition_is_matched_by_some_example_and_not_by_all() -> None:
    """No condition of a trap is dead, and none holds for every case."""
    counts = [sum(item.matched[n] for item in seen()) for n in range(len(CONDITIONS))]
    dead = [CONDITIONS[n] for n, count in enumerate(counts) if count == 0]
    always = [CONDITIONS[n] for n, count in enumerate(counts) if count == len(seen())]
    assert (dead, always) == ([], [])


def test_each_trap_is_tested_by_some_example_and_by_less_than_a_third() -> None:
    """A trap that nearly every case tests tells a trainer nothing."""
    touched = Counter(trap for item in seen() for trap in {CONDITIONS[n][0] for n, m in enumerate(item.matched) if m})
    assert {trap.id for trap in TRAPS} == touched.keys()
    assert [trap for trap, count in touched.items() if count > len(seen()) / 3] == []


def test_a_case_tests_the_traps_of_which_some_condition_matches() -> None:
    """The traps of a case are those with a matching condition, each once and in their order."""
    for item in seen(40):
        expected = {CONDITIONS[n][0] for n, matched in enumerate(item.matched) if matched}
        assert [t.id for t in traps.tested(item.case, item.found, KNOWLEDGE)] == [
            t.id for t in TRAPS if t.id in expected
        ]


def test_a_condition_finds_the_same_in_memory_and_in_a_folder(tmp_path: Path) -> None:
    """Asking one assessed case gives what a search over a folder with its file gives."""
    chosen = {f"{number:04}.yaml": item for number, item in enumerate(seen(97))}
    for name, item in chosen.items():
        (tmp_path / name).write_text(yaml.safe_dump(plain(item.example.case)), encoding="utf-8")
    for number, (_, text) in list(enumerate(CONDITIONS))[::7]:
        found = {hit.file for hit in search(parse(text, words(KNOWLEDGE)), tmp_path, KNOWLEDGE).found}
        assert found == {name for name, item in chosen.items() if item.matched[number]}, text


def test_the_check_of_the_data_names_a_trap_without_an_example() -> None:
    """A trap that no example tests is a point of attention, and one that an example tests is not."""
    report = checks.report(KNOWLEDGE, [e for e in EXAMPLES if "klacht_medepleger" in e.place])
    named = {t.id for t in TRAPS for r in report.remarks if f"valkuil {t.id} " in r.text and r.severity == "let op"}
    assert "33" not in named
    assert "01" in named
    assert not report.failures
    assert list(checks.untested(KNOWLEDGE, {t.id for t in TRAPS})) == []


# Some of them, as a lawyer would expect

PARENTS = """
personen: {{V1: {{rol: verdachte}}, V2: {{rol: verdachte}}, S1: {{rol: slachtoffer, leeftijd: {age}}}}}
relaties: [{{van: V1, tot: S1, soort: {first}, gezag: ja}}, {{van: V2, tot: S1, soort: {second}}}]
feiten: [{{feit: achtergelaten_in_buitenland, door: [V1, V2], tegen: S1, op: 2025-08-20}}]
"""
GOODS = """
peildatum: 2025-09-01
personen: {{V1: {{rol: verdachte}}, S1: {{rol: slachtoffer, leeftijd: {age}}}}}
relaties: [{{van: V1, tot: S1, soort: {kind}}}]
feiten: [{{feit: {fact}, door: V1, tegen: S1, op: 2025-08-20}}]
"""
DATED = """
personen: {{V1: {{rol: verdachte, nationaliteit: NL}}, S1: {{rol: slachtoffer, leeftijd: 30}}}}
feiten: [{{feit: {fact}, door: V1, tegen: S1, op: {on}, plaats_handeling: MA}}]
"""


@pytest.mark.parametrize(
    ("text", "trap", "expected"),
    [
        (PARENTS.format(age=14, first="ouder", second="ouder"), "01", True),
        (PARENTS.format(age=14, first="ouder", second="grootouder"), "01", False),
        (PARENTS.format(age=19, first="ouder", second="ouder"), "01", False),
        (GOODS.format(age=14, kind="ouder", fact="telefoon_weggenomen"), "12", True),
        (GOODS.format(age=14, kind="broer_of_zus", fact="telefoon_weggenomen"), "12", False),
        (GOODS.format(age=19, kind="ouder", fact="telefoon_weggenomen"), "12", False),
        (GOODS.format(age=14, kind="ouder", fact="opgesloten"), "12", False),
        (GOODS.format(age=19, kind="echtgenoot", fact="telefoon_weggenomen"), "10", True),
        (GOODS.format(age=19, kind="partner", fact="telefoon_weggenomen"), "10", False),
        (GOODS.format(age=19, kind="echtgenoot", fact="opgesloten"), "10", False),
        (GOODS.format(age=19, kind="echtgenoot", fact="opgesloten"), "35", True),
        (GOODS.format(age=19, kind="ouder", fact="reisdocument_in_bewaring"), "36", True),
        (GOODS.format(age=19, kind="ouder", fact="reisdocument_weggenomen"), "36", False),
        (GOODS.format(age=19, kind="ouder", fact="reisdocument_weggenomen"), "32", True),
        (GOODS.format(age=19, kind="ouder", fact="telefoon_weggenomen"), "32", False),
        (GOODS.format(age=19, kind="ouder", fact="dreigde_met_achterlating"), "06", True),
        (GOODS.format(age=19, kind="ouder", fact="dreigde_te_doden"), "06", False),
        (DATED.format(fact="mishandeld", on="2013-06-30"), "05", True),
        (DATED.format(fact="mishandeld", on="2013-07-01"), "05", False),
        (DATED.format(fact="mishandeld", on="2014-06-30"), "26", True),
        (DATED.format(fact="mishandeld", on="2014-07-01"), "26", False),
        (DATED.format(fact="voorwendsel_vakantie", on="2015-11-16"), "21", True),
        (DATED.format(fact="voorwendsel_vakantie", on="2015-11-17"), "21", False),
        (DATED.format(fact="opgesloten", on="2013-03-31"), "29", True),
        (DATED.format(fact="opgesloten", on="2013-04-01"), "29", False),
        (DATED.format(fact="dreigde_te_doden", on="2025-12-31"), "22", True),
        (DATED.format(fact="dreigde_te_doden", on="2026-01-01"), "22", False),
    ],
)
def test_a_trap_belongs_to_the_cases_it_is_about(text: str, trap: str, expected: bool) -> None:
    """Each trap is tested by a case with what it is about, and not by the case beside it."""
    assert (trap in ids(text)) is expected


@settings(max_examples=12)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_changes_nothing(number: int, random: Random) -> None:
    """A case tests the same traps in whatever order its facts and relations stand."""
    case = plain(EXAMPLES[number % len(EXAMPLES)].case)
    turned = {k: random.sample(v, len(v)) if k in ("feiten", "relaties") and v else v for k, v in case.items()}
    assert ids(yaml.safe_dump(case)) == ids(yaml.safe_dump(turned))


# What they say

MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()
DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")


def known_days() -> Iterator[date]:
    """The days on which a text of the law begins, or that the rules on prosecution and the offences name."""
    for versions in KNOWLEDGE.vocabulary.law.provisions.values():
        for version in versions:
            yield from (date.fromisoformat(d) for d in (version.valid_from,) if d)
            yield from (date.fromisoformat(d) + timedelta(1) for d in (version.valid_to,) if d)
    for file in (ROOT / "rules").glob("*/*.yaml"):
        yield from (date.fromisoformat(d) for d in re.findall(r"\b\d{4}-\d{2}-\d{2}\b", file.read_text("utf-8")))


def test_each_day_that_a_trap_names_is_a_day_of_the_law() -> None:
    """No trap names a day that the texts of the law and the rules do not have."""
    known = set(known_days())
    named = {
        (t.id, date(int(year), MONTHS.index(month) + 1, int(day)))
        for t in TRAPS
        for day, month, year in DAY.findall(" ".join((t.label, t.explanation)))
    }
    assert len(named) > 10
    assert [item for item in named if item[1] not in known] == []


def sentences(text: str) -> int:
    """How many sentences a text has."""
    return len(re.findall(r"[.!?](?=\s|$)", text))


@pytest.mark.parametrize("trap", TRAPS, ids=lambda t: t.id)
def test_what_a_trap_says_is_short_and_shows_its_reservation(trap: traps.Trap) -> None:
    """One to three sentences, one to three wrong answers of one sentence, and what is not certain said so."""
    assert 1 <= sentences(trap.explanation) <= 3, trap.explanation
    assert 1 <= len(trap.wrong_answers) <= 3
    assert all(sentences(answer) == 1 and answer.endswith(".") for answer in trap.wrong_answers)
    unsure = re.search(r"niet (volledig )?(geverifieerd|nagegaan|nagelezen)", trap.explanation) is not None
    assert unsure is ("niet geverifieerd" in trap.sources)
    if "eigen lezing" in trap.explanation or set(trap.sources) == {"analyse"}:
        assert "eigen lezing" in trap.explanation
        assert "analyse" in trap.sources
    assert all(KNOWLEDGE.vocabulary.sources.get(s) or s in KNOWLEDGE.vocabulary.law.provisions for s in trap.sources)


def test_the_traps_are_numbered_and_their_labels_differ() -> None:
    """The traps stand in the order of their numbers, and no two have the same label."""
    assert [int(t.id) for t in TRAPS] == [t.order for t in TRAPS] == sorted({t.order for t in TRAPS})
    assert len({t.label for t in TRAPS}) == len({t.label_en for t in TRAPS}) == len(TRAPS)


def test_each_subject_has_a_trap_and_stands_on_the_page() -> None:
    """The list of subjects has no word without a trap, and the page for lawyers gives the same list."""
    page = (ROOT / "docs" / "how-to" / "valkuil-toevoegen.md").read_text(encoding="utf-8")
    line = page.partition("De onderwerpen zijn ")[2].partition(".")[0]
    assert re.findall(r"`([^`]+)`", line) == list(SUBJECTS)
    assert {s for t in TRAPS for s in t.subjects} == set(SUBJECTS)


def test_the_graph_has_every_trap() -> None:
    """The linked graph names each trap of the ontology as one."""
    text = graph.base(KNOWLEDGE).triples.decode("utf-8")
    assert len(re.findall(r"<[^>]*/valkuil/\d\d> <[^>]*#type> <[^>]*def#Valkuil> \.", text)) == len(TRAPS)


# What is written wrong

GOOD = """
<valkuil/90> a lkb:Valkuil ;
    dct:identifier "90" ; lkb:volgorde 90 ;
    skos:prefLabel "proef"@nl , "trial"@en ;
    lkb:uitleg "Dit is een proef."@nl ;
    lkb:foutAntwoord "Dit is fout."@nl ;
    lkb:bepaling <wet/Sr/310> ;
    lkb:onderwerp "klacht" ;
    lkb:raakt "feit:opgesloten" ;
    dct:source <bron/analyse> .
"""
WRONG_FIELDS = [
    ('lkb:onderwerp "klacht"', 'lkb:onderwerp "klachten"', "onbekend onderwerp", nearest("klachten", SUBJECTS)),
    ('lkb:onderwerp "klacht" ;', "", "zonder onderwerp", "Vul dit aan."),
    ('"proef"@nl , ', "", "zonder prefLabel", "Vul dit aan."),
    (' , "trial"@en', "", "zonder prefLabel (Engels)", "Vul dit aan."),
    ('lkb:uitleg "Dit is een proef."@nl ;', "", "zonder uitleg", "Vul dit aan."),
    ('"Dit is een proef."@nl', '"Een."@nl , "Twee."@nl', "'uitleg' staat er meer dan eens", "Kies een andere."),
    ('lkb:foutAntwoord "Dit is fout."@nl ;', "", "zonder foutAntwoord", "Vul dit aan."),
    ("lkb:bepaling <wet/Sr/310> ;", "", "zonder bepaling", "Vul dit aan."),
    ("<wet/Sr/310>", "<wet/Sr/999>", "onbekende bepaling", "ontology/"),
    ("<bron/analyse>", "<bron/onbekend>", "onbekende bron", "ontology/"),
    ('lkb:raakt "feit:opgesloten" ;', "", "zonder raakt", "Vul dit aan."),
    (" ;\n    dct:source <bron/analyse>", "", "zonder bron", "Vul dit aan."),
    ("lkb:volgorde 90", 'lkb:volgorde "een"', "'volgorde' is geen getal", "cijfers"),
    ('dct:identifier "90"', 'dct:identifier "09"', "dct:identifier", "Maak ze gelijk."),
]
WRONG_CONDITIONS = [
    ("feit:opgeslotn", "onbekend feit: opgeslotn", "Bedoelde u opgesloten?"),
    ("feit:geweld", "geweld is een begrip, geen feit", "Dat volgt uit feiten."),
    ("uitkomst:999=aanwijzing", "onbekende bepaling: 999", ""),
    ("bestanddeel:310.wegnem=vervuld", "onbekend bestanddeel", "Bedoelde u wegneemt?"),
    ("poort:310.verjaard=open", "onbekende poort", "Bedoelde u verjaring?"),
    ("verdachten:ouders", "onbekende relatie: ouders", "Bedoelde u ouder?"),
    ("feit:opgesloten en", "hier ontbreekt een voorwaarde", ""),
    (" en ".join(f"(uitkomst:{p}=aanwijzing of uitkomst:{o}=aanwijzing)" for p, o in zip(
        ("279.1", "282.1", "282.3", "284.1.1", "285.1", "285c", "310"),
        ("282.1", "282.3", "284.1.1", "285.1", "285c", "310", "321"), strict=True)), "te veel bepalingen", "twee"),
]  # fmt: skip


def refused(folder: Path, blocks: list[str]) -> list[str]:
    """The problems of the data with these blocks behind the traps, each as it is shown."""
    for name in ("ontology", "rules"):
        shutil.copytree(ROOT / name, folder / name)
    target = folder / FILE
    target.write_text(target.read_text(encoding="utf-8") + "".join(blocks), encoding="utf-8")
    with pytest.raises(LegalkbError) as caught:
        knowledge.load(folder, cache=False)
    return [str(problem) for problem in caught.value.problems]


def place(blocks: list[str], number: int) -> str:
    """Where the subject of a block stands: file and line."""
    before = (ROOT / FILE).read_text(encoding="utf-8") + "".join(blocks[:number])
    return f"{FILE}:{before.count(chr(10)) + 2}"


def numbered(blocks: list[str]) -> list[str]:
    """Blocks with a number of their own in place of 90."""
    return [b.replace("valkuil/90", f"valkuil/{n}").replace('"90"', f'"{n}"') for n, b in enumerate(blocks, 200)]


def test_what_is_wrong_with_a_trap_is_said_with_its_place_and_all_at_once(tmp_path: Path) -> None:
    """Each field that is missing or unknown is a problem at the line of its trap, with a remedy."""
    assert all(old in GOOD for old, *_ in WRONG_FIELDS)
    blocks = numbered([GOOD.replace(old, new) for old, new, *_ in WRONG_FIELDS])
    said = refused(tmp_path, blocks)
    for number, (_, _, what, remedy) in enumerate(WRONG_FIELDS):
        mine = [text for text in said if text.startswith(place(blocks, number) + ":")]
        assert any(what in text and remedy in text for text in mine), (what, mine)
    assert len(said) == len(WRONG_FIELDS)


def test_what_is_wrong_with_a_condition_is_said_with_its_place_and_all_at_once(tmp_path: Path) -> None:
    """Each condition that cannot be read or names something unknown is a problem at the line of its trap."""
    blocks = numbered([GOOD.replace('"feit:opgesloten"', f'"{text}"') for text, *_ in WRONG_CONDITIONS])
    said = refused(tmp_path, blocks)
    for number, (text, what, remedy) in enumerate(WRONG_CONDITIONS):
        mine = [t for t in said if t.startswith(place(blocks, number) + ":")]
        assert any(what in t and remedy in t for t in mine), (text, mine)


# The words of the conditions


def test_the_gates_of_the_language_are_the_gates_of_a_finding() -> None:
    """The query language knows each gate that a finding can have, in the same order."""
    assert words(KNOWLEDGE).gates == tuple(GATES)


@pytest.mark.parametrize(
    ("kinds", "matched"),
    [(("ouder", "ouder"), True), (("ouder", "grootouder"), False), (("ouder",), False), (("broer_of_zus",) * 3, False)],
)
def test_suspects_with_the_same_relation(kinds: tuple[str, ...], matched: bool) -> None:
    """``verdachten:ouder`` is about two suspects who are each a parent of one victim."""
    people = "".join(f"V{n}: {{rol: verdachte}}, " for n in range(len(kinds)))
    ties = ", ".join(f"{{van: V{n}, tot: S1, soort: {kind}}}" for n, kind in enumerate(kinds))
    text = f"personen: {{{people}S1: {{rol: slachtoffer}}}}\nrelaties: [{ties}]\nfeiten: [opgesloten]\n"
    case = read_case(SourceText("zaak.yaml", text), KNOWLEDGE.vocabulary)
    assert matching(of_case(case, None, KNOWLEDGE), [parse("verdachten:ouder", words(KNOWLEDGE))]) == (matched,)


def test_two_victims_with_a_parent_each_are_not_one_with_two() -> None:
    """Two suspects who are parents of different victims do not share a victim, and a parent named twice is one."""
    text = """
personen: {V1: {rol: verdachte}, V2: {rol: verdachte}, S1: {rol: slachtoffer}, S2: {rol: slachtoffer}}
relaties: [{van: V1, tot: S1, soort: ouder}, {van: V2, tot: S2, soort: ouder}, {van: V1, tot: S1, soort: ouder}]
feiten: [opgesloten]
"""
    case = read_case(SourceText("zaak.yaml", text), KNOWLEDGE.vocabulary)
    assert matching(of_case(case, None, KNOWLEDGE), [parse("verdachten:ouder", words(KNOWLEDGE))]) == (False,)


@pytest.mark.parametrize("text", ["verdachten:", "verdachten:ouders", "verdachten:ouder=ja"])
def test_a_wrong_relation_is_refused(text: str) -> None:
    """A relation that does not exist, is missing or is compared with something is a mistake with a remedy."""
    with pytest.raises(QueryError) as caught:
        parse(text, words(KNOWLEDGE))
    assert all(m.what and m.remedy for m in caught.value.mistakes)
