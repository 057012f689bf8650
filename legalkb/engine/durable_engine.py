"""The durable_rules engine, kept inside the fence in which it was measured to be right.

durable_rules is unmaintained and, used as its documentation shows, loses facts, hangs and crashes. Hence:
a host without timer threads, positive conditions, facts that are triples of texts (bucket, name, sign)
with short ids of our own, no unknown or repeated fact, one working memory that is emptied after each case,
and a sentinel rule that fires last. Whatever it raises becomes an EngineError without a fact in it.
"""

from __future__ import annotations

import importlib
import logging
import re
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from types import ModuleType
from typing import Any

from legalkb.engine import fence
from legalkb.errors import EngineError, Problem
from legalkb.inference import Atom, Derivation, InferenceRule

DISTRIBUTION = "durable_rules"
BATCH = 100  # facts in one call; there is no known limit, so this is a modest one

_RULESET, _SID = "regels", "s"
_STATE_ID = f"sid-{_SID}"  # the id that durable_rules gives to its own record of the working memory
_SENTINEL: dict[str, str] = {"sid": _SID, "id": "slot", "b": "slot"}

_lock = threading.Lock()  # a rule set has one working memory, and more threads are no faster


@cache
def load() -> ModuleType | None:
    """Import durable_rules once. Give None where it is missing or its extension can't be loaded."""
    try:
        engine = importlib.import_module("durable.engine")
    except ImportError:  # also an undefined symbol: the extension as published, on Python 3.13 and later
        return None
    # It takes the time from the local wall clock and drops an action that seems to last 10 s: an hour's
    # change in the middle of a case would leave that case unfinished. Deprecated too, from Python 3.12.
    engine._unix_now = time.monotonic  # type: ignore[attr-defined]
    # It logs errors with the facts in them.
    engine.logger.addHandler(logging.NullHandler())
    engine.logger.propagate = False
    return engine


class DurableRules:
    """One set of rules as a durable_rules host, built at its first case and anew after a failure."""

    __slots__ = ("__weakref__", "_memory", "_rules")

    def __init__(self, rules: Sequence[InferenceRule]) -> None:
        """Keep the rules, which passed the fence and have distinct premises."""
        self._rules = rules
        self._memory: _Memory | None = None

    def derive(self, facts: Iterable[Atom]) -> list[Derivation]:
        """Give the derivation of each rule that fires, in no particular order."""
        with _lock:
            memory, self._memory = self._memory, None  # after any exception its contents are unknown
            try:
                memory = memory or self._build()
                fired = memory.run(facts)
            except EngineError:
                raise
            except Exception as error:  # whatever durable_rules raises
                problem = _failure(_reason(error))
            else:
                self._memory = memory
                return fired
        raise EngineError((problem,))  # outside the except block: the cause may name facts

    def _build(self) -> _Memory:
        """Load the rules. The extension frees them only when told to (10 MB for 600 rules)."""
        memory = _Memory(self._rules)
        weakref.finalize(self, memory.release).atexit = False
        return memory


