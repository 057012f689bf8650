"""What derive answers, whichever engines are there, and that it never answers where they differ."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from legalkb import engine
from legalkb.engine import BOTH, BUILTIN, Engines, builtin, compile_rules, derive, durable_engine
from legalkb.errors import EngineError
from legalkb.inference import Atom, Derivation, InferenceRule

ROOT = Path(__file__).resolve().parent.parent
A, B, C, D = (Atom(name, "ja") for name in "abcd")
EITHER = pytest.mark.parametrize("engines", list(Engines))
DURABLE = pytest.mark.skipif(
    durable_engine.load() is None,
    reason="durable_rules can't be imported here (not installed, or Python 3.13 and later as published)",
)


def test_both_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without further notice both engines are asked, and to screen only the built-in one."""
    asked: list[str] = []

    def note(self: object, facts: Iterable[Atom]) -> list[Derivation]:
        asked.append("durable")
        return []

    monkeypatch.setattr(durable_engine, "load", lambda: object())
    monkeypatch.setattr(durable_engine.DurableRules, "derive", note)
    ruleset = compile_rules([InferenceRule("x", (A,), B)])
    derive(ruleset, [])
    assert asked == ["durable"]
    derive(ruleset, [], engines=BUILTIN)
    assert asked == ["durable"]
    assert tuple(Engines) == (BOTH, BUILTIN)


@EITHER
def test_chain(engines: Engines) -> None:
    """A conclusion serves as a premise, and derivations come in the order of the rule ids."""
    rules = [
        InferenceRule("tweede", (C, B), D),
        InferenceRule("eerste", (A,), B),
        InferenceRule("nul", (D,), A),
    ]
    expected = (Derivation("eerste", B, (A,)), Derivation("nul", A, (D,)), Derivation("tweede", D, (C, B)))
    assert expected == derive(compile_rules(rules), [C, A], engines)


@EITHER
def test_circle_supports_nothing(engines: Engines) -> None:
    """Rules that only lean on each other don't fire; with one fact they all do."""
    ruleset = compile_rules([InferenceRule("heen", (A,), B), InferenceRule("terug", (B,), A)])
    assert derive(ruleset, [], engines) == ()
    assert [found.rule for found in derive(ruleset, [B], engines)] == ["heen", "terug"]


@EITHER
def test_rule_that_concludes_its_own_premise(engines: Engines) -> None:
    """A rule whose conclusion is a premise of its own fires once."""
    ruleset = compile_rules([InferenceRule("zelf", (A,), A)])
    assert (Derivation("zelf", A, (A,)),) == derive(ruleset, [A], engines)


@EITHER
def test_all_alternatives_are_kept(engines: Engines) -> None:
    """Every rule for a conclusion is told, also when it is a fact already."""
    ruleset = compile_rules([InferenceRule("1", (A,), C), InferenceRule("2", (B,), C), InferenceRule("3", (C,), D)])
    assert [found.rule for found in derive(ruleset, [A, B, C], engines)] == ["1", "2", "3"]


@EITHER
def test_no_facts(engines: Engines) -> None:
    """No facts give no derivations, also for an empty rule set (an empty batch crashes durable_rules)."""
    for rules in ([InferenceRule("x", (A,), B)], []):
        assert derive(compile_rules(rules), [], engines) == ()


@EITHER
def test_repeated_facts(engines: Engines) -> None:
    """A fact that is given more than once counts once, and any iterable will do."""
    ruleset = compile_rules([InferenceRule("x", (A, B), C)])
    assert (Derivation("x", C, (A, B)),) == derive(ruleset, iter([A, B, A, Atom("b", "ja"), A]), engines)


@EITHER
def test_unknown_facts(engines: Engines) -> None:
    """Facts that no rule asks for, whatever is in them, don't stand in the way of those that are."""
    ruleset = compile_rules([InferenceRule("x", (A,), B)])
    strange = [Atom("onbekend", "ja"), Atom("a", "nee"), Atom("ka\ud800pot", "ja"), Atom("x" * 70_000, "ja")]
    assert (Derivation("x", B, (A,)),) == derive(ruleset, [*strange, A, *strange], engines)


@EITHER
def test_signs_are_apart(engines: Engines) -> None:
    """A proposition that is denied doesn't serve where it must hold."""
    rules = [InferenceRule(sign, (Atom("a", sign),), Atom("c", sign)) for sign in ("ja", "nee", "steun")]
    assert [found.rule for found in derive(compile_rules(rules), [Atom("a", "nee")], engines)] == ["nee"]


