"""The status of an element and the outcome of an offence, from what the engine concluded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from legalkb import decision
from legalkb.compilation import HINT, YES, element_name
from legalkb.findings import CounterQuestion, ElementFinding, Evidence, Ground, Indication, Ruling
from legalkb.inference import Atom
from legalkb.missing import Asker, Needs, followed, of_alternatives, product, smallest, worded
from legalkb.reasoning import Reasoning, evidence_order, no, yes
from legalkb.rulebook import Alternative, Concept, Element, Literal, OpenNorm


def _indications(
    name: str, mark: str, rules: tuple[Alternative, ...], known: Reasoning, concepts: Mapping[str, Concept]
) -> tuple[Indication, ...]:
    found: list[Indication] = []
    for number, rule in enumerate(rules, 1):
        found += _met(yes(f"{name}/{mark}{number}"), rule, known, concepts)
    return tuple(found)


def _met(
    atom: Atom, rule: Alternative, known: Reasoning, concepts: Mapping[str, Concept], default: tuple[str, ...] = ()
) -> Iterator[Indication]:
    """An indication that is met; one for each alternative that is met when it is nothing but a concept."""
    if atom not in known.stated:
        return
    only = rule.literals[0]
    concept = concepts.get(only.name) if len(rule.literals) == 1 and only.value == YES else None
    if concept is not None and not rule.explanation:
        for number, way in enumerate(concept.alternatives, 1):
            yield from _met(yes(f"{concept.id}/a{number}"), way, known, concepts, concept.sources)
        return
    behind = (code for g in _of_concepts(rule.literals, known, concepts) for code in g.sources)
    sources = tuple(dict.fromkeys((*(rule.sources or default), *behind)))
    yield Indication(known.leaves(atom), rule.explanation, sources, atom not in known.undisputed)


def _adverse(norm: OpenNorm, known: Reasoning) -> tuple[Indication, ...]:
    """Counter-questions answered against the suspect's liability count as indications against."""
    found = []
    for rule, atom in decision.adverse(norm):
        if atom in known.stated:
            disputed = atom not in known.undisputed
            found.append(Indication(known.leaves(atom), rule.explanation, rule.sources, disputed))
    return tuple(found)


def _open_questions(norm: OpenNorm, known: Reasoning, ask: Asker) -> tuple[CounterQuestion, ...]:
    return tuple(
        CounterQuestion(ask(rule.fact, rule.favourable), rule.sources)
        for rule in norm.counter_questions
        if decision.evaluate(decision.asked(rule, known.outside), known)
    )


def _of_concepts(literals: tuple[Literal, ...], known: Reasoning, concepts: Mapping[str, Concept]) -> Iterator[Ground]:
    """The explanations and sources of the concepts behind met literals."""
    for concept in (concepts[x.name] for x in literals if x.name in concepts and x.value == YES):
        for number, way in enumerate(concept.alternatives, 1):
            if yes(f"{concept.id}/a{number}") in known.stated:
                if way.explanation or way.sources or concept.sources:
                    yield Ground(way.explanation, way.sources or concept.sources)
                yield from _of_concepts(way.literals, known, concepts)


def _grounds(
    name: str, element: Element, status: str, known: Reasoning, concepts: Mapping[str, Concept]
) -> tuple[Ground, ...]:
    """The explanations of the alternatives (or exceptions) that made the status, and of the concepts in them."""
    marks = (
        [(f"{name}/a{n}", a) for n, a in enumerate(element.alternatives, 1)] if status in ("vervuld", "betwist") else []
    )
    if status in ("weersproken", "betwist"):
        marks += [(f"{name}/t{n}", a) for n, a in enumerate(element.exceptions, 1)]
    found: list[Ground] = []
    for alternative in (a for mark, a in marks if yes(mark) in known.stated):
        if alternative.explanation or alternative.sources:
            found.append(Ground(alternative.explanation, alternative.sources))
        found += _of_concepts(alternative.literals, known, concepts)
    return tuple(dict.fromkeys(found))


def _needs(
    element: Element, finding: ElementFinding, known: Reasoning, concepts: Mapping[str, Concept]
) -> tuple[Needs, ...]:
    """The sets of facts that would bring the element to where ``aanwijzing`` asks it to be."""
    if finding.status in ("vervuld", "weersproken", "betwist"):
        return (frozenset(),)
    hard = of_alternatives(element.alternatives, known, concepts)
    norm = element.open_norm
    if norm is None:
        return hard
    questions: Needs = frozenset(Literal(q.wanted.name, q.wanted.value) for q in finding.counter_questions)
    soft: tuple[Needs, ...] = (frozenset(),)
    if not any(not i.disputed for i in finding.indications_for):
        soft = of_alternatives(norm.indications_for, known, concepts)
    through_norm = tuple(followed(x, norm, known) for x in product(((questions,), soft)))
    return smallest((*through_norm, *hard) if finding.status == "open_norm" else (*hard, *through_norm))


