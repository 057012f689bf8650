"""The conversation as a state machine: safety first, a way back from everything, and an end."""

from __future__ import annotations

import pytest
from fixtures_interview import NAMES, SAFE, base, content, fitting, reread, setting, told
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legalkb.errors import CaseFileError
from legalkb.interview import conversation, safety
from legalkb.interview.answers import Form
from legalkb.interview.opening import Choosing
from legalkb.interview.recording import form
from legalkb.interview.state import Ask, Heading, Help, InView, Listing, Note, Protection, Refused, Stage, State, Why

STEP = conversation.step
FOLLOWED, ALONE = setting(), setting(follow_up=False)
WITH_FACTS = """\
personen: {V1: {rol: verdachte}, S1: {rol: slachtoffer, geboren: 2010-05-04}}  # uit het proces-verbaal
feiten:
  - {feit: acuut_gevaar, waarde: nee, over: S1}
  - {feit: verblijft_in_buitenland, over: S1}
  - {feit: reis_aangekondigd, waarde: onbekend, door: V1, tegen: S1}
  - {feit: wil_terugkeren, over: S1}  # zei zij zelf
  - {feit: reisdocument_weggenomen, waarde: onbekend, door: V1, tegen: S1}
"""
SETTLED = """\
personen: {V1: verdachte, S1: {rol: slachtoffer, leeftijd: 15}}
feiten:
  - {feit: acuut_gevaar, waarde: nee, over: S1}
  - {feit: verblijft_in_buitenland, over: S1}
  - {feit: reis_aangekondigd, waarde: onbekend, door: V1, tegen: S1}
"""


def question(state: State) -> str:
    """What is asked now."""
    return state.item.wanted.name if state.item is not None else ""


def test_safety_comes_before_anything_else() -> None:
    """First come acute danger, then whether the victim is abroad and a minor, as the protective paths say."""
    state, shown = conversation.begin(conversation.NEW, ALONE)
    asked = []
    while state.item is not None and any(d.gate == safety.PROTECTION for d in state.item.decides):
        asked.append(question(state))
        state, _ = STEP(state, "onbekend", ALONE)
    assert asked == ["acuut_gevaar", "verblijft_in_buitenland", "slachtoffer_minderjarig", "reis_aangekondigd"]
    assert isinstance(shown[0], Note) and shown[0].text.startswith("V1 is de verdachte, S1 het slachtoffer")
    assert isinstance(shown[1], Protection)
    urgent = [p for p in base().vocabulary.paths.values() if p.path.urgency == safety.NOW]
    assert all({*asked} & {*p.triggers, *p.also} for p in urgent)


def test_protective_steps_come_up_as_soon_as_they_apply() -> None:
    """A path is shown when the answer that calls for it is given: acute danger, abroad, a minor abroad."""
    steps = []
    state, _ = conversation.begin(conversation.NEW, ALONE)
    for line in ("ja", "ja", "14"):
        state, shown = STEP(state, line, ALONE)
        steps.append({path for s in shown if isinstance(s, Protection) for path in s.new})
    assert steps == [{"112"}, {"buitenlandse-zaken"}, {"voorlopige-voogdij"}]


def test_a_date_of_birth_is_weighed_on_the_day_of_asking() -> None:
    """A victim whose birth is known is a minor or not on the day on which the case is looked at; that day is asked."""
    state, _ = told(("nee", "ja", "2010-05-04"), ALONE)
    assert question(state) == "peildatum"
    _, shown = STEP(state, "2025-09-01", ALONE)
    assert [s.new for s in shown if isinstance(s, Protection)] == [frozenset({"voorlopige-voogdij"})]
    assert not [s for s in STEP(state, "2035-09-01", ALONE)[1] if isinstance(s, Protection)]


def test_what_the_case_says_is_not_asked_again() -> None:
    """A conversation goes on from a case file: its facts, and what it says is not known, are not asked."""
    state, _ = conversation.begin("peildatum: 2025-09-01\n" + WITH_FACTS, ALONE)
    asked = set()
    while not state.ended:
        asked.add(question(state))
        state, _ = STEP(state, "onbekend", ALONE)
    stated = {
        "acuut_gevaar",
        "verblijft_in_buitenland",
        "reis_aangekondigd",
        "wil_terugkeren",
        "reisdocument_weggenomen",
    }
    assert not asked & stated
    assert "slachtoffer_minderjarig" not in asked
    assert state.stage is Stage.STABLE
    assert WITH_FACTS.split("feiten:")[0] in state.text
    assert "# zei zij zelf" in state.text


