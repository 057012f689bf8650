"""What is told of a comparison, in Dutch: the words of each side, each fact and each cause, for text and JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from legalkb.comparison.model import (
    AGAINST,
    FOR,
    NO_LEAD,
    PARTIAL,
    POINTS_AWAY,
    POINTS_TO,
    RULING,
    SIDES,
    Cause,
    DataChange,
    Difference,
    Listed,
    Statement,
)
from legalkb.findings import Assessment, Evidence, FactLine, OffenceFinding, Scenario
from legalkb.report import phrases
from legalkb.report.grouping import Merged, merge
from legalkb.report.lines import told
from legalkb.report.questions import questions
from legalkb.report.summary import gist

ASSUMED, PARTLY = "aangenomen", "deels aangenomen"
BEARS = {
    FOR: "draagt het",
    AGAINST: "spreekt tegen",
    PARTIAL: "draagt een deel",
    POINTS_TO: "wijst erop",
    POINTS_AWAY: "wijst ervan af",
    RULING: "oordeel",
}
ALL = 10_000


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison as it is told: the difference and both assessments.

    ``names`` are the words for the two sides, ``files`` the names of their files where there are two; ``assumed`` holds
    the numbers of the facts that are assumed on the second side, ``partly`` those of which only particulars are;
    ``remarks`` says of each assumption that changes nothing why, as far as that is known.
    """

    difference: Difference
    before: Assessment
    after: Assessment
    names: tuple[str, str]
    hypothetical: bool = False
    assumed: frozenset[int] = frozenset()
    partly: frozenset[int] = frozenset()
    remarks: tuple[str, ...] = ()
    files: tuple[str, str] = ("", "")


def _sourced(text: str, source: str, assumed: str, more: str = "") -> str:
    note = "; ".join(p for p in (assumed, source, more) if p)
    return f"{phrases.sentence(text)} ({note})" if note else phrases.sentence(text)


def fact_line(line: FactLine, assumed: str = "") -> str:
    """A fact as it was entered: sentence, whether it is assumed, source, and when and where."""
    source = phrases.flat(phrases.named_source(line.source))
    return _sourced(line.sentence, source, assumed, phrases.flat("; ".join(p for p in (line.when, line.where) if p)))


def statements(found: Iterable[Statement], comparison: Comparison, second: bool = False) -> tuple[str, ...]:
    """The statements on an element: on which sides each is, the sentence and its source."""
    sides: dict[Evidence, list[str]] = {}
    for item in found:
        sides.setdefault(item.evidence, []).append(item.side)
    texts = []
    for evidence, names in sides.items():
        said = told(evidence)
        text = said.text
        if evidence.retracted:
            text = f"{evidence.name.replace('_', ' ')}: {text[:1].lower()}{text[1:]}"
        elif RULING in names:
            text = f"{evidence.value.replace('_', ' ')}. {text}"
        assumed = assumption(comparison, evidence.fact, second)
        bears = phrases.listing(BEARS[side] for side in SIDES if side in names)
        texts.append(f"{bears}: {_sourced(text, said.source, assumed, said.more)}")
    return tuple(texts)


def fresh(found: Listed[Statement]) -> Listed[Statement]:
    """The statements without those that both sides make from the same source, of another date or place."""

    def keys(side: tuple[Statement, ...]) -> set[tuple[str, ...]]:
        return {(s.side, s.evidence.sentence, s.evidence.source) for s in side}

    both = keys(found.gained) & keys(found.lost)
    kept = (tuple(s for s in side if not keys((s,)) & both) for side in (found.gained, found.lost))
    return Listed(*kept)


def is_assumed(comparison: Comparison, number: int, second: bool) -> bool:
    """Whether a fact of a side is only assumed."""
    return second and number in comparison.assumed


def assumption(comparison: Comparison, number: int, second: bool) -> str:
    """Whether a fact of a side is assumed, or only something of it, in words; empty when it is not."""
    if not is_assumed(comparison, number, second):
        return ""
    return PARTLY if number in comparison.partly else ASSUMED


def scenarios(found: Listed[Scenario]) -> Listed[str]:
    """The scenarios of which one side has more: the whole of it, or the typical facts that only that side has."""

    def texts(mine: tuple[Scenario, ...], others: tuple[Scenario, ...]) -> tuple[str, ...]:
        known = {s.id: s.present for s in others}
        more = [(s, [p for p in s.present if p not in known.get(s.id, ())]) for s in mine]
        return tuple(f"{s.id} {s.label}{', ook' if s.id in known else ''}: {', '.join(m)}" for s, m in more if m)

    return Listed(texts(found.gained, found.lost), texts(found.lost, found.gained))


def cause(found: Cause, comparison: Comparison) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What differs in the case, in words, on each side."""
    if isinstance(found, DataChange):
        name = found.key.replace("_", " ")
        lost, gained = (tuple(f"{name}: {phrases.dates(t)}" for t in side) for side in (found.lost, found.gained))
        return lost, gained
    return (
        tuple(fact_line(f) for f in found.lost),
        tuple(fact_line(f, assumption(comparison, f.number, True)) for f in found.gained),
    )


def outcome(finding: OffenceFinding | None) -> str:
    """The outcome of a side, with its reasons."""
    return phrases.outcome(finding) if finding else phrases.OUTCOME[NO_LEAD]


def therefore(finding: OffenceFinding | None) -> str:
    """How an outcome follows from the elements, in the words of the law."""
    if finding is None or finding.outcome == NO_LEAD:
        core = next((e for e in finding.elements if e.id == finding.core), None) if finding else None
        return f"Geen feit over de gedraging draagt {phrases.quoted(core.quote)}." if core else ""
    text = gist(Merged(finding, (finding,)))
    return text or "Geen bestanddeel staat nog open."


def asked(comparison: Comparison) -> Listed[str]:
    """The next questions that one side has and the other has not."""
    was, now = (_questions(a) for a in (comparison.before, comparison.after))
    return Listed(tuple(q for q in now if q not in was), tuple(q for q in was if q not in now))


def _questions(assessment: Assessment) -> tuple[str, ...]:
    """Every next question; the order of the case does not count."""
    first = {rule: place for place, rule in enumerate(dict.fromkeys(f.rule for f in assessment.findings))}

    def place(f: OffenceFinding) -> tuple[object, ...]:
        return f.suspect, f.victim, first[f.rule], f.holder, f.event, f.object

    ordered = replace(assessment, findings=tuple(sorted(assessment.findings, key=place)))
    return tuple(q.text for q in questions(ordered, merge(ordered.findings), ALL))


def provisions(findings: Iterable[OffenceFinding]) -> str:
    """Variants named once per article and pair of persons: ``artikel 282 lid 1 Sr (V1 ten aanzien van S1)``."""
    pairs: dict[str, dict[str, OffenceFinding]] = {}
    for f in findings:
        pairs.setdefault(f"{f.suspect} ten aanzien van {f.victim}", {})[f.rule] = f
    groups: dict[str, list[str]] = {}
    for name, found in pairs.items():
        groups.setdefault(phrases.paragraphs(list(found.values())), []).append(name)
    return "; ".join(f"{text} ({phrases.listing(names)})" for text, names in groups.items())
