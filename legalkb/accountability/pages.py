"""Makes the pages: input for an assessment of human rights or data protection, and what legalkb does not do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from legalkb.accountability import coverage, data_file, reservations
from legalkb.accountability.data_file import Principle, Question
from legalkb.accountability.figures import Figures, fold
from legalkb.accountability.page import Page, Section, Table
from legalkb.accountability.reservations import Doubt
from legalkb.errors import LegalkbError, Problem
from legalkb.knowledge import KnowledgeBase

__all__ = ["assessment", "limits"]

LIMITS = "Wat legalkb niet doet"
READ_AS = (
    "Deze pagina is gemaakt uit de kennisbank en de regels zelf. Verandert daar iets, dan verandert zij mee.",
    "Wat hier staat, zegt niets over een zaak of een persoon.",
)

NEIGHBOUR_COLUMNS = ("Bepaling", "Opschrift", "Reden", "Voorbehoud")
COVERED = (
    "Alleen deze worden bestanddeel voor bestanddeel getoetst. De jongste gelezen toestand van een wet is van "
    "{jongste_toestand}; wat daarna is gewijzigd, kent legalkb niet."
)
POINTED = (
    "Deze bepalingen worden niet getoetst. legalkb noemt ze als de feiten eraan doen denken, met de reden. Andere "
    "bepalingen noemt het niet."
)
UNCOVERED = (
    "Ligt een gedraging in zo'n periode, dan toont legalkb de oudste gelezen tekst met een voorbehoud, of geen tekst."
)
UNRULED = (
    "Bij deze scenario's is geen uitspraak of conclusie als bron genoemd; zij rusten op andere stukken of op een eigen "
    "lezing."
)
OWN = "Zo lezen de makers de wet of de feiten. Er is geen bron die dit zo zegt, of de bron zegt het niet helemaal."


def assessment(name: str, counted: Figures) -> Page:
    """The input for an assessment: ``iama`` or ``dpia``."""
    read = data_file.questions(name)
    known = {p.id: p for p in data_file.principles()}
    sections = tuple(_answered(q, f"{name}.yaml: {q.number}", known, counted) for q in read.questions)
    return Page(name, read.title, (*read.status, f"Het model: {read.source}"), sections)


def _answered(question: Question, place: str, known: dict[str, Principle], counted: Figures) -> Section:
    strange = [n for n in question.principles if n not in known] + [
        t for t in question.tables if t not in counted.tables
    ]
    if strange:
        raise LegalkbError(
            tuple(Problem(place, "onbekend beginsel of onbekende tabel", n, "Kies een naam.") for n in strange)
        )
    return Section(
        title=f"{question.number} {question.title}",
        part=question.part,
        text=tuple(data_file.filled(text, counted.values, place) for text in question.said),
        points=tuple(known[n].text for n in question.principles),
        tables=tuple(counted.tables[t] for t in question.tables),
        own=question.own,
    )


def limits(knowledge: KnowledgeBase, counted: Figures) -> Page:
    """What legalkb does not do and does not cover, in full."""
    sections = (*_principles(), *_law(knowledge, counted), *_people(knowledge, counted), *_doubts(knowledge, counted))
    return Page("grenzen", LIMITS, READ_AS, sections)


def _principles() -> Iterator[Section]:
    titles = {"grens": "Wat het niet doet", "gegevens": "Wat het met een zaak doet", "werking": "Hoe het werkt"}
    found = data_file.principles()
    for group, title in titles.items():
        rows = tuple((p.text, ", ".join(t.partition("::")[2] for t in p.tests)) for p in found if p.group == group)
        yield Section(title, tables=(Table("Elk beginsel met de toets die het bewaakt", ("Beginsel", "Toets"), rows),))


def _law(knowledge: KnowledgeBase, counted: Figures) -> Iterator[Section]:
    yield Section(
        "Welke bepalingen het toetst",
        text=(data_file.filled(COVERED, counted.values, LIMITS),),
        tables=(counted.tables["bepalingen"],),
    )
    rows = tuple((n.designation, n.title, n.reason, n.reservation) for n in knowledge.rulebook.neighbours)
    yield Section(
        "Waar het alleen op wijst",
        text=(POINTED,),
        tables=(fold(Table("Bepalingen die alleen worden genoemd", NEIGHBOUR_COLUMNS, rows)),),
    )
    yield Section(
        "Perioden die niet zijn gedekt",
        text=(UNCOVERED,),
        tables=(counted.tables["perioden"],),
    )


def _people(knowledge: KnowledgeBase, counted: Figures) -> Iterator[Section]:
    yield Section(
        "Waarover alleen een mens oordeelt",
        text=("legalkb stelt de vraag en zet aanwijzingen voor en tegen naast elkaar; het antwoord geeft een mens.",),
        tables=(counted.tables["open_normen"],),
    )
    places = [d.place for d in counted.not_verified]
    rows = tuple(
        (g.title, str(g.readings), str(sum(p.endswith(f"/{g.kind}.yaml") for p in places)))
        for g in coverage.gates(knowledge)
    )
    yield Section(
        "Vervolgbaarheid en gevolgen",
        text=("Waar het recht niet vaststaat, staan lezingen naast elkaar en is er geen antwoord.",),
        tables=(Table("Onderdelen", ("Onderdeel", "Lezingen", "Niet geverifieerd"), rows),),
    )
    yield Section(
        "Scenario's zonder uitspraak",
        text=(UNRULED,),
        points=coverage.unruled(knowledge),
    )
    yield Section("Hoe het is getoetst", text=(_tested(counted),), tables=(counted.tables["toetsing"],))
    yield Section(
        "Talen", text=("legalkb vraagt, rekent en schrijft in het Nederlands.",), tables=(counted.tables["talen"],)
    )


def _tested(counted: Figures) -> str:
    return data_file.filled(
        "Van {aantal_oordelen} oordelen van rechters in {aantal_uitspraken} gepubliceerde zaken zijn de regels het met "
        "{aantal_eens} eens en met {aantal_oneens} oneens; {aantal_zwijgt} zegt niets over de bestanddelen. ‘Eens’ is "
        "ook: onvolledig, als feiten niet zijn gepubliceerd. Hoe het in andere zaken gaat, is niet gemeten.",
        counted.values,
        "grenzen",
    )


def _doubts(knowledge: KnowledgeBase, counted: Figures) -> Iterator[Section]:
    yield Section(
        "Wat niet is geverifieerd",
        text=("Voor deze punten is geen bron geopend, of de tekst van de wet is niet letterlijk opgenomen.",),
        tables=(_listed("Niet geverifieerd", counted.not_verified),),
    )
    yield Section(
        "Wat een eigen lezing is",
        text=(OWN,),
        tables=(_listed("Eigen lezing, zonder bron", counted.own_readings),),
    )
    yield Section(
        "Wat van bronnen niet is gelezen",
        text=("Van deze bronnen is niet alles gelezen, of er is een ander voorbehoud.",),
        tables=(_listed("Bronnen met een voorbehoud", reservations.reserved_sources(knowledge)),),
    )


def _listed(caption: str, doubts: Iterable[Doubt]) -> Table:
    return fold(
        Table(caption, ("Waar", "Waarover", "Wat er staat"), tuple((d.place, d.about, d.words) for d in doubts))
    )
