"""Builds a tree of nodes from YAML or JSON text.

The tree is built from the events of PyYAML, never by its constructors: every scalar stays the text that was
written (``0310``, ``no`` and ``12:30`` too) until the field that asks for it gives it a type.
What YAML offers beyond maps, lists and text (anchors, tags, several documents, merge keys) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from legalkb.errors import CaseFileError, LegalkbError, Problem
from legalkb.node import FORBIDDEN, Node, shown
from legalkb.syntax_errors import syntax_problem

__all__ = ["MAX_DEPTH", "MAX_NODES", "parse"]

MAX_DEPTH, MAX_NESTED = 40, 500
DEEP, SHALLOWER = f"meer dan {MAX_DEPTH} niveaus diep genest", "Haal overbodige haken of inspringing weg."
MAX_NODES = 200_000
MAX_PROBLEMS = 100

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_SURROGATE_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


def parse(text: str, name: str, error: type[LegalkbError] = CaseFileError) -> Node:
    """Build the tree of a YAML or JSON text; all that is wrong with it comes in one ``error``."""
    tree = _Tree(name)
    text = text.removeprefix("\ufeff")
    try:
        for event in _events(tree, text):
            tree.take(event)
    except _Stop:
        pass
    except yaml.YAMLError as failure:
        tree.problems.append(_too_deep(failure, text, name) or syntax_problem(failure, text, name))
    except (ValueError, OverflowError):  # PyYAML without libyaml on an escape like "\UFFFFFFFF"
        tree.problems.append(syntax_problem(yaml.YAMLError(), text, name))
    if tree.root is None and not tree.problems:
        tree.problems.append(Problem(name, "het bestand bevat geen gegevens", "", "Begin met 'legalkb nieuw'."))
    if tree.root is None or tree.problems:
        raise error(tree.problems[:MAX_PROBLEMS])
    return tree.root


def _too_deep(failure: yaml.YAMLError, text: str, name: str) -> Problem | None:
    """The problem of a text that is nested deeper than a parser reads on by itself; some stop before the limit here
    is met. None for another failure."""
    mark = getattr(failure, "problem_mark", None)
    if mark is None:
        return None
    lines = text.split("\n")[: mark.line + 1]
    before = "".join([*lines[:-1], lines[-1][: mark.column]])
    depth = sum(before.count(sign) for sign in "[{") - sum(before.count(sign) for sign in "]}")
    return Problem(f"{name}:{mark.line + 1}", DEEP, "", SHALLOWER) if depth > MAX_NESTED else None


def _events(tree: _Tree, text: str) -> Iterator[yaml.Event]:
    """The events of PyYAML, after a look at the characters; JSON is first made readable for it."""
    bad = FORBIDDEN.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        remedy = "Verwijder het teken; plak tekst 'zonder opmaak'."
        tree.problems.append(
            Problem(f"{tree.name}:{line}", "een onzichtbaar stuurteken", f"U+{ord(bad[0]):04X}", remedy)
        )
        raise _Stop
    if text.lstrip()[:1] in ("{", "["):
        text = _SURROGATE_PAIR.sub(_joined_pair, text).replace("\t", " ")
    yield from yaml.parse(text, Loader=_LOADER)


def _place(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _joined_pair(match: re.Match[str]) -> str:
    high, low = int(match[2], 16), int(match[3], 16)
    return f"{match[1]}\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"


class _Stop(Exception):
    """Enough is known to refuse the file; what is wrong is already noted."""


@dataclass(slots=True)
class _Frame:
    """A map or list that is not closed yet."""

    kind: Literal["map", "list"]
    line: int
    column: int
    items: list[Node] = field(default_factory=list)
    pairs: list[tuple[Node, Node]] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    key: Node | None = None


class _Tree:
    """Builds nodes from events with a list for a stack, so that depth costs nothing."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.frames: list[_Frame] = []
        self.nodes = 0
        self.documents = 0

    def take(self, event: yaml.Event) -> None:
        """Handle one event."""
        if isinstance(event, yaml.DocumentStartEvent):
            self._document(event)
        elif isinstance(event, yaml.NodeEvent):
            self._node(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close()

    def _problem(self, line: int, what: str, value: str = "", remedy: str = "") -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(f"{self.name}:{line}", what, shown(value), remedy))

    def _document(self, event: yaml.DocumentStartEvent) -> None:
        self.documents += 1
        if self.documents > 1:
            what = "een tweede document in hetzelfde bestand (regel met ---)"
            self._problem(_place(event)[0], what, remedy="Zet elke zaak in een eigen bestand.")
            raise _Stop

    def _node(self, event: yaml.NodeEvent) -> None:
        line, column = _place(event)
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._problem(
                line,
                f"te veel gegevens (meer dan {MAX_NODES} waarden)",
                remedy="Verdeel de zaak over bestanden.",
            )
            raise _Stop
        self._refuse_extras(event, line)
        if isinstance(event, yaml.ScalarEvent):
            self._add(self._scalar(event, line, column))
        elif isinstance(event, yaml.CollectionStartEvent):
            self._open("map" if isinstance(event, yaml.MappingStartEvent) else "list", line, column)
        else:
            self._add(Node("null", None, line, column, False, self.name))

    def _refuse_extras(self, event: yaml.NodeEvent, line: int) -> None:
        remedy = "Schrijf de waarde uit; zet tekst die met zo'n teken begint tussen aanhalingstekens."
        if event.anchor is not None:
            self._problem(line, "een verwijzing met & of *", event.anchor, remedy)
        if getattr(event, "tag", None) is not None:
            self._problem(line, "een aanduiding met !", str(getattr(event, "tag", "")), remedy)

    def _scalar(self, event: yaml.ScalarEvent, line: int, column: int) -> Node:
        text: str = event.value
        bad = FORBIDDEN.search(text)
        if bad:
            self._problem(
                line,
                "een teken dat niet in een tekst kan staan",
                f"U+{ord(bad[0]):04X}",
                "Verwijder het teken.",
            )
        if not event.style and text in _NULLS:
            return Node("null", None, line, column, False, self.name)
        return Node("scalar", text, line, column, bool(event.style), self.name)

    def _open(self, kind: Literal["map", "list"], line: int, column: int) -> None:
        if len(self.frames) >= MAX_DEPTH:
            self._problem(line, DEEP, remedy=SHALLOWER)
            raise _Stop
        self.frames.append(_Frame(kind, line, column))

    def _close(self) -> None:
        frame = self.frames.pop()
        value = tuple(frame.pairs) if frame.kind == "map" else tuple(frame.items)
        self._add(Node(frame.kind, value, frame.line, frame.column, False, self.name))

    def _add(self, node: Node) -> None:
        if not self.frames:
            self.root = node
            return
        frame = self.frames[-1]
        if frame.kind == "list":
            frame.items.append(node)
        elif frame.key is None:
            frame.key = node
            self._check_key(frame, node)
        else:
            frame.pairs.append((frame.key, node))
            frame.key = None

    def _check_key(self, frame: _Frame, key: Node) -> None:
        if key.kind != "scalar":
            self._problem(key.line, "een sleutel die geen woord is", remedy="Schrijf 'sleutel: waarde'.")
        elif key.value == "<<" and not key.quoted:
            self._problem(key.line, "samenvoegen met << kan hier niet", remedy="Schrijf de waarden uit.")
        elif key.value in frame.lines:
            self._problem(
                key.line,
                f"dubbele sleutel, ook op regel {frame.lines[key.value]}",
                key.value,
                "Laat er een staan.",
            )
        else:
            frame.lines[key.value] = key.line
