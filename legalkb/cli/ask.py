"""The command ``bevraag``: a pattern of facts without a case, or a query over a folder of case files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from legalkb.cli import completion
from legalkb.cli.cases import out, overwrite
from legalkb.cli.dutch import DutchCommand, Misuse, near, one_of
from legalkb.cli.failures import FAILED
from legalkb.cli.showing import progress
from legalkb.cli.sparql import Asked
from legalkb.cli.writing import write

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from legalkb.knowledge import KnowledgeBase
    from legalkb.query.tree import Query

FORMATS = ("tabel", "json", "csv")
MOST_TASKS = 16
LONGEST = 3600
PATTERN_ONLY = "Geef --zaken MAP om in zaakbestanden te zoeken."


def _complete(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What may come next in a query or pattern; nothing when anything goes wrong."""
    from click.shell_completion import CompletionItem

    try:
        from legalkb import knowledge
        from legalkb.query.suggest import suggest
        from legalkb.query.words import words

        known = words(knowledge.load())
        if context.params.get("zaken"):
            return [CompletionItem(text) for text in suggest(incomplete, known)]
        return [CompletionItem(name) for name in known.facts if name.startswith(incomplete.casefold())]
    except Exception:
        return []


def _tasks(context: click.Context, param: click.Parameter, value: str | None) -> int:
    if value is None:
        return 2
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:4]) <= MOST_TASKS):
        raise click.BadParameter(f"{value[:20]} is geen aantal van 1 tot en met {MOST_TASKS}.", context, param)
    return int(value)


def _seconds(context: click.Context, param: click.Parameter, value: str | None) -> int | None:
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:5]) <= LONGEST):
        raise click.BadParameter(f"{value[:20]} is geen aantal seconden van 1 tot en met {LONGEST}.", context, param)
    return int(value)


def _dimensions(context: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...]:
    if value is None:
        return ()
    from legalkb.query.counts import DIMENSIONS, clash

    names = tuple(dict.fromkeys(word.strip().casefold() for word in value.split(",") if word.strip()))
    for name in names:
        if name not in DIMENSIONS:
            hint = near(name, DIMENSIONS) or f" Mogelijk zijn: {', '.join(DIMENSIONS)}."
            raise click.BadParameter(f"{name} kan niet worden geteld.{hint}", context, param)
    if not names or clash(names):
        raise click.BadParameter(f"{clash(names) or 'noem wat u wilt tellen'}.", context, param)
    return names


@click.command(
    cls=DutchCommand,
    short_help="Zoek op een patroon van feiten, of in een map met zaken.",
    examples=(
        "legalkb bevraag reisdocument_weggenomen slachtoffer_minderjarig",
        "legalkb bevraag --zaken map 'uitkomst:279=onvolledig en bestanddeel:279.gezag=onbekend'",
        "legalkb bevraag --zaken map --tel bepaling,uitkomst",
        "legalkb bevraag --sparql vraag.rq --zaken map",
    ),
)
@click.argument("vraag", metavar="[VRAAG…]", nargs=-1, shell_complete=_complete)
@click.option(
    "--zaken",
    metavar="MAP",
    shell_complete=completion.file,
    help="Zoek in de zaakbestanden in deze map en de mappen daarin.",
)
@click.option(
    "--formaat",
    callback=one_of(FORMATS),
    metavar="[tabel|json|csv]",
    shell_complete=completion.choices(FORMATS),
    help="De vorm van het antwoord.",
)
@click.option(
    "--tel",
    metavar="WAT,…",
    callback=_dimensions,
    shell_complete=completion.dimensions,
    help="Tel de gevonden zaken per bepaling, uitkomst, feit, ….",
)
@click.option(
    "--index",
    metavar="PAD",
    shell_complete=completion.file,
    help="Bewaar wat is gelezen in dit bestand; er staan feiten van zaken in.",
)
@click.option(
    "--sparql",
    metavar="BESTAND",
    shell_complete=completion.file,
    help="Stel de SPARQL-vraag in dit bestand (- is de standaardinvoer).",
)
@click.option(
    "--zaak",
    metavar="ZAAK",
    multiple=True,
    shell_complete=completion.file,
    help="Bij --sparql: vraag ook over deze zaak; mag vaker.",
)
@click.option("--tijdslimiet", metavar="S", callback=_seconds, help="Bij --sparql: stop na S seconden (anders 30).")
@click.option("--taken", metavar="N", callback=_tasks, help="Beoordeel met N processen tegelijk (anders 2).")
@out
@overwrite
def bevraag(
    vraag: tuple[str, ...],
    zaken: str | None,
    formaat: str | None,
    tel: tuple[str, ...],
    index: str | None,
    sparql: str | None,
    zaak: tuple[str, ...],
    tijdslimiet: int | None,
    taken: int,
    uit: str | None,
    overschrijf: bool,
) -> None:
    """Zoek zonder zaak op een patroon van feiten, of met een zoekvraag in een map met zaakbestanden.

    Zonder --zaken is elk woord van VRAAG een feit (NAAM, of NAAM=nee): u ziet welke bepalingen en scenario's in
    beeld komen, wat elk nog nodig heeft en welke uitspraken erop lijken. Met --zaken is VRAAG een zoekvraag, zoals
    'feit:reisdocument_weggenomen=ja en uitkomst:284=aanwijzing'. Zet haar tussen aanhalingstekens. Met --sparql vraagt
    u in SPARQL naar wet, regels, scenario's en uitspraken, en met --zaken of --zaak ook naar beoordeelde zaken.
    """
    form = formaat or {".json": "json", ".csv": "csv"}.get(Path(uit or "").suffix.lower(), "tabel")
    if sparql is not None:
        if vraag or tel or index:
            raise Misuse("Bij --sparql horen geen VRAAG, --tel of --index.", click.get_current_context())
        _sparql(Asked(sparql, zaak, zaken, form, tijdslimiet, taken), uit, overschrijf)
        return
    if zaak or tijdslimiet:
        raise Misuse("--zaak en --tijdslimiet horen bij --sparql.", click.get_current_context())
    if zaken is None:
        if tel or index:
            raise Misuse(PATTERN_ONLY, click.get_current_context())
        _give(_pattern(vraag, form), uit, overschrijf)
        return
    text, failed = _cases(" ".join(vraag).strip(), Path(zaken), form, tel, Path(index) if index else None, taken)
    _give(text, uit, overschrijf)
    if failed:
        click.get_current_context().exit(FAILED)


