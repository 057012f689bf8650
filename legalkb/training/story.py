"""Tells a story: documents with numbered paragraphs, and which facts each paragraph tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from legalkb.training import phrases
from legalkb.training.case_text import named_days
from legalkb.training.chance import Chance
from legalkb.training.documents import Document, File
from legalkb.training.grammar import Named
from legalkb.training.plot import Line, Telltale
from legalkb.training.scene import MAJORITY, Scene
from legalkb.training.stock import MOMENTS, Given, Telling
from legalkb.training.telling import Naming
from legalkb.training.words import Day

MOST = 3
HOME_NAME = "Nederland"
PAPERS = (
    "Uit een stuk in het dossier ({}) blijkt het volgende.",
    "Bij de stukken zit ook: {}. Daaruit blijkt het volgende.",
    "In het dossier is gevoegd: {}. Daarin staat het volgende.",
)
ARRANGED, LEAVING = "afspraak", "uitreis"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph, and the numbers of the facts in the case file that it tells."""

    number: int
    text: str
    facts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A document as it is handed out: its heading and its paragraphs."""

    id: str
    heading: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something that a document says: an opening or an entry as it is (``text``), or a fact to be told (``line``)."""

    moment: str
    text: str = ""
    fact: int = 0
    line: Line | None = None


def words(drawn: Scene, goods: str = "") -> dict[str, Any]:
    """The words that a phrase may use beside persons."""
    country = drawn.country.name if drawn.country else "Nederland"
    return {
        "land": country,
        "in_land": f"in {country}",
        "naar_land": f"naar {country}",
        "uit_land": f"uit {country}",
        "stad": drawn.town or "de stad",
        "minderjarig": drawn.age < MAJORITY,
        "goed": goods,
        **named_days(drawn),
    }


def told(file: File, what: Telltale, chance: Chance, first_fact: int) -> tuple[Told, ...]:
    """Every document of a file in prose. ``first_fact`` is the number in the case file of the first line."""
    numbers = {id(line): n for n, line in enumerate(file.lines, first_fact)}
    found, number = [], 1
    for document in file.documents:
        own = chance.apart(document.id)
        teller = _Teller(what, Naming(what.scene, document.teller), own)
        paragraphs = []
        for group in _groups(_pieces(document, file, what, numbers, own)):
            text = " ".join(teller.paragraph(group))
            paragraphs.append(Paragraph(number, text, tuple(p.fact for p in group if p.fact)))
            number += 1
        found.append(Told(document.id, heading(document), tuple(paragraphs)))
    return tuple(found)


def heading(document: Document) -> str:
    """The heading of a document: what it is, of whom, and its day."""
    label = document.kind.label[:1].upper() + document.kind.label[1:]
    whose = f" {document.kind.preposition} {document.teller.id}" if document.teller else ""
    return f"{label}{whose}, {Day(document.on)}"


def _pieces(
    document: Document, file: File, what: Telltale, numbers: dict[int, int], chance: Chance
) -> Iterator[_Piece]:
    """What a document says, in order: its opening, what was arranged, then what happened."""
    own = [line for line in file.lines if line.source == document.id]
    opening = phrases.filled(chance.pick(document.kind.openings), _about(document, what.scene))
    if own or document.given or not file.papers:
        yield _Piece("", phrases.sentence(opening))
    for given in document.given:
        if given.told:
            text = phrases.filled(chance.pick(given.told), words(what.scene))
            yield _Piece(ARRANGED, phrases.sentence(text), _number(given, what.scene))
    yield from _events(own, what, numbers)
    if document.teller is None:
        for paper in file.papers:
            yield _Piece(paper, chance.apart(paper).pick(PAPERS).format(paper))
            yield from _events([x for x in file.lines if x.source == paper], what, numbers, paper)


def _events(lines: Iterable[Line], what: Telltale, numbers: dict[int, int], paper: str = "") -> Iterator[_Piece]:
    """Facts in the order in which things happened; on one day what was done comes before what that led to."""

    def place(line: Line) -> tuple[int, Any, bool, str]:
        undergone = line.day is not None and what.kind(line.name).subject != "gedraging"
        moment = MOMENTS.index(_telling(line, what).moment)
        return moment, line.day or what.scene.days["melding"], undergone, line.name

    for line in sorted(lines, key=place):
        yield _Piece(paper or _telling(line, what).moment, fact=numbers[id(line)], line=line)


def _telling(line: Line, what: Telltale) -> Telling:
    telling = what.telling(line.name)
    assert telling is not None
    return telling


def _about(document: Document, drawn: Scene) -> dict[str, Any]:
    character = document.teller.character if document.teller else None
    return {**words(drawn), "ik_ben": character.label if character else ""}


