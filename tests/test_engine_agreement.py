"""Random rule books: both engines agree with each other and with a fixpoint that anyone can check."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from legalkb.engine import BUILTIN, compile_rules, derive
from legalkb.inference import Atom, Derivation, InferenceRule

Program = tuple[list[InferenceRule], list[list[Atom]]]

# Few names, so that rules feed each other and run in circles; some have one hash in durable_rules.
NAMES = [
    "liquid",
    "costarring",
    "feit_97044",
    "feit_116876",
    "",
    'q"\\',
    "é",
    *(f"feit_{n}" for n in range(9)),
]
ATOMS = st.builds(Atom, st.sampled_from(NAMES), st.sampled_from(["ja", "nee", "steun"]))
RULES = st.lists(st.tuples(st.lists(ATOMS, min_size=1, max_size=6), ATOMS), max_size=40)
CASES = st.lists(st.lists(ATOMS, max_size=30), min_size=1, max_size=3)
BOUNDED = settings(max_examples=300, deadline=None, derandomize=True, database=None)


def program(bodies: list[tuple[list[Atom], Atom]]) -> list[InferenceRule]:
    """Number the rules."""
    return [InferenceRule(f"r{n}", tuple(premises), head) for n, (premises, head) in enumerate(bodies)]


def fixpoint(rules: list[InferenceRule], facts: list[Atom]) -> tuple[Derivation, ...]:
    """Go through all rules until nothing new is found."""
    known, fired = set(facts), dict[str, Derivation]()
    while new := [rule for rule in rules if rule.id not in fired and known.issuperset(rule.premises)]:
        for rule in new:
            known.add(rule.conclusion)
            fired[rule.id] = Derivation(rule.id, rule.conclusion, tuple(dict.fromkeys(rule.premises)))
    return tuple(fired[name] for name in sorted(fired))


@BOUNDED
@given(RULES, CASES)
def test_engines_give_the_least_fixpoint(bodies: list[tuple[list[Atom], Atom]], cases: list[list[Atom]]) -> None:
    """Every case of a random rule book, derived by both engines, gives the naive fixpoint."""
    rules = program(bodies)
    ruleset = compile_rules(rules)
    for facts in cases:
        expected = fixpoint(rules, facts)
        assert expected == derive(ruleset, facts)
        assert expected == derive(ruleset, facts, BUILTIN)


@BOUNDED
@given(RULES, st.lists(ATOMS, max_size=30), st.randoms(use_true_random=False))
def test_order_changes_nothing(
    bodies: list[tuple[list[Atom], Atom]], facts: list[Atom], shuffler: random.Random
) -> None:
    """Rules and facts in another order, and facts twice, give the same output."""
    rules = program(bodies)
    expected = derive(compile_rules(rules), facts)
    shuffler.shuffle(rules)
    facts = facts * 2
    shuffler.shuffle(facts)
    assert expected == derive(compile_rules(rules), facts)


@BOUNDED
@given(RULES, st.lists(ATOMS, max_size=20), ATOMS)
def test_another_fact_takes_nothing_away(bodies: list[tuple[list[Atom], Atom]], facts: list[Atom], other: Atom) -> None:
    """A fact more never removes a derivation, and every premise is a fact or a conclusion."""
    ruleset = compile_rules(program(bodies))
    less, more = derive(ruleset, facts), derive(ruleset, [*facts, other])
    assert set(less) <= set(more)
    grounds = {*facts, other, *(found.conclusion for found in more)}
    assert all(grounds.issuperset(found.premises) for found in more)


def test_full_rule_books() -> None:
    """Two hundred rule books of up to 40 rules and 6 premises, seeded: one output, and much of it."""
    chance = random.Random(279)
    atoms = [Atom(name, sign) for name in NAMES for sign in ("ja", "nee", "steun")]
    fired = 0
    for _ in range(200):
        sizes = [chance.choice((1, 1, 2, 2, 3, 4, 6)) for _ in range(chance.randint(10, 40))]
        rules = program([(chance.sample(atoms, size), chance.choice(atoms)) for size in sizes])
        ruleset = compile_rules(rules)
        for _ in range(5):
            facts = chance.sample(atoms, chance.randint(0, 40))
            assert fixpoint(rules, facts) == derive(ruleset, facts)
            fired += len(derive(ruleset, facts))
    assert fired > 5000
