"""Completion: what is offered, in real shells too, quietly and from the knowledge base alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from fixtures_shell import SOURCE, Terminal, environment, found, terminal

from legalkb import knowledge
from legalkb.cli import completion, main
from legalkb.cli.completion_scripts import SCRIPTS

TYPED = [
    ("legalkb wat", "watals"),
    ("legalkb watals zaak.yaml --fei", "--feit"),
    ("legalkb watals zaak.yaml --feit reisd", "reisdocument_weggenomen"),
    ("legalkb watals zaak.yaml --feit reisdocument_w", "reisdocument_weggenomen="),
    ("legalkb watals zaak.yaml --feit opgesloten=onb", "opgesloten=onbekend"),
    ("legalkb watals zaak.yaml --feit 'opgesloten=onb", "opgesloten=onbekend"),
    ("legalkb watals zaak.yaml --feit opgesloten=ja,voorw", "voorwerp="),
    ("legalkb watals zaak.yaml --zonder opg", "opgesloten"),
    ("legalkb beoordeel za", "zaak.yaml"),
    ("legalkb beoordeel zaak.yaml --formaat htm", "html"),
    ("legalkb beoordeel zaak.yaml --formaat=htm", "--formaat=html"),
    ("legalkb wet 28", "285c"),
    ("legalkb wet 1:23", "1:233"),
    ("legalkb wet 282 l", "lid"),
    ("echo hoi | legalkb scenario S0", "S01"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a case file in it."""
    home = tmp_path_factory.mktemp("thuis")
    (home / "zaak.yaml").write_text("feiten: [opgesloten]\n", encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def env(folder: Path) -> dict[str, str]:
    """An environment in which ``legalkb`` is on the path."""
    return environment(folder)


@pytest.fixture(scope="module", params=["bash", "zsh"])
def shell(request: pytest.FixtureRequest, env: dict[str, str], folder: Path) -> Iterator[Terminal]:
    """A shell in a terminal."""
    with terminal(request.param, found(request.param), env, folder) as started:
        yield started


@pytest.mark.parametrize(("line", "expected"), TYPED, ids=[line for line, _ in TYPED])
def test_tab_in_a_terminal(shell: Terminal, line: str, expected: str) -> None:
    """Typing a part of a command and Tab gives the rest, and no complaint."""
    shown = shell.tab(line, expected)
    assert expected in shown
    assert "fout" not in shown.casefold()
    assert "Traceback" not in shown


@pytest.mark.parametrize(("line", "expected"), TYPED, ids=[line for line, _ in TYPED])
def test_fish_completes(env: dict[str, str], folder: Path, line: str, expected: str) -> None:
    """Fish itself gives what it would show on Tab."""
    path = found("fish")
    quoted = line.replace("'", r"\'")
    command = [path, "--no-config", "-c", f"{SOURCE['fish']}; complete -C '{quoted}'"]
    done = subprocess.run(command, env=env, cwd=folder, capture_output=True, text=True, check=True)
    assert any(expected in answer.split("\t")[0] for answer in done.stdout.splitlines()), done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("name", SCRIPTS)
def test_script_is_sound_and_says_how_to_install(name: str, env: dict[str, str], tmp_path: Path) -> None:
    """The script of each shell tells in a comment the one line to install it, and the shell can read it."""
    shown = CliRunner().invoke(main, ["aanvullen", name], prog_name="legalkb")
    assert shown.exit_code == 0
    assert any(line.startswith("#   ") and f"legalkb aanvullen {name}" in line for line in shown.stdout.splitlines())
    script = tmp_path / "script"
    script.write_text(shown.stdout, encoding="utf-8")
    done = subprocess.run([found(name), "-n", str(script)], env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_unknown_shell_is_misuse() -> None:
    """A shell that is not known is refused with the known ones."""
    shown = CliRunner().invoke(main, ["aanvullen", "bsh"], prog_name="legalkb")
    assert shown.exit_code == 2
    assert "(bash, zsh, fish). Bedoelde u bash" in shown.stderr


def answers(line: str, env: dict[str, str], before: str = "") -> subprocess.CompletedProcess[str]:
    """What the program answers a shell."""
    asked = {**env, "COMP_WORDS": f"{line}.", "COMP_CWORD": "9999", "_LEGALKB_COMPLETE": "bash_complete"}
    code = f"import sys; {before}\nfrom legalkb.cli import main; sys.argv[0] = 'legalkb'; main()"
    return subprocess.run([sys.executable, "-c", code], env=asked, capture_output=True, text=True, check=False)


def values(line: str, env: dict[str, str]) -> list[str]:
    """The values offered for a line."""
    return [a.split("\t")[1] for a in answers(line, env).stdout.splitlines()]


def test_every_parameter_with_known_values_completes() -> None:
    """Each option with a list of words, and each argument that is a file, fact, scenario or article, is completed."""
    assert isinstance(main, click.Group)
    free = {"op", "alleen", "verdachte", "slachtoffer", "tijdslimiet", "taken", "aantal", "zaad", "peildatum"}
    below = [c for g in main.commands.values() if isinstance(g, click.Group) for c in g.commands.values()]
    for command in (*main.commands.values(), *below):
        for param in command.params:
            flag = isinstance(param, click.Option) and param.is_flag
            if not flag and param.name not in free:
                assert param._custom_shell_complete is not None, f"{command.name} {param.name}"


def test_facts_come_with_their_label(env: dict[str, str]) -> None:
    """Every fact type is offered with its label; for assuming only those that do not follow from something else."""
    kinds = knowledge.load().vocabulary.fact_types
    shown = answers("legalkb feiten ", env).stdout.splitlines()
    assert {tuple(a.split("\t")[1:]) for a in shown} == {(k.id, k.label) for k in kinds.values()}
    assert set(values("legalkb watals zaak.yaml --feit ", env)) == {f"{k.id}=" for k in kinds.values() if not k.derived}


def test_scenarios_and_articles_are_those_of_the_knowledge_base(env: dict[str, str]) -> None:
    """Every scenario and every article that can be looked up is offered, and each offered article is found."""
    words = knowledge.load().vocabulary
    assert values("legalkb scenario ", env) == [s.id for s in words.scenarios]
    articles = values("legalkb wet ", env)
    assert {"279", "285c", "321", "1:233", "Sv"} <= set(articles)
    assert values("legalkb wet Sv ", env)
    assert values("legalkb wet 279 lid ", env) == ["1", "2"]
    numbers = [a for a in articles if a[0].isdigit()]
    for article in numbers[:: max(1, len(numbers) // 8)]:
        assert CliRunner().invoke(main, ["wet", article], prog_name="legalkb").exit_code == 0, article


def test_the_word_that_compares_a_text_is_offered_first_alone(env: dict[str, str]) -> None:
    """``wet`` offers ``bijwerken`` as its first word only, and behind it files and the options of that."""
    assert values("legalkb wet bij", env) == ["bijwerken"]
    assert "bijwerken" not in values("legalkb wet 279 ", env)
    assert "bijwerken" not in values("legalkb verklaar ", env)
    assert answers("legalkb wet bijwerken wet.x", env).stdout.startswith("file\t")
    assert answers("legalkb wet bijwerken wet.xml --wti w", env).stdout.startswith("file\t")
    assert set(values("legalkb wet bijwerken --", env)) == {"--wti", "--uit", "--help"}


def test_no_case_is_opened(env: dict[str, str], folder: Path) -> None:
    """Completing behind a case file opens nothing of the folder it is in."""
    hook = "sys.addaudithook(lambda e, a: e == 'open' and print(a[0], file=sys.stderr))"
    done = answers(f"legalkb watals {folder / 'zaak.yaml'} --zonder opg", {**env, "PYTHONDONTWRITEBYTECODE": "1"}, hook)
    assert "opgesloten" in done.stdout
    opened = [line for line in done.stderr.splitlines() if line.startswith(str(folder))]
    assert all(line.startswith(str(folder / "cache")) for line in opened), opened
    assert opened


@pytest.mark.parametrize("what", ["fact_type", "fact_value", "scenario", "provision", "rule"])
def test_quiet_when_the_knowledge_base_is_broken(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the knowledge base cannot be read nothing is offered and nothing said."""

    def broken() -> knowledge.KnowledgeBase:
        raise RuntimeError

    context = click.Context(click.Command("x"))
    param = click.Argument(["naam"])
    assert getattr(completion, what)(context, param, "")
    monkeypatch.setattr(completion, "_knowledge", broken)
    assert getattr(completion, what)(context, param, "") == []


@pytest.mark.parametrize(
    "line", ["legalkb", "legalkb ", "legalkb bestaatniet x ", "legalkb wet '", 'legalkb feiten "a', "legalkb -", ""]
)
def test_strange_lines_are_quiet(line: str, env: dict[str, str]) -> None:
    """Whatever is on the line, nothing is said on standard error."""
    assert answers(line, env).stderr == ""


def test_built_in_way_of_click_gives_the_same_script(env: dict[str, str]) -> None:
    """The way in which programs made with click give their script gives this script too."""
    code = "import sys; from legalkb.cli import main; sys.argv[0] = 'legalkb'; main()"
    asked = {**env, "_LEGALKB_COMPLETE": "bash_source"}
    done = subprocess.run([sys.executable, "-c", code], env=asked, capture_output=True, text=True, check=True)
    assert done.stdout == SCRIPTS["bash"]