def _joined(first: tuple[Evidence, ...], second: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(sorted(dict.fromkeys((*first, *second)), key=evidence_order))


def only_source(evidence: tuple[Evidence, ...]) -> str:
    """The one source that everything rests on, empty when there are more or none."""
    sources = {e.source.casefold(): e.source for e in reversed(evidence) if not e.basis or e.source}
    return next(iter(sources.values())) if len(sources) == 1 else ""


def _ruled(finding: ElementFinding, rulings: tuple[Ruling, ...]) -> ElementFinding:
    """The element as persons judged it."""
    status = judged(rulings)
    ruling = None if status == "betwist" else rulings[0]
    return replace(finding, status=status, ruling=ruling, missing=(), counter_questions=())


def _with_norm(
    finding: ElementFinding,
    element: Element,
    norm: OpenNorm,
    known: Reasoning,
    concepts: Mapping[str, Concept],
    ask: Asker,
) -> ElementFinding:
    name = element_name(element)
    speaks_for = _indications(name, "v", norm.indications_for, known, concepts)
    speaks_against = _indications(name, "g", norm.indications_against, known, concepts) + _adverse(norm, known)
    disputed = known.opposed(tuple(e for i in speaks_for for e in i.evidence)) if finding.status == "betwist" else ()
    return replace(
        finding,
        against=_joined(finding.against, disputed),
        norm=norm.question,
        indications_for=speaks_for,
        indications_against=speaks_against,
        counter_questions=_open_questions(norm, known, ask) if finding.status in ("open_norm", "onbekend") else (),
    )


def element_finding(
    element: Element,
    decided: decision.Decision,
    known: Reasoning,
    concepts: Mapping[str, Concept],
    ask: Asker,
    rulings: tuple[Ruling, ...],
) -> tuple[ElementFinding, tuple[Needs, ...]]:
    """The finding on one element, of which the status is decided so, and the sets of facts it still needs."""
    name = element_name(element)
    status = decided.value(known)
    support, against = known.leaves(yes(name)), known.leaves(no(name))
    if decision.hard(name).value(known) == "betwist":
        against = _joined(against, known.opposed(support))
    finding = ElementFinding(
        id=element.id,
        quote=element.quote,
        status=status,
        support=support,
        against=against,
        partial=() if support else known.leaves(Atom(name, HINT)),
        question=element.question,
        suspect_only=no(name) in known.stated
        and no(name) not in known.firm
        and bool(against)
        and all(e.suspect_only for e in against),
    )
    if element.open_norm is not None:
        finding = _with_norm(finding, element, element.open_norm, known, concepts, ask)
    finding = replace(finding, grounds=_grounds(name, element, finding.status, known, concepts))
    if rulings and element.open_norm is not None:
        return _ruled(finding, rulings), (frozenset(),)
    needs = _needs(element, finding, known, concepts)
    basis = finding.support + tuple(e for i in finding.indications_for for e in i.evidence)
    return replace(finding, missing=worded(needs, ask), only_source=only_source(basis)), needs


def judged(rulings: tuple[Ruling, ...]) -> str:
    """The status that persons gave to an open norm: disputed when their judgements differ."""
    if len({r.verdict for r in rulings}) > 1:
        return "betwist"
    return "vervuld" if rulings[0].verdict == "vervuld" else "weersproken"


def reasons(findings: tuple[ElementFinding, ...], settled: frozenset[str]) -> tuple[str, ...]:
    """Why an offence is incomplete, in the fixed order of the reasons. ``settled`` are the elements that are ready."""
    found = set()
    for finding in findings:
        if finding.status == "onbekend":
            found.add("ontbreekt")
        elif finding.status == "betwist":
            found.add("betwist")
        elif finding.status == "open_norm" and finding.id not in settled:
            if finding.indications_for and finding.indications_against:
                found.add("twee_kanten")
            elif finding.counter_questions or finding.indications_against:
                found.add("open_norm")
            if not finding.indications_for:
                found.add("ontbreekt")
    return tuple(r for r in ("ontbreekt", "betwist", "open_norm", "twee_kanten") if r in found)
