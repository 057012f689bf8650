"""SPARQL on the command line: the knowledge base, the published rulings and, where asked, assessed cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from legalkb.cli.dutch import Misuse

if TYPE_CHECKING:
    from legalkb.knowledge import KnowledgeBase
    from legalkb.linked.cases import Assessed
    from legalkb.linked.engine import Answer, Limits
    from legalkb.linked.graph import Base
    from legalkb.linked.guard import Query
    from legalkb.node import SourceText

OnEach = Callable[[int, int], None]


class Asked(NamedTuple):
    """What is asked: the file of the query (``-`` for standard input), case files, a folder of them, the form of the
    answer (tabel, csv, json), the time limit in seconds, and how many processes assess the folder."""

    file: str
    cases: tuple[str, ...]
    folder: str | None
    form: str
    seconds: int | None
    tasks: int


def answer(asked: Asked, on_each: OnEach | None = None) -> tuple[str, bool]:
    """The answer as text, and whether every case could be read; ``on_each`` is told of each case of the folder.

    Raises a :class:`legalkb.errors.LegalkbError` when the query is wrong or takes too long, a :class:`Misuse` when the
    options do not fit together.
    """
    from legalkb import knowledge as kb
    from legalkb.linked import engine, graph, guard

    if [asked.file, *asked.cases].count("-") > 1:
        raise _misuse("Van de standaardinvoer kan maar één ding worden gelezen: de vraag of een zaak.")
    source = _query_text(asked.file)
    knowledge = kb.load()
    base = graph.base(knowledge)
    query = guard.checked(source.name, source.text, base.nodes)
    _check_form(query, asked.form)
    limits = engine.Limits() if asked.seconds is None else engine.Limits(seconds=asked.seconds)
    if not asked.cases and not asked.folder:
        if _about_cases(query, base):
            click.echo("Let op: deze vraag gaat over zaken. Geef --zaken MAP of --zaak ZAAK.", err=True)
        return _text(_run(query, (base.triples,), limits), asked.form), True
    engine.run(query, ())  # a query that is wrong is told before any case is assessed
    found = _Cases(knowledge, asked, on_each)
    given = _run(query, graph.with_cases(base, found.read()), limits)
    return _text(given, asked.form), not found.failed


def _run(query: Query, parts: Iterable[bytes], limits: Limits) -> Answer:
    """The answer; where there is none, or nothing is counted, the texts in the query that occur nowhere are told."""
    from legalkb.cli import ask_text
    from legalkb.linked import engine, literals

    seen = literals.Seen()
    given = engine.run(query, seen.passing(parts) if literals.compared(query) else parts, limits)
    counted = (value["value"] for row in given.rows for value in row.values())
    if not (given.truth or given.turtle or any(value != "0" for value in counted)):
        for said in literals.unknown(query, seen.texts):
            click.echo("\n".join(ask_text.wrapped(f"Let op: {said}")), err=True)
    return given


def _query_text(file: str) -> SourceText:
    """The text of a query; a file that cannot be read is told in the words of a query, not of a case."""
    from legalkb.linked.tokens import MAX_SIZE, QueryError
    from legalkb.source import read_text

    try:
        return read_text(file, 4 * MAX_SIZE, QueryError)
    except QueryError as error:
        remedy = "Geef een bestand (UTF-8) met een SPARQL-vraag."
        raise QueryError(replace(p, remedy=remedy) for p in error.problems) from None


def _misuse(text: str) -> Misuse:
    return Misuse(text, click.get_current_context(silent=True))


def _check_form(query: Query, form: str) -> None:
    if query.form in ("CONSTRUCT", "DESCRIBE") and form != "tabel":
        raise _misuse(f"{query.form} geeft een graaf (Turtle), geen {form}. Kies tabel, of begin de vraag met SELECT.")


def _about_cases(query: Query, base: Base) -> bool:
    """Whether a query uses a class or property that only cases have."""
    from legalkb.linked.terms import LKB

    return any(name.startswith(LKB) and name not in base.used for name in query.names.values())


class _Cases:
    """Reads and assesses the cases that are asked for; each one that cannot be read is reported and left out."""

    def __init__(self, knowledge: KnowledgeBase, asked: Asked, on_each: OnEach | None) -> None:
        self._knowledge, self._asked, self._on_each = knowledge, asked, on_each
        self.failed = False

    def read(self) -> Iterator[Assessed]:
        """The cases, those of the folder first."""
        from legalkb.cli.failures import report
        from legalkb.errors import LegalkbError
        from legalkb.linked.cases import Assessed
        from legalkb.query import folder

        asked = self._asked
        if asked.folder is not None:
            for item in folder.assessed(Path(asked.folder), self._knowledge, asked.tasks, self._on_each):
                if isinstance(item, folder.Unreadable):
                    report(LegalkbError(item.problems))
                    self.failed = True
                else:
                    yield Assessed(item[0].name, item[0].case, item[1])
        for path in asked.cases:
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
    from legalkb.cli import ask_text
    from legalkb.cli.showing import width
    from legalkb.linked import shown

    if form == "csv":
        return ask_text.as_csv(*shown.as_rows(found))
    return ask_text.as_json(shown.as_json(found)) if form == "json" else shown.as_table(found, width())
