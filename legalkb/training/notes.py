"""The trainer's notes on an exercise: how it was made, what it tests, and what goes wrong easily."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from legalkb import assessment, examples
from legalkb.compilation import YES
from legalkb.examples import Example
from legalkb.findings import Gate, OffenceFinding, Wanted
from legalkb.inference import Atom
from legalkb.knowledge import KnowledgeBase
from legalkb.query.rulings import Shared, sharing
from legalkb.rulebook import Rule
from legalkb.statements import filled, sentence
from legalkb.training import draft, plot, traps
from legalkb.training.exercise import Exercise
from legalkb.training.handout import About, Alternative, ChargeNote, Notes, RulingNote, TrapNote
from legalkb.training.key import Key
from legalkb.training.plot import NONE, Line
from legalkb.training.traps import Trap

TURNS = {
    draft.FULFILLED: "elk bestanddeel is gedekt",
    draft.GAP: "er is een feit weggelaten dat nodig is",
    draft.DISPUTED: "bronnen spreken elkaar tegen op een punt dat ertoe doet",
    draft.CONTRADICTED: "een bestanddeel wordt tegengesproken",
    draft.NOTHING: "niets raakt de kern van het delict",
    draft.HARMLESS: "een tegenscenario: nergens volgt een aanwijzing",
}
RULINGS, TRAPS, QUESTIONS = 4, 6, 8
SHARED = {True: 2, False: 4}  # how many facts a ruling has to share: on the article, and in a counter-scenario


def notes(found: Exercise, key: Key, knowledge: KnowledgeBase, command: str) -> Notes:
    """The notes on an exercise; ``command`` is what makes it again."""
    main = _main(found)
    beside, weighing = _distractors(found, key)
    return Notes(
        name=found.name,
        scenario=f"{found.scenario.id}: {found.scenario.label}",
        level=str(found.wish.level),
        about=_rule(found.goal.rule, knowledge) if found.goal.rule else None,
        turn=TURNS[found.goal.turn],
        gate=_gate(found, main),
        command=command,
        outcomes=tuple(f for f in found.assessment.findings if f.outcome != NONE),
        gaps=tuple(_question(a, found) for a in found.draft.gaps),
        beside=beside,
        weighing=weighing,
        disputed=tuple(_disputes(found)),
        alternatives=tuple(_alternatives(found, main)) if main else (),
        questions=tuple(_questions(found, main)),
        traps=tuple(_traps(found, knowledge)),
        rulings=tuple(_rulings(found, knowledge)),
        told=tuple((p.number, _facts(p.facts, found)) for t in found.told for p in t.paragraphs if p.facts),
    )


def _rule(key: str, knowledge: KnowledgeBase) -> About:
    rule: Rule = knowledge.rulebook.rule(key, None)
    return About(rule.designation, rule.part, rule.title)


def _gate(found: Exercise, main: OffenceFinding | None) -> Gate | None:
    gates = main.gates if main else ()
    return next((g for g in gates if g.kind == found.goal.gate), None)


def _main(found: Exercise) -> OffenceFinding | None:
    pair = found.what.scene.suspects[0].id, found.what.scene.victim.id
    return draft.finding(found.assessment.findings, found.goal.rule, *pair)


def _question(atom: Atom, found: Exercise) -> str:
    kind = found.what.kind(atom.name)
    suspect, victim = found.what.scene.suspects[0].id, found.what.scene.victim.id
    about = suspect if kind.subject == "verdachte" else victim
    return filled(kind.question, {"door": suspect, "tegen": victim, "over": about, "via": "een ander"})


def _distractors(found: Exercise, key: Key) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What stands beside the rest: facts that bear on nothing of the offence, and facts that do bear on an element but
    do not decide the outcome."""
    wanted = found.goal.rule
    bearing = {n for p in key.provisions if p.about[0] == wanted for e in p.best.elements for n in e.facts}
    lines = [x for x in found.file.lines if x.atom in found.draft.distractors and not x.second]
    told = [(f"{_said(x, found)} ({_where(x, found)})", _number(x, found) in bearing) for x in lines]
    return tuple(t for t, bears in told if not bears), tuple(t for t, bears in told if bears)


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
            against = f"; daartegenover: {_said(first, found)} ({_where(first, found)})" if first else ""
            yield f"{_said(line, found)} ({_where(line, found)}){against}"


def _alternatives(found: Exercise, now: OffenceFinding) -> Iterator[Alternative]:
    """What the offence that the exercise is about would become without each fact."""
    for line in found.file.lines:
        number = _number(line, found)
        without = replace(found.case, facts=tuple(f for f in found.case.facts if f.index != number))
        then = plot.best(without, found.goal.rule, found.what).finding
        if then.outcome != now.outcome:
            yield Alternative(_paragraphs(number, found), _said(line, found), then)


def _questions(found: Exercise, main: OffenceFinding | None) -> Iterator[str]:
    """What is still to be asked: of the offence that it is about, else of whatever has a lead."""
    about = [main] if main else [f for f in found.assessment.findings if f.outcome != NONE]
    wanted: list[Wanted] = []
    for finding in about:
        for element in finding.elements:
            wanted += [q.wanted for q in element.counter_questions]
            wanted += element.missing[0] if element.missing else ()
        wanted += [w for g in finding.gates if g.kind == found.goal.gate for w in g.missing]
    yield from list(dict.fromkeys(w.question for w in wanted if w.question))[:QUESTIONS]


def _traps(found: Exercise, knowledge: KnowledgeBase) -> Iterator[TrapNote]:
    article = knowledge.rulebook.rule(found.goal.rule, None).article if found.goal.rule else ""

    def own(trap: Trap) -> bool:
        return article in {p.split()[1] for p in trap.provisions if p.startswith("Sr ")}

    hit = [t for t in traps.tested(found.case, found.assessment, knowledge) if own(t) or not article]
    for trap in sorted(hit, key=lambda t: (len(t.provisions), t.order))[:TRAPS]:
        labels = tuple(assessment.label(c, knowledge.vocabulary).title for c in trap.sources)
        yield TrapNote(trap.label[:1].upper() + trap.label[1:], trap.explanation, trap.wrong_answers, labels)


@lru_cache(maxsize=1)
def _published() -> tuple[Example, ...]:
    return tuple(e for e in examples.load()[0] if e.ecli)


def _rulings(found: Exercise, knowledge: KnowledgeBase) -> Iterator[RulingNote]:
    pattern = [line.atom for line in found.file.lines if not line.second]
    least = SHARED[bool(found.goal.rule)]
    own = [r for r in sharing(pattern, _published(), knowledge) if _about(r, found) and len(r.shared) >= least]
    for ruling in own[:RULINGS]:
        url = assessment.label(ruling.ecli, knowledge.vocabulary).url
        shared = tuple(found.what.kind(a.name).label + (": nee" if a.sign != YES else "") for a in ruling.shared)
        charges = tuple(
            dict.fromkeys(ChargeNote(_rule(c.rule, knowledge), c.outcome, c.attempt) for c in ruling.charges)
        )
        yield RulingNote(ruling.ecli, url, ruling.name, () if ruling.advice else charges, ruling.advice, shared)


def _about(ruling: Shared, found: Exercise) -> bool:
    """Whether a ruling is about the article of the exercise; any will do where it is about none."""
    if not found.goal.rule:
        return True
    article = found.goal.rule.split("-")[1]
    return any(c.rule.split("-")[1] == article for c in ruling.charges)
