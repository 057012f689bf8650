"""The facts of a story: drawn so that an offence variant has the wanted outcome, with what seems to matter beside it.

What is needed for the outcome is asked of the solver on the rules themselves; everything is assessed again after.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from legalkb import orientation
from legalkb.assessment import assessed, rank
from legalkb.case import Case
from legalkb.case_reader import read_case
from legalkb.compilation import NO, OPPOSITE, YES
from legalkb.engine import BUILTIN
from legalkb.inference import Atom
from legalkb.knowledge import KnowledgeBase
from legalkb.node import SourceText
from legalkb.offences import Assessed
from legalkb.relevance import question
from legalkb.relevance.cheapest import cheapest
from legalkb.training import case_text, scene, stock
from legalkb.training.chance import Chance
from legalkb.training.scene import Scene
from legalkb.training.stock import Stock, Telling
from legalkb.vocabulary import FactType, ScenarioType

LEAD, AGAINST, OPEN, NONE = "aanwijzing", "tegenaanwijzing", "onvolledig", "geen_aanknopingspunt"
TYPICAL, OTHER, SPREAD = 100_000, 600_000, 400_000
PLACES = ("land", "stad")
PER_OBJECT, ANY_OBJECT = "voorwerp", "algemeen"
ACTS = frozenset(("gedraging", "slachtoffer"))
ONE_DAY = frozenset(("uitreis", scene.RETURN))


@dataclass(frozen=True, slots=True)
class Line:
    """A fact of a story: what, who did it (``by``, empty where the fact is about the victim), and when and where.

    ``second`` marks a statement by another source that says the opposite of an earlier line; ``source`` is the id of
    the document that tells it, empty as long as none does.
    """

    name: str
    value: str
    by: tuple[str, ...] = ()
    day: date | None = None
    abroad: bool = False
    object: str = ""
    source: str = ""
    second: bool = False

    @property
    def atom(self) -> Atom:
        """What it states."""
        return Atom(self.name, self.value)


@dataclass(frozen=True, slots=True)
class Telltale:
    """What may be told in a scene: the stock, the words, and what the scene itself makes known.

    ``goods`` is the class of goods that the story is about where a fact leaves that open. ``abroad_only``: nothing that
    anybody does happens at home.
    """

    scene: Scene
    stock: Stock
    knowledge: KnowledgeBase
    structure: frozenset[Atom]
    goods: str
    abroad_only: bool = False

    def kind(self, name: str) -> FactType:
        """The fact type of a name."""
        return self.knowledge.vocabulary.fact_types[name]

    def object(self, kind: FactType) -> str:
        """The thing that a fact is about, as it is called in the case file; empty when it is about none."""
        thing = self.goods if kind.object == ANY_OBJECT else kind.object
        return self.stock.goods[thing][0] if thing in self.stock.goods else thing

    def telling(self, name: str) -> Telling | None:
        """How a fact is told; None when it can't be."""
        return self.stock.told.get(name)

    def may(self, atom: Atom) -> bool:
        """Whether the scene lets a fact be told at all: it is a fact to state, has a phrase, and makes sense here."""
        kind = self.knowledge.vocabulary.fact_types.get(atom.name)
        telling = self.telling(atom.name)
        if kind is None or telling is None or kind.subject == "houder" or kind.cooperation:
            return False
        if {atom, Atom(atom.name, OPPOSITE[atom.sign])} & self.structure or not telling.phrases(atom.sign):
            return False
        act = kind.subject == "gedraging" and atom.sign == YES and telling.moment not in stock.STANDING
        if self.abroad_only and act and not telling.abroad:
            return False
        if not self.scene.cast.departed and _of_abroad(telling, atom.sign):
            return False
        known = {f"{a.name}={a.sign}" for a in self.structure}
        lapsed = not known.isdisjoint(kind.lapses_with)
        senseless = any(name.partition("=")[0] in {a.name for a in self.structure} for name in kind.only_with) and (
            known.isdisjoint(kind.only_with)
        )
        return self.scene.traits.issuperset(telling.traits) and not lapsed and not senseless

    def clash(self, one: Atom, other: Atom) -> bool:
        """Whether two facts are not told in one story."""
        if one.name == other.name:
            return True
        if self._apart(one, other) or self._apart(other, one):
            return True
        kinds = (self.kind(one.name), self.kind(other.name))
        return all(k.utterance == "inhoud" for k in kinds) and one.sign == other.sign == YES

    def _apart(self, one: Atom, other: Atom) -> bool:
        telling, kind = self.telling(one.name), self.kind(one.name)
        said = f"{other.name}={other.sign}"
        return said in (telling.excluded(one.sign) if telling else ()) or said in kind.lapses_with

    def fits(self, atom: Atom, among: Iterable[Atom]) -> bool:
        """Whether a fact can be told beside others."""
        if not self.may(atom) or any(self._apart(atom, held) for held in self.structure):
            return False
        return not any(self.clash(atom, other) for other in among)

    def lacking(self, atom: Atom, among: Iterable[Atom]) -> tuple[Atom, ...]:
        """The facts of which one has to be told for this one to make sense; nothing when it does. A fact on the goods
        of the story needs one on the same goods."""
        telling = self.telling(atom.name)
        names = (*(telling.needed(atom.sign) if telling else ()), *self.kind(atom.name).only_with)
        wanted = tuple(Atom(*w.split("=")) for w in names)
        if self.kind(atom.name).object == ANY_OBJECT:
            wanted = tuple(w for w in wanted if self.kind(w.name).object in ("", ANY_OBJECT, self.goods))
        held = {*among, *self.structure}
        return () if not wanted or held & set(wanted) else wanted


