"""The table of one offence: per element the quoted words, the facts with their source, the status and what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from legalkb.findings import ElementFinding, Evidence, Indication, SourceLabel, Wanted
from legalkb.report import phrases
from legalkb.report.grouping import Merged, who

MOST_WAYS = 1
QUOTE = 150
SAME_WORDS = 0.6
STRUCTURAL = "slachtoffer_aanwezig"
_ROLE_WORDS = frozenset({"verdachte", "slachtoffer", "houder", "heeft"})
_NUMBER = re.compile(r"feit \d+(?=[,;]|$)")


@dataclass(frozen=True, slots=True)
class Reference:
    """A source as named in a line; ``code`` finds it in the list of sources."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with, behind it, where it comes from and why it counts."""

    text: str
    note: str = ""
    why: str = ""
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One element in the table. ``kind`` is the bare status, ``status`` the words for it."""

    quote: str
    norm: str
    kind: str
    status: str
    in_favour: tuple[Line, ...]
    against: tuple[Line, ...]
    comments: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows to show, the sentence before them and the sentence about the elements left out."""

    before: str
    rows: tuple[Row, ...]
    after: str


def references(codes: Iterable[str], sources: Mapping[str, SourceLabel]) -> tuple[Reference, ...]:
    """The sources to name for these codes, once each."""
    return tuple(Reference(code, phrases.source_title(code, sources)) for code in dict.fromkeys(codes))


def origin(evidence: Evidence) -> str:
    """Where a statement comes from: its place in the case, its source, what it was derived from, its reservations."""
    source = phrases.short_source(evidence.source)
    basis = evidence.basis if evidence.basis not in evidence.sentence else ""
    parts = [", ".join(p for p in (f"feit {evidence.fact}" if evidence.fact else "", source) if p), basis]
    if evidence.attributed:
        parts.append(f"gedraging van {evidence.attributed}, meegerekend wegens de opgegeven samenwerking")
    if evidence.retracted:
        parts.append("later ingetrokken")
    if evidence.suspect_only:
        parts.append("alleen verklaring verdachte")
    return phrases.dates(phrases.flat("; ".join(p for p in parts if p)))


def _reason(explanation: str, told: str) -> str:
    """Why a fact counts, as a sentence; nothing when that only says the fact again."""
    words = {w for w in re.findall(r"[^\W\d_]{4,}", explanation.lower())} - _ROLE_WORDS
    known = set(re.findall(r"[^\W\d_]{4,}", told.lower()))
    again = words and len(words & known) / len(words) >= SAME_WORDS
    return "" if again else phrases.sentence(explanation)


def _stated(evidence: Evidence) -> Line:
    return Line(phrases.sentence(evidence.sentence), origin(evidence))


def _indicated(indication: Indication, sources: Mapping[str, SourceLabel]) -> Line:
    text = " ".join(phrases.sentence(e.sentence) for e in indication.evidence)
    notes = [origin(e) for e in indication.evidence] + (["betwist"] if indication.disputed else [])
    note = "; ".join(dict.fromkeys(n for n in notes if n))
    return Line(text, note, _reason(indication.explanation, text), references(indication.sources, sources))


def _grounded(element: ElementFinding, sources: Mapping[str, SourceLabel]) -> tuple[Line, ...]:
    """The supporting facts; the ground why they count stands behind the last one."""
    lines = [_stated(e) for e in dict.fromkeys(element.support)]
    told = " ".join(line.text for line in lines)
    why = " ".join(dict.fromkeys(w for g in element.grounds if g.explanation and (w := _reason(g.explanation, told))))
    found = references((c for g in element.grounds for c in g.sources), sources)
    if lines and (why or found):
        lines[-1] = Line(lines[-1].text, lines[-1].note, why, found)
    return tuple(lines)


