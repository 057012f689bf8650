"""The opening of the conversation: what was reported and who is who, and how it is left, kept and read back."""

from __future__ import annotations

import pytest
from fixtures_interview import base, content, reread, setting, told

from legalkb.cli.interview_view import lines
from legalkb.interview import asking, conversation, notes, opening
from legalkb.interview.answers import Form, Unfit
from legalkb.interview.opening import Choosing
from legalkb.interview.recording import form
from legalkb.interview.state import Ask, InView, Note, Refused, Stage, State, Why

STEP = conversation.step
FOLLOWED, ALONE, REAL = setting(), setting(follow_up=False), setting(follow_up=False, real=True)
START = ("nee", "ja", "14", "onbekend")
OPENED = (*START, "geen", "onbekend")


def asked(state: State) -> Choosing:
    """The opening question that is asked now."""
    assert isinstance(state.item, Choosing)
    return state.item


def said(shown: tuple[object, ...]) -> str:
    """The notes among what is shown."""
    return " ".join(s.text for s in shown if isinstance(s, Note))


# What was reported


def test_the_options_come_from_the_scenarios() -> None:
    """At most twelve facts that can be told, each typical of a scenario, none less typical than one left out, ordered
    by subject; what is known is left out."""
    words, options = base().vocabulary, [id for id, _ in opening.reported(base(), ())]
    kinds = [words.fact_types[id] for id in options]
    times = {f: sum(f in s.facts for s in words.scenarios if not s.counter) for f in words.fact_types}
    assert len(options) == 12 == len({*options})
    assert all(k.subject in ("gedraging", "slachtoffer") and not k.derived for k in kinds)
    least = min(times[id] for id in options)
    of_subject = {k.id for k in words.fact_types.values() if k.subject in ("gedraging", "slachtoffer")}
    left = [times[id] for id in of_subject - {*options} if not words.fact_types[id].derived]
    assert least >= max(left) > 0
    assert [words.groups[k.group].order for k in kinds] == sorted(words.groups[k.group].order for k in kinds)
    assert not {*options[:3]} & {id for id, _ in opening.reported(base(), options[:3])}


def test_what_was_reported_is_asked_right_after_safety() -> None:
    """It is the first question that is not about safety; what was chosen, by number or name, is kept with one line of
    particulars for all of it, and echoed."""
    state, shown = told(START, FOLLOWED)
    first, second = asked(state).options[0], asked(state).options[1]
    assert asked(state).many and any(isinstance(s, Ask) and "geen of overslaan" in s.shape for s in shown)
    state, shown = STEP(state, f"1 2, opgesloten, {second[1]}", FOLLOWED)
    assert state.stage is Stage.PARTICULARS and "voor al deze" in shown[0].prompt.casefold()  # type: ignore[union-attr]
    state, shown = STEP(state, "juli 2025, melding school", FOLLOWED)
    facts = {f.type_id: f for f in state.case.facts}
    for id in (first[0], second[0], "opgesloten"):
        assert (facts[id].value, facts[id].source_text, str(facts[id].period.start)) == (  # type: ignore[union-attr]
            "ja",
            "melding school",
            "2025-07",
        )
    assert said(shown).startswith(f"Bewaard: {first[1]}, {second[1]}, opgesloten; in juli 2025; bron: melding school.")
    assert content(reread(state.text)) == content(state.case)


@pytest.mark.parametrize("line", ["0", "13", "opgeslote", "ja", "1, door Jan Jansen"])
def test_what_is_no_choice_is_refused(line: str) -> None:
    """A number that is not there, a name that is none and a bare yes are refused; nothing is kept."""
    state, _ = told(START, ALONE)
    after, shown = STEP(state, line, ALONE)
    assert after == state and isinstance(shown[0], Refused)


def test_a_persons_part_goes_to_the_facts_that_have_one() -> None:
    """Who did it is kept with conduct, not with what is about the victim alone."""
    state, _ = told((*START, "opgesloten, wil terugkeren; door V2; V2 is verdachte"), ALONE)
    facts = {f.type_id: f for f in state.case.facts}
    assert facts["opgesloten"].by == ("V2",) and facts["wil_terugkeren"].about == ("S1",)
    refused = STEP(told(START, ALONE)[0], "wil terugkeren; door V1", ALONE)[1]
    assert isinstance(refused[0], Refused) and "door" in refused[0].text


