"""Writes the reference pages that are made from the program and the ontology: ``make docs``.

``tests/test_docs.py`` fails when a page is not what this would write.
"""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import click
import pyoxigraph
from click.testing import CliRunner

from legalkb import knowledge
from legalkb.assessment import label
from legalkb.cli import main as program
from legalkb.linked.terms import BASE, LKB, PREFIXES
from legalkb.vocabulary import FactType, Vocabulary

REFERENCE = Path(__file__).resolve().parent / "reference"
ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
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
    for name, command in program.commands.items():
        parts += [f"## legalkb {name}", f"```text\n{help_text(name)}\n```"]
        for below in command.commands if isinstance(command, click.Group) else ():
            parts += [f"### legalkb {name} {below}", f"```text\n{help_text(name, below)}\n```"]
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


def _terms() -> dict[str, dict[str, list[str]]]:
    """What the ontology says of each class and property of its own, in the order of the files."""
    found: dict[str, dict[str, list[str]]] = {}
    for file in ("legalkb.ttl", "graaf.ttl"):
        content = (ONTOLOGY / file).read_bytes()
        for quad in pyoxigraph.parse(content, pyoxigraph.RdfFormat.TURTLE, base_iri=BASE):
            subject, value, prop = str(quad.subject), quad.object, quad.predicate.value
            if subject.startswith(f"<{LKB}") and not isinstance(value, pyoxigraph.BlankNode | pyoxigraph.Triple):
                language = getattr(value, "language", None) or ""
                key = f"{re.split('[#/]', prop)[-1]}{'@' if language else ''}{language}"
                said = value.value if isinstance(value, pyoxigraph.Literal) else _short(value.value)
                found.setdefault(_short(subject[1:-1]), {}).setdefault(key, []).append(said)
    return found


def _short(address: str) -> str:
    return next((f"{p}:{address.removeprefix(n)}" for p, n in PREFIXES.items() if address.startswith(n)), address)


def _term_rows(kinds: tuple[str, ...], terms: dict[str, dict[str, list[str]]]) -> str:
    head = "| Naam | Betekenis | Van | Naar |\n|---|---|---|---|"
    if kinds == ("owl:Class",):
        head = "| Naam | Betekenis |\n|---|---|"
    rows = [head]
    for name, said in terms.items():
        if said.get("type", [""])[0] in kinds:
            ends = [" ".join(f"`{v}`" for v in said.get(key, [])) or "–" for key in ("domain", "range")]
            meaning = f"{' '.join(said['comment@nl'])}"
            rows.append("| " + " | ".join([f"`{name}`", meaning, *(ends if "Van" in head else [])]) + " |")
    return "\n".join(rows)


INTRODUCTION = (
    "Waarover een SPARQL-vraag gaat (zie [vragen in SPARQL](../how-to/sparql.md)): de ontologie, de regels, de"
    " gepubliceerde uitspraken met hun feiten en, als u erom vraagt, beoordeelde zaken. Er is één graaf."
    " Deze bladzijde is gemaakt uit `ontology/legalkb.ttl` en `ontology/graaf.ttl`.",
    "Elk adres begint met `https://w3id.org/legalkb/`; `<wet/Sr/284/1>` is het adres daaronder. Een uitspraak heeft"
    " de link op rechtspraak.nl als adres, een zaak `urn:legalkb:zaak:` met de naam van het bestand. Van een zaak"
    " staan er alleen de naam van het bestand, feittypen, waarden, datums, landen, de aanduidingen en"
    " rollen van personen, en uitkomsten in: geen zinnen, bronnen, toelichting of namen van voorvallen.",
    "Elk adres is vast: dezelfde kennisbank en dezelfde zaken geven dezelfde bytes.",
)


def graph() -> str:
    """The page on the graph: prefixes, classes and properties, from the ontology."""
    terms = _terms()
    prefixes = "\n".join(f"| `{p}:` | `{n}` |" for p, n in PREFIXES.items())
    return (
        "\n\n".join(
            [
                "# De graaf",
                *INTRODUCTION,
                "## Prefixes",
                "Deze hoeft u niet zelf te schrijven.",
                f"| Prefix | Adres |\n|---|---|\n{prefixes}",
                "## Klassen",
                _term_rows(("owl:Class",), terms),
                "## Eigenschappen",
                "Van en naar: de klasse van wat de eigenschap heeft en van wat erin staat, als dat er maar één is.",
                _term_rows(("owl:ObjectProperty", "owl:DatatypeProperty"), terms),
            ]
        )
        + "\n"
    )


QUERIES = Path(__file__).resolve().parent / "queries"
ASKERS = {
    "opsporingsambtenaar": "Voor de opsporing",
    "officier van justitie": "Voor de officier van justitie",
    "trainer": "Voor de trainer",
    "kennisbeheerder": "Voor wie de kennisbank onderhoudt",
}


def header(query: str) -> tuple[str, str, str]:
    """The question that a query answers, what is noted with it, and who asks it, from the comment at its head."""
    lines = [line.removeprefix("#").strip() for line in itertools.takewhile(lambda x: x[:1] == "#", query.splitlines())]
    (asker,) = (line.removeprefix("Wie:").strip() for line in lines if line.startswith("Wie:"))
    question, mark, note = " ".join(line for line in lines if not line.startswith("Wie:")).partition("?")
    return question + mark, note.strip(), asker


def questions() -> str:
    """The page on the questions that lie ready, from the heads of the queries."""
    found = [(file.name, *header(file.read_text(encoding="utf-8"))) for file in sorted(QUERIES.glob("*.rq"))]
    parts = [
        "# Vragen die klaarliggen",
        f"De {len(found)} vragen in `docs/queries/`, naar wie ze stelt. Stel ze zoals ze zijn met `legalkb bevraag"
        " --sparql BESTAND`, of neem er een als begin van een eigen vraag: zie [vragen in"
        " SPARQL](../how-to/sparql.md). De tests rekenen elk antwoord na. Bij een vraag over zaken hoort `--zaken MAP`"
        " of `--zaak ZAAK`. Deze bladzijde is gemaakt uit de bestanden zelf.",
    ]
    for asker, title in ASKERS.items():
        rows = [
            f"| {question} | {note or '–'} | [{name}](../queries/{name}) |"
            for name, question, note, who in found
            if who == asker
        ]
        parts += [f"## {title}", "\n".join(["| Vraag | Let op | Bestand |", "|---|---|---|", *rows])]
    return "\n\n".join(parts) + "\n"


PAGES = {
    "commandoregel.md": command_line,
    "feittypen.md": fact_types,
    "graaf.md": graph,
    "vragen.md": questions,
}


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
