"""The data of the gate on pre-trial detention: how they are checked and built."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from legalkb.gates.said import Said, check_numbers, check_rules, check_sentences, sentences
from legalkb.rule_file import RuleFile
from legalkb.source import Node

KEYS = frozenset("opschrift getallen genoemd teksten".split())
NAMED = frozenset(("regel", "sinds"))
NUMBERS = {"vanaf_maanden": "getal", "gelezen_vanaf": "dag"}
NOT_VERIFIED = "niet geverifieerd"
LIMIT = "bepaling maximum grens"
SENTENCES = {
    "kort_a": "",
    "kort_b": "",
    "kort_onbekend": "",
    "kort_voorbehoud": "",
    "kort_niet": "",
    "kort_bestond_niet": "",
    "bestond_niet": "dag",
    "groep_a": LIMIT,
    "groep_b": LIMIT,
    "genoemd_sinds": "dag",
    "gelezen": "dag",
    "niet": LIMIT,
    "wisselend_wel": "!grens",
    "wisselend_niet": "!grens",
    "ouder_wel": "!dag",
    "ouder_niet": "!dag",
    "sinds_onbekend_wel": "!dag",
    "sinds_onbekend_niet": "!dag",
    "ongelezen_gelijk": "!bepaling dag grens",
    "ongelezen_anders": "!bepaling dag grens",
    "misdrijf_omvat": "",
    "geen_woonplaats": "",
    "ernstige_bezwaren": "",
}


@dataclass(frozen=True, slots=True)
class DetentionData:
    """The limit in months, the day of the text that was read, and since when each named provision is named.

    ``named`` holds an ISO date, ``niet geverifieerd``, or nothing where nothing was found on its beginning.
    """

    title: str
    months: int
    read_from: str
    named: Mapping[str, str]
    sentences: Mapping[str, Said]


def check(node: Node, file: RuleFile) -> None:
    """Note every problem in the file."""
    fields = file.map(node, KEYS)
    file.required(fields, "opschrift", node)
    check_numbers(file, fields.get("getallen"), node, NUMBERS)
    check_sentences(file, fields.get("teksten"), node, SENTENCES)
    if not file.list(fields.get("genoemd")):
        file.problem(node, "'genoemd' ontbreekt", "", "Noem de bepalingen van artikel 67 lid 1, onder b.")
    for item in file.list(fields.get("genoemd")):
        named = file.map(item, NAMED)
        file.required(named, "regel", item)
        check_rules(file, named.get("regel"))
        if file.text(named.get("sinds")) != NOT_VERIFIED:
            file.day(named.get("sinds"))


def from_plain(plain: Mapping[str, Any]) -> DetentionData:
    """The data from plain values."""
    numbers = plain["getallen"]
    return DetentionData(
        title=str(plain["opschrift"]),
        months=int(numbers["vanaf_maanden"]),
        read_from=str(numbers["gelezen_vanaf"]),
        named={str(i["regel"]): str(i.get("sinds") or "") for i in plain["genoemd"]},
        sentences=sentences(plain["teksten"]),
    )
