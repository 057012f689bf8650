"""The examples beside the rules: cases with the outcome that is expected, and their variants.

A failing example is a question about the law (the rule or the example is wrong), never about the code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from legalkb import assessment, example_keys, gate_examples
from legalkb.case_reader import read_case
from legalkb.engine import BOTH, Engines
from legalkb.errors import LegalkbError, Problem, RuleFileError
from legalkb.findings import Assessment, ElementFinding, OffenceFinding
from legalkb.knowledge import EXAMPLES, KnowledgeBase, data_folder, walk
from legalkb.node import plain
from legalkb.source import Node, parse

STRUCTURAL = "slachtoffer_aanwezig"
NAMING = {"bepaling", "verdachte", "slachtoffer", "houder", "voorval", "voorwerp", *gate_examples.KEYS}


@dataclass(frozen=True, slots=True)
class Charge:
    """What a court decided on one charge: rule, outcome, the element it turned on, whether an attempt was charged."""

    rule: str
    outcome: str
    element: str
    attempt: bool
    suspect: str
    victim: str
    remark: str


@dataclass(frozen=True, slots=True)
class Example:
    """One case with what is expected of it. ``ecli``, ``charges`` and ``confidence`` (high, medium or low: how well the
    ruling is known) are set for published rulings; ``sources`` are the source codes of the file."""

    place: str
    name: str
    kind: str
    case: Node
    expected: tuple[Mapping[str, Any], ...]
    nowhere: tuple[str, ...]
    neighbours: tuple[str, ...] | None
    scenario: str
    ecli: str
    charges: tuple[Charge, ...]
    confidence: str = ""
    sources: tuple[str, ...] = ()

    @property
    def rules(self) -> frozenset[str]:
        """The offence variants of which this example expects something besides the prosecution gates."""
        return frozenset(str(e.get("bepaling", "")) for e in self.expected if e.keys() - NAMING)


@dataclass(frozen=True, slots=True)
class Failure:
    """An example whose outcome differs: where, which example, and the difference in one Dutch sentence."""

    place: str
    name: str
    difference: str

    def __str__(self) -> str:
        return f"{self.place}: {self.name}: {self.difference}"


def _fields(node: Node | None) -> dict[str, Node]:
    return {str(k.value): v for k, v in node.value} if node is not None and node.kind == "map" else {}


def _items(value: Any) -> tuple[Any, ...]:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list) else (value,)


def _fact_id(node: Node) -> str:
    return str(_fields(node)["feit"].value) if "feit" in _fields(node) else str(node.value)


def _changed_case(case: Node, variant: Mapping[str, Node]) -> Node:
    """The case of a variant: facts left out and added, other keys replaced."""
    drop = set(_items(plain(variant["zonder"]))) if "zonder" in variant else set()
    added = variant["met"].value if "met" in variant and variant["met"].kind == "list" else ()
    replaced = _fields(variant.get("zaak"))
    pairs = []
    for key, value in case.value:
        if key.value == "feiten" and "feiten" not in replaced:
            kept = tuple(f for f in value.value if _fact_id(f) not in drop)
            value = replace(value, value=(*kept, *added))
        pairs.append((key, replaced.pop(str(key.value), value)))
    if added and not any(k.value == "feiten" for k, _ in pairs):
        first = variant["met"]
        pairs.append((replace(first, kind="scalar", value="feiten"), first))
    for key, value in variant["zaak"].value if "zaak" in variant and variant["zaak"].kind == "map" else ():
        if str(key.value) in replaced:
            pairs.append((key, value))
    return replace(case, value=tuple(pairs))


def _charge(data: Mapping[str, Any]) -> Charge:
    def text(key: str) -> str:
        return str(data.get(key) or "")

    return Charge(
        text("bepaling"),
        text("uitkomst"),
        text("bestanddeel"),
        text("poging") == "ja",
        text("verdachte"),
        text("slachtoffer"),
        text("opmerking"),
    )


def _example(
    name: str, node: Node, head: Mapping[str, Node], case: Node, own: Mapping[str, Node], title: str
) -> Example:
    ruling = plain(head["uitspraak"]) if "uitspraak" in head else {}
    base = own is head
    neighbours = own.get("aangrenzend")
    return Example(
        place=f"{name}:{node.line}",
        name=title,
        kind=str(plain(head["soort"])) if "soort" in head else "verzonnen",
        case=case,
        expected=tuple(_items(plain(own["verwacht"]))) if "verwacht" in own else (),
        nowhere=tuple(_items(plain(own["nergens"]))) if "nergens" in own else (),
        neighbours=tuple(_items(plain(neighbours))) if neighbours is not None else None,
        scenario=str(plain(own["scenario"])) if "scenario" in own else "",
        ecli=str(ruling.get("ecli", "")) if base else "",
        charges=tuple(_charge(c) for c in _items(ruling.get("tenlastegelegd"))) if base else (),
        confidence=str(ruling.get("vertrouwen", "")) if base else "",
        sources=tuple(map(str, _items(plain(head["bron"])))) if "bron" in head else (),
    )


def read(name: str, text: str) -> Iterator[Example]:
    """The example of a file and each of its variants."""
    node = parse(text, name)
    head = _fields(node)
    if "naam" not in head or "zaak" not in head:
        raise LegalkbError((Problem(f"{name}:{node.line}", "een voorbeeld heeft 'naam' en 'zaak'", "", "Vul ze in."),))
    if problems := example_keys.problems(node):
        raise RuleFileError(problems)
    title = str(plain(head["naam"]))
    yield _example(name, node, head, head["zaak"], head, title)
    variants = head.get("varianten")
    for item in variants.value if variants is not None and variants.kind == "list" else ():
        own = _fields(item)
        label = str(plain(own["naam"])) if "naam" in own else "variant"
        yield _example(name, item, head, _changed_case(head["zaak"], own), own, f"{title} — {label}")


def load(folder: Path | None = None) -> tuple[tuple[Example, ...], tuple[Failure, ...]]:
    """Every example below ``rules/``; a file that cannot be read is a failure."""
    found: list[Example] = []
    failures: list[Failure] = []
    for name, file in walk(data_folder("rules", folder), ".yaml", "rules"):
        if f"/{EXAMPLES}/" not in name:
            continue
        try:
            found += read(name, file.read_text(encoding="utf-8"))
        except LegalkbError as error:
            failures += [Failure(p.place, name, f"{p.what} {p.value}. {p.remedy}") for p in error.problems]
    return tuple(found), tuple(failures)


def assess(
    example: Example, knowledge: KnowledgeBase, engines: Engines = BOTH, keys: frozenset[str] | None = None
) -> Assessment:
    """The assessment of an example's case; ``keys`` limits it to some offence variants."""
    case = read_case(example.case, knowledge.vocabulary)
    return assessment.assess(case, knowledge, engines=engines, keys=keys)