def test_the_subject_is_named_when_it_changes() -> None:
    """A heading comes with the first question of a subject, and with no other."""
    state, shown = conversation.begin(conversation.NEW, ALONE)
    seen = [[s.text for s in shown if isinstance(s, Heading)]]
    while not state.ended:
        before = state.heading
        state, shown = STEP(state, "onbekend", ALONE)
        found = [s.text for s in shown if isinstance(s, Heading)]
        assert found == ([state.heading] if state.heading != before else [])
        seen.append(found)
    assert seen[0] == ["Eerst de veiligheid"]
    assert sum(map(len, seen)) > 3


def test_back_and_correct() -> None:
    """Terug takes the last answer back and asks it again, as often as there are answers; then there is none left."""
    lines = (*SAFE, "nee", "ja, 2025-07-20, aangifte S1", "nee")
    states = [told(lines[:n], ALONE)[0] for n in range(len(lines) + 1)]
    state = states[-1]
    for earlier in reversed(states[:-1]):
        state, shown = STEP(state, "terug", ALONE)
        assert (state.text, question(state)) == (earlier.text, question(earlier))
        assert isinstance(shown[-1], Ask)
    state, shown = STEP(state, "terug", ALONE)
    assert isinstance(shown[0], Refused)
    assert state.text == conversation.NEW


def test_change_an_earlier_answer() -> None:
    """Wijzig asks one answer anew; the others stay, and the conversation goes on where it was."""
    state, _ = told((*SAFE, "nee", "ja, 2025-07-20, aangifte S1", "nee"), ALONE)
    here = question(state)
    state, shown = STEP(state, "antwoorden", ALONE)
    rows = next(s.rows for s in shown if isinstance(s, Listing))
    assert len(rows) == 9 and rows[7][1] == "ja; op 20 juli 2025; bron: aangifte S1"
    state, shown = STEP(state, "wijzig 8", ALONE)
    assert isinstance(shown[0], Note) and "20 juli 2025" in shown[0].text
    state, _ = STEP(state, "ja, 2025-08, verklaring S1", ALONE)
    assert question(state) == here
    assert "op: 2025-08, bron: verklaring S1" in state.text and "2025-07-20" not in state.text
    state, _ = STEP(state, "wijzig 2", ALONE)
    state, _ = STEP(state, "terug", ALONE)
    assert question(state) == here


def test_who_came_in_with_an_answer_stays_when_it_is_changed() -> None:
    """An answer that brought in a person can be denied, not known or skipped afterwards: the person stays in the case,
    and what was told about him since still holds."""
    lines = (*SAFE, "nee", "ja, door V2, V2 is getuige, 2025", "ja, door V2")
    state, _ = told(lines, ALONE)
    for line in ("nee", "onbekend", "overslaan"):
        waiting, _ = STEP(state, "wijzig 8", ALONE)
        after, shown = STEP(waiting, line, ALONE)
        assert not [s for s in shown if isinstance(s, Refused)], line
        assert reread(after.text).person("V2") is not None
        assert [f.by for f in reread(after.text).facts if f.type_id == "reisdocument_weggenomen"] == [("V2",)]


def test_a_change_that_does_not_fit_the_rest_is_refused() -> None:
    """An answer cannot be changed so that a later one contradicts it: nothing happens, and what is known is said."""
    where = setting(follow_up=False)
    lines = ("nee", "nee", "ja", "nee", "geen", "onbekend", *(["nee"] * 10), "14")
    state, _ = conversation.begin(conversation.NEW, where)
    for line in lines:
        if question(state) == "jonger_dan_twaalf":
            break
        state, _ = STEP(state, line if line != "14" else "nee", where)
    state, shown = STEP(state, "14", where)
    assert not [s for s in shown if isinstance(s, Refused)]
    waiting, _ = STEP(state, "wijzig 3", where)
    after, shown = STEP(waiting, "nee", where)
    assert isinstance(shown[0], Refused) and after == waiting
    assert "minderjarig: nee" in shown[0].text and "wijzig" in shown[0].text


