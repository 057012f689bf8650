"""Provisions and elements as a person writes them: ``279``, ``279.2``, ``279 lid 2``, ``284.1.1``, ``sr-279-2``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from legalkb.near_names import nearest

__all__ = ["adjacent", "element", "keys", "short", "unknown"]

_ORDINALS = {"eerste": "1", "tweede": "2", "derde": "3", "vierde": "4"}
_NOISE = re.compile(r"\b(?:wetboek van strafrecht|artikel|art|sr|lid|onder)\b|[,°º]")


def keys(written: str, known: Iterable[str]) -> tuple[str, ...]:
    """The offence variants that are meant, in the order of the rule book; a bare article means all of its variants."""
    text = written.casefold()
    for word, number in _ORDINALS.items():
        text = text.replace(word, number)
    parts = re.split(r"[\s.\-]+", _NOISE.sub(" ", text).strip(" .-"))
    name = "sr-" + "-".join(parts)
    return tuple(k for k in known if parts != [""] and (k == name or k.startswith(name + "-")))


def short(key: str) -> str:
    """A variant as it is shortest to type: ``sr-279-2`` as ``279.2``."""
    return key.removeprefix("sr-").replace("-", ".")


def _forms(known: Iterable[str]) -> list[str]:
    found = [short(key) for key in known]
    return sorted({*found, *(f.split(".")[0] for f in found)})


def unknown(written: str, known: Iterable[str]) -> str:
    """The remedy for a provision that is not held."""
    forms = _forms(known)
    return nearest(written, forms) or f"Bekend zijn: {', '.join(f for f in forms if '.' not in f)}."


def adjacent(written: str, known: Iterable[str]) -> str:
    """The neighbouring provision that is meant: its id (``sr-225``) or its article (``225``); empty when none is."""
    text = written.casefold()
    return next((k for k in known if text in (k, short(k))), "")


def element(written: str, known: Iterable[str]) -> tuple[str, ...]:
    """The elements that are meant: the one of that name, or each whose name begins with it."""
    text, names = written.casefold(), list(dict.fromkeys(known))
    return (text,) if text in names else tuple(n for n in names if text and n.startswith(text))
