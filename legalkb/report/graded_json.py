"""A graded answer as JSON, in Dutch keys; they are documented in ``docs/reference/oefenbestand.md``."""

from __future__ import annotations

import json
from typing import Any

from legalkb.report.as_json import element, evidence, gate, source
from legalkb.report.graded_view import NO_MARK
from legalkb.report.phrases import offence
from legalkb.training.grades import ElementGrade, GateGrade, Graded, ProvisionGrade, Score

FORM = "legalkb-nagekeken-1"


def _score(score: Score) -> dict[str, Any]:
    return {
        "soort": score.kind,
        "naam": score.name,
        "gevraagd": score.asked,
        "goed": score.right,
        "deels_goed": score.partly,
        "fout": score.wrong,
        "gemist": score.missed,
        "percentage": score.percentage,
    }


def _element(grade: ElementGrade) -> dict[str, Any]:
    return {
        "id": grade.finding.id,
        "antwoord": grade.answered or None,
        "oordeel": grade.verdict,
        "ook_aanvaard": grade.accepted or None,
        "elders_goed": grade.elsewhere,
        "beantwoord": [evidence(e) for e in grade.answers],
        "alineas": {
            "antwoord": list(grade.relied),
            "uitwerking": list(grade.bearing),
            "niet_genoemd": list(grade.lacking),
            "gaat_er_niet_over": list(grade.beside),
        },
        "uitwerking": element(grade.finding),
    }


def _gate(grade: GateGrade) -> dict[str, Any]:
    return {
        "id": grade.gate.kind,
        "antwoord": grade.answered or None,
        "oordeel": grade.verdict,
        "uitwerking": gate(grade.gate),
    }


def _provision(grade: ProvisionGrade) -> dict[str, Any]:
    finding = grade.finding
    return {
        "bepaling": finding.rule,
        "aanduiding": offence(finding),
        "opschrift": finding.title,
        "verdachte": finding.suspect,
        "slachtoffer": finding.victim,
        "houder": finding.holder or None,
        "voorval": finding.event or None,
        "voorwerp": finding.object or None,
        "uitkomst": {
            "antwoord": grade.answered or None,
            "oordeel": grade.verdict,
            "ook_aanvaard": list(grade.accepted),
            "uitwerking": finding.outcome,
            "redenen": list(finding.reasons),
        },
        "bestanddelen": [_element(e) for e in grade.elements],
        "poorten": [_gate(g) for g in grade.gates],
    }


def as_data(graded: Graded) -> dict[str, Any]:
    """A graded answer as plain dicts and lists."""
    sources = graded.assessment.sources
    return {
        "vorm": FORM,
        "oefening": graded.exercise,
        "fictief": graded.fictional,
        "geen_cijfer": NO_MARK,
        "opmerkingen": list(graded.remarks),
        "onderwerpen": [_score(s) for s in graded.scores],
        "bepalingen": [_provision(p) for p in graded.provisions],
        "bronnen": {code: source(sources[code]) for code in sorted(sources)},
        "kennisbank": graded.assessment.receipt.knowledge,
    }


def render(graded: Graded) -> str:
    """A graded answer as JSON text, ended by a newline."""
    return json.dumps(as_data(graded), ensure_ascii=False, indent=2) + "\n"
