"""From a finding that was reasoned out to its explanation: the law, the elements, remarks and prosecution gates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from legalkb import assessment
from legalkb.case import Case
from legalkb.compilation import YES
from legalkb.explanation.elements import element
from legalkb.explanation.left_out import left_out
from legalkb.explanation.propositions import UNKNOWN, View
from legalkb.explanation.search import otherwise
from legalkb.explanation.tree import Becoming, Explanation, ExplanationNode, nodes
from legalkb.findings import Gate, OffenceFinding, Remark
from legalkb.gates import law_in_time, prosecution
from legalkb.gates.model import OPEN
from legalkb.knowledge import KnowledgeBase
from legalkb.offences import NO_RETROACTION, Assessed, asker
from legalkb.relevance import holders, standing
from legalkb.statements import day, names, source_text

LATER_LAW, UNVERIFIED = "Sr 1 lid 2", "niet geverifieerd"


def _law(finding: OffenceFinding) -> Iterator[ExplanationNode]:
    for version in finding.law:
        yield ExplanationNode(
            "wet", version.text, name=version.designation, detail=version.reservation,
            sources=(version.designation,), law=version,
        )  # fmt: skip


def _gate(gate: Gate) -> ExplanationNode:
    """A gate with what it asks, the readings of what is not settled, and its reasons."""
    steps = [ExplanationNode("opmerking", r.text, sources=r.sources) for r in gate.reasons]
    steps += [ExplanationNode("lezing", r.text, detail=r.consequence, sources=r.sources) for r in gate.readings]
    asked = dict.fromkeys((w.name, w.question) for w in gate.missing if w.question)
    steps += [ExplanationNode("vraag", question, UNKNOWN, name, question=question) for name, question in asked]
    return ExplanationNode("vervolging", gate.summary, gate.status, gate.kind, detail=gate.title, children=tuple(steps))


def _caveat(remark: Remark) -> bool:
    """Whether a remark is about which law applies, what was not verified, or what does not count here: it then bears
    on each element."""
    law = {NO_RETROACTION, LATER_LAW, UNVERIFIED}
    return not remark.sources or bool(law & {*remark.sources})


def _root(item: Assessed, finding: OffenceFinding, view: View, only: str) -> ExplanationNode:
    rules = {e.id: e for e in item.conclusion.elements}
    steps = list(_law(finding))
    steps += [element(f, rules.get(f.id), view) for f in finding.elements if only in ("", f.id)]
    remarks = (r for r in finding.remarks if not only or _caveat(r))
    steps += [ExplanationNode("opmerking", r.text, sources=r.sources) for r in remarks]
    steps += [_gate(g) for g in finding.gates if not only or (g.kind == law_in_time.KIND and g.status != OPEN)]
    return ExplanationNode("delict", finding.title, finding.outcome, finding.rule, children=tuple(steps))


def _settled(node: ExplanationNode, used: bool = True) -> ExplanationNode:
    """A tree in which nothing counts below what does not count."""
    used = used and node.used
    return replace(node, used=used, children=tuple(_settled(c, used) for c in node.children))


def explain(item: Assessed, case: Case, knowledge: KnowledgeBase, only: str = "", every: bool = True) -> Explanation:
    """The explanation of a finding, of all its elements or of one (``only``, its id).

    ``every`` asks what it would take for each element by itself too (see :func:`legalkb.explanation.search.otherwise`).
    """
    finding = prosecution.applied((item,), case, knowledge)[0]
    situation = item.situation
    view = View(
        item.conclusion.known,
        knowledge,
        case,
        asker(knowledge, situation.suspect, situation.victim, situation.holder),
        {f.index: f.line for f in case.facts},
        left_out(item, case, knowledge),
    )
    root = _settled(_root(item, finding, view, only))
    codes = sorted({c for n in nodes(root) for c in n.sources})
    sources = {c: assessment.label(c, knowledge.vocabulary, finding.conduct[:10]) for c in codes}
    ways = otherwise(item, case, knowledge, only, every)
    becoming = _becoming(item, case, knowledge)
    return Explanation(finding, root, ways, tuple(view.lines.items()), sources, becoming, labels(case))


def labels(case: Case) -> dict[str, str]:
    """How statements of one person are told apart: code, day, circumstances, and what revises what (Dutch), by the
    source as a statement names it. Empty for a person with one statement."""
    given = [s for s in case.sources if s.person and not s.implicit]
    found = {}
    for source in given:
        if sum((s.kind, s.person) == (source.kind, source.person) for s in given) < 2:
            continue
        what = f"{source.kind.replace('_', ' ') or 'bron'} {source.person}"
        when = f", {day(source.made_on)}" if source.made_on else ""
        later = [s.id for s in case.sources if s.revises == source.id]
        notes = [
            source.circumstances,
            f"herzien door {names(later)}" if later else "",
            f"herziet {source.revises}" if source.revises else "",
        ]
        note = f" ({source.circumstances})" if source.circumstances else ""
        told = "; ".join((f"{source.id}{when}", *(n for n in notes if n)))
        found[source_text(source, "") + note] = f"{what} ({told})"
    return found


def _becoming(item: Assessed, case: Case, knowledge: KnowledgeBase) -> Becoming:
    """What further facts can still make of the outcome, those about a holder who takes part included."""
    found, kinds = standing.of_outcome(item, knowledge), knowledge.vocabulary.fact_types
    turned = tuple(holders.turns(item, case, knowledge))
    answers = (*((t.name, YES) for t in turned), *((a.name, a.sign) for a in found.relevant))
    names = dict.fromkeys(name for name, _ in answers)
    labels = tuple(kinds[n].label if n in kinds else n.replace("_", " ") for n in names)
    possible = tuple(dict.fromkeys((*found.possible, *(t.outcome for t in turned))))
    return Becoming(possible, tuple(dict.fromkeys(answers)), labels)
