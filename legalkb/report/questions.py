"""The next best questions: first what fulfils an element of the nearest offence, decisive counter-questions last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from legalkb.findings import Assessment, ElementFinding, OffenceFinding, Scenario, Wanted
from legalkb.report import phrases
from legalkb.report.grouping import Merged
from legalkb.report.union import in_words

FACT, FEATURE, INDICATION, COUNTER = range(4)
FEW = 4
MOST_QUESTIONS = 6
_FEATURES = frozenset(
    {
        "datum_gedraging",
        "jonger_dan_achttien",
        "jonger_dan_twaalf",
        "slachtoffer_gehuwd",
        "slachtoffer_minderjarig",
        "slachtoffer_onder_12",
    }
)
_ROLES = ("suspect", "victim", "holder")


@dataclass(frozen=True, slots=True)
class Question:
    """A question to ask, and for which provisions the answer matters."""

    text: str
    matters_for: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A question of one element; ``key`` is the same for the same fact type, ``covers`` are the facts it asks for."""

    key: str
    kind: int
    core: bool
    text: str
    covers: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Asked:
    text: str
    place: int
    kind: int
    core: bool
    distance: int
    findings: list[OffenceFinding] = field(default_factory=list)

    @property
    def families(self) -> frozenset[str]:
        return frozenset(f.article for f in self.findings)

    @property
    def rank(self) -> tuple[int, ...]:
        wide = -len(self.families)
        if self.kind == FACT:
            return (self.kind, self.distance, not self.core, wide, self.place)
        return (self.kind, wide, self.distance, not self.core, self.place)


def _open(element: ElementFinding) -> bool:
    """Whether an element stands between the finding and an ``aanwijzing`` for want of facts."""
    if element.status == "open_norm":
        return bool(element.counter_questions or not element.indications_for)
    return element.status == "onbekend"


def _feature(names: Iterable[str]) -> bool:
    """Whether facts are features of persons or dates, which several offences need."""
    return all(n in _FEATURES or n.startswith(("gedraging_", "niet_aantoonbaar_")) for n in names)


def _best(element: ElementFinding, likely: frozenset[str]) -> tuple[Wanted, ...]:
    """The facts of the smallest way to fulfil an element; of equal ones the way that fits the closest scenario."""
    counter = {c.wanted.name for c in element.counter_questions}
    sets = [tuple(w for w in item if w.name not in counter) for item in element.missing]
    sets = [item for item in sets if item]
    fits = [(len(item), not any(w.name in likely for w in item)) for item in sets]
    return sets[fits.index(min(fits))] if sets else ()


def _of_element(element: ElementFinding, core: bool, likely: frozenset[str]) -> Iterator[_Candidate]:
    """The questions of one element: its own when there are several ways to fulfil it, else the facts of the one way."""
    covers = frozenset(w.name for item in element.missing for w in item)
    one = len(element.missing) == 1 and len(element.missing[0]) == 1
    unknown = element.status == "onbekend"
    if unknown and element.question and not one:
        kind = FEATURE if covers and _feature(covers) else FACT
        yield _Candidate("?" + element.question, kind, core, element.question, covers)
    elif unknown:
        for w in _best(element, likely):
            yield _Candidate(w.name, FEATURE if _feature([w.name]) else FACT, core, w.question)
    elif not element.indications_for:
        yield from _indications(element, core, likely)
    for c in element.counter_questions:
        yield _Candidate(c.wanted.name, COUNTER, core, c.wanted.question)


def _indications(element: ElementFinding, core: bool, likely: frozenset[str]) -> Iterator[_Candidate]:
    """What would point to an open norm of which nothing is known; none of many that nothing in the case suggests."""
    for w in _best(element, likely):
        if core or w.name in likely or len(element.missing) <= FEW:
            yield _Candidate(w.name, FACT if core else INDICATION, core, w.question)


def _candidates(finding: OffenceFinding, likely: frozenset[str]) -> list[_Candidate]:
    """The questions of a finding, each fact type once; a fact that a wider question asks for is not asked apart."""
    open_ones = [e for e in finding.elements if _open(e)]
    found = [c for e in open_ones for c in _of_element(e, e.id == finding.core, likely)]
    covered = frozenset(name for c in found for name in c.covers)
    return [c for c in found if c.text and (c.kind == COUNTER or c.key not in covered)]


