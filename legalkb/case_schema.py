"""The JSON Schema of a case file, for editors that complete and check while one types.

Made from the same table as the reader. It knows less than the reader: whether a person, source or event that
is referred to exists, and whether dates fit together, only the reader can tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from legalkb.case_fields import CASE
from legalkb.fields import ID_PATTERN, UNKNOWN, CaseVocabulary, Field, Kind, Section

__all__ = ["case_schema"]

Schema = dict[str, Any]

_DATE = {"type": ["string", "integer"], "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
_DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_TEXT = {"type": ["string", "number", "boolean"]}
_PERSON = {"type": ["string", "integer"], "pattern": f"^{ID_PATTERN}$"}
_AGE = {
    "type": ["string", "integer"],
    "pattern": "^[0-9]{1,3}( ?- ?[0-9]{1,3})?$",
    "minimum": 0,
    "maximum": 120,
}


def case_schema(vocabulary: CaseVocabulary) -> Schema:
    """The schema (draft 2020-12) with the fact types and kinds of a vocabulary."""
    root = _group(CASE, vocabulary)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://w3id.org/legalkb/schema/zaak.json",
        "title": "Zaakbestand van legalkb",
        **root,
        "$defs": {"feit": {"enum": sorted(vocabulary.fact_types)}},
    }


def _group(section: Section, vocabulary: CaseVocabulary) -> Schema:
    """A group of fields; the one that a bare text stands for may also stand alone."""
    group: Schema = {
        "type": "object",
        "properties": {f.key: _property(f, vocabulary) for f in section.fields},
        "additionalProperties": False,
    }
    required = [f.key for f in section.fields if f.required]
    if required:
        group["required"] = required
    short = next((f for f in section.fields if f.key == section.short), None)
    return {"anyOf": [_value(short, vocabulary), group]} if short else group


def _property(field: Field, vocabulary: CaseVocabulary) -> Schema:
    """A field that is not required may be left empty."""
    schema = _content(field, vocabulary)
    if field.many:
        schema = {"anyOf": [schema, {"type": "array", "items": schema, "minItems": 1}]}
    if not field.required:
        schema = {"anyOf": [schema, {"enum": [None, ""]}]}
    return {"description": field.help, **schema} if field.help else schema


def _content(field: Field, vocabulary: CaseVocabulary) -> Schema:
    if field.section is None:
        return _value(field, vocabulary)
    group = _group(field.section, vocabulary)
    if field.kind is Kind.RECORDS:
        return {"type": "array", "items": group}
    names = {"pattern": f"^{ID_PATTERN}$", "not": {"const": UNKNOWN}}
    return {"type": "object", "propertyNames": names, "additionalProperties": group}


def _value(field: Field, vocabulary: CaseVocabulary) -> Schema:
    if field.kind is Kind.CHOICE:
        allowed = field.allowed(vocabulary)
        return {"enum": list(allowed)} if allowed else _TEXT
    if field.kind is Kind.RULE and vocabulary.rule_ids:
        return {"enum": sorted(vocabulary.rule_ids)}
    return _VALUES[field.kind]


_VALUES: Mapping[Kind, Schema] = {
    **dict.fromkeys((Kind.NAME, Kind.TEXT, Kind.RULE, Kind.SOURCE, Kind.SOURCE_ID), _TEXT),
    **dict.fromkeys((Kind.PERSON, Kind.ACTOR), _PERSON),
    Kind.DATE: _DATE,
    Kind.DAY: _DAY,
    Kind.FLAG: {"enum": ["ja", "nee", "true", "false", True, False]},
    Kind.ANSWER: {"enum": ["ja", "nee", UNKNOWN]},
    Kind.COUNTRY: {"type": "string", "pattern": f"^([A-Z]{{2}}|{UNKNOWN})$"},
    Kind.AGE: _AGE,
    Kind.FACT_TYPE: {"$ref": "#/$defs/feit"},
    Kind.KNOWN_TO: {"type": "object", "additionalProperties": _DATE},
}
