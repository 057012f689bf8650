"""A course covers what it has to, and a trainer can add material without Python."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from legalkb import knowledge as knowledge_module
from legalkb.compilation import NO, YES
from legalkb.findings import OUTCOMES
from legalkb.inference import Atom
from legalkb.knowledge import KnowledgeBase
from legalkb.query.parser import parse
from legalkb.query.words import words
from legalkb.report import handouts
from legalkb.training import course, exercise, stock, traps
from legalkb.training.aims import Aim, aims
from legalkb.training.course import Course
from legalkb.training.course_overview import overview
from legalkb.training.exercise import Wish
from legalkb.training.phrases import PhraseError, told
from legalkb.training.trial import TELLERS, WORDS, fault

ROOT = Path(__file__).resolve().parent.parent
LATEST = date(2026, 9, 1)
FORBIDDEN = re.compile(
    r"\b(dwang\w*|gedwongen|wederrechtelijk\w*|feitelijkhe\w*|oogmerk\w*|toe-?eigen\w*|onttrek\w*|onttrokken|"
    r"vrijheidsberov\w*|lokken|gelokt|opzettelijk|misdrij\w*|diefstal|verduister\w*|bestanddeel\w*|scenario|achterlating)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def made(knowledge: KnowledgeBase) -> Course:
    """A course of twelve exercises."""
    return course.make_course(12, 1, LATEST, knowledge)


def test_course_covers_articles_outcomes_and_counter_scenarios(made: Course, knowledge: KnowledgeBase) -> None:
    """Twelve exercises turn on all seven articles, give every outcome, and hold counter-scenarios and gates."""
    assert len(made.parts) == 12
    assert {p.article for p in made.parts} >= set(course.articles_of(knowledge))
    assert made.articles == ()
    assert {p.outcome for p in made.parts} >= set(OUTCOMES)
    assert sum(p.exercise.scenario.counter for p in made.parts) >= 2
    assert any(p.gate for p in made.parts)


def test_course_tests_every_trap_of_the_core(made: Course, knowledge: KnowledgeBase) -> None:
    """Every main trap is tested by one of twelve exercises, and each part names just the traps that its case tests."""
    core = {t.id for t in traps.traps(knowledge) if t.core}
    assert len(core) == 19
    assert core <= {t.id for p in made.parts for t in p.traps}
    for part in made.parts[::4]:
        assert part.traps == traps.tested(part.exercise.case, part.exercise.assessment, knowledge)


def test_improving_loses_nothing(made: Course, knowledge: KnowledgeBase) -> None:
    """Replacing exercises for the sake of traps leaves every article, outcome and level covered as before, and tests no fewer."""
    few = list(made.parts[4:6])
    better = course.improved(few, knowledge)
    assert {p.article for p in better} >= {p.article for p in few}
    assert {p.outcome for p in better} >= {p.outcome for p in few}
    assert sorted(p.exercise.wish.level for p in better) == sorted(p.exercise.wish.level for p in few)
    assert len({t.id for p in better for t in p.traps}) >= len({t.id for p in few for t in p.traps})


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("feit:opgesloten en niet feit:bewaakt", [Aim(facts=(Atom("opgesloten", YES),))]),
        ("feit:opgesloten=nee", [Aim(facts=(Atom("opgesloten", NO),))]),
        ("niet feit:bewaakt=ontbreekt", [Aim(facts=(Atom("bewaakt", YES),)), Aim(facts=(Atom("bewaakt", NO),))]),
        ("feit:bewaakt of feit:opgesloten", [Aim(facts=(Atom(f, YES),)) for f in ("bewaakt", "opgesloten")]),
        ("datum:285c<2015-11-17", [Aim(rules=("sr-285c",), before=date(2015, 11, 17))]),
        ("datum:285c>=2015", [Aim(rules=("sr-285c",), since=date(2015, 1, 1))]),
        ("poort:310.klacht=open", [Aim(rules=("sr-310",), gate="klacht", standing="open")]),
    ],
)
def test_aims_follow_the_conditions(query: str, wanted: list[Aim], knowledge: KnowledgeBase) -> None:
    """The ways to test a trap are read from its condition: facts with their answer, days, provisions and gates."""
    assert list(aims(parse(query, words(knowledge)))) == wanted


def test_course_goes_from_easy_to_hard(made: Course) -> None:
    """The levels never go down, every level occurs, and the names follow the order."""
    levels = [p.exercise.wish.level for p in made.parts]
    assert levels == sorted(levels) and set(levels) == set(exercise.LEVELS)
    assert [p.exercise.name for p in made.parts] == [f"oefening-{n:02}" for n in range(1, 13)]
    assert all(f"zaak: {p.exercise.name}" in p.exercise.text for p in made.parts)


def test_overview_tells_what_is_missed(made: Course, knowledge: KnowledgeBase) -> None:
    """Each trap is either among those that an exercise tests or among those that none does; the page has both."""
    shown = overview(made, knowledge, "legalkb oefening cursus")
    hit = {i for r in shown.rows for i in r.traps}
    assert {i for i, _ in shown.traps} == hit
    assert hit.isdisjoint(i for i, _ in shown.missed)
    assert len(hit) + len(shown.missed) == len(knowledge.training["traps"])
    page = handouts.overview(shown)
    assert all(f"valkuil {i}" in page for i, _ in shown.missed)
    assert "FICTIEF" in page


def test_every_phrase_can_be_told_by_everybody(knowledge: KnowledgeBase) -> None:
    """Each phrase of the ontology can be filled in for every teller, and uses no word that gives an answer away."""
    kinds = knowledge.vocabulary.fact_types
    for telling in stock.of(knowledge).told.values():
        kind = kinds[telling.id]
        for phrase in (*telling.yes, *telling.no):
            assert fault(phrase, kind.subject) == "", phrase
            assert kind.group in ("klacht", "rechtsmacht", "verjaring") or not FORBIDDEN.search(phrase), phrase
    assert len(stock.of(knowledge).told) >= 0.9 * sum(not k.derived for k in kinds.values())


@pytest.mark.parametrize(
    ("phrase", "what"),
    [
        ("{{ doer }} | is | weg", "'doer' bestaat hier niet"),
        ("{{ door.rent }} | is | weg", "'rent' bestaat hier niet"),
        ("{{ door }} | {{ door.is }}", "twee strepen"),
        ("{% if door %}weg", "geen geldige Jinja2-zin"),
        ("{{ door.__class__.__mro__[1].__subclasses__() }}", "geen geldige Jinja2-zin"),
        ("{{ door + 1 }}", "kan niet worden ingevuld"),
    ],
)
def test_wrong_phrase_is_explained(phrase: str, what: str) -> None:
    """A phrase that can't be told is refused in Dutch, and reaches nothing outside its words."""
    assert what in fault(phrase, "gedraging")
    with pytest.raises(PhraseError):
        told(phrase, {"door": TELLERS[0][0], "tegen": TELLERS[0][1]}, WORDS, lambda options: options[0])


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> tuple[KnowledgeBase, Path]:
    """A copy of the knowledge base to which a trainer has added a phrase, a cast and a country in Turtle."""
    folder = tmp_path_factory.mktemp("kennisbank")
    for name in ("ontology", "rules"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "ontology" / "oefeningen" / "eigen.ttl").write_text(
        """@base <https://w3id.org/legalkb/> .
@prefix lkb: <https://w3id.org/legalkb/def#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<feit/opgesloten>
    lkb:verteld "{{ door }} | {{ door.heeft }} | {{ tegen.obj }} achter een hek met een hangslot gezet"@nl .

<personage/peetoom> a lkb:Personage ;
    skos:prefLabel "peetoom"@nl ; lkb:geslacht "m" ; lkb:relatiesoort "derde" ;
    lkb:noemtVrouw "petekind" ; lkb:noemtMan "petekind" ; lkb:leeftijdVan 40 ; lkb:leeftijdTot 60 .

<bezetting/peetoom> a lkb:Bezetting ;
    lkb:bijScenario <scenario/S18> ;
    lkb:persoon
        [ lkb:aanduiding "V1" ; lkb:rol "verdachte" ; lkb:personage <personage/peetoom> ; lkb:nationaliteit "NL" ] ,
        [ lkb:aanduiding "S1" ; lkb:rol "slachtoffer" ; lkb:geslacht "v" ; lkb:leeftijdVan 19 ; lkb:leeftijdTot 22 ] .
""",
        encoding="utf-8",
    )
    return knowledge_module.load(folder, cache=False), folder


