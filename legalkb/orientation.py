"""What surrounds the seven provisions: scenarios that resemble the case, neighbouring provisions, protective paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from legalkb import conduct, custody, situations, statements
from legalkb.case import Case
from legalkb.compilation import NO, OPPOSITE, YES, neighbour_rules
from legalkb.engine import Engines
from legalkb.findings import Evidence, Neighbour, Path, Scenario, Wanted
from legalkb.inference import Atom
from legalkb.knowledge import KnowledgeBase
from legalkb.missing import Asker
from legalkb.reasoning import by_atom, reason, yes
from legalkb.statements import day
from legalkb.vocabulary import PathType, ScenarioType, Vocabulary

FEWEST, MOST = 2, 4
MINOR, UNDER_EIGHTEEN = "slachtoffer_minderjarig", "jonger_dan_achttien"
LEAST_SHARE = 0.2


def _pairs(case: Case) -> list[tuple[str, str]]:
    return [(s.id, v.id) for s in case.suspects for v in case.victims if s.id != v.id]


def pair_evidence(case: Case, knowledge: KnowledgeBase, suspect: str, victim: str) -> tuple[Evidence, ...]:
    """Everything stated about a suspect and a victim, over all events, with what the structure of the case says."""
    words = knowledge.vocabulary
    facts = statements.for_pair(case, words.fact_types, suspect, victim)
    on = conduct.first_day(facts, knowledge)
    said = situations.stated(facts, facts, knowledge, case, (suspect, victim))
    own = situations.structure(case, knowledge, suspect, victim, on)
    held = [
        h for h in custody.others(case, words, facts, suspect, victim) if custody.may_hold(case, words, h, victim, on)
    ]
    tenure = tuple(e for h in held for e in custody.for_holder(case, words, h, suspect, victim, on))
    return tuple(e for e in (*said, *own, *tenure) if e.value in OPPOSITE)


def known_facts(case: Case, knowledge: KnowledgeBase) -> frozenset[Atom]:
    """Every undisputed statement of the case, whoever it is about; acts by an unknown person included."""
    found = {Atom(f.type_id, f.value) for f in case.facts if f.value in OPPOSITE}
    for suspect, victim in _pairs(case):
        found |= {Atom(e.name, e.value) for e in pair_evidence(case, knowledge, suspect, victim)}
    minor = {Atom(MINOR, a.sign) for a in found if a.name == UNDER_EIGHTEEN}
    return frozenset(a for a in found | minor if Atom(a.name, OPPOSITE[a.sign]) not in found)


def _fits(kind: ScenarioType, known: frozenset[Atom]) -> bool:
    excluded = any(Atom(f, NO) in known for f in kind.required) or any(Atom(f, YES) in known for f in kind.required_no)
    return not excluded


def _to_ask(kind: ScenarioType, known: frozenset[Atom], words: Vocabulary, ask: Asker) -> tuple[Wanted, ...]:
    """What to ask about the typical facts that are not known, in the order of their subjects."""
    wanted = [(f, YES) for f in kind.facts] + [(f, NO) for f in kind.facts_no]
    stated = {a.name for a in known}
    kinds = words.fact_types
    open_ones = [(f, v) for f, v in wanted if f in kinds and f not in stated]
    order = {g.id: g.order for g in words.groups.values()}
    return tuple(ask(f, v) for f, v in sorted(open_ones, key=lambda x: (order.get(kinds[x[0]].group, 99), x[0])))


def _match(kind: ScenarioType, known: frozenset[Atom], words: Vocabulary, ask: Asker) -> Scenario:
    kinds = words.fact_types
    labels = tuple(
        [kinds[f].label for f in kind.facts if f in kinds and Atom(f, YES) in known]
        + [f"niet: {kinds[f].label}" for f in kind.facts_no if f in kinds and Atom(f, NO) in known]
    )
    typical = len(kind.facts) + len(kind.facts_no)
    return Scenario(
        kind.id,
        kind.label,
        kind.definition,
        kind.counter,
        labels,
        typical,
        kind.brakes,
        kind.paths,
        kind.sources,
        _to_ask(kind, known, words, ask),
    )


def resembling(known: frozenset[Atom], words: Vocabulary, ask: Asker) -> tuple[Scenario, ...]:
    """The scenarios of which a typical fact is present and that nothing stated excludes, the largest share first."""
    found = [_match(kind, known, words, ask) for kind in words.scenarios if _fits(kind, known)]
    present = [s for s in found if s.present]
    return tuple(sorted(present, key=lambda s: (-len(s.present) / s.typical, -len(s.present), s.counter, s.id)))


def scenarios(known: frozenset[Atom], words: Vocabulary, ask: Asker) -> tuple[Scenario, ...]:
    """The scenarios with the largest share of their typical facts present; never a score of a person."""
    close = [
        s
        for s in resembling(known, words, ask)
        if len(s.present) >= min(FEWEST, s.typical) and len(s.present) / s.typical >= LEAST_SHARE
    ]
    return tuple(close[:MOST])


def _called(kind: PathType, known: frozenset[Atom]) -> bool:
    return any(Atom(t, YES) in known for t in kind.triggers) and all(Atom(t, YES) in known for t in kind.also)


def paths(known: frozenset[Atom], matched: Iterable[Scenario], words: Vocabulary) -> tuple[Path, ...]:
    """The protective paths that always apply, that a fact calls for, or that belong to a scenario that resembles the
    case: one more fact may change which scenario is closest, and should take no path away for that."""
    named = {path for scenario in matched if not scenario.counter for path in scenario.paths}
    chosen = [p.path for p in words.paths.values() if p.always or p.path.id in named or _called(p, known)]
    return tuple(sorted(chosen, key=lambda p: (p.urgency, p.id)))


def neighbours(case: Case, knowledge: KnowledgeBase, engines: Engines) -> tuple[Neighbour, ...]:
    """The provisions outside the seven that the facts of some suspect and victim point to."""
    book = knowledge.rulebook
    rules = knowledge.rule_set("aangrenzend", lambda: neighbour_rules(book.neighbours, book.concepts))
    grounds: dict[str, dict[Evidence, None]] = {}
    for suspect, victim in _pairs(case):
        known = reason(rules, by_atom(pair_evidence(case, knowledge, suspect, victim)), engines)
        for item in book.neighbours:
            if yes("@" + item.id) in known.undisputed:
                grounds.setdefault(item.id, {}).update(dict.fromkeys(known.leaves(yes("@" + item.id))))
    return tuple(
        Neighbour(n.id, n.designation, n.title, n.reason, n.sources, n.reservation, tuple(grounds[n.id]))
        for n in book.neighbours
        if n.id in grounds
    )


def structure_lines(case: Case, words: Vocabulary) -> tuple[str, ...]:
    """Gezag, opzicht, consent, decisions and relations of the case, each as a Dutch sentence with its source."""
    return tuple(dict.fromkeys(_lines(case, words)))


def _sourced(text: str, case: Case, source: str) -> str:
    shown = statements.source_text(case.source(source), source)
    return f"{text} Bron: {shown}." if shown else text


def _span(start: object, end: object) -> str:
    parts = [f" vanaf {start}" if start else "", f" tot en met {end}" if end else ""]
    return "".join(parts)


def _lines(case: Case, words: Vocabulary) -> Iterator[str]:
    for relation in case.relations:
        kind = words.relation_kinds.get(relation.kind)
        label = kind.label if kind else relation.kind
        extra = ", met gezag" if relation.custody == YES else ", zonder gezag" if relation.custody == NO else ""
        yield _sourced(f"{relation.person} is {label} van {relation.other}{extra}.", case, relation.source)
    for held in case.custody:
        yield _sourced(
            f"{held.holder} heeft {held.kind} over {held.child}{_span(day(held.start), day(held.end))}.",
            case,
            held.source,
        )
    for measure in case.measures:
        label = words.measure_kinds[measure.kind].label
        holder = f" ({measure.holder})" if measure.holder else ""
        yield _sourced(
            f"Over {measure.child} geldt een {label}{holder}{_span(day(measure.start), day(measure.end))}.",
            case,
            measure.source,
        )
    for decision in case.decisions:
        label = words.decision_kinds[decision.kind].label
        yield _sourced(
            f"Er is een {label} over {decision.child}{_span(day(decision.start), day(decision.end))}.",
            case,
            decision.source,
        )
    for consent in case.consents:
        yield _sourced(
            _consent_line(
                consent.holder,
                consent.value,
                _span(day(consent.start), day(consent.end)),
                day(consent.withdrawn_on),
                consent.obtained_by,
            ),
            case,
            consent.source,
        )
    for item in case.holders_complete:
        said = (
            "zijn er volgens de opgave geen andere houders"
            if item.value == YES
            else "kunnen er nog andere houders zijn"
        )
        yield _sourced(
            f"Van gezag of opzicht over {item.child} {said}{' (op ' + day(item.on) + ')' if item.on else ''}.",
            case,
            item.source,
        )


def _consent_line(holder: str, value: str, span: str, withdrawn: str, obtained: str) -> str:
    text = f"{holder} stemde {'niet ' if value == NO else ''}in{span}"
    text += f", op grond van {obtained}" if obtained else ""
    return text + (f"; ingetrokken op {withdrawn}." if withdrawn else ".")
