"""Tries a phrase of the ontology on every teller: one that can't be told is found before an exercise needs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any

from legalkb.training.grammar import FEMALE, FIRST, MALE, PLURAL, Named
from legalkb.training.phrases import PhraseError, filled, told
from legalkb.training.words import Day

__all__ = ["ACTS", "fault", "fault_of_text"]

ACTS = frozenset(("gedraging", "relatie"))
FATHER, DAUGHTER = Named("mijn vader", "mijn vader", MALE), Named("mijn dochter", "mijn dochter", FEMALE)
SELF = Named("ik", "mij", FEMALE, person=FIRST)
TELLERS = (
    (FATHER, SELF),
    (Named("V1", "V1", FEMALE), Named("S1", "S1", MALE)),
    (SELF, DAUGHTER),
    (Named("V1 en V2", "V1 en V2", MALE, PLURAL), DAUGHTER),
)
DAY = Day(date(2025, 7, 14))
WORDS: Mapping[str, Any] = {
    "land": "Marokko",
    "in_land": "in Marokko",
    "naar_land": "naar Marokko",
    "uit_land": "uit Marokko",
    "stad": "Nador",
    "goed": "het paspoort",
    "ik_ben": "moeder",
    **dict.fromkeys("eerder voorbereiding vertrek verblijf huwelijk later laatste_dag".split(), DAY),
    **dict.fromkeys("terug nasleep melding geboren".split(), DAY),
}


def _persons(door: Named, tegen: Named, subject: str) -> Mapping[str, Named]:
    if subject in ACTS:
        return {"door": door, "tegen": tegen}
    if subject == "houder":
        return {"houder": door, "over": tegen}
    return {} if subject == "zaak" else {"over": door if subject == "verdachte" else tegen}


def fault(phrase: str, subject: str) -> str:
    """What is wrong with a phrase for a fact type about a subject (see :class:`legalkb.vocabulary.FactType`), in Dutch;
    empty when every teller can tell it, about a minor and about an adult, whatever is chosen."""
    for (door, tegen), minor, choose in product(TELLERS, (True, False), (_first, _last)):
        try:
            told(phrase, _persons(door, tegen, subject), {**WORDS, "minderjarig": minor}, choose)
        except PhraseError as error:
            return str(error)
    return ""


def _first(options: Sequence[str]) -> str:
    return options[0]


def _last(options: Sequence[str]) -> str:
    return options[-1]


def fault_of_text(text: str) -> str:
    """What is wrong with a text without persons, such as an entry of an arrangement; empty when nothing is."""
    try:
        filled(text, {**WORDS, "minderjarig": True})
    except PhraseError as error:
        return str(error)
    return ""
