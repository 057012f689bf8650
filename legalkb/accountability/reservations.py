"""What the knowledge base is unsure of: law that was not verified, and readings of the makers without a source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from legalkb.knowledge import PROSECUTION, KnowledgeBase
from legalkb.rulebook import Element

__all__ = ["NOT_VERIFIED", "OWN_READING", "Doubt", "not_verified", "own_readings", "reserved_sources"]

NOT_VERIFIED, OWN_READING = "niet geverifieerd", "analyse"
VERBATIM = "verbatim"
WORDS = ("explanation", "text", "quote", "title", "reason", "label")
SAID = ("tekst", "lezing", "naam", "uitleg", "waarom", "feit", "regel")
OPEN_CELL = "?"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A point with a reservation: the file or provision where it stands, what it is about, and the Dutch words."""

    place: str
    about: str
    words: str


def not_verified(knowledge: KnowledgeBase) -> tuple[Doubt, ...]:
    """Every point that is marked as not verified, and every text of the law that was not read word for word."""
    law = (
        Doubt(v.designation, _period(v.valid_from, v.valid_to), _law_words(v.text_status, v.reservation))
        for versions in knowledge.vocabulary.law.provisions.values()
        for v in versions
        if v.text_status != VERBATIM or NOT_VERIFIED in v.reservation.lower()
    )
    sources = (
        Doubt(s.code, s.title, s.reservation)
        for s in knowledge.vocabulary.sources.values()
        if NOT_VERIFIED in s.reservation.lower() and s.code not in (NOT_VERIFIED, OWN_READING)
    )
    return _sorted([*law, *sources, *_cited(knowledge, NOT_VERIFIED)])


def own_readings(knowledge: KnowledgeBase) -> tuple[Doubt, ...]:
    """Every step, also beside a source, for which the makers' own reading is given."""
    return _sorted([*_cited(knowledge, OWN_READING)])


def reserved_sources(knowledge: KnowledgeBase) -> tuple[Doubt, ...]:
    """The sources with a reservation, as that only a summary was read."""
    return _sorted(
        [Doubt(s.code, s.title, s.reservation) for s in knowledge.vocabulary.sources.values() if s.reservation]
    )


def _sorted(found: list[Doubt]) -> tuple[Doubt, ...]:
    return tuple(sorted(dict.fromkeys(found), key=lambda d: (d.place, d.about, d.words)))


def _period(first: str, last: str) -> str:
    if first and last:
        return f"{first} tot en met {last}"
    return f"vanaf {first}" if first else f"tot en met {last}" if last else "begin niet bekend"


def _law_words(status: str, reservation: str) -> str:
    text = "" if status == VERBATIM else f"Tekst: {status.replace(VERBATIM, 'letterlijk')}."
    return f"{text} {reservation}".strip()


def _cited(knowledge: KnowledgeBase, code: str) -> Iterator[Doubt]:
    book, words = knowledge.rulebook, knowledge.vocabulary
    ruled = [*((r.file, r) for r in book.rules), *((c.file, c) for c in book.concepts.values())]
    for file, item in (*ruled, *((n.file, n) for n in book.neighbours)):
        yield from (Doubt(file, about, said) for about, said, codes in _walk(item, "") if code in codes)
    for kind, data in sorted(knowledge.prosecution.items()):
        yield from (Doubt(f"{PROSECUTION}{kind}.yaml", about, said) for about, said in _marked(data, code, ()))
    for name, items in (("feittype", words.fact_types.values()), ("scenario", words.scenarios)):
        yield from (Doubt(f"ontology: {name}", i.id, i.label) for i in items if code in i.sources)
    for path in words.paths.values():
        if code in path.path.sources:
            yield Doubt("ontology: beschermingspad", path.path.id, path.path.label)


def _walk(value: Any, about: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What each part of a rule says, with the element it belongs to and its source codes."""
    if isinstance(value, Element):
        about = f"‘{value.quote}’"
    if isinstance(value, tuple):
        for item in value:
            yield from _walk(item, about)
    if not is_dataclass(value):
        return
    said = next((str(text) for name in WORDS if (text := getattr(value, name, ""))), "")
    if said and about == f"‘{said}’":
        said = "het bestanddeel als geheel"
    yield about, said, (*getattr(value, "sources", ()), *getattr(value, "grounds", ()))
    for part in fields(value):
        yield from _walk(getattr(value, part.name), about)


def _marked(data: Any, code: str, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Where plain data names a source code, with the words that stand beside it."""
    if isinstance(data, list):
        for item in data:
            yield from _marked(item, code, path)
    if not isinstance(data, Mapping):
        return
    own = str(data.get("id") or "")
    path = (*path, own) if own else path
    said = _said(data)
    if any(code == value or (isinstance(value, list) and code in value) for value in data.values()):
        yield " › ".join(path), _filled(said)
    if code == NOT_VERIFIED and (open_ := [key for key, value in data.items() if value == OPEN_CELL]):
        yield " › ".join(path), f"Niet geverifieerd is of dit ook geldt voor {', '.join(open_)}."
    for key, value in data.items():
        yield from _marked(value, code, (*path, str(key)))


def _said(data: Mapping[str, Any]) -> str:
    """The words of a piece of data: those under a usual key, else the first sentence in it."""
    usual = (data[key] for key in SAID if isinstance(data.get(key), str))
    inner = (w for key, v in data.items() if key != "bron" for w in (v if isinstance(v, list) else [v]))
    nested = (_said(w) if isinstance(w, Mapping) else w if isinstance(w, str) and " " in w else "" for w in inner)
    other = (w for w in nested if w and w != NOT_VERIFIED)
    return next(usual, "") or next(other, "")


def _filled(text: str) -> str:
    """A sentence whose places to fill are shown as such: ``{dag}`` becomes ``[dag]``."""
    return re.sub(r"\{(\w+)\}", r"[\1]", text)
