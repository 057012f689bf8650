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
from legalkb.inference import Atom
from legalkb.knowledge import KnowledgeBase
from legalkb.offences import Assessed, asker
from legalkb.relevance import question
from legalkb.relevance.question import Problem
from legalkb.relevance.solver import relevant

NEEDED, AGAINST, SUBJECT, GATE, REMOTE = range(5)
SUBJECT_NAME = "onderwerp:"
PERSONS_AND_DATES = "personen_en_datums"
FEW = 2
LEADS = ("aanwijzing", "onvolledig")
Remembered = dict[Problem, tuple[Atom, ...]]


@dataclass(frozen=True, slots=True)
class Decides:
    """What an answer is needed for: an element of an offence variant, or with ``gate`` a prosecution gate of it."""

    rule: str
    designation: str
    element: str
    quote: str
    gate: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A question, the subject it belongs to, what it decides and source codes.

    ``key`` is the same for the same question about the same persons. A whole subject is asked about under the name
    ``onderwerp:GROEP``; its facts come after a ``ja``.
    """

    key: str
    wanted: Wanted
    group: str
    decides: tuple[Decides, ...]
    sources: tuple[str, ...]
    suspect: str = ""
    victim: str = ""
    holder: str = ""
    tier: int = NEEDED
    rank: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Agenda:
    """The questions in the order of asking, and the assessment they follow from (by the built-in engine)."""

    items: tuple[Item, ...]
    assessment: Assessment

    @property
    def stable(self) -> bool:
        """Whether no answer that was not passed over can change anything any more."""
        return not self.items


@dataclass(frozen=True, slots=True)
class _Asking:
    """What stays the same while the questions of one case are gathered."""

    case: Case
    knowledge: KnowledgeBase
    passed: frozenset[str]
    remembered: Remembered

    def key(self, name: str, suspect: str, victim: str, holder: str) -> str:
        """The same for the same question about the same persons."""
        kind = self.knowledge.vocabulary.fact_types.get(name)
        measure = next((m for m in self.knowledge.rulebook.measures if m.id == name), None)
        about = kind.subject if kind else measure.of if measure else ""
        persons = {
            "gedraging": (suspect, victim),
            "relatie": (suspect, victim),
            "slachtoffer": (victim,),
            "verdachte": (suspect,),
            "houder": (holder or "?", victim),
        }.get(about, ())
        return "|".join((name, *persons))

    def of_persons_unsaid(self, name: str) -> bool:
        """Whether only the question tells whom it is about: no fact type, age or date of the rules."""
        known = self.knowledge.vocabulary.fact_types.keys() | {m.id for m in self.knowledge.rulebook.measures}
        return name not in known and name != question.DATE

    def relevant(self, problem: Problem) -> tuple[Atom, ...]:
        if problem not in self.remembered:
            self.remembered[problem] = relevant(problem)
        return self.remembered[problem]

    def passed_names(self, found: Assessed) -> frozenset[str]:
        """The names that get no answer for these persons."""
        f = found.finding
        names = {key.split("|")[0] for key in self.passed}
        return frozenset(n for n in names if self.key(n, f.suspect, f.victim, f.holder) in self.passed)

    def group(self, name: str) -> str:
        """The subject of a fact type; ages and dates have one of their own."""
        kind = self.knowledge.vocabulary.fact_types.get(name)
        return kind.group if kind else PERSONS_AND_DATES

    def order(self, group: str) -> int:
        """The place of a subject in the order of the ontology; ages and dates first."""
        known = self.knowledge.vocabulary.groups
        return known[group].order if group in known else 0


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
    asking = _Asking(case, knowledge, passed, {} if remembered is None else remembered)
    found = assessing.offences(case, knowledge, BUILTIN)
    result = assessing.complete(found, case, knowledge, BUILTIN)
    items: list[Item] = []
    apart: list[Item] = []
    for assessed, finding in zip(found, result.findings, strict=True):
        if finding.outcome in LEADS:
            items += _of_lead(asking, assessed, finding)
        elif finding.outcome == "geen_aanknopingspunt":
            apart += _openings(asking, assessed)
    apart += [i for i in items if i.tier == SUBJECT]
    items = [i for i in items if i.tier != SUBJECT]
    items += _of_subjects(asking, apart, frozenset(i.key for i in items), opened)
    return Agenda(_in_order(asking, _without_second_holders(items, result), group), result)


def _of_lead(asking: _Asking, assessed: Assessed, finding: OffenceFinding) -> Iterator[Item]:
    """The questions about an offence in view: what it needs, what could count against it, what its gates ask."""
    yield from _of_facts(asking, assessed, finding)
    for gate in finding.gates:
        if gate.status != "onbekend":
            continue
        for wanted in gate.missing:
            decides = Decides(finding.rule, finding.designation, "", gate.title, gate.kind)
            sources = tuple(dict.fromkeys(c for r in gate.reasons for c in r.sources))
            yield _item(asking, finding, wanted, (decides,), sources, GATE, (0,))


def _of_facts(asking: _Asking, assessed: Assessed, finding: OffenceFinding) -> Iterator[Item]:
    problem = question.of_conclusion(
        assessed.conclusion,
        question.of_progress(assessed.conclusion),
        question.clashes_of(asking.knowledge.rulebook.measures),
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
    for name in sorted(names):
        wanted = needed.get(name) or ask(name, "ja")
        ids = bearing.get(name, ())
        decides = tuple(
            Decides(finding.rule, finding.designation, e.id, e.quote) for e in finding.elements if e.id in ids
        )
        tier = SUBJECT if bare and set(ids) <= own else NEEDED if name in needed else AGAINST
        size = min((len(s) for s in finding.missing if any(w.name == name for w in s)), default=99)
        core = finding.core in ids
        yield _item(asking, finding, wanted, decides, (), tier, (distance, size, not core))


def _needed(finding: OffenceFinding) -> Mapping[str, Wanted]:
    """What would bring the finding further, by name, with the question."""
    found: dict[str, Wanted] = {}
    counters = (c.wanted for e in finding.elements for c in e.counter_questions)
    sets = (w for s in finding.missing for w in s)
    others = (w for e in finding.elements if e.status in ("onbekend", "open_norm") for s in e.missing for w in s)
    for wanted in (*sets, *counters, *others):
        found.setdefault(wanted.name, wanted)
    return found


def _date_matters(asking: _Asking, assessed: Assessed) -> bool:
    """Whether the day of the conduct is not known and can change which law is read."""
    rule, book = assessed.conclusion.rule, asking.knowledge.rulebook
    if assessed.situation.start.on is not None or question.DATE in asking.passed:
        return False
    dated = {m.id for m in book.measures if m.kind == "datum"}
    used = {p.name for r in assessed.conclusion.rule_set.rules for p in r.premises}
    return rule.strict_start or sum(r.key == rule.key for r in book.rules) > 1 or bool(dated & used)


def _of_subjects(
    asking: _Asking, facts: Iterable[Item], asked: frozenset[str], opened: frozenset[str]
) -> Iterator[Item]:
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


def _without_second_holders(items: Iterable[Item], result: Assessment) -> Iterator[Item]:
    """The questions about a holder who is not named come last where there is an indication with another holder."""
    done = {(f.rule, f.suspect, f.victim) for f in result.findings if f.outcome == "aanwijzing" and f.holder}
    for item in items:
        pairs = {(d.rule, item.suspect, item.victim) for d in item.decides}
        second = item.tier in (NEEDED, AGAINST) and not item.holder and pairs and pairs <= done
        yield replace(item, tier=REMOTE) if second else item


def _openings(asking: _Asking, assessed: Assessed) -> Iterator[Item]:
    """The facts of which one could give an offence a lead."""
    conclusion, finding = assessed.conclusion, assessed.finding
    problem = question.of_conclusion(conclusion, (question.lead_of(conclusion),), passed=asking.passed_names(assessed))
    ask = asker(asking.knowledge, finding.suspect, finding.victim, finding.holder)
    quotes = {e.id: e.quote for e in finding.elements}
    decides = Decides(finding.rule, finding.designation, finding.core, quotes.get(finding.core, ""))
    contradicted = any(e.status == "weersproken" for e in finding.elements)
    for answer in asking.relevant(problem):
        if answer.sign == "ja" and answer.name in problem.acts:
            tier = REMOTE if contradicted else SUBJECT
            yield _item(asking, finding, ask(answer.name, "ja"), (decides,), (), tier, (0,))


def _subject(asking: _Asking, group: str, items: list[Item]) -> Item:
    """The question whether anything is known about a subject, with some of its facts as examples."""
    words = asking.knowledge.vocabulary
    label = words.groups[group].label if group in words.groups else group
    kinds = sorted({i.wanted.name for i in items if i.wanted.name in words.fact_types})
    some = "; ".join(words.fact_types[n].label for n in kinds[:3])
    text = f"Is er iets bekend over {label[:1].lower()}{label[1:]} (bijvoorbeeld: {some})?"
    decides = tuple(dict.fromkeys(d for i in items for d in i.decides))
    name = f"{SUBJECT_NAME}{group}"
    tier = min(i.tier for i in items)
    return Item(name, Wanted(name, "ja", text), group, decides, (), tier=tier, rank=(-len({d.rule for d in decides}),))


def _item(
    asking: _Asking,
    finding: OffenceFinding,
    wanted: Wanted,
    decides: tuple[Decides, ...],
    sources: tuple[str, ...],
    tier: int,
    rank: tuple[int, ...],
) -> Item:
    kind = asking.knowledge.vocabulary.fact_types.get(wanted.name)
    key = asking.key(wanted.name, finding.suspect, finding.victim, finding.holder)
    if asking.of_persons_unsaid(wanted.name):
        key = f"{wanted.name}|{wanted.question}"
    codes = tuple(dict.fromkeys((*sources, *(kind.sources if kind else ()))))
    group = asking.group(wanted.name)
    return Item(key, wanted, group, decides, codes, finding.suspect, finding.victim, finding.holder, tier, rank)


def _in_order(asking: _Asking, items: Iterable[Item], group: str) -> tuple[Item, ...]:
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
        best[place] = min(best.get(place, _rank(item)), _rank(item))

    def order(item: Item) -> tuple[object, ...]:
        stays = item.group != group
        return item.tier, stays, best[item.tier, item.group], asking.order(item.group), _rank(item), item.key

    return tuple(sorted(merged.values(), key=order))


def _rank(item: Item) -> tuple[int, ...]:
    return (*item.rank, -len({d.rule for d in item.decides}))


def _joined(first: Item, second: Item) -> Item:
    """One question that several offences ask."""
    better = min((first, second), key=lambda i: (i.tier, i.rank))
    decides = tuple(dict.fromkeys((*first.decides, *second.decides)))
    return replace(better, decides=decides, sources=tuple(dict.fromkeys((*first.sources, *second.sources))))
