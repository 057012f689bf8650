"""The fixed vocabulary of conditions for jurisdiction: what is known of each, why, and what to ask.

A country of conduct is read as ashore. Whether conduct is punishable abroad is asked per country and never assumed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from legalkb.compilation import NO, YES
from legalkb.findings import Wanted
from legalkb.gates import jurisdiction_residence as residence
from legalkb.gates.jurisdiction_places import ACT_PLACE
from legalkb.gates.jurisdiction_view import Value, Verdict, View, end_of_conduct, fact
from legalkb.statements import names

ABOARD, PRESENT = "aan_boord_nederlands_vaartuig", "verdachte_in_nederland"
REFUSED, EXCLUDES, NO_TREATY = "uitlevering_geweigerd", "weigering_sluit_vervolging_uit", "uitlevering_zonder_verdrag"

__all__ = ["CHECKS"]


def _place_here(view: View) -> Verdict:
    return view.places.verdict


def _aboard(view: View) -> Verdict:
    yes = "het gebeurde (deels) aan boord van een Nederlands vaartuig of luchtvaartuig"
    if view.given.stated(ABOARD) is None and not view.given.disputed(ABOARD):
        if view.places.complete:
            return Verdict(Value.FAILS, ("volgens de opgegeven plaatsen gebeurde het aan land",))
        return Verdict(Value.MAYBE, ("het is niet bekend waar alles gebeurde",))
    return fact(view, ABOARD, yes, "het gebeurde niet aan boord van een Nederlands vaartuig of luchtvaartuig")


def _punishable(view: View, country: str) -> bool | None:
    """Whether the conduct is punishable in a country, as far as stated about that country."""
    facts = {f.index: f for f in view.given.case.facts}
    only = view.places.complete and view.places.countries == (country,)
    said = set()
    for value in (YES, NO):
        for item in view.given.statements(view.variant.punishable, value):
            place = facts[item.fact].place_act if item.fact in facts else ""
            if place == country or (not place and only):
                said.add(value)
    return None if len(said) != 1 else YES in said


def _double(view: View) -> Verdict:
    """Whether the conduct is punishable in the country, or each of the countries, where it took place."""
    countries, unplaced = view.places.countries, tuple(w for w in view.places.verdict.missing if w.name == ACT_PLACE)
    answers = {c: _punishable(view, c) for c in countries}
    if not countries:
        return Verdict(Value.MAYBE, ("het land van de handeling is niet bekend",), unplaced)
    if asked := [c for c in countries if answers[c] is None]:
        question = view.given.ask(view.variant.punishable).question
        wanted = tuple(Wanted(view.variant.punishable, YES, f"{question} Land: {c}.") for c in asked)
        return Verdict(Value.MAYBE, (f"het is niet bekend of het feit strafbaar is in {names(asked)}",), wanted)
    yes, no = [c for c in countries if answers[c]], [c for c in countries if not answers[c]]
    if not no:
        return Verdict(Value.HOLDS, (f"het feit is ook strafbaar in {names(yes)}",))
    if yes:
        clause = f"het feit is strafbaar in {names(yes)}, maar niet in {names(no)}"
        return Verdict(Value.DOUBT, (clause,), doubts=("meer_landen",))
    if not view.places.complete:
        return Verdict(Value.MAYBE, ("het is niet bekend in welke landen alles gebeurde",), unplaced)
    return Verdict(Value.FAILS, (f"het feit is niet strafbaar in {names(no)}",))


def _maximum(view: View) -> Verdict:
    given, minimum = view.given, view.data.minimum_months
    versions = given.finding.law
    if view.variant.maximum:
        first = given.start.first if given.start else None
        end = None if first is None else end_of_conduct(given)
        versions = given.knowledge.vocabulary.law.in_force(view.variant.maximum, first, end)
    months = sorted({v.maximum_months for v in versions if v.maximum_months is not None})
    if not months:
        return Verdict(Value.MAYBE, ("het strafmaximum is niet bekend",))
    texts = names(f"{m // 12} jaar" if m % 12 == 0 else f"{m} maanden" for m in months)
    clause = f"op het feit staat ten hoogste {texts} gevangenisstraf"
    if months[-1] < minimum:
        return Verdict(Value.FAILS, (clause,))
    if months[0] < minimum:
        return Verdict(Value.DOUBT, (clause,), doubts=("doorlopend",))
    if given.finding.attempt:
        return Verdict(Value.DOUBT, ("het gaat misschien om een poging",), doubts=("poging",))
    return Verdict(Value.HOLDS, (clause,))


def _present(view: View) -> Verdict:
    id = view.given.finding.suspect
    return fact(view, PRESENT, f"{id} bevindt zich in Nederland", f"{id} bevindt zich niet in Nederland")


def _refused(view: View) -> Verdict:
    refused = fact(view, REFUSED, "uitlevering is geweigerd", "uitlevering is niet geweigerd")
    if refused.value is not Value.HOLDS:
        return refused
    excludes = fact(view, EXCLUDES, "de reden van de weigering houdt ook in dat hier niet kan worden vervolgd", "")
    if excludes.value is Value.FAILS:
        return Verdict(Value.HOLDS, ("uitlevering is geweigerd om een reden die vervolging hier niet uitsluit",))
    return Verdict(Value.FAILS, excludes.clauses) if excludes.value is Value.HOLDS else excludes


def _impossible(view: View) -> Verdict:
    yes = "uitlevering is onmogelijk omdat er geen verdrag is"
    return fact(view, NO_TREATY, yes, "uitlevering stuit niet af op het ontbreken van een verdrag")


CHECKS: Mapping[str, Callable[[View], Verdict]] = {
    "pleegplaats_nederland": _place_here,
    "nederlands_vaartuig": _aboard,
    "verdachte_nederlander": residence.suspect_national,
    "verdachte_later_nederlander": residence.later_national,
    "verdachte_ingezetene": residence.suspect_resident,
    "verdachte_later_ingezetene": residence.later_resident,
    "verdachte_vreemdeling": residence.suspect_foreign,
    "verdachte_in_nederland": _present,
    "slachtoffer_nederlander": residence.victim_national,
    "slachtoffer_ingezetene": residence.victim_resident,
    "dubbele_strafbaarheid": _double,
    "strafmaximum": _maximum,
    "uitlevering_geweigerd": _refused,
    "uitlevering_onmogelijk": _impossible,
}
