"""Minimal pairs as JSON, in Dutch keys. What differs is told as in ``docs/reference/verschil.md``."""

from __future__ import annotations

import json
from typing import Any

from legalkb.report import difference_json, phrases
from legalkb.report.variants_view import Told, comparison, idle, told
from legalkb.training.pair import Pair, Pairs


def _pair(pair: Pair, found: Told) -> dict[str, Any]:
    return {
        "nummer": found.number,
        "soort": pair.kind,
        "aanname": not pair.before.fictional,
        "feiten": list(pair.numbers),
        "titel": found.title,
        "vraag": found.question,
        "antwoord": {
            "samengevat": found.level,
            "beoordelingen": [
                {
                    "bepaling": a.name,
                    "verandert": [{"tekst": text, "waardoor": list(more)} for text, more in a.lines],
                    "ook_voor": list(a.alike),
                }
                for a in found.answers
            ],
            "verder": list(found.rest),
        },
        "verschil": difference_json.as_data(comparison(pair)),
    }


def as_data(pairs: Pairs) -> dict[str, Any]:
    """The pairs as plain dicts and lists."""
    before = pairs.before
    return {
        "soort": "varianten",
        "uitgangspunt": {"tekst": phrases.PREMISE, "bronnen": list(phrases.PREMISE_SOURCES)},
        "zaak": before.case,
        "fictief": before.fictional,
        "classificatie": before.classification,
        "peildatum": before.receipt.reference_date,
        "kennisbank": before.receipt.knowledge,
        "versie": before.receipt.version,
        "alleen": sorted({f.rule for f in before.findings}) if pairs.limited else [],
        "soorten": list(pairs.kinds),
        "nagerekend": pairs.tried,
        "veranderen_iets": pairs.changing,
        "varianten": [_pair(p, told(p, n)) for n, p in enumerate(pairs.pairs, 1)],
        "feiten_zonder_verschil": list(idle(pairs)),
        "andere_zonder_verschil": list(pairs.silent),
    }


def render(pairs: Pairs) -> str:
    """The pairs as JSON text, ended by a newline."""
    return json.dumps(as_data(pairs), ensure_ascii=False, indent=2) + "\n"