def texts(base: KnowledgeBase, seeds: Iterable[int]) -> str:
    """The stories of some exercises on one scenario."""
    found = (exercise.make(Wish(2, n, LATEST, ("S18",), ("sr-282-1",)), base) for n in seeds)
    return " ".join(p.text for e in found if e for t in e.told for p in t.paragraphs)


def test_trainer_adds_phrases_and_casts_without_python(extended: tuple[KnowledgeBase, Path]) -> None:
    """What is added in Turtle is told in exercises, and the check of the ontology is content with it."""
    base, folder = extended
    assert knowledge_module.nonconformities(folder) == ()
    story = texts(base, range(24))
    assert "hangslot" in story
    assert "mijn peetoom" in story


def test_wrong_material_is_reported_with_its_line(tmp_path: Path) -> None:
    """Each kind of mistake in exercise material is told with the file and line."""
    for name in ("ontology", "rules"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "ontology" / "oefeningen" / "eigen.ttl").write_text(
        """@base <https://w3id.org/legalkb/> .
@prefix lkb: <https://w3id.org/legalkb/def#> .

<feit/opgesloten>
    lkb:verteld "{{ wie }} | is | weg"@nl ;
    lkb:nietVerteldMet "bestaat_niet=ja" ;
    lkb:verteldBij "volwassen" .
""",
        encoding="utf-8",
    )
    found = [str(p) for p in knowledge_module.nonconformities(tmp_path)]
    assert [f.split(":")[1] for f in found if "eigen.ttl" in f] == ["5", "6", "7"]
    assert "'wie' bestaat hier niet" in found[0]
