"""Changes the text of a case file at one place and leaves all other signs as they are, comments included.

A place is a path of keys and indices. After each change the text is read again; where it does not hold exactly what
was asked for, it is written anew as a whole, with the earlier text kept below it as a comment.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from legalkb.errors import LegalkbError
from legalkb.node import plain
from legalkb.yaml_tree import parse

__all__ = ["append", "document", "put", "remark", "written"]

Value = str | Sequence[str] | Mapping[str, Any]
Path = tuple[str | int, ...]
KEPT = "# De tekst zoals die hiervoor in dit bestand stond:"
_PLAIN = re.compile(r"[A-Za-z0-9_](?:[\w .()/°-]*[\w.)/°-])?")
_NULLS = frozenset(("null", "Null", "NULL"))
_ESCAPED = {chr(n): f"\\u{n:04x}" for n in (0x7F, *range(0x80, 0xA0), 0x2028, 0x2029, 0xFEFF)}


def document(text: str) -> Any:
    """What a text holds, as plain dicts, lists and strings; an empty dict for a text without data."""
    return plain(parse(text, "zaak")) if _composed(text) is not None else {}


def written(data: Mapping[str, Any]) -> str:
    """The text of a case from plain data (see :func:`document`): each key with its entries below it, one on a line."""
    return "\n".join(_block(str(key), value, "", False) for key, value in data.items()) + "\n"


def put(text: str, path: Path, value: Value) -> str:
    """The text with a value at a place: a key is added, or what it holds replaced."""
    wanted = document(text)
    _put_plain(wanted, path, _simple(value))
    return _checked(text, _put(text, path, value), wanted)


def append(text: str, path: Path, value: Value) -> str:
    """The text with a value at the end of the list at a place; the list is made where there is none."""
    wanted = document(text)
    holder = _walk(wanted, path[:-1])
    holder[path[-1]] = [*(holder.get(path[-1]) or []), _simple(value)]
    return _checked(text, _append(text, path, value), wanted)


def remark(text: str, line: str) -> str:
    """The text with a comment line at its end; unchanged where it can take none, as in JSON."""
    if text.lstrip()[:1] in ("{", "["):
        return text
    head = text if not text or text.endswith("\n") else text + _break(text)
    after = f"{head}{line}{_break(text)}"
    try:
        return after if document(after) == document(text) else text
    except (LegalkbError, yaml.YAMLError):
        return text


def _simple(value: Value) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {key: _simple(item) for key, item in value.items()}
    return [_simple(item) for item in value]


def _walk(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _put_plain(data: Any, path: Path, value: Any) -> None:
    """Set a value in plain data; a record in its short form (``V1: verdachte``) becomes a whole one."""
    holder = data
    for step in path[:-1]:
        inner = holder[step] if isinstance(step, int) else holder.get(step)
        if not isinstance(inner, dict | list):
            inner = holder[step] = {_short(path): inner} if isinstance(inner, str) else {}
        holder = inner
    holder[path[-1]] = value


def _short(path: Path) -> str:
    """The key that the short form of the record at a place stands for."""
    return {"personen": "rol", "bronnen": "soort"}.get(str(path[0]), "feit")


def _checked(before: str, after: str, wanted: Any) -> str:
    try:
        sound = document(after) == wanted
    except (LegalkbError, yaml.YAMLError):
        sound = False
    return after if sound else _anew(before, wanted)


def _anew(before: str, wanted: Any) -> str:
    lines = [f"{_scalar(str(key))}: {_flow(value)}" for key, value in wanted.items()]
    kept = [f"# {line}" for line in before.splitlines() if line.strip()]
    return "\n".join([*lines, "", KEPT, *kept]) + "\n"


# How values are written


def _scalar(text: str, quoted: bool = False) -> str:
    if not quoted and text.isascii() and _PLAIN.fullmatch(text) and text not in _NULLS:
        return text
    written = json.dumps(text, ensure_ascii=False)
    return "".join(_ESCAPED.get(sign, sign) for sign in written)


def _flow(value: Any, quoted: bool = False) -> str:
    """A value on one line; ``quoted`` as JSON wants it."""
    if value is None:
        return "null" if quoted else "~"
    if isinstance(value, str):
        return _scalar(value, quoted)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(k, quoted)}: {_flow(v, quoted)}" for k, v in value.items()) + "}"
    return "[" + ", ".join(_flow(item, quoted) for item in value) + "]"


# Where they are written


def _composed(text: str) -> Any:
    """The tree of a text with the place of every node; None when it holds nothing."""
    if text.lstrip()[:1] in ("{", "["):
        text = text.replace("\t", " ")
    return yaml.compose(text, Loader=yaml.SafeLoader)


def _json(text: str) -> bool:
    return text.lstrip()[:1] == "{"


def _child(node: Any, step: str | int) -> Any:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return node.value[step]
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    return None


def _found(text: str, path: Path) -> Any:
    node = _composed(text)
    for step in path:
        node = None if node is None else _child(node, step)
    return node


def _empty(node: Any) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style is None and node.value in ("", "~", *_NULLS)


def _end(node: Any) -> int:
    """Where the last sign of a node stands; a block's own end lies after the comments that follow it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _line_end(text: str, place: int) -> int:
    """The end of the line of a place; the place itself when it is at the start of a line (after a block of text)."""
    if place and text[place - 1] == "\n":
        return place - 1
    end = text.find("\n", place)
    return len(text) if end < 0 else end - (text[end - 1] == "\r" and end > place)


