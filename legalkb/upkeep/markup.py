"""Reads XML of unknown origin: no definitions of its own, nothing from outside, no more than fits, or a Dutch error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.parsers.expat import errors as expat
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from legalkb.errors import LegalkbError, Problem
from legalkb.node import shown

MEGABYTE = 1_000_000
DEEPEST = 60
AGAIN = "Haal het bestand opnieuw op bij wetten.overheid.nl en verander het niet."
ENCODING = (
    "Sla het bestand op in de tekencodering die in de eerste regel staat (meestal UTF-8), of haal het opnieuw op."
)
_CUT = ("het bestand houdt te vroeg op", AGAIN)
_FAULTS = {
    expat.XML_ERROR_UNCLOSED_TOKEN: _CUT,
    expat.XML_ERROR_UNCLOSED_CDATA_SECTION: _CUT,
    expat.XML_ERROR_PARTIAL_CHAR: _CUT,
    expat.XML_ERROR_NO_ELEMENTS: _CUT,
    expat.XML_ERROR_INVALID_TOKEN: ("hier staat een teken dat in XML niet kan", ENCODING),
    expat.XML_ERROR_UNKNOWN_ENCODING: ("onbekende tekencodering", ENCODING),
    expat.XML_ERROR_INCORRECT_ENCODING: ("de tekencodering klopt niet met de eerste regel", ENCODING),
    expat.XML_ERROR_TAG_MISMATCH: ("een element wordt met een andere naam gesloten dan het begon", AGAIN),
    expat.XML_ERROR_DUPLICATE_ATTRIBUTE: ("een kenmerk staat twee keer bij hetzelfde element", AGAIN),
    expat.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: ("er staat nog iets achter het einde van het document", AGAIN),
    expat.XML_ERROR_UNDEFINED_ENTITY: ("een entiteit (&naam;) die niet bestaat", AGAIN),
}


@dataclass(frozen=True, slots=True)
class Tag:
    """An element: name, attributes, line in the file, and its texts and elements in order."""

    name: str
    attributes: Mapping[str, str]
    line: int
    content: tuple[Tag | str, ...]

    @property
    def tags(self) -> tuple[Tag, ...]:
        """The elements directly in it."""
        return tuple(c for c in self.content if isinstance(c, Tag))

    def get(self, name: str) -> str:
        """The value of an attribute; empty when it is not there."""
        return self.attributes.get(name, "")

    def first(self, name: str) -> Tag | None:
        """The first element of that name directly in it."""
        return next((t for t in self.tags if t.name == name), None)

    def all(self, name: str) -> Iterator[Tag]:
        """Every element of that name in it, however deep, in order."""
        for tag in self.tags:
            if tag.name == name:
                yield tag
            yield from tag.all(name)


class _TooDeep(Exception):
    """The elements lie deeper than any official text."""


class Handler(ContentHandler):
    """What is told of a file while it is read; knows the line and refuses what lies too deep."""

    def __init__(self) -> None:
        """Begin at the top."""
        super().__init__()
        self.depth, self.begun = 0, False
        self._locator: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802
        """Keep what knows the line."""
        self._locator = locator

    @property
    def line(self) -> int:
        """The line that is read now."""
        return (self._locator.getLineNumber() if self._locator is not None else None) or 1

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        """Go one deeper."""
        self.depth, self.begun = self.depth + 1, True
        if self.depth > DEEPEST:
            raise _TooDeep
        self.opened(name, dict(attrs.items()))

    def endElement(self, name: str) -> None:  # noqa: N802
        """Come one back."""
        self.depth -= 1
        self.closed(name)

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def closed(self, name: str) -> None:
        """An element ends."""


class _Builder(Handler):
    """Builds the tree."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, Mapping[str, str], int, list[Tag | str]]] = [("", {}, 0, [])]

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        self._open.append((name, attributes, self.line, []))

    def closed(self, name: str) -> None:
        label, attributes, line, content = self._open.pop()
        self._open[-1][3].append(Tag(label, attributes, line, tuple(content)))

    def characters(self, content: str) -> None:
        self._open[-1][3].append(content)

    @property
    def root(self) -> Tag:
        """The element that holds all others."""
        return next(c for c in self._open[0][3] if isinstance(c, Tag))


def _failed(place: str, what: str, value: str = "", remedy: str = AGAIN) -> LegalkbError:
    return LegalkbError((Problem(place, what, value, remedy),))


def _bytes(path: Path, limit: int) -> bytes:
    if path.is_dir():
        raise _failed(str(path), "dit is een map", "", "Noem het XML-bestand.")
    if not path.exists():
        raise _failed(str(path), "dit bestand bestaat niet", "", "Controleer de naam.")
    if not path.is_file():
        raise _failed(str(path), "dit is geen gewoon bestand", "", "Noem het XML-bestand.")
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError:
        raise _failed(str(path), "dit bestand kan niet worden gelezen", "", "Controleer de rechten.") from None
    if len(data) > limit:
        what = f"het bestand is groter dan {limit // MEGABYTE} MB"
        raise _failed(str(path), what, "", "Zo groot is geen enkele wet; geef de toestand van één wet.")
    if not data.strip():
        raise _failed(f"{path}:1", "het bestand is leeg")
    return data


def read(path: Path, handler: Handler, limit: int) -> None:
    """Tell a handler what a file of at most ``limit`` bytes holds.

    A DOCTYPE is refused: without one there are no entities to multiply and no references to other files. Schemas and
    style sheets that a file names are not looked at. LegalkbError says in Dutch what is wrong and on what line.
    """
    data = _bytes(path, limit)
    parser = DefusedExpatParser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    parser.setContentHandler(handler)
    try:
        parser.parse(BytesIO(data))
    except DefusedXmlException:
        what = "het bestand heeft een DOCTYPE: eigen definities of een verwijzing naar een ander bestand"
        remedy = f"Die worden niet gelezen, want ze kunnen kwaad doen. {AGAIN}"
        raise _failed(f"{path}:{handler.line}", what, "", remedy) from None
    except _TooDeep:
        raise _failed(f"{path}:{handler.line}", f"meer dan {DEEPEST} elementen in elkaar") from None
    except SAXParseException as error:
        raise _malformed(path, data, error, handler.begun) from None
    except (LookupError, ValueError):
        raise _failed(f"{path}:1", "onbekende tekencodering", "", ENCODING) from None


def _malformed(path: Path, data: bytes, error: SAXParseException, begun: bool) -> LegalkbError:
    place = f"{path}:{error.getLineNumber() or 1}"
    if not begun and not data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):
        return _failed(place, "dit is geen XML", shown(data[:40].decode("ascii", "replace")))
    code = getattr(error.getException(), "code", 0)
    what, remedy = _FAULTS.get(expat.messages.get(code, ""), ("dit is geen geldige XML", AGAIN))
    return _failed(place, what, "", remedy)


def tree(path: Path, limit: int) -> Tag:
    """The outermost element of a file, with all that is in it. Errors as for :func:`read`."""
    builder = _Builder()
    read(path, builder, limit)
    return builder.root
