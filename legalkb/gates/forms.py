"""Attempt, preparation and participation (artikelen 45 tot en met 48 Sr), and what the law adds to a conviction.

The gate never concludes which form it is: it says which forms the facts point to, what they do to the maximum, and
what must be asked before more can be said.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from legalkb.findings import ElementFinding, Wanted
from legalkb.gates.forms_data import FormsData, check, from_plain
from legalkb.gates.forms_participation import AIDED, participation
from legalkb.gates.forms_setting import Part, Setting, joined
from legalkb.gates.forms_youth import youth
from legalkb.gates.maxima import existed, maxima, on_day, part, term
from legalkb.gates.model import BAR, OPEN, RESERVED, UNKNOWN, Gate, GateInput
from legalkb.offences import DATE_ASKED

__all__ = ["check", "from_plain", "gate"]

KIND = "vormen"


def gate(given: GateInput, data: FormsData) -> Gate:
    """The forms that the facts point to, and what each does to the maximum."""
    found = maxima(given.finding, given.knowledge)
    setting = Setting(given, data, found)
    if existed(given, found) is False:
        since = data.sentences["bestond_niet"].reason({"dag": on_day(found.read_from)})
        return Gate(KIND, data.title, BAR, data.sentences["kort_bestond_niet"].text, (since,))
    first = joined((_attempt(setting), participation(setting)))
    aged = youth(setting, first.lowers, given.finding.attempt or any(AIDED in form for form in first.forms))
    whole = joined((first, aged, _preparation(setting), _hatred(setting), _rights(setting)))
    whole = joined((whole, _text_in_force(setting)))
    if first.lowers:
        whole = joined((whole, Part((), (setting.reason("misdrijf_omvat"),))))
    status = UNKNOWN if whole.missing else RESERVED if whole.readings else OPEN
    short = {UNKNOWN: "kort_onbekend", RESERVED: "kort_voorbehoud", OPEN: "kort_open"}[status]
    summary = setting.reason(short, vormen="; ".join(whole.forms)).text
    return Gate(KIND, data.title, status, summary, whole.reasons, whole.readings, (), whole.missing)


def _text_in_force(setting: Setting) -> Part:
    """What cannot be said because the day is not known, or because the older text was not read."""
    if setting.maximum.uncertain or existed(setting.given, setting.maximum) is None:
        return Part(missing=(DATE_ASKED,))
    if not setting.maximum.read_from:
        return Part()
    since = on_day(setting.maximum.read_from)
    names = ("ongelezen_gelijk", "ongelezen_anders")
    return Part(readings=tuple(setting.reading(name, dag=since) for name in names))


def _attempt(setting: Setting) -> Part:
    """Attempt: the conduct began, the result failed or is not known."""
    given, lowered = setting.given, setting.lowered("poging_minder")
    if given.finding.attempt:
        reasons = (setting.reason("poging", **lowered), setting.reason("poging_uiterlijk"))
        stopped = setting.stated("gestopt")
        readings = (
            setting.reading("terugtred"),
            setting.reading("geen_terugtred", verminderd=lowered["verminderd"]),
        )
        asked = setting.unanswered(*setting.data.facts["gestopt"])
        return Part(("poging",), reasons, readings if stopped or asked else (), asked, True)
    results = given.knowledge.rulebook.rule(given.finding.rule, given.start.first if given.start else None).result
    if given.finding.outcome == "tegenaanwijzing":
        return Part()
    pending = tuple(e for e in given.finding.elements if e.id in results and _is_pending(e))
    if not pending:
        return Part()
    asked = tuple(w for e in pending for w in _asked(given, e))
    return Part(("voltooid feit of poging",), (setting.reason("poging_open", **lowered),), (), asked, True)


def _is_pending(element: ElementFinding) -> bool:
    """Whether it is not known if the result came about; a doubt about cooperation alone is another matter."""
    if element.status == "betwist":
        return any(not e.attributed for e in element.against)
    return element.status == "onbekend"


def _asked(given: GateInput, element: ElementFinding) -> tuple[Wanted, ...]:
    """The smallest set of facts that would settle an element; for a disputed one, what is disputed."""
    if element.status == "onbekend" and element.missing:
        return element.missing[0]
    kinds = given.knowledge.vocabulary.fact_types
    names = dict.fromkeys(e.name for e in (*element.support, *element.against) if e.name in kinds)
    return tuple(given.ask(name) for name in names)


def _preparation(setting: Setting) -> Part:
    """Preparation is punishable from a certain maximum only."""
    limit = Fraction(setting.data.counts["voorbereiding_vanaf_maanden"])
    low, high = setting.maximum.low, setting.maximum.high
    name = "voorbereiding_kan" if low >= limit else "voorbereiding_kan_niet" if high < limit else "voorbereiding_soms"
    reasons = [setting.reason(name, grens=term(limit))]
    if name != "voorbereiding_kan_niet" and setting.stated("voorbereidingsmiddelen"):
        reasons.append(setting.reason("voorbereiding_middelen"))
    return Part((), tuple(reasons))


def _hatred(setting: Setting) -> Part:
    """A discriminatory purpose may raise the maximum (44bis); since when is not verified."""
    if not setting.stated("discriminatoir"):
        return Part()
    share = setting.data.parts["discriminatoir_meer"]
    raised = str(setting.maximum.times(1 + share))
    with_it = setting.reading("discriminatoir_wel", meer=part(share), verhoogd=raised)
    return Part(readings=(with_it, setting.reading("discriminatoir_niet")))


def _rights(setting: Setting) -> Part:
    """Deprivation of rights (286) on conviction."""
    if setting.is_one_of("ontzetting_niet"):
        return Part((), (setting.reason("ontzetting_niet"),))
    if not setting.is_one_of("ontzetting"):
        return Part()
    read_from, start = setting.data.read_from, setting.given.start
    if start is not None and start.first >= date.fromisoformat(read_from):
        return Part((), (setting.reason("ontzetting"),))
    name = "ontzetting_later" if setting.is_one_of("ontzetting_later_genoemd") else "ontzetting_ouder"
    return Part((), (setting.reason(name, dag=on_day(read_from)),))
