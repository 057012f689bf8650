"""Persons as they are named in a Dutch sentence: number, gender, and whether they tell it themselves.

A :class:`Named` stands in the place of a person in a phrase of the ontology. What a phrase may use of it is documented
in ``docs/reference/vertelling.md``: the name as subject, ``obj`` (the name as object), ``hij``, ``hem``, ``zijn`` and
``zich`` (pronouns), verbs such as ``heeft`` and ``is`` that agree, and :meth:`Named.v` for every other verb.
"""

from __future__ import annotations

from dataclasses import dataclass

MALE, FEMALE = "m", "v"
FIRST, THIRD = 1, 3
SINGULAR, PLURAL = "ev", "mv"

_PRONOUNS = {
    (FIRST, SINGULAR): ("ik", "mij", "mijn", "me", "mezelf"),
    (FIRST, PLURAL): ("wij", "ons", "onze", "ons", "onszelf"),
    (THIRD, PLURAL): ("zij", "hen", "hun", "zich", "zichzelf"),
    (MALE, SINGULAR): ("hij", "hem", "zijn", "zich", "zichzelf"),
    (FEMALE, SINGULAR): ("zij", "haar", "haar", "zich", "zichzelf"),
}
# The verbs that phrases use most: of ik, of hij or zij, of more than one.
_VERBS = {
    "heeft": ("heb", "heeft", "hebben"),
    "had": ("had", "had", "hadden"),
    "is": ("ben", "is", "zijn"),
    "was": ("was", "was", "waren"),
    "kan": ("kan", "kan", "kunnen"),
    "kon": ("kon", "kon", "konden"),
    "mag": ("mag", "mag", "mogen"),
    "mocht": ("mocht", "mocht", "mochten"),
    "wil": ("wil", "wil", "willen"),
    "wilde": ("wilde", "wilde", "wilden"),
    "moet": ("moet", "moet", "moeten"),
    "moest": ("moest", "moest", "moesten"),
    "gaat": ("ga", "gaat", "gaan"),
    "ging": ("ging", "ging", "gingen"),
    "zegt": ("zeg", "zegt", "zeggen"),
    "zei": ("zei", "zei", "zeiden"),
    "weet": ("weet", "weet", "weten"),
    "wist": ("wist", "wist", "wisten"),
    "wordt": ("word", "wordt", "worden"),
    "werd": ("werd", "werd", "werden"),
    "blijft": ("blijf", "blijft", "blijven"),
    "bleef": ("bleef", "bleef", "bleven"),
    "verblijft": ("verblijf", "verblijft", "verblijven"),
    "woont": ("woon", "woont", "wonen"),
    "woonde": ("woonde", "woonde", "woonden"),
    "komt": ("kom", "komt", "komen"),
    "kwam": ("kwam", "kwam", "kwamen"),
    "doet": ("doe", "doet", "doen"),
    "deed": ("deed", "deed", "deden"),
    "krijgt": ("krijg", "krijgt", "krijgen"),
    "kreeg": ("kreeg", "kreeg", "kregen"),
    "liet": ("liet", "liet", "lieten"),
    "dacht": ("dacht", "dacht", "dachten"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """One or more persons in a sentence. ``subject`` and ``object`` are how they are named there ("mijn vader", "V1",
    "hij"); ``gender`` is ``m``, ``v``, or empty for an institution; ``person`` is 1 when they tell it themselves."""

    subject: str
    object: str
    gender: str = MALE
    number: str = SINGULAR
    person: int = THIRD

    def __str__(self) -> str:
        """The name as the subject of a sentence."""
        return self.subject

    def __getattr__(self, name: str) -> str:
        """A verb that agrees, by its form for one person (``heeft``, ``kon``)."""
        if name in _VERBS:
            first, third, plural = _VERBS[name]
            return self.v(third, plural, first)
        raise AttributeError(name)

    @property
    def obj(self) -> str:
        """The name as object or after a preposition: mij, V1, mijn vader."""
        return self.object

    @property
    def hij(self) -> str:
        """The pronoun as subject: ik, hij, zij."""
        return self._pronoun(0)

    @property
    def hem(self) -> str:
        """The pronoun as object: mij, hem, haar, hen."""
        return self._pronoun(1)

    @property
    def zijn(self) -> str:
        """The possessive pronoun: mijn, zijn, haar, hun."""
        return self._pronoun(2)

    @property
    def zich(self) -> str:
        """The reflexive pronoun: me, zich, ons."""
        return self._pronoun(3)

    @property
    def zichzelf(self) -> str:
        """The stressed reflexive pronoun: mezelf, zichzelf."""
        return self._pronoun(4)

    @property
    def ik(self) -> bool:
        """Whether this is who tells it."""
        return self.person == FIRST

    @property
    def vrouw(self) -> bool:
        """Whether this is a woman or girl."""
        return self.gender == FEMALE

    @property
    def meer(self) -> bool:
        """Whether this is more than one person."""
        return self.number == PLURAL

    def v(self, third: str, plural: str, first: str = "") -> str:
        """A verb that agrees: the form of hij or zij, of more persons, and of ik where that differs from the first."""
        if self.number == PLURAL:
            return plural
        return first or third if self.person == FIRST else third

    def _pronoun(self, place: int) -> str:
        if self.person == FIRST or self.number == PLURAL:
            return _PRONOUNS[self.person, self.number][place]
        return _PRONOUNS[self.gender or MALE, SINGULAR][place]


def joined(names: tuple[str, ...], last: str = "en") -> str:
    """Names in one phrase: ``V1``, ``V1 en V2``, ``V1, V2 en V3``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"
