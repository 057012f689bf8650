"""Says in Dutch what PyYAML could not read, with line and column; its own text is never shown."""

from __future__ import annotations

import yaml

from legalkb.errors import Problem

__all__ = ["syntax_problem"]

_TAB = ("een tab op een plek waar spaties horen", "Spring in met spaties.")
_INDENT = ("de inspringing klopt hier niet", "Laat sleutels van hetzelfde niveau onder elkaar beginnen.")
_COLON = (
    "een dubbele punt op een plek waar dat niet kan",
    "Zet een waarde met een dubbele punt tussen aanhalingstekens; controleer ook de inspringing.",
)
_NO_COLON = (
    "hier ontbreekt een dubbele punt",
    "Schrijf 'sleutel: waarde', met een spatie na de dubbele punt.",
)
_QUOTE = ("een aanhalingsteken wordt niet gesloten", "Sluit de tekst af met hetzelfde teken.")
_LIST = (
    "een lijst tussen [ ] is niet goed afgesloten",
    "Zet komma's tussen de waarden en sluit af met ].",
)
_MAP = (
    "een groep tussen { } is niet goed afgesloten",
    "Zet komma's tussen de sleutels en sluit af met }.",
)
_ESCAPE = ("een ongeldige code achter \\", "Zet de tekst tussen enkele aanhalingstekens, of schrijf \\\\.")
_ALIAS = ("een waarde begint met & of *", "Zet de waarde tussen aanhalingstekens.")
_AFTER = (
    "er staat nog iets na het einde van de gegevens",
    "Controleer de laatste haak of het laatste aanhalingsteken.",
)
_PERCENT = ("een regel die met % begint", "Haal de regel weg.")
_EMPTY = (
    "hier ontbreekt een waarde, of er staat een haak te veel",
    "Vul de waarde aan of haal de haak weg.",
)
_DEFAULT = (
    "de opbouw klopt hier niet",
    "Controleer haken, aanhalingstekens, dubbele punten en inspringing.",
)

# Part of PyYAML's message (with or without libyaml) -> what is wrong and the remedy. The first match counts.
_MESSAGES = (
    ("found a tab", _TAB),
    ("mapping values are not allowed", _COLON),
    ("could not find expected ':'", _NO_COLON),
    ("unexpected end of stream", _QUOTE),
    ("unexpected document separator", _QUOTE),
    ("',' or ']'", _LIST),
    ("',' or '}'", _MAP),
    ("escape", _ESCAPE),
    ("alphabetic or numeric", _ALIAS),
    ("document start", _AFTER),
    ("block end", _INDENT),
    ("'-' indicator", _INDENT),
    ("did not find expected key", _INDENT),
    ("YAML document", _PERCENT),
    ("directive", _PERCENT),
    ("node content", _EMPTY),
)


def syntax_problem(failure: yaml.YAMLError, text: str, name: str) -> Problem:
    """Turn an error of PyYAML into a Dutch problem."""
    mark = getattr(failure, "problem_mark", None)
    if mark is None:
        return Problem(name, _DEFAULT[0], "", _DEFAULT[1])
    lines = text.rstrip().split("\n")
    line = min(mark.line, len(lines) - 1)
    message = f"{getattr(failure, 'problem', '')} {getattr(failure, 'context', '')}"
    what, remedy = _explained(message, lines[line], mark.column)
    return Problem(f"{name}:{line + 1}", f"{what} (kolom {mark.column + 1})", "", remedy)


def _explained(message: str, line: str, column: int) -> tuple[str, str]:
    if "cannot start any token" not in message:
        return next((explained for part, explained in _MESSAGES if part in message), _DEFAULT)
    sign = line[column : column + 1]
    if sign == "\t" or "\t" in line[: len(line) - len(line.lstrip())]:
        return _TAB
    return (
        f"een waarde kan niet beginnen met {sign or 'dit teken'}",
        "Zet de waarde tussen aanhalingstekens.",
    )
