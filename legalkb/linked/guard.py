"""What a query may ask: reading from the one graph and nothing else, decided before the engine sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from legalkb.errors import Problem
from legalkb.linked.terms import BASE, ECLI_PAGE, PREFIXES
from legalkb.linked.tokens import QueryError, Token, tokens

__all__ = ["Query", "checked"]

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATES = frozenset("INSERT DELETE LOAD CLEAR DROP CREATE ADD MOVE COPY".split())
CHANGING = frozenset("NOW RAND UUID STRUUID BNODE".split())
OF_CASES = tuple(
    BASE + folder for folder in ("gegeven/", "kennisbank/", "ontbrekend/", "poort/", "programma/", "voorwaarde/")
)
READ_ONLY = "Begin met SELECT, ASK, CONSTRUCT of DESCRIBE."


@dataclass(frozen=True, slots=True)
class Query:
    """A query that may be run: its name and text, its form, whether its rows come in an order, the addresses in it."""

    name: str
    text: str
    form: str
    ordered: bool
    names: Mapping[str, str]


def checked(name: str, text: str, nodes: frozenset[str]) -> Query:
    """The query, when it may be run; ``nodes`` are the addresses that the graph knows.

    Raises a :class:`QueryError` with every problem that stands in the way.
    """
    found = tokens(name, text)
    if not found:
        raise QueryError((Problem(name, "de vraag is leeg", "", READ_ONLY),))
    problems = list(_refused(found))
    if problems:
        raise QueryError(problems)
    declared = _declared(found)
    named = dict(_names(found, {**PREFIXES, **declared}))
    unknown = [*_prefixes(found, {**PREFIXES, **declared}), *_unknown(named, nodes)]
    if unknown:
        raise QueryError(unknown)
    return Query(name, text, _form(found), _ordered(found), {t.place: address for t, address in named.items()})


def _refused(found: tuple[Token, ...]) -> Iterator[Problem]:
    """Keywords that reach outside the graph, change it, or make the answer differ from run to run."""
    for token, after in zip(found, (*found[1:], None), strict=True):
        word = token.upper.partition(":")[0] if token.kind == "name" else token.upper if token.kind == "word" else ""
        if "SERVICE" in word:
            what = "SERVICE vraagt gegevens op bij een ander adres; dat mag hier niet"
            yield Problem(token.place, what, "", "Haal het weg, of kies een andere prefix.")
        elif word in UPDATES:
            yield Problem(token.place, "dit wijzigt gegevens; dat kan hier niet", token.text, READ_ONLY)
        elif word.startswith("FROM") and token.kind == "word":
            yield Problem(token.place, "FROM leest een andere graaf; dat kan hier niet", "", "Haal FROM weg.")
        elif word.startswith("GRAPH") and token.kind == "word":
            yield Problem(token.place, "er is maar één graaf", "", "Haal GRAPH weg en laat de regels erin staan.")
        elif word in CHANGING and after is not None and after.text == "(":
            yield Problem(token.place, "dit geeft elke keer een ander antwoord", token.text, "Schrijf de waarde zelf.")


def _form(found: Iterable[Token]) -> str:
    """The form of the query: the first keyword after PREFIX and BASE."""
    for token in found:
        if token.kind == "word" and token.upper not in ("PREFIX", "BASE"):
            if token.upper in FORMS:
                return token.upper
            near = get_close_matches(token.upper, FORMS, 1)
            remedy = f"Bedoelde u {near[0]}?" if near else READ_ONLY
            raise QueryError((Problem(token.place, "zo begint geen vraag", token.text, remedy),))
    raise QueryError((Problem(next(iter(found)).place, "er staat geen vraag", "", READ_ONLY),))


def _ordered(found: Iterable[Token]) -> bool:
    """Whether ORDER BY stands at the end of the query itself, not only in a part of it."""
    depth = 0
    for token in found:
        if token.kind == "mark":
            depth += (token.text == "{") - (token.text == "}")
        if depth == 0 and token.kind == "word" and token.upper == "ORDER":
            return True
    return False


def _declared(found: tuple[Token, ...]) -> dict[str, str]:
    """The prefixes that the query declares itself."""
    return {
        name.text[:-1]: address.text[1:-1]
        for word, name, address in zip(found, found[1:], found[2:], strict=False)
        if word.upper == "PREFIX" and name.kind == "name" and address.kind == "iri"
    }


def _prefixes(found: Iterable[Token], known: Mapping[str, str]) -> Iterator[Problem]:
    """Prefixes that nobody declared."""
    for token in found:
        if token.kind == "name" and (prefix := token.text.partition(":")[0]) not in known:
            near = get_close_matches(prefix, known, 1)
            remedy = f"Bedoelde u {near[0]}:?" if near else f"Bekend zijn: {', '.join(sorted(known))}."
            yield Problem(token.place, "deze prefix is niet bekend", f"{prefix}:", remedy)


def _names(found: tuple[Token, ...], known: Mapping[str, str]) -> Iterator[tuple[Token, str]]:
    """The addresses that a query uses, those of PREFIX and BASE aside."""
    moved = any(t.kind == "word" and t.upper == "BASE" for t in found)
    for number, token in enumerate(found):
        before = found[number - 1].upper if number else ""
        if token.kind == "name" and before != "PREFIX":
            prefix, local = token.text.split(":", 1)
            if prefix in known and local:
                yield token, known[prefix] + local
        elif token.kind == "iri" and before != "BASE" and not (number > 1 and found[number - 2].upper == "PREFIX"):
            inner = token.text[1:-1]
            if "://" in inner or inner.startswith("urn:"):
                yield token, inner
            elif not moved:
                yield token, BASE + inner


def _unknown(named: Mapping[Token, str], nodes: frozenset[str]) -> Iterator[Problem]:
    """Addresses of the knowledge base that do not exist: a misspelt one would just give no answer."""
    for token, address in named.items():
        ours = address.startswith((BASE, ECLI_PAGE)) and not address.startswith(OF_CASES)
        if ours and address not in nodes:
            near = get_close_matches(address, (n for n in nodes if n.startswith(_folder(address))), 1, 0.8)
            remedy = f"Bedoelde u {_like(token, near[0])}?" if near else "Kijk in docs/reference/graaf.md."
            yield Problem(token.place, "deze naam staat niet in de kennisbank", token.text, remedy)


def _folder(address: str) -> str:
    """The part of an address that it shares with others of its kind."""
    return address[: max(address.rfind(sign) for sign in "/#=") + 1]


def _like(token: Token, address: str) -> str:
    """An address, written as the token writes it."""
    if token.kind == "name":
        return f"{token.text.partition(':')[0]}:{address[len(_folder(address)) :]}"
    return f"<{address.removeprefix(BASE)}>"
