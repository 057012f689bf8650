"""What a conversation remembers in a case file beside the case: comment lines that no other reader looks at.

``# gesprek: onderwerp:reis: niets bekend`` says that a question need not come again in a later conversation.
"""

from __future__ import annotations

import re

from legalkb.interview.case_text import remark

__all__ = ["note", "read"]

SAID = "niets bekend"
_LINE = re.compile(rf"^#[# ]*gesprek: (.+): {SAID}\s*$", re.MULTILINE)


def read(text: str) -> frozenset[str]:
    """The keys of the questions of which a text says that nothing is known."""
    return frozenset(_LINE.findall(text))


def note(text: str, key: str) -> str:
    """The text that says so of a question; the text itself where it has no place for a comment, as in JSON."""
    return text if key in read(text) else remark(text, f"# gesprek: {key}: {SAID}")