def _number(given: Given, drawn: Scene) -> int:
    """The number in the case file of a fact that an arrangement holds; 0 for what is no fact."""
    held = [g for g in (drawn.arrangement.given if drawn.arrangement else ()) if g.section == "feiten"]
    return held.index(given) + 1 if given in held else 0


@dataclass(slots=True)
class _Teller:
    """Tells the pieces of one document; remembers which day and place it named last, and how."""

    what: Telltale
    naming: Naming
    chance: Chance
    day: date | None = None
    place: tuple[str, bool] | None = None
    same: bool = False

    def paragraph(self, group: list[_Piece]) -> Iterator[str]:
        """The sentences of a paragraph. Who was the subject of the sentence before may be a pronoun once."""
        subject, self.day = "", None
        for piece in group:
            if piece.line is None:
                if piece.moment not in ("", ARRANGED):
                    self.day = self.place = None
                yield piece.text
                subject = ""
                continue
            who = ",".join(piece.line.by) or self._about(piece.line)
            again = bool(who) and who == subject and self._clear(piece.line)
            clause, name = self._clause(piece.line, again)
            if again and clause.subject != name:
                again, (clause, name) = False, self._clause(piece.line, False)
            yield clause.told(self._lead(piece.line, clause))
            subject = who if clause.subject == name and not again else ""

    def _about(self, line: Line) -> str:
        """The victim where a fact is about the victim."""
        return self.what.scene.victim.id if self.what.kind(line.name).subject == "slachtoffer" else ""

    def _lead(self, line: Line, clause: phrases.Clause) -> str:
        """What comes first in a sentence: its day and place, unless they were named just before."""
        if line.day is None:
            return ""
        place = self._place(line, clause)
        new, self.day = line.day != self.day, line.day
        if new or place:
            day = f"op {Day(line.day)}" if new else "diezelfde dag"
            return f"{day}, {place}," if place else day
        self.same = not self.same and self.chance.apart(line.name).once_in(2)
        return "diezelfde dag" if self.same else ""

    def _place(self, line: Line, clause: phrases.Clause) -> str:
        """Where it happened, the first time that a document comes there and the sentence itself does not say so."""
        country = self.what.scene.country
        subject = self.what.kind(line.name).subject
        if country is None or not (subject == "gedraging" or (subject == "slachtoffer" and line.abroad)):
            return ""
        where = country.name if line.abroad else HOME_NAME
        early = line.day is not None and self._before(line.day)
        known, self.place = (where, early) == self.place, (where, early)
        if known or where in clause.told() or _telling(line, self.what).moment == LEAVING:
            return ""
        return f"nog in {where}" if early and not line.abroad else f"in {where}"

    def _before(self, day: date) -> bool:
        return day <= self.what.scene.days["vertrek"]

    def _clear(self, line: Line) -> bool:
        """Whether a pronoun for who did it can't be taken for the victim."""
        drawn = self.what.scene
        mine = self.naming.teller is drawn.victim
        if not line.by:
            return True
        return len(line.by) == 1 and (mine or drawn.role(line.by[0]).gender != drawn.victim.gender)

    def _clause(self, line: Line, again: bool) -> tuple[phrases.Clause, str]:
        """The sentence on a fact, and how it names the one that it is about."""
        telling, drawn = _telling(line, self.what), self.what.scene
        chance = self.chance.apart(f"{line.name}{line.value}")
        persons = self._persons(line, again)
        thing = next((named for name, named in self.what.stock.goods.values() if name == line.object), "het goed")
        clause = phrases.told(chance.pick(telling.phrases(line.value)), persons, words(drawn, thing), chance.pick)
        return clause, str(persons.get("door") or persons.get("over") or "")

    def _persons(self, line: Line, again: bool) -> dict[str, Named]:
        subject, victim = self.what.kind(line.name).subject, self.what.scene.victim.id
        if subject in ("gedraging", "relatie"):
            return {"door": self.naming.of(line.by, again), "tegen": self.naming.of((victim,))}
        if subject == "verdachte":
            return {"over": self.naming.of(line.by, again)}
        return {} if subject == "zaak" else {"over": self.naming.of((victim,), again)}


def _groups(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """Pieces by what moment they are about, a few to a paragraph; an opening stands with what follows."""
    group: list[_Piece] = []
    for piece in pieces:
        full = sum(bool(g.fact) for g in group) >= MOST
        turn = bool(group) and group[-1].moment not in ("", piece.moment) and any(g.fact or g.text for g in group[1:])
        if group and (full or turn):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group
