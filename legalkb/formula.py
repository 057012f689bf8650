"""Formulas over what the rules conclude, and decisions that give the first value of which the formula holds.

They are data, so that the assessment can evaluate them for one case and :mod:`legalkb.relevance` can ask of the same
formulas what further facts can still change.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from legalkb.inference import Atom

STATED, UNDISPUTED, FIRM = "gesteld", "onbetwist", "vast"


@dataclass(frozen=True, slots=True)
class Holds:
    """Whether an atom is concluded in a run: over the stated, the undisputed or the firm facts."""

    run: str
    atom: Atom


@dataclass(frozen=True, slots=True)
class Rests:
    """Whether a conclusion over the stated facts rests on a statement of what somebody did or underwent."""

    atom: Atom


@dataclass(frozen=True, slots=True)
class _Compound:
    """Formulas are looked up often and nested deeply, so each works out its hash once."""

    hashed: int = field(init=False, repr=False, compare=False)

    def _remember(self, *parts: object) -> None:
        object.__setattr__(self, "hashed", hash((type(self).__name__, *parts)))


@dataclass(frozen=True, slots=True)
class Not(_Compound):
    """The denial of a formula."""

    of: Formula

    def __post_init__(self) -> None:
        self._remember(self.of)

    def __hash__(self) -> int:
        return self.hashed


@dataclass(frozen=True, slots=True)
class Every(_Compound):
    """Whether every part holds; true when there are none."""

    parts: tuple[Formula, ...]

    def __post_init__(self) -> None:
        self._remember(self.parts)

    def __hash__(self) -> int:
        return self.hashed


@dataclass(frozen=True, slots=True)
class Some(_Compound):
    """Whether some part holds; false when there are none."""

    parts: tuple[Formula, ...]

    def __post_init__(self) -> None:
        self._remember(self.parts)

    def __hash__(self) -> int:
        return self.hashed


Formula = Holds | Rests | Not | Every | Some
NEVER, ALWAYS = Some(()), Every(())


class World(Protocol):
    """What a formula is evaluated in."""

    def holds(self, run: str, atom: Atom) -> bool:
        """Whether an atom is concluded in a run."""

    def rests(self, atom: Atom) -> bool:
        """Whether a conclusion over the stated facts rests on a statement of conduct."""


def evaluate(formula: Formula, world: World) -> bool:
    """Whether a formula holds in a world."""
    match formula:
        case Holds(run, atom):
            return world.holds(run, atom)
        case Rests(atom):
            return world.rests(atom)
        case Not(of):
            return not evaluate(of, world)
        case Every(parts):
            return all(evaluate(p, world) for p in parts)
        case Some(parts):
            return any(evaluate(p, world) for p in parts)


@dataclass(frozen=True, slots=True)
class Decision:
    """A value out of several: the first one whose formula holds, else ``otherwise``."""

    cases: tuple[tuple[str, Formula], ...]
    otherwise: str

    @property
    def values(self) -> tuple[str, ...]:
        """Every value it can give, in the order in which they are tried."""
        return tuple(dict.fromkeys((*(value for value, _ in self.cases), self.otherwise)))

    def value(self, world: World) -> str:
        """The value in a world."""
        return next((value for value, formula in self.cases if evaluate(formula, world)), self.otherwise)

    def exactly(self, value: str) -> Formula:
        """The formula that it gives this value."""
        ways: list[Formula] = []
        earlier: list[Formula] = []
        for name, formula in (*self.cases, (self.otherwise, ALWAYS)):
            if name == value:
                ways.append(Every((*(Not(f) for f in earlier), formula)))
            earlier.append(formula)
        return Some(tuple(ways))


def constant(value: str) -> Decision:
    """A decision that nothing changes any more."""
    return Decision((), value)
