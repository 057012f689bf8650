"""Where in the Turtle files something is written, to say so in a problem: every block starts at the margin."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rdflib import RDF, BNode, Graph, URIRef
from rdflib.term import Node

START = re.compile(r"<([^>]+)>|(\w+:[\w-]+)\s")
NAMESPACE = re.compile(r"@prefix (\w+): <([^>]+)>")

Line = tuple[str, str]
Block = tuple[Line, ...]


class Places:
    """The blocks of Turtle files about each resource: lines with ``file:line`` before them."""

    def __init__(self, texts: Iterable[tuple[str, str]], base: str) -> None:
        """Read Turtle files, given as (name, text); addresses in them are relative to ``base``."""
        self._base = base
        self._blocks: dict[str, list[Block]] = {}
        for name, text in texts:
            prefixes = dict(NAMESPACE.findall(text))
            about, lines = "", list[Line]()
            for number, line in enumerate(text.splitlines(), 1):
                if found := START.match(line):
                    self._keep(about, lines)
                    prefix, _, local = (found[2] or "").partition(":")
                    about, lines = found[1] or prefixes.get(prefix, "") + local, []
                lines.append((f"{name}:{number}", line))
            self._keep(about, lines)

    def _keep(self, about: str, lines: list[Line]) -> None:
        if about:
            self._blocks.setdefault(about.removeprefix(self._base), []).append(tuple(lines))

    def of(self, node: Node) -> str:
        """The first line of the block that says what a resource is, else of the last block about it."""
        blocks = self._blocks.get(str(node).removeprefix(self._base))
        if not blocks:
            return "ontology"
        return next((b for b in reversed(blocks) if re.search(r">?\s+a\s", b[0][1])), blocks[-1])[0][0]

    def within(self, graph: Graph, node: Node, prop: Node | None, value: Node | None) -> str:
        """The line that gives a resource (or a nameless part of one) this property or value; else its first line."""
        inner, owner, seen = node, node, set[Node]()
        while isinstance(owner, BNode) and owner not in seen:
            seen.add(owner)
            owner = min(graph.subjects(None, owner), key=str, default=owner)
        lines = [x for b in self._blocks.get(str(owner).removeprefix(self._base), ()) for x in b]
        named = [x for x in lines if isinstance(prop, URIRef) and _names(x[1], prop)]
        parts = [v for v in graph.objects(inner, None) if not isinstance(v, BNode)] if inner != owner else []
        for sought, among in (([value], named), (parts, lines)):
            for wanted in sorted(map(self._written, filter(None, sought)), key=lambda t: (-len(t), t)):
                if found := next((place for place, line in among if wanted in line), ""):
                    return found
        return named[0][0] if named and inner == owner else self.of(owner)

    def _written(self, value: Node) -> str:
        """The form in which a value stands in the files, or a part of it."""
        if not isinstance(value, URIRef):
            return str(value).replace("\\", "\\\\").replace('"', '\\"')
        text = str(value)
        return f"<{text.removeprefix(self._base)}>" if "#" not in text else f":{text.rpartition('#')[2]}"


def _names(line: str, prop: URIRef) -> bool:
    local = re.escape(re.split(r"[/#]", str(prop))[-1])
    return bool(re.search(rf":{local}\s", line)) or (prop == RDF.type and " a " in line)
