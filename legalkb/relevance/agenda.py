"""What to ask next about a case, in the order of asking; empty when no answer can change anything any more.

First what the offences in view need, nearest first; then what could still count against them; then the subjects under
which another offence could come into view; then what the prosecution gates ask; last what could only show that an
offence out of view is contradicted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from legalkb import assessment as assessing
from legalkb.case import Case
from legalkb.engine import BUILTIN
from legalkb.findings import Assessment, OffenceFinding, Wanted
from legalkb.knowledge import KnowledgeBase
from legalkb.offences import Assessed, asker
from legalkb.relevance import holders, question
from legalkb.relevance.items import (
    AGAINST,
    GATE,
    LEADS,
    NEEDED,
    REMOTE,
    SUBJECT,
    Asking,
    Decides,
    Item,
    Remembered,
    item_of,
)
from legalkb.relevance.subjects import by_subject, elsewhere, of_cooperation, openings


@dataclass(frozen=True, slots=True)
class Agenda:
    """The questions in the order of asking, and the assessment they follow from (by the built-in engine)."""

    items: tuple[Item, ...]
    assessment: Assessment

    @property
    def stable(self) -> bool:
        """Whether no answer that was not passed over can change anything any more."""
        return not self.items


def agenda(
    case: Case,
    knowledge: KnowledgeBase,
    passed: frozenset[str] = frozenset(),
    opened: frozenset[str] = frozenset(),
    group: str = "",
    remembered: Remembered | None = None,
) -> Agenda:
    """What to ask next.

    ``passed`` are the keys of questions that get no answer (not known, or skipped), ``opened`` the subjects of which
    something is known, ``group`` the subject of the last question, to stay with it. ``remembered`` keeps what was
    worked out for the questions before.
    """
    found = assessing.assessed(case, knowledge, BUILTIN)
    result = assessing.complete(found, case, knowledge, BUILTIN)
    likely = frozenset(w.name for s in result.scenarios if not s.counter for w in s.unknown)
    asking = Asking(case, knowledge, passed, {} if remembered is None else remembered, likely)
    items: list[Item] = []
    apart: list[Item] = []
    for assessed, finding in zip(found, result.findings, strict=True):
        if finding.outcome in LEADS:
            items += _of_lead(asking, assessed, finding)
        elif finding.outcome == "geen_aanknopingspunt":
            apart += openings(asking, assessed)
        else:
            items += _of_holders(asking, assessed)
    apart += [*(i for i in items if i.tier == SUBJECT), *of_cooperation(asking), *elsewhere(asking, found)]
    items = [i for i in items if i.tier != SUBJECT]
    items += by_subject(asking, apart, frozenset(i.key for i in items), opened)
    return Agenda(_in_order(asking, _without_second_holders(items, result), group), result)


def _of_lead(asking: Asking, assessed: Assessed, finding: OffenceFinding) -> Iterator[Item]:
    """The questions about an offence in view: what it needs, what could count against it, what its gates ask."""
    yield from _of_facts(asking, assessed, finding)
    for gate in finding.gates:
        if gate.status not in ("onbekend", "voorbehoud"):
            continue
        for wanted in gate.missing:
            decides = Decides(finding.rule, finding.designation, "", gate.title, gate.kind)
            sources = tuple(dict.fromkeys(c for r in gate.reasons for c in r.sources))
            yield item_of(asking, finding, wanted, (decides,), sources, GATE, (0,))


def _of_facts(asking: Asking, assessed: Assessed, finding: OffenceFinding) -> Iterator[Item]:
    problem = question.of_conclusion(
        assessed.conclusion,
        (assessed.conclusion.decided.outcome, *assessed.conclusion.decided.progress),
        question.clashes_in(asking.knowledge),
        asking.passed_names(assessed),
    )
    names = {a.name for a in asking.relevant(problem)}
    if _date_matters(asking, assessed):
        names.add(question.DATE)
    needed = _needed(finding)
    ask = asker(asking.knowledge, finding.suspect, finding.victim, finding.holder)
    bearing = question.bearing(assessed.conclusion)
    own = {e.id for e in assessed.conclusion.rule.elements} if assessed.conclusion.rule.builds_on else set()
    bare = all(e.status == "onbekend" and not e.partial for e in finding.elements if e.id in own)
    distance = sum(e.status == "onbekend" or bool(e.counter_questions) for e in finding.elements)
    hard = {e.id for e in finding.elements if e.status == "onbekend" and not e.norm and e.id != finding.core}
    for name in sorted(n for n in names if asking.fits(n, assessed.evidence)):
        wanted = needed.get(name) or ask(name, "ja")
        if question.unconfirmed(assessed.conclusion.known, name):
            alone = f"{wanted.question} Nu zegt alleen {finding.suspect} dat; wat zegt een ander?"
            wanted = replace(wanted, question=alone)
        ids = bearing.get(name, ())
        decides = tuple(
            Decides(finding.rule, finding.designation, e.id, e.quote) for e in finding.elements if e.id in ids
        )
        tier = SUBJECT if bare and set(ids) <= own else NEEDED if name in needed else AGAINST
        size = min((len(s) for s in finding.missing if any(w.name == name for w in s)), default=99)
        core = finding.core in ids
        first = tier == NEEDED and bool(hard & {*ids}) and len(ids) == 1
        item = item_of(asking, finding, wanted, decides, (), tier, (distance, size, not core))
        yield replace(item, first=first)


def _of_holders(asking: Asking, assessed: Assessed) -> Iterator[Item]:
    """Where an offence is contradicted because a holder takes part: whether that holder was free to."""
    finding = assessed.finding
    quotes = {e.id: e.quote for e in finding.elements}
    contradicted = next((e.id for e in finding.elements if e.status == "weersproken"), "")
    decides = Decides(finding.rule, finding.designation, contradicted, quotes.get(contradicted, ""))
    for turn in holders.turns(assessed, asking.case, asking.knowledge):
        about = replace(finding, holder=turn.holder)
        wanted = asker(asking.knowledge, finding.suspect, finding.victim, turn.holder)(turn.name, "ja")
        named = replace(wanted, question=f"{wanted.question} Het gaat om {turn.holder}.")
        yield item_of(asking, about, named, (decides,), (), NEEDED, (0,))


def _needed(finding: OffenceFinding) -> Mapping[str, Wanted]:
    """What would bring the finding further, by name, with the question."""
    found: dict[str, Wanted] = {}
    counters = (c.wanted for e in finding.elements for c in e.counter_questions)
    sets = (w for s in finding.missing for w in s)
    others = (w for e in finding.elements if e.status in ("onbekend", "open_norm") for s in e.missing for w in s)
    for wanted in (*sets, *counters, *others):
        found.setdefault(wanted.name, wanted)
    return found


def _date_matters(asking: Asking, assessed: Assessed) -> bool:
    """Whether the day of the conduct is not known and can change which law is read."""
    rule, book = assessed.conclusion.rule, asking.knowledge.rulebook
    if assessed.situation.start.on is not None or question.DATE in asking.passed:
        return False
    dated = {m.id for m in book.measures if m.kind == "datum"}
    used = {p.name for r in assessed.conclusion.rule_set.rules for p in r.premises}
    return rule.strict_start or sum(r.key == rule.key for r in book.rules) > 1 or bool(dated & used)


def _without_second_holders(items: Iterable[Item], result: Assessment) -> Iterator[Item]:
    """The questions about a holder who is not named come last where there is an indication with another holder."""
    done = {(f.rule, f.suspect, f.victim) for f in result.findings if f.outcome == "aanwijzing" and f.holder}
    for item in items:
        pairs = {(d.rule, item.suspect, item.victim) for d in item.decides}
        second = item.tier in (NEEDED, AGAINST) and not item.holder and pairs and pairs <= done
        yield replace(item, tier=REMOTE) if second else item


def _in_order(asking: Asking, items: Iterable[Item], group: str) -> tuple[Item, ...]:
    """Each question once, by tier, and within a tier by subject: the last subject first, then the best."""
    merged: dict[str, Item] = {}
    for item in items:
        if item.key in asking.passed or not item.wanted.question:
            continue
        known = merged.get(item.key)
        merged[item.key] = _joined(known, item) if known else item
    best: dict[tuple[int, str], tuple[int, ...]] = {}
    for item in merged.values():
        place = (item.tier, item.group)
        rank = _rank(asking, item)
        best[place] = min(best.get(place, rank), rank)

    def order(item: Item) -> tuple[object, ...]:
        stays = item.group != group
        place = best[item.tier, item.group]
        return item.tier, not item.first, stays, place, asking.order(item.group), _rank(asking, item), item.key

    return tuple(sorted(merged.values(), key=order))


def _rank(asking: Asking, item: Item) -> tuple[int, ...]:
    return (*item.rank, *asking.telling(item.wanted.name), -len({d.rule for d in item.decides}))


def _joined(first: Item, second: Item) -> Item:
    """One question that several offences ask."""
    better = min((first, second), key=lambda i: (i.tier, i.rank))
    decides = tuple(dict.fromkeys((*first.decides, *second.decides)))
    sources = better.sources if first.tier != second.tier else (*first.sources, *second.sources)
    return replace(better, decides=decides, sources=tuple(dict.fromkeys(sources)))
