"""The data of the defences gate: grounds that may exclude liability or prosecution, and what courts made of them.

Read from ``rules/vervolging/strafuitsluiting.yaml``; :func:`check` finds what is wrong with the file, by line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from legalkb.gates.said import Said, said, sentences, strings
from legalkb.node import Node
from legalkb.rule_file import RuleFile

TOUCHES = ("strafbaarheid", "vervolgbaarheid")
KEYS = frozenset(("opschrift", "gronden", "zinnen"))
GROUND_KEYS = frozenset("id naam raakt feit vraag_bij sluit_uit_bij nader lezingen".split())
SENTENCES = frozenset("wijst_op betwist alleen_verdachte beperkt uitgesloten voorbehoud onbekend open".split())
WORDS = frozenset("verdachte slachtoffer grond gronden raakt feit".split())
MIN_READINGS = 2


@dataclass(frozen=True, slots=True)
class Weight:
    """A fact that matters once a ground is raised: what to say when it holds, and when it does not."""

    fact: str
    yes: str
    no: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DefenceGround:
    """A ground: the fact that points to it, where to ask for it (everywhere when empty), and the readings of it.

    With ``bars_when`` (fact type and value) the ground ends prosecution once both facts are confirmed.
    """

    id: str
    name: str
    touches: str
    fact: str
    asked_for: tuple[str, ...]
    bars_when: tuple[str, str]
    weights: tuple[Weight, ...]
    readings: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class DefencesData:
    """Everything the defences gate takes from its file."""

    title: str
    grounds: tuple[DefenceGround, ...]
    sentences: Mapping[str, Said]


def _text(file: RuleFile, node: Node, key: str, fields: Mapping[str, Node]) -> None:
    for word in re.findall(r"\{(.*?)\}", file.required(fields, key, node)):
        if word not in WORDS:
            file.problem(node, "onbekende plaats in een zin", word, "Bekend zijn: " + ", ".join(sorted(WORDS)))


def _check_ground(file: RuleFile, node: Node) -> None:
    fields = file.map(node, GROUND_KEYS)
    for key in ("id", "naam"):
        file.required(fields, key, node)
    if file.required(fields, "raakt", node) not in ("", *TOUCHES):
        file.problem(fields["raakt"], "onbekend gevolg", file.text(fields["raakt"]), f"Kies uit {', '.join(TOUCHES)}.")
    file.literal(fields.get("feit", node))
    if "sluit_uit_bij" in fields:
        file.literal(fields["sluit_uit_bij"])
    for item in file.list(fields.get("nader")):
        parts = file.map(item, frozenset(("feit", "ja", "nee", "bron")))
        file.literal(parts.get("feit", item))
        for key in ("ja", "nee"):
            _text(file, item, key, parts)
        file.sources(parts.get("bron"))
    readings = file.list(fields.get("lezingen"))
    for item in readings:
        parts = file.map(item, frozenset(("tekst", "gevolg", "bron")))
        for key in ("tekst", "gevolg"):
            _text(file, item, key, parts)
        if not file.sources(parts.get("bron")):
            file.problem(item, "een lezing zonder bron", "", "Noem de bron, of 'analyse'.")
    if len(readings) < MIN_READINGS:
        file.problem(node, "een grond heeft ten minste twee lezingen", file.text(fields.get("id")))


def check(node: Node, file: RuleFile) -> None:
    """Note every problem in the data file of this gate."""
    fields = file.map(node, KEYS)
    file.required(fields, "opschrift", node)
    for item in file.list(fields.get("gronden")):
        _check_ground(file, item)
    if not file.list(fields.get("gronden")):
        file.problem(node, "'gronden' ontbreekt", "", "Vul 'gronden' in.")
    sentences = file.map(fields["zinnen"], SENTENCES) if "zinnen" in fields else {}
    for key in sorted(SENTENCES - sentences.keys()):
        file.problem(node, f"de zin '{key}' ontbreekt", "", f"Vul '{key}' in.")
    for value in sentences.values():
        parts = file.map(value, frozenset(("tekst", "bron")))
        _text(file, value, "tekst", parts)
        file.sources(parts.get("bron"))


def _line(value: Any) -> str:
    return " ".join(str(value or "").split())


def _ground(plain: Mapping[str, Any]) -> DefenceGround:
    bars = plain.get("sluit_uit_bij") or {}
    name, value = next(iter(bars.items()), ("", ""))
    return DefenceGround(
        id=_line(plain["id"]),
        name=_line(plain["naam"]),
        touches=_line(plain["raakt"]),
        fact=_line(plain["feit"]),
        asked_for=strings(plain.get("vraag_bij")),
        bars_when=(name, _line(value)),
        weights=tuple(
            Weight(_line(w["feit"]), _line(w["ja"]), _line(w["nee"]), strings(w.get("bron")))
            for w in plain.get("nader") or ()
        ),
        readings=tuple(said(r) for r in plain["lezingen"]),
    )


def from_plain(plain: Mapping[str, Any]) -> DefencesData:
    """The data of a checked file, given as plain maps, lists and texts."""
    return DefencesData(
        _line(plain["opschrift"]),
        tuple(_ground(g) for g in plain["gronden"]),
        sentences(plain["zinnen"]),
    )
