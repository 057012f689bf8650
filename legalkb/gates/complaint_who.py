"""Who may file the complaint, and whether whoever filed it was entitled to (art. 64 and 65 Sr)."""

from __future__ import annotations

from dataclasses import dataclass

from legalkb import custody
from legalkb.compilation import NO
from legalkb.dates import Interval, age_on, born_from_age, covers, years_later, younger_than
from legalkb.findings import GateDate, GateReason, Wanted
from legalkb.gates.complaint_facts import Check, Facts
from legalkb.gates.model import BAR, OPEN, RESERVED, UNKNOWN
from legalkb.statements import names

SELF, REPRESENTATIVE, NEAR, NOT_KNOWN = "zelf", "vertegenwoordiger", "naaste", "onbekend"
BY_SELF, BY_REPRESENTATIVE = "klacht_door_slachtoffer_zelf", "klacht_door_vertegenwoordiger"
BY_NEAR, BY_SIBLING = "klacht_door_echtgenoot_of_rechte_lijn", "klacht_door_broer_of_zus"
BY_CURATOR, NEAR_PRESENT = "klacht_door_bijzondere_curator", "echtgenoot_of_rechte_lijn_aanwezig"
BY_ANYBODY = (BY_SELF, BY_REPRESENTATIVE, BY_NEAR, BY_SIBLING, BY_CURATOR)
REPRESENTS, GUARDIAN = "is_wettelijk_vertegenwoordiger", "voogd_over_slachtoffer"
INCAPABLE = ("onder_curatele", "kan_belang_bij_klacht_niet_beoordelen")
IMPAIRED = "slachtoffer_heeft_beperking"


@dataclass(frozen=True, slots=True)
class Entitled:
    """Who may complain on a day: the victim, the representative, or those next to the victim; and what is missing."""

    kind: str
    reasons: tuple[GateReason, ...] = ()
    missing: tuple[Wanted, ...] = ()
    dates: tuple[GateDate, ...] = ()


def _under_age(facts: Facts, on: Interval | None) -> bool | None:
    """Whether the victim is too young to complain on a day; who is old enough at the start of the conduct stays so."""
    victim, start = facts.given.victim, facts.given.start
    if victim is None or (victim.minor == NO or facts.says("slachtoffer_minderjarig") is False):
        return None if victim is None else False
    born = victim.birth
    if born is None and victim.age is not None:
        then = victim.age_date or start
        if then is None:
            return False if younger_than(victim.age, facts.data.own_age) is False else None
        born = born_from_age(*victim.age, then)
    if born is None:
        return None
    answers = [younger_than(age_on(born, day), facts.data.own_age) for day in (start, on) if day is not None]
    return False if False in answers else answers[-1] if on is not None else None


def _represents(facts: Facts, on: Interval | None) -> bool | None:
    """Whether the suspect is the legal representative of the victim on a day."""
    given, case = facts.given, facts.given.case
    who, whom = given.finding.suspect, given.finding.victim
    if facts.says(REPRESENTS) is not None:
        return facts.says(REPRESENTS)
    tenures = [t for t in custody.tenures(case, given.knowledge.vocabulary, whom) if t.kind == "gezag"]
    own = [True if on is None else covers(t.start, t.end, on) for t in tenures if t.holder == who]
    if facts.says(GUARDIAN) is True or True in own:
        return True
    if own:
        return False if set(own) == {False} else None
    denied = any((r.person, r.other, r.custody) == (who, whom, NO) for r in case.relations)
    if denied or custody.is_complete(case, whom):
        return False
    return False if tenures and facts.says("is_ouder") is False else None


