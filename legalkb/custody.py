"""Who else has gezag or opzicht over a child, on a date, and whether that holder consented (art. 279 Sr).

A holder who takes part in the act himself, not misled or coerced, is not "een ander". That nobody else has gezag or
opzicht follows only from a statement that the holders are complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from legalkb import consent
from legalkb.case import Case
from legalkb.compilation import NO, YES
from legalkb.consent import span
from legalkb.dates import Interval, covers, is_on_or_after
from legalkb.findings import Evidence
from legalkb.statements import Attributed, day, denial, instructors, names, partners, source_text
from legalkb.vocabulary import FactType, Vocabulary

OTHER = {"gezag": "ander_heeft_gezag", "opzicht": "ander_heeft_opzicht"}
UNNAMED = "Wie de maatregel uitvoert"
NOT_FREE = ("medegezagdrager_misleid", "medegezagdrager_gedwongen")
OF_A_HOLDER = (consent.CONSENT, *consent.OBTAINED.values(), *NOT_FREE)


@dataclass(frozen=True, slots=True)
class Tenure:
    """Somebody holds gezag or opzicht over a child during a period, by a relation, decision or measure."""

    holder: str
    kind: str
    basis: str
    start: Interval | None
    end: Interval | None
    source: str


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


def is_firmly_complete(case: Case, suspect: str, child: str) -> bool:
    """Whether that is stated by anybody else than the suspect."""
    sources = [case.source(h.source) for h in case.holders_complete if h.child == child and h.value == YES]
    return is_complete(case, child) and any(s is None or s.person != suspect for s in sources)


def takes_part(
    case: Case, kinds: Mapping[str, FactType], acts: Iterable[Attributed], holder: str, suspect: str, child: str
) -> bool | None:
    """Whether a holder freely joined in these acts: named as actor of the same one, or cooperating in them. None when
    sources contradict each other on that."""
    done = [i.fact for i in acts if i.fact.value == YES]
    joint = [f for f in done if {holder, suspect} <= {*f.by} and kinds[f.type_id].attributable]
    doubted = [denial(f, {holder}, child, case) is not None for f in joint]
    events = {"", *(f.event for f in done)}
    for other, link in (*partners(case, kinds, suspect, child), *instructors(case, kinds, suspect, child)):
        if other == holder and link.event in events:
            doubted.append(denial(link, {holder, suspect}, child, case) is not None)
    unfree = {f.value for f in case.facts if f.type_id in NOT_FREE and holder in f.by and child in f.about}
    if not doubted or (YES in unfree and NO not in unfree):
        return False
    return None if all(doubted) or YES in unfree else True


def others(case: Case, words: Vocabulary, acts: Iterable[Attributed], suspect: str, child: str) -> tuple[str, ...]:
    """The persons beside the suspect who at any time may hold gezag or opzicht and do not take part in the acts."""
    acts = tuple(acts)
    asked = [c.holder for c in case.consents if c.child == child and (not c.to or suspect in c.to)]
    asked += [p for f in case.facts if f.type_id in OF_A_HOLDER and child in f.about for p in f.by]
    named = dict.fromkeys([*(t.holder for t in tenures(case, words, child)), *asked])
    kinds = words.fact_types
    return tuple(h for h in named if h != suspect and takes_part(case, kinds, acts, h, suspect, child) is not True)


def may_hold(case: Case, words: Vocabulary, holder: str, child: str, on: Interval | None) -> bool:
    """Whether somebody certainly or possibly holds gezag or opzicht on a day. Who is only named as the holder who
    consented, refused or was misled may do so, unless the case says otherwise."""
    own = [t for t in tenures(case, words, child) if t.holder == holder]
    if own:
        return on is None or any(covers(t.start, t.end, on) is not False for t in own)
    denied = any((r.person, r.other, r.custody) == (holder, child, NO) for r in case.relations)
    return not denied and not is_complete(case, child)


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
        basis = f"{tenure.basis} {span(tenure.start, tenure.end)}".strip()
        yield Evidence(
            name=OTHER[tenure.kind],
            value=YES,
            sentence=f"{tenure.holder} heeft {tenure.kind} over {child} ({basis}).",
            source=source_text(source, tenure.source),
            basis=basis,
            suspect_only=bool(source and source.person == suspect),
        )


def for_holder(
    case: Case, words: Vocabulary, holder: str, suspect: str, child: str, on: Interval | None
) -> tuple[Evidence, ...]:
    """What the structure of the case says about one holder: gezag, opzicht and consent at the start of the conduct."""
    own = [t for t in tenures(case, words, child) if t.holder == holder]
    return (
        *_tenure_evidence(case, own, suspect, child, on),
        *consent.evidence(case, holder, suspect, child, on),
    )


def by_measure(case: Case, words: Vocabulary, suspect: str, child: str, on: Interval | None) -> tuple[Evidence, ...]:
    """Opzicht by a measure of which the case does not say who carries it out."""
    kinds = words.measure_kinds
    items = [
        Tenure(UNNAMED, kinds[m.kind].gives, kinds[m.kind].label, m.start, m.end, m.source)
        for m in case.measures
        if m.child == child and not m.holder and kinds[m.kind].gives == "opzicht"
    ]
    return tuple(_tenure_evidence(case, items, suspect, child, on))


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


def stale_completeness(case: Case, child: str, on: Interval | None) -> tuple[str, ...]:
    """A remark when the statement that the holders are complete is older than the conduct."""
    if on is None:
        return ()
    return tuple(
        f"De opgave dat niemand anders gezag of opzicht heeft, is van {day(item.on)}; de gedraging begon op {day(on)}. "
        "Vraag of er in de tussentijd een ondertoezichtstelling of voogdij is uitgesproken."
        for item in case.holders_complete
        if item.child == child and item.value == YES and item.on is not None and is_on_or_after(item.on, on) is False
    )


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


def joint_holders(
    case: Case, words: Vocabulary, acts: Iterable[Attributed], suspect: str, child: str, on: Interval | None
) -> str:
    """The holders who take part themselves, as words for a remark; empty when there are none."""
    acts, held = tuple(acts), tenures(case, words, child)
    joint = dict.fromkeys(t.holder for t in held if on is None or covers(t.start, t.end, on) is not False)
    return names(h for h in joint if h != suspect and takes_part(case, words.fact_types, acts, h, suspect, child))
