"""A query reads from the graph and does nothing else, whatever it is made to look like."""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalkb.linked import engine, guard
from legalkb.linked.engine import Limits
from legalkb.linked.guard import Query
from legalkb.linked.tokens import QueryError
from tests.fixtures_linked import ask, base, listening

# Each of these has a SERVICE in it that the parser behind the engine understands, or might in a next version.
SERVICES = {
    "plain": "SELECT * { SERVICE <URL> { ?a ?b ?c } }",
    "lower case": "SELECT * { service <URL> { ?a ?b ?c } }",
    "odd case": "SELECT * { SeRvIcE SiLeNt <URL> { ?a ?b ?c } }",
    "glued to silent": "SELECT * { SERVICESILENT<URL>{ ?a ?b ?c } }",
    "glued to a name": "PREFIX ex: <URL> SELECT * { SERVICEex:a{ ?a ?b ?c } }",
    "as a prefix": "PREFIX : <URL> SELECT * { service:a{ ?a ?b ?c } }",
    "behind a number": "PREFIX : <URL> SELECT * { ?s ?p 1SERVICE:a{ ?a ?b ?c } }",
    "behind a boolean": "PREFIX ex: <URL> SELECT * { ?s ?p trueSERVICEex:a{ ?a ?b ?c } }",
    "behind a dot": "PREFIX : <URL> PREFIX ex: <URL> SELECT * { ?s ?p ex:a.b.SERVICE:a{ ?a ?b ?c } }",
    "behind a comment": "SELECT * { #x\nSERVICE#y\n<URL>#z\n{ ?a ?b ?c } }",
    "behind a carriage return": "SELECT * { #x\rSERVICE <URL> { ?a ?b ?c } }",
    "in an address": "SELECT * { VALUES ?y { <URL> } ?s ?p ?x FILTER(0<?x)SERVICE?y#>\n{ ?a ?b ?c } }",
    "behind an address that opens a text": 'SELECT * { ?s ?p ?x FILTER(0<?x#>"""\n)SERVICE <URL> { ?a ?b ?c } }#"""',
    "behind a one-quoted address": "SELECT * { ?s ?p ?x FILTER(0<?x+'>')SERVICE<URL>{ ?a ?b ?c } #' }",
    "as code points": "SELECT * { \\u0053ERVICE <URL> { ?a ?b ?c } }",
    "as long code points": "SELECT * { \\U00000053ERVICE <URL> { ?a ?b ?c } }",
    "out of a text by a code point": 'SELECT * { ?s ?p "\\u0022 . SERVICE <URL> { ?a ?b ?c } #" }',
    "with a long s": "SELECT * { \u017fERVICE <URL> { ?a ?b ?c } }",
    "in a part": "SELECT * { { SELECT * { SERVICE <URL> { ?a ?b ?c } } } }",
    "in a filter": "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <URL> { ?a ?b ?c } } }",
    "in a minus": "ASK { ?s ?p ?o MINUS { SERVICE <URL> { ?a ?b ?c } } }",
    "in a construct": "CONSTRUCT { ?a ?b ?c } WHERE { SERVICE <URL> { ?a ?b ?c } }",
    "behind a describe": "DESCRIBE ?a { SERVICE <URL> { ?a ?b ?c } }",
    "with a variable": "SELECT * { VALUES ?u { <URL> } SERVICE ?u { ?a ?b ?c } }",
    "behind an escaped name": "PREFIX ex: <URL> SELECT * { ?s ?p ex:a\\#SERVICE <URL> { ?a ?b ?c } }",
}
OTHERS = {
    "load": "LOAD <file:///etc/passwd>",
    "load into": "LOAD <http://127.0.0.1:1/> INTO GRAPH <urn:x>",
    "insert": "INSERT DATA { <urn:a> <urn:b> 1 }",
    "insert where": "INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "delete": "DELETE WHERE { ?s ?p ?o }",
    "with": "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "drop": "DROP ALL",
    "clear": "CLEAR DEFAULT",
    "create": "CREATE GRAPH <urn:g>",
    "copy": "COPY DEFAULT TO <urn:g>",
    "move": "MOVE DEFAULT TO <urn:g>",
    "add": "ADD DEFAULT TO <urn:g>",
    "update behind a prefix": "PREFIX a: <urn:a> dRoP ALL",
    "update behind a query": "ASK {} ; DROP ALL",
    "from": "SELECT * FROM <http://127.0.0.1:1/> { ?a ?b ?c }",
    "from a file": "SELECT * FROM <file:///etc/passwd> { ?a ?b ?c }",
    "from named": "SELECT * FROM NAMED <http://127.0.0.1:1/> { GRAPH ?g { ?a ?b ?c } }",
    "from, glued": "SELECT *FROM<file:///etc/passwd>{ ?a ?b ?c }",
    "from named, glued": "SELECT *FROMNAMED<file:///etc/passwd>{ ?a ?b ?c }",
    "graph": "SELECT * { GRAPH <file:///etc/passwd> { ?a ?b ?c } }",
    "now": "SELECT (NOW() AS ?t) {}",
    "random": "SELECT (rand() AS ?t) {}",
    "huge": "ASK { ?s ?p ?o } #" + "x" * 100_001,
    "deep": "ASK " + "{" * 5000 + "}" * 5000,
    "deep brackets": "ASK { FILTER(" + "(" * 3000 + "1" + ")" * 3000 + ") }",
    "nothing": " # alleen commentaar",
    "a NUL": "ASK { ?s ?p \0 }",
    "unclosed text": 'ASK { ?s ?p "x }',
    "unclosed long text": 'ASK { ?s ?p """x" }',
}


