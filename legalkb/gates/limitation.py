"""Limitation (articles 70 to 73 and 77d Sr): whether the right to prosecute has lapsed, or when it will.

The last day is computed on the calendar, for the earliest and the latest that the facts allow. Where the law is not
settled (a change of the law since the act, juvenile law, attempt) each reading is worked out and shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise

from legalkb.dates import years_later
from legalkb.findings import GateDate, GateReading, GateReason, Wanted
from legalkb.gates.limitation_data import AGE, RELEASE, Limitation, check, from_plain
from legalkb.gates.limitation_facts import Facts, days_of, gather
from legalkb.gates.limitation_law import Offence, offence
from legalkb.gates.limitation_readings import Reading, never, outcome, readings
from legalkb.gates.limitation_text import (
    ages,
    consequence,
    fact_reasons,
    law_reasons,
    law_text,
    months_text,
    said,
    summary,
)
from legalkb.gates.model import UNKNOWN, Gate, GateInput
from legalkb.gates.points import Point

__all__ = ["Limitation", "check", "from_plain", "gate"]

KIND = "verjaring"
START, REFERENCE, BIRTH = "datum_gedraging", "peildatum", "geboortedatum"


def gate(given: GateInput, data: Limitation) -> Gate:
    """Whether the offence has lapsed on the reference date, and on which day it does."""
    if given.start is None:
        asked = (Wanted(START, "ja", "Op welke dag begon de gedraging?"),)
        text = "Zonder de dag van de gedraging is de verjaring niet te berekenen."
        return Gate(KIND, data.title, UNKNOWN, text, missing=asked)
    facts = gather(given, given.start, data)
    case = offence(given, facts, data)
    found = readings(case, facts)
    extra = tuple(_extra(case, facts, found))
    status = outcome(found, facts, bool(extra))
    if never(found) and facts.young is None:
        status = UNKNOWN
    waiting = _waiting(case, facts)
    several = len(found) > 1 or bool(extra)
    computed = (
        GateReading(_text(r, case, facts), consequence(r, facts, waiting), _sources(r, data)) for r in found if several
    )
    return Gate(
        KIND,
        data.title,
        status,
        summary(found, facts, status, waiting),
        _reasons(case, facts, found),
        (*computed, *extra),
        _dates(facts, found, case),
        tuple(_missing(case, facts, found, status)),
    )


def _reasons(case: Offence, facts: Facts, found: tuple[Reading, ...]) -> tuple[GateReason, ...]:
    answers = dict(found[0].answers)
    return tuple(dict.fromkeys((*law_reasons(case, facts, answers), *fact_reasons(case, facts, found))))


def _waiting(case: Offence, facts: Facts) -> str:
    """What a term that has not begun waits for."""
    if case.data.release(case.rule).facts:
        return f"{case.given.finding.victim} is nog niet vrij of terug"
    return "de gedraging duurt voort"


def _words(case: Offence, facts: Facts) -> dict[str, str]:
    """What the readings in the data file may name."""
    data, release = case.data, case.data.release(case.rule)
    on, changes = facts.act.first, case.changes(facts.act.first)
    maximum = case.maximum(on) or Fraction(0)
    turned = years_later(facts.birth.first, release.age) if facts.birth and release.age else None
    return {
        "oud": law_text(case.law_on(on, {})),
        "nieuw": law_text(case.law_on(changes[-1] if changes else on, {})),
        "slachtoffer": case.given.finding.victim,
        "verdachte": case.given.finding.suspect,
        "verjaardag": said(turned),
        "maximum": months_text(maximum),
        "verminderd": months_text(maximum * data.attempt),
        "oudste": said(data.oldest),
        "jeugd": ages(data),
        "ondergrens": str(data.youth.youngest),
    }


def _text(reading: Reading, case: Offence, facts: Facts) -> str:
    """The propositions of a reading, in one text."""
    points, words = case.data.points, _words(case, facts)
    texts = [points[f"{q}_{'ja' if a else 'nee'}"].said(words) for q, a in reading.answers]
    return " ".join(texts) or f"De gelezen regels gelden: {law_text(case.law_on(facts.act.first, {}))}."


def _sources(reading: Reading, data: Limitation) -> tuple[str, ...]:
    codes = (c for q, a in reading.answers for c in data.points[f"{q}_{'ja' if a else 'nee'}"].sources)
    return tuple(dict.fromkeys(codes)) or ("Sr 70 lid 1",)


def _extra(case: Offence, facts: Facts, found: tuple[Reading, ...]) -> Iterator[GateReading]:
    """The readings that can't be worked out, because the law behind them was not read."""
    points, words = case.data.points, _words(case, facts)
    if facts.act.first < case.data.oldest:
        yield _shown(points["ongelezen"], words)
    if facts.too_young:
        yield _shown(points["te_jong"], words)
    if facts.young is not False and not facts.too_young and never(found):
        yield _shown(points["jeugd_zonder_termijn"], words)
    given, suspension = case.given, case.data.suspension
    if given.stated(suspension) and any(r.first.on is not None for r in found):
        yield _shown(points["schorsing"], words | {"dagen": _suspended(given, suspension)})


