"""Nothing of a case leaves the machine, a file that was asked for, or the answer itself."""

from __future__ import annotations

import logging
import os
import re
import socket
import stat
import subprocess
import sys
import traceback
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any, NoReturn

import pytest
from click.testing import CliRunner

from legalkb import assessment, checks, examples, knowledge
from legalkb.case_reader import read_case
from legalkb.engine import builtin, durable_engine
from legalkb.errors import EngineError
from legalkb.findings import Assessment
from legalkb.node import SourceText
from legalkb.report import FORMATS

ROOT = Path(__file__).resolve().parent.parent
MARKS = ("Zebra", "Quagga", "Okapi", "Tapir", "Wombat", "Kakapo", "Numbat", "Dugong", "Axolotl")
CASE = """
zaak: Zebra
fictief: ja
personen: {QuaggaV: {rol: verdachte}, OkapiS: {rol: slachtoffer, leeftijd: 15}, M1: {rol: betrokkene}}
relaties: [{van: M1, tot: OkapiS, soort: ouder, gezag: ja, bron: register Tapir}]
bronnen: {WombatB: {soort: verklaring, van: OkapiS, omstandigheden: in het bijzijn van Kakapo}}
feiten:
  - {feit: psychische_druk, door: QuaggaV, tegen: OkapiS, voorval: Numbat, bron: WombatB, toelichting: Dugong}
  - {feit: reisdocument_weggenomen, door: QuaggaV, tegen: OkapiS, voorval: Numbat, voorwerp: Axolotl, bron: WombatB}
  - {feit: reisdocument_weggenomen, waarde: nee, door: QuaggaV, tegen: OkapiS, voorval: Numbat, voorwerp: Axolotl}
"""


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    """A case with a mark in every place where a user may write, in a folder of its own."""
    file = tmp_path / "werk" / "zaak.yaml"
    file.parent.mkdir()
    file.write_text(CASE, encoding="utf-8")
    return file


def marks_in(text: str) -> list[str]:
    """The marks of the case that stand in a text."""
    return [mark for mark in MARKS if mark.lower() in text.lower()]


def run_case() -> Assessment:
    """The assessment of the marked case, with a knowledge base that compiles its rules anew."""
    base = knowledge.load()
    return assessment.assess(read_case(SourceText("zaak.yaml", CASE), base.vocabulary), base)


def test_marks_reach_the_answer() -> None:
    """The marks do stand in the memo, so that their absence elsewhere says something."""
    assert marks_in("".join(render(run_case()) for render in FORMATS.values())) == list(MARKS)


# No network


class Offline(Exception):
    """Somebody tried to use the network."""


