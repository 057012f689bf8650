"""Reads ``rules/**/*.yaml`` into a :class:`legalkb.rulebook.Rulebook`; every problem at once, with file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from legalkb import rule_checks
from legalkb.errors import LegalkbError, Problem, RuleFileError
from legalkb.rule_file import RuleFile
from legalkb.rulebook import (
    Concept,
    CounterRule,
    Element,
    Measure,
    NeighbourRule,
    OpenNorm,
    RemarkRule,
    Rule,
    Rulebook,
)
from legalkb.source import Node, parse
from legalkb.vocabulary import Vocabulary

RULE_KEYS = frozenset(
    "id opschrift bepaling onderdeel geldig_van geldig_tot streng_begin per bouwt_op kern gevolg bestanddelen "
    "opmerkingen bron conclusie_over_ander".split()
)
ELEMENT_KEYS = frozenset("id citaat een_van alle_van open_norm tenzij vraag grondslag".split())
NORM_KEYS = frozenset("vraag voor tegen tegenvragen".split())
COUNTER_KEYS = frozenset("feit gunstig bron uitleg als_een_van vervalt_bij".split())
CONCEPT_KEYS = frozenset("id opschrift bron waarden metingen een_van alle_van tenzij".split())
NEIGHBOUR_KEYS = frozenset("id bepaling opschrift een_van alle_van reden bron voorbehoud".split())
BOUNDS = ("kleiner_dan", "vanaf", "voor", "niet_voor")
PER = ("houder", "voorwerp", "uiting")
STRUCTURAL = ("slachtoffer_aanwezig",)


def _counter(file: RuleFile, node: Node) -> CounterRule:
    fields = file.map(node, COUNTER_KEYS)
    literal = file.literal(fields.get("feit", node))
    favourable = file.choice(fields.get("gunstig"), ("nee", "ja"))
    if literal.name in file.derived:
        file.problem(node, "een tegenvraag vraagt naar een feittype, niet naar een begrip", literal.name)
    return CounterRule(
        literal.name,
        favourable,
        file.sources(fields.get("bron")),
        file.text(fields.get("uitleg")),
        tuple(file.literal(i) for i in file.list(fields.get("als_een_van"))),
        tuple(file.literal(i) for i in file.list(fields.get("vervalt_bij"))),
    )


def _norm(file: RuleFile, node: Node | None) -> OpenNorm | None:
    if node is None:
        return None
    fields = file.map(node, NORM_KEYS)
    return OpenNorm(
        file.required(fields, "vraag", node),
        tuple(file.condition(i) for i in file.list(fields.get("voor"))),
        tuple(file.condition(i) for i in file.list(fields.get("tegen"))),
        tuple(_counter(file, i) for i in file.list(fields.get("tegenvragen"))),
    )


def _element(file: RuleFile, node: Node) -> Element:
    fields = file.map(node, ELEMENT_KEYS)
    element = Element(
        file.required(fields, "id", node),
        file.required(fields, "citaat", node),
        file.conditions(fields),
        tuple(file.condition(i) for i in file.list(fields.get("tenzij"))),
        _norm(file, fields.get("open_norm")),
        file.text(fields.get("vraag")),
        file.sources(fields.get("grondslag")),
    )
    if not element.alternatives and element.open_norm is None:
        file.problem(node, "een bestanddeel zonder voorwaarden", element.id, "Geef een_van, alle_van of open_norm.")
    return element


def _remark(file: RuleFile, node: Node) -> RemarkRule:
    fields = file.map(node, frozenset("als tekst bron".split()))
    when = tuple(file.literal(i) for i in file.list(fields.get("als")))
    return RemarkRule(when, file.required(fields, "tekst", node), file.sources(fields.get("bron")))


def _about_other(file: RuleFile, node: Node | None) -> tuple[str, str]:
    if node is None:
        return ("", "")
    fields = file.map(node, frozenset(("feit", "bepaling")))
    return (file.literal(fields.get("feit", node)).name, file.text(fields.get("bepaling")))


def _rule(file: RuleFile, node: Node, law: Vocabulary) -> Rule:
    fields = file.map(node, RULE_KEYS)
    elements = tuple(_element(file, i) for i in file.list(fields.get("bestanddelen")))
    rule = Rule(
        id=file.required(fields, "id", node),
        title=file.required(fields, "opschrift", node),
        designation=file.required(fields, "bepaling", node),
        part=file.text(fields.get("onderdeel")),
        valid_from=file.day(fields.get("geldig_van")),
        valid_to=file.day(fields.get("geldig_tot")),
        strict_start=file.choice(fields.get("streng_begin"), ("nee", "ja")) == "ja",
        per=tuple(file.text(i) for i in file.list(fields.get("per"))),
        builds_on=file.text(fields.get("bouwt_op")),
        core=file.required(fields, "kern", node),
        result=tuple(file.text(i) for i in file.list(fields.get("gevolg"))),
        elements=elements,
        remarks=tuple(_remark(file, i) for i in file.list(fields.get("opmerkingen"))),
        sources=file.sources(fields.get("bron")),
        about_other=_about_other(file, fields.get("conclusie_over_ander")),
        file=file.name,
    )
    if not law.law.versions(rule.designation):
        file.problem(node, "deze bepaling staat niet in de wet van de kennisbank", rule.designation)
    for part in rule.per:
        if part not in PER:
            file.problem(fields["per"], "onbekende indeling", part, "Kies uit " + ", ".join(PER) + ".")
    return rule


def _measure(file: RuleFile, node: Node, values: Mapping[str, str]) -> Measure:
    fields = file.map(node, frozenset(("id", "soort", "van", *BOUNDS)))
    bound = next((b for b in BOUNDS if b in fields), "")
    name = file.text(fields.get(bound)) if bound else ""
    if name not in values:
        file.problem(node, "een meting vergelijkt met een waarde die onder 'waarden' staat", name)
    value = values.get(name, "")
    kind = file.choice(fields.get("soort"), ("leeftijd", "datum"))
    person = file.choice(fields.get("van"), ("slachtoffer", "verdachte"))
    if kind == "leeftijd" and value and not value.isdecimal():
        file.problem(node, "een leeftijd is een getal", value, "Schrijf een getal in cijfers.")
    if kind == "datum":
        file.day(replace(node, kind="scalar", value=value))
    return Measure(file.required(fields, "id", node), kind, person if "van" in fields else "", bound, value)


def _values(file: RuleFile, fields: Mapping[str, Node]) -> dict[str, str]:
    node = fields.get("waarden")
    return {key: file.text(value) for key, value in file.map(node).items()} if node is not None else {}


def _concept(file: RuleFile, node: Node) -> Concept:
    fields = file.map(node, CONCEPT_KEYS)
    values = _values(file, fields)
    return Concept(
        file.required(fields, "id", node),
        file.required(fields, "opschrift", node),
        file.conditions(fields),
        tuple(file.condition(i) for i in file.list(fields.get("tenzij"))),
        tuple(_measure(file, i, values) for i in file.list(fields.get("metingen"))),
        file.sources(fields.get("bron")),
        file.name,
    )


def _neighbour(file: RuleFile, node: Node) -> NeighbourRule:
    fields = file.map(node, NEIGHBOUR_KEYS)
    return NeighbourRule(
        file.required(fields, "id", node),
        file.required(fields, "bepaling", node),
        file.required(fields, "opschrift", node),
        file.conditions(fields),
        file.required(fields, "reden", node),
        file.text(fields.get("voorbehoud")),
        file.sources(fields.get("bron")),
        file.name,
    )


def _names(files: Iterable[tuple[str, Node]], vocabulary: Vocabulary) -> frozenset[str]:
    names = set(vocabulary.fact_types) | set(STRUCTURAL)
    for name, node in files:
        if "/begrippen/" not in name or node.kind != "map":
            continue
        fields = {str(k.value): v for k, v in node.value}
        names.add(str(fields["id"].value) if "id" in fields else "")
        measures = fields.get("metingen")
        for item in measures.value if measures is not None and measures.kind == "list" else ():
            names |= {str(v.value) for k, v in item.value if k.value == "id"} if item.kind == "map" else set()
    return frozenset(names)


def known_source(vocabulary: Vocabulary) -> Callable[[str], bool]:
    """Whether a source code is a known source, a provision of the knowledge base, or an ECLI."""
    ecli = re.compile(r"ECLI:[A-Z]{2}:[A-Z0-9]{1,7}:\d{4}:[A-Z0-9.]{1,25}")
    return lambda code: (
        code in vocabulary.sources or bool(vocabulary.law.versions(code)) or ecli.fullmatch(code) is not None
    )


def read(texts: Iterable[tuple[str, str]], vocabulary: Vocabulary) -> Rulebook:
    """Read rule files given as (name, text); names are paths like ``rules/sr_279/lid_1.yaml``."""
    problems: list[Problem] = []
    nodes: list[tuple[str, Node]] = []
    for name, text in sorted(texts):
        try:
            nodes.append((name, parse(text, name)))
        except LegalkbError as error:
            problems.extend(error.problems)
    names, known = _names(nodes, vocabulary), known_source(vocabulary)
    derived = frozenset(i.text for n, node in nodes if "/begrippen/" in n and (i := node.get("id")) is not None)
    rules, concepts, neighbours = [], [], []
    for name, node in nodes:
        file = RuleFile(name, names, known, problems, derived)
        if "/begrippen/" in name:
            concepts.append(_concept(file, node))
        elif "/aangrenzend/" in name:
            neighbours.append(_neighbour(file, node))
        else:
            rules.append(_rule(file, node, vocabulary))
    problems += rule_checks.problems(rules, concepts, dict(nodes), vocabulary.fact_types)
    if problems:
        raise RuleFileError(tuple(problems))
    rules.sort(key=lambda r: (_article_order(r.article), r.key, r.valid_from))
    return Rulebook(tuple(rules), {c.id: c for c in concepts}, tuple(neighbours))


def _article_order(article: str) -> tuple[int, str]:
    digits = re.match(r"\d+", article)
    return (int(digits.group()) if digits else 0, article)
