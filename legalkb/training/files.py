"""Minimal pairs as case files of their own, under names that give nothing away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from legalkb.interview.case_text import document, written
from legalkb.training.pair import Pairs

NAME, NOTE = "zaak", "toelichting"


def names(pairs: Pairs) -> tuple[str, ...]:
    """The name of the file of each pair."""
    digits = max(2, len(str(len(pairs.pairs))))
    return tuple(f"zaak-variant-{number:0{digits}}.yaml" for number in range(1, len(pairs.pairs) + 1))


def texts(pairs: Pairs) -> Iterator[str]:
    """The case of each pair as the text of a file; its name says which variant it is, and free text on the case as a
    whole is left out, since it was written for another case."""
    for number, pair in enumerate(pairs.pairs, 1):
        data: Mapping[str, Any] = document(pair.text)
        said = f"{data.get(NAME) or 'oefening'}, variant {number}"
        yield written({NAME: said, **{k: v for k, v in data.items() if k not in (NAME, NOTE)}})
