"""Where an offence was committed: the places of conduct and consequence of what supports it, and of an omission."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from legalkb.case import Fact
from legalkb.compilation import NO, YES
from legalkb.dates import is_on_or_after
from legalkb.findings import Evidence, Wanted
from legalkb.gates.jurisdiction_data import Data, Variant
from legalkb.gates.jurisdiction_view import Places, Value, Verdict
from legalkb.gates.model import GateInput
from legalkb.statements import filled, names

HOLDER_HERE = "gezagdrager_in_nederland"
ACT_PLACE, RESULT_PLACE = "plaats_handeling", "plaats_gevolg"
PLACED = ("gedraging", "slachtoffer")

__all__ = ["ACT_PLACE", "HOLDER_HERE", "RESULT_PLACE", "places"]


@dataclass(frozen=True, slots=True)
class _Placed:
    fact: Fact
    label: str
    act: bool
    disputed: bool
    attributed: str


def _evidence(given: GateInput, variant: Variant) -> Iterator[Evidence]:
    for element in given.finding.elements:
        if element.id in variant.places:
            yield from (*element.support, *element.partial, *(e for i in element.indications_for for e in i.evidence))


def _placed(given: GateInput, variant: Variant) -> tuple[_Placed, ...]:
    """What supports the elements that count, each fact once."""
    by_index, kinds = {f.index: f for f in given.case.facts}, given.knowledge.vocabulary.fact_types
    found: dict[int, _Placed] = {}
    for item in _evidence(given, variant):
        fact, kind = by_index.get(item.fact), kinds.get(item.name)
        if fact is None or kind is None or item.value != YES or kind.subject not in PLACED:
            continue
        act = kind.subject == "gedraging"
        found[fact.index] = _Placed(fact, kind.label, act, given.disputed(item.name), item.attributed)
    return tuple(found[index] for index in sorted(found))


def _holder_statements(given: GateInput, value: str) -> bool:
    """Whether a statement says (``ja``) or denies that the holder of this finding was here."""
    by_index, holder = {f.index: f for f in given.case.facts}, given.finding.holder
    facts = [by_index[e.fact] for e in given.statements(HOLDER_HERE, value) if e.fact in by_index]
    return any(not holder or not f.by or holder in f.by for f in facts)


def _holder_here(given: GateInput) -> bool | None:
    """Whether the holder of gezag or opzicht was in the Netherlands when the conduct began."""
    stated, denied = _holder_statements(given, YES), _holder_statements(given, NO)
    if stated or denied:
        return None if stated and denied else stated
    person = given.case.person(given.finding.holder)
    if person is None or person.resident_since is None or given.start is None:
        return None
    return True if is_on_or_after(given.start, person.resident_since) else None


def _ask_holder(given: GateInput) -> Wanted:
    question = given.knowledge.vocabulary.fact_types[HOLDER_HERE].question
    holder = given.finding.holder or "wie gezag of opzicht had"
    text = filled(question, {"door": holder, "over": given.finding.victim})
    return Wanted(HOLDER_HERE, YES, text)


def _ask_place(name: str, items: Iterable[_Placed]) -> Wanted:
    what = "; ".join(dict.fromkeys(i.label for i in items))
    opening = "In welk land trad het gevolg in" if name == RESULT_PLACE else "In welk land gebeurde dit"
    hint = "" if name == RESULT_PLACE else " (of aan boord van een Nederlands schip of vliegtuig)"
    return Wanted(name, "NL", f"{opening}{hint}?{f' Het gaat om: {what}.' if what else ''}")


def _here(items: Iterable[_Placed], home: str) -> Iterator[tuple[_Placed, str]]:
    """The facts with a place in the Netherlands, and whether that is the place of the conduct or of its result."""
    for item in items:
        if item.act and item.fact.place_act == home:
            yield item, "de handeling"
        elif home in (item.fact.place_act, item.fact.place_result):
            yield item, "het gevolg"


def _holds(given: GateInput, data: Data, items: tuple[_Placed, ...], omitted: bool) -> Verdict | None:
    """The verdict when a place of commission certainly lies here."""
    certain = [(i, where) for i, where in _here(items, data.home) if not i.disputed]
    if certain:
        item, where = certain[0]
        by = f", uitgevoerd door {item.attributed}" if item.attributed else ""
        extra = data.grounding["ander_voerde_uit"] if item.attributed else ()
        clause = f"{where} van één onderdeel lag in Nederland ({item.label}{by})"
        return Verdict(Value.HOLDS, (clause,), sources=(*data.grounding["pleegplaats"], *extra))
    if omitted and _holder_here(given):
        holder = given.finding.holder or "wie gezag of opzicht had"
        clause = (
            f"{holder} was in Nederland toen {given.finding.victim} niet terugkwam, en niet terugbrengen heeft zijn "
            "gevolg waar de houder van gezag of opzicht is"
        )
        return Verdict(Value.HOLDS, (clause,), sources=data.grounding["gezagdrager"])
    return None


def _missing(
    given: GateInput, data: Data, items: tuple[_Placed, ...], omissions: tuple[_Placed, ...]
) -> Iterator[Wanted]:
    """What must be asked before it is certain that nothing happened here."""
    acts = [i for i in items if i.act]
    if not acts or (unplaced := [i for i in acts if not i.fact.place_act]):
        yield _ask_place(ACT_PLACE, unplaced if acts else ())
    if loose := [i for i in acts if not i.fact.place_result and i not in omissions]:
        yield _ask_place(RESULT_PLACE, loose)
    if any(not i.disputed for i in omissions) and _holder_here(given) is None:
        yield _ask_holder(given)
    for item in dict.fromkeys(i for i, _ in _here(items, data.home) if i.disputed):
        yield given.ask(item.fact.type_id)


def places(given: GateInput, data: Data, variant: Variant) -> Places:
    """Where the offence of a finding was committed."""
    items = _placed(given, variant)
    omissions = tuple(i for i in items if i.fact.type_id in variant.omissions)
    acts = tuple(i for i in items if i.act)
    named = (
        [i.fact.place_act for i in acts] if any(i.fact.place_act for i in acts) else [i.fact.place_result for i in acts]
    )
    countries = tuple(dict.fromkeys(c for c in named if c and c != data.home))
    complete = bool(acts) and all(i.fact.place_act for i in acts)
    verdict = _holds(given, data, items, any(not i.disputed for i in omissions))
    if verdict is None:
        verdict = _not_certain(given, data, items, omissions)
    return Places(verdict, countries, complete)


def _not_certain(given: GateInput, data: Data, items: tuple[_Placed, ...], omissions: tuple[_Placed, ...]) -> Verdict:
    """The verdict when no place of commission certainly lies here."""
    missing = tuple(_missing(given, data, items, omissions))
    if missing:
        return Verdict(Value.MAYBE, ("het is niet bekend waar alle handelingen en gevolgen waren",), missing)
    stated = tuple(dict.fromkeys(p for i in items for p in (i.fact.place_act, i.fact.place_result) if p))
    if near := [p for p in stated if p in data.uncertain]:
        clause = f"een pleegplaats ligt in het Koninkrijk buiten Europa ({names(near)})"
        return Verdict(Value.DOUBT, (clause,), doubts=("koninkrijk",))
    return Verdict(Value.FAILS, (f"alle handelingen en gevolgen waren buiten Nederland ({names(stated)})",))
