"""The figures and tables of the account, counted from the knowledge base, the rules and the examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from legalkb import __version__, checks, examples
from legalkb.accountability import coverage, reservations
from legalkb.accountability.page import Table
from legalkb.accountability.reservations import Doubt
from legalkb.case_fields import CASE
from legalkb.checks import Agreement
from legalkb.dates import parse_date
from legalkb.engine import BUILTIN
from legalkb.examples import Example
from legalkb.fields import Section as FileSection
from legalkb.knowledge import KnowledgeBase
from legalkb.statements import day
from legalkb.vocabulary import FactType

__all__ = ["Figures", "figures", "fold"]

KINDS = {
    "verzonnen": "verzonnen zaken",
    "uitspraak": "gepubliceerde zaken en varianten daarop",
    "scenario": "scenario's",
}
AGREES = {True: "eens", False: "niet eens", None: "niet te vergelijken"}
NORM_COLUMNS = ("Bepaling", "Onderdeel", "Woorden van de wet", "Vraag")
OPINION, RULING, PARLIAMENT = "ECLI:NL:PHR:", "ECLI:", "kst-"


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted: words to fill in, tables by name, and what the account lists in full."""

    values: Mapping[str, str]
    tables: Mapping[str, Table]
    not_verified: tuple[Doubt, ...]
    own_readings: tuple[Doubt, ...]
    agreements: tuple[Agreement, ...]


def figures(knowledge: KnowledgeBase, cases: Iterable[Example]) -> Figures:
    """Count everything. The published cases are assessed with the built-in engine alone, which finds the same."""
    cases = tuple(cases)
    ruled = [e for e in cases if e.charges]
    agreements = tuple(a for e in ruled for a in checks.agreement(e, examples.assess(e, knowledge, BUILTIN)))
    doubts, own = reservations.not_verified(knowledge), reservations.own_readings(knowledge)
    values = {**_law(knowledge), **_rules(knowledge), **_tested(cases, ruled, agreements)}
    values |= {"aantal_niet_geverifieerd": str(len(doubts)), "aantal_eigen_lezing": str(len(own))}
    return Figures(values, _tables(knowledge, cases, agreements, doubts, own), doubts, own, agreements)


def _law(knowledge: KnowledgeBase) -> dict[str, str]:
    law, sources = knowledge.vocabulary.law.provisions, knowledge.vocabulary.sources
    numbers = coverage.articles(knowledge)
    return {
        "versie": __version__,
        "kenmerk": knowledge.digest,
        "artikelen": f"{', '.join(numbers[:-1])} en {numbers[-1]}" if len(numbers) > 1 else "".join(numbers),
        "aantal_artikelen": str(len(numbers)),
        "jongste_toestand": day(parse_date(coverage.last_read(knowledge))),
        "aantal_bepalingen": str(len(law)),
        "aantal_teksten": str(sum(map(len, law.values()))),
        "aantal_bronnen": str(sum(c not in _SPECIAL for c in sources)),
        "aantal_ecli": str(sum(c.startswith(RULING) for c in sources)),
        "perioden": "; ".join(f"{name} {first}" for name, _, first, _ in _covered(knowledge)),
        "zoektermen": ", ".join(f"artikel {n} Sr" for n in numbers),
    }


_SPECIAL = (reservations.NOT_VERIFIED, reservations.OWN_READING)


def _rules(knowledge: KnowledgeBase) -> dict[str, str]:
    book, words = knowledge.rulebook, knowledge.vocabulary
    used = {k.group for k in words.fact_types.values()}
    groups = sorted((g for g in words.groups.values() if g.id in used), key=lambda g: g.order)
    return {
        "aantal_regels": str(len(book.rules)),
        "aantal_varianten": str(len(book.keys)),
        "aantal_bestanddelen": str(len(coverage.elements(knowledge))),
        "aantal_open_normen": str(len(coverage.open_norms(knowledge))),
        "aantal_begrippen": str(len(book.concepts)),
        "aantal_aangrenzend": str(len(book.neighbours)),
        "aantal_scenarios": str(len(words.scenarios)),
        "aantal_tegenscenarios": str(sum(s.counter for s in words.scenarios)),
        "aantal_paden": str(len(words.paths)),
        "aantal_poorten": str(len(knowledge.prosecution)),
        "aantal_feittypen": str(len(words.fact_types)),
        "feitgroepen": "; ".join(f"{g.label[:1].lower()}{g.label[1:]}" for g in groups),
    }


def _tested(cases: tuple[Example, ...], ruled: list[Example], agreements: tuple[Agreement, ...]) -> dict[str, str]:
    told = Counter(a.agrees for a in agreements)
    return {
        "aantal_voorbeelden": str(len(cases)),
        "aantal_uitspraken": str(len(ruled)),
        "aantal_oordelen": str(len(agreements)),
        "aantal_eens": str(told[True]),
        "aantal_oneens": str(told[False]),
        "aantal_zwijgt": str(told[None]),
    }


def _covered(knowledge: KnowledgeBase) -> list[tuple[str, str, str, str]]:
    """Each provision with a rule: its title, since when it is covered, and how many texts of it were read."""
    law = knowledge.vocabulary.law
    found: dict[str, tuple[str, str, str, str]] = {}
    for rule in knowledge.rulebook.rules:
        versions = law.versions(rule.designation)
        first = f"vanaf {versions[0].valid_from}" if versions and versions[0].valid_from else "begin niet bekend"
        found.setdefault(rule.designation, (rule.designation, rule.title, first, str(len(versions))))
    return list(found.values())


