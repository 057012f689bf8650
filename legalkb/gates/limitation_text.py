"""How the limitation gate says what it found, in whole Dutch sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from legalkb.dates import Interval
from legalkb.findings import GateReason
from legalkb.gates.limitation_data import AGE, RELEASE, Limitation
from legalkb.gates.limitation_facts import Facts
from legalkb.gates.limitation_law import NEVER, Law, Offence, segments
from legalkb.gates.limitation_readings import Reading
from legalkb.gates.model import BAR, OPEN, UNKNOWN
from legalkb.gates.terms import day_after
from legalkb.statements import day, names

OWN_READING = "analyse"


def said(on: date | None) -> str:
    """A day in words."""
    return day(Interval(on, on)) if on is not None else ""


def months_text(months: Fraction) -> str:
    """A maximum in words: years, months, or both."""
    years, rest = divmod(int(months), 12)
    parts = [f"{years} jaar"] if years else []
    return names(parts + ([f"{rest} {'maand' if rest == 1 else 'maanden'}"] if rest or not parts else []))


def law_text(law: Law | None) -> str:
    """A state of the law: the term and where it begins."""
    if law is None or law.years is None:
        return "het feit verjaart niet"
    return f"een termijn van {law.years} jaar vanaf {begin_text(law)}"


def begin_text(law: Law) -> str:
    """Where the term begins."""
    kind = law.beginning.kind if law.beginning is not None else ""
    if kind == RELEASE:
        return "de dag na de bevrijding of de dood van het slachtoffer"
    if kind == AGE and law.beginning is not None:
        return f"de dag na die waarop een slachtoffer dat toen jonger was, {law.beginning.age} jaar is geworden"
    return "de dag na het feit"


def short(reading: Reading) -> str:
    """The last day in a few words."""
    first, last = reading.first, reading.last
    if first.on is None:
        return "geen, want het feit verjaart niet" if last.why == NEVER else "nog niet te noemen"
    if reading.exact:
        return said(first.on)
    return f"tussen {said(first.on)} en {said(last.on)}" if last.on else f"op zijn vroegst {said(first.on)}"


def consequence(reading: Reading, facts: Facts, waiting: str) -> str:
    """What a reading means on the reference date. ``waiting`` says what a term that has not begun waits for."""
    first, last, status = reading.first, reading.last, reading.status(facts)
    if first.on is None:
        return (
            "Het feit verjaart niet."
            if last.why == NEVER
            else f"De verjaringstermijn is nog niet aangevangen: {waiting}."
        )
    on = f"op de peildatum ({said(facts.reference)})"
    was = "was" if reading.exact else "lag" if last.on else "was"
    if facts.reference is None:
        return f"Er is geen peildatum; de laatste dag van de termijn is {short(reading)}."
    if status == OPEN:
        ends = f"na {said(first.on)}" if reading.exact else f"op zijn vroegst na {said(first.on)}"
        until = f" en uiterlijk na {said(last.on)}" if last.on and not reading.exact else ""
        return f"Nog niet verjaard {on}: verjaart {ends}{until}."
    if status == BAR:
        return f"Al verjaard {on}: de laatste dag {was} {short(reading)}."
    if last.on is None or facts.reference <= last.on:
        until = short(reading)
        return f"Of het feit {on} is verjaard, hangt af van feiten die niet vaststaan: de laatste dag is {until}."
    return (
        f"Zonder daad van vervolging al verjaard {on}: de laatste dag {was} {short(reading)}; "
        f"met stuiting kan dat uiterlijk {said(last.utmost)} worden."
    )


def summary(found: tuple[Reading, ...], facts: Facts, status: str, waiting: str) -> str:
    """The gate in one sentence."""
    if len(found) == 1 and status == found[0].status(facts):
        return consequence(found[0], facts, waiting)
    days = list(dict.fromkeys(short(r) for r in found))
    if found[0].last.why == NEVER and len(days) == 1:
        return "Het feit verjaart niet, met een voorbehoud: zie de lezingen."
    if len(days) == 1:
        return f"De laatste dag van de verjaringstermijn is {days[0]}, met een voorbehoud: zie de lezingen."
    on = "" if facts.reference else "Er is geen peildatum. "
    if status == UNKNOWN and facts.reference:
        on = "Niet te zeggen zonder nadere feiten. "
    if status in (OPEN, BAR):
        now = "Nog niet" if status == OPEN else "Al"
        on = f"{now} verjaard op de peildatum ({said(facts.reference)}). "
    return f"{on}De laatste dag van de verjaringstermijn is {' of '.join(days)}, naar gelang de lezing van de wet."


def law_reasons(case: Offence, facts: Facts, answers: dict[str, bool]) -> Iterator[GateReason]:
    """The maximum, the term and its beginning, for every part of the days on which the act can have begun."""
    for part in segments(facts.act, case):
        law = case.law_on(part.first, answers)
        maximum = case.maximum(part.first)
        if law is None or maximum is None:
            yield GateReason(f"Het maximum van {case.designation} op {day(part)} is niet gelezen.", (case.designation,))
            continue
        text = f"Voor een feit van {day(part)}: maximum {months_text(maximum)}, dus {law_text(law)}."
        yield GateReason(text, (case.designation, *law.sources))


def fact_reasons(case: Offence, facts: Facts, found: tuple[Reading, ...]) -> Iterator[GateReason]:
    """What of the facts the outcome rests on."""
    first = found[0]
    if first.first.start is not None and first.first.start == first.last.start:
        yield GateReason(f"De termijn begint op {said(first.first.start)}.", case.data.ordinary)
    for item in facts.ended.statements:
        yield GateReason(f"{item.sentence[:-1]} ({item.when or 'dag niet bekend'}).", ())
    ask = case.data.release(case.rule).facts
    if facts.ended.answer is None and ask and first.first.start is not None:
        victim = case.given.finding.victim
        yield GateReason(
            f"Of en wanneer {victim} vrij of terug is, staat niet vast; zolang dat niet zo is, begint de termijn niet. "
            "Het vroegste einde is gerekend vanaf de dag na het begin van de gedraging.",
            (*case.data.ordinary, OWN_READING),
        )
    if facts.young is None and any(r.first.on is not None for r in found):
        suspect = case.given.finding.suspect
        yield GateReason(
            f"Was {suspect} toen {ages(case.data)} jaar, dan is de termijn korter; de leeftijd toen staat niet vast.",
            case.data.youth.sources,
        )
    yield from _prosecution_reasons(case, facts, first)


def ages(data: Limitation) -> str:
    """The ages of juvenile law in words."""
    return f"{data.youth.youngest} tot en met {data.youth.oldest}"


def _prosecution_reasons(case: Offence, facts: Facts, reading: Reading) -> Iterator[GateReason]:
    sources = case.data.interruption_sources
    for act in facts.prosecution:
        start, last = reading.first.start, reading.first.on
        if start is None or last is None:
            text = f"De daad van vervolging van {day(act)} valt in een tijd waarin geen termijn liep."
        elif act.last < start or act.first > last:
            text = f"De daad van vervolging van {day(act)} valt buiten de termijn en stuit de verjaring niet."
        else:
            text = (
                f"De daad van vervolging van {day(act)} stuit de verjaring; "
                f"de nieuwe termijn is gerekend vanaf {said(day_after(act.last))}, de dag erna."
            )
        yield GateReason(text, (*sources, OWN_READING))
    if reading.last.utmost is not None:
        what = "Een daad van vervolging doet een nieuwe termijn ingaan"
        text = f"{what}, maar nooit verder dan {said(reading.last.utmost)} ({case.data.times} maal de termijn)."
        yield GateReason(text, sources)
