"""What the data of the prosecution gates say of an offence variant in general, without a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from legalkb.findings import LawVersion
from legalkb.knowledge import KnowledgeBase

COMPLAINT = {
    "geen_klacht": "Klacht: voor dit feit is geen klacht nodig.",
    "op_klacht": "Klacht: vervolging alleen op klacht, binnen {maanden} maanden van {dagen} dagen.",
    "verwanten": (
        "Klacht: vervolging van de echtgenoot is uitgesloten en die van naaste verwanten kan alleen op klacht, "
        "binnen {maanden} maanden van {dagen} dagen."
    ),
}
DOUBLE = "dubbele_strafbaarheid"
START = {
    "bevrijding": "vanaf de dag na de bevrijding of de dood van het slachtoffer",
    "leeftijd": "bij een slachtoffer dat toen jonger was, vanaf de dag na de {leeftijd}e verjaardag",
}


def _jurisdiction(key: str, data: Mapping[str, Any]) -> Iterator[str]:
    today = data["stelsels"][-1]["id"]
    grounds = [g for g in data["gronden"] if g.get("stelsel", today) == today]
    holds = [_named(g) for g in grounds if str(g["cellen"].get(key)) == "ja"]
    open_ = [str(g["naam"]) for g in grounds if str(g["cellen"].get(key)) == "?"]
    yield f"Rechtsmacht: {'; '.join(holds)}."
    if open_:
        yield f"Niet geverifieerd: {'; '.join(open_)}."


def _named(ground: Mapping[str, Any]) -> str:
    abroad = DOUBLE in ground.get("voorwaarden", [])
    return f"{ground['naam']}{', mits ook strafbaar waar het gebeurde' if abroad else ''}"


def _term(months: int, rules: list[Mapping[str, Any]]) -> str:
    for rule in rules:
        above, from_ = rule.get("boven"), rule.get("vanaf")
        if (above is None or months > int(above)) and (from_ is None or months >= int(from_)):
            return f"{rule['jaren']} jaar" if rule.get("jaren") is not None else ""
    return ""


def _limitation(key: str, version: LawVersion, data: Mapping[str, Any]) -> Iterator[str]:
    if version.maximum_months is None:
        return
    term = _term(version.maximum_months, data["termijnen"][-1]["regels"])
    if not term:
        yield "Verjaring: dit feit verjaart niet."
        return
    starts = [s for s in data["aanvang"] if key in s["regels"] and s.get("tot") is None and s.get("vraag") is None]
    since = START[starts[0]["soort"]].format(leeftijd=starts[0].get("leeftijd", "")) if starts else ""
    yield f"Verjaring: {term}, {since or 'vanaf de dag na het feit'}."


def _complaint(key: str, data: Mapping[str, Any]) -> Iterator[str]:
    regime = data["bepalingen"][key]["regime"]
    yield COMPLAINT[regime].format(maanden=data["termijn"]["maanden"], dagen=data["termijn"]["dagen_per_maand"])


def _detention(key: str, version: LawVersion, data: Mapping[str, Any]) -> Iterator[str]:
    limit = int(data["getallen"]["vanaf_maanden"])
    if version.maximum_months is not None and version.maximum_months >= limit:
        yield "Voorlopige hechtenis: mogelijk vanwege het maximum (artikel 67 lid 1 onder a Sv)."
    elif any(item["regel"] == key for item in data["genoemd"]):
        yield "Voorlopige hechtenis: mogelijk omdat de bepaling is genoemd (artikel 67 lid 1 onder b Sv)."


def overview(key: str, version: LawVersion, knowledge: KnowledgeBase) -> tuple[str, ...]:
    """The gates of an offence variant under a version of its provision, one Dutch sentence each."""
    data = knowledge.prosecution
    if not data or key not in data["rechtsmacht"]["delicten"] or key not in data["klacht"]["bepalingen"]:
        return ()
    return (
        *_jurisdiction(key, data["rechtsmacht"]),
        *_limitation(key, version, data["verjaring"]),
        *_complaint(key, data["klacht"]),
        *_detention(key, version, data["hechtenis"]),
    )
