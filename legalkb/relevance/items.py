"""Questions that may be asked about a case: what each decides, and how the same question is known again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from legalkb.case import Case
from legalkb.findings import Evidence, OffenceFinding, Wanted
from legalkb.inference import Atom
from legalkb.knowledge import KnowledgeBase
from legalkb.offences import Assessed
from legalkb.relevance import question
from legalkb.relevance.question import Problem
from legalkb.relevance.solver import relevant
from legalkb.vocabulary import FactType

NEEDED, AGAINST, SUBJECT, GATE, REMOTE = range(5)
SUBJECT_NAME = "onderwerp:"
LEADS = ("aanwijzing", "onvolledig")
PERSONS_AND_DATES = "personen_en_datums"
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
    ``onderwerp:GROEP``; its facts come after a ``ja``. ``first``: an element that no norm leaves open hangs on it.
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
    first: bool = False


@dataclass(frozen=True, slots=True)
class Asking:
    """What stays the same while the questions of one case are gathered."""

    case: Case
    knowledge: KnowledgeBase
    passed: frozenset[str]
    remembered: Remembered
    likely: frozenset[str] = frozenset()

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

    def fits(self, name: str, evidence: Iterable[Evidence]) -> bool:
        """Whether the question makes sense with what is known of these persons."""
        kind = self.knowledge.vocabulary.fact_types.get(name)
        known = {f"{e.name}={e.value}" for e in evidence}
        if kind is None or not known.isdisjoint(kind.lapses_with):
            return kind is None
        return not kind.only_with or not known.isdisjoint(kind.only_with)

    def telling(self, name: str) -> tuple[bool, int]:
        """How much a fact tells of abandonment, smallest first: whether a scenario that resembles the case has it, and
        of how many scenarios it is typical."""
        return name not in self.likely, -self._typical().get(name, 0)

    def _typical(self) -> Mapping[str, int]:
        scenarios = [s for s in self.knowledge.vocabulary.scenarios if not s.counter]
        found: Mapping[str, int] = self.knowledge.once(
            "typische feiten", lambda: Counter(f for s in scenarios for f in (*s.facts, *s.facts_no))
        )
        return found

    def of_persons_unsaid(self, name: str) -> bool:
        """Whether only the question tells whom it is about: no fact type, age or date of the rules."""
        known = self.knowledge.vocabulary.fact_types.keys() | {m.id for m in self.knowledge.rulebook.measures}
        return name not in known and name != question.DATE

    def named(self, text: str, kind: FactType | None, finding: OffenceFinding) -> str:
        """The question with the persons it is about, where the case has several and it does not name them."""
        if kind is None or kind.subject not in ("gedraging", "relatie"):
            return text
        several = ((finding.suspect, self.case.suspects), (finding.victim, self.case.victims))
        unsaid = [id for id, all_ in several if len(all_) > 1 and id not in text]
        return f"{text} Het gaat om {' en '.join(unsaid)}." if unsaid and text else text

    def relevant(self, problem: Problem) -> tuple[Atom, ...]:
        """The answers that can change a decision; worked out once for the same problem."""
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


def item_of(
    asking: Asking,
    finding: OffenceFinding,
    wanted: Wanted,
    decides: tuple[Decides, ...],
    sources: tuple[str, ...],
    tier: int,
    rank: tuple[int, ...],
) -> Item:
    """A question that a finding asks."""
    kind = asking.knowledge.vocabulary.fact_types.get(wanted.name)
    key = asking.key(wanted.name, finding.suspect, finding.victim, finding.holder)
    if asking.of_persons_unsaid(wanted.name):
        key = f"{wanted.name}|{wanted.question}"
    wanted = replace(wanted, question=asking.named(wanted.question, kind, finding))
    codes = tuple(dict.fromkeys((*sources, *(kind.sources if kind else ()))))
    group = asking.group(wanted.name)
    return Item(key, wanted, group, decides, codes, finding.suspect, finding.victim, finding.holder, tier, rank)
