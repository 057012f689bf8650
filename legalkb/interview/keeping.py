"""Keeps the answers of a conversation in the text of its case, also those behind one that is given anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from legalkb.assessment import assess
from legalkb.case import Case
from legalkb.case_reader import read_case
from legalkb.compilation import OPPOSITE, YES
from legalkb.engine import BUILTIN
from legalkb.fields import UNKNOWN
from legalkb.findings import Assessment, Wanted
from legalkb.interview import asking, notes
from legalkb.interview.answers import NOTHING, Form, Given, Particulars, Unfit
from legalkb.interview.case_text import append
from legalkb.interview.cast import completed
from legalkb.interview.opening import Choosing
from legalkb.interview.recording import WHO, Scene, form, is_subject, record
from legalkb.interview.state import Setting, Stage, State, Told
from legalkb.node import SourceText
from legalkb.relevance.items import Item

__all__ = ["assessed", "kept", "read"]

SPAN = {"op": "sinds", "van": "sinds", "tot": "einde"}  # the period of a relation, by the words of a fact


def kept(state: State, place: int, told: Told, setting: Setting) -> State:
    """The state with an answer at a place; those behind it are put in the case again.

    Who came in with the answer that stood there stays, so that what was told about that person since still holds.
    """
    before = state.told[place].given.particulars.roles if place < len(state.told) else ()
    given = _filled(state.told[:place], told.given, setting, told)
    if before:
        roles = tuple(dict.fromkeys((*before, *given.particulars.roles)))
        given = replace(given, particulars=replace(given.particulars, roles=roles))
    heading = state.told[place].heading if place < len(state.told) else state.heading
    all_told = (*state.told[:place], replace(told, given=given, heading=heading), *state.told[place + 1 :])
    after, case = _replayed(state, all_told, place, setting)
    return replace(state, told=after, case=case, changing=-1, stage=Stage.QUESTION, line="", stranger="")


def _replayed(state: State, told: Iterable[Told], start: int, setting: Setting) -> tuple[tuple[Told, ...], Case]:
    """The answers from a place on, each with the text of the case after it."""
    all_told = list(told)
    text = all_told[start - 1].text if start else state.base
    case = read(text, setting)
    for number in range(start, len(all_told)):
        item = all_told[number]
        last = state.changing < 0 and number == start
        assessment = state.assessment if last else assessed(case, setting)
        new = _written(text, Scene(case, assessment, setting.knowledge), item)
        if new != text:
            text, case = new, read(new, setting)
        all_told[number] = replace(item, text=text)
    return tuple(all_told), case


def _written(text: str, scene: Scene, told: Told) -> str:
    """The text of the case with one answer; of a question that is left only who came in with it."""
    item, given = told.item, told.given
    if told.skipped:
        return completed(text, scene.case, item, given.particulars) if given.particulars.roles else text
    if isinstance(item, Choosing):
        if given.value == YES:
            return _chosen(text, scene, item, given)
        return notes.note(completed(text, scene.case, item, given.particulars), item.key)
    if is_subject(item):
        return text if given.value == YES else notes.note(text, item.key)
    return record(text, scene, item, given)


def _chosen(text: str, scene: Scene, item: Item, given: Given) -> str:
    """The text with each of the fact types that were chosen, or with the relation; all with the same particulars, of
    which each takes the persons that belong to it."""
    extra, words = given.particulars, scene.knowledge.vocabulary
    if given.chosen[0] in words.relation_kinds and given.chosen[0] not in words.fact_types:
        span = {SPAN[k]: v for k, v in extra.when if k in SPAN}
        source = {"bron": extra.source} if extra.source else {}
        entry = {"van": item.suspect, "tot": item.victim, "soort": given.chosen[0], **span, **source}
        return append(completed(text, scene.case, item, extra), ("relaties",), entry)
    fitting = {key for name in given.chosen for key in WHO[words.fact_types[name].subject]}
    if wrong := [key for key, _ in extra.who if key not in fitting]:
        raise Unfit(f"‘{wrong[0]}’ past niet bij deze vraag.")
    stated = {f.type_id for f in scene.case.facts if f.value in OPPOSITE}
    if known := [words.fact_types[name].label for name in given.chosen if name in stated]:
        raise Unfit(f"Dit staat al in de zaak: {known[0]}. Laat het hier weg.")
    for name in given.chosen:
        places_for = WHO[words.fact_types[name].subject]
        own = replace(extra, who=tuple((k, ids) for k, ids in extra.who if k in places_for))
        question = Wanted(name, YES, words.fact_types[name].question)
        text = record(text, scene, replace(item, wanted=question), Given(YES, own))
    return text


def _filled(before: tuple[Told, ...], given: Given, setting: Setting, told: Told) -> Given:
    """The answer as it is kept: with the source and the day that it takes over from the ones before it, and without
    what the case file has no place for."""
    extra = given.particulars
    if given.value == UNKNOWN or not _has_particulars(told, setting):
        return replace(given, particulars=Particulars(roles=extra.roles) if extra.roles else NOTHING)
    if extra.same_source:
        source = asking.last_source(before)
        if not source:
            raise Unfit("Er is nog geen bron om over te nemen. Schrijf hem uit, zoals ‘melding school’.")
        extra = replace(extra, source=source, same_source=False)
    if extra.again:
        when = asking.last_when(before)
        if not when:
            raise Unfit("Er is nog geen datum om over te nemen. Schrijf hem uit, zoals 2025-07-20.")
        extra = replace(extra, when=when, again=False)
    return replace(given, particulars=extra)


def _has_particulars(told: Told, setting: Setting) -> bool:
    """Whether the case file keeps particulars with an answer: an age, date or country stands there by itself."""
    return isinstance(told.item, Choosing) or form(told.item.wanted.name, setting.knowledge) is Form.YES_NO


def read(text: str, setting: Setting) -> Case:
    """The case that a text holds. Raises :class:`CaseFileError`."""
    return read_case(SourceText(setting.name, text), setting.knowledge.vocabulary)


def assessed(case: Case, setting: Setting) -> Assessment:
    """What the rules say of a case."""
    return assess(case, setting.knowledge, BUILTIN)
