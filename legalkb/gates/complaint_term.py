"""An offence that needs a complaint: whether there is one, from whom, in time, and not withdrawn (art. 64-67 Sr)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from legalkb.dates import Interval
from legalkb.findings import Gate, GateDate, GateReason, Wanted
from legalkb.gates.complaint_data import RELATIVES, Provision
from legalkb.gates.complaint_facts import Check, Facts, shown
from legalkb.gates.complaint_who import Entitled, check_filer, entitled
from legalkb.gates.model import BAR, OPEN, RESERVED, UNKNOWN
from legalkb.statements import day

KIND = "klacht"
FILED, WITHDRAWN = "klacht_ingediend", "klacht_ingetrokken"
DEFECT, WISH = "klacht_vormgebrek", "wens_tot_vervolging"


@dataclass(frozen=True, slots=True)
class Clock:
    """The term: the earliest and latest day that can be its last, the day it counts from, and why.

    ``missing`` is what would make it exact.
    """

    first: date | None
    last: date | None
    known: Interval | None
    waiting: bool
    reasons: tuple[GateReason, ...]
    missing: tuple[Wanted, ...]

    @property
    def end(self) -> date | None:
        """The last day, when it is certain."""
        return self.last if self.first == self.last else None


def _clock(facts: Facts, provision: Provision) -> Clock:
    name, term = provision.starts_after, timedelta(facts.data.term)
    identity = (facts.say("termijn_identiteit"),) if provision.regime == RELATIVES else ()
    if facts.says(name) is False:
        return Clock(None, None, None, True, (facts.say("termijn_niet_begonnen"), *identity), facts.want(name))
    known = facts.on(name) if facts.says(name) is True else None
    start = facts.given.start
    if known is None:
        first = start.first + term if start is not None else None
        return Clock(first, None, None, False, (facts.say("termijn_open"), *identity), facts.want(name))
    first, last = known.first + term, known.last + term
    if not known.exact:
        return Clock(first, last, known, False, (facts.say("termijn_open"), *identity), facts.want(name))
    said = (facts.say("termijn", laatste=shown(last), dag=day(known)), *identity)
    rest = (facts.say("rustdag", laatste=shown(last)),) if _extended(facts, last) != last else ()
    return Clock(first, last, known, False, (*said, *rest), ())


def _extended(facts: Facts, last: date) -> date:
    """The first day from the last one on that is not in a weekend."""
    while last.isoweekday() in facts.data.rest_days:
        last += timedelta(1)
    return last


def _lapsed(facts: Facts, clock: Clock) -> bool | None:
    """Whether the term is over on the reference date."""
    on = facts.given.reference
    if clock.waiting or (on is not None and clock.first is not None and on <= clock.first):
        return False
    if on is None or clock.last is None:
        return None
    return True if on > _extended(facts, clock.last) else None


def need(facts: Facts, provision: Provision, why: tuple[GateReason, ...]) -> Gate:
    """The gate of an offence that is prosecuted on complaint only; ``why`` says why it needs one."""
    clock, filed = _clock(facts, provision), facts.says(FILED)
    on = facts.first_on(FILED) if filed else None
    who = entitled(facts, on if filed else facts.reference)
    dates = (GateDate(clock.end.isoformat(), facts.text("laatste_dag")), *who.dates) if clock.end else who.dates
    found = _filed(facts, clock, who, on) if filed else _without(facts, clock, who, filed, ())
    return Gate(
        KIND,
        facts.data.title,
        found.status,
        found.summary,
        tuple(dict.fromkeys((*why, *found.reasons, *clock.reasons))),
        found.readings,
        dates,
        tuple(dict.fromkeys(found.missing)),
    )


def _result(facts: Facts, status: str, key: str, check: Check, **words: str) -> Gate:
    said = facts.say(key, **words)
    extra = (said,) if said.sources else ()
    return Gate(KIND, "", status, said.text, (*check.reasons, *extra), check.readings, (), check.missing)


def _without(facts: Facts, clock: Clock, who: Entitled, filed: bool | None, reasons: tuple[GateReason, ...]) -> Gate:
    """No complaint (``False``), or none stated (``None``)."""
    lapsed = _lapsed(facts, clock)
    if lapsed and filed is False:
        return _result(facts, BAR, "klacht_verlopen", Check(BAR, reasons))
    key = {True: "klacht_verlopen_onbekend", False: "klacht_kan_nog", None: "klacht_nodig"}[lapsed]
    day_missing = facts.ask("peildatum") if facts.given.reference is None else ()
    missing = (*facts.want(FILED), *clock.missing, *(() if lapsed is not None else day_missing), *who.missing)
    return _result(facts, UNKNOWN, key, Check(UNKNOWN, (*reasons, *who.reasons), (), missing))


def _filed(facts: Facts, clock: Clock, who: Entitled, on: Interval | None) -> Gate:
    """A complaint was filed: the outcome of every question about it."""
    timely = _timely(facts, clock, on)
    if timely.status == BAR:
        return _result(facts, BAR, "te_laat", timely, dag=day(on))
    filer, form, kept = check_filer(facts, who), _form(facts), _kept(facts, on)
    invalid = [c for c in (filer, form) if c.status == BAR]
    if invalid:
        return _without(facts, clock, who, False, tuple(r for c in invalid for r in c.reasons))
    if kept.status == BAR:
        return _withdrawn(facts, clock, kept)
    checks = (timely, filer, form, kept)
    reasons = tuple(r for c in checks for r in c.reasons)
    readings = tuple(r for c in checks for r in c.readings)
    missing = tuple(w for c in checks for w in c.missing)
    statuses = {c.status for c in checks}
    status = UNKNOWN if UNKNOWN in statuses else RESERVED if RESERVED in statuses else OPEN
    key = {UNKNOWN: "klacht_onbekend", RESERVED: "klacht_voorbehoud", OPEN: "klacht_open"}[status]
    return _result(facts, status, key, Check(status, reasons, readings, missing))


def _timely(facts: Facts, clock: Clock, on: Interval | None) -> Check:
    """Whether the complaint was filed within the term."""
    unknown = (facts.say("tijd_onbekend"),)
    if on is None:
        return Check(UNKNOWN, unknown, (), (*facts.want(FILED), *clock.missing))
    if clock.waiting or (clock.known is not None and on.first < clock.known.first):
        early = (facts.say("eerder_dan_bekend", dag=day(on)),)
        return Check(UNKNOWN, early, (), clock.missing or facts.want(FILED))
    if clock.first is not None and on.last <= clock.first:
        return Check(OPEN, (facts.say("op_tijd", dag=day(on)),))
    if clock.last is not None and on.first > _extended(facts, clock.last):
        return Check(BAR)
    if clock.end is not None and on.first > clock.end:
        return Check(RESERVED, (), (facts.read("rustdag_wel"), facts.read("rustdag_niet")))
    return Check(UNKNOWN, unknown, (), (*(facts.want(FILED) if not on.exact else ()), *clock.missing))


def _form(facts: Facts) -> Check:
    """Whether a defect of form is repaired by the wish to prosecute."""
    if facts.says(DEFECT) is not True:
        return Check(OPEN)
    wish = facts.says(WISH)
    if wish is None:
        return Check(UNKNOWN, (facts.say("vormgebrek"),), (), facts.want(WISH))
    return Check(OPEN, (facts.say("vormgebrek_hersteld"),)) if wish else Check(BAR, (facts.say("geen_wens"),))


def _kept(facts: Facts, on: Interval | None) -> Check:
    """Whether the complaint still stands: not withdrawn, or withdrawn too late."""
    span = timedelta(facts.data.withdrawal)
    until = shown(on.first + span) if on is not None and on.exact else ""
    if facts.says(WITHDRAWN) is not True:
        open_still = until and on is not None and (facts.given.reference or on.last) <= on.last + span
        return Check(OPEN, (facts.say("nog_in_te_trekken", laatste=until),) if open_still else ())
    gone = facts.on(WITHDRAWN)
    if on is not None and gone is not None:
        if gone.last <= on.first + span:
            return Check(BAR, (facts.say("ingetrokken"),))
        if gone.first > on.last + span:
            return Check(OPEN, (facts.say("te_laat_ingetrokken", laatste=until or day(on)),))
    return Check(UNKNOWN, (facts.say("intrekking_onbekend"),), (), facts.want(WITHDRAWN))


def _withdrawn(facts: Facts, clock: Clock, kept: Check) -> Gate:
    """The complaint is gone: over when the term is, else it is not settled whether there can be a new one."""
    lapsed = _lapsed(facts, clock)
    if lapsed:
        return _result(facts, BAR, "klacht_verlopen", kept)
    readings = (facts.read("opnieuw_wel"), facts.read("opnieuw_niet"))
    missing = clock.missing if lapsed is None else ()
    key = "klacht_voorbehoud"
    return _result(facts, RESERVED, key, Check(RESERVED, kept.reasons, readings, missing))
