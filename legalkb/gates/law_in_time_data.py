"""What the law-in-time gate needs besides the versions of the law, as ``wet_in_tijd.yaml`` holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from legalkb.compilation import NO, YES
from legalkb.gates.points import Point, check_point, check_points, check_whole, literals, point, strings
from legalkb.rule_file import RuleFile
from legalkb.rulebook import Literal
from legalkb.source import Node

POINTS = (
    "ongelezen_zelfde", "ongelezen_anders", "doorlopend_oud", "doorlopend_nieuw", "begin_deel", "begin_niets",
    "gemengd_oud", "gemengd_nieuw",
)  # fmt: skip
KEYS = frozenset("titel bestaan gunstigste boete lezingen onzeker wijzigingen".split())
CHANGE_KEYS = frozenset("regels per raakt vragen vergelijk niet_bij tekst buiten lezingen bron".split())


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A period, both days included, of which the text or the beginning of some rules is not settled."""

    rules: frozenset[str]
    since: date
    until: date
    text: str
    readings: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A change of words or of a concept on ``day`` that touches conduct before it, if one of ``touches`` holds.

    ``ask`` whether it matters that those facts are not known; ``compare`` for a change that only counts when it has
    come by the reference date; it does not matter at all where one of ``settled`` holds.
    """

    rules: frozenset[str]
    day: date
    touches: tuple[str, ...]
    ask: bool
    compare: bool
    settled: tuple[Literal, ...]
    text: str
    outside: str
    readings: tuple[Point, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LawInTime:
    """Everything the law-in-time gate takes from its data file. ``categories`` are the words of the fine categories."""

    title: str
    existence: tuple[str, ...]
    favourable: tuple[str, ...]
    fines: str
    categories: Mapping[int, str]
    points: Mapping[str, Point]
    uncertain: tuple[Uncertain, ...]
    changes: tuple[Change, ...]


def _day(plain: Any, otherwise: date) -> date:
    return date.fromisoformat(str(plain)) if plain else otherwise


def _points(plain: Any) -> tuple[Point, ...]:
    return tuple(point(item) for item in plain)


def _uncertain(plain: Mapping[str, Any]) -> Uncertain:
    since, until = _day(plain.get("van"), date.min), _day(plain.get("tot"), date.max)
    return Uncertain(frozenset(strings(plain["regels"])), since, until, str(plain["tekst"]), _points(plain["lezingen"]))


def _change(plain: Mapping[str, Any]) -> Change:
    return Change(
        rules=frozenset(strings(plain["regels"])),
        day=_day(plain["per"], date.max),
        touches=strings(plain["raakt"]),
        ask=plain.get("vragen") == YES,
        compare=plain.get("vergelijk") == YES,
        settled=literals(plain.get("niet_bij")),
        text=str(plain["tekst"]),
        outside=str(plain["buiten"]),
        readings=_points(plain["lezingen"]),
        sources=strings(plain.get("bron")),
    )


def from_plain(plain: Mapping[str, Any]) -> LawInTime:
    """The data from the plain values of a file that :func:`check` found right."""
    return LawInTime(
        title=str(plain["titel"]),
        existence=strings(plain["bestaan"]),
        favourable=strings(plain["gunstigste"]),
        fines=str(plain["boete"]["bepaling"]),
        categories={int(number): str(word) for number, word in plain["boete"]["namen"].items()},
        points={name: point(item) for name, item in plain["lezingen"].items()},
        uncertain=tuple(_uncertain(u) for u in plain["onzeker"]),
        changes=tuple(_change(c) for c in plain["wijzigingen"]),
    )


def check(node: Node, file: RuleFile) -> None:
    """Note what is wrong with a ``wet_in_tijd.yaml``, each with its line."""
    fields = file.map(node, KEYS)
    for key in sorted(KEYS - fields.keys()):
        file.problem(node, f"'{key}' ontbreekt", "", f"Vul '{key}' in.")
    file.required(fields, "titel", node)
    for key in ("bestaan", "gunstigste"):
        file.sources(fields.get(key))
    if "boete" in fields:
        _check_fines(file, fields["boete"])
    check_points(file, fields.get("lezingen"), POINTS, node)
    for item in file.list(fields.get("onzeker")):
        _check_uncertain(file, item)
    for item in file.list(fields.get("wijzigingen")):
        _check_change(file, item)


def _check_fines(file: RuleFile, node: Node) -> None:
    fields = file.map(node, frozenset(("bepaling", "namen")))
    if not file.known_source(file.required(fields, "bepaling", node)):
        file.problem(node, "deze bepaling staat niet in de wet van de kennisbank", file.text(fields.get("bepaling")))
    names = fields.get("namen")
    for key, value in names.pairs if names is not None else ():
        check_whole(file, key, node, "namen")
        file.text(value)


def _check_readings(file: RuleFile, fields: Mapping[str, Node], node: Node) -> None:
    items = file.list(fields.get("lezingen"))
    if not items:
        file.problem(node, "'lezingen' ontbreekt", "", "Geef elke lezing met haar gevolg.")
    for item in items:
        check_point(file, item)


def _check_rules(file: RuleFile, fields: Mapping[str, Node], node: Node) -> None:
    if not file.list(fields.get("regels")):
        file.problem(node, "'regels' ontbreekt", "", "Noem de regels waarvoor dit geldt.")


def _check_uncertain(file: RuleFile, node: Node) -> None:
    fields = file.map(node, frozenset(("regels", "van", "tot", "tekst", "lezingen")))
    _check_rules(file, fields, node)
    for key in ("van", "tot"):
        file.day(fields.get(key))
    file.required(fields, "tekst", node)
    _check_readings(file, fields, node)


def _check_change(file: RuleFile, node: Node) -> None:
    fields = file.map(node, CHANGE_KEYS)
    _check_rules(file, fields, node)
    file.required(fields, "per", node)
    file.day(fields.get("per"))
    for item in file.list(fields.get("raakt")) or (node,):
        file.literal(item)
    for item in file.list(fields.get("niet_bij")):
        file.literal(item)
    for key in ("vragen", "vergelijk"):
        if file.text(fields.get(key)) not in ("", YES, NO):
            file.problem(fields[key], f"'{key}' is ja of nee", file.text(fields[key]), "Schrijf ja of nee.")
    for key in ("tekst", "buiten"):
        file.required(fields, key, node)
    _check_readings(file, fields, node)
    file.sources(fields.get("bron"))
