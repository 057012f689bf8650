"""Published rulings that are encoded as examples: what was charged and decided, and the facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from legalkb.case_reader import read_case
from legalkb.examples import Charge, Example
from legalkb.knowledge import EXAMPLES, KnowledgeBase
from legalkb.linked import cases, terms
from legalkb.linked.rules import Names, owned
from legalkb.linked.terms import ECLI_PAGE, below, iri, text, triple, typed

__all__ = ["triples"]


def triples(examples: Iterable[Example], knowledge: KnowledgeBase, names: Names) -> Iterator[Triple]:
    """The rulings among examples."""
    for example in examples:
        if example.ecli:
            yield from _ruling(example, knowledge, names)


def _node(example: Example) -> NamedNode:
    """The node of an encoded case: ``uitspraakzaak/sr_279/hr_2014_302``."""
    steps = example.place.rpartition(":")[0].removesuffix(".yaml").split("/")
    return iri("uitspraakzaak/" + "/".join(terms.part(s) for s in steps[1:] if s != EXAMPLES))


def _ruling(example: Example, knowledge: KnowledgeBase, names: Names) -> Iterator[Triple]:
    node, ruling = _node(example), NamedNode(ECLI_PAGE + example.ecli)
    yield from (triple(ruling, "lkb:gecodeerdAls", node), typed(node, "lkb:Uitspraakzaak"))
    yield triple(node, "dct:title", text(example.name))
    for number, charge in enumerate(example.charges, 1):
        charged = below(node, "tenlastelegging", number)
        yield from (triple(node, "lkb:tenlastelegging", charged), triple(ruling, "lkb:tenlastelegging", charged))
        yield from _charge(charged, charge, knowledge)
    case = read_case(example.case, knowledge.vocabulary)
    yield from cases.persons(node, case.persons)
    events = cases.numbered(f.event for f in case.facts)
    for fact in case.facts:
        yield from cases.fact(node, fact, events, names)


def _charge(node: NamedNode, charge: Charge, knowledge: KnowledgeBase) -> Iterator[Triple]:
    yield from (typed(node, "lkb:Tenlastelegging"), triple(node, "lkb:delict", terms.offence(charge.rule)))
    yield from (triple(node, "lkb:oordeel", charge.outcome), triple(node, "lkb:poging", charge.attempt))
    for rule in knowledge.rulebook.rules:
        for owner, element in owned(rule, knowledge.rulebook) if rule.key == charge.rule else ():
            if element.id == charge.element:
                yield triple(node, "lkb:draaitOm", terms.element(owner, element.id))
    if charge.remark:
        yield triple(node, "lkb:uitleg", text(charge.remark))
