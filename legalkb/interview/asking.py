"""Which question comes next, and which particulars are asked for with an answer."""

from __future__ import annotations

from dataclasses import replace

from legalkb import consent
from legalkb.case import Person
from legalkb.compilation import OPPOSITE, YES
from legalkb.fields import UNKNOWN
from legalkb.interview import safety
from legalkb.interview.answers import NOTHING, ROLES, SHAPES, Form, Given
from legalkb.interview.choosing import choose
from legalkb.interview.overview import in_view
from legalkb.interview.recording import HELD, form, is_subject, kinds_for
from legalkb.interview.state import Ask, Heading, InView, Protection, Setting, Shown, Stage, State, Told
from legalkb.relevance.items import Item
from legalkb.situations import PROTECTED

__all__ = ["ask", "follow_up", "following", "last_source", "last_when", "role_prompt", "spoken"]

FIRST = "Eerst de veiligheid"
WIDER = "Wat er verder speelt"
DATES = "Leeftijd, datum en plaats"
TOGETHER = {"wederzijds": "met wie (door {door} en …)", "opdracht": "wie deed het (via …)"}
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
    if before is not None and provisions != in_view(before.assessment):
        shown.append(InView(provisions, len(state.told)))
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
    name = before.item.wanted.name if given is not None and given.value == YES else ""
    return frozenset(p.path.id for p in paths if p.always and name in p.triggers)


def ask(item: Item, setting: Setting) -> Ask:
    """A question, with what an answer looks like where that is not ja or nee."""
    shape = form(item.wanted.name, setting.knowledge)
    return Ask(item, "", "" if shape is Form.YES_NO else SHAPES[shape])


def _subject(item: Item, setting: Setting) -> str:
    if is_subject(item):
        return WIDER
    groups = setting.knowledge.vocabulary.groups
    return groups[item.group].label if item.group in groups else DATES


# Particulars


def last_source(told: tuple[Told, ...]) -> str:
    """The source of the answer before, which an answer that names none takes over."""
    return next((t.given.particulars.source or "" for t in reversed(told) if not _bare(t)), "")


def last_when(told: tuple[Told, ...]) -> tuple[tuple[str, str], ...]:
    """The moment or period that was named last."""
    return next((t.given.particulars.when for t in reversed(told) if t.given.particulars.when), ())


def _bare(told: Told) -> bool:
    return told.skipped or told.given.value == UNKNOWN


def follow_up(state: State, item: Item, given: Given, setting: Setting, again: bool = False) -> str:
    """The request for what goes with an answer, on one line; empty when nothing is to be asked.

    ``again``: the request is repeated, for an answer that stands already.
    """
    name, extra, knowledge = item.wanted.name, given.particulars, setting.knowledge
    if (
        not setting.follow_up
        or is_subject(item)
        or form(name, knowledge) is not Form.YES_NO
        or given.value not in OPPOSITE
    ):
        return ""
    if state.heading == FIRST and not again:
        return ""  # nothing delays the safety questions; particulars may be typed behind the answer
    told = state.told if not again else state.told[: state.changing]
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
    before = told if again else told[:-1]
    if not parts and any(t.sourced for t in before):
        return ""
    return _request([*parts, "bron"], "wanneer" in parts, last_source(before), last_when(before))


def _request(parts: list[str], dated: bool, source: str, when: tuple[tuple[str, str], ...]) -> str:
    asked = ", ".join(parts)
    origin = source or "geen"
    enter = f"datum onbekend, bron {origin}" if dated else origin
    same = f"; = is {' '.join(v for k, v in when if k != 'voortdurend')}" if dated and when else ""
    return f"{asked[:1].upper()}{asked[1:]}? (Enter = {enter}{same})"


def _ids(persons: tuple[Person, ...]) -> list[str]:
    return [p.id for p in persons]


def role_prompt(id: str) -> str:
    """The question who somebody new is."""
    return f"Wie is {id}? ({', '.join(ROLES)})"


def spoken(told: Told) -> str:
    """An answer as it is listed."""
    if told.skipped:
        return "overgeslagen"
    extra = told.given.particulars
    parts = [f"{key} {' en '.join(ids)}" for key, ids in extra.who]
    parts += [" ".join(f"{k} {v}" for k, v in extra.when if k != "voortdurend")] if extra.when else []
    parts += [extra.kind.replace("_", " ")] if extra.kind else []
    parts += [f"bron: {extra.source}"] if extra.source else []
    return "; ".join([told.given.value, *parts])
