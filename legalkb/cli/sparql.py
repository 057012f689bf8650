"""SPARQL on the command line: the knowledge base, the published rulings and, where asked, assessed cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from legalkb.cli.dutch import Misuse

if TYPE_CHECKING:
    from legalkb.knowledge import KnowledgeBase
    from legalkb.linked.cases import Assessed
    from legalkb.linked.engine import Answer
    from legalkb.linked.graph import Base
    from legalkb.linked.guard import Query

FORMATS = ("tabel", "csv", "json")
LONGEST = 3600


def answer(
    bestand: str, zaak: tuple[str, ...], zaken: str | None, formaat: str | None, tijdslimiet: float | None
) -> tuple[str, bool]:
    """The answer to the query in a file (or ``-``), as text to print, and whether every case could be read.

    Raises a :class:`legalkb.errors.LegalkbError` when the query is wrong or takes too long, a :class:`Misuse` when the
    options do not fit together.
    """
    from legalkb import knowledge as kb
    from legalkb.linked import engine, graph, guard
    from legalkb.linked.tokens import MAX_SIZE, QueryError
    from legalkb.source import read_text

    _check(bestand, zaak, tijdslimiet)
    source = read_text(bestand, 4 * MAX_SIZE, QueryError)
    knowledge = kb.load()
    base = graph.base(knowledge)
    query = guard.checked(source.name, source.text, base.nodes)
    _check_form(query, formaat)
    whole = True
    triples: Iterable[bytes] = (base.triples,)
    if zaak or zaken:
        engine.run(query, ())  # a query that is wrong is told before any case is assessed
        found = _Cases(knowledge, zaak, zaken)
        triples = graph.with_cases(base, found.read())
        whole = not found.failed
    elif _about_cases(query, base):
        click.echo(
            "Let op: deze vraag gaat over zaken en er zijn geen zaken gegeven. Geef --zaken of --zaak.", err=True
        )
    limits = engine.Limits() if tijdslimiet is None else engine.Limits(seconds=tijdslimiet)
    return _text(engine.run(query, triples, limits), formaat or "tabel"), whole


def _check(bestand: str, zaak: tuple[str, ...], tijdslimiet: float | None) -> None:
    context = click.get_current_context(silent=True)
    if tijdslimiet is not None and not 0 < tijdslimiet <= LONGEST:
        raise Misuse(f"Achter --tijdslimiet hoort een aantal seconden van 1 tot {LONGEST}.", context)
    if [bestand, *zaak].count("-") > 1:
        raise Misuse("Van de standaardinvoer kan maar één ding worden gelezen: de vraag of een zaak.", context)


def _check_form(query: Query, formaat: str | None) -> None:
    if query.form in ("CONSTRUCT", "DESCRIBE") and formaat not in (None, "tabel"):
        text = f"{query.form} geeft een graaf (Turtle). Laat --formaat weg, of begin de vraag met SELECT."
        raise Misuse(text, click.get_current_context(silent=True))


def _about_cases(query: Query, base: Base) -> bool:
    """Whether a query uses a class or property that only cases have."""
    from legalkb.linked.terms import LKB

    return any(name.startswith(LKB) and name not in base.used for name in query.names.values())


class _Cases:
    """Reads and assesses the cases that are asked for; each one that cannot be read is reported and left out."""

    def __init__(self, knowledge: KnowledgeBase, zaak: tuple[str, ...], zaken: str | None) -> None:
        self._knowledge, self._files, self._folder = knowledge, zaak, zaken
        self.failed = False

    def read(self) -> Iterator[Assessed]:
        """The cases, those of the folder first."""
        from legalkb.cli.failures import report
        from legalkb.errors import LegalkbError
        from legalkb.linked.cases import Assessed
        from legalkb.query import folder

        if self._folder is not None:
            for item in folder.assessed(Path(self._folder), self._knowledge):
                if isinstance(item, folder.Unreadable):
                    report(LegalkbError(item.problems))
                    self.failed = True
                else:
                    yield Assessed(item[0].name, item[0].case, item[1])
        for path in self._files:
            try:
                yield self._one(path)
            except LegalkbError as error:
                report(error)
                self.failed = True

    def _one(self, path: str) -> Assessed:
        from legalkb.assessment import assess
        from legalkb.case_reader import read_case
        from legalkb.linked.cases import Assessed
        from legalkb.source import read_text

        source = read_text(path)
        case = read_case(source, self._knowledge.vocabulary)
        return Assessed(source.name, case, assess(case, self._knowledge))


def _text(found: Answer, form: str) -> str:
    from legalkb.cli.showing import width
    from legalkb.linked import shown

    if form == "csv":
        return shown.as_csv(found)
    return shown.as_json(found) if form == "json" else shown.as_table(found, width())
