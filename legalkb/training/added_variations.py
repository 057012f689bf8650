"""A fact that is not stated yet, added: those of which the rules say that they can change an outcome or a gate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from legalkb import assessment
from legalkb.case import Case
from legalkb.compilation import OPPOSITE
from legalkb.engine import BUILTIN
from legalkb.explanation import suggestions
from legalkb.findings import OffenceFinding
from legalkb.inference import Atom
from legalkb.interview.answers import Doubtful, Form, Given, Unfit
from legalkb.interview.case_text import written
from legalkb.interview.recording import Scene, form, is_subject, record, recordable
from legalkb.knowledge import KnowledgeBase
from legalkb.node import plain
from legalkb.offences import DATE
from legalkb.relevance import standing
from legalkb.relevance.agenda import agenda
from legalkb.relevance.items import AGAINST, GATE, LEADS, NEEDED, Item
from legalkb.training.pair import ADD, Variation
from legalkb.training.places import elsewhere, home
from legalkb.yaml_tree import parse

TIERS = (NEEDED, AGAINST, GATE)


def added(
    data: Mapping[str, Any], case: Case, knowledge: KnowledgeBase, keys: frozenset[str] | None
) -> Iterator[Variation]:
    """Every fact that a next question asks for and whose answer can matter, added with that answer."""
    text = written(data)
    found = agenda(case, knowledge)
    scene = Scene(case, found.assessment, knowledge)
    matters = _matters(case, knowledge, keys)
    seen = {text}
    for item in found.items:
        about = [d for d in item.decides if keys is None or d.rule in keys]
        if item.tier not in TIERS or is_subject(item) or not about or not recordable(item, scene):
            continue
        for value in _values(item, scene, matters):
            try:
                more = record(text, scene, item, Given(value))
            except (Unfit, Doubtful):
                continue
            if more not in seen:
                seen.add(more)
                yield Variation(ADD, plain(parse(more, "zaak")))


def _matters(case: Case, knowledge: KnowledgeBase, keys: frozenset[str] | None) -> frozenset[tuple[str, str, Atom]]:
    """The answers that can change the outcome of a variant with a lead, by suspect and victim."""
    found = set()
    for item in assessment.assessed(case, knowledge, BUILTIN, keys):
        f = item.finding
        if f.outcome in LEADS:
            found |= {(f.suspect, f.victim, atom) for atom in standing.of_outcome(item, knowledge).relevant}
    return frozenset(found)


def _values(item: Item, scene: Scene, matters: frozenset[tuple[str, str, Atom]]) -> tuple[str, ...]:
    """The answers to try for a question."""
    name, shape = item.wanted.name, form(item.wanted.name, scene.knowledge)
    if shape is Form.DATE:
        return _days(item, scene)
    if shape is Form.COUNTRY or shape is Form.COUNTRIES:
        own = home(scene.knowledge)
        return own, elsewhere(scene.case, own)
    if item.tier == GATE:
        return tuple(OPPOSITE)
    asked = tuple(v for v in OPPOSITE if (item.suspect, item.victim, Atom(name, v)) in matters)
    return asked or ((item.wanted.value,) if item.wanted.value in OPPOSITE else ())


def _days(item: Item, scene: Scene) -> tuple[str, ...]:
    """Days on either side of the limit that a question about the day of the conduct is asked for."""
    finding = _finding(item, scene)
    measure = next((m for m in scene.knowledge.rulebook.measures if m.id == item.wanted.name), None)
    if finding is None or (measure is None and item.wanted.name != DATE):
        return ()
    days = (suggestions.dated(measure, v, finding, scene.knowledge).value for v in OPPOSITE)
    latest = scene.case.reference_date or date.max
    return tuple(dict.fromkeys(d for d in days if date.fromisoformat(d) <= latest))


def _finding(item: Item, scene: Scene) -> OffenceFinding | None:
    rules = {d.rule for d in item.decides}
    fitting = (f for f in scene.assessment.findings if f.rule in rules)
    return next((f for f in fitting if (f.suspect, f.victim) == (item.suspect, item.victim)), None)
