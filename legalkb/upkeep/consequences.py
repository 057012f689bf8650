"""What a change of the law touches: quotations of rules that no longer stand, examples and rules to look at again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from legalkb import checks
from legalkb.case_reader import read_case
from legalkb.errors import LegalkbError
from legalkb.examples import Example
from legalkb.findings import LawVersion
from legalkb.knowledge import EXAMPLES, KnowledgeBase, data_folder, walk
from legalkb.upkeep.comparison import CHANGED, GONE, NEW, Found
from legalkb.upkeep.held import VERBATIM
from legalkb.vocabulary import Law


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a reviewer must look at, in order of place.

    ``provisions`` are the designations that changed, came or went, ``tested`` how many of them have a new text;
    ``quotations`` are the remarks of the check on quotations that the new texts bring about; ``words`` the new words of
    a provision that no element of its rule (file, designation, words) names; ``rules`` the files of
    rules whose provision is gone, with its designation; ``affected`` the examples on a changed provision whose conduct
    may fall under the new text; ``in_period`` other examples with conduct in its period; ``earlier`` how many examples
    on such a provision play before it; ``mentions`` the places in the rules that name such a provision.
    """

    provisions: tuple[str, ...]
    tested: int
    quotations: tuple[checks.Remark, ...]
    words: tuple[tuple[str, str, tuple[str, ...]], ...]
    rules: tuple[tuple[str, str], ...]
    affected: tuple[Example, ...]
    in_period: tuple[Example, ...]
    earlier: int
    mentions: tuple[tuple[str, str], ...]


def _start(found: Found, day: str) -> str:
    """The first day of a change: as the file says, or its own day when that can't be."""
    known = found.base.read_on if found.base is not None else ""
    return found.since if known < found.since <= day else day


def version(found: Found, day: str) -> LawVersion:
    """The text in the file as a version of its provision, from the day on which it began."""
    threat = found.threat
    return LawVersion(
        designation=found.provision.designation,
        valid_from=_start(found, day),
        valid_to="",
        qualifier="",
        text=found.text,
        text_status=VERBATIM,
        maximum_months=threat.months if threat else None,
        fine_category=threat.category if threat else None,
        jci="",
        url="",
    )


def day_before(day: str) -> str:
    """The day before an ISO date."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _renewed(knowledge: KnowledgeBase, changed: Iterable[Found], day: str) -> KnowledgeBase:
    """The knowledge base as it would be with the new texts."""
    provisions = dict(knowledge.vocabulary.law.provisions)
    for found in changed:
        start, name = _start(found, day), found.provision.designation
        older = provisions.get(name, ())
        kept = tuple(replace(v, valid_to=v.valid_to or day_before(start)) for v in older if v.valid_from < start)
        provisions[name] = (*kept, version(found, day))
    return replace(knowledge, vocabulary=replace(knowledge.vocabulary, law=Law(provisions)))


def _quotations(knowledge: KnowledgeBase, renewed: KnowledgeBase) -> Iterator[checks.Remark]:
    known = set(checks.quotations(knowledge))
    for remark in checks.quotations(renewed):
        if remark.severity == "fout" and remark not in known:
            yield remark


def _words(knowledge: KnowledgeBase, renewed: KnowledgeBase) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    before = {rule.id: {w.lower() for w in words} for rule, words in checks.unclaimed_words(knowledge)}
    for rule, words in checks.unclaimed_words(renewed):
        if added := tuple(w for w in words if w.lower() not in before.get(rule.id, set())):
            yield rule.file, rule.designation, added


def _keys(knowledge: KnowledgeBase, names: set[str]) -> set[str]:
    """The offence variants on some provisions, and those that build on them."""
    own = {r.key for r in knowledge.rulebook.rules if r.designation in names}
    return own | {r.key for r in knowledge.rulebook.rules if r.builds_on in own}


def _days(example: Example, knowledge: KnowledgeBase) -> tuple[bool, date]:
    """Whether a case may go on behind the last day that it states (no dates, or something still goes on); that day."""
    try:
        facts = read_case(example.case, knowledge.vocabulary).facts
    except LegalkbError:
        return True, date.min
    ends = [p.end or p.start for p in (f.period for f in facts) if p is not None]
    last = max((i.last for i in ends if i is not None), default=date.min)
    return not ends or any(f.period is not None and f.period.is_open for f in facts), last


def _names_rule(example: Example, keys: set[str]) -> bool:
    return bool(keys & ({str(e.get("bepaling", "")) for e in example.expected} | {c.rule for c in example.charges}))


def mentions(names: Iterable[str], folder: Path | None = None) -> Iterator[tuple[str, str]]:
    """The lines of the rules, examples aside, that name a provision: ``rules/…:12`` with its designation."""
    patterns = {n: re.compile(rf"(?<![\w.]){re.escape(n)}(?![\w°]| lid| onder)") for n in sorted(names)}
    for file, content in walk(data_folder("rules", folder), ".yaml", "rules"):
        if f"/{EXAMPLES}/" in file:
            continue
        for number, line in enumerate(content.read_text(encoding="utf-8-sig").splitlines(), 1):
            yield from ((f"{file}:{number}", n) for n, pattern in patterns.items() if pattern.search(line))


def consequences(
    found: Iterable[Found], day: str, knowledge: KnowledgeBase, examples: Iterable[Example], folder: Path | None = None
) -> Consequences:
    """What the changed, new and vanished provisions of a text of ``day`` touch in the rules and examples.

    A text older than one that the knowledge base has changes nothing in the rules, and is left out.
    """
    latest = [f for f in found if f.base is None or f.base is f.provision.latest]
    changed = [f for f in latest if f.status in (CHANGED, NEW) and f.text]
    gone = {f.provision.designation for f in latest if f.status == GONE}
    names = gone | {f.provision.designation for f in changed}
    first = date.fromisoformat(min((_start(f, day) for f in latest if f.status in (CHANGED, NEW, GONE)), default=day))
    keys = _keys(knowledge, names)
    affected, in_period, earlier = [], [], 0
    for example in examples if names else ():
        is_open, last = _days(example, knowledge)
        if _names_rule(example, keys):
            affected += [example] if is_open or last >= first else []
            earlier += not is_open and last < first
        elif last >= first:
            in_period.append(example)
    renewed = _renewed(knowledge, changed, day)
    return Consequences(
        provisions=tuple(sorted(names)),
        tested=len(changed),
        quotations=tuple(sorted(_quotations(knowledge, renewed), key=lambda r: (r.place, r.text))),
        words=tuple(sorted(_words(knowledge, renewed))),
        rules=tuple(sorted((r.file, r.designation) for r in knowledge.rulebook.rules if r.designation in gone)),
        affected=tuple(affected),
        in_period=tuple(in_period),
        earlier=earlier,
        mentions=tuple(mentions(names, folder)) if names else (),
    )
