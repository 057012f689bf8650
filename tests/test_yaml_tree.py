"""From text to a tree of nodes: what is kept as text, and what is refused."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from legalkb import yaml_tree
from legalkb.errors import LegalkbError, Problem, RuleFileError
from legalkb.node import FORBIDDEN, Node
from legalkb.source import parse, shown

PLAIN = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).filter(lambda t: not FORBIDDEN.search(t))
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PLAIN, inner, max_size=4),
    max_leaves=12,
)


@pytest.fixture(params=["libyaml", "python"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every test runs with libyaml and with PyYAML's own parser."""
    if request.param == "python":
        monkeypatch.setattr(yaml_tree, "_LOADER", yaml.SafeLoader)
    return str(request.param)


def plain(node: Node) -> object:
    """A node as plain values, every scalar as text."""
    if node.kind == "map":
        return {key.text: plain(value) for key, value in node.pairs}
    if node.kind == "list":
        return [plain(item) for item in node.items]
    return None if node.kind == "null" else node.text


def as_text(value: object) -> object:
    """A JSON value as the tree holds it."""
    if isinstance(value, dict):
        return {key: as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_text(item) for item in value]
    return value if value is None or isinstance(value, str) else json.dumps(value)


def attempt(text: str) -> tuple[Problem, ...]:
    """What is wrong with a text, if anything; no other exception is caught."""
    try:
        parse(text, "zaak.yaml")
    except LegalkbError as error:
        return error.problems
    return ()


def problems(text: str) -> tuple[Problem, ...]:
    """What is wrong with a text that must be refused."""
    found = attempt(text)
    assert found
    return found


def test_scalars_stay_the_text_that_was_written() -> None:
    """Nothing is turned into a number, a date or a yes or no before a field asks for it."""
    text = "{a: 0310, b: no, c: 12:30, d: 2025-07-20, e: 1e3, f: 0x1F, g: 'null', h: =, i: 1_000}"

    assert plain(parse(text, "")) == {
        "a": "0310",
        "b": "no",
        "c": "12:30",
        "d": "2025-07-20",
        "e": "1e3",
        "f": "0x1F",
        "g": "null",
        "h": "=",
        "i": "1_000",
    }


def test_nodes_know_their_file_line_and_quotes() -> None:
    """Each node says where it stands."""
    node = parse("a: 1\nb:\n  - x\n  - 'y'\n", "map/zaak.yaml")
    item = node.pairs[1][1].items[1]

    assert (item.place, item.column, item.quoted) == ("map/zaak.yaml:4", 5, True)
    assert (node.place, node.get("a")) == ("map/zaak.yaml:1", node.pairs[0][1])
    assert (node.get("c"), node.text, item.items, item.pairs) == (None, "", (), ())
    assert Node("null", None, 3).place == "regel 3"


@pytest.mark.parametrize("text", ["a:", "a: ~", "a: null", '{"a": null}'])
def test_an_empty_value_is_null(text: str) -> None:
    """What is left blank is null, in YAML and in JSON."""
    assert parse(text, "").pairs[0][1].kind == "null"


@given(JSON_VALUES, st.sampled_from([None, 0, 1, 2, "\t"]), st.booleans())
@settings(deadline=None)
def test_json_is_read_as_json(value: object, indent: int | str | None, ascii_only: bool) -> None:
    """Any JSON text gives the same tree as the value it stands for, tabs and escapes included."""
    text = json.dumps({"x": value}, indent=indent, ensure_ascii=ascii_only)

    assert plain(parse(text, "zaak.json")) == {"x": as_text(value)}


def test_json_may_be_compact_and_use_tabs() -> None:
    """Tabs between the parts of JSON and keys without a space are fine."""
    assert plain(parse('\t{\t"a":1,\n\t\t"b":["x\\/y",\t"\\ud83d\\ude00"]}', "")) == {
        "a": "1",
        "b": ["x/y", "😀"],
    }


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=300)
def test_any_text_gives_a_tree_or_problems(text: str) -> None:
    """Random text raises nothing but our own error, with a place, and never PyYAML's words."""
    for problem in attempt(text):
        assert problem.place.startswith("zaak.yaml")
        assert problem.what
        assert problem.remedy
        assert not any(word in problem.what for word in ("expected", "found", "could not", "while"))


@given(st.text(st.sampled_from("[]{}:,-?&*!|>'\"%@`#<~\\\t\n ab1u"), max_size=40))
@settings(deadline=None, max_examples=500)
def test_any_mix_of_signs_gives_a_tree_or_problems(text: str) -> None:
    """The signs of YAML in any order raise nothing but our own error."""
    assert all(p.place and p.what and p.remedy for p in attempt(text))


