"""The JSON output: the shape that was promised, and the schema beside it."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import fixtures_assessment as fixtures
import jsonschema
import pytest
from conftest import Assess

from legalkb.findings import Assessment
from legalkb.report import FORMATS, as_json

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "legalkb" / "report" / "schema.json"
MADE = {"rijk": fixtures.rich, "veel": fixtures.many, "leeg": fixtures.empty}
PROMISED = {
    "beoordeling": {"verdachte", "slachtoffer", "bepaling", "lid", "uitkomst", "bestanddelen", "wetsversie"},
    "bestanddeel": {"id", "citaat", "status", "voor", "tegen", "ontbreekt"},
    "wetsversie": {"geldig_vanaf", "maximum_maanden", "boetecategorie", "jci"},
}


@cache
def schema() -> Any:
    """The schema as data."""
    return json.loads(SCHEMA.read_text(encoding="utf-8"))


def data(assessment: Assessment) -> Any:
    """The JSON output, read back."""
    return json.loads(as_json.render(assessment))


def test_schema_is_a_schema() -> None:
    """The schema itself is valid JSON Schema and closes every object."""
    jsonschema.Draft202012Validator.check_schema(schema())
    objects = [schema(), *(d for d in schema()["$defs"].values() if d.get("type") == "object")]
    assert all(o["additionalProperties"] is False for o in objects)


@pytest.mark.parametrize("name", MADE)
def test_output_fits_the_schema(name: str) -> None:
    """Each hand-made assessment fits the schema."""
    jsonschema.validate(data(MADE[name]()), schema())


def test_real_case_fits_the_schema(assess: Assess) -> None:
    """The assessment of the demo case fits the schema."""
    text = (ROOT / "legalkb" / "templates" / "demo.yaml").read_text(encoding="utf-8")
    found = data(assess(text))
    jsonschema.validate(found, schema())
    assert {b["uitkomst"] for b in found["beoordelingen"]} == set(
        schema()["$defs"]["beoordeling"]["properties"]["uitkomst"]["enum"]
    )


def test_promised_keys_are_there() -> None:
    """The keys that users build on are there, at every level."""
    found = data(fixtures.rich())
    assert {"zaak", "beoordelingen", "verantwoording"} <= found.keys()
    first = found["beoordelingen"][0]
    assert first.keys() >= PROMISED["beoordeling"]
    assert first["bestanddelen"][0].keys() >= PROMISED["bestanddeel"]
    assert first["wetsversie"].keys() >= PROMISED["wetsversie"]
    assert (first["bepaling"], first["lid"], first["regel"]) == ("Sr 279", "1", "sr-279-1")


def test_article_without_paragraph_has_null() -> None:
    """Article 285c has no paragraph and says so with null."""
    lids = {b["regel"]: b["lid"] for b in data(fixtures.rich())["beoordelingen"]}
    assert lids["sr-285c"] is None
    assert lids["sr-284-1-1"] == "1"


def test_missing_facts_are_alternative_sets() -> None:
    """What is missing is a list of ways, each with the facts that are needed together."""
    element = data(fixtures.rich())["beoordelingen"][0]["bestanddelen"][0]
    (way,) = element["ontbreekt"]
    assert [f["feit"] for f in way["feiten"]] == ["terugkeer_verhinderd"]
    assert way["feiten"][0]["waarde"] == "nee"


def test_all_versions_are_listed_when_the_law_changed() -> None:
    """A period over a change of the law lists every version; the first is the one applied."""
    finding = next(b for b in data(fixtures.rich())["beoordelingen"] if b["regel"] == "sr-284-1-1")
    assert [v["maximum_maanden"] for v in finding["wetsversies"]] == [9, 24]
    assert finding["wetsversie"] == finding["wetsversies"][0]


def test_every_finding_is_kept() -> None:
    """JSON merges nothing: each pair and variant has its own entry."""
    assert len(data(fixtures.many())["beoordelingen"]) == len(fixtures.many().findings)


def test_prosecution_is_said_not_to_be_assessed() -> None:
    """The receipt says that prosecutability was not assessed."""
    assert data(fixtures.rich())["verantwoording"]["vervolgbaarheid"] == "niet beoordeeld"


@pytest.mark.parametrize("form", FORMATS)
def test_formats_are_pure_and_repeat_themselves(form: str) -> None:
    """Each format gives the same text twice and leaves the assessment as it was."""
    made = fixtures.rich()
    first = FORMATS[form](made)
    assert FORMATS[form](made) == first
    assert made == fixtures.rich()
    assert first.endswith("\n")
