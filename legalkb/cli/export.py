"""The command ``export``: the knowledge base and assessments as linked data, and the documentation of the ontology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legalkb.cli import completion
from legalkb.cli.cases import overwrite
from legalkb.cli.dutch import DutchCommand, Misuse, one_of
from legalkb.cli.writing import check, write

if TYPE_CHECKING:
    from legalkb.knowledge import KnowledgeBase
    from legalkb.linked.cases import Assessed

FORMATS = ("turtle", "trig", "jsonld", "ntriples")
SUFFIXES = {".ttl": "turtle", ".trig": "trig", ".jsonld": "jsonld", ".nt": "ntriples"}
PARTS = ("ontologie", "regels", "uitspraken", "oefeningen")
PAGE = "ontologie.html"
WHAT = ("alles", *PARTS, "zaken", "documentatie")


def _misuse(text: str) -> Misuse:
    return Misuse(text, click.get_current_context(silent=True))


def _form(form: str | None, target: Path) -> str:
    """The form that is asked for, or else the one that the name of the file tells."""
    found = form or SUFFIXES.get(target.suffix.lower())
    if found is None:
        raise _misuse(f"Geef --formaat, of een PAD dat eindigt op {', '.join(SUFFIXES)}.")
    return found


def _check_fit(what: str, form: str | None, cases: tuple[str, ...]) -> None:
    """Refuse options that do not go together."""
    if what == "documentatie" and form:
        raise _misuse("De documentatie is een webpagina (HTML). Laat --formaat weg.")
    if cases and what not in ("alles", "zaken"):
        raise _misuse(f"Bij --wat {what} horen geen zaken. Laat ze weg, of kies alles of zaken.")
    if what == "zaken" and not cases:
        raise _misuse("Bij --wat zaken hoort minstens één ZAAK.")
    if cases.count("-") > 1:
        raise _misuse("Van de standaardinvoer kan maar één zaak worden gelezen.")


@click.command(
    cls=DutchCommand,
    short_help="Schrijf de kennisbank en beoordelingen als linked data.",
    examples=(
        "legalkb export --uit kennisbank.ttl",
        "legalkb export zaak.yaml --wat zaken --uit beoordeling.trig",
        "legalkb export --wat documentatie --uit ontologie.html",
    ),
)
@click.argument("zaken", metavar="[ZAAK…]", nargs=-1, shell_complete=completion.file)
@click.option(
    "--wat",
    default="alles",
    callback=one_of(WHAT),
    metavar=f"[{'|'.join(WHAT)}]",
    shell_complete=completion.choices(WHAT),
    help="Wat erin komt; zonder deze optie alles.",
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
    help="Het bestand, alleen voor u leesbaar; voor de documentatie mag het een map zijn.",
)
@overwrite
def export(zaken: tuple[str, ...], wat: str, formaat: str | None, uit: str, overschrijf: bool) -> None:
    """Schrijf de kennisbank als linked data (RDF), of als webpagina om te lezen.

    Met ZAAK erbij komt de beoordeling van elke zaak mee, met de herkomst (PROV-O). Namen, aanduidingen van personen
    en vrije tekst gaan niet mee: personen heten naar hun rol. Feittypen, datums en landen gaan wel mee, dus ga er net
    zo zorgvuldig mee om als met de zaak zelf. Deugt een zaak niet, dan wordt er niets geschreven.
    """
    _check_fit(wat, formaat, zaken)
    target = Path(uit)
    if wat == "documentatie":
        target = target / PAGE if target.is_dir() else target
        if target.suffix.lower() not in (".html", ".htm"):
            raise _misuse("De naam achter --uit eindigt op .html, of is een map die bestaat.")
        check(target, overschrijf)
        write(target, _page(), overschrijf)
        return
    form = _form(formaat, target)
    check(target, overschrijf, zaken)
    write(target, _data(wat, form, zaken), overschrijf, zaken)


def _data(what: str, form: str, paths: tuple[str, ...]) -> str:
    """The linked data as text."""
    from legalkb import knowledge as kb
    from legalkb.linked import export as linked
    from legalkb.linked import graph

    knowledge = kb.load()
    assessed = tuple(_assessed(paths, knowledge))
    wanted = {"alles": PARTS, "zaken": ()}.get(what, (what,))
    found = linked.graphs(graph.parts(knowledge), wanted, assessed)
    return linked.text(linked.head(knowledge), found, form)


def _assessed(paths: Iterable[str], knowledge: KnowledgeBase) -> Iterator[Assessed]:
    """The cases, assessed; raises a :class:`legalkb.errors.LegalkbError` with what is wrong in all of them."""
    from legalkb.assessment import assess
    from legalkb.case_reader import read_case
    from legalkb.errors import LegalkbError, Problem
    from legalkb.linked.cases import Assessed
    from legalkb.source import read_text

    problems: list[Problem] = []
    cases = []
    for path in paths:
        try:
            source = read_text(path)
            cases.append((source.name, read_case(source, knowledge.vocabulary)))
        except LegalkbError as error:
            problems += error.problems
    if problems:
        raise LegalkbError(problems)
    return (Assessed(name, case, assess(case, knowledge)) for name, case in cases)


def _page() -> str:
    """The documentation of the ontology as one page."""
    from legalkb import knowledge as kb
    from legalkb.linked import documentation, graph
    from legalkb.report import templating

    knowledge = kb.load()
    page = documentation.page(graph.parts(knowledge), knowledge.digest[:16])
    return templating.html_environment().get_template("ontologie.html.j2").render(page=page)
