"""What the shell may complete: functions for ``shell_complete=`` of parameters, and the command ``aanvullen``.

They read the knowledge base alone, never a case, and answer nothing rather than complain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import TYPE_CHECKING

import click
from click.shell_completion import BashComplete, CompletionItem, add_completion_class

from legalkb.cli.completion_scripts import SCRIPTS
from legalkb.cli.dutch import DutchCommand, one_of

if TYPE_CHECKING:
    from legalkb.knowledge import KnowledgeBase

    Items = list[CompletionItem[str]]
    Complete = Callable[[click.Context, click.Parameter, str], Items]

ANSWERS = {"ja": "het is zo", "nee": "het is niet zo", "onbekend": "niemand weet het"}
SR, BW = "Sr", "BW Boek 1"


def _quiet(complete: Complete) -> Complete:
    """A completion that answers nothing when anything goes wrong."""

    @wraps(complete)
    def safe(context: click.Context, param: click.Parameter, incomplete: str) -> Items:
        try:
            return complete(context, param, incomplete)
        except Exception:
            return []

    return safe


def _knowledge() -> KnowledgeBase:
    from legalkb import knowledge

    return knowledge.load()


def _items(found: Iterable[tuple[str, str]], incomplete: str) -> Items:
    start = incomplete.casefold()
    return [CompletionItem(value, help=text) for value, text in found if value.casefold().startswith(start)]


def choices(words: Sequence[str]) -> Complete:
    """Completes one of some words."""

    def complete(_context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
        return _items(((w, "") for w in words), incomplete)

    return complete


def file(_context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Completes the name of a file, such as a case file; the shell does it."""
    return [CompletionItem(incomplete, type="file")]


