"""The sentences of a gate as data: text with {placeholders}, consequence and sources; and how they are checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from legalkb.findings import GateReading, GateReason
from legalkb.rule_file import RuleFile
from legalkb.source import Node

SENTENCE = frozenset(("tekst", "bron"))
READING = frozenset(("tekst", "gevolg", "bron"))
PLACEHOLDER = re.compile(r"\{(\w*)\}")
RULE = re.compile(r"sr-\d+[a-z]*(-\d+)*")
SHARE = re.compile(r"([1-9]\d*)/([1-9]\d*)")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the data with its sources; ``consequence`` is set for a reading of unsettled law."""

    text: str
    consequence: str = ""
    sources: tuple[str, ...] = ()

    def reason(self, words: Mapping[str, str]) -> GateReason:
        """The sentence as a reason, with its placeholders filled in."""
        return GateReason(filled(self.text, words), self.sources)

    def reading(self, words: Mapping[str, str]) -> GateReading:
        """The sentence as a reading with its consequence."""
        return GateReading(filled(self.text, words), filled(self.consequence, words), self.sources)


def filled(text: str, words: Mapping[str, str]) -> str:
    """The text with the placeholders replaced; the first letter stays a capital."""
    done = PLACEHOLDER.sub(lambda match: words[match[1]], text)
    return done[:1].upper() + done[1:]


def said(plain: Any) -> Said:
    """A sentence from plain data."""
    if isinstance(plain, str):
        return Said(" ".join(plain.split()))
    text, then = (" ".join(str(plain.get(key) or "").split()) for key in ("tekst", "gevolg"))
    return Said(text, then, strings(plain.get("bron")))


def sentences(plain: Mapping[str, Any]) -> dict[str, Said]:
    """Every sentence under a key of the plain data."""
    return {name: said(value) for name, value in plain.items()}


def strings(plain: Any) -> tuple[str, ...]:
    """A list of texts; a single one counts as a list of one."""
    if plain is None:
        return ()
    return tuple(str(item) for item in plain) if isinstance(plain, list) else (str(plain),)


def share(plain: Any) -> Fraction:
    """A part of a whole, as ``1/3``."""
    return Fraction(str(plain))


def check_sentences(file: RuleFile, node: Node | None, parent: Node, wanted: Mapping[str, str]) -> None:
    """Each wanted sentence is there and uses only the placeholders named for it.

    ``wanted`` gives the placeholders in one text; a leading ``!`` says that the sentence is a reading.
    """
    if node is None:
        file.problem(parent, "'teksten' ontbreekt", "", "Vul 'teksten' in.")
        return
    fields = file.map(node, frozenset(wanted))
    for name in wanted:
        if name not in fields:
            file.problem(node, "deze tekst ontbreekt", name, f"Vul '{name}' in.")
        else:
            _check_sentence(file, fields[name], frozenset(wanted[name].strip("!").split()), wanted[name][:1] == "!")


def _check_sentence(file: RuleFile, node: Node, placeholders: frozenset[str], reading: bool) -> None:
    fields = file.map(node, READING if reading else SENTENCE)
    file.sources(fields.get("bron"))
    for key in ("tekst", "gevolg") if reading else ("tekst",):
        text = file.required(fields, key, node)
        for name in PLACEHOLDER.findall(text):
            if name not in placeholders:
                known = ", ".join(sorted(placeholders)) or "geen"
                file.problem(fields[key], "onbekend invulwoord", f"{{{name}}}", f"Bekend zijn: {known}.")
        if text and text[-1] not in ".?":
            file.problem(fields[key], "geen hele zin", text, "Eindig met een punt.")


def check_numbers(file: RuleFile, node: Node | None, parent: Node, kinds: Mapping[str, str]) -> None:
    """Each number is there and is what it must be: ``getal``, ``deel`` (as 1/3) or ``dag``."""
    if node is None:
        file.problem(parent, "'getallen' ontbreekt", "", "Vul 'getallen' in.")
        return
    fields = file.map(node, frozenset(kinds))
    for name, kind in kinds.items():
        text = file.required(fields, name, node)
        if text and kind == "getal" and not re.fullmatch(r"[1-9]\d*", text):
            file.problem(fields[name], "geen heel getal", text, "Schrijf een getal in cijfers.")
        elif text and kind == "deel" and not SHARE.fullmatch(text):
            file.problem(fields[name], "geen deel van een geheel", text, "Schrijf bijvoorbeeld 1/3.")
        elif text and kind == "dag":
            file.day(fields[name])


def check_rules(file: RuleFile, node: Node | None) -> None:
    """Each item is the id of an offence variant."""
    for item in file.list(node):
        text = file.text(item)
        if not RULE.fullmatch(text):
            file.problem(item, "dit is geen id van een regel", text, "Schrijf bijvoorbeeld sr-279-1.")


def check_facts(file: RuleFile, node: Node | None, parent: Node, wanted: tuple[str, ...]) -> None:
    """Each wanted name is there and lists known fact types."""
    if node is None:
        file.problem(parent, "'feiten' ontbreekt", "", "Vul 'feiten' in.")
        return
    fields = file.map(node, frozenset(wanted))
    for name in wanted:
        if not file.list(fields.get(name)):
            file.problem(node, "deze feiten ontbreken", name, f"Vul '{name}' in.")
        for item in file.list(fields.get(name)):
            file.literal(item)
