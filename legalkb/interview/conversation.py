"""The conversation as a pure function: a state and a line give the next state and what is to be shown."""

from __future__ import annotations

import re
from dataclasses import replace

from legalkb.assessment import label
from legalkb.case import Case
from legalkb.errors import CaseFileError
from legalkb.fields import UNKNOWN
from legalkb.interview import asking, opening
from legalkb.interview.answers import (
    NOTHING,
    ROLES,
    Command,
    Doubtful,
    Form,
    Given,
    Unfit,
    cleaned,
    command_at,
    command_in,
    parse,
    particulars,
    unknown_persons,
)
from legalkb.interview.keeping import assessed, kept, read
from legalkb.interview.opening import Choosing
from legalkb.interview.recording import form, is_subject, kinds_for
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
from legalkb.relevance.items import Item

__all__ = ["NEW", "begin", "step"]

NEW = """\
# Zaakbestand uit een gesprek met legalkb (legalkb interview). Gebruik rollen (V1, S1) in plaats van namen.
personen:
  V1: {rol: verdachte}
  S1: {rol: slachtoffer}
"""
ASIDE = ("stop", "help", "?", "antwoorden")
Result = tuple[State, tuple[Shown, ...]]


def begin(text: str, setting: Setting) -> Result:
    """A conversation about a case file, with the first question. Raises :class:`CaseFileError`."""
    case = read(text, setting)
    state, shown = asking.following(State(text, case, assessed(case, setting)), setting)
    return state, (asking.introduced(case), *shown)


def step(state: State, line: str, setting: Setting) -> Result:
    """What one line brings about. A line that does not fit changes nothing and is answered with :class:`Refused`."""
    if state.ended or state.item is None:
        return state, ()
    steps = {Stage.ROLE: _role, Stage.SOURCE: _source, Stage.PARTICULARS: _particulars}
    try:
        text = cleaned(line)
        return steps.get(state.stage, _answer)(state, text, setting)
    except Doubtful as doubt:
        if not setting.follow_up or state.stage not in (Stage.QUESTION, Stage.PARTICULARS):
            return state, (Refused(str(doubt)),)
        waiting = replace(state, stage=Stage.SOURCE, line=text, stranger=doubt.word, back=state.stage)
        return waiting, _repeated(waiting, setting)
    except Unfit as wrong:
        return state, (Refused(str(wrong)),)
    except CaseFileError as error:
        said = " ".join(f"{p.what[:1].upper()}{p.what[1:]}." for p in error.problems[:3])
        return state, (Refused(f"{said} Geef het antwoord anders, of verbeter eerst een eerder antwoord (‘wijzig’)."),)


def _answer(state: State, line: str, setting: Setting) -> Result:
    item = state.item
    assert item is not None
    if not line:
        raise Unfit("Typ ja, nee, onbekend of overslaan; ‘help’ noemt wat nog meer kan.")
    found = _read(line, item, state.case, setting)
    if isinstance(found, Command):
        return _command(state, found, setting)
    if is_subject(item) and found.particulars != NOTHING:
        raise Unfit("Bij een onderwerp kan dat niet; het komt bij de vragen daarna. Antwoord met ja, nee of onbekend.")
    strangers = unknown_persons(found.particulars, _known(state.case))
    if strangers:
        return _ask_role(state, line, strangers[0], Stage.QUESTION, setting)
    return _given(state, found, setting)


def _read(line: str, item: Item, case: Case, setting: Setting) -> Command | Given:
    """The answer or the command that a line is."""
    if isinstance(item, Choosing):
        command = command_at(line, Form.YES_NO)
        return command if command is not None else opening.read(line, item, _persons(case), setting.knowledge)
    kinds = (*kinds_for(item, "ja", setting.knowledge), *kinds_for(item, "nee", setting.knowledge))
    return parse(
        line, form(item.wanted.name, setting.knowledge), _persons(case), kinds, opening.goods(setting.knowledge)
    )


def _given(state: State, given: Given, setting: Setting) -> Result:
    """Keep an answer; ask for its particulars where those matter and were not given."""
    place = state.changing if state.changing >= 0 else len(state.told)
    item = state.item
    assert item is not None
    after = kept(state, place, Told(item, given, ""), setting)
    prompt = asking.follow_up(after, item, given, setting, place)
    if prompt:
        return replace(after, item=item, stage=Stage.PARTICULARS, changing=place), (Ask(item, prompt),)
    said = asking.echo(after.told[place], given, setting)
    after, shown = asking.following(after, setting, state)
    return after, (*said, *shown)


# More about an answer


def _known(case: Case) -> frozenset[str]:
    """What a word at the end of a source may be without being a new person."""
    return _persons(case) | {s.id for s in case.sources if not s.implicit}


def _persons(case: Case) -> frozenset[str]:
    return frozenset(p.id for p in case.persons)