def _give(text: str, uit: str | None, overschrijf: bool) -> None:
    if uit is None:
        click.echo(text, nl=False)
    else:
        write(Path(uit), text, overschrijf)


def _sparql(asked: Asked, uit: str | None, overschrijf: bool) -> None:
    """Answer a SPARQL query; the cases that could be read are asked, and the others told."""
    from legalkb.cli import sparql

    with progress("Zaken") as on_each:
        text, whole = sparql.answer(asked, on_each)
    if uit is None:
        click.echo(text, nl=False)
    else:
        write(Path(uit), text, overschrijf, (asked.file, *asked.cases))
    if not whole:
        click.get_current_context().exit(FAILED)


def _pattern(words: tuple[str, ...], form: str) -> str:
    from legalkb import examples, knowledge
    from legalkb.cli import ask_pattern
    from legalkb.query.naming import NamingError, named
    from legalkb.query.pattern import answer

    if not words:
        raise Misuse(f"Noem een of meer feiten. {PATTERN_ONLY}", click.get_current_context())
    known = knowledge.load()
    try:
        pattern, notes = named(words, known)
    except NamingError as error:
        raise Misuse("\n".join(error.texts), click.get_current_context()) from None
    found = answer(pattern, known, examples.load()[0])
    if form == "csv":
        return ask_pattern.csv(found, known)
    return ask_pattern.json(found, notes, known) if form == "json" else ask_pattern.table(found, notes, known)


def _query(text: str, known: KnowledgeBase) -> Query | None:
    """The query that a user wrote; no query means every case."""
    from legalkb.cli.ask_text import explained
    from legalkb.query.parser import QueryError, parse
    from legalkb.query.words import words

    try:
        return parse(text, words(known)) if text else None
    except QueryError as error:
        raise Misuse(explained(error), click.get_current_context()) from None


def _cases(
    text: str, folder: Path, form: str, tel: tuple[str, ...], index: Path | None, tasks: int
) -> tuple[str, bool]:
    """The answer over a folder, and whether something could not be read."""
    from legalkb import knowledge
    from legalkb.cli import ask_cases
    from legalkb.query.search import search
    from legalkb.query.sql import TooEntangled

    known = knowledge.load()
    query = _query(text, known)
    try:
        with progress("Zaken") as on_each:
            found = search(query, folder, known, tel, index, tasks, on_each)
    except TooEntangled:
        what = "Deze zoekvraag verbindt te veel bepalingen met elkaar. Splits haar op."
        raise Misuse(what, click.get_current_context()) from None
    for problem in (p for item in found.unreadable for p in item.problems):
        click.echo(str(problem), err=True)
    if index is not None:
        click.echo(f"Index bijgewerkt: {index} (bevat feiten van zaken; alleen voor u leesbaar)", err=True)
    if form == "csv":
        return ask_cases.csv(found, tel), bool(found.unreadable)
    if form == "json":
        return ask_cases.json(text, found, tel, known), bool(found.unreadable)
    return ask_cases.table(text, found, tel, known), bool(found.unreadable)
