"""A query as one SQL condition on a case; every name and value is a parameter.

Meaning. Terms about findings are joined by choosing, for each provision as it is written, one finding of that provision
(or none): a case matches when some choice makes the whole true. So within one conjunction the terms about a provision
are about the same suspect, victim, holder, event and object; terms about different provisions share only the case.
``niet`` is apart: it holds where what follows it does not match the case by itself.

"Some choice" goes through ``of``, and through ``en`` where the parts share no provision. What remains is bound by an
EXISTS over the findings of one provision at a time; the finding with the empty provision stands for "none". A finding
about a holder whom nobody knows is not chosen where one about a known holder is (``naast``, see
:func:`legalkb.query.rows.beside`).
"""

from __future__ import annotations

from collections.abc import Mapping

from legalkb.dates import parse_date
from legalkb.query.tree import All, Any, Not, Query, Term, terms

__all__ = ["MOST_BOUND", "Sql", "TooEntangled", "condition", "witnesses"]

MOST_BOUND = 5
Names = tuple[str, ...]
Bound = Mapping[Names, str]


class TooEntangled(Exception):
    """A query that ties more provisions together than can be searched in reasonable time."""


class Sql:
    """The parameters gathered so far, and a counter for the aliases."""

    __slots__ = ("aliases", "values")

    def __init__(self) -> None:
        """Begin without any."""
        self.values: dict[str, str] = {}
        self.aliases = 0

    def value(self, text: str) -> str:
        """The parameter for a value."""
        for name, known in self.values.items():
            if known == text:
                return f":{name}"
        name = f"p{len(self.values)}"
        self.values[name] = text
        return f":{name}"

    def alias(self) -> str:
        """A new alias for a finding."""
        self.aliases += 1
        return f"b{self.aliases}"


def condition(query: Query, sql: Sql) -> str:
    """The condition under which case ``z`` matches."""
    return _scope(query, sql, {})


def witnesses(query: Query, names: Names, sql: Sql) -> str:
    """The condition under which finding ``b`` of case ``z`` is one by which the case matches, for a provision that
    the query names outside ``niet``."""
    own = dict.fromkeys(_ground(t, sql, "b") for t in terms(query, negated=False) if t.of_finding and t.names == names)
    among = ", ".join(sql.value(n) for n in names)
    return f"b.bepaling IN ({among}) AND b.naast = 0 AND ({' OR '.join(own)}) AND {_scope(query, sql, {names: 'b'})}"


def _scope(query: Query, sql: Sql, bound: Bound) -> str:
    if isinstance(query, Term):
        return _term(query, sql, bound)
    if isinstance(query, Not):
        return f"NOT {_scope(query.item, sql, {})}"
    if isinstance(query, Any):
        return f"({' OR '.join(_scope(item, sql, bound) for item in query.items)})"
    groups = _apart(query.items, bound)
    return f"({' AND '.join(_group(group, sql, bound) for group in groups)})"


def _group(items: tuple[Query, ...], sql: Sql, bound: Bound) -> str:
    """Parts that hang together through provisions that are not bound yet."""
    if len(items) == 1:
        return _scope(items[0], sql, bound)
    shared = [_free(item, bound) for item in items]
    chosen = min(frozenset().union(*shared), key=lambda n: (-sum(n in s for s in shared), n))
    return _some(chosen, All(items), sql, bound)


def _some(names: Names, query: Query, sql: Sql, bound: Bound) -> str:
    if len(bound) >= MOST_BOUND:
        raise TooEntangled
    alias = sql.alias()
    among = ", ".join(sql.value(n) for n in (*names, ""))
    inner = _scope(query, sql, {**bound, names: alias})
    own = f"{alias}.zaak = z.id AND {alias}.bepaling IN ({among}) AND {alias}.naast = 0"
    return f"EXISTS (SELECT 1 FROM bevinding {alias} WHERE {own} AND {inner})"


def _free(query: Query, bound: Bound) -> frozenset[Names]:
    """The provisions for which a finding is still to be chosen."""
    return frozenset(t.names for t in terms(query, negated=False) if t.of_finding and t.names not in bound)


def _apart(items: tuple[Query, ...], bound: Bound) -> list[tuple[Query, ...]]:
    """The items in groups that share no provision with each other, in the order of the query."""
    groups: list[tuple[set[Names], list[int]]] = []
    for place, item in enumerate(items):
        free = set(_free(item, bound))
        touched = [g for g in groups if g[0] & free]
        groups = [g for g in groups if g not in touched]
        places = sorted({place, *(n for g in touched for n in g[1])})
        groups.append((free.union(*(g[0] for g in touched)), places))
    return [tuple(items[n] for n in places) for _, places in sorted(groups, key=lambda g: g[1])]


def _term(term: Term, sql: Sql, bound: Bound) -> str:
    if not term.of_finding:
        return _of_case(term, sql)
    if term.names in bound:
        return _ground(term, sql, bound[term.names])
    return _some(term.names, term, sql, bound)


def _ground(term: Term, sql: Sql, alias: str) -> str:
    """A term about the finding that an alias stands for."""
    if term.kind == "datum":
        return _dates(term, sql, alias)
    value, sign = sql.value(term.value), "<>" if term.operator == "!=" else "="
    if term.kind == "uitkomst":
        return f"{alias}.uitkomst {sign} {value}"
    part = sql.value(term.part)
    found = (
        f"SELECT 1 FROM {term.kind} d WHERE d.bevinding = {alias}.id AND d.naam = {part} AND d.status {sign} {value}"
    )
    return f"EXISTS ({found})"


def _dates(term: Term, sql: Sql, alias: str) -> str:
    """A comparison of the days from ``eerste`` to ``laatste``: it holds when it does for each of them."""
    if term.value == "onbekend":
        return f"{alias}.eerste = ''"
    day = parse_date(term.value)
    first, last = sql.value(day.first.isoformat()), sql.value(day.last.isoformat())
    test = {
        ">=": f"{alias}.eerste >= {first}",
        ">": f"{alias}.eerste > {last}",
        "<=": f"{alias}.laatste <= {last}",
        "<": f"{alias}.laatste < {first}",
        "=": f"{alias}.eerste >= {first} AND {alias}.laatste <= {last}",
    }[term.operator]
    return f"({alias}.eerste <> '' AND {test})"


def _of_case(term: Term, sql: Sql) -> str:
    if term.kind == "datum":
        test = f"f.gedraging = 1 AND f.waarde = 'ja' AND {_dates(term, sql, 'f')}"
        return f"EXISTS (SELECT 1 FROM feit f WHERE f.zaak = z.id AND {test})"
    name = sql.value(term.names[0])
    if term.kind != "feit":
        test = f"k.soort = {sql.value(term.kind)} AND k.code = {name}"
        return f"EXISTS (SELECT 1 FROM kenmerk k WHERE k.zaak = z.id AND {test})"
    stated = f"SELECT 1 FROM feit f WHERE f.zaak = z.id AND f.naam = {name}"
    if term.value == "ontbreekt":
        return f"NOT EXISTS ({stated})"
    values = ("ja", "nee") if term.value == "betwist" else (term.value,)
    return f"({' AND '.join(f'EXISTS ({stated} AND f.waarde = {sql.value(v)})' for v in values)})"
