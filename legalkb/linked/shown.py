"""An answer as a table for the screen or Turtle, as rows, or in the JSON of SPARQL 1.1 Query Results."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence

from legalkb.linked.engine import Answer
from legalkb.linked.terms import BASE, PREFIXES

__all__ = ["as_json", "as_rows", "as_table", "short"]

GAP, NARROWEST = 2, 10
TRUTH = {"true": "ja", "false": "nee"}
BY_LENGTH = tuple(sorted(PREFIXES.items(), key=lambda item: -len(item[1])))


def short(value: Mapping[str, str]) -> str:
    """A value as it is read: an address by its prefix or below the base, a literal without its type."""
    said = value["value"]
    if value["type"] != "uri":
        boolean = value.get("datatype", "").endswith("XMLSchema#boolean")
        return TRUTH.get(said, said) if boolean else said
    for prefix, namespace in BY_LENGTH:
        local = said.removeprefix(namespace)
        if local != said and local and not set(local) & set("/#?%"):
            return f"{prefix}:{local}"
    return f"<{said.removeprefix(BASE)}>"


def as_table(answer: Answer, width: int) -> str:
    """The answer for a screen of that width; rows that do not fit beside each other come as a list each."""
    if answer.turtle is not None:
        return answer.turtle or "Geen resultaten.\n"
    if answer.truth is not None:
        return "ja\n" if answer.truth else "nee\n"
    if not answer.rows:
        return "Geen resultaten.\n"
    cells = [[" ".join(short(r[v]).split()) if v in r else "" for v in answer.variables] for r in answer.rows]
    heads = [name.replace("_", " ") for name in answer.variables]
    widths = _widths(heads, cells, width)
    body = _records(heads, cells, width) if widths is None else _columns(heads, cells, widths)
    count = "1 regel." if len(cells) == 1 else f"{len(cells)} regels."
    return f"{body}\n\n{count}\n"


def _widths(heads: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """The widths of the columns: no word is broken; None when they do not fit."""
    wanted, least = [], []
    for number, head in enumerate(heads):
        texts = [head, *(row[number] for row in cells)]
        wanted.append(max(map(len, texts)))
        least.append(max(len(word) for text in texts for word in text.split() or [""]))
    room = width - GAP * (len(heads) - 1)
    if sum(max(low, min(NARROWEST, want)) for low, want in zip(least, wanted, strict=True)) > room:
        return None
    while sum(wanted) > room:
        loose = [n for n, want in enumerate(wanted) if want > max(least[n], NARROWEST)]
        widest = max(loose, key=lambda n: wanted[n])
        wanted[widest] -= 1
    return wanted


def _columns(heads: Sequence[str], cells: Iterable[Sequence[str]], widths: Sequence[int]) -> str:
    lines = [_line(heads, widths), _line(["-" * w for w in widths], widths)]
    rows = [
        [textwrap.wrap(t, w, break_on_hyphens=False) or [""] for t, w in zip(r, widths, strict=True)] for r in cells
    ]
    tall = [max(map(len, row)) for row in rows]
    airy = any(h > 1 for h in tall)
    for row, height in zip(rows, tall, strict=True):
        lines += [_line([c[n] if n < len(c) else "" for c in row], widths) for n in range(height)]
        lines += [""] if airy else []
    return "\n".join(lines).rstrip()


def _line(texts: Iterable[str], widths: Iterable[int]) -> str:
    return (" " * GAP).join(t.ljust(w) for t, w in zip(texts, widths, strict=True)).rstrip()


def _records(heads: Sequence[str], cells: Iterable[Sequence[str]], width: int) -> str:
    """One list for each row, a value on each line."""
    head = max(map(len, heads)) + 2
    blocks = []
    for row in cells:
        lines = [
            textwrap.fill(
                text, width, initial_indent=f"{name}:".ljust(head), subsequent_indent=" " * head,
                break_on_hyphens=False, break_long_words=False,
            )
            for name, text in zip(heads, row, strict=True)
            if text
        ]  # fmt: skip
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def as_rows(answer: Answer) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The answer as a header and rows, with whole addresses and plain line ends."""
    if answer.truth is not None:
        return ("antwoord",), [("ja" if answer.truth else "nee",)]
    return answer.variables, [
        tuple(_plain(r[v]["value"]) if v in r else "" for v in answer.variables) for r in answer.rows
    ]


def _plain(text: str) -> str:
    """A text in which a lone carriage return, which CSV would not quote, is a line end like any other."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def as_json(answer: Answer) -> dict[str, object]:
    """The answer in the form of SPARQL 1.1 Query Results JSON."""
    if answer.truth is not None:
        return {"head": {}, "boolean": answer.truth}
    return {"head": {"vars": list(answer.variables)}, "results": {"bindings": [dict(r) for r in answer.rows]}}
