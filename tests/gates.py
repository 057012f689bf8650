"""Builds what a prosecution gate looks at from a case written as YAML, and compares examples with gates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from legalkb import examples, situations
from legalkb import knowledge as knowledge_module
from legalkb.assessment import rank
from legalkb.case import Case
from legalkb.case_reader import read_case
from legalkb.engine import BUILTIN
from legalkb.errors import Problem
from legalkb.findings import Gate
from legalkb.gates import prosecution
from legalkb.gates.model import GateInput
from legalkb.knowledge import KnowledgeBase
from legalkb.node import Node, SourceText, plain
from legalkb.offences import assess
from legalkb.rule_file import RuleFile
from legalkb.source import parse

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "rules" / "vervolging"


@cache
def knowledge_base() -> KnowledgeBase:
    """The knowledge base of the checkout, read once."""
    return knowledge_module.load(cache=False)


def inputs(case: Case, key: str, knowledge: KnowledgeBase | None = None) -> Iterator[GateInput]:
    """What the gates look at for an offence variant: one for each suspect, victim and situation with a lead."""
    base = knowledge or knowledge_base()
    for suspect in case.suspects:
        for victim in case.victims:
            rule = base.rulebook.rule(key, None)
            for situation in situations.build(rule, case, base, suspect.id, victim.id):
                on = situation.start.on
                found = assess(base.rulebook.rule(key, on.first if on else None), situation, case, base, BUILTIN)
                if found.finding.outcome != "geen_aanknopingspunt":
                    yield prosecution.given(found, case, base)


def given(text: str, key: str, knowledge: KnowledgeBase | None = None) -> GateInput:
    """What a gate looks at for a case written as YAML text: the most telling finding of an offence variant."""
    base = knowledge or knowledge_base()
    case = read_case(SourceText("zaak.yaml", text), base.vocabulary)
    return max(inputs(case, key, base), key=lambda i: rank(i.finding))


def data_node(kind: str) -> Node:
    """The data file of a gate as a tree of nodes."""
    name = f"{kind}.yaml"
    return parse((RULES / name).read_text(encoding="utf-8"), name)


def data_of(kind: str) -> Any:
    """The plain data of a gate."""
    return plain(data_node(kind))


def checked(check: Callable[[Node, RuleFile], None], node: Node) -> list[Problem]:
    """The problems that a gate finds in its data file."""
    base = knowledge_base()
    known = base.vocabulary
    names = frozenset(known.fact_types) | {m.id for m in base.rulebook.measures}
    problems: list[Problem] = []
    check(node, RuleFile("gegevens.yaml", names, lambda c: c in known.sources or bool(known.law.versions(c)), problems))
    return problems


@dataclass(frozen=True, slots=True)
class Expectation:
    """What an example expects of one gate for one finding."""

    name: str
    given: GateInput
    status: str
    texts: tuple[str, ...]
    missing: tuple[str, ...]

    def differences(self, gate: Gate) -> tuple[str, ...]:
        """How a gate differs from what the example expects; empty when it does not."""
        found = [] if gate.status == self.status else [f"status {gate.status}, verwacht {self.status}: {gate.summary}"]
        said = texts_of(gate)
        found += [f"geen tekst met '{text}' in {said}" for text in self.texts if not any(text in s for s in said)]
        names = {w.name for w in gate.missing}
        found += [f"'{name}' wordt niet gevraagd, wel {sorted(names)}" for name in self.missing if name not in names]
        return tuple(f"{self.name}: {text}" for text in found)


def texts_of(gate: Gate) -> list[str]:
    """Every sentence of a gate."""
    said = [gate.summary, *(r.text for r in gate.reasons), *(f"{d.date} {d.text}" for d in gate.dates)]
    return said + [t for r in gate.readings for t in (r.text, r.consequence)]


def expectations(kind: str, prefix: str) -> Iterator[Expectation]:
    """What the examples whose file name starts with ``prefix`` expect of a gate, variants included."""
    for path in sorted((RULES / "voorbeelden").glob(f"{prefix}*.yaml")):
        head = parse(path.read_text(encoding="utf-8"), path.name)
        case = head.get("zaak")
        assert case is not None, path.name
        variants = head.get("varianten")
        for node in (head, *(variants.items if variants is not None else ())):
            own = case if node is head else examples._changed_case(case, {str(k.value): v for k, v in node.pairs})
            read = read_case(own, knowledge_base().vocabulary)
            rows = node.get("verwacht")
            for row in plain(rows) if rows is not None else ():
                yield from _expectation(f"{path.name}:{node.line}", read, row, kind)


def _expectation(name: str, case: Case, row: Mapping[str, Any], kind: str) -> Iterator[Expectation]:
    status = (row.get("vervolging") or {}).get(kind)
    if status is None:
        return
    wanted = {k: row.get(k) for k in ("verdachte", "slachtoffer", "houder", "voorval", "voorwerp")}
    attributes = dict(zip(wanted, ("suspect", "victim", "holder", "event", "object"), strict=True))
    fitting = [
        i
        for i in inputs(case, str(row["bepaling"]))
        if all(v is None or getattr(i.finding, attributes[k]) == v for k, v in wanted.items())
    ]
    assert fitting, f"{name}: {row['bepaling']} is niet beoordeeld"
    texts = (row.get("vervolging_tekst") or {}).get(kind) or []
    missing = (row.get("vervolging_ontbreekt") or {}).get(kind) or []
    best = max(fitting, key=lambda i: rank(i.finding))
    yield Expectation(name, best, status, _tuple(texts), _tuple(missing))


def _tuple(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else (str(value),)
