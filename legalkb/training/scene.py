"""The scene of a story: who plays in it, where it goes, and the days on which things happen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from legalkb.dates import Interval, age_on
from legalkb.training import traits
from legalkb.training.chance import Chance
from legalkb.training.stock import Arrangement, Cast, Character, Country, Given, Member, Stock

SUSPECT, VICTIM, HOLDER, INSTITUTION, WITNESS = "verdachte", "slachtoffer", "betrokkene", "instelling", "getuige"
MAJORITY, TEEN, TWELVE = 18, 15, 12
PARTNERS = frozenset(("echtgenoot", "geregistreerd_partner", "partner", "ex_partner"))
DEPARTURE, REPORT, RETURN, LAST = "vertrek", "melding", "terug", "laatste_dag"
HOME = "NL"


@dataclass(frozen=True, slots=True)
class Role:
    """A person in a scene. ``character`` is None for the victim, ``birth`` None where of no matter; ``resident`` is
    since when somebody without Dutch nationality lives in the Netherlands, None where that is not told."""

    id: str
    roles: tuple[str, ...]
    character: Character | None
    gender: str
    birth: date | None
    nationalities: tuple[str, ...]
    resident: date | None = None

    @property
    def suspect(self) -> bool:
        """Whether this is a suspect."""
        return SUSPECT in self.roles


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything about a story but its facts. ``days`` are named: eerder, voorbereiding, vertrek, verblijf, huwelijk,
    terug, nasleep, later, melding. ``country`` is None in a story that stays in the Netherlands."""

    scenario: str
    level: int
    cast: Cast
    roles: tuple[Role, ...]
    arrangement: Arrangement | None
    country: Country | None
    town: str
    days: Mapping[str, date]
    reference: date

    def role(self, id: str) -> Role:
        """The person with an id."""
        return next(r for r in self.roles if r.id == id)

    @property
    def suspects(self) -> tuple[Role, ...]:
        """The suspects."""
        return tuple(r for r in self.roles if r.suspect)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of everybody."""
        return tuple(r.id for r in self.roles)

    @property
    def victim(self) -> Role:
        """The victim."""
        return next(r for r in self.roles if VICTIM in r.roles)

    @property
    def age(self) -> int:
        """The age of the victim, in years, on the day of departure."""
        return _age(self.victim.birth, self.days[DEPARTURE])

    @property
    def traits(self) -> frozenset[str]:
        """What phrases may ask of a story (``lkb:verteldBij``)."""
        main = self.suspects[0].character
        relation = main.relation if main else ""
        held = self.arrangement.given if self.arrangement else ()
        holds = (
            (traits.MINOR, self.age < MAJORITY),
            (traits.ADULT, self.age >= MAJORITY),
            (traits.UNDER_TWELVE, self.age < TWELVE),
            (traits.TWELVE, self.age >= TWELVE),
            (traits.TEEN, self.age >= TEEN),
            (traits.PARENT, relation == "ouder"),
            (traits.PARTNER, relation in PARTNERS),
            (traits.CUSTODY, any(g.section == "gezag" and f"houder: {self.suspects[0].id}," in g.entry for g in held)),
            (traits.SEVERAL, len(self.suspects) > 1),
            (traits.ENDS, not any(_endless(g) for g in held)),
            (traits.FOREIGN, bool(self.victim.nationalities) and HOME not in self.victim.nationalities),
            (traits.ABROAD, self.country is not None and self.cast.departed),
        )
        return frozenset(name for name, true in holds if true)


def _endless(given: Given) -> bool:
    """Whether this is a consent without an end, or a refusal: then no day of return was agreed."""
    consent = given.section == "toestemmingen"
    return consent and ("waarde: nee" in given.entry or not ("tot:" in given.entry or "onder:" in given.entry))


def _age(birth: date | None, on: date) -> int:
    return age_on(Interval(birth, birth), Interval(on, on))[0] if birth else MAJORITY


def days(departure: date, chance: Chance) -> dict[str, date]:
    """The named days of a story around the day of departure, in the order in which they fall."""
    back = chance.day(departure, 21, 40)
    stay = chance.day(departure, 3, 12)
    wedding = chance.day(stay, 3, 12)
    aftermath = chance.day(back, 3, 15)
    aftermath += timedelta(days=-aftermath.weekday() % 7)  # a Monday: what follows happens on working days
    return {
        "eerder": chance.day(departure, -420, -150),
        "voorbereiding": chance.day(departure, -40, -8),
        DEPARTURE: departure,
        "verblijf": stay,
        "huwelijk": wedding,
        "later": chance.day(departure, 5, 20),
        LAST: back - timedelta(days=1),
        RETURN: back,
        "nasleep": aftermath,
        REPORT: chance.day(aftermath, 2, 12),
    }


def _birth(low: int, high: int, on: date, chance: Chance) -> date:
    """A birthday with which somebody is from ``low`` to ``high`` years old on a day, and stays so for two months."""
    age = chance.between(low, high)
    return on - timedelta(days=365 * age + age // 4 + chance.between(20, 280))


def _character(member: Member, stock: Stock, taken: set[str], chance: Chance) -> Character | None:
    left = [stock.characters[c] for c in member.characters if c not in taken]
    return chance.pick(left) if left else None


def _nationalities(member: Member, country: Country | None, chance: Chance) -> tuple[str, ...]:
    if not member.nationalities:
        return ()
    codes = {"land": country.code if country else HOME}
    found = (codes.get(word, word) for word in chance.pick(member.nationalities).split())
    return tuple(dict.fromkeys(found))


def _resident(codes: tuple[str, ...], on: date, chance: Chance) -> date | None:
    """Since when a suspect who is no Dutch national lives here, told in two of three cases."""
    if not codes or HOME in codes or chance.once_in(3):
        return None
    return chance.day(on, -365 * 16, -365 * 2)


def _roles(cast: Cast, stock: Stock, level: int, country: Country | None, on: date, chance: Chance) -> tuple[Role, ...]:
    found: list[Role] = []
    taken: set[str] = set()
    for member in sorted(cast.members, key=lambda m: (m.optional, VICTIM not in m.roles, m.id[0] != "V", m.id)):
        own = chance.apart(member.id)
        absent = member.optional and (level < member.from_level or own.once_in(2))
        if level < member.from_level or absent:
            continue
        character = _character(member, stock, taken, own)
        if character is None and VICTIM not in member.roles:
            continue
        taken.add(character.id if character else "")
        gender = character.gender if character else own.pick(member.genders)
        low, high = member.ages if member.ages[1] else character.ages if character else (0, 0)
        birth = _birth(low, high, on, own) if high else None
        codes = _nationalities(member, country, own)
        resident = _resident(codes, on, own) if SUSPECT in member.roles else None
        found.append(Role(member.id, member.roles, character, gender, birth, codes, resident))
    return tuple(sorted(found, key=lambda r: ("VSMIT".find(r.id[0]), r.id)))


def casts_for(stock: Stock, scenario: str) -> tuple[Cast, ...]:
    """The casts with which a scenario can be played."""
    return tuple(c for c in stock.casts if scenario in c.scenarios)


def draw(
    stock: Stock, scenario: str, cast: Cast, level: int, departure: date, reference: date | None, chance: Chance
) -> Scene:
    """A scene for a scenario around a day of departure. ``reference`` is the reference date of the case; None for a
    day soon after the report."""
    country = chance.pick(stock.countries) if cast.abroad else None
    named = days(departure, chance.apart("dagen"))
    roles = _roles(cast, stock, level, country, departure, chance.apart("personen"))
    arrangement = stock.arrangements[chance.pick(cast.arrangements)] if cast.arrangements else None
    town = chance.pick(country.towns) if country else ""
    soon = chance.day(named[REPORT], 5, 40)
    return Scene(scenario, level, cast, roles, arrangement, country, town, named, max(reference or soon, named[REPORT]))