@pytest.mark.parametrize("query", SERVICES.values(), ids=SERVICES)
def test_no_disguise_of_service_gets_through(query: str) -> None:
    """SERVICE in whatever disguise is refused before the engine sees it, with the line and column in Dutch."""
    with pytest.raises(QueryError) as caught:
        guard.checked("vraag.rq", query.replace("URL", "http://127.0.0.1:1/"), base().nodes)
    for problem in caught.value.problems:
        assert re.fullmatch(r"vraag\.rq:\d+:\d+", problem.place)


@pytest.mark.parametrize("query", OTHERS.values(), ids=OTHERS)
def test_updates_other_graphs_and_monsters_are_refused(query: str) -> None:
    """Nothing that changes data, names another graph or file, or is out of proportion reaches the engine."""
    with pytest.raises(QueryError):
        guard.checked("vraag.rq", query, base().nodes)


@pytest.mark.parametrize(
    "query",
    [
        'ASK { ?service ?from "SERVICE <x> { LOAD FROM" }',
        "ASK { ?s ?p ?o } # SERVICE <http://127.0.0.1/> {}",
        "PREFIX ex: <https://voorbeeld.nl/> ASK { ex:service ex:insert ex:from }",
        "ASK { <https://voorbeeld.nl/service?x=load#from> ?p 'insert'@service }",
        'ASK { ?s ?p \'\'\'SERVICE \'x\' {\'\'\' , """LOAD "x" \\" {""" }',
        "ASK { ?s ?p ?x FILTER(?x < 3 && ?x >= -1 || !(?x = 2.5e3)) }",
        "ASK { _:service a ?kind ; (^rdf:type|!(rdf:type))* [] }",
    ],
)
def test_words_in_texts_comments_and_names_are_harmless(query: str) -> None:
    """The same words in a text, a comment, an address, a variable or after a prefix are no keywords."""
    assert ask(query).truth in (True, False)


def _unguarded(text: str) -> Query:
    return Query("vraag.rq", text, "SELECT", True, {})


@pytest.mark.skipif(sys.platform == "win32", reason="dit platform kan bestanden en verbindingen niet begrenzen")
@pytest.mark.parametrize("name", ["plain", "glued to silent", "in a filter", "in an address"])
def test_the_process_cannot_connect_even_if_the_guard_slept(name: str) -> None:
    """A SERVICE that is put straight to the process makes no connection; in a process without the limits it does."""
    with listening() as (address, made):
        query = SERVICES[name].replace("URL", address)
        said = ""
        with contextlib.suppress(QueryError):
            said = str(engine.run(_unguarded(query), [b"<urn:a> <urn:b> 1 .\n"]).rows)
        assert address not in said
        assert made == []
        if name == "plain":
            with contextlib.suppress(OSError):
                list(pyoxigraph.Store().query(query))  # type: ignore[arg-type]
            for _ in range(250):
                if made:
                    break
                time.sleep(0.02)
            assert made == [1]


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is hier niet aanwezig")
def test_the_process_opens_nothing_after_loading(tmp_path: Path) -> None:
    """Between the loading of the graph and the answer the process opens no file and no socket (strace)."""
    log = tmp_path / "strace"
    code = f"import sys; sys.path[:] = {sys.path!r}; from legalkb.linked.worker import main; main()"
    order = b'{"query": "ASK { ?s ?p ?o }", "base": "urn:x", "prefixes": {}, "rows": 9, "memory": 4294967296, "seconds": 9}\n'
    command = ["strace", "-f", "-o", str(log), "-e", "trace=open,openat,socket,connect,prlimit64"]
    done = subprocess.run(
        [*command, sys.executable, "-I", "-c", code], input=order + b"<urn:a> <urn:b> <urn:c> .\n", capture_output=True
    )
    assert done.stdout == b'+{"truth": true}'
    calls = log.read_text().splitlines()
    locked = max(n for n, line in enumerate(calls) if "RLIMIT_NOFILE, {rlim_cur=0" in line)
    assert [c for c in calls[locked:] if "open" in c.split("(")[0] and "= -1" not in c] == []
    assert [c for c in calls if "connect(" in c or "AF_INET" in c] == []