@pytest.mark.parametrize("line", ["geen", "onbekend", "overslaan"])
def test_nothing_reported_says_nothing(line: str) -> None:
    """Geen, onbekend and overslaan add no fact, and the question does not come back."""
    state, _ = told((*START, line), ALONE)
    assert len(state.case.facts) == 3
    assert not asked(state).many
    while not state.ended:
        state, _ = STEP(state, "onbekend", ALONE)
        assert not (isinstance(state.item, Choosing) and state.item.many)


def test_a_case_with_conduct_is_not_opened_again() -> None:
    """Where the case states conduct, or an earlier conversation asked, the question is not put."""
    for text in (
        conversation.NEW + "feiten:\n  - opgesloten\n",
        notes.note(conversation.NEW, "gemeld"),
    ):
        state, _ = told(START, ALONE, text)
        assert not asked(state).many


# Who is who


def test_each_pair_without_a_relation_is_asked_once() -> None:
    """Every suspect is asked about for every victim, unless the case says what they are; the answer is a relation, and
    no custody comes with it."""
    text = (
        "personen: {V1: verdachte, V2: verdachte, S1: slachtoffer}\nrelaties: [{van: V2, tot: S1, soort: grootouder}]\n"
    )
    state, _ = told((*START, "geen"), ALONE, text)
    assert (asked(state).suspect, asked(state).victim) == ("V1", "S1")
    assert {id for id, _ in asked(state).options} == {*base().vocabulary.relation_kinds}
    state, shown = STEP(state, "ouder, geboorteakte", ALONE)
    assert not isinstance(state.item, Choosing)
    found = [r for r in state.case.relations if r.person == "V1"]
    assert [(r.other, r.kind, r.source, r.custody) for r in found] == [("S1", "ouder", "geboorteakte", "")]
    assert state.case.custody == () and said(shown) == "Bewaard: ouder; bron: geboorteakte."
    assert isinstance(STEP(told((*START, "geen"), ALONE)[0], "1 2", ALONE)[1][0], Refused)


# Sources and particulars


def test_a_source_is_never_put_in_anybody_s_mouth() -> None:
    """An answer without particulars has no source; ``bron =`` and Enter at the request take the last one over."""
    state, _ = told((*OPENED, "nee", "ja, 2025-07-20, melding school", "nee"), ALONE)
    assert [f.source_text for f in state.case.facts[-2:]] == ["melding school", ""]
    state, shown = STEP(told((*OPENED, "nee", "ja, 2025, melding school"), ALONE)[0], "nee, bron =", ALONE)
    assert state.case.facts[-1].source_text == "melding school" and "bron: melding school" in said(shown)
    waiting, _ = told((*OPENED, "nee", "ja, 2025, melding school", "ja"), FOLLOWED)
    state, shown = STEP(waiting, "", FOLLOWED)
    assert state.case.facts[-1].source_text == "melding school" and "bron: melding school" in said(shown)
    assert STEP(waiting, "geen", FOLLOWED)[0].case.facts[-1].source_text == ""
    refused = STEP(told((*OPENED, "nee"), ALONE)[0], "ja, bron =", ALONE)[1]
    assert isinstance(refused[0], Refused)


def test_a_single_word_is_asked_about() -> None:
    """At a terminal a word that is no known kind of source is asked about; nee and terug leave it out, ja keeps it."""
    waiting, shown = told((*OPENED, "nee", "ja, 2025, paspoort"), FOLLOWED)
    assert waiting.stage is Stage.SOURCE and "paspoort" in shown[0].prompt  # type: ignore[union-attr]
    assert "reisdocument" not in waiting.text
    kept, _ = STEP(waiting, "ja", FOLLOWED)
    assert kept.case.facts[-1].source_text == "paspoort"
    for line in ("nee", "terug"):
        back, _ = STEP(waiting, line, FOLLOWED)
        assert back.stage is Stage.QUESTION and back.text == waiting.text
    assert isinstance(STEP(waiting, "zebra", FOLLOWED)[1][0], Refused)
    later, _ = told((*OPENED, "nee", "ja", "2025, paspoort", "ja"), FOLLOWED)
    assert later.case.facts[-1].source_text == "paspoort"
    piped, _ = told((*OPENED, "nee"), ALONE)
    assert isinstance(STEP(piped, "ja, paspoort", ALONE)[1][0], Refused)
    assert STEP(piped, "ja, bron: paspoort", ALONE)[0].case.facts[-1].source_text == "paspoort"


