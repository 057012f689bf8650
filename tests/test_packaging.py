"""The package: what wheel and sdist hold, and that each way of installing gives the same knowledge base.

Nothing is downloaded: the builds use the setuptools of this environment, and the fresh environments borrow its
dependencies through a path file.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

from legalkb import __version__, knowledge

ROOT = Path(__file__).resolve().parent.parent
KEPT_OUT = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist", "demo-memo.*")
DATA = {"ontology": ".ttl", "rules": ".yaml"}
OWN_DATA = ("*.py", "py.typed", "*.j2", "*.yaml", "*.css", "*.json")
DIST_INFO = {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "top_level.txt", "licenses/LICENSE"}
ROOT_FILES = {"CHANGELOG.md", "LICENSE", "MANIFEST.in", "PKG-INFO", "README.md", "pyproject.toml", "setup.cfg"}
MUST_HAVE = {
    "py.typed", "report/schema.json", "templates/demo.yaml", "templates/memo.html.j2", "templates/nieuw.yaml",
    "ontology/legalkb.ttl", "ontology/wet/sr_dwang.ttl", "rules/sr_279/lid_1.yaml", "rules/begrippen/minderjarig.yaml",
    "rules/sr_279/voorbeelden/minderjarig.yaml",
}  # fmt: skip

REPORT = """
import legalkb, legalkb.cli
from importlib.metadata import requires
from legalkb import examples, knowledge
from packaging.requirements import Requirement

needed = [Requirement(text) for text in requires("legalkb") or ()] if {installed} else []
for requirement in needed:
    if requirement.marker is None or requirement.marker.evaluate({{"extra": ""}}):
        __import__({{"durable_rules": "durable.engine", "pyyaml": "yaml"}}.get(requirement.name, requirement.name))
print(legalkb.__file__)
print(knowledge.load().digest)
print(len(examples.load()[0]))
"""


def run(command: list[str | Path], cwd: Path, **extra: str) -> str:
    """The output of a command that must succeed, in an environment in which the checkout can't leak in."""
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME", "COVERAGE_PROCESS_START")}
    done = subprocess.run(command, cwd=cwd, env=kept | extra, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def source_tree(folder: Path) -> Path:
    """A copy of the sources, in which builds may leave their traces."""
    return Path(shutil.copytree(ROOT, folder, ignore=KEPT_OUT))


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An sdist, and a wheel that was built from that sdist."""
    folder = tmp_path_factory.mktemp("bouw")
    source = source_tree(folder / "bron")
    run([sys.executable, "-m", "build", "--no-isolation", "--outdir", folder / "dist", source], folder)
    (sdist,), (wheel,) = (list((folder / "dist").glob(f"*{end}")) for end in (".tar.gz", ".whl"))
    return sdist, wheel


def environment(folder: Path) -> Path:
    """The Python of a fresh environment that sees the dependencies of this one, but nothing that is editable here."""
    run([sys.executable, "-m", "venv", "--without-pip", folder], folder.parent)
    python = next(p for p in (folder / "bin" / "python", folder / "Scripts" / "python.exe") if p.exists())
    packages = Path(run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], folder).strip())
    paths = dict.fromkeys(sysconfig.get_path(name) for name in ("purelib", "platlib"))
    (packages / "geleend.pth").write_text("\n".join(paths) + "\n", encoding="utf-8")
    return python


def install(python: Path, *what: str | Path) -> None:
    """Install into an environment, from this disk alone."""
    offline = ("--no-deps", "--no-index", "--no-build-isolation", "--disable-pip-version-check", "--quiet")
    run([sys.executable, "-m", "pip", "--python", python, "install", *offline, *what], python.parent)


def works(python: Path, home: Path, installed: bool = True, **extra: str) -> Path:
    """Check digest, examples and commands of an installation; give the folder it was imported from."""
    extra |= {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "COLUMNS": "80"}
    text = run([python, "-c", REPORT.format(installed=installed)], Path("/"), **extra)
    place, digest, examples = text.splitlines()
    assert digest == knowledge.load(cache=False).digest
    assert int(examples) > 400
    entry = "import sys; from legalkb.cli import main; sys.argv[0] = 'legalkb'; main()"
    script = [python.parent / "legalkb"] if installed else [python, "-c", entry]
    memo = home / "memo.html"
    assert "paspoort" in run([*script, "feiten", "paspoort"], Path("/"), **extra)
    run([*script, "demo", "--uit", memo], Path("/"), **extra)
    assert "Achterlating" in memo.read_text(encoding="utf-8")
    return Path(place).parent


def data_files(top: Path) -> set[str]:
    """Every file of ontology and rules that has to ship."""
    return {
        str(p.relative_to(top))
        for name, suffix in DATA.items()
        for p in (top / name).rglob(f"*{suffix}")
        if p.is_file()
    }


def own_files() -> set[str]:
    """Every file of the Python package."""
    package = ROOT / "legalkb"
    return {str(p.relative_to(ROOT)) for pattern in OWN_DATA for p in package.rglob(pattern) if p.is_file()}


def test_wheel_holds_what_is_needed_and_nothing_else(archives: tuple[Path, Path]) -> None:
    """The wheel has the package, all Turtle and YAML and the licence, and no tests or stray files."""
    with zipfile.ZipFile(archives[1]) as wheel:
        names = set(wheel.namelist())
    info = f"legalkb-{__version__}.dist-info"
    assert names == own_files() | {f"legalkb/{n}" for n in data_files(ROOT)} | {f"{info}/{n}" for n in DIST_INFO}
    assert {f"legalkb/{name}" for name in MUST_HAVE} <= names


def test_sdist_holds_what_is_needed_and_nothing_else(archives: tuple[Path, Path]) -> None:
    """The sdist has the same files where the sources have them, with the files of the project, and no tests."""
    with tarfile.open(archives[0]) as sdist:
        names = {m.name.split("/", 1)[1] for m in sdist.getmembers() if m.isfile()}
    names = {name for name in names if not re.match(r"legalkb\.egg-info/", name)}
    assert names == own_files() | data_files(ROOT) | ROOT_FILES


def test_wheel_works_elsewhere(archives: tuple[Path, Path], tmp_path: Path) -> None:
    """A wheel in a fresh environment gives the same knowledge base, examples and commands, far from the checkout."""
    python = environment(tmp_path / "omgeving")
    install(python, archives[1])
    assert (tmp_path / "omgeving") in works(python, tmp_path).parents


def test_editable_install_works_elsewhere(tmp_path: Path) -> None:
    """An editable install of a copy of the sources does the same, and sees a new rule file at once."""
    source = source_tree(tmp_path / "bron")
    python = environment(tmp_path / "omgeving")
    install(python, "--editable", source)
    assert works(python, tmp_path) == source / "legalkb"
    (source / "rules" / "begrippen" / "nieuw.yaml").write_text("id: [", encoding="utf-8")
    broken = subprocess.run(
        [python, "-c", "from legalkb import knowledge; knowledge.load()"],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert "rules/begrippen/nieuw.yaml:1" in broken.stderr


def test_bare_checkout_works_elsewhere(tmp_path: Path) -> None:
    """A copy of the sources that is not installed does the same when Python is told where it is."""
    source = source_tree(tmp_path / "bron")
    python = environment(tmp_path / "omgeving")
    assert works(python, tmp_path, installed=False, PYTHONPATH=str(source)) == source / "legalkb"
