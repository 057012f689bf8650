"""What exercises are made of, from the ontology: how facts are told, characters, casts, arrangements, countries, and
the documents a story is told in. Frozen values, rebuilt from the plain data of :mod:`legalkb.ontology_training`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from legalkb.compilation import YES
from legalkb.knowledge import KnowledgeBase

MOMENTS = ("achtergrond", "voorbereiding", "uitreis", "verblijf", "huwelijk", "terug", "nasleep", "nu")
STANDING = frozenset(("achtergrond", "nu"))
ABROAD = frozenset(("verblijf", "huwelijk"))


@dataclass(frozen=True, slots=True)
class Telling:
    """How a fact type is told. ``moment`` is one of :data:`MOMENTS`; ``yes`` and ``no`` are the phrases (see
    :mod:`legalkb.training.phrases`); ``apart`` names what is not told with it ("naam=ja"), ``beside`` of what at least
    one is told too; ``traits`` must all hold in the story; ``papers`` are kinds of documents that would say it,
    ``tellers`` who may say it (slachtoffer, betrokkene, getuige, verdachte, stuk); anybody when empty. ``evident``: who
    tells the story shows it, so that it can't be a gap."""

    id: str
    moment: str
    place: str
    yes: tuple[str, ...]
    no: tuple[str, ...]
    apart: tuple[str, ...]
    apart_no: tuple[str, ...]
    beside: tuple[str, ...]
    beside_no: tuple[str, ...]
    traits: tuple[str, ...]
    papers: tuple[str, ...]
    tellers: tuple[str, ...] = ()
    only: str = ""
    evident: bool = False

    def phrases(self, value: str) -> tuple[str, ...]:
        """The phrases that tell it with a value; none where exercises use it with another value only."""
        if self.only not in ("", value):
            return ()
        return self.yes if value == YES else self.no

    def excluded(self, value: str) -> tuple[str, ...]:
        """What is not told with it."""
        return self.apart if value == YES else self.apart_no

    def needed(self, value: str) -> tuple[str, ...]:
        """Of what at least one is told too; nothing when it stands alone."""
        return self.beside if value == YES else self.beside_no

    @property
    def abroad(self) -> bool:
        """Whether it happens in the country that the story goes to."""
        return self.place == "land" or (self.place != "nederland" and self.moment in ABROAD)


@dataclass(frozen=True, slots=True)
class Character:
    """Who somebody is to the victim: ``label``, ``called`` after "mijn", ``relation`` as in the case file, and what
    this person calls a victim of either gender. ``ages`` are the first and last age, 0 when of no matter."""

    id: str
    label: str
    called: str
    gender: str
    relation: str
    calls: Mapping[str, str]
    ages: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a cast; ``characters`` are those to choose from. ``optional`` members play now and then, from a
    level up."""

    id: str
    roles: tuple[str, ...]
    characters: tuple[str, ...]
    genders: tuple[str, ...]
    ages: tuple[int, int]
    nationalities: tuple[str, ...]
    optional: bool
    from_level: int


@dataclass(frozen=True, slots=True)
class Cast:
    """With which persons some scenarios can be played, under which arrangements, whether the story goes abroad, and
    whether they have left for there."""

    id: str
    scenarios: tuple[str, ...]
    members: tuple[Member, ...]
    arrangements: tuple[str, ...]
    abroad: bool
    departed: bool = True


@dataclass(frozen=True, slots=True)
class Given:
    """Something that stands in a case beside its facts: a section of the case file, the entry, how it is told and by
    whom (a person, or a kind of document); Jinja2 with the days of the story."""

    section: str
    entry: str
    told: tuple[str, ...]
    teller: str
    order: int


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is known about gezag, opzicht and consent in a story."""

    id: str
    given: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """Where a story goes: ISO code, Dutch name, and towns."""

    code: str
    name: str
    towns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of document a story is told in: who speaks (a role, or ``stuk``) and its first sentences. ``alarm``: it
    does not suit a counter-scenario. ``preposition`` (Dutch) stands between its label and who speaks."""

    id: str
    label: str
    teller: str
    openings: tuple[str, ...]
    alarm: bool = False
    preposition: str = "van"


@dataclass(frozen=True, slots=True)
class Stock:
    """All of it. ``goods`` are by class of object: the name in a case file, and the name with its article.
    ``distractors`` are the facts (name and value) that may stand in a story of a scenario without being typical of it.
    """

    told: Mapping[str, Telling]
    characters: Mapping[str, Character]
    casts: tuple[Cast, ...]
    arrangements: Mapping[str, Arrangement]
    countries: tuple[Country, ...]
    documents: Mapping[str, DocumentKind]
    goods: Mapping[str, tuple[str, str]]
    distractors: Mapping[str, tuple[tuple[str, str], ...]]


def _tuples(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}


def _cast(data: Mapping[str, Any]) -> Cast:
    return Cast(**{**_tuples(data), "members": tuple(Member(**_tuples(m)) for m in data["members"])})


def _arrangement(data: Mapping[str, Any]) -> Arrangement:
    return Arrangement(data["id"], tuple(Given(**_tuples(g)) for g in data["given"]))


def from_plain(data: Mapping[str, Any]) -> Stock:
    """Build the stock from plain data."""
    return Stock(
        told={k: Telling(**_tuples(v)) for k, v in data["told"].items()},
        characters={k: Character(**_tuples(v)) for k, v in data["characters"].items()},
        casts=tuple(map(_cast, data["casts"])),
        arrangements={k: _arrangement(v) for k, v in data["arrangements"].items()},
        countries=tuple(Country(**_tuples(c)) for c in data["countries"]),
        documents={k: DocumentKind(**_tuples(d)) for k, d in data["documents"].items()},
        distractors={k: tuple((name, value) for name, value in found) for k, found in data["distractors"].items()},
        goods={k: (name, named) for k, (name, named) in data["goods"].items()},
    )


def of(knowledge: KnowledgeBase) -> Stock:
    """What the knowledge base has for exercises; built once for it."""
    found: Stock = knowledge.once("oefenstof", lambda: from_plain(knowledge.training))
    return found
