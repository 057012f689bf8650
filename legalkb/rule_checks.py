"""What no single rule file shows: references between rules, periods, and circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import pairwise

from legalkb.errors import Problem
from legalkb.rulebook import Concept, Rule
from legalkb.source import Node


def problems(
    rules: list[Rule], concepts: list[Concept], nodes: Mapping[str, Node], facts: Iterable[str]
) -> list[Problem]:
    """Everything that is wrong between the rules; ``nodes`` are the files, for the line of a key."""
    found = [
        *_ids(rules, concepts, nodes),
        *(p for r in rules for p in _references(r, rules, nodes)),
        *_periods(rules, nodes),
        *_circles({r.key: [r.builds_on] for r in rules}, {r.key: _place(r.file, "bouwt_op", nodes) for r in rules}),
        *_circles({c.id: _parts(c) for c in concepts}, {c.id: _place(c.file, "een_van", nodes) for c in concepts}),
    ]
    taken = sorted({c.id for c in concepts} & set(facts))
    files = {c.id: c.file for c in concepts}
    return found + [Problem(_place(files[i], "id", nodes), "dit is ook de naam van een feittype", i) for i in taken]


def _place(file: str, key: str, nodes: Mapping[str, Node]) -> str:
    node = nodes[file].get(key) if file in nodes else None
    return f"{file}:{node.line}" if node is not None else file


def _parts(concept: Concept) -> list[str]:
    return [x.name for a in concept.alternatives + concept.exceptions for x in a.literals]


def _ids(rules: list[Rule], concepts: list[Concept], nodes: Mapping[str, Node]) -> Iterator[Problem]:
    files = [(r.id, r.file) for r in rules] + [(c.id, c.file) for c in concepts]
    ids = [i for i, _ in files]
    for name, file in dict(files).items():
        if ids.count(name) > 1:
            yield Problem(_place(file, "id", nodes), "deze id komt meer dan eens voor", name)


def _references(rule: Rule, rules: list[Rule], nodes: Mapping[str, Node]) -> Iterator[Problem]:
    keys = {r.key for r in rules}
    for key, other in (("bouwt_op", rule.builds_on), ("conclusie_over_ander", rule.about_other[1])):
        if other and other not in keys:
            yield Problem(_place(rule.file, key, nodes), "verwijst naar een onbekende regel", other, _near(other, keys))
    own = [e.id for e in rule.elements]
    known = own + [e.id for r in rules if r.key == rule.builds_on and r.id != rule.id for e in r.elements]
    for name in sorted({n for n in own if own.count(n) > 1}):
        yield Problem(_place(rule.file, "bestanddelen", nodes), "dit bestanddeel komt meer dan eens voor", name)
    for key, names in (("kern", (rule.core,)), ("gevolg", rule.result)):
        for name in names:
            if name and name not in known:
                yield Problem(
                    _place(rule.file, key, nodes), f"'{key}' noemt geen bestanddeel", name, _near(name, known)
                )


def _near(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, sorted(known), 1)
    return f"Bedoelde u '{near[0]}'?" if near else ""


def _periods(rules: list[Rule], nodes: Mapping[str, Node]) -> Iterator[Problem]:
    for rule in rules:
        if rule.valid_to and rule.valid_to < rule.valid_from:
            yield Problem(_place(rule.file, "geldig_tot", nodes), "de laatste dag ligt vóór de eerste", rule.valid_to)
        if rule.strict_start and not rule.valid_from:
            remedy = "Vul 'geldig_van' in."
            yield Problem(_place(rule.file, "streng_begin", nodes), "'streng_begin' zonder eerste dag", "", remedy)
    by_key = sorted(rules, key=lambda r: (r.key, r.valid_from))
    for older, newer in pairwise(by_key):
        if (
            older.key == newer.key
            and older.id != newer.id
            and (not older.valid_to or older.valid_to >= newer.valid_from)
        ):
            remedy = f"Geef {older.file} een 'geldig_tot'."
            yield Problem(
                _place(newer.file, "geldig_van", nodes), "deze periode overlapt met de vorige", newer.id, remedy
            )


def _circles(needs: Mapping[str, list[str]], places: Mapping[str, str]) -> Iterator[Problem]:
    """The names that, in however many steps, need themselves."""
    left = {name: set(parts) & needs.keys() for name, parts in needs.items()}
    while free := [name for name, parts in left.items() if not parts & left.keys()]:
        for name in free:
            del left[name]
    for name in sorted(n for n in left if _reaches(n, n, left)):
        yield Problem(places[name], "verwijst, al dan niet via andere, naar zichzelf", name)


def _reaches(start: str, goal: str, needs: Mapping[str, set[str]]) -> bool:
    seen: set[str] = set()
    todo = list(needs[start])
    while todo:
        name = todo.pop()
        if name == goal:
            return True
        if name not in seen and name in needs:
            seen.add(name)
            todo += needs[name]
    return False