def test_a_thing_is_no_source() -> None:
    """The kinds of goods of the ontology are refused as a source unless ``bron:`` stands before them; what the request
    shows as the last source is what Enter keeps, also when an earlier answer is given anew."""
    state, _ = told((*OPENED, "nee"), FOLLOWED)
    for word in opening.goods(base()):
        assert isinstance(STEP(state, f"ja, {word}", FOLLOWED)[1][0], Refused)
    first = (*OPENED, "nee", "ja", "2025, melding school", "ja", "2025, aangifte S1", "wijzig 8", "ja")
    waiting, shown = told(first, FOLLOWED)
    assert "bron geen" in shown[0].prompt  # type: ignore[union-attr]
    after, _ = STEP(waiting, "", FOLLOWED)
    assert [f.source_text for f in after.case.facts][-2:] == ["", "aangifte S1"]


def test_what_the_case_says_is_not_reported_again() -> None:
    """A fact that the case states already is refused among what was reported: it would be put twice."""
    state, _ = told(START, ALONE)
    assert isinstance(STEP(state, "verblijft in buitenland", ALONE)[1][0], Refused)


def test_a_question_mark_repeats_what_is_asked() -> None:
    """Wherever it is typed, also where a role or a source is asked: the same thing is asked again."""
    for lines_ in (("ja, 2025, paspoort",), ("ja, door V7",), ("ja",)):
        state, shown = told((*OPENED, "nee", *lines_), FOLLOWED)
        for word in ("?", "help", "antwoorden"):
            after, again = STEP(state, word, FOLLOWED)
            assert after == state and again[-1] == shown[-1]


def test_a_subject_takes_no_particulars() -> None:
    """What is typed behind an answer on a whole subject is refused, not dropped."""
    state, _ = told(OPENED, ALONE)
    after, shown = STEP(state, "ja, 2025-07", ALONE)
    assert after == state and isinstance(shown[0], Refused) and "onderwerp" in shown[0].text


def test_the_list_shows_what_was_kept() -> None:
    """An age keeps no source, so the list and later requests show none."""
    state, shown = told((*START[:2], "14, melding school"), ALONE)
    assert asking.spoken(state.told[-1], ALONE) == "14"
    assert asking.last_source(state.told) == "" and "alleen de waarde" in said(shown)


# Leaving a subject


def test_a_subject_can_be_left() -> None:
    """Verder passes over what is left of a subject: none of it comes back, and going back undoes it."""
    state, _ = told((*START, "opgesloten", "ouder"), REAL)
    assert state.item is not None
    here = (state.item.tier, state.item.group)
    after, _ = STEP(state, "verder", REAL)
    assert after.text == state.text
    seen = set()
    for _ in range(12):
        if after.item is None:
            break
        seen.add((after.item.tier, after.item.group))
        after, _ = STEP(after, "volgend onderwerp", REAL)
    assert seen and here not in seen
    back, _ = STEP(STEP(state, "verder", REAL)[0], "terug", REAL)
    assert (back.item, back.told) == (state.item, state.told)
    first, _ = conversation.begin(conversation.NEW, REAL)
    assert isinstance(STEP(first, "verder", REAL)[1][0], Refused)


def test_leaving_at_particulars_keeps_the_answer() -> None:
    """Verder where particulars are asked keeps the answer as it stands."""
    state, _ = told((*OPENED, "nee", "ja"), FOLLOWED)
    after, _ = STEP(state, "verder", FOLLOWED)
    assert [f.type_id for f in after.case.facts][-1] == "achtergelaten_in_buitenland"
    assert after.stage is Stage.QUESTION


