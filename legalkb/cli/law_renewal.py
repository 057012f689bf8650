"""The command ``wet bijwerken``: an official text of an act beside the knowledge base, and new versions to review."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legalkb.cli import completion, writing
from legalkb.cli.dutch import DutchCommand, Misuse
from legalkb.cli.showing import heading, paragraph, point

if TYPE_CHECKING:
    from legalkb.examples import Example
    from legalkb.upkeep.comparison import Found
    from legalkb.upkeep.consequences import Consequences
    from legalkb.upkeep.consolidation import Consolidation
    from legalkb.upkeep.held import Act, Provision

ENDING = ".ttl"


def _failed(place: str, what: str, value: str, remedy: str) -> Exception:
    from legalkb.errors import LegalkbError, Problem

    return LegalkbError((Problem(place, what, value, remedy),))


def _checked(uit: str | None) -> Path | None:
    """The file for the proposal, when it may be written."""
    if uit is None:
        return None
    from legalkb.knowledge import data_folder

    path = Path(uit)
    if path.suffix != ENDING:
        raise Misuse(f"Geef --uit een naam die eindigt op {ENDING}, bijvoorbeeld --uit voorstel{ENDING}.")
    if path.exists() or path.is_symlink():
        raise _failed(uit, "dit bestaat al", "", "Kies een andere naam; deze opdracht vervangt nooit een bestand.")
    if path.resolve().is_relative_to(Path(str(data_folder("ontology"))).resolve()):
        remedy = "Schrijf het voorstel elders en lees het na; zet het daarna pas in de kennisbank."
        raise _failed(uit, "dit ligt in de kennisbank zelf", "", remedy)
    writing.check(path, False)
    return path


def _act(text: Consolidation) -> Act:
    """The act of the ontology that a text is of."""
    from legalkb.upkeep.held import acts

    known = acts()
    if text.bwb_id in known:
        return known[text.bwb_id]
    listed = "; ".join(f"{a.title} ({a.bwb_id})" for a in known.values())
    value = f"{text.title} ({text.bwb_id})" if text.title else text.bwb_id
    raise _failed(text.file, "deze wet staat niet in de kennisbank", value, f"De kennisbank kent: {listed}.")


def _name(provision: Provision) -> str:
    from legalkb.report import phrases

    return phrases.provision(provision.designation, provision.part)


def _penalty(found: Found) -> Iterable[str]:
    """What the words say of the penalty, where the data of the knowledge base say otherwise."""
    from legalkb.report.phrases import maximum
    from legalkb.upkeep.consequences import version

    threat, base = found.threat, found.base
    if threat is None:
        return
    if not threat.clear:
        yield "Straf: niet zeker uit de woorden te halen; zelf nalezen."
        return
    new = version(found, "")
    if base is None:
        yield f"Straf volgens de tekst: {maximum(new) or 'geen eigen maximum'}."
    elif (threat.months, threat.category) != (base.law.maximum_months, base.law.fine_category):
        old, now = maximum(base.law) or "geen eigen maximum", maximum(new) or "geen eigen maximum"
        yield f"Straf: in de kennisbank {old}; volgens de tekst {now}."


def _found(found: Found, file: str) -> None:
    from legalkb.report.phrases import capital, dates, period
    from legalkb.upkeep.comparison import CHANGED, GONE, NEW, SAME
    from legalkb.upkeep.words import brief, marked

    click.echo()
    line = f" ({file}:{found.line})" if found.line else ""
    paragraph(f"{capital(_name(found.provision))}{line}", "  ", "    ")
    if found.base is not None:
        paragraph(f"naast: de tekst {period(found.base.law)} ({found.base.place})", "    ", "      ")
    if found.pieces:
        paragraph(marked(found.pieces), "    ")
    elif found.text and found.status in (CHANGED, NEW):
        paragraph(f"‘{brief(found.text)}’", "    ")
    if found.since and found.status != SAME:
        word = "uiterlijk " if found.at_latest else ""
        told = "is het artikel zo sinds " if found.status == GONE else f"{word}vanaf "
        paragraph(f"Volgens het bestand {told}{dates(found.since)}.", "    ")
    for text in (*_penalty(found), *found.notes):
        paragraph(dates(text), "    ")
    if found.proposed:
        paragraph("Voorstel: een nieuwe versie.", "    ")


def _listed(provisions: Iterable[Provision]) -> str:
    """Provisions of one act, named once per article: ``artikel 45 lid 1, lid 2; artikel 46``."""
    lids: dict[str, list[str]] = {}
    for provision in provisions:
        parts = (
            f"lid {provision.paragraph}" if provision.paragraph else "",
            f"onder {provision.part}" if provision.part else "",
        )
        lids.setdefault(provision.article, []).append(" ".join(p for p in parts if p))
    return "; ".join(" ".join((article, ", ".join(p for p in own if p))).strip() for article, own in lids.items())


def _group(status: str, own: list[Found], file: str) -> None:
    """The provisions with a status: what differs one by one, the others together."""
    from legalkb.report.phrases import dates
    from legalkb.upkeep.comparison import ABSENT, SAME, UNHELD

    heading(f"{status.capitalize()} ({len(own)})")
    plain = status in (SAME, ABSENT, UNHELD)
    telling = [f for f in own if not plain or (status == SAME and any(True for _ in _penalty(f)))]
    for item in telling:
        _found(item, file)
    together: dict[tuple[str, ...], list[Provision]] = {}
    for item in own:
        if item not in telling:
            together.setdefault(item.notes, []).append(item.provision)
    if telling and together:
        click.echo()
    for notes, names in sorted(together.items()):
        point(f"{dates(' '.join(notes))} Artikel {_listed(names)}.".strip(), "  ")


def _head(act: Act, text: Consolidation, all_found: tuple[Found, ...]) -> None:
    from legalkb.report.phrases import dates
    from legalkb.upkeep.comparison import STATUSES

    paragraph(f"{act.title} ({act.bwb_id}), toestand van {dates(text.day)}")
    counted = [(sum(f.status == status for f in all_found), status) for status in STATUSES]
    paragraph(f"{len(all_found)} bepalingen: " + ", ".join(f"{n} {s}" for n, s in counted if n) + ".", "  ")
    newest = max((p.latest.read_on for p in act.provisions), default="")
    if newest > text.day:
        paragraph(
            f"Let op: de kennisbank heeft van deze wet al tekst van {dates(newest)}. Dit bestand is ouder: een "
            "verschil kan betekenen dat de wet later is gewijzigd.",
            "  ",
        )
    compared = {f.provision.designation for f in all_found}
    if old := [p.designation for p in act.provisions if p.designation not in compared]:
        paragraph(f"Alleen als oud recht in de kennisbank, en daarom niet genoemd: {', '.join(old)}.", "  ")
    if any(f.pieces for f in all_found):
        paragraph("Zo leest u een verschil: [-dit valt weg-] {+dit komt erbij+}; … staat voor gelijke woorden.", "  ")


def _examples(title: str, found: tuple[Example, ...]) -> None:
    lines: dict[str, list[str]] = {}
    for example in found:
        file, _, line = example.place.rpartition(":")
        lines.setdefault(file, []).append(line)
    if found:
        click.echo()
        paragraph(f"{title} ({len(found)}):", "  ")
    for file, places in lines.items():
        point(f"{file}, regel{'s' if len(places) > 1 else ''} {', '.join(places)}", "  ")


def _consequences(touched: Consequences) -> None:
    from collections import Counter

    if not touched.provisions:
        return
    heading("Wat u moet nalopen")
    for remark in touched.quotations:
        point(f"{remark.place}: {remark.text}")
    for file, designation in touched.rules:
        point(f"{file}: deze regel gaat over {designation}, dat is verdwenen; geef hem een laatste dag (geldig_tot).")
    for file, designation, words in touched.words:
        point(f"{file}: nieuwe woorden van {designation} die geen bestanddeel noemt: {' '.join(words)}")
    if touched.tested and not touched.quotations:
        point("Alle citaten in de regels staan ook in de nieuwe woorden.")
    counted = Counter((place.rpartition(":")[0], name) for place, name in touched.mentions)
    if counted:
        click.echo()
        paragraph("Regelbestanden die de bepaling noemen:", "  ")
    for (file, name), times in sorted(counted.items()):
        point(f"{file}: {name}" + (f" ({times} keer)" if times > 1 else ""), "  ")
    _examples("Voorbeelden bij deze bepalingen, zonder (eind)datum of vanaf de ingang", touched.affected)
    _examples("Andere voorbeelden die vanaf de ingang spelen", touched.in_period)
    if touched.earlier:
        click.echo()
        paragraph(f"{touched.earlier} voorbeelden bij deze bepalingen spelen eerder; daar blijft de oude tekst.", "  ")


def _write(path: Path | None, turtle: str) -> None:
    click.echo()
    if not turtle:
        paragraph("Er is geen nieuwe versie voor te stellen." + (f" {path} is niet geschreven." if path else ""))
    elif path is None:
        paragraph("Met --uit voorstel.ttl schrijft u de nieuwe versies als Turtle, om na te lezen.")
    else:
        writing.write(path, turtle)
        paragraph("In de kennisbank is niets veranderd. Bovenaan het bestand staat hoe u het overneemt.")


@click.command(
    "bijwerken",
    cls=DutchCommand,
    short_help="Leg een officiële nieuwe tekst van een wet naast de kennisbank.",
    examples=(
        "legalkb wet bijwerken BWBR0001854.xml",
        "legalkb wet bijwerken BWBR0001854.xml --wti BWBR0001854-wti.xml --uit voorstel.ttl",
    ),
)
@click.argument("bestand", metavar="BESTAND", shell_complete=completion.file)
@click.option(
    "--wti",
    metavar="BESTAND",
    shell_complete=completion.file,
    help="De wetstechnische informatie bij de wet; daaruit volgt preciezer wanneer een tekst inging.",
)
@click.option(
    "--uit",
    metavar="PAD",
    shell_complete=completion.file,
    help="Schrijf de nieuwe versies als Turtle, om na te lezen. Nooit over een bestaand bestand.",
)
def bijwerken(bestand: str, wti: str | None, uit: str | None) -> None:
    """Leg een officiële tekst van een wet (BESTAND) naast de kennisbank en toon wat er is veranderd.

    BESTAND is het XML-bestand van de toestand uit het Basiswettenbestand, zoals wetten.overheid.nl het geeft. U ziet
    per bepaling welke woorden, data en straffen verschillen, welke citaten in de regels niet meer kloppen en welke
    voorbeelden u moet nalopen. De kennisbank zelf verandert niet: overnemen doet u zelf, na lezen.
    """
    from legalkb import examples, knowledge
    from legalkb.upkeep.comparison import CHANGED, GONE, NEW, STATUSES, compare
    from legalkb.upkeep.consequences import consequences
    from legalkb.upkeep.consolidation import read
    from legalkb.upkeep.history import read_history
    from legalkb.upkeep.proposal import turtle

    path = _checked(uit)
    text = read(Path(bestand))
    act = _act(text)
    history = read_history(Path(wti), text.bwb_id) if wti is not None else None
    found = compare(act, text, history)
    _head(act, text, found)
    for status in STATUSES:
        if own := [f for f in found if f.status == status]:
            _group(status, own, text.file)
    if any(f.status in (CHANGED, NEW, GONE) for f in found):
        _consequences(consequences(found, text.day, knowledge.load(), examples.load()[0]))
    _write(path, turtle(act, text, found))
