"""The penalty that a text of the law threatens with: the maximum in months and the category of the fine."""

from __future__ import annotations

import re
from dataclasses import dataclass

from legalkb.gates.maxima import MONTHS_A_YEAR, NUMBERS

ORDINALS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde")
_VALUES = {**{word: n for n, word in enumerate(NUMBERS)}, "een": 1, "dertig": 30}
_TERM = re.compile(
    r"gevangenisstraf van ten hoogste (\w+) (jaren|jaar|maanden|maand)(?: en (\w+) (maanden|maand))?", re.IGNORECASE
)
_FINE = re.compile(r"geldboete van de (\w+) categorie", re.IGNORECASE)
_THREAT = re.compile(r"gestraft|straf(fen)?\b|hechtenis|geldboete", re.IGNORECASE)
_OTHER = re.compile(r"levenslang|tijdelijke|hechtenis van|ten minste", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Penalty:
    """Months and category as read, None for what the text does not name. ``clear`` is False when a person must read."""

    months: int | None
    category: int | None
    clear: bool


def _months(match: re.Match[str]) -> int | None:
    whole, rest = _VALUES.get(match[1].casefold()), _VALUES.get((match[3] or "nul").casefold())
    if whole is None or rest is None:
        return None
    return (whole * MONTHS_A_YEAR if match[2].casefold().startswith("ja") else whole) + rest


def penalty(text: str) -> Penalty:
    """The penalty in a text. Two different ones, a word that is not known or another kind of penalty is not clear."""
    terms = {_months(m) for m in _TERM.finditer(text)}
    words = {m[1].casefold() for m in _FINE.finditer(text)}
    fines = {ORDINALS.index(w) + 1 if w in ORDINALS else None for w in words}
    if not terms and not fines:
        return Penalty(None, None, _THREAT.search(text) is None)
    clear = len(terms) <= 1 and len(fines) <= 1 and None not in terms | fines and _OTHER.search(text) is None
    return Penalty(next(iter(terms), None), next(iter(fines), None), True) if clear else Penalty(None, None, False)
