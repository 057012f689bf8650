"""The command ``oefening varianten``: the minimal pairs of a case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from legalkb.cli import completion
from legalkb.cli.cases import out, overwrite
from legalkb.cli.dutch import DutchCommand, Misuse, near, one_of
from legalkb.cli.provisions import asked
from legalkb.cli.showing import progress
from legalkb.cli.writing import check, write

if TYPE_CHECKING:
    from legalkb.training.pair import Pairs

FORMATS = ("tekst", "json", "md")
SUFFIXES = {".json": "json", ".md": "md", ".txt": "tekst"}
KINDS = ("weglaten", "omkeren", "tegenspreken", "toevoegen", "gegevens")
MOST = 500


def _number(context: click.Context, param: click.Parameter, value: str) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:5]) <= MOST):
        raise click.BadParameter(f"{value[:20]} is geen aantal van 1 tot en met {MOST}.", context, param)
    return int(value)


def _kinds(context: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    words = [v.strip().lower() for v in value]
    for word in (w for w in words if w not in KINDS):
        text = f"{word[:20]} staat niet in de lijst ({', '.join(KINDS)}).{near(word, KINDS)}"
        raise click.BadParameter(text, context, param)
    return tuple(k for k in KINDS if k in words or not words)


def _rendered(pairs: Pairs, form: str) -> str:
    from legalkb.report import variants_json, variants_markdown, variants_text

    renderers = {"json": variants_json.render, "md": variants_markdown.render, "tekst": variants_text.render}
    return renderers[form](pairs)


def _case_of(zaak: str) -> str:
    """The case file that is meant: of an exercise folder the one in it."""
    inside = [Path(zaak) / "docent" / "zaak.yaml", Path(zaak) / "zaak.yaml"]
    return next((str(p) for p in inside if p.is_file()), zaak)


def _folder(uit: str | None) -> Path:
    """The folder for the case files."""
    if uit is None:
        raise Misuse("Bij --zaken hoort --uit MAP: de map voor de zaakbestanden.", click.get_current_context())
    if not Path(uit).is_dir():
        raise Misuse("Bij --zaken is PAD achter --uit een map die bestaat.", click.get_current_context())
    return Path(uit)


def _write_cases(pairs: Pairs, folder: Path, overschrijf: bool, zaak: str) -> None:
    """Write each variant as a case file, or none when one of them may not be written."""
    from legalkb.training import files

    targets = [folder / name for name in files.names(pairs)]
    for target in targets:
        check(target, overschrijf, (zaak,))
    for target, text in zip(targets, files.texts(pairs), strict=True):
        write(target, text, overschrijf, (zaak,), quiet=True)
    if targets:
        last = f" tot en met {targets[-1].name}" if len(targets) > 1 else ""
        click.echo(f"Geschreven: {targets[0]}{last}", err=True)


def _refuse_real(zaak: str) -> None:
    from legalkb.errors import LegalkbError, Problem

    remedy = "Maak eerst een verzonnen zaak en zet er 'fictief: ja' in. Zonder --zaken mag het wel."
    what = "van een zaak zonder 'fictief: ja' worden geen zaakbestanden met verzonnen feiten gemaakt"
    raise LegalkbError((Problem("standaardinvoer" if zaak == "-" else zaak, what, "", remedy),))


@click.command(
    "varianten",
    cls=DutchCommand,
    short_help="Verander telkens één feit van een zaak, en laat zien wat dat uitmaakt.",
    examples=(
        "legalkb oefening varianten zaak.yaml",
        "legalkb oefening varianten zaak.yaml --soort weglaten --bepaling 279",
        "legalkb oefening varianten zaak.yaml --aantal 6 --zaken --uit map",
    ),
)
@click.argument("zaak", metavar="ZAAK", shell_complete=completion.file)
@click.option("--aantal", default="12", callback=_number, metavar="N", help="Zoveel varianten tonen; anders 12.")
@click.option(
    "--soort",
    multiple=True,
    callback=_kinds,
    metavar="SOORT",
    shell_complete=completion.choices(KINDS),
    help=f"Alleen deze wijzigingen: {', '.join(KINDS[:-1])} of {KINDS[-1]}. Mag vaker.",
)
@click.option(
    "--bepaling",
    metavar="BEPALING",
    shell_complete=completion.provision,
    help="Alleen deze bepaling, bijvoorbeeld 279, 279.2 of 285c.",
)
@click.option("--zaken", is_flag=True, help="Schrijf elke variant als zaakbestand in de map achter --uit.")
@click.option(
    "--formaat",
    callback=one_of(FORMATS),
    metavar="[tekst|json|md]",
    shell_complete=completion.choices(FORMATS),
    help="De vorm van het resultaat.",
)
@out
@overwrite
def varianten(
    zaak: str,
    aantal: int,
    soort: tuple[str, ...],
    bepaling: str | None,
    zaken: bool,
    formaat: str | None,
    uit: str | None,
    overschrijf: bool,
) -> None:
    """Verander in ZAAK telkens één ding en laat zien welke uitkomst dan anders is, en waardoor.

    Een feit wordt weggelaten, omgekeerd of door een andere bron tegengesproken; een feit dat de uitkomst kan
    veranderen komt erbij; of een ander gegeven verandert, zoals gezag, toestemming, leeftijd, land of jaar. Wat een
    uitkomst verandert staat vooraan; bij elke variant staan een vraag voor de groep en het antwoord. Alle varianten
    worden nagerekend, --aantal bepaalt alleen hoeveel u er ziet. Het zaakbestand zelf blijft zoals het is.
    """
    folder = _folder(uit) if zaken else None
    zaak = _case_of(zaak)
    from legalkb import knowledge
    from legalkb.source import parse, read_text
    from legalkb.training import variants

    base = knowledge.load()
    keys = frozenset(r.key for r in asked((bepaling,), base.rulebook)[0]) if bepaling is not None else None
    source = read_text(zaak)
    node = parse(source.text, source.name)
    if zaken and not variants.fictional(node, base):
        _refuse_real(zaak)
    with progress("Varianten") as on_each:
        every = variants.find(node, base, soort, keys, on_each)
    found = variants.confirmed(every, aantal, node, base, keys)
    form = formaat or SUFFIXES.get(Path(uit).suffix.lower() if uit and not zaken else "", "tekst")
    if folder is not None:
        _write_cases(found, folder, overschrijf, zaak)
    if uit is None or folder is not None:
        click.echo(_rendered(found, form), nl=False)
    else:
        write(Path(uit), _rendered(found, form), overschrijf, (zaak,))
