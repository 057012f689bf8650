"""The record for the Algoritmeregister by its publication standard 1.0.0, and the check of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from legalkb.accountability import coverage, data_file
from legalkb.accountability.data_file import LINKS, LIST, Field
from legalkb.accountability.figures import Figures
from legalkb.accountability.page import Page, Section, Table
from legalkb.errors import LegalkbError, Problem
from legalkb.knowledge import KnowledgeBase

__all__ = ["Record", "page", "problems", "record"]

ACTS = "wetten"
Value = str | list[str] | list[dict[str, str]]
STATUS = (
    "Dit is een aanzet voor een registratie in het Algoritmeregister, met de veldnamen van de publicatiestandaard "
    "1.0.0. Velden die van uw organisatie afhangen, zijn leeg.",
    "Lees ook de gevulde velden na: zij zeggen wat legalkb is, niet hoe u het gebruikt.",
)


@dataclass(frozen=True, slots=True)
class Record:
    """The fields with their values (empty where the organisation must write), and the fields themselves."""

    values: Mapping[str, Value]
    fields: tuple[Field, ...]

    @property
    def left(self) -> tuple[Field, ...]:
        """The fields in which the organisation has to write or add something."""
        return tuple(f for f in self.fields if f.own)


def record(knowledge: KnowledgeBase, counted: Figures) -> Record:
    """The record; raises a :class:`LegalkbError` when it does not fit the standard."""
    fields = data_file.register()
    made = Record({f.name: _value(f, knowledge, counted) for f in fields}, fields)
    if wrong := tuple(problems(made.values, fields)):
        raise LegalkbError(wrong)
    return made


def _value(field: Field, knowledge: KnowledgeBase, counted: Figures) -> Value:
    if field.kind == LINKS:
        acts = coverage.acts(knowledge) if field.value == ACTS else ()
        return [{"title": name, "link": link} for name, link in acts]
    if field.kind == LIST:
        return [field.value] if field.value else []
    return data_file.filled(field.value, counted.values, f"algoritmeregister.yaml: {field.name}")


def problems(values: Mapping[str, object], fields: tuple[Field, ...]) -> Iterator[Problem]:
    """What in a record does not fit the standard; a field that is left to the organisation may be empty."""
    known = {f.name: f for f in fields}
    for name in values.keys() - known.keys():
        yield Problem(f"registratie: {name}", "dit veld kent de standaard niet", "", "Laat het weg.")
    for field in fields:
        value = values.get(field.name, "")
        place = f"registratie: {field.name}"
        if not value:
            if field.required and not field.own:
                yield Problem(place, "dit veld is verplicht en leeg", "", "Vul het in.")
        elif field.kind == LINKS:
            yield from _links(place, value)
        elif field.kind == LIST:
            yield from _list(place, value, field)
        else:
            yield from _text(place, value, field)


def _text(place: str, value: object, field: Field) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem(place, "dit moet tekst zijn", str(value), "Schrijf één tekst.")
        return
    if field.length and len(value) > field.length:
        yield Problem(place, f"langer dan {field.length} tekens", str(len(value)), "Maak de tekst korter.")
    if field.choices and value not in field.choices:
        yield Problem(place, "deze waarde kent de standaard niet", value, f"Kies uit {', '.join(field.choices)}.")
    if field.pattern and not re.fullmatch(field.pattern, value):
        yield Problem(place, "dit is geen maand", value, "Schrijf een maand als 2027-01.")


def _list(place: str, value: object, field: Field) -> Iterator[Problem]:
    items = value if isinstance(value, list) else [value]
    if field.most and len(items) > field.most:
        yield Problem(place, f"meer dan {field.most} waarden", str(len(items)), "Kies er minder.")
    for item in items:
        if item not in field.choices:
            yield Problem(
                place, "deze waarde kent de standaard niet", str(item), f"Kies uit {', '.join(field.choices)}."
            )


def _links(place: str, value: object) -> Iterator[Problem]:
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, dict) or not item.get("title") or not str(item.get("link", "")).startswith("https://"):
            yield Problem(place, "een verwijzing heeft een titel en een link met https://", str(item), "Vul beide in.")


def page(made: Record) -> Page:
    """The record as a page to read: each field with what stands in it and what is left to write."""
    sections = tuple(_section(f, made.values[f.name]) for f in made.fields)
    return Page("register", "Registratie voor het Algoritmeregister", STATUS, sections)


def _section(field: Field, value: Value) -> Section:
    title = f"{field.title}{' (verplicht)' if field.required else ''}"
    own = f"{field.own} Veld: {field.name}." if field.own else ""
    if isinstance(value, str):
        return Section(title, text=(value,) if value else (), own=own)
    rows = tuple((v["title"], v["link"]) if isinstance(v, dict) else (v, "") for v in value)
    return Section(title, tables=(Table(field.title, ("Titel", "Link"), rows),) if rows else (), own=own)
