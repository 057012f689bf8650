"""Which facts belong together: by event, by utterance and by object, so that one offence is never pieced together
from several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from legalkb.case import Case
from legalkb.statements import Attributed
from legalkb.vocabulary import FactType

ANY_OBJECT = "algemeen"
CHAINED = " + "


@dataclass(frozen=True, slots=True)
class Group:
    """Facts that may be read together: the event or chain, the object, and what was left out for lack of a place."""

    event: str
    object: str
    facts: tuple[Attributed, ...]
    left_out: tuple[Attributed, ...] = ()


def _bound(item: Attributed, kinds: Mapping[str, FactType]) -> bool:
    """Whether a fact is conduct, which happens in an event; circumstances and cooperation belong to every event."""
    kind = kinds[item.fact.type_id]
    return (kind.subject == "gedraging" and not kind.cooperation) or bool(item.fact.event)


def by_event(facts: tuple[Attributed, ...], case: Case, kinds: Mapping[str, FactType]) -> tuple[Group, ...]:
    """The facts per event.

    Without named events there is one group. Otherwise each event (or declared chain of events) stands alone, and
    conduct that names no event forms a group of its own: it is not known to belong to a named one.
    """
    named = tuple(dict.fromkeys(i.fact.event for i in facts if i.fact.event))
    if not named:
        return (Group("", "", facts),)
    chains = [c.events for c in case.chains if len([e for e in c.events if e in named]) > 1]
    free = tuple(i for i in facts if not _bound(i, kinds))
    loose = tuple(i for i in facts if _bound(i, kinds) and not i.fact.event)
    groups = []
    for events in [*chains, *((e,) for e in named)]:
        members = tuple(i for i in facts if i in free or i.fact.event in events)
        groups.append(Group(CHAINED.join(events), "", members, loose))
    if loose:
        groups.append(Group("", "", tuple(i for i in facts if i in free or i in loose)))
    return tuple(groups)


def _utterance_key(item: Attributed) -> str:
    period = item.fact.period
    if item.fact.event:
        return item.fact.event
    return str(period.start) if period is not None and period.start is not None else ""


def by_utterance(facts: tuple[Attributed, ...], case: Case, kinds: Mapping[str, FactType]) -> tuple[Group, ...]:
    """The facts per utterance: one threat with its own features.

    Threats belong to one utterance when they share an event, or a date where no event is named. A feature (in
    writing, under a condition) without either belongs to the only utterance; with several it belongs to none. So does
    other conduct, but never that of an event outside its chain; what is left over stands alone, by event.
    """
    spoken = tuple(i for i in facts if kinds[i.fact.type_id].utterance)
    rest = tuple(i for i in facts if not kinds[i.fact.type_id].utterance)
    utterances = tuple(_utterances(spoken, kinds))
    loose = [i for i in rest if _bound(i, kinds) and not i.fact.event]
    groups = tuple(_with_rest(g, rest, loose, len(utterances) == 1, case) for g in utterances)
    taken = [i for g in groups for i in g.facts if _bound(i, kinds)]
    others = by_event(tuple(i for i in rest if i not in taken), case, kinds)
    return groups + (others if not groups or any(_bound(i, kinds) for g in others for i in g.facts) else ())


def _utterances(spoken: tuple[Attributed, ...], kinds: Mapping[str, FactType]) -> Iterator[Group]:
    contents = [i for i in spoken if kinds[i.fact.type_id].utterance == "inhoud" and i.fact.value == "ja"]
    if not spoken:
        return
    if len({(i.fact.type_id, _utterance_key(i)) for i in contents}) <= 1 and _one_event(spoken):
        yield Group(_event_of(spoken), "", spoken)
        return
    for key in dict.fromkeys(_utterance_key(i) for i in spoken):
        members = tuple(i for i in spoken if _utterance_key(i) == key)
        said = [i for i in members if i in contents]
        if not _event_of(members) and len(said) > 1:
            loose = tuple(i for i in members if kinds[i.fact.type_id].utterance == "kenmerk")
            yield from (Group("", "", (i,), loose) for i in said)
        else:
            left = tuple(i for i in spoken if not _utterance_key(i) and key)
            yield Group(_event_of(members), "", members, left)


def _with_rest(group: Group, rest: tuple[Attributed, ...], loose: list[Attributed], only: bool, case: Case) -> Group:
    """An utterance with the circumstances, the conduct of its event, and loose conduct if it is the only one."""
    near = tuple(i for i in rest if (same_course(i.fact.event, group.event, case) if i.fact.event else i not in loose))
    left = () if only else loose
    return Group(group.event, "", (*group.facts, *near, *(loose if only else ())), (*group.left_out, *left))


def _one_event(items: Iterable[Attributed]) -> bool:
    return (
        len({i.fact.event for i in items if i.fact.event}) <= 1
        and len({_utterance_key(i) for i in items if _utterance_key(i)}) <= 1
    )


def _event_of(items: Iterable[Attributed]) -> str:
    return next((i.fact.event for i in items if i.fact.event), "")


def _object_key(item: Attributed, kinds: Mapping[str, FactType], named: Mapping[str, tuple[str, ...]]) -> str:
    kind = kinds[item.fact.type_id].object
    if item.fact.object or kind == ANY_OBJECT:
        return item.fact.object
    known = named.get(kind, ())
    return known[0] if len(known) == 1 else kind


def by_object(group: Group, kinds: Mapping[str, FactType]) -> tuple[Group, ...]:
    """The facts of a group per object.

    A fact type about one kind of goods names its object by itself; a general one without an object belongs to the
    only object there is, and with several to none.
    """
    goods = [i for i in group.facts if kinds[i.fact.type_id].object or i.fact.object]
    rest = tuple(i for i in group.facts if i not in goods)
    named: dict[str, tuple[str, ...]] = {}
    for item in goods:
        if item.fact.object:
            kind = kinds[item.fact.type_id].object
            named[kind] = tuple(dict.fromkeys((*named.get(kind, ()), item.fact.object)))
    keys = tuple(dict.fromkeys(filter(None, (_object_key(i, kinds, named) for i in goods))))
    if len(keys) <= 1:
        return (Group(group.event, keys[0] if keys else "", group.facts, group.left_out),)
    groups = []
    for key in keys:
        members = tuple(i for i in goods if _object_key(i, kinds, named) == key)
        loose = tuple(i for i in goods if not _object_key(i, kinds, named))
        groups.append(Group(group.event, key, (*rest, *members), (*group.left_out, *loose)))
    return tuple(groups)


def same_course(one: str, other: str, case: Case) -> bool:
    """Whether two groups are of the same event, or of events that a person declared to be one chain."""
    events = {*one.split(CHAINED), *other.split(CHAINED)}
    return one == other or any(events <= {*c.events} for c in case.chains)
