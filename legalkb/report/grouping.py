"""Brings equal assessments of several suspects and victims together, so that they are told once.

Two findings are equal when variant, outcome, reasons and the status of every element are the same. A fact that holds
for all of them is told once, with the role in the place of an id that differs; a fact of some of them keeps its names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from legalkb.findings import ElementFinding, OffenceFinding
from legalkb.report import phrases
from legalkb.report.phrases import RANK, lead, listing
from legalkb.report.union import in_words, marked, named, united


@dataclass(frozen=True, slots=True)
class Merged:
    """Equal findings: ``finding`` tells them all, ``members`` are the originals.

    ``base`` is the designation of the variant on which this one builds, with the first ``shared`` elements the same.
    """

    finding: OffenceFinding
    members: tuple[OffenceFinding, ...]
    base: str = ""
    shared: int = 0

    @property
    def own(self) -> tuple[ElementFinding, ...]:
        """The elements that this variant adds to the one it builds on."""
        return self.finding.elements[self.shared :]

    @property
    def bare(self) -> bool:
        """Whether nothing at all is known of what this variant adds to the one it builds on."""
        return bool(self.base) and not any(
            e.support or e.against or e.partial or e.indications_for or e.indications_against or e.ruling
            for e in self.own
        )


def _key(finding: OffenceFinding) -> tuple[object, ...]:
    """What must be the same for two findings to be told together."""
    statuses = tuple((e.id, phrases.status(e)) for e in finding.elements)
    thing = marked(finding.object, finding)
    return (
        finding.rule,
        finding.outcome,
        finding.reasons,
        finding.attempt,
        bool(finding.holder),
        finding.event,
        thing,
        statuses,
        finding.law,
    )


def _element(elements: Sequence[ElementFinding], members: Sequence[OffenceFinding]) -> ElementFinding:
    """One element that speaks for all members."""
    first = elements[0]
    names = named(members)

    def texts(values: Iterable[str]) -> str:
        found = list(dict.fromkeys(values))
        return found[0] if len(found) == 1 else in_words(found[0], names)

    sources = {e.only_source for e in elements}
    return replace(
        first,
        support=united([e.support for e in elements], members),
        against=united([e.against for e in elements], members),
        partial=united([e.partial for e in elements], members),
        grounds=united([e.grounds for e in elements], members),
        norm=texts(e.norm for e in elements),
        question=texts(e.question for e in elements),
        indications_for=united([e.indications_for for e in elements], members),
        indications_against=united([e.indications_against for e in elements], members),
        counter_questions=united([e.counter_questions for e in elements], members),
        missing=united([e.missing for e in elements], members),
        only_source=sources.pop() if len(sources) == 1 else "",
    )


def _told(members: Sequence[OffenceFinding]) -> OffenceFinding:
    """One finding that speaks for all members."""
    first = members[0]
    if len(members) == 1:
        return first
    columns = zip(*(m.elements for m in members), strict=True)
    sources = {m.only_source for m in members}
    return replace(
        first,
        elements=tuple(_element(column, members) for column in columns),
        conduct=listing(dict.fromkeys(m.conduct for m in members if m.conduct), "of"),
        conduct_basis=first.conduct_basis if len({m.conduct_basis for m in members}) == 1 else "",
        remarks=tuple(dict.fromkeys(r for m in members for r in m.remarks)),
        missing=united([m.missing for m in members], members),
        only_source=sources.pop() if len(sources) == 1 else "",
    )


def merge(findings: Iterable[OffenceFinding]) -> tuple[Merged, ...]:
    """The findings with equal ones merged, leading outcomes first, in the order of the provisions within them."""
    kept = without_spare(tuple(findings))
    order = {rule: place for place, rule in enumerate(dict.fromkeys(f.rule for f in kept))}
    groups: dict[tuple[object, ...], list[OffenceFinding]] = {}
    for finding in kept:
        groups.setdefault(_key(finding), []).append(finding)
    merged = [_based(Merged(_told(members), tuple(members)), kept) for members in groups.values()]
    return tuple(sorted(merged, key=lambda m: (RANK.get(m.finding.outcome, 9), order[m.finding.rule])))


def without_spare(findings: tuple[OffenceFinding, ...]) -> tuple[OffenceFinding, ...]:
    """Leaves out what is assessed for no holder in particular where a named holder gives at least as much to go on."""

    def pair(f: OffenceFinding) -> tuple[str, ...]:
        return (f.rule, f.suspect, f.victim)

    best: dict[tuple[str, ...], int] = {}
    for f in findings:
        if f.holder:
            best[pair(f)] = min(best.get(pair(f), 9), RANK.get(f.outcome, 9))
    return tuple(f for f in findings if f.holder or pair(f) not in best or RANK.get(f.outcome, 9) < best[pair(f)])


def _context(finding: OffenceFinding) -> tuple[str, ...]:
    return (finding.article, finding.suspect, finding.victim, finding.holder, finding.event, finding.object)


def _base_of(mine: OffenceFinding, findings: Sequence[OffenceFinding]) -> OffenceFinding | None:
    """The variant of the same article, for the same persons, whose elements are the first ones of this variant."""
    candidates = [
        other
        for other in findings
        if other.rule != mine.rule
        and 0 < len(other.elements) < len(mine.elements)
        and _context(other) == _context(mine)
        and lead(other)
        and mine.elements[: len(other.elements)] == other.elements
    ]
    return max(candidates, key=lambda f: len(f.elements), default=None)


def _based(merged: Merged, findings: Sequence[OffenceFinding]) -> Merged:
    bases = [_base_of(member, findings) for member in merged.members]
    first = bases[0]
    if first is None or any(b is None or b.rule != first.rule for b in bases):
        return merged
    return replace(merged, base=first.designation, shared=len(first.elements))


def who(members: Sequence[OffenceFinding]) -> str:
    """``V1 en V2 ten aanzien van S1``; pairs that are no full product are named one by one."""
    pairs = list(dict.fromkeys((m.suspect, m.victim) for m in members))
    by_victims: dict[tuple[str, ...], list[str]] = {}
    for suspect in dict.fromkeys(s for s, _ in pairs):
        victims = tuple(v for s, v in pairs if s == suspect)
        by_victims.setdefault(victims, []).append(suspect)
    parts = [f"{listing(suspects)} ten aanzien van {listing(victims)}" for victims, suspects in by_victims.items()]
    return "; ".join(parts)


def without_lead(findings: Iterable[OffenceFinding]) -> tuple[tuple[str, tuple[OffenceFinding, ...]], ...]:
    """Variants without a lead, per set of pairs: (who, one finding per variant); a lead in any context counts."""
    all_of_them = tuple(findings)
    led = {(f.rule, f.suspect, f.victim) for f in all_of_them if lead(f)}
    without: dict[str, list[OffenceFinding]] = {}
    for f in all_of_them:
        if (f.rule, f.suspect, f.victim) not in led:
            without.setdefault(f.rule, []).append(f)
    sets: dict[str, list[OffenceFinding]] = {}
    for members in without.values():
        sets.setdefault(who(members), []).append(members[0])
    return tuple((name, tuple(found)) for name, found in sets.items())