@_quiet
def fact_type(_context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Completes the name of a fact type, with its label."""
    kinds = _knowledge().vocabulary.fact_types
    return _items(((k.id, k.label) for k in kinds.values()), incomplete)


@_quiet
def fact_value(_context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Completes NAAM=WAARDE,SLEUTEL=…: the name of a fact that stands by itself, then the answer, then a key."""
    if "=" not in incomplete:
        kinds = _knowledge().vocabulary.fact_types
        return _items(((f"{k.id}=", k.label) for k in kinds.values() if not k.derived), incomplete)
    done, comma, key = incomplete.rpartition(",")
    if not comma:
        name = incomplete.partition("=")[0]
        return _items(((f"{name}={answer}", text) for answer, text in ANSWERS.items()), incomplete)
    if "=" in key:
        return []
    from legalkb.case_fields import FACT
    from legalkb.comparison.settings import KEYS

    help_ = {f.key: f.help for f in FACT.fields}
    return _items(((f"{done},{k}=", help_[k]) for k in KEYS), incomplete)


@_quiet
def scenario(_context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Completes the code of a scenario, with its name."""
    return _items(((s.id, s.label) for s in _knowledge().vocabulary.scenarios), incomplete)


@_quiet
def rule(_context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Completes the id of an offence variant (sr-279-1), with its title."""
    titles = {r.key: r.title for r in _knowledge().rulebook.rules}
    return _items(titles.items(), incomplete)


@_quiet
def element(_context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Completes the id of an element, with the words of the law."""
    quotes = {e.id: e.quote for r in _knowledge().rulebook.rules for e in r.elements}
    return _items(sorted(quotes.items()), incomplete)


@_quiet
def dimensions(_context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Completes what may be counted, behind a comma what else may be."""
    from legalkb.query.counts import DIMENSIONS

    done, comma, _ = incomplete.rpartition(",")
    return _items(((f"{done}{comma}{name}", "") for name in DIMENSIONS), incomplete)


@_quiet
def provision(context: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Completes an article as words: an act or an article, then ``lid``, then the number of the paragraph."""
    before = [str(word) for word in context.params.get(str(param.name)) or ()]
    articles = _articles(_knowledge())
    if not before:
        acts = {act: f"{len(found)} artikelen" for act, found in articles.items() if act not in (SR, BW)}
        bw = {f"1:{name}": title for name, (title, _) in articles.get(BW, {}).items()}
        sr = {name: title for name, (title, _) in articles.get(SR, {}).items()}
        return _items({**sr, **bw, **acts}.items(), incomplete)
    return _items(_following(before, articles), incomplete)


@_quiet
def law(context: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Completes what may stand behind ``wet``: an article, or first the word that compares an official text."""
    first = not context.params.get(str(param.name))
    more = [("bijwerken", "leg een officiële tekst naast de kennisbank")] if first else []
    return provision(context, param, incomplete) + _items(more, incomplete)


def _following(before: Sequence[str], articles: dict[str, dict[str, tuple[str, list[str]]]]) -> list[tuple[str, str]]:
    """What may stand behind the words of an article that are there."""
    act = next((a for a in articles for word in before if word.casefold() == a.casefold()), "")
    named = next((w for w in before if any(w.removeprefix("1:") in found for found in articles.values())), "")
    if act and not named:
        return [(name, title) for name, (title, _) in articles[act].items()]
    act = act or (BW if named.startswith("1:") else SR)
    _, paragraphs = articles.get(act, {}).get(named.removeprefix("1:"), ("", []))
    if before[-1] == named and paragraphs:
        return [("lid", "")]
    return [(number, "") for number in paragraphs] if before[-1] == "lid" else []


def _articles(base: KnowledgeBase) -> dict[str, dict[str, tuple[str, list[str]]]]:
    """The articles of each act, with the title of a rule about them and the numbers of their paragraphs."""
    titles = {r.designation.split(" lid ")[0]: r.title for r in reversed(base.rulebook.rules)}
    found: dict[str, dict[str, tuple[str, list[str]]]] = {}
    for designation in base.vocabulary.law.provisions:
        whole, _, paragraph = designation.partition(" lid ")
        act, _, article = whole.rpartition(" ")
        _, numbers = found.setdefault(act, {}).setdefault(article, (titles.get(whole, ""), []))
        numbers += [paragraph] if paragraph else []
    return found


class _Line(BashComplete):
    """Completes the line up to the cursor, in which a full stop marks the cursor. See ``completion_scripts``."""

    prefix = ""

    def source(self) -> str:
        """The script for this shell."""
        return SCRIPTS[self.name]

    def get_completion_args(self) -> tuple[list[str], str]:
        """The whole words before the cursor and the part of a word before it; of ``--optie=waarde`` the value."""
        words, _ = super().get_completion_args()
        *before, last = words or ["."]
        incomplete = last[:-1]
        option, sign, value = incomplete.partition("=")
        if sign and option.startswith("--"):
            self.prefix = option + sign
            return [*before, option], value
        return before, incomplete

    def format_completion(self, item: CompletionItem[str]) -> str:
        """An answer as the scripts read it."""
        value = item.value if item.type != "plain" else self.prefix + item.value
        return f"{item.type}\t{value}\t{' '.join((item.help or '').split())}"


class _Bash(_Line):
    name = "bash"


class _Zsh(_Line):
    name = "zsh"


class _Fish(_Line):
    name = "fish"


for _shell in (_Bash, _Zsh, _Fish):
    add_completion_class(_shell)


@click.command(
    cls=DutchCommand,
    short_help="Laat de schil opdrachten en namen aanvullen met Tab.",
    examples=(
        'eval "$(legalkb aanvullen bash)"',
        "legalkb aanvullen fish > ~/.config/fish/completions/legalkb.fish",
    ),
)
@click.argument(
    "schil",
    metavar="bash|zsh|fish",
    callback=one_of(tuple(SCRIPTS)),
    shell_complete=choices(tuple(SCRIPTS)),
)
def aanvullen(schil: str) -> None:
    """Geef het script waarmee de schil (bash, zsh of fish) met de Tab-toets aanvult.

    Het vult opdrachten, opties, feiten, scenario's, artikelen en bestandsnamen aan. Bovenaan het script staat de ene
    regel waarmee u het aanzet. Bij het aanvullen wordt alleen de kennisbank gelezen, nooit een zaak.
    """
    click.echo(SCRIPTS[schil], nl=False)
