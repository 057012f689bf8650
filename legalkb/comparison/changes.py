"""Changes to a case as data: facts stated, stated otherwise or left out, before the case is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from legalkb.case import Case, Fact
from legalkb.case_reader import read_case
from legalkb.comparison.derived import elsewhere
from legalkb.errors import CaseFileError, Problem
from legalkb.fields import UNKNOWN
from legalkb.knowledge import KnowledgeBase
from legalkb.near_names import nearest
from legalkb.node import Node
from legalkb.vocabulary import Vocabulary

__all__ = ["ADDED", "KEPT", "REPLACED", "Applied", "Done", "Setting", "apply"]

NAME, VALUE, SOURCE, ABOUT = "feit", "waarde", "bron", "over"
PEOPLE = {"door": "by", "tegen": "against", "over": "about", "via": "via"}
PLACES = {"voorval": "event", "voorwerp": "object"}
SAME = {
    "door": ("over",),
    "tegen": ("over",),
    "over": ("door", "tegen"),
    "op": ("van", "tot"),
    "van": ("op",),
    "tot": ("op",),
}
ADDED, REPLACED, KEPT = "toegevoegd", "vervangen", "stond_er_al"
ASSUMED_FROM = 1_000_000  # the line of the first change: beyond every file, so that an error is told from the file's


@dataclass(frozen=True, slots=True)
class Setting:
    """A fact to be assumed: its name, its value, and particulars by key of the case file, in order."""

    name: str
    value: str
    particulars: tuple[tuple[str, tuple[str, ...]], ...] = ()
    text: str = ""

    @property
    def about(self) -> tuple[object, ...]:
        """What the fact is about: name, persons, event and object."""
        named = dict(self.particulars)
        return self.name, *(frozenset(named.get(key, ())) for key in (*PEOPLE, *PLACES))


@dataclass(frozen=True, slots=True)
class Done:
    """What a setting did: ``ADDED``, ``REPLACED`` or ``KEPT`` (the case says so already)."""

    setting: Setting
    what: str


@dataclass(frozen=True, slots=True)
class Applied:
    """The changed case, what each setting did, and the numbers of the facts that are assumed; ``partly`` are those of
    which only particulars are assumed, the rest being what their source says."""

    case: Case
    done: tuple[Done, ...]
    assumed: frozenset[int]
    partly: frozenset[int]


def apply(node: Node, settings: Sequence[Setting], dropped: Sequence[str], knowledge: KnowledgeBase) -> Applied:
    """The case with facts left out, then stated or stated otherwise; a :class:`CaseFileError` with every problem.

    What a setting does not name stays as the case has it; the source of a fact falls away with its value, since
    that source does not say so.
    """
    vocabulary = knowledge.vocabulary
    case = read_case(node, vocabulary)
    problems = [*_unknown_drops(dropped, case, knowledge), *_derived(settings, knowledge)]
    problems += _loose(settings, case, vocabulary)
    if problems:
        raise CaseFileError(problems)
    entries = [
        _Entry(_as_map(item), fact)
        for item, fact in zip(_facts(node), case.facts, strict=True)
        if fact.type_id not in dropped
    ]
    done = []
    for place, setting in enumerate(settings):
        entries, what = _set(entries, setting, ASSUMED_FROM + place)
        done.append(Done(setting, what))
    changed = _read(_with_facts(node, [e.node for e in entries]), settings, vocabulary)
    assumed = frozenset(number for number, e in enumerate(entries, 1) if e.assumed)
    partly = frozenset(number for number, e in enumerate(entries, 1) if e.assumed and e.sourced)
    return Applied(changed, tuple(done), assumed, partly)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A fact of the file: as written, as read (None for one that is new), whether it is assumed, and then whether it
    keeps the source that the file names."""

    node: Node
    fact: Fact | None
    assumed: bool = False
    sourced: bool = False


def _facts(node: Node) -> tuple[Node, ...]:
    found = node.get("feiten")
    return found.items if found is not None else ()


def _scalar(text: str, line: int) -> Node:
    return Node("scalar", text, line, quoted=True)


