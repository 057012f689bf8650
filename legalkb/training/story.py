"""Tells a story: documents with numbered paragraphs, and which facts each paragraph tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from legalkb.training import phrases
from legalkb.training.case_text import named_days
from legalkb.training.chance import Chance
from legalkb.training.documents import Document, File
from legalkb.training.grammar import Named
from legalkb.training.plot import Line, Telltale
from legalkb.training.scene import MAJORITY, Scene
from legalkb.training.stock import MOMENTS, Given
from legalkb.training.telling import Naming
from legalkb.training.words import Day

MOST = 3
ARRANGED = "afspraak"


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
class _Sentence:
    """A sentence with the fact it tells; 0 for none."""

    text: str
    fact: int
    moment: str


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
        naming = Naming(what.scene, document.teller)
        sentences = list(_sentences(document, file, what, naming, numbers, own))
        paragraphs = []
        for group in _groups(sentences):
            facts = tuple(s.fact for s in group if s.fact)
            paragraphs.append(Paragraph(number, " ".join(s.text for s in group), facts))
            number += 1
        found.append(Told(document.id, heading(document), tuple(paragraphs)))
    return tuple(found)


def heading(document: Document) -> str:
    """The heading of a document: what it is, of whom, and its day."""
    label = document.kind.label[:1].upper() + document.kind.label[1:]
    whose = f" van {document.teller.id}" if document.teller else ""
    return f"{label}{whose}, {Day(document.on)}"


def _sentences(
    document: Document, file: File, what: Telltale, naming: Naming, numbers: dict[int, int], chance: Chance
) -> Iterator[_Sentence]:
    opening = phrases.filled(chance.pick(document.kind.openings), _about(document, what.scene))
    yield _Sentence(phrases.sentence(opening), 0, "")
    for given in document.given:
        if given.told:
            text = phrases.filled(chance.pick(given.told), words(what.scene))
            yield _Sentence(phrases.sentence(text), _number(given, what.scene), ARRANGED)
    lines = [x for x in file.lines if x.source == document.id]
    yield from _lines(lines, what, naming, numbers, chance)
    if document.teller is None:
        for paper in file.papers:
            lines = [x for x in file.lines if x.source == paper]
            yield _Sentence(f"Uit {_with_article(paper)} blijkt het volgende.", 0, paper)
            yield from _lines(lines, what, naming, numbers, chance.apart(paper), paper)


def _with_article(paper: str) -> str:
    """A kind of paper as something known: "de boekingsgegevens", "het gespreksverslag"."""
    neuter = paper.split()[0].endswith(("verslag", "bericht", "register", "rapport", "uittreksel", "bevel", "dossier"))
    neuter = neuter or paper.split()[0] in ("vonnis", "ticket", "contract", "paspoort", "bewijs", "verbaal")
    return f"{'het' if neuter else 'de'} {paper}"


def _about(document: Document, drawn: Scene) -> dict[str, Any]:
    character = document.teller.character if document.teller else None
    return {**words(drawn), "ik_ben": character.label if character else ""}


def _number(given: Given, drawn: Scene) -> int:
    """The number in the case file of a fact that an arrangement holds; 0 for what is no fact."""
    held = [g for g in (drawn.arrangement.given if drawn.arrangement else ()) if g.section == "feiten"]
    return held.index(given) + 1 if given in held else 0


def _lines(
    lines: Iterable[Line], what: Telltale, naming: Naming, numbers: dict[int, int], chance: Chance, paper: str = ""
) -> Iterator[_Sentence]:
    """The sentences of some facts, in the order in which things happened."""

    def place(line: Line) -> tuple[int, Any, str]:
        telling = what.telling(line.name)
        moment = MOMENTS.index(telling.moment) if telling else len(MOMENTS)
        return moment, line.day or what.scene.days["melding"], line.name

    said, subject = None, ""
    for line in sorted(lines, key=place):
        telling = what.telling(line.name)
        if telling is None:
            continue
        own = chance.apart(f"{line.name}{line.value}")
        again = bool(subject) and subject == ",".join(line.by)
        clause = _clause(line, what, naming, own, again)
        lead = _lead(line, said, own)
        yield _Sentence(clause.told(lead), numbers[id(line)], paper or telling.moment)
        said = line.day or said
        subject = "" if again else ",".join(line.by) if clause.verb else ""


def _lead(line: Line, said: Any, chance: Chance) -> str:
    """What comes first in a sentence: its day, unless the sentence before named it."""
    if line.day is None:
        return ""
    if line.day == said:
        return chance.pick(("", "", "die dag", "diezelfde dag"))
    return f"op {Day(line.day)}"


def _clause(line: Line, what: Telltale, naming: Naming, chance: Chance, again: bool) -> phrases.Clause:
    telling, kind = what.telling(line.name), what.kind(line.name)
    assert telling is not None
    again = again and _clear(line, what.scene)
    persons = _persons(line, kind.subject, what.scene, naming, again)
    phrase = chance.pick(telling.phrases(line.value))
    thing = next((named for name, named in what.stock.goods.values() if name == line.object), "het goed")
    return phrases.told(phrase, persons, words(what.scene, thing), chance.pick)


def _clear(line: Line, drawn: Scene) -> bool:
    """Whether a pronoun for who did it can't be taken for the victim."""
    return len(line.by) == 1 and drawn.role(line.by[0]).gender != drawn.victim.gender


def _persons(line: Line, subject: str, drawn: Scene, naming: Naming, again: bool) -> dict[str, Named]:
    victim = drawn.victim.id
    if subject in ("gedraging", "relatie"):
        return {"door": naming.of(line.by, again), "tegen": naming.of((victim,))}
    if subject == "verdachte":
        return {"over": naming.of(line.by, again)}
    return {} if subject == "zaak" else {"over": naming.of((victim,))}


def _groups(sentences: list[_Sentence]) -> Iterator[list[_Sentence]]:
    """Sentences by what moment they are about, a few to a paragraph; an opening stands with what follows."""
    group: list[_Sentence] = []
    for s in sentences:
        full = sum(bool(g.fact) for g in group) >= MOST
        turn = bool(group) and group[-1].moment not in ("", s.moment) and any(g.fact for g in group)
        if group and (full or turn):
            yield group
            group = []
        group.append(s)
    if group:
        yield group
