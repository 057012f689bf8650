"""Triples as JSON-LD with short names, for programs that read JSON: the prefixes of the graph are the context."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rdflib import Graph

ENDS = tuple(":/?#[]@")  # JSON-LD 1.1 §4.1.5: another last character makes no prefix


def text(triples: str, prefixes: Mapping[str, str]) -> str:
    """N-Triples as JSON-LD: things in order of address, their names and values in order, always the same bytes."""
    context = {name: address for name, address in sorted(prefixes.items()) if address.endswith(ENDS)}
    graph = Graph(bind_namespaces="none")
    graph.parse(data=triples, format="nt")
    made = json.loads(graph.serialize(format="json-ld", context=context))
    things = made.get("@graph", [{k: v for k, v in made.items() if k != "@context"}])
    found = {"@context": context, "@graph": sorted((_ordered(t) for t in things), key=lambda t: str(t["@id"]))}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def _ordered(value: Any) -> Any:
    """A value with its names and its lists in order; no list of the graph has an order that means something."""
    if isinstance(value, list):
        return sorted((_ordered(v) for v in value), key=lambda v: json.dumps(v, sort_keys=True))
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value)}
    return value
