"""The text of an act on one day: the "toestand" of the Basiswettenbestand (BWB), read from its XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unicodedata import category

from legalkb.errors import LegalkbError, Problem
from legalkb.node import shown
from legalkb.upkeep.markup import MEGABYTE, Tag, tree

LIMIT = 32 * MEGABYTE
BWB_ID = re.compile(r"BWB[RV]\d{7}")
REPEALED, AWAITED = "vervallen", "nogniet"
_PLACEHOLDER = re.compile(
    r"\W*(?:dit (?:artikel|lid|onderdeel) is )?(?:(vervallen)|(?:nog )?niet in ?werking getreden)"
    r"(?: (?:per|met ingang van) [\w -]{6,20})?\W*",
    re.IGNORECASE,
)
_APART = frozenset({"al", "lijst", "li", "li.nr", "lid", "tussenkop", "table", "row", "entry"})
_SILENT = frozenset({"kop", "lidnr", "meta-data", "noot", "noot.nr", "noot.al", "jcis"})
_PICTURED = frozenset({"table", "plaatje", "illustratie", "formule"})
_EDITED = "redactie"
_ELSEWHERE = frozenset({"meta-data", "bijlage", "wijzig-artikel", "wijzig-lid", "nota-toelichting", "aanhef"})


@dataclass(frozen=True, slots=True)
class Part:
    """An item of a list (onderdeel): its number without full stop, line and text, without the number."""

    number: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph (lid) or an article without any (``number`` empty): line, whole text, and the items in it."""

    number: str
    line: int
    text: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article as the file has it.

    ``since`` is the ISO date from which it reads so, empty when the file has none; ``gazette`` as "Stb. 2024, 291";
    ``status`` of the file ("vervallen", "nogniet" …); ``beside`` names in Dutch what it holds besides plain
    words in paragraphs, such as a table.
    """

    number: str
    line: int
    since: str
    gazette: str
    status: str
    label_id: str
    version_id: str
    beside: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]

    @property
    def text(self) -> str:
        """The text of the whole article."""
        return " ".join(p.text for p in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Consolidation:
    """An act on a day: file, BWB id, title, ISO date, and its articles in order."""

    file: str
    bwb_id: str
    title: str
    day: str
    articles: tuple[Article, ...]

    def named(self, number: str) -> tuple[Article, ...]:
        """Every article of that number; more than one where the file has several texts of it."""
        return tuple(a for a in self.articles if a.number == number)


def squeezed(text: str) -> str:
    """The text with single spaces, also for hard spaces, and without signs that do not show, such as soft hyphens."""
    shown = text if text.isprintable() else "".join(c for c in text if c.isspace() or category(c) not in ("Cc", "Cf"))
    return " ".join(shown.split())


def _words(tag: Tag) -> Iterator[str]:
    for item in tag.content:
        if isinstance(item, str):
            yield item
        elif item.name not in _SILENT:
            yield " " if item.name in _APART else ""
            yield from _words(item)
            yield " " if item.name in _APART else ""


def text(tag: Tag | None) -> str:
    """The words of an element, without headings, numbers of paragraphs, notes and what is said about the text."""
    return squeezed("".join(_words(tag))) if tag is not None else ""


def number(written: str) -> str:
    """A number as it is compared: ``1°.`` is ``1°``, ``285 c`` is ``285c``."""
    return "".join(written.split()).rstrip(".)").casefold()


def iso(value: str) -> str:
    """A date that exists, as written ``2025-01-01``; empty for anything else."""
    try:
        return date.fromisoformat(value).isoformat() if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else ""
    except ValueError:
        return ""


def _parts(tag: Tag) -> Iterator[Part]:
    for item in tag.all("li"):
        first = item.first("li.nr")
        rest = Tag(item.name, item.attributes, item.line, tuple(c for c in item.content if c is not first))
        yield Part(number(text(first)), item.line, text(rest))


def _paragraph(tag: Tag) -> Paragraph:
    own = tag.first("lidnr")
    whole = Tag(tag.name, tag.attributes, tag.line, tuple(c for c in tag.content if c is not own))
    return Paragraph(number(text(own)), tag.line, text(whole), tuple(_parts(tag)))


def standing(words: str) -> str:
    """Whether words only say that a text was repealed (``vervallen``) or is awaited (``nogniet``); else empty."""
    said = _PLACEHOLDER.fullmatch(words)
    return "" if said is None else REPEALED if said[1] else AWAITED


def _status(tag: Tag, paragraphs: tuple[Paragraph, ...]) -> str:
    said = tag.get("status").casefold()
    if said in (REPEALED, AWAITED):
        return said
    states = {standing(p.text) for p in paragraphs}
    return states.pop() or said if len(states) == 1 else said


def _beside(tag: Tag) -> Iterator[str]:
    """What an article holds besides plain words in paragraphs."""
    if any(True for name in _PICTURED for _ in tag.all(name)):
        yield "een tabel of afbeelding"
    if any(True for _ in tag.all(_EDITED)):
        yield "een aantekening van de redactie"
    rest = Tag(tag.name, tag.attributes, tag.line, tuple(c for c in tag.tags if c.name != "lid"))
    if rest.tags != tag.tags and text(rest):
        yield "tekst buiten de leden"


def _article(tag: Tag) -> Article:
    heading = tag.first("kop")
    name = text(heading.first("nr")) if heading is not None else ""
    if not name:
        name = tag.get("label").removeprefix("Artikel")
    paragraphs = tuple(_paragraph(t) for t in tag.tags if t.name == "lid") or (_paragraph(tag),)
    gazette = re.fullmatch(r"([A-Z][a-z]+)\.?(\d{4})-(\d+)", "".join(tag.get("bron").split()))
    return Article(
        number=number(name),
        line=tag.line,
        since=iso(tag.get("inwerking")),
        gazette=f"{gazette[1]}. {gazette[2]}, {gazette[3]}" if gazette else "",
        status=_status(tag, paragraphs),
        label_id=tag.get("label-id"),
        version_id=tag.get("versie-id"),
        beside=tuple(_beside(tag)),
        paragraphs=paragraphs,
    )


def _articles(tag: Tag) -> Iterator[Tag]:
    for item in tag.tags:
        if item.name == "artikel":
            yield item
        elif item.name not in _ELSEWHERE:
            yield from _articles(item)


def _checked(file: str, root: Tag) -> Iterator[Problem]:
    place = f"{file}:{root.line}"
    if root.name == "wetstechnische-informatie":
        yield Problem(place, "dit is de wetstechnische informatie", "", "Geef dit bestand achter --wti.")
        return
    if root.name != "toestand":
        remedy = "Haal bij wetten.overheid.nl het XML-bestand van de toestand op."
        yield Problem(place, "dit is geen toestand uit het Basiswettenbestand", f"<{shown(root.name)}>", remedy)
        return
    if not BWB_ID.fullmatch(root.get("bwb-id")):
        yield Problem(place, "geen BWB-nummer bij 'bwb-id'", shown(root.get("bwb-id")), "Het lijkt op BWBR0001854.")
    if not iso(root.get("inwerkingtreding")):
        remedy = "Daar hoort de dag van deze toestand, als 2025-01-01."
        yield Problem(place, "geen datum bij 'inwerkingtreding'", shown(root.get("inwerkingtreding")), remedy)
    articles = list(_articles(root))
    if not articles:
        yield Problem(place, "er staat geen enkel artikel in", "", "Haal het volledige bestand op.")
    for tag in articles:
        if tag.get("inwerking") and not iso(tag.get("inwerking")):
            remedy = "Daar hoort een dag als 2025-01-01."
            yield Problem(f"{file}:{tag.line}", "geen datum bij 'inwerking'", shown(tag.get("inwerking")), remedy)


def read(path: Path) -> Consolidation:
    """The consolidation in a file. LegalkbError says everything that is wrong with it, with the lines."""
    root = tree(path, LIMIT)
    if problems := tuple(_checked(str(path), root)):
        raise LegalkbError(problems)
    title = next(root.all("citeertitel"), None) or next(root.all("intitule"), None)
    return Consolidation(
        file=str(path),
        bwb_id=root.get("bwb-id"),
        title=text(title),
        day=root.get("inwerkingtreding"),
        articles=tuple(_article(t) for t in _articles(root)),
    )