class NoSocket(socket.socket):
    """A socket that can't be made. A class, since ``ssl`` derives from it."""

    def __init__(self, *_: Any, **__: Any) -> None:
        """Refuse."""
        raise Offline


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every use of a socket or of the resolver fails."""

    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise Offline

    monkeypatch.setattr(socket, "socket", NoSocket)
    for name in ("create_connection", "getaddrinfo", "gethostbyname", "socketpair"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.mark.usefixtures("offline")
def test_assessment_and_formats_use_no_network() -> None:
    """Compiling the knowledge base, assessing, and every output format work without a socket."""
    base = knowledge.load(cache=False)
    for example in examples.load()[0][::50]:
        found = examples.assess(example, base)
        assert all(render(found) for render in FORMATS.values())


@pytest.mark.usefixtures("offline")
def test_checks_use_no_network() -> None:
    """The checks of the data, the examples and the rulings work without a socket."""
    found, unreadable = examples.load()
    assert checks.report(knowledge.load(), found[::20], unreadable).examples > 10


def test_memo_fetches_nothing() -> None:
    """A browser that opens the memo has nothing to load: no script, image, style sheet or font from elsewhere."""
    page = FORMATS["html"](run_case())
    assert not re.search(
        r"<(script|img|iframe|object|embed|link|base|form)\b|@import|url\(|\bsrc=|http-equiv=.refresh", page
    )


# No facts in errors and logs


def chain(error: BaseException) -> str:
    """Everything that an error can show of itself and of what caused it."""
    parts = []
    current: BaseException | None = error
    while current is not None:
        parts += [str(current), repr(current), repr(current.args), *traceback.format_exception(current)]
        current = current.__cause__ or current.__context__
    return "\n".join(parts)


@pytest.fixture
def logged() -> Iterator[StringIO]:
    """What reaches the root logger, as in a program that logs everything (caplog would also look elsewhere)."""
    stream, root = StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(stream), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def test_disagreement_names_no_fact(monkeypatch: pytest.MonkeyPatch, logged: StringIO) -> None:
    """When the engines differ, error and log name rules and nothing of the case."""
    if durable_engine.load() is None:
        pytest.skip("durable_rules is er niet")
    monkeypatch.setattr(builtin, "derive", lambda *_: [])
    with pytest.raises(EngineError) as caught:
        run_case()
    assert "regels" in str(caught.value)
    assert marks_in(chain(caught.value) + logged.getvalue()) == []


def test_failing_engine_names_no_fact(monkeypatch: pytest.MonkeyPatch, logged: StringIO) -> None:
    """What durable_rules says when it fails, with facts in it, reaches neither error nor log."""
    engine = durable_engine.load()
    if engine is None:
        pytest.skip("durable_rules is er niet")

    def fail(*_: Any) -> NoReturn:
        engine.logger.error("Zebra Quagga")
        raise RuntimeError("Zebra Quagga")

    monkeypatch.setattr(engine.Host, "assert_facts", fail)
    with pytest.raises(EngineError) as caught:
        run_case()
    assert "RuntimeError" in str(caught.value)
    assert marks_in(chain(caught.value) + logged.getvalue()) == []


def test_assessment_logs_nothing(logged: StringIO, capfd: pytest.CaptureFixture[str]) -> None:
    """Assessing and showing a case writes nothing to a log, the screen or standard error."""
    found = run_case()
    for render in FORMATS.values():
        render(found)
    assert (logged.getvalue(), *capfd.readouterr()) == ("", "", "")


def invoke(*arguments: str | Path, text: str | None = None) -> Any:
    """Run the command line in this process."""
    from legalkb.cli import main

    return CliRunner().invoke(main, [str(a) for a in arguments], prog_name="legalkb", input=text)


@pytest.mark.parametrize("command", ["beoordeel", "memo"])
def test_unexpected_error_names_no_fact(
    command: str, case_file: Path, monkeypatch: pytest.MonkeyPatch, logged: StringIO
) -> None:
    """An error that nobody foresaw ends in a Dutch sentence without a traceback and without anything of the case."""

    def fail(*_: Any, **__: Any) -> NoReturn:
        raise RuntimeError(CASE)

    monkeypatch.delenv("LEGALKB_DEBUG", raising=False)
    monkeypatch.setattr(assessment, "assess", fail)
    memo = case_file.with_name("memo.html")
    target: list[str | Path] = ["--uit", memo] if command == "memo" else []
    done = invoke(command, case_file, *target)
    assert done.exit_code not in (0, 2)
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert marks_in(done.output.replace(str(case_file), "") + logged.getvalue()) == []
    assert "Traceback" not in done.output
    assert re.search(r"\b(fout|meld)", done.output)
    assert not memo.exists()


# Files


def mode(path: Path) -> int:
    """The rights on a file."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def open_mask() -> Iterator[None]:
    """A mask that would let anybody read and write what is made."""
    old = os.umask(0)
    yield
    os.umask(old)


@pytest.mark.usefixtures("open_mask")
@pytest.mark.parametrize(
    "arguments",
    [["beoordeel", "{zaak}", "--formaat", form] for form in FORMATS] + [["memo", "{zaak}"], ["demo"]],
    ids=lambda a: "-".join(w for w in a if w.isalpha()),
)
def test_output_is_for_the_user_alone(arguments: list[str], case_file: Path) -> None:
    """What is written with --uit can be read and written by the user only, also where it replaces another file."""
    target = case_file.with_name("uit." + ("html" if arguments[0] in ("memo", "demo") else "txt"))
    command = [case_file if a == "{zaak}" else a for a in arguments]
    done = invoke(*command, "--uit", target)
    assert (done.exit_code, mode(target)) == (0, 0o600), done.output
    target.chmod(0o644)
    done = invoke(*command, "--uit", target, "--overschrijf")
    assert (done.exit_code, mode(target)) == (0, 0o600), done.output


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with what is in it."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


