"""Which version of the law governs (article 1 Sr): on the day or over the period of the conduct, and whether a later
version is more favourable to the suspect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from legalkb.compilation import YES
from legalkb.dates import Interval
from legalkb.findings import GateDate, GateReading, GateReason, LawVersion, Wanted
from legalkb.gates import versions
from legalkb.gates.law_in_time_data import Change, LawInTime, check, from_plain
from legalkb.gates.model import BAR, OPEN, RESERVED, UNKNOWN, Gate, GateInput
from legalkb.gates.points import Point
from legalkb.statements import day, names

__all__ = ["LawInTime", "check", "from_plain", "gate"]

KIND = "wet_in_tijd"
ASK = Wanted("datum_gedraging", YES, "Op welke dag begon de gedraging?")


@dataclass(frozen=True, slots=True)
class Found:
    """What one aspect contributes: reasons, readings of what is not settled, questions."""

    reasons: tuple[GateReason, ...] = ()
    readings: tuple[GateReading, ...] = ()
    missing: tuple[Wanted, ...] = ()
    summary: str = ""
    bar: bool = False


@dataclass(frozen=True, slots=True)
class Conduct:
    """The days of the conduct with the versions of the provision: ``known`` all of them, ``at_start`` those of the
    days on which it can have begun, ``over`` those of the whole period. ``end`` is None while it goes on."""

    start: Interval
    end: date | None
    known: tuple[LawVersion, ...]
    at_start: tuple[LawVersion, ...]
    over: tuple[LawVersion, ...]

    @property
    def last(self) -> date:
        """The last day, the end of time while it goes on."""
        return self.end or date.max


def gate(given: GateInput, data: LawInTime) -> Gate:
    """Which version governs, with what a change of the law does to that."""
    if given.start is None:
        text = "Zonder de dag van de gedraging is niet te zeggen welke versie van de wet geldt."
        return Gate(KIND, data.title, UNKNOWN, text, missing=(ASK,))
    conduct = _conduct(given, given.start)
    parts = (
        _existence(given, conduct, data),
        _unread(given, conduct, data),
        _at_start(given, conduct, data),
        _period(conduct, data),
        *(_touched(given, c, conduct, data) for c in data.changes if given.finding.rule in c.rules),
        _uncertain(given, conduct, data),
        _later(given, conduct, data),
        _fine(given, conduct, data),
    )
    missing = tuple(dict.fromkeys(m for p in parts for m in p.missing))
    readings = tuple(dict.fromkeys(r for p in parts for r in p.readings))
    barred = any(p.bar for p in parts)
    status = BAR if barred else UNKNOWN if missing else RESERVED if readings else OPEN
    return Gate(
        KIND,
        data.title,
        status,
        _summary(parts, status),
        tuple(dict.fromkeys(r for p in parts for r in p.reasons)),
        () if barred else readings,
        _dates(given, conduct, data),
        () if barred else missing,
    )


def _conduct(given: GateInput, start: Interval) -> Conduct:
    """The days of the conduct and the versions of the provision on them."""
    known = given.knowledge.vocabulary.law.versions(given.finding.designation)
    last = given.reference if given.ongoing else given.last
    end = None if given.ongoing and last is None else max(start.last, last or start.last)
    span = Interval(start.first, end or date.max)
    return Conduct(start, end, known, versions.on_days(known, start), versions.on_days(known, span))


def _summary(parts: tuple[Found, ...], status: str) -> str:
    """The sentence of what decides: the bar, the question, or the version with its reservation."""
    if status == BAR:
        return next(p.summary for p in parts if p.bar)
    asked = next((p.summary for p in parts if p.missing), "")
    plain = next((p.summary for p in parts if p.summary and not p.missing and not p.readings), "")
    doubt = next((p.summary for p in parts if p.readings and p.summary), "")
    if asked or not doubt or not plain:
        return asked or plain or doubt
    return f"{plain.rstrip('.')}. Voorbehoud: {doubt[0].lower()}{doubt[1:]}"


def _existence(given: GateInput, conduct: Conduct, data: LawInTime) -> Found:
    """Whether the provision existed at all, for one that is known to have been new."""
    rule = given.knowledge.rulebook.rule(given.finding.rule, None)
    if not rule.strict_start or not rule.valid_from:
        return Found()
    begin = date.fromisoformat(rule.valid_from)
    since = f"{given.finding.designation} geldt sinds {_said(begin)}"
    if conduct.start.first >= begin:
        return Found((GateReason(f"{since}; de gedraging begon daarna of op die dag.", data.existence),))
    if conduct.last < begin:
        text = f"{since}; de gedraging was daarvóór en valt er niet onder."
        return Found((GateReason(text, data.existence),), summary=text, bar=True)
    if conduct.start.last >= begin:
        text = f"{since}; de dag van de gedraging ({day(conduct.start)}) is niet precies genoeg bekend."
        return Found((GateReason(text, data.existence),), missing=(ASK,), summary=text)
    text = f"{since}; de gedraging begon daarvóór en ging daarna door."
    words = {"wijziging": _said(begin)}
    return Found((GateReason(text, data.existence),), _shown(data, words, "begin_deel", "begin_niets"), summary=text)


def _unread(given: GateInput, conduct: Conduct, data: LawInTime) -> Found:
    """Days of which no version was read: before the oldest (unless it was new then), or in a gap."""
    read = versions.on_days(conduct.known, Interval(conduct.start.first, conduct.start.first))
    if read or not conduct.known or given.knowledge.rulebook.rule(given.finding.rule, None).strict_start:
        return Found()
    oldest = conduct.known[0]
    text = f"De tekst van {oldest.designation} op {_said(conduct.start.first)} is niet gelezen."
    words = {"versie": versions.since(oldest), "oud": versions.penalty(oldest, data.categories)}
    readings = _shown(data, words, "ongelezen_zelfde", "ongelezen_anders")
    return Found((GateReason(text, ("niet geverifieerd",)),), readings, summary=text)


def _at_start(given: GateInput, conduct: Conduct, data: LawInTime) -> Found:
    """The version of the day on which the conduct began; more than one when that day is not precise."""
    if not conduct.at_start:
        return Found()
    reasons = tuple(
        GateReason(
            f"{v.designation}, versie van {versions.since(v)}{versions.until(v)}: "
            f"{versions.penalty(v, data.categories)}.",
            (v.designation,),
        )
        for v in conduct.at_start
    )
    if len({versions.weight(v) for v in conduct.at_start}) > 1:
        text = f"Welke versie geldt, hangt af van de dag: {day(conduct.start)} is niet precies genoeg."
        return Found(reasons, missing=(ASK,), summary=text)
    first = conduct.at_start[0]
    when = versions.when(conduct.start)
    text = f"{when[0].upper()}{when[1:]} gold voor {first.designation}: {versions.penalty(first, data.categories)}."
    return Found(reasons, summary=text)


def _period(conduct: Conduct, data: LawInTime) -> Found:
    """Conduct that runs across a change of the maximum or the category: both versions, with the consequence."""
    later = [v for v in conduct.over if v not in conduct.at_start and v.valid_from]
    before = conduct.at_start[-1] if conduct.at_start else None
    if before is None or all(versions.weight(v) == versions.weight(before) for v in later):
        return Found()
    changed = [v for v in later if versions.weight(v) != versions.weight(before)]
    text = f"De gedraging loopt over een wijziging heen ({names(versions.since(v) for v in changed)})."
    readings = _shown(data, {"oud": versions.penalty(before, data.categories)}, "doorlopend_oud")
    for version in changed:
        words = {"wijziging": versions.since(version), "nieuw": versions.penalty(version, data.categories)}
        readings += _shown(data, words, "doorlopend_nieuw")
    return Found((GateReason(text, (before.designation, *data.favourable)),), readings, summary=text)


def _touched(given: GateInput, change: Change, conduct: Conduct, data: LawInTime) -> Found:
    """A change of words or of a concept that may touch this conduct."""
    if conduct.start.first >= change.day or any(given.stated(s.name) is (s.value == YES) for s in change.settled):
        return Found()
    if change.compare and given.reference is not None and given.reference < change.day:
        return Found()
    doubtful = any(given.stated(name) or given.disputed(name) for name in change.touches)
    if doubtful:
        readings = tuple(GateReading(p.text, p.consequence, p.sources) for p in change.readings)
        return Found((GateReason(change.text, change.sources),), readings, summary=change.text)
    unknown = tuple(given.ask(n) for n in change.touches if given.stated(n) is None) if change.ask else ()
    if unknown:
        vague = conduct.start.last >= change.day
        return Found((GateReason(change.text, change.sources),), (), unknown + ((ASK,) if vague else ()), change.text)
    return Found((GateReason(f"{change.text} {change.outside}", change.sources),))


def _uncertain(given: GateInput, conduct: Conduct, data: LawInTime) -> Found:
    """Periods of which the text or the beginning is not settled."""
    found = [
        u
        for u in data.uncertain
        if given.finding.rule in u.rules and conduct.start.first <= u.until and conduct.last >= u.since
    ]
    readings = tuple(GateReading(p.text, p.consequence, p.sources) for u in found for p in u.readings)
    reasons = tuple(GateReason(u.text, ("niet geverifieerd",)) for u in found)
    return Found(reasons, readings, summary=found[0].text if found else "")


def _later(given: GateInput, conduct: Conduct, data: LawInTime) -> Found:
    """Whether a version after the conduct, up to the reference date, is more favourable (article 1 lid 2)."""
    governing = conduct.at_start[0] if conduct.at_start else None
    later = versions.after(conduct.known, conduct.last, given.reference)
    if governing is None or not later:
        return Found()
    sources = (governing.designation, *data.favourable)
    old = versions.penalty(governing, data.categories)
    reasons: list[GateReason] = []
    readings: list[GateReading] = []
    for version in versions.apart(later):
        new, since = versions.penalty(version, data.categories), versions.since(version)
        verdict = versions.compared(governing, version)
        if verdict == versions.MILDER:
            text = f"De versie van {since} is gunstiger en wordt toegepast: {new}, in plaats van {old}."
            reasons.append(GateReason(text, sources))
        elif verdict == versions.STRICTER:
            text = f"De versie van {since} is strenger ({new}); voor dit feit blijft de lagere straf gelden: {old}."
            reasons.append(GateReason(text, sources))
        elif verdict == versions.MIXED:
            words = {"wijziging": since, "oud": old, "nieuw": new}
            readings += _shown(data, words, "gemengd_oud", "gemengd_nieuw")
    summary = f"Een latere versie van {governing.designation} is deels gunstiger, deels strenger." if readings else ""
    return Found(tuple(reasons), tuple(readings), summary=summary)


def _fine(given: GateInput, conduct: Conduct, data: LawInTime) -> Found:
    """The amount of the fine, only where a verified amount covers the days on which the conduct began."""
    categories = {v.fine_category for v in conduct.at_start} - {None}
    if len(categories) != 1:
        return Found()
    word = data.categories.get(next(iter(categories)) or 0, "")
    known = given.knowledge.vocabulary.law.versions(data.fines)
    found = versions.amount(known, conduct.start, word)
    if found is None:
        text = f"Het bedrag van de {word} categorie {versions.when(conduct.start)} is niet geverifieerd."
        return Found((GateReason(f"{text} Alleen de categorie is getoond.", (data.fines, "niet geverifieerd")),))
    amount, version = found
    text = f"De {word} categorie was {versions.when(conduct.start)} ten hoogste € {amount}"
    doubt = " (de begindatum van dat bedrag is afgeleid, niet gelezen)" if version.qualifier else ""
    return Found((GateReason(f"{text}{doubt}.", (data.fines,)),))


def _dates(given: GateInput, conduct: Conduct, data: LawInTime) -> tuple[GateDate, ...]:
    """The changes of the law since the conduct began, up to the reference date."""
    until, first = given.reference or date.max, conduct.start.first
    turned = [v for v in versions.apart(conduct.known) if v.valid_from and not versions.at_latest(v)]
    dates = {
        GateDate(v.valid_from, f"{v.designation}: {versions.penalty(v, data.categories)}")
        for v in turned
        if first < date.fromisoformat(v.valid_from) <= until
    }
    touching = [c for c in data.changes if given.finding.rule in c.rules and first < c.day <= until]
    dates |= {GateDate(c.day.isoformat(), c.text) for c in touching}
    return tuple(sorted(dates, key=lambda d: (d.date, d.text)))


def _shown(data: LawInTime, words: dict[str, str], *keys: str) -> tuple[GateReading, ...]:
    points: list[Point] = [data.points[key] for key in keys]
    return tuple(GateReading(p.said(words), p.follows(words), p.sources) for p in points)


def _said(on: date) -> str:
    return day(Interval(on, on))
