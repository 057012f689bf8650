"""Writes the reference pages that are made from the program and the ontology: ``make docs``.

``tests/test_docs.py`` fails when a page is not what this would write.
"""

from __future__ import annotations

from pathlib import Path

import click
from click.testing import CliRunner

from legalkb import knowledge
from legalkb.assessment import label
from legalkb.cli import main as program
from legalkb.vocabulary import FactType, Vocabulary

REFERENCE = Path(__file__).resolve().parent / "reference"
WIDTH = 100
ABOUT = {
    "gedraging": "gedraging van de verdachte tegenover het slachtoffer",
    "slachtoffer": "slachtoffer",
    "verdachte": "verdachte",
    "relatie": "verdachte tegenover het slachtoffer; nooit toegerekend",
    "houder": "houder van gezag of opzicht",
    "zaak": "de zaak als geheel",
}
PERSONS = {"{door}": "de verdachte", "{tegen}": "het slachtoffer", "{via}": "een ander"}


def help_text(*names: str) -> str:
    """What ``--help`` prints for a command."""
    shown = CliRunner().invoke(program, [*names, "--help"], prog_name="legalkb", terminal_width=WIDTH)
    return "\n".join(line.rstrip() for line in shown.output.splitlines()).strip()


def command_line() -> str:
    """The page on the commands: the help of each, word for word."""
    assert isinstance(program, click.Group)
    parts = [
        "# De opdrachtregel",
        "Deze bladzijde is gemaakt uit de hulp van het programma zelf (`legalkb --help` en `legalkb OPDRACHT --help`).",
        f"```text\n{help_text()}\n```",
    ]
    for name in program.commands:
        parts += [f"## legalkb {name}", f"```text\n{help_text(name)}\n```"]
    return "\n\n".join(parts) + "\n"


def _question(kind: FactType) -> str:
    text = kind.question
    about = (
        "de verdachte"
        if kind.subject == "verdachte"
        else "de houder"
        if kind.subject == "houder"
        else "het slachtoffer"
    )
    words = {**PERSONS, "{over}": "het kind" if kind.subject == "houder" else about}
    if kind.subject == "houder":
        words["{door}"] = "de houder"
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text[0].upper() + text[1:]


def _row(kind: FactType, words: Vocabulary) -> str:
    sources = "; ".join(label(code, words).title for code in kind.sources)
    note = " Wordt ook afgeleid uit de rest van de zaak." if kind.derived else ""
    cells = (f"`{kind.id}`", kind.label + "." + note, _question(kind), ABOUT[kind.subject], sources)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def fact_types() -> str:
    """The page on the fact types, by subject."""
    words = knowledge.load().vocabulary
    parts = [
        "# De feittypen",
        "Wat in een zaakbestand onder `feiten` kan staan. Deze bladzijde is gemaakt uit `ontology/feittypen/`. Zoekt u"
        " iets, gebruik dan `legalkb feiten ZOEKTERM`.",
    ]
    for group in sorted(words.groups.values(), key=lambda g: (g.order, g.id)):
        kinds = sorted((k for k in words.fact_types.values() if k.group == group.id), key=lambda k: k.id)
        if kinds:
            head = "| Feit | Betekenis | Vraag | Gaat over | Bron |\n|---|---|---|---|---|"
            parts += [f"## {group.label}", "\n".join([head, *(_row(k, words) for k in kinds)])]
    return "\n\n".join(parts) + "\n"


PAGES = {"commandoregel.md": command_line, "feittypen.md": fact_types}


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
