"""The memo: what it says, section by section, and how it becomes Markdown or HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from legalkb.findings import Assessment, FactLine, LawVersion, OffenceFinding, Scenario, SourceLabel
from legalkb.report import phrases, summary
from legalkb.report.grouping import Merged, merge, who, without_lead
from legalkb.report.questions import Question, evidence_notes, next_questions
from legalkb.report.rows import Line, Reference, Table, origin, references, table

MOST_QUESTIONS = 12


@dataclass(frozen=True, slots=True)
class Assessed:
    """The assessment of one variant for some persons: what it is about, the outcome, the table, remarks."""

    about: str
    kind: str
    outcome: str
    table: Table
    remarks: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """All assessments of one variant under one heading."""

    heading: str
    assessed: tuple[Assessed, ...]


@dataclass(frozen=True, slots=True)
class LawText:
    """A version of a provision as it was applied."""

    heading: str
    text: str
    verbatim: bool
    particulars: str
    reservations: tuple[str, ...]
    link: str
    url: str


@dataclass(frozen=True, slots=True)
class Resemblance:
    """A scenario that the case resembles."""

    label: str
    definition: str
    present: str
    counter: bool


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source in the list at the end."""

    anchor: str
    title: str
    url: str
    says: str


def anchor(code: str) -> str:
    """An id for a source in the document."""
    return "bron-" + re.sub(r"[^a-z0-9]+", "-", code.lower()).strip("-")


def _law_text(finding: OffenceFinding, version: LawVersion) -> LawText:
    verbatim = version.text_status in ("", "verbatim")
    particulars = [phrases.maximum(version), phrases.period(version)]
    notes = [] if verbatim else ["de tekst van deze versie is niet woordelijk opgenomen"]
    notes += [version.qualifier, version.reservation]
    heading = phrases.capital(phrases.offence(finding)) + (f" – {finding.title}" if finding.title else "")
    return LawText(
        heading,
        version.text.strip("[] ") if not verbatim else version.text,
        verbatim,
        phrases.sentence("; ".join(p for p in particulars if p) + (f" ({version.gazette})" if version.gazette else "")),
        tuple(phrases.sentence(phrases.dates(n)) for n in notes if n),
        version.jci or version.url,
        version.url,
    )


def _law(findings: Iterable[OffenceFinding]) -> tuple[LawText, ...]:
    """The text of every variant with a lead, each version once."""
    found: dict[tuple[str, str, str], LawText] = {}
    for finding in findings:
        for version in finding.law if phrases.lead(finding) else ():
            key = (finding.designation, version.valid_from, version.valid_to)
            found.setdefault(key, _law_text(finding, version))
    return tuple(found.values())


def _about(merged: Merged, events: bool) -> str:
    finding, place = merged.finding, summary.context(merged, events)
    text = who(merged.members) + (f", {place}" if place else "")
    if finding.conduct:
        basis = f" ({finding.conduct_basis})" if finding.conduct_basis else ""
        text += f"; gedraging: {phrases.dates(finding.conduct)}{phrases.dates(basis)}"
    return phrases.sentence(text)


def _assessed(merged: Merged, like: Merged | None, events: bool, sources: Mapping[str, SourceLabel]) -> Assessed:
    seen = {r.text for r in like.finding.remarks} if like is not None else set()
    remarks = tuple(
        Line(phrases.sentence(phrases.dates(r.text)), "", "", references(r.sources, sources))
        for r in merged.finding.remarks
        if r.text not in seen
    )
    finding = merged.finding
    return Assessed(
        _about(merged, events), finding.outcome, phrases.sentence(phrases.outcome(finding)), table(merged, like, sources), remarks
    )


def _variants(merged: Sequence[Merged], order: Sequence[str], sources: Mapping[str, SourceLabel]) -> tuple[Variant, ...]:
    """The findings with a lead in the order of the law; later ones on the same variant refer to an earlier one."""
    events = summary.several_events([m.finding for m in merged])
    variants = []
    for rule in order:
        found = [m for m in merged if m.finding.rule == rule and phrases.lead(m.finding)]
        if not found:
            continue
        first = found[0].finding
        heading = phrases.capital(phrases.offence(first)) + (f" – {first.title}" if first.title else "")
        told = [_assessed(m, found[0] if place else None, events, sources) for place, m in enumerate(found)]
        variants.append(Variant(heading, tuple(told)))
    return tuple(variants)


def _resemblance(scenario: Scenario) -> Resemblance:
    count, typical = len(scenario.present), scenario.typical
    share = f"{phrases.number(count)} van de {phrases.number(typical)} typische feiten" if typical else "geen vaste feiten"
    present = f"Genoemd {'is' if count == 1 else 'zijn'} {share}: {phrases.listing(scenario.present)}."
    return Resemblance(phrases.capital(scenario.label), phrases.sentence(scenario.definition), present, scenario.counter)


def _cited(assessment: Assessment, merged: Sequence[Merged]) -> tuple[str, ...]:
    """The codes of all sources that the memo names, in order of appearance."""
    codes: list[str] = list(phrases.PREMISE_SOURCES)
    for m in merged:
        if not phrases.lead(m.finding):
            continue
        for e in m.finding.elements:
            codes += [c for g in e.grounds for c in g.sources]
            codes += [c for i in (*e.indications_for, *e.indications_against) for c in i.sources]
        codes += [c for r in m.finding.remarks for c in r.sources]
    for part in (assessment.scenarios, assessment.neighbours, assessment.paths):
        codes += [c for item in part for c in item.sources]  # type: ignore[attr-defined]
    return tuple(dict.fromkeys(codes))