def _related(facts: Facts, kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The persons of the case, no suspects, who stand in a relation of these kinds to the victim."""
    case, whom = facts.given.case, facts.given.finding.victim
    suspects = {p.id for p in case.suspects}
    table = facts.data.circle.reversed
    found = [r.person for r in case.relations if r.other == whom and r.kind in kinds]
    found += [r.other for r in case.relations if r.person == whom and r.kind in kinds and r.kind in table]
    return tuple(dict.fromkeys(p for p in found if p not in suspects))


def entitled(facts: Facts, on: Interval | None) -> Entitled:
    """Who may complain on a day."""
    incapable = any(facts.says(n) is True for n in INCAPABLE)
    young = _under_age(facts, on)
    if not incapable and young is None:
        born = facts.given.victim is not None and facts.given.victim.birth is not None
        missing = facts.ask("peildatum") if born and on is None else facts.ask("geboortedatum")
        return Entitled(NOT_KNOWN, (facts.say("klager_onbekend"),), missing)
    if not incapable and not young:
        if facts.says(IMPAIRED) is True and facts.says(INCAPABLE[1]) is None:
            return Entitled(NOT_KNOWN, (facts.say("klager_onbekend"),), facts.want(INCAPABLE[1]))
        return Entitled(SELF, (facts.say("klager_zelf"),))
    represents = _represents(facts, on)
    dates = () if incapable else _birthday(facts)
    if represents is None:
        return Entitled(NOT_KNOWN, (facts.say("klager_onbekend"),), facts.want(REPRESENTS), dates)
    if not represents:
        return Entitled(REPRESENTATIVE, (facts.say("klager_vertegenwoordiger"),), (), dates)
    found = _related(facts, facts.data.near) or _related(facts, facts.data.then)
    named = (facts.say("kandidaten", personen=names(found)),) if found else ()
    return Entitled(NEAR, (facts.say("klager_naaste"), facts.say("beide_ouders"), *named), (), dates)


def _birthday(facts: Facts) -> tuple[GateDate, ...]:
    victim = facts.given.victim
    if victim is None or victim.birth is None or not victim.birth.exact:
        return ()
    turns = years_later(victim.birth.first, facts.data.own_age)
    return (GateDate(turns.isoformat(), facts.text("wordt_oud_genoeg")),)


def check_filer(facts: Facts, who: Entitled) -> Check:
    """Whether the complaint that was filed came from somebody entitled."""
    if who.kind == NOT_KNOWN:
        return Check(UNKNOWN, who.reasons, (), who.missing)
    accepted = {SELF: BY_SELF, REPRESENTATIVE: BY_REPRESENTATIVE, NEAR: BY_NEAR}[who.kind]
    if facts.says(accepted) is True:
        return Check(OPEN, who.reasons)
    refused = Check(BAR, (facts.say("niet_gerechtigd"), *who.reasons))
    others = [n for n in BY_ANYBODY if n != accepted and facts.says(n) is True]
    if who.kind == NEAR and BY_SIBLING in others:
        present = _near_present(facts)
        if present is None:
            return Check(UNKNOWN, who.reasons, (), facts.want(NEAR_PRESENT))
        return refused if present else Check(OPEN, who.reasons)
    if who.kind != SELF and BY_CURATOR in others:
        return Check(RESERVED, who.reasons, (facts.read("curator_wel"), facts.read("curator_niet")))
    if who.kind == NEAR and BY_REPRESENTATIVE in others:
        return Check(UNKNOWN, who.reasons, (), facts.want(accepted))
    return _other(facts, who, accepted, bool(others), refused)


def _other(facts: Facts, who: Entitled, accepted: str, others: bool, refused: Check) -> Check:
    """Nobody entitled is named: another is, or it must still be asked who it was."""
    possible = {SELF: (accepted,), REPRESENTATIVE: (accepted, BY_CURATOR), NEAR: (accepted, BY_SIBLING, BY_CURATOR)}
    missing = facts.unanswered(*possible[who.kind])
    if others or (facts.says(accepted) is False and not missing):
        return refused
    return Check(UNKNOWN, who.reasons, (), missing)


def _near_present(facts: Facts) -> bool | None:
    """Whether there is a spouse or relative in the direct line who is no suspect."""
    said = facts.says(NEAR_PRESENT)
    return True if said is None and _related(facts, facts.data.near) else said
