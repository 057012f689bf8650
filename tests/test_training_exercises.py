"""Exercises: made so that they come out as wanted, told without the answer, the same for the same seed."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalkb.assessment import assess
from legalkb.case_reader import read_case
from legalkb.findings import OUTCOMES, STATUSES
from legalkb.gates.prosecution import GATES
from legalkb.knowledge import KnowledgeBase
from legalkb.node import SourceText
from legalkb.report import handouts
from legalkb.training import bundle, draft, exercise, introduction, traps
from legalkb.training.answer import answer_of
from legalkb.training.chance import Chance
from legalkb.training.exercise import Exercise, Wish
from legalkb.training.grading import grade
from legalkb.training.key import key_of
from legalkb.training.plot import LEAD

LATEST = date(2026, 9, 1)
SEEDS = int(os.environ.get("LEGALKB_OEFENINGEN", "52"))  # 1000 shows it on a wide range; that takes minutes
LEGAL = re.compile(
    r"\b(dwang\w*|gedwongen|wederrechtelijk\w*|feitelijkhe\w*|oogmerk\w*|toe-?eigen\w*|onttrek\w*|onttrokken|"
    r"vrijheidsberov\w*|lokken|gelokt|opzettelijk|misdrij\w*|diefstal|verduister\w*|bestanddeel\w*|scenario|"
    r"achterlating|valkuil\w*|weersproken|betwist|vervuld|aanwijzing\w*|onvolledig|artikel|27[89]|28[0-5]c?|310|321)\b",
    re.IGNORECASE,
)


def wish(seed: int, knowledge: KnowledgeBase, **more: object) -> Wish:
    """A wish for a seed: over all scenarios and levels in turn."""
    kinds = knowledge.vocabulary.scenarios
    scenario = kinds[seed // len(exercise.LEVELS) % len(kinds)].id
    return Wish(1 + seed % 3, seed, LATEST, **{"scenarios": (scenario,), **more})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def made(knowledge: KnowledgeBase) -> tuple[Exercise, ...]:
    """Exercises over all scenarios and levels."""
    step = max(1, 3 * len(knowledge.vocabulary.scenarios) // SEEDS)
    wishes = [wish(n * step + n % 3, knowledge) for n in range(SEEDS)]
    found = [exercise.make(w, knowledge) for w in wishes]
    assert all(found), [w for w, e in zip(wishes, found, strict=True) if e is None]
    return tuple(e for e in found if e is not None)


def test_exercises_come_out_as_wanted(made: tuple[Exercise, ...], knowledge: KnowledgeBase) -> None:
    """The case file of an exercise loads, and both engines give the wanted outcome; a counter-scenario leads nowhere."""
    for e in made:
        case = read_case(SourceText("zaak.yaml", e.text), knowledge.vocabulary)
        found = assess(case, knowledge)
        main = draft.finding(found.findings, e.goal.rule, e.what.scene.suspects[0].id, e.what.scene.victim.id)
        if e.scenario.counter:
            assert LEAD not in {f.outcome for f in found.findings}, e.wish
        else:
            assert main is not None and main.outcome == e.goal.outcome, e.wish
            assert e.goal.rule in exercise.candidates(e.scenario, knowledge)


def test_no_contradiction_that_was_not_asked_for(made: tuple[Exercise, ...]) -> None:
    """A fact is told with both values only in an exercise about a dispute, or as the denial of the suspect."""
    for e in made:
        values = Counter(line.name for line in e.file.lines if not line.second)
        assert set(values.values()) <= {1}, e.wish
        seconds = [line for line in e.file.lines if line.second]
        assert len(seconds) <= (e.goal.turn == draft.DISPUTED) + (e.wish.level == 3), e.wish
        sources = {(line.name, line.source) for line in e.file.lines}
        assert len(sources) == len(e.file.lines), "one source says both"


def test_every_fact_is_told_once(made: tuple[Exercise, ...]) -> None:
    """Each fact of the case file stands in one paragraph, and paragraphs are numbered from one."""
    for e in made:
        numbers = [n for t in e.told for p in t.paragraphs for n in p.facts]
        assert sorted(numbers) == [f.index for f in e.case.facts], e.wish
        told = [p.number for t in e.told for p in t.paragraphs]
        assert told == list(range(1, len(told) + 1)), e.wish


def test_casus_holds_no_word_of_the_answer(made: tuple[Exercise, ...], knowledge: KnowledgeBase) -> None:
    """What a trainee gets names no label of the key: no outcome, status, provision, rule, element, scenario or trap."""
    kinds = knowledge.vocabulary.scenarios
    labels = [*(s.label for s in kinds), *(t.label for t in traps.traps(knowledge))]
    labels += [knowledge.rulebook.rule(k, None).title for k in knowledge.rulebook.keys]
    for e in made:
        handed = introduction.handout(e)
        story = " ".join([p.words for p in handed.persons] + [t.text for s in handed.sections for t in s.texts])
        assert not LEGAL.findall(story), (e.wish, LEGAL.findall(story))
        for word in (*OUTCOMES, *STATUSES, *labels):
            assert not re.search(rf"\b{re.escape(word.replace('_', ' '))}\b", story, re.IGNORECASE), (e.wish, word)
        page = handouts.casus(handed)
        assert e.scenario.id not in page and e.scenario.label not in page
        assert "FICTIEF" in page and "@page" in page


@pytest.mark.parametrize("level", exercise.LEVELS)
def test_every_variant_can_be_what_an_exercise_is_about(level: int, knowledge: KnowledgeBase) -> None:
    """Each offence variant is played at each level, except where the facts that it needs have no words."""
    for key in knowledge.rulebook.keys:
        made = exercise.make(Wish(level, 4, LATEST, rules=(key,), turn=draft.FULFILLED), knowledge, attempts=30)
        assert (made is None) is bool(exercise.untold(key, knowledge)), key
        assert made is None or made.goal.outcome == "aanwijzing"
    assert exercise.untold("sr-282-3", knowledge) == ("slachtoffer_overleden", "overlijden_door_vasthouden")


def test_assignment_does_not_depend_on_the_answer(made: tuple[Exercise, ...]) -> None:
    """What is asked is the same for every exercise with as many suspects."""
    asked = {(len(e.what.scene.suspects), introduction.handout(e).tasks) for e in made}
    assert len(asked) == len({number for number, _ in asked})


def test_sentences_are_whole(made: tuple[Exercise, ...]) -> None:
    """Every paragraph begins with a capital, ends with a full stop, and has no gap, double space or leftover mark."""
    for e in made:
        for t in e.told:
            for p in t.paragraphs:
                assert re.match(r"[A-ZÉ“]", p.text) and p.text.endswith((".", ".”", "?”", "!”")), p.text
                assert not re.search(r"  |[{}|_]|\.\.|,,| [.,;]|\b(\w+) \1\b(?<!\bdat dat)(?<!\bzijn zijn)", p.text), (
                    p.text
                )


def test_key_graded_against_itself_is_right(made: tuple[Exercise, ...], knowledge: KnowledgeBase) -> None:
    """The key of an exercise, filled in on the form, is entirely right."""
    for e in made[::4]:
        key = key_of(bundle.described(e, knowledge), e.case, knowledge)
        assert all(p.right for p in grade(answer_of(key), key).provisions), e.wish


@pytest.mark.parametrize("gate", ["rechtsmacht", "verjaring", "klacht", "wet_in_tijd"])
def test_exercises_on_a_gate_have_that_gate(gate: str, knowledge: KnowledgeBase) -> None:
    """An exercise on a prosecution gate keeps its outcome, has the gate, and at the first level the gate is decided."""
    assert gate in GATES
    for seed in range(3):
        e = exercise.make(Wish(1 + seed, seed, LATEST, gate=gate), knowledge)
        assert e is not None
        main = draft.finding(e.assessment.findings, e.goal.rule, e.what.scene.suspects[0].id, e.what.scene.victim.id)
        assert main is not None and main.outcome == e.goal.outcome
        status = next(g.status for g in main.gates if g.kind == gate)
        assert status != "onbekend" or e.wish.level > 1


def test_wish_is_kept(knowledge: KnowledgeBase) -> None:
    """A provision, level and way of coming out that are asked for are those of the exercise."""
    for rule, turn in (("sr-282-1", draft.CONTRADICTED), ("sr-279-1", draft.GAP), ("sr-310", draft.DISPUTED)):
        e = exercise.make(Wish(2, 5, LATEST, rules=(rule,), turn=turn), knowledge)
        assert e is not None and (e.goal.rule, e.goal.turn, e.wish.level) == (rule, turn, 2)
    assert exercise.make(Wish(2, 5, LATEST, scenarios=("S07",), rules=("sr-279-1",)), knowledge) is None


@pytest.mark.parametrize("scenario", ["S04", "S12", "C5"])
def test_exercises_of_one_scenario_differ(scenario: str, knowledge: KnowledgeBase) -> None:
    """No two exercises of a scenario share their text, and nearly all differ in two facts or more."""
    made = [exercise.make(Wish(1 + n % 3, n, LATEST, scenarios=(scenario,)), knowledge) for n in range(20)]
    texts = {tuple(p.text for t in e.told for p in t.paragraphs) for e in made if e}
    assert len(texts) == len(made)
    facts = [frozenset((x.name, x.value) for x in e.file.lines) for e in made if e]
    pairs = list(combinations(facts, 2))
    assert sum(len(a ^ b) >= 2 for a, b in pairs) / len(pairs) >= 0.95


def test_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    """The same seed gives the same files, in another process with another order of hashes."""
    digests = []
    for number in ("0", "1"):
        target = tmp_path / number
        command = [sys.executable, "-m", "legalkb.cli", "oefening", "maak", "--aantal", "2", "--zaad", "8", "--uit"]
        env = {**os.environ, "PYTHONHASHSEED": number}
        subprocess.run([*command, str(target)], env=env, check=True, capture_output=True)
        files = sorted(p for p in target.rglob("*") if p.is_file())
        digests.append([(str(p.relative_to(target)), hashlib.sha256(p.read_bytes()).hexdigest()) for p in files])
    assert digests[0] == digests[1]
    assert len(digests[0]) == 12


@given(st.text(max_size=8), st.lists(st.integers(), max_size=12), st.integers(1, 50))
def test_chance_repeats_itself(seed: str, items: list[int], below: int) -> None:
    """The same seed gives the same choices; an order holds the same items, a number lies below its bound."""
    one, other = Chance(seed), Chance(seed)
    assert one.order(items) == other.order(items)
    assert sorted(one.order(items)) == sorted(items)
    assert 0 <= one.number(below) < below
    assert one.apart("a").number(1000) == Chance(seed).apart("a").number(1000)
