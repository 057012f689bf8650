"""What counts as one in concurrence: variants of an article for the same victim, event and object count once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from legalkb.events import CHAINED
from legalkb.findings import OffenceFinding
from legalkb.gates.acts import core_acts
from legalkb.gates.maxima import Maxima, maxima, period_of, provision
from legalkb.knowledge import KnowledgeBase
from legalkb.statements import day

COUNTED = ("aanwijzing", "onvolledig")
PER_UTTERANCE, PER_OBJECT = "uiting", "voorwerp"


@dataclass(frozen=True, slots=True)
class Unit:
    """What counts once: the variants found, the heaviest of them in words, its maxima, and the acts it rests on."""

    rules: frozenset[str]
    label: str
    victim: str
    maxima: Maxima
    acts: frozenset[int]
    begin: str


def units(
    findings: Iterable[OffenceFinding], families: tuple[tuple[str, ...], ...], knowledge: KnowledgeBase
) -> tuple[Unit, ...]:
    """The findings brought together to what counts once each, in their order."""
    counted = tuple(f for f in findings if f.outcome in COUNTED and not _bare(f, knowledge))
    groups: dict[tuple[str, ...], list[OffenceFinding]] = {}
    for finding in counted:
        groups.setdefault(_key(finding, counted, families, knowledge), []).append(finding)
    found: list[Unit] = []
    for members in groups.values():
        spoken = PER_UTTERANCE in knowledge.rulebook.rule(members[0].rule, None).per
        times = max(Counter(f.rule for f in members).values()) if spoken else 1
        found += [_unit(members, knowledge)] * times
    return tuple(found)


def _bare(finding: OffenceFinding, knowledge: KnowledgeBase) -> bool:
    """Whether nothing is known of what a variant adds to the one it builds on."""
    rule = knowledge.rulebook.rule(finding.rule, None)
    own = {e.id for e in rule.elements}
    return bool(rule.builds_on) and not any(
        e.support or e.partial or e.indications_for or e.ruling for e in finding.elements if e.id in own
    )


def _key(
    finding: OffenceFinding,
    counted: tuple[OffenceFinding, ...],
    families: tuple[tuple[str, ...], ...],
    knowledge: KnowledgeBase,
) -> tuple[str, ...]:
    family = next((f for f in families if finding.rule in f), (finding.rule,))
    per = knowledge.rulebook.rule(finding.rule, None).per
    events = {f.event for f in counted if f.rule in family and f.victim == finding.victim}
    return (
        *family,
        finding.victim,
        _widest(finding.event, events),
        finding.object if PER_OBJECT in per else "",
        finding.conduct if PER_UTTERANCE in per else "",
    )


def _widest(event: str, events: set[str]) -> str:
    """The chain of events that an event is part of, else the event itself."""
    parts = {*event.split(CHAINED)}
    wider = sorted((e for e in events if parts < {*e.split(CHAINED)}), key=lambda e: (-e.count(CHAINED), e))
    return wider[0] if wider and event else event


def _unit(members: list[OffenceFinding], knowledge: KnowledgeBase) -> Unit:
    top = max(members, key=lambda f: (maxima(f, knowledge).high, f.outcome == COUNTED[0]))
    begin = period_of(top)
    per = knowledge.rulebook.rule(top.rule, None).per
    context = [top.victim, top.object, f"voorval {top.event}" if top.event else ""]
    context += [day(begin)] if PER_UTTERANCE in per and begin else []
    return Unit(
        rules=frozenset(f.rule for f in members),
        label=f"{provision(top)} ({', '.join(c for c in context if c)})",
        victim=top.victim,
        maxima=maxima(top, knowledge),
        acts=frozenset(e.fact for f in members for e in core_acts(f, knowledge)),
        begin=begin.first.isoformat() if begin else "",
    )


def overlapping(found: tuple[Unit, ...]) -> tuple[tuple[Unit, ...], ...]:
    """Which units rest on the same act against the same victim, act by act."""
    acts = sorted({act for u in found for act in u.acts})
    groups = [tuple(u for u in found if act in u.acts and u.victim == v) for act in acts for v in _victims(found)]
    return tuple(dict.fromkeys(g for g in groups if len(g) > 1))


def heaviest(found: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """What is left when of the provisions that one act falls under only the heaviest is applied."""
    kept: list[Unit] = [u for u in found if not u.acts]
    for act in sorted({act for u in found for act in u.acts}):
        for victim in _victims(found):
            under = [u for u in found if act in u.acts and u.victim == victim]
            kept += [max(under, key=lambda u: u.maxima.high)] if under else []
    return tuple(u for u in found if u in kept)


def _victims(found: tuple[Unit, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(u.victim for u in found))
