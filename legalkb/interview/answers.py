"""Reads one line of a conversation: a command, or an answer with its particulars (who, when, where, source).

Particulars follow the answer behind a comma or semicolon, in any order: ``ja; 2025-07-20; door V2; aangifte S1``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from legalkb.fields import ID_PATTERN, UNKNOWN
from legalkb.interview.errors import Doubtful, Unfit
from legalkb.interview.moments import date, when
from legalkb.interview.origin import NAMED, checked
from legalkb.node import FORBIDDEN

__all__ = [
    "AGAIN",
    "COMMANDS",
    "NOTHING",
    "Command",
    "Doubtful",
    "Form",
    "Given",
    "Particulars",
    "Unfit",
    "cleaned",
    "command_at",
    "command_in",
    "parse",
    "particulars",
]

LONGEST = 1000
COMMANDS = ("overslaan", "verder", "terug", "?", "antwoorden", "wijzig", "help", "stop")
LEAVING = re.compile(r"(?i)volgend?( onderwerp)?")  # the same as "verder"
ANSWERS = ("ja", "nee", UNKNOWN)
AGAIN = "="
ROLES = ("verdachte", "slachtoffer", "betrokkene", "getuige", "instelling")
WHO = ("door", "tegen", "over", "via")
_ID = re.compile(ID_PATTERN)


class Form(Enum):
    """What an answer to a question looks like."""

    YES_NO = auto()
    AGE = auto()  # a date of birth, an age, or ja and nee on the age that is asked
    DATE = auto()
    DAY = auto()
    COUNTRY = auto()
    COUNTRIES = auto()


SHAPES = {
    Form.YES_NO: "ja, nee, onbekend of overslaan",
    Form.AGE: "een geboortedatum (2010-05-04), een leeftijd (14 of 12-15), ja, nee of onbekend",
    Form.DATE: "een dag (2025-07-20), maand (2025-07), jaar (2025) of onbekend",
    Form.DAY: "een dag (2025-07-20) of onbekend",
    Form.COUNTRY: "een landcode (NL, MA) of onbekend",
    Form.COUNTRIES: "een of meer landcodes (NL, MA) of onbekend",
}


@dataclass(frozen=True, slots=True)
class Particulars:
    """What goes with an answer. Persons by key (door, tegen, over, via); ``when`` by key (op, van, tot, voortdurend);
    ``again``: on the same day as the answer before; ``roles``: persons who are new, with their role; ``kind``: the
    kind of a relation or measure; ``source`` None means that none was named, ``""`` that there is none;
    ``same_source``: the one that was named last."""

    who: tuple[tuple[str, tuple[str, ...]], ...] = ()
    when: tuple[tuple[str, str], ...] = ()
    again: bool = False
    place_act: str = ""
    place_result: str = ""
    event: str = ""
    object: str = ""
    kind: str = ""
    source: str | None = None
    same_source: bool = False
    roles: tuple[tuple[str, str], ...] = ()

    def named(self, key: str) -> tuple[str, ...]:
        """The persons named under a key."""
        return dict(self.who).get(key, ())

    @property
    def persons(self) -> tuple[str, ...]:
        """Every person named, once."""
        return tuple(dict.fromkeys(p for _, ids in self.who for p in ids if p != UNKNOWN))


NOTHING = Particulars()


@dataclass(frozen=True, slots=True)
class Command:
    """Something else than an answer; ``number`` for the answer that ``wijzig`` names."""

    name: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: ja, nee, onbekend or a value of the form; with what was said beside it, and what was ``chosen``."""

    value: str
    particulars: Particulars = NOTHING
    chosen: tuple[str, ...] = ()


def cleaned(line: str) -> str:
    """The line without spaces around it; :class:`Unfit` when no person types such a line."""
    if FORBIDDEN.search(line):
        raise Unfit("Deze regel bevat een onzichtbaar stuurteken. Typ hem opnieuw.")
    if len(line) > LONGEST:
        raise Unfit(f"Deze regel is langer dan {LONGEST} tekens. Houd het kort.")
    return " ".join(line.split())


