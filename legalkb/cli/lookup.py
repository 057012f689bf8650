"""The commands that look up what may be stated and which scenarios exist: ``feiten`` and ``scenario``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from legalkb.cli import completion
from legalkb.cli.dutch import DutchCommand, near
from legalkb.cli.failures import FAILED
from legalkb.cli.showing import heading, paragraph, point

if TYPE_CHECKING:
    from legalkb.vocabulary import FactType, ScenarioType, Vocabulary

PERSONS = {"{door}": "de verdachte", "{tegen}": "het slachtoffer", "{via}": "een ander"}
DERIVED = " (Volgt uit relaties, gezag, maatregelen, beslissingen of toestemmingen in de zaak.)"
SHORT_WORD = 5
ABOUT = {"verdachte": "de verdachte", "houder": "het kind"}


def _vocabulary() -> Vocabulary:
    from legalkb import knowledge

    return knowledge.load().vocabulary


def question(kind: FactType) -> str:
    """The question of a fact type, with roles for the persons."""
    text = kind.question
    for place, words in {**PERSONS, "{over}": ABOUT.get(kind.subject, "het slachtoffer")}.items():
        text = text.replace(place, words)
    return text[:1].upper() + text[1:]


def _matches(kind: FactType, words: list[str], group: str) -> bool:
    text = " ".join((kind.id, kind.label, kind.label_en, kind.question, group, *kind.hidden_labels)).casefold()
    return all(word in text for word in words)


def _stop(message: str) -> None:
    click.echo(message, err=True)
    click.get_current_context().exit(FAILED)


@click.command(
    cls=DutchCommand,
    short_help="Zoek de feiten die u kunt invullen.",
    examples=("legalkb feiten paspoort", "legalkb feiten"),
)
@click.argument("zoekterm", metavar="[ZOEKTERM…]", nargs=-1, shell_complete=completion.fact_type)
def feiten(zoekterm: tuple[str, ...]) -> None:
    """Toon de feiten die u in een zaakbestand kunt noemen, met de vraag die erbij hoort.

    Met een ZOEKTERM alleen de feiten waarin die voorkomt.
    """
    vocabulary = _vocabulary()
    words = [word.casefold() for part in zoekterm for word in part.split()]
    groups = {g.id: g for g in vocabulary.groups.values()}
    found = [
        k
        for k in vocabulary.fact_types.values()
        if _matches(k, words, groups[k.group].label if k.group in groups else "")
    ]
    if not found:
        term = " ".join(zoekterm)
        known = {
            word.strip("().,?").casefold()
            for k in vocabulary.fact_types.values()
            for word in f"{k.id} {k.label}".split()
        }
        _stop(f"Geen feit gevonden met {term}.{near(term.casefold(), sorted(known))}")
    for group in sorted(groups.values(), key=lambda g: (g.order, g.label)):
        kinds = [k for k in found if k.group == group.id]
        if kinds:
            heading(group.label)
        for kind in kinds:
            click.echo(f"  {kind.id}")
            paragraph(question(kind) + (DERIVED if kind.derived else ""), "      ")


def _names(scenarios: tuple[ScenarioType, ...]) -> list[str]:
    words = dict.fromkeys(word for s in scenarios for word in s.label.split() if len(word) > SHORT_WORD)
    return [*(name for s in scenarios for name in (s.id, s.label)), *words]


def _list(scenarios: tuple[ScenarioType, ...]) -> None:
    for title, counter in (("Scenario's", False), ("Tegenscenario's: wat erop lijkt en het niet hoeft te zijn", True)):
        heading(title)
        for s in scenarios:
            if s.counter is counter:
                paragraph(s.label, f"  {s.id:<5}", " " * 7)


def _show(scenario: ScenarioType, vocabulary: Vocabulary) -> None:
    from legalkb.assessment import label
    from legalkb.report.phrases import provision

    facts = vocabulary.fact_types
    click.echo(f"{scenario.id} {scenario.label}{' (tegenscenario)' if scenario.counter else ''}")
    paragraph(scenario.definition, "  ")
    heading("Typische feiten")
    for name in scenario.facts:
        point(f"{name}: {facts[name].label}" if name in facts else name)
    for name in scenario.facts_no:
        point(f"{name}, waarde nee: {facts[name].label}" if name in facts else name)
    if scenario.candidates:
        heading("Bepalingen die in beeld kunnen komen")
    for c in scenario.candidates:
        point(f"{provision(c.provision)}{' (buiten de zeven)' if c.out_of_scope else ''}: {c.reason}")
    for title, texts in (
        ("Waar u op moet letten", scenario.brakes),
        ("Beschermingspaden", [vocabulary.paths[p].path.label for p in scenario.paths if p in vocabulary.paths]),
        ("Bronnen", [f"{s.title} {s.url}".strip() for s in (label(c, vocabulary) for c in scenario.sources)]),
    ):
        if texts:
            heading(title)
        for text in texts:
            point(text)


@click.command(
    cls=DutchCommand,
    short_help="Toon de scenario's van achterlating.",
    examples=("legalkb scenario", "legalkb scenario S01", "legalkb scenario partner"),
)
@click.argument("naam", metavar="[NAAM…]", nargs=-1, shell_complete=completion.scenario)
def scenario(naam: tuple[str, ...]) -> None:
    """Toon de scenario's van achterlating, of één scenario in zijn geheel.

    NAAM is de code (S01) of een deel van de naam. Een scenario is duiding en geen bestanddeel.
    """
    vocabulary = _vocabulary()
    wanted = " ".join(naam).casefold()
    known = vocabulary.scenarios
    exact = [s for s in known if wanted in (s.id.casefold(), s.label.casefold())]
    found = tuple(exact or [s for s in known if wanted in s.label.casefold()])
    if not found:
        meant = near(" ".join(naam), _names(known))
        names = [f"  {s.id:<5}{s.label}" for s in known] if not meant else []
        _stop("\n".join([f"Geen scenario gevonden met {' '.join(naam)}.{meant or ' Dit zijn ze:'}", *names]))
    if len(found) == 1:
        _show(found[0], vocabulary)
    else:
        _list(found)
