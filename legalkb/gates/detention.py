"""Pre-trial detention (artikel 67 Sv): by the height of the maximum, or because the provision is named.

It is no condition for prosecution; the gate says on what ground detention is possible and what that rests on.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from legalkb.dates import Interval, is_on_or_after
from legalkb.findings import GateReading, GateReason
from legalkb.gates.detention_data import NOT_VERIFIED, DetentionData, check, from_plain
from legalkb.gates.maxima import Maxima, existed, maxima, on_day, provision, term
from legalkb.gates.model import BAR, OPEN, RESERVED, UNKNOWN, Gate, GateInput
from legalkb.offences import DATE_ASKED

__all__ = ["check", "from_plain", "gate"]

KIND = "hechtenis"
IN_GROUP_A, IN_GROUP_B = "kort_a", "kort_b"


def gate(given: GateInput, data: DetentionData) -> Gate:
    """Whether the law allows pre-trial detention for this offence, and on what ground."""
    found = maxima(given.finding, given.knowledge)
    limit = term(Fraction(data.months))
    words = {"bepaling": provision(given.finding, within=True), "maximum": str(found), "grens": limit}
    if existed(given, found) is False:
        since = data.sentences["bestond_niet"].reason({"dag": on_day(found.read_from)})
        return Gate(KIND, data.title, BAR, data.sentences["kort_bestond_niet"].text, (since,))
    short, reasons = _ground(given, data, found, words)
    names = ["geen_woonplaats", "ernstige_bezwaren"]
    names = ["misdrijf_omvat", *names] if _other_form(given) else names
    reasons += tuple(data.sentences[name].reason(words) for name in names)
    readings = _readings(given, data, found, words)
    missing = (DATE_ASKED,) if _day_wanted(given, data, found) else ()
    status = UNKNOWN if missing else RESERVED if readings else BAR if short == "kort_niet" else OPEN
    short = {UNKNOWN: "kort_onbekend", RESERVED: "kort_voorbehoud"}.get(status, short)
    return Gate(KIND, data.title, status, data.sentences[short].text, reasons, readings, (), missing)


def _other_form(given: GateInput) -> bool:
    """Whether an attempt or conduct of another person is in question."""
    supported = (x for e in given.finding.elements for x in (*e.support, *e.partial))
    return given.finding.attempt or any(e.attributed for e in supported)


def _is_high(data: DetentionData, found: Maxima) -> bool | None:
    """Whether the maximum reaches the limit; None when it does in one version and not in another."""
    return True if found.low >= data.months else False if found.high < data.months else None


def _ground(
    given: GateInput, data: DetentionData, found: Maxima, words: dict[str, str]
) -> tuple[str, tuple[GateReason, ...]]:
    """The ground on which detention is possible, with its sentences."""
    said, since = data.sentences, data.named.get(given.finding.rule)
    if _is_high(data, found) is not False:
        return IN_GROUP_A, (said["groep_a"].reason(words),)
    if since is None:
        return "kort_niet", (said["niet"].reason(words),)
    reasons = (said["groep_b"].reason(words),)
    if since not in ("", NOT_VERIFIED):
        return IN_GROUP_B, (*reasons, said["genoemd_sinds"].reason({"dag": on_day(since)}))
    return IN_GROUP_B, (*reasons, said["gelezen"].reason({"dag": on_day(data.read_from)}))


def _named_in_time(given: GateInput, data: DetentionData) -> bool | None:
    """Whether the provision was named, as far as is known, when the conduct began; None when the day decides that."""
    since = data.named.get(given.finding.rule, "")
    if not since or given.start is None:
        return None if given.start is None else True
    day = date.fromisoformat(data.read_from if since == NOT_VERIFIED else since)
    return is_on_or_after(given.start, Interval(day, day))


def _day_wanted(given: GateInput, data: DetentionData, found: Maxima) -> bool:
    """Whether the day on which the conduct began is needed and not known."""
    if given.start is None or existed(given, found) is None:
        return True
    if _is_high(data, found) is False:
        return _named_in_time(given, data) is None
    return found.uncertain and _is_high(data, found) is None


def _readings(given: GateInput, data: DetentionData, found: Maxima, words: dict[str, str]) -> tuple[GateReading, ...]:
    """The points that are not settled, each with its readings."""
    if given.start is None or existed(given, found) is None:
        return ()
    names: list[tuple[str, str]] = []
    high, since = _is_high(data, found), data.named.get(given.finding.rule)
    if high is None:
        names += [("wisselend_wel", ""), ("wisselend_niet", "")]
    elif high and found.read_from:
        names += [("ongelezen_gelijk", found.read_from), ("ongelezen_anders", found.read_from)]
    elif not high and since is not None and _named_in_time(given, data) is False:
        name, day = ("sinds_onbekend", data.read_from) if since == NOT_VERIFIED else ("ouder", since)
        names += [(f"{name}_wel", day), (f"{name}_niet", day)]
    return tuple(data.sentences[n].reading({**words, "dag": on_day(day) if day else ""}) for n, day in names)