def _of_abroad(telling: Telling, value: str) -> bool:
    """Whether a fact can only be told of somebody who has left: it is of the journey or later and names the place."""
    later = telling.moment not in ("achtergrond", "voorbereiding") and value == YES
    return later and any(word in phrase for phrase in telling.phrases(value) for word in PLACES)


def telltale(drawn: Scene, knowledge: KnowledgeBase, chance: Chance, abroad_only: bool = False) -> Telltale:
    """What may be told in a scene."""
    known = orientation.known_facts(read(drawn, (), knowledge), knowledge)
    things = stock.of(knowledge)
    kinds = knowledge.vocabulary.fact_types
    traits = drawn.traits
    told = {kinds[name].object for name, t in things.told.items() if traits.issuperset(t.traits)}
    return Telltale(drawn, things, knowledge, known, chance.pick(sorted(told & things.goods.keys())), abroad_only)


def read(drawn: Scene, lines: Iterable[Line], knowledge: KnowledgeBase) -> Case:
    """The case that a story is about, through the reader of case files."""
    text = case_text.write(drawn, tuple(lines), stock.of(knowledge), knowledge)
    return read_case(SourceText("zaak.yaml", text), knowledge.vocabulary)


def line_of(atom: Atom, what: Telltale, chance: Chance) -> Line:
    """A fact as a line: by the first suspect, on a day of its moment, about the thing it is about."""
    kind, telling = what.kind(atom.name), what.telling(atom.name)
    by = (what.scene.suspects[0].id,) if kind.subject in ("gedraging", "relatie", "verdachte") else ()
    moment = telling.moment if telling else "nu"
    dated = atom.sign == YES and kind.subject in ACTS and moment not in stock.STANDING
    start = {"uitreis": scene.DEPARTURE}.get(moment, moment)
    day = chance.day(what.scene.days[start], 0, 0 if moment in ONE_DAY else 2) if dated else None
    abroad = bool(telling and telling.abroad and what.scene.country and what.scene.cast.departed)
    return Line(atom.name, atom.sign, by, day, abroad, what.object(kind))


