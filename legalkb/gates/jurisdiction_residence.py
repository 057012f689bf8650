"""Nationality and residence of suspect and victim, as conditions for jurisdiction.

Nothing is assumed: what the case does not say is asked. Nationality as the case gives it is read as nationality at the
time of the act.
"""

from __future__ import annotations

from legalkb.case import Person
from legalkb.compilation import YES
from legalkb.dates import Interval, years_later
from legalkb.findings import Wanted
from legalkb.gates.jurisdiction_view import Value, Verdict, View, ask_date, end_of_conduct, fact
from legalkb.statements import day, names

NATIONALITY, SINCE, REFERENCE = "nationaliteit", "woont_in_nederland_sinds", "peildatum"
LATER_NATIONAL = "verdachte_later_nederlander"
UNKNOWN = "onbekend"

__all__ = [
    "later_national",
    "later_resident",
    "suspect_foreign",
    "suspect_national",
    "suspect_resident",
    "victim_national",
    "victim_resident",
]


def _national(view: View, id: str, person: Person | None) -> Verdict:
    known = person.nationalities if person is not None else ()
    if view.data.home in known:
        return Verdict(Value.HOLDS, (f"{id} heeft de Nederlandse nationaliteit",))
    if not known or UNKNOWN in known:
        ask = Wanted(NATIONALITY, view.data.home, f"Welke nationaliteit of nationaliteiten had {id} toen het gebeurde?")
        return Verdict(Value.MAYBE, (f"de nationaliteit van {id} is niet bekend",), (ask,))
    return Verdict(Value.FAILS, (f"{id} is volgens de zaak geen Nederlander ({names(known)})",))


def suspect_national(view: View) -> Verdict:
    """Whether the suspect is a Dutch national."""
    return _national(view, view.given.finding.suspect, view.given.suspect)


def victim_national(view: View) -> Verdict:
    """Whether the victim is a Dutch national; the holder of authority may count as victim of a withdrawal."""
    finding = view.given.finding
    child, holder = _national(view, finding.victim, view.given.victim), view.given.case.person(finding.holder)
    if child.value is not Value.FAILS or holder is None or view.data.home not in holder.nationalities:
        return child
    clause = f"{finding.victim} is geen Nederlander, maar {holder.id}, aan wie het kind is onttrokken, wel"
    return Verdict(Value.DOUBT, (clause,), doubts=("houder_als_slachtoffer",))


def suspect_foreign(view: View) -> Verdict:
    """Whether the suspect is not a Dutch national."""
    national = suspect_national(view)
    if national.value is Value.FAILS:
        return Verdict(Value.HOLDS, (f"{view.given.finding.suspect} is vreemdeling",))
    return Verdict(Value.FAILS, national.clauses) if national.value is Value.HOLDS else national


def later_national(view: View) -> Verdict:
    """Whether the suspect became a Dutch national after the act; asked only of whom was not one before."""
    id = view.given.finding.suspect
    if view.given.stated(LATER_NATIONAL) is None and suspect_national(view).value is not Value.FAILS:
        return Verdict(Value.FAILS)
    yes, no = f"{id} is na het feit Nederlander geworden", f"{id} is na het feit geen Nederlander geworden"
    return fact(view, LATER_NATIONAL, yes, no)


def _lawful(view: View, role: str, id: str) -> Verdict:
    """Whether the stay was lawful and uninterrupted."""
    for name, clause in (("rechtmatig", "niet steeds rechtmatig"), ("onafgebroken", "onderbroken")):
        if view.given.stated(f"{role}_verblijf_{name}") is False:
            return Verdict(Value.FAILS, (f"het verblijf van {id} in Nederland was {clause}",))
    asked = [n for n in ("rechtmatig", "onafgebroken") if view.given.stated(f"{role}_verblijf_{n}") is None]
    if asked:
        clause = f"het is niet bekend of het verblijf van {id} in Nederland steeds {names(asked)} was"
        return Verdict(Value.MAYBE, (clause,), tuple(view.given.ask(f"{role}_verblijf_{n}") for n in asked))
    return Verdict(Value.HOLDS)


