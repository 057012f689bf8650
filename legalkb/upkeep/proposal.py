"""New versions of provisions as Turtle for a person to review, and what must be done to the older ones."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from legalkb.ontology_reader import BASE
from legalkb.upkeep.comparison import GONE, Found
from legalkb.upkeep.consequences import day_before
from legalkb.upkeep.consolidation import Consolidation
from legalkb.upkeep.held import VERBATIM, Act

RESERVATION = "VOORSTEL, nog na te lezen: gemaakt uit het officiële XML-bestand van {day}, niet door een mens gelezen."
AT_LATEST = "uiterlijk (op die dag is het artikel gewijzigd; of deze woorden toen veranderden, is niet nagegaan)"
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
VANISHED = "Vanaf {} staat deze bepaling niet meer in de wet, volgens het officiële bestand; nog na te lezen."
_PREFIXES = (
    ("dct", "http://purl.org/dc/terms/"),
    ("eli", "http://data.europa.eu/eli/ontology#"),
    ("lkb", f"{BASE}def#"),
    ("taal", "http://publications.europa.eu/resource/authority/language/"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
)


def literal(text: str) -> str:
    """A text as a Turtle literal; no sign in it can end it."""
    return '"' + "".join(_ESCAPES.get(c, c) for c in text) + '"'


def jci(found: Found, text: Consolidation) -> str:
    """The JCI reference to the words in a text: article, paragraph, and its day for both ``g`` and ``z``."""
    lid = f"&lid={found.provision.paragraph}" if found.provision.paragraph else ""
    return f"jci1.3:c:{text.bwb_id}&artikel={found.provision.article}{lid}&g={text.day}&z={text.day}"


def _comment(text: str, indent: str = "") -> Iterator[str]:
    yield from textwrap.wrap(
        text, 110, initial_indent=f"# {indent}", subsequent_indent=f"# {indent}", break_long_words=False
    )


def _day(value: str) -> str:
    return f'"{value}"^^xsd:date'


def _statements(found: Found, text: Consolidation) -> Iterator[tuple[str, str]]:
    provision, article, base = found.provision, found.article, found.base
    yield "eli:realizes", f"<{provision.address}>"
    yield "eli:language", "taal:NLD"
    title = base.title if base is not None and base.title else provision.title
    yield "eli:title", literal(title[:1].upper() + title[1:]) + "@nl"
    yield "eli:version_date", _day(text.day)
    yield "eli:first_date_entry_in_force", _day(found.since)
    yield "eli:in_force", "eli:InForce-inForce"
    if base is not None or provision.latest.kind:
        yield "lkb:soort", literal((base or provision.latest).kind)
    yield "lkb:tekst", literal(found.text) + "@nl"
    yield "lkb:tekststatus", literal(VERBATIM)
    threat = found.threat
    if threat is not None and threat.clear and threat.months is not None:
        yield "lkb:maximumMaanden", str(threat.months)
    if threat is not None and threat.clear and threat.category is not None:
        yield "lkb:boetecategorie", str(threat.category)
    if article is not None and article.gazette:
        yield "lkb:staatsblad", literal(article.gazette)
    if found.at_latest:
        yield "lkb:ingangKwalificatie", literal(AT_LATEST) + "@nl"
    yield "lkb:vergeleken", literal(text.day)
    yield "lkb:voorbehoud", literal(RESERVATION.format(day=text.day)) + "@nl"
    yield "lkb:jci", literal(jci(found, text))
    page = f"https://wetten.overheid.nl/{text.bwb_id}/{text.day}#Artikel{provision.article}"
    yield "lkb:bronpagina", f"<{page}>"


def _resource(found: Found) -> Iterator[str]:
    """The paragraph itself, where the ontology does not have it."""
    address = found.provision.address
    yield f"<{address}> a eli:LegalResourceSubdivision ;"
    yield f"    eli:number {literal(found.provision.paragraph)} ;"
    yield f"    eli:is_part_of <{address.rpartition('/')[0]}> ;"
    yield f"    lkb:aanduiding {literal(found.provision.designation)} ;"
    yield f"    dct:title {literal(found.provision.title)}@nl ."
    yield ""


def _block(found: Found, text: Consolidation) -> Iterator[str]:
    yield ""
    threat = found.threat
    if threat is not None and not threat.clear:
        yield from _comment("Zelf nalezen: het maximum en de boetecategorie zijn niet zeker uit deze woorden te halen.")
    for note in found.notes:
        yield from _comment(note)
    if found.base is None:
        yield from _resource(found)
    lines = [f"    {name} {value}" for name, value in _statements(found, text)]
    yield f"<{found.provision.address}/{text.day}> a eli:LegalExpression ;"
    yield " ;\n".join(lines) + " ."


def _upwards(found: Found) -> tuple[str, int]:
    """The order that keeps the numbers of the lines right while one works: each file from its end to its beginning."""
    file, _, line = found.base.place.rpartition(":") if found.base is not None else ("", "", "")
    return file, -int(line or 0)


def _closing(found: Iterable[Found]) -> Iterator[str]:
    for item in sorted(found, key=_upwards):
        base = item.base
        if base is not None and base.law.valid_to == "":
            yield "#"
            yield f"#   <{base.address}> ({base.place})"
            yield f"#     erbij:   eli:date_no_longer_in_force {_day(day_before(item.since))} ;"
            if base.current:
                yield "#     weg:     eli:in_force eli:InForce-inForce ;"
            yield "#     erbij:   eli:in_force eli:InForce-notInForce ;"
            if item.status == GONE:
                yield f"#     erbij:   lkb:leemteErna {literal(VANISHED.format(item.since))}@nl ;"


def closable(found: Found) -> bool:
    """Whether a version can be said to have ended: its provision vanished on a day behind the one it was read on."""
    base = found.base
    return (
        found.status == GONE
        and base is not None
        and base is found.provision.latest
        and not base.law.valid_to
        and base.read_on < found.since
    )


def turtle(act: Act, text: Consolidation, found: Iterable[Found]) -> str:
    """The proposed versions as a Turtle file, with instructions as comments; the same bytes for the same input.

    Empty when there is nothing to propose.
    """
    items = tuple(found)
    proposed = [f for f in items if f.proposed]
    gone = [f for f in items if closable(f) and f.since <= text.day]
    if not proposed and not gone:
        return ""
    lines = [
        f"# VOORSTEL, nog na te lezen: {act.title} ({act.bwb_id}), toestand van {text.day}.",
        "#",
        *_comment("Gemaakt uit het officiële XML-bestand. In de kennisbank is niets veranderd. Zo neemt u het over:"),
        *_comment(
            "1. Lees elke tekst, datum en straf na op de bronpagina. Klopt alles, haal dan lkb:voorbehoud weg.", " "
        ),
        *_comment("2. Sluit de oudere versies af zoals hieronder staat.", " "),
        *_comment(
            "3. Zet dit bestand in ontology/wet/ (of de blokken bij de bepaling) en draai legalkb controleer.", " "
        ),
    ]
    closing = list(_closing([*proposed, *gone]))
    if closing:
        lines += [
            "#",
            "# Af te sluiten, per bestand van onder naar boven, zodat de regelnummers blijven kloppen:",
            *closing,
        ]
    lines += [f"@base <{BASE}> ."]
    lines += [f"@prefix {name}: <{address}> ." for name, address in _PREFIXES]
    for item in proposed:
        lines += _block(item, text)
    return "\n".join(lines) + "\n"
