"""The words of the knowledge base: fact types, scenarios, paths, sources and the law, as frozen values.

They are rebuilt from the plain data that :mod:`legalkb.ontology_reader` takes out of the Turtle files,
so that a run does not need rdflib.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from legalkb.findings import LawVersion, Path, SourceLabel


@dataclass(frozen=True, slots=True)
class FactType:
    """A thing that may be asked and stated. ``subject`` says about whom: gedraging, slachtoffer, verdachte,
    relatie, houder or zaak. ``utterance`` is ``inhoud`` or ``kenmerk`` for facts about one threat; ``object`` the
    class of goods (``algemeen`` for any); ``cooperation`` is ``wederzijds`` or ``opdracht``. A conversation does not
    ask it when one of ``lapses_with`` ("naam=ja") is known, nor when none of ``only_with`` is."""

    id: str
    label: str
    label_en: str
    question: str
    sentence: str
    sentence_no: str
    subject: str
    group: str
    sources: tuple[str, ...]
    hidden_labels: tuple[str, ...] = ()
    attributable: bool = False
    utterance: str = ""
    object: str = ""
    cooperation: str = ""
    derived: bool = False
    lapses_with: tuple[str, ...] = ()
    only_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A subject under which fact types are asked, in order."""

    id: str
    label: str
    order: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A provision that a scenario may touch, and why."""

    provision: str
    reason: str
    out_of_scope: bool


@dataclass(frozen=True, slots=True)
class ScenarioType:
    """A form of abandonment (or a counter-scenario): typical facts, candidate provisions, brakes, paths, sources.

    It does not fit when a required fact is contradicted, or one of ``required_no`` is stated.
    """

    id: str
    label: str
    label_en: str
    definition: str
    counter: bool
    order: int
    facts: tuple[str, ...]
    facts_no: tuple[str, ...]
    required: tuple[str, ...]
    required_no: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    brakes: tuple[str, ...]
    paths: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PathType:
    """A protective path, the fact types of which any calls for it, and those that must all be there too."""

    path: Path
    triggers: tuple[str, ...]
    also: tuple[str, ...]
    always: bool


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of measure, decision or relation: what it gives (gezag, opzicht) or the fact type it states."""

    id: str
    label: str
    gives: str = ""
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Law:
    """The provisions by designation ("Sr 279 lid 1"), each with its versions in order of date."""

    provisions: Mapping[str, tuple[LawVersion, ...]]

    def versions(self, designation: str) -> tuple[LawVersion, ...]:
        """Every version of a provision, oldest first; empty when the provision is not known."""
        return self.provisions.get(designation, ())

    def known_on(self, designation: str, day: date | None) -> tuple[LawVersion, ...]:
        """The versions that had begun by a day; all of them without a day."""
        return tuple(v for v in self.versions(designation) if day is None or _starts_by(v, day))

    def in_force(self, designation: str, first: date | None, last: date | None) -> tuple[LawVersion, ...]:
        """The versions that were in force on any day from ``first`` to ``last``.

        Before the first version that was read, that version (whoever shows it says so); in a gap, none.
        """
        versions = self.versions(designation)
        if first is None or not versions:
            return versions[-1:]
        end = last or first
        found = tuple(v for v in versions if _starts_by(v, end) and not _ended_before(v, first))
        return found or (() if _starts_by(versions[0], first) else versions[:1])


def _starts_by(version: LawVersion, day: date) -> bool:
    return not version.valid_from or date.fromisoformat(version.valid_from) <= day


def _ended_before(version: LawVersion, day: date) -> bool:
    return bool(version.valid_to) and date.fromisoformat(version.valid_to) < day


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything the ontology holds that a run needs."""

    fact_types: Mapping[str, FactType]
    groups: Mapping[str, Group]
    scenarios: tuple[ScenarioType, ...]
    paths: Mapping[str, PathType]
    sources: Mapping[str, SourceLabel]
    law: Law
    measure_kinds: Mapping[str, Kind]
    decision_kinds: Mapping[str, Kind]
    relation_kinds: Mapping[str, Kind]
    rule_ids: frozenset[str] = frozenset()
    element_ids: Mapping[str, frozenset[str]] | None = None


def _tuples(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}


def _scenario(data: Mapping[str, Any]) -> ScenarioType:
    values = _tuples(data)
    values["candidates"] = tuple(Candidate(**c) for c in data["candidates"])
    return ScenarioType(**values)


def _path(data: Mapping[str, Any]) -> PathType:
    return PathType(Path(**_tuples(data["path"])), tuple(data["triggers"]), tuple(data["also"]), data["always"])


def from_plain(data: Mapping[str, Any]) -> Vocabulary:
    """Build the vocabulary from the plain data of :func:`legalkb.ontology_reader.read`."""
    return Vocabulary(
        fact_types={k: FactType(**_tuples(v)) for k, v in data["fact_types"].items()},
        groups={k: Group(**v) for k, v in data["groups"].items()},
        scenarios=tuple(_scenario(s) for s in data["scenarios"]),
        paths={k: _path(v) for k, v in data["paths"].items()},
        sources={k: SourceLabel(**v) for k, v in data["sources"].items()},
        law=Law({k: tuple(LawVersion(**v) for v in vs) for k, vs in data["law"].items()}),
        measure_kinds={k: Kind(**v) for k, v in data["measure_kinds"].items()},
        decision_kinds={k: Kind(**v) for k, v in data["decision_kinds"].items()},
        relation_kinds={k: Kind(**v) for k, v in data["relation_kinds"].items()},
    )
