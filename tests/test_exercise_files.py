"""The files of an exercise: the file of the trainer, the empty form and an answer, each with what can be wrong."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from fixtures_grading import GATES, answer_of, case_of, cases, demo, exercise, key
from hypothesis import given
from hypothesis import strategies as st

from legalkb.engine import BUILTIN
from legalkb.errors import ExerciseError
from legalkb.findings import OUTCOMES, STATUSES
from legalkb.knowledge import KnowledgeBase, load
from legalkb.node import FORBIDDEN, SourceText
from legalkb.training import answer as answers
from legalkb.training import exercise_file, form
from legalkb.training.answer import GATE_STATUSES
from legalkb.training.exercise_file import Accepted, ExerciseFile, Paragraph
from legalkb.training.key import key_of

BASE = load()
DEMO = demo(BASE)
KEY = key(DEMO, BASE)

words = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30).filter(
    lambda t: t.strip() and not FORBIDDEN.search(t)
)
line = words.map(lambda t: " ".join(t.split())).filter(bool)


@st.composite
def exercise_files(draw: st.DrawFn) -> ExerciseFile:
    """Any exercise about the demonstration."""
    numbers = draw(st.lists(st.integers(1, 99), unique=True, max_size=5))
    paragraphs = tuple(
        Paragraph(n, tuple(dict.fromkeys(draw(st.lists(st.integers(1, len(DEMO.facts)), max_size=4))))) for n in numbers
    )
    accepted = draw(st.lists(st.builds(Accepted, st.just("sr-284-1-1"), st.sampled_from(("dwingt", "middel")),
                                       st.sampled_from(STATUSES), line, st.sampled_from(("", "V1"))), max_size=2))  # fmt: skip
    provisions = draw(st.lists(st.sampled_from(BASE.rulebook.keys), min_size=1, unique=True))
    gates = draw(st.lists(st.sampled_from(GATES), unique=True))
    made = draw(st.dictionaries(line.filter(lambda t: t != "<<"), line, max_size=2))
    return replace(
        exercise(DEMO, BASE),
        name=draw(line),
        asked=exercise_file.Asked(tuple(provisions), tuple(gates)),
        paragraphs=paragraphs,
        accepted=tuple(accepted),
        made=made,
        fictional=draw(st.booleans()),
    )


@given(exercise_files())
def test_exercise_is_read_as_written(found: ExerciseFile) -> None:
    """What is written as the file of an exercise is read as the same exercise, and fits its case."""
    text = exercise_file.text(found)
    read = exercise_file.read(SourceText("oefening.yaml", text), BASE)
    assert read == found
    exercise_file.check(read, DEMO, "oefening.yaml", BASE.vocabulary)
    assert exercise_file.text(read) == text


@given(exercise_files())
def test_form_of_any_exercise_can_be_read(found: ExerciseFile) -> None:
    """The form of any exercise, empty or filled in, is an answer to that exercise."""
    some = key_of(replace(found, accepted=()), DEMO, BASE, BUILTIN)
    for given_answer in (None, answer_of(some)):
        read = answers.read(SourceText("a.yaml", form.form(some, given_answer)), some, BASE.vocabulary)
        assert read.exercise == found.name
        assert [(p.rule, p.suspect, p.victim) for p in read.provisions] == [p.about for p in some.provisions]


def test_form_tells_nothing_of_the_key(knowledge: KnowledgeBase) -> None:
    """The form is the same for other facts about the same persons, and no word to choose stands in it but in the
    explanation."""
    empty = replace(DEMO, facts=(), consents=())
    other = key_of(exercise(empty, knowledge), empty, knowledge, BUILTIN)
    assert [p.best.finding.outcome for p in other.provisions] != [p.best.finding.outcome for p in KEY.provisions]
    assert form.form(other) == form.form(KEY)
    body = form.form(KEY).partition("\noefening: ")[2]
    plain = re.sub(r"^ *#.*$", "", body, flags=re.MULTILINE)
    assert set(re.findall(r"\w+", plain)) & {*OUTCOMES, *STATUSES, *GATE_STATUSES} == set()
    assert not re.search(r"\[\d", plain)


def test_form_asks_everything_for_every_pair(knowledge: KnowledgeBase) -> None:
    """The form holds each asked provision for each suspect and victim, with the words of the law and the gates."""
    for case in cases(knowledge, 173, 3):
        found = key(case, knowledge)
        text = " ".join(line.strip("# ") for line in form.form(found).splitlines())
        assert len(found.provisions) == len({p.about for p in found.provisions})
        pairs = {(s.id, v.id) for s in case.suspects for v in case.victims if s.id != v.id}
        assert {p.about for p in found.provisions} == {(k, *pair) for k in knowledge.rulebook.keys for pair in pairs}
        for p in found.provisions:
            assert all(" ".join(e.quote.split()) in text for e in p.best.finding.elements)
        assert text.count("poorten:") == len(found.provisions) + 1


def test_every_word_is_explained() -> None:
    """Each outcome, status and gate status that may be chosen has a meaning in the form."""
    assert tuple(form.OUTCOMES) == OUTCOMES
    assert tuple(form.STATUSES) == STATUSES
    assert tuple(form.GATES) == GATE_STATUSES
    head = form.form(KEY).partition("\noefening:")[0]
    for word, meaning in {**form.OUTCOMES, **form.STATUSES}.items():
        assert re.search(rf"# +{word} +{re.escape(meaning)}", head)


# What can be wrong


def refused(text: str) -> str:
    """What is said of an answer that is not as it should be."""
    with pytest.raises(ExerciseError) as error:
        answers.read(SourceText("a.yaml", text), KEY, BASE.vocabulary)
    return str(error.value)


START = "oefening: oefening-01\nantwoorden:\n"
ONE = START + "  - bepaling: sr-284-1-1\n    verdachte: V1\n    slachtoffer: S1\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "a.yaml: het bestand bevat geen gegevens. Gebruik het bestand dat bij de oefening hoort."),
        (
            "antwoorden: []",
            "a.yaml:1: er staat niet bij welke oefening dit antwoord hoort. Zet bovenaan: oefening: oef",
        ),
        ("oefening: x", "a.yaml:1: dit antwoord hoort bij een andere oefening: x. Deze oefening heet oefening-01."),
        (START + "  - bepaling: sr-284-1", "a.yaml:3: onbekende bepaling: sr-284-1. Bedoelde u sr-284-1-1 of sr-28"),
        (START + "  - {bepaling: sr-310}", "a.yaml:3: in een antwoord ontbreekt 'verdachte'. Gevraagd zijn: V1, V2."),
        (START + "  - {bepaling: sr-310, verdachte: V3}", "a.yaml:3: deze verdachte wordt in deze oefening niet gevr"),
        (START + "  - zomaar", "a.yaml:3: hier hoort een antwoord, maar er staat losse tekst: zomaar."),
        (START[:-1] + " nee", "a.yaml:2: 'antwoorden' is geen lijst: nee. Zet een streepje"),
        (ONE + "    uitkomst: aanwijzng", "a.yaml:6: onbekende waarde bij 'uitkomst': aanwijzng. Bedoelde u aanwijzi"),
        (ONE + "    uitkomts: aanwijzing", "a.yaml:6: onbekende sleutel in een antwoord: uitkomts. Bedoelde u uitko"),
        (ONE + "    bestanddelen: {midel: vervuld}", "a.yaml:6: dit bestanddeel wordt hier niet gevraagd: midel. Bed"),
        (ONE + "    bestanddelen: {middel: {alineas: [2, 99]}}", "a.yaml:6: deze alinea bestaat niet: 99. De casus h"),
        (ONE + "    bestanddelen: {middel: {alineas: [twee]}}", "a.yaml:6: 'alineas' is geen nummer: twee."),
        (ONE + "    bestanddelen: {middel: {status: ja}}", "a.yaml:6: onbekende waarde bij 'status': ja. Mogelijk zij"),
        (ONE + "    bestanddelen: ja", "a.yaml:6: 'bestanddelen' is geen groep met namen: ja."),
        (ONE + "    poorten: {klacht: open}", "a.yaml:6: deze poort wordt hier niet gevraagd: klacht. Hier staan: re"),
        (ONE + "    poorten: {verjaring: dicht}", "a.yaml:6: onbekende waarde bij 'verjaring': dicht. Mogelijk zijn:"),
        (ONE + ONE.partition("antwoorden:\n")[2], "sr-284-1-1 voor V1 en S1 staat er twee keer, ook op regel 3."),
        (ONE + "    uitkomst: &a x", "a.yaml:6: een verwijzing met & of *"),
    ],
)
def test_what_is_wrong_in_an_answer(text: str, said: str) -> None:
    """Each mistake in a form is told in Dutch, with its line and what was probably meant."""
    assert said in refused(text)


def test_everything_wrong_is_told_at_once() -> None:
    """All mistakes of a form come together, in the order of the file."""
    text = (
        ONE
        + "    uitkomst: ja\n    bestanddelen:\n      midel: vervuld\n      dwingt: {status: wel, alineas: [88, x]}\n"
    )
    lines = refused(text).splitlines()
    assert [line.split(":")[1] for line in lines] == ["6", "8", "9", "9", "9"]


@pytest.mark.parametrize("status", ["Open norm", "open-norm", "OPEN_NORM", " open_norm "])
def test_a_word_in_other_letters_is_understood(status: str) -> None:
    """Capitals, spaces and hyphens in a word to choose do not matter."""
    read = answers.read(SourceText("a.yaml", f"{ONE}    bestanddelen: {{middel: '{status}'}}"), KEY, BASE.vocabulary)
    assert read.provisions[0].element("middel").status == "open_norm"


def test_only_pair_need_not_be_named(knowledge: KnowledgeBase) -> None:
    """With one suspect and one victim an answer need not name them."""
    case = case_of("personen: {V1: verdachte, S1: slachtoffer}\nfeiten: [wil_terugkeren]", knowledge)
    read = answers.read(
        SourceText("a.yaml", START + "  - {bepaling: sr-310, uitkomst: aanwijzing}"),
        key(case, knowledge),
        BASE.vocabulary,
    )
    assert (read.provisions[0].suspect, read.provisions[0].victim) == ("V1", "S1")


def test_own_remarks_are_not_looked_at() -> None:
    """What stands under ``toelichting`` may be anything, and goes nowhere."""
    note = "toelichting: {wat: [ik, denk]}\n"
    text = note + ONE + f"    {note}    bestanddelen: {{middel: {{status: vervuld, {note.strip()}}}}}\n"
    assert "denk" not in repr(answers.read(SourceText("a.yaml", text), KEY, BASE.vocabulary))


def _read(text: str) -> None:
    read = exercise_file.read(SourceText("o.yaml", text), BASE)
    exercise_file.check(read, DEMO, "o.yaml", BASE.vocabulary)


TRAINER = exercise_file.text(replace(KEY.exercise, accepted=(Accepted("sr-284-1-1", "dwingt", "vervuld", "omdat"),)))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("oefening: oefening-01\n", "", "in een oefening ontbreekt 'oefening'."),
        ("zaak: zaak.yaml", "zaak: ../zaak.yaml", "'zaak' is geen bestand naast dit bestand: ../zaak.yaml."),
        ("[sr-279-1,", "[sr-279-9,", "onbekende bepaling: sr-279-9. Bedoelde u sr-279-"),
        ("[rechtsmacht,", "[rechtmacht,", "onbekende waarde bij 'poorten': rechtmacht. Bedoelde u rechtsmacht?"),
        ("nummer: 2\n", "nummer: 1\n", "alinea 1 staat er twee keer, ook op regel "),
        ("feiten: [2]", "feiten: [nul]", "'feiten' is geen nummer: nul."),
        ("feiten: [2]", "feiten: [200]", "alinea 3 noemt een feit dat niet in de zaak staat: 200. De zaak heeft 18"),
        ("alineas:", "alinea:", "onbekende sleutel in een oefening: alinea. Bedoelde u alineas?"),
        ("bestanddeel: dwingt", "bestanddeel: gericht", "geen open norm; daar is maar één lezing van: gericht."),
        ("bestanddeel: dwingt", "bestanddeel: dwing", "onbekend bestanddeel van sr-284-1-1: dwing. Bedoelde u dwingt?"),
        ("status: vervuld", "status: waar", "onbekende waarde bij 'status': waar."),
        (", reden: omdat", "", "in een lezing die ook goed is ontbreekt 'reden'."),
        ("reden: omdat", "reden: omdat, verdachte: V8", "dit is in de zaak geen verdachte: V8. In de zaak: V1, V2."),
    ],
)
def test_what_is_wrong_in_an_exercise(old: str, new: str, said: str) -> None:
    """Each mistake in the file of an exercise is told in Dutch, with its line."""
    assert old in TRAINER
    with pytest.raises(ExerciseError) as error:
        _read(TRAINER.replace(old, new, 1))
    assert said in str(error.value)
    assert re.match(r"o\.yaml:\d+: ", str(error.value))