def _as_map(item: Node) -> Node:
    """A fact in its long form."""
    if item.kind != "scalar":
        return item
    return replace(item, kind="map", value=((replace(item, value=NAME), item),), quoted=False)


def _with(entry: Node, values: Mapping[str, Node | None]) -> Node:
    """The entry with keys set, or left out where the value is None."""
    kept = tuple((k, v) for k, v in entry.pairs if k.text not in values)
    added = tuple((_scalar(k, v.line), v) for k, v in values.items() if v is not None)
    return replace(entry, value=kept + added)


def _values(setting: Setting, line: int) -> dict[str, Node | None]:
    found: dict[str, Node | None] = {VALUE: _scalar(setting.value, line)}
    for key, texts in setting.particulars:
        nodes = tuple(_scalar(t, line) for t in texts)
        found[key] = nodes[0] if len(nodes) == 1 else Node("list", nodes, line)
    return found


def _set(entries: Sequence[_Entry], setting: Setting, line: int) -> tuple[list[_Entry], str]:
    """The entries with a setting applied, and what it did."""
    found: list[_Entry] = []
    met = touched = False
    for entry in entries:
        if entry.fact is None or not _same_thing(entry.fact, setting):
            found.append(entry)
            continue
        met = True
        changed = _changed(entry, setting, line)
        touched |= changed != [entry]
        found += changed
    if not met:
        new = Node("map", ((_scalar(NAME, line), _scalar(setting.name, line)),), line)
        found.append(_Entry(_with(new, _values(setting, line)), None, True))
    return found, REPLACED if touched else KEPT if met else ADDED


def _same_thing(fact: Fact, setting: Setting) -> bool:
    """Whether a fact is about what a setting names, for at least one of the persons."""
    if fact.type_id != setting.name:
        return False
    named = dict(setting.particulars)
    people = all(not named.get(k) or set(named[k]) & _people(fact, k) for k in PEOPLE)
    return people and all(not named.get(k) or named[k] == (getattr(fact, a),) for k, a in PLACES.items())


def _people(fact: Fact, key: str) -> set[str]:
    """Whom a fact names under a key; facts about a suspect or victim may name them under another one."""
    if key == "door" and fact.by_unknown:
        return {*fact.by, UNKNOWN}
    return set(getattr(fact, PEOPLE[key])) or (set(fact.about) if key in ("door", "tegen") else set())


def _changed(entry: _Entry, setting: Setting, line: int) -> list[_Entry]:
    """An entry with the setting; what it says of persons that the setting does not name stands on beside it."""
    fact = entry.fact
    assert fact is not None
    values = _values(setting, line)
    if fact.value == setting.value:
        values.pop(VALUE)
    elif SOURCE not in values:
        values[SOURCE] = None
    values = {k: v for k, v in _alone(values, fact).items() if not _says(entry.node, k, v, fact)}
    if not values:
        return [entry]
    named = dict(setting.particulars)
    found = []
    told = replace(fact, value=setting.value)
    for key in (k for k in PEOPLE if named.get(k)):
        others = sorted(_people(fact, key) - set(named[key]))
        if others:
            rest = _alone({key: Node("list", tuple(_scalar(p, line) for p in others), line)}, fact)
            found.append(replace(entry, node=_with(entry.node, rest), fact=_about(fact, key, others)))
        told = _about(told, key, named[key])
    sourced = SOURCE not in values and bool(fact.source_text or fact.source_id)
    return [*found, _Entry(_with(entry.node, values), told, True, sourced)]


def _alone(values: Mapping[str, Node | None], fact: Fact) -> dict[str, Node | None]:
    """The values, and nothing under the keys that say the same in another way."""
    found = dict(values)
    for key in values:
        for other in SAME.get(key, ()) if key not in PEOPLE or (fact.about and not fact.by) else ():
            found.setdefault(other, None)
    return found


def _about(fact: Fact, key: str, persons: Iterable[str]) -> Fact:
    """The fact of these persons under a key."""
    known = tuple(p for p in persons if p != UNKNOWN)
    if key == "door" and (fact.by or fact.by_unknown):
        return replace(fact, by=known, by_unknown=len(known) < len(tuple(persons)))
    field = PEOPLE[key] if getattr(fact, PEOPLE[key]) else "about"
    changed: dict[str, Any] = {field: known}
    return replace(fact, **changed)


