"""Jurisdiction (articles 2 to 8d Sr): on which ground Dutch criminal law applies to a finding, if any.

Article 2 comes first: one place of commission in the Netherlands is enough. The other grounds are tested under the
regime of the day of the conduct. What is not known is asked, what is not settled is shown with its readings; only where
every ground certainly fails and nothing is unsettled is there a bar.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from legalkb.findings import GateDate, GateReading, GateReason, Wanted
from legalkb.gates.jurisdiction_conditions import CHECKS
from legalkb.gates.jurisdiction_data import ABSENT, NEVER, UNVERIFIED, Data, Ground, Regime, check, from_plain
from legalkb.gates.jurisdiction_places import ACT_PLACE, HOLDER_HERE, RESULT_PLACE, places
from legalkb.gates.jurisdiction_residence import LATER_NATIONAL, NATIONALITY, REFERENCE, SINCE
from legalkb.gates.jurisdiction_view import Value, Verdict, View, ask_date, end_of_conduct, every, some
from legalkb.gates.model import BAR, OPEN, RESERVED, UNKNOWN, Gate, GateInput
from legalkb.statements import names

KIND = "rechtsmacht"
IMMUNE = "immuniteit_van_rechtsmacht"
# The order in which questions are put: the smallest first. A name may be the beginning of a fact type.
ORDER = (
    ACT_PLACE, RESULT_PLACE, HOLDER_HERE, "datum_gedraging", NATIONALITY, LATER_NATIONAL, "verdachte_woonde",
    "slachtoffer_woonde", SINCE, "verdachte_verblijf", "slachtoffer_verblijf", "strafbaar_daar", REFERENCE,
)  # fmt: skip

__all__ = ["Data", "check", "from_plain", "gate"]


@dataclass(frozen=True, slots=True)
class _Judged:
    ground: Ground
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What the grounds of one regime give together, or those of the regimes that may govern."""

    value: Value
    judged: tuple[_Judged, ...]
    readings: tuple[GateReading, ...] = ()
    missing: tuple[frozenset[Wanted], ...] = ()
    doubts: tuple[str, ...] = ()


def _judge(ground: Ground, view: View) -> Verdict:
    """What is known of a ground for the offence of a finding."""
    cell = ground.cells[view.variant.key]
    if cell == NEVER:
        return Verdict(Value.FAILS, (ground.why_not,))
    if cell == UNVERIFIED:
        note = ground.notes.get(view.variant.key, "")
        clause = "niet geverifieerd is of deze grond dit feit omvat" + (f"; {note}" if note else "")
        return Verdict(Value.DOUBT, (clause,), doubts=(ground.doubt,))
    return every(some(CHECKS[name](view) for name in names_) for names_ in ground.conditions)


def _judged(view: View, regime: str) -> tuple[_Judged, ...]:
    grounds = (g for g in view.data.grounds if g.regime == regime and g.cells[view.variant.key] != ABSENT)
    return tuple(_Judged(g, _judge(g, view)) for g in grounds)


def _best(judged: Iterable[_Judged]) -> Value:
    return max((j.verdict.value for j in judged), default=Value.FAILS)


def _missing(judged: tuple[_Judged, ...]) -> tuple[frozenset[Wanted], ...]:
    """Per ground that is not settled: the questions that may settle it. None where another ground holds."""
    if _best(judged) is Value.HOLDS:
        return ()
    unsettled = [j.verdict for j in judged if j.verdict.value in (Value.MAYBE, Value.DOUBT)]
    return tuple(frozenset(v.missing) for v in unsettled if v.missing)


def _doubts(judged: Iterable[_Judged]) -> tuple[str, ...]:
    return tuple(d for j in judged if j.verdict.value is Value.DOUBT for d in j.verdict.doubts)


def _consequence(value: Value, judged: tuple[_Judged, ...]) -> str:
    """What follows when a regime governs."""
    if value is Value.HOLDS:
        found = names(j.ground.name for j in judged if j.verdict.value is Value.HOLDS)
        return f"Dan is er rechtsmacht op grond van: {found}."
    if value is Value.MAYBE:
        return "Dan hangt de rechtsmacht af van wat nog niet bekend is."
    if value is Value.DOUBT:
        found = names(j.ground.name for j in judged if j.verdict.value is Value.DOUBT)
        return "Dan staat geen grond voor rechtsmacht vast" + (f"; open is: {found}." if found else ".")
    return "Dan is er geen grond voor rechtsmacht onder wat van deze regeling is gelezen."


