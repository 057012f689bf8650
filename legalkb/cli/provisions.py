"""Which offence variants a user means: ``279``, ``279.2``, ``279 lid 2``, ``sr-279-2``, ``284 lid 1 2°``, ``285c``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from legalkb.cli.dutch import Misuse, near
from legalkb.cli.law import understood

if TYPE_CHECKING:
    from legalkb.rulebook import Rule, Rulebook

_SHORT = re.compile(r"(?:sr[ -])?(\d+[a-z]*)[.-](\d+)(?:[.-](\d+))?\b")
_PART = re.compile(r"(?:\b(?:onder|onderdeel|sub)\s*(\d+)|(?<![\w.])(\d+)\s*°)")


def variants(book: Rulebook) -> tuple[Rule, ...]:
    """The offence variants, each in its last period, in the order of the rule book."""
    return tuple(book.rule(key, None) for key in book.keys)


def short(rule: Rule) -> str:
    """How a variant is written shortly: ``284 lid 1 2°``."""
    lid = f" lid {rule.paragraph}" if rule.paragraph else ""
    return f"{rule.article}{lid}{' ' + rule.part if rule.part else ''}"


def meant(words: Iterable[str], rules: tuple[Rule, ...]) -> tuple[tuple[Rule, ...], bool]:
    """The variants that are meant, and whether one of them was named and not an article as a whole."""
    text = " ".join(" ".join(words).casefold().split())
    exact = tuple(r for r in rules if text in (r.key.casefold(), short(r).casefold()))
    if exact:
        return exact, len([r for r in rules if r.article == exact[0].article]) > 1
    text = _SHORT.sub(lambda m: f"{m[1]} lid {m[2]}" + (f" onder {m[3]}" if m[3] else ""), text, count=1)
    act, article, lid = understood([text])
    part = next((m[1] or m[2] for m in _PART.finditer(text)), "")
    found = tuple(
        r
        for r in rules
        if act == "Sr"
        and r.article.casefold() == article
        and lid in ("", r.paragraph)
        and part in ("", r.part.rstrip("°"))
    )
    return found, bool(lid or part)


def asked(words: Sequence[str], book: Rulebook) -> tuple[tuple[Rule, ...], bool]:
    """The variants that are meant, as :func:`meant` finds them; none is misuse."""
    rules = variants(book)
    found, one = meant(words, rules)
    if not found:
        written, known = " ".join(words), [*dict.fromkeys(r.article for r in rules), *(short(r) for r in rules)]
        guess = near(written.casefold(), dict.fromkeys(known)) or f" Bekend zijn: {', '.join(short(r) for r in rules)}."
        text = f"{written} is geen bepaling die legalkb beoordeelt.{guess}"
        raise Misuse(text, click.get_current_context())
    return found, one
