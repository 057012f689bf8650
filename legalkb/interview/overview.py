"""Which provisions are in view, and how much of each is still open."""

from __future__ import annotations

from legalkb.findings import Assessment, ElementFinding

__all__ = ["in_view"]


def in_view(assessment: Assessment) -> tuple[tuple[str, int], ...]:
    """Each variant with a lead that nothing contradicts (``279 lid 1``, ``284 lid 1 1°``), with the number of its
    elements that are still open, in the order of the provisions; where it is assessed more than once, the least."""
    best: dict[str, int] = {}
    for finding in assessment.findings:
        if finding.outcome in ("onvolledig", "aanwijzing"):
            name = " ".join(w for w in (finding.designation.removeprefix("Sr "), finding.part) if w)
            left = sum(map(_open, finding.elements))
            best[name] = min(best.get(name, left), left)
    return tuple(best.items())


def _open(element: ElementFinding) -> bool:
    if element.status == "open_norm":
        return bool(element.counter_questions or not element.indications_for)
    return element.status in ("onbekend", "betwist")
