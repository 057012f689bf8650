"""What the ontology holds of an act: its provisions with every version, and where each is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rdflib.namespace import DCTERMS

from legalkb.findings import LawVersion
from legalkb.knowledge import data_folder, walk
from legalkb.ontology_reader import BASE, ELI, LKB, all_of, graph_of, local, text_of, version_of
from legalkb.turtle_places import Places
from legalkb.upkeep.consolidation import number

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = "wet"
VERBATIM = "verbatim"
FORMER = " (oud)"


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a provision in the ontology: its address, file and line, and the ISO day on which it was read.

    ``current`` and ``ended`` tell whether it is said to be in force or not to be; both are False when that is not
    known. ``kind`` is the kind of provision (misdrijf, definitie …).
    """

    address: str
    place: str
    read_on: str
    current: bool
    ended: bool
    kind: str
    title: str
    law: LawVersion

    @property
    def first(self) -> date:
        """The first day; the beginning of time when it is not known."""
        return date.fromisoformat(self.law.valid_from) if self.law.valid_from else date.min

    @property
    def last(self) -> date:
        """The last day; the end of time when there is none."""
        return date.fromisoformat(self.law.valid_to) if self.law.valid_to else date.max

    @property
    def verbatim(self) -> bool:
        """Whether the whole text is held, word for word."""
        return self.law.text_status == VERBATIM


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision: address, designation ("Sr 279 lid 1"), article, paragraph and part, and its versions, oldest first.

    ``paragraph`` and ``part`` are empty for a whole article or paragraph; ``former`` marks an article that another has
    taken the place of.
    """

    address: str
    designation: str
    title: str
    article: str
    paragraph: str
    part: str
    former: bool
    versions: tuple[Version, ...]

    @property
    def latest(self) -> Version:
        """The newest version."""
        return self.versions[-1]


@dataclass(frozen=True, slots=True)
class Act:
    """An act: address, BWB id, title, designation, and its provisions in order of designation."""

    address: str
    bwb_id: str
    title: str
    designation: str
    provisions: tuple[Provision, ...]


class _Reading:
    """The graph of the law, with what is asked of it."""

    def __init__(self, texts: list[tuple[str, str]]) -> None:
        self.graph = graph_of(texts)
        self.places = Places(texts, BASE)
        self.versions: dict[Any, list[Any]] = {}
        for node in all_of(self.graph, ELI.LegalExpression):
            for work in self.graph.objects(node, ELI.realizes):
                self.versions.setdefault(work, []).append(node)

    def chain(self, work: Any) -> list[Any]:
        """A provision and what it is a part of, up to the act."""
        found = [work]
        while (above := next(self.graph.objects(found[-1], ELI.is_part_of), None)) is not None and above not in found:
            found.append(above)
        return found

    def version(self, node: Any, designation: str) -> Version:
        """A version of a provision."""
        return Version(
            address=str(node).removeprefix(BASE),
            place=self.places.of(node),
            read_on=text_of(self.graph, node, ELI.version_date),
            current=(node, ELI.in_force, ELI["InForce-inForce"]) in self.graph,
            ended=(node, ELI.in_force, ELI["InForce-notInForce"]) in self.graph,
            kind=text_of(self.graph, node, LKB.soort),
            title=text_of(self.graph, node, ELI.title),
            law=LawVersion(**version_of(self.graph, node, designation)),
        )

    def provision(self, work: Any) -> Provision:
        """A provision with its versions."""
        designation = text_of(self.graph, work, LKB.aanduiding)
        levels = self.chain(work)[:-1]
        below = levels[:-1]
        article = text_of(self.graph, levels[-1], ELI.number) if levels else ""
        parts = [n for n in below if local(n).startswith("onder-")]
        lids = [n for n in below if n not in parts]
        versions = sorted(
            (self.version(n, designation) for n in self.versions[work]), key=lambda v: (v.first, v.last, v.address)
        )
        return Provision(
            address=str(work).removeprefix(BASE),
            designation=designation,
            title=text_of(self.graph, work, DCTERMS.title),
            article=number(article.removesuffix(FORMER)),
            paragraph=number(text_of(self.graph, lids[0], ELI.number)) if lids else "",
            part=number(text_of(self.graph, parts[0], ELI.number)) if parts else "",
            former=article.endswith(FORMER),
            versions=tuple(versions),
        )


def _acts(reading: _Reading) -> Iterator[Act]:
    graph = reading.graph
    owners = {work: reading.chain(work)[-1] for work in reading.versions}
    for act in all_of(graph, ELI.LegalResource):
        own = (reading.provision(w) for w, owner in owners.items() if owner == act)
        yield Act(
            address=str(act).removeprefix(BASE),
            bwb_id=text_of(graph, act, ELI.id_local),
            title=text_of(graph, act, DCTERMS.title),
            designation=text_of(graph, act, LKB.aanduiding),
            provisions=tuple(sorted(own, key=lambda p: p.address)),
        )


def acts(folder: Path | None = None) -> Mapping[str, Act]:
    """The acts of the ontology by BWB id; of the ``ontology/`` in ``folder`` when that is given."""
    root = data_folder("ontology", folder) / FOLDER
    texts = [(name, file.read_text(encoding="utf-8-sig")) for name, file in walk(root, ".ttl", f"ontology/{FOLDER}")]
    return {act.bwb_id: act for act in _acts(_Reading(texts)) if act.bwb_id}
