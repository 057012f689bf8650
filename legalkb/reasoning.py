"""What the engine concluded for one context, and the statements behind each conclusion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from legalkb.compilation import NO, OPPOSITE, YES
from legalkb.engine import BOTH, Engines, RuleSet, derive
from legalkb.findings import Evidence
from legalkb.formula import FIRM, STATED, UNDISPUTED
from legalkb.inference import Atom, Derivation


@dataclass(frozen=True, slots=True)
class Reasoning:
    """The closure of the rules over the stated, the undisputed and the firm facts.

    *Undisputed* facts are not denied or retracted by anybody; *firm* facts are undisputed and do not rest on the
    word of the suspect alone. ``outside`` are fact types about other goods than the situation is about: they are
    never asked for. ``acts`` are the fact types about what somebody did or underwent.
    """

    stated: frozenset[Atom]
    undisputed: frozenset[Atom]
    firm: frozenset[Atom]
    derivations: Mapping[Atom, tuple[Derivation, ...]]
    evidence: Mapping[Atom, tuple[Evidence, ...]]
    outside: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()

    def run(self, name: str) -> frozenset[Atom]:
        """What is concluded in a run: ``gesteld``, ``onbetwist`` or ``vast`` (see :mod:`legalkb.decision`)."""
        return {STATED: self.stated, UNDISPUTED: self.undisputed, FIRM: self.firm}[name]

    def holds(self, run: str, atom: Atom) -> bool:
        """Whether an atom is concluded in a run."""
        return atom in self.run(run)

    def rests(self, atom: Atom) -> bool:
        """Whether a conclusion rests on a statement in the case that somebody did or underwent something."""
        return any(e.value == YES and e.fact and not e.retracted and e.name in self.acts for e in self.leaves(atom))

    def leaves(self, atom: Atom) -> tuple[Evidence, ...]:
        """Every statement a conclusion rests on, over all its alternative derivations, in the order of the case."""
        found: dict[Evidence, None] = {}
        seen: set[Atom] = set()
        todo = [atom]
        while todo:
            current = todo.pop()
            if current in seen:
                continue
            seen.add(current)
            found.update(dict.fromkeys(self.evidence.get(current, ())))
            todo += [premise for d in self.derivations.get(current, ()) for premise in d.premises]
        return tuple(sorted(found, key=evidence_order))

    def answered(self, name: str) -> bool:
        """Whether anything is stated about a fact type, either way."""
        return Atom(name, YES) in self.stated or Atom(name, NO) in self.stated

    def opposed(self, items: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """The statements that say the opposite of these."""
        return tuple(e for i in items for e in self.evidence.get(Atom(i.name, OPPOSITE[i.value]), ()))


def evidence_order(item: Evidence) -> tuple[int, str, str, str]:
    """Facts in the order of the case file, what was derived last."""
    return (item.fact or 10**6, item.name, item.value, item.basis)


def by_atom(evidence: Iterable[Evidence]) -> dict[Atom, tuple[Evidence, ...]]:
    """The statements grouped by what they say."""
    grouped: dict[Atom, list[Evidence]] = {}
    for item in sorted(dict.fromkeys(evidence), key=evidence_order):
        grouped.setdefault(Atom(item.name, item.value), []).append(item)
    return {atom: tuple(items) for atom, items in grouped.items()}


def _closure(facts: frozenset[Atom], derivations: Iterable[Derivation]) -> frozenset[Atom]:
    return facts | frozenset(d.conclusion for d in derivations)


def reason(
    rules: RuleSet,
    evidence: Mapping[Atom, tuple[Evidence, ...]],
    engines: Engines = BOTH,
    outside: frozenset[str] = frozenset(),
    acts: frozenset[str] = frozenset(),
) -> Reasoning:
    """Run the rules three times: over everything stated, over the undisputed, and over the firm facts."""
    stated = frozenset(evidence)
    undisputed = frozenset(a for a in stated if Atom(a.name, OPPOSITE[a.sign]) not in stated)
    firm = frozenset(a for a in undisputed if not all(e.suspect_only for e in evidence[a]))
    all_derivations = derive(rules, stated, engines)
    settled = all_derivations if undisputed == stated else derive(rules, undisputed, engines)
    strong = settled if firm == undisputed else derive(rules, firm, engines)
    index: dict[Atom, list[Derivation]] = {}
    for derivation in all_derivations:
        index.setdefault(derivation.conclusion, []).append(derivation)
    return Reasoning(
        _closure(stated, all_derivations),
        _closure(undisputed, settled),
        _closure(firm, strong),
        {atom: tuple(items) for atom, items in index.items()},
        evidence,
        outside,
        acts,
    )


def yes(name: str) -> Atom:
    """The atom that something supports ``name``."""
    return Atom(name, YES)


def no(name: str) -> Atom:
    """The atom that something contradicts ``name``."""
    return Atom(name, NO)
