"""What an explanation holds: frozen values that every way of showing it reads.

Texts are Dutch and come from the rules, the ontology or the case; source codes are resolved through
``Explanation.sources``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from legalkb.findings import Evidence, LawVersion, OffenceFinding, SourceLabel

__all__ = [
    "ADDED",
    "AGED",
    "DATED",
    "DROPPED",
    "KINDS",
    "TURNED",
    "UNREVISED",
    "Becoming",
    "Change",
    "Explanation",
    "ExplanationNode",
    "Otherwise",
    "Suggestion",
    "Vague",
    "leaves",
    "nodes",
]

KINDS = (
    "delict", "wet", "bestanddeel", "oordeel", "alternatief", "uitzondering", "aanwijzing_voor", "aanwijzing_tegen",
    "tegenvraag", "begrip", "voorwaarde", "feit", "structuur", "telt_niet", "vraag", "opmerking", "vervolging",
    "lezing",
)  # fmt: skip
ADDED, DROPPED, TURNED, UNREVISED, AGED, DATED = "erbij", "weg", "omgekeerd", "niet_herzien", "leeftijd", "datum"


@dataclass(frozen=True, slots=True)
class ExplanationNode:
    """One step of an explanation: what it is (of ``KINDS``), its words, how it stands, and what it rests on.

    ``used`` tells that the step is part of why things stand as they do; a step that is not used is what else the
    rules would accept. ``detail`` says why it counts, ``question`` what to ask where it is not known. ``name`` is the
    id of the element, concept, fact type or gate; ``line`` the line of a fact in the case file.
    """

    kind: str
    text: str
    status: str = ""
    name: str = ""
    detail: str = ""
    question: str = ""
    sources: tuple[str, ...] = ()
    evidence: Evidence | None = None
    line: int = 0
    law: LawVersion | None = None
    used: bool = True
    children: tuple[ExplanationNode, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Something that would have to be otherwise in the case: ``text`` says it in Dutch, as what would be said then.

    ``kind``: a fact is added (``erbij``), a statement is not there (``weg``) or says the opposite (``omgekeerd``), a
    statement is not revised (``niet_herzien``), a person has another age (``leeftijd``), the conduct another day
    (``datum``). ``fact`` is the number of the fact; ``section`` and ``position`` find what is no fact; ``source`` is
    where the statement comes from. ``fixed`` tells that no answer can make it so: an age or a day that is known.
    """

    kind: str
    text: str
    name: str = ""
    value: str = ""
    fact: int = 0
    section: str = ""
    position: int = 0
    source: str = ""
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A set of changes with which the case, assessed again, gives ``result``.

    ``contradicted`` is what it gives when nothing else changes than that other sources contradict the statements that
    would not be there; empty when no statement would be gone.
    """

    changes: tuple[Change, ...]
    result: str
    contradicted: str = ""


@dataclass(frozen=True, slots=True)
class Vague:
    """A statement that speaks both for and against an element as it is not precise enough, and what to ask (Dutch)."""

    evidence: Evidence
    question: str


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What it would take for one thing that is not met: the offence (``element`` empty) or one element.

    ``goal`` is the outcome or status that is looked for, ``blocking`` are the statements that stand in the way,
    ``vague`` those that are not precise enough, and ``suggestions`` the smallest sets of changes that were found and
    verified, the best first. ``now`` is the outcome or status as it is.
    """

    element: str
    goal: str
    blocking: tuple[Evidence, ...]
    suggestions: tuple[Suggestion, ...]
    vague: tuple[Vague, ...] = ()
    now: str = ""


@dataclass(frozen=True, slots=True)
class Becoming:
    """What the outcome can still become when more facts come to be known (itself included), and by the answers on
    which fact types, each with its label (Dutch)."""

    possible: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """The explanation of one finding: the finding, its tree, what would have to be otherwise, and what it can still
    become.

    ``lines`` holds the number of each fact with its line in the case file. ``labels`` says of a source as a statement
    names it how it is told apart from other statements of the same person (Dutch).
    """

    finding: OffenceFinding
    root: ExplanationNode
    otherwise: tuple[Otherwise, ...]
    lines: tuple[tuple[int, int], ...] = ()
    sources: Mapping[str, SourceLabel] = field(default_factory=dict, hash=False)
    becoming: Becoming = Becoming()
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)


def nodes(node: ExplanationNode) -> Iterator[ExplanationNode]:
    """A node and everything below it, each before what it rests on."""
    yield node
    for child in node.children:
        yield from nodes(child)


def leaves(node: ExplanationNode) -> Iterator[ExplanationNode]:
    """The nodes at the end of the branches."""
    return (n for n in nodes(node) if not n.children)
