"""How the suspect stands to the victim: excluded spouse, relative on complaint, outside, or not known (art. 316 Sr)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from legalkb.case import Relation
from legalkb.dates import Interval, is_before, is_on_or_after
from legalkb.findings import GateReason, Wanted
from legalkb.gates.complaint_facts import Facts

EXCLUDED, COMPLAINT, OUTSIDE, UNKNOWN, RESERVED = "uitgesloten", "klacht", "buiten", "onbekend", "voorbehoud"
NOT_MARRIED = "niet_gehuwd"
BEGUN, DISSOLVED = "vervolging_begonnen", "huwelijk_ontbonden"
SEPARATED = ("gescheiden_van_tafel_en_bed", "gescheiden_van_goederen")
DOUBTFUL = ("alleen_religieus_huwelijk", "huwelijk_in_buitenland_gesloten")


@dataclass(frozen=True, slots=True)
class Standing:
    """How a suspect stands to a victim, why, and what to ask when that is not known."""

    kind: str
    reasons: tuple[GateReason, ...] = ()
    missing: tuple[Wanted, ...] = ()


def _between(facts: Facts) -> tuple[tuple[Relation, ...], tuple[Relation, ...]]:
    """The relations of the suspect to the victim, and of the victim to the suspect."""
    who, whom = facts.given.finding.suspect, facts.given.finding.victim
    relations = facts.given.case.relations
    return (
        tuple(r for r in relations if (r.person, r.other) == (who, whom)),
        tuple(r for r in relations if (r.person, r.other) == (whom, who)),
    )


def _reversed(facts: Facts) -> frozenset[str]:
    """The fact types that hold of the suspect by a relation that is stated the other way round."""
    table = facts.data.circle.reversed
    return frozenset(table[r.kind] for r in _between(facts)[1] if r.kind in table)


def _holds(facts: Facts, name: str) -> bool:
    return facts.says(name) is True or (name in _reversed(facts) and not facts.unsure(name))


def _bond(facts: Facts, names: tuple[str, ...]) -> tuple[GateReason, ...]:
    return tuple(GateReason(facts.tell(n)) for n in names if _holds(facts, n))


def standing(facts: Facts) -> Standing:
    """How the suspect stands to the victim."""
    circle = facts.data.circle
    spouse = _spouse(facts)
    if spouse.kind in (EXCLUDED, RESERVED):
        return spouse
    disputed = tuple(n for n in (*circle.spouse, *circle.on_complaint, *circle.outside) if facts.unsure(n))
    if disputed:
        return Standing(UNKNOWN, (facts.say("band_betwist"),), facts.want(*disputed))
    if spouse.kind == UNKNOWN:
        return spouse
    kin = _bond(facts, circle.on_complaint)
    if kin:
        extra = (facts.say("aanverwant"),) if any(_holds(facts, n) for n in circle.by_marriage) else ()
        return Standing(COMPLAINT, (*kin, facts.say("verwant"), *extra))
    return spouse if spouse.kind == COMPLAINT else _outside(facts, spouse)


def _outside(facts: Facts, spouse: Standing) -> Standing:
    """Outside the circle when a relation says so and none leaves it open, or when every relation of it is denied."""
    circle = facts.data.circle
    kinds = {r.kind for relations in _between(facts) for r in relations}
    outside = _bond(facts, circle.outside)
    vague = [n for n in circle.vague if n in kinds or _holds(facts, n)]
    settled = {*circle.spouse} if spouse.kind == OUTSIDE else set()
    told = [v for v in vague if not any(_holds(facts, n) or n in settled for n in circle.vague[v])]
    asked = dict.fromkeys(n for v in told for n in circle.vague[v] if facts.says(n) is not False)
    if asked:
        return Standing(UNKNOWN, (*_bond(facts, tuple(told)), facts.say("band_onbekend")), facts.want(*asked))
    everything = (*circle.spouse, *circle.on_complaint)
    denied = all(facts.says(n) is False for n in everything)
    if not (outside or vague or denied or spouse.kind == OUTSIDE or kinds & {*circle.outside_kinds}):
        return Standing(UNKNOWN, (facts.say("band_onbekend"),), facts.unanswered(*everything))
    degree = (*outside, facts.say("derde_graad")) if outside else ()
    return Standing(OUTSIDE, (*spouse.reasons, *degree, facts.say("persoonlijk")))


def _spouse(facts: Facts) -> Standing:
    """Whether the suspect is the spouse when prosecution starts, and whether separated."""
    circle = facts.data.circle
    names = circle.spouse
    if not any(_holds(facts, n) for n in names) and facts.says(DISSOLVED) is not True:
        return Standing(NOT_MARRIED)
    at_start, why, missing = _at_start(facts)
    if at_start is False:
        return Standing(OUTSIDE, (why,))
    if at_start is None:
        return Standing(UNKNOWN, (why,), missing)
    if any(_separated(facts, n) for n in SEPARATED):
        return Standing(COMPLAINT, (facts.say("gescheiden"), why))
    open_questions = facts.unanswered(*SEPARATED)
    kinds = {r.kind for relations in _between(facts) for r in relations}
    if not kinds & {*circle.undoubted}:
        if any(facts.says(n) is True for n in DOUBTFUL):
            return Standing(RESERVED, (*_bond(facts, (*names, *DOUBTFUL)), why), open_questions)
        open_questions = (*facts.unanswered(*DOUBTFUL), *open_questions)
    if open_questions:
        return Standing(UNKNOWN, (*_bond(facts, names), facts.say("huwelijk_open"), why), open_questions)
    rest = (facts.say("niet_te_herstellen"), why, facts.say("huwelijkse_voorwaarden"))
    return Standing(EXCLUDED, (*_bond(facts, names), *rest))


def _separated(facts: Facts, name: str) -> bool:
    """Whether a separation was there when prosecution began; later ones do not count."""
    on, begun = facts.on(name), facts.on(BEGUN)
    late = facts.says(BEGUN) is True and on is not None and begun is not None and is_before(begun, on)
    return facts.says(name) is True and not late


def _ended(facts: Facts) -> tuple[bool, Interval | None]:
    """Whether the marriage was dissolved, and the first day without it."""
    if facts.says(DISSOLVED) is False:
        return False, None
    if facts.says(DISSOLVED) is True:
        return True, facts.on(DISSOLVED)
    ends = [r.end for r in _marriages(facts) if r.end is not None]
    if not ends:
        return False, None
    first, last = min(e.first for e in ends), max(e.last for e in ends)
    return True, Interval(first + timedelta(1), last + timedelta(1))


def _marriages(facts: Facts) -> tuple[Relation, ...]:
    table, names = facts.data.circle.reversed, facts.data.circle.spouse
    return tuple(r for relations in _between(facts) for r in relations if table.get(r.kind) in names)


def _at_start(facts: Facts) -> tuple[bool | None, GateReason, tuple[Wanted, ...]]:
    """Whether they are married at the start of the prosecution (or now, while that has not begun)."""
    begun, begun_on = facts.says(BEGUN), facts.on(BEGUN)
    dissolved, end = _ended(facts)
    standing_rule, unknown = facts.say("begin_vervolging"), facts.say("huwelijk_open")
    if not dissolved:
        starts = [r.start for r in _marriages(facts) if r.start is not None]
        if begun is True and begun_on is not None and starts and is_before(begun_on, starts[0]):
            return False, facts.say("later_getrouwd"), ()
        return True, standing_rule, ()
    moment = begun_on if begun is True else facts.reference if begun is False else None
    if begun is False and (end is None or moment is None):
        return False, facts.say("ontbonden"), ()
    after = is_on_or_after(moment, end) if moment is not None and end is not None else None
    if after is None:
        undated = (BEGUN,) if moment is None or not moment.exact else ()
        return None, unknown, facts.want(*undated, *((DISSOLVED,) if end is None or not end.exact else ()))
    return (False, facts.say("ontbonden"), ()) if after else (True, standing_rule, ())
