"""The keys of an example file: a misspelt one is a mistake, not an expectation that is silently left out."""

from __future__ import annotations

from collections.abc import Iterator

from legalkb import gate_examples
from legalkb.errors import Problem
from legalkb.near_names import nearest
from legalkb.node import Node

COMMON = ("naam", "zaak", "verwacht", "nergens", "aangrenzend", "scenario")
EXAMPLE = (*COMMON, "soort", "bron", "uitspraak", "varianten")
VARIANT = (*COMMON, "zonder", "met")
EXPECTED = (
    "bepaling", "verdachte", "slachtoffer", "houder", "voorval", "voorwerp", "uitkomst", "redenen", "poging", "begin",
    "bestanddelen", "voor", "tegen", "ontbreekt", "opmerkingen", *gate_examples.KEYS,
)  # fmt: skip
RULING = ("ecli", "rechter", "datum", "vertrouwen", "tenlastegelegd")
CHARGE = ("bepaling", "uitkomst", "bestanddeel", "poging", "slachtoffer", "verdachte", "opmerking")


def problems(node: Node) -> tuple[Problem, ...]:
    """Keys that mean nothing, variants that expect nothing, and facts left out that are not there."""
    found = [*_keys(node, EXAMPLE), *_expectations(node)]
    ruling = node.get("uitspraak")
    if ruling is not None:
        found += _keys(ruling, RULING)
        for charge in _items(ruling.get("tenlastegelegd")):
            found += _keys(charge, CHARGE)
    case = node.get("zaak")
    facts = {_fact(f) for f in _items(case.get("feiten"))} if case is not None else set()
    for variant in _items(node.get("varianten")):
        found += [*_keys(variant, VARIANT), *_expectations(variant)]
        for name in _items(variant.get("zonder")):
            if name.text not in facts:
                found.append(Problem(name.place, "'zonder' noemt een feit dat niet in de zaak staat", name.text))
        if not any(variant.get(key) is not None for key in ("verwacht", "nergens", "aangrenzend", "scenario")):
            found.append(Problem(variant.place, "deze variant verwacht niets", "", "Vul 'verwacht' in."))
    return tuple(found)


def _items(node: Node | None) -> tuple[Node, ...]:
    """The items of a list; a single value counts as a list of one."""
    if node is None or node.kind == "null":
        return ()
    return node.items if node.kind == "list" else (node,)


def _fact(node: Node) -> str:
    name = node.get("feit")
    return name.text if name is not None else node.text


def _expectations(node: Node) -> Iterator[Problem]:
    for item in _items(node.get("verwacht")):
        yield from _keys(item, EXPECTED)


def _keys(node: Node, allowed: tuple[str, ...]) -> Iterator[Problem]:
    for key, _ in node.pairs:
        if key.text not in allowed:
            remedy = nearest(key.text, allowed) or f"Bekend zijn: {', '.join(allowed)}."
            yield Problem(key.place, "onbekende sleutel in een voorbeeld", key.text, remedy)
