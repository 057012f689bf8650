"""The commands on a case: ``beoordeel``, ``memo``, ``nieuw`` and ``demo``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from legalkb.cli import completion
from legalkb.cli.dutch import DutchCommand, Misuse, one_of
from legalkb.cli.failures import FAILED, report
from legalkb.cli.writing import write

if TYPE_CHECKING:
    from legalkb.findings import Assessment
    from legalkb.knowledge import KnowledgeBase

FORMATS = ("tabel", "json", "md", "html")
SUFFIXES = {".json": "json", ".md": "md", ".html": "html", ".htm": "html", ".txt": "tabel"}
ENDINGS = {"tabel": ".txt", "json": ".json", "md": ".md", "html": ".html"}
BETWEEN = {"tabel": f"\n{'=' * 60}\n\n", "json": "", "md": "\n---\n\n", "html": ""}

out = click.option(
    "--uit", metavar="PAD", shell_complete=completion.file, help="Schrijf naar dit bestand, alleen voor u leesbaar."
)
overwrite = click.option("--overschrijf", is_flag=True, help="Vervang het bestand als het al bestaat.")


def _assessed(path: str, knowledge: KnowledgeBase) -> Assessment:
    from legalkb.assessment import assess
    from legalkb.case_reader import read_case
    from legalkb.source import read_text

    return assess(read_case(read_text(path), knowledge.vocabulary), knowledge)


def _knowledge() -> KnowledgeBase:
    from legalkb import knowledge

    return knowledge.load()


def _text(assessment: Assessment, form: str) -> str:
    from legalkb import report as reports

    return reports.FORMATS[form](assessment)


def _form(formaat: str | None, uit: str | None) -> str:
    """The format that is asked for, or else the one that the name of the file tells."""
    return formaat or SUFFIXES.get(Path(uit).suffix.lower() if uit else "", "tabel")


def _target(path: str, uit: str | None, form: str, several: bool) -> Path | None:
    """Where the result of a case goes: a file, a file in a folder, or nowhere (the screen)."""
    if uit is None:
        return None
    if not several and not Path(uit).is_dir():
        return Path(uit)
    return Path(uit) / (("zaak" if path == "-" else Path(path).stem) + ENDINGS[form])


def _check_targets(zaken: tuple[str, ...], uit: str | None, form: str) -> None:
    context, several = click.get_current_context(), len(zaken) > 1
    if several and uit is not None and not Path(uit).is_dir():
        raise Misuse("Bij meer zaken is PAD achter --uit een map die bestaat.", context)
    if several and uit is None and form == "html":
        raise Misuse(
            "HTML van meer zaken past niet op het scherm. Geef --uit met een map.", click.get_current_context()
        )
    targets = [_target(zaak, uit, form, several) for zaak in zaken]
    if uit is not None and len(set(targets)) < len(targets):
        raise Misuse(
            "Twee zaken zouden hetzelfde bestand krijgen. Geef ze een andere naam.", click.get_current_context()
        )


@click.command(
    cls=DutchCommand,
    short_help="Beoordeel een of meer zaken.",
    examples=(
        "legalkb beoordeel zaak.yaml",
        "legalkb beoordeel zaak.yaml --formaat json --uit zaak.json",
        "cat zaak.yaml | legalkb beoordeel -",
    ),
)
@click.argument("zaken", metavar="ZAAK…", nargs=-1, required=True, shell_complete=completion.file)
@click.option(
    "--formaat",
    callback=one_of(FORMATS),
    metavar="[tabel|json|md|html]",
    shell_complete=completion.choices(FORMATS),
    help="De vorm van het resultaat.",
)
@out
@overwrite
def beoordeel(zaken: tuple[str, ...], formaat: str | None, uit: str | None, overschrijf: bool) -> None:
    """Leg de feiten van elke ZAAK naast de zeven bepalingen.

    ZAAK is een zaakbestand (YAML of JSON), of - voor de standaardinvoer. Bij meer zaken komen de resultaten na
    elkaar; een zaak die niet deugt, wordt gemeld en de andere worden gewoon beoordeeld. Met --uit volgt de vorm uit
    de naam van het bestand.
    """
    form, several = _form(formaat, uit), len(zaken) > 1
    _check_targets(zaken, uit, form)
    knowledge, failed, told = _knowledge(), False, False
    for zaak in zaken:
        try:
            text, target = _text(_assessed(zaak, knowledge), form), _target(zaak, uit, form, several)
            if target is not None:
                write(target, text, overschrijf, zaken)
                continue
        except BrokenPipeError:
            raise
        except Exception as error:
            report(error, "" if zaak == "-" else zaak)
            failed = True
            continue
        click.echo((BETWEEN[form] if told else "") + text, nl=False)
        told = True
    if failed:
        click.get_current_context().exit(FAILED)


def _memo_form(uit: str) -> str:
    form = SUFFIXES.get(Path(uit).suffix.lower(), "")
    if form not in ("md", "html"):
        raise Misuse("De naam achter --uit eindigt op .md of .html.", click.get_current_context())
    return form


@click.command(
    cls=DutchCommand, short_help="Schrijf de memo van een zaak.", examples=("legalkb memo zaak.yaml --uit memo.html",)
)
@click.argument("zaak", metavar="ZAAK", shell_complete=completion.file)
@click.option(
    "--uit",
    metavar="PAD",
    required=True,
    shell_complete=completion.file,
    help="Het bestand: .html of .md. Alleen voor u leesbaar.",
)
@overwrite
def memo(zaak: str, uit: str, overschrijf: bool) -> None:
    """Schrijf de memo van ZAAK, als webpagina (.html) of als Markdown (.md).

    Een webpagina (.html) laat zich zo afdrukken.
    """
    form = _memo_form(uit)
    write(Path(uit), _text(_assessed(zaak, _knowledge()), form), overschrijf, (zaak,))


@click.command(
    cls=DutchCommand, short_help="Geef een leeg zaakbestand met uitleg.", examples=("legalkb nieuw --uit zaak.yaml",)
)
@out
@overwrite
def nieuw(uit: str | None, overschrijf: bool) -> None:
    """Geef een leeg zaakbestand met uitleg om in te vullen. Alles erin is facultatief."""
    from legalkb.case_reader import blank_case

    _give(blank_case(), uit, overschrijf)


@click.command(
    cls=DutchCommand,
    short_help="Laat een verzonnen zaak zien.",
    examples=("legalkb demo", "legalkb demo --uit demo.html"),
)
@out
@overwrite
def demo(uit: str | None, overschrijf: bool) -> None:
    """Beoordeel een verzonnen zaak.

    Een meisje van vijftien wordt met een vakantie als voorwendsel naar Marokko gebracht en moet daar blijven. Met
    --uit demo.html of --uit demo.md komt er een memo, met --uit demo.yaml de zaak zelf.
    """
    from importlib.resources import files

    from legalkb.assessment import assess
    from legalkb.case_reader import read_case
    from legalkb.node import SourceText

    text = (files("legalkb") / "templates" / "demo.yaml").read_text(encoding="utf-8")
    if uit is not None and Path(uit).suffix.lower() in (".yaml", ".yml"):
        _give(text, uit, overschrijf)
        return
    knowledge = _knowledge()
    found: Any = assess(read_case(SourceText("demo.yaml", text), knowledge.vocabulary), knowledge)
    _give(_text(found, _form(None, uit)), uit, overschrijf)


def _give(text: str, uit: str | None, overschrijf: bool) -> None:
    if uit is None:
        click.echo(text, nl=False)
    else:
        write(Path(uit), text, overschrijf)
