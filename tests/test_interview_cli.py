"""The command ``interview``: over a pipe, in a real terminal, and what it does with files."""

from __future__ import annotations

import os
import signal
import stat
import sys
from pathlib import Path
from typing import Any

import fixtures_cli
import pytest
from fixtures_cli import ROOT, run, start
from fixtures_interview import reread, setting, told

from legalkb.cli import failures
from legalkb.cli.interview_view import in_view, lines
from legalkb.interview import conversation
from legalkb.interview.state import Help

own_folder = fixtures_cli.own_folder
pytestmark = pytest.mark.usefixtures("own_folder")
ANSWERS = "# eerst de veiligheid\nnee\nja\n14\n\nnee\n"
KEPT = "# van de officier\npersonen: {V1: verdachte, S1: {rol: slachtoffer, leeftijd: 15}}\nfeiten:\n  - opgesloten   # zei S1\n"


# Over a pipe


@pytest.mark.parametrize("way", ["pipe", "file", "dash"])
def test_answers_come_from_a_pipe_or_a_file(way: str, tmp_path: Path) -> None:
    """One answer a line, from the standard input or a file: the case is written, the result is on the standard output,
    the conversation on the other. When the answers run out it stops."""
    (tmp_path / "a.txt").write_text(ANSWERS, encoding="utf-8")
    given = {"pipe": [], "file": ["--antwoorden", "a.txt"], "dash": ["--antwoorden", "-"]}[way]
    done = run("interview", *given, "--uit", "zaak.yaml", text=None if way == "file" else ANSWERS)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.startswith("Achterlating in het buitenland is op zichzelf geen strafbaar feit.")
    assert "Is S1 nu in direct gevaar?" in done.stderr and "Is S1 nu in direct gevaar?" not in done.stdout
    assert done.stderr.rstrip().endswith("Geschreven: zaak.yaml")
    case = reread((tmp_path / "zaak.yaml").read_text(encoding="utf-8"))
    assert [(f.type_id, f.value) for f in case.facts][:2] == [
        ("acuut_gevaar", "nee"),
        ("verblijft_in_buitenland", "ja"),
    ]
    assert case.persons[1].age == (14, 14)
    assert run("beoordeel", "zaak.yaml").stdout == done.stdout


def test_a_line_that_does_not_fit_is_an_error_with_its_number(tmp_path: Path) -> None:
    """Such a line ends the run with its line number and without its text; what was answered before is on disk."""
    done = run("interview", "--uit", "zaak.yaml", text="nee\n\nzebra\n")
    assert done.exit_code == failures.FAILED
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith("standaardinvoer:3: ") and "zebra" not in last
    assert "acuut_gevaar" in (tmp_path / "zaak.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"nee\n\xff\xfe\n", ":2: de regel is geen UTF-8"),
        (b"nee\nj\x1b[2Ja\n", ":2: "),
        (b"n" * 6000, ":1: de regel is te lang"),
        (b"nee\nja\x00\n", ":2: "),
    ],
)
def test_hostile_lines_are_refused(data: bytes, what: str, tmp_path: Path) -> None:
    """Invalid UTF-8, control characters and endless lines are refused with their number; nothing of them is shown."""
    (tmp_path / "a.txt").write_bytes(data)
    done = run("interview", "--antwoorden", "a.txt")
    assert done.exit_code == failures.FAILED
    assert f"a.txt{what}" in done.stderr
    assert "Traceback" not in done.stderr and "\x1b" not in done.output and "\x00" not in done.output


def test_the_end_says_why_and_what_was_left(tmp_path: Path) -> None:
    """When nothing is left to ask the run says so, and that what was not known can still change the outcome."""
    done = run("interview", text="onbekend\n" * 60)
    told_ = " ".join(done.stderr.split())
    assert done.exit_code == 0
    assert "Klaar: alles is gevraagd" in told_ and "kan de uitkomst nog veranderen" in told_


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    """Signs that mean something in YAML stay part of the source; ids that can be no person are refused."""
    hostile = "verklaring: {a: [b]} # 'c' \"d\" & *e !f |g"
    done = run("interview", "--uit", "zaak.yaml", text=f"nee; {hostile}\n")
    assert done.exit_code == 0
    assert reread((tmp_path / "zaak.yaml").read_text(encoding="utf-8")).facts[0].source_text == hostile
    for id in ("V1: {}", "../x", "[V1]", "V" * 30):
        assert run("interview", text=f"nee, over {id}\n").exit_code == failures.FAILED


def test_misuse_is_told_in_dutch(tmp_path: Path) -> None:
    """A case from the standard input, files that are not there, and a folder are refused before the first question."""
    assert run("interview", "-").exit_code == 2
    assert "niet worden gelezen" in run("interview", "--antwoorden", "weg.txt").stderr
    assert "bestaat niet" in run("interview", "weg.yaml", text="").stderr
    for target in (".", "weg/zaak.yaml"):
        done = run("interview", "--uit", target, text=ANSWERS)
        assert done.exit_code == failures.FAILED and "direct gevaar" not in done.output


