"""The problems and exceptions that users see."""

from __future__ import annotations

import pickle

import pytest

from legalkb.errors import CaseFileError, EngineError, LegalkbError, OntologyError, Problem, RuleFileError


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (
            Problem("zaak.yaml:3", "onbekend feittype", "pasport", "Bedoelde u 'paspoort'?"),
            "zaak.yaml:3: onbekend feittype: pasport. Bedoelde u 'paspoort'?",
        ),
        (Problem("zaak.yaml:3", "onbekend feittype", "pasport"), "zaak.yaml:3: onbekend feittype: pasport."),
        (
            Problem("regel x", "deze regel heeft geen voorwaarden"),
            "regel x: deze regel heeft geen voorwaarden.",
        ),
        (Problem("x", "Wat is dit?", remedy="Zie de handleiding."), "x: Wat is dit? Zie de handleiding."),
        (Problem("x", "twee\nregels", "a\n b", "Maak\ner één van."), "x: twee regels: a b. Maak er één van."),
    ],
)
def test_problem_is_one_line(problem: Problem, line: str) -> None:
    """A problem reads as place, what, value and remedy on one line, without the parts that are empty."""
    assert line == str(problem)


def test_error_holds_all_problems() -> None:
    """An error gives one line for each problem and takes any iterable of them."""
    problems = [Problem("a", "fout"), Problem("b", "ook fout")]
    error = LegalkbError(iter(problems))
    assert tuple(problems) == error.problems
    assert str(error) == "a: fout.\nb: ook fout."


@pytest.mark.parametrize("kind", [CaseFileError, RuleFileError, OntologyError, EngineError])
def test_one_base_class(kind: type[LegalkbError]) -> None:
    """Each error is caught by the base class and survives being sent to another process."""
    error = pickle.loads(pickle.dumps(kind((Problem("a", "fout"),))))
    assert isinstance(error, LegalkbError)
    assert (Problem("a", "fout"),) == error.problems
