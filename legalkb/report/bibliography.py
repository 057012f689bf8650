"""The list of sources: titles, links and reservations, each document once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from legalkb.findings import SourceLabel
from legalkb.report import phrases
from legalkb.report.law_texts import LawText, without_links

LONGEST_ADDRESS = 60
LAW, RULINGS, OTHER = "Wet", "Rechtspraak", "Kamerstukken, beleid en overige bronnen"


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source in the list at the end; the anchors are those of all codes it stands for."""

    anchors: tuple[str, ...]
    title: str
    url: str
    reservation: str
    jci: str = ""

    @property
    def printed(self) -> str:
        """The address for on paper: short, or only the site; none where the title already finds it."""
        address = re.sub(r"^https?://(www\.)?", "", self.url)
        if address.startswith(("deeplink.rechtspraak.nl", "wetten.overheid.nl/jci")):
            return ""
        return address if len(address) <= LONGEST_ADDRESS else address.split("/")[0]


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """Sources under one heading with the same reservation, which is told once."""

    heading: str
    reservation: str
    entries: tuple[SourceEntry, ...]


def anchor(code: str) -> str:
    """An id for a source in the document."""
    return "bron-" + re.sub(r"[^a-z0-9]+", "-", code.lower()).strip("-")


def _entry(code: str, sources: Mapping[str, SourceLabel]) -> tuple[str, SourceEntry]:
    label = sources.get(code, SourceLabel(code, phrases.PREMISE_TITLES.get(code, phrases.provision(code))))
    named = phrases.provision(code)
    if code.startswith("ECLI:"):
        title = label.title if code in label.title else f"{label.title} ({code})"
        return RULINGS, SourceEntry((anchor(code),), title, label.url, phrases.sentence(label.reservation))
    kind, title = (LAW, phrases.capital(named)) if named != code else (OTHER, label.title)
    return kind, SourceEntry((anchor(code),), title, label.url, phrases.sentence(without_links(label.reservation)))


def _applied(law: Iterable[LawText]) -> Iterator[SourceEntry]:
    """The versions of the law as they were applied; what must be said of them stands with their text."""
    known: set[str] = set()
    for text in {(t.link, t.url): t for t in law}.values():
        anchors = () if text.code in known else (anchor(text.code),)
        known.add(text.code)
        yield SourceEntry(anchors, phrases.capital(text.link), text.url, "", text.jci)


def _together(entries: Sequence[SourceEntry]) -> Iterator[SourceEntry]:
    """The sources with the answers of one document told as one."""
    groups: dict[str, list[tuple[str, SourceEntry]]] = {}
    for entry in entries:
        answer = re.fullmatch(r"(.*, antwoord) (\d.*)", entry.title)
        groups.setdefault(answer[1] if answer else entry.title, []).append((answer[2] if answer else "", entry))
    for title, found in groups.items():
        first = found[0][1]
        if len(found) == 1:
            yield first
            continue
        numbers = sorted({int(n) for text, _ in found for n in re.findall(r"\d+", text)})
        anchors = tuple(a for _, entry in found for a in entry.anchors)
        told = f"{title}en {phrases.listing(map(str, numbers))}" if numbers else title
        yield SourceEntry(anchors, told, first.url, first.reservation)


def _by_reservation(heading: str, entries: Iterable[SourceEntry]) -> Iterator[SourceGroup]:
    """The sources without a reservation first, then those that share one together."""
    groups: dict[str, list[SourceEntry]] = {"": []}
    for entry in entries:
        groups.setdefault(entry.reservation, []).append(entry)
    yield from (SourceGroup(heading, reservation, tuple(found)) for reservation, found in groups.items() if found)


def bibliography(
    codes: Iterable[str], sources: Mapping[str, SourceLabel], law: Sequence[LawText] = ()
) -> tuple[SourceGroup, ...]:
    """The sources with these codes and the law as applied under three headings, those with one reservation together."""
    kinds: dict[str, list[SourceEntry]] = {name: [] for name in (LAW, RULINGS, OTHER)}
    kinds[LAW] += _applied(law)
    told = {text.code for text in law}
    for code in dict.fromkeys(codes):
        if code not in phrases.SPECIAL_SOURCES and code not in told:
            kind, entry = _entry(code, sources)
            kinds[kind].append(entry)
    return tuple(group for name, found in kinds.items() for group in _by_reservation(name, _together(found)))
