"""What is handed out and what the trainer keeps, as frozen values that the templates show."""

from __future__ import annotations

from dataclasses import dataclass

from legalkb.findings import Gate, OffenceFinding

__all__ = [
    "About",
    "Alternative",
    "ChargeNote",
    "CourseRow",
    "Handout",
    "Notes",
    "Overview",
    "Person",
    "RulingNote",
    "Section",
    "Text",
    "TrapNote",
]


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the story introduces them: id, and who it is (Dutch)."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Text:
    """A numbered paragraph."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A document of the file: its heading and paragraphs."""

    heading: str
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Handout:
    """The casus memo for a trainee: nothing in it tells the answer."""

    name: str
    reference: str
    persons: tuple[Person, ...]
    sections: tuple[Section, ...]
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class About:
    """An offence variant: designation ("Sr 284 lid 1"), part ("1°", may be empty) and title."""

    designation: str
    part: str
    title: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """A fact without which something else would follow: the paragraphs, the sentence, and the finding then."""

    paragraphs: str
    fact: str
    then: OffenceFinding


@dataclass(frozen=True, slots=True)
class TrapNote:
    """A trap that the exercise tests, the wrong answers that belong to it, and source labels."""

    label: str
    explanation: str
    wrong: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChargeNote:
    """What became of a charge: bewezen, vrijspraak and the like."""

    about: About
    outcome: str
    attempt: bool


@dataclass(frozen=True, slots=True)
class RulingNote:
    """A ruling that shares facts with the exercise: ECLI, its link, what it is about, its charges, whether it is advice
    of the advocate general, and the labels of what is shared."""

    ecli: str
    url: str
    about: str
    charges: tuple[ChargeNote, ...]
    advice: bool
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes for the trainer. ``about`` is None for a counter-scenario; ``beside`` are facts that bear on nothing of
    the offence, ``weighing`` those that bear on an element but do not decide."""

    name: str
    scenario: str
    level: str
    about: About | None
    turn: str
    gate: Gate | None
    command: str
    outcomes: tuple[OffenceFinding, ...]
    gaps: tuple[str, ...]
    beside: tuple[str, ...]
    weighing: tuple[str, ...]
    disputed: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    questions: tuple[str, ...]
    traps: tuple[TrapNote, ...]
    rulings: tuple[RulingNote, ...]
    told: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class CourseRow:
    """An exercise of a course: what it turns on, how, the gate, and the ids of the traps it tests."""

    name: str
    level: str
    scenario: str
    about: str
    outcome: str
    turn: str
    gate: str
    traps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The exercises of a course in order, what none of them touches, and the traps by id and label."""

    command: str
    rows: tuple[CourseRow, ...]
    left: tuple[str, ...]
    traps: tuple[tuple[str, str], ...]
    missed: tuple[tuple[str, str], ...]