def _after_line(text: str, place: int, line: str) -> str:
    """The text with a line of its own below the line of a place."""
    end = _line_end(text, place)
    return f"{text[:end]}{_break(text)}{line}{text[end:]}"


def _break(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _put(text: str, path: Path, value: Value) -> str:
    if len(path) == 1:
        return _entry(text, _composed(text), path[0], value, top=True)
    holder = _found(text, path[:-1])
    if holder is None or _empty(holder):
        return _put(text, path[:-1], {str(path[-1]): value})
    if isinstance(holder, yaml.ScalarNode):
        whole = {_short(path): holder.value, str(path[-1]): value}
        return _replaced(text, holder, _flow(whole, _json(text)))
    return _entry(text, holder, path[-1], value)


def _replaced(text: str, node: Any, written: str) -> str:
    start, end = node.start_mark.index, _end(node)
    gap = " " if text[start - 1 : start] == ":" else ""
    close = "\n" if text[start:end].endswith("\n") else ""
    return f"{text[:start]}{gap}{written}{close}{text[end:]}"


def _entry(text: str, node: Any, key: str | int, value: Value, top: bool = False) -> str:
    """The text with a key in a group of keys; ``top``: the group that is the whole file."""
    json_ = _json(text)
    if node is None or _empty(node):
        head = text if not text or text.endswith("\n") else text + "\n"
        return f"{head}{_block(str(key), value, '', json_)}\n"
    known = _child(node, key)
    if known is not None:
        if _empty(known) and isinstance(value, Mapping) and not node.flow_style:
            return _nested(text, node, known, value)
        return _replaced(text, known, _flow(value, json_))
    if node.flow_style:
        return _in_flow(text, node, f"{_scalar(str(key), json_)}: {_flow(value, json_)}")
    indent = " " * node.start_mark.column
    line = f"{indent}{_scalar(str(key))}: {_flow(value)}"
    return _after_block(text, node, line if indent or not top else _block(str(key), value, indent, json_))


def _nested(text: str, node: Any, known: Any, value: Mapping[str, Any]) -> str:
    indent = " " * (node.start_mark.column + 2)
    lines = _break(text).join(f"{indent}{_scalar(k)}: {_flow(v)}" for k, v in value.items())
    return _after_line(_blanked(text, known), known.start_mark.index, lines)


def _blanked(text: str, node: Any) -> str:
    """The text without a written null, so that a block can follow."""
    return text[: node.start_mark.index] + text[node.end_mark.index :]


def _in_flow(text: str, node: Any, written: str) -> str:
    if not node.value:
        place = node.start_mark.index + 1
        return f"{text[:place]}{written}{text[place:]}"
    last = node.value[-1]
    place = _end(last[1] if isinstance(last, tuple) else last)
    return f"{text[:place]}, {written}{text[place:]}"


def _block(key: str, value: Value, indent: str, json_: bool) -> str:
    """A key with its value below it, one point or entry on a line."""
    name = _scalar(key, json_)
    if isinstance(value, str) or not value:
        return f"{indent}{name}: {_flow(value, json_)}"
    if isinstance(value, Mapping):
        inner = [f"{indent}  {_scalar(k)}: {_flow(v)}" for k, v in value.items()]
    else:
        inner = [f"{indent}  - {_flow(item)}" for item in value]
    return "\n".join([f"{indent}{name}:", *inner])


def _after_block(text: str, node: Any, written: str) -> str:
    """The text with lines at the end of a block: of the whole file at its end, so that sections stay apart."""
    if node.start_mark.column == 0 and text[node.end_mark.index :].strip() == "":
        head = text if text.endswith("\n") else text + _break(text)
        return f"{head}{written.replace(chr(10), _break(text))}{_break(text)}"
    return _after_line(text, _end(node), written.replace("\n", _break(text)))


def _append(text: str, path: Path, value: Value) -> str:
    known = _found(text, path)
    if known is None:
        return _put(text, path, [value])  # type: ignore[list-item]
    if _empty(known):
        column = _found(text, path[:-1]).start_mark.column if len(path) > 1 else _composed(text).start_mark.column
        if _found(text, path[:-1]).flow_style:
            return _replaced(text, known, _flow([value], _json(text)))
        line = f"{' ' * (column + 2)}- {_flow(value)}"
        return _after_line(_blanked(text, known), known.start_mark.index, line)
    if known.flow_style:
        return _in_flow(text, known, _flow(value, _json(text)))
    return _after_line(text, _end(known), f"{' ' * known.start_mark.column}- {_flow(value)}")