def row(found: Assessment, expected: Mapping[str, Any]) -> OffenceFinding | None:
    """The finding an expectation is about: the most telling one that fits what it names."""
    named = {
        "suspect": expected.get("verdachte"),
        "victim": expected.get("slachtoffer"),
        "holder": expected.get("houder"),
        "event": expected.get("voorval"),
        "object": expected.get("voorwerp"),
    }
    fitting = [
        f
        for f in found.findings
        if f.rule == expected.get("bepaling") and all(v is None or getattr(f, k) == v for k, v in named.items())
    ]
    if not fitting:
        return None
    first = (fitting[0].suspect, fitting[0].victim)
    return max((f for f in fitting if (f.suspect, f.victim) == first), key=assessment.rank)


def sides(element: ElementFinding) -> tuple[set[str], set[str]]:
    """The fact types for and against an element, indications included."""
    speaks_for = [
        *element.support,
        *element.partial,
        *(e for i in element.indications_for for e in i.evidence),
    ]
    against = [*element.against, *(e for i in element.indications_against for e in i.evidence)]
    return {e.name for e in speaks_for} - {STRUCTURAL}, {e.name for e in against}


def missing_names(finding: OffenceFinding) -> set[str]:
    """Every fact type that some set of missing facts names."""
    sets = [s for e in finding.elements for s in e.missing]
    return {w.name for s in sets for w in s} | {q.wanted.name for e in finding.elements for q in e.counter_questions}


