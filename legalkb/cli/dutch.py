"""Click in Dutch: help, usage errors, and what happens when something goes wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, cast

import click

from legalkb.cli.failures import INTERRUPTED, guarded

OPTIONS = "[OPTIES]"
REQUIRED = ("[required]", "[verplicht]")
HELP = "Toon deze hulp en stop."
FORMS = {"html": "html", "htm": "html", "md": "md", "markdown": "md", "json": "json", "tabel": "tabel"}
ENDINGS = ("html", "md")


class Misuse(click.UsageError):
    """A command that was given wrongly; the message is Dutch already."""


def near(word: str, known: Iterable[str]) -> str:
    """A question with the names that look like a word; empty when none does."""
    found = get_close_matches(word, list(known), 3, 0.7)
    return f" Bedoelde u {' of '.join(found)}?" if found else ""


class _Dutch:
    """What commands and groups have in common: Dutch headings and examples at the end of the help."""

    examples: Sequence[str] = ()

    def collect_usage_pieces(self, context: click.Context) -> list[str]:
        """The words after the name of the command in the usage line."""
        return cast(list[str], super().collect_usage_pieces(context))  # type: ignore[misc]

    def format_usage(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line."""
        formatter.write_usage(context.command_path, " ".join(self.collect_usage_pieces(context)), "Gebruik: ")

    def get_help_option(self, context: click.Context) -> click.Option | None:
        """The help option, explained in Dutch."""
        option = super().get_help_option(context)  # type: ignore[misc]
        if option is not None:
            option.help = HELP
        return cast("click.Option | None", option)

    def _write_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        found = [p.get_help_record(context) for p in self.get_params(context) if isinstance(p, click.Option)]  # type: ignore[attr-defined]
        with formatter.section("Opties"):
            formatter.write_dl([(name, text.replace(*REQUIRED)) for name, text in filter(None, found)])

    def format_epilog(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples."""
        if self.examples:
            with formatter.section("Voorbeeld" if len(self.examples) == 1 else "Voorbeelden"):
                for example in self.examples:
                    formatter.write(f"{'':>{formatter.current_indent}}{example}\n")


class DutchCommand(_Dutch, click.Command):
    """A command whose help and errors are Dutch."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **kwargs: Any) -> None:
        """Take ``examples`` beside what click takes."""
        kwargs.setdefault("options_metavar", OPTIONS)
        super().__init__(*args, **kwargs)
        self.examples = examples
        self.allow_extra_args = True

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The options under a Dutch heading."""
        self._write_options(context, formatter)

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; more than asked for is refused in Dutch."""
        try:
            rest = super().parse_args(context, args)
        except click.UsageError as error:
            error.ctx = error.ctx or context
            raise
        if rest and not context.resilient_parsing:
            raise Misuse(f"Te veel opgegeven: {' '.join(map(str, rest))}.", context)
        return rest


class DutchGroup(_Dutch, click.Group):
    """The program: Dutch help, commands in their own order, and the one place where errors end."""

    command_class = DutchCommand

    def __init__(self, *args: Any, examples: Sequence[str] = (), **kwargs: Any) -> None:
        """Take ``examples`` beside what click takes."""
        kwargs.setdefault("options_metavar", OPTIONS)
        kwargs.setdefault("subcommand_metavar", "OPDRACHT …")
        super().__init__(*args, **kwargs)
        self.examples = examples

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments before the command."""
        try:
            return super().parse_args(context, args)
        except click.UsageError as error:
            error.ctx = error.ctx or context
            raise

    def list_commands(self, context: click.Context) -> list[str]:
        """The commands in the order in which one meets them."""
        return list(self.commands)

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, then the options."""
        limit = formatter.width - 6 - max(map(len, self.commands))
        with formatter.section("Opdrachten"):
            formatter.write_dl([(name, command.get_short_help_str(limit)) for name, command in self.commands.items()])
        self._write_options(context, formatter)

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; an unknown one is refused with near names."""
        name = args[0]
        if name not in self.commands and not context.resilient_parsing:
            raise Misuse(f"De opdracht {name} bestaat niet.{near(name, self.commands)}", context)
        return super().resolve_command(context, args)

    def main(self, *args: Any, standalone_mode: bool = True, **kwargs: Any) -> Any:
        """Run the program; ends with an exit code and, when something went wrong, one or more Dutch lines."""
        _make_streams_safe()
        if not standalone_mode:
            return self._click(*args, **kwargs)
        sys.exit(guarded(lambda: self._run(*args, **kwargs)))

    def _click(self, *args: Any, **kwargs: Any) -> Any:
        program: Any = super()
        return program.main(*args, standalone_mode=False, **kwargs)

    def _run(self, *args: Any, **kwargs: Any) -> int:
        try:
            code = self._click(*args, **kwargs)
            sys.stdout.flush()
        except click.UsageError as error:
            _complain(error)
            return error.exit_code
        except click.Abort:
            return INTERRUPTED
        return code if isinstance(code, int) else 0


def _make_streams_safe() -> None:
    """No sign can make writing fail: what a terminal can't show becomes a question mark; a pipe gets UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _complain(error: click.UsageError) -> None:
    context = error.ctx
    click.echo(f"Fout: {explained(error)}", err=True)
    if context is not None:
        click.echo(f"Hulp: {context.command_path} --help", err=True)


def explained(error: click.UsageError) -> str:
    """A usage error of click, in Dutch."""
    if isinstance(error, Misuse):
        return error.message
    if isinstance(error, click.NoSuchOption):
        options = _options(error.ctx)
        meant = _form(error.option_name, options) or near(error.option_name, options)
        return f"De optie {error.option_name} bestaat niet.{meant}"
    if isinstance(error, click.MissingParameter):
        return _missing(error)
    if isinstance(error, click.BadOptionUsage):
        option = _options(error.ctx).get(error.option_name)
        without = option is not None and option.is_flag
        return (
            f"De optie {error.option_name} krijgt geen waarde."
            if without
            else f"Achter {error.option_name} hoort een waarde."
        )
    if isinstance(error, click.BadParameter):
        return f"Ongeldige waarde voor {_name(error.param)}: {error.message}"
    return "Deze opdracht is niet goed ingevuld."


def _form(name: str, options: Mapping[str, click.Option]) -> str:
    """What was meant by a form of output as an option: ``--html`` is ``--formaat html``."""
    form = FORMS.get(name.lstrip("-").lower(), "")
    if form and "--formaat" in options:
        return f" Bedoelde u --formaat {form}?"
    if form in ENDINGS and "--uit" in options:
        return f" Bedoelde u --uit met een naam die eindigt op .{form}, bijvoorbeeld --uit memo.{form}?"
    return ""


def _options(context: click.Context | None) -> Mapping[str, click.Option]:
    found: dict[str, click.Option] = {}
    for param in context.command.get_params(context) if context is not None else ():
        if isinstance(param, click.Option):
            found.update(dict.fromkeys((*param.opts, *param.secondary_opts), param))
    return found


def _name(param: click.Parameter | None) -> str:
    if isinstance(param, click.Option):
        return " of ".join(param.opts)
    return (param.metavar or param.name or "").rstrip(".…[]").lstrip("[") if param is not None else "een argument"


def _missing(error: click.MissingParameter) -> str:
    if isinstance(error.param, click.Option):
        return f"De optie {_name(error.param)} is verplicht."
    return f"Er ontbreekt een argument: {_name(error.param)}."


Callback = Callable[[click.Context, click.Parameter, str | None], str | None]


def one_of(words: Sequence[str]) -> Callback:
    """A check that the value of an option is one of some words, whatever its case."""

    def check(context: click.Context, param: click.Parameter, value: str | None) -> str | None:
        word = value.strip().lower() if value is not None else None
        if word is not None and word not in words:
            text = f"{value} staat niet in de lijst ({', '.join(words)}).{near(word, words)}"
            raise click.BadParameter(text, context, param)
        return word

    return check


def day(context: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """A check that the value of an option is a date that exists, written as 2025-07-20."""
    from datetime import date

    try:
        return date.fromisoformat(value).isoformat() if value is not None else None
    except ValueError:
        raise click.BadParameter(f"{value} is geen datum als 2025-07-20.", context, param) from None
