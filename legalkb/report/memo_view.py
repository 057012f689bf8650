"""What the memo says, section by section; the templates only lay it out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from legalkb.findings import Assessment, FactLine, OffenceFinding, SourceLabel
from legalkb.report import caveats, items, phrases, protection, summary
from legalkb.report.bibliography import SourceGroup, bibliography
from legalkb.report.grouping import Merged, merge, who
from legalkb.report.items import Item, Remark
from legalkb.report.law_texts import LawText, heading, law_texts
from legalkb.report.lines import Line, references
from legalkb.report.proof import evidence_notes
from legalkb.report.prosecution import GateSection, assessed, sections
from legalkb.report.questions import MOST_QUESTIONS, Question, introduction, questions
from legalkb.report.rows import Table, table

CONDUCT_START = "het begin van de gedraging"
MOST_SCENARIOS = 2
SHORT_MARK = 12
ENGINES = {"ingebouwd": "de ingebouwde afleiding"}


@dataclass(frozen=True, slots=True)
class Assessed:
    """The assessment of one variant for some persons: what it is about, the outcome, the table, remarks."""

    about: str
    kind: str
    outcome: str
    table: Table
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """All assessments of one variant under one heading; ``note`` tells of variants that add something unknown."""

    heading: str
    assessed: tuple[Assessed, ...]
    note: str


def _about(merged: Merged, events: bool, told: Sequence[tuple[OffenceFinding, ...]] = ()) -> str:
    """Who and what a finding is about; left out where the variant it builds on was told for the same persons."""
    pairs = {(m.suspect, m.victim, m.holder) for m in merged.members}
    if merged.base and any(pairs == {(f.suspect, f.victim, f.holder) for f in found} for found in told):
        return ""
    finding, place = merged.finding, summary.context(merged, events)
    text = who(merged.members) + (f", {place}" if place else "")
    if finding.conduct:
        plain = finding.conduct_basis in ("", CONDUCT_START)
        basis = "" if plain else f" ({phrases.flat(finding.conduct_basis)})"
        since = "vanaf" if re.match(r"\d|[a-z]+ \d{4}", finding.conduct) else "begonnen"
        text += f"; gedraging {since} {phrases.dates(finding.conduct + basis)}"
    return phrases.sentence(text)


def _remarks(merged: Merged, told: set[str], sources: Mapping[str, SourceLabel]) -> tuple[Remark, ...]:
    """The remarks that were not told before in the memo."""
    fresh = [r for r in merged.finding.remarks if r.text not in told]
    told.update(r.text for r in fresh)
    return tuple(Remark(phrases.sentence(phrases.dates(r.text)), references(r.sources, sources)) for r in fresh)


def _bare_note(rule: str, merged: Sequence[Merged], events: bool) -> str:
    """Sentences about the variants that build on this one and of which nothing more is known, with the persons."""
    bases = {(m.finding.designation, m.members) for m in merged if m.finding.rule == rule}
    found = [m for m in merged if m.bare and phrases.lead(m.finding) and any(m.base == name for name, _ in bases)]
    groups: dict[str, dict[str, Merged]] = {}
    for m in found:
        place = summary.occasion(m) if events else ""
        groups.setdefault(who(m.members) + (f", {place}" if place else ""), {}).setdefault(m.finding.rule, m)
    notes = []
    for name, firsts in groups.items():
        quotes = dict.fromkeys(phrases.element(e, m.finding.elements, 60) for m in firsts.values() for e in m.own)
        variants = phrases.paragraphs([m.finding for m in firsts.values()])
        notes.append(
            f"Voor {variants} ({name}) is daarnaast nodig: {phrases.listing(quotes)}. Daarover is nog niets bekend."
        )
    return " ".join(notes)


def _variants(merged: Sequence[Merged], order: Sequence[str], sources: Mapping[str, SourceLabel]) -> Iterator[Variant]:
    """The findings with a lead in the order of the law; later ones on the same variant refer to an earlier one."""
    events = summary.several_events([f for m in merged for f in m.members])
    told: set[str] = set()
    bases = [m.members for m in merged if not m.base]
    for rule in order:
        found = [m for m in merged if m.finding.rule == rule and phrases.lead(m.finding) and not m.bare]
        if not found:
            continue
        assessed = [
            Assessed(
                _about(m, events, [found for found in bases if found[0].designation == m.base]),
                m.finding.outcome,
                phrases.sentence(phrases.outcome(m.finding)),
                table(m, found[0] if place else None, sources),
                _remarks(m, told, sources),
            )
            for place, m in enumerate(found)
        ]
        yield Variant(heading(found[0].finding), tuple(assessed), _bare_note(rule, merged, events))


def _counter(merged: Sequence[Merged]) -> tuple[str, ...]:
    """Per variant, at which elements something stands on the other side; the facts stand in the table."""
    notes: dict[str, list[str]] = {}
    for m in merged:
        for e in m.own if phrases.lead(m.finding) else ():
            if e.against or e.indications_against:
                notes.setdefault(phrases.offence(m.finding), []).append(phrases.element(e, m.finding.elements, 60))
    return tuple(f"{name} ({phrases.listing(dict.fromkeys(quotes))})" for name, quotes in notes.items())


def _unknown(line: FactLine) -> str:
    """What was stated not to be known, as a name in a list."""
    return line.sentence.removeprefix("Niet bekend: ").rstrip(".")


def _lines(variants: Iterable[Variant], items: Iterable[Item]) -> Iterator[Line | Remark]:
    """Every line of the memo that names a source."""
    for variant in variants:
        for found in variant.assessed:
            for row in found.table.rows:
                yield from (*row.in_favour, *row.against)
            yield from found.remarks
    yield from (item.line for item in items)


def _gate_lines(gates: Iterable[GateSection]) -> Iterator[Line]:
    """Every line about a gate."""
    for entry in (e for section in gates for row in section.rows for e in row.entries):
        yield from (*entry.lines, *entry.readings)


@dataclass(frozen=True, slots=True)
class Made:
    """With what the memo was made, and the marks by which to know the knowledge base and the case file again."""

    engines: tuple[str, ...]
    knowledge: str
    case: str


def _made(assessment: Assessment) -> Made:
    receipt = assessment.receipt
    engines = tuple(ENGINES.get(e, e.replace("_", " ")) for e in receipt.engines)
    return Made(engines, receipt.knowledge[:SHORT_MARK], receipt.case[:SHORT_MARK])


def _marks(assessment: Assessment) -> str:
    marks = [phrases.FICTIONAL if assessment.fictional else "", assessment.classification]
    return " · ".join(m for m in marks if m)


def _statements(assessment: Assessment) -> str:
    """The sources that are named shorter in the list of facts, in full."""
    return "; ".join(dict.fromkeys(f.source for f in assessment.facts if phrases.named_source(f.source) != f.source))


@dataclass(frozen=True, slots=True)
class Memo:
    """Everything the templates print; texts are ready, only the layout is left."""

    assessment: Assessment
    marks: str
    summary: tuple[summary.SummaryRow, ...]
    bare: str
    without: str
    without_words: str
    statements: str
    known: tuple[FactLine, ...]
    unknown: tuple[str, ...]
    scenarios: tuple[Item, ...]
    more_scenarios: str
    law: tuple[LawText, ...]
    law_note: str
    variants: tuple[Variant, ...]
    neighbours: tuple[Item, ...]
    counter: tuple[str, ...]
    brakes: tuple[str, ...]
    warnings: tuple[str, ...]
    assumptions: tuple[str, ...]
    no_lead: str
    first_steps: tuple[str, ...]
    gates: tuple[GateSection, ...]
    gates_assessed: bool
    receipt: Made
    paths: tuple[tuple[str, tuple[Item, ...]], ...]
    questions: tuple[Question, ...]
    questions_because: str
    more_questions: int
    evidence: tuple[str, ...]
    sources: tuple[SourceGroup, ...]


def view(assessment: Assessment) -> Memo:
    """The memo of an assessment, before it becomes Markdown or HTML."""
    merged, sources = merge(assessment.findings), assessment.sources
    order = tuple(dict.fromkeys(f.rule for f in assessment.findings))
    asked = questions(assessment, merged)
    events = summary.several_events([f for m in merged for f in m.members])
    gates = sections(assessment, merged)
    variants = tuple(_variants(merged, order, sources))
    scenarios = tuple(items.scenario(s) for s in assessment.scenarios[:MOST_SCENARIOS])
    neighbours = tuple(items.neighbour(n, sources) for n in assessment.neighbours)
    paths = items.paths(assessment)
    law = law_texts(merged, order)
    lines = (*_lines(variants, (*neighbours, *(item for _, items in paths for item in items))), *_gate_lines(gates))
    codes = (*phrases.PREMISE_SOURCES, *(r.code for line in lines for r in line.references))
    return Memo(
        assessment=assessment,
        marks=_marks(assessment),
        summary=summary.rows(merged, events, single=False),
        bare=summary.bare_variants(merged, events),
        without=summary.without(assessment.findings),
        without_words=caveats.without(assessment),
        statements=_statements(assessment),
        known=tuple(line for line in assessment.facts if line.value != "onbekend"),
        unknown=tuple(dict.fromkeys(_unknown(line) for line in assessment.facts if line.value == "onbekend")),
        scenarios=scenarios,
        more_scenarios=phrases.listing(s.label for s in assessment.scenarios[MOST_SCENARIOS:]),
        law=law,
        law_note=phrases.LATEST if any("uiterlijk vanaf" in text.particulars for text in law) else "",
        variants=variants,
        neighbours=neighbours,
        counter=_counter(merged),
        brakes=items.brakes(assessment.scenarios[:MOST_SCENARIOS]),
        warnings=caveats.warnings(assessment),
        assumptions=caveats.assumptions(assessment),
        no_lead=caveats.no_lead(assessment),
        first_steps=tuple(protection.short(p) for p in protection.first_steps(assessment)),
        gates=gates,
        gates_assessed=assessed(assessment),
        receipt=_made(assessment),
        paths=paths,
        questions=asked[:MOST_QUESTIONS],
        questions_because=introduction(assessment),
        more_questions=max(0, len(asked) - MOST_QUESTIONS) if variants else 0,
        evidence=evidence_notes(merged),
        sources=bibliography(codes, sources, law),
    )
