"""The data of the gate on attempt, preparation and participation: how they are checked and built."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from legalkb.gates.said import (
    Said,
    check_facts,
    check_numbers,
    check_rules,
    check_sentences,
    sentences,
    share,
    strings,
)
from legalkb.rule_file import RuleFile
from legalkb.source import Node

KEYS = frozenset("opschrift getallen feiten regels teksten".split())
NUMBERS = {
    "poging_minder": "deel",
    "medeplichtigheid_minder": "deel",
    "voorbereiding_vanaf_maanden": "getal",
    "discriminatoir_meer": "deel",
    "jeugd_tot": "getal",
    "volwassen_kan_vanaf": "getal",
    "jeugd_kan_tot": "getal",
    "ontzetting_gelezen_vanaf": "dag",
}
FACTS = ("gestopt", "alleen_hulp", "uitlokkingsmiddelen", "doen_plegen", "voorbereidingsmiddelen", "discriminatoir")
RULES = ("eigen_strafbaarstelling", "ontzetting", "ontzetting_later_genoemd", "ontzetting_niet")
LESS = "minder verminderd maximum"
WORDS = "verdachte maximum"
SENTENCES = {
    "kort_open": "vormen",
    "kort_onbekend": "vormen",
    "kort_voorbehoud": "vormen",
    "kort_bestond_niet": "",
    "bestond_niet": "dag",
    "ongelezen_gelijk": "!dag",
    "ongelezen_anders": "!dag",
    "poging": LESS,
    "poging_uiterlijk": "",
    "poging_open": LESS,
    "terugtred": "!verdachte",
    "geen_terugtred": "!verdachte verminderd",
    "misdrijf_omvat": "",
    "voorbereiding_kan": "maximum grens",
    "voorbereiding_kan_niet": "maximum grens",
    "voorbereiding_soms": "maximum grens",
    "voorbereiding_middelen": "verdachte",
    "eigen": "verdachte",
    "eigen_strafbaarstelling": "",
    "dader_onbekend": "",
    "samen_eigen": WORDS + " ander",
    "samen": "verdachte ander",
    "betwist": "",
    "medeplegen": "!" + WORDS,
    "medeplichtigheid": f"!verdachte {LESS}",
    "geringe_hulp": "",
    "opdracht": WORDS + " ander",
    "uitlokking_middel": "middelen",
    "uitlokking_omvang": "",
    "uitlokking_middel_onbekend": "",
    "geen_middel": "!",
    "doen_plegen": WORDS,
    "jeugd": "!verdachte jeugd_tot",
    "jeugd_volwassen": "!verdachte volwassen_kan_vanaf",
    "jongvolwassen": "verdachte jeugd_kan_tot",
    "discriminatoir_wel": f"!{WORDS} meer verhoogd",
    "discriminatoir_niet": "!maximum",
    "ontzetting": "",
    "ontzetting_ouder": "dag",
    "ontzetting_later": "dag",
    "ontzetting_niet": "",
}


@dataclass(frozen=True, slots=True)
class FormsData:
    """The numbers, fact types, offence variants and sentences of the gate.

    ``parts`` are shares of a maximum, ``ages`` and ``months`` whole numbers, ``read_from`` the first day of the text
    of art. 286 that was read.
    """

    title: str
    parts: Mapping[str, Fraction]
    counts: Mapping[str, int]
    read_from: str
    facts: Mapping[str, tuple[str, ...]]
    rules: Mapping[str, tuple[str, ...]]
    sentences: Mapping[str, Said]


def check(node: Node, file: RuleFile) -> None:
    """Note every problem in the file."""
    fields = file.map(node, KEYS)
    file.required(fields, "opschrift", node)
    check_numbers(file, fields.get("getallen"), node, NUMBERS)
    check_facts(file, fields.get("feiten"), node, FACTS)
    check_sentences(file, fields.get("teksten"), node, SENTENCES)
    rules = file.map(fields["regels"], frozenset(RULES)) if "regels" in fields else {}
    for name in RULES:
        if name not in rules:
            file.problem(fields.get("regels", node), "deze regels ontbreken", name, f"Vul '{name}' in.")
        check_rules(file, rules.get(name))


def from_plain(plain: Mapping[str, Any]) -> FormsData:
    """The data from plain values."""
    numbers = plain["getallen"]
    return FormsData(
        title=str(plain["opschrift"]),
        parts={n: share(numbers[n]) for n, kind in NUMBERS.items() if kind == "deel"},
        counts={n: int(numbers[n]) for n, kind in NUMBERS.items() if kind == "getal"},
        read_from=str(numbers["ontzetting_gelezen_vanaf"]),
        facts={name: strings(plain["feiten"][name]) for name in FACTS},
        rules={name: strings(plain["regels"][name]) for name in RULES},
        sentences=sentences(plain["teksten"]),
    )
