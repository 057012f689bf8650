"""Writes the reference pages that are made from the program and the ontology: ``make docs``.

``tests/test_docs.py`` fails when a page is not what this would write.
"""

from __future__ import annotations

import itertools
import re
import textwrap
from pathlib import Path

import click
import pyoxigraph
import rdflib
from click.testing import CliRunner

from legalkb import knowledge, shapes
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
    for file in ("legalkb.ttl", "graaf.ttl", "oefeningen/termen.ttl"):
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
    " Deze bladzijde is gemaakt uit `ontology/legalkb.ttl`, `ontology/graaf.ttl` en `ontology/oefeningen/termen.ttl`.",
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


CHECKING = """# De controle van de ontologie

`legalkb controleer` bekijkt of de ontologie klopt. Elk bericht zegt waar het staat, wat er mis is en wat u doet:

```text
ontology/scenarios.ttl:11: een feittype dat er niet is: feit/geen_retourtiket. Noem een feittype uit
ontology/feittypen/, of voeg het daar toe.
```

Er zijn drie soorten fouten:

- **De kennisbank is niet te gebruiken.** Een getal is geen getal, twee teksten van één bepaling overlappen, een
  voorwaarde is niet te lezen. Elke opdracht stopt met dit bericht (`legalkb/ontology_checks.py`).
- **De ontologie is niet zoals een vorm zegt.** De vormen staan in `ontology/vormen/`, in SHACL. Zij zijn geen deel van
  de ontologie zelf. `legalkb controleer` meldt ze als fout en eindigt met code 1.
- **De ontologie spreekt zichzelf tegen.** Dit kan een vorm niet zeggen; zie hieronder. Ook dit is een fout.

## Wat naast de vormen wordt bekeken

| Onderwerp | Wat er moet kloppen |
|---|---|
| versies | teksten van één bepaling sluiten aan, of `lkb:leemteErna` zegt waarom niet |
| leemte | een leemte die wordt uitgelegd, is er ook |
| adres van een tekst | het adres is dat van de bepaling met de toestand waarin de tekst is gelezen |
| JCI | de verwijzing is precies die van wet, artikel, lid en gelezen toestand (`g`) |
| zichtdatum | `z` in de JCI ligt niet vóór `g`, en niet na de laatste dag van een tekst die toen gold |
| pagina | een pagina op wetten.overheid.nl is precies die van wet, toestand en artikel |
| gelezen toestand | ligt in de tijd dat de tekst gold, of `lkb:voorbehoud` zegt waarom niet |
| uitspraak | het adres volgt uit de ECLI, en het jaar erin is dat van de uitspraak |
| verwijzing | wat een adres van legalkb heeft en wordt genoemd, is ook beschreven |
| woorden | elke klasse en eigenschap van legalkb is uitgelegd |
| woorden van anderen | die van ELI, SKOS, Dublin Core, FOAF, OWL, RDFS en VANN bestaan |
| namen | een code of aanduiding is één keer in gebruik; een scenario heeft het nummer van zijn adres |
| kop | de versie is die van het pakket, en het adres van de versie volgt daaruit |

## Standaarden

De vormen vullen aan wat het officiële profiel NL-SBB voor begrippen openlaat. De tests leggen de hele ontologie naast
dat profiel: het meldt niets, ook geen waarschuwing. Dat wordt geteld in het rapport, want de uitslag van een programma
dat het profiel uitvoert, slaat waarschuwingen soms over. Wie alleen de begrippen neemt en niet de bronnen, krijgt wel
waarschuwingen: het profiel wil de titel van elke bron zien. De woorden van ELI leggen de tests naast ELI 1.5.

Zelf nakijken met een ander programma kan ook, zoals pyshacl; dat vindt hetzelfde.

## Een vorm lezen of toevoegen

```turtle
{example}
```

`sh:targetClass` zegt waar de vorm over gaat, `sh:path` welke eigenschap, `sh:message` wat er mis is en
`sh:description` wat de schrijver moet doen. Elke vorm heeft beide, in het Nederlands. legalkb leest een deel van SHACL;
een ander woord is een fout en wordt nooit overgeslagen. Het kent:
{known}.

## De vormen

Gemaakt uit `ontology/vormen/`.
"""


def checking() -> str:
    """The page on the check of the ontology: every shape with what it says and what to do."""
    words = (f"`sh:{str(p).removeprefix(str(shapes.SH))}`" for p in sorted(shapes.KNOWN))
    known = textwrap.fill(", ".join(words), 118)
    parts, example = [], ""
    for file in sorted((ONTOLOGY / "vormen").glob("*.ttl")):
        text = file.read_text(encoding="utf-8")
        forms = rdflib.Graph().parse(data=text, format="turtle")
        rows = ["| Eigenschap | Fout | Wat u doet |", "|---|---|---|"]
        for path, what in re.findall(r'(?:sh:path (\S+).*\n\s+)?sh:message "([^"]+)"@nl', text):
            rows.append(f"| {f'`{path}`' if path else '–'} | {what} | {_remedy(forms, path, what)} |")
        title = text.partition("\n")[0].removeprefix("# Vormen voor ").rstrip(".")
        parts.append(f"### {title[0].upper()}{title[1:]}\n\n" + "\n".join(dict.fromkeys(rows)))
        if file.name == "feittypen.ttl":
            example = text[text.index("<vorm/groep>") :].partition("\n\n")[0]
    return CHECKING.format(example=example, known=known) + "\n" + "\n\n".join(parts) + "\n"


def _remedy(forms: rdflib.Graph, path: str, what: str) -> str:
    for shape in forms.subjects(shapes.SH.message, rdflib.Literal(what, lang="nl")):
        about = forms.value(shape, shapes.SH.path)
        if path == ("" if about is None else forms.namespace_manager.normalizeUri(str(about))):
            found = forms.value(shape, shapes.SH.description) or forms.value(shape, rdflib.RDFS.comment)
            return re.sub(r"(<[^>]+>)", r"`\1`", str(found)).replace("|", "\\|")
    raise LookupError(what)


PAGES = {
    "commandoregel.md": command_line,
    "feittypen.md": fact_types,
    "graaf.md": graph,
    "vragen.md": questions,
    "ontologie-controle.md": checking,
}


def main() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
