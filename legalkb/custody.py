"""Who else has gezag or opzicht over a child, on a date, and whether that holder consented (art. 279 Sr).

A holder who takes part in the act himself, not misled or coerced, is not "een ander". That nobody else has gezag or
opzicht follows only from a statement that the holders are complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from legalkb.case import Case, Consent
from legalkb.compilation import NO, YES
from legalkb.dates import Interval, covers, is_on_or_after
from legalkb.findings import Evidence
from legalkb.statements import Attributed, day, names, partners, source_text
from legalkb.vocabulary import FactType, Vocabulary

OTHER = {"gezag": "ander_heeft_gezag", "opzicht": "ander_heeft_opzicht"}
CONSENT = "gezagdrager_stemde_in"
OBTAINED = {"misleiding": "toestemming_door_misleiding", "dwang": "toestemming_onder_dwang"}
NOT_FREE = ("medegezagdrager_misleid", "medegezagdrager_gedwongen")
OVERSTAYED = "niet_teruggebracht_na_afspraak"
REFUSED = "afgifte_geweigerd"


@dataclass(frozen=True, slots=True)
class Tenure:
    """Somebody holds gezag or opzicht over a child during a period, by a relation, decision or measure."""

    holder: str
    kind: str
    basis: str
    start: Interval | None
    end: Interval | None
    source: str


@dataclass(frozen=True, slots=True)
class Start:
    """When the conduct begins for one holder, and why that day."""

    on: Interval | None
    basis: str


def tenures(case: Case, words: Vocabulary, child: str) -> tuple[Tenure, ...]:
    """Every tenure over a child that the case names."""
    found = [Tenure(c.holder, c.kind, c.kind, c.start, c.end, c.source) for c in case.custody if c.child == child]
    for relation in case.relations:
        if relation.other != child:
            continue
        given = words.relation_kinds[relation.kind].gives if relation.kind in words.relation_kinds else ""
        label = relation.kind.replace("_", " ")
        for kind, value in (("gezag", relation.custody), ("opzicht", relation.supervision)):
            if value == YES or (not value and given == kind):
                found.append(
                    Tenure(
                        relation.person,
                        kind,
                        f"{kind} als {label}",
                        relation.start,
                        relation.end,
                        relation.source,
                    )
                )
    for measure in case.measures:
        if measure.child == child and measure.holder:
            gives = words.measure_kinds[measure.kind].gives
            label = words.measure_kinds[measure.kind].label
            found.append(Tenure(measure.holder, gives, label, measure.start, measure.end, measure.source))
    return tuple(dict.fromkeys(found))


def is_complete(case: Case, child: str) -> bool:
    """Whether the case states, undisputed, that nobody else holds gezag or opzicht over the child."""
    values = {h.value for h in case.holders_complete if h.child == child and h.value in (YES, NO)}
    return values == {YES}


def takes_part(
    case: Case,
    kinds: Mapping[str, FactType],
    facts: Iterable[Attributed],
    holder: str,
    suspect: str,
    child: str,
) -> bool:
    """Whether a holder freely joined in the act: named as actor of the same fact, or cooperating."""
    unfree = any(f.type_id in NOT_FREE and f.value == YES and holder in f.by and child in f.about for f in case.facts)
    if unfree:
        return False
    together = any(
        holder in i.fact.by and suspect in i.fact.by and i.fact.value == YES and kinds[i.fact.type_id].attributable
        for i in facts
    )
    return together or holder in {other for other, _ in partners(case, kinds, suspect, child)}


def holders(
    case: Case,
    words: Vocabulary,
    facts: tuple[Attributed, ...],
    suspect: str,
    child: str,
    on: Interval | None,
) -> tuple[str, ...]:
    """The other holders on a date: those who certainly or possibly hold gezag or opzicht and do not take part."""
    found = []
    for tenure in tenures(case, words, child):
        held = covers(tenure.start, tenure.end, on) if on is not None else True
        if tenure.holder == suspect or held is False or tenure.holder in found:
            continue
        if not takes_part(case, words.fact_types, facts, tenure.holder, suspect, child):
            found.append(tenure.holder)
    return tuple(found)


def _span(start: Interval | None, end: Interval | None) -> str:
    if start and end:
        return f"van {day(start)} tot en met {day(end)}"
    return f"vanaf {day(start)}" if start else f"tot en met {day(end)}" if end else ""


def _tenure_evidence(
    case: Case, items: Iterable[Tenure], suspect: str, child: str, on: Interval | None
) -> Iterator[Evidence]:
    for tenure in items:
        held = (
            covers(tenure.start, tenure.end, on) if on is not None else (None if tenure.start or tenure.end else True)
        )
        if held is not True:
            continue
        source = case.source(tenure.source)
        basis = f"{tenure.basis} {_span(tenure.start, tenure.end)}".strip()
        yield Evidence(
            name=OTHER[tenure.kind],
            value=YES,
            sentence=f"{tenure.holder} heeft {tenure.kind} over {child} ({basis}).",
            source=source_text(source, tenure.source),
            basis=basis,
            suspect_only=bool(source and source.person == suspect),
        )


def _consents(case: Case, holder: str, suspect: str, child: str) -> tuple[Consent, ...]:
    return tuple(c for c in case.consents if c.holder == holder and c.child == child and (not c.to or suspect in c.to))


def _day_after(end: Interval) -> Interval:
    return Interval(end.first + timedelta(1), end.last + timedelta(1))


def start_for(case: Case, facts: tuple[Attributed, ...], holder: str, suspect: str, child: str, start: Start) -> Start:
    """When the conduct begins towards a holder: the day after consent ends, or the refusal after it was withdrawn."""
    overstayed = any(i.fact.type_id == OVERSTAYED and i.fact.value == YES for i in facts)
    for consent in _consents(case, holder, suspect, child):
        if consent.value != YES or consent.obtained_by:
            continue
        if consent.withdrawn_on is not None:
            refusals = _refusals(facts, consent.withdrawn_on)
            if refusals:
                return Start(
                    refusals[0],
                    f"de weigering nadat {holder} de toestemming op {day(consent.withdrawn_on)} introk",
                )
        if consent.end is not None and overstayed:
            return Start(
                _day_after(consent.end),
                f"de dag na het einde van de toestemming van {holder} ({day(consent.end)})",
            )
    return start


def _refusals(facts: tuple[Attributed, ...], after: Interval) -> list[Interval]:
    found = []
    for item in facts:
        when = item.fact.period.start if item.fact.period else None
        if item.fact.type_id in (REFUSED, OVERSTAYED) and item.fact.value == YES:
            moment = when or after
            if is_on_or_after(moment, after) is not False:
                found.append(moment)
    return sorted(found, key=lambda i: i.first)


def _consent_evidence(case: Case, holder: str, suspect: str, child: str, start: Start) -> Iterator[Evidence]:
    for consent in _consents(case, holder, suspect, child):
        source = case.source(consent.source)
        span = _span(consent.start, consent.end)
        base = Evidence(
            name=CONSENT,
            value=NO,
            sentence="",
            source=source_text(source, consent.source),
            basis=f"toestemming {span}".strip(),
            suspect_only=bool(source and source.person == suspect),
        )
        if consent.value == NO:
            if start.on is None or covers(consent.start, consent.end, start.on) is not False:
                yield replace(base, sentence=f"{holder} stemde niet in.", basis=f"geen toestemming {span}".strip())
        elif consent.value == YES and consent.obtained_by:
            name = OBTAINED[consent.obtained_by]
            yield replace(
                base,
                name=name,
                value=YES,
                sentence=f"De toestemming van {holder} berustte op {consent.obtained_by}.",
            )
        elif consent.value == YES:
            yield from _plain_consent(base, consent, holder, start)


def _plain_consent(base: Evidence, consent: Consent, holder: str, start: Start) -> Iterator[Evidence]:
    if start.on is None:
        if consent.end is None and consent.start is None and consent.withdrawn_on is None:
            yield replace(base, value=YES, sentence=f"{holder} stemde in.")
        return
    if consent.withdrawn_on is not None and is_on_or_after(start.on, consent.withdrawn_on):
        yield replace(base, sentence=f"{holder} had de toestemming ingetrokken op {day(consent.withdrawn_on)}.")
    elif consent.end is not None and is_on_or_after(start.on, _day_after(consent.end)):
        yield replace(base, sentence=f"De toestemming van {holder} liep tot en met {day(consent.end)}.")
    elif covers(consent.start, consent.end, start.on):
        yield replace(
            base,
            value=YES,
            sentence=f"{holder} stemde in ({_span(consent.start, consent.end) or 'zonder einddatum'}).",
        )


def for_holder(
    case: Case,
    words: Vocabulary,
    facts: tuple[Attributed, ...],
    holder: str,
    suspect: str,
    child: str,
    start: Start,
) -> tuple[Evidence, ...]:
    """What the structure of the case says about one holder: gezag, opzicht and consent at the start of the conduct."""
    own = [t for t in tenures(case, words, child) if t.holder == holder]
    return (
        *_tenure_evidence(case, own, suspect, child, start.on),
        *_consent_evidence(case, holder, suspect, child, start),
    )


def nobody_else(case: Case, suspect: str, child: str) -> tuple[Evidence, ...]:
    """Evidence that no other person has gezag or opzicht, from the statement that the holders are complete."""
    found = []
    for item in case.holders_complete:
        if item.child != child or item.value != YES:
            continue
        source = case.source(item.source)
        when = f" op {day(item.on)}" if item.on else ""
        for kind, name in OTHER.items():
            found.append(
                Evidence(
                    name=name,
                    value=NO,
                    sentence=f"Volgens de opgave{when} heeft niemand anders {kind} over {child}.",
                    source=source_text(source, item.source),
                    basis="opgave dat de houders volledig zijn",
                    suspect_only=bool(source and source.person == suspect),
                )
            )
    return tuple(found)


def later_tenures(case: Case, words: Vocabulary, suspect: str, child: str, on: Interval | None) -> tuple[str, ...]:
    """Remarks on gezag or opzicht that began only after the conduct did."""
    if on is None:
        return ()
    found = []
    for tenure in tenures(case, words, child):
        if tenure.holder != suspect and tenure.start is not None and is_on_or_after(on, tenure.start) is False:
            basis = tenure.basis[0].upper() + tenure.basis[1:]
            found.append(
                f"{basis} ({tenure.holder}) gold pas vanaf {day(tenure.start)}, na het begin van de gedraging "
                f"({day(on)}). Getoetst is het begin; of het voortduren daarna, met kennis daarvan, onttrekking "
                "oplevert, moet apart worden beoordeeld."
            )
    return tuple(dict.fromkeys(found))


def joint_holders(case: Case, words: Vocabulary, facts: tuple[Attributed, ...], suspect: str, child: str) -> str:
    """The holders who take part themselves, as words for a remark; empty when there are none."""
    joint = [t.holder for t in tenures(case, words, child) if t.holder != suspect]
    return names(dict.fromkeys(h for h in joint if takes_part(case, words.fact_types, facts, h, suspect, child)))