# Files


def test_nothing_is_written_where_nothing_was_asked(tmp_path: Path) -> None:
    """Without --uit no file comes into being, and that is said."""
    done = run("interview", text=ANSWERS)
    assert (done.exit_code, list(tmp_path.iterdir())) == (0, [])
    assert "niet bewaard" in done.stderr


def test_a_file_that_exists_is_only_replaced_when_asked(tmp_path: Path) -> None:
    """The case file itself is the target only with --overschrijf; comments and what stood there are kept."""
    file = tmp_path / "zaak.yaml"
    file.write_text(KEPT, encoding="utf-8")
    refused = run("interview", "zaak.yaml", "--uit", "zaak.yaml", text=ANSWERS)
    assert (refused.exit_code, file.read_text(encoding="utf-8")) == (failures.FAILED, KEPT)
    done = run("interview", "zaak.yaml", "--uit", "zaak.yaml", "--overschrijf", text="nee\nja\n")
    assert done.exit_code == 0
    assert file.read_text(encoding="utf-8").startswith(KEPT)
    assert len(reread(file.read_text(encoding="utf-8")).facts) == 3
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [p.name for p in tmp_path.iterdir()] == ["zaak.yaml"]


def test_a_conversation_goes_on_from_its_file(tmp_path: Path) -> None:
    """What one conversation wrote is not asked in the next."""
    run("interview", "--uit", "een.yaml", text=ANSWERS)
    done = run("interview", "een.yaml", "--uit", "twee.yaml", text="stop\n")
    assert "direct gevaar" not in done.stderr.replace("in direct gevaar is", "")
    assert "minderjarig: jonger" not in done.stderr
    assert not (tmp_path / "twee.yaml").exists()  # nothing was added


def test_a_file_that_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    """When something else changes the file during the conversation, its changes stay and the run says so."""
    from legalkb.cli.interview_file import Keeper
    from legalkb.errors import LegalkbError

    keeper = Keeper("zaak.yaml", False, "", "")
    keeper.keep("zaak: een\n")
    Path("zaak.yaml").write_text("zaak: ander\n", encoding="utf-8")
    with pytest.raises(LegalkbError) as caught:
        keeper.keep("zaak: twee\n")
    assert "intussen" in str(caught.value)
    assert Path("zaak.yaml").read_text(encoding="utf-8") == "zaak: ander\n"


def test_termination_keeps_what_was_confirmed(tmp_path: Path) -> None:
    """A request of the system to end leaves the case on disk."""
    if os.name == "nt":
        pytest.skip("signals of Unix")
    process = start("interview", "--uit", str(tmp_path / "zaak.yaml"), stdin=-1)
    assert process.stdin is not None and process.stderr is not None
    process.stdin.write(b"nee\n")
    process.stdin.flush()
    seen = b""
    while b"buitenland?" not in seen:
        seen += process.stderr.read1(4096) if hasattr(process.stderr, "read1") else process.stderr.read(1)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == failures.INTERRUPTED
    assert "acuut_gevaar" in (tmp_path / "zaak.yaml").read_text(encoding="utf-8")


# At a terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Any:
    """Starts the command in a terminal of its own."""
    pexpect = pytest.importorskip("pexpect")
    code = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); import sys; sys.argv[0] = 'legalkb'; from legalkb.cli import main; main()"
    opened = []

    def open_(*arguments: str) -> Any:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb"}
        child = pexpect.spawn(
            sys.executable, ["-c", code, "interview", *arguments], env=environment, cwd=str(tmp_path), encoding="utf-8",
            dimensions=(40, 80), timeout=60,
        )  # fmt: skip
        opened.append(child)
        return child

    yield open_
    for child in opened:
        child.close(force=True)


def say(child: Any, *answers: str) -> None:
    """Type answers, each when the prompt is there."""
    for answer in answers:
        child.expect("\n> ")
        child.sendline(answer)


def ended(child: Any) -> int:
    """Wait for the end; the exit code."""
    import pexpect

    child.expect(pexpect.EOF)
    child.close()
    return int(child.exitstatus)


def test_a_conversation_at_a_terminal(terminal: Any, tmp_path: Path) -> None:
    """Questions, a correction by going back, particulars, the short result, and a name at the end."""
    child = terminal()
    say(child, "j", "terug", "n", "ja", "14", "nee", "1 2", "", "ouder", "", "misschien", "?")
    child.expect("Waarom deze vraag")
    say(child, "stop")
    child.expect("Gestopt")
    child.expect("Achterlating in het buitenland is op zichzelf geen strafbaar feit")
    child.expect("Bewaren als .*: ")
    child.sendline("mijn.yaml")
    assert ended(child) == 0
    facts = reread((tmp_path / "mijn.yaml").read_text(encoding="utf-8")).facts
    assert [(f.type_id, f.value) for f in facts[:2]] == [("acuut_gevaar", "nee"), ("verblijft_in_buitenland", "ja")]
    assert stat.S_IMODE((tmp_path / "mijn.yaml").stat().st_mode) == 0o600


