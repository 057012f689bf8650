"""The traps of durable_rules that the fence closes, at their edge, and what happens when it fails."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from legalkb.engine import BUILTIN, compile_rules, derive, durable_engine
from legalkb.errors import EngineError
from legalkb.inference import Atom, InferenceRule

ROOT = Path(__file__).resolve().parent.parent
LOADED = durable_engine.load()
pytestmark = pytest.mark.skipif(
    LOADED is None,
    reason="durable_rules can't be imported here (not installed, or Python 3.13 and later as published)",
)
MEASURED = pytest.mark.skipif(
    not Path("/proc/self/statm").exists(), reason="the memory in use is read from /proc, which only Linux has"
)

PRELUDE = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from legalkb.engine import BUILTIN, compile_rules, derive, durable_engine, fence
from legalkb.inference import Atom, InferenceRule
def ja(name): return Atom(name, "ja")
def facts(count): return [ja(f"f{{n}}") for n in range(count)]
def each(facts): return [InferenceRule(f"r{{n}}", (a,), ja("g")) for n, a in enumerate(facts)]
def both(rules, facts):
    ruleset = compile_rules(rules)
    print(len(derive(ruleset, facts)), len(derive(ruleset, facts, BUILTIN)))
def resident():
    import gc, pathlib; gc.collect()
    return int(pathlib.Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
"""


def run(code: str) -> str:
    """Run code in an interpreter of its own, where a crash or a hang hurts nobody; warnings are errors."""
    command = [sys.executable, "-W", "error", "-c", PRELUDE + code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr[-2000:]) == (0, "")
    return done.stdout.strip()


def chain(length: int) -> list[InferenceRule]:
    """Make rules that each conclude the premise of the next."""
    return [InferenceRule(f"r{n}", (Atom(f"f{n}", "ja"),), Atom(f"f{n + 1}", "ja")) for n in range(length)]


EDGES = {
    "16 premises": ("both([InferenceRule('x', tuple(f), ja('g'))], f)", 16, 1),
    "255 rules on one condition": (
        "both([InferenceRule(a.name, (ja('a'), a), a) for a in f], [ja('a'), *f])",
        255,
        255,
    ),
    "4095 rules": ("both(each(f), f)", 4095, 4095),
    "a chain of 4095 rules": (
        "both([InferenceRule(a.name, (a,), b) for a, b in zip(f, f[1:])], f[:1])",
        4096,
        4095,
    ),
    "500 names in a bucket": (
        "f = [a for a in f if fence.bucket(a.name) == '7'][:500]; both(each(f), f)",
        64_000,
        500,
    ),
    "500 signs": ("f = [Atom('a', a.name) for a in f]; both(each(f), f)", 500, 500),
    "long names": ("f = [ja(a.name.rjust(59_997, 'x')) for a in f]; both(each(f), f[1:])", 3, 2),
    "many batches": ("both([*each(f), InferenceRule('x', (f[0], f[999]), ja('g'))], f[::-1])", 1000, 1001),
}


@pytest.mark.parametrize(("code", "facts", "fired"), EDGES.values(), ids=EDGES)
def test_at_the_edge(code: str, facts: int, fired: int) -> None:
    """At each limit of the fence, where durable_rules would crash or hang beyond, both engines agree."""
    assert run(f"f = facts({facts}); {code}") == f"{fired} {fired}"


@MEASURED
def test_1100_cases_in_a_row() -> None:
    """More cases than a host has room for working memories (4 MB each here) leave nothing behind."""
    code = """
import random
rnd = random.Random(1)
f = [ja(f"f{n}") for n in range(80)]
ruleset = compile_rules([InferenceRule(f"r{n}", tuple(rnd.sample(f, 3)), rnd.choice(f)) for n in range(120)])
def cases(count):
    for _ in range(count):
        derive(ruleset, rnd.sample(f, 30))
cases(50); start = resident(); cases(1100); grown = resident() - start
print(grown if grown > 8 else "vlak")
"""
    assert run(code) == "vlak"


@MEASURED
def test_rule_sets_are_freed() -> None:
    """Rule sets that are no longer used give their memory back (300 of these hold 300 MB)."""
    code = """
def sets(count):
    for _ in range(count):
        rules = [InferenceRule(f"r{n}", (ja(f"f{n}"), ja(f"f{n + 1}")), ja("g")) for n in range(60)]
        derive(compile_rules(rules), [ja("f0"), ja("f1")])
sets(50); start = resident(); sets(300); grown = resident() - start
print(grown if grown > 20 else "vlak")
"""
    assert run(code) == "vlak"