def test_the_running_line_comes_every_five_answers() -> None:
    """At least every fifth answer shows what is in view and how many questions are open."""
    state, _ = conversation.begin(conversation.NEW, ALONE)
    without = 0
    while not state.ended:
        state, shown = STEP(state, "onbekend", ALONE)
        without = 0 if any(isinstance(s, InView) for s in shown) else without + 1
        assert without < 5


# What is remembered


def test_what_is_not_known_is_not_asked_in_a_later_conversation() -> None:
    """A subject of which nothing is known, and a relation, are noted in the file as a comment that only the
    conversation reads; comments of the user stay, and JSON takes none."""
    state, _ = told((*OPENED, "nee"), ALONE)
    assert notes.read(state.text) == {"gemeld", "relatie V1 S1", "onderwerp:reis|V1|S1"}
    again, _ = conversation.begin(state.text, ALONE)
    assert again.item is not None and again.item.wanted.name == "achtergelaten_in_buitenland"
    bare = "\n".join(line for line in state.text.splitlines() if "# gesprek" not in line)
    assert content(reread(bare)) == content(reread(state.text))
    json = '{"personen": {"V1": "verdachte"}}'
    assert notes.note(json, "gemeld") == json
    back, _ = STEP(state, "terug", ALONE)
    assert "onderwerp" not in back.text


# Ages


@pytest.mark.parametrize(
    ("person", "line", "fits"),
    [
        ("leeftijd: 16", "nee", False),
        ("leeftijd: 16", "20", False),
        ("leeftijd: 16", "16", True),
        ("leeftijd: 15-17", "16", True),
        ("minderjarig: ja", "20", False),
        ("minderjarig: nee", "14", False),
        ("minderjarig: ja", "12-20", True),
        ("geboren: 2010-05-04", "20", False),
        ("geboren: 2010-05-04", "2011-01-01", False),
        ("geboren: 2010", "2010-05-04", True),
        ("leeftijd: 16", "1990-01-01", False),
    ],
)
def test_an_age_that_contradicts_the_case_is_refused(person: str, line: str, fits: bool) -> None:
    """What is known of an age, birth or minority is not overwritten by what cannot be true beside it; the refusal says
    what is known and how to correct it."""
    from fixtures_interview import item

    from legalkb.assessment import assess
    from legalkb.engine import BUILTIN
    from legalkb.interview.answers import Given, parse
    from legalkb.interview.recording import Scene, record

    text = f"peildatum: 2026-01-01\npersonen: {{V1: verdachte, S1: {{rol: slachtoffer, {person}}}}}\n"
    case = reread(text)
    given = parse(line, form("slachtoffer_minderjarig", base()))
    assert isinstance(given, Given) and form("slachtoffer_minderjarig", base()) is Form.AGE
    scene, asked_ = Scene(case, assess(case, base(), BUILTIN), base()), item("slachtoffer_minderjarig", case, base())
    if fits:
        assert reread(record(text, scene, asked_, given)).person("S1") is not None
        return
    with pytest.raises(Unfit) as caught:
        record(text, scene, asked_, given)
    assert person.split(": ")[0] in str(caught.value) and "wijzig" in str(caught.value)


# On the page


def test_why_takes_twelve_lines_at_most() -> None:
    """Every question of a conversation says why on at most twelve lines of 80 signs, links aside; where an offence in
    view needs the answer, also what each answer would do."""
    state, _ = told(START, REAL)
    checked, told_what = 0, False
    for line in ("1 2 3 4 5 6 7 8 9 10 11 12; 2025-07", "ouder", *("ja",) * 12, *("onbekend",) * 10):
        if state.item is None:
            break
        shown = STEP(state, "?", REAL)[1]
        why = lines([s for s in shown if isinstance(s, Why)], 80)
        assert 0 < len(why) <= 12 and all(len(text) <= 80 or "http" in text for text in why), why
        checked += len(why) > 4
        told_what |= "Bij ‘" in why[0]
        after, shown = STEP(state, line, REAL)
        state = STEP(state, "onbekend", REAL)[0] if any(isinstance(s, Refused) for s in shown) else after
    assert checked > 3 and told_what
