"""The text of a case file is changed at one place; every other sign stays, and nothing is lost."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalkb.case_reader import blank_case
from legalkb.interview import case_text
from legalkb.interview.case_text import KEPT, append, document, put
from legalkb.yaml_tree import parse

FORMS = {
    "block": "# boven\nzaak: x  # naam\npersonen:\n  V1: {rol: verdachte}   # de vader\n  S1:\n    rol: slachtoffer\nfeiten:\n  - opgesloten\n  - {feit: bewaakt}  # hoi\n  # einde\n",
    "at the margin": "feiten:\n- opgesloten\n- feit: bewaakt\n  op: 2025\npersonen: {V1: verdachte, S1: {rol: slachtoffer}}\n",
    "flow": "{feiten: [opgesloten, {feit: bewaakt}], personen: {V1: verdachte, S1: slachtoffer}}",
    "json": '{\n\t"feiten": ["opgesloten", {"feit": "bewaakt", "toelichting": "\\ud83d\\ude00"}],\n\t"personen": {"V1": "verdachte", "S1": {"rol": "slachtoffer"}}\n}\n',
    "windows": "personen:\r\n  V1: verdachte\r\n  S1: slachtoffer\r\nfeiten:\r\n  - opgesloten\r\n  - bewaakt\r\n",
    "text block": "personen: {V1: verdachte, S1: slachtoffer}\nfeiten:\n  - opgesloten\n  - feit: bewaakt\n    toelichting: |\n      een # geen commentaar\n      twee\n",
    "no newline": "personen: {V1: verdachte, S1: slachtoffer}\nfeiten: [opgesloten, bewaakt]",
    "ended": "personen: {V1: verdachte, S1: slachtoffer}\nfeiten: [opgesloten, bewaakt]\n...\n",
    "indented": "  personen: {V1: verdachte, S1: slachtoffer}\n  feiten:\n    - opgesloten\n    - bewaakt\n",
    "comment in a list": "personen: {V1: verdachte, S1: slachtoffer}\nfeiten: [opgesloten, # een\n  bewaakt, # twee\n  ]\n",
}
named = pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)


def kept_in_order(before: str, after: str) -> bool:
    """Whether every line of the earlier text is still there, in order, apart from the places that were changed."""
    signs = iter("".join(after.split()))
    comments = [line[line.index("#") :] for line in before.splitlines() if " #" in line or line.startswith("#")]
    return all(c in after for c in comments) and all(s in signs for s in "".join(before.split()) if s.isalnum())


@named
def test_every_way_of_writing_takes_additions(text: str) -> None:
    """Facts, persons and keys are added in block, flow and JSON; what stood there still stands there, in order."""
    before = document(text)
    after = append(text, ("feiten",), {"feit": "wil_terugkeren", "over": "S1"})
    after = put(after, ("feiten", 0, "bron"), 'aangifte S1, blz. 2: "ja" # nee')
    after = put(after, ("personen", "S1", "geboren"), "2010-05-04")
    after = put(after, ("personen", "M1"), {"rol": "betrokkene"})
    after = append(after, ("gezag",), {"houder": "M1", "over": "S1", "soort": "gezag"})
    now = document(after)
    assert now["feiten"][0] == {"feit": "opgesloten", "bron": 'aangifte S1, blz. 2: "ja" # nee'}
    assert now["feiten"][1:] == [*before["feiten"][1:], {"feit": "wil_terugkeren", "over": "S1"}]
    assert now["personen"]["S1"] == {"rol": "slachtoffer", "geboren": "2010-05-04"}
    assert now["personen"]["M1"] == {"rol": "betrokkene"}
    assert now["gezag"] == [{"houder": "M1", "over": "S1", "soort": "gezag"}]
    assert KEPT not in after
    assert kept_in_order(text, after)


def test_json_stays_json() -> None:
    """A case file in JSON can still be read by what reads JSON."""
    after = append(FORMS["json"], ("feiten",), {"feit": "x", "door": ["V1", "onbekend"], "bron": "a\u2028b"})
    after = put(after, ("personen", "V1", "geboren"), "1980")
    read = json.loads(after)
    assert read["feiten"][2] == {"feit": "x", "door": ["V1", "onbekend"], "bron": "a\u2028b"}


def test_the_blank_file_is_filled_in_and_keeps_its_explanation() -> None:
    """In the empty case file values come at the keys that wait for them, with every comment in its place."""
    blank = blank_case()
    after = put(blank, ("peildatum",), "2026-03-01")
    after = put(after, ("personen", "V1", "geboren"), "1980-01-01")
    after = append(after, ("feiten",), {"feit": "opgesloten", "door": "V1"})
    comments = [line for line in blank.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in after.splitlines() if line.lstrip().startswith("#")] == comments
    assert KEPT not in after
    assert document(after)["personen"]["V1"]["geboren"] == "1980-01-01"


def test_an_empty_text_takes_a_first_value() -> None:
    """A text without data, comments only too, gets its first key."""
    for text in ("", "# niets\n"):
        assert document(put(text, ("personen",), {"V1": {"rol": "verdachte"}})) == {
            "personen": {"V1": {"rol": "verdachte"}}
        }


def test_what_cannot_be_changed_in_place_is_written_anew_and_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the changed text would not hold what was asked for, the whole is written anew and the old text kept."""
    monkeypatch.setattr(case_text, "_append", lambda text, path, value: text)
    before = "zaak: x  # de naam\nfeiten: [opgesloten]\n"
    after = append(before, ("feiten",), {"feit": "bewaakt"})
    assert document(after) == {"zaak": "x", "feiten": ["opgesloten", {"feit": "bewaakt"}]}
    assert all(f"# {line}" in after for line in before.splitlines())


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co", "Cf")), min_size=1, max_size=12
)
values: st.SearchStrategy[Any] = st.one_of(words, st.lists(words, min_size=1, max_size=3))


@given(
    st.sampled_from(sorted(FORMS)),
    st.lists(st.dictionaries(st.sampled_from(("bron", "door", "op")), values), max_size=4),
)
def test_any_value_comes_back_as_it_was(name: str, records: list[dict[str, Any]]) -> None:
    """Whatever text a value holds (quotes, colons, brackets, signs of every script), it is read back unchanged."""
    text, wanted = FORMS[name], document(FORMS[name])["feiten"]
    for record in records:
        text = append(text, ("feiten",), {"feit": "x", **record})
        wanted = [*wanted, {"feit": "x", **record}]
    assert document(text)["feiten"] == wanted
    assert KEPT not in text
    parse(text, "zaak")
