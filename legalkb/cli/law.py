"""The command ``wet``: the text of a provision, its versions and the elements that the rules make of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from legalkb.cli import completion
from legalkb.cli.dutch import DutchCommand, day, near
from legalkb.cli.failures import FAILED
from legalkb.cli.law_renewal import bijwerken
from legalkb.cli.showing import heading, paragraph, point

if TYPE_CHECKING:
    from legalkb.findings import LawVersion
    from legalkb.knowledge import KnowledgeBase
    from legalkb.rulebook import Alternative, Element, Rule

ACTS = {"sr": "Sr", "sv": "Sv", "bw": "BW Boek 1", "paspoortwet": "Paspoortwet", "wnik": "WNIK", "bier": "BIER"}
PRESENT = "slachtoffer_aanwezig"
ORDINALS = {"eerste": "1", "tweede": "2", "derde": "3", "vierde": "4", "vijfde": "5", "zesde": "6"}


def understood(words: Iterable[str]) -> tuple[str, str, str]:
    """Act, article and paragraph of what a user writes: ``279``, ``sr 279 lid 1``, ``art. 279, eerste lid, Sr``."""
    text = " ".join(words).casefold().replace(",", " ").replace("boek 1", "").replace("wetboek van strafrecht", "sr")
    act, article, paragraph_ = "Sr", "", ""
    tokens = [t.rstrip(".") for t in text.split()]
    for place, token in enumerate(tokens):
        if token in ACTS:
            act = ACTS[token]
        elif token in ORDINALS and tokens[place + 1 : place + 2] == ["lid"]:
            paragraph_ = ORDINALS[token]
        elif token == "lid" and re.fullmatch(r"\d+", " ".join(tokens[place + 1 : place + 2])):
            paragraph_ = tokens[place + 1]
        elif token in ("onder", "onderdeel"):
            break
        elif not article and re.match(r"(1:)?\d+[a-z]*$", token):
            article = token.removeprefix("1:")
            act = "BW Boek 1" if token.startswith("1:") else act
    return act, article, paragraph_


def _found(provisions: Iterable[str], act: str, article: str, lid: str) -> list[str]:
    start = f"{act} {article}"
    same = [
        p for p in provisions if p.casefold() == start.casefold() or p.casefold().startswith(start.casefold() + " ")
    ]
    if lid:
        same = [p for p in same if p.casefold().endswith(f" lid {lid}")]
    return sorted(same, key=lambda p: [int(t) if t.isdigit() else 0 for t in p.split()])


def _version(version: LawVersion) -> None:
    from legalkb.report.phrases import LATEST, dates, maximum, period, sentence

    if version.text_status == "verbatim":
        paragraph(f"‘{version.text}’", "  ")
    else:
        paragraph(f"{version.text} (Tekststatus: {version.text_status}.)", "  ")
    paragraph(sentence(period(version)) + (f" {version.gazette}." if version.gazette else ""), "  ")
    since = LATEST if version.qualifier.startswith("uiterlijk") else dates(version.qualifier)
    for text in (f"Maximum: {maximum(version)}" if maximum(version) else "", since, version.reservation, version.gap):
        if text:
            paragraph(sentence(text), "  ")
    if version.url:
        click.echo(f"  {version.url}")


def _short(version: LawVersion) -> str:
    from legalkb.report.phrases import maximum, period

    return f"{period(version)}{': ' + maximum(version) if maximum(version) else ''}"


def _gap(before: LawVersion, op: str) -> None:
    """What is said of a day on which no text is held: which text came before, and why there is none after it."""
    from legalkb.report.phrases import dates, period, sentence

    paragraph(f"Van {dates(op)} is geen tekst opgenomen.", "  ")
    paragraph(f"De tekst ervoor: {period(before)}. {dates(sentence(before.gap))}", "  ")
    paragraph("Zoek de tekst van die dag op bij wetten.overheid.nl voor u op deze bepaling afgaat.", "  ")


def _provision(designation: str, op: str | None, knowledge: KnowledgeBase) -> None:
    from datetime import date

    from legalkb.report.phrases import capital, dates, provision

    law = knowledge.vocabulary.law
    versions = law.versions(designation)
    on = date.fromisoformat(op) if op else None
    heading(capital(provision(designation)))
    if op and on and versions[0].valid_from and on < date.fromisoformat(versions[0].valid_from):
        first = dates(versions[0].valid_from)
        if any(r.designation == designation and r.strict_start for r in knowledge.rulebook.rules):
            paragraph(f"Deze bepaling bestond op {dates(op)} nog niet; zij geldt sinds {first}.", "  ")
            click.echo(f"  {versions[0].url}")
            return
        paragraph(f"Van vóór {first} is geen tekst opgenomen. Dit is de oudste gelezen versie.", "  ")
    if not on:
        paragraph("De laatste versie in de kennisbank; de tekst van een bepaalde dag geeft --op DATUM.", "  ")
    shown = law.in_force(designation, on, on) if on else versions[-1:]
    for version in shown:
        _version(version)
    if op and not shown:
        _gap(law.known_on(designation, on)[-1], op)
    others = [v for v in versions if v not in shown]
    if others:
        click.echo("  Andere versies:")
    for version in others:
        point(_short(version), "  ")
    for rule in knowledge.rulebook.rules:
        if rule.designation == designation and rule.in_force(on):
            _elements(rule, knowledge)
            _gates(rule, shown, knowledge)


def _gates(rule: Rule, versions: tuple[LawVersion, ...], knowledge: KnowledgeBase) -> None:
    from legalkb.gates.overview import overview

    lines = overview(rule.key, versions[-1], knowledge) if versions else ()
    if lines:
        click.echo()
        paragraph("Vervolgbaarheid in het algemeen, naar het huidige recht; per zaak kan dit anders zijn:", "  ")
    for line in lines:
        point(line, "    ")


def _label(name: str, knowledge: KnowledgeBase) -> str:
    kind = knowledge.vocabulary.fact_types.get(name)
    concept = knowledge.rulebook.concepts.get(name)
    return kind.label if kind else concept.title.lower() if concept else name.replace("_", " ")


def _in_words(alternatives: Iterable[Alternative], knowledge: KnowledgeBase) -> str:
    return "; ".join(
        " en ".join(_label(x.name, knowledge) + ("" if x.value == "ja" else ": nee") for x in a.literals)
        for a in alternatives
    )


def _ways(alternatives: Iterable[Alternative]) -> tuple[Alternative, ...]:
    """The alternatives without the one that only says that there is a victim."""
    return tuple(a for a in alternatives if {x.name for x in a.literals} != {PRESENT})


def _element(element: Element, knowledge: KnowledgeBase) -> None:
    point(f"‘{element.quote}’ (id: {element.id})", "    ")
    norm = element.open_norm
    parts = [("een van", _ways(element.alternatives)), ("tenzij", element.exceptions)]
    if norm is not None:
        paragraph(f"open norm: {norm.question}", "        ")
        parts += [("aanwijzingen voor", norm.indications_for), ("aanwijzingen tegen", norm.indications_against)]
    for title, alternatives in parts:
        if alternatives:
            paragraph(f"{title}: {_in_words(alternatives, knowledge)}", "        ", "          ")
    if norm is not None and norm.counter_questions:
        facts = "; ".join(f"{_label(c.fact, knowledge)} ({c.favourable})" for c in norm.counter_questions)
        paragraph(f"eerst te beantwoorden: {facts}", "        ", "          ")


def _elements(rule: Rule, knowledge: KnowledgeBase) -> None:
    from legalkb.report.phrases import provision

    part = f", onder {rule.part}" if rule.part else ""
    click.echo()
    paragraph(f"Bestanddelen{part}: {rule.title} (id: {rule.key})", "  ")
    base = next((r for r in knowledge.rulebook.rules if r.key == rule.builds_on), None)
    if base is not None:
        click.echo(f"    (naast de bestanddelen van {provision(base.designation)})")
    for element in rule.elements:
        _element(element, knowledge)


class _LawCommand(DutchCommand):
    """The command, which hands over to another one when its first word is the name of that; no provision is."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of this command, or of the one that is named."""
        if args[:1] == [bijwerken.name]:
            return bijwerken.make_context(f"{info_name} {bijwerken.name}", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@click.command(
    cls=_LawCommand,
    short_help="Toon een wetsartikel met versies en bestanddelen.",
    examples=(
        "legalkb wet 279",
        "legalkb wet 284 --op 2012-05-01",
        "legalkb wet 279 lid 2",
        "legalkb wet 1:233 BW",
        "legalkb wet bijwerken BWBR0001854.xml --uit voorstel.ttl",
    ),
)
@click.argument("artikel", metavar="ARTIKEL…", nargs=-1, required=True, shell_complete=completion.law)
@click.option("--op", callback=day, metavar="DATUM", help="De tekst die op deze dag gold, bijvoorbeeld 2012-05-01.")
def wet(artikel: tuple[str, ...], op: str | None) -> None:
    """Toon de tekst van ARTIKEL, sinds wanneer die geldt, het maximum en de bestanddelen volgens de regels.

    Zonder naam van een wet is het Wetboek van Strafrecht bedoeld.

    Met wet bijwerken BESTAND legt u een officiële nieuwe tekst naast de kennisbank; zie legalkb wet bijwerken --help.
    """
    from legalkb import knowledge

    base = knowledge.load()
    provisions = base.vocabulary.law.provisions
    act, article, lid = understood(artikel)
    found = _found(provisions, act, article, lid) if article else []
    if not found:
        written = " ".join(artikel)
        articles = sorted({p.split(" lid ")[0] for p in provisions})
        click.echo(f"{written} staat niet in de kennisbank.{near(f'{act} {article}', articles)}", err=True)
        click.get_current_context().exit(FAILED)
    for designation in found:
        _provision(designation, op, base)
