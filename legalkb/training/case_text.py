"""Writes the case file of a story: its persons, what was arranged, the documents, and the facts with their source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from legalkb.knowledge import KnowledgeBase
from legalkb.training import phrases
from legalkb.training.scene import HOME, Role, Scene
from legalkb.training.stock import Given, Stock
from legalkb.training.words import Day

if TYPE_CHECKING:
    from legalkb.training.plot import Line

HEAD = "# Verzonnen oefenzaak. De namen zijn rollen; niets hierin gaat over echte personen of gebeurtenissen."
FACTS = "feiten"


def named_days(drawn: Scene) -> dict[str, Day]:
    """The days of a scene as the words that entries and phrases may use."""
    birth = drawn.victim.birth
    found = {name: Day(day) for name, day in drawn.days.items()}
    return {**found, "geboren": Day(birth)} if birth else found


def entry(given: Given, drawn: Scene, source: str) -> str:
    """An entry of a section of the case file, with the days of the story and its source."""
    filled = phrases.filled(given.entry, named_days(drawn))
    return filled[:-1] + (f", bron: {source}" if source else "") + "}"


def sections(drawn: Scene, sources: Mapping[Given, str]) -> dict[str, list[str]]:
    """The entries of a scene by section of the case file."""
    found: dict[str, list[str]] = {"relaties": [_relation(r, drawn) for r in drawn.roles if _related(r)]}
    for given in drawn.arrangement.given if drawn.arrangement else ():
        found.setdefault(given.section, []).append(entry(given, drawn, sources.get(given, "")))
    return found


def _related(role: Role) -> bool:
    return bool(role.character and role.character.relation and role.birth)


def _relation(role: Role, drawn: Scene) -> str:
    kind = role.character.relation if role.character else ""
    return f"{{van: {role.id}, tot: {drawn.victim.id}, soort: {kind}}}"


def _person(role: Role) -> str:
    parts = [f"rol: {role.roles[0]}" if len(role.roles) == 1 else f"rol: [{', '.join(role.roles)}]"]
    parts += [f"geboren: {role.birth.isoformat()}"] if role.birth else []
    if role.nationalities:
        codes = role.nationalities
        parts.append(f"nationaliteit: {codes[0] if len(codes) == 1 else '[' + ', '.join(codes) + ']'}")
    parts += [f"woont_in_nederland_sinds: {role.resident.isoformat()}"] if role.resident else []
    return f"  {role.id}: {{{', '.join(parts)}}}"


def fact(line: Line, drawn: Scene, knowledge: KnowledgeBase) -> str:
    """A fact as an entry of the case file."""
    subject = knowledge.vocabulary.fact_types[line.name].subject
    parts = [f"feit: {line.name}"] + ([f"waarde: {line.value}"] if line.value != "ja" else [])
    if subject in ("gedraging", "relatie"):
        by = line.by[0] if len(line.by) == 1 else f"[{', '.join(line.by)}]"
        parts += [f"door: {by}", f"tegen: {drawn.victim.id}"]
    elif subject == "verdachte":
        parts.append(f"over: {line.by[0]}")
    elif subject != "zaak":
        parts.append(f"over: {drawn.victim.id}")
    parts += [f"op: {line.day.isoformat()}"] if line.day else []
    if line.day and subject == "gedraging" and drawn.country is not None:
        parts.append(f"plaats_handeling: {drawn.country.code if line.abroad else HOME}")
        parts += [f"plaats_gevolg: {drawn.country.code}"] if line.abroad or _crosses(line, drawn) else []
    elif line.day and subject == "gedraging":
        parts.append(f"plaats_handeling: {HOME}")
    parts += [f"voorwerp: {line.object}"] if line.object else []
    parts += [f"bron: {line.source}"] if line.source else []
    return "{" + ", ".join(parts) + "}"


def _crosses(line: Line, drawn: Scene) -> bool:
    """Whether conduct that begins at home has its effect abroad: it is of the day of departure."""
    return not line.abroad and line.day == drawn.days["vertrek"]


def write(
    drawn: Scene,
    lines: Iterable[Line],
    stock: Stock,
    knowledge: KnowledgeBase,
    name: str = "oefening",
    documents: Mapping[str, Mapping[str, Any]] | None = None,
    sources: Mapping[Given, str] | None = None,
) -> str:
    """The case file of a story. ``documents`` are the sources by id, ``sources`` says which of them tells an entry."""
    return "\n".join(_written(drawn, tuple(lines), knowledge, name, documents or {}, sources or {})) + "\n"


def _written(
    drawn: Scene,
    lines: tuple[Line, ...],
    knowledge: KnowledgeBase,
    name: str,
    documents: Mapping[str, Mapping[str, Any]],
    sources: Mapping[Given, str],
) -> Iterator[str]:
    yield from (HEAD, f"zaak: {name}", "fictief: ja", f"peildatum: {drawn.reference.isoformat()}", "", "personen:")
    yield from map(_person, drawn.roles)
    if documents:
        yield from ("", "bronnen:")
    for id, values in documents.items():
        yield f"  {id}: {{{', '.join(f'{k}: {_value(v)}' for k, v in values.items() if v)}}}"
    found = sections(drawn, sources)
    found.setdefault(FACTS, []).extend(fact(line, drawn, knowledge) for line in lines)
    for section, entries in sorted(found.items(), key=lambda x: x[0] == FACTS):
        if entries:
            yield from ("", f"{section}:", *(f"  - {e}" for e in entries))


def _value(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