@EITHER
@pytest.mark.parametrize(
    ("one", "other"),
    [("liquid", "costarring"), ("macallums", "declinate"), ("feit_97044", "feit_116876"), ("1", "1.0")],
)
def test_names_that_collide(engines: Engines, one: str, other: str) -> None:
    """Names with one hash in durable_rules stay two names, as facts, premises, conclusions and rules."""
    rules = [
        InferenceRule(one, (Atom(one, "ja"),), Atom(other, "nee")),
        InferenceRule(other, (Atom(other, "ja"),), Atom(one, "nee")),
        InferenceRule("beide", (Atom(one, "ja"), Atom(other, "ja")), Atom("beide", "ja")),
        InferenceRule("eerst", (Atom(other, "nee"),), Atom("eerst", "ja")),
    ]
    ruleset = compile_rules(rules)
    found = {derivation.rule for derivation in derive(ruleset, [Atom(one, "ja")], engines)}
    assert {one, "eerst"} == found
    found = {derivation.rule for derivation in derive(ruleset, [Atom(one, "ja"), Atom(other, "ja")], engines)}
    assert {one, other, "beide", "eerst"} == found


@EITHER
@pytest.mark.parametrize("text", ["", " ", '"', "\\", "\n", "\x00", "}{,[]:", "é€😀", "slot", "$and", "m0", "null"])
def test_odd_texts(engines: Engines, text: str) -> None:
    """Any text can be a name, a sign or a rule id, and comes back as it was."""
    odd, other = Atom(text, text), Atom(text, "ja")
    ruleset = compile_rules([InferenceRule(text, (odd, A), other), InferenceRule(f"{text}.", (other,), B)])
    expected = (Derivation(text, other, (odd, A)), Derivation(f"{text}.", B, (other,)))
    assert expected == derive(ruleset, [A, odd], engines)


def test_engines_that_disagree(monkeypatch: pytest.MonkeyPatch) -> None:
    """A difference is an error with the ids of the rules, and never an answer or a fact."""
    rules = [InferenceRule(f"regel-{n}", (Atom(f"geheim_{n}", "ja"),), Atom(f"besluit_{n}", "ja")) for n in range(3)]
    facts = [Atom(f"geheim_{n}", "ja") for n in range(3)]
    right = [Derivation(rule.id, rule.conclusion, rule.premises) for rule in rules]
    other = Derivation("regel-1", Atom("besluit_1", "ja"), (Atom("geheim_2", "ja"),))
    answers = {
        "regel-1": [right[0], right[2]],  # one is missing
        "regel-1 ": [right[0], other, right[2]],  # the support differs
        "regel-0, regel-1, regel-2": [*right, right[1]],  # one fired twice
    }
    monkeypatch.setattr(durable_engine, "load", lambda: object())
    for named, answer in answers.items():
        monkeypatch.setattr(durable_engine.DurableRules, "derive", lambda self, facts, answer=answer: answer)
        with pytest.raises(EngineError) as caught:
            derive(compile_rules(rules), facts)
        assert f"regels {named.strip()}." in str(caught.value)
        assert "geheim" not in str(caught.value)
        assert "besluit" not in str(caught.value)


@DURABLE
def test_disagreement_with_durable_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in the built-in engine is found by durable_rules."""
    real = builtin.derive
    monkeypatch.setattr(builtin, "derive", lambda rules, facts: real(rules, facts)[:-1])
    with pytest.raises(EngineError, match="regels x"):
        derive(compile_rules([InferenceRule("x", (A,), B)]), [A])


def run(code: str, *options: str) -> str:
    """Run code in a new interpreter with the package at hand and give what it prints."""
    command = [sys.executable, *options, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


def test_without_durable_rules() -> None:
    """Where durable_rules is missing the built-in engine answers alone, tried once, and says so."""
    code = """
import importlib
from legalkb import engine
from legalkb.inference import Atom, InferenceRule
tried = []
def refuse(name):
    tried.append(name)
    raise ImportError("undefined symbol: PyEval_CallObject")
importlib.import_module = refuse
ruleset = engine.compile_rules([InferenceRule("x", (Atom("a", "ja"),), Atom("b", "ja"))])
for _ in range(2):
    print([found.rule for found in engine.derive(ruleset, [Atom("a", "ja")])], engine.available())
print(tried)
"""
    answer = "['x'] ('ingebouwd',)"
    assert [answer, answer, "['durable.engine']"] == run(code).splitlines()


def test_import_stays_cheap() -> None:
    """Importing the engine and preparing rules load neither durable_rules nor anything slow."""
    code = """
from legalkb import engine
from legalkb.inference import Atom, InferenceRule
rules = engine.compile_rules([InferenceRule("x", (Atom("a", "ja"),), Atom("b", "ja"))])
engine.derive(rules, [Atom("a", "ja")], engine.BUILTIN)
print(sorted({"durable", "durable.engine", "durable_rules_engine", "importlib.metadata"} & set(sys.modules)))
"""
    assert run(code) == "[]"


def test_available() -> None:
    """The receipt names the built-in engine always and durable_rules with its version where it is there."""
    *durable, own = engine.available()
    assert own == "ingebouwd"
    assert ([] if durable_engine.load() is None else ["durable_rules 2.0.28"]) == durable
