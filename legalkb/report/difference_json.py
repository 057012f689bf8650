"""A comparison as JSON, in Dutch keys; ``docs/reference/verschil.md`` describes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

from legalkb.comparison.model import ELEMENTS, GATES, OUTCOME, REST, DataChange, ElementChange, FindingChange, Listed
from legalkb.findings import Assessment, Evidence, FactLine, Gate, GateReason, OffenceFinding
from legalkb.report import as_json, phrases
from legalkb.report.caveats import warnings
from legalkb.report.difference_view import Comparison, asked, is_assumed, therefore
from legalkb.report.prosecution import title

T = TypeVar("T")
LEVELS = {OUTCOME: "uitkomst", ELEMENTS: "bestanddeel", GATES: "vervolgbaarheid", REST: "onderbouwing"}


def _listed(found: Listed[T], shape: Callable[[T], Any]) -> dict[str, Any]:
    return {"erbij": [shape(x) for x in found.gained], "weg": [shape(x) for x in found.lost]}


def _evidence(evidence: Evidence, told: Comparison, second: bool) -> dict[str, Any]:
    return {**_unnumbered(as_json.evidence(evidence)), "aangenomen": is_assumed(told, evidence.fact, second)}


def _fact(line: FactLine, told: Comparison, second: bool) -> dict[str, Any]:
    return {**_unnumbered(as_json.fact(line)), "aangenomen": is_assumed(told, line.number, second)}


def _unnumbered(data: dict[str, Any]) -> dict[str, Any]:
    """Without the number in the case, which means nothing between two cases."""
    return {key: value for key, value in data.items() if key != "nummer"}


def _cause(found: Any, told: Comparison) -> dict[str, Any]:
    if isinstance(found, DataChange):
        return {"onderdeel": found.key, "was": list(found.lost), "wordt": list(found.gained)}
    was, now = ([_fact(x, told, bool(s)) for x in side] for s, side in enumerate((found.lost, found.gained)))
    return {"feit": found.name, "was": was, "wordt": now}


def _statements(change: ElementChange, told: Comparison) -> dict[str, Any]:
    sides = (("erbij", change.statements.gained, True), ("weg", change.statements.lost, False))
    return {
        key: [{"kant": s.side, "uitleg": s.why, **_evidence(s.evidence, told, second)} for s in found]
        for key, found, second in sides
    }


def _element(change: ElementChange, told: Comparison) -> dict[str, Any]:
    was, now = change.before, change.after
    return {
        "id": change.shown.id,
        "citaat": change.shown.quote,
        "was": was.status if was else None,
        "wordt": now.status if now else None,
        "uitspraken": _statements(change, told),
        "tegenvragen": _listed(change.questions, lambda q: q.wanted.question),
        "doordat": [_cause(c, told) for c in change.because],
    }


def _gate(gate: Gate | None) -> dict[str, Any] | None:
    return {"stand": gate.status, "samenvatting": gate.summary} if gate else None


def _reason(reason: GateReason) -> dict[str, Any]:
    return {"tekst": reason.text, "bronnen": list(reason.sources)}


def _side(finding: OffenceFinding | None) -> dict[str, Any] | None:
    if finding is None:
        return None
    return {
        "uitkomst": finding.outcome,
        "redenen": list(finding.reasons),
        "poging": finding.attempt,
        "houder": finding.holder or None,
        "voorval": finding.event or None,
        "voorwerp": finding.object or None,
        "gedraging": {"wanneer": finding.conduct, "grondslag": finding.conduct_basis},
        "wetsversies": [{"geldig_vanaf": v.valid_from or None, "link": v.url} for v in finding.law],
        "enige_bron": finding.only_source,
        "samengevat": therefore(finding),
    }


def _finding(change: FindingChange, told: Comparison) -> dict[str, Any]:
    shown = change.shown
    return {
        "verandering": LEVELS[change.level],
        "verdachte": shown.suspect,
        "slachtoffer": shown.victim,
        "regel": shown.rule,
        "bepaling": phrases.offence(shown),
        "was": _side(change.before),
        "wordt": _side(change.after),
        "bestanddelen": [_element(e, told) for e in change.elements],
        "vervolgbaarheid": [
            {
                "soort": g.shown.kind,
                "titel": title(g.shown),
                "was": _gate(g.before),
                "wordt": _gate(g.after),
                "redenen": _listed(g.reasons, _reason),
            }
            for g in change.gates
        ],
        "opmerkingen": _listed(change.remarks, lambda r: {"tekst": r.text, "bronnen": list(r.sources)}),
        "doordat": [_cause(c, told) for c in change.because],
    }


def _case(assessment: Assessment, name: str, file: str) -> dict[str, Any]:
    receipt = assessment.receipt
    return {
        "naam": name,
        "bestand": file or None,
        "zaak": assessment.case,
        "fictief": assessment.fictional,
        "classificatie": assessment.classification,
        "peildatum": receipt.reference_date,
        "waarschuwingen": list(warnings(assessment)),
        "kennisbank": receipt.knowledge,
        "versie": receipt.version,
    }


def as_data(told: Comparison) -> dict[str, Any]:
    """The comparison as plain dicts and lists."""
    d = told.difference
    return {
        "soort": "watals" if told.hypothetical else "vergelijking",
        "uitgangspunt": {"tekst": phrases.PREMISE, "bronnen": list(phrases.PREMISE_SOURCES)},
        "was": _case(told.before, told.names[0], told.files[0]),
        "wordt": _case(told.after, told.names[1], told.files[1]),
        "gelijk": not d and not asked(told),
        "toelichting": list(told.remarks),
        "feiten": [_cause(f, told) for f in d.facts],
        "gegevens": [_cause(c, told) for c in d.data],
        "beoordelingen": [_finding(f, told) for f in sorted(d.findings, key=lambda f: f.level)],
        "samenloop": _listed(d.concurrence, lambda g: g.summary),
        "scenario's": _listed(d.scenarios, lambda s: {"id": s.id, "naam": s.label, "aanwezig": list(s.present)}),
        "aangrenzend": _listed(d.neighbours, lambda n: {"id": n.id, "bepaling": n.designation, "opschrift": n.title}),
        "beschermingspaden": _listed(d.paths, lambda p: {"id": p.id, "naam": p.label, "contact": p.contact}),
        "vragen": _listed(asked(told), str),
        "aannames": _listed(d.notes, str),
        "gelijk_gebleven": [
            {"verdachte": f.suspect, "slachtoffer": f.victim, "regel": f.rule, "uitkomst": f.outcome} for f in d.same
        ],
    }


def render(told: Comparison) -> str:
    """The comparison as JSON text, ended by a newline."""
    return json.dumps(as_data(told), ensure_ascii=False, indent=2) + "\n"
