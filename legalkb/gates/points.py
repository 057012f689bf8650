"""Propositions of law that a gate puts before the reader, as its data file words them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from legalkb.compilation import YES
from legalkb.gates.said import strings
from legalkb.rule_file import RuleFile
from legalkb.rulebook import Literal
from legalkb.source import Node

__all__ = ["Point", "check_point", "check_points", "check_whole", "literals", "point", "strings"]

KEYS = frozenset(("tekst", "gevolg", "bron"))


@dataclass(frozen=True, slots=True)
class Point:
    """A proposition with its consequence (may be empty) and source codes; ``{words}`` in it are filled in."""

    text: str
    consequence: str = ""
    sources: tuple[str, ...] = ()

    def said(self, words: Mapping[str, str]) -> str:
        """The proposition with its words filled in."""
        return _filled(self.text, words)

    def follows(self, words: Mapping[str, str]) -> str:
        """The consequence with its words filled in."""
        return _filled(self.consequence, words)


def _filled(text: str, words: Mapping[str, str]) -> str:
    for key, value in words.items():
        text = text.replace("{" + key + "}", value)
    return text


def point(plain: Mapping[str, Any]) -> Point:
    """A proposition from its plain data."""
    return Point(str(plain.get("tekst") or ""), str(plain.get("gevolg") or ""), strings(plain.get("bron")))


def literals(plain: Any) -> tuple[Literal, ...]:
    """Conditions from plain data: ``name`` (ja) or ``name: nee``."""
    items = plain if isinstance(plain, list) else [] if plain is None else [plain]
    pairs = (next(iter(i.items())) if isinstance(i, dict) else (i, YES) for i in items)
    return tuple(Literal(str(name), str(value)) for name, value in pairs)


def check_points(file: RuleFile, node: Node | None, needed: tuple[str, ...], place: Node) -> None:
    """Note what is wrong with propositions under fixed names: unknown names, missing ones, missing texts."""
    if node is None:
        file.problem(place, f"de lezingen ontbreken: {', '.join(needed)}", "", "Vul ze in.")
        return
    fields = file.map(node, frozenset(needed))
    for name in needed:
        if name not in fields:
            file.problem(node, f"'{name}' ontbreekt", "", f"Vul '{name}' in.")
    for item in fields.values():
        check_point(file, item)


def check_point(file: RuleFile, node: Node) -> None:
    """Note what is wrong with one proposition."""
    fields = file.map(node, KEYS)
    file.required(fields, "tekst", node)
    file.sources(fields.get("bron"))
    if not file.list(fields.get("bron")):
        file.problem(node, "een lezing zonder bron", "", "Noem een bron, of 'analyse' of 'niet geverifieerd'.")


def check_whole(file: RuleFile, node: Node | None, place: Node, what: str) -> None:
    """Note that something is no whole number in digits."""
    if node is None or not file.text(node).isdecimal():
        file.problem(node or place, f"'{what}' is geen heel getal", file.text(node), "Schrijf een getal in cijfers.")