def test_an_endless_query_is_stopped() -> None:
    """A cross product of everything with everything ends at the time limit, and its process with it."""
    with pytest.raises(QueryError, match=r"langer dan 0\.5 seconden"):
        ask("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", limits=Limits(seconds=0.5))


def test_a_greedy_query_is_stopped() -> None:
    """A query that needs more memory than it may have ends with a message of its own."""
    query = "SELECT DISTINCT ?a ?c ?d ?f { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f"
    with pytest.raises(QueryError, match="te veel geheugen"):
        ask(query, limits=Limits(seconds=60, memory=400 * 1024**2))


def test_too_many_rows_are_refused() -> None:
    """More rows than the limit are refused, not cut off; as many as the limit are given."""
    assert len(ask("SELECT * { ?s ?p ?o } LIMIT 50", limits=Limits(rows=50)).rows) == 50
    for form in ("SELECT *", "CONSTRUCT { ?s ?p ?o }"):
        with pytest.raises(QueryError, match="meer dan 50 regels"):
            ask(form + " WHERE { ?s ?p ?o }", limits=Limits(rows=50))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT ?s {\n  ?s ?p \n", "vraag.rq:1:11: dit haakje wordt niet gesloten: {."),
        ("SELECT ?s {\n ?s ?p }", "vraag.rq:2:9: rond deze plaats klopt de SPARQL niet: ?s ?p }."),
        ("ASK { ?s ?p (1 2] }", "vraag.rq:1:17: bij dit haakje hoort geen ander: ]."),
        ("SELECT ?x {\n ?x ?y ?z }\nLIMIT x", "vraag.rq:3:7: rond deze plaats klopt de SPARQL niet: LIMIT x."),
        ("SELEC ?s { ?s ?p ?o }", "vraag.rq:1:1: zo begint geen vraag: SELEC. Bedoelde u SELECT?"),
        ("ASK { ?s a lkb:Feitype }", "vraag.rq:1:12: deze naam staat niet in de kennisbank: lkb:Feitype. Bedoelde u lkb:Feittype?"),
        ("ASK { ?s ?p <wet/Sr/284/9> }", "vraag.rq:1:13: deze naam staat niet in de kennisbank: <wet/Sr/284/9>."),
        ("ASK { ?s a kb:Feittype }", "vraag.rq:1:12: deze prefix is niet bekend: kb:. Bedoelde u lkb:?"),
        ("ASK { ?s ?p ?x FILTER(?x <3) }", "vraag.rq:1:26: na < hoort een spatie."),
        ("SELECT ?a (COUNT(?b) AS ?n) { ?a ?p ?b }", "bij GROUP BY hoort elke variabele"),
    ],
)  # fmt: skip
def test_a_wrong_query_is_explained_in_dutch(query: str, said: str) -> None:
    """A wrong query is told with its place, in Dutch, without a word of the library."""
    with pytest.raises(QueryError) as caught:
        ask(query)
    assert said in str(caught.value)
    assert not re.search(r"expected|error|unbound", str(caught.value))


WORDS = ["SERVICE", "service", "SILENT", "<http://127.0.0.1:1/>", "{", "}", "?a ?b ?c", "'", '"', '"""', "#", "\n", "\\", "<", ">",
         "?x", ".", "FILTER(", ")", "ex:a", ":", "1", "true", " ", "a", "UNION", "OPTIONAL", "\u00e9", "_:b", "@nl"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_no_heap_of_pieces_reaches_the_engine_with_a_service(pieces: list[str]) -> None:
    """Whatever passes the guard has no SERVICE left once texts, comments, variables and names are taken out."""
    text = "SELECT * { " + "".join(pieces) + " }"
    try:
        guard.checked("vraag.rq", text, base().nodes)
    except QueryError:
        return
    try:
        pyoxigraph.Store().query(text, prefixes={"ex": "urn:x", "": "urn:x"})
    except SyntaxError:
        return
    except Exception as error:  # it tried to connect
        raise AssertionError(text) from error
    stripped = re.sub(r'"""(?s:.*?)"""|"[^"\n]*"|\'[^\'\n]*\'|#[^\n]*|<[^<>\s]*>|[?$]\w+|\w*:\w+|@\w+', "", text)
    assert "service" not in stripped.lower()
