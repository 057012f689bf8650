"""The table of one offence: per element the quoted words, the facts with their source, the status and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from legalkb.findings import ElementFinding, Evidence, Indication, SourceLabel, Wanted
from legalkb.report import phrases
from legalkb.report.grouping import Merged, different, who

MOST_WAYS = 3


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
    return tuple(Reference(code, phrases.source_title(code, dict(sources))) for code in dict.fromkeys(codes))


def origin(evidence: Evidence, source: bool = True) -> str:
    """Where a statement comes from: its place in the case, its source, what it was derived from, its reservations."""
    parts = [f"feit {evidence.fact}" if evidence.fact else "", evidence.source if source else "", evidence.basis]
    if evidence.attributed:
        parts.append(f"gedraging van {evidence.attributed}, meegerekend wegens de opgegeven samenwerking")
    if evidence.retracted:
        parts.append("later ingetrokken")
    if evidence.suspect_only:
        parts.append("alleen verklaring verdachte")
    return phrases.dates(phrases.flat("; ".join(p for p in parts if p)))


def _stated(evidence: Evidence) -> Line:
    return Line(phrases.sentence(evidence.sentence), origin(evidence))


def _indicated(indication: Indication, sources: Mapping[str, SourceLabel]) -> Line:
    text = " ".join(phrases.sentence(e.sentence) for e in indication.evidence)
    notes = [origin(e) for e in indication.evidence] + (["betwist"] if indication.disputed else [])
    note = "; ".join(dict.fromkeys(n for n in notes if n))
    return Line(text, note, phrases.sentence(indication.explanation), references(indication.sources, sources))


def _grounded(element: ElementFinding, sources: Mapping[str, SourceLabel]) -> tuple[Line, ...]:
    """The supporting facts; the ground why they count stands behind the last one."""
    lines = [_stated(e) for e in dict.fromkeys(element.support)]
    why = " ".join(phrases.sentence(g.explanation) for g in dict.fromkeys(element.grounds) if g.explanation)
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
        lines.append(f"Of nog {phrases.number(rest)} andere {'weg' if rest == 1 else 'wegen'}.")
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
    if element.only_source:
        found.append(f"Berust op één bron: {element.only_source}.")
    return tuple(found)


def row(element: ElementFinding, sources: Mapping[str, SourceLabel]) -> Row:
    """One element as a row of the table."""
    pro = [*_grounded(element, sources), *(_indicated(i, sources) for i in element.indications_for)]
    contra = [*(_stated(e) for e in element.against), *(_indicated(i, sources) for i in element.indications_against)]
    return Row(
        phrases.quoted(element.quote),
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


def _named(elements: Iterable[ElementFinding]) -> str:
    return phrases.listing(f"{phrases.quoted(e.quote, 60)} ({phrases.status(e)})" for e in elements)


def table(merged: Merged, like: Merged | None, sources: Mapping[str, SourceLabel]) -> Table:
    """The table of a finding; ``like`` is an earlier finding on the same variant, of which only differences are told."""
    shown, before, after = merged.own, "", ""
    if merged.base:
        before = f"Naast de bestanddelen van {phrases.provision(merged.base)}:"
    if like is not None and len(like.finding.elements) == len(merged.finding.elements):
        changed = set(different(merged, like))
        shown = tuple(e for e in merged.own if e in changed)
        before = ""
        after = f"Voor het overige staan de bestanddelen er gelijk voor als bij {who(like.members)}."
    elif merged.finding.outcome == "tegenaanwijzing":
        shown = tuple(e for e in merged.own if _telling(e)) or merged.own
        rest = tuple(e for e in merged.own if e not in shown)
        after = f"De overige bestanddelen: {_named(rest)}." if rest else ""
    return Table(before, tuple(row(e, sources) for e in shown), after)
