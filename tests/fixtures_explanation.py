"""What the tests of explanations share: cases of the examples and of the demo, with their findings and explanations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from legalkb import assessment, examples, knowledge
from legalkb.case import Case
from legalkb.case_reader import read_case
from legalkb.engine import BUILTIN
from legalkb.errors import LegalkbError
from legalkb.explanation.building import explain
from legalkb.explanation.tree import Explanation
from legalkb.node import SourceText
from legalkb.offences import Assessed
from legalkb.source import read_text

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "legalkb" / "templates" / "demo.yaml"
EVERY = 89  # one example in so many


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with its case and its explanation."""

    place: str
    case: Case
    item: Assessed
    explanation: Explanation

    def __str__(self) -> str:
        return f"{self.place} {self.item.finding.rule} {self.item.finding.suspect}"


@cache
def base() -> knowledge.KnowledgeBase:
    """The knowledge base of the checkout."""
    return knowledge.load()


def told(place: str, case: Case, keys: frozenset[str] | None = None) -> Iterator[Told]:
    """The findings of a case, each explained."""
    for item in assessment.assessed(case, base(), BUILTIN, keys):
        yield Told(place, case, item, explain(item, case, base()))


@cache
def sample(first: int = 0, every: int = EVERY) -> tuple[Told, ...]:
    """The demo and one example in so many, each finding that the example is about explained."""
    found = list(told("demo", read_case(read_text(DEMO), base().vocabulary))) if first == 0 else []
    for example in examples.load()[0][first::every]:
        try:
            case = read_case(example.case, base().vocabulary)
        except LegalkbError:
            continue
        found += told(example.place, case, frozenset(example.rules & {*base().rulebook.keys}) or None)
    return tuple(found)


@cache
def rulings() -> tuple[Told, ...]:
    """One encoded ruling in so many, explained for what was charged."""
    found: list[Told] = []
    for example in [e for e in examples.load()[0] if e.ecli][::6]:
        case = read_case(example.case, base().vocabulary)
        found += told(example.place, case, frozenset(example.rules & {*base().rulebook.keys}))
    return tuple(found)


def one(text: str, rule: str) -> Told:
    """The explanation of the most telling finding on an offence variant in a case written as YAML."""
    case = read_case(SourceText("zaak.yaml", text), base().vocabulary)
    return max(told("zaak.yaml", case, frozenset((rule,))), key=lambda t: assessment.rank(t.item.finding))
