"""Whether a text behind an answer can be its source: what is a date, a country or a thing must not become one."""

from __future__ import annotations

import re
from collections.abc import Collection

from legalkb.interview.errors import Doubtful, Unfit

__all__ = ["NAMED", "checked"]

# Kinds of sources that an officer names with one word; any other single word is asked about.
KINDS = frozenset(
    "aangifte aanhouding akte ambtsbericht appbericht bevindingen brief brp camerabeeld camerabeelden chat dossier "
    "email e-mail foto fotos geboorteakte gezagsregister getuige getuigenverhoor getuigenverklaring huisarts internet "
    "kmar melding mutatie observatie pv proces-verbaal rapport rapportage school schoolmelding telefoontap "
    "uittreksel verbalisant verhoor verklaring video vliegticket whatsapp zorgmelding".split()
)
NAMED = re.compile(r"[A-Z]{1,4}\d{1,4}")
_PLACE = re.compile(r"(?i:in|naar|uit) (?:\S+$|(?i:de |het )?[A-Z])")
_PREFIX = re.compile(r"(?i)^bron\b:? ?")


def checked(part: str, persons: Collection[str], goods: Collection[str], more: bool) -> str:
    """The source that a part of a line names. What follows ``bron:`` is taken as it is.

    With ``more`` the part goes on with a source that was named. Raises :class:`Unfit` for what looks like a place or a
    kind of ``goods``, :class:`Doubtful` for a single word that is no known kind of source and none of the ``persons``.
    """
    if _PREFIX.match(part) and len(_PREFIX.sub("", part)):
        return _PREFIX.sub("", part)
    if _PLACE.match(part):
        raise Unfit(
            "Schrijf een land met zijn landcode, zoals ‘in MA’ of ‘gevolg in NL’. Is het de bron, zet er dan ‘bron:’ "
            "voor."
        )
    word = part.casefold()
    if word in goods:
        raise Unfit(f"‘{part}’ is een soort voorwerp. Schrijf ‘voorwerp {part}’, of ‘bron: {part}’ als dat de bron is.")
    if " " in part or word in KINDS or word in ("-", "geen") or part in persons or more or NAMED.fullmatch(part):
        return part
    raise Doubtful(part)