def test_rule_sets_live_side_by_side() -> None:
    """Rule sets with the same names don't see each other's facts or rules."""
    sets = [compile_rules([InferenceRule(f"r{n}", (Atom("a", str(n % 3)),), Atom("b", "ja"))]) for n in range(15)]
    for _ in range(3):
        found = [derivation.rule for ruleset in sets for derivation in derive(ruleset, [Atom("a", "1")])]
        assert found == ["r1", "r4", "r7", "r10", "r13"]


def test_cases_leave_nothing_behind() -> None:
    """A fact of one case is not there in the next."""
    ruleset = compile_rules([InferenceRule("x", (Atom("a", "ja"), Atom("b", "ja")), Atom("c", "ja"))])
    assert derive(ruleset, [Atom("a", "ja")]) == ()
    assert derive(ruleset, [Atom("b", "ja")]) == ()
    assert len(derive(ruleset, [Atom("b", "ja"), Atom("a", "ja")])) == 1


def test_no_background_threads() -> None:
    """The host runs no timer threads, which crash durable_rules sooner or later."""
    before = threading.active_count()
    derive(compile_rules(chain(5)), [Atom("f0", "ja")])
    assert before == threading.active_count()


def test_threads() -> None:
    """Threads that use one rule set don't mix up their cases."""
    ruleset = compile_rules(chain(60))
    starts = [n % 60 for n in range(200)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda n: len(derive(ruleset, [Atom(f"f{n}", "ja")])), starts))
    assert [60 - start for start in starts] == found


def require_failure(ruleset: Any, reason: str) -> None:
    """Fail in one case, tell no fact of it and no cause that might, and be right in the next."""
    facts = [Atom("f0", "ja")]
    with pytest.raises(EngineError) as caught:
        derive(ruleset, facts)
    assert reason in str(caught.value)
    assert "f0" not in str(caught.value)
    assert "f1" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_exception_in_an_action() -> None:
    """An exception in an action, which durable_rules swallows, is an error with the rule's id."""
    ruleset = compile_rules(chain(3))
    derive(ruleset, [Atom("f0", "ja")])
    ruleset.durable._memory._facts[Atom("f1", "ja")]["b"] = "nergens"  # type: ignore[union-attr]
    require_failure(ruleset, "durable_rules, regel r0: de regels konden niet worden uitgevoerd: een regel mislukte.")
    assert len(derive(ruleset, [Atom("f0", "ja")])) == 3


def test_exception_of_durable_rules(capsys: pytest.CaptureFixture[str]) -> None:
    """An exception of durable_rules itself becomes an error that names its kind; nothing is printed."""
    ruleset = compile_rules(chain(3))
    derive(ruleset, [Atom("f0", "ja")])
    ruleset.durable._memory._facts[Atom("f0", "ja")]["b"] = "nergens"  # type: ignore[union-attr]
    require_failure(ruleset, "MessageNotHandledException.")
    assert len(derive(ruleset, [Atom("f0", "ja")])) == 3
    assert capsys.readouterr() == ("", "")


def test_number_of_an_error() -> None:
    """The extension's errors are numbers; the number is told and the text is not."""
    assert durable_engine._reason(Exception("Could not assert {geheim}, error code: 303")) == "Exception 303"
    assert durable_engine._reason(KeyError("geheim")) == "KeyError"


def test_action_that_is_not_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    """An action that durable_rules drops half-way (it gives up after 10 s) is an error, not an answer."""
    ruleset = compile_rules(chain(3))
    with monkeypatch.context() as patch:
        patch.setattr(LOADED.Closure, "_has_completed", lambda closure: True)  # type: ignore[union-attr]
        require_failure(ruleset, "niet afgemaakt.")
    assert len(derive(ruleset, [Atom("f0", "ja")])) == 3


def test_sentinel_that_does_not_fire(monkeypatch: pytest.MonkeyPatch) -> None:
    """A case in which the last rule didn't fire was not run to its end and is an error."""
    monkeypatch.setattr(durable_engine._Memory, "_finish", lambda memory, context: None)
    require_failure(compile_rules(chain(3)), "niet afgemaakt.")


def test_interrupt_is_not_an_engine_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C goes through, and the half-filled memory is thrown away."""

    def interrupt(*arguments: object) -> None:
        raise KeyboardInterrupt

    ruleset = compile_rules(chain(3))
    with monkeypatch.context() as patch:
        patch.setattr(LOADED.Host, "assert_facts", interrupt)  # type: ignore[union-attr]
        with pytest.raises(KeyboardInterrupt):
            derive(ruleset, [Atom("f0", "ja")])
    assert len(derive(ruleset, [Atom("f0", "ja")])) == 3


def test_screening_does_not_load_a_host() -> None:
    """With the built-in engine alone no definition is built."""
    ruleset = compile_rules(chain(3))
    derive(ruleset, [Atom("f0", "ja")], BUILTIN)
    assert ruleset.durable._memory is None
