"""Reads the facts of a case: about whom each is, when it was, and who is meant where that is not said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from legalkb.case import Fact
from legalkb.dates import Interval, Period
from legalkb.field_values import Reading
from legalkb.fields import UNKNOWN
from legalkb.node import Node
from legalkb.records import Record

__all__ = ["read_facts"]

# Whom a fact of each subject names, and with which keys.
_KEYS = {
    "gedraging": ("door", "tegen", "via"),
    "relatie": ("door", "tegen"),
    "slachtoffer": ("over", "tegen"),
    "verdachte": ("over", "door"),
    "houder": ("door", "over"),
    "zaak": (),
}
_NAMES = {"door": "by", "tegen": "against", "over": "about", "via": "via"}
_WHOM = {
    "gedraging": "een gedraging",
    "relatie": "iemand tegenover een slachtoffer",
    "slachtoffer": "een slachtoffer",
    "verdachte": "een verdachte",
    "houder": "een houder van gezag of opzicht",
    "zaak": "de zaak als geheel",
}


@dataclass(slots=True)
class _Gaps:
    """The lines of the facts that do not say who is meant (filled in, or left to nobody), or say that nobody knows who
    did it."""

    unknown: list[int] = field(default_factory=list)
    suspect: list[int] = field(default_factory=list)
    victim: list[int] = field(default_factory=list)


def read_facts(reading: Reading, records: Iterable[Record]) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """The facts in the order of the file, and the assumptions made about whom they concern (Dutch)."""
    gaps = _Gaps()
    facts = tuple(_fact(reading, record, index, gaps) for index, record in enumerate(records, 1))
    notes = (
        _of_unknown(gaps.unknown),
        _note(reading, gaps.suspect, "verdachte"),
        _note(reading, gaps.victim, "slachtoffer"),
    )
    return facts, tuple(note for note in notes if note)


def _fact(reading: Reading, record: Record, index: int, gaps: _Gaps) -> Fact:
    values = record.values
    plain = ("event", "object", "note")
    place = {name: values[name] for name in ("place_act", "place_result") if values.get(name, UNKNOWN) != UNKNOWN}
    source = record.nodes["source"].text if "source" in record.nodes else ""
    return Fact(
        index=index,
        line=record.line,
        type_id=values["type_id"],
        value=values.get("value", "ja"),
        period=_period(reading, record),
        ongoing=values.get("ongoing", False),
        source_text=" ".join(source.split()),
        source_id=values.get("source", ""),
        **{name: values[name] for name in plain if name in values},
        **place,
        **_people(reading, record, gaps),
    )


def _people(reading: Reading, record: Record, gaps: _Gaps) -> dict[str, Any]:
    """``by``, ``against``, ``about``, ``via`` and what the file itself says of them."""
    subject = reading.vocabulary.fact_types[record.values["type_id"]].subject
    named = {key: record.values.get(name, ()) for key, name in _NAMES.items()}
    given = {key: bool(named[key]) for key in named}
    unknown = UNKNOWN in named["door"]
    named["door"] = tuple(p for p in named["door"] if p != UNKNOWN)
    _refuse_keys(reading, record, subject, given)
    suspect = _filler(reading, "verdachte", gaps.suspect, record.line)
    victim = _filler(reading, "slachtoffer", gaps.victim, record.line)
    people: dict[str, Any] = {"by_unknown": unknown}
    if subject in ("gedraging", "relatie"):
        people |= {"by": named["door"] if given["door"] else suspect(), "by_given": given["door"]}
        people |= {"against": named["tegen"] if given["tegen"] else victim(), "against_given": given["tegen"]}
        people["via"] = named["via"]
        if unknown and not named["door"]:
            gaps.unknown.append(record.line)
    elif subject == "slachtoffer":
        about = given["over"] or given["tegen"]
        people |= {"about": (named["over"] or named["tegen"]) if about else victim(), "about_given": about}
    elif subject == "verdachte":
        about = given["over"] or given["door"]
        people |= {"about": (named["over"] or named["door"]) if about else suspect(), "about_given": about}
    elif subject == "houder":
        people |= {"by": named["door"], "by_given": given["door"]}
        people |= {"about": named["over"] if given["over"] else victim(), "about_given": given["over"]}
    _check_people(reading, record, subject, people)
    return people


def _filler(reading: Reading, role: str, lines: list[int], line: int) -> Callable[[], tuple[str, ...]]:
    """Gives the only person with a role, or nobody, and remembers the fact that needed it."""

    def fill() -> tuple[str, ...]:
        lines.append(line)
        known = reading.with_role(role)
        return tuple(known) if len(known) == 1 else ()

    return fill


def _refuse_keys(reading: Reading, record: Record, subject: str, given: dict[str, bool]) -> None:
    allowed = _KEYS[subject]
    either = " of " if subject in ("slachtoffer", "verdachte") else " en "
    use = f"Gebruik {either.join(f'{k!r}' for k in allowed[:2])}." if allowed else "Laat het weg."
    for key in (k for k, present in given.items() if present and k not in allowed):
        node = record.nodes[_NAMES[key]]
        reading.problem(node, f"'{key}' past niet bij dit feit, dat gaat over {_WHOM[subject]}", node.text, use)
    if subject in ("slachtoffer", "verdachte") and all(given[key] for key in allowed):
        what = f"'{allowed[0]}' en '{allowed[1]}' staan er beide, maar dit feit gaat over {_WHOM[subject]}"
        reading.problem(record.line, what, "", f"Laat '{allowed[1]}' weg.")


def _check_people(reading: Reading, record: Record, subject: str, people: dict[str, Any]) -> None:
    """Roles that contradict the fact, and cooperation that names too few."""
    by, against, about = (people.get(name, ()) for name in ("by", "against", "about"))
    for person in (*against, *(about if subject != "verdachte" else ())):
        if reading.has_role(person, "instelling"):
            what = "dit feit gaat over een slachtoffer, niet over een instelling"
            remedy = "Noem het slachtoffer; een instelling hoort onder 'gezag' of 'maatregelen'."
            reading.problem(record.line, what, person, remedy)
    for person in about if subject in ("slachtoffer", "verdachte") else ():
        if reading.lacks_role(person, subject, "betrokkene", "instelling"):
            what = f"dit feit gaat over een {subject}, maar {person} heeft die rol niet"
            reading.problem(record.line, what, person, f"Noem een ander, of geef {person} ook de rol {subject}.")
    both = [p for p in by if p in against and people["by_given"] and people["against_given"]]
    if both:
        remedy = "Noem bij 'door' en 'tegen' verschillende personen."
        reading.problem(record.line, "dezelfde persoon staat bij 'door' en bij 'tegen'", both[0], remedy)
    _check_cooperation(reading, record, people)


def _check_cooperation(reading: Reading, record: Record, people: dict[str, Any]) -> None:
    cooperation = reading.vocabulary.fact_types[record.values["type_id"]].cooperation
    if record.values.get("value", "ja") != "ja":
        return
    if cooperation == "wederzijds" and people["by_given"] and len(people["by"]) + people["by_unknown"] < 2:
        remedy = "Noem bij 'door' ten minste twee personen, bijvoorbeeld [V1, V2] of [V1, onbekend]."
        reading.problem(record.line, "samenwerken doet iemand niet alleen", " ".join(people["by"]), remedy)
    alone = [p for p in people.get("via", ()) if p in people.get("by", ())]
    if cooperation == "opdracht" and alone:
        remedy = "Noem bij 'via' wie de opdracht uitvoerde."
        reading.problem(record.line, "een opdracht aan zichzelf", alone[0], remedy)


def _period(reading: Reading, record: Record) -> Period | None:
    values, nodes = record.values, record.nodes
    on: Interval | None = values.get("on")
    start: Interval | None = values.get("start", on)
    end: Interval | None = values.get("end")
    both = [n for n in ("start", "end") if n in values]
    if on is not None and both:
        node: Node = nodes["on"]
        remedy = "Gebruik 'op' voor een moment, of 'van' en 'tot' voor een periode."
        reading.problem(node, "'op' staat naast 'van' of 'tot'", node.text, remedy)
        return None
    ongoing = bool(values.get("ongoing"))
    if on is not None and not ongoing:
        end = on
    return Period(start, end, ongoing) if start or end or ongoing else None


def _of_unknown(lines: list[int]) -> str:
    """The sentence about the facts of which nobody knows who did them."""
    if not lines:
        return ""
    many = len(lines) > 1
    what = f"Bij {len(lines)} feiten" if many else "Bij één feit"
    return f"{what} is niet bekend wie het deed ({_where(lines)}); {_left(many)} aan niemand toegerekend."


def _where(lines: list[int]) -> str:
    return f"regel {', '.join(map(str, lines[:10]))}{' …' if len(lines) > 10 else ''}"


def _left(many: bool) -> str:
    return "zij worden" if many else "het wordt"


def _note(reading: Reading, lines: list[int], role: str) -> str:
    """The sentence about the facts that do not say who did it, or who the victim is."""
    many, known = len(lines) > 1, reading.with_role(role)
    if not lines or (len(known) == 1 and known[0] in reading.unnamed):
        return ""
    who = "wie het deed" if role == "verdachte" else "wie het slachtoffer is"
    opening = f"Bij {len(lines)} feiten staat niet {who}" if many else f"Bij één feit staat niet {who}"
    if len(known) == 1:
        only = "de enige verdachte" if role == "verdachte" else "het enige slachtoffer"
        read = "zij zijn gelezen als feiten" if many else "het is gelezen als feit"
        return f"{opening}; {read} over {known[0]}, {only}."
    where = _where(lines)
    others = "verdachten" if role == "verdachte" else "slachtoffers"
    return f"{opening}, terwijl er meer {others} zijn ({where}); {_left(many)} aan niemand toegerekend."
