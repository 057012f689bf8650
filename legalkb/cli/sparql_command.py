"""The command ``sparql``."""

from __future__ import annotations

from pathlib import Path

import click

from legalkb.cli.dutch import DutchCommand, one_of
from legalkb.cli.failures import FAILED
from legalkb.cli.sparql import FORMATS, answer
from legalkb.cli.writing import write


@click.command(cls=DutchCommand, short_help="Stel een SPARQL-vraag.", examples=("legalkb sparql vraag.rq",))
@click.argument("bestand", metavar="BESTAND")
@click.option("--zaak", metavar="ZAAK", multiple=True, help="Vraag ook over deze zaak; mag vaker.")
@click.option("--zaken", metavar="MAP", help="Vraag ook over alle zaken in deze map.")
@click.option("--formaat", callback=one_of(FORMATS), metavar="[tabel|csv|json]", help="De vorm van het antwoord.")
@click.option("--tijdslimiet", type=float, metavar="S", help="Stop na zoveel seconden (30).")
@click.option("--uit", metavar="PAD", help="Schrijf naar dit bestand, alleen voor u leesbaar.")
@click.option("--overschrijf", is_flag=True, help="Vervang het bestand als het al bestaat.")
def sparql(
    bestand: str,
    zaak: tuple[str, ...],
    zaken: str | None,
    formaat: str | None,
    tijdslimiet: float | None,
    uit: str | None,
    overschrijf: bool,
) -> None:
    """Stel de SPARQL-vraag in BESTAND (of - voor de standaardinvoer) aan de kennisbank."""
    text, whole = answer(bestand, zaak, zaken, formaat, tijdslimiet)
    if uit is None:
        click.echo(text, nl=False)
    else:
        write(Path(uit), text, overschrijf, (bestand, *zaak))
    if not whole:
        click.get_current_context().exit(FAILED)
