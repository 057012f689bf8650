"""The three ways of asking agree: a pattern without a case, a query over case files, and SPARQL."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from legalkb import examples
from legalkb.cli import main
from legalkb.node import plain

FACTS = ("meegenomen_naar_buitenland", "valse_stukken_gebruikt", "uiting_schriftelijk", "dreigde_te_doden")
OUTCOMES = (("279", "onvolledig"), ("282", "onvolledig"), ("285", "tegenaanwijzing"), ("284", "geen_aanknopingspunt"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The encoded published rulings as case files, named after their ECLI."""
    place = tmp_path_factory.mktemp("uitspraken")
    found, _ = examples.load()
    for number, example in enumerate(e for e in found if e.ecli and e.charges):
        text = yaml.safe_dump(plain(example.case), allow_unicode=True)
        (place / f"{example.ecli.replace(':', '_')}-{number}.yaml").write_text(text, encoding="utf-8")
    return place


KNOWN_HOLDER = """FILTER(EXISTS { ?b lkb:houder ?h } || NOT EXISTS {
  ?b lkb:delict ?d ; lkb:verdachte ?v ; lkb:slachtoffer ?s .
  ?z lkb:bevinding ?c . ?c lkb:delict ?d ; lkb:verdachte ?v ; lkb:slachtoffer ?s ; lkb:houder ?k ; lkb:uitkomst ?u .
  FILTER(?u != 'geen_aanknopingspunt') }) """  # SPARQL has every finding; a query leaves these out


def ecli(name: str) -> str:
    """The ECLI a case file is named after."""
    return name.partition("-")[0].replace("_", ":")


def answer(*arguments: str, given: str = "") -> Any:
    """What ``bevraag`` answers, as JSON."""
    done = CliRunner().invoke(main, ["bevraag", *arguments, "--formaat", "json"], input=given, catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)


def sparql(query: str, *arguments: str) -> list[str]:
    """The values of the only variable of a query."""
    rows = answer("--sparql", "-", *arguments, given=query)["results"]["bindings"]
    return [next(iter(row.values()))["value"] for row in rows]


@pytest.mark.parametrize("fact", FACTS)
def test_the_rulings_with_a_fact_are_the_same_three_ways(fact: str, folder: Path) -> None:
    """A pattern of one fact, a query for that fact, and SPARQL over the rulings name the same rulings."""
    pattern = {u["ecli"] for u in answer(fact)["uitspraken"]}
    query = {ecli(z["bestand"]) for z in answer("--zaken", str(folder), f"feit:{fact}=ja")["zaken"]}
    asked = sparql(
        "SELECT DISTINCT ?u { ?u lkb:gecodeerdAls/lkb:feit/lkb:stelt ?s . ?s lkb:waarde 'ja' ; lkb:over ?t . "
        f"FILTER(STRENDS(STR(?t), '{fact}')) }}"
    )
    linked = {u.partition("id=")[2] for u in asked}
    assert pattern == query == linked != set()


@pytest.mark.parametrize(("article", "outcome"), OUTCOMES)
def test_the_cases_with_an_outcome_are_the_same_two_ways(article: str, outcome: str, folder: Path) -> None:
    """A query for an outcome and SPARQL over the same folder name the same case files."""
    query = [z["bestand"] for z in answer("--zaken", str(folder), f"uitkomst:{article}={outcome}")["zaken"]]
    linked = sparql(
        "SELECT DISTINCT ?n { ?z a lkb:Zaak ; dct:identifier ?n ; lkb:bevinding ?b . "
        f"?b lkb:uitkomst '{outcome}' ; lkb:delict/lkb:bepaling/lkb:aanduiding ?a . "
        f"{KNOWN_HOLDER} FILTER(?a = 'Sr {article}' || STRSTARTS(?a, 'Sr {article} ')) }}",
        "--zaken", str(folder),
    )  # fmt: skip
    assert sorted(query) == sorted(linked)
    assert query


def test_counts_agree_with_the_cases_found(folder: Path) -> None:
    """Counting per outcome gives what the queries for each outcome find, and what SPARQL counts."""
    linked = Counter(
        sparql(
            "SELECT ?k { { SELECT DISTINCT ?n ?o { ?z a lkb:Zaak ; dct:identifier ?n ; lkb:bevinding ?b . "
            "?b lkb:uitkomst ?o ; lkb:delict/lkb:bepaling/lkb:aanduiding ?a . FILTER(STRSTARTS(?a, 'Sr 279 ')) "
            f"{KNOWN_HOLDER} }} }} "
            "BIND(CONCAT(?o, '|', ?n) AS ?k) }",
            "--zaken", str(folder),
        )
    )  # fmt: skip
    for outcome in ("onvolledig", "aanwijzing", "geen_aanknopingspunt"):
        found = answer("--zaken", str(folder), f"uitkomst:279={outcome}")["gevonden"]
        assert found == sum(key.startswith(outcome + "|") for key in linked)
