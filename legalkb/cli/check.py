"""The command ``controleer``: checks of the ontology, the rules and the examples."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from legalkb.cli.dutch import DutchCommand
from legalkb.cli.failures import FAILED
from legalkb.cli.showing import heading, paragraph, point

if TYPE_CHECKING:
    from legalkb.checks import Report
    from legalkb.mutations import Score

AGREES = {True: "ja", False: "NEE", None: "n.v.t."}


def _tell(report: Report) -> None:
    errors = [r for r in report.remarks if r.severity == "fout"]
    hints = [r for r in report.remarks if r.severity != "fout"]
    for title, found in (("Fouten in de gegevens", errors), ("Let op", hints)):
        if found:
            heading(f"{title} ({len(found)})")
        for remark in found:
            point(f"{remark.place}: {remark.text}")
    if report.agreements:
        heading("Gepubliceerde uitspraken naast de regels")
        for a in report.agreements:
            point(
                f"{a.ecli}, {a.rule}: rechter {a.court}, regels {a.outcome}; eens: {AGREES[a.agrees]} ({a.explanation})"
            )
        heading("Geteld: wat de rechter vond en wat de regels zeggen")
        for (court, outcome), number in sorted(Counter((a.court, a.outcome) for a in report.agreements).items()):
            point(f"rechter {court}, regels {outcome.replace('_', ' ')}: {number}")
    if report.failures:
        heading(f"Voorbeelden met een andere uitkomst ({len(report.failures)})")
        for failure in report.failures:
            point(str(failure))
    heading("Samen")
    parted = sum(a.agrees is False for a in report.agreements)
    paragraph(
        f"{report.examples} voorbeelden, {len(report.failures)} met een andere uitkomst; {len(errors)} fouten en "
        f"{len(hints)} aandachtspunten; {len(report.agreements)} oordelen van rechters, waarvan {parted} anders dan de "
        "regels.",
        "  ",
    )


def _tell_mutations(scores: tuple[Score, ...]) -> bool:
    heading("Mutaties: elke voorwaarde die wegvalt, moet een voorbeeld laten mislukken")
    for score in scores:
        click.echo(f"  {score.owner:<32} {score.noticed:>4} van {score.total:<4}")
        for text in score.survivors:
            paragraph(f"niet opgemerkt: {text}", "      ", "        ")
    noticed, total = sum(s.noticed for s in scores), sum(s.total for s in scores)
    click.echo(f"  samen {noticed} van {total}{f' ({100 * noticed / total:.1f} %)' if total else ''}")
    return noticed == total


@click.command(
    cls=DutchCommand,
    short_help="Controleer de kennisbank, de regels en de voorbeelden.",
    examples=("legalkb controleer", "legalkb controleer --mutaties"),
)
@click.option(
    "--mutaties",
    is_flag=True,
    help="Haal ook elke voorwaarde een keer weg en kijk of een voorbeeld het merkt (duurt langer).",
)
@click.option(
    "--alleen", metavar="TEKST", default="", help="Bij --mutaties: alleen regelbestanden met deze tekst in de naam."
)
def controleer(mutaties: bool, alleen: str) -> None:
    """Controleer de ontologie, de citaten, de verwijzingen, de voorbeelden en de gepubliceerde uitspraken.

    Eindigt met code 1 als er een fout is, een voorbeeld een andere uitkomst heeft of een mutatie niet wordt opgemerkt.
    """
    from legalkb import checks, examples, knowledge
    from legalkb.errors import LegalkbError

    problems = knowledge.nonconformities()
    try:
        base = knowledge.load()
    except LegalkbError as error:
        raise LegalkbError(dict.fromkeys((*error.problems, *problems))) from error
    found, unreadable = examples.load()
    report = checks.report(base, found, unreadable, problems)
    _tell(report)
    sound = report.passed
    if mutaties:
        from legalkb import mutations

        sound = _tell_mutations(mutations.run(base, found, only=alleen)) and sound
    if not sound:
        click.get_current_context().exit(FAILED)