def with_needed(atom: Atom, among: list[Atom], what: Telltale, chance: Chance) -> list[Atom] | None:
    """A fact with whatever has to be told beside it; None when the story has no place for it."""
    if not what.fits(atom, among):
        return None
    found = [atom]
    wanted = what.lacking(atom, among)
    if wanted:
        beside = next((w for w in chance.order(wanted) if w.sign in OPPOSITE and what.fits(w, [*among, atom])), None)
        more = with_needed(beside, [*among, atom], what, chance) if beside else None
        return None if more is None else [*more, atom]
    return found


def typical(kind: ScenarioType) -> tuple[Atom, ...]:
    """The typical facts of a scenario."""
    return (*(Atom(f, YES) for f in kind.facts), *(Atom(f, NO) for f in kind.facts_no))


def base(kind: ScenarioType, what: Telltale, number: int, chance: Chance, first: tuple[Atom, ...] = ()) -> list[Atom]:
    """Some typical facts of a scenario that go together, after those that come ``first``."""
    found: list[Atom] = []
    for atom in (*first, *chance.order(typical(kind))):
        more = with_needed(atom, found, what, chance) if atom not in found else None
        if more is not None and len(found) + len(more) <= number:
            found += more
    return found


def best(case: Case, rule: str, what: Telltale) -> Assessed:
    """The most telling finding on an offence variant for the first suspect and the victim."""
    pair = (what.scene.suspects[0].id, what.scene.victim.id)
    found = assessed(case, what.knowledge, BUILTIN, frozenset((rule,)), pair)
    own = [a for a in found if a.finding.rule == rule]
    named = [a for a in own if a.finding.holder and a.finding.outcome != NONE]
    thing = what.stock.goods[what.goods][0]
    named = named or [a for a in own if a.finding.object == thing]
    return max(named or own, key=lambda a: (rank(a.finding), a.finding.holder, a.finding.object))


def outcome(lines: Iterable[Line], rule: str, what: Telltale) -> str:
    """The outcome of an offence variant in a story."""
    return best(read(what.scene, lines, what.knowledge), rule, what).finding.outcome


def prices(
    open_: Iterable[Atom], kind: ScenarioType, held: list[Atom], what: Telltale, chance: Chance
) -> dict[Atom, int]:
    """What each fact costs that may be told: what is typical of the scenario comes cheap."""
    cheap = frozenset(typical(kind))
    found: dict[Atom, int] = {}
    for atom in open_:
        price = (TYPICAL if atom in cheap else OTHER) + chance.number(SPREAD)
        if what.fits(atom, held):
            found[atom] = price
    return found


def _same_goods(rule: str, atom: Atom, what: Telltale) -> bool:
    """Whether a fact is about the goods of the story, for an offence that is about one thing."""
    per = what.knowledge.rulebook.rule(rule, None).per
    return PER_OBJECT not in per or what.kind(atom.name).object in ("", ANY_OBJECT, what.goods)


def completed(
    held: list[Atom], lines: list[Line], rule: str, wanted: str, kind: ScenarioType, what: Telltale, chance: Chance
) -> list[Atom] | None:
    """The facts with those added that give an offence variant the wanted outcome; None when none do."""
    found = best(read(what.scene, lines, what.knowledge), rule, what)
    clashes = question.clashes_in(what.knowledge)
    problem = question.of_conclusion(found.conclusion, (found.conclusion.decided.outcome,), clashes)
    about = [a for a in problem.answers if a.name in what.stock.told and _same_goods(rule, a, what)]
    priced = prices(about, kind, held, what, chance)
    names = sorted(priced)
    apart = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :] if a.name != b.name and what.clash(a, b)]
    added = cheapest(problem, wanted, priced, apart)
    if added is None:
        return None
    every = list(held)
    for atom in chance.order(sorted(added)):
        if atom in every:
            continue
        more = with_needed(atom, [a for a in every if a != atom], what, chance)
        if more is None:
            return None
        every += [a for a in more if a not in every]
    return every
