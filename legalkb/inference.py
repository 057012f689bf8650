"""Values of the forward chainer: atoms, ground rules and derivations.

An atom is a proposition with a sign. The sign ``ja`` says that something supports the proposition,
``nee`` that something contradicts it, ``steun`` that at least one premise towards it is there.
Rules are ground and positive, so a rule fires at most once for a set of facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Atom(NamedTuple):
    """A proposition and its sign (``ja``, ``nee`` or ``steun``)."""

    name: str
    sign: str


@dataclass(frozen=True, slots=True)
class InferenceRule:
    """If every premise holds, the conclusion holds. ``id`` is unique within a rule set."""

    id: str
    premises: tuple[Atom, ...]
    conclusion: Atom


@dataclass(frozen=True, slots=True, order=True)
class Derivation:
    """One firing: the rule, what it concluded and the premises it rests on."""

    rule: str
    conclusion: Atom
    premises: tuple[Atom, ...]
