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
_SEARCH = "Zoek de naam met 'legalkb feiten ZOEKTERM'."


def nearest(word: str, candidates: Iterable[str]) -> str:
    """Give ``Bedoelde u …?`` with the candidate that looks most like a word; empty when none does."""
    by_form = {candidate.casefold(): candidate for candidate in islice(candidates, MAX_CANDIDATES)}
    near = get_close_matches(shown(word).casefold(), by_form, 1, 0.6)
    return f"Bedoelde u {by_form[near[0]]}?" if near else ""


def meant_fact(word: str, fact_types: Mapping[str, FactTypeLike]) -> str:
    """The remedy for an unknown fact: a fact type of nearly that name or with nearly that hidden label."""
    forms: dict[str, list[str]] = {_form(id): [id] for id in fact_types}
    for fact_type in fact_types.values():
        for label in fact_type.hidden_labels:
            forms.setdefault(_form(label), []).append(fact_type.id)
    near = [_form(word)] if _form(word) in forms else get_close_matches(_form(word), forms, 1, 0.6)
    return f"Bedoelde u {' of '.join(forms[near[0]][:3])}? {_SEARCH}" if near else _SEARCH


def _form(text: str) -> str:
    return re.sub(r"[\W_]+", "_", shown(text).casefold()).strip("_")