def _sources(assessment: Assessment, merged: Sequence[Merged]) -> tuple[tuple[str, tuple[SourceEntry, ...]], ...]:
    groups: dict[str, list[SourceEntry]] = {"Wet": [], "Rechtspraak": [], "Kamerstukken, beleid en overige bronnen": []}
    for code in _cited(assessment, merged):
        if code in phrases.SPECIAL_SOURCES:
            continue
        label = assessment.sources.get(code, SourceLabel(code, phrases.source_title(code)))
        named = phrases.capital(phrases.provision(code))
        ruling = code.startswith("ECLI:")
        title = f"{label.title} ({code})" if ruling and code not in label.title else label.title
        says = " ".join(phrases.sentence(t) for t in (label.purport, label.reservation) if t)
        kind = "Rechtspraak" if ruling else "Wet" if named != phrases.capital(code) else list(groups)[-1]
        groups[kind].append(SourceEntry(anchor(code), named if kind == "Wet" else title, label.url, says))
    return tuple((name, tuple(entries)) for name, entries in groups.items() if entries)


def _counter(merged: Sequence[Merged]) -> tuple[str, ...]:
    """Per variant, at which elements something stands on the other side; the facts stand in the table."""
    notes: dict[str, list[str]] = {}
    for m in merged:
        for e in m.own if phrases.lead(m.finding) else ():
            if e.against or e.indications_against:
                notes.setdefault(phrases.offence(m.finding), []).append(phrases.quoted(e.quote, 60))
    return tuple(f"{name} ({phrases.listing(dict.fromkeys(quotes))})" for name, quotes in notes.items())


def _facts(lines: Iterable[FactLine]) -> tuple[tuple[FactLine, ...], tuple[FactLine, ...]]:
    known = tuple(line for line in lines if line.value != "onbekend")
    return known, tuple(line for line in lines if line.value == "onbekend")


@dataclass(frozen=True, slots=True)
class Memo:
    """Everything the templates print; texts are ready, only the layout is left."""

    assessment: Assessment
    phrases: object
    marks: str
    summary: tuple[summary.SummaryRow, ...]
    without: tuple[tuple[str, str], ...]
    known: tuple[FactLine, ...]
    unknown: tuple[FactLine, ...]
    scenarios: tuple[Resemblance, ...]
    law: tuple[LawText, ...]
    variants: tuple[Variant, ...]
    neighbours: tuple[tuple[str, Line, str], ...]
    counter: tuple[str, ...]
    brakes: tuple[str, ...]
    first_steps: tuple[object, ...]
    paths: tuple[tuple[str, tuple[object, ...]], ...]
    questions: tuple[Question, ...]
    more_questions: int
    evidence: tuple[str, ...]
    sources: tuple[tuple[str, tuple[SourceEntry, ...]], ...]


def _neighbours(assessment: Assessment) -> tuple[tuple[str, Line, str], ...]:
    found = []
    for n in assessment.neighbours:
        facts = " ".join(dict.fromkeys(phrases.sentence(e.sentence) for e in n.evidence))
        note = "; ".join(dict.fromkeys(origin(e) for e in n.evidence))
        line = Line(facts, note, phrases.sentence(n.reason), references(n.sources, assessment.sources))
        title = f"{phrases.capital(phrases.provision(n.designation))}" + (f" ({n.title.lower()})" if n.title else "")
        found.append((title, line, phrases.sentence(n.reservation) if n.reservation else ""))
    return tuple(found)


def _paths(assessment: Assessment) -> tuple[tuple[str, tuple[object, ...]], ...]:
    groups: dict[str, list[object]] = {}
    for path in summary.by_urgency(assessment):
        groups.setdefault(phrases.URGENCY.get(path.urgency, "Later"), []).append(path)
    return tuple((name, tuple(found)) for name, found in groups.items())


def view(assessment: Assessment) -> Memo:
    """The memo of an assessment, before it becomes Markdown or HTML."""
    merged = merge(assessment.findings)
    order = tuple(dict.fromkeys(f.rule for f in assessment.findings))
    questions = next_questions(merged)
    known, unknown = _facts(assessment.facts)
    marks = [phrases.FICTIONAL] if assessment.fictional else []
    return Memo(
        assessment=assessment,
        phrases=phrases,
        marks=" · ".join([*marks, *([assessment.classification] if assessment.classification else [])]),
        summary=summary.rows(merged),
        without=tuple((name, phrases.paragraphs(found)) for name, found in without_lead(assessment.findings)),
        known=known,
        unknown=unknown,
        scenarios=tuple(_resemblance(s) for s in assessment.scenarios),
        law=_law(assessment.findings),
        variants=_variants(merged, order, assessment.sources),
        neighbours=_neighbours(assessment),
        counter=_counter(merged),
        brakes=tuple(dict.fromkeys(phrases.sentence(b) for s in assessment.scenarios for b in s.brakes)),
        first_steps=summary.first_steps(assessment),
        paths=_paths(assessment),
        questions=questions[:MOST_QUESTIONS],
        more_questions=max(0, len(questions) - MOST_QUESTIONS),
        evidence=evidence_notes(merged),
        sources=_sources(assessment, merged),
    )


def _reference_text(found: Sequence[Reference]) -> str:
    return "; ".join(r.label for r in found)


def markdown(assessment: Assessment) -> str:
    """The memo as Markdown."""
    from legalkb.report.templating import markdown_environment

    template = markdown_environment().get_template("memo.md.j2")
    text = template.render(m=view(assessment), bronnen=_reference_text)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def html(assessment: Assessment) -> str:
    """The memo as a self-contained HTML page."""
    from legalkb.report.templating import html_environment

    template = html_environment().get_template("memo.html.j2")
    return template.render(m=view(assessment), anker=anchor).strip() + "\n"
