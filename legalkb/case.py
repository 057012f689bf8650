"""A case: who is involved, who had a say over whom, what was stated and by whom. Frozen values only.

Person ids stand for persons everywhere. ``""`` means not stated, ``()`` nobody named, ``None`` no date.
``line`` is the line in the case file, ``source`` the id of a :class:`Source` of the case. Values of
statements are ``ja``, ``nee`` or ``onbekend``. Every ``end`` is the last day on which something held.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from legalkb.dates import Interval, Period

__all__ = [
    "Case",
    "Chain",
    "Consent",
    "Custody",
    "Decision",
    "Fact",
    "HoldersComplete",
    "Judgement",
    "KnownTo",
    "Measure",
    "Person",
    "Relation",
    "Source",
]


@dataclass(frozen=True, slots=True)
class Person:
    """A person or an institution. ``roles``: verdachte, slachtoffer, betrokkene, getuige, instelling.

    ``age`` is a range, as it was on ``age_date``, or at the time of the facts when that is not stated.
    ``minor`` is whether the person was a minor at the time of the facts, where that is all that is known.
    ``implicit`` persons are not in the file: the unnamed suspect or victim.
    """

    id: str
    roles: tuple[str, ...] = ()
    line: int = 0
    birth: Interval | None = None
    age: tuple[int, int] | None = None
    age_date: Interval | None = None
    minor: str = ""
    nationalities: tuple[str, ...] = ()
    resident_since: Interval | None = None
    implicit: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """``person`` is the ``kind`` (ouder …) of ``other``, with or without custody (gezag) and supervision."""

    line: int
    person: str
    other: str
    kind: str
    custody: str = ""
    supervision: str = ""
    start: Interval | None = None
    end: Interval | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Custody:
    """Somebody holds gezag or opzicht (``kind``) over a child."""

    line: int
    holder: str
    child: str
    kind: str
    start: Interval | None = None
    end: Interval | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class KnownTo:
    """From when a person knew of a measure or decision."""

    person: str
    since: Interval


@dataclass(frozen=True, slots=True)
class Measure:
    """A child protection measure over a child, and who carries it out."""

    line: int
    kind: str
    child: str
    holder: str = ""
    start: Interval | None = None
    end: Interval | None = None
    known_to: tuple[KnownTo, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of a court about a child. ``issuer`` is free text."""

    line: int
    kind: str
    child: str
    issuer: str = ""
    start: Interval | None = None
    end: Interval | None = None
    known_to: tuple[KnownTo, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    """A holder consented or not (``value``) towards ``to``. ``obtained_by``: misleiding, dwang or ``""``."""

    line: int
    holder: str
    child: str
    value: str
    to: tuple[str, ...] = ()
    start: Interval | None = None
    end: Interval | None = None
    withdrawn_on: Interval | None = None
    obtained_by: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class HoldersComplete:
    """Whether the holders in the case are all there are for a child, on a date."""

    line: int
    child: str
    value: str
    on: Interval | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A statement or document. ``person`` made it; ``revises`` is the id of the statement that it revises.

    ``implicit`` sources were named at a fact only; their id is that text.
    """

    id: str
    kind: str = ""
    person: str = ""
    made_on: Interval | None = None
    circumstances: str = ""
    revises: str = ""
    line: int = 0
    implicit: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """Events that a person declared to be one course of conduct, with the reason."""

    line: int
    events: tuple[str, ...]
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person holds of an open norm. ``verdict``: vervuld or niet_vervuld."""

    line: int
    rule: str
    element: str
    verdict: str
    by: str
    reason: str
    suspect: str = ""
    victim: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement that a fact type holds or not.

    Conduct and relations: ``by`` did it, ``against`` whom. Facts about a victim or suspect: ``about``. Facts
    about a holder: ``by`` is the holder, ``about`` the child. ``*_given`` tells whether the file says so; if
    not, the only suspect or victim was filled in, or nobody. ``by_unknown``: the actor is said to be unknown.
    """

    index: int
    line: int
    type_id: str
    value: str
    by: tuple[str, ...] = ()
    by_unknown: bool = False
    by_given: bool = False
    against: tuple[str, ...] = ()
    against_given: bool = False
    about: tuple[str, ...] = ()
    about_given: bool = False
    via: tuple[str, ...] = ()
    period: Period | None = None
    ongoing: bool = False
    place_act: str = ""
    place_result: str = ""
    event: str = ""
    object: str = ""
    source_text: str = ""
    source_id: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a case file says, with the assumptions made in reading it (``notes``, in Dutch)."""

    name: str = ""
    fictional: bool = False
    reference_date: date | None = None
    classification: str = ""
    note: str = ""
    persons: tuple[Person, ...] = ()
    relations: tuple[Relation, ...] = ()
    custody: tuple[Custody, ...] = ()
    measures: tuple[Measure, ...] = ()
    decisions: tuple[Decision, ...] = ()
    consents: tuple[Consent, ...] = ()
    holders_complete: tuple[HoldersComplete, ...] = ()
    sources: tuple[Source, ...] = ()
    chains: tuple[Chain, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()

    def person(self, id: str) -> Person | None:
        """The person with that id, if there is one."""
        return next((p for p in self.persons if p.id == id), None)

    def source(self, id: str) -> Source | None:
        """The source with that id, if there is one."""
        return next((s for s in self.sources if s.id == id), None)

    @property
    def suspects(self) -> tuple[Person, ...]:
        """Every person with the role verdachte, in the order of the file."""
        return tuple(p for p in self.persons if "verdachte" in p.roles)

    @property
    def victims(self) -> tuple[Person, ...]:
        """Every person with the role slachtoffer, in the order of the file."""
        return tuple(p for p in self.persons if "slachtoffer" in p.roles)
