"""What a field of a case file is, and what the reader has to know of the knowledge base."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Protocol

__all__ = [
    "ID_PATTERN",
    "UNKNOWN",
    "CaseVocabulary",
    "FactTypeLike",
    "Field",
    "Kind",
    "Section",
]

ID_PATTERN = r"[A-Za-z0-9_-]{1,20}"
UNKNOWN = "onbekend"


class FactTypeLike(Protocol):
    """What the reader has to know of a fact type."""

    @property
    def id(self) -> str:
        """Its name in case files and rules."""

    @property
    def subject(self) -> str:
        """Gedraging, slachtoffer, verdachte, relatie, houder or zaak."""

    @property
    def hidden_labels(self) -> tuple[str, ...]:
        """Other names under which it is looked for."""

    @property
    def derived(self) -> bool:
        """Whether it also follows from persons, relations, measures and the like."""

    @property
    def cooperation(self) -> str:
        """Wederzijds or opdracht for a fact about cooperation, else empty."""


class CaseVocabulary(Protocol):
    """What the reader has to know of the knowledge base. Without rules the ids of rules are not checked."""

    @property
    def fact_types(self) -> Mapping[str, FactTypeLike]:
        """The fact types by name."""

    @property
    def measure_kinds(self) -> Mapping[str, object]:
        """The kinds of child protection measures."""

    @property
    def decision_kinds(self) -> Mapping[str, object]:
        """The kinds of court decisions."""

    @property
    def relation_kinds(self) -> Mapping[str, object]:
        """The kinds of relations."""

    @property
    def rule_ids(self) -> frozenset[str]:
        """The ids of the offence variants."""

    @property
    def element_ids(self) -> Mapping[str, frozenset[str]] | None:
        """The ids of the elements of each variant."""


class Kind(Enum):
    """What a field holds, and so how its text is read."""

    NAME = auto()  # a line of text
    TEXT = auto()  # text of any length
    PERSON = auto()
    ACTOR = auto()  # a person, or onbekend
    DATE = auto()  # a day, month or year
    DAY = auto()
    FLAG = auto()  # ja or nee, about the file itself; true and false are understood
    ANSWER = auto()  # ja, nee or onbekend: a statement
    CHOICE = auto()
    COUNTRY = auto()
    AGE = auto()
    NUMBER = auto()  # a whole number from 1
    FACT_TYPE = auto()
    RULE = auto()
    SOURCE = auto()  # the id of a source, or its description
    SOURCE_ID = auto()
    KNOWN_TO = auto()  # persons, each with a date
    RECORDS = auto()  # a list of groups of fields
    NAMED = auto()  # groups of fields, each under an id
    GROUP = auto()  # one group of fields
    FREE = auto()  # whatever it holds, as plain values


@dataclass(frozen=True, slots=True)
class Field:
    """One key. ``choices_from`` names an attribute of the vocabulary; ``many`` allows one value or a list, ``empty``
    also a list with nothing in it."""

    key: str
    name: str
    kind: Kind
    help: str = ""
    many: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()
    choices_from: str = ""
    section: Section | None = None
    empty: bool = False

    def allowed(self, vocabulary: CaseVocabulary) -> tuple[str, ...]:
        """The words that may stand here; empty when any may."""
        return tuple(getattr(vocabulary, self.choices_from)) if self.choices_from else self.choices


@dataclass(frozen=True, slots=True)
class Section:
    """A group of fields: its name, what is built from it, and the key that a bare text stands for."""

    noun: str
    fields: tuple[Field, ...]
    build: type[Any]
    short: str = ""
