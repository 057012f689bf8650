"""Finds what was probably meant: names that look like a word that is not known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from itertools import islice

from legalkb.fields import FactTypeLike
from legalkb.node import shown

__all__ = ["meant_fact", "nearest"]

MAX_CANDIDATES = 500
SHORTEST = 4
_SEARCH = "Zoek de naam met 'legalkb feiten ZOEKTERM'."


def nearest(word: str, candidates: Iterable[str]) -> str:
    """Give ``Bedoelde u …?`` with the candidates that begin with a word, or else the one most like it."""
    by_form = {candidate.casefold(): candidate for candidate in islice(candidates, MAX_CANDIDATES)}
    form = shown(word).casefold()
    near = [f for f in by_form if len(form) >= SHORTEST and f.startswith(form)][:3] or get_close_matches(
        form, by_form, 1, 0.6
    )
    return f"Bedoelde u {' of '.join(by_form[n] for n in near)}?" if near else ""


def meant_fact(word: str, fact_types: Mapping[str, FactTypeLike]) -> str:
    """The remedy for an unknown fact: a fact type of nearly that name or with nearly that hidden label."""
    forms: dict[str, list[str]] = {_form(id): [id] for id in fact_types}
    for fact_type in fact_types.values():
        for label in fact_type.hidden_labels:
            forms.setdefault(_form(label), []).append(fact_type.id)
    form = _form(word)
    begun = [f for f in forms if len(form) >= SHORTEST and f.startswith(form)]
    near = [form] if form in forms else begun or get_close_matches(form, forms, 1, 0.6)
    ids = list(dict.fromkeys(id for f in near for id in forms[f]))[:3]
    return f"Bedoelde u {' of '.join(ids)}? {_SEARCH}" if ids else _SEARCH


def _form(text: str) -> str:
    return re.sub(r"[\W_]+", "_", shown(text).casefold()).strip("_")
