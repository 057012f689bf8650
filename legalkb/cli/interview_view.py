"""How the conversation looks on a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from legalkb.compilation import OPPOSITE
from legalkb.interview import state as shown
from legalkb.interview.opening import Choosing
from legalkb.interview.safety import PROTECTION
from legalkb.relevance.items import NEEDED, Item

if TYPE_CHECKING:
    from legalkb.findings import SourceLabel
    from legalkb.relevance.items import Decides

NARROWEST, WIDEST = 60, 120
LINES, PROVISIONS, SOURCES, QUOTE = 12, 4, 3, 70
MANY_WHY = "Wat er is gemeld, bepaalt welke vragen volgen. Wat u niet noemt, blijft onbekend."
ONE_WHY = "Wat iemand van het slachtoffer is, kan bij meer bepalingen uitmaken. Het komt onder ‘relaties’."
HELP = (
    ("ja, nee", "het antwoord; j en n mogen ook"),
    ("onbekend", "u weet het niet; het wordt niet opnieuw gevraagd"),
    ("overslaan", "nu niet; aan het eind komt de vraag nog één keer"),
    ("verder", "naar het volgende onderwerp; de rest van dit onderwerp wordt niet meer gevraagd"),
    ("terug", "terug naar de vorige vraag, om die opnieuw te beantwoorden"),
    ("?", "waarom dit wordt gevraagd, met de woorden van de wet en de bronnen"),
    ("antwoorden", "de antwoorden tot nu toe, met nummers"),
    ("wijzig 3", "antwoord 3 opnieuw geven"),
    ("stop", "stoppen met wat er nu is"),
)
MORE = (
    "Achter het antwoord mag meteen wie, wanneer en de bron, met komma's ertussen: "
    "‘ja, 20 juli 2025, door V2, in MA, aangifte S1’. Een periode: ‘2025-07-20 tot 2025-08-24’ of ‘sinds juli 2025’. "
    "Iemand die nog niet is genoemd: ‘T1 is getuige’. Geen bron: ‘geen’. Dezelfde dag als eerder: ‘=’; dezelfde "
    "bron: ‘bron =’."
)


def _wrapped(text: str, width: int, first: str = "", later: str | None = None) -> list[str]:
    rest = " " * len(first) if later is None else later
    return textwrap.wrap(
        " ".join(text.split()), width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


def lines(items: Iterable[shown.Shown], width: int) -> list[str]:
    """What is to be shown, as lines of at most ``width`` signs (60 to 120)."""
    wide = max(NARROWEST, min(WIDEST, width))
    return [line for item in items for line in _lines(item, wide)]


def _lines(item: shown.Shown, width: int) -> Iterator[str]:
    if isinstance(item, shown.Heading):
        yield from ("", item.text.upper())
    elif isinstance(item, shown.Ask) and item.prompt:
        yield from _wrapped(item.prompt, width, "   ")
    elif isinstance(item, shown.Ask):
        yield from ("", *_wrapped(item.item.wanted.question, width))
        if isinstance(item.item, Choosing):
            yield from _options(item.item.options, width)
        yield from _wrapped(f"Antwoord met {item.shape}.", width, "   ") if item.shape else ()
    elif isinstance(item, shown.Note):
        yield from _wrapped(item.text, width, "   ")
    elif isinstance(item, shown.Refused):
        yield from _wrapped(item.text, width, "!  ")
    elif isinstance(item, shown.Protection):
        yield from _protection(item, width)
    elif isinstance(item, shown.InView):
        yield from ("", *in_view(item.provisions, item.asked, width, item.left))
    elif isinstance(item, shown.Why):
        yield from _why(item, width)
    elif isinstance(item, shown.Listing):
        yield from _listing(item, width)
    else:
        for name, text in HELP:
            yield from _wrapped(text, width, f"   {name:<12}")
        yield from _wrapped(MORE, width, "   ")


def _options(options: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """Numbered options, in two columns where they fit."""
    cells = [f"{number:>2}. {label}" for number, (_, label) in enumerate(options, 1)]
    rows = -(-len(cells) // 2)
    wide = max(map(len, cells[:rows])) + 2
    if 3 + wide + max(map(len, cells[rows:]), default=0) > width:
        yield from (line for cell in cells for line in _wrapped(cell[4:], width, f"   {cell[:4]}"))
        return
    for row in range(rows):
        second = cells[row + rows] if row + rows < len(cells) else ""
        yield f"   {cells[row]:<{wide}}{second}".rstrip()


def _protection(item: shown.Protection, width: int) -> Iterator[str]:
    from legalkb.report import protection

    yield from ("", "EERST BESCHERMING")
    adults = protection.adults_only(item.assessment)
    for path in protection.first_steps(item.assessment):
        if path.id in item.new or (item.first and path.id in protection.ALWAYS):
            yield from _wrapped(f"{protection.short(path)}. {protection.when(path, adults)}", width, "  - ")


def in_view(provisions: Sequence[tuple[str, int]], asked: int, width: int, left: int = -1) -> list[str]:
    """The running line: ``In beeld: 279 lid 1 (2 open) · vragen: 7 gesteld, nu nog 30 open``; two lines at most."""
    parts = [f"{name} ({left or 'niets'} open)" for name, left in provisions]
    while parts and len(_line(parts, len(provisions), asked, left)) > 2 * width - 10:
        parts = parts[:-1]
    return _wrapped(_line(parts, len(provisions), asked, left), width, "", "  ")


def _line(parts: Sequence[str], total: int, asked: int, left: int) -> str:
    still = f", nu nog {left} open" if left >= 0 else ""
    rest = [f"en {total - len(parts)} andere"] if total > len(parts) else []
    return "In beeld: " + " · ".join([*(parts or ["nog niets"]), *rest, f"vragen: {asked} gesteld{still}"])


def _why(item: shown.Why, width: int) -> Iterator[str]:
    """Why a question is asked, on twelve lines at most: the provisions, what an answer does, and the sources."""
    head = [*_wrapped("Waarom deze vraag? " + _because(item.item), width, "   ")]
    by_place: dict[str, list[str]] = {}
    for decides in item.item.decides:
        by_place.setdefault(_place(decides), []).append(_subject(decides))
    for place, quotes in list(by_place.items())[:PROVISIONS]:
        head.append(_cut(f"   - {place}{': ' if place else ''}{', '.join(dict.fromkeys(quotes))}", width))
    if len(by_place) > PROVISIONS:
        head.append(f"   en nog {len(by_place) - PROVISIONS}")
    more = len(item.sources) - SOURCES
    tail = [f"   en nog {more} {'bron' if more == 1 else 'bronnen'}"] if more > 0 else []
    few = item.sources[:SOURCES]
    left = LINES - len(head) - len(tail) - len(few)
    yield from head
    for source in few:
        yield _source(source, width)
        details = _wrapped(source.reservation, width, "     ") if source.reservation else []
        details += [f"     {source.url}"] if source.url else []
        if len(details) <= left:
            left -= len(details)
            yield from details
    yield from tail


def _because(item: Item) -> str:
    """Why a question is asked, and where the agenda says so what an answer does."""
    if isinstance(item, Choosing):
        return MANY_WHY if item.many else ONE_WHY
    wants = item.wanted.value
    if item.tier != NEEDED or wants not in OPPOSITE or not any(d.element for d in item.decides):
        return "Het antwoord is nodig voor:"
    return (
        f"Bij ‘{wants}’ kan een bestanddeel vervuld raken, bij ‘{OPPOSITE[wants]}’ langs deze weg niet. "
        "Het antwoord is nodig voor:"
    )


def _source(source: SourceLabel, width: int) -> str:
    """A source on one line, with whether it has a reservation."""
    from legalkb.report import phrases

    title = phrases.SPECIAL_SOURCES.get(source.code, source.title)
    unread = "niet geverifieerd" in source.reservation.casefold()
    mark = " (niet geverifieerd)" if unread else " (met voorbehoud)" if source.reservation else ""
    return _cut(f"   Bron: {title}", width - len(mark)) + mark


def _cut(line: str, width: int) -> str:
    """The line, cut off at a word where it is too long."""
    return line if len(line) <= width else line[: width - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _place(decides: Decides) -> str:
    from legalkb.report import phrases

    return phrases.capital(phrases.provision(decides.designation)) if decides.designation else ""


def _subject(decides: Decides) -> str:
    if decides.element:
        from legalkb.report import phrases

        return phrases.quoted(decides.quote, QUOTE)
    quote = decides.quote[:1].lower() + decides.quote[1:]
    return f"bescherming: {decides.quote}" if decides.gate == PROTECTION else quote


def _listing(item: shown.Listing, width: int) -> Iterator[str]:
    if not item.rows:
        yield "   Nog geen antwoorden."
    for number, (question, answer) in enumerate(item.rows, 1):
        yield from _wrapped(f"{question} {answer}", width, f"  {number:>2}. ")
