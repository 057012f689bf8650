"""Fact types that nothing uses, that no question asks for, or that an exercise can't tell."""

from __future__ import annotations

from collections.abc import Iterator

from legalkb import checks
from legalkb.checks import Remark, Report
from legalkb.interview import safety
from legalkb.knowledge import KnowledgeBase
from legalkb.quality import tally
from legalkb.quality.model import WEAK, WRONG, Chapter, Point, Section
from legalkb.quality.places import Files
from legalkb.quality.reach import askable
from legalkb.training import stock

__all__ = ["chapter", "of_remark"]

OPENING = (
    "Een feittype dat niets gebruikt, kan in een zaak staan zonder dat er iets mee gebeurt. Een feittype dat gebruikt "
    "wordt maar waarnaar geen vraag leidt, telt alleen als iemand er zelf aan denkt."
)
GATES = "Wat een vervolgingspoort vraagt, is afgelezen aan de voorbeelden."
SHAPED = "ontologie anders dan een vorm zegt"
UNUSED = "wordt door geen regel"


def chapter(knowledge: KnowledgeBase, checked: Report, files: Files) -> Chapter:
    """The chapter."""
    about = [r for r in checked.remarks if r.about.startswith("feit/")]
    unused = tuple(of_remark(r, files, "feittype dat niets gebruikt") for r in about if UNUSED in r.text)
    shapes = tuple(of_remark(r, files, SHAPED) for r in checked.remarks if r.about == checks.SHAPE)
    parts = (
        Section("Feittypen die niets gebruikt", points=unused, nothing="Elk feittype wordt gebruikt."),
        Section("Feittypen waar geen vraag om vraagt", (GATES,), points=tuple(_unasked(knowledge, checked, files)),
                nothing="Naar elk feittype dat gebruikt wordt, leidt een vraag."),
        Section("Feittypen zonder woorden voor oefeningen", points=tuple(_untold(knowledge, files)),
                nothing="Elk feittype dat in een oefening kan voorkomen, heeft er woorden voor (lkb:verteld)."),
        Section("De ontologie anders dan haar vormen zeggen", points=shapes,
                nothing="De ontologie is zoals haar vormen zeggen, en spreekt zichzelf niet tegen."),
    )  # fmt: skip
    return Chapter("Feittypen", OPENING, parts)


def of_remark(remark: Remark, files: Files, kind: str) -> Point:
    """A remark of the checks as a point, with its line."""
    severity = WRONG if remark.severity == "fout" else WEAK
    return Point(severity, kind, files.located(remark.place, remark.about), f"{remark.text.rstrip('.')}.")


def _unasked(knowledge: KnowledgeBase, checked: Report, files: Files) -> Iterator[Point]:
    """The fact types that something uses, but that no rule, gate, scenario or urgent path asks for. What follows from a
    measure, decision or relation is known by that."""
    words = knowledge.vocabulary
    asked = {*askable(knowledge), *checked.asked} | {f for s in words.scenarios for f in s.facts + s.facts_no}
    asked |= safety.names(knowledge)
    asked |= {k.fact for k in (*words.measure_kinds.values(), *words.decision_kinds.values())}
    asked |= {k.fact for k in words.relation_kinds.values()}
    unused = {r.about for r in checked.remarks if UNUSED in r.text}
    for fact in words.fact_types.values():
        about = f"feit/{fact.id}"
        if fact.id not in asked and about not in unused and not fact.derived and not fact.cooperation:
            reasons = " en ".join(_uses(fact.id, knowledge)) or "elders"
            text = f"feittype {fact.id} wordt gebruikt ({reasons}), maar geen vraag leidt ernaar."
            yield Point(WEAK, "feittype waar geen vraag om vraagt", files.subject(about), text)


def _uses(name: str, knowledge: KnowledgeBase) -> Iterator[str]:
    """Where a fact type is used, other than where it is asked for."""
    book, words = knowledge.rulebook, knowledge.vocabulary
    if any(x.name == name for n in book.neighbours for a in n.alternatives for x in a.literals):
        yield "aangrenzende bepaling"
    if any(x.name == name for r in book.rules for m in r.remarks for x in m.when):
        yield "opmerking"
    if any(name in p.triggers for p in words.paths.values()):
        yield "beschermingspad"
    if name in {*checks.said(knowledge.prosecution), *tally.read_by_gates()}:
        yield "vervolging"


def _untold(knowledge: KnowledgeBase, files: Files) -> Iterator[Point]:
    """The fact types that a story could hold and that have no phrase for it."""
    told = stock.of(knowledge).told
    for fact in knowledge.vocabulary.fact_types.values():
        if fact.derived or fact.subject == "houder" or fact.cooperation:
            continue
        if fact.id not in told or not told[fact.id].yes:
            text = f"feittype {fact.id} heeft geen woorden voor oefeningen (lkb:verteld)."
            yield Point(WEAK, "feittype zonder woorden voor oefeningen", files.subject(f"feit/{fact.id}"), text)
