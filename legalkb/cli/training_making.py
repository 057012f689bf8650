"""The commands ``oefening maak`` and ``oefening cursus``: fictitious exercises, written to a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legalkb.cli import completion
from legalkb.cli.cases import overwrite
from legalkb.cli.dutch import DutchCommand, Misuse, day, near, one_of
from legalkb.cli.provisions import asked, short
from legalkb.cli.training_files import files, spare
from legalkb.cli.writing import check, folder, write

if TYPE_CHECKING:
    from legalkb.errors import Problem
    from legalkb.knowledge import KnowledgeBase
    from legalkb.training.exercise import Exercise, Wish

FORMATS = ("html", "md")
LEVELS = ("1", "2", "3")
OUTCOMES = ("aanwijzing", "onvolledig", "tegenaanwijzing", "geen_aanknopingspunt")
SUBJECTS = ("rechtsmacht", "verjaring", "klacht", "wet_in_tijd", "vormen", "strafuitsluiting", "hechtenis")
LATEST = "2026-09-01"
MOST, HIGHEST = 100, 1_000_000


def _count(most: int, what: str) -> Callable[[click.Context, click.Parameter, str], int]:
    """A check that the value of an option is a whole number from 1 up."""

    def checked(context: click.Context, param: click.Parameter, value: str) -> int:
        if not (value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= most):
            raise click.BadParameter(f"{value[:20]} is geen {what} van 1 tot en met {most}.", context, param)
        return int(value)

    return checked


def _scenario(context: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    from legalkb import knowledge

    known = {s.id for s in knowledge.load().vocabulary.scenarios}
    if value.upper() not in known:
        text = f"{value[:20]} is geen scenario.{near(value.upper(), known)} Bekend zijn: {', '.join(sorted(known))}."
        raise click.BadParameter(text, context, param)
    return value.upper()


seed = click.option(
    "--zaad",
    default="1",
    metavar="GETAL",
    callback=_count(HIGHEST, "getal"),
    help="Hetzelfde zaad geeft dezelfde oefening (begint met 1).",
)
target = click.option(
    "--uit", required=True, metavar="MAP", shell_complete=completion.file, help="De map waarin de oefeningen komen."
)
latest = click.option(
    "--peildatum",
    default=LATEST,
    metavar="DATUM",
    callback=day,
    help=f"De laatste peildatum die een casus krijgt (zonder deze optie {LATEST}).",
)
form = click.option(
    "--formaat",
    default="html",
    callback=one_of(FORMATS),
    metavar="[html|md]",
    shell_complete=completion.choices(FORMATS),
    help="De vorm van casus, uitwerking en notities.",
)


def _command(wish: Wish, options: Mapping[str, str | None]) -> str:
    """The command that makes an exercise again."""
    given = {"--niveau": str(wish.level), **{k: v for k, v in options.items() if v}, "--zaad": str(wish.seed)}
    words = " ".join(f"{k} {v}" if " " not in v else f'{k} "{v}"' for k, v in given.items())
    return f"legalkb oefening maak {words} --uit MAP"


def _put(root: Path, texts: Mapping[str, Mapping[str, str]], overschrijf: bool) -> None:
    """Write the files of every exercise, or none when one of them may not be written."""
    paths = {root / name / path: text for name, files in texts.items() for path, text in files.items()}
    for path in paths:
        if path.parent.is_dir():
            check(path, overschrijf)
            spare(path)
    for parent in dict.fromkeys(p.parent for p in paths):
        folder(parent)
    for path, text in paths.items():
        write(path, text, overschrijf, quiet=True)


def _unmade(wish: Wish, knowledge: KnowledgeBase) -> Problem:
    """Why no exercise was made for a wish, as far as that can be said."""
    from legalkb.errors import Problem
    from legalkb.training.exercise import untold

    silent = [untold(rule, knowledge) for rule in wish.rules]
    if silent and all(silent):
        what = "deze bepaling wordt in een oefening niet vervuld, want voor deze feiten zijn er geen zinnen"
        names = ", ".join(dict.fromkeys(name for names in silent for name in names))
        remedy = "Kies niveau 1 of een andere bepaling, of voeg zinnen toe (zie docs/how-to/oefenstof-toevoegen.md)."
        return Problem("oefening maak", what, names, remedy)
    what = "met deze wensen is geen zaak te maken die zo uitkomt"
    remedy = "Kies een ander zaad, niveau, scenario of onderwerp, of laat een van de wensen weg."
    return Problem("oefening maak", what, f"zaad {wish.seed}", remedy)


def _made(wishes: Iterable[Wish], knowledge: KnowledgeBase) -> list[Exercise]:
    from legalkb.errors import LegalkbError, Problem
    from legalkb.training.exercise import candidates, fitting, make

    found = []
    for wish in wishes:
        if not fitting(wish, knowledge):
            kind = next(s for s in knowledge.vocabulary.scenarios if s.id in wish.scenarios)
            what = f"scenario {kind.id} ({kind.label}) raakt deze bepaling volgens de kennisbank niet"
            known = ", ".join(short(knowledge.rulebook.rule(r, None)) for r in candidates(kind, knowledge))
            others = [k.id for k, _ in fitting(replace(wish, scenarios=()), knowledge)]
            fits = f" Deze bepaling past bij: {', '.join(dict.fromkeys(others))}." if others else ""
            raise LegalkbError((Problem("oefening maak", what, "", f"Bij {kind.id} horen: {known}.{fits}"),))
        exercise = make(wish, knowledge, f"oefening-{wish.seed:02}")
        if exercise is None:
            raise LegalkbError((_unmade(wish, knowledge),))
        found.append(exercise)
    return found


@click.command(
    cls=DutchCommand,
    short_help="Maak verzonnen zaken met uitwerking en docentnotities.",
    examples=(
        "legalkb oefening maak --uit oefeningen",
        "legalkb oefening maak --scenario S04 --niveau 2 --aantal 3 --zaad 7 --uit oefeningen",
        "legalkb oefening maak --bepaling 279 --onderwerp rechtsmacht --uit oefeningen",
    ),
)
@click.option(
    "--scenario", metavar="ID", callback=_scenario, shell_complete=completion.scenario, help="Zoals S04 of C2."
)
@click.option(
    "--bepaling",
    metavar="BEPALING",
    shell_complete=completion.provision,
    help="Waar het om draait, zoals 284 of 279.2.",
)
@click.option(
    "--onderwerp",
    callback=one_of(SUBJECTS),
    metavar="ONDERWERP",
    shell_complete=completion.choices(SUBJECTS),
    help=f"Vraag ook naar de vervolging: {', '.join(SUBJECTS)}.",
)
@click.option(
    "--uitkomst",
    callback=one_of(OUTCOMES),
    metavar="UITKOMST",
    shell_complete=completion.choices(OUTCOMES),
    help=f"De uitkomst bij die bepaling: {', '.join(OUTCOMES)}.",
)
@click.option(
    "--niveau",
    callback=one_of(LEVELS),
    metavar="[1|2|3]",
    shell_complete=completion.choices(LEVELS),
    help="Van eenvoudig (1) tot lastig (3).",
)
@click.option("--aantal", default="1", metavar="GETAL", callback=_count(MOST, "aantal"), help="Hoeveel oefeningen.")
@seed
@latest
@form
@target
@overwrite
def maak(
    scenario: str | None,
    bepaling: str | None,
    onderwerp: str | None,
    uitkomst: str | None,
    niveau: str | None,
    aantal: int,
    zaad: int,
    peildatum: str,
    formaat: str,
    uit: str,
    overschrijf: bool,
) -> None:
    """Maak verzonnen zaken, elk in een eigen map onder MAP.

    In de map cursist staan de casus en het antwoordformulier. In de map docent staan de uitwerking, de notities, het
    zaakbestand en het bestand om antwoorden mee na te kijken. Wat u niet kiest, kiest het programma; met hetzelfde
    zaad steeds hetzelfde. Met --aantal krijgt elke volgende oefening het volgende zaad.
    """
    from legalkb import knowledge

    base = knowledge.load()
    rules = tuple(r.key for r in asked([bepaling], base.rulebook)[0]) if bepaling else ()
    if scenario and scenario.startswith("C") and (rules or onderwerp or uitkomst):
        text = f"{scenario} is een tegenscenario: daar volgt nergens een aanwijzing. Laat de andere wensen weg."
        raise Misuse(text, click.get_current_context())
    wishes = _wishes(scenario, rules, onderwerp, uitkomst, niveau, range(zaad, zaad + aantal), peildatum)
    options = {"--scenario": scenario, "--bepaling": bepaling, "--onderwerp": onderwerp, "--uitkomst": uitkomst}
    options |= {"--peildatum": peildatum} if peildatum != LATEST else {}
    made = _made(wishes, base)
    texts = {e.name: files(e, base, _command(e.wish, options), formaat, rules) for e in made}
    _put(Path(uit), texts, overschrijf)
    for e in made:
        click.echo(f"{Path(uit) / e.name}  (niveau {e.wish.level}, zaad {e.wish.seed})")


def _wishes(
    scenario: str | None,
    rules: tuple[str, ...],
    gate: str | None,
    outcome: str | None,
    level: str | None,
    seeds: range,
    latest: str,
) -> list[Wish]:
    from legalkb.training.chance import Chance
    from legalkb.training.draft import OUTCOMES as TURNS
    from legalkb.training.exercise import Wish

    found = []
    for number in seeds:
        chance = Chance(f"wens/{number}")
        chosen = int(level) if level else chance.between(1, 3)
        turns = [t for t, o in TURNS.items() if o == outcome]
        turn = chance.pick(turns) if turns else ""
        found.append(
            Wish(
                chosen,
                number,
                date.fromisoformat(latest),
                (scenario,) if scenario else (),
                rules,
                turn,
                gate or "",
            )
        )
    return found


@click.command(
    cls=DutchCommand,
    short_help="Maak een reeks oefeningen die samen alles raken.",
    examples=("legalkb oefening cursus --aantal 12 --zaad 1 --uit cursus",),
)
@click.option("--aantal", default="12", metavar="GETAL", callback=_count(MOST, "aantal"), help="Hoeveel oefeningen.")
@seed
@latest
@form
@target
@overwrite
def cursus(aantal: int, zaad: int, peildatum: str, formaat: str, uit: str, overschrijf: bool) -> None:
    """Maak een reeks oefeningen van makkelijk naar moeilijk.

    Samen raken zij de zeven artikelen, de vier uitkomsten, tegenscenario's en zo veel mogelijk valkuilen, de
    hoofdvalkuilen eerst. Het overzicht in MAP zegt wat elke oefening raakt, en wat geen enkele oefening raakt; met
    minder oefeningen blijft er meer over.
    """
    from legalkb import knowledge
    from legalkb.report import handouts
    from legalkb.training.course import make_course
    from legalkb.training.course_overview import overview

    base = knowledge.load()
    found = make_course(aantal, zaad, date.fromisoformat(peildatum), base)
    at = f" --peildatum {peildatum}" if peildatum != LATEST else ""
    again = f"legalkb oefening cursus --aantal {aantal} --zaad {zaad}{at} --uit MAP"
    texts = {p.exercise.name: files(p.exercise, base, again, formaat) for p in found.parts}
    page = handouts.overview(overview(found, base, again), formaat)
    _put(Path(uit), {**texts, "docent": {f"overzicht.{formaat}": page}}, overschrijf)
    click.echo(f"{len(found.parts)} oefeningen in {uit}; overzicht: {Path(uit) / 'docent' / f'overzicht.{formaat}'}")
