"""What the readers of an exercise and of an answer share: the tree of the file, and every problem at once."""

from __future__ import annotations

from dataclasses import replace

from legalkb.errors import ExerciseError, Problem
from legalkb.field_values import Reading
from legalkb.node import Node, SourceText
from legalkb.yaml_tree import parse

__all__ = ["raise_problems", "root"]

FOR_CASES = "legalkb nieuw"
REMEDY = "Gebruik het bestand dat bij de oefening hoort."


def root(source: SourceText) -> Node:
    """The tree of a file; what can't be read is an :class:`ExerciseError`."""
    try:
        return parse(source.text, source.name, ExerciseError)
    except ExerciseError as error:
        raise reworded(error) from None


def reworded(error: ExerciseError) -> ExerciseError:
    """The error without remedies that are about case files."""
    return ExerciseError(replace(p, remedy=REMEDY) if FOR_CASES in p.remedy else p for p in error.problems)


def raise_problems(reading: Reading) -> None:
    """Raise what was found wrong, in the order of the file, with a last line when there is too much to list."""
    if not reading.problems:
        return
    found = [problem for _, problem in sorted(reading.problems, key=lambda item: item[0])]
    if reading.left_out:
        remedy = "Los eerst de problemen hierboven op."
        found.append(Problem(reading.name, f"nog {reading.left_out} problemen", "", remedy))
    raise ExerciseError(found)
