"""Facts for exercises on a prosecution gate: what the gate itself says it lacks, answered one by one."""

from __future__ import annotations

from dataclasses import replace

from legalkb import assessment
from legalkb.compilation import NO, YES
from legalkb.engine import BUILTIN
from legalkb.findings import Gate
from legalkb.gates.model import UNKNOWN
from legalkb.inference import Atom
from legalkb.training import plot
from legalkb.training.chance import Chance
from legalkb.training.draft import Draft, finding
from legalkb.training.plot import Telltale

STEPS = 7


def gate_of(made: Draft, what: Telltale) -> Gate | None:
    """The gate that an exercise is about, as it stands with the facts of the draft; None where there is none."""
    case = plot.read(what.scene, made.lines, what.knowledge)
    found = assessment.assess(case, what.knowledge, BUILTIN, frozenset((made.goal.rule,)))
    pair = what.scene.suspects[0].id, what.scene.victim.id
    about = finding(found.findings, made.goal.rule, *pair)
    return next((g for g in about.gates if g.kind == made.goal.gate), None) if about else None


def answered(made: Draft, what: Telltale, wanted: str, chance: Chance) -> Draft | None:
    """The draft with facts for its gate, until it stands as ``wanted``; None when that does not come about.

    Without ``wanted`` anything will do that is decided, and at higher levels also what stays open.
    """
    level = what.scene.level
    for step in range(STEPS + 1):
        gate = gate_of(made, what)
        if gate is None:
            return None
        fits = gate.status == wanted if wanted else gate.status != UNKNOWN or level > 1
        if fits and (gate.status != UNKNOWN or step or not gate.missing):
            return made
        more = _next(made, gate, what, chance.apart(str(step))) if gate.status == UNKNOWN else None
        if more is None:
            return None
        made = more
    return None


def _next(made: Draft, gate: Gate, what: Telltale, chance: Chance) -> Draft | None:
    """The draft with one of the facts that its gate lacks, whatever the answer."""
    told = [line.atom for line in made.lines if not line.second]
    gaps = {a.name for a in made.gaps}
    options = [Atom(w.name, sign) for w in gate.missing for sign in (YES, NO) if w.name not in gaps]
    for atom in chance.order(options):
        if what.fits(atom, told) and not what.lacking(atom, told):
            line = plot.line_of(atom, what, chance.apart(atom.name))
            more = replace(made, lines=(*made.lines, line))
            if plot.outcome(more.lines, made.goal.rule, what) == made.goal.outcome:
                return more
    return None