def _shown(point: Point, words: dict[str, str]) -> GateReading:
    return GateReading(point.said(words), point.follows(words), point.sources)


def _suspended(given: GateInput, name: str) -> str:
    """How many days a suspension lasted, when the case says from when to when."""
    periods = {f.index: f.period for f in given.case.facts}
    for item in given.statements(name):
        period = periods.get(item.fact)
        if period and period.start and period.end and period.start.exact and period.end.exact:
            return f" ({(period.end.last - period.start.first).days + 1} dagen)"
    return ""


def _dates(facts: Facts, found: tuple[Reading, ...], case: Offence) -> tuple[GateDate, ...]:
    """The days for the timeline: beginnings and ends of the term under each reading, and the changes of the law."""
    each = [set(_turns(reading)) for reading in found]
    shared = set.intersection(*each)
    dates = {GateDate(on.isoformat(), text) for on, text in shared}
    for number, turns in enumerate(each, 1):
        dates |= {GateDate(on.isoformat(), f"{text} (lezing {number})") for on, text in turns - shared}
    laws = [(on, case.law_on(on, {})) for on in (facts.act.first, *case.changes(facts.act.first))]
    for (_, before), (on, after) in pairwise(laws):
        if law_text(before) != law_text(after):
            dates.add(GateDate(on.isoformat(), f"wijziging van de verjaring: {law_text(after)}"))
    return tuple(sorted(dates, key=lambda d: (d.date, d.text)))


def _turns(reading: Reading) -> Iterator[tuple[date, str]]:
    """The first and last day of the term, the earliest and the latest apart where they differ."""
    first, last = reading.first, reading.last
    for what, one, other in (("begin", first.start, last.start), ("einde", first.on, last.on)):
        same = one == other
        if one is not None:
            yield one, f"{'' if same else 'vroegste '}{what} van de verjaringstermijn"
        if other is not None and not same:
            yield other, f"laatste {what} van de verjaringstermijn"


def _missing(case: Offence, facts: Facts, found: tuple[Reading, ...], status: str) -> Iterator[Wanted]:
    """What to ask, where the answer on the reference date depends on it."""
    unsure = [r for r in found if r.status(facts) == UNKNOWN]
    kinds = {b.kind for b in case.data.beginnings if case.rule in b.rules}
    release, open_end = case.data.release(case.rule), any(not r.exact for r in unsure)
    suspect, victim = case.given.finding.suspect, case.given.finding.victim
    if unsure and facts.reference is None:
        yield Wanted(REFERENCE, "ja", "Op welke dag moet de verjaring worden bekeken (peildatum)?")
    if open_end and not facts.act.exact:
        yield Wanted(START, "ja", "Op welke dag begon de gedraging precies?")
    ages_matter = release.age is not None or AGE in kinds
    if open_end and ages_matter and not facts.adult and (facts.birth is None or not facts.birth.exact):
        yield Wanted(BIRTH, "ja", f"Wat is de geboortedatum van {victim}?")
    if facts.young is None and (open_end or (status == UNKNOWN and never(found))):
        yield Wanted(BIRTH, "ja", f"Wat is de geboortedatum van {suspect}?")
    known_end = facts.ended.answer is False or (facts.ended.on is not None and facts.ended.on.exact)
    if open_end and RELEASE in kinds and release.facts and not known_end:
        yield case.given.ask(release.facts[0])
    late = any(facts.reference and r.first.on and facts.reference > r.first.on for r in unsure)
    acts = days_of(case.given, case.given.statements(case.data.interruption))
    if (late and facts.prosecuted is None) or (open_end and not all(d.exact for d in acts)):
        yield case.given.ask(case.data.interruption)
