"""Introduces an exercise: who is who, and what a trainee is asked to do."""

from __future__ import annotations

from collections.abc import Iterator

from legalkb.training.exercise import Exercise
from legalkb.training.handout import Handout, Person, Section, Text
from legalkb.training.scene import HOME, INSTITUTION, Role, Scene
from legalkb.training.words import Day

GATES = {
    "wet_in_tijd": "Welke versie van de wet geldt, en maakt dat verschil?",
    "rechtsmacht": "Heeft Nederland rechtsmacht?",
    "verjaring": "Is het recht tot strafvordering vervallen door verjaring?",
    "klacht": "Is voor vervolging een klacht nodig, en is die er op tijd en op de goede manier?",
    "strafuitsluiting": "Wat kan de verdachte aanvoeren om niet strafbaar te zijn?",
    "vormen": "Gaat het om een voltooid feit, een poging of voorbereiding, en wie deed in welke rol mee?",
    "hechtenis": "Is voorlopige hechtenis mogelijk?",
}
ADULT_WORDS = {"m": "man", "v": "vrouw"}
CHILD_WORDS = {"m": "jongen", "v": "meisje"}


def handout(found: Exercise, narrow: bool = False) -> Handout:
    """The casus memo of an exercise. ``narrow``: the form asks about some provisions only."""
    drawn = found.what.scene
    persons = tuple(Person(r.id, _who(r, drawn)) for r in drawn.roles)
    sections = tuple(
        Section(f"{t.id}. {t.heading}", tuple(Text(p.number, p.text) for p in t.paragraphs)) for t in found.told
    )
    return Handout(found.name, str(Day(drawn.reference)), persons, sections, tuple(_tasks(found, narrow)))


def _who(role: Role, drawn: Scene) -> str:
    parts = [_relation(role, drawn)]
    parts += [f"geboren op {Day(role.birth)}"] if role.birth else []
    parts += [_nationality(role, drawn)] if role.nationalities else []
    parts += [f"woont in Nederland sinds {Day(role.resident)}"] if role.resident else []
    parts += ["verdachte"] if role.suspect else []
    return ", ".join(parts)


def _relation(role: Role, drawn: Scene) -> str:
    if role.id == drawn.victim.id:
        words = CHILD_WORDS if "minderjarig" in drawn.traits else ADULT_WORDS
        return words.get(role.gender, "persoon")
    label = role.character.label if role.character else "persoon"
    return label if INSTITUTION in role.roles else f"{label} van {drawn.victim.id}"


def _nationality(role: Role, drawn: Scene) -> str:
    names = {HOME: "Nederland"} | ({drawn.country.code: drawn.country.name} if drawn.country else {})
    if len(role.nationalities) == 1:
        return f"onderdaan van {names.get(role.nationalities[0], role.nationalities[0])}"
    return "onderdaan van " + " en van ".join(names.get(c, c) for c in role.nationalities)


def _tasks(found: Exercise, narrow: bool) -> Iterator[str]:
    gate = found.goal.gate
    suspects = " en ".join(r.id for r in found.what.scene.suspects)
    choices = "geen aanknopingspunt, tegenaanwijzing, onvolledig of aanwijzing"
    which = "elke bepaling op het formulier" if narrow else "elk van de zeven artikelen op het formulier"
    yield f"Geef voor {which} aan wat de uitkomst is voor {suspects}: {choices}."
    yield (
        "Zeg bij elke bepaling die in beeld komt per bestanddeel hoe het ervoor staat, en op welke alinea’s u zich "
        "baseert."
    )
    if gate:
        yield f"{GATES[gate]} Geef dat aan bij elke bepaling die in beeld komt."
    yield "Schrijf op wat u nog zou willen weten, en aan wie u het zou vragen."
