"""Which question comes next: safety first, then the order of questions, at the end what was skipped, once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from legalkb.assessment import assess
from legalkb.case import Case
from legalkb.compilation import OPPOSITE, YES
from legalkb.engine import BUILTIN
from legalkb.fields import UNKNOWN
from legalkb.findings import Assessment
from legalkb.interview import notes, opening, safety
from legalkb.interview.answers import Form
from legalkb.interview.recording import Scene, form, is_subject, person_of, recordable
from legalkb.interview.state import Setting, State, Told
from legalkb.relevance.agenda import Agenda
from legalkb.relevance.items import Item

__all__ = ["Choice", "choose", "unanswered"]


@dataclass(frozen=True, slots=True)
class Choice:
    """The next question, None when there is none; whether it is one of safety; the assessment it follows from; and
    the questions that were set aside: answered already, known not to be known, or without a place in the case.
    ``left`` is how many questions are open, -1 when that is not worked out."""

    item: Item | None
    safety: bool
    assessment: Assessment
    aside: tuple[Item, ...] = ()
    left: int = -1


def unanswered(told: Told) -> bool:
    """Whether a question was passed over: skipped, not known, or a subject of which nothing is known."""
    return told.skipped or told.given.value == UNKNOWN or (is_subject(told.item) and told.given.value != YES)


def choose(state: State, setting: Setting, group: str) -> Choice:
    """The next question; ``group`` is the subject of the last one."""
    told = {t.item.wanted.name for t in state.told}
    urgent = safety.questions(state.case, setting.knowledge, _first_pair(state.case), told)
    if urgent:
        return Choice(urgent[0], True, assess(state.case, setting.knowledge, BUILTIN), state.aside)
    keys = {t.item.key for t in state.told}
    first = opening.waiting(state.text, state.case, setting.knowledge, _first_pair(state.case), told | keys)
    if first is not None:
        return Choice(first, False, assess(state.case, setting.knowledge, BUILTIN), state.aside)
    agenda, aside = _agenda(state, setting, group)
    if agenda.items:
        return Choice(agenda.items[0], False, agenda.assessment, aside, len(agenda.items))
    return replace(_skipped(state, setting, group, agenda.assessment), aside=aside)


def _skipped(state: State, setting: Setting, group: str, assessment: Assessment) -> Choice:
    """The first question that was skipped once and whose answer still matters."""
    times = Counter(_same(t.item) for t in state.told)
    once = [t.item for t in state.told if t.skipped and not t.left and times[_same(t.item)] == 1]
    urgent = safety.questions(state.case, setting.knowledge, _first_pair(state.case)) if once else ()
    for item in once:
        if item in urgent:
            return Choice(item, True, assessment)
        again, _ = _agenda(state, setting, group, item.key)
        if any(_same(i) == _same(item) for i in again.items):
            return Choice(item, False, assessment)
    return Choice(None, False, assessment)


def _same(item: Item) -> tuple[str, ...]:
    """What makes two questions the same: the key, and where that names no persons, the question and the pair."""
    return (item.key,) if "|" in item.key else (item.key, item.wanted.question, item.suspect, item.victim)


def _agenda(state: State, setting: Setting, group: str, again: str = "") -> tuple[Agenda, tuple[Item, ...]]:
    """The questions that are left, and those set aside. What is set aside gets no further answer: without it the
    others may be moot. ``again`` is the key of a question that was passed over and is now looked at anew."""
    aside = {i.key: i for i in _still_aside(state, setting) if i.key != again}
    passed = ({t.item.key for t in state.told} | notes.read(state.text)) - {again}
    opened = frozenset(t.item.group for t in state.told if is_subject(t.item) and t.given.value == YES)
    while True:
        found = setting.agenda(state.case, setting.knowledge, frozenset(passed | aside.keys()), opened, group)
        scene = Scene(state.case, found.assessment, setting.knowledge)
        more = {i.key: i for i in found.items if i.key not in aside and i.key != again and _aside(i, scene, state)}
        if not more:
            return found, tuple(aside.values())
        aside |= more


def _still_aside(state: State, setting: Setting) -> tuple[Item, ...]:
    """The questions that were set aside before and would be again, so that they need not be found out anew."""
    if not state.aside:
        return ()
    scene = Scene(state.case, assess(state.case, setting.knowledge, BUILTIN), setting.knowledge)
    return tuple(i for i in state.aside if _aside(i, scene, state))


def _aside(item: Item, scene: Scene, state: State) -> bool:
    """Whether a question is not to be asked: it was, its answer has no place, is known not to be known, or belongs to a
    subject that was left."""
    if any(t.left and (t.item.tier, t.item.group) == (item.tier, item.group) for t in state.told):
        return True
    if any(_same(t.item) == _same(item) for t in state.told) or not recordable(item, scene):
        return True
    if form(item.wanted.name, scene.knowledge) is Form.AGE:
        person = person_of(item, scene)
        ages = [t.item for t in state.told if form(t.item.wanted.name, scene.knowledge) is Form.AGE and unanswered(t)]
        return any(person_of(i, scene) == person for i in ages)
    return _not_known(item, state.case)


def _not_known(item: Item, case: Case) -> bool:
    """Whether the case says of the same persons that it is not known, and nothing else about it."""
    persons = {item.suspect, item.victim, item.holder}
    same = [f for f in case.facts if f.type_id == item.wanted.name and {*f.by, *f.against, *f.about} <= persons]
    return any(f.value == UNKNOWN for f in same) and not any(f.value in OPPOSITE for f in same)


def _first_pair(case: Case) -> tuple[str, str]:
    return next(((s.id, v.id) for s in case.suspects for v in case.victims if s.id != v.id), ("", case.victims[0].id))
