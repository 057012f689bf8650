"""Explanations as JSON, in Dutch keys: the whole tree, with everything that is not part of why it is so too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from legalkb.explanation.tree import Change, Explanation, ExplanationNode, Otherwise
from legalkb.findings import OffenceFinding
from legalkb.report.as_json import evidence, source, version
from legalkb.report.phrases import offence

FORM = "legalkb-uitleg-1"


def _node(node: ExplanationNode) -> dict[str, Any]:
    return {
        "soort": node.kind,
        "tekst": node.text,
        "stand": node.status,
        "naam": node.name,
        "uitleg": node.detail,
        "vraag": node.question,
        "bronnen": list(node.sources),
        "telt_mee": node.used,
        "feit": {**evidence(node.evidence), "regel": node.line or None} if node.evidence else None,
        "versie": version(node.law) if node.law else None,
        "onder": [_node(c) for c in node.children],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "soort": change.kind,
        "tekst": change.text,
        "naam": change.name,
        "waarde": change.value,
        "feit": change.fact or None,
        "bron": change.source,
        "ligt_vast": change.fixed,
    }


def _otherwise(item: Otherwise) -> dict[str, Any]:
    return {
        "bestanddeel": item.element or None,
        "doel": item.goal,
        "in_de_weg": [evidence(e) for e in item.blocking],
        "niet_precies": [{"feit": evidence(v.evidence), "vraag": v.question} for v in item.vague],
        "manieren": [
            {
                "wijzigingen": [_change(c) for c in s.changes],
                "wordt": s.result,
                "bij_tegenspraak": s.contradicted or None,
            }
            for s in item.suggestions
        ],
    }


def _explanation(found: Explanation) -> dict[str, Any]:
    finding = found.finding
    return {
        "bepaling": finding.rule,
        "aanduiding": offence(finding),
        "verdachte": finding.suspect,
        "slachtoffer": finding.victim,
        "houder": finding.holder or None,
        "voorval": finding.event or None,
        "voorwerp": finding.object or None,
        "uitkomst": finding.outcome,
        "redenen": list(finding.reasons),
        "poging": finding.attempt,
        "kan_worden": list(found.becoming.possible),
        "veranderd_door": [{"feit": name, "waarde": value} for name, value in found.becoming.answers],
        "begin": finding.conduct or None,
        "anders_als": [_otherwise(o) for o in found.otherwise],
        "boom": _node(found.root),
        "bronnen": {code: source(found.sources[code]) for code in sorted(found.sources)},
    }


def render(found: Iterable[Explanation], left_out: Sequence[OffenceFinding] = ()) -> str:
    """Explanations as JSON; ``left_out`` are variants of which nothing of their own is known yet."""
    data = {
        "vorm": FORM,
        "uitleg": [_explanation(x) for x in found],
        "niet_uitgelegd": [{"bepaling": f.rule, "verdachte": f.suspect, "slachtoffer": f.victim} for f in left_out],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