def test_skipped_questions_come_back_once() -> None:
    """What is skipped comes back at the end, in turn and once."""
    state, asked = conversation.begin(conversation.NEW, ALONE)[0], []
    while not state.ended:
        asked.append(question(state))
        state, _ = STEP(state, "overslaan", ALONE)
    assert state.stage is Stage.STABLE
    assert {asked.count(name) for name in asked} <= {1, 2}
    assert asked.count("acuut_gevaar") == 2
    assert state.text == conversation.NEW


def test_a_question_says_why() -> None:
    """The question mark gives the elements in the words of the law and the sources, and asks again."""
    state, _ = told((*SAFE, "nee"), ALONE)
    after, shown = STEP(state, "?", ALONE)
    why, again = shown
    assert isinstance(why, Why) and isinstance(again, Ask) and after == state
    assert why.item.decides[0].quote == "onttrekt"
    assert why.sources and all(s.title for s in why.sources)
    assert isinstance(STEP(state, "help", ALONE)[1][0], Help)


def test_one_line_of_particulars_at_most() -> None:
    """Conduct is followed by one request for when and source; Enter leaves both; what was typed already is not asked."""
    state, shown = told((*SAFE, "nee", "ja"), FOLLOWED)
    assert state.stage is Stage.PARTICULARS
    assert isinstance(shown[0], Ask) and shown[0].prompt == "Wanneer, bron? (Enter = datum onbekend, bron geen)"
    assert "achtergelaten_in_buitenland" in state.text  # the answer is kept before its particulars
    assert STEP(state, "", FOLLOWED)[0].stage is Stage.QUESTION
    later, _ = STEP(state, "2025-07-20, aangifte S1", FOLLOWED)
    assert "op: 2025-07-20, bron: aangifte S1" in later.text
    again, shown = STEP(later, "ja", FOLLOWED)
    assert isinstance(shown[0], Ask) and "= is" in shown[0].prompt and "aangifte S1" in shown[0].prompt
    assert "feit: reisdocument_weggenomen, door: V1, tegen: S1, op: 2025-07-20" in STEP(again, "=", FOLLOWED)[0].text
    assert told((*SAFE, "nee", "ja, 2025"), FOLLOWED)[0].stage is Stage.QUESTION
    back, _ = STEP(state, "t", FOLLOWED)
    assert (question(back), back.stage) == ("achtergelaten_in_buitenland", Stage.QUESTION)
    refused, shown = STEP(state, "nee", FOLLOWED)
    assert refused == state and isinstance(shown[0], Refused)


def test_a_new_person_gets_a_role() -> None:
    """Who is named for the first time is asked about; with his role the answer is kept, with terug the line is not."""
    state, _ = told((*SAFE, "nee", "ja", "door V2, verklaring T1"), FOLLOWED)
    assert (state.stage, state.stranger) == (Stage.ROLE, "V2")
    dropped, _ = STEP(state, "terug", FOLLOWED)
    assert dropped.stage is Stage.PARTICULARS and "V2" not in dropped.text
    state, _ = STEP(state, "verdachte", FOLLOWED)
    assert state.stranger == "T1"
    state, _ = STEP(state, "getuige", FOLLOWED)
    case = reread(state.text)
    assert [(p.id, p.roles) for p in case.persons[2:]] == [("V2", ("verdachte",)), ("T1", ("getuige",))]
    assert case.facts[-1].by == ("V2",)
    refused = STEP(told((*SAFE, "nee"), ALONE)[0], "ja, door V2", ALONE)[1]
    assert isinstance(refused[0], Refused) and "V2 is getuige" in refused[0].text


def test_the_running_line_tells_what_comes_into_view() -> None:
    """When an answer changes which provisions are in view, that is shown with the number of questions."""
    _, shown = told((*SAFE, "nee", "ja, 2025-07-20"), ALONE)
    line = next(s for s in shown if isinstance(s, InView))
    assert "279 lid 1" in dict(line.provisions)
    assert (line.asked, line.left) == (8, len(NAMES) - 4)


