"""The answer of ``bevraag --zaken`` as a table, CSV or JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from legalkb import __version__
from legalkb.cli.ask_text import as_csv, as_json, wrapped
from legalkb.knowledge import KnowledgeBase
from legalkb.query.counts import Count, with_findings
from legalkb.query.search import Found, Hit, Search
from legalkb.report.phrases import OUTCOME, dates, provision

ENGINE = "ingebouwd"
HIT_COLUMNS = (
    "bestand", "zaak", "bepaling", "verdachte", "slachtoffer", "houder", "voorval", "voorwerp", "uitkomst", "vanaf",
)  # fmt: skip
COUNTED, FINDINGS, NO_VALUE = "zaken", "bevindingen", "–"


def table(query: str, result: Search, dimensions: Sequence[str], knowledge: KnowledgeBase) -> str:
    """The answer for a terminal."""
    verb = "past" if len(result.found) == 1 else "passen"
    asked = f"{verb} bij: {query}" if query else "in de map"
    lines = wrapped(f"{len(result.found)} van de {result.searched} zaken {asked}", "", "  ")
    if dimensions:
        lines += ["", *wrapped(_heading(dimensions)), *_counts(result, dimensions)]
    elif result.found:
        lines += ["", *(line for found in result.found for line in _case(found, knowledge))]
    lines += ["", *(line for text in _said(result) for line in wrapped(text))]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _case(found: Found, knowledge: KnowledgeBase) -> Iterator[str]:
    yield from wrapped(f"{found.file}{f' ({found.case})' if found.case else ''}", "  ", "    ")
    for hit in found.hits:
        yield from wrapped(_hit(hit, knowledge), "    - ")


def _hit(hit: Hit, knowledge: KnowledgeBase) -> str:
    rule = knowledge.rulebook.rule(hit.rule, None)
    parts = [f"{hit.suspect} ten aanzien van {hit.victim}"]
    parts += [f"houder {hit.holder}"] if hit.holder else ["zonder bekende houder"] if "houder" in rule.per else []
    parts += [f"voorval {hit.event}"] if hit.event else []
    parts += [f"voorwerp {hit.object}"] if hit.object else []
    parts += [OUTCOME[hit.outcome]]
    parts += [f"vanaf {dates(_day(hit))}"] if hit.first else ["zonder datum"]
    return f"{provision(rule.designation, rule.part, 'art.')}: {'; '.join(parts)}"


def _day(hit: Hit) -> str:
    """When the conduct began, as precisely as that is known."""
    from datetime import date

    from legalkb.dates import Interval

    return str(Interval(date.fromisoformat(hit.first), date.fromisoformat(hit.last))) if hit.first else ""


def _heading(dimensions: Sequence[str]) -> str:
    """What is counted."""
    per = " en ".join(filter(None, (", ".join(dimensions[:-1]), dimensions[-1])))
    what = "Aantal zaken en bevindingen" if with_findings(dimensions) else "Aantal zaken"
    once = " Een zaak telt mee bij elke combinatie die erin voorkomt, dus tel de regels niet op."
    return f"{what} per {per}.{once}"


def _numbers(count: Count, dimensions: Sequence[str]) -> tuple[int, ...]:
    return (count.cases, count.findings) if with_findings(dimensions) else (count.cases,)


def _columns(dimensions: Sequence[str]) -> tuple[str, ...]:
    return (*dimensions, COUNTED, FINDINGS) if with_findings(dimensions) else (*dimensions, COUNTED)


def _counts(result: Search, dimensions: Sequence[str]) -> Iterator[str]:
    if not result.counts:
        yield "  Er is niets te tellen."
        return
    header = _columns(dimensions)
    rows = [(*(v or NO_VALUE for v in c.values), *map(str, _numbers(c, dimensions))) for c in result.counts]
    widths = [max(len(row[n]) for row in (header, *rows)) for n in range(len(header))]
    for row in (header, *rows):
        names = [cell.ljust(widths[n]) for n, cell in enumerate(row[: len(dimensions)])]
        numbers = [cell.rjust(widths[n]) for n, cell in enumerate(row[len(dimensions) :], len(dimensions))]
        yield "  " + "  ".join((*names, *numbers))


def _said(result: Search) -> Iterator[str]:
    if not result.searched and not result.unreadable:
        yield "In deze map staan geen zaakbestanden (.yaml, .yml of .json)."
        return
    if result.unreadable:
        many = len(result.unreadable)
        what = "1 bestand is" if many == 1 else f"{many} bestanden zijn"
        yield f"Let op: {what} niet gelezen en {'telt' if many == 1 else 'tellen'} niet mee; zie de meldingen."
    if result.assessed:
        yield (
            "Beoordeeld met de ingebouwde motor alleen. Beoordeel een zaak waarop u afgaat met 'legalkb beoordeel': "
            "dan rekenen beide motoren."
        )
    else:
        yield "De zaken zijn niet beoordeeld: de vraag gaat alleen over feiten."


def csv(result: Search, dimensions: Sequence[str]) -> str:
    """The answer as CSV: the counts where these are asked, or a line for each finding by which a case matches."""
    if dimensions:
        return as_csv(_columns(dimensions), ((*c.values, *_numbers(c, dimensions)) for c in result.counts))
    return as_csv(HIT_COLUMNS, (row for found in result.found for row in _lines(found)))


def _lines(found: Found) -> Iterator[Sequence[str]]:
    if not found.hits:
        yield (found.file, found.case, *[""] * (len(HIT_COLUMNS) - 2))
    for h in found.hits:
        own = (h.rule, h.suspect, h.victim, h.holder, h.event, h.object, h.outcome, _day(h))
        yield (found.file, found.case, *own)


def json(query: str, result: Search, dimensions: Sequence[str], knowledge: KnowledgeBase) -> str:
    """The answer as JSON, with what makes it reproducible."""
    data: dict[str, Any] = {
        "soort": "zaken",
        "zoekvraag": query,
        "doorzocht": result.searched,
        "gevonden": len(result.found),
        "zaken": [
            {
                "bestand": found.file,
                "zaak": found.case,
                "bevindingen": [dict(zip(HIT_COLUMNS[2:], row[2:], strict=True)) for row in _lines(found) if row[2]],
            }
            for found in result.found
        ],
    }
    if dimensions:
        data["tellingen"] = [
            dict(zip(_columns(dimensions), (*c.values, *_numbers(c, dimensions)), strict=True)) for c in result.counts
        ]
    data["niet_gelezen"] = [{"bestand": u.name, "problemen": [str(p) for p in u.problems]} for u in result.unreadable]
    data["verantwoording"] = {
        "versie": __version__,
        "kennisbank": knowledge.digest[:16],
        "motoren": [ENGINE] if result.assessed else [],
    }
    return as_json(data)
