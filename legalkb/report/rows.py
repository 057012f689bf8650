"""The table of one offence: per element the quoted words, facts with their source, what is missing and the status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from legalkb.findings import ElementFinding, SourceLabel, Wanted
from legalkb.report import phrases
from legalkb.report.grouping import Merged, who
from legalkb.report.lines import Line, gathered, indicated, stated, supported, told_once, unique
from legalkb.report.summary import occasion

MOST_WAYS = 1
QUOTE = 150
STRUCTURAL = "slachtoffer_aanwezig"


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


def _ways(sets: tuple[tuple[Wanted, ...], ...], asked: set[str]) -> list[str]:
    """Other ways to fulfil an element as questions; the facts of one way are needed together."""
    needed = [[w.question for w in item if w.question not in asked] for item in sets]
    ways = list(dict.fromkeys(" ".join(way) for way in needed if way))
    lines = [text if place == 0 else f"Of: {text}" for place, text in enumerate(ways[:MOST_WAYS])]
    rest = len(ways) - MOST_WAYS
    if rest > 0:
        lines.append(
            "Of een andere omstandigheid." if rest == 1 else f"Of een van {phrases.number(rest)} andere omstandigheden."
        )
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
        verdict = element.ruling.verdict.replace("_", " ")
        found.append(f"Oordeel van {element.ruling.by}: {verdict}. {phrases.sentence(element.ruling.reason)}".rstrip())
    if element.partial and not element.support:
        told = dict.fromkeys(phrases.sentence(e.sentence) for e in element.partial)
        found.append(f"Dekt maar een deel: {' '.join(told)}")
    evidence = (*element.support, *(e for i in element.indications_for for e in i.evidence))
    if element.only_source and len({e.fact for e in evidence}) > 1:
        found.append(f"Dit berust op één bron: {phrases.short_source(element.only_source)}.")
    return tuple(found)


def row(element: ElementFinding, among: Sequence[ElementFinding], sources: Mapping[str, SourceLabel]) -> Row:
    """One element as a row of the table; ``among`` are the elements of the offence."""
    pro = [*supported(element, sources), *(indicated(i, sources) for i in element.indications_for)]
    contra = [*(stated(e) for e in element.against), *(indicated(i, sources) for i in element.indications_against)]
    return Row(
        phrases.element(element, among, QUOTE),
        element.norm if element.status == "open_norm" else "",
        element.status,
        phrases.status(element),
        unique(pro),
        unique(contra),
        _comments(element),
        missing(element),
    )


def _telling(element: ElementFinding) -> bool:
    return element.status in ("weersproken", "betwist") or bool(element.indications_against)


def _plain(element: ElementFinding) -> bool:
    """Whether an element only says that there is a victim, which the table need not tell."""
    return element.status == "vervuld" and {e.name for e in element.support} == {STRUCTURAL}


def _named(elements: Iterable[ElementFinding], among: Sequence[ElementFinding]) -> str:
    return phrases.listing(f"{phrases.element(e, among, 60)} ({phrases.status(e)})" for e in elements)


def _alike(element: ElementFinding, like: Merged, sources: Mapping[str, SourceLabel]) -> bool:
    """Whether an element has the same status in an earlier finding, and all that is said of it was said there."""
    other = next((e for e in like.finding.elements if e.id == element.id), None)
    if other is None or phrases.status(other) != phrases.status(element):
        return False
    mine, theirs = (row(e, like.finding.elements, sources) for e in (element, other))
    return {*mine.in_favour, *mine.against} <= {*theirs.in_favour, *theirs.against} and set(mine.missing) <= set(
        theirs.missing
    )


def table(merged: Merged, like: Merged | None, sources: Mapping[str, SourceLabel]) -> Table:
    """The table of a finding; of what was told of an earlier one (``like``) only the differences are shown."""
    shown, every, after = merged.own, merged.finding.elements, ""
    before = f"Naast de bestanddelen van {phrases.provision(merged.base)}:" if merged.base else ""
    if like is not None and len(like.finding.elements) == len(merged.finding.elements):
        limited = merged.finding.outcome == "tegenaanwijzing"
        shown = tuple(
            e for e in merged.own if not (_plain(e) or _alike(e, like, sources)) and (_telling(e) or not limited)
        )
        before = ""
        place = f", {occasion(like)}" if like.finding.event != merged.finding.event and like.finding.event else ""
        after = f"Voor het overige staan de bestanddelen er gelijk voor als bij {who(like.members)}{place}."
    elif merged.finding.outcome == "tegenaanwijzing":
        shown = tuple(e for e in merged.own if _telling(e)) or merged.own
        rest = tuple(e for e in merged.own if e not in shown)
        after = f"De overige bestanddelen: {_named(rest, every)}." if rest else ""
    elif any(_plain(e) for e in shown):
        after = f"Vervuld zonder meer: {phrases.listing(phrases.element(e, every) for e in shown if _plain(e))}."
        shown = tuple(e for e in shown if not _plain(e))
    return Table(before, _joined(_once(row(e, every, sources) for e in shown)), after)


def _once(rows: Iterable[Row]) -> list[Row]:
    """The rows in which a fact that was told in an earlier row is only named by its number."""
    known: set[str] = set()

    def side(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return gathered([told_once(line, known) for line in lines])

    return [replace(r, in_favour=side(r.in_favour), against=side(r.against)) for r in rows]


def _joined(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Neighbouring rows that rest on the same facts and lack nothing are told as one."""
    found: list[Row] = []
    for item in rows:
        last = found[-1] if found else None
        if last is not None and _rests_on_same(last, item):
            reasons = tuple(
                replace(line, facts=(), before=()) for line in item.in_favour if line.why or line.references
            )
            quote = f"{last.quote.replace('’ en ‘', '’, ‘')} en {item.quote}"
            found[-1] = replace(last, quote=quote, in_favour=last.in_favour + reasons)
        else:
            found.append(item)
    return tuple(found)


def _rests_on_same(one: Row, other: Row) -> bool:
    plain = one.kind == other.kind == "vervuld" and not (one.missing or other.missing or one.against or other.against)
    return (
        plain and one.status == other.status and not (one.comments or other.comments) and _names(one) == _names(other)
    )


def _names(row: Row) -> set[object]:
    """What the facts of a row are called: their numbers, or their sentences where they have none."""
    facts = {f.number or f.text for line in row.in_favour for f in line.facts}
    return facts | {n for line in row.in_favour for n in line.before}