def _gathered(merged: Sequence[Merged], likely: frozenset[str]) -> list[_Asked]:
    """Every question once, with all findings for which it matters."""
    asked: dict[str, _Asked] = {}
    for m in merged:
        if m.finding.outcome != "onvolledig" or m.bare:
            continue
        for finding in m.members:
            distance = sum(map(_open, finding.elements))
            for c in _candidates(finding, likely):
                entry = asked.setdefault(c.key, _Asked(c.text, len(asked), c.kind, c.core, distance))
                entry.kind, entry.core = min(entry.kind, c.kind), entry.core or c.core
                entry.distance = min(entry.distance, distance)
                entry.findings.append(finding)
    return list(asked.values())


def _in_turn(asked: Sequence[_Asked], most: int) -> list[_Asked]:
    """The questions in the order of asking; among the first ``most`` every offence family has one before a second."""
    waiting = sorted(asked, key=lambda a: a.rank)
    first: list[_Asked] = []
    seen: set[str] = set()
    for entry in waiting:
        if not entry.families <= seen:
            first.append(entry)
            seen |= entry.families
    chosen = [*first, *(a for a in waiting if a not in first)]
    return sorted(chosen[:most], key=lambda a: a.rank) + chosen[most:]


def _worded(entry: _Asked) -> str:
    """The question, once for all persons: ``Had V1 of V2 …``."""
    first = entry.findings[0]
    names = {}
    for role in _ROLES:
        known = list(dict.fromkeys(getattr(f, role) for f in entry.findings if getattr(f, role)))
        if len(known) > 1:
            names[getattr(first, role)] = phrases.listing(known, "of")
    return in_words(entry.text, names)


def _matters_for(findings: Sequence[OffenceFinding]) -> str:
    return phrases.paragraphs(list({f.rule: f for f in findings}.values()))


def next_questions(
    merged: Sequence[Merged], scenarios: Sequence[Scenario] = (), most: int = MOST_QUESTIONS
) -> tuple[Question, ...]:
    """The questions that bring an incomplete assessment furthest; each fact type once, the best ``most`` in front."""
    likely = frozenset(w.name for s in scenarios if not s.counter for w in s.unknown)
    found = _in_turn(_gathered(merged, likely), most)
    texts = {_worded(a): a for a in reversed(found)}
    return tuple(Question(_worded(a), _matters_for(a.findings)) for a in found if texts[_worded(a)] is a)


def close(assessment: Assessment) -> tuple[Scenario, ...]:
    """The scenarios from which to ask when no provision has a lead."""
    if any(phrases.lead(f) for f in assessment.findings):
        return ()
    return tuple(s for s in assessment.scenarios if s.unknown and not s.counter)


def _of_scenarios(assessment: Assessment) -> tuple[Question, ...]:
    """The typical facts of the closest scenarios that are not known; what most of them turn on comes first."""
    names = {}
    for role in ("suspect", "victim"):
        known = list(dict.fromkeys(getattr(f, role) for f in assessment.findings))
        if len(known) > 1:
            names[known[0]] = phrases.listing(known, "of")
    wanted = [w for s in close(assessment) for w in s.unknown if w.question]
    often = {w.name: sum(v.name == w.name for v in wanted) for w in wanted}
    first = {w.name: w for w in reversed(wanted)}
    order = sorted(dict.fromkeys(w.name for w in wanted), key=lambda name: -often[name])
    return tuple(Question(in_words(first[name].question, names), "") for name in order)


def questions(assessment: Assessment, merged: Sequence[Merged], most: int = MOST_QUESTIONS) -> tuple[Question, ...]:
    """The next questions of an assessment; those of the closest scenarios when no provision has a lead."""
    found = next_questions(merged, assessment.scenarios, most)
    return found or _of_scenarios(assessment)


def introduction(assessment: Assessment) -> str:
    """Why these questions are asked, when no provision has a lead."""
    labels = phrases.listing(s.label for s in close(assessment))
    text = "Er is nog geen bepaling in beeld. Deze vragen horen bij wat er het meest op lijkt:"
    return f"{text} {labels}." if labels else ""