def _says(entry: Node, key: str, value: Node | None, fact: Fact) -> bool:
    """Whether an entry has this under a key already, in whatever form."""
    if key in PEOPLE and value is not None and _people(fact, key):
        wanted = {v.text for v in value.items} or {value.text}
        return _people(fact, key) == wanted
    mine = entry.get(key)
    if mine is None or value is None:
        return mine is value
    return [v.text for v in (mine.items or (mine,))] == [v.text for v in (value.items or (value,))]


def _with_facts(node: Node, facts: Sequence[Node]) -> Node:
    """The case with these facts in the place of its own."""
    others = tuple((k, v) for k, v in node.pairs if k.text != "feiten")
    if not facts:
        return replace(node, value=others)
    old = next(((k, v) for k, v in node.pairs if k.text == "feiten"), None)
    line = node.line
    key = old[0] if old else _scalar("feiten", line)
    return replace(node, value=(*others, (key, Node("list", tuple(facts), old[1].line if old else line))))


def _read(node: Node, settings: Sequence[Setting], vocabulary: Vocabulary) -> Case:
    """Read the changed case; a problem that comes from a setting is told of the setting."""
    try:
        return read_case(node, vocabulary)
    except CaseFileError as error:
        raise CaseFileError(dict.fromkeys(_placed(p, settings) for p in error.problems)) from None


def _placed(problem: Problem, settings: Sequence[Setting]) -> Problem:
    """The problem, told of the setting it comes from; the file as it is was read without any."""
    line = re.search(r"\d+$", problem.place)
    number = int(line[0]) - ASSUMED_FROM if line else -1
    if number < 0 and len(settings) == 1:
        number = 0
    return replace(problem, place=f"--feit {settings[number].text}") if number >= 0 else problem


def _derived(settings: Iterable[Setting], knowledge: KnowledgeBase) -> Iterator[Problem]:
    """Names that may not be assumed, since they follow from something else."""
    for setting in settings:
        remedy = elsewhere(setting.name, knowledge)
        if remedy:
            yield Problem(f"--feit {setting.text}", "dit is geen los feit maar volgt uit de zaak", setting.name, remedy)


def _unknown_drops(dropped: Iterable[str], case: Case, knowledge: KnowledgeBase) -> Iterator[Problem]:
    """A fact that is to be left out and that the case does not state."""
    stated = tuple(dict.fromkeys(f.type_id for f in case.facts))
    for name in dropped:
        if name not in stated:
            known = f"De zaak noemt: {', '.join(stated[:12])}{' …' if len(stated) > 12 else ''}."
            meant = elsewhere(name, knowledge) or nearest(name, stated)
            remedy = meant or (known if stated else "De zaak noemt geen feiten.")
            yield Problem(f"--zonder {name}", "dit feit staat niet bij de feiten van de zaak", "", remedy)


def _loose(settings: Iterable[Setting], case: Case, vocabulary: Vocabulary) -> Iterator[Problem]:
    """A fact that would count for nobody, since it does not say whose it is and there are several persons."""
    for setting in settings:
        kind = vocabulary.fact_types.get(setting.name)
        named = dict(setting.particulars)
        if (
            kind is None
            or kind.derived
            or any(f.type_id == setting.name and _same_thing(f, setting) for f in case.facts)
        ):
            continue
        wants = {"gedraging": ("door", "tegen"), "relatie": ("door", "tegen"), "verdachte": ("over",)}
        for key in wants.get(kind.subject, (ABOUT,) if kind.subject != "zaak" else ()):
            role = "verdachte" if key == "door" or kind.subject == "verdachte" else "slachtoffer"
            known = case.suspects if role == "verdachte" else case.victims
            others = {"verdachte": "door", "slachtoffer": "tegen"}.get(kind.subject, key)
            if len(known) > 1 and not named.get(key) and not named.get(others):
                text = f"{setting.text},{key}={known[0].id}"
                remedy = f"Schrijf erbij om wie het gaat: --feit {text}."
                yield Problem(f"--feit {setting.text}", f"de zaak heeft meer dan één {role}", "", remedy)