def _unique(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines without those whose sentence was already told."""
    seen: dict[str, Line] = {}
    for line in lines:
        known = seen.get(line.text)
        if known is None or (line.why and not known.why):
            seen[line.text] = line
    return tuple(seen.values())


def _ways(sets: tuple[tuple[Wanted, ...], ...], asked: set[str]) -> list[str]:
    """Other ways to fulfil an element as questions; the facts of one way are needed together."""
    ways = [[w.question for w in item if w.question not in asked] for item in sets]
    ways = [way for way in ways if way]
    shown = [" ".join(way) for way in ways[:MOST_WAYS]]
    lines = [text if place == 0 else f"Of: {text}" for place, text in enumerate(shown)]
    if len(ways) > MOST_WAYS:
        rest = len(ways) - MOST_WAYS
        lines.append("Of een andere omstandigheid." if rest == 1 else f"Of een van {phrases.number(rest)} andere omstandigheden.")
    return lines


def missing(element: ElementFinding) -> tuple[str, ...]:
    """What is not known about an element, as questions; decisive counter-questions first."""
    counter = [c.wanted.question for c in element.counter_questions]
    lines = [f"Tegenvraag: {question}" for question in dict.fromkeys(counter)]
    if element.status in ("vervuld", "weersproken"):
        return tuple(lines)
    if element.status == "onbekend" and element.question:
        return (*lines, element.question)
    return (*lines, *_ways(element.missing, set(counter)))


def _comments(element: ElementFinding) -> tuple[str, ...]:
    found = []
    if element.ruling:
        reason = f" {phrases.sentence(element.ruling.reason)}" if element.ruling.reason else ""
        verdict = element.ruling.verdict.replace("_", " ")
        found.append(f"Oordeel van {element.ruling.by}: {verdict}.{reason}")
    if element.partial and not element.support:
        told = " ".join(phrases.sentence(e.sentence) for e in dict.fromkeys(element.partial))
        found.append(f"Dekt maar een deel: {told}")
    statements = len(element.support) + len(element.indications_for)
    if element.only_source and statements > 1:
        found.append(f"Dit berust op één bron: {phrases.short_source(element.only_source)}.")
    return tuple(found)


def row(element: ElementFinding, sources: Mapping[str, SourceLabel]) -> Row:
    """One element as a row of the table."""
    pro = [*_grounded(element, sources), *(_indicated(i, sources) for i in element.indications_for)]
    contra = [*(_stated(e) for e in element.against), *(_indicated(i, sources) for i in element.indications_against)]
    return Row(
        phrases.quoted(element.quote, QUOTE),
        element.norm if element.status == "open_norm" else "",
        element.status,
        phrases.status(element),
        _unique(pro),
        _unique(contra),
        _comments(element),
        missing(element),
    )


def _telling(element: ElementFinding) -> bool:
    return element.status in ("weersproken", "betwist") or bool(element.indications_against)


def _plain(element: ElementFinding) -> bool:
    """Whether an element only says that there is a victim, which the table need not tell."""
    return element.status == "vervuld" and {e.name for e in element.support} == {STRUCTURAL}


def _named(elements: Iterable[ElementFinding]) -> str:
    return phrases.listing(f"{phrases.quoted(e.quote, 60)} ({phrases.status(e)})" for e in elements)


def _alike(element: ElementFinding, like: Merged, sources: Mapping[str, SourceLabel]) -> bool:
    """Whether an element has the same status in an earlier finding, and all that is said of it was said there."""
    other = next((e for e in like.finding.elements if e.id == element.id), None)
    if other is None or phrases.status(other) != phrases.status(element):
        return False
    mine, theirs = row(element, sources), row(other, sources)
    return {*mine.in_favour, *mine.against} <= {*theirs.in_favour, *theirs.against} and set(mine.missing) <= set(theirs.missing)


def table(merged: Merged, like: Merged | None, sources: Mapping[str, SourceLabel]) -> Table:
    """The table of a finding; ``like`` is an earlier finding on the same variant, of which only differences are told."""
    shown, before, after = merged.own, "", ""
    if merged.base:
        before = f"Naast de bestanddelen van {phrases.provision(merged.base)}:"
    if like is not None and len(like.finding.elements) == len(merged.finding.elements):
        limited = merged.finding.outcome == "tegenaanwijzing"
        shown = tuple(e for e in merged.own if not _alike(e, like, sources) and (_telling(e) or not limited))
        before = ""
        after = f"Voor het overige staan de bestanddelen er gelijk voor als bij {who(like.members)}."
    elif merged.finding.outcome == "tegenaanwijzing":
        shown = tuple(e for e in merged.own if _telling(e)) or merged.own
        rest = tuple(e for e in merged.own if e not in shown)
        after = f"De overige bestanddelen: {_named(rest)}." if rest else ""
    elif any(_plain(e) for e in shown):
        after = f"Vervuld zonder meer: {phrases.listing(phrases.quoted(e.quote) for e in shown if _plain(e))}."
        shown = tuple(e for e in shown if not _plain(e))
    return Table(before, _joined(_once([row(e, sources) for e in shown])), after)


def _once(rows: Iterable[Row]) -> list[Row]:
    """The rows in which a fact that was told in an earlier row is only named by its number."""
    told: set[str] = set()

    def line(found: Line) -> Line:
        number = _NUMBER.match(found.note)
        if number is None or ". " in found.text:
            return found
        if found.text in told:
            return replace(found, text=f"Zie {number[0]}.", note="")
        told.add(found.text)
        return found

    def side(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return _gathered([line(item) for item in lines])

    return [replace(r, in_favour=side(r.in_favour), against=side(r.against)) for r in rows]


def _gathered(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines that only name a number, told as one."""
    found: list[Line] = []
    for item in lines:
        last = found[-1] if found else None
        if last and item.text.startswith("Zie feit ") and last.text.startswith("Zie feit ") and not (last.why or last.references):
            numbers = re.findall(r"\d+", last.text + item.text)
            found[-1] = replace(item, text=f"Zie feit {phrases.listing(numbers)}.")
        else:
            found.append(item)
    return tuple(found)


def _joined(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Neighbouring rows that rest on the same facts and lack nothing are told as one."""
    found: list[Row] = []
    for item in rows:
        last = found[-1] if found else None
        if last is not None and _rests_on_same(last, item):
            reasons = tuple(replace(line, text="", note="") for line in item.in_favour if line.why or line.references)
            found[-1] = replace(last, quote=f"{last.quote.replace('’ en ‘', '’, ‘')} en {item.quote}", in_favour=last.in_favour + reasons)
        else:
            found.append(item)
    return tuple(found)


def _rests_on_same(one: Row, other: Row) -> bool:
    plain = one.kind == other.kind == "vervuld" and not (one.missing or other.missing or one.against or other.against)
    return plain and one.status == other.status and not (one.comments or other.comments) and _names(one) == _names(other)


def _names(row: Row) -> set[str]:
    """What the facts of a row are called: their numbers, or their sentences where they have none."""
    numbers = [(line, re.findall(r"(?:feit |, | en )(\d+)(?=[,;.]|$| en )", f"{line.text} {line.note}")) for line in row.in_favour]
    return {name for line, found in numbers for name in (found or [line.text])}
