"""The built-in engine: an agenda of atoms over an index of the rules that wait for them.

Written apart from the durable_rules engine and sharing nothing with it, so that each can judge the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from legalkb.inference import Atom, Derivation, InferenceRule


@dataclass(frozen=True, slots=True)
class Index:
    """The rules by what they wait for. ``waiting`` holds the number of premises of each rule."""

    derivations: tuple[Derivation, ...]
    waiting: tuple[int, ...]
    users: Mapping[Atom, tuple[int, ...]]


def index(rules: Sequence[InferenceRule]) -> Index:
    """Order the rules by premise. The premises of a rule must be distinct."""
    users: dict[Atom, list[int]] = {}
    for number, rule in enumerate(rules):
        for atom in rule.premises:
            users.setdefault(atom, []).append(number)
    return Index(
        derivations=tuple(Derivation(rule.id, rule.conclusion, rule.premises) for rule in rules),
        waiting=tuple(len(rule.premises) for rule in rules),
        users={atom: tuple(numbers) for atom, numbers in users.items()},
    )


def derive(rules: Index, facts: Iterable[Atom]) -> list[Derivation]:
    """Give the derivation of each rule whose premises all hold, in no particular order."""
    known = set(facts)
    agenda = list(known)
    waiting = list(rules.waiting)
    fired: list[Derivation] = []
    while agenda:
        for number in rules.users.get(agenda.pop(), ()):
            waiting[number] -= 1
            if waiting[number]:
                continue
            derivation = rules.derivations[number]
            fired.append(derivation)
            if derivation.conclusion not in known:
                known.add(derivation.conclusion)
                agenda.append(derivation.conclusion)
    return fired
