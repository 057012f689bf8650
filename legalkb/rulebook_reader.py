"""Reads ``rules/**/*.yaml`` into a :class:`legalkb.rulebook.Rulebook`; reports every problem at once, with file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from difflib import get_close_matches

from legalkb.errors import LegalkbError, Problem, RuleFileError
from legalkb.rulebook import (
    Alternative,
    Concept,
    CounterRule,
    Element,
    Literal,
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
CONDITION_KEYS = frozenset("feit alle_van bron uitleg".split())
CONCEPT_KEYS = frozenset("id opschrift bron waarden metingen een_van alle_van tenzij".split())
NEIGHBOUR_KEYS = frozenset("id bepaling opschrift een_van alle_van reden bron voorbehoud".split())
BOUNDS = ("kleiner_dan", "vanaf", "voor", "niet_voor")
PER = ("houder", "voorwerp", "uiting")
STRUCTURAL = ("slachtoffer_aanwezig",)


class _File:
    """One rule file while it is read: where it is, and the problems found so far."""

    def __init__(self, name: str, names: frozenset[str], sources: Callable[[str], bool], problems: list[Problem]):
        self.name, self.names, self.known_source, self.problems = name, names, sources, problems

    def problem(self, node: Node, what: str, value: str = "", remedy: str = "") -> None:
        self.problems.append(Problem(f"{self.name}:{node.line}", what, value, remedy))

    def map(self, node: Node, allowed: frozenset[str] | None = None) -> dict[str, Node]:
        if node.kind != "map":
            self.problem(node, "hier hoort een lijst van sleutels en waarden", "", "Schrijf 'sleutel: waarde'.")
            return {}
        found = {str(key.value): value for key, value in node.value}
        for key, _ in node.value:
            if allowed is not None and key.value not in allowed:
                near = get_close_matches(str(key.value), sorted(allowed), 1)
                hint = f"Bedoelde u '{near[0]}'?" if near else "Bekend zijn: " + ", ".join(sorted(allowed)) + "."
                self.problem(key, "onbekende sleutel", str(key.value), hint)
        return found

    def list(self, node: Node | None) -> tuple[Node, ...]:
        if node is None or node.kind == "null":
            return ()
        return tuple(node.value) if node.kind == "list" else (node,)

    def text(self, node: Node | None) -> str:
        if node is None or node.kind == "null":
            return ""
        if node.kind != "scalar":
            self.problem(node, "hier hoort tekst")
            return ""
        return " ".join(str(node.value).split())

    def required(self, fields: Mapping[str, Node], key: str, node: Node) -> str:
        value = self.text(fields.get(key))
        if not value:
            self.problem(node, f"'{key}' ontbreekt", "", f"Vul '{key}' in.")
        return value

    def day(self, node: Node | None) -> str:
        text = self.text(node)
        if text and node is not None:
            try:
                date.fromisoformat(text)
            except ValueError:
                self.problem(node, "geen geldige datum", text, "Schrijf jjjj-mm-dd.")
        return text

    def sources(self, node: Node | None) -> tuple[str, ...]:
        found = tuple(self.text(item) for item in self.list(node))
        for item, code in zip(self.list(node), found, strict=True):
            if not self.known_source(code):
                self.problem(item, "onbekende bron", code, "Voeg de bron toe aan ontology/bronnen.ttl.")
        return found

    def literal(self, node: Node) -> Literal:
        name, value = "", "ja"
        if node.kind == "map" and len(node.value) == 1:
            name, value = str(node.value[0][0].value), self.text(node.value[0][1])
        else:
            name = self.text(node)
        if name not in self.names:
            near = get_close_matches(name, sorted(self.names), 1)
            self.problem(node, "onbekend feittype of begrip", name, f"Bedoelde u '{near[0]}'?" if near else "")
        if value not in ("ja", "nee"):
            self.problem(node, "een voorwaarde vraagt ja of nee", value, "Schrijf ja of nee.")
        return Literal(name, value)

    def condition(self, node: Node) -> Alternative:
        """A literal, or a map with ``feit`` or ``alle_van`` and its source and explanation."""
        if node.kind != "map" or not {str(k.value) for k, _ in node.value} & CONDITION_KEYS:
            return Alternative((self.literal(node),))
        fields = self.map(node, CONDITION_KEYS)
        items = self.list(fields.get("alle_van") or fields.get("feit"))
        if not items:
            self.problem(node, "een voorwaarde zonder feiten", "", "Noem 'feit' of 'alle_van'.")
        return Alternative(
            tuple(self.literal(i) for i in items), self.sources(fields.get("bron")), self.text(fields.get("uitleg"))
        )

    def conditions(self, fields: Mapping[str, Node]) -> tuple[Alternative, ...]:
        if "alle_van" in fields:
            return (Alternative(tuple(self.literal(i) for i in self.list(fields["alle_van"]))),)
        return tuple(self.condition(i) for i in self.list(fields.get("een_van")))


def _counter(file: _File, node: Node) -> CounterRule:
    fields = file.map(node, frozenset("feit gunstig bron uitleg".split()))
    literal = file.literal(fields.get("feit", node))
    favourable = file.text(fields.get("gunstig")) or "nee"
    return CounterRule(literal.name, favourable, file.sources(fields.get("bron")), file.text(fields.get("uitleg")))


def _norm(file: _File, node: Node | None) -> OpenNorm | None:
    if node is None:
        return None
    fields = file.map(node, NORM_KEYS)
    return OpenNorm(
        file.required(fields, "vraag", node),
        tuple(file.condition(i) for i in file.list(fields.get("voor"))),
        tuple(file.condition(i) for i in file.list(fields.get("tegen"))),
        tuple(_counter(file, i) for i in file.list(fields.get("tegenvragen"))),
    )


def _element(file: _File, node: Node) -> Element:
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


def _remark(file: _File, node: Node) -> RemarkRule:
    fields = file.map(node, frozenset("als tekst bron".split()))
    when = tuple(file.literal(i) for i in file.list(fields.get("als")))
    return RemarkRule(when, file.required(fields, "tekst", node), file.sources(fields.get("bron")))


def _about_other(file: _File, node: Node | None) -> tuple[str, str]:
    if node is None:
        return ("", "")
    fields = file.map(node, frozenset(("feit", "bepaling")))
    return (file.literal(fields.get("feit", node)).name, file.text(fields.get("bepaling")))


def _rule(file: _File, node: Node, law: Vocabulary) -> Rule:
    fields = file.map(node, RULE_KEYS)
    elements = tuple(_element(file, i) for i in file.list(fields.get("bestanddelen")))
    rule = Rule(
        id=file.required(fields, "id", node),
        title=file.required(fields, "opschrift", node),
        designation=file.required(fields, "bepaling", node),
        part=file.text(fields.get("onderdeel")),
        valid_from=file.day(fields.get("geldig_van")),
        valid_to=file.day(fields.get("geldig_tot")),
        strict_start=file.text(fields.get("streng_begin")) == "ja",
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
    if not rule.builds_on and rule.core not in {e.id for e in elements}:
        file.problem(node, "de kern is geen bestanddeel van deze regel", rule.core)
    return rule


def _measure(file: _File, node: Node, values: Mapping[str, str]) -> Measure:
    fields = file.map(node, frozenset(("id", "soort", "van", *BOUNDS)))
    bound = next((b for b in BOUNDS if b in fields), "")
    name = file.text(fields.get(bound)) if bound else ""
    if name not in values:
        file.problem(node, "een meting vergelijkt met een waarde die onder 'waarden' staat", name)
    return Measure(
        file.required(fields, "id", node), file.required(fields, "soort", node), file.text(fields.get("van")), bound,
        values.get(name, ""),
    )


def _values(file: _File, fields: Mapping[str, Node]) -> dict[str, str]:
    node = fields.get("waarden")
    return {key: file.text(value) for key, value in file.map(node).items()} if node is not None else {}


def _concept(file: _File, node: Node) -> Concept:
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


def _neighbour(file: _File, node: Node) -> NeighbourRule:
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


def _known_source(vocabulary: Vocabulary) -> Callable[[str], bool]:
    ecli = re.compile(r"ECLI:[A-Z]{2}:[A-Z0-9]{1,7}:\d{4}:[A-Z0-9.]{1,25}")
    return lambda code: (
        code in vocabulary.sources or bool(vocabulary.law.versions(code)) or ecli.fullmatch(code) is not None
    )


def _check_names(problems: list[Problem], rules: list[Rule], concepts: list[Concept]) -> None:
    ids = [r.id for r in rules] + [c.id for c in concepts]
    files = {r.id: r.file for r in rules} | {c.id: c.file for c in concepts}
    for name in sorted({i for i in ids if ids.count(i) > 1}):
        problems.append(Problem(files[name], "deze id komt meer dan eens voor", name))
    keys = {r.key for r in rules}
    for rule in rules:
        for other in filter(None, (rule.builds_on, rule.about_other[1])):
            if other not in keys:
                near = get_close_matches(other, sorted(keys), 1)
                hint = f"Bedoelde u '{near[0]}'?" if near else ""
                problems.append(Problem(rule.file, "verwijst naar een onbekende regel", other, hint))


def read(texts: Iterable[tuple[str, str]], vocabulary: Vocabulary) -> Rulebook:
    """Read rule files given as (name, text); names are paths like ``rules/sr_279/lid_1.yaml``."""
    problems: list[Problem] = []
    nodes: list[tuple[str, Node]] = []
    for name, text in sorted(texts):
        try:
            nodes.append((name, parse(text, name)))
        except LegalkbError as error:
            problems.extend(error.problems)
    names, known = _names(nodes, vocabulary), _known_source(vocabulary)
    rules, concepts, neighbours = [], [], []
    for name, node in nodes:
        file = _File(name, names, known, problems)
        if "/begrippen/" in name:
            concepts.append(_concept(file, node))
        elif "/aangrenzend/" in name:
            neighbours.append(_neighbour(file, node))
        else:
            rules.append(_rule(file, node, vocabulary))
    _check_names(problems, rules, concepts)
    if problems:
        raise RuleFileError(tuple(problems))
    rules.sort(key=lambda r: (_article_order(r.article), r.key, r.valid_from))
    return Rulebook(tuple(rules), {c.id: c for c in concepts}, tuple(neighbours))


def _article_order(article: str) -> tuple[int, str]:
    digits = re.match(r"\d+", article)
    return (int(digits.group()) if digits else 0, article)
