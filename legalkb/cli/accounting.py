"""The command ``verantwoording``: what an organisation needs to account for its use, made from the knowledge base."""

from __future__ import annotations

from pathlib import Path

import click

from legalkb.cli import completion
from legalkb.cli.cases import overwrite
from legalkb.cli.dutch import DutchCommand, Misuse, one_of
from legalkb.cli.writing import check, write

EVERYTHING = "alles"
WHAT = (EVERYTHING, "register", "iama", "dpia", "grenzen")
FORMATS = ("html", "md", "json")
SUFFIXES = {".html": "html", ".htm": "html", ".md": "md", ".json": "json"}
NAME = "verantwoording"


def _misuse(text: str) -> Misuse:
    return Misuse(text, click.get_current_context(silent=True))


def _target(what: str, form: str | None, path: Path) -> tuple[Path, str]:
    """The file to write and its form; in a folder the file gets its name from what is asked."""
    if path.is_dir():
        form = form or "html"
        return path / f"{NAME if what == EVERYTHING else what}.{form}", form
    found = form or SUFFIXES.get(path.suffix.lower())
    if found is None:
        raise _misuse(f"Geef --formaat, of een PAD dat eindigt op {', '.join(SUFFIXES)}.")
    return path, found


@click.command(
    cls=DutchCommand,
    short_help="Maak stukken om het gebruik te verantwoorden.",
    examples=(
        "legalkb verantwoording --uit verantwoording.html",
        "legalkb verantwoording --wat register --uit register.json",
        "legalkb verantwoording --wat grenzen --uit grenzen.md",
    ),
)
@click.option(
    "--wat",
    default=EVERYTHING,
    callback=one_of(WHAT),
    metavar=f"[{'|'.join(WHAT)}]",
    shell_complete=completion.choices(WHAT),
    help="Welk stuk; zonder deze optie alles in één bestand.",
)
@click.option(
    "--formaat",
    callback=one_of(FORMATS),
    metavar=f"[{'|'.join(FORMATS)}]",
    shell_complete=completion.choices(FORMATS),
    help="De vorm; zonder deze optie volgt die uit de naam van het bestand.",
)
@click.option(
    "--uit",
    metavar="PAD",
    required=True,
    shell_complete=completion.file,
    help="Het bestand, of een map die bestaat. Alleen voor u leesbaar.",
)
@overwrite
def verantwoording(wat: str, formaat: str | None, uit: str, overschrijf: bool) -> None:
    """Maak uit de kennisbank de stukken waarmee een organisatie het gebruik van legalkb verantwoordt.

    register is een aanzet voor het Algoritmeregister (publicatiestandaard 1.0.0), iama en dpia zijn invoer voor die
    toetsen, en grenzen zegt wat legalkb niet doet en niet dekt. Het zijn geen ingevulde toetsen: wat van uw organisatie
    afhangt, is leeg en wordt genoemd. Er komt geen zaak aan te pas.
    """
    target, form = _target(wat, formaat, Path(uit))
    check(target, overschrijf)
    write(target, _text(wat, form), overschrijf)


def _text(what: str, form: str) -> str:
    from legalkb import examples, knowledge
    from legalkb.accountability import as_json
    from legalkb.accountability.account import PARTS, account
    from legalkb.errors import LegalkbError
    from legalkb.report import account as report

    cases, unreadable = examples.load()
    if unreadable:
        from legalkb.errors import Problem

        raise LegalkbError(tuple(Problem(f.place, f.difference) for f in unreadable))
    made = account(knowledge.load(), cases)
    names = PARTS if what == EVERYTHING else (what,)
    if form == "json":
        return as_json.text(made.data(names))
    pages = tuple(made.page(name) for name in names)
    return (report.html if form == "html" else report.markdown)(pages, made.counted.values)
