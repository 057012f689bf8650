"""The answer form of an exercise: everything that is asked, with an explanation, and nothing filled in."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping

from legalkb.findings import OffenceFinding
from legalkb.gates.model import BAR, OPEN, RESERVED, UNKNOWN
from legalkb.training.answer import Answer, ProvisionAnswer
from legalkb.training.key import Key, ProvisionKey

__all__ = ["GATES", "OUTCOMES", "STATUSES", "form"]

WIDTH = 100
OUTCOMES: Mapping[str, str] = {
    "geen_aanknopingspunt": "geen enkel feit raakt de kern van het delict",
    "tegenaanwijzing": "een bestanddeel is weersproken",
    "onvolledig": "er ontbreken feiten, bronnen spreken elkaar tegen, of een open norm is nog niet rond",
    "aanwijzing": "elk bestanddeel is vervuld, of is een open norm waarop alles wijst en waarbij niets openstaat",
}
STATUSES: Mapping[str, str] = {
    "vervuld": "de feiten dekken het bestanddeel, en niets spreekt het tegen (bewezen is het daarmee niet)",
    "weersproken": "alle mogelijkheden zijn tegengesproken, of een uitzondering van de wet geldt",
    "betwist": "bronnen spreken elkaar tegen, of een verklaring is herzien",
    "open_norm": "alleen een mens kan dit zeggen; er zijn hooguit aanwijzingen voor of tegen",
    "onbekend": "de feiten dekken het niet en sluiten het niet uit; ontkent alleen de verdachte, dan ook",
}
GATES: Mapping[str, str] = {
    OPEN: "er is geen beletsel gevonden",
    BAR: "er is een beletsel",
    UNKNOWN: "dat hangt af van iets dat niet bekend is",
    RESERVED: "er is een rechtsvraag die niet vaststaat of niet is nagegaan",
}
HEAD = """\
Antwoordformulier bij {name}{fictional}

Lees de casus en vul achter de dubbele punten in wat u vindt. U hoeft niet alles in te vullen: wat
leeg blijft, geldt als niet beantwoord. Haal niets weg en verander de namen niet."""
ELEMENTS = """\
bestanddelen: de woorden van de wet staan erboven. Schrijf achter status een van deze woorden:"""
BUILDS = "De bestanddelen van {} gelden ook hier; vul alleen in wat erbij komt."
PARAGRAPHS = """\
alineas: de nummers van de alinea's waarop u zich baseert, bijvoorbeeld [2, 5]. Noem alles wat voor of
tegen het bestanddeel spreekt. Volgt het uit de personen zelf (leeftijd, gezag) of zegt de casus er niets
over, laat dan [] staan.

Is de uitkomst geen_aanknopingspunt, dan mag u de bestanddelen{gates} leeg laten.

Wilt u iets uitleggen, schrijf dan een regel 'toelichting: …' bij het antwoord. Daar wordt bij het nakijken
niet naar gekeken. Schrijf nergens uw naam of die van een ander."""


def form(key: Key, answer: Answer | None = None) -> str:
    """The form of the exercise of a key as YAML text; with an ``answer`` filled in with that.

    The empty form shows nothing of the key: it asks the same of every provision, in the order of asking.
    """
    lines = [*_head(key), "", f"oefening: {_scalar(key.exercise.name)}", "antwoorden:"]
    pair = ("", "")
    for provision in key.provisions:
        finding = provision.best.finding
        if pair != (finding.suspect, finding.victim):
            pair = (finding.suspect, finding.victim)
            lines += ["", f"  # ===== {pair[0]} ten aanzien van {pair[1]} ====="]
        lines += ["", *_provision(provision, key, answer.provision(provision.about) if answer else None)]
    return "\n".join(lines) + "\n"


def _head(key: Key) -> Iterator[str]:
    exercise = key.exercise
    fictional = " (alles erin is verzonnen)" if exercise.fictional else ""
    gates = " en de poorten" if exercise.asked.gates else ""
    yield from _comment(HEAD.format(name=" ".join(exercise.name.split()), fictional=fictional))
    yield from ("#", *_choices("uitkomst: een van deze woorden:", OUTCOMES))
    yield from ("#", *_choices(ELEMENTS, STATUSES))
    if exercise.asked.gates:
        yield from ("#", *_choices("poorten: kan het worden vervolgd? Een van deze woorden:", GATES))
    yield from ("#", *_comment(PARAGRAPHS.format(gates=gates)))


def _comment(text: str) -> Iterator[str]:
    return (f"# {line}".rstrip() for line in text.splitlines())


def _choices(text: str, words: Mapping[str, str]) -> Iterator[str]:
    widest = max(map(len, words))
    yield from _comment(text)
    yield from (f"#   {word.ljust(widest)}  {meaning}" for word, meaning in words.items())


def _provision(provision: ProvisionKey, key: Key, answer: ProvisionAnswer | None) -> Iterator[str]:
    finding = provision.best.finding
    yield from _said(f"{_name(finding)}: {finding.title}", "  # ")
    yield f"  - bepaling: {_scalar(finding.rule)}"
    yield f"    verdachte: {_scalar(finding.suspect)}"
    yield f"    slachtoffer: {_scalar(finding.victim)}"
    yield f"    uitkomst: {answer.outcome if answer else ''}".rstrip()
    yield "    bestanddelen:"
    if provision.base:
        yield from _said(BUILDS.format(provision.base), "      # ")
    for item in (e.finding for e in provision.best.elements):
        given = answer.element(item.id) if answer else None
        status, numbers = (given.status, given.paragraphs) if given else ("", ())
        yield from _said(f"‘{item.quote.strip()}’" + (" (open norm)" if item.norm else ""), "      # ")
        yield f"      {item.id}: {{status: {status}, alineas: [{', '.join(map(str, numbers))}]}}"
    gates = key.exercise.asked.gates
    if gates:
        yield "    poorten:"
    for kind in gates:
        yield f"      {kind}: {answer.gate(kind) if answer else ''}".rstrip()


def _said(text: str, mark: str) -> list[str]:
    return textwrap.wrap(
        " ".join(text.split()), WIDTH, initial_indent=mark, subsequent_indent=mark, break_on_hyphens=False
    )


def _name(finding: OffenceFinding) -> str:
    """The provision as a trainee reads it: ``Artikel 284 lid 1, 1°, Sr``."""
    lid = f" lid {finding.paragraph}" if finding.paragraph else ""
    part = f", onder {finding.part}," if finding.part else ""
    return f"Artikel {finding.article}{lid}{part} Sr"


def _scalar(text: str) -> str:
    """A text as YAML: as it is, or between quotes where it could be read as something else."""
    plain = re.fullmatch(r"[A-Za-z0-9](?:[\w .-]*[\w.])?", text) and text.casefold() != "null"
    return text if plain else json.dumps(text, ensure_ascii=False)
