"""What could bring an offence into view of which nothing is known yet: asked by subject, facts after a ``ja``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from legalkb.assessment import assessed
from legalkb.engine import BUILTIN
from legalkb.findings import Wanted
from legalkb.offences import Assessed, asker
from legalkb.relevance import question
from legalkb.relevance.items import LEADS, REMOTE, SUBJECT, SUBJECT_NAME, Asking, Decides, Item, item_of

FEW, EXAMPLES = 2, 4


def by_subject(asking: Asking, facts: Iterable[Item], asked: frozenset[str], opened: frozenset[str]) -> Iterator[Item]:
    """The subjects under which an offence out of view could come into view; with ``opened`` the facts of these. A
    subject of which every fact is asked anyway is not asked about."""
    by_group: dict[str, list[Item]] = {}
    for item in facts:
        if item.key not in asked and item.key not in asking.passed:
            by_group.setdefault(item.group, []).append(item)
    for group, items in sorted(by_group.items()):
        if group in opened or len({i.key for i in items}) <= FEW:
            yield from items
        elif f"{SUBJECT_NAME}{group}" not in asking.passed:
            yield _subject(asking, group, items)


def openings(asking: Asking, assessed: Assessed) -> Iterator[Item]:
    """The facts of which one could give an offence a lead."""
    conclusion, finding = assessed.conclusion, assessed.finding
    problem = question.of_conclusion(conclusion, (conclusion.decided.lead,), passed=asking.passed_names(assessed))
    ask = asker(asking.knowledge, finding.suspect, finding.victim, finding.holder)
    quotes = {e.id: e.quote for e in finding.elements}
    decides = Decides(finding.rule, finding.designation, finding.core, quotes.get(finding.core, ""))
    contradicted = any(e.status == "weersproken" for e in finding.elements)
    for answer in asking.relevant(problem):
        if answer.sign == "ja" and answer.name in problem.scope.acts and asking.fits(answer.name, assessed.evidence):
            tier = REMOTE if contradicted else SUBJECT
            yield item_of(asking, finding, ask(answer.name, "ja"), (decides,), (), tier, (0,))


def elsewhere(asking: Asking, found: Iterable[Assessed]) -> Iterator[Item]:
    """What could give an offence in view another lead: in another event, with another object or utterance. What is
    stated of these persons already is not asked again."""
    case, book = asking.case, asking.knowledge.rulebook
    events = any(f.event for f in case.facts)
    apart = {r.key for r in book.rules if events or {"uiting", "voorwerp"} & {*r.per}}
    seen = {(a.finding.rule, a.finding.suspect, a.finding.victim) for a in found if a.finding.outcome in LEADS}
    rules = frozenset(rule for rule, _, _ in seen) & apart
    stated = {
        asking.key(e.name, a.situation.suspect, a.situation.victim, a.situation.holder)
        for a in found
        for e in a.evidence
    }
    for blank in assessed(replace(case, facts=()), asking.knowledge, BUILTIN, rules) if rules else ():
        f = blank.finding
        if (f.rule, f.suspect, f.victim) in seen:
            yield from (item for item in openings(asking, blank) if item.key not in stated)


def of_cooperation(asking: Asking) -> Iterator[Item]:
    """Where another did something that counts for the rules: whether the suspect took part in it or ordered it."""
    case, kinds = asking.case, asking.knowledge.vocabulary.fact_types
    together = [k for k in kinds.values() if k.cooperation]
    acts = [f for f in case.facts if f.value == "ja" and kinds[f.type_id].attributable]
    for suspect in case.suspects:
        others = [f for f in acts if f.by_unknown or any(p != suspect.id for p in f.by)]
        stated = {f.type_id for f in case.facts if suspect.id in f.by}
        for victim in case.victims if others else ():
            about = any(not f.against or victim.id in f.against for f in others)
            ask = asker(asking.knowledge, suspect.id, victim.id)
            for kind in together if about else ():
                if kind.id not in stated:
                    wanted = ask(kind.id, "ja")
                    decides = Decides("", "", "", f"wat een ander deed, ook aan {suspect.id} toerekenen")
                    key = asking.key(kind.id, suspect.id, victim.id, "")
                    yield Item(
                        key,
                        wanted,
                        kind.group,
                        (decides,),
                        kind.sources,
                        suspect.id,
                        victim.id,
                        tier=SUBJECT,
                        rank=(0,),
                    )


def _telling(asking: Asking, items: Iterable[Item]) -> list[str]:
    """Some facts of a subject: those that tell most of abandonment, and could bring most offences into view."""
    opens: dict[str, set[str]] = {}
    for item in items:
        opens.setdefault(item.wanted.name, set()).update(d.rule for d in item.decides)
    return sorted(opens, key=lambda name: (*asking.telling(name), -len(opens[name]), name))[:EXAMPLES]


def _subject(asking: Asking, group: str, items: list[Item]) -> Item:
    """The question whether anything is known about a subject, with some of its facts as examples."""
    words = asking.knowledge.vocabulary
    label = words.groups[group].label if group in words.groups else group
    some = "; ".join(words.fact_types[n].label for n in _telling(asking, items) if n in words.fact_types)
    text = f"Is er iets bekend over het onderwerp ‘{label}’, bijvoorbeeld: {some}?"
    decides = tuple(dict.fromkeys(d for i in items for d in i.decides))
    name = f"{SUBJECT_NAME}{group}"
    tier = min(i.tier for i in items)
    return Item(name, Wanted(name, "ja", text), group, decides, (), tier=tier, rank=(-len({d.rule for d in decides}),))
