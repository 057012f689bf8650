"""One rule file while it is read: typed access to its nodes, with every problem noted by file and line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from legalkb.errors import Problem
from legalkb.rulebook import Alternative, Literal
from legalkb.source import Node

CONDITION_KEYS = frozenset("feit alle_van bron uitleg".split())


@dataclass(slots=True)
class RuleFile:
    """One rule file while it is read: its name, the names literals may use, known sources, and problems so far."""

    name: str
    names: frozenset[str]
    known_source: Callable[[str], bool]
    problems: list[Problem]
    derived: frozenset[str] = frozenset()

    def problem(self, node: Node, what: str, value: str = "", remedy: str = "") -> None:
        """Note a problem at a node."""
        self.problems.append(Problem(f"{self.name}:{node.line}", what, value, remedy))

    def map(self, node: Node, allowed: frozenset[str] | None = None) -> dict[str, Node]:
        """The keys and values of a node; unknown keys are problems when ``allowed`` is given."""
        if node.kind != "map":
            self.problem(node, "hier hoort een lijst van sleutels en waarden", "", "Schrijf 'sleutel: waarde'.")
            return {}
        found = {str(key.value): value for key, value in node.value}
        for key, _ in node.value:
            if allowed is not None and key.value not in allowed:
                near = get_close_matches(str(key.value), sorted(allowed), 1)
                hint = f"Bedoelde u '{near[0]}'?" if near else "Bekend zijn: " + ", ".join(sorted(allowed)) + "."
                self.problem(key, "onbekende sleutel", str(key.value), hint)
        return found

    def list(self, node: Node | None) -> tuple[Node, ...]:
        """The items of a list; a single value counts as a list of one."""
        if node is None or node.kind == "null":
            return ()
        return tuple(node.value) if node.kind == "list" else (node,)

    def text(self, node: Node | None) -> str:
        """The text of a node on one line, empty when there is none."""
        if node is None or node.kind == "null":
            return ""
        if node.kind != "scalar":
            self.problem(node, "hier hoort tekst")
            return ""
        return " ".join(str(node.value).split())

    def required(self, fields: Mapping[str, Node], key: str, node: Node) -> str:
        """The text under a key that must be there."""
        value = self.text(fields.get(key))
        if not value:
            self.problem(node, f"'{key}' ontbreekt", "", f"Vul '{key}' in.")
        return value

    def choice(self, node: Node | None, allowed: tuple[str, ...]) -> str:
        """One of a few words; the first of them when there is none."""
        text = self.text(node) or allowed[0]
        if node is not None and text not in allowed:
            self.problem(node, "dit woord kan hier niet staan", text, f"Kies uit {', '.join(allowed)}.")
        return text

    def day(self, node: Node | None) -> str:
        """An ISO date, empty when there is none."""
        text = self.text(node)
        if text and node is not None:
            try:
                date.fromisoformat(text)
            except ValueError:
                self.problem(node, "geen geldige datum", text, "Schrijf jjjj-mm-dd.")
        return text

    def sources(self, node: Node | None) -> tuple[str, ...]:
        """The source codes of a node; unknown ones are problems."""
        found = tuple(self.text(item) for item in self.list(node))
        for item, code in zip(self.list(node), found, strict=True):
            if not self.known_source(code):
                self.problem(item, "onbekende bron", code, "Voeg de bron toe aan ontology/bronnen.ttl.")
        return found

    def literal(self, node: Node) -> Literal:
        """``name`` (ja) or ``name: nee``; an unknown name is a problem."""
        name, value = "", "ja"
        if node.kind == "map" and len(node.value) == 1:
            name, value = str(node.value[0][0].value), self.text(node.value[0][1])
        else:
            name = self.text(node)
        if name not in self.names:
            near = get_close_matches(name, sorted(self.names), 1)
            self.problem(node, "onbekend feittype of begrip", name, f"Bedoelde u '{near[0]}'?" if near else "")
        if value not in ("ja", "nee"):
            self.problem(node, "een voorwaarde vraagt ja of nee", value, "Schrijf ja of nee.")
        if value == "nee" and name in self.derived:
            self.problem(node, "een begrip kan alleen positief worden gebruikt", name, "Noem de feiten zelf.")
        return Literal(name, value)

    def _together(self, items: tuple[Node, ...]) -> tuple[Literal, ...]:
        """The literals that must hold together; a name with both values is a problem."""
        found = tuple(self.literal(i) for i in items)
        for item, literal in zip(items, found, strict=True):
            if literal.value == "nee" and Literal(literal.name, "ja") in found:
                self.problem(item, "een voorwaarde vraagt ja en nee van hetzelfde", literal.name, "Laat er een weg.")
        return found

    def condition(self, node: Node) -> Alternative:
        """A literal, or a map with ``feit`` or ``alle_van`` and its source and explanation."""
        if node.kind != "map" or not {str(k.value) for k, _ in node.value} & CONDITION_KEYS:
            return Alternative((self.literal(node),))
        fields = self.map(node, CONDITION_KEYS)
        items = self.list(fields.get("alle_van") or fields.get("feit"))
        if not items:
            self.problem(node, "een voorwaarde zonder feiten", "", "Noem 'feit' of 'alle_van'.")
        return Alternative(
            self._together(items),
            self.sources(fields.get("bron")),
            self.text(fields.get("uitleg")),
        )

    def conditions(self, fields: Mapping[str, Node]) -> tuple[Alternative, ...]:
        """The alternatives of an element or concept: ``een_van``, or ``alle_van`` as the only one."""
        if "alle_van" in fields:
            if "een_van" in fields:
                self.problem(
                    fields["alle_van"], "'alle_van' staat naast 'een_van'", "", "Zet 'alle_van' onder 'een_van'."
                )
            return (Alternative(self._together(self.list(fields["alle_van"]))),)
        return tuple(self.condition(i) for i in self.list(fields.get("een_van")))
