"""The commands ``oefening nakijken`` and ``oefening formulier``: answers to an exercise, and the form for them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from legalkb.cli import completion
from legalkb.cli.cases import out, overwrite
from legalkb.cli.dutch import DutchCommand, Misuse, one_of
from legalkb.cli.failures import FAILED, report
from legalkb.cli.writing import write

if TYPE_CHECKING:
    from legalkb.knowledge import KnowledgeBase
    from legalkb.training.key import Key

FORMATS = ("tekst", "html", "md", "json")
PAGES = ("html", "md")
UNWRITTEN = (".docx", ".pdf", ".odt", ".rtf")
ENDINGS = {"tekst": ".txt", "html": ".html", "md": ".md", "json": ".json"}
SUFFIXES = {".htm": "html", **{ending: form for form, ending in ENDINGS.items()}}
PLACES = ("docent/oefening.yaml", "oefening.yaml")


def _exercise_file(path: str) -> Path:
    """The file of an exercise: in its folder, or the file itself."""
    given = Path(path)
    return next((given / place for place in PLACES if (given / place).is_file()), given)


def _key(path: str, knowledge: KnowledgeBase) -> Key:
    from legalkb.case_reader import read_case
    from legalkb.errors import ExerciseError, Problem
    from legalkb.source import read_text
    from legalkb.training import exercise_file
    from legalkb.training.key import key_of

    file = _exercise_file(path)
    if file.is_dir():
        remedy = "Noem de map die 'legalkb oefening' maakte, met docent/oefening.yaml erin."
        raise ExerciseError((Problem(path, "in deze map staat geen oefening", "", remedy),))
    exercise = exercise_file.read(read_text(file, error=ExerciseError), knowledge)
    case = read_case(read_text(file.parent / exercise.case), knowledge.vocabulary)
    exercise_file.check(exercise, case, str(file), knowledge.vocabulary)
    return key_of(exercise, case, knowledge)


def _graded(path: str, key: Key, knowledge: KnowledgeBase, form: str) -> str:
    from legalkb.errors import ExerciseError
    from legalkb.report import graded_json, graded_page, graded_text
    from legalkb.source import read_text
    from legalkb.training import answer, grading
    from legalkb.training.reading import reworded

    try:
        source = read_text(path, error=ExerciseError)
    except ExerciseError as error:
        raise reworded(error) from None
    found = grading.grade(answer.read(source, key, knowledge.vocabulary), key)
    if form in PAGES:
        return graded_page.render(found, form)
    return graded_json.render(found) if form == "json" else graded_text.render(found)


def _target(path: str, uit: str, form: str, several: bool) -> Path:
    if not several and not Path(uit).is_dir():
        return Path(uit)
    stem = "antwoord" if path == "-" else Path(path).stem
    if several and stem == "antwoord" and Path(path).parent.name:
        stem = f"{Path(path).parent.name}-{stem}"
    return Path(uit) / f"{stem}-nagekeken{ENDINGS[form]}"


def _check_targets(answers: tuple[str, ...], uit: str | None, form: str) -> None:
    context, several = click.get_current_context(), len(answers) > 1
    if uit is not None and Path(uit).suffix.lower() in UNWRITTEN and not Path(uit).is_dir():
        known = "Geef PAD een naam die eindigt op .txt, .html, .md of .json."
        raise Misuse(f"Nakijken schrijft tekst, een webpagina, Markdown of JSON. {known}", context)
    if answers.count("-") > 1:
        raise Misuse("Maar één antwoord kan van de standaardinvoer komen.", context)
    if uit is None:
        if several and form in PAGES:
            raise Misuse("Bij meer antwoorden komt elke pagina in een eigen bestand. Geef een map met --uit.", context)
        return
    if several and not Path(uit).is_dir():
        raise Misuse("Bij meer antwoorden is PAD achter --uit een map die bestaat.", context)
    if len({_target(a, uit, form, several) for a in answers}) < len(answers):
        raise Misuse("Twee antwoorden zouden hetzelfde bestand krijgen. Geef ze een andere naam.", context)


@click.command(
    cls=DutchCommand,
    short_help="Kijk antwoorden op een oefening na.",
    examples=(
        "legalkb oefening nakijken oefening-01 antwoord.yaml",
        "legalkb oefening nakijken oefening-01 antwoord-1.yaml antwoord-2.yaml --uit nagekeken",
        "legalkb oefening nakijken oefening-01 antwoord.yaml --formaat json",
    ),
)
@click.argument("oefening", metavar="OEFENING", shell_complete=completion.file)
@click.argument("antwoorden", metavar="ANTWOORD…", nargs=-1, required=True, shell_complete=completion.file)
@click.option(
    "--formaat",
    callback=one_of(FORMATS),
    metavar="[tekst|html|md|json]",
    shell_complete=completion.choices(FORMATS),
    help="De vorm van het resultaat; zonder deze optie volgt die uit PAD, en anders is het tekst.",
)
@click.option(
    "--uit",
    metavar="PAD",
    shell_complete=completion.file,
    help="Schrijf naar dit bestand, of bij meer antwoorden naar deze map. Alleen voor u leesbaar.",
)
@overwrite
def nakijken(
    oefening: str, antwoorden: tuple[str, ...], formaat: str | None, uit: str | None, overschrijf: bool
) -> None:
    """Leg elk ANTWOORD naast de uitwerking van OEFENING, met uitleg bij wat anders is.

    OEFENING is de map van de oefening. ANTWOORD is een ingevuld antwoordformulier (antwoord.yaml). De uitwerking is
    de beoordeling van de zaak met de regels van nu. Per onderwerp staat er hoeveel goed is; een cijfer of een
    rangorde wordt niet gegeven.
    """
    form = formaat or SUFFIXES.get(Path(uit).suffix.lower() if uit else "", "tekst")
    _check_targets(antwoorden, uit, form)
    from legalkb import knowledge

    base = knowledge.load()
    key, several, failed, told = _key(oefening, base), len(antwoorden) > 1, False, False
    file = _exercise_file(oefening)
    inputs = (*antwoorden, str(file), str(file.parent / key.exercise.case))
    for path in antwoorden:
        try:
            text = _graded(path, key, base, form)
            if uit is not None:
                write(_target(path, uit, form, several), text, overschrijf, inputs)
                continue
        except BrokenPipeError:
            raise
        except Exception as error:
            report(error, "" if path == "-" else path)
            failed = True
            continue
        heading = f"{'=' * 60}\n{path}\n\n" if several and form == "tekst" else ""
        click.echo(("\n" if told and heading else "") + heading + text, nl=False)
        told = True
    if failed:
        click.get_current_context().exit(FAILED)


@click.command(
    cls=DutchCommand,
    short_help="Geef het lege antwoordformulier van een oefening.",
    examples=("legalkb oefening formulier oefening-01 --uit antwoord.yaml",),
)
@click.argument("oefening", metavar="OEFENING", shell_complete=completion.file)
@out
@overwrite
def formulier(oefening: str, uit: str | None, overschrijf: bool) -> None:
    """Geef het lege antwoordformulier van OEFENING, met uitleg om het in te vullen.

    Er staat niets van de uitwerking in. Maakte u de oefening zelf bij een zaak, of zijn de regels sindsdien anders,
    dan krijgt u zo een formulier dat past.
    """
    from legalkb import knowledge
    from legalkb.training.form import form

    text = form(_key(oefening, knowledge.load()))
    if uit is None:
        click.echo(text, nl=False)
    else:
        write(Path(uit), text, overschrijf)