def _differences(expected: Mapping[str, Any], found: Assessment) -> Iterator[str]:
    finding = row(found, expected)
    rule = expected.get("bepaling")
    if (
        finding is None
        and expected.get("uitkomst") == "geen_aanknopingspunt"
        and any(f.rule == rule for f in found.findings)
    ):
        return  # a context without a lead is not kept beside one that has
    if finding is None:
        yield f"{rule}: niet beoordeeld voor deze personen"
        return
    elements = {e.id: e for e in finding.elements}
    for key, actual in (("uitkomst", finding.outcome), ("poging", "ja" if finding.attempt else "nee")):
        if expected.get(key) is not None and expected[key] != actual:
            yield f"{rule}: {key} is {actual}, verwacht {expected[key]}"
    if expected.get("redenen") is not None and set(_items(expected["redenen"])) != set(finding.reasons):
        yield f"{rule}: redenen zijn {sorted(finding.reasons)}, verwacht {sorted(_items(expected['redenen']))}"
    for name, status in (expected.get("bestanddelen") or {}).items():
        actual = elements[name].status if name in elements else "geen bestanddeel"
        if actual != status:
            yield f"{rule}: bestanddeel {name} is {actual}, verwacht {status}"
    for side, key in ((0, "voor"), (1, "tegen")):
        for name, facts in (expected.get(key) or {}).items():
            actual_facts = sides(elements[name])[side] if name in elements else set()
            if actual_facts != set(_items(facts)):
                yield f"{rule}: {key} {name} is {sorted(actual_facts)}, verwacht {sorted(_items(facts))}"
    for fact in set(_items(expected.get("ontbreekt"))) - missing_names(finding):
        yield f"{rule}: {fact} wordt niet als ontbrekend genoemd"
    for text in _items(expected.get("opmerkingen")):
        if not any(str(text) in r.text for r in finding.remarks):
            yield f"{rule}: geen opmerking met '{text}'"
    yield from gate_examples.differences(expected, finding, found.concurrence)
    wanted_start = expected.get("begin")
    if wanted_start is not None and wanted_start != finding.conduct:
        yield f"{rule}: de gedraging begint op '{finding.conduct}', verwacht '{wanted_start}'"


def check(example: Example, found: Assessment) -> tuple[Failure, ...]:
    """What differs between an example and the assessment of its case."""
    texts = [text for expected in example.expected for text in _differences(expected, found)]
    for outcome in example.nowhere:
        texts += [f"{f.rule} ({f.suspect}, {f.victim}) is {outcome}" for f in found.findings if f.outcome == outcome]
    if example.neighbours is not None:
        actual = {n.id for n in found.neighbours}
        if actual != set(example.neighbours):
            texts.append(f"aangrenzend is {sorted(actual)}, verwacht {sorted(example.neighbours)}")
    if example.scenario and example.scenario not in {s.id for s in found.scenarios}:
        texts.append(f"scenario {example.scenario} wordt niet herkend")
    return tuple(Failure(example.place, example.name, text) for text in texts)


def run(
    examples: Iterable[Example], knowledge: KnowledgeBase, engines: Engines = BOTH
) -> Iterator[tuple[Example, Assessment | None, tuple[Failure, ...]]]:
    """Assess each example and compare; a case that cannot be read is a failure of the example."""
    for example in examples:
        try:
            found = assess(example, knowledge, engines)
        except LegalkbError as error:
            texts = tuple(Failure(example.place, example.name, str(p)) for p in error.problems)
            yield example, None, texts
            continue
        yield example, found, check(example, found)
