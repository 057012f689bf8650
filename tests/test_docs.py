"""The documentation: generated pages are fresh, commands work as shown, links resolve, nothing is missing."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import click
import pytest
from fixtures_docs import FENCE, HOW_TO, LINK, PAGES, REFERENCE, ROOT, Block, blocks, name_of, prose, words

from legalkb import checks, examples, knowledge
from legalkb.case_reader import read_case
from legalkb.engine import BUILTIN
from legalkb.node import SourceText

PLAIN_TOOLS = {"cat", "cp", "echo", "grep", "head", "ls", "mkdir", "mv", "printf", "rm", "sort", "tail"}
named = pytest.mark.parametrize("page", PAGES, ids=name_of)


# What is generated


@cache
def generator() -> ModuleType:
    """The script that makes pages."""
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "docs" / "make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["commandoregel.md", "feittypen.md", "graaf.md", "ontologie-controle.md", "vragen.md"])
def test_generated_page_is_fresh(name: str) -> None:
    """The page equals what the program and the ontology give now; otherwise run ``make docs``."""
    assert (REFERENCE / name).read_text(encoding="utf-8") == generator().PAGES[name]()


def test_every_command_and_option_is_on_the_page() -> None:
    """Each command and each option is named, and each command has help with an example."""
    from legalkb.cli import main

    assert isinstance(main, click.Group)
    page = (REFERENCE / "commandoregel.md").read_text(encoding="utf-8")
    for name, command in main.commands.items():
        _, _, section = page.partition(f"## legalkb {name}\n")
        section = section.partition("\n## ")[0]
        assert section, f"{name} is not on the page"
        assert f"legalkb {name}" in section.partition("```text")[2].partition("\n")[2], f"{name} has no example"
        for option in (o for p in command.params if isinstance(p, click.Option) and not p.hidden for o in p.opts):
            assert option in section, f"{name} {option}"
            assert next(p for p in command.params if option in p.opts).help, f"{name} {option} has no help"


# What is shown works


@pytest.fixture(scope="session")
def shell(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment with ``legalkb`` on the path and a cache and home of its own."""
    folder = tmp_path_factory.mktemp("schil")
    script = folder / "legalkb"
    start = "import sys; from legalkb.cli import main; sys.argv[0] = 'legalkb'; main()"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{start}" "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    extra = {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "HOME": str(folder), "PYTHONPATH": str(ROOT)}
    return {**os.environ, **extra, "XDG_CACHE_HOME": str(folder / "cache"), "COLUMNS": "100"}


def saved_files() -> dict[str, str]:
    """The files that pages tell the reader to make: blocks whose first line is a comment ``bestand: NAAM``."""
    found: dict[str, str] = {}
    for text in (b.text for page in PAGES for b in blocks(page) if b.language in ("yaml", "xml")):
        name = re.match(r"(?:#|<!--) bestand: (\S+)(?: -->)?\n", text)
        if name:
            assert found.get(name[1], text) == text, f"{name[1]} is shown with different contents"
            found[name[1]] = text
    return found


def commands(block: Block) -> Iterator[tuple[str, list[str]]]:
    """The commands of a block, each with the output that is shown for it."""
    command = ""
    shown: list[str] = []
    for line in re.sub(r"\\\n", " ", block.text).splitlines():
        if line.startswith("$ "):
            if command:
                yield command, shown
            command, shown = line[2:].strip(), []
        else:
            shown.append(line)
    if command:
        yield command, shown


def runnable(command: str) -> bool:
    """Whether every part of a command is legalkb or a plain tool on files."""
    return all(part.split()[0] in PLAIN_TOOLS | {"legalkb"} for part in re.split(r"\|\||&&|[|;]", command))


def occurs(line: str, output: str) -> bool:
    """Whether a shown line is in the output; ``…`` stands for anything, and spacing does not count."""
    parts = [r"\s+".join(re.escape(word) for word in part.split()) for part in line.split("…")]
    return re.search(r".*?".join(parts), output) is not None


CHECK, REPORT = "legalkb controleer", "kwaliteit.md"
CHECKED: list[tuple[int, str, str]] = []