def _particulars(state: State, line: str, setting: Setting) -> Result:
    """Take what goes with an answer; Enter keeps the source that was shown."""
    told = state.told[state.changing]
    if command := command_in(line):
        return _command(state, command, setting)
    kinds = kinds_for(told.item, told.given.value, setting.knowledge)
    found = particulars(_parts(line), _persons(state.case), kinds, opening.goods(setting.knowledge))
    strangers = unknown_persons(found, _known(state.case))
    if strangers:
        return _ask_role(state, line, strangers[0], Stage.PARTICULARS, setting)
    if found.source is None and (source := asking.last_source(state.told[: state.changing])):
        found = replace(found, source=source)
    given = replace(told.given, particulars=found)
    after = kept(state, state.changing, replace(told, given=given), setting)
    said = asking.echo(after.told[state.changing], given, setting)
    after, shown = asking.following(after, setting, state)
    return after, (*said, *shown)


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
    if word == "terug" or word in ASIDE:
        return _meanwhile(state, word, setting)
    found = [r for r in ROLES if word and r.startswith(word)]
    if len(found) != 1:
        raise Unfit(f"Kies een rol: {', '.join(ROLES)}. ‘terug’ laat {state.stranger} weg.")
    return _again(state, f"{state.line}; {state.stranger} is {found[0]}", setting)


def _source(state: State, line: str, setting: Setting) -> Result:
    """Whether a word is the source; the line in which it stood is then read again, or asked anew."""
    word = line.casefold()
    if word and ("nee".startswith(word) or word == "terug"):
        return _meanwhile(state, "terug", setting)
    if word in ASIDE:
        return _meanwhile(state, word, setting)
    if not word or not "ja".startswith(word):
        raise Unfit(f"Typ ja als ‘{state.stranger}’ de bron is, anders nee.")
    place = rf"(^|[;,] *|^[^ ;,]+ ){re.escape(state.stranger)}(?= *(?:[;,]|$))"
    return _again(state, re.sub(place, lambda m: f"{m[1]}bron: {state.stranger}", state.line, count=1), setting)


def _again(state: State, line: str, setting: Setting) -> Result:
    """Read a line anew that waited for something."""
    returned = replace(state, stage=state.back, line="", stranger="")
    return (_particulars if state.back is Stage.PARTICULARS else _answer)(returned, line, setting)


def _meanwhile(state: State, word: str, setting: Setting) -> Result:
    """A command while a line waits; ``terug`` drops that line."""
    if word != "terug":
        return _command(state, Command(word), setting)
    returned = replace(state, stage=state.back, line="", stranger="")
    return returned, _repeated(returned, setting)


def _repeated(state: State, setting: Setting) -> tuple[Shown, ...]:
    """What is asked now, once more."""
    item = state.item
    assert item is not None
    if state.stage is Stage.ROLE:
        return (Ask(item, asking.role_prompt(state.stranger)),)
    if state.stage is Stage.SOURCE:
        return (Ask(item, asking.source_prompt(state.stranger)),)
    if state.stage is Stage.PARTICULARS:
        given, place = state.told[state.changing].given, state.changing
        return (Ask(item, asking.follow_up(state, item, given, setting, place, again=True)),)
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
        told = Told(item, Given(UNKNOWN), "", skipped=True)
        return asking.following(kept(state, place, told, setting), setting, state)
    if command.name == "verder":
        return _leave(state, setting)
    shown: Shown = Help()
    if command.name == "?":
        words = setting.knowledge.vocabulary
        shown = Why(item, tuple(label(code, words) for code in item.sources))
    elif command.name == "antwoorden":
        shown = Listing(tuple((t.item.wanted.question, asking.spoken(t, setting)) for t in state.told))
    return state, (shown, *_repeated(state, setting))


def _leave(state: State, setting: Setting) -> Result:
    """The next subject: what is left of this one is skipped and does not come back."""
    item = state.item
    assert item is not None
    if state.stage is Stage.PARTICULARS:  # the answer stands; what follows on the same subject is left
        after, shown = _particulars(state, "", setting)
        same = after.item is not None and (after.item.tier, after.item.group) == (item.tier, item.group)
        return _leave(after, setting) if same and after.heading == state.heading else (after, shown)
    if state.changing >= 0:
        raise Unfit("Geef eerst dit antwoord opnieuw; ‘terug’ laat het zoals het was.")
    if state.heading == asking.FIRST:
        raise Unfit("De vragen over de veiligheid komen een voor een. Weet u het niet: onbekend.")
    told = Told(item, Given(UNKNOWN), "", skipped=True, left=True)
    return asking.following(kept(state, len(state.told), told, setting), setting, state)


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
    case = read(told[-1].text if told else state.base, setting)
    earlier = replace(state, told=told, case=case, item=last.item, stage=Stage.QUESTION, changing=-1)
    shown: tuple[Shown, ...] = (asking.ask(last.item, setting),)
    if last.heading != state.heading:
        shown = (Heading(last.heading), *shown)
    return replace(earlier, assessment=assessed(case, setting), heading=last.heading), shown


def _change(state: State, number: int, setting: Setting) -> Result:
    if not 1 <= number <= len(state.told):
        many = f"1 tot en met {len(state.told)}" if state.told else "nog geen"
        raise Unfit(f"Dat antwoord is er niet. De nummers zijn: {many}; ‘antwoorden’ laat ze zien.")
    told = state.told[number - 1]
    said = Note(f"Het antwoord was: {asking.spoken(told, setting)}.")
    return replace(state, stage=Stage.QUESTION, item=told.item, changing=number - 1), (
        said,
        asking.ask(told.item, setting),
    )