def parse(
    line: str,
    form: Form,
    persons: Collection[str] = (),
    kinds: Collection[str] = (),
    goods: Collection[str] = (),
) -> Command | Given:
    """Read a line typed at a question of a form. ``persons`` are the ids of the case, ``kinds`` the words that may
    name a kind of relation or measure here, ``goods`` those that name a kind of goods."""
    text = cleaned(line)
    head, *rest = [p.strip() for p in re.split(r"[;,]", text)]
    word, _, more = head.partition(" ")
    if not rest and (command := command_at(head, form)):
        return command
    value = _answer(word, form)
    if value:
        return Given(value, particulars([more, *rest], persons, kinds, goods))
    value, used = _value(head, rest, form)
    return Given(value, particulars(rest[used:], persons, kinds, goods))


def _meant(word: str, words: Iterable[str]) -> list[str]:
    lowered = word.casefold()
    return [w for w in words if w == lowered] or [w for w in words if lowered and w.startswith(lowered)]


def command_at(text: str, form: Form) -> Command | None:
    """The command that a line at a question is; None for an answer."""
    if LEAVING.fullmatch(text):
        return Command("verder")
    word, _, more = text.partition(" ")
    return _command(word, more, form)


def _command(word: str, more: str, form: Form) -> Command | None:
    if form in (Form.COUNTRY, Form.COUNTRIES) and re.fullmatch("[A-Za-z]{2}", word):
        return None
    found = _meant(word, (*ANSWERS, *COMMANDS))
    if len(found) > 1:
        raise Unfit(f"‘{word}’ kan {' of '.join(found)} zijn. Typ een letter meer.")
    if not found or found[0] in ANSWERS:
        return None
    if found[0] != "wijzig":
        if more:
            raise Unfit(f"Achter ‘{found[0]}’ hoort niets.")
        return Command(found[0])
    if not more.isascii() or not more.isdecimal():
        raise Unfit(
            "Schrijf achter ‘wijzig’ het nummer van het antwoord, zoals ‘wijzig 3’. ‘antwoorden’ geeft de nummers."
        )
    return Command("wijzig", int(more[:6]))


def command_in(line: str) -> Command | None:
    """The command that a line of particulars is, if it is one: its whole name or the beginning of one only."""
    if LEAVING.fullmatch(line):
        return Command("verder")
    word, _, more = line.partition(" ")
    found = _meant(word, COMMANDS)
    if len(found) != 1 or found[0] == "overslaan" or (more and found[0] != "wijzig"):
        return None
    return _command(found[0], more, Form.YES_NO)


def _answer(word: str, form: Form) -> str:
    """The plain answer that a word stands for, empty when it is another value."""
    if form in (Form.COUNTRY, Form.COUNTRIES) and re.fullmatch("[A-Za-z]{2}", word):
        return ""
    found = _meant(word, ANSWERS)
    if len(found) == 1 and (found[0] == UNKNOWN or form in (Form.YES_NO, Form.AGE)):
        return found[0]
    return ""


def _value(head: str, rest: list[str], form: Form) -> tuple[str, int]:
    """A value that is no plain answer, and how many of the parts behind it belong to it."""
    if form is Form.AGE and (match := re.fullmatch(r"(\d{1,3})(?: ?- ?(\d{1,3}))?(?: jaar)?", head)):
        return f"{int(match[1])}-{int(match[2])}" if match[2] else str(int(match[1])), 0
    if form in (Form.AGE, Form.DATE, Form.DAY) and (interval := date(head)):
        if form is Form.DAY and len(interval) < 10:
            raise Unfit("Hier is een hele dag nodig, zoals 2026-03-01.")
        return interval, 0
    if form in (Form.COUNTRY, Form.COUNTRIES):
        used = 0
        while form is Form.COUNTRIES and used < len(rest) and re.fullmatch("[A-Za-z]{2}( en [A-Za-z]{2})?", rest[used]):
            used += 1
        codes = [c.upper() for part in (head, *rest[:used]) for c in re.split(r" (?:en )?", part)]
        if all(re.fullmatch("[A-Z]{2}", c) for c in codes) and (len(codes) == 1 or form is Form.COUNTRIES):
            return " ".join(dict.fromkeys(codes)), used
    raise Unfit(f"Dat past niet bij deze vraag. Antwoord met {SHAPES[form]}; ‘help’ noemt wat nog meer kan.")


