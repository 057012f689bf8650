"""Reads what is to be assumed, as one writes it on a command line: ``opgesloten=ja,door=V1,op=2025-08-01``."""

from __future__ import annotations

from legalkb.case_fields import FACT
from legalkb.comparison.changes import Setting
from legalkb.near_names import nearest
from legalkb.node import shown

KEYS = tuple(f.key for f in FACT.fields if f.key not in ("feit", "waarde", "toelichting"))
MANY = frozenset(f.key for f in FACT.fields if f.many)


def setting(text: str) -> Setting:
    """A setting from its text; a ValueError says in Dutch what is wrong with the form.

    A comma parts the keys; a key that may hold several values may be given more than once.
    """
    first, *rest = (part.strip() for part in text.split(","))
    name, sign, value = (part.strip() for part in first.partition("="))
    if not sign or not name or not value:
        raise ValueError(f"{shown(text)} is geen NAAM=WAARDE. Schrijf bijvoorbeeld {shown(name) or 'opgesloten'}=ja.")
    found: dict[str, list[str]] = {}
    for part in rest:
        key, sign, given = (p.strip() for p in part.partition("="))
        if not sign or not given:
            raise ValueError(f"{shown(part) or 'niets'} achter een komma is geen SLEUTEL=WAARDE, zoals door=V1.")
        if key not in KEYS:
            raise ValueError(f"De sleutel {shown(key)} bestaat niet. {nearest(key, KEYS) or _known()}")
        if key in found and key not in MANY:
            raise ValueError(f"De sleutel {key} staat er twee keer; er past één waarde in.")
        found.setdefault(key, []).append(given)
    return Setting(name, value.casefold(), tuple((k, tuple(v)) for k, v in found.items()), shown(text))


def _known() -> str:
    return f"Bekend zijn: {', '.join(KEYS)}."
