"""What else the rules would accept beside what counted, in a line for each kind, and the step as it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from legalkb.explanation.tree import ExplanationNode
from legalkb.report import phrases

NEAREST = 2
ALSO = {
    "alternatief": ("Genoeg zou zijn", "mogelijkheid", "mogelijkheden"),
    "uitzondering": ("Uitzondering, niet aan de orde", "uitzondering", "uitzonderingen"),
    "aanwijzing_voor": ("Zou erop wijzen", "aanwijzing voor", "aanwijzingen voor"),
    "aanwijzing_tegen": ("Zou op het tegendeel wijzen", "aanwijzing tegen", "aanwijzingen tegen"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A step as it is shown: its status (a bare word, may be empty), its words, notes below it, and the next steps."""

    status: str
    text: str
    notes: tuple[str, ...] = ()
    children: tuple[Shown, ...] = ()


def others(node: ExplanationNode, met: bool) -> list[Shown]:
    """What else the rules would accept: for an element that is met how many, else also the nearest ones."""
    shown, counts = [], []
    for kind, (lead, one, many) in ALSO.items():
        rest = sorted((c for c in node.children if c.kind == kind and not c.used and not half(c)), key=_distance)
        if rest:
            counts.append(f"{phrases.number(len(rest))} {one if len(rest) == 1 else many}")
            shown.append(Shown("", phrases.sentence(f"{lead}: {_named(rest, one, many)}")))
    if met:
        return [Shown("", f"De regels kennen hier verder nog {phrases.listing(counts)}.")] if counts else []
    return shown


def half(node: ExplanationNode) -> bool:
    """Whether part of an exception is stated, and nothing contradicts the rest."""
    stands = {c.status for c in node.children}
    said = stands & {"vervuld", "betwist"}
    return node.kind == "uitzondering" and not node.used and bool(said) and stands - said == {"onbekend"}


def counted(node: ExplanationNode) -> ExplanationNode:
    """A step with all below it as what is to be shown."""
    return replace(node, used=True, children=tuple(counted(c) for c in node.children))


def _named(rest: Sequence[ExplanationNode], one: str, many: str) -> str:
    """The nearest of the combinations that are not met, and how many more there are."""
    near = "; of ".join(_near(c) for c in rest[:NEAREST])
    more = len(rest) - NEAREST
    return near + (f"; of een van {more} andere {many}" if more > 1 else f"; of één andere {one}" if more == 1 else "")


def _open(node: ExplanationNode) -> list[ExplanationNode]:
    return [c for c in node.children if c.status != "vervuld"]


def _distance(node: ExplanationNode) -> tuple[bool, int]:
    """How far a combination is from being met: contradicted ones last, then by the conditions that are not met."""
    return node.status == "weersproken", len(_open(node))


def _near(node: ExplanationNode) -> str:
    """A combination in words, with what is missing of it when part of it is there, or that it is contradicted."""
    if node.status == "weersproken":
        return f"{node.text} (nu weersproken)"
    missing = [c.text[:1].lower() + c.text[1:] for c in _open(node) if c.kind in ("vraag", "begrip", "voorwaarde")]
    part = missing and len(_open(node)) < len(node.children)
    apart = [f"feit {c.evidence.fact}" for c in _open(node) if c.kind == "telt_niet" and c.evidence is not None]
    notes = [f"daarvan niet bekend: {phrases.listing(missing)}"] if part else []
    notes += [f"gesteld in {phrases.listing(apart)}, maar dat telt hier niet mee"] if apart else []
    return node.text + (f" ({'; '.join(notes)})" if notes else "")
