"""What the tests of grading share: exercises about encoded cases in which each fact has a paragraph of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from legalkb import examples
from legalkb.case import Case
from legalkb.case_reader import read_case
from legalkb.engine import BUILTIN
from legalkb.knowledge import KnowledgeBase
from legalkb.node import SourceText
from legalkb.training.answer import Answer, ElementAnswer, ProvisionAnswer, answer_of
from legalkb.training.exercise_file import Accepted, Asked, ExerciseFile, Paragraph, text
from legalkb.training.form import form
from legalkb.training.grades import Graded, ProvisionGrade
from legalkb.training.grading import grade
from legalkb.training.key import Key, key_of

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "legalkb" / "templates" / "demo.yaml"
GATES = ("rechtsmacht", "verjaring")
About = tuple[str, str, str]


def case_of(source: str, knowledge: KnowledgeBase) -> Case:
    """The case that a text says."""
    return read_case(SourceText("zaak.yaml", source), knowledge.vocabulary)


def demo(knowledge: KnowledgeBase) -> Case:
    """The case of the demonstration."""
    return case_of(DEMO.read_text(encoding="utf-8"), knowledge)


def exercise(
    case: Case, knowledge: KnowledgeBase, gates: tuple[str, ...] = GATES, accepted: tuple[Accepted, ...] = ()
) -> ExerciseFile:
    """An exercise about a case: paragraph 1 tells of the persons, each next one a fact."""
    told = tuple(Paragraph(f.index + 1, (f.index,)) for f in case.facts)
    asked = Asked(knowledge.rulebook.keys, gates)
    name, digest = "oefening-01", knowledge.digest[:16]
    return ExerciseFile(name, "zaak.yaml", asked, (Paragraph(1), *told), accepted, digest, True, {"zaad": "17"})


def key(case: Case, knowledge: KnowledgeBase, *accepted: Accepted, gates: tuple[str, ...] = GATES) -> Key:
    """The key of such an exercise."""
    return key_of(exercise(case, knowledge, gates, accepted), case, knowledge, BUILTIN)


@cache
def _examples() -> tuple[examples.Example, ...]:
    found, bad = examples.load()
    assert not bad
    return found


def cases(knowledge: KnowledgeBase, every: int, first: int = 0) -> Iterator[Case]:
    """One of so many of the encoded cases."""
    for example in _examples()[first::every]:
        yield read_case(example.case, knowledge.vocabulary)


def changed(answer: Answer, about: About, **changes: object) -> Answer:
    """An answer in which one provision says something else."""
    return replace(
        answer,
        provisions=tuple(
            replace(p, **changes) if (p.rule, p.suspect, p.victim) == about else p  # type: ignore[arg-type]
            for p in answer.provisions
        ),
    )


def with_element(answer: Answer, about: About, id: str, **changes: object) -> Answer:
    """An answer in which one element says something else."""
    old = answer.provision(about).elements
    new = tuple((n, replace(e, **changes) if n == id else e) for n, e in old)  # type: ignore[arg-type]
    return changed(answer, about, elements=new)


def provision(graded: Graded, about: About) -> ProvisionGrade:
    """What grading says of one provision."""
    found = (p for p in graded.provisions if (p.finding.rule, p.finding.suspect, p.finding.victim) == about)
    return next(found)


def folder(place: Path, knowledge: KnowledgeBase, accepted: tuple[Accepted, ...] = ()) -> tuple[Path, Key]:
    """An exercise folder about the demonstration, with the empty form and one filled in wholly right."""
    case = demo(knowledge)
    found = key(case, knowledge, *accepted)
    for name in ("docent", "cursist"):
        (place / "oefening-01" / name).mkdir(parents=True)
    (place / "oefening-01/docent/zaak.yaml").write_text(DEMO.read_text(encoding="utf-8"), encoding="utf-8")
    (place / "oefening-01/docent/oefening.yaml").write_text(text(found.exercise), encoding="utf-8")
    (place / "oefening-01/cursist/antwoord.yaml").write_text(form(found), encoding="utf-8")
    (place / "goed.yaml").write_text(form(found, answer_of(found)), encoding="utf-8")
    return place / "oefening-01", found


__all__ = ["Answer", "ElementAnswer", "ProvisionAnswer", "answer_of", "grade"]