def test_interrupt_with_a_file_says_where_it_is(terminal: Any, tmp_path: Path) -> None:
    """Ctrl-C in the middle of a line: everything confirmed is on disk, and the program says so."""
    child = terminal("--uit", "zaak.yaml")
    say(child, "nee", "ja")
    child.expect("minderjarig")
    child.expect("\n> ")
    child.send("onbe")
    child.expect("onbe")
    child.sendintr()
    child.expect("staat in zaak.yaml")
    assert ended(child) == failures.INTERRUPTED
    assert len(reread((tmp_path / "zaak.yaml").read_text(encoding="utf-8")).facts) == 2


def test_interrupt_without_a_file_offers_a_name_and_then_the_screen(terminal: Any, tmp_path: Path) -> None:
    """The first Ctrl-C asks for a name; the second prints the case; an answer whose particulars were asked is in it."""
    child = terminal()
    say(child, "nee", "nee", "onbekend", "nee")
    child.expect("\n> ")
    child.sendintr()
    child.expect("Bewaren als .*: ")
    child.sendintr()
    child.expect("feit: acuut_gevaar, waarde: nee")
    assert ended(child) == failures.INTERRUPTED
    assert list(tmp_path.iterdir()) == []


def test_end_of_input_is_a_stop(terminal: Any, tmp_path: Path) -> None:
    """Ctrl-D stops as the word stop does; again at the question for a name it keeps nothing but shows the case."""
    child = terminal("--uit", "zaak.yaml")
    say(child, "nee")
    child.expect("\n> ")
    child.sendeof()
    child.expect("Gestopt")
    assert ended(child) == 0
    assert (tmp_path / "zaak.yaml").exists()


def test_no_history_is_kept(terminal: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that was typed stays in a history file or in the memory of readline."""
    monkeypatch.setenv("HOME", str(tmp_path))
    child = terminal("--uit", "zaak.yaml")
    say(child, "nee, aangifte S1")
    child.expect("\n> ")
    child.send("\x1b[A")  # the arrow upwards
    child.sendline("stop")
    assert ended(child) == 0
    written = [p for p in tmp_path.rglob("*") if p.is_file() and p.name != "zaak.yaml"]
    assert not [p for p in written if b"aangifte S1" in p.read_bytes()]


def test_nothing_is_thrown_away_at_once(terminal: Any, tmp_path: Path) -> None:
    """Enter at the question for a name asks once more; nee asks for the name again, ja keeps nothing."""
    child = terminal()
    say(child, "nee", "stop")
    for asked, answer in (
        ("Bewaren als .*: ", ""),
        ("zeker.*: ", "nee"),
        ("Bewaren als .*: ", ""),
        ("zeker.*: ", "ja"),
    ):
        child.expect(asked)
        child.sendline(answer)
    assert ended(child) == 0
    assert list(tmp_path.iterdir()) == []


# On the page


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_lines_fit_the_terminal(width: int) -> None:
    """Whatever is shown fits in 60 to 120 columns, links aside, and the running line takes two lines at most."""
    where = setting(follow_up=True, real=True)
    state, shown = told(("ja", "ja", "14", "nee"), where)
    seen = [*conversation.begin(conversation.NEW, where)[1], *shown, Help()]
    for line in ("?", "antwoorden", "ja", "2025-07-20", "?", "wijzig 1", "misschien"):
        state, shown = conversation.step(state, line, where)
        seen += shown
    assert [text for text in lines(seen, width) if len(text) > width and "http" not in text] == []
    many = tuple((f"{n} lid 1", n % 4) for n in range(279, 299))
    found = in_view(many, 12, width)
    assert len(found) <= 2 and found[0].startswith("In beeld: 279 lid 1 (3 open)") and "vragen: 12 gesteld" in found[-1]
    assert "niets open" in " ".join(in_view((("280", 0),), 1, width))


def test_a_file_that_cannot_be_written_any_more_gets_another_name(terminal: Any, tmp_path: Path) -> None:
    """When the file is changed by something else in the middle, another name is asked, and both are kept."""
    child = terminal("--uit", "zaak.yaml")
    say(child, "nee")
    child.expect("buitenland")
    (tmp_path / "zaak.yaml").write_text("zaak: ander\n", encoding="utf-8")
    say(child, "ja")
    child.expect("intussen")
    child.expect("Bewaren als .*: ")
    child.sendline("nieuw.yaml")
    say(child, "onbekend", "stop")
    assert ended(child) == 0
    assert (tmp_path / "zaak.yaml").read_text(encoding="utf-8") == "zaak: ander\n"
    assert len(reread((tmp_path / "nieuw.yaml").read_text(encoding="utf-8")).facts) == 2
