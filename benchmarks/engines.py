"""Compare the engines in one run: the built-in one, durable_rules, both, and a naive fixpoint.

Run from the root of the repository: ``python -m benchmarks.engines``. See docs/explanation/benchmarks.md.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterable, Sequence

from legalkb.engine import BUILTIN, RuleSet, available, compile_rules, derive, durable_engine
from legalkb.inference import Atom, Derivation, InferenceRule

SIZES = (60, 200, 600)
LAYERS = 4
FACTS = 15
CASES = 100
ROUNDS = 7

Engine = Callable[[Sequence[Atom]], Iterable[Derivation]]


def rule_book(size: int, chance: random.Random) -> tuple[list[Atom], list[InferenceRule]]:
    """Make facts and rules in layers, as in penal law: facts, elements, offences, variants."""
    facts = [Atom(f"feit_{n}", "ja") for n in range(max(40, size // 2))]
    rules: list[InferenceRule] = []
    for n in range(size):
        concluded = [rule.conclusion for rule in rules] if n * LAYERS >= size else []
        premises = chance.sample(sorted({*facts, *concluded}), chance.randint(1, 4))
        rules.append(InferenceRule(f"r{n}", tuple(premises), Atom(f"conclusie_{n // 3}", "ja")))
    return facts, rules


def fixpoint(rules: Sequence[InferenceRule], facts: Iterable[Atom]) -> list[Derivation]:
    """Go through all rules until nothing new is found: what the engines are judged by."""
    known, fired, waiting = set(facts), list[Derivation](), list(rules)
    while ready := [rule for rule in waiting if known.issuperset(rule.premises)]:
        fired += [Derivation(rule.id, rule.conclusion, rule.premises) for rule in ready]
        known.update(rule.conclusion for rule in ready)
        done = {rule.id for rule in ready}
        waiting = [rule for rule in waiting if rule.id not in done]
    return fired


def engines(ruleset: RuleSet) -> dict[str, Engine]:
    """Give the engines that can be run here, by name; the first is the measure of the others."""
    alone: dict[str, Engine] = {
        "built-in": lambda facts: derive(ruleset, facts, BUILTIN),
        "naive fixpoint": lambda facts: fixpoint(ruleset.rules, facts),
    }
    if durable_engine.load() is None:
        return alone
    return {
        **alone,
        "durable_rules": ruleset.durable.derive,
        "both, compared": lambda facts: derive(ruleset, facts),
    }


def seconds(engine: Engine, cases: Sequence[Sequence[Atom]]) -> float:
    """Time one round of cases."""
    start = time.perf_counter()
    for facts in cases:
        engine(facts)
    return time.perf_counter() - start


def measure(size: int) -> None:
    """Print a table for rule books of one size. The rounds of the engines take turns."""
    chance = random.Random(size)
    facts, rules = rule_book(size, chance)
    cases = [chance.sample(facts, FACTS) for _ in range(CASES)]
    start = time.perf_counter()
    ruleset = compile_rules(rules)
    prepared = time.perf_counter() - start
    candidates = engines(ruleset)
    start = time.perf_counter()
    derive(ruleset, [])
    first = time.perf_counter() - start
    for case in cases:
        expected = sorted(fixpoint(rules, case))
        assert all(sorted(engine(case)) == expected for engine in candidates.values())
    rounds = [[seconds(engine, cases) for engine in candidates.values()] for _ in range(ROUNDS)]
    print(f"\n{size} rules: prepared in {prepared * 1e3:.1f} ms, first case {first * 1e3:.1f} ms")
    print(f"{'engine':16}{'ms a case':>12}{'times built-in':>16}{'lowest':>9}{'highest':>9}")
    for name, taken in zip(candidates, zip(*rounds, strict=True), strict=True):
        ratios = [own / base[0] for own, base in zip(taken, rounds, strict=True)]
        typical = statistics.median(taken) / CASES * 1e3
        print(f"{name:16}{typical:12.4f}{statistics.median(ratios):16.1f}{min(ratios):9.1f}{max(ratios):9.1f}")


def main() -> None:
    """Print the engines and a table for each size."""
    print(f"engines: {', '.join(available())}; {FACTS} facts a case, {CASES} cases, {ROUNDS} rounds")
    for size in SIZES:
        measure(size)


if __name__ == "__main__":
    main()
