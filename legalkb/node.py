"""The tree of what people wrote: nodes that know their file and line. Scalars are always text."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["FORBIDDEN", "Kind", "Node", "SourceText", "plain", "shown"]

MAX_SHOWN = 60

# Control characters, lone surrogates, invisible signs that turn the direction of writing, and the like.
FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)

Kind = Literal["map", "list", "scalar", "null"]


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a file and the name to show for it."""

    name: str
    text: str

    @property
    def sha256(self) -> str:
        """The hash of the text, for the receipt."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a file. ``value`` is text (scalar), nodes (list), pairs of nodes (map) or None (null)."""

    kind: Kind
    value: Any
    line: int
    column: int = 1
    quoted: bool = False
    source: str = ""

    @property
    def place(self) -> str:
        """Where it stands: ``bestand.yaml:12``."""
        return f"{self.source}:{self.line}" if self.source else f"regel {self.line}"

    @property
    def text(self) -> str:
        """The text of a scalar; empty for anything else."""
        return self.value if self.kind == "scalar" else ""

    @property
    def items(self) -> tuple[Node, ...]:
        """The items of a list; empty for anything else."""
        return self.value if self.kind == "list" else ()

    @property
    def pairs(self) -> tuple[tuple[Node, Node], ...]:
        """The keys and values of a map; empty for anything else."""
        return self.value if self.kind == "map" else ()

    def get(self, key: str) -> Node | None:
        """The value under a key of a map, if it is there."""
        return next((value for name, value in self.pairs if name.value == key), None)


def shown(text: str) -> str:
    """A value as an error may repeat it: one line, no control characters, at most 60 characters."""
    line = " ".join(FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text[: 4 * MAX_SHOWN]).split())
    return line if len(line) <= MAX_SHOWN else line[: MAX_SHOWN - 1] + "…"


def plain(node: Node) -> Any:
    """A node as plain dicts, lists and strings (``None`` for empty)."""
    if node.kind == "map":
        return {str(k.value): plain(v) for k, v in node.value}
    if node.kind == "list":
        return [plain(v) for v in node.value]
    return None if node.kind == "null" else str(node.value)