def _of_regime(regime: Regime, view: View) -> _Outcome:
    """The outcome under a regime; where another may govern instead, both must agree."""
    here = View(view.given, view.data, view.variant, view.places, regime)
    judged = _judged(here, regime.id)
    value = _best(judged)
    if not regime.or_else:
        unread = not regime.read and value is Value.FAILS
        doubts = (*_doubts(judged), *(("ongelezen",) if unread else ()))
        return _Outcome(Value.DOUBT if unread else value, judged, (), _missing(judged), doubts)
    other = _of_regime(view.data.regime(regime.or_else), view)
    both = (value, other.value)
    joint = min(both) if min(both) >= Value.MAYBE else Value.DOUBT
    second = view.data.regime(regime.or_else)
    readings = tuple(
        GateReading(f"Voor dit feit geldt {r.name}.", _consequence(v, j), r.sources)
        for r, v, j in ((regime, value, judged), (second, other.value, other.judged))
    )
    doubts = (*_doubts(judged), *other.doubts)
    return _Outcome(joint, (*judged, *other.judged), readings, (*_missing(judged), *other.missing), doubts)


def _regimes(given: GateInput, data: Data) -> tuple[tuple[Regime, ...], bool]:
    """The regimes in which the conduct may have begun or gone on, and whether it is uncertain in which it began."""
    if given.start is None:
        return data.regimes, True
    began = [r for r in data.regimes if r.start <= given.start.last and given.start.first <= r.end]
    last = end_of_conduct(given)
    touched = [r for r in data.regimes if r.start <= last and given.start.first <= r.end]
    return tuple(touched), len(began) > 1


def _combined(outcomes: tuple[_Outcome, ...], uncertain: bool) -> _Outcome:
    """The outcome over the regimes that the conduct touched, or in one of which it took place."""
    if len(outcomes) == 1:
        return outcomes[0]
    values = {o.value for o in outcomes}
    doubts = tuple(d for o in outcomes for d in o.doubts)
    missing = tuple(w for o in outcomes for w in o.missing)
    value = max(values)
    if values == {Value.HOLDS}:
        missing = ()
    elif uncertain and value >= Value.MAYBE:
        value, missing = Value.MAYBE, (frozenset((ask_date(),)), *missing)
    elif min(values) is Value.MAYBE:
        value = Value.MAYBE
    elif not uncertain and values != {Value.FAILS}:
        value, doubts = Value.DOUBT, (*doubts, "doorlopend")
    judged = tuple({j.ground.id: j for o in outcomes for j in o.judged}.values())
    readings = tuple(dict.fromkeys(r for o in outcomes for r in o.readings))
    return _Outcome(value, judged, readings, missing, doubts)


_WORDS = {
    Value.HOLDS: "van toepassing",
    Value.MAYBE: "nog niet te zeggen",
    Value.DOUBT: "niet zeker",
    Value.FAILS: "niet van toepassing",
}


def _reason(item: _Judged) -> GateReason:
    verdict = item.verdict
    why = f", want {names(verdict.clauses)}" if verdict.clauses else ""
    sources = tuple(dict.fromkeys((*item.ground.sources, *verdict.sources)))
    name = item.ground.name[:1].upper() + item.ground.name[1:]
    return GateReason(f"{name}: {_WORDS[verdict.value]}{why}.", sources)


def _rank(wanted: Wanted) -> int:
    return next((i for i, name in enumerate(ORDER) if wanted.name.startswith(name)), len(ORDER))


def _asked(needs: Iterable[frozenset[Wanted]]) -> tuple[Wanted, ...]:
    """The questions of the grounds that need fewest: what needs more than another is asked when that is answered."""
    sets = tuple(needs)
    smallest = [s for s in sets if not any(other < s for other in sets)]
    return tuple(sorted(frozenset().union(*smallest), key=lambda w: (_rank(w), w.name, w.question)))


def _readings(outcome: _Outcome, doubts: Iterable[str], data: Data) -> tuple[GateReading, ...]:
    found = [
        GateReading(r.text, r.consequence, data.doubts[name].sources)
        for name in dict.fromkeys(doubts)
        for r in data.doubts[name].readings
    ]
    return (*outcome.readings, *found)


def _timeline(given: GateInput, regimes: tuple[Regime, ...]) -> tuple[GateDate, ...]:
    """The days on which the rules changed while the conduct went on."""
    if given.start is None:
        return ()
    changes = [r for r in regimes if r.start > given.start.first]
    return tuple(GateDate(r.start.isoformat(), f"Andere regels over rechtsmacht: {r.name}.") for r in changes)


