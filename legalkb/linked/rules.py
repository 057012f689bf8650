"""The rule book as triples: offence variants, rules, elements, what fulfils or excludes them, concepts and measures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

from legalkb.linked import terms
from legalkb.linked.terms import below, day, iri, text, triple, typed
from legalkb.rulebook import (
    Alternative,
    Concept,
    CounterRule,
    Element,
    Literal,
    Measure,
    NeighbourRule,
    OpenNorm,
    Rule,
    Rulebook,
)

__all__ = ["Names", "condition", "names", "neighbour", "owned", "triples"]

GIVEN = "gegeven"
SUPPORTS = {
    "lkb:alternatief": "lkb:vervuldDoor",
    "lkb:uitzondering": "lkb:uitgeslotenDoor",
    "lkb:aanwijzingVoor": "lkb:gesteundDoor",
    "lkb:aanwijzingTegen": "lkb:tegengesprokenDoor",
}


@dataclass(frozen=True, slots=True)
class Names:
    """The rule book with the nodes of sources, the names that are fact types or measures, and all its conditions."""

    rulebook: Rulebook
    sources: Mapping[str, NamedNode]
    measures: frozenset[str]
    fact_types: frozenset[str]
    conditions: frozenset[Literal]

    def node(self, name: str) -> NamedNode:
        """The fact type, concept, measure or given that a literal names."""
        if name in self.fact_types:
            return iri(f"feit/{terms.part(name)}")
        kinds = ((self.rulebook.concepts, "regelbegrip"), (self.measures, "meting"))
        kind = next((folder for names, folder in kinds if name in names), GIVEN)
        return iri(f"{kind}/{terms.part(name)}")

    def facts(self, literals: Iterable[Literal], seen: frozenset[str] = frozenset()) -> Iterator[str]:
        """The fact types behind literals, through concepts."""
        for literal in literals:
            concept = self.rulebook.concepts.get(literal.name)
            if concept is None:
                if literal.name in self.fact_types:
                    yield literal.name
            elif literal.name not in seen:
                inner = (x for a in (*concept.alternatives, *concept.exceptions) for x in a.literals)
                yield from self.facts(inner, seen | {literal.name})

    def cited(self, node: NamedNode, codes: Iterable[str]) -> Iterator[Triple]:
        """The sources of a node."""
        yield from (triple(node, "dct:source", self.sources[c]) for c in codes if c in self.sources)


def neighbour(id: str) -> NamedNode:
    """A provision outside the seven."""
    return iri(f"aangrenzend/{terms.part(id)}")


def names(book: Rulebook, sources: Mapping[str, NamedNode], fact_types: Iterable[str]) -> Names:
    """The names that rules use; ``sources`` gives the node of each source code and designation of a provision."""
    return Names(
        book, sources, frozenset(m.id for m in book.measures), frozenset(fact_types), frozenset(_literals(book))
    )


def triples(whole: Names) -> Iterator[Triple]:
    """The rule book."""
    book = whole.rulebook
    for key in book.keys:
        yield from _offence(key, whole)
    for rule in book.rules:
        yield from _rule(rule, whole)
    for concept in book.concepts.values():
        yield from _concept(concept, whole)
    for item in book.neighbours:
        yield from _neighbour(item, whole)
    for literal in sorted(whole.conditions):
        yield from condition(literal, whole)


def condition(literal: Literal, whole: Names) -> Iterator[Triple]:
    """A condition about a fact type, concept or measure, or else about what the program finds in a case itself."""
    node, about = terms.condition(literal), whole.node(literal.name)
    yield from (typed(node, "lkb:Voorwaarde"), triple(node, "dct:identifier", literal.name))
    yield from (triple(node, "lkb:waarde", literal.value), triple(node, "lkb:over", about))
    if about.value.startswith(iri(GIVEN).value):
        yield typed(about, "lkb:Gegeven")


def _literals(book: Rulebook) -> Iterator[Literal]:
    for rule in book.rules:
        for remark in rule.remarks:
            yield from remark.when
        for element in rule.elements:
            yield from (x for _, a in _combinations(element) for x in a.literals)
            for counter in element.open_norm.counter_questions if element.open_norm else ():
                yield from (Literal(counter.fact, counter.favourable), *counter.when, *counter.moot)
    for concept in book.concepts.values():
        yield from (x for a in (*concept.alternatives, *concept.exceptions) for x in a.literals)
    for item in book.neighbours:
        yield from (x for a in item.alternatives for x in a.literals)


def _offence(key: str, book: Names) -> Iterator[Triple]:
    node, last = terms.offence(key), book.rulebook.rule(key, None)
    yield from (typed(node, "lkb:Delictsvariant"), triple(node, "dct:identifier", key))
    yield triple(node, "dct:title", text(last.title))
    if last.designation in book.sources:
        yield triple(node, "lkb:bepaling", book.sources[last.designation])


def _rule(rule: Rule, book: Names) -> Iterator[Triple]:
    node = terms.rule(rule)
    yield from (typed(node, "lkb:Regel"), triple(node, "lkb:delict", terms.offence(rule.key)))
    yield from (triple(node, "dct:identifier", rule.id), triple(node, "dct:title", text(rule.title)))
    if rule.designation in book.sources:
        yield triple(node, "lkb:bepaling", book.sources[rule.designation])
    if rule.part:
        yield triple(node, "lkb:onderdeel", rule.part)
    for name, value in (("lkb:geldigVan", rule.valid_from), ("lkb:geldigTot", rule.valid_to)):
        if value:
            yield triple(node, name, day(value))
    if rule.builds_on:
        yield triple(node, "lkb:bouwtVoortOp", terms.offence(rule.builds_on))
    for owner, element in owned(rule, book.rulebook):
        yield triple(node, "lkb:bestanddeel", terms.element(owner, element.id))
        if element.id == rule.core:
            yield triple(node, "lkb:kern", terms.element(owner, element.id))
    before = len(book.rulebook.elements(rule, None)) - len(rule.elements)
    for place, element in enumerate(rule.elements, before + 1):
        yield from _element(terms.element(rule, element.id), element, place, book)
    for number, remark in enumerate(rule.remarks, 1):
        note = below(node, "opmerking", number)
        yield from (triple(node, "lkb:opmerking", note), typed(note, "lkb:Opmerking"))
        yield triple(note, "lkb:uitleg", text(remark.text))
        yield from (triple(note, "lkb:voorwaarde", terms.condition(x)) for x in remark.when)
        yield from book.cited(note, remark.sources)
    yield from book.cited(node, rule.sources)


def owned(rule: Rule, book: Rulebook) -> Iterator[tuple[Rule, Element]]:
    """The elements of a rule, each with the rule that states it; first those of each period of what it builds on."""
    for base in book.rules:
        if base.key == rule.builds_on and _overlap(base, rule):
            yield from owned(base, book)
    yield from ((rule, e) for e in rule.elements)


def _overlap(one: Rule, other: Rule) -> bool:
    """Whether two rules are in force on some day together."""
    start = max(one.valid_from, other.valid_from)
    return all(not rule.valid_to or start <= rule.valid_to for rule in (one, other))


def _combinations(element: Element) -> Iterator[tuple[str, Alternative]]:
    norm = element.open_norm
    yield from (("lkb:alternatief", a) for a in element.alternatives)
    yield from (("lkb:uitzondering", a) for a in element.exceptions)
    yield from (("lkb:aanwijzingVoor", a) for a in (norm.indications_for if norm else ()))
    yield from (("lkb:aanwijzingTegen", a) for a in (norm.indications_against if norm else ()))


def _element(node: NamedNode, element: Element, place: int, book: Names) -> Iterator[Triple]:
    yield from (typed(node, "lkb:Bestanddeel"), triple(node, "dct:identifier", element.id))
    yield from (triple(node, "lkb:citaat", text(element.quote)), triple(node, "lkb:volgorde", place))
    if element.question:
        yield triple(node, "lkb:bestanddeelvraag", text(element.question))
    if element.open_norm:
        yield from _norm(node, element.open_norm, book)
    counts: dict[str, int] = {}
    for kind, item in _combinations(element):
        counts[kind] = counts.get(kind, 0) + 1
        yield from _combination(node, kind, counts[kind], item, book)
        for fact in sorted(set(book.facts(item.literals))):
            yield triple(node, SUPPORTS[kind], iri(f"feit/{terms.part(fact)}"))
    yield from book.cited(node, element.grounds)


def _norm(node: NamedNode, norm: OpenNorm, book: Names) -> Iterator[Triple]:
    yield triple(node, "lkb:normvraag", text(norm.question))
    for number, counter in enumerate(norm.counter_questions, 1):
        asked = below(node, "tegenvraag", number)
        yield triple(node, "lkb:tegenvraag", asked)
        yield from _counter(asked, counter, book)


def _counter(node: NamedNode, counter: CounterRule, book: Names) -> Iterator[Triple]:
    yield from (typed(node, "lkb:Tegenvraag"), triple(node, "lkb:over", book.node(counter.fact)))
    yield triple(node, "lkb:gunstigAntwoord", counter.favourable)
    if counter.explanation:
        yield triple(node, "lkb:uitleg", text(counter.explanation))
    yield from (triple(node, "lkb:alleenBij", terms.condition(x)) for x in counter.when)
    yield from (triple(node, "lkb:vervaltBij", terms.condition(x)) for x in counter.moot)
    yield from book.cited(node, counter.sources)


def _combination(owner: NamedNode, kind: str, number: int, item: Alternative, book: Names) -> Iterator[Triple]:
    node = below(owner, kind.removeprefix("lkb:"), number)
    yield from (triple(owner, kind, node), typed(node, "lkb:Combinatie"))
    yield from (triple(node, "lkb:voorwaarde", terms.condition(x)) for x in item.literals)
    if item.explanation:
        yield triple(node, "lkb:uitleg", text(item.explanation))
    yield from book.cited(node, item.sources)


def _concept(concept: Concept, book: Names) -> Iterator[Triple]:
    node = book.node(concept.id)
    yield from (typed(node, "lkb:Regelbegrip"), triple(node, "dct:identifier", concept.id))
    yield triple(node, "dct:title", text(concept.title))
    for kind, items in (("lkb:alternatief", concept.alternatives), ("lkb:uitzondering", concept.exceptions)):
        for number, item in enumerate(items, 1):
            yield from _combination(node, kind, number, item, book)
    for measure in concept.measures:
        yield triple(node, "lkb:meting", book.node(measure.id))
        yield from _measure(book.node(measure.id), measure)
    yield from book.cited(node, concept.sources)


def _measure(node: NamedNode, measure: Measure) -> Iterator[Triple]:
    yield from (typed(node, "lkb:Meting"), triple(node, "dct:identifier", measure.id))
    yield from (triple(node, "lkb:metingsoort", measure.kind), triple(node, "lkb:grens", measure.bound))
    yield triple(node, "lkb:grenswaarde", measure.value)
    if measure.of:
        yield triple(node, "lkb:metingVan", measure.of)


def _neighbour(item: NeighbourRule, book: Names) -> Iterator[Triple]:
    node = neighbour(item.id)
    yield from (typed(node, "lkb:AangrenzendeBepaling"), triple(node, "dct:identifier", item.id))
    yield from (triple(node, "dct:title", text(item.title)), triple(node, "lkb:reden", text(item.reason)))
    if item.designation in book.sources:
        yield triple(node, "lkb:bepaling", book.sources[item.designation])
    if item.reservation:
        yield triple(node, "lkb:voorbehoud", text(item.reservation))
    for number, alternative in enumerate(item.alternatives, 1):
        yield from _combination(node, "lkb:alternatief", number, alternative, book)
    yield from book.cited(node, item.sources)