def particulars(
    parts: Iterable[str], persons: Collection[str] = (), kinds: Collection[str] = (), goods: Collection[str] = ()
) -> Particulars:
    """The particulars in the parts of a line; free text is the source, several pieces of it are one source."""
    found, last = NOTHING, ""
    sources: list[str] = []
    for part in filter(None, (p.strip() for p in parts)):
        if part in persons and last:
            found = _with_who(found, last, (*found.named(last), part))
            continue
        changed, key = _part(part, found, kinds)
        last = key if changed is not None else ""
        if changed is None:
            sources.append(
                part
                if _meant(part, ANSWERS) or part.casefold() in COMMANDS
                else checked(part, persons, goods, bool(sources))
            )
        else:
            found = changed
    if not sources:
        return found
    text = ", ".join(sources)
    if _meant(text, ANSWERS) or text.casefold() in COMMANDS:
        raise Unfit(
            "Hier gaat het om wie, wanneer en de bron. Enter laat dat zoals het is; ‘terug’ stelt de vraag opnieuw."
        )
    return replace(found, source="" if text.casefold() in ("-", "geen", "geen bron") else text)


def _with_who(found: Particulars, key: str, ids: tuple[str, ...]) -> Particulars:
    return replace(found, who=tuple({**dict(found.who), key: tuple(dict.fromkeys(ids))}.items()))


def _part(part: str, found: Particulars, kinds: Collection[str]) -> tuple[Particulars | None, str]:
    """What one part adds; None for free text. The second value is the key under which persons may follow."""
    word, _, more = part.partition(" ")
    key = word.casefold().rstrip(":")
    if key in WHO and more:
        return _with_who(found, key, tuple(_ids(more))), key
    if part == AGAIN:
        return replace(found, again=True), ""
    if re.fullmatch(f"(?i)bron:? ?{AGAIN}", part):
        return replace(found, same_source=True), ""
    if moment := when(part):
        return replace(found, when=moment), ""
    if part.casefold().replace(" ", "_").replace("-", "_") in kinds:
        return replace(found, kind=part.casefold().replace(" ", "_").replace("-", "_")), ""
    if match := re.fullmatch(r"(in|gevolg(?: in)?) ([A-Za-z]{2})", part):
        name = "place_act" if match[1] == "in" else "place_result"
        return replace(found, **{name: match[2].upper()}), ""  # type: ignore[arg-type]
    if key in ("voorval", "voorwerp") and more:
        return (replace(found, event=more) if key == "voorval" else replace(found, object=more)), ""
    if match := re.fullmatch(rf"({ID_PATTERN})(?: is)?(?: een)? ({'|'.join(ROLES)})", part):
        return replace(found, roles=(*found.roles, (match[1], match[2]))), ""
    return None, ""


def _ids(text: str) -> Iterator[str]:
    for id in text.split(" en "):
        if not _ID.fullmatch(id):
            raise Unfit("Noem personen met hun aanduiding, zoals V1 of S1, nooit met een naam.")
        yield UNKNOWN if id.casefold() == UNKNOWN else id


def unknown_persons(found: Particulars, persons: Collection[str]) -> tuple[str, ...]:
    """The persons whom an answer names and the case does not know: in its keys, or at the end of its source."""
    known = {*persons, *(id for id, _ in found.roles)}
    last = (found.source or "").rpartition(" ")[2].strip(".,;:()")
    named = (*found.persons, *((last,) if NAMED.fullmatch(last) else ()))
    return tuple(dict.fromkeys(p for p in named if p not in known))
