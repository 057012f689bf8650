"""Which question comes next, and which particulars are asked for with an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from legalkb import consent
from legalkb.case import Case, Person
from legalkb.compilation import NO, OPPOSITE, YES
from legalkb.dates import parse_date
from legalkb.fields import UNKNOWN
from legalkb.interview import safety
from legalkb.interview.answers import NOTHING, ROLES, SHAPES, Form, Given
from legalkb.interview.choosing import choose
from legalkb.interview.opening import Choosing
from legalkb.interview.overview import in_view
from legalkb.interview.recording import HELD, form, is_subject, kinds_for
from legalkb.interview.state import Ask, Heading, InView, Note, Protection, Setting, Shown, Stage, State, Told
from legalkb.relevance.items import Item
from legalkb.situations import PROTECTED
from legalkb.statements import day, names

__all__ = [
    "FIRST",
    "ask",
    "echo",
    "follow_up",
    "following",
    "introduced",
    "last_source",
    "last_when",
    "role_prompt",
    "source_prompt",
    "spoken",
]

FIRST = "Eerst de veiligheid"
REPORTED = "Wat er is gemeld"
WHO_IS_WHO = "Wie het zijn"
WIDER = "Wat er verder speelt"
DATES = "Leeftijd, datum en plaats"
TOGETHER = {"wederzijds": "met wie (door {door} en …)", "opdracht": "wie deed het (via …)"}
EVERY = 5  # answers after which the running line is shown again
A_DAY = "welke dag"  # how the ontology and the gates ask for a day beside the answer


def following(state: State, setting: Setting, before: State | None = None) -> tuple[State, tuple[Shown, ...]]:
    """The state with the next question, and what is shown with it; ended when there is nothing more to ask."""
    group = before.item.group if before is not None and before.item is not None else ""
    choice = choose(state, setting, group)
    item, assessment = choice.item, choice.assessment
    urgent = safety.urgent(assessment)
    new = (urgent - state.paths) | (urgent & _called_for(state, before, setting))
    shown: list[Shown] = [Protection(assessment, new, not state.paths)] if new else []
    heading = state.heading if item is None else FIRST if choice.safety else _subject(item, setting)
    provisions = in_view(assessment)
    due = len(state.told) % EVERY == 0 and bool(state.told)
    if before is not None and (due or provisions != in_view(before.assessment)):
        shown.append(InView(provisions, len(state.told), choice.left))
    if item is not None and heading != state.heading:
        shown.append(Heading(heading))
    if item is not None:
        shown.append(ask(item, setting))
    stage = Stage.QUESTION if item is not None else Stage.STABLE
    paths = state.paths | urgent
    after = replace(
        state, assessment=assessment, item=item, stage=stage, changing=-1, heading=heading, paths=paths,
        aside=choice.aside,
    )  # fmt: skip
    return after, tuple(shown)


def _called_for(state: State, before: State | None, setting: Setting) -> frozenset[str]:
    """The paths of every case that the answer just given calls for in this one."""
    if before is None or before.item is None or not state.told:
        return frozenset()
    given = next((t.given for t in state.told if t.item is before.item), None)
    paths = setting.knowledge.vocabulary.paths.values()
    names = {before.item.wanted.name, *given.chosen} if given is not None and given.value == YES else set()
    return frozenset(p.path.id for p in paths if p.always and names & {*p.triggers})


def ask(item: Item, setting: Setting) -> Ask:
    """A question, with what an answer looks like where that is not ja or nee."""
    if isinstance(item, Choosing):
        return Ask(item, "", "nummers (1 4 7), namen van feiten, geen of overslaan" if item.many else "")
    shape = form(item.wanted.name, setting.knowledge)
    return Ask(item, "", "" if shape is Form.YES_NO else SHAPES[shape])


def _subject(item: Item, setting: Setting) -> str:
    if isinstance(item, Choosing):
        return REPORTED if item.many else WHO_IS_WHO
    if is_subject(item):
        return WIDER
    groups = setting.knowledge.vocabulary.groups
    return groups[item.group].label if item.group in groups else DATES


# Particulars


def last_source(told: tuple[Told, ...]) -> str:
    """The source that was named last; empty when none was, or when that was said to be none."""
    named = (t.given.particulars.source for t in reversed(told))
    return next((source for source in named if source is not None), "")


def last_when(told: tuple[Told, ...]) -> tuple[tuple[str, str], ...]:
    """The moment or period that was named last."""
    return next((t.given.particulars.when for t in reversed(told) if t.given.particulars.when), ())


def follow_up(state: State, item: Item, given: Given, setting: Setting, place: int, again: bool = False) -> str:
    """The request for what goes with an answer, on one line; empty when nothing is to be asked.

    ``place`` is the place of the answer; ``again``: the request is repeated, for an answer that stands already.
    """
    name, extra, knowledge = item.wanted.name, given.particulars, setting.knowledge
    before = state.told[:place]
    if isinstance(item, Choosing):
        if not setting.follow_up or given.value != YES or (extra != NOTHING and not again):
            return ""
        parts = ["voor al deze: wanneer", "bron"] if item.many else ["bron"]
        return _request(parts, item.many, last_source(before), last_when(before))
    if (
        not setting.follow_up
        or is_subject(item)
        or form(name, knowledge) is not Form.YES_NO
        or given.value not in OPPOSITE
    ):
        return ""
    if state.heading == FIRST and not again:
        return ""  # nothing delays the safety questions; particulars may be typed behind the answer
    if not again and extra != NOTHING:
        return ""
    kind, yes = knowledge.vocabulary.fact_types[name], given.value == YES
    lasting = name in HELD or name in (consent.CONSENT, PROTECTED)
    sides = [ids for ids in (_ids(state.case.suspects), _ids(state.case.victims)) if len(ids) > 1]
    holder = ((name in HELD and yes) or name == consent.CONSENT) and not item.holder
    parts = (
        [TOGETHER[kind.cooperation].replace("{door}", item.suspect)]
        if kind.cooperation and yes
        else ["wie (door …)"]
        if holder or (kind.subject == "gedraging" and yes and sides)
        else []
    )
    kinds = kinds_for(item, given.value, knowledge)
    parts += [f"soort ({', '.join(k.replace('_', ' ') for k in kinds)})"] if kinds else []
    dated = kind.subject == "gedraging" or lasting or A_DAY in item.wanted.question
    parts += ["wanneer"] if yes and dated else []
    if not parts and not yes:
        return ""
    return _request([*parts, "bron"], "wanneer" in parts, last_source(before), last_when(before))


def _request(parts: list[str], dated: bool, source: str, when: tuple[tuple[str, str], ...]) -> str:
    asked = ", ".join(parts)
    origin = source or "geen"
    enter = f"datum onbekend, bron {origin}" if dated else origin
    same = f"; = is {_moment(dict(when)).removeprefix('op ').removeprefix('in ')}" if dated and when else ""
    return f"{asked[:1].upper()}{asked[1:]}? (Enter = {enter}{same})"


def _ids(persons: tuple[Person, ...]) -> list[str]:
    return [p.id for p in persons]


def role_prompt(id: str) -> str:
    """The question who somebody new is."""
    return f"Wie is {id}? ({', '.join(ROLES)})"


def source_prompt(word: str) -> str:
    """The question whether a word is the source."""
    return f"Is ‘{word}’ de bron? (ja, nee; een land schrijft u als ‘in MA’)"


def introduced(case: Case) -> Note:
    """Who the persons of a case are, and that roles take the place of names."""
    suspects, victims = ([p.id for p in people] for people in (case.suspects, case.victims))
    who = f"{names(suspects)} {'is de verdachte' if len(suspects) == 1 else 'zijn verdachten'}"
    whom = f"{names(victims)} {'het slachtoffer' if len(victims) == 1 else 'slachtoffers'}"
    return Note(f"{who}, {whom}; gebruik geen namen.")


def echo(told: Told, given: Given, setting: Setting) -> tuple[Shown, ...]:
    """What was kept, where more was said than the answer alone, so that a slip is seen at once."""
    if told.given.particulars != NOTHING or told.given.chosen:
        return (Note(f"Bewaard: {spoken(told, setting)}."),)
    if given.particulars != NOTHING and given.value != UNKNOWN:
        return (Note("Bij dit antwoord bewaart het zaakbestand alleen de waarde zelf, geen bron of datum."),)
    return ()


def spoken(told: Told, setting: Setting) -> str:
    """An answer as it is listed and as it was kept."""
    if told.skipped:
        return "onderwerp overgeslagen" if told.left else "overgeslagen"
    extra, words = told.given.particulars, setting.knowledge.vocabulary
    value = told.given.value
    if isinstance(told.item, Choosing):
        known = {**{k.id: k.label for k in words.fact_types.values()}, **dict(told.item.options)}
        value = ", ".join(known[id] for id in told.given.chosen) or ("geen" if value == NO else value)
    parts = [f"{key} {' en '.join(ids)}" for key, ids in extra.who]
    parts += [_moment(dict(extra.when))] if extra.when else []
    parts += [f"in {extra.place_act}"] if extra.place_act else []
    parts += [f"gevolg in {extra.place_result}"] if extra.place_result else []
    parts += [f"voorval {extra.event}"] if extra.event else []
    parts += [f"voorwerp {extra.object}"] if extra.object else []
    parts += [extra.kind.replace("_", " ")] if extra.kind else []
    parts += [f"{id} is {role}" for id, role in extra.roles]
    parts += [f"bron: {extra.source}"] if extra.source else []
    return "; ".join([value, *parts])


def _moment(when: Mapping[str, str]) -> str:
    """``op 20 juli 2025``, ``sinds juli 2025`` for what lasts."""
    since = {"van": "sinds"} if "voortdurend" in when else {}
    read = [(since.get(k, k), parse_date(v)) for k, v in when.items() if k != "voortdurend"]
    return " ".join(f"{'in' if key == 'op' and not date.exact else key} {day(date)}" for key, date in read)
