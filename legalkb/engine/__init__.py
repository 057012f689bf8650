"""The forward chainer: facts and rules in, derivations with their support out.

Every case is derived twice, by durable_rules and by an engine of our own, and both must agree on each
conclusion and its support. Where durable_rules can't be imported the built-in engine answers alone;
:func:`available` tells which engines answer, for the receipt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from legalkb.engine import builtin, durable_engine, fence
from legalkb.errors import EngineError, Problem, RuleFileError
from legalkb.inference import Atom, Derivation, InferenceRule

__all__ = ["BOTH", "BUILTIN", "Engines", "RuleSet", "available", "compile_rules", "derive"]


class Engines(Enum):
    """Which engines derive: both, compared, or the built-in one alone (to screen many cases)."""

    BOTH = "beide"
    BUILTIN = "ingebouwd"


BOTH = Engines.BOTH
BUILTIN = Engines.BUILTIN


@dataclass(frozen=True, slots=True, eq=False)
class RuleSet:
    """Rules that passed the fence, ready for both engines. Made by :func:`compile_rules`."""

    rules: tuple[InferenceRule, ...]
    builtin: builtin.Index
    durable: durable_engine.DurableRules


def compile_rules(rules: Iterable[InferenceRule]) -> RuleSet:
    """Check the rules against the fence and prepare them. A premise that is repeated counts once.

    Raises a RuleFileError with every problem, by rule. durable_rules is loaded at the first case only.
    """
    given = tuple(rules)
    problems = fence.check(given)
    if problems:
        raise RuleFileError(problems)
    checked = tuple(InferenceRule(rule.id, tuple(dict.fromkeys(rule.premises)), rule.conclusion) for rule in given)
    return RuleSet(checked, builtin.index(checked), durable_engine.DurableRules(checked))


def derive(ruleset: RuleSet, facts: Iterable[Atom], engines: Engines = BOTH) -> tuple[Derivation, ...]:
    """Give the derivation of each rule whose premises hold, once, in the order of the rule ids.

    The premises of a rule hold when they are facts or conclusions of rules whose premises hold (the least
    fixpoint, so a circle of rules supports nothing by itself). Facts that no rule asks for do nothing.
    Raises an EngineError when durable_rules fails or when the engines disagree.
    """
    facts = tuple(facts)
    answer = _ordered(builtin.derive(ruleset.builtin, facts))
    if engines is BOTH and durable_engine.load() is not None:
        _require_equal(answer, _ordered(ruleset.durable.derive(facts)))
    return answer


def available() -> tuple[str, ...]:
    """Name the engines that answer, durable_rules with its version first."""
    if durable_engine.load() is None:
        return ("ingebouwd",)
    from importlib.metadata import version

    return (f"{durable_engine.DISTRIBUTION} {version(durable_engine.DISTRIBUTION)}", "ingebouwd")


def _ordered(derivations: Iterable[Derivation]) -> tuple[Derivation, ...]:
    return tuple(sorted(derivations, key=lambda derivation: derivation.rule))


def _require_equal(own: tuple[Derivation, ...], durable: tuple[Derivation, ...]) -> None:
    """Refuse to answer where the engines differ, in a conclusion, its support or the number of firings."""
    if own == durable:
        return
    differing = {derivation.rule for derivation in set(own) ^ set(durable)}
    differing = differing or {derivation.rule for derivation in own + durable}
    remedy = "Er is geen antwoord; meld dit met deze regels."
    what = "durable_rules en de ingebouwde afleiding geven een verschillend antwoord"
    raise EngineError((Problem("afleiding", what, f"regels {', '.join(sorted(differing))}", remedy),))
