"""The next questions about a case, in the order of asking, with what each answer decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from legalkb.assessment import assess
from legalkb.case import Case
from legalkb.engine import BUILTIN
from legalkb.findings import Assessment, ElementFinding, OffenceFinding, Wanted
from legalkb.knowledge import KnowledgeBase

__all__ = ["Agenda", "Decides", "Item", "agenda"]


@dataclass(frozen=True, slots=True)
class Decides:
    """What an answer is needed for: an element of a provision in the words of the law, or a prosecution gate.

    ``element`` is empty for a gate, of which ``gate`` is the kind and ``quote`` the title.
    """

    rule: str
    designation: str
    element: str
    quote: str
    gate: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One question. ``group`` is the subject in the ontology, empty for ages and dates."""

    wanted: Wanted
    group: str
    decides: tuple[Decides, ...]
    sources: tuple[str, ...]
    suspect: str
    victim: str
    holder: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """The questions in the order of asking; none when nothing can change the answer any more."""

    items: tuple[Item, ...]
    assessment: Assessment


def _open(element: ElementFinding) -> Iterator[Wanted]:
    """What an element still needs: its smallest way to be fulfilled, and its counter-questions."""
    if element.status in ("onbekend", "open_norm") and not element.indications_for:
        yield from element.missing[0] if element.missing else ()
    yield from (c.wanted for c in element.counter_questions)


def _item(wanted: Wanted, decides: Decides, finding: OffenceFinding, knowledge: KnowledgeBase) -> Item:
    kind = knowledge.vocabulary.fact_types.get(wanted.name)
    group, sources = (kind.group, kind.sources) if kind else ("", ())
    return Item(wanted, group, (decides,), sources, finding.suspect, finding.victim, finding.holder)


def _of_finding(finding: OffenceFinding, gates: bool, knowledge: KnowledgeBase) -> Iterator[Item]:
    for element in finding.elements:
        decides = Decides(finding.rule, finding.designation, element.id, element.quote)
        yield from (_item(w, decides, finding, knowledge) for w in _open(element))
    for gate in finding.gates if gates else ():
        decides = Decides(finding.rule, finding.designation, "", gate.title, gate.kind)
        yield from (_item(w, decides, finding, knowledge) for w in gate.missing)


def _opening(findings: Iterable[OffenceFinding], knowledge: KnowledgeBase) -> list[Item]:
    """Before any provision has a lead: the conduct that most scenarios are made of."""
    often: dict[str, int] = {}
    for scenario in knowledge.vocabulary.scenarios:
        for fact in (*scenario.facts, *scenario.required):
            often[fact] = often.get(fact, 0) + (not scenario.counter)
    found = []
    for finding in findings:
        for element in (e for e in finding.elements if e.id == finding.core):
            decides = Decides(finding.rule, finding.designation, element.id, element.quote)
            found += [_item(w, decides, finding, knowledge) for ws in element.missing for w in ws[:1]]
    return sorted(_gathered(found), key=lambda i: -often.get(i.wanted.name, 0))


def _gathered(items: Iterable[Item]) -> list[Item]:
    """Every question once, with all that it decides."""
    found: dict[tuple[str, ...], Item] = {}
    for item in items:
        key = (item.wanted.name, item.wanted.question, item.suspect, item.victim, item.holder)
        known = found.get(key)
        found[key] = item if known is None else replace(known, decides=(*known.decides, *item.decides))
    return [replace(i, decides=tuple(dict.fromkeys(i.decides))) for i in found.values()]


def agenda(case: Case, knowledge: KnowledgeBase, passed: frozenset[str] = frozenset(), group: str = "") -> Agenda:
    """The questions that are left. ``passed`` are names answered with unknown or skipped; ``group`` is the subject of
    the last question, to stay with it."""
    assessment = assess(case, knowledge, BUILTIN)
    leads = [f for f in assessment.findings if f.outcome in ("onvolledig", "aanwijzing")]
    found = _gathered(i for f in leads for i in _of_finding(f, f.outcome == "aanwijzing", knowledge))
    groups = knowledge.vocabulary.groups
    ordered = sorted(
        found,
        key=lambda i: (i.group != group, bool(i.decides[0].gate), groups[i.group].order if i.group in groups else 0),
    )
    items = ordered or ([] if leads else _opening(assessment.findings, knowledge))
    return Agenda(tuple(i for i in items if i.wanted.question and i.wanted.name not in passed), assessment)
