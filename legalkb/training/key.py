"""The key of an exercise: the assessment of its case, and for each element the paragraphs that bear on it.

It is never kept: it follows from the case and the rules. For each provision, suspect and victim it is the most telling
finding; one without a known holder is left aside where there is one with a holder and a lead. The status of an element
in another finding with the same outcome (another event, object or holder) is right too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from legalkb import assessment
from legalkb.case import Case, Judgement
from legalkb.compilation import OPPOSITE
from legalkb.decision import moot
from legalkb.engine import BOTH, BUILTIN, Engines
from legalkb.fields import UNKNOWN
from legalkb.findings import Assessment, ElementFinding, Evidence, OffenceFinding
from legalkb.formula import evaluate
from legalkb.inference import Atom
from legalkb.knowledge import KnowledgeBase
from legalkb.offences import Assessed
from legalkb.query.rows import beside
from legalkb.training.exercise_file import Accepted, ExerciseFile

__all__ = ["Key", "KeyElement", "KeyFinding", "ProvisionKey", "key_of", "statements"]

VERDICTS = {"vervuld": "vervuld", "weersproken": "niet_vervuld"}
OPEN = "onbekend"
SETTLED = ("vervuld", "weersproken")  # no counter-question stands between such an element and its status
TRAINER = "de docent"


@dataclass(frozen=True, slots=True)
class KeyElement:
    """An element as the key has it.

    ``facts`` are the numbers of the facts that bear on it; ``near`` those that somebody may name as well: facts of
    which the case says that they are not known, answers to counter-questions that decide nothing any more, and the
    conduct where an age or a date counts.
    ``derived`` tells that it also rests on what the case says of the persons. ``answers`` are the statements that
    answer a decisive counter-question and are not in the finding, as they leave nothing open.
    """

    finding: ElementFinding
    facts: tuple[int, ...]
    near: tuple[int, ...]
    derived: bool
    answers: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyFinding:
    """A finding with its elements."""

    finding: OffenceFinding
    elements: tuple[KeyElement, ...]

    def element(self, id: str) -> KeyElement | None:
        """The element with that id, if there is one."""
        return next((e for e in self.elements if e.finding.id == id), None)


@dataclass(frozen=True, slots=True)
class Follows:
    """The outcome that follows when some accepted readings are taken for right."""

    readings: tuple[Accepted, ...]
    outcome: str


@dataclass(frozen=True, slots=True)
class ProvisionKey:
    """The key for one provision, suspect and victim: the most telling finding, others with the same outcome, the
    readings that the trainer accepts, and the outcomes that follow from those.

    ``base`` is the designation of the provision that it builds on where that is asked too: then only the elements that
    come on top are here. ``bare`` tells that nothing is known of those; who sees no lead in it is right too.
    """

    best: KeyFinding
    others: tuple[KeyFinding, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    follows: tuple[Follows, ...] = ()
    base: str = ""
    bare: bool = False

    @property
    def about(self) -> tuple[str, str, str]:
        """The rule key, the suspect and the victim."""
        finding = self.best.finding
        return finding.rule, finding.suspect, finding.victim

    @property
    def findings(self) -> tuple[KeyFinding, ...]:
        """The most telling finding and the others."""
        return (self.best, *self.others)


@dataclass(frozen=True, slots=True)
class Key:
    """The key of an exercise: per pair of persons and provision in the order of asking, and the whole assessment."""

    exercise: ExerciseFile
    provisions: tuple[ProvisionKey, ...]
    assessment: Assessment

    def provision(self, about: tuple[str, str, str]) -> ProvisionKey | None:
        """The key for a rule key, suspect and victim, if that is asked."""
        return next((p for p in self.provisions if p.about == about), None)


def key_of(exercise: ExerciseFile, case: Case, knowledge: KnowledgeBase, engines: Engines = BOTH) -> Key:
    """The key of an exercise about a case, by the rules of a knowledge base."""
    asked = exercise.asked.provisions
    items = assessment.assessed(case, knowledge, engines, frozenset(asked))
    whole = assessment.complete(items, case, knowledge, engines)
    left = beside(whole.findings)
    groups: dict[tuple[str, str, str], list[KeyFinding]] = {}
    for item, finding in zip(items, whole.findings, strict=True):
        if finding not in left:
            about = (finding.suspect, finding.victim, finding.rule)
            groups.setdefault(about, []).append(_finding(item, finding, case))
    pairs = dict.fromkeys((s, v) for s, v, _ in groups)
    found = (groups[s, v, rule] for s, v in pairs for rule in asked if (s, v, rule) in groups)
    return Key(exercise, tuple(_provision(g, exercise, case, knowledge) for g in found), whole)


def _provision(found: list[KeyFinding], exercise: ExerciseFile, case: Case, knowledge: KnowledgeBase) -> ProvisionKey:
    rule = knowledge.rulebook.rule(found[0].finding.rule, None)
    base = rule.builds_on if rule.builds_on in exercise.asked.provisions else ""
    found = [_on_top(k, frozenset(e.id for e in rule.elements)) for k in found] if base else found
    best = max(found, key=lambda k: assessment.rank(k.finding))
    bare = bool(base) and not any(e.facts or e.finding.status != OPEN for e in best.elements)
    told = knowledge.rulebook.rule(base, None).designation if base else ""
    others = tuple(k for k in found if k is not best and k.finding.outcome == best.finding.outcome)
    accepted = _accepted(exercise.accepted, best.finding, knowledge)
    follows = tuple(_follows(accepted, best.finding, case, knowledge))
    return ProvisionKey(best, others, accepted, follows, told, bare)


def _on_top(found: KeyFinding, own: frozenset[str]) -> KeyFinding:
    """A finding with the elements that the provision itself adds to the one it builds on."""
    return KeyFinding(found.finding, tuple(e for e in found.elements if e.finding.id in own))


def _accepted(every: Iterable[Accepted], finding: OffenceFinding, knowledge: KnowledgeBase) -> tuple[Accepted, ...]:
    """The accepted readings about a finding: of its own provision, and otherwise of the one that it builds on."""
    base = knowledge.rulebook.rule(finding.rule, None).builds_on
    about = [
        a
        for a in every
        if a.suspect in ("", finding.suspect) and a.victim in ("", finding.victim) and a.rule in (finding.rule, base)
    ]
    own = {a.element for a in about if a.rule == finding.rule}
    return tuple(a for a in about if a.rule == finding.rule or a.element not in own)


def _follows(
    accepted: tuple[Accepted, ...], finding: OffenceFinding, case: Case, knowledge: KnowledgeBase
) -> Iterator[Follows]:
    """The outcome for each combination of accepted readings of different elements: the case is assessed again with
    them as judgements. Readings that leave an element open change no outcome."""
    choices: dict[str, list[Accepted | None]] = {}
    for item in accepted:
        if item.status in VERDICTS:
            choices.setdefault(item.element, [None]).append(item)
    for chosen in product(*choices.values()):
        readings = tuple(item for item in chosen if item is not None)
        if readings:
            yield Follows(readings, _outcome(readings, finding, case, knowledge))


def _outcome(readings: tuple[Accepted, ...], finding: OffenceFinding, case: Case, knowledge: KnowledgeBase) -> str:
    judged = {r.element for r in readings}
    kept = tuple(j for j in case.judgements if j.element not in judged)
    added = tuple(
        Judgement(0, finding.rule, r.element, VERDICTS[r.status], TRAINER, r.reason, finding.suspect, finding.victim)
        for r in readings
    )
    again = assessment.assessed(
        replace(case, judgements=(*kept, *added)),
        knowledge,
        BUILTIN,
        frozenset((finding.rule,)),
        (finding.suspect, finding.victim),
    )
    findings = [item.finding for item in again]
    left = beside(findings)
    return max((f for f in findings if f not in left), key=assessment.rank).outcome


def _finding(item: Assessed, finding: OffenceFinding, case: Case) -> KeyFinding:
    core = next((e for e in finding.elements if e.id == finding.core), None)
    conduct = _numbers(statements(core)) if core is not None else frozenset()
    return KeyFinding(finding, tuple(_element(e, item, conduct, case) for e in finding.elements))


def _element(finding: ElementFinding, item: Assessed, conduct: frozenset[int], case: Case) -> KeyElement:
    rests = tuple(statements(finding))
    derived = any(not e.fact for e in rests)
    facts, answers = _numbers(rests), tuple(dict.fromkeys(_answers(finding, item)))
    wanted = {w.name for ways in finding.missing for w in ways} | {c.wanted.name for c in finding.counter_questions}
    near = {f.index for f in case.facts if f.value == UNKNOWN and f.type_id in wanted}
    near |= conduct if derived else frozenset()
    answers = tuple(e for e in answers if e.fact and e.fact not in facts)
    if finding.status in SETTLED:
        near |= _numbers(answers)
    else:
        facts |= _numbers(answers)
    shown = () if finding.status in SETTLED else answers
    return KeyElement(finding, tuple(sorted(facts)), tuple(sorted(near - facts)), derived, shown)


def _numbers(evidence: Iterable[Evidence]) -> frozenset[int]:
    return frozenset(e.fact for e in evidence if e.fact)


def statements(finding: ElementFinding) -> Iterator[Evidence]:
    """Every statement that an element as it is shown rests on, for and against."""
    yield from (*finding.support, *finding.against, *finding.partial)
    for indication in (*finding.indications_for, *finding.indications_against):
        yield from indication.evidence


def _answers(finding: ElementFinding, item: Assessed) -> Iterator[Evidence]:
    """The answers to the decisive counter-questions of an element, as far as those matter here."""
    known = item.conclusion.known
    rule = next((e for e in item.conclusion.elements if e.id == finding.id), None)
    for question in rule.open_norm.counter_questions if rule is not None and rule.open_norm is not None else ():
        if not evaluate(moot(question, known.outside), known):
            for value in OPPOSITE:
                yield from known.leaves(Atom(question.fact, value))
