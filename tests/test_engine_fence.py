"""The limits inside which durable_rules is right: refused beyond, with the rule named, before loading."""

from __future__ import annotations

import pytest

from legalkb.engine import compile_rules, fence
from legalkb.errors import Problem, RuleFileError
from legalkb.inference import Atom, InferenceRule


def rule(name: str, premises: list[str], conclusion: str = "gevolg") -> InferenceRule:
    """Make a rule whose atoms all have the sign ja."""
    return InferenceRule(name, tuple(Atom(p, "ja") for p in premises), Atom(conclusion, "ja"))


def problems(rules: list[InferenceRule]) -> tuple[Problem, ...]:
    """Compile rules that must be refused and give the problems."""
    with pytest.raises(RuleFileError) as caught:
        compile_rules(rules)
    return caught.value.problems


def one_bucket(count: int) -> list[str]:
    """Find names that fall into one bucket."""
    names = (f"feit_{n}" for n in range(200 * count))
    return [name for name in names if fence.bucket(name) == "0"][:count]


def test_limits_are_within_the_measured_ones() -> None:
    """No limit of the fence is wider than what durable_rules was measured to bear."""
    assert (fence.MAX_RULES, fence.MAX_PREMISES, fence.MAX_SHARED) == (4095, 16, 255)
    assert fence.MAX_SIBLINGS < 512
    assert fence.MAX_BYTES < 60_000


def test_seventeen_premises() -> None:
    """Seventeen distinct premises are refused and sixteen are not."""
    names = [f"p{n}" for n in range(17)]
    (found,) = problems([rule("lang", names)])
    assert (found.place, found.value) == ("regel lang", "17")
    assert len(compile_rules([rule("kort", names[:16])]).rules) == 1


def test_repeated_premises_count_once() -> None:
    """A premise that stands in a rule twice is one premise."""
    ruleset = compile_rules([rule("dubbel", ["a"] * 20 + ["b"])])
    assert (Atom("a", "ja"), Atom("b", "ja")) == ruleset.rules[0].premises


def test_no_premises() -> None:
    """A rule without premises is refused: an empty conjunction hangs durable_rules."""
    (found,) = problems([rule("leeg", [])])
    assert str(found) == "regel leeg: deze regel heeft geen voorwaarden. Geef ten minste één voorwaarde."


def test_condition_in_256_rules() -> None:
    """One condition in 256 rules is refused, with the rule that is one too many."""
    rules = [rule(f"r{n}", ["zelfde"], f"g{n}") for n in range(256)]
    (found,) = problems(rules)
    assert (found.place, found.value) == ("regel r255", "256")
    assert "zelfde (ja)" in found.what
    assert len(compile_rules(rules[:255]).rules) == 255


def test_4096_rules() -> None:
    """4096 rules are refused, since one place is kept for the sentinel."""
    rules = [rule(f"r{n}", [f"p{n}"]) for n in range(4096)]
    (found,) = problems(rules)
    assert (found.place, found.value) == ("regels", "4096, de eerste te veel is r4095")
    assert len(compile_rules(rules[:4095]).rules) == 4095


def test_repeated_rule_id() -> None:
    """Two rules with one id are refused."""
    (found,) = problems([rule("x", ["a"]), rule("y", ["a"]), rule("x", ["b"])])
    assert (found.place, found.value) == ("regel x", "2")


def test_too_many_names_in_a_bucket() -> None:
    """A bucket with more names than a level of the network bears (513 hang) is refused."""
    names = one_bucket(501)
    (found,) = problems([rule(f"r{n}", [name]) for n, name in enumerate(names)])
    assert (found.place, found.value) == ("regel r500", "501")
    assert len(compile_rules([rule(name, [name]) for name in names[:500]]).rules) == 500


def test_too_many_signs_of_a_name() -> None:
    """A name with more signs than a level of the network bears is refused."""
    rules = [InferenceRule(f"r{n}", (Atom("a", str(n)),), Atom("g", "ja")) for n in range(501)]
    (found,) = problems(rules)
    assert (found.place, found.value) == ("regel r500", "501")


@pytest.mark.parametrize("text", ["x" * 59_998, "é" * 29_999, '"' * 29_999])
def test_long_texts(text: str) -> None:
    """A text is measured as durable_rules sees it: in bytes, with its escapes and quotation marks."""
    (found,) = problems([rule("lang", [text])])
    assert (found.place, len(found.value)) == ("regel lang", 80)
    assert len(compile_rules([rule("kort", [text[:-1]])]).rules) == 1


@pytest.mark.parametrize("place", ["name", "sign", "id", "conclusion"])
def test_lone_surrogates(place: str) -> None:
    """Half of a surrogate pair is refused wherever it stands, and shown in a printable way."""
    bad = "ka\ud800pot"
    atom = Atom(bad if place == "name" else "a", bad if place == "sign" else "ja")
    conclusion = Atom(bad if place == "conclusion" else "c", "ja")
    (found,) = problems([InferenceRule(bad if place == "id" else "x", (atom,), conclusion)])
    assert "surrogaat" in found.what
    assert found.value == "ka?pot"
    str(found).encode()


@pytest.mark.parametrize("value", [1, True, None, 1.5])
def test_values_that_are_no_text(value: object) -> None:
    """Anything but a text is refused, since durable_rules takes 1, 1.0, true and "1" for one value."""
    (found,) = problems([InferenceRule("getal", (Atom("leeftijd", value),), Atom("c", "ja"))])  # type: ignore[arg-type]
    assert (found.place, found.what) == ("regel getal", "dit is geen tekst")


def test_all_problems_at_once() -> None:
    """Every problem of every rule is told in one go."""
    found = problems([rule("leeg", []), rule("lang", [f"p{n}" for n in range(17)]), rule("leeg", ["a"])])
    assert [problem.place for problem in found] == ["regel leeg", "regel leeg", "regel lang"]


def test_no_rules() -> None:
    """An empty rule set is a rule set."""
    assert compile_rules([]).rules == ()


def test_fnv1a_is_the_hash_of_durable_rules() -> None:
    """The hash gives the collisions and the constants that durable_rules was seen to have."""
    assert fence.fnv1a("liquid") == fence.fnv1a("costarring")
    assert fence.fnv1a("macallums") == fence.fnv1a("declinate")
    assert (fence.fnv1a("id"), fence.fnv1a("sid")) == (926444256, 3593476751)


def test_fact_ids_have_distinct_hashes() -> None:
    """The most conditions that a rule set can have get ids with distinct hashes."""
    ids = fence.short_ids((Atom(str(n), "ja") for n in range(4095 * 16)), taken=("sid-s", "slot"))
    hashes = {fence.fnv1a(text) for text in (*ids.values(), "sid-s", "slot")}
    assert len(hashes) == 4095 * 16 + 2


def test_fact_ids_avoid_what_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """An id whose hash is in use, by another fact or by what is taken, is skipped."""
    monkeypatch.setattr(fence, "fnv1a", lambda text: {"f0": 7, "bezet": 7, "f1": 8, "f2": 8}.get(text, 9))
    atoms = [Atom("a", "ja"), Atom("b", "ja")]
    assert {atoms[0]: "f1", atoms[1]: "f3"} == fence.short_ids(atoms, taken=("bezet",))
