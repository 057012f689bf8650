"""What is handed out and what the trainer keeps, as frozen values that the templates show."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "Alternative",
    "CourseRow",
    "Handout",
    "Notes",
    "Outcome",
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
class Outcome:
    """What the key says on a provision: designation, about whom, and the outcome in words."""

    provision: str
    who: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """A fact without which something else would follow: the paragraphs, the sentence, and what follows then."""

    paragraphs: str
    fact: str
    then: str


@dataclass(frozen=True, slots=True)
class TrapNote:
    """A trap that the exercise tests, the wrong answers that belong to it, and source labels."""

    label: str
    explanation: str
    wrong: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RulingNote:
    """A ruling that shares facts with the exercise: ECLI, its link, what it is about, how it ended, what is shared."""

    ecli: str
    url: str
    about: str
    outcome: str
    shared: str


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes for the trainer."""

    name: str
    goal: tuple[str, ...]
    command: str
    outcomes: tuple[Outcome, ...]
    gaps: tuple[str, ...]
    distractors: tuple[str, ...]
    disputed: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
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
