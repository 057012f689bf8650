"""What must be noted about the evidence: single sources, contradictions, denials and retractions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from legalkb.findings import OffenceFinding
from legalkb.report import phrases
from legalkb.report.grouping import Merged, who


def _told(merged: Sequence[Merged]) -> list[Merged]:
    """The findings that the memo tells; of the others nothing is known that could be proved."""
    return [m for m in merged if phrases.lead(m.finding) and not m.bare]


def _about(found: Iterable[str]) -> str:
    return phrases.listing(dict.fromkeys(found))


def _single(merged: Sequence[Merged]) -> list[str]:
    """Per source on which everything rests: for which provisions and persons that is so."""
    single: dict[str, dict[str, list[OffenceFinding]]] = {}
    for m in _told(merged):
        if m.finding.only_source:
            single.setdefault(m.finding.only_source, {}).setdefault(phrases.offence(m.finding), []).extend(m.members)
    return [
        f"Alles wat op {_about(f'{name} ({who(members)})' for name, members in where.items())} wijst, "
        f"berust op één bron: {phrases.flat(source)}."
        for source, where in single.items()
    ]


def evidence_notes(merged: Sequence[Merged]) -> tuple[str, ...]:
    """Sentences about single sources, contradictions, retractions and statements of the suspect alone."""
    disputed: list[str] = []
    alone: list[str] = []
    retracted: list[str] = []
    for m in _told(merged):
        for e in m.own:
            name = f"{phrases.element(e, m.finding.elements, 50)} in {phrases.offence(m.finding)}"
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
