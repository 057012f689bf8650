"""The trainer's notes on an exercise: how it was made, what it tests, and what goes wrong easily."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from legalkb import assessment, examples
from legalkb.examples import Charge, Example
from legalkb.findings import OffenceFinding
from legalkb.inference import Atom
from legalkb.knowledge import KnowledgeBase
from legalkb.query.rulings import ACQUITTED, PROVEN, Shared, sharing
from legalkb.report import phrases
from legalkb.statements import filled, sentence
from legalkb.training import draft, plot, traps
from legalkb.training.exercise import Exercise
from legalkb.training.handout import Alternative, Notes, Outcome, RulingNote, TrapNote
from legalkb.training.plot import NONE, Line

TURNS = {
    draft.FULFILLED: "elk bestanddeel is gedekt",
    draft.GAP: "er is een feit weggelaten dat nodig is",
    draft.DISPUTED: "bronnen spreken elkaar tegen op een punt dat ertoe doet",
    draft.CONTRADICTED: "een bestanddeel wordt tegengesproken",
    draft.NOTHING: "niets raakt de kern van het delict",
    draft.HARMLESS: "er is niets strafbaars in de casus; nergens volgt een aanwijzing",
}
RULINGS, TRAPS = 4, 8
ENDED = {PROVEN: "bewezen", ACQUITTED: "vrijspraak"}


def notes(found: Exercise, knowledge: KnowledgeBase, command: str) -> Notes:
    """The notes on an exercise; ``command`` is what makes it again."""
    return Notes(
        name=found.name,
        goal=tuple(_goal(found, knowledge)),
        command=command,
        outcomes=tuple(_outcomes(found.assessment.findings)),
        gaps=tuple(_question(a, found) for a in found.draft.gaps),
        distractors=tuple(_sentence_of(a, found) for a in found.draft.distractors),
        disputed=tuple(_disputes(found)),
        alternatives=tuple(_alternatives(found)),
        traps=tuple(_traps(found, knowledge)),
        rulings=tuple(_rulings(found, knowledge)),
        told=tuple((p.number, _facts(p.facts, found)) for t in found.told for p in t.paragraphs if p.facts),
    )


def _goal(found: Exercise, knowledge: KnowledgeBase) -> Iterator[str]:
    yield f"Scenario {found.scenario.id}: {found.scenario.label}. Niveau {found.wish.level}."
    turn = TURNS[found.goal.turn]
    if found.goal.rule:
        rule = knowledge.rulebook.rule(found.goal.rule, None)
        about = phrases.provision(rule.designation, rule.part)
        yield f"Het draait om {about} ({rule.title[:1].lower()}{rule.title[1:]}): {turn}."
    else:
        yield f"{turn[:1].upper()}{turn[1:]}."
    if found.goal.gate:
        main = _main(found)
        gates = (g for g in (main.gates if main else ()) if g.kind == found.goal.gate)
        yield from (f"Onderwerp: {g.title.lower()}. {g.summary}" for g in gates)


def _main(found: Exercise) -> OffenceFinding | None:
    pair = found.what.scene.suspects[0].id, found.what.scene.victim.id
    return draft.finding(found.assessment.findings, found.goal.rule, *pair)


def _outcomes(findings: Iterable[OffenceFinding]) -> Iterator[Outcome]:
    for f in findings:
        if f.outcome != NONE:
            who = f"{f.suspect} ten aanzien van {f.victim}" + (f", houder {f.holder}" if f.holder else "")
            who += f" ({f.object})" if f.object else ""
            yield Outcome(phrases.capital(phrases.offence(f)), who, phrases.sentence(phrases.outcome(f)))


def _question(atom: Atom, found: Exercise) -> str:
    kind = found.what.kind(atom.name)
    suspect, victim = found.what.scene.suspects[0].id, found.what.scene.victim.id
    about = suspect if kind.subject == "verdachte" else victim
    return filled(kind.question, {"door": suspect, "tegen": victim, "over": about, "via": "een ander"})


def _sentence_of(atom: Atom, found: Exercise) -> str:
    line = next(x for x in found.file.lines if x.atom == atom)
    return f"{_said(line, found)} ({_where(line, found)})"


def _said(line: Line, found: Exercise) -> str:
    number = _number(line, found)
    fact = next(f for f in found.case.facts if f.index == number)
    return sentence(found.what.kind(line.name), line.value, fact, fact.by, fact.against)


def _number(line: Line, found: Exercise) -> int:
    first = len(found.case.facts) - len(found.file.lines) + 1
    return first + next(n for n, x in enumerate(found.file.lines) if x is line)


def _where(line: Line, found: Exercise) -> str:
    return f"alinea {_paragraphs(_number(line, found), found)}"


def _paragraphs(fact: int, found: Exercise) -> str:
    return ", ".join(str(p.number) for t in found.told for p in t.paragraphs if fact in p.facts)


def _facts(numbers: Iterable[int], found: Exercise) -> tuple[str, ...]:
    return tuple(f.sentence for n in numbers for f in found.assessment.facts if f.number == n)


def _disputes(found: Exercise) -> Iterator[str]:
    for line in found.file.lines:
        if line.second:
            first = next((x for x in found.file.lines if x.name == line.name and not x.second), None)
            against = f" Daartegenover: {_said(first, found)} ({_where(first, found)})" if first else ""
            yield f"{_said(line, found)} ({_where(line, found)}){against}"


def _alternatives(found: Exercise) -> Iterator[Alternative]:
    """What the offence that the exercise is about would become without each fact."""
    now = _main(found)
    if now is None:
        return
    for line in found.file.lines:
        number = _number(line, found)
        without = replace(found.case, facts=tuple(f for f in found.case.facts if f.index != number))
        then = plot.best(without, found.goal.rule, found.what).finding
        if then.outcome != now.outcome:
            becomes = phrases.sentence(phrases.outcome(then))
            yield Alternative(_paragraphs(number, found), _said(line, found), becomes)


def _traps(found: Exercise, knowledge: KnowledgeBase) -> Iterator[TrapNote]:
    rule = knowledge.rulebook.rule(found.goal.rule, None).article if found.goal.rule else ""

    def near(trap: traps.Trap) -> tuple[bool, int, int]:
        own = any(f" {rule}" in f"{p} " and rule for p in trap.provisions)
        return not own, len(trap.provisions), trap.order

    hit = sorted(traps.tested(found.case, found.assessment, knowledge), key=near)[:TRAPS]
    for trap in hit:
        labels = tuple(assessment.label(c, knowledge.vocabulary).title for c in trap.sources)
        yield TrapNote(trap.label[:1].upper() + trap.label[1:], trap.explanation, trap.wrong_answers, labels)


@lru_cache(maxsize=1)
def _published() -> tuple[Example, ...]:
    return tuple(e for e in examples.load()[0] if e.ecli)


def _rulings(found: Exercise, knowledge: KnowledgeBase) -> Iterator[RulingNote]:
    pattern = [line.atom for line in found.file.lines if not line.second]
    own = [r for r in sharing(pattern, _published(), knowledge) if _about(r, found)]
    for ruling in own[:RULINGS]:
        source = assessment.label(ruling.ecli, knowledge.vocabulary)
        shared = phrases.listing(found.what.kind(a.name).label for a in ruling.shared)
        yield RulingNote(ruling.ecli, source.url, ruling.name, _ended(ruling, found, knowledge), shared)


def _about(ruling: Shared, found: Exercise) -> bool:
    """Whether a ruling is about the article of the exercise; any will do where it is about none."""
    if not found.goal.rule:
        return True
    article = found.goal.rule.split("-")[1]
    return any(c.rule.split("-")[1] == article for c in ruling.charges)


def _ended(ruling: Shared, found: Exercise, knowledge: KnowledgeBase) -> str:
    if ruling.advice:
        return "Dit is een conclusie van de advocaat-generaal, geen uitspraak."
    told = dict.fromkeys(_charge(c, knowledge) for c in ruling.charges)
    return f"Afloop: {phrases.listing(told)}." if told else ""


def _charge(charge: Charge, knowledge: KnowledgeBase) -> str:
    rule = knowledge.rulebook.rule(charge.rule, None)
    attempt = "poging tot " if charge.attempt else ""
    ended = ENDED.get(charge.outcome, charge.outcome.replace("_", " "))
    return f"{attempt}{phrases.provision(rule.designation, rule.part)} {ended}"
