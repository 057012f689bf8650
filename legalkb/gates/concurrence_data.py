"""The data of the gate on concurrence: how they are checked and built."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from legalkb.gates.said import (
    Said,
    check_numbers,
    check_rules,
    check_sentences,
    said,
    sentences,
    share,
    strings,
)
from legalkb.rule_file import RuleFile
from legalkb.source import Node

KEYS = frozenset("opschrift getallen varianten alternatieven naast_elkaar teksten".split())
BESIDE = frozenset("regels tekst bron".split())
NUMBERS = {"erboven": "deel", "erboven_genoemd_in_handboeken": "deel", "gelezen_vanaf": "dag"}
SENTENCES = {
    "kort_open": "verdachte aantal",
    "kort_onbekend": "verdachte aantal",
    "kort_voorbehoud": "verdachte aantal",
    "geen_voorspelling": "",
    "feiten": "feiten",
    "een_keer": "",
    "geldboete": "",
    "niet_hoger": "totaal deel hoogste",
    "zelfstandig": "!deel hoogste dag grens totaal",
    "zelfstandig_ouder": "!deel deel_nu grens",
    "een_feit": "!bepalingen grens",
    "bijzonder": "",
}


@dataclass(frozen=True, slots=True)
class Beside:
    """What is said when of each of these groups an offence variant is there."""

    groups: tuple[tuple[str, ...], ...]
    said: Said


@dataclass(frozen=True, slots=True)
class ConcurrenceData:
    """The shares above the highest maximum, the day of the text read, and which variants go together.

    ``families`` are variants that count once for the same fact, ``alternatives`` those that exclude each other.
    """

    title: str
    above: Fraction
    above_older: Fraction
    read_from: str
    families: tuple[tuple[str, ...], ...]
    alternatives: tuple[Beside, ...]
    beside: tuple[Beside, ...]
    sentences: Mapping[str, Said]


def check(node: Node, file: RuleFile) -> None:
    """Note every problem in the file."""
    fields = file.map(node, KEYS)
    file.required(fields, "opschrift", node)
    check_numbers(file, fields.get("getallen"), node, NUMBERS)
    check_sentences(file, fields.get("teksten"), node, SENTENCES)
    if not file.list(fields.get("varianten")):
        file.problem(node, "'varianten' ontbreekt", "", "Noem per artikel de varianten die één keer tellen.")
    for item in file.list(fields.get("varianten")):
        check_rules(file, item)
    for key in ("alternatieven", "naast_elkaar"):
        for item in file.list(fields.get(key)):
            own = file.map(item, BESIDE)
            file.required(own, "tekst", item)
            file.sources(own.get("bron"))
            if not file.list(own.get("regels")):
                file.problem(item, "'regels' ontbreekt", "", "Noem de regels waarvoor dit geldt.")
            for group in file.list(own.get("regels")):
                check_rules(file, group)


def from_plain(plain: Mapping[str, Any]) -> ConcurrenceData:
    """The data from plain values."""
    numbers = plain["getallen"]
    return ConcurrenceData(
        title=str(plain["opschrift"]),
        above=share(numbers["erboven"]),
        above_older=share(numbers["erboven_genoemd_in_handboeken"]),
        read_from=str(numbers["gelezen_vanaf"]),
        families=tuple(strings(group) for group in plain["varianten"]),
        alternatives=tuple(_beside(item) for item in plain.get("alternatieven") or ()),
        beside=tuple(_beside(item) for item in plain.get("naast_elkaar") or ()),
        sentences=sentences(plain["teksten"]),
    )


def _beside(plain: Mapping[str, Any]) -> Beside:
    return Beside(tuple(strings(group) for group in plain["regels"]), said(plain))