EXERCISE = (
    "cursist/antwoord.yaml", "cursist/casus.html", "docent/docentnotities.html", "docent/oefening.yaml",
    "docent/uitwerking.html", "docent/zaak.yaml",
)  # fmt: skip
COMMANDS = (
    ("beoordeel {zaak}", ()),
    ("beoordeel {zaak} --formaat json --uit {werk}/uit.json", ("werk/uit.json",)),
    ("beoordeel -", ()),
    ("memo {zaak} --uit {werk}/memo.html", ("werk/memo.html",)),
    ("memo {zaak} --uit {werk}/memo.md", ("werk/memo.md",)),
    ("feiten paspoort", ()),
    ("verklaar {zaak} 279", ()),
    ("verklaar {zaak} 279 --formaat svg --uit {werk}/uitleg.svg", ("werk/uitleg.svg",)),
    ("watals {zaak} --zonder psychische_druk", ()),
    ("vergelijk {zaak} {zaak}", ()),
    ("bevraag opgesloten", ()),
    ("bevraag --zaken {map} uitkomst:282=onvolledig", ()),
    ("bevraag --zaken {map} feit:opgesloten=ja --index {werk}/index.db", ("werk/index.db",)),
    ("interview {zaak} --antwoorden antwoorden.txt --uit {werk}/gesprek.yaml", ("werk/gesprek.yaml",)),
    ("aanvullen bash", ()),
    ("export {zaak} --wat zaken --uit {werk}/uit.ttl", ("werk/uit.ttl",)),
    (
        "oefening varianten {zaak} --aantal 1 --soort weglaten --formaat md --uit {werk}/varianten.md",
        ("werk/varianten.md",),
    ),
    ("oefening maak --scenario C1 --uit {werk}/oef", tuple(f"werk/oef/oefening-01/{name}" for name in EXERCISE)),
    ("wet 279", ()),
    ("scenario", ()),
    ("nieuw", ()),
    ("demo", ()),
)


def test_nothing_is_written_but_what_is_asked(case_file: Path, tmp_path: Path) -> None:
    """Each command writes the files it is told to and the compiled knowledge base, and no mark enters the latter."""
    for name in ("thuis", "tmp", "leeg", "map"):
        (tmp_path / name).mkdir()
    (tmp_path / "leeg" / "antwoorden.txt").write_text("stop\n", encoding="utf-8")
    (tmp_path / "map" / "zaak.yaml").write_text(CASE, encoding="utf-8")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "LEGALKB"))}
    extra = {"HOME": str(tmp_path / "thuis"), "TMPDIR": str(tmp_path / "tmp"), "PYTHONPATH": str(ROOT)}
    start = "import sys; from legalkb.cli import main; sys.argv[0] = 'legalkb'; main()"
    before = tree(tmp_path)
    expected = set(before)
    for command, written in COMMANDS:
        words = command.format(zaak=case_file, werk=case_file.parent, map=tmp_path / "map").split()
        done = subprocess.run(
            [sys.executable, "-B", "-c", start, *words],
            cwd=tmp_path / "leeg", env=kept | extra, input=CASE, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        expected |= set(written)
        after = tree(tmp_path)
        cached = {
            name for name in after if re.fullmatch(r"thuis/\.cache/legalkb/kennisbank-[0-9a-f]+-[0-9a-f]+\.json", name)
        }
        assert after.keys() - expected == cached, command
        assert len(cached) == 1
        assert marks_in("".join(after[name].decode() for name in cached)) == []
        assert {name: after[name] for name in before} == before
        assert all(mode(tmp_path / name) == 0o600 for name in cached)


def test_unwritable_cache_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the cache folder can't be made, or holds rubbish, the knowledge base is compiled and works."""
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "bestand"))
    expected = knowledge.load(cache=False)
    assert knowledge.load() == expected
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert knowledge.load() == expected
    (file,) = (tmp_path / "legalkb").glob("*.json")
    for rubbish in ("", "{", "[]", "null", f'{{"digest": "{expected.digest}"}}', file.read_text()[:-10]):
        file.write_text(rubbish, encoding="utf-8")
        assert knowledge.load() == expected, rubbish[:20]
    assert [p.name for p in (tmp_path / "legalkb").iterdir()] == [file.name]
