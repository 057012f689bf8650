"""Where things stand in the files of the knowledge base: file and line of subjects, rules, elements and conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from legalkb.knowledge import EXAMPLES, data_folder, walk
from legalkb.source import Node, parse

__all__ = ["Files", "Mention", "read"]

SUBJECT = re.compile(r"<([^>]+)>")
NAMED = re.compile(r"\ba\s+lkb:\w+|\ba\s+(foaf|eli|skos):\w+")
CITED = ("bron", "grondslag")
SIDES = {"een_van": "a", "alle_van": "a", "tenzij": "t"}
NORM_SIDES = {"voor": "v", "tegen": "g"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A text of a file with what it is about: the id of a subject or rule, and the element within a rule."""

    place: str
    about: str
    part: str
    text: str


def _subjects(turtle: Mapping[str, str]) -> dict[str, str]:
    """The place of each subject: where it is given its class, else its first line."""
    found: dict[str, str] = {}
    certain: set[str] = set()
    for name, text in turtle.items():
        for number, line in enumerate(text.splitlines(), 1):
            match = SUBJECT.match(line)
            if match is None:
                continue
            typed = NAMED.search(line, match.end()) is not None
            if match[1] not in found or (typed and match[1] not in certain):
                found[match[1]] = f"{name}:{number}"
            certain |= {match[1]} if typed else set()
    return found


@dataclass(frozen=True, slots=True)
class Files:
    """The texts of the ontology and the trees of the rules, examples left out, with the place of each subject of the
    ontology (``feit/x``). Names are paths from the top of the project."""

    turtle: Mapping[str, str]
    rules: Mapping[str, Node]
    subjects: Mapping[str, str]

    def subject(self, iri: str) -> str:
        """The place of a subject; the folder when it is nowhere."""
        return self.subjects.get(iri, "ontology")

    def located(self, place: str, about: str) -> str:
        """A place with its line: that of a subject of the ontology, of an element of a rule file, or of its id."""
        if about in self.subjects:
            return self.subjects[about]
        if place not in self.rules:
            return place
        node = self.element(place, about)
        return f"{place}:{node.line}" if node is not None else self.key(place, "id")

    def key(self, file: str, *keys: str) -> str:
        """The place of a value below the top of a rule file; the file's first line when it is not there."""
        node: Node | None = self.rules.get(file)
        top = node
        for key in keys:
            node = node.get(key) if node is not None else None
        found = node or top
        return f"{file}:{found.line}" if found is not None else file

    def element(self, file: str, id: str) -> Node | None:
        """The node of an element."""
        top = self.rules.get(file)
        items = top.get("bestanddelen") if top is not None else None
        for item in items.items if items is not None else ():
            name = item.get("id")
            if name is not None and name.text == id:
                return item
        return None

    def condition(self, file: str, element: str, side: str, number: int) -> str:
        """The place of a condition of an element, or of a concept or neighbour where ``element`` is empty.

        ``side`` is ``a`` (alternative), ``t`` (exception), ``v`` or ``g`` (indication for or against an open norm);
        ``number`` counts from 1.
        """
        top = self.element(file, element) if element else self.rules.get(file)
        if top is None:
            return file
        norm = top.get("open_norm")
        for owner, sides in ((top, SIDES), (norm, NORM_SIDES)):
            for key, mark in sides.items():
                node = owner.get(key) if owner is not None else None
                if mark == side and node is not None:
                    items = node.items if node.kind == "list" and key != "alle_van" else (node,)
                    return f"{file}:{items[number - 1].line if number <= len(items) else node.line}"
        return f"{file}:{top.line}"

    def citations(self) -> Iterator[Mention]:
        """Every source code that a rule file cites, with its place and element."""
        for name, top in self.rules.items():
            about = top.get("id")
            yield from _cited(top, name, about.text if about is not None else "", "")

    def texts(self) -> Iterator[Mention]:
        """Every text of the rule files, with its place and element."""
        for name, top in self.rules.items():
            about = top.get("id")
            yield from _scalars(top, name, about.text if about is not None else "", "")


def _part(node: Node, part: str) -> str:
    own = node.get("id")
    return own.text if own is not None and node.get("citaat") is not None else part


def _scalars(node: Node, file: str, about: str, part: str) -> Iterator[Mention]:
    if node.kind == "scalar":
        yield Mention(f"{file}:{node.line}", about, part, " ".join(node.text.split()))
    part = _part(node, part)
    for item in (*node.items, *(value for _, value in node.pairs)):
        yield from _scalars(item, file, about, part)


def _cited(node: Node, file: str, about: str, part: str) -> Iterator[Mention]:
    part = _part(node, part)
    for key, value in node.pairs:
        if key.value in CITED:
            yield from _scalars(value, file, about, part)
        else:
            yield from _cited(value, file, about, part)
    for item in node.items:
        yield from _cited(item, file, about, part)


def read(folder: Path | None = None) -> Files:
    """The files of the installed data, or of the ``ontology/`` and ``rules/`` in ``folder``. They were read before as
    a knowledge base, so that nothing in them is damaged."""
    turtle = {
        n: f.read_text(encoding="utf-8-sig") for n, f in walk(data_folder("ontology", folder), ".ttl", "ontology")
    }
    found = walk(data_folder("rules", folder), ".yaml", "rules")
    rules = {n: parse(f.read_text(encoding="utf-8-sig"), n) for n, f in found if f"/{EXAMPLES}/" not in n}
    return Files(turtle, rules, _subjects(turtle))
