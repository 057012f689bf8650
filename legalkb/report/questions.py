"""The next best questions, and what must be noted about the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from legalkb.findings import OffenceFinding
from legalkb.report import phrases
from legalkb.report.grouping import Merged, who


@dataclass(slots=True)
class _Asked:
    size: int
    place: int
    findings: list[OffenceFinding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Question:
    """A question to ask, and for which provisions the answer matters."""

    text: str
    matters_for: str


def _wanted(finding: OffenceFinding) -> list[tuple[int, str]]:
    """The questions of a finding with how many answers are needed together; decisive counter-questions count as one."""
    found = [(1, c.wanted.question) for e in finding.elements for c in e.counter_questions]
    sets = finding.missing or tuple(s for e in finding.elements if e.status == "onbekend" for s in e.missing[:1])
    for item in sets[:2]:
        found += [(len(item), w.question) for w in item]
    return found


def next_questions(merged: Sequence[Merged]) -> tuple[Question, ...]:
    """The questions that bring an incomplete assessment furthest: fewest answers first, then most provisions."""
    asked: dict[str, _Asked] = {}
    for m in merged:
        if m.finding.outcome != "onvolledig" or m.bare:
            continue
        for size, text in _wanted(m.finding):
            entry = asked.setdefault(text, _Asked(size, len(asked)))
            entry.size = min(entry.size, size)
            if m.finding not in entry.findings:
                entry.findings.append(m.finding)
    order = sorted(asked, key=lambda t: (asked[t].size, -len({f.article for f in asked[t].findings}), asked[t].place))
    return tuple(Question(text, phrases.paragraphs(asked[text].findings)) for text in order)


def _about(found: list[str]) -> str:
    return phrases.listing(dict.fromkeys(found))


def _single(merged: Sequence[Merged]) -> list[str]:
    """Per source on which everything rests: for which provisions and persons that is so."""
    single: dict[str, dict[str, list[OffenceFinding]]] = {}
    for m in merged:
        if m.finding.only_source and phrases.lead(m.finding):
            single.setdefault(m.finding.only_source, {}).setdefault(phrases.offence(m.finding), []).extend(m.members)
    return [
        f"Alles wat op {_about([f'{name} ({who(members)})' for name, members in where.items()])} wijst, "
        f"berust op één bron: {phrases.flat(source)}."
        for source, where in single.items()
    ]


def evidence_notes(merged: Sequence[Merged]) -> tuple[str, ...]:
    """Sentences about single sources, contradictions, retractions and statements of the suspect alone."""
    disputed: list[str] = []
    alone: list[str] = []
    retracted: list[str] = []
    for m in merged:
        f = m.finding
        if not phrases.lead(f):
            continue
        for e in m.own:
            name = f"{phrases.quoted(e.quote, 50)} in {phrases.offence(f)}"
            disputed += [name] if e.status == "betwist" else []
            alone += [name] if e.suspect_only or any(x.suspect_only for x in e.against) else []
            retracted += [name] if any(x.retracted for x in (*e.support, *e.partial, *e.against)) else []
    notes = _single(merged)
    if disputed:
        notes.append(
            f"Bronnen spreken elkaar tegen over {_about(disputed)}; welke bron wordt gevolgd, beslist een mens."
        )
    if alone:
        notes.append(f"Een ontkenning berust alleen op de verklaring van de verdachte bij {_about(alone)}.")
    if retracted:
        notes.append(f"Een verklaring is later ingetrokken bij {_about(retracted)}; beide verklaringen tellen mee.")
    return tuple(notes)
