"""Dates and periods as an officer types them: ``2025-07-20``, ``20 juli 2025``, ``okt 2025``, ``sinds 2024``."""

from __future__ import annotations

import re

from legalkb.dates import DateError, parse_date
from legalkb.interview.errors import Unfit
from legalkb.statements import MONTHS

__all__ = ["date", "when"]

_MONTH = "|".join(sorted((*MONTHS, *(m[:3] for m in MONTHS), "mrt", "sept"), key=len, reverse=True))
_WORDS = rf"(?:(?:\d{{1,2}}e? )?(?:{_MONTH})\b\.?(?: \d{{4}})?)"
_DATE = rf"(?:{_WORDS}|\d[\d./-]*)"
_WHEN = re.compile(rf"(?:(op|in|sinds|vanaf|van|tot) )?({_DATE})(?: (?:tot(?: en met)?|t/m) ({_DATE}))?")
_VAGUE = re.compile(
    r"(?:(?:op|in|sinds|vanaf|van|tot|de|het|afgelopen) )*"
    r"(?:(?:eer)?gisteren|vandaag|vorige?|afgelopen|verleden|onlangs|zomer(?:vakantie)?|winter|herfst|lente|voorjaar|"
    r"najaar|begin|eind|medio|halverwege|rond|omstreeks|circa|ongeveer|ca|"
    r"(?:maan|dins|woens|donder|vrij|zater|zon)dag|\d+ (?:dag|dagen|week|weken|maand|maanden|jaar) geleden)\b.*|"
    r"(?:sinds|vanaf|tot) .*"
)
FORMS = "Schrijf een dag als 2025-07-20 of 20 juli 2025, een maand als juli 2025, een jaar als 2025."


def date(text: str) -> str:
    """A date as the case file writes it; empty when the text is none. Raises :class:`Unfit` for one that cannot be."""
    lowered = text.casefold()
    if not re.fullmatch(_DATE, lowered):
        return ""
    try:
        return str(parse_date(_iso(lowered)))
    except DateError as wrong:
        raise Unfit(f"{wrong.what[:1].upper()}{wrong.what[1:]}. {wrong.remedy}") from None


def _iso(text: str) -> str:
    """``20 juli 2025`` as ``2025-07-20``; what is in figures already as it is."""
    match = re.fullmatch(rf"(?:(\d{{1,2}})e? )?({_MONTH})\.?(?: (\d{{4}}))?", text)
    if match is None:
        return text
    if match[3] is None:
        raise Unfit("Bij deze datum hoort een jaar, zoals in ‘20 juli 2025’ of ‘juli 2025’.")
    month = next(n for n, m in enumerate(MONTHS, 1) if m.startswith(match[2][:3]) or (match[2], m) == ("mrt", "maart"))
    return f"{match[3]}-{month:02}" + (f"-{int(match[1]):02}" if match[1] else "")


def when(part: str) -> tuple[tuple[str, str], ...]:
    """A moment or period as keys of the case file; empty when the part is none. Raises :class:`Unfit` for what looks
    like one and is not precise enough."""
    text = part.casefold()
    match = _WHEN.fullmatch(text)
    if match is None:
        if _VAGUE.fullmatch(text):
            raise Unfit(f"Dat is geen datum die bewaard kan worden. {FORMS} Is het de bron, zet er dan ‘bron:’ voor.")
        return ()
    word, first, second = match[1] or "op", date(match[2]), match[3]
    if second:
        return (("van", first), ("tot", date(second)))
    if word == "sinds":
        return (("van", first), ("voortdurend", "ja"))
    return (({"vanaf": "van", "in": "op"}.get(word, word), first),)
