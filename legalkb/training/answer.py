"""An answer to an exercise: what somebody filled in on the form, read from ``antwoord.yaml``.

Whatever is left empty is simply not answered. What stands under ``toelichting`` is never looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from legalkb.field_values import Reading, read_value
from legalkb.fields import Field, Kind, Section
from legalkb.findings import OUTCOMES, STATUSES
from legalkb.gates.model import BAR, OPEN, RESERVED, UNKNOWN
from legalkb.near_names import nearest
from legalkb.node import Node, SourceText
from legalkb.records import open_record
from legalkb.training.key import Key, KeyFinding, ProvisionKey
from legalkb.training.reading import raise_problems, root
from legalkb.vocabulary import Vocabulary

__all__ = ["GATE_STATUSES", "Answer", "ElementAnswer", "ProvisionAnswer", "answer_of", "read"]

GATE_STATUSES = (OPEN, BAR, UNKNOWN, RESERVED)


@dataclass(frozen=True, slots=True)
class ElementAnswer:
    """The status given to an element (empty when not answered), and the paragraphs relied on."""

    status: str = ""
    paragraphs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ProvisionAnswer:
    """The answer on one provision for one suspect and victim; elements by id, gates by kind."""

    rule: str
    suspect: str
    victim: str
    outcome: str = ""
    elements: tuple[tuple[str, ElementAnswer], ...] = ()
    gates: tuple[tuple[str, str], ...] = ()

    def element(self, id: str) -> ElementAnswer:
        """What is answered on an element; nothing when it was left out."""
        return dict(self.elements).get(id, ElementAnswer())

    def gate(self, kind: str) -> str:
        """The status given to a gate, empty when it was left out."""
        return dict(self.gates).get(kind, "")


@dataclass(frozen=True, slots=True)
class Answer:
    """The answers to an exercise, each provision, suspect and victim at most once."""

    exercise: str
    provisions: tuple[ProvisionAnswer, ...] = ()

    def provision(self, about: tuple[str, str, str]) -> ProvisionAnswer:
        """The answer on a rule key, suspect and victim; an empty one when it was left out."""
        found = (p for p in self.provisions if (p.rule, p.suspect, p.victim) == about)
        return next(found, ProvisionAnswer(*about))


_NOTE = Field("toelichting", "note", Kind.FREE)
_NUMBER = Field("alineas", "paragraphs", Kind.NUMBER)
_ELEMENT = Section(
    "een bestanddeel",
    (
        Field("status", "status", Kind.CHOICE, choices=STATUSES),
        _NUMBER,
        _NOTE,
    ),
    ElementAnswer,
    short="status",
)
_PROVISION = Section(
    "een antwoord",
    (
        Field("bepaling", "rule", Kind.RULE),
        Field("verdachte", "suspect", Kind.NAME),
        Field("slachtoffer", "victim", Kind.NAME),
        Field("uitkomst", "outcome", Kind.CHOICE, choices=OUTCOMES),
        Field("bestanddelen", "elements", Kind.NAMED, section=_ELEMENT),
        Field("poorten", "gates", Kind.NAMED),
        _NOTE,
    ),
    ProvisionAnswer,
)
_ANSWER = Section(
    "een antwoordformulier",
    (Field("oefening", "exercise", Kind.NAME), Field("antwoorden", "provisions", Kind.RECORDS), _NOTE),
    Answer,
)


def answer_of(key: Key) -> Answer:
    """The answer that a key itself would give: everything right, with all paragraphs that bear on it."""
    return Answer(key.exercise.name, tuple(_right(p, key) for p in key.provisions))


def _right(provision: ProvisionKey, key: Key) -> ProvisionAnswer:
    finding = provision.best.finding
    elements = tuple(
        (e.finding.id, ElementAnswer(e.finding.status, _paragraphs(e.facts, key))) for e in provision.best.elements
    )
    gates = tuple((g.kind, g.status) for kind in key.exercise.asked.gates for g in finding.gates if g.kind == kind)
    return ProvisionAnswer(*provision.about, finding.outcome, elements, gates)


def _paragraphs(facts: Iterable[int], key: Key) -> tuple[int, ...]:
    return tuple(sorted({p for fact in facts for p in key.exercise.telling(fact)}))


def read(source: SourceText, key: Key, vocabulary: Vocabulary) -> Answer:
    """Read an answer to the exercise of a key, or raise an :class:`~legalkb.errors.ExerciseError` with every
    problem."""
    node = root(source)
    reading = Reading(vocabulary, source.name)
    answer = _Reader(reading, key).whole(node)
    raise_problems(reading)
    return answer


class _Reader:
    """Reads one answer; what is wrong is noted with the reading."""

    def __init__(self, reading: Reading, key: Key) -> None:
        self.reading, self.key = reading, key
        self.asked = {p.about: p for p in key.provisions}
        self.numbers = frozenset(p.number for p in key.exercise.paragraphs)

    def whole(self, node: Node) -> Answer:
        """The whole form."""
        opened = open_record(self.reading, _ANSWER, node) or {}
        name = self._value(opened, "exercise")
        right = self.key.exercise.name
        if name is None:
            remedy = f"Zet bovenaan: oefening: {right}."
            self.reading.problem(node, "er staat niet bij welke oefening dit antwoord hoort", "", remedy)
        elif name != right:
            remedy = f"Deze oefening heet {right}. Kijk het antwoord na met de oefening waar het bij hoort."
            self.reading.problem(opened["exercise"][1], "dit antwoord hoort bij een andere oefening", name, remedy)
        found: dict[tuple[str, str, str], int] = {}
        given = []
        for item in self._list(opened):
            answer = self._provision(item)
            if answer is None:
                continue
            about = (answer.rule, answer.suspect, answer.victim)
            first = found.setdefault(about, item.line)
            if first != item.line:
                what = (
                    f"{answer.rule} voor {answer.suspect} en {answer.victim} staat er twee keer, ook op regel {first}"
                )
                self.reading.problem(item, what, "", "Laat er een staan.")
            given.append(answer)
        return Answer(name or right, tuple(given))

    def _value(self, opened: Mapping[str, tuple[Field, Node]], name: str) -> str | None:
        """The text of a field; an answer in other letters or with spaces is understood."""
        if name not in opened:
            return None
        field, node = opened[name]
        return read_value(self.reading, field, _as_word(node) if field.kind is Kind.CHOICE else node)

    def _list(self, opened: Mapping[str, tuple[Field, Node]]) -> tuple[Node, ...]:
        node = opened["provisions"][1] if "provisions" in opened else None
        if node is None or node.kind == "null":
            return ()
        if node.kind != "list":
            self.reading.problem(node, "'antwoorden' is geen lijst", node.text, "Zet een streepje voor elk antwoord.")
        return node.items

    def _provision(self, node: Node) -> ProvisionAnswer | None:
        opened = open_record(self.reading, _PROVISION, node)
        if opened is None:
            return None
        about = self._about(opened, node)
        asked = self.asked.get(about) if about else None
        outcome = self._value(opened, "outcome") or ""
        elements = tuple(self._elements(opened))
        gates = tuple(self._gates(opened))
        return ProvisionAnswer(*about, outcome, elements, gates) if about and asked else None

    def _about(self, opened: Mapping[str, tuple[Field, Node]], node: Node) -> tuple[str, str, str] | None:
        """The provision and the persons; where they are not named, the only ones that are asked about."""
        parts: list[str] = []
        before = len(self.reading.problems)
        for place, name in enumerate(("rule", "suspect", "victim")):
            known = list(dict.fromkeys(about[place] for about in self.asked))
            value = self._value(opened, name) or (known[0] if len(known) == 1 else "")
            key = next(f.key for f in _PROVISION.fields if f.name == name)
            if not value and len(self.reading.problems) == before:
                remedy = f"Gevraagd zijn: {', '.join(known[:20])}."
                self.reading.problem(node, f"in een antwoord ontbreekt '{key}'", "", remedy)
            elif value and value not in known:
                self._not_asked(opened[name][1], key, value, known)
            parts.append(value)
        if len(self.reading.problems) > before:
            return None
        about = (parts[0], parts[1], parts[2])
        if about not in self.asked:
            self.reading.problem(node, "dit wordt in deze oefening niet gevraagd", ", ".join(about), "Laat het weg.")
            return None
        return about

    def _not_asked(self, node: Node, key: str, value: str, known: list[str]) -> None:
        """A provision or person that exists but is not asked about; what does not exist was noted already."""
        remedy = nearest(value, known) or f"Gevraagd zijn: {', '.join(known[:20])}."
        self.reading.problem(node, f"deze {key} wordt in deze oefening niet gevraagd", value, remedy)

    def _elements(self, opened: Mapping[str, tuple[Field, Node]]) -> Iterator[tuple[str, ElementAnswer]]:
        rule = opened["rule"][1].text.strip() if "rule" in opened else ""
        known = _ids(f for p in self.key.provisions if rule in ("", p.about[0]) for f in p.findings) or None
        for name, node in self._pairs(opened, "elements", "bestanddeel", known):
            group = open_record(self.reading, _ELEMENT, node)
            if group is None:
                continue
            status = self._value(group, "status") or ""
            yield name, ElementAnswer(status, self._paragraphs(group))

    def _paragraphs(self, group: Mapping[str, tuple[Field, Node]]) -> tuple[int, ...]:
        if "paragraphs" not in group:
            return ()
        node = group["paragraphs"][1]
        items = node.items if node.kind == "list" else (node,)
        found: list[int] = [n for item in items if (n := read_value(self.reading, _NUMBER, item)) is not None]
        for number in found:
            if number not in self.numbers:
                every = sorted(self.numbers)
                has = (
                    f"De casus heeft alinea {every[0]} tot en met {every[-1]}." if every else "De casus heeft er geen."
                )
                self.reading.problem(node, "deze alinea bestaat niet", str(number), has)
        return tuple(sorted(set(found) & self.numbers))

    def _gates(self, opened: Mapping[str, tuple[Field, Node]]) -> Iterator[tuple[str, str]]:
        for name, node in self._pairs(opened, "gates", "poort", self.key.exercise.asked.gates):
            status = read_value(self.reading, Field(name, name, Kind.CHOICE, choices=GATE_STATUSES), _as_word(node))
            if status:
                yield name, status

    def _pairs(
        self, opened: Mapping[str, tuple[Field, Node]], name: str, noun: str, known: Iterable[str] | None
    ) -> Iterator[tuple[str, Node]]:
        """The names and values of a group; names that are not ``known`` are noted, empty values passed over."""
        if name not in opened:
            return
        field, group = opened[name]
        if group.kind not in ("map", "null"):
            self.reading.problem(group, f"'{field.key}' is geen groep met namen", group.text, "Schrijf 'naam: waarde'.")
        ids = list(known) if known is not None else None
        for key, value in group.pairs:
            if ids is not None and key.text not in ids:
                remedy = nearest(key.text, ids) or (f"Hier staan: {', '.join(ids)}." if ids else "Laat het weg.")
                self.reading.problem(key, f"{_DET[noun]} {noun} wordt hier niet gevraagd", key.text, remedy)
            elif value.kind != "null":
                yield key.text, value


_DET = {"bestanddeel": "dit", "poort": "deze"}


def _ids(findings: Iterable[KeyFinding]) -> list[str]:
    return list(dict.fromkeys(e.finding.id for f in findings for e in f.elements))


def _as_word(node: Node) -> Node:
    """A scalar as a word of the form: ``Open norm`` is ``open_norm``."""
    if node.kind != "scalar":
        return node
    return replace(node, value="_".join(node.text.casefold().replace("-", " ").replace("_", " ").split()))
