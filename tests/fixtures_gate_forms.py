"""Runs the examples of some gates: their cases, the gates of the findings that have a lead, and what is expected."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from legalkb import assessment, examples, situations
from legalkb.case import Case
from legalkb.case_reader import read_case
from legalkb.engine import BUILTIN
from legalkb.errors import Problem
from legalkb.findings import Gate, OffenceFinding
from legalkb.gates.model import GateInput
from legalkb.knowledge import KnowledgeBase, data_folder
from legalkb.node import SourceText
from legalkb.offences import assess
from legalkb.reasoning import by_atom
from legalkb.rule_file import RuleFile
from legalkb.source import parse

FOLDER = data_folder("rules") / "vervolging"
NO_LEAD = "geen_aanknopingspunt"
Gates = Callable[[tuple[GateInput, ...], GateInput], Gate | None]


@dataclass(frozen=True, slots=True)
class Found:
    """What an example looks a row up in: the findings of a case."""

    findings: tuple[OffenceFinding, ...]


def text_of(kind: str) -> str:
    """The data file of a gate."""
    return (FOLDER / f"{kind}.yaml").read_text(encoding="utf-8")


def plain_of(kind: str) -> dict[str, Any]:
    """The data of a gate as plain values."""
    found = examples.plain(parse(text_of(kind), f"{kind}.yaml"))
    assert isinstance(found, dict)
    return found


def problems(kind: str, text: str, module: Any, knowledge: KnowledgeBase) -> tuple[Problem, ...]:
    """What the check of a gate says of the text of a data file."""
    words = knowledge.vocabulary
    file = RuleFile(
        f"{kind}.yaml",
        frozenset(words.fact_types),
        lambda code: code in words.sources or bool(words.law.versions(code)) or code.startswith("ECLI:"),
        [],
    )
    module.check(parse(text, f"{kind}.yaml"), file)
    return tuple(file.problems)


@cache
def _examples(kind: str) -> tuple[examples.Example, ...]:
    files = sorted((FOLDER / examples.EXAMPLES).iterdir(), key=lambda f: f.name)
    own = [f for f in files if f.name.startswith(kind)]
    return tuple(e for f in own for e in examples.read(f.name, f.read_text(encoding="utf-8")))


def inputs(case: Case, knowledge: KnowledgeBase) -> tuple[GateInput, ...]:
    """The input of a gate for every finding of a case that has a lead."""
    book = knowledge.rulebook
    found = []
    for key in book.keys:
        for suspect in case.suspects:
            for victim in case.victims:
                for at in situations.build(book.rule(key, None), case, knowledge, suspect.id, victim.id):
                    rule = book.rule(key, at.start.on.first if at.start.on else None)
                    done = assess(rule, at, case, knowledge, BUILTIN)
                    last = None if at.last == date.max else at.last
                    found.append(
                        GateInput(
                            case, knowledge, done.finding, by_atom(done.evidence), at.start.on, last,
                            any(f.ongoing for f in case.facts), case.reference_date,
                        )
                    )  # fmt: skip
    return tuple(i for i in found if i.finding.outcome != NO_LEAD)


def case_inputs(text: str, knowledge: KnowledgeBase) -> tuple[GateInput, ...]:
    """The same for a case written as YAML."""
    return inputs(read_case(SourceText("zaak.yaml", text), knowledge.vocabulary), knowledge)


def one(text: str, rule: str, knowledge: KnowledgeBase) -> GateInput:
    """The input for the most telling finding of one offence variant."""
    fitting = [i for i in case_inputs(text, knowledge) if i.finding.rule == rule]
    return max(fitting, key=lambda i: assessment.rank(i.finding))


Prepared = tuple[tuple[examples.Example, tuple[GateInput, ...]], ...]


def prepared(kind: str, knowledge: KnowledgeBase) -> Prepared:
    """The examples of a gate with the inputs of their cases, so that a changed gate can be tried at once."""
    return tuple((e, inputs(read_case(e.case, knowledge.vocabulary), knowledge)) for e in _examples(kind) if e.expected)


def words(gate: Gate) -> str:
    """Everything a gate says, on one line."""
    told = [gate.summary, *(r.text for r in gate.reasons), *(d.text for d in gate.dates)]
    return " | ".join(told + [f"{r.text} | {r.consequence}" for r in gate.readings])


def differences(kind: str, done: Prepared, gates: Gates) -> Iterator[str]:
    """What differs between what the examples expect of a gate and what it says."""
    for example, given in done:
        for expected in example.expected:
            finding = examples.row(Found(tuple(i.finding for i in given)), expected)  # type: ignore[arg-type]
            if finding is None:
                yield f"{example.place}: {example.name}: niet beoordeeld: {expected.get('bepaling')}"
                continue
            own = next(i for i in given if i.finding is finding)
            for text in _against(kind, expected, gates(given, own)):
                yield f"{example.place}: {example.name}: {text}"


def _against(kind: str, expected: Mapping[str, Any], gate: Gate | None) -> Iterator[str]:
    status = (expected.get("vervolging") or {}).get(kind)
    if gate is None:
        if status is not None:
            yield f"geen {kind}, verwacht {status}"
        return
    if status is not None and status != gate.status:
        yield f"{kind} is {gate.status}, verwacht {status}: {words(gate)}"
    for text in (expected.get("vervolging_tekst") or {}).get(kind) or ():
        if str(text) not in words(gate):
            yield f"{kind} zegt niet '{text}': {words(gate)}"
    missing = (expected.get("vervolging_ontbreekt") or {}).get(kind)
    if missing is not None and set(missing) != {w.name for w in gate.missing}:
        yield f"{kind} vraagt {sorted(w.name for w in gate.missing)}, verwacht {sorted(missing)}"


def changed_numbers(plain: Any) -> Iterator[tuple[str, Any]]:
    """The data with one number, share, date or item of a list of names changed, for each of them."""
    for path, value in _leaves(plain, ()):
        for other in _other(str(value)):
            data = copy.deepcopy(plain)
            _put(data, path, other)
            yield f"{'.'.join(map(str, path))}: {value} -> {other}", data
    for path, items in _lists(plain, ()):
        for place in range(len(items)):
            data = copy.deepcopy(plain)
            _put(data, path, items[:place] + items[place + 1 :])
            yield f"{'.'.join(map(str, path))}: zonder {items[place]}", data


def _leaves(plain: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(plain, dict):
        for key, value in plain.items():
            if key != "teksten":
                yield from _leaves(value, (*path, key))
    elif isinstance(plain, list):
        for place, value in enumerate(plain):
            yield from _leaves(value, (*path, place))
    else:
        yield path, plain


def _lists(plain: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], list[Any]]]:
    if isinstance(plain, dict):
        for key, value in plain.items():
            if key not in ("teksten", "bron"):
                yield from _lists(value, (*path, key))
    elif isinstance(plain, list):
        yield path, plain
        for place, value in enumerate(plain):
            yield from _lists(value, (*path, place))


def _other(value: str) -> tuple[str, ...]:
    if re.fullmatch(r"\d+", value):
        return (str(int(value) + 1), str(int(value) - 1))
    if re.fullmatch(r"\d+/\d+", value):
        top, bottom = value.split("/")
        return (f"{top}/{int(bottom) + 1}",)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        day = date.fromisoformat(value)
        return ((day + timedelta(1)).isoformat(), (day - timedelta(1)).isoformat())
    return ()


def _put(data: Any, path: tuple[Any, ...], value: Any) -> None:
    for key in path[:-1]:
        data = data[key]
    data[path[-1]] = value