def output(command: str, folder: Path, environment: dict[str, str]) -> tuple[int, str]:
    """The exit code and output of a command; the long check is done once, with its report, as it reads no file of the
    page."""

    def run(command: str) -> tuple[int, str]:
        done = subprocess.run(
            ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout + done.stderr

    reported = f"{CHECK} --rapport {REPORT}"
    if command not in (CHECK, reported):
        return run(command)
    if not CHECKED:
        CHECKED.append((*run(reported), (folder / REPORT).read_text(encoding="utf-8")))
    code, text, report = CHECKED[0]
    (folder / REPORT).write_text(report, encoding="utf-8")
    return code, text


@named
def test_commands_work_as_shown(page: Path, tmp_path: Path, shell: dict[str, str]) -> None:
    """Each command in a console block runs, and what is shown below it is what it prints."""
    shown_commands = [c for b in blocks(page) if b.language == "console" for c in commands(b)]
    if not shown_commands:
        return
    for name, text in saved_files().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for command, shown in shown_commands:
        if not runnable(command):
            target = re.fullmatch(r"make (\w+)", command)
            assert target is None or re.search(rf"^{target[1]}:", (ROOT / "Makefile").read_text(), re.MULTILINE)
            continue
        code, text = output(command, tmp_path, shell)
        expected = [line for line in shown if line.strip()]
        assert code == 0 or (code == 1 and expected), f"{command}: {code}\n{text}"
        absent = [line for line in expected if not occurs(line, text)]
        assert not absent, f"{command}\nshown and not printed: {absent}\nprinted:\n{text}"


@named
def test_names_in_yaml_exist(page: Path) -> None:
    """Each fact type and rule that a YAML block names is known, and each whole case can be read."""
    kinds = words().vocabulary.fact_types.keys() | words().rulebook.concepts.keys()
    kinds |= {m.id for m in words().rulebook.measures}
    kinds |= {name for p in PAGES for b in blocks(p) for name in re.findall(r"^<feit/(\w+)> a ", b.text, re.MULTILINE)}
    for text in (b.text for b in blocks(page) if b.language == "yaml"):
        facts = set(re.findall(r"\bfeit: ([a-z0-9_]+)", text)) - {"x"}
        rules = set(re.findall(r"\bbepaling: (sr-[\w-]+)", text))
        assert facts <= kinds, f"unknown: {sorted(facts - kinds)}"
        assert rules <= set(words().rulebook.keys), f"unknown: {sorted(rules)}"
        if text.startswith("# bestand:") and "\noefening:" not in text:
            read_case(SourceText(name_of(page), text), words().vocabulary)


DOORS = {
    "feittype-toevoegen.md": "ontology/feittypen/goederen.ttl",
    "scenario-toevoegen.md": "ontology/scenarios.ttl",
    "oefenstof-toevoegen.md": "ontology/oefeningen/bezettingen.ttl",
    "valkuil-toevoegen.md": "ontology/oefeningen/valkuilen.ttl",
    "nieuwe-wetsversie-toevoegen.md": "ontology/wet/sr_goederen.ttl",
}


def test_blocks_of_the_how_to_pages_work(tmp_path: Path) -> None:
    """What the pages tell to add can be added as it stands: Turtle, an indication, and an example that then passes."""
    for name in ("ontology", "rules"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for page, file in DOORS.items():
        added = [b.text for b in blocks(HOW_TO / page) if b.language == "turtle"]
        assert added, page
        target = tmp_path / file
        target.write_text("\n".join([target.read_text(encoding="utf-8"), *added]), encoding="utf-8")
    rule = tmp_path / "rules" / "sr_321" / "verduistering.yaml"
    before, element, after = rule.read_text(encoding="utf-8").partition("  - id: toe_eigent\n")
    indication = next(b.text for b in blocks(HOW_TO / "regel-toevoegen.md") if b.language == "yaml").strip()
    rule.write_text(before + element + after.replace("voor:\n", f"voor:\n        {indication}\n", 1), encoding="utf-8")
    changed = knowledge.load(tmp_path, cache=False)
    assert changed.vocabulary.fact_types.keys() > words().vocabulary.fact_types.keys()
    assert {s.id for s in changed.vocabulary.scenarios} > {s.id for s in words().vocabulary.scenarios}
    assert len(changed.training["traps"]) == len(words().training["traps"]) + 1
    assert set(_versions(changed)) > set(_versions(words()))
    problems = knowledge.nonconformities(tmp_path)
    assert [str(r) for r in checks.run(changed, problems) if r.severity == "fout" and "citaat" not in r.text] == []
    shown = next(b.text for b in blocks(HOW_TO / "voorbeeld-toevoegen.md") if b.text.startswith("naam:"))
    found = examples.run(examples.read("rules/sr_321/voorbeelden/nieuw.yaml", shown), changed, BUILTIN)
    assert [str(f) for _, _, failures in found for f in failures] == []


def _versions(base: knowledge.KnowledgeBase) -> Iterator[tuple[str, str]]:
    for name, versions in base.vocabulary.law.provisions.items():
        yield from ((name, v.valid_from) for v in versions)


# Links


def slug(heading: str) -> str:
    """The anchor that a heading gets."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower().replace("`", "")).replace(" ", "-")


def targets(page: Path) -> Iterator[tuple[str, str]]:
    """The path and anchor of each link of a page to a place in the project."""
    for inline, reference in LINK.findall(prose(page)):
        link = inline or reference
        if not re.match(r"[a-z]+:", link):
            path, _, anchor = link.partition("#")
            yield path, anchor


@named
def test_links_resolve(page: Path) -> None:
    """Each link to a file or heading of the project leads somewhere."""
    for path, anchor in targets(page):
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{path} does not exist"
        assert target.is_relative_to(ROOT), f"{path} lies outside the project"
        if anchor and target.suffix == ".md":
            headings = re.findall(r"^#+ (.+)$", FENCE.sub("", target.read_text(encoding="utf-8")), re.MULTILINE)
            assert anchor in map(slug, headings), f"{path}#{anchor}"


def test_every_page_can_be_reached() -> None:
    """Each page can be reached from the README or the index of the documentation."""
    todo, seen = [ROOT / "README.md", ROOT / "docs" / "index.md"], set()
    while todo:
        page = todo.pop()
        if page not in seen and page.suffix == ".md" and page.exists():
            seen.add(page)
            todo += [(page.parent / path).resolve() for path, _ in targets(page) if path]
    assert sorted(name_of(p) for p in set(PAGES) - seen) == []


@named
def test_page_has_one_title(page: Path) -> None:
    """Each page opens with its only heading of the first rank."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    assert text.startswith("# ") or page.name == "README.md"
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
