"""The command line: ``legalkb``. Importing it loads click alone; each command loads what it needs when it runs."""

from __future__ import annotations

import click

from legalkb import __version__
from legalkb.cli.accounting import verantwoording
from legalkb.cli.ask import bevraag
from legalkb.cli.cases import beoordeel, demo, memo, nieuw
from legalkb.cli.check import controleer
from legalkb.cli.comparing import vergelijk, watals
from legalkb.cli.completion import aanvullen
from legalkb.cli.dutch import DutchGroup
from legalkb.cli.explain import verklaar
from legalkb.cli.export import export
from legalkb.cli.interview import interview
from legalkb.cli.law import wet
from legalkb.cli.lookup import feiten, scenario
from legalkb.cli.training import oefening


def _show_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(f"legalkb {__version__}")
        context.exit()


@click.group(
    cls=DutchGroup,
    invoke_without_command=True,
    examples=("legalkb nieuw --uit zaak.yaml", "legalkb beoordeel zaak.yaml", "legalkb memo zaak.yaml --uit memo.html"),
)
@click.option(
    "--versie",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Toon de versie en stop.",
)
@click.pass_context
def main(context: click.Context) -> None:
    """Welke van zeven strafbepalingen kunnen bij een achterlating in het buitenland in beeld komen?

    Achterlating is op zichzelf geen strafbaar feit. Dit programma legt de feiten van een zaak naast de bestanddelen
    van de artikelen 279, 282, 284, 285, 285c, 310 en 321 Sr: wat past, wat ontbreekt en wat spreekt tegen. Het is
    een leeshulp; het zegt niets over iemands schuld.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in (
    interview, beoordeel, memo, verklaar, watals, vergelijk, bevraag, export, feiten, wet, scenario, nieuw, oefening,
    controleer, verantwoording, demo, aanvullen,
):  # fmt: skip
    main.add_command(command)
