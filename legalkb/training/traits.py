"""What a phrase may ask of a story, by the names of ``lkb:verteldBij``."""

from __future__ import annotations

__all__ = ["TRAITS"]

MINOR, ADULT, UNDER_TWELVE, TEEN = "minderjarig", "meerderjarig", "onder_twaalf", "tiener_of_ouder"
PARENT, PARTNER, CUSTODY, SEVERAL, ABROAD = "ouder", "partner", "gezag", "meer_verdachten", "buitenland"
FOREIGN, TWELVE, ENDS = "vreemdeling", "twaalf_of_ouder", "einddatum"
TRAITS = (MINOR, ADULT, UNDER_TWELVE, TEEN, PARENT, PARTNER, CUSTODY, SEVERAL, ABROAD, FOREIGN, TWELVE, ENDS)
