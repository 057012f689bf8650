"""The short form of an assessment, for the terminal table and the first page of the memo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from legalkb.findings import ElementFinding, OffenceFinding
from legalkb.report import phrases
from legalkb.report.grouping import Merged, who, without_lead

QUOTE = 48
UTTERED = "285"


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One line of the summary: provision, persons, outcome in words and what is missing or speaks against it."""

    provision: str
    who: str
    context: str
    kind: str
    outcome: str
    short: str
    gist: str


def _quotes(elements: Sequence[ElementFinding], finding: OffenceFinding) -> str:
    return phrases.listing(phrases.element(e, finding.elements, QUOTE) for e in elements)


def _open(element: ElementFinding) -> bool:
    return element.status == "open_norm" and bool(element.counter_questions or not element.indications_for)


def _two_sided(element: ElementFinding) -> bool:
    return element.status == "open_norm" and bool(element.indications_for and element.indications_against)


def gist(merged: Merged, single: bool = True) -> str:
    """What is missing or speaks against it, in the words of the law; with ``single`` also that one source bears all."""
    finding, elements = merged.finding, merged.own
    contradicted = [e for e in elements if e.status == "weersproken"]
    parts = [f"weersproken: {_quotes(contradicted, finding)}"] if contradicted else []
    disputed = [e for e in elements if e.status == "betwist"]
    parts += [f"betwist: {_quotes(disputed, finding)}"] if disputed else []
    if finding.outcome == "onvolledig":
        unknown = [e for e in elements if e.status == "onbekend"]
        two = [e for e in elements if _two_sided(e)]
        questions = [e for e in elements if _open(e) and e not in two]
        parts += [f"nog onbekend: {_quotes(unknown, finding)}"] if unknown else []
        parts += [f"aanwijzingen voor en tegen: {_quotes(two, finding)}"] if two else []
        parts += [f"nog te beantwoorden: {_quotes(questions, finding)}"] if questions else []
        if merged.base and any(e.status != "vervuld" for e in finding.elements[: merged.shared]):
            parts.append(f"wat bij {phrases.provision(merged.base)} openstaat")
    if finding.outcome == "aanwijzing":
        norms = [e for e in elements if e.status == "open_norm"]
        parts += [f"een mens moet oordelen over {_quotes(norms, finding)}"] if norms else []
    if finding.only_source and single:
        parts.append(f"alles berust op één bron: {phrases.short_source(finding.only_source)}")
    if not parts:
        parts = [phrases.REASON[r] for r in finding.reasons if r in phrases.REASON]
    return phrases.capital("; ".join(parts)) + "." if parts else ""


def occasion(merged: Merged) -> str:
    """The event or the utterance that a finding is about."""
    named = phrases.listing(dict.fromkeys(m.event for m in merged.members if m.event))
    kind = "uiting" if merged.finding.article == UTTERED else "voorval"
    return f"{kind} {phrases.dates(named)}" if named else ""


def context(merged: Merged, events: bool) -> str:
    """Holder, object and, when the case has more than one, the event of a finding."""
    holders = phrases.listing(dict.fromkeys(m.holder for m in merged.members if m.holder))
    objects = phrases.listing(dict.fromkeys(m.object for m in merged.members if m.object))
    parts = [
        f"met {holders} als houder van gezag of opzicht" if holders else "",
        f"voorwerp: {objects}" if objects else "",
        occasion(merged) if events else "",
    ]
    return ", ".join(p for p in parts if p)


def several_events(findings: Sequence[OffenceFinding]) -> bool:
    """Whether a variant is assessed for one pair in more than one event, so that the event must be named."""
    events: dict[tuple[str, ...], set[str]] = {}
    for f in findings:
        if phrases.lead(f):
            events.setdefault((f.rule, f.suspect, f.victim, f.holder, f.object), set()).add(f.event)
    return any(len(found) > 1 for found in events.values())


def bare_variants(merged: Sequence[Merged], events: bool) -> str:
    """The variants that add to another one something of which nothing is known yet, with the persons."""
    found: dict[str, list[OffenceFinding]] = {}
    for m in merged:
        if phrases.lead(m.finding) and m.bare:
            place = occasion(m) if events else ""
            found.setdefault(who(m.members) + (f", {place}" if place else ""), []).append(m.finding)
    return phrases.listing(f"{phrases.paragraphs(variants)} ({name})" for name, variants in found.items())


def without(findings: Sequence[OffenceFinding]) -> str:
    """The variants without a lead, all in one phrase, with the persons unless it is so for everybody."""
    sets = without_lead(findings)
    pairs = {(f.suspect, f.victim) for f in findings}
    if len(sets) == 1 and len(pairs) == 1:
        return phrases.paragraphs(sets[0][1])
    return "; ".join(f"{phrases.paragraphs(found)} ({name})" for name, found in sets)


def rows(
    merged: Sequence[Merged], events: bool, article: str = "artikel", single: bool = True
) -> tuple[SummaryRow, ...]:
    """The leading findings, in the order of :func:`legalkb.report.grouping.merge`, without bare variants.

    With ``events`` the event or utterance of each is named.
    """
    return tuple(
        SummaryRow(
            phrases.offence(m.finding, article),
            who(m.members),
            context(m, events),
            m.finding.outcome,
            phrases.outcome(m.finding),
            phrases.outcome(m.finding, reasons=False),
            gist(m, single),
        )
        for m in merged
        if phrases.lead(m.finding) and not m.bare
    )
