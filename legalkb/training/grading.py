"""Compares an answer with the key: pure, from frozen values to frozen values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from legalkb.findings import ElementFinding
from legalkb.training.answer import Answer, ElementAnswer, ProvisionAnswer
from legalkb.training.exercise_file import Accepted, ExerciseFile
from legalkb.training.grades import (
    MISSED,
    PARTLY,
    RIGHT,
    UNASKED,
    WRONG,
    ElementGrade,
    GateGrade,
    Graded,
    ProvisionGrade,
)
from legalkb.training.key import Key, KeyElement, ProvisionKey

__all__ = ["grade"]

NO_LEAD, OPEN_NORM, UNKNOWN = "geen_aanknopingspunt", "open_norm", "onbekend"


def grade(answer: Answer, key: Key) -> Graded:
    """What of an answer is right, partly right, wrong or missed."""
    exercise = key.exercise
    facts = {f.number for f in key.assessment.facts}
    telling = {number: exercise.telling(number) for number in sorted(facts)}
    provisions = tuple(_provision(p, answer.provision(p.about), exercise) for p in key.provisions)
    return Graded(exercise.name, exercise.fictional, provisions, key.assessment, telling, _remarks(key))


def _remarks(key: Key) -> tuple[str, ...]:
    made, now = key.exercise.knowledge, key.assessment.receipt.knowledge
    found = []
    if made and made != now:
        found.append(
            f"De oefening is gemaakt met een andere versie van de kennisbank ({made}) dan waarmee nu is nagekeken "
            f"({now}). De uitwerking hieronder is die van nu; de uitwerking bij de oefening kan daarvan afwijken."
        )
    untold = [f.number for f in key.assessment.facts if not key.exercise.telling(f.number)]
    if untold:
        numbers = ", ".join(map(str, untold))
        found.append(
            f"Niet in de casus verteld: feit {numbers} van de zaak. Wie daar niets over zegt, kan dat niet weten."
        )
    return tuple(found)


def _provision(key: ProvisionKey, answer: ProvisionAnswer, exercise: ExerciseFile) -> ProvisionGrade:
    finding = key.best.finding
    free = key.bare or finding.outcome == NO_LEAD
    elements = tuple(_element(e, answer.element(e.finding.id), key, exercise, free) for e in key.best.elements)
    verdict, accepted = _verdict(answer.outcome, finding.outcome), _accepted_outcome(key, answer)
    if key.bare and answer.outcome == NO_LEAD:
        verdict = RIGHT
    if verdict == WRONG and accepted:
        verdict = RIGHT
    else:
        accepted = ()
    gates = tuple(
        GateGrade(gate, answer.gate(kind), _verdict(answer.gate(kind), gate.status))
        for kind in exercise.asked.gates
        for gate in finding.gates
        if gate.kind == kind
    )
    return ProvisionGrade(finding, answer.outcome, verdict, elements, gates, accepted)


def _verdict(answered: str, right: str) -> str:
    return MISSED if not answered else RIGHT if answered == right else WRONG


def _accepted_outcome(key: ProvisionKey, answer: ProvisionAnswer) -> tuple[str, ...]:
    """The reasons of the accepted readings that an answer follows, when the outcome it gives follows from them."""
    given = {
        r.element: r.status for f in key.follows for r in f.readings if answer.element(r.element).status == r.status
    }
    for item in key.follows:
        if {r.element: r.status for r in item.readings} == given and answer.outcome == item.outcome:
            return tuple(dict.fromkeys(r.reason for r in item.readings))
    return ()


def _reading(status: str, element: str, accepted: Iterable[Accepted]) -> str:
    """The reason of the accepted reading that gives an element this status, empty when there is none."""
    return next((a.reason for a in accepted if (a.element, a.status) == (element, status)), "")


def _element(
    key: KeyElement, answer: ElementAnswer, provision: ProvisionKey, exercise: ExerciseFile, free: bool
) -> ElementGrade:
    """One element. ``free``: it may be left out, as the provision has no lead. Which paragraphs an accepted reading
    rests on is for the trainer to say."""
    finding = key.finding
    bearing = tuple(sorted({p for fact in key.facts for p in exercise.telling(fact)}))
    verdict = UNASKED if free else MISSED
    base = ElementGrade(finding, answer.status, verdict, answer.paragraphs, bearing, answers=key.answers)
    if not answer.status:
        return replace(base, lacking=bearing)
    same = [e for f in provision.findings if (e := f.element(finding.id)) and e.finding.status == answer.status]
    accepted = _reading(answer.status, finding.id, provision.accepted)
    if accepted and not same:
        return replace(base, verdict=RIGHT, accepted=accepted)
    found = (_paragraphs(e, answer.paragraphs, exercise) for e in same or [key])
    lacking, beside = min(found, key=lambda x: sum(map(len, x)))
    if not same and (finding.status, answer.status) == (OPEN_NORM, UNKNOWN) and _weighed(finding) == (False, False):
        return replace(base, verdict=RIGHT)
    near = not same and _near(finding, answer.status)
    verdict = PARTLY if near else WRONG if not same else PARTLY if lacking or beside else RIGHT
    elsewhere = bool(same) and finding.status != answer.status
    return replace(base, verdict=verdict, lacking=lacking, beside=beside, elsewhere=elsewhere, near=near)


def _weighed(finding: ElementFinding) -> tuple[bool, bool]:
    """Whether anything speaks for an open norm, and whether anything speaks against it."""
    return bool(finding.indications_for), bool(finding.indications_against)


def _near(finding: ElementFinding, answered: str) -> bool:
    """Whether an answer takes the decision on an open norm that everything in the case points to."""
    points = {"vervuld": (True, False), "weersproken": (False, True)}
    return finding.status == OPEN_NORM and points.get(answered) == _weighed(finding)


def _paragraphs(
    key: KeyElement, named: tuple[int, ...], exercise: ExerciseFile
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The paragraphs that should have been named and were not, and those that were named and do not bear on it.

    A fact told twice needs one of its paragraphs. Where an element rests on who the persons are, the paragraphs that
    tell no facts may be named.
    """
    told = [exercise.telling(fact) for fact in key.facts]
    lacking = {p for places in told if not set(places) & set(named) for p in places}
    fits = {p for places in told for p in places} | {p for fact in key.near for p in exercise.telling(fact)}
    fits |= {p.number for p in exercise.paragraphs if key.derived and not p.facts}
    return tuple(sorted(lacking)), tuple(sorted(set(named) - fits))