SYNTAX = [
    ("a: b: c", 1, "dubbele punt"),
    ("a: 1\nb: 'open", 2, "aanhalingsteken"),
    ("a: [1, 2\nb: 3", 2, "[ ]"),
    ("a: {b: 1\nc: 3", 2, "{ }"),
    ("a:\n\t- b", 2, "tab"),
    ("x:\n  y: 1\n z: 2", 3, "inspringing"),
    ("- a\nb: 1", 2, "inspringing"),
    ("a: @x", 1, "beginnen met @"),
    ("a: %x", 1, "beginnen met %"),
    ('a: "\\q"', 1, "code achter \\"),
    ("a: *", 1, "& of *"),
    ("{a: 1}}", 1, "na het einde"),
    ("%YAML 2.0\n---\na: 1", 1, "%"),
    ("}", 1, "ontbreekt een waarde"),
    ("? a\nb", 2, ""),
]


@pytest.mark.parametrize(("text", "line", "what"), SYNTAX)
def test_syntax_errors_are_told_in_dutch_with_their_line(text: str, line: int, what: str) -> None:
    """Where the text is no YAML, the message says so in Dutch, with line and column."""
    (problem,) = problems(text)

    assert problem.place == f"zaak.yaml:{line}"
    assert what in problem.what
    assert "kolom" in problem.what
    assert problem.remedy


REFUSED = [
    ("a: &x 1\nb: *x", 1, "verwijzing"),
    ("a: !!python/object/apply:os.system [ls]", 1, "aanduiding met !"),
    ("a: !!str 1", 1, "aanduiding met !"),
    ("a: !x\n  b: 1", 1, "aanduiding met !"),
    ("a: 1\n---\nb: 2", 2, "tweede document"),
    ("a: 1\nb: 2\na: 3", 3, "dubbele sleutel, ook op regel 1"),
    ('{"a": 1,\n"a": 2}', 2, "dubbele sleutel"),
    ("[a]: 1", 1, "sleutel die geen woord is"),
    ("{a: 1}: 1", 1, "sleutel die geen woord is"),
    ("~: 1", 1, "sleutel die geen woord is"),
    ("<<: {a: 1}", 1, "<<"),
    ("a: x\x07", 1, "stuurteken"),
    ("a: 1\nb: \x00", 2, "stuurteken"),
    ("a: \u202ex", 1, "stuurteken"),
    ("a: \ud800", 1, "stuurteken"),
    ('a: "x\\0"', 1, "niet in een tekst"),
    ('a: "x\\u202e"', 1, "niet in een tekst"),
    ("[" * 41, 1, "40 niveaus"),
    ("[" * 10_000, 1, "40 niveaus"),
    ("{a: " * 10_000, 1, "40 niveaus"),
    ("- " * 10_000, 1, "40 niveaus"),
    ("? " * 10_000, 1, "40 niveaus"),
]


@pytest.mark.parametrize(("text", "line", "what"), REFUSED, ids=[f"{i}-{r[2]}" for i, r in enumerate(REFUSED)])
def test_what_goes_beyond_maps_lists_and_text_is_refused(text: str, line: int, what: str) -> None:
    """Anchors, tags, several documents, double keys, control characters and great depth are refused."""
    found = problems(text)

    assert found[0].place == f"zaak.yaml:{line}"
    assert what in found[0].what
    assert found[0].remedy


def test_a_lone_surrogate_in_json_is_refused(loader: str) -> None:
    """Half a pair of surrogates is no text."""
    (problem,) = problems('{"a": "\\ud800"}')

    assert ("code achter" if loader == "libyaml" else "niet in een tekst") in problem.what


def test_escapes_beyond_unicode_are_refused() -> None:
    """A code that is no character is refused by both parsers."""
    assert problems('a: "\\UFFFFFFFF"')[0].remedy


def test_forty_levels_are_allowed() -> None:
    """The deepest nesting that is allowed is read."""
    assert parse("[" * 40 + "]" * 40, "").kind == "list"


def test_a_bomb_of_references_is_refused_without_being_unfolded() -> None:
    """Each reference is a problem; none is followed."""
    lines = ["a: &a [x, x]"] + [
        f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]

    found = problems("\n".join(lines))

    assert {"een verwijzing met & of *"} == {p.what for p in found}
    assert len(found) == 9 + 8 * 9


def test_too_many_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of values is limited."""
    monkeypatch.setattr(yaml_tree, "MAX_NODES", 100)

    assert "te veel gegevens" in problems("- a\n" * 200)[0].what


def test_problems_are_collected_up_to_a_limit() -> None:
    """Many faults are told at once, but not without end."""
    assert len(problems("[" + "&x a, " * 500 + "b]")) == yaml_tree.MAX_PROBLEMS


@pytest.mark.parametrize("text", ["", "# niets\n", "\n\n"])
def test_text_without_data_is_refused(text: str) -> None:
    """A text with comments alone holds no data."""
    assert problems(text)[0].what == "het bestand bevat geen gegevens"


def test_the_kind_of_error_is_the_callers() -> None:
    """A reader of rule files gets errors about rule files."""
    with pytest.raises(RuleFileError):
        parse("[", "regel.yaml", RuleFileError)


def test_values_are_shown_short_and_on_one_line() -> None:
    """A value in a message is at most 60 characters, without line breaks or control characters."""
    assert shown("a\nb\x07") == "a b\N{REPLACEMENT CHARACTER}"
    assert len(shown("x" * 10_000)) == 60
