"""Sources that are missing, never used or not in force, and the list of what was not verified."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from legalkb.examples import Example
from legalkb.findings import LawVersion
from legalkb.knowledge import KnowledgeBase
from legalkb.quality.model import WEAK, WRONG, Chapter, Point, Section, Table
from legalkb.quality.places import SUBJECT, Files, Mention
from legalkb.rulebook import Rule

__all__ = ["chapter", "wrong"]

OPENING = (
    "Waar niets is gelezen, staat NIET GEVERIFIEERD. Die lijst is er om af te werken: wie een punt heeft nagegaan, "
    "verandert de tekst op de genoemde plaats."
)
UNVERIFIED = re.compile(r"niet[\s-]+geverifieerd", re.IGNORECASE)
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
REFERENCE = re.compile(r"<([^>\s]+)>")
PAGE = "https://deeplink.rechtspraak.nl/uitspraak?id="
OURS = ("bron/", "wet/")
MARK = "bron/niet-geverifieerd"
KINDS = {
    "wet": "Bepalingen en hun teksten", "feit": "Feittypen", "pad": "Beschermingspaden", "begrip": "Begrippen",
    "bron": "Bronnen", "valkuil": "Valkuilen", "scenario": "Scenario’s",
}  # fmt: skip
RULES, GATES, OTHER = "Regels", "Vervolging", "Overige"


def chapter(knowledge: KnowledgeBase, examples: Iterable[Example], files: Files) -> Chapter:
    """The chapter."""
    listed = tuple(_unverified(files))
    tables = (
        Table(
            kind,
            ("Waarover", "Wat er staat", "Plaats"),
            tuple((m.about, m.text, m.place) for m in listed if m.part == kind),
        )
        for kind in (*KINDS.values(), RULES, GATES, OTHER)
    )
    points = tuple(Point(WEAK, "niet geverifieerd", m.place, f"{m.about}: {m.text}") for m in listed)
    parts = (
        Section("Bronnen die ontbreken", points=tuple(_missing(knowledge, files)),
                nothing="Elke bron die wordt genoemd, staat in de ontologie."),
        Section("Bepalingen die niet golden toen een regel ze noemt", points=tuple(_lapsed(knowledge, files)),
                nothing="Elke bepaling die een regel noemt, gold in de hele periode van die regel."),
        Section("Bronnen die niemand noemt", points=tuple(_idle(examples, files)),
                nothing="Elke bron wordt ergens genoemd."),
        Section(f"Niet geverifieerd ({len(points)})", (), tuple(t for t in tables if t.rows), counted=points),
    )  # fmt: skip
    return Chapter("Bronnen", OPENING, parts)


def wrong(knowledge: KnowledgeBase, files: Files) -> tuple[Point, ...]:
    """What is wrong with the sources."""
    return tuple(p for p in (*_missing(knowledge, files), *_lapsed(knowledge, files)) if p.severity == WRONG)


def _references(files: Files) -> Iterator[tuple[str, str, str]]:
    """What each file of the ontology refers to: the place, the subject that does, and the address."""
    for name, text in files.turtle.items():
        about = ""
        for number, line in enumerate(text.splitlines(), 1):
            start = SUBJECT.match(line)
            about = start[1] if start else about
            if not line.lstrip().startswith("#"):
                bare = QUOTED.sub("", line[start.end() :] if start else line)
                for found in REFERENCE.finditer(bare):
                    yield f"{name}:{number}", about, found[1]


def _missing(knowledge: KnowledgeBase, files: Files) -> Iterator[Point]:
    """The sources and provisions that are cited and described nowhere."""
    words = knowledge.vocabulary
    for place, about, target in _references(files):
        if target.startswith((*OURS, PAGE)) and target not in files.subjects:
            text = f"{about} noemt een bron die niet in de ontologie staat: {target.removeprefix(PAGE)}."
            yield Point(WRONG, "bron die ontbreekt", place, text)
    for m in files.citations():
        if m.text and m.text not in words.sources and not words.law.versions(m.text):
            text = f"{m.about} noemt een bron die niet in de ontologie staat: {m.text}."
            yield Point(WRONG, "bron die ontbreekt", m.place, text)


def _day(text: str, otherwise: date) -> date:
    return date.fromisoformat(text) if text else otherwise


def _gaps(versions: tuple[LawVersion, ...], first: date, last: date) -> Iterator[tuple[date, date, bool]]:
    """The periods from ``first`` to ``last`` in which no version was in force, and whether an earlier one is known."""
    day, earlier = first, False
    spans = sorted((_day(v.valid_from, date.min), _day(v.valid_to, date.max)) for v in versions)
    for start, end in spans:
        if start > last:
            break
        if start > day:
            yield day, start - timedelta(1), earlier
        earlier = True
        if end >= last:
            return
        day = max(day, end + timedelta(1))
    if day <= last:
        yield day, last, earlier


def _lapsed(knowledge: KnowledgeBase, files: Files) -> Iterator[Point]:
    """The provisions that were not in force on a day at which a rule cites them. Where only the text before the first
    one that was read is unknown, that is weak: it may have been the same."""
    rules = {r.file: r for r in knowledge.rulebook.rules}
    cited = dict.fromkeys((m.place.rpartition(":")[0], m.text) for m in files.citations())
    places = {(m.place.rpartition(":")[0], m.text): m.place for m in reversed([*files.citations()])}
    for file, code in cited:
        if file in rules:
            yield from _of_citation(rules[file], code, places[file, code], knowledge)


def _of_citation(rule: Rule, code: str, place: str, knowledge: KnowledgeBase) -> Iterator[Point]:
    versions = knowledge.vocabulary.law.versions(code)
    first, last = _day(rule.valid_from, date.min), _day(rule.valid_to, date.max)
    for start, end, earlier in _gaps(versions, first, last) if versions else ():
        since = f" vanaf {start}" if start > date.min else ""
        until = f" tot en met {end}" if end < date.max else ""
        if earlier or end >= last:
            text = f"{rule.id} noemt {code}, dat{since}{until} niet gold."
            yield Point(WRONG, "bepaling die niet gold", place, text)
        else:
            text = f"{rule.id} noemt {code}; welke tekst daarvan{since}{until} gold, is niet bekend."
            yield Point(WEAK, "bepaling waarvan een oudere tekst ontbreekt", place, text)


def _idle(examples: Iterable[Example], files: Files) -> Iterator[Point]:
    """The documents and rulings that nothing cites."""
    cited = {target for _, about, target in _references(files) if target != about}
    codes = {m.text for m in files.citations()}
    for example in examples:
        codes |= {example.ecli, *example.sources}
    for iri, place in files.subjects.items():
        if iri.startswith(("bron/", PAGE)) and iri not in cited and _code(iri) not in codes and iri != MARK:
            yield Point(WEAK, "bron die niemand noemt", place, f"{_code(iri)} wordt nergens als bron genoemd.")


def _code(iri: str) -> str:
    return iri.removeprefix(PAGE).removeprefix("bron/")


def _unverified(files: Files) -> Iterator[Mention]:
    """Everything that is marked as not verified: ``part`` is the kind of thing it is about."""
    for name, text in files.turtle.items():
        about = ""
        for number, line in enumerate(text.splitlines(), 1):
            start = SUBJECT.match(line)
            about = start[1] if start else about
            if line.lstrip().startswith("#") or about in (MARK, ""):
                continue
            kind = KINDS.get(about.partition("/")[0], OTHER)
            quoted = [q for q in QUOTED.findall(line) if UNVERIFIED.search(q)]
            if f"<{MARK}>" in line:
                quoted.append("heeft ‘niet geverifieerd’ als bron")
            for said in quoted:
                yield Mention(f"{name}:{number}", about, kind, " ".join(said.replace('\\"', '"').split()))
    for m in files.texts():
        if UNVERIFIED.search(m.text):
            said = "heeft ‘niet geverifieerd’ als bron" if UNVERIFIED.fullmatch(m.text) else m.text
            file = m.place.rpartition(":")[0]
            gate = file.removeprefix("rules/vervolging/") != file
            owner = file.rpartition("/")[2].removesuffix(".yaml") if gate else m.about
            yield Mention(m.place, f"{owner}, {m.part}" if m.part else owner, GATES if gate else RULES, said)