class _Memory:
    """A host with its working memory, and what came out of the present case."""

    __slots__ = ("_facts", "_finished", "_fired", "_host", "_rule", "_stated", "release")

    def __init__(self, rules: Sequence[InferenceRule]) -> None:
        """Load the rules into a host of their own. ``release`` gives the extension's memory back."""
        engine = load()
        if engine is None:
            raise EngineError((_failure("niet geïnstalleerd"),))
        self._start()
        premises = (atom for rule in rules for atom in rule.premises)
        ids = fence.short_ids(premises, taken=(_STATE_ID, _SENTINEL["id"]))
        self._facts = {atom: {"sid": _SID, "id": ids[atom], **_triple(atom)} for atom in ids}
        conditions = {atom: {"$and": [{key: fact[key]} for key in "bpv"]} for atom, fact in self._facts.items()}
        quiet = type("QuietHost", (engine.Host,), {"_run": lambda host: None})  # no timer threads
        self._host: Any = quiet()
        self._host.set_rulesets({_RULESET: _definition(rules, conditions, self._action, self._finish)})
        handle = self._host.get_ruleset(_RULESET)._handle
        self.release = partial(engine.durable_rules_engine.delete_ruleset, handle)

    def run(self, facts: Iterable[Atom]) -> list[Derivation]:
        """Run one case and forget it."""
        self._stated.update(atom for atom in facts if atom in self._facts)
        messages = [dict(self._facts[atom]) for atom in sorted(self._stated)]
        messages.append(dict(_SENTINEL))  # so no batch is empty and an action always runs
        for start in range(0, len(messages), BATCH):
            self._require_sound(self._host.assert_facts(_RULESET, messages[start : start + BATCH]))
        if not self._finished:
            raise EngineError((_failure("niet afgemaakt"),))
        # Deleting costs 0.3 ms a case more than retracting the facts but keeps no memory between cases
        # (retracting: 16 MB for 600 rules, 250 MB for 15 such sets). It is safe as the sentinel fired:
        # a memory in which no action ran holds a pointer that was never set.
        self._host.delete_state(_RULESET, _SID)
        fired = self._fired
        self._start()
        return fired

    def _start(self) -> None:
        self._fired: list[Derivation] = []
        self._stated: set[Atom] = set()
        self._finished = False
        self._rule = ""

    def _require_sound(self, state: object) -> None:
        """Refuse a batch whose actions failed (their exceptions are swallowed) or did not end (state 0)."""
        if isinstance(state, Mapping) and "exception" in state:
            raise EngineError((_failure("een regel mislukte", self._rule),))
        if state is not None and not isinstance(state, Mapping):
            raise EngineError((_failure("niet afgemaakt", self._rule),))

    def _action(self, rule: InferenceRule) -> Callable[[Any], None]:
        """Make the action of a rule. It must have one parameter: with two it would be asynchronous."""

        def act(context: Any) -> None:
            self._rule = rule.id
            support = tuple(Atom(fact["p"], fact["v"]) for fact in context._m.values())
            self._fired.append(Derivation(rule.id, rule.conclusion, support))
            if rule.conclusion in self._facts and rule.conclusion not in self._stated:
                self._stated.add(rule.conclusion)
                context.assert_fact(dict(self._facts[rule.conclusion]))  # only queues what follows from it

        return act

    def _finish(self, context: Any) -> None:
        self._finished = True


def _definition(
    rules: Sequence[InferenceRule],
    conditions: Mapping[Atom, object],
    action: Callable[[InferenceRule], Callable[[Any], None]],
    finish: Callable[[Any], None],
) -> dict[str, dict[str, Any]]:
    """Write the rules as a durable_rules definition. The sentinel comes last and so fires last."""
    definition: dict[str, dict[str, Any]] = {}
    for number, rule in enumerate(rules):
        premises = [{f"m{place}": conditions[atom]} for place, atom in enumerate(rule.premises)]
        definition[f"r{number}"] = {"all": premises, "run": action(rule)}
    definition["slot"] = {"all": [{"m0": {"b": _SENTINEL["b"]}}], "run": finish}
    return definition


def _triple(atom: Atom) -> dict[str, str]:
    return {"b": fence.bucket(atom.name), "p": atom.name, "v": atom.sign}


def _failure(reason: str, rule: str = "") -> Problem:
    place = f"durable_rules, regel {rule}" if rule else "durable_rules"
    remedy = "Probeer het opnieuw; meld het als het zo blijft."
    return Problem(place, "de regels konden niet worden uitgevoerd", reason, remedy)


def _reason(error: Exception) -> str:
    """Name the kind of the exception and its number, never its text: that may hold facts."""
    code = re.search(r"error code: (\d+)", str(error))
    return f"{type(error).__name__} {code[1]}" if code else type(error).__name__