def test_the_end_is_stable_or_stopped() -> None:
    """Stop ends at once; without it the conversation ends when nothing is left. Then no line does anything."""
    stopped, _ = told((*SAFE, "stop"), ALONE)
    assert stopped.stage is Stage.STOPPED
    assert STEP(stopped, "ja", ALONE) == (stopped, ())


def test_the_real_order_of_questions_ends() -> None:
    """With the order that is worked out from the rules, and nothing known, the conversation ends by itself soon."""
    where = setting(follow_up=False, real=True)
    state, _ = conversation.begin(conversation.NEW, where)
    for _ in range(60):
        if state.ended:
            break
        state, shown = STEP(state, "onbekend", where)
        assert not any(isinstance(s, Refused) for s in shown)
    assert state.stage is Stage.STABLE


def test_the_real_order_of_questions_asks_nothing_twice() -> None:
    """With that order and answers of every kind, no question comes back that was answered, and the text holds."""
    where = setting(follow_up=False, real=True)
    state, _ = conversation.begin(conversation.NEW, where)
    seen: list[tuple[str, str]] = []
    for number in range(30):
        if state.item is None:
            break
        seen.append((state.item.key, state.item.wanted.question))
        fits = fitting(state.item.wanted.name)
        line = "2010-05-04" if form(state.item.wanted.name, base()) is Form.AGE else fits[number % len(fits)]
        if line == "ja" and "onderwerp" not in state.item.key:
            line = "ja, 2025-07-20, aangifte S1"
        if isinstance(state.item, Choosing):
            line = "1"
        state, shown = STEP(state, line, where)
        assert not any(isinstance(s, Refused) for s in shown), (seen[-1], shown)
        assert content(reread(state.text)) == content(state.case)
    assert len({*seen}) == len(seen) > 15


def test_a_case_that_is_wrong_is_refused_at_the_start() -> None:
    """A case file that does not hold is reported as everywhere else."""
    with pytest.raises(CaseFileError):
        conversation.begin("feiten: [bestaat_niet]\n", ALONE)


LINES = st.one_of(
    st.sampled_from(
        (
            "ja", "nee", "onbekend", "overslaan", "terug", "?", "antwoorden", "help", "wijzig 1", "wijzig 3", "", "t",
            "ja, 2025-07-20, aangifte S1", "ja, door V2, V2 is verdachte", "ja, door V2", "nee, bron: x: {y} #z",
            "2025-07-20", "14", "12-15", "NL", "NL, MA", "2026-03-01", "=", "verdachte", "getuige", "sinds 2025",
            "ja, sinds 2025-07, in MA", "ja, T1 is getuige, verklaring T1", "ja, ondertoezichtstelling", "2010-05-04",
            "1 4, juli 2025, melding school", "geen", "opgesloten", "ouder, door V2", "verder", "ja, paspoort", "nee, bron =",
            "1; V2 is verdachte; door V2", "wijzig 5", "wijzig 6",
        )
    ),
    st.text(max_size=20),
)  # fmt: skip


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(LINES, max_size=14),
    st.booleans(),
    st.sampled_from((conversation.NEW, WITH_FACTS, "feiten: [wil_terugkeren]\n", SETTLED)),
)
def test_no_line_breaks_the_conversation(lines: list[str], follow_up: bool, text: str) -> None:
    """Whatever is typed: the text always holds the case of the state, comments stay, and going back as often as there
    are answers restores the beginning."""
    where = setting(follow_up)
    state, _ = conversation.begin(text, where)
    for line in lines:
        earlier = state
        state, shown = STEP(state, line, where)
        assert content(reread(state.text)) == content(state.case)
        if any(isinstance(s, Refused) for s in shown):
            assert state == earlier
    for _ in range(4 * len(lines) + 4):
        if state.ended or (not state.told and state.stage is Stage.QUESTION and state.changing < 0):
            break
        state, _ = STEP(state, "terug", where)
    if not state.ended:
        assert (state.text, state.told) == (text, ())


def test_the_questions_of_these_tests_have_every_shape() -> None:
    """The plain agenda asks facts of every subject, ages, dates, countries and a whole subject."""
    assert len({*NAMES}) == len(NAMES) > 15
