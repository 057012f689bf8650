"""The cheapest further answers with which a decision has a value, when every answer has a price."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from legalkb.inference import Atom
from legalkb.relevance.question import Problem
from legalkb.relevance.solver import OPTIMAL, encode, shown, value_names


def cheapest(
    problem: Problem, value: str, prices: Mapping[Atom, int], apart: Iterable[tuple[Atom, Atom]] = ()
) -> frozenset[Atom] | None:
    """The further answers of the lowest total price with which the first decision has a value; None when no answers
    give it. An answer without a price is never given, nor both of a pair that stands ``apart``. With prices that
    differ enough there is one such set, whatever the version of the solver."""
    encoded = encode.__wrapped__(problem.scope, OPTIMAL)
    with encoded.control.backend() as backend:
        backend.add_minimize(1, [(encoded.chosen[a], p) for a, p in sorted(prices.items()) if a in encoded.chosen])
        for first, second in sorted(apart):
            if first in encoded.chosen and second in encoded.chosen:
                backend.add_rule([], [encoded.chosen[first], encoded.chosen[second]])
    given = encoded.assumptions(problem)
    given += [-literal for answer, literal in encoded.chosen.items() if answer not in prices]
    others = zip(encoded.values, value_names(problem.decision), strict=True)
    given += [-literal for literal, name in others if name != value]
    found = shown(encoded.control, "c", given)
    return None if found is None else frozenset(encoded.answers[n] for n in found)
