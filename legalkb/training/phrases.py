"""Turns a phrase of the ontology into a sentence: a Jinja2 text with persons, a place, and words to choose from.

A phrase may be cut by bars into subject, finite verb and the rest: ``{{ door }} | {{ door.heeft }} | {{ tegen.obj }}
opgesloten``. Then something may come first ("Op 14 juli 2025 heeft …"), as Dutch puts the verb second.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from legalkb.training.grammar import Named

BAR = "|"
CHOICES = "kies"
Choose = Callable[[Sequence[str]], str]


class PhraseError(ValueError):
    """A phrase that can't be told; the text says in Dutch what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence without its full stop: the subject, the finite verb and the rest, or with ``rest`` alone a sentence
    that stays as it is."""

    subject: str
    verb: str
    rest: str

    def told(self, first: str = "") -> str:
        """The sentence, with ``first`` ("op 14 juli 2025") in front when there is any."""
        if not self.verb:
            words = f"{self.rest} ({first.removeprefix('op ').rstrip(',')})" if first else self.rest
        elif first:
            words = f"{first} {self.verb} {self.subject} {self.rest}"
        else:
            words = f"{self.subject} {self.verb} {self.rest}"
        return sentence(words)


def sentence(words: str) -> str:
    """The words as a sentence: one space between words, a capital, and a full stop also after what was said."""
    text = re.sub(r"\s+([,.;:?!])", r"\1", " ".join(words.split()))
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!", ".”", "?”", "!”")) else text + "."


@lru_cache(maxsize=1)
def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


@lru_cache(maxsize=2048)
def _template(phrase: str) -> Template:
    return _environment().from_string(phrase)


def told(phrase: str, persons: Mapping[str, Named], words: Mapping[str, Any], choose: Choose) -> Clause:
    """The sentence that a phrase gives for these persons and words; a :class:`PhraseError` for one that can't be told.

    ``choose`` picks one of the words between the brackets of ``kies(...)``.
    """

    def kies(*options: str) -> str:
        return choose(options)

    try:
        text = _template(phrase).render(**words, **persons, **{CHOICES: kies})
    except TemplateError as error:
        raise PhraseError(_why(error)) from None
    except (TypeError, ValueError, AttributeError, ArithmeticError, LookupError):
        raise PhraseError("de zin kan niet worden ingevuld") from None
    parts = [" ".join(part.split()) for part in text.split(BAR)]
    if len(parts) == 1 and parts[0]:
        return Clause("", "", parts[0])
    if len(parts) == 3 and all(parts):
        return Clause(*parts)
    raise PhraseError("een zin heeft twee strepen (onderwerp | persoonsvorm | rest) of geen")


def filled(text: str, words: Mapping[str, Any]) -> str:
    """A text of the ontology with its words filled in; a :class:`PhraseError` when it can't be."""
    try:
        return _template(text).render(**words)
    except TemplateError as error:
        raise PhraseError(_why(error)) from None


def _why(error: TemplateError) -> str:
    name = re.search(r"'(\w+)' is undefined|no attribute '(\w+)'", str(error))
    if name:
        return f"'{name[1] or name[2]}' bestaat hier niet"
    return "dit is geen geldige Jinja2-zin"
