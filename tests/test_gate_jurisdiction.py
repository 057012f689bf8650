"""Jurisdiction: the table of grounds, places, nationality and residence, periods, and what is asked or left open."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import yaml
from gates import RULES, Expectation, checked, data_node, data_of, expectations, knowledge_base, texts_of

from legalkb.findings import Gate
from legalkb.gates.jurisdiction import check, from_plain, gate
from legalkb.source import parse

KIND = "rechtsmacht"
PLAIN: dict[str, Any] = data_of(KIND)
DATA = from_plain(PLAIN)
EXAMPLES = tuple(expectations(KIND, KIND))
NEEDS_EIGHT_YEARS = ("art-5", "art-8c")
CELLS = ("ja", "nee", "?", "-")


def wrong(example: Expectation, found: Gate) -> bool:
    """Whether a gate differs from an example; questions that are named must be all that is asked."""
    asked = {w.name for w in found.missing}
    return bool(example.differences(found)) or bool(example.missing and set(example.missing) != asked)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.name}-{e.given.finding.rule}")
def test_example(example: Expectation) -> None:
    """Each example gives the status, the texts and the questions it says."""
    found = gate(example.given, DATA)
    assert example.differences(found) == ()
    assert not wrong(example, found), sorted(w.name for w in found.missing)


def test_the_data_file_is_sound() -> None:
    """The data file has no problem, names every offence variant, and every source is known."""
    assert checked(check, data_node(KIND)) == []
    assert set(PLAIN["delicten"]) == set(knowledge_base().rulebook.keys)


def test_cells_agree_with_the_maximum_of_the_law() -> None:
    """A ground that asks for eight years applies to exactly the variants on which the law puts eight years or more."""
    base = knowledge_base()
    for ground in DATA.grounds:
        if ground.id not in NEEDS_EIGHT_YEARS:
            assert ("strafmaximum",) not in ground.conditions
            continue
        for key, variant in DATA.variants.items():
            name = variant.maximum or base.rulebook.rule(key, None).designation
            months = {v.maximum_months for v in base.vocabulary.law.versions(name) if v.maximum_months}
            assert ground.cells[key] == ("ja" if min(months) >= DATA.minimum_months else "nee"), (ground.id, key)


def test_the_elements_of_the_places_exist() -> None:
    """Every element whose place counts is an element of that offence variant."""
    book = knowledge_base().rulebook
    for key, variant in DATA.variants.items():
        assert set(variant.places) <= {e.id for e in book.elements(book.rule(key, None), None)}, key


def test_coercion_and_luring_are_never_barred() -> None:
    """For 284 and 285c article 6 is open: no example ends in a bar but through immunity."""
    for example in EXAMPLES:
        found = gate(example.given, DATA)
        if found.status == "bar":
            assert any("immuniteit" in text for text in texts_of(found))
        if found.status == "voorbehoud":
            assert len(found.readings) >= 2
            assert all(r.consequence and r.sources for r in found.readings)
        if found.status == "onbekend":
            assert found.missing
        assert found.reasons
        assert all(r.sources for r in found.reasons)


# --- every cell, condition, date and number of the data is noticed ---------------------------------------------------


def _changed(path: list[Any], value: Any) -> dict[str, Any]:
    """The data with one value replaced; None takes it out."""
    data: Any = copy.deepcopy(PLAIN)
    place = data
    for step in path[:-1]:
        place = place[step]
    if value is None:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return data  # type: ignore[no-any-return]


def _of_grounds() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for number, ground in enumerate(PLAIN["gronden"]):
        for key, cell in ground["cellen"].items():
            for other in CELLS:
                if other != cell:
                    yield f"{ground['id']} {key} {other}", key, _changed(["gronden", number, "cellen", key], other)
        for place, item in enumerate(ground["voorwaarden"]):
            path = ["gronden", number, "voorwaarden", place]
            yield f"{ground['id']} zonder {item}", "", _changed(path, None)
            for index in range(len(item)) if isinstance(item, list) else ():
                yield f"{ground['id']} zonder {item[index]}", "", _changed([*path, index], None)
        if ground.get("stelsel"):
            yield f"{ground['id']} in elk stelsel", "", _changed(["gronden", number, "stelsel"], None)


def _of_regimes() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for number in range(1, len(PLAIN["stelsels"])):
        for days in (-1, 1):
            data = copy.deepcopy(PLAIN)
            for index, key in ((number - 1, "tot"), (number, "van")):
                regime = data["stelsels"][index]
                regime[key] = (date.fromisoformat(regime[key]) + timedelta(days)).isoformat()
            yield f"stelsel {number} {days:+} dag", "", data
    for number, regime in enumerate(PLAIN["stelsels"]):
        turned = "nee" if regime["gelezen"] == "ja" else "ja"
        yield f"stelsel {number} gelezen {turned}", "", _changed(["stelsels", number, "gelezen"], turned)
        if "mogelijk_ook" in regime:
            yield f"stelsel {number} alleen", "", _changed(["stelsels", number, "mogelijk_ook"], None)


def _of_variants() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for key, variant in PLAIN["delicten"].items():
        for name in ("pleegplaats", "nalaten"):
            for index, item in enumerate(variant.get(name, ())):
                yield f"{key} zonder {item}", key, _changed(["delicten", key, name, index], None)
        other = "strafbaar_daar_dwang" if "dwang" not in variant["strafbaar_daar"] else "strafbaar_daar_diefstal"
        yield f"{key} {other}", key, _changed(["delicten", key, "strafbaar_daar"], other)
        if "strafmaximum" in variant:
            yield f"{key} zonder strafmaximum", key, _changed(["delicten", key, "strafmaximum"], None)
    for name, step in (("minimum_maanden", -24), ("minimum_maanden", 1), ("verblijf_jaren", -1), ("verblijf_jaren", 1)):
        yield f"{name} {step:+}", "", _changed([name], str(int(PLAIN[name]) + step))
    yield "land BE", "", _changed(["land"], "BE")
    yield "geen onzekere plaatsen", "", _changed(["onzekere_plaatsen"], ["ZZ"])


def _of_doubts() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name, doubt in PLAIN["twijfel"].items():
        for index in range(len(doubt["lezingen"])):
            yield f"{name} zonder lezing {index}", "", _changed(["twijfel", name, "lezingen", index], None)


def _noticed(key: str, plain: dict[str, Any]) -> bool:
    """Whether the check of the file refuses changed data, or an example fails on it."""
    if checked(check, parse(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False), "gewijzigd.yaml")):
        return True
    data = from_plain(plain)
    return any(wrong(e, gate(e.given, data)) for e in EXAMPLES if key in ("", e.given.finding.rule))


def _too_low(plain: dict[str, Any]) -> bool:
    """Whether the law itself refuses changed data: a cell or number that does not fit the maximum."""
    data, base = from_plain(plain), knowledge_base()
    for ground in data.grounds:
        for key, cell in ground.cells.items() if ground.id in NEEDS_EIGHT_YEARS else ():
            name = data.variants[key].maximum or base.rulebook.rule(key, None).designation
            months = min(v.maximum_months for v in base.vocabulary.law.versions(name) if v.maximum_months)
            if cell in ("ja", "nee") and (cell == "ja") != (months >= data.minimum_months):
                return True
    return False


@pytest.mark.parametrize("source", [_of_grounds, _of_regimes, _of_variants, _of_doubts], ids=lambda f: f.__name__)
def test_every_change_of_the_data_is_noticed(source: Any) -> None:
    """Another cell, condition, date, number or reading makes an example fail, or the file is refused."""
    survivors = [name for name, key, plain in source() if not _noticed(key, plain) and not _too_low(plain)]
    assert survivors == []


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("titel: Rechtsmacht", "titels: Rechtsmacht", "onbekende sleutel"),
        ("titel: Rechtsmacht", "", "'titel' ontbreekt"),
        ("minimum_maanden: 96", "minimum_maanden: acht", "geen getal"),
        ("tot: 2013-06-30", "tot: 2013-06-29", "sluiten niet op elkaar aan"),
        ("tot: 2013-06-30", "tot: 2013-06-31", "geen geldige datum"),
        ("mogelijk_ook: huidig", "mogelijk_ook: oud", "onbekend stelsel"),
        ("stelsel: oud", "stelsel: ouder", "onbekend stelsel"),
        ("gelezen: nee", "gelezen: half", "gelezen is ja of nee"),
        ("- strafmaximum\n", "- strafmaxima\n", "onbekende voorwaarde"),
        ("sr-321: ja}", "sr-321: misschien}", "onbekende cel"),
        (", sr-321: ja}", "}", "een cel ontbreekt"),
        ("twijfel: besluit", "twijfel: wet", "onbekend punt van twijfel"),
        ("waarom_niet: deze grond noemt alleen artikel 284", "", "vraagt een reden"),
        ("    twijfel: besluit\n", "", "vraagt een punt van twijfel"),
        ("strafbaar_daar: strafbaar_daar_lokken", "strafbaar_daar: lokken_daar", "onbekend feittype"),
        ("pleegplaats: [wegneemt], ", "", "'pleegplaats' ontbreekt"),
        ('poging: ["Sr 78"]', 'poging: ["Sr 7878"]', "onbekende bron"),
        ('  volkenrecht: ["Sr 8d"]\n', "", "een onderbouwing ontbreekt"),
        ("naam: artikel 2 Sr (feit in Nederland)", "", "'naam' ontbreekt"),
    ],
)
def test_mistakes_in_the_data_are_found(old: str, new: str, what: str) -> None:
    """A mistake in the data file is reported in Dutch with its line."""
    whole = (RULES / f"{KIND}.yaml").read_text(encoding="utf-8")
    text = whole.replace(old, new, 1)
    assert text != whole
    problems = checked(check, parse(text, "rechtsmacht.yaml"))
    assert any(what in p.what for p in problems), problems
    assert all(p.place.rpartition(":")[2].isdecimal() for p in problems)
