"""The command ``interview``: a conversation about a case, at a terminal or from a file with answers."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

import click

from legalkb.cli import completion
from legalkb.cli.cases import out, overwrite
from legalkb.cli.dutch import DutchCommand, Misuse
from legalkb.cli.failures import INTERRUPTED, report
from legalkb.errors import LegalkbError, Problem

if TYPE_CHECKING:
    from legalkb.cli.interview_file import Keeper
    from legalkb.cli.interview_lines import Lines, Terminal
    from legalkb.interview.state import Setting, Shown, State

WELCOME = (
    "Antwoord met ja, nee, onbekend of overslaan. ‘?’ zegt waarom iets wordt gevraagd, ‘terug’ gaat terug, ‘help’ "
    "noemt de rest."
)
STABLE = "Klaar: er is geen vraag meer waarvan het antwoord de uitkomst nog kan veranderen."
ASKED = (
    "Klaar: alles is gevraagd waarvan het antwoord de uitkomst kan veranderen. Niets bekend of overgeslagen: {} van de "
    "vragen; een antwoord daarop kan de uitkomst nog veranderen."
)
STOPPED = "Gestopt. Er staan nog vragen open; met ‘legalkb interview ZAAK’ gaat u later verder."
SURE = "Weet u het zeker? De antwoorden gaan dan verloren (ja/nee): "
KEEP = "Bewaren als (Enter = niet bewaren): "


class _Conversation:
    """One run: the state, where the lines come from, and where the case is kept."""

    def __init__(self, setting: Setting, lines: Terminal | Lines, keeper: Keeper) -> None:
        self.setting, self.lines, self.keeper = setting, lines, keeper
        self.state: State | None = None

    def run(self, text: str) -> None:
        """Ask until nothing is left to ask, the user stops, or the answers run out."""
        from legalkb.interview import conversation

        self.state, shown = conversation.begin(text, self.setting)
        self._say([WELCOME], wrap=True)
        self._show(shown)
        while not self.state.ended:
            line = self.lines.line()
            self.state, shown = conversation.step(self.state, "stop" if line is None else line, self.setting)
            self._save(self.state.text)  # before the next question, so that what is confirmed is kept
            self._show(shown)
            self._refuse(shown)

    def _show(self, shown: tuple[Shown, ...]) -> None:
        from legalkb.cli import interview_view
        from legalkb.cli.showing import terminal_columns

        self._say(interview_view.lines(shown, terminal_columns()))

    def _say(self, lines: list[str], wrap: bool = False) -> None:
        import textwrap

        from legalkb.cli.showing import width

        for line in textwrap.wrap(lines[0], width(), break_on_hyphens=False) if wrap else lines:
            click.echo(line, err=True)

    def _refuse(self, shown: tuple[Shown, ...]) -> None:
        from legalkb.interview.state import Refused

        for item in shown:
            if isinstance(item, Refused):
                self.lines.refused(item.text)

    def _save(self, text: str) -> None:
        """Keep the case; where that fails and somebody is there, under another name."""
        if not self.lines.interactive:
            self.keeper.keep(text)
        elif not self._kept(text):
            self.keeper.path = None
            self._offer()

    def _kept(self, text: str) -> bool:
        """Whether the case is in its file; what went wrong is reported."""
        try:
            self.keeper.keep(text)
        except LegalkbError as error:
            report(error)
            return False
        return True

    def _offer(self) -> None:
        """Ask under which name to keep the case, until it is kept or the user wants it not to be."""
        from legalkb.cli.interview_file import Keeper

        assert self.state is not None
        while True:
            name = (self.lines.line(KEEP) or "").strip()
            if not name:
                if self._sure():
                    return
                continue
            try:
                keeper = Keeper(name, False, "", "")
                keeper.keep(self.state.text)
            except LegalkbError as error:
                report(error)
                continue
            self.keeper = keeper
            click.echo(f"Geschreven: {name}", err=True)
            return

    def _sure(self) -> bool:
        """Whether the user means to keep nothing; the end of the input is a yes."""
        while True:
            word = self.lines.line(SURE)
            if word is None:
                return True
            if (word := word.strip().casefold()) and ("ja".startswith(word) or "nee".startswith(word)):
                return "ja".startswith(word)

    def finish(self) -> None:
        """Say why it ended, give the short result, and where the case is kept."""
        from legalkb.assessment import assess
        from legalkb.interview.choosing import unanswered
        from legalkb.interview.state import Stage
        from legalkb.report import FORMATS

        state = self.state
        assert state is not None
        left = len({t.item.wanted.question for t in state.told if unanswered(t)})
        said = (ASKED.format(left) if left else STABLE) if state.stage is Stage.STABLE else STOPPED
        click.echo("", err=True)
        self._say([said], wrap=True)
        self._say([""])
        click.echo(FORMATS["tabel"](assess(state.case, self.setting.knowledge)), nl=False)
        self._where(state)

    def _where(self, state: State) -> None:
        if self.keeper.path is not None:
            said = (
                f"Geschreven: {self.keeper.path}"
                if self.keeper.written
                else "Niets geschreven: er is niets bij gekomen."
            )
            click.echo(f"\n{said}", err=True)
        elif not state.told:
            return
        elif self.lines.interactive:
            click.echo("", err=True)
            self._offer()
        else:
            click.echo("\nDe zaak is niet bewaard; geef daarvoor --uit PAD.", err=True)

    def interrupted(self, ended: bool) -> None:
        """Lose nothing that was confirmed: it is on disk, gets a name, or goes to the screen."""
        state = self.state
        click.echo("", err=True)
        if state is None or not state.told:
            return
        if self.keeper.path is not None and self._kept(state.text):
            where = f"Wat u hebt bevestigd, staat in {self.keeper.path}."
            click.echo(f"Onderbroken. {where if self.keeper.written else 'Er was niets om te bewaren.'}", err=True)
            return
        if self.lines.interactive and not ended:
            click.echo("Onderbroken. Nog eens Ctrl-C zet de zaak op het scherm.", err=True)
            with contextlib.suppress(KeyboardInterrupt):
                self._offer()
                return
        click.echo(state.text, nl=False)


class _Terminated(KeyboardInterrupt):
    """The system asked the program to end."""


@contextlib.contextmanager
def _heeding_termination() -> Iterator[None]:
    """Treat a request to end as an interrupt, so that nothing is lost."""

    def end(*_: Any) -> NoReturn:
        raise _Terminated

    try:
        before = signal.signal(signal.SIGTERM, end)
    except ValueError:  # not in the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextlib.contextmanager
def _source(antwoorden: str | None) -> Iterator[Terminal | Lines]:
    """Where the lines come from."""
    from legalkb.cli.interview_lines import Lines, Terminal, at_terminal

    if antwoorden is None and at_terminal():
        yield Terminal()
        return
    if antwoorden in (None, "-"):
        yield Lines(sys.stdin.buffer, "standaardinvoer")
        return
    try:
        file = open(str(antwoorden), "rb")  # noqa: SIM115
    except OSError:
        what = "dit bestand met antwoorden kan niet worden gelezen"
        raise LegalkbError((Problem(str(antwoorden), what, "", "Controleer de naam en de map."),)) from None
    with file:
        yield Lines(file, str(antwoorden))


@click.command(
    cls=DutchCommand,
    short_help="Voer een gesprek over een zaak: vraag voor vraag.",
    examples=(
        "legalkb interview --uit zaak.yaml",
        "legalkb interview zaak.yaml --uit zaak.yaml --overschrijf",
        "legalkb interview --antwoorden antwoorden.txt --uit zaak.yaml",
    ),
)
@click.argument("zaak", metavar="[ZAAK]", required=False, shell_complete=completion.file)
@out
@overwrite
@click.option(
    "--antwoorden",
    metavar="BESTAND",
    shell_complete=completion.file,
    help="Lees de antwoorden uit dit bestand (- is de standaardinvoer).",
)
def interview(zaak: str | None, uit: str | None, overschrijf: bool, antwoorden: str | None) -> None:
    """Stel vraag voor vraag wat er nog toe doet, en stop als geen antwoord de uitkomst nog kan veranderen.

    Met ZAAK gaat het gesprek verder waar dat zaakbestand ophoudt. Met --uit staat de zaak na elk antwoord op schijf.
    De vragen komen op de foutuitvoer, het resultaat op de standaarduitvoer. Zonder terminal staat op elke regel van
    de standaardinvoer één antwoord.
    """
    from legalkb import knowledge
    from legalkb.cli.interview_file import Keeper
    from legalkb.interview.conversation import NEW
    from legalkb.interview.state import Setting
    from legalkb.relevance.agenda import agenda
    from legalkb.source import read_text

    context = click.get_current_context()
    if zaak == "-":
        raise Misuse("Een gesprek leest de antwoorden van de standaardinvoer; geef ZAAK als bestand.", context)
    text = read_text(zaak).text if zaak is not None else NEW
    keeper = Keeper(uit, overschrijf, text, zaak or "")
    with _source(antwoorden) as lines, _heeding_termination():
        setting = Setting(knowledge.load(), partial(agenda, remembered={}), zaak or "zaak", lines.interactive)
        talk = _Conversation(setting, lines, keeper)
        try:
            talk.run(text)
            talk.finish()
        except KeyboardInterrupt as cause:
            talk.interrupted(isinstance(cause, _Terminated))
            context.exit(INTERRUPTED)
