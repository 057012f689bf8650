"""The commands of ``oefening``: exercises for trainers, made from the ontology and the rules."""

from __future__ import annotations

import click

from legalkb.cli.dutch import DutchGroup
from legalkb.cli.training_grading import formulier, nakijken
from legalkb.cli.training_making import cursus, maak
from legalkb.cli.training_variants import varianten


@click.group(
    cls=DutchGroup,
    invoke_without_command=True,
    short_help="Maak oefeningen voor een training, en kijk antwoorden na.",
    examples=(
        "legalkb oefening maak --uit oefeningen",
        "legalkb oefening nakijken oefeningen/oefening-01 antwoord.yaml",
    ),
)
@click.pass_context
def oefening(context: click.Context) -> None:
    """Maak verzonnen zaken voor een training, met uitwerking, en kijk antwoorden na.

    Alles wat hier uitkomt, is verzonnen en gemaakt uit de scenario's en regels van legalkb. Dezelfde opdracht met
    hetzelfde zaad geeft steeds dezelfde oefening.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in (maak, cursus, varianten, formulier, nakijken):
    oefening.add_command(command)
