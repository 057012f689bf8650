"""Which of some queries match one case, without a folder: by the same database and conditions as a search."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from legalkb.query import storage
from legalkb.query.rows import CaseRows
from legalkb.query.sql import Sql, condition
from legalkb.query.tree import Query

__all__ = ["matching"]


def matching(case: CaseRows, queries: Iterable[Query]) -> tuple[bool, ...]:
    """For each query whether the case matches. The rows hold the assessment, if a query asks for it."""
    found = []
    with storage.opened(None, Path(), "") as database:
        storage.add(database, [("", "", case)])
        for query in queries:
            sql = Sql()
            test = condition(query, sql)
            found.append(bool(database.execute(f"SELECT count(*) FROM zaak z WHERE {test}", sql.values).fetchone()[0]))
    return tuple(found)
