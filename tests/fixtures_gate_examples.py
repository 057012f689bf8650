"""Runs one gate on the examples in ``rules/vervolging/voorbeelden`` and on small cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from legalkb import examples, situations
from legalkb.assessment import rank
from legalkb.case import Case
from legalkb.case_reader import read_case
from legalkb.engine import BUILTIN
from legalkb.findings import Gate
from legalkb.gates.model import GateInput
from legalkb.knowledge import KnowledgeBase
from legalkb.offences import assess
from legalkb.reasoning import by_atom
from legalkb.rule_file import RuleFile
from legalkb.source import Node, parse

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "rules" / "vervolging"
KEYED = ("/bepalingen", "/omgekeerd", "/nader")  # maps whose every entry counts
OPTIONAL = ("sluit_uit_bij", "vraag_bij", "rustdagen")
Run = Callable[[GateInput], Gate]


@dataclass(frozen=True, slots=True)
class Row:
    """One expectation: the file and line, the case, and what is expected of one finding."""

    place: str
    case: Node
    expected: Mapping[str, Any]


def plain_data(name: str) -> dict[str, Any]:
    """The data file of a gate as plain values."""
    data = examples.plain(parse((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), name))
    assert isinstance(data, dict)
    return data


def problems(check: Callable[[Node, RuleFile], None], text: str, knowledge: KnowledgeBase) -> list[str]:
    """What a gate finds wrong with a data file."""
    words = knowledge.vocabulary
    file = RuleFile(
        "gate.yaml",
        frozenset(words.fact_types),
        lambda code: code in words.sources or bool(words.law.versions(code)) or code.startswith("ECLI:"),
        [],
    )
    check(parse(text, "gate.yaml"), file)
    return [str(p) for p in file.problems]


def _rows(place: str, case: Node, node: Node) -> Iterator[Row]:
    expected = node.get("verwacht")
    for item in expected.items if expected is not None else ():
        yield Row(f"{place}:{node.line}", case, examples.plain(item))


def rows(prefix: str, kind: str) -> list[Row]:
    """Every expectation about a gate in the example files whose name begins with the prefix, variants included."""
    found: list[Row] = []
    for path in sorted((FOLDER / "voorbeelden").glob(f"{prefix}*.yaml")):
        node = parse(path.read_text(encoding="utf-8"), path.name)
        case = node.get("zaak")
        assert case is not None, path.name
        found += _rows(path.name, case, node)
        variants = node.get("varianten")
        for item in variants.items if variants is not None else ():
            fields = {str(k.value): v for k, v in item.value}
            found += _rows(path.name, examples._changed_case(case, fields), item)
    return [r for r in found if kind in (r.expected.get("vervolging") or {})]


def inputs(case: Case, knowledge: KnowledgeBase, rule_key: str) -> list[GateInput]:
    """What a gate is given for every finding of an offence, the most telling first."""
    found = []
    for suspect, victim in [(s.id, v.id) for s in case.suspects for v in case.victims if s.id != v.id]:
        rule = knowledge.rulebook.rule(rule_key, None)
        for situation in situations.build(rule, case, knowledge, suspect, victim):
            on = situation.start.on
            current = knowledge.rulebook.rule(rule_key, on.first if on else None)
            done = assess(current, situation, case, knowledge, BUILTIN)
            found.append(
                GateInput(
                    case, knowledge, done.finding, by_atom(done.evidence), on, situation.last, False,
                    case.reference_date,
                )
            )  # fmt: skip
    return sorted(found, key=lambda g: rank(g.finding), reverse=True)


def select(given: list[GateInput], expected: Mapping[str, Any]) -> GateInput:
    """The finding an expectation is about."""
    first = min(given, key=lambda g: (g.finding.suspect, g.finding.victim)).finding
    wanted = {
        "suspect": expected.get("verdachte", first.suspect),
        "victim": expected.get("slachtoffer", first.victim),
        "event": expected.get("voorval"),
        "object": expected.get("voorwerp"),
    }
    return next(g for g in given if all(v is None or getattr(g.finding, k) == v for k, v in wanted.items()))


def texts(gate: Gate) -> str:
    """Everything a gate says."""
    parts = [gate.summary, *(r.text for r in gate.reasons), *(d.text for d in gate.dates)]
    parts += [f"{r.text} {r.consequence}" for r in gate.readings]
    return "\n".join(parts + [d.date for d in gate.dates])


def compared(expected: Mapping[str, Any], kind: str, found: Gate) -> list[str]:
    """What differs between an expectation and a gate."""
    wrong = []
    if found.status != expected["vervolging"][kind]:
        wrong.append(f"{found.status}, verwacht {expected['vervolging'][kind]}")
    wanted = (expected.get("vervolging_tekst") or {}).get(kind) or []
    wrong += [f"geen '{t}'" for t in wanted if t not in texts(found)]
    asked = {w.name for w in found.missing}
    missing = (expected.get("vervolging_ontbreekt") or {}).get(kind)
    if missing is not None and set(missing) != asked:
        wrong.append(f"vraagt {sorted(asked)}, verwacht {sorted(missing)}")
    return wrong


def differences(row: Row, kind: str, run: Run, knowledge: KnowledgeBase) -> list[str]:
    """What differs between an example and the gate, with what the gate says."""
    case = read_case(row.case, knowledge.vocabulary)
    given = select(inputs(case, knowledge, str(row.expected["bepaling"])), row.expected)
    found = run(given)
    return [f"{row.place}: {w}\n{texts(found)}\n" for w in compared(row.expected, kind, found)]


def mutations(data: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every copy of plain data with one number changed by one, or one item or entry left out; texts stay."""
    if isinstance(data, dict):
        for key, value in data.items():
            here = f"{place}/{key}"
            if key in ("zinnen", "vragen", "opschrift", "bron", "tekst", "gevolg", "uitleg"):
                continue
            if place.endswith(KEYED) or key in OPTIONAL:
                yield here, {k: v for k, v in data.items() if k != key}
            yield from ((where, {**data, key: changed}) for where, changed in mutations(value, here))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            here = f"{place}/{value if isinstance(value, str) else index}"
            yield here, data[:index] + data[index + 1 :]
            if not isinstance(value, str):
                yield from (
                    (where, [*data[:index], changed, *data[index + 1 :]]) for where, changed in mutations(value, here)
                )
    elif isinstance(data, str) and data.isdigit():
        yield f"{place}+1", str(int(data) + 1)
        yield f"{place}-1", str(int(data) - 1)
