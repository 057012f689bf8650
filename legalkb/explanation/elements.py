"""One element of an offence as a step of an explanation: its words, its status, and the rule behind it."""

from __future__ import annotations

from collections.abc import Iterator

from legalkb.compilation import OPPOSITE, element_name
from legalkb.decision import moot
from legalkb.explanation.propositions import (
    AGAINST,
    DISPUTED,
    MET,
    UNKNOWN,
    View,
    combined,
    group,
    label,
    proposition,
    stance,
    statement,
    statements,
)
from legalkb.explanation.tree import ExplanationNode
from legalkb.findings import ElementFinding
from legalkb.formula import evaluate
from legalkb.inference import Atom
from legalkb.rulebook import Alternative, CounterRule, Element, Literal, OpenNorm


def _ruling(finding: ElementFinding) -> Iterator[ExplanationNode]:
    if finding.ruling is not None:
        said = f"Oordeel van {finding.ruling.by}: {finding.ruling.verdict.replace('_', ' ')}."
        yield ExplanationNode("oordeel", said, finding.status, detail=finding.ruling.reason)


def _indications(name: str, mark: str, items: tuple[Alternative, ...], view: View) -> Iterator[ExplanationNode]:
    kind = "aanwijzing_voor" if mark == "v" else "aanwijzing_tegen"
    for number, item in enumerate(items, 1):
        status = combined(item, view.known, f"{name}/{mark}{number}")
        yield group(kind, item, view, status, status in (MET, DISPUTED))


def _counter(rule: CounterRule, finding: ElementFinding, view: View) -> ExplanationNode:
    """A counter-question: asked, answered one way or the other, or of no matter here."""
    favourable = Literal(rule.fact, rule.favourable)
    said, status = statements(favourable, view), stance(favourable, view.known)
    asked = any(q.wanted.name == rule.fact for q in finding.counter_questions)
    question = view.ask(*favourable).question
    used = asked or (bool(said) and not evaluate(moot(rule, view.known.outside), view.known))
    adverse = OPPOSITE[rule.favourable]
    against = Atom(rule.fact, adverse) in view.known.stated
    why = rule.explanation if against or not rule.explanation else f"Bij het antwoord ‘{adverse}’: {rule.explanation}"
    return ExplanationNode(
        "tegenvraag",
        question or label(favourable, view.knowledge),
        UNKNOWN if not said else status,
        rule.fact,
        detail=why,
        question="" if said else question,
        sources=rule.sources,
        used=used,
        children=said or (ExplanationNode("vraag", label(favourable, view.knowledge), UNKNOWN, rule.fact,
                                          question=question, used=used),),
    )  # fmt: skip


def _norm(name: str, norm: OpenNorm, finding: ElementFinding, view: View) -> Iterator[ExplanationNode]:
    yield from _indications(name, "v", norm.indications_for, view)
    yield from _indications(name, "g", norm.indications_against, view)
    shown = {x.name for rule in norm.indications_against for x in rule.literals if len(rule.literals) == 1}
    for rule in norm.counter_questions:
        adverse = Literal(rule.fact, OPPOSITE[rule.favourable])
        if rule.fact in shown and stance(adverse, view.known) in (MET, DISPUTED):
            continue  # told as the indication against that it is
        yield _counter(rule, finding, view)


def _plain(finding: ElementFinding, view: View) -> tuple[ExplanationNode, ...]:
    """The statements for and against an element that stands in no rule: whether the provision was in force."""
    said = [statement(e, view, MET) for e in finding.support]
    said += [statement(e, view, AGAINST) for e in finding.against]
    for wanted in (w for item in finding.missing for w in item):
        said.append(ExplanationNode("vraag", wanted.question, UNKNOWN, wanted.name, question=wanted.question))
    return tuple(said)


def element(finding: ElementFinding, rule: Element | None, view: View) -> ExplanationNode:
    """The step of one element, with everything its rule says: what counted first, then what else would."""
    if rule is None:
        steps = _plain(finding, view)
        sources = tuple(dict.fromkeys(c for g in finding.grounds for c in g.sources))
        detail = " ".join(dict.fromkeys(g.explanation for g in finding.grounds if g.explanation))
        return ExplanationNode(
            "bestanddeel", finding.quote, finding.status, finding.id, detail, sources=sources, children=steps
        )
    name = element_name(rule)
    steps = (*_ruling(finding), *proposition(name, rule.alternatives, rule.exceptions, view))
    if rule.open_norm is not None:
        steps += tuple(_norm(name, rule.open_norm, finding, view))
    return ExplanationNode(
        "bestanddeel",
        finding.quote,
        finding.status,
        finding.id,
        detail=finding.norm,
        question=finding.question,
        sources=rule.grounds,
        children=tuple(sorted(steps, key=lambda n: not n.used)),
    )
