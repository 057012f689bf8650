"""Assessed cases as triples: facts, findings, elements of findings with a lead, gates, scenarios and neighbours.

Of a case only its file name and the ids of persons go in: no sentences, notes, sources or names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from pyoxigraph import NamedNode, Triple

from legalkb.case import Case, Fact, Person
from legalkb.dates import parse_date
from legalkb.fields import UNKNOWN
from legalkb.findings import Assessment, ElementFinding, Gate, OffenceFinding, Wanted
from legalkb.linked import provenance, terms
from legalkb.linked.ontology import Version
from legalkb.linked.rules import Names, condition, neighbour
from legalkb.linked.terms import below, day, iri, triple, typed
from legalkb.rulebook import Literal, Rule, Rulebook

__all__ = ["Assessed", "fact", "numbered", "persons", "triples"]

NO_LEAD = "geen_aanknopingspunt"


class Assessed(NamedTuple):
    """A case with its assessment, under its name: the path of its file below the folder that was read."""

    name: str
    case: Case
    assessment: Assessment


class Known(NamedTuple):
    """What the findings refer to: the names that rules use, and the texts of the law."""

    names: Names
    versions: Mapping[Version, NamedNode]


def triples(assessed: Assessed, known: Known) -> Iterator[Triple]:
    """The triples of one case."""
    node, found = terms.case(assessed.name), assessed.assessment
    yield from (typed(node, "lkb:Zaak"), triple(node, "dct:identifier", assessed.name))
    yield triple(node, "lkb:fictief", found.fictional)
    yield from persons(node, assessed.case.persons)
    events = numbered((*(f.event for f in assessed.case.facts), *(f.event for f in found.findings)))
    for item in assessed.case.facts:
        yield from fact(node, item, events, known.names)
    for number, finding in enumerate(found.findings, 1):
        bevinding = below(node, "bevinding", number)
        yield triple(node, "lkb:bevinding", bevinding)
        yield from _finding(node, bevinding, finding, known)
        if finding.event:
            yield triple(bevinding, "lkb:voorval", events[finding.event])
    for scenario in found.scenarios:
        yield triple(node, "lkb:lijktOp", iri(f"scenario/{terms.part(scenario.id)}"))
    for pointed in found.neighbours:
        yield triple(node, "lkb:wijstNaar", neighbour(pointed.id))
    yield from provenance.triples(node, found)


def persons(case: NamedNode, found: Iterable[Person]) -> Iterator[Triple]:
    """The persons of a case: an id and roles, nothing else."""
    for person in found:
        node = _person(case, person.id)
        yield from (typed(node, "lkb:Persoon"), triple(node, "dct:identifier", person.id))
        yield from (triple(node, "lkb:rol", role) for role in person.roles)


def _person(case: NamedNode, id: str) -> NamedNode:
    return below(case, "persoon", id)


def numbered(names: Iterable[str]) -> Mapping[str, int]:
    """The number of each event of a case: its name is free text, and may name somebody."""
    return {name: number for number, name in enumerate(dict.fromkeys(n for n in names if n), 1)}


def fact(case: NamedNode, item: Fact, events: Mapping[str, int], names: Names) -> Iterator[Triple]:
    """A fact of a case; ``events`` gives the number of each event."""
    node = below(case, "feit", item.index)
    yield from (triple(case, "lkb:feit", node), typed(node, "lkb:Feit"))
    yield triple(node, "lkb:feittype", iri(f"feit/{terms.part(item.type_id)}"))
    yield from (triple(node, "lkb:waarde", item.value), triple(node, "lkb:nummer", item.index))
    if item.value != UNKNOWN:
        stated = Literal(item.type_id, item.value)
        yield triple(node, "lkb:stelt", terms.condition(stated))
        yield from _asked(stated, names)
    for name, ids in (("lkb:door", item.by), ("lkb:tegen", item.against), ("lkb:aangaande", item.about)):
        yield from (triple(node, name, _person(case, id)) for id in ids)
    for name, value in zip(("lkb:vanaf", "lkb:totEnMet"), _days(item), strict=True):
        if value:
            yield triple(node, name, day(value))
    countries = (("lkb:landHandeling", item.place_act), ("lkb:landGevolg", item.place_result))
    yield from (triple(node, name, value) for name, value in countries if value)
    if item.event:
        yield triple(node, "lkb:voorval", events[item.event])


def _days(item: Fact) -> tuple[str, str]:
    """The first and last day on which a fact happened or began; no last day for what goes on."""
    period = item.period
    if period is None or period.start is None:
        return "", ""
    last = "" if item.ongoing or period.is_open else (period.end or period.start).last.isoformat()
    return period.start.first.isoformat(), last


def _finding(case: NamedNode, node: NamedNode, finding: OffenceFinding, known: Known) -> Iterator[Triple]:
    yield from (typed(node, "lkb:Bevinding"), triple(node, "lkb:delict", terms.offence(finding.rule)))
    yield triple(node, "lkb:uitkomst", finding.outcome)
    people = (("lkb:verdachte", finding.suspect), ("lkb:slachtoffer", finding.victim), ("lkb:houder", finding.holder))
    yield from (triple(node, name, _person(case, id)) for name, id in people if id)
    if finding.outcome == NO_LEAD:
        return
    rule = known.names.rulebook.rule(finding.rule, _day(finding))
    yield from (triple(node, "lkb:regel", terms.rule(rule)), triple(node, "lkb:poging", finding.attempt))
    yield from (triple(node, "lkb:redenUitkomst", reason) for reason in finding.reasons)
    if start := _day(finding):
        yield triple(node, "lkb:gedragingVanaf", day(start.isoformat()))
    for law in finding.law:
        if (version := known.versions.get((law.designation, law.valid_from, law.valid_to))) is not None:
            yield triple(node, "lkb:wetsversie", version)
    fewest = min(map(len, finding.missing), default=0)
    for wanted in finding.missing:
        if len(wanted) == fewest:
            yield from _missing(node, wanted, known)
    owners = dict(_owners(rule, known.names.rulebook, _day(finding)))
    for element in finding.elements:
        yield from _element(case, below(node, element.id), node, element, owners.get(element.id), known)
    for gate in finding.gates:
        yield from _gate(node, gate)


def _day(finding: OffenceFinding) -> date | None:
    """The first day of the conduct."""
    return parse_date(finding.conduct[:10]).first if finding.conduct else None


def _owners(rule: Rule, book: Rulebook, on: date | None) -> Iterator[tuple[str, Rule]]:
    """The elements of a rule on a day, each with the rule that states it."""
    if rule.builds_on:
        yield from _owners(book.rule(rule.builds_on, on), book, on)
    yield from ((element.id, rule) for element in rule.elements)


def _missing(node: NamedNode, wanted: Iterable[Wanted], known: Known) -> Iterator[Triple]:
    """One of the smallest sets of facts that would make a finding complete; the same node in every case."""
    literals = sorted({Literal(w.name, w.value) for w in wanted})
    mist = terms.wanted(literals)
    yield from (
        triple(node, "lkb:mist", mist),
        typed(mist, "lkb:Ontbrekend"),
        triple(mist, "lkb:aantal", len(literals)),
    )
    for literal in literals:
        yield triple(mist, "lkb:voorwaarde", terms.condition(literal))
        yield from _asked(literal, known.names)


def _asked(literal: Literal, names: Names) -> Iterator[Triple]:
    """A condition that no rule states, such as the day of the conduct."""
    if literal not in names.conditions:
        yield from condition(literal, names)


def _element(
    case: NamedNode, node: NamedNode, finding: NamedNode, element: ElementFinding, owner: Rule | None, known: Known
) -> Iterator[Triple]:
    yield from (triple(finding, "lkb:bestanddeelbevinding", node), typed(node, "lkb:Bestanddeelbevinding"))
    yield from (triple(node, "dct:identifier", element.id), triple(node, "lkb:status", element.status))
    if owner is not None:
        yield triple(node, "lkb:bestanddeel", terms.element(owner, element.id))
    for name, said in (("lkb:steun", element.support), ("lkb:tegenspraak", element.against)):
        yield from (triple(node, name, below(case, "feit", e.fact)) for e in said if e.fact)
    missing = {Literal(w.name, w.value) for item in element.missing for w in item}
    missing |= {Literal(q.wanted.name, q.wanted.value) for q in element.counter_questions}
    for literal in sorted(missing):
        yield triple(node, "lkb:ontbreekt", terms.condition(literal))
        yield from _asked(literal, known.names)


def _gate(finding: NamedNode, gate: Gate) -> Iterator[Triple]:
    """A prosecution gate; one node for the same kind and status in every case."""
    node = iri(f"poort/{terms.part(gate.kind)}/{terms.part(gate.status)}")
    yield from (triple(finding, "lkb:poort", node), typed(node, "lkb:Vervolgingspoort"))
    yield from (triple(node, "lkb:poortsoort", gate.kind), triple(node, "lkb:poortstatus", gate.status))
