"""Consent of a holder of gezag or opzicht, and the day on which conduct against it begins (art. 279 Sr)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from legalkb.case import Case, Consent
from legalkb.compilation import NO, YES
from legalkb.conduct import Start
from legalkb.dates import Interval, covers, is_on_or_after
from legalkb.findings import Evidence
from legalkb.statements import Attributed, day, source_text

CONSENT = "gezagdrager_stemde_in"
OBTAINED = {"misleiding": "toestemming_door_misleiding", "dwang": "toestemming_onder_dwang"}
OVERSTAYED = "niet_teruggebracht_na_afspraak"
REFUSED = "afgifte_geweigerd"


def span(start: Interval | None, end: Interval | None) -> str:
    """A period in Dutch, empty when it has no bounds."""
    if start and end:
        return f"van {day(start)} tot en met {day(end)}"
    return f"vanaf {day(start)}" if start else f"tot en met {day(end)}" if end else ""


def consents(case: Case, holder: str, suspect: str, child: str) -> tuple[Consent, ...]:
    """What a holder consented to or refused, towards this suspect or in general."""
    return tuple(c for c in case.consents if c.holder == holder and c.child == child and (not c.to or suspect in c.to))


def _free(case: Case, holder: str, suspect: str, child: str) -> tuple[Consent, ...]:
    return tuple(c for c in consents(case, holder, suspect, child) if c.value == YES and not c.obtained_by)


def _not_only_from(suspect: str, items: tuple[Consent, ...], case: Case) -> tuple[Consent, ...]:
    """The consents that do not rest on the word of the suspect alone; all of them when there is no other."""
    other = tuple(c for c in items if not _by_suspect(c, suspect, case))
    return other or items


def _by_suspect(item: Consent, suspect: str, case: Case) -> bool:
    source = case.source(item.source)
    return source is not None and source.person == suspect


def _day_after(end: Interval) -> Interval:
    return Interval(end.first + timedelta(1), end.last + timedelta(1))


def start_for(case: Case, facts: tuple[Attributed, ...], holder: str, suspect: str, child: str, start: Start) -> Start:
    """When the conduct begins towards a holder: the day after the last consent ends, or the refusal after one was
    withdrawn."""
    free = _not_only_from(suspect, _free(case, holder, suspect, child), case)
    refused = [
        (refusals[0], c.withdrawn_on)
        for c in free
        if c.withdrawn_on is not None and (refusals := _refusals(facts, c.withdrawn_on))
    ]
    if refused:
        refusal, withdrawn = min(refused, key=lambda pair: (pair[0].first, pair[1].first))
        return Start(refusal, f"de weigering nadat {holder} de toestemming op {day(withdrawn)} introk")
    ends = [c.end for c in free if c.end is not None]
    if ends and any(i.fact.type_id == OVERSTAYED and i.fact.value == YES for i in facts):
        end = max(ends, key=lambda i: (i.last, i.first))
        return Start(_day_after(end), f"de dag na het einde van de toestemming van {holder} ({day(end)})")
    return start


def _refusals(facts: tuple[Attributed, ...], after: Interval) -> list[Interval]:
    found = []
    for item in facts:
        when = item.fact.period.start if item.fact.period else None
        if item.fact.type_id in (REFUSED, OVERSTAYED) and item.fact.value == YES:
            moment = when or after
            if is_on_or_after(moment, after) is not False:
                found.append(moment)
    return sorted(found, key=lambda i: (i.first, i.last))


def evidence(case: Case, holder: str, suspect: str, child: str, on: Interval | None) -> Iterator[Evidence]:
    """What a holder's consents and refusals say about the day on which the conduct begins."""
    for item in consents(case, holder, suspect, child):
        source = case.source(item.source)
        base = Evidence(
            name=CONSENT,
            value=NO,
            sentence="",
            source=source_text(source, item.source),
            basis=f"toestemming {span(item.start, item.end)}".strip(),
            suspect_only=bool(source and source.person == suspect),
        )
        held = covers(item.start, item.end, on) if on is not None else None
        if item.value == NO and (held or on is None):
            yield replace(base, sentence=f"{holder} stemde niet in.", basis=f"geen {base.basis}")
        elif item.value == YES and item.obtained_by and held is not False:
            said = f"De toestemming van {holder} berustte op {item.obtained_by}."
            yield replace(base, name=OBTAINED[item.obtained_by], value=YES, sentence=said)
        elif item.value == YES and not item.obtained_by:
            free = (c for c in _free(case, holder, suspect, child) if c is not item)
            others = [c for c in free if not _by_suspect(c, suspect, case)]
            yield from _free_consent(base, item, on, others)


def _free_consent(base: Evidence, item: Consent, on: Interval | None, others: list[Consent]) -> Iterator[Evidence]:
    """A consent that holds on the day, or that has ended by then while no other one may hold."""
    if on is None:
        if item.end is None and item.start is None and item.withdrawn_on is None:
            yield replace(base, value=YES, sentence=f"{item.holder} stemde in.")
        return
    holds = _holds(item, on)
    if holds:
        until = span(item.start, item.end) or "zonder einddatum"
        yield replace(base, value=YES, sentence=f"{item.holder} stemde in ({until}).")
        if any(_holds(other, on) is False for other in others):
            said = f"Volgens deze opgave ({until}) mocht {item.child} toen nog wegblijven."
            yield replace(base, name=OVERSTAYED, value=NO, sentence=said)
    elif holds is False and all(_holds(other, on) is False for other in others):
        if item.withdrawn_on is not None and is_on_or_after(on, item.withdrawn_on):
            said = f"{item.holder} had de toestemming ingetrokken op {day(item.withdrawn_on)}."
            yield replace(base, sentence=said)
        elif item.end is not None and is_on_or_after(on, _day_after(item.end)):
            yield replace(base, sentence=f"De toestemming van {item.holder} liep tot en met {day(item.end)}.")


def _holds(item: Consent, on: Interval) -> bool | None:
    """Whether a consent holds on a day: within its period and not yet withdrawn."""
    gone = False if item.withdrawn_on is None else is_on_or_after(on, item.withdrawn_on)
    within = covers(item.start, item.end, on)
    if gone or within is False:
        return False
    return None if gone is None or within is None else True
