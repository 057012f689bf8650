"""The commands that lay assessments side by side: ``watals`` and ``vergelijk``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from legalkb.cli import completion
from legalkb.cli.cases import out, overwrite
from legalkb.cli.dutch import DutchCommand, Misuse, one_of
from legalkb.cli.writing import write

if TYPE_CHECKING:
    from legalkb.case import Case
    from legalkb.comparison.changes import Setting
    from legalkb.errors import Problem
    from legalkb.report.difference_view import Comparison

FORMATS = ("tekst", "json")
WAS, BECOMES = "Was", "Wordt"

form = click.option(
    "--formaat",
    callback=one_of(FORMATS),
    metavar="[tekst|json]",
    shell_complete=completion.choices(FORMATS),
    help="De vorm van het resultaat.",
)


def _give(told: Comparison, formaat: str | None, uit: str | None, overschrijf: bool, inputs: tuple[str, ...]) -> None:
    """Show or write a comparison, in the form that is asked for or else the one that the name of the file tells."""
    from legalkb.report import difference_json, difference_text

    as_json = formaat == "json" or (formaat is None and uit is not None and Path(uit).suffix.lower() == ".json")
    text = difference_json.render(told) if as_json else difference_text.render(told)
    if uit is None:
        click.echo(text, nl=False)
    else:
        write(Path(uit), text, overschrijf, inputs)


def _settings(feit: tuple[str, ...], zonder: tuple[str, ...]) -> list[Setting]:
    """The facts to assume; what contradicts itself or can't be read is misuse."""
    from legalkb.comparison.settings import setting

    context = click.get_current_context()
    if not feit and not zonder:
        raise Misuse("Zeg wat er anders is: geef --feit NAAM=WAARDE of --zonder NAAM.", context)
    try:
        found = [setting(text) for text in feit]
    except ValueError as error:
        raise Misuse(str(error), context) from None
    both = [s.name for s in found if s.name in zonder]
    if both:
        raise Misuse(f"{both[0]} staat achter --feit en achter --zonder. Kies een van beide.", context)
    for place, one in enumerate(found):
        if any(one.about == other.about for other in found[:place]):
            raise Misuse(f"{one.name} staat twee keer achter --feit voor dezelfde personen.", context)
    return found


@click.command(
    cls=DutchCommand,
    short_help="Laat zien wat er verandert als een feit anders is.",
    examples=(
        "legalkb watals zaak.yaml --feit opgesloten=ja",
        "legalkb watals zaak.yaml --feit opgesloten=ja,door=V1,tegen=S1,op=2025-08-01",
        "legalkb watals zaak.yaml --zonder wil_terugkeren --feit bewaakt=nee",
    ),
)
@click.argument("zaak", metavar="ZAAK", shell_complete=completion.file)
@click.option(
    "--feit",
    multiple=True,
    metavar="NAAM=WAARDE…",
    shell_complete=completion.fact_value,
    help="Neem dit feit aan: ja, nee of onbekend. Mag vaker.",
)
@click.option(
    "--zonder",
    multiple=True,
    metavar="NAAM",
    shell_complete=completion.fact_type,
    help="Laat dit feit weg. Mag vaker.",
)
@form
@out
@overwrite
def watals(
    zaak: str, feit: tuple[str, ...], zonder: tuple[str, ...], formaat: str | None, uit: str | None, overschrijf: bool
) -> None:
    """Laat zien wat er in de beoordeling van ZAAK verandert, en waardoor, als feiten anders zijn.

    Een feit dat al in de zaak staat, krijgt de nieuwe waarde; wat u niet noemt, blijft staan. Achter de waarde mogen
    met komma's de sleutels van het zaakbestand staan, zoals door=V1 of op=2025-08-01. Het zaakbestand zelf blijft
    zoals het is.
    """
    settings = _settings(feit, zonder)
    from legalkb import knowledge
    from legalkb.case_reader import read_case
    from legalkb.comparison import changes, difference, entries, reach
    from legalkb.report.difference_view import Comparison
    from legalkb.source import parse, read_text

    base = knowledge.load()
    source = read_text(zaak)
    node = parse(source.text, source.name)
    applied = changes.apply(node, settings, zonder, base)
    before = difference.assess(read_case(node, base.vocabulary), base)
    after = difference.assess(applied.case, base)
    found = difference.compare(before, after)
    assumed, partly = (entries.renumbered(applied.case, numbers) for numbers in (applied.assumed, applied.partly))
    remarks = reach.remarks(applied, found, base)
    told = Comparison(found, before[1], after[1], (WAS, BECOMES), True, assumed, partly, remarks)
    _give(told, formaat, uit, overschrijf, (zaak,))


@click.command(
    cls=DutchCommand,
    short_help="Leg twee zaken naast elkaar.",
    examples=("legalkb vergelijk zaak-mei.yaml zaak-juni.yaml", "legalkb vergelijk a.yaml b.yaml --formaat json"),
)
@click.argument("eerste", metavar="A", shell_complete=completion.file)
@click.argument("tweede", metavar="B", shell_complete=completion.file)
@form
@out
@overwrite
def vergelijk(eerste: str, tweede: str, formaat: str | None, uit: str | None, overschrijf: bool) -> None:
    """Laat zien waarin de zaken A en B verschillen, en wat dat voor de beoordeling uitmaakt.

    De volgorde in de bestanden maakt niet uit. Beoordelingen worden vergeleken per bepaling en per persoon; gebruik
    in beide zaken dus dezelfde aanduidingen.
    """
    if eerste == tweede == "-":
        raise Misuse("Maar één van de twee zaken kan van de standaardinvoer komen.", click.get_current_context())
    from legalkb import knowledge
    from legalkb.case_reader import read_case
    from legalkb.comparison import difference
    from legalkb.errors import LegalkbError
    from legalkb.report.difference_view import Comparison
    from legalkb.source import read_text

    base = knowledge.load()
    cases: list[Case] = []
    problems: list[Problem] = []
    for name in (eerste, tweede):
        try:
            cases.append(read_case(read_text(name), base.vocabulary))
        except LegalkbError as error:
            problems += error.problems
    if problems:
        raise LegalkbError(dict.fromkeys(problems))
    before, after = (difference.assess(case, base) for case in cases)
    found = difference.compare(before, after)
    files = (Path(eerste).name, Path(tweede).name)
    told = Comparison(found, before[1], after[1], ("A", "B"), files=files)
    _give(told, formaat, uit, overschrijf, (eerste, tweede))
