"""What a pattern still needs, and no more: each set of answers is tried, and what can be left out is left out.

The sets of :mod:`legalkb.missing` are put together per element, so an answer in them can turn out not to be needed once
all of it is assessed together. What is asked of somebody who has only a pattern must not be more than is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

from legalkb import assessment
from legalkb.case import Case
from legalkb.case_reader import read_case
from legalkb.compilation import YES
from legalkb.engine import BUILTIN
from legalkb.findings import ElementFinding, OffenceFinding, Wanted
from legalkb.inference import Atom
from legalkb.knowledge import KnowledgeBase
from legalkb.node import SourceText
from legalkb.offences import DATE

__all__ = ["SUSPECT", "VICTIM", "Pattern", "case_of", "contested", "minimised", "supposed"]

SUSPECT, VICTIM = "V1", "S1"
Pattern = tuple[Atom, ...]
Answers = tuple[Wanted, ...]
LEFT_TO_A_PERSON = frozenset({"twee_kanten", "betwist"})


def case_of(pattern: Pattern, knowledge: KnowledgeBase, person: Iterable[str] = (), on: str = "") -> Case:
    """The case with these facts, one suspect and one victim, and nothing else. ``person`` holds more fields of the
    victim, ``on`` the ISO day of every fact."""
    victim = ", ".join(("rol: slachtoffer", *person))
    day = f", op: {on}" if on else ""
    lines = ["personen:", f"  {SUSPECT}: {{rol: verdachte}}", f"  {VICTIM}: {{{victim}}}", "feiten:"]
    lines += [f"  - {{feit: {atom.name}, waarde: {atom.sign}{day}}}" for atom in pattern]
    return read_case(SourceText("patroon", "\n".join(lines)), knowledge.vocabulary)


def contested(finding: OffenceFinding) -> tuple[ElementFinding, ...]:
    """The elements that more facts of the kind that is missing do not settle: with an indication against, or disputed.
    As long as there are any, adding what is missing does not make the finding an ``aanwijzing``."""
    return tuple(e for e in finding.elements if e.indications_against or e.status == "betwist")


def supposed(pattern: Pattern, answers: Answers, rule: str, knowledge: KnowledgeBase) -> Case | None:
    """The case with the pattern and these answers; None when an answer is about what no case file can state so.

    An age is given as the nearest whole year, the day of the conduct as the first day on which the provision held.
    """
    ages = {m.id: m for m in knowledge.rulebook.measures if m.kind == "leeftijd" and m.of == "slachtoffer"}
    facts, on = list(pattern), ""
    oldest: list[int] = []
    youngest = [0]
    for wanted in answers:
        if wanted.name in knowledge.vocabulary.fact_types:
            facts.append(Atom(wanted.name, wanted.value))
        elif wanted.name in ages:
            limit, below = int(ages[wanted.name].value), ages[wanted.name].bound == "kleiner_dan"
            (oldest if (wanted.value == YES) is below else youngest).append(limit)
        elif wanted.name == DATE and knowledge.rulebook.rule(rule, None).valid_from:
            on = knowledge.rulebook.rule(rule, None).valid_from
        else:
            return None
    if oldest and min(oldest) <= max(youngest):
        return None
    age = min(oldest) - 1 if oldest else max(youngest)
    return case_of(tuple(facts), knowledge, [f"leeftijd: {age}"] if oldest or len(youngest) > 1 else [], on)


def minimised(pattern: Pattern, finding: OffenceFinding, knowledge: KnowledgeBase) -> OffenceFinding:
    """The finding of a pattern with sets from which no answer can be left out, the smallest first.

    A set that cannot be tried stays as it is. What somebody did is left out before what did not happen, so that no
    violence is asked after where other answers are enough.
    """
    left = LEFT_TO_A_PERSON if contested(finding) else frozenset()

    @cache
    def enough(answers: frozenset[tuple[str, str]]) -> bool:
        given = tuple(w for s in finding.missing for w in s if (w.name, w.value) in answers)
        case = supposed(pattern, tuple(dict.fromkeys(given)), finding.rule, knowledge)
        if case is None:
            return False
        found = assessment.assess(case, knowledge, BUILTIN, frozenset({finding.rule})).findings
        best = max((f for f in found if f.rule == finding.rule), key=assessment.rank)
        return best.outcome == "aanwijzing" or (best.outcome == "onvolledig" and {*best.reasons} <= left)

    sets = [_reduced(answers, enough, knowledge) for answers in finding.missing]
    kept: list[Answers] = []
    for item in sorted(dict.fromkeys(sets), key=lambda s: (len(s), sum(map(_is_act(knowledge), s)))):
        if not any({*other} <= {*item} for other in kept):
            kept.append(item)
    return replace(finding, missing=tuple(kept))


def _is_act(knowledge: KnowledgeBase) -> Callable[[Wanted], bool]:
    kinds = knowledge.vocabulary.fact_types
    return lambda w: w.value == YES and w.name in kinds and kinds[w.name].subject == "gedraging"


def _reduced(
    answers: Answers, enough: Callable[[frozenset[tuple[str, str]]], bool], knowledge: KnowledgeBase
) -> Answers:
    """The answers without those that can be left out: acts first, then what else is so, then what is not so."""
    act = _is_act(knowledge)
    kept = list(answers)
    if not enough(frozenset((w.name, w.value) for w in kept)):
        return answers
    for wanted in sorted(answers, key=lambda w: (not act(w), w.value != YES)):
        rest = [w for w in kept if w != wanted]
        if rest and enough(frozenset((w.name, w.value) for w in rest)):
            kept = rest
    return tuple(kept)
