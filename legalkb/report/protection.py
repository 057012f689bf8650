"""Protection first: the paths to take now, in the order in which one takes them, and what to say of each."""

from __future__ import annotations

import re

from legalkb.findings import Assessment, Path
from legalkb.report import phrases

FIRST = ("112", "veilig-thuis", "lkha")
ALWAYS = frozenset({"lkha"})
NOW = 1
_MINOR = frozenset({"slachtoffer_minderjarig", "minderjarig", "jonger_dan_achttien"})
_CHILD = re.compile(r"\b(kind|kinderen|minderjarigen?|leerplichtige?)\b", re.IGNORECASE)
_ONLY_MINORS = "Alleen voor minderjarigen"


def by_urgency(assessment: Assessment) -> tuple[Path, ...]:
    """The protective paths, the most urgent first."""
    return tuple(sorted(assessment.paths, key=lambda p: (p.urgency, _place(p))))


def _place(path: Path) -> int:
    return FIRST.index(path.id) if path.id in FIRST else len(FIRST)


def first_steps(assessment: Assessment) -> tuple[Path, ...]:
    """The paths that stand before every outcome, in every case: what must be done now, and whom to call always."""
    found = (p for p in assessment.paths if p.urgency <= NOW or p.id in ALWAYS)
    return tuple(sorted(found, key=lambda p: (_place(p), p.urgency)))


def short(path: Path) -> str:
    """A path in a few words, with how to reach it: ``Veilig Thuis 0800-2000``."""
    known = re.search(rf"{re.escape(path.label)} \(([A-Z]{{3,}})\)", path.definition)
    name = known[1] if known else phrases.capital(path.label)
    contact = re.sub(r"^Telefoon:? ", "", path.contact).rstrip(".")
    if not contact or contact in name:
        return name
    return f"{name} {phrases.flat(contact)}"


def adults_only(assessment: Assessment) -> bool:
    """Whether every victim is known to be of age."""
    ages: dict[str, set[str]] = {}
    for f in assessment.findings:
        known = ages.setdefault(f.victim, set())
        known |= {e.value for el in f.elements for e in (*el.support, *el.against) if e.name in _MINOR}
    return bool(ages) and all(values == {"nee"} for values in ages.values())


def when(path: Path, adults: bool) -> str:
    """When to take a path. Of a child it speaks only where a victim may be one, or where it says it is for minors."""
    text = path.when or path.definition
    if adults:
        other = [s for s in re.split(r"(?<=[.?!]) ", text) if not _CHILD.search(s)]
        text = " ".join(other) if other else text
    if path.reservation.startswith(_ONLY_MINORS) and not _CHILD.search(text):
        text = f"Bij een minderjarige: {text[:1].lower()}{text[1:]}"
    return phrases.sentence(text)