def _five_years(view: View, id: str, since: Interval) -> Verdict:
    """Whether the years of residence were complete when the conduct began, as far as dates say."""
    start, years = view.given.start, view.data.years
    if start is None:
        return Verdict(Value.MAYBE, ("de datum van de gedraging is niet bekend",), (ask_date(),))
    first, last = years_later(since.first, years), years_later(since.last, years)
    if last <= start.first:
        text = f"{id} woonde bij het begin van het feit al ten minste {years} jaar in Nederland (sinds {day(since)})"
        return Verdict(Value.HOLDS, (text,), sources=view.data.grounding["verblijf"])
    short = f"{id} woonde bij het begin van het feit nog geen {years} jaar in Nederland (sinds {day(since)})"
    if first <= start.last:
        ask = () if since.exact else (_ask_since(id),)
        text = f"de datums zijn niet precies genoeg om te zien of {id} al {years} jaar in Nederland woonde"
        return Verdict(Value.MAYBE, (text,), ask or (ask_date(),))
    if first <= end_of_conduct(view.given):
        return Verdict(Value.DOUBT, (short,), doubts=("verblijf_tijdens_feit",))
    if view.regime is not None and not view.regime.read and since.first <= start.last:
        return Verdict(Value.DOUBT, (short,), doubts=("verblijf_oud",))
    return Verdict(Value.FAILS, (short,), sources=view.data.grounding["verblijf"])


def _ask_since(id: str) -> Wanted:
    return Wanted(SINCE, YES, f"Sinds wanneer (welke dag) woont {id} in Nederland?")


def _resident(view: View, role: str, id: str, person: Person | None) -> Verdict:
    lawful = _lawful(view, role, id)
    if lawful.value is Value.FAILS:
        return lawful
    since, lived = person.resident_since if person is not None else None, f"{role}_woonde_in_nederland"
    if since is None:
        stay = fact(view, lived, "", f"{id} woonde niet in Nederland toen het gebeurde")
        if stay.value is not Value.HOLDS:
            return stay
        return Verdict(Value.MAYBE, (f"het is niet bekend sinds wanneer {id} in Nederland woont",), (_ask_since(id),))
    stay = _five_years(view, id, since)
    if view.given.stated(lived) is False and stay.value is not Value.FAILS:
        return Verdict(
            Value.MAYBE, (f"de opgaven over waar {id} woonde, spreken elkaar tegen",), (view.given.ask(lived),)
        )
    return _both(stay, lawful)


def _both(stay: Verdict, lawful: Verdict) -> Verdict:
    """Residence by date and lawfulness; the question of lawfulness only where the dates leave it open."""
    if stay.value is Value.FAILS or (stay.value is Value.HOLDS and lawful.value is Value.HOLDS):
        return stay
    value = Value.DOUBT if stay.value is Value.DOUBT else Value.MAYBE
    clauses = (*stay.clauses, *lawful.clauses) if stay.value is not Value.HOLDS else lawful.clauses
    return Verdict(value, clauses, (*stay.missing, *lawful.missing), stay.doubts, stay.sources)


def suspect_resident(view: View) -> Verdict:
    """Whether the suspect had lawfully lived here for five years without interruption."""
    return _resident(view, "verdachte", view.given.finding.suspect, view.given.suspect)


def victim_resident(view: View) -> Verdict:
    """Whether the victim had lawfully lived here for five years without interruption."""
    return _resident(view, "slachtoffer", view.given.finding.victim, view.given.victim)


def later_resident(view: View) -> Verdict:
    """Residence of the suspect acquired after the act: the years complete on the reference date."""
    id, person, years = view.given.finding.suspect, view.given.suspect, view.data.years
    lawful = _lawful(view, "verdachte", id)
    since = person.resident_since if person is not None else None
    if lawful.value is Value.FAILS:
        return lawful
    if since is None:
        return Verdict(Value.MAYBE, (f"het is niet bekend sinds wanneer {id} in Nederland woont",), (_ask_since(id),))
    if view.given.reference is None:
        ask = Wanted(REFERENCE, YES, "Op welke dag (peildatum) wordt de zaak bekeken?")
        return Verdict(Value.MAYBE, ("de peildatum is niet bekend",), (ask,))
    if years_later(since.last, years) <= view.given.reference:
        text = f"{id} woont inmiddels ten minste {years} jaar in Nederland (sinds {day(since)})"
        return _both(Verdict(Value.HOLDS, (text,), sources=view.data.grounding["verblijf"]), lawful)
    if years_later(since.first, years) <= view.given.reference:
        return Verdict(Value.MAYBE, (f"het is niet precies bekend sinds wanneer {id} hier woont",), (_ask_since(id),))
    text = f"{id} woont nog geen {years} jaar in Nederland (sinds {day(since)})"
    return Verdict(Value.DOUBT, (text,), doubts=("verblijf_oud",))
