"""The numbers, dates and readings of limitation (articles 70 to 73 and 77d), as ``verjaring.yaml`` holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from legalkb.gates.points import Point, check_points, check_whole, point, strings
from legalkb.rule_file import RuleFile
from legalkb.source import Node

QUESTIONS = ("overgang", "voortduren", "achttien", "uitzondering", "poging", "plaats")
SINGLE = ("ongelezen", "jeugd_zonder_termijn", "te_jong", "schorsing")
READINGS = (*(f"{q}_{a}" for q in QUESTIONS for a in ("nee", "ja")), *SINGLE)
RELEASE, AGE = "bevrijding", "leeftijd"
KEYS = frozenset(
    "titel termijnen maximum_van aanvang gewone_aanvang bevrijding stuiting schorsing jeugd poging lezingen".split()
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of article 70: maxima ``above`` or ``at_least`` so many months lapse in ``years``, or never (None)."""

    above: int | None
    at_least: int | None
    years: int | None

    def fits(self, months: Fraction) -> bool:
        """Whether a maximum falls under this line."""
        return (self.above is None or months > self.above) and (self.at_least is None or months >= self.at_least)


@dataclass(frozen=True, slots=True)
class Regime:
    """The terms of article 70 since a day."""

    since: date
    lines: tuple[Line, ...]
    sources: tuple[str, ...]

    def years(self, months: Fraction) -> int | None:
        """The term for a maximum, None when the offence does not lapse."""
        fitting = [line for line in self.lines if line.fits(months)]
        if not fitting:
            raise ValueError(f"no term of limitation fits a maximum of {months} months")
        return fitting[0].years


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where a term begins otherwise than the day after the act; ``question`` when that is not settled."""

    kind: str
    rules: frozenset[str]
    since: date
    until: date
    age: int
    question: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Maximum:
    """A provision whose maximum is that of another, if a fact type (may be empty) holds."""

    rule: str
    when: str
    designation: str


@dataclass(frozen=True, slots=True)
class Release:
    """The fact types that end the act, the one to ask for first; ``age`` ends gezag by itself, where there is one."""

    rules: frozenset[str]
    facts: tuple[str, ...]
    age: int | None


@dataclass(frozen=True, slots=True)
class Youth:
    """Suspects of these ages, both included, for whom the term is divided."""

    youngest: int
    oldest: int
    divisor: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limitation:
    """Everything the limitation gate takes from its data file."""

    title: str
    regimes: tuple[Regime, ...]
    maxima: tuple[Maximum, ...]
    beginnings: tuple[Beginning, ...]
    ordinary: tuple[str, ...]
    releases: tuple[Release, ...]
    interruption: str
    times: int
    interruption_sources: tuple[str, ...]
    suspension: str
    youth: Youth
    attempt: Fraction
    points: Mapping[str, Point]

    @property
    def oldest(self) -> date:
        """The first day of which the law was read."""
        return self.regimes[0].since

    def release(self, rule: str) -> Release:
        """What ends an act under a rule."""
        return next((r for r in self.releases if rule in r.rules), Release(frozenset(), (), None))


def _day(plain: Any, otherwise: date) -> date:
    return date.fromisoformat(str(plain)) if plain else otherwise


def _whole(plain: Any) -> int | None:
    return int(str(plain)) if plain is not None else None


def _regime(plain: Mapping[str, Any]) -> Regime:
    lines = tuple(Line(*(_whole(i.get(k)) for k in ("boven", "vanaf", "jaren"))) for i in plain["regels"])
    return Regime(_day(plain["van"], date.min), lines, strings(plain.get("bron")))


def _beginning(plain: Mapping[str, Any]) -> Beginning:
    return Beginning(
        str(plain["soort"]), frozenset(strings(plain["regels"])),
        _day(plain.get("van"), date.min), _day(plain.get("tot"), date.max),
        _whole(plain.get("leeftijd")) or 0, str(plain.get("vraag") or ""), strings(plain.get("bron")),
    )  # fmt: skip


def _youth(plain: Mapping[str, Any]) -> Youth:
    youngest, oldest, divisor = (int(str(plain[k])) for k in ("van", "tot", "gedeeld_door"))
    return Youth(youngest, oldest, divisor, strings(plain.get("bron")))


def from_plain(plain: Mapping[str, Any]) -> Limitation:
    """The data from the plain values of a file that :func:`check` found right."""
    stop, young, part = plain["stuiting"], plain["jeugd"], plain["poging"]
    return Limitation(
        title=str(plain["titel"]),
        regimes=tuple(sorted((_regime(r) for r in plain["termijnen"]), key=lambda r: r.since)),
        maxima=tuple(
            Maximum(str(m["regel"]), str(m.get("als") or ""), str(m["bepaling"])) for m in plain["maximum_van"]
        ),
        beginnings=tuple(_beginning(b) for b in plain["aanvang"]),
        ordinary=strings(plain["gewone_aanvang"]),
        releases=tuple(
            Release(frozenset(strings(r["regels"])), strings(r["feiten"]), _whole(r.get("meerderjarig")))
            for r in plain["bevrijding"]
        ),
        interruption=str(stop["feit"]),
        times=int(str(stop["hoogstens_maal"])),
        interruption_sources=strings(stop.get("bron")),
        suspension=str(plain["schorsing"]["feit"]),
        youth=_youth(young),
        attempt=Fraction(int(str(part["teller"])), int(str(part["noemer"]))),
        points={name: point(item) for name, item in plain["lezingen"].items()},
    )


def check(node: Node, file: RuleFile) -> None:
    """Note what is wrong with a ``verjaring.yaml``, each with its line."""
    fields = file.map(node, KEYS)
    for key in sorted(KEYS - fields.keys()):
        file.problem(node, f"'{key}' ontbreekt", "", f"Vul '{key}' in.")
    file.required(fields, "titel", node)
    file.sources(fields.get("gewone_aanvang"))
    for item in file.list(fields.get("termijnen")):
        _check_regime(file, item)
    for item in file.list(fields.get("maximum_van")):
        _check_maximum(file, item)
    for item in file.list(fields.get("aanvang")):
        _check_beginning(file, item)
    for item in file.list(fields.get("bevrijding")):
        _check_release(file, item)
    for key, keys in (("stuiting", ("hoogstens_maal",)), ("schorsing", ()), ("jeugd", ("van", "tot", "gedeeld_door"))):
        _check_numbers(file, fields.get(key), keys, key != "jeugd")
    _check_numbers(file, fields.get("poging"), ("teller", "noemer"), False)
    check_points(file, fields.get("lezingen"), READINGS, node)


def _check_numbers(file: RuleFile, node: Node | None, keys: tuple[str, ...], fact: bool) -> None:
    if node is None:
        return
    fields = file.map(node, frozenset((*keys, "bron", *(("feit",) if fact else ()))))
    for key in keys:
        check_whole(file, fields.get(key), node, key)
        if key in ("gedeeld_door", "noemer") and file.text(fields.get(key)).strip("0") == "":
            file.problem(node, f"'{key}' is nul", "", "Schrijf een getal vanaf 1.")
    if fact:
        file.literal(fields.get("feit", node))
    file.sources(fields.get("bron"))


def _check_regime(file: RuleFile, node: Node) -> None:
    fields = file.map(node, frozenset(("van", "bron", "regels")))
    file.required(fields, "van", node)
    file.day(fields.get("van"))
    file.sources(fields.get("bron"))
    lines = [file.map(item, frozenset(("boven", "vanaf", "jaren"))) for item in file.list(fields.get("regels"))]
    if not lines or lines[-1].keys() - {"jaren"}:
        file.problem(node, "de laatste regel past niet op elk maximum", "", "Eindig met een regel met alleen 'jaren'.")
    for line in lines:
        for key, value in line.items():
            check_whole(file, value, node, key)


def _check_maximum(file: RuleFile, node: Node) -> None:
    fields = file.map(node, frozenset(("regel", "als", "bepaling")))
    file.required(fields, "regel", node)
    if "als" in fields:
        file.literal(fields["als"])
    if not file.known_source(file.required(fields, "bepaling", node)):
        file.problem(node, "deze bepaling staat niet in de wet van de kennisbank", file.text(fields.get("bepaling")))


def _check_beginning(file: RuleFile, node: Node) -> None:
    fields = file.map(node, frozenset(("soort", "leeftijd", "regels", "van", "tot", "vraag", "bron")))
    kind = file.required(fields, "soort", node)
    if kind not in (RELEASE, AGE):
        file.problem(node, "onbekende soort aanvang", kind, f"Kies uit {RELEASE}, {AGE}.")
    if (kind == AGE) != ("leeftijd" in fields):
        file.problem(node, f"'leeftijd' hoort bij de soort {AGE}", "", "Vul de leeftijd in, of laat haar weg.")
    if "leeftijd" in fields:
        check_whole(file, fields["leeftijd"], node, "leeftijd")
    question = file.text(fields.get("vraag"))
    if question and question not in QUESTIONS:
        file.problem(node, "onbekende vraag", question, f"Kies uit {', '.join(QUESTIONS)}.")
    _check_rules(file, fields, node)
    for key in ("van", "tot"):
        file.day(fields.get(key))
    file.sources(fields.get("bron"))


def _check_rules(file: RuleFile, fields: Mapping[str, Node], node: Node) -> None:
    if not file.list(fields.get("regels")):
        file.problem(node, "'regels' ontbreekt", "", "Noem de regels waarvoor dit geldt.")


def _check_release(file: RuleFile, node: Node) -> None:
    fields = file.map(node, frozenset(("regels", "feiten", "meerderjarig")))
    _check_rules(file, fields, node)
    for item in file.list(fields.get("feiten")) or (node,):
        file.literal(item)
    if "meerderjarig" in fields:
        check_whole(file, fields["meerderjarig"], node, "meerderjarig")
