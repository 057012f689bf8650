"""Changes one number, date, list item or answer in the data of a gate at a time, to see whether an example notices."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

from gates import Expectation

from legalkb.findings import Gate
from legalkb.gates.model import GateInput

Path = tuple[str | int, ...]
PROSE = {"tekst", "gevolg", "buiten", "titel", "bron", "bestaan", "gunstigste", "gewone_aanvang"}
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
OTHER = {"ja": "nee", "nee": "ja"}


def _leaves(plain: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value with the way to it, lists and maps included; prose and sources left out."""
    yield path, plain
    if isinstance(plain, dict):
        for key, value in plain.items():
            if key not in PROSE:
                yield from _leaves(value, (*path, key))
    elif isinstance(plain, list):
        for place, value in enumerate(plain):
            yield from _leaves(value, (*path, place))


def _changed(value: Any) -> Iterator[str]:
    """Other values of the same kind."""
    if isinstance(value, str) and value.isdecimal():
        yield from (str(int(value) + step) for step in (1, -1))
    elif isinstance(value, str) and ISO.fullmatch(value):
        yield from ((date.fromisoformat(value) + timedelta(step)).isoformat() for step in (1, -1))
    elif isinstance(value, str) and value in OTHER:
        yield OTHER[value]


def _set(plain: Any, path: Path, value: Any) -> Any:
    changed = deepcopy(plain)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return changed


def _without(plain: Any, path: Path) -> Any:
    changed = deepcopy(plain)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    return changed


def mutants(plain: Any) -> Iterator[tuple[str, Any]]:
    """The data with one thing changed, each with what was changed."""
    for path, value in _leaves(plain):
        for other in _changed(value):
            yield f"{path} {value} -> {other}", _set(plain, path, other)
        if path and isinstance(path[-1], int):
            yield f"{path} weg", _without(plain, path)


def survivors(
    plain: Any,
    gate: Callable[[GateInput, Any], Gate],
    reader: Callable[[Any], Any],
    expected: Iterable[Expectation],
    notices: Callable[[Any], bool],
) -> list[str]:
    """The changes that neither an example nor ``notices`` sees."""
    examples = list(expected)
    return [what for what, changed in mutants(plain) if not _seen(changed, gate, reader, examples, notices)]


def _seen(
    changed: Any,
    gate: Callable[[GateInput, Any], Gate],
    reader: Callable[[Any], Any],
    examples: list[Expectation],
    notices: Callable[[Any], bool],
) -> bool:
    try:
        data = reader(changed)
        return notices(data) or any(e.differences(gate(e.given, data)) for e in examples)
    except (KeyError, ValueError, TypeError, StopIteration, IndexError, ZeroDivisionError):
        return True
