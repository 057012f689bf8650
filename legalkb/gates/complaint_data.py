"""The data of the complaint gate: which offence needs a complaint, the circle of relatives, terms, and sentences.

Read from ``rules/vervolging/klacht.yaml``; :func:`check` finds what is wrong with the file, by line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from legalkb.gates.said import Said, sentences, strings
from legalkb.node import Node
from legalkb.rule_file import RuleFile

NONE, RELATIVES, ALWAYS = "geen_klacht", "verwanten", "op_klacht"
REGIMES = (NONE, RELATIVES, ALWAYS)
KEYS = frozenset("opschrift bepalingen termijn intrekking klager kring voorwerpen vragen zinnen".split())
CIRCLE_FACTS = ("echtgenoot", "klacht", "aanverwant", "buiten")
CIRCLE_KEYS = frozenset((*CIRCLE_FACTS, "zonder_vraag", "relaties_buiten", "omgekeerd", "nader"))
NUMBERS = {"termijn": ("maanden", "dagen_per_maand"), "intrekking": ("dagen",), "klager": ("zelf_vanaf",)}
LISTS = {"termijn": ("rustdagen",), "intrekking": (), "klager": ("eerst", "daarna")}
QUESTIONS = frozenset(("geboortedatum", "peildatum"))
SENTENCE_KEYS = frozenset(("tekst", "gevolg", "bron"))
WORDS = frozenset(
    "verdachte slachtoffer laatste dag personen feit leeftijd maanden dagen_per_maand intrekdagen".split()
)
SENTENCES = frozenset(
    "geen_klacht niet_nagegaan alleen_verdachte uitgesloten niet_te_herstellen begin_vervolging "
    "huwelijkse_voorwaarden ontbonden later_getrouwd huwelijk_open gescheiden huwelijk_telt huwelijk_telt_niet "
    "huwelijk_voorbehoud verwant aanverwant buiten_kring derde_graad persoonlijk band_onbekend band_betwist "
    "tegen_wie staat_slachtoffer andere_eigenaar houder_slachtoffer voorwerp_voorbehoud voorwerp_zelfde op_klacht "
    "klager_zelf klager_vertegenwoordiger klager_naaste beide_ouders kandidaten wordt_oud_genoeg klager_onbekend "
    "niet_gerechtigd curator_wel curator_niet vormgebrek_hersteld vormgebrek geen_wens termijn termijn_identiteit "
    "termijn_open termijn_niet_begonnen laatste_dag rustdag rustdag_wel rustdag_niet op_tijd te_laat "
    "eerder_dan_bekend tijd_onbekend nog_in_te_trekken ingetrokken te_laat_ingetrokken intrekking_onbekend "
    "opnieuw_wel opnieuw_niet klacht_open klacht_verlopen klacht_verlopen_onbekend klacht_kan_nog klacht_nodig "
    "klacht_onbekend klacht_voorbehoud".split()
)


@dataclass(frozen=True, slots=True)
class Provision:
    """Whether an offence needs a complaint, and the fact type whose day starts the term."""

    regime: str
    starts_after: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Circle:
    """The relations that exclude prosecution or require a complaint, those outside, and those that do not tell.

    ``undoubted`` and ``outside_kinds`` are kinds of relation; ``reversed`` gives for a kind of relation of the victim
    to the suspect the fact type that then holds of the suspect; ``vague`` the fact types to ask.
    """

    spouse: tuple[str, ...]
    undoubted: tuple[str, ...]
    on_complaint: tuple[str, ...]
    by_marriage: tuple[str, ...]
    outside: tuple[str, ...]
    outside_kinds: tuple[str, ...]
    reversed: Mapping[str, str]
    vague: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ComplaintData:
    """Everything the complaint gate takes from its file. ``term`` and ``withdrawal`` are in days."""

    title: str
    provisions: Mapping[str, Provision]
    circle: Circle
    months: int
    days_per_month: int
    rest_days: frozenset[int]
    withdrawal: int
    own_age: int
    near: tuple[str, ...]
    then: tuple[str, ...]
    objects: tuple[str, ...]
    questions: Mapping[str, str]
    sentences: Mapping[str, Said]

    @property
    def term(self) -> int:
        """The term for a complaint in days."""
        return self.months * self.days_per_month


def _number(file: RuleFile, node: Node, fields: Mapping[str, Node], key: str) -> None:
    if not re.fullmatch(r"[1-9]\d*", file.required(fields, key, node)) and key in fields:
        file.problem(fields[key], f"'{key}' is geen getal groter dan nul", file.text(fields[key]))


def _names(file: RuleFile, node: Node | None) -> None:
    """Every item of a list is a fact type."""
    for item in file.list(node):
        file.literal(item)


def _check_provisions(file: RuleFile, node: Node) -> None:
    for key, value in file.map(node).items():
        fields = file.map(value, frozenset(("regime", "termijn_na", "bron")))
        regime = file.required(fields, "regime", value)
        if regime and regime not in REGIMES:
            file.problem(fields["regime"], "onbekend regime", regime, "Kies uit " + ", ".join(REGIMES) + ".")
        if ("termijn_na" in fields) == (regime == NONE):
            file.problem(value, f"'termijn_na' hoort bij een bepaling met klacht en alleen daar ({key})")
        _names(file, fields.get("termijn_na"))
        file.sources(fields.get("bron"))


def _check_circle(file: RuleFile, node: Node) -> None:
    fields = file.map(node, CIRCLE_KEYS)
    for key in sorted(CIRCLE_KEYS - fields.keys()):
        file.problem(node, f"'{key}' ontbreekt", "", f"Vul '{key}' in.")
    for key in CIRCLE_FACTS:
        _names(file, fields.get(key))
    for key in {"omgekeerd", "nader"} & fields.keys():
        for value in file.map(fields[key]).values():
            _names(file, value)


def _check_sentences(file: RuleFile, node: Node) -> None:
    fields = file.map(node, SENTENCES)
    for key in sorted(SENTENCES - fields.keys()):
        file.problem(node, f"de zin '{key}' ontbreekt", "", f"Vul '{key}' in.")
    for value in fields.values():
        parts = file.map(value, SENTENCE_KEYS)
        file.required(parts, "tekst", value)
        file.sources(parts.get("bron"))
        for word in re.findall(r"\{(.*?)\}", file.text(parts.get("tekst")) + file.text(parts.get("gevolg"))):
            if word not in WORDS:
                file.problem(value, "onbekende plaats in een zin", word, "Bekend zijn: " + ", ".join(sorted(WORDS)))


def check(node: Node, file: RuleFile) -> None:
    """Note every problem in the data file of this gate."""
    fields = file.map(node, KEYS)
    file.required({k: v for k, v in fields.items() if k == "opschrift"}, "opschrift", node)
    for key in sorted(KEYS - {"opschrift"} - fields.keys()):
        file.problem(node, f"'{key}' ontbreekt", "", f"Vul '{key}' in.")
    for key, numbers in NUMBERS.items():
        if key in fields:
            parts = file.map(fields[key], frozenset((*numbers, *LISTS[key])))
            for number in numbers:
                _number(file, fields[key], parts, number)
            for item in file.list(parts.get("rustdagen")):
                if file.text(item) not in "1234567":
                    file.problem(item, "geen dag van de week", file.text(item), "Maandag is 1, zondag is 7.")
    for key, part in (("bepalingen", _check_provisions), ("kring", _check_circle), ("zinnen", _check_sentences)):
        if key in fields:
            part(file, fields[key])
    if "vragen" in fields:
        asked = file.map(fields["vragen"], QUESTIONS)
        for key in sorted(QUESTIONS):
            file.required(asked, key, fields["vragen"])


def _text(value: Any) -> str:
    return " ".join(str(value or "").split())


def _circle(plain: Mapping[str, Any]) -> Circle:
    return Circle(
        strings(plain["echtgenoot"]),
        strings(plain["zonder_vraag"]),
        strings(plain["klacht"]),
        strings(plain["aanverwant"]),
        strings(plain["buiten"]),
        strings(plain["relaties_buiten"]),
        {k: str(v) for k, v in plain["omgekeerd"].items()},
        {k: strings(v) for k, v in plain["nader"].items()},
    )


def from_plain(plain: Mapping[str, Any]) -> ComplaintData:
    """The data of a checked file, given as plain maps, lists and texts."""
    term, who = plain["termijn"], plain["klager"]
    return ComplaintData(
        title=_text(plain["opschrift"]),
        provisions={
            k: Provision(_text(v["regime"]), _text(v.get("termijn_na")), strings(v.get("bron")))
            for k, v in plain["bepalingen"].items()
        },
        circle=_circle(plain["kring"]),
        months=int(term["maanden"]),
        days_per_month=int(term["dagen_per_maand"]),
        rest_days=frozenset(int(d) for d in strings(term.get("rustdagen"))),
        withdrawal=int(plain["intrekking"]["dagen"]),
        own_age=int(who["zelf_vanaf"]),
        near=strings(who.get("eerst")),
        then=strings(who.get("daarna")),
        objects=strings(plain["voorwerpen"]),
        questions={k: _text(v) for k, v in plain["vragen"].items()},
        sentences=sentences(plain["zinnen"]),
    )
