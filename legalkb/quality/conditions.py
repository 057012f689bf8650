"""Rules that can never apply, conditions that add nothing, and indications that speak both ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations, product

from legalkb.knowledge import KnowledgeBase
from legalkb.quality.model import WEAK, WRONG, Chapter, Point, Section
from legalkb.quality.places import Files
from legalkb.quality.reach import can_hold, implies, reach
from legalkb.rulebook import Alternative, Rule

__all__ = ["chapter", "unreachable"]

OPENING = (
    "Beslist over alle feiten die samen waar kunnen zijn, met de regels zelf en niet met de voorbeelden. Een regel die "
    "nooit kan gelden, is een fout. Voorwaarden die elkaar overlappen of tegenspreken, kunnen bedoeld zijn."
)
SIDES = {"a": "alternatief", "t": "uitzondering", "v": "aanwijzing voor", "g": "aanwijzing tegen"}


@dataclass(frozen=True, slots=True)
class _Group:
    """Conditions that stand side by side: those of one side of an element, or of a concept or neighbour (``element``
    empty); ``exceptions`` would take them away."""

    file: str
    owner: str
    element: str
    side: str
    items: tuple[Alternative, ...]
    exceptions: tuple[Alternative, ...] = ()

    @property
    def name(self) -> str:
        """What they belong to, as a reader names it."""
        return f"{self.owner}, bestanddeel {self.element}" if self.element else self.owner


def chapter(knowledge: KnowledgeBase, files: Files) -> Chapter:
    """The chapter."""
    parts = (
        Section("Wat nooit kan gelden", points=tuple(unreachable(knowledge, files)),
                nothing="Elke regel, elk begrip, elk bestanddeel en elke voorwaarde kan gelden."),
        Section("Regelbegrippen die niets gebruikt", points=tuple(_idle(knowledge, files)),
                nothing="Elk regelbegrip wordt gebruikt."),
        Section("Voorwaarden die al in een andere besloten liggen", points=tuple(_subsumed(knowledge, files)),
                nothing="Geen enkele voorwaarde ligt in een andere besloten."),
        Section("Aanwijzingen die op dezelfde feiten twee kanten op wijzen", points=tuple(_two_sided(knowledge, files)),
                nothing="Geen enkele aanwijzing staat zowel voor als tegen."),
    )  # fmt: skip
    return Chapter("Wat niet kan, wat dubbel is en wat zich tegenspreekt", OPENING, parts)


def _groups(knowledge: KnowledgeBase) -> Iterator[_Group]:
    book = knowledge.rulebook
    for rule in book.rules:
        for e in rule.elements:
            yield _Group(rule.file, rule.id, e.id, "a", e.alternatives, e.exceptions)
            yield _Group(rule.file, rule.id, e.id, "t", e.exceptions)
            if e.open_norm is not None:
                yield _Group(rule.file, rule.id, e.id, "v", e.open_norm.indications_for)
                yield _Group(rule.file, rule.id, e.id, "g", e.open_norm.indications_against)
    for c in book.concepts.values():
        yield _Group(c.file, c.id, "", "a", c.alternatives, c.exceptions)
        yield _Group(c.file, c.id, "", "t", c.exceptions)
    for n in book.neighbours:
        yield _Group(n.file, n.id, "", "a", n.alternatives)


def unreachable(knowledge: KnowledgeBase, files: Files) -> Iterator[Point]:
    """The rules, elements, concepts, neighbouring provisions and conditions that no facts can fulfil."""
    for rule in knowledge.rulebook.rules:
        yield from _of_rule(rule, knowledge, files)
    for group in _groups(knowledge):
        dead = [n for n, a in enumerate(group.items, 1) if not can_hold(a, group.exceptions, knowledge)]
        for number in dead:
            place = files.condition(group.file, group.element, group.side, number)
            text = f"{group.name}: {SIDES[group.side]} [{named(group.items[number - 1])}] kan nooit gelden."
            yield Point(WRONG, "voorwaarde die nooit kan gelden", place, text)
        if dead and len(dead) == len(group.items) and group.side == "a" and not group.element:
            text = f"{group.owner}: geen enkele combinatie van feiten maakt dit waar."
            yield Point(WRONG, "begrip of bepaling zonder uitweg", files.key(group.file, "id"), text)


def _of_rule(rule: Rule, knowledge: KnowledgeBase, files: Files) -> Iterator[Point]:
    found = reach(rule, knowledge)
    for element in rule.elements:
        if not found.met(element.id):
            node = files.element(rule.file, element.id)
            place = f"{rule.file}:{node.line}" if node is not None else rule.file
            text = f"{rule.id}: geen enkele combinatie van feiten vervult bestanddeel {element.id}."
            yield Point(WRONG, "bestanddeel dat nooit vervuld kan zijn", place, text)
    if not found.fulfilled:
        text = f"{rule.id}: geen enkele combinatie van feiten geeft een aanwijzing."
        yield Point(WRONG, "regel die nooit een aanwijzing kan geven", files.key(rule.file, "id"), text)


def named(alternative: Alternative) -> str:
    """A condition as a reader names it."""
    return " en ".join(x.name if x.value == "ja" else f"niet {x.name}" for x in alternative.literals)


def _idle(knowledge: KnowledgeBase, files: Files) -> Iterator[Point]:
    """The concepts that nothing uses."""
    from legalkb.checks import used

    names = used(knowledge)
    for concept in knowledge.rulebook.concepts.values():
        if concept.id not in names:
            text = f"begrip {concept.id} wordt door geen regel gebruikt."
            yield Point(WEAK, "begrip dat niets gebruikt", files.key(concept.file, "id"), text)


def _subsumed(knowledge: KnowledgeBase, files: Files) -> Iterator[Point]:
    """The conditions that hold only where another of the same side holds too."""
    for group in _groups(knowledge):
        numbered = tuple(enumerate(group.items, 1))
        for (number, one), (other_number, other) in permutations(numbered, 2):
            if not implies(one, other, knowledge):
                continue
            same = implies(other, one, knowledge)
            if same and number < other_number:
                continue
            place = files.condition(group.file, group.element, group.side, number)
            earlier = files.condition(group.file, group.element, group.side, other_number).rpartition(":")[2]
            told = "herhaalt" if same else "geldt alleen als ook geldt"
            text = f"{group.name}: {SIDES[group.side]} [{named(one)}] {told} [{named(other)}] (regel {earlier})."
            kind = "aanwijzing in een ruimere besloten" if group.side in "vg" else "voorwaarde die niets toevoegt"
            yield Point(WEAK, kind, place, text)


def _two_sided(knowledge: KnowledgeBase, files: Files) -> Iterator[Point]:
    """The indications that stand for and against one norm on the same facts, or where one includes the other."""
    for rule in knowledge.rulebook.rules:
        for e in rule.elements:
            norm = e.open_norm
            pairs = product(enumerate(norm.indications_for, 1), enumerate(norm.indications_against, 1)) if norm else ()
            for (number, one), (other_number, other) in pairs:
                ways = implies(one, other, knowledge), implies(other, one, knowledge)
                if not any(ways):
                    continue
                place = files.condition(rule.file, e.id, "v", number)
                against = files.condition(rule.file, e.id, "g", other_number).rpartition(":")[2]
                kind = "dezelfde feiten voor en tegen" if all(ways) else "aanwijzing voor en tegen overlappen"
                text = f"{rule.id}, bestanddeel {e.id}: voor [{named(one)}], tegen [{named(other)}] (regel {against})."
                yield Point(WEAK, kind, place, text)
