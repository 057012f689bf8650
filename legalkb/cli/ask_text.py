"""What both ways of ``bevraag`` share: wrapped lines, CSV that no spreadsheet runs, JSON, and mistakes in a query."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from legalkb.cli.showing import width

if TYPE_CHECKING:
    from legalkb.query.parser import QueryError
    from legalkb.query.tree import Mistake

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
WINDOW = 70


def wrapped(text: str, first: str = "", later: str | None = None) -> list[str]:
    """A text in lines of the width of the terminal; the later lines indented as far as the first unless told."""
    rest = " " * len(first) if later is None else later
    whole = " ".join(text.split())
    return textwrap.wrap(whole, width(), initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    """Rows as CSV (RFC 4180, with line feeds). A cell that a spreadsheet would take for a formula gets an apostrophe
    in front."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _harmless(cell: str | int) -> str:
    text = str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def as_json(data: Any) -> str:
    """Data as JSON, in its own order."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def explained(error: QueryError) -> str:
    """Every mistake in a query, each with the place marked in the text."""
    many = len(error.mistakes)
    opening = "Er klopt iets niet in de zoekvraag:" if many == 1 else f"De zoekvraag heeft {many} fouten:"
    return "\n".join([opening, *(line for m in error.mistakes for line in _marked(error.text, m))])


def _marked(text: str, mistake: Mistake) -> list[str]:
    from legalkb.node import FORBIDDEN

    clean = FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
    clean = "".join(" " if c.isspace() else c for c in clean)
    begin = max(0, min(mistake.start - WINDOW // 3, len(clean) - WINDOW))
    before, after = ("… " if begin else ""), (" …" if begin + WINDOW < len(clean) else "")
    piece = clean[begin : begin + WINDOW]
    length = max(1, min(mistake.end, begin + WINDOW) - mistake.start)
    mark = " " * (len(before) + mistake.start - begin) + "^" * length
    said = f"{mistake.what[:1].upper()}{mistake.what[1:]}. {mistake.remedy}".strip()
    said = FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", said)
    return ["", f"  {before}{piece}{after}", f"  {mark}", *wrapped(said, "  ")]
