"""The conversation as a pure function: a state and a line give the next state and what is to be shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from legalkb.assessment import assess, label
from legalkb.case import Case
from legalkb.case_reader import read_case
from legalkb.engine import BUILTIN
from legalkb.errors import CaseFileError
from legalkb.fields import UNKNOWN
from legalkb.findings import Assessment
from legalkb.interview import asking
from legalkb.interview.answers import (
    NOTHING,
    ROLES,
    Command,
    Form,
    Given,
    Unfit,
    cleaned,
    command_in,
    parse,
    particulars,
    unknown_persons,
)
from legalkb.interview.recording import Scene, form, kinds_for, record
from legalkb.interview.state import (
    Ask,
    Heading,
    Help,
    Listing,
    Note,
    Refused,
    Setting,
    Shown,
    Stage,
    State,
    Told,
    Why,
)
from legalkb.node import SourceText
from legalkb.relevance.items import Item

__all__ = ["NEW", "begin", "step"]

NEW = """\
# Zaakbestand uit een gesprek met legalkb (legalkb interview). Gebruik rollen (V1, S1) in plaats van namen.
personen:
  V1: {rol: verdachte}
  S1: {rol: slachtoffer}
"""
Result = tuple[State, tuple[Shown, ...]]


def begin(text: str, setting: Setting) -> Result:
    """A conversation about a case file, with the first question. Raises :class:`CaseFileError`."""
    case = read_case(SourceText(setting.name, text), setting.knowledge.vocabulary)
    return asking.following(State(text, case, _assessed(case, setting)), setting)


def step(state: State, line: str, setting: Setting) -> Result:
    """What one line brings about. A line that does not fit changes nothing and is answered with :class:`Refused`."""
    if state.ended or state.item is None:
        return state, ()
    try:
        text = cleaned(line)
        if state.stage is Stage.ROLE:
            return _role(state, text, setting)
        if state.stage is Stage.PARTICULARS:
            return _particulars(state, text, setting)
        return _answer(state, text, setting)
    except Unfit as wrong:
        return state, (Refused(str(wrong)),)
    except CaseFileError as error:
        said = " ".join(f"{p.what[:1].upper()}{p.what[1:]}. {p.remedy}".strip() for p in error.problems[:3])
        return state, (Refused(said),)


def _answer(state: State, line: str, setting: Setting) -> Result:
    item = state.item
    assert item is not None
    if not line:
        raise Unfit("Typ ja, nee, onbekend of overslaan; ‘help’ noemt wat nog meer kan.")
    kinds = (*kinds_for(item, "ja", setting.knowledge), *kinds_for(item, "nee", setting.knowledge))
    found = parse(line, form(item.wanted.name, setting.knowledge), _persons(state.case), kinds)
    if isinstance(found, Command):
        return _command(state, found, setting)
    strangers = unknown_persons(found.particulars, _known(state.case))
    if strangers:
        return _ask_role(state, line, strangers[0], Stage.QUESTION, setting)
    return _given(state, found, setting)


def _given(state: State, given: Given, setting: Setting) -> Result:
    """Keep an answer; ask for its particulars where those matter and were not given."""
    place = state.changing if state.changing >= 0 else len(state.told)
    item = state.item
    assert item is not None
    kept = _kept(state, place, given, False, setting)
    prompt = asking.follow_up(kept, item, given, setting)
    if not prompt:
        after, shown = asking.following(kept, setting, state)
        return after, (*_without_place(item, given, setting), *shown)
    waiting = replace(kept, item=item, stage=Stage.PARTICULARS, changing=place)
    return waiting, (Ask(item, prompt),)


def _without_place(item: Item, given: Given, setting: Setting) -> tuple[Shown, ...]:
    """A note on particulars for which the case file has no place: an age or date stands there without them."""
    if given.particulars == NOTHING or form(item.wanted.name, setting.knowledge) is Form.YES_NO:
        return ()
    return (Note("Bij dit antwoord bewaart het zaakbestand alleen de waarde zelf, geen bron of datum."),)


def _kept(state: State, place: int, given: Given, sourced: bool, setting: Setting, skipped: bool = False) -> State:
    """The state with an answer at a place; those behind it are put in the case again."""
    item = state.item
    assert item is not None
    if given.value == UNKNOWN:
        given = Given(UNKNOWN)
    whole = given if given.value == UNKNOWN else _filled(state.told[:place], given)
    heading = state.told[place].heading if place < len(state.told) else state.heading
    new = Told(item, whole, "", heading, skipped, sourced or given.particulars.source is not None)
    told = (*state.told[:place], new, *state.told[place + 1 :])
    kept, case = _replayed(state, told, place, setting)
    return replace(state, told=kept, case=case, changing=-1, stage=Stage.QUESTION, line="", stranger="")


def _replayed(state: State, told: Iterable[Told], start: int, setting: Setting) -> tuple[tuple[Told, ...], Case]:
    """The answers from a place on, each with the text of the case after it."""
    all_told = list(told)
    text = all_told[start - 1].text if start else state.base
    case = _read(text, setting)
    for number in range(start, len(all_told)):
        item = all_told[number]
        if not item.skipped:
            last = state.changing < 0 and number == start
            assessment = state.assessment if last else _assessed(case, setting)
            scene = Scene(case, assessment, setting.knowledge)
            text = record(text, scene, item.item, item.given)
            case = _read(text, setting)
        all_told[number] = replace(item, text=text)
    return tuple(all_told), case


def _filled(before: tuple[Told, ...], given: Given) -> Given:
    """The answer with the source and the day that it takes over from the ones before it."""
    extra = given.particulars
    if extra.source is None:
        extra = replace(extra, source=asking.last_source(before))
    if extra.again:
        when = asking.last_when(before)
        if not when:
            raise Unfit("Er is nog geen datum om over te nemen. Schrijf hem uit, zoals 2025-07-20.")
        extra = replace(extra, when=when, again=False)
    return Given(given.value, extra)


def _read(text: str, setting: Setting) -> Case:
    return read_case(SourceText(setting.name, text), setting.knowledge.vocabulary)


def _assessed(case: Case, setting: Setting) -> Assessment:
    return assess(case, setting.knowledge, BUILTIN)


def _persons(case: Case) -> frozenset[str]:
    return frozenset(p.id for p in case.persons)


def _known(case: Case) -> frozenset[str]:
    """What a word at the end of a source may be without being a new person."""
    return _persons(case) | {s.id for s in case.sources if not s.implicit}


# More about an answer


def _particulars(state: State, line: str, setting: Setting) -> Result:
    told = state.told[state.changing]
    if command := command_in(line):
        return _command(state, command, setting)
    kinds = kinds_for(told.item, told.given.value, setting.knowledge)
    found = particulars(_parts(line), _persons(state.case), kinds)
    strangers = unknown_persons(found, _known(state.case))
    if strangers:
        return _ask_role(state, line, strangers[0], Stage.PARTICULARS, setting)
    kept = _kept(state, state.changing, Given(told.given.value, found), True, setting)
    return asking.following(kept, setting, state)


def _parts(line: str) -> list[str]:
    return line.replace(";", ",").split(",")


def _ask_role(state: State, line: str, id: str, back: Stage, setting: Setting) -> Result:
    if not setting.follow_up:
        raise Unfit(f"{id} staat niet onder de personen. Zet erbij wie dat is, zoals ‘; {id} is getuige’.")
    item = state.item
    assert item is not None
    return replace(state, stage=Stage.ROLE, line=line, stranger=id, back=back), (Ask(item, asking.role_prompt(id)),)


def _role(state: State, line: str, setting: Setting) -> Result:
    """The role of somebody new; the line in which he was named is then read again."""
    word = line.casefold()
    returned = replace(state, stage=state.back, line="", stranger="")
    if word == "terug":
        return returned, _repeated(returned, setting)
    if word in ("stop", "help", "?", "antwoorden"):
        return _command(state, Command(word), setting)
    found = [r for r in ROLES if word and r.startswith(word)]
    if len(found) != 1:
        raise Unfit(f"Kies een rol: {', '.join(ROLES)}. ‘terug’ laat {state.stranger} weg.")
    whole = f"{state.line}; {state.stranger} is {found[0]}"
    if state.back is Stage.PARTICULARS:
        return _particulars(returned, whole, setting)
    return _answer(returned, whole, setting)


def _repeated(state: State, setting: Setting) -> tuple[Shown, ...]:
    item = state.item
    assert item is not None
    if state.stage is Stage.PARTICULARS:
        return (Ask(item, asking.follow_up(state, item, state.told[state.changing].given, setting, again=True)),)
    return (asking.ask(item, setting),)


# Commands


def _command(state: State, command: Command, setting: Setting) -> Result:
    item = state.item
    assert item is not None
    if command.name == "stop":
        return replace(state, stage=Stage.STOPPED, item=None), ()
    if command.name == "terug":
        return _back(state, setting)
    if command.name == "wijzig":
        return _change(state, command.number, setting)
    if command.name == "overslaan":
        place = state.changing if state.changing >= 0 else len(state.told)
        return asking.following(_kept(state, place, Given(UNKNOWN), False, setting, skipped=True), setting, state)
    shown: Shown = Help()
    if command.name == "?":
        words = setting.knowledge.vocabulary
        shown = Why(item, tuple(label(code, words) for code in item.sources))
    elif command.name == "antwoorden":
        shown = Listing(tuple((t.item.wanted.question, asking.spoken(t)) for t in state.told))
    return state, (shown, *_repeated(state, setting)) if state.stage is not Stage.ROLE else (shown,)


def _back(state: State, setting: Setting) -> Result:
    """The question before this one, as if its answer had not been given."""
    if state.stage is Stage.QUESTION and state.changing >= 0:
        return asking.following(replace(state, changing=-1), setting, state)
    if not state.told:
        raise Unfit("Er is geen vorige vraag in dit gesprek.")
    place = state.changing if state.stage is Stage.PARTICULARS else len(state.told) - 1
    last = state.told[place]
    if place < len(state.told) - 1:
        return replace(state, stage=Stage.QUESTION, item=last.item), (asking.ask(last.item, setting),)
    told = state.told[:-1]
    case = _read(told[-1].text if told else state.base, setting)
    earlier = replace(state, told=told, case=case, item=last.item, stage=Stage.QUESTION, changing=-1)
    shown: tuple[Shown, ...] = (asking.ask(last.item, setting),)
    if last.heading != state.heading:
        shown = (Heading(last.heading), *shown)
    return replace(earlier, assessment=_assessed(case, setting), heading=last.heading), shown


def _change(state: State, number: int, setting: Setting) -> Result:
    if not 1 <= number <= len(state.told):
        many = f"1 tot en met {len(state.told)}" if state.told else "nog geen"
        raise Unfit(f"Dat antwoord is er niet. De nummers zijn: {many}; ‘antwoorden’ laat ze zien.")
    told = state.told[number - 1]
    said = Note(f"Het antwoord was: {asking.spoken(told)}.")
    return replace(state, stage=Stage.QUESTION, item=told.item, changing=number - 1), (
        said,
        asking.ask(told.item, setting),
    )
