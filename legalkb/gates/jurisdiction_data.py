"""The table of the grounds for jurisdiction as data: read from ``rules/vervolging/rechtsmacht.yaml`` and checked.

Per ground: provision, regime, conditions, and a cell per offence variant. Numbers, dates and lists live in the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from legalkb.gates.said import strings
from legalkb.node import Node
from legalkb.rule_file import RuleFile

__all__ = ["CONDITIONS", "Data", "Doubt", "Ground", "Reading", "Regime", "Variant", "check", "from_plain"]

APPLIES, NEVER, UNVERIFIED, ABSENT = "ja", "nee", "?", "-"
CELLS = (APPLIES, NEVER, UNVERIFIED, ABSENT)
CONDITIONS = frozenset(
    "pleegplaats_nederland nederlands_vaartuig verdachte_nederlander verdachte_later_nederlander "
    "verdachte_ingezetene verdachte_later_ingezetene verdachte_vreemdeling verdachte_in_nederland "
    "slachtoffer_nederlander slachtoffer_ingezetene dubbele_strafbaarheid strafmaximum "
    "uitlevering_geweigerd uitlevering_onmogelijk".split()
)
DOUBTS = frozenset(
    "besluit ongelezen doorlopend meer_landen poging verblijf_oud verblijf_tijdens_feit koninkrijk "
    "houder_als_slachtoffer".split()
)
GROUNDING = frozenset("pleegplaats ander_voerde_uit gezagdrager verblijf poging volkenrecht".split())
TOP = frozenset(
    "titel land onzekere_plaatsen minimum_maanden verblijf_jaren onderbouwing delicten stelsels gronden twijfel".split()
)
VARIANT = frozenset("pleegplaats strafbaar_daar nalaten strafmaximum".split())
REGIME = frozenset("id naam van tot gelezen mogelijk_ook bron".split())
GROUND = frozenset("id naam bron stelsel voorwaarden waarom_niet twijfel toelichting cellen".split())
DOUBT = frozenset(("bron", "lezingen"))
READING = frozenset(("lezing", "gevolg"))


@dataclass(frozen=True, slots=True)
class Variant:
    """An offence variant: the elements that count as place of commission, the fact type that says whether it is
    punishable there too, the forms of omission, and the provision with the maximum where its own has none."""

    key: str
    places: tuple[str, ...]
    punishable: str
    omissions: tuple[str, ...]
    maximum: str


@dataclass(frozen=True, slots=True)
class Regime:
    """A set of rules and its period (last day included). ``read``: whether all of it was read. ``or_else``: the
    regime that perhaps governs instead."""

    id: str
    name: str
    start: date
    end: date
    read: bool
    or_else: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground for jurisdiction. Every item of ``conditions`` must hold, each by any one of its alternatives.

    ``regime`` is empty for a ground of all times. ``cells`` says per offence variant whether it can apply.
    """

    id: str
    name: str
    sources: tuple[str, ...]
    regime: str
    conditions: tuple[tuple[str, ...], ...]
    why_not: str
    doubt: str
    notes: Mapping[str, str]
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of an unsettled point, with its consequence."""

    text: str
    consequence: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A point of law that is not settled, with its readings."""

    id: str
    readings: tuple[Reading, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Data:
    """The whole file."""

    title: str
    home: str
    uncertain: tuple[str, ...]
    minimum_months: int
    years: int
    grounding: Mapping[str, tuple[str, ...]]
    variants: Mapping[str, Variant]
    regimes: tuple[Regime, ...]
    grounds: tuple[Ground, ...]
    doubts: Mapping[str, Doubt]

    def regime(self, id: str) -> Regime:
        """The regime with that id."""
        return next(r for r in self.regimes if r.id == id)


def _ground(plain: Mapping[str, Any]) -> Ground:
    return Ground(
        id=plain["id"],
        name=plain["naam"],
        sources=strings(plain.get("bron")),
        regime=plain.get("stelsel") or "",
        conditions=tuple(strings(item) for item in plain.get("voorwaarden") or ()),
        why_not=plain.get("waarom_niet") or "",
        doubt=plain.get("twijfel") or "",
        notes=dict(plain.get("toelichting") or {}),
        cells=dict(plain["cellen"]),
    )


def _variant(key: str, plain: Mapping[str, Any]) -> Variant:
    return Variant(
        key=key,
        places=strings(plain["pleegplaats"]),
        punishable=plain["strafbaar_daar"],
        omissions=strings(plain.get("nalaten")),
        maximum=plain.get("strafmaximum") or "",
    )


def _regime(plain: Mapping[str, Any]) -> Regime:
    return Regime(
        id=plain["id"],
        name=plain["naam"],
        start=date.fromisoformat(plain["van"]) if plain.get("van") else date.min,
        end=date.fromisoformat(plain["tot"]) if plain.get("tot") else date.max,
        read=plain.get("gelezen") == "ja",
        or_else=plain.get("mogelijk_ook") or "",
        sources=strings(plain.get("bron")),
    )


def from_plain(plain: Mapping[str, Any]) -> Data:
    """Build the data from plain dicts, lists and texts that :func:`check` found sound."""
    return Data(
        title=plain["titel"],
        home=plain["land"],
        uncertain=strings(plain.get("onzekere_plaatsen")),
        minimum_months=int(plain["minimum_maanden"]),
        years=int(plain["verblijf_jaren"]),
        grounding={key: strings(codes) for key, codes in plain["onderbouwing"].items()},
        variants={key: _variant(key, v) for key, v in plain["delicten"].items()},
        regimes=tuple(_regime(r) for r in plain["stelsels"]),
        grounds=tuple(_ground(g) for g in plain["gronden"]),
        doubts={
            key: Doubt(key, tuple(Reading(r["lezing"], r["gevolg"]) for r in d["lezingen"]), strings(d.get("bron")))
            for key, d in plain["twijfel"].items()
        },
    )


def _known(file: RuleFile, nodes: tuple[Node, ...], allowed: frozenset[str], what: str) -> None:
    for node in nodes:
        if (text := file.text(node)) not in allowed:
            file.problem(node, what, text, "Bekend zijn: " + ", ".join(sorted(allowed)) + ".")


def _number(file: RuleFile, fields: Mapping[str, Node], key: str, node: Node) -> None:
    value = file.required(fields, key, node)
    if value and not value.isdecimal():
        file.problem(fields[key], f"'{key}' is geen getal", value, "Schrijf een getal in cijfers.")


def _exactly(file: RuleFile, node: Node | None, at: Node, wanted: frozenset[str], what: str) -> dict[str, Node]:
    """The keys of a map that must be these and no other."""
    found = file.map(node, wanted) if node is not None else {}
    for key in sorted(wanted - found.keys()):
        file.problem(node or at, f"{what} ontbreekt", key, "Vul het in.")
    return found


def check(node: Node, file: RuleFile) -> None:
    """Note every problem of the file: unknown, missing and wrong keys, names, dates and sources."""
    fields = file.map(node, TOP)
    for key in ("titel", "land"):
        file.required(fields, key, node)
    for key in ("minimum_maanden", "verblijf_jaren"):
        _number(file, fields, key, node)
    for codes in _exactly(file, fields.get("onderbouwing"), node, GROUNDING, "een onderbouwing").values():
        file.sources(codes)
    for doubt in _exactly(file, fields.get("twijfel"), node, DOUBTS, "een punt van twijfel").values():
        _check_doubt(file, doubt)
    variants = file.map(fields["delicten"]) if "delicten" in fields else {}
    if not variants:
        file.problem(node, "'delicten' ontbreekt", "", "Noem elk delict.")
    for variant in variants.values():
        _check_variant(file, variant)
    regimes = frozenset(_regime_ids(file, fields.get("stelsels"), node))
    if not file.list(fields.get("gronden")):
        file.problem(node, "'gronden' ontbreekt", "", "Noem ten minste één grond.")
    for item in file.list(fields.get("gronden")):
        _check_ground(file, item, frozenset(variants), regimes)


def _check_doubt(file: RuleFile, node: Node) -> None:
    fields = file.map(node, DOUBT)
    file.sources(fields.get("bron"))
    readings = file.list(fields.get("lezingen"))
    if len(readings) < 2:
        file.problem(node, "een punt van twijfel heeft ten minste twee lezingen", "", "Voeg een lezing toe.")
    for item in readings:
        parts = file.map(item, READING)
        for key in sorted(READING):
            file.required(parts, key, item)


def _check_variant(file: RuleFile, node: Node) -> None:
    fields = file.map(node, VARIANT)
    file.required(fields, "strafbaar_daar", node)
    names = (*file.list(fields.get("strafbaar_daar")), *file.list(fields.get("nalaten")))
    for item in names:
        file.literal(item)
    if not file.list(fields.get("pleegplaats")):
        file.problem(node, "'pleegplaats' ontbreekt", "", "Noem de bestanddelen waarvan de plaats telt.")
    file.sources(fields.get("strafmaximum"))


def _regime_ids(file: RuleFile, node: Node | None, at: Node) -> Iterator[str]:
    """The ids of the regimes; they must follow one another without a gap."""
    items = file.list(node)
    if not items:
        file.problem(at, "'stelsels' ontbreekt", "", "Noem ten minste één stelsel.")
    ids = frozenset(own.text for i in items if (own := i.get("id")) is not None)
    last: date | None = None
    for number, item in enumerate(items):
        fields = file.map(item, REGIME)
        file.required(fields, "naam", item)
        file.sources(fields.get("bron"))
        name = file.required(fields, "id", item)
        _known(file, file.list(fields.get("mogelijk_ook")), ids - {name}, "onbekend stelsel")
        _known(file, file.list(fields.get("gelezen")), frozenset(("ja", "nee")), "gelezen is ja of nee")
        start, end = file.day(fields.get("van")), file.day(fields.get("tot"))
        broken = (number > 0) != bool(start) or (number < len(items) - 1) != bool(end)
        if broken or (number and last and start and (_day(start) - last).days != 1):
            file.problem(item, "de stelsels sluiten niet op elkaar aan", start, "Laat elk beginnen na het vorige.")
        last = _day(end) if end else None
        yield name


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min


def _check_ground(file: RuleFile, node: Node, variants: frozenset[str], regimes: frozenset[str]) -> None:
    fields = file.map(node, GROUND)
    for key in ("id", "naam", "bron"):
        if not file.list(fields.get(key)):
            file.problem(node, f"'{key}' ontbreekt", "", f"Vul '{key}' in.")
    file.sources(fields.get("bron"))
    _known(file, file.list(fields.get("stelsel")), regimes, "onbekend stelsel")
    _known(file, file.list(fields.get("twijfel")), DOUBTS, "onbekend punt van twijfel")
    for item in file.list(fields.get("voorwaarden")):
        _known(file, file.list(item), CONDITIONS, "onbekende voorwaarde")
    if (notes := fields.get("toelichting")) is not None:
        file.map(notes, variants)
    cells = _exactly(file, fields.get("cellen"), node, variants, "een cel")
    _known(file, tuple(cells.values()), frozenset(CELLS), "onbekende cel")
    values = {file.text(c) for c in cells.values()}
    if NEVER in values and "waarom_niet" not in fields:
        file.problem(node, "een cel 'nee' vraagt een reden", "", "Vul 'waarom_niet' in.")
    if UNVERIFIED in values and "twijfel" not in fields:
        file.problem(node, "een cel '?' vraagt een punt van twijfel", "", "Vul 'twijfel' in.")
