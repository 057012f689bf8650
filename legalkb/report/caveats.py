"""What a reader must know before the outcome: facts that count for nobody because the case file does not say whose."""

from __future__ import annotations

import re

from legalkb.findings import Assessment
from legalkb.report import phrases

UNCHARGED = "aan niemand toegerekend"
_WHO = re.compile(r"staat niet (wie het deed|wie het slachtoffer is).*\(regels? ([^)]*)\)")
_REMEDY = {"wie het deed": "Vul ‘door’ in.", "wie het slachtoffer is": "Vul ‘tegen’ of ‘over’ in."}


def _lines(text: str) -> str:
    """``het feit op regel 4`` or ``de feiten op regel 4 en 5``."""
    numbers = re.findall(r"\d+", text)
    named = phrases.listing([*numbers[:-1], numbers[-1]] if "…" not in text else [*numbers, "verder"])
    return f"het feit op regel {named}" if len(numbers) == 1 else f"de feiten op regel {named}"


def _warning(note: str) -> str:
    found = _WHO.search(note)
    if found is None or not re.search(r"\d", found[2]):
        return f"Let op: {note[:1].lower()}{note[1:]}"
    who, facts = found[1], _lines(found[2])
    counts = "telt" if facts.startswith("het") else "tellen"
    return f"Let op: {facts} {counts} nergens mee, omdat niet is gezegd {who}. {_REMEDY[who]}"


def warnings(assessment: Assessment) -> tuple[str, ...]:
    """For each note about facts that count for nobody: which, why, and how to mend it."""
    return tuple(phrases.sentence(phrases.dates(_warning(n))) for n in assessment.notes if UNCHARGED in n)


def assumptions(assessment: Assessment) -> tuple[str, ...]:
    """The other notes, as sentences."""
    return tuple(phrases.sentence(phrases.dates(n)) for n in assessment.notes if UNCHARGED not in n)


def no_lead(assessment: Assessment) -> str:
    """That no provision has a lead; with the caveat when facts do not count."""
    if not warnings(assessment):
        return "De ingevoerde feiten geven bij geen van de zeven bepalingen een aanknopingspunt."
    return (
        "De feiten die meetellen, geven bij geen van de zeven bepalingen een aanknopingspunt. Dat zegt weinig zolang "
        "andere feiten nergens meetellen (zie ‘Let op’)."
    )


def without(assessment: Assessment) -> str:
    """The words before the list of provisions without a lead."""
    return "Geen aanknopingspunt" + (" in de feiten die meetellen" if warnings(assessment) else "")
