"""The file ``oefening.yaml`` of an exercise: what is asked, which paragraph tells which facts, and what else is right.

The key itself is not in it: that is the assessment of the case file beside it (see :mod:`legalkb.training.key`). The
form of the file is documented in ``docs/reference/oefenbestand.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

import yaml

from legalkb.case import Case
from legalkb.field_values import Reading
from legalkb.fields import Field, Kind, Section
from legalkb.findings import STATUSES
from legalkb.gates.prosecution import GATES
from legalkb.knowledge import KnowledgeBase
from legalkb.near_names import nearest
from legalkb.node import SourceText
from legalkb.records import read_record
from legalkb.training.reading import raise_problems, root
from legalkb.vocabulary import Vocabulary

__all__ = ["Accepted", "Asked", "ExerciseFile", "Paragraph", "check", "read", "text"]

COMMENT = "# Bij de docent. Hieruit kan het antwoord worden afgeleid; geef dit bestand niet aan de cursisten.\n"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an exercise asks: offence variants (rule keys), and prosecution gates for each of them."""

    provisions: tuple[str, ...]
    gates: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph of the story, and the facts it tells (their numbers in the case file, from 1).

    A paragraph without facts tells of the persons: their ages, relations and the like.
    """

    number: int
    facts: tuple[int, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Accepted:
    """Another reading of an open norm that the trainer accepts, with the reason; for everybody unless it says whom."""

    rule: str
    element: str
    status: str
    reason: str
    suspect: str = ""
    victim: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ExerciseFile:
    """An exercise: its name, the name of its case file, the knowledge base it was made with, and what it asks.

    ``made`` tells how it was made, in plain values; nothing here looks at it.
    """

    name: str
    case: str
    asked: Asked
    paragraphs: tuple[Paragraph, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    knowledge: str = ""
    fictional: bool = False
    made: Mapping[str, Any] = field(default_factory=dict, hash=False)
    line: int = field(default=0, compare=False)

    def telling(self, fact: int) -> tuple[int, ...]:
        """The numbers of the paragraphs that tell a fact."""
        return tuple(p.number for p in self.paragraphs if fact in p.facts)


_ASKED = Section(
    "wat wordt gevraagd",
    (
        Field("bepalingen", "provisions", Kind.RULE, "bijvoorbeeld [sr-279-1, sr-284-1-1]", many=True, required=True),
        Field("poorten", "gates", Kind.CHOICE, many=True, choices=tuple(GATES), empty=True),
    ),
    Asked,
)
_PARAGRAPH = Section(
    "een alinea",
    (
        Field("nummer", "number", Kind.NUMBER, "het nummer in de casus", required=True),
        Field("feiten", "facts", Kind.NUMBER, "nummers van feiten in de zaak", many=True, empty=True),
    ),
    Paragraph,
)
_ACCEPTED = Section(
    "een lezing die ook goed is",
    (
        Field("bepaling", "rule", Kind.RULE, "bijvoorbeeld sr-282-1", required=True),
        Field("bestanddeel", "element", Kind.NAME, "id van een open norm", required=True),
        Field("status", "status", Kind.CHOICE, "een status", required=True, choices=STATUSES),
        Field("reden", "reason", Kind.TEXT, "waarom die lezing verdedigbaar is", required=True),
        Field("verdachte", "suspect", Kind.PERSON),
        Field("slachtoffer", "victim", Kind.PERSON),
    ),
    Accepted,
)
_EXERCISE = Section(
    "een oefening",
    (
        Field("oefening", "name", Kind.NAME, "naam van de oefening", required=True),
        Field("fictief", "fictional", Kind.FLAG),
        Field("zaak", "case", Kind.NAME, "zaak.yaml", required=True),
        Field("kennisbank", "knowledge", Kind.NAME),
        Field("gemaakt", "made", Kind.FREE),
        Field("gevraagd", "asked", Kind.GROUP, "bepalingen en poorten", required=True, section=_ASKED),
        Field("alineas", "paragraphs", Kind.RECORDS, section=_PARAGRAPH),
        Field("aanvaard", "accepted", Kind.RECORDS, section=_ACCEPTED),
    ),
    ExerciseFile,
)


def read(source: SourceText, knowledge: KnowledgeBase) -> ExerciseFile:
    """Read an exercise, or raise an :class:`ExerciseError` with every problem. See also :func:`check`."""
    node = root(source)
    reading = Reading(knowledge.vocabulary, source.name)
    record = read_record(reading, _EXERCISE, node)
    found = ExerciseFile(line=record.line, **record.values) if record and record.complete else None
    if found is not None:
        _check_names(reading, found, knowledge)
    raise_problems(reading)
    assert found is not None
    return found


def check(exercise: ExerciseFile, case: Case, place: str, vocabulary: Vocabulary) -> None:
    """Raise an :class:`ExerciseError` when an exercise names facts or persons that its case does not have.

    ``place`` is the name of its file.
    """
    reading = Reading(vocabulary, place)
    facts = len(case.facts)
    for paragraph in exercise.paragraphs:
        for number in paragraph.facts:
            if number > facts:
                what = f"alinea {paragraph.number} noemt een feit dat niet in de zaak staat"
                reading.problem(paragraph.line, what, str(number), f"De zaak heeft {facts} feiten.")
    for item in exercise.accepted:
        for role, id, persons in (
            ("verdachte", item.suspect, case.suspects),
            ("slachtoffer", item.victim, case.victims),
        ):
            known = [p.id for p in persons]
            if id and id not in known:
                remedy = nearest(id, known) or f"In de zaak: {', '.join(known)}."
                reading.problem(item.line, f"dit is in de zaak geen {role}", id, remedy)
    raise_problems(reading)


def _check_names(reading: Reading, found: ExerciseFile, knowledge: KnowledgeBase) -> None:
    if PurePath(found.case).name != found.case or "\\" in found.case:
        reading.problem(found.line, "'zaak' is geen bestand naast dit bestand", found.case, "Schrijf zaak.yaml.")
    numbers: dict[int, int] = {}
    for paragraph in found.paragraphs:
        first = numbers.setdefault(paragraph.number, paragraph.line)
        if first != paragraph.line:
            what = f"alinea {paragraph.number} staat er twee keer, ook op regel {first}"
            reading.problem(paragraph.line, what, "", "Laat er een staan.")
    for item in found.accepted:
        _check_accepted(reading, item, knowledge)


def _check_accepted(reading: Reading, item: Accepted, knowledge: KnowledgeBase) -> None:
    """An accepted reading is about an open norm of the provision."""
    book = knowledge.rulebook
    elements = {e.id: e for r in book.rules if r.key == item.rule for e in book.elements(r, None)}
    norms = [id for id, e in elements.items() if e.open_norm is not None]
    if item.element not in elements:
        remedy = nearest(item.element, norms) or f"De open normen zijn: {', '.join(norms)}."
        reading.problem(item.line, f"onbekend bestanddeel van {item.rule}", item.element, remedy)
    elif item.element not in norms:
        what = f"dit bestanddeel van {item.rule} is geen open norm; daar is maar één lezing van"
        remedy = f"De open normen zijn: {', '.join(norms)}." if norms else "Laat deze lezing weg."
        reading.problem(item.line, what, item.element, remedy)


def text(exercise: ExerciseFile) -> str:
    """The file of an exercise, as :func:`read` reads it."""
    asked = {"bepalingen": list(exercise.asked.provisions), "poorten": list(exercise.asked.gates)}
    data: dict[str, Any] = {"oefening": exercise.name, "fictief": "ja" if exercise.fictional else "nee"}
    data |= {"zaak": exercise.case}
    data |= {"kennisbank": exercise.knowledge} if exercise.knowledge else {}
    data |= {"gemaakt": exercise.made} if exercise.made else {}
    data |= {"gevraagd": asked}
    data |= {"alineas": [{"nummer": p.number, "feiten": list(p.facts)} for p in exercise.paragraphs]}
    data |= {"aanvaard": list(map(dict, map(_plain, exercise.accepted)))}
    return COMMENT + yaml.safe_dump(
        _apart(data), allow_unicode=True, sort_keys=False, default_flow_style=None, width=110
    )


def _plain(item: Accepted) -> Iterator[tuple[str, str]]:
    return ((f.key, value) for f in _ACCEPTED.fields if (value := getattr(item, f.name)))


def _apart(value: Any) -> Any:
    """Plain values of which no two are the same object, so that none is written as a reference to another."""
    if isinstance(value, Mapping):
        return {str(key): _apart(item) for key, item in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_apart(item) for item in value]
    return value
