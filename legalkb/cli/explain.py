"""The command ``verklaar``: why a provision came out as it did in a case, and what would have to be otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legalkb.cli import completion
from legalkb.cli.cases import out, overwrite
from legalkb.cli.dutch import DutchCommand, Misuse, near, one_of
from legalkb.cli.provisions import asked
from legalkb.cli.writing import write

if TYPE_CHECKING:
    from legalkb.case import Case
    from legalkb.explanation.tree import Explanation
    from legalkb.knowledge import KnowledgeBase
    from legalkb.offences import Assessed
    from legalkb.rulebook import Rule

FORMATS = ("tekst", "json", "svg")
SUFFIXES = {".json": "json", ".svg": "svg", ".txt": "tekst"}


def _refuse(text: str) -> Misuse:
    return Misuse(text, click.get_current_context())


def _person(id: str | None, known: Iterable[str], role: str) -> str:
    """A person of the case with a role, or nobody in particular."""
    ids = list(known)
    if id is not None and id not in ids:
        meant_one = near(id, ids) or f" In de zaak: {', '.join(ids)}."
        raise _refuse(f"{id} is in deze zaak geen {role}.{meant_one}")
    return id or ""


def _element(id: str | None, items: Sequence[Assessed]) -> str:
    """The id of an element of what is explained, or none in particular."""
    ids = list(dict.fromkeys(e.id for i in items for e in i.finding.elements))
    if id is not None and id not in ids:
        meant_one = near(id, ids) or f" Bekend zijn: {', '.join(ids)}."
        raise _refuse(f"{id} is geen bestanddeel van deze bepaling.{meant_one}")
    return id or ""


def _told(items: list[Assessed], one: bool) -> tuple[list[Assessed], list[Assessed]]:
    """The findings to explain, and the variants of which nothing of their own is known yet.

    Those with a lead; when there are none the base variant, for the persons with most to go on.
    """
    from legalkb.assessment import rank
    from legalkb.report.grouping import merge
    from legalkb.report.phrases import lead

    kept = {f: m.bare and not one for m in merge(i.finding for i in items) for f in m.members if lead(f)}
    leads = [i for i in items if kept.get(i.finding) is False]
    if leads:
        return leads, [i for i in items if kept.get(i.finding)]
    base = [i for i in items if i.finding.rule == items[0].finding.rule]
    return [max(base, key=lambda i: rank(i.finding))] if base else [], []


def _explained(
    case: Case,
    rules: tuple[tuple[Rule, ...], bool],
    persons: tuple[str, str],
    element: str | None,
    knowledge: KnowledgeBase,
    every: bool,
) -> tuple[list[Explanation], list[Assessed]]:
    """The explanations that are asked for, and the findings left out because nothing of their own is known."""
    from legalkb.assessment import assessed
    from legalkb.explanation.building import explain

    keys, (suspect, victim) = frozenset(r.key for r in rules[0]), persons
    items = [
        i
        for i in assessed(case, knowledge, keys=keys)
        if suspect in ("", i.finding.suspect) and victim in ("", i.finding.victim)
    ]
    if not items:
        raise _refuse("In deze zaak zijn er geen twee verschillende personen om deze bepaling voor te beoordelen.")
    only = _element(element, items)
    chosen, bare = _told([i for i in items if not only or any(e.id == only for e in i.finding.elements)], rules[1])
    return [explain(i, case, knowledge, only, every) for i in chosen], bare


def _shown(found: list[Explanation], bare: list[Assessed], form: str, full: bool) -> str:
    from legalkb.report import explained_json, explained_svg, explained_text
    from legalkb.report.grouping import merge
    from legalkb.report.summary import bare_variants

    left_out = [i.finding for i in bare]
    if form == "json":
        return explained_json.render(found, left_out)
    if form == "svg":
        return explained_svg.render(found, full)
    told = bare_variants(merge([*(x.finding for x in found), *left_out]), False) if left_out else ""
    return explained_text.render(found, full, without=told)


@click.command(
    cls=DutchCommand,
    short_help="Verklaar een uitkomst: waarom wel en waarom niet.",
    examples=(
        "legalkb verklaar zaak.yaml 279",
        "legalkb verklaar zaak.yaml 284 lid 1 1° --bestanddeel dwingt",
        "legalkb verklaar zaak.yaml 282 --uit uitleg.svg",
    ),
)
@click.argument("zaak", metavar="ZAAK", shell_complete=completion.file)
@click.argument("bepaling", metavar="BEPALING…", nargs=-1, required=True, shell_complete=completion.provision)
@click.option(
    "--bestanddeel",
    metavar="NAAM",
    shell_complete=completion.element,
    help="Alleen dit bestanddeel, bijvoorbeeld dwingt.",
)
@click.option("--verdachte", metavar="PERSOON", help="Alleen deze verdachte, bijvoorbeeld V1.")
@click.option("--slachtoffer", metavar="PERSOON", help="Alleen dit slachtoffer, bijvoorbeeld S1.")
@click.option("--alles", is_flag=True, help="Toon ook wat de regels verder zouden aannemen, en de wettekst.")
@click.option(
    "--formaat",
    callback=one_of(FORMATS),
    metavar="[tekst|json|svg]",
    shell_complete=completion.choices(FORMATS),
    help="De vorm van het resultaat.",
)
@out
@overwrite
def verklaar(
    zaak: str,
    bepaling: tuple[str, ...],
    bestanddeel: str | None,
    verdachte: str | None,
    slachtoffer: str | None,
    alles: bool,
    formaat: str | None,
    uit: str | None,
    overschrijf: bool,
) -> None:
    """Verklaar als boom waarom BEPALING in ZAAK zo uitkomt, en wanneer dat anders zou zijn.

    BEPALING schrijft u zoals u dat gewend bent: 279, 279.2, 279 lid 2, 284 lid 1 2° of 285c. Bij een artikel met
    meer varianten wordt elke variant met een aanknopingspunt verklaard. Wat er staat onder ‘Dit zou anders zijn als’
    is nagerekend; het zegt waar de uitkomst van afhangt.
    """
    from legalkb import knowledge
    from legalkb.case_reader import read_case
    from legalkb.source import read_text

    base = knowledge.load()
    rules = asked(bepaling, base.rulebook)
    case = read_case(read_text(zaak), base.vocabulary)
    persons = (
        _person(verdachte, (p.id for p in case.suspects), "verdachte"),
        _person(slachtoffer, (p.id for p in case.victims), "slachtoffer"),
    )
    form = formaat or SUFFIXES.get(Path(uit).suffix.lower() if uit else "", "tekst")
    found, bare = _explained(case, rules, persons, bestanddeel, base, alles or form == "json")
    text = _shown(found, bare, form, alles)
    if uit is None:
        click.echo(text, nl=False)
    else:
        write(Path(uit), text, overschrijf, (zaak,))
