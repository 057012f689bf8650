"""The pages of the documentation, and what is in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from legalkb import knowledge

ROOT = Path(__file__).resolve().parent.parent
REFERENCE, HOW_TO = ROOT / "docs" / "reference", ROOT / "docs" / "how-to"
PAGES = [
    *(p for p in (ROOT / "README.md", ROOT / "CONTRIBUTING.md") if p.exists()),
    *sorted((ROOT / "docs").rglob("*.md")),
]
LINK = re.compile(r"(?<!!)\[(?:[^\]\[]|\[[^\]]*\])*\]\(<?([^)>\s]+)>?\)|^\[[^\]]+\]:\s*(\S+)", re.MULTILINE)
FENCE = re.compile(r"^( *)```(\w*)[^\n]*\n(.*?)^\1```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language and its text."""

    language: str
    text: str


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    found = FENCE.findall(page.read_text(encoding="utf-8"))
    return [Block(language, re.sub(rf"^{indent}", "", text, flags=re.MULTILINE)) for indent, language, text in found]


def prose(page: Path) -> str:
    """The text of a page without its fenced blocks and its code words."""
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", page.read_text(encoding="utf-8")))


def name_of(page: Path) -> str:
    """A page as a path from the top of the project."""
    return str(page.relative_to(ROOT))


@cache
def words() -> knowledge.KnowledgeBase:
    """The knowledge base of the checkout."""
    return knowledge.load()
