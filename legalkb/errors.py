"""What goes wrong, in the words of the user: a list of Dutch problems under one exception class."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["CaseFileError", "EngineError", "ExerciseError", "LegalkbError", "OntologyError", "Problem", "RuleFileError"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what, the value that caused it and how to mend it."""

    place: str
    what: str
    value: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        """Give one Dutch line: ``plaats: wat: waarde. remedie``."""
        parts = (self.place, self.what, self.value)
        line = ": ".join(" ".join(part.split()) for part in parts if part.strip())
        if line and line[-1] not in ".?!":
            line += "."
        return f"{line} {' '.join(self.remedy.split())}".strip()


class LegalkbError(Exception):
    """The input, or a part of legalkb itself, is not as it should be. Holds all problems at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems, in the order in which they were found."""
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        """Give one line for each problem."""
        return "\n".join(map(str, self.problems))


class CaseFileError(LegalkbError):
    """A case file can't be read as intended."""


class RuleFileError(LegalkbError):
    """A rule file can't be read, or its rules can't be run."""


class OntologyError(LegalkbError):
    """A file of the ontology can't be read as intended."""


class ExerciseError(LegalkbError):
    """An exercise, or an answer to one, can't be read as intended."""


class EngineError(LegalkbError):
    """An engine failed, or the two engines disagree. Names rules only, never a fact of a case."""