def _governing(given: GateInput, regimes: tuple[Regime, ...], uncertain: bool) -> GateReason:
    sources = tuple(dict.fromkeys(code for r in regimes for code in r.sources))
    if given.start is None:
        return GateReason("De datum van de gedraging is niet bekend; daarvan hangt af welke regels gelden.", sources)
    what = names(r.name for r in regimes)
    if len(regimes) == 1:
        return GateReason(f"Naar de datum van de gedraging geldt {what}.", sources)
    if uncertain:
        return GateReason(f"De datum is niet precies genoeg om te zeggen welke regels gelden: {what}.", sources)
    return GateReason(f"De gedraging viel onder meer dan één regeling: {what}.", sources)


def _international(given: GateInput, data: Data) -> GateReason:
    text = "Uitzonderingen van het volkenrecht, zoals immuniteit, zijn alleen bezien voor zover de zaak ze noemt."
    if given.stated(IMMUNE) is False:
        text = f"{given.finding.suspect} geniet voor dit feit geen immuniteit naar volkenrecht."
    return GateReason(text, data.grounding["volkenrecht"])


def _open(given: GateInput, data: Data, judged: tuple[_Judged, ...], extra: tuple[GateReason, ...]) -> Gate:
    """The gate when a ground certainly holds."""
    found = [j for j in judged if j.verdict.value is Value.HOLDS]
    reasons = [*(_reason(j) for j in found), *extra]
    if given.finding.attempt and any(j.ground.regime for j in found):
        text = "Onder misdrijf valt ook een poging, zodat deze grond ook daarvoor geldt."
        reasons.append(GateReason(text, data.grounding["poging"]))
    reasons.append(_international(given, data))
    summary = f"Er is rechtsmacht: {names(j.ground.name for j in found)}."
    if given.disputed(IMMUNE):
        text = "Of er rechtsmacht is, hangt af van de betwiste immuniteit van de verdachte."
        return Gate(KIND, data.title, UNKNOWN, text, tuple(reasons), missing=(given.ask(IMMUNE),))
    return Gate(KIND, data.title, OPEN, summary, tuple(reasons))


def _immune(given: GateInput, data: Data) -> Gate:
    sentence = f"{given.finding.suspect} geniet voor dit feit immuniteit naar volkenrecht"
    reason = GateReason(f"{sentence}; dat beperkt de artikelen 2 tot en met 8c.", data.grounding["volkenrecht"])
    return Gate(KIND, data.title, BAR, f"Geen rechtsmacht: {sentence}.", (reason,))


def gate(given: GateInput, data: Data) -> Gate:
    """Whether Dutch criminal law applies to a finding."""
    if given.stated(IMMUNE):
        return _immune(given, data)
    variant = data.variants[given.finding.rule]
    view = View(given, data, variant, places(given, data, variant), None)
    always = _judged(view, "")
    if _best(always) is Value.HOLDS:
        return _open(given, data, always, ())
    regimes, uncertain = _regimes(given, data)
    outcome = _combined(tuple(_of_regime(r, view) for r in regimes), uncertain)
    governing = _governing(given, regimes, uncertain)
    if outcome.value is Value.HOLDS:
        return _open(given, data, outcome.judged, (governing,))
    value = max(_best(always), outcome.value)
    reasons = (governing, *(_reason(j) for j in (*always, *outcome.judged)))
    dates = _timeline(given, regimes)
    if value is Value.MAYBE:
        missing = _asked((*_missing(always), *(outcome.missing if outcome.value is Value.MAYBE else ())))
        text = "Of er rechtsmacht is, is nog niet te zeggen: er zijn vragen open."
        return Gate(KIND, data.title, UNKNOWN, text, reasons, (), dates, missing)
    if value is Value.DOUBT:
        readings = _readings(outcome, (*_doubts(always), *outcome.doubts), data)
        missing = _asked(outcome.missing)
        return Gate(KIND, data.title, RESERVED, _reserved(outcome), reasons, readings, dates, missing)
    text = "Geen rechtsmacht: geen enkele grond is van toepassing."
    return Gate(KIND, data.title, BAR, text, reasons, (), dates)


def _reserved(outcome: _Outcome) -> str:
    if outcome.readings or not outcome.judged or any(j.verdict.value is Value.HOLDS for j in outcome.judged):
        return "Of er rechtsmacht is, staat niet vast: welke regels voor deze datum gelden, is niet geverifieerd."
    found = names(j.ground.name for j in outcome.judged if j.verdict.value is Value.DOUBT)
    return (
        f"Geen grond voor rechtsmacht staat vast; open is nog: {found}."
        if found
        else ("Geen grond voor rechtsmacht staat vast.")
    )
