"""The prosecution gates of a comparison: those that stand otherwise, in two columns."""

from __future__ import annotations

from legalkb.comparison.model import FindingChange, GateChange
from legalkb.findings import OffenceFinding
from legalkb.report import phrases
from legalkb.report.difference_columns import beside, points, wrap
from legalkb.report.grouping import Merged
from legalkb.report.prosecution import TOLD_ELSEWHERE, in_short, stand, title, worded

GATES = "Vervolgbaarheid"
PREFIX = f"{GATES}: "


def told_gates(change: FindingChange) -> list[GateChange]:
    """The gates whose status or summary differs; which law applies is told as a version of the law."""
    plain = [g for g in change.gates if g.status_changed or g.summary_changed]
    return [g for g in plain if any(s and (s.kind, s.status) not in TOLD_ELSEWHERE for s in (g.before, g.after))]


def gate_key(change: GateChange, finding: OffenceFinding) -> tuple[object, ...]:
    """What makes the change of a gate the same for two variants."""
    sides = ((g.status, g.summary) if g else () for g in (change.before, change.after))
    return finding.suspect, finding.victim, change.shown.kind, *sides


def gates(change: FindingChange, seen: dict[object, str], width: int) -> list[str]:
    """The gates that differ; where one side has none, in short what stands in the way on the other."""
    sides = (change.before, change.after)
    if not all(f and f.gates for f in sides):
        short = [in_short(Merged(f, (f,))).removeprefix(PREFIX) if f and f.gates else "" for f in sides]
        both = [[phrases.capital(text) or "–"] for text in short]
        return [f"    {GATES}", *beside(both, width, "      ")] if any(short) else []
    lines: list[str] = []
    name = phrases.offence(change.shown, "art.")
    for gate in told_gates(change):
        told_at = seen.setdefault(gate_key(gate, change.shown), name)
        if told_at != name:
            lines += wrap(f"{title(gate.shown)}: als bij {told_at}.", width, "    ")
            continue
        cells = []
        for side, reasons in ((gate.before, gate.reasons.lost), (gate.after, gate.reasons.gained)):
            texts = dict.fromkeys(t for t in (side.summary, *(r.text for r in reasons)) if t) if side else {}
            cells.append([phrases.capital(stand(side)) if side else "–", *points(map(worded, texts))])
        lines += [*wrap(title(gate.shown), width, "    "), *beside(cells, width, "      ")]
    others = phrases.listing(
        title(g.shown).lower() for g in change.gates if not (g.status_changed or g.summary_changed)
    )
    return lines + (wrap(f"Zelfde stand, andere redenen: {others}.", width, "    ") if others else [])