def _tables(
    knowledge: KnowledgeBase,
    cases: tuple[Example, ...],
    agreements: tuple[Agreement, ...],
    doubts: tuple[Doubt, ...],
    own: tuple[Doubt, ...],
) -> dict[str, Table]:
    norms = tuple(
        (r.designation, r.part, f"‘{e.quote}’", e.open_norm.question if e.open_norm else "")
        for r, e in coverage.open_norms(knowledge)
    )
    gaps = tuple((g.designation, _span(g.first, g.last), g.why) for g in coverage.gaps(knowledge))
    made = {
        "bepalingen": ("Bepalingen met regels", ("Bepaling", "Opschrift", "Gedekt", "Teksten"), _covered(knowledge)),
        "perioden": ("Perioden die niet of niet letterlijk zijn gedekt", ("Bepaling", "Periode", "Waarom"), gaps),
        "open_normen": ("Waarover alleen een mens oordeelt", NORM_COLUMNS, norms),
        "toetsing": ("Waaraan de regels zijn getoetst", ("Wat", "Aantal"), _testing(cases, agreements)),
        "niet_geverifieerd": ("Niet geverifieerd, per bestand of bepaling", ("Waar", "Punten"), _counted(doubts)),
        "eigen_lezing": ("Eigen lezing zonder bron, per bestand", ("Waar", "Stappen"), _counted(own)),
        "bronnen": ("Bronnen", ("Soort", "Aantal"), _sources(knowledge)),
        "zaakbestand": ("Wat in een zaakbestand kan staan", ("Onderdeel", "Velden"), _fields(CASE)),
        "feitgroepen": ("Feittypen per onderwerp", ("Onderwerp", "Feittypen"), _groups(knowledge)),
        "talen": ("Talen", ("Wat", "Nederlands", "Engels"), _languages(knowledge)),
    }
    return {name: fold(Table(caption, head, tuple(rows))) for name, (caption, head, rows) in made.items()}


def fold(table: Table) -> Table:
    """The table without the columns in which nothing stands."""
    kept = [i for i in range(len(table.head)) if any(row[i] for row in table.rows)] or [*range(len(table.head))]
    rows = tuple(tuple(row[i] for i in kept) for row in table.rows)
    return Table(table.caption, tuple(table.head[i] for i in kept), rows)


def _span(first: str, last: str) -> str:
    if first and last:
        return f"{first} tot en met {last}"
    return f"tot en met {last}" if last else f"vanaf {first}" if first else "begin niet bekend"


def _counted(found: Iterable[Doubt]) -> tuple[tuple[str, str], ...]:
    return tuple((place, str(count)) for place, count in sorted(Counter(d.place for d in found).items()))


def _testing(cases: tuple[Example, ...], agreements: tuple[Agreement, ...]) -> Iterable[tuple[str, str]]:
    for kind, count in sorted(Counter(e.kind for e in cases).items()):
        yield f"voorbeelden: {KINDS.get(kind, kind)}", str(count)
    yield "gepubliceerde zaken met het oordeel van de rechter", str(sum(bool(e.charges) for e in cases))
    told = Counter((a.court, a.outcome.replace("_", " "), AGREES[a.agrees]) for a in agreements)
    for (court, outcome, agrees), count in sorted(told.items()):
        yield f"rechter ‘{court}’, regels ‘{outcome}’: {agrees}", str(count)


def _sources(knowledge: KnowledgeBase) -> Iterable[tuple[str, str]]:
    codes = [c for c in knowledge.vocabulary.sources if c not in _SPECIAL]
    law = knowledge.vocabulary.law.provisions
    rulings = [c for c in codes if c.startswith(RULING)]
    yield "bepalingen van de wet", str(len(law))
    yield "teksten van bepalingen", str(sum(map(len, law.values())))
    yield "uitspraken van rechters", str(sum(not c.startswith(OPINION) for c in rulings))
    yield "conclusies van het parket bij de Hoge Raad", str(sum(c.startswith(OPINION) for c in rulings))
    yield "Kamerstukken en antwoorden", str(sum(c.startswith(PARLIAMENT) for c in codes))
    yield "andere bronnen", str(sum(not c.startswith((RULING, PARLIAMENT)) for c in codes))
    yield "bronnen met een voorbehoud", str(len(reservations.reserved_sources(knowledge)))


def _fields(section: FileSection) -> Iterable[tuple[str, str]]:
    yield "zaak", ", ".join(f.key for f in section.fields if f.section is None)
    for field in section.fields:
        if field.section is not None:
            yield field.key, ", ".join(f.key.replace("_", " ") for f in field.section.fields)


def _groups(knowledge: KnowledgeBase) -> Iterable[tuple[str, str]]:
    counts = Counter(k.group for k in knowledge.vocabulary.fact_types.values())
    for group in sorted(knowledge.vocabulary.groups.values(), key=lambda g: (g.order, g.id)):
        if counts[group.id]:
            yield group.label, str(counts[group.id])


def _languages(knowledge: KnowledgeBase) -> Iterable[tuple[str, str, str]]:
    kinds: Iterable[FactType] = knowledge.vocabulary.fact_types.values()
    scenarios = knowledge.vocabulary.scenarios
    yield "namen van feittypen", str(sum(bool(k.label) for k in kinds)), str(sum(bool(k.label_en) for k in kinds))
    yield (
        "namen van scenario's",
        str(sum(bool(s.label) for s in scenarios)),
        str(sum(bool(s.label_en) for s in scenarios)),
    )
    yield "vragen", str(sum(bool(k.question) for k in kinds)), "0"
    yield "regels, uitleg, memo en opdrachten", "alle", "geen"
