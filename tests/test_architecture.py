"""The architecture as a test: who imports what, who reads the clock, and how large things may be."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "legalkb"
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}

# Each third-party package and the only modules that may import it; "legalkb.cli" stands for all of that package.
THIRD_PARTY = {
    "clingo": {"legalkb.relevance.cheapest", "legalkb.relevance.solver", "legalkb.relevance.settling"},
    "click": {"legalkb.cli"},
    "defusedxml": {"legalkb.upkeep.markup"},
    "durable": {"legalkb.engine.durable_engine"},
    "jinja2": {"legalkb.report.templating", "legalkb.training.phrases"},
    "markupsafe": {"legalkb.report.templating"},
    "pyoxigraph": {"legalkb.linked"},
    "rdflib": {
        "legalkb.linked.json_ld",
        "legalkb.law_conformance",
        "legalkb.ontology_checks",
        "legalkb.ontology_conformance",
        "legalkb.ontology_reader",
        "legalkb.ontology_training",
        "legalkb.ontology_traps",
        "legalkb.shapes",
        "legalkb.turtle_places",
        "legalkb.upkeep.held",
    },
    "yaml": {
        "legalkb.yaml_tree",
        "legalkb.syntax_errors",
        "legalkb.interview.case_text",
        "legalkb.training.exercise_file",
    },
}

# The only places that may look at the clock, the environment or the user's folders.
OUTSIDE_WORLD = {
    "legalkb.engine.durable_engine": {"time.monotonic"},  # put in place of the wall clock of durable_rules
    "legalkb.knowledge": {"os.environ", "Path.home"},  # the cache folder
    "legalkb.linked.terms": {"urllib.parse"},  # percent-encoding alone
    "legalkb.report.as_table": {"shutil.get_terminal_size"},  # only when no width is given
    "legalkb.cli": {"os.environ", "shutil.get_terminal_size"},
}
READS_WORLD = {
    "date.today", "datetime.now", "datetime.today", "datetime.utcnow", "os.environ", "os.getenv", "os.getcwd",
    "os.path.expanduser", "Path.cwd", "Path.expanduser", "Path.home", "shutil.get_terminal_size", "time.localtime",
    "time.monotonic", "time.perf_counter", "time.time", "locale.getlocale", "platform.node", "getpass.getuser",
    "os.getlogin", "socket.socket", "urllib.request", "http.client", "random.random", "uuid.uuid4",
}  # fmt: skip

# What a part of the package may import of the rest: each from its own side of the one direction of the data.
LAYERS = {
    "legalkb.accountability.page": set(),
    "legalkb.accountability": {
        "legalkb.accountability",
        "legalkb.case_fields",
        "legalkb.checks",
        "legalkb.dates",
        "legalkb.engine",
        "legalkb.errors",
        "legalkb.examples",
        "legalkb.fields",
        "legalkb.findings",
        "legalkb.knowledge",
        "legalkb.node",
        "legalkb.rulebook",
        "legalkb.source",
        "legalkb.statements",
        "legalkb.vocabulary",
    },
    "legalkb.evidence": set(),
    "legalkb.gate_findings": {"legalkb.evidence"},
    "legalkb.findings": {"legalkb.evidence", "legalkb.gate_findings"},
    "legalkb.errors": set(),
    "legalkb.inference": set(),
    "legalkb.node": set(),
    "legalkb.engine": {"legalkb.errors", "legalkb.inference", "legalkb.engine"},
    "legalkb.comparison.model": {"legalkb.findings"},
    "legalkb.comparison": {
        "legalkb.assessment",
        "legalkb.case",
        "legalkb.case_fields",
        "legalkb.case_reader",
        "legalkb.comparison",
        "legalkb.compilation",
        "legalkb.dates",
        "legalkb.engine",
        "legalkb.errors",
        "legalkb.fields",
        "legalkb.findings",
        "legalkb.knowledge",
        "legalkb.near_names",
        "legalkb.node",
        "legalkb.rulebook",
        "legalkb.vocabulary",
    },
    "legalkb.explanation.tree": {"legalkb.findings"},
    "legalkb.training.pair": {"legalkb.comparison.model", "legalkb.findings"},
    "legalkb.report": {
        "legalkb.accountability.page",
        "legalkb.comparison.model",
        "legalkb.explanation.tree",
        "legalkb.findings",
        "legalkb.quality.model",
        "legalkb.report",
        "legalkb.training.grades",
        "legalkb.training.handout",
        "legalkb.training.pair",
    },
    "legalkb.quality.model": set(),
    "legalkb.training.handout": {"legalkb.findings"},
    "legalkb.training.grades": {"legalkb.findings"},
    "legalkb.shapes": set(),
    "legalkb.turtle_places": set(),
    "legalkb.law_conformance": {"legalkb.ontology_reader"},
    "legalkb.rulebook": set(),
    "legalkb.vocabulary": {"legalkb.findings"},
    "legalkb.ontology_reader": {"legalkb.errors"},
    "legalkb.compilation": {"legalkb.inference", "legalkb.rulebook"},
    "legalkb.linked.worker": set(),
    "legalkb.linked.tokens": {"legalkb.errors"},
    "legalkb.linked.index": {"legalkb.linked.terms"},
    "legalkb.linked.terms": {"legalkb.rulebook"},
    "legalkb.upkeep.markup": {"legalkb.errors", "legalkb.node"},
    "legalkb.upkeep.words": set(),
    "legalkb.query.tree": set(),
    "legalkb.query.tokens": set(),
    "legalkb.query.sql": {"legalkb.dates", "legalkb.query.tree"},
}
LONGEST_MODULE, LONGEST_FUNCTION = 300, 50
GROWS = {
    "legalkb.field_values.Reading",  # they gather problems while a file is read
    "legalkb.rule_file.RuleFile",
    "legalkb.training.chance.Chance",  # the place in a row of choices
    "legalkb.training.telling.Naming",  # who was named already
}

named = pytest.mark.parametrize("module", MODULES)
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def tree(module: str) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def within(module: str, place: str) -> bool:
    """Whether a module is a place or lies below it."""
    return module == place or module.startswith(place + ".")


def _nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Every node except what only the type checker sees."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            continue
        yield child
        yield from _nodes(child)


def imports(module: str) -> Iterator[str]:
    """Every module that a module imports, also within functions and by name."""
    for node in _nodes(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} has a relative import"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in MODULES else str(node.module)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            name = node.args[0]
            assert isinstance(name, ast.Constant), f"{module} imports a name that is not written out"
            yield str(name.value)


def own_imports(module: str) -> set[str]:
    """The modules of legalkb that a module imports."""
    return {name for name in imports(module) if within(name, "legalkb")} - {"legalkb", module}


@named
def test_third_party_packages_stay_at_their_place(module: str) -> None:
    """Each third-party package is imported by the modules named for it and by no other."""
    packages = {name.split(".")[0] for name in imports(module)} - set(sys.stdlib_module_names) - {"legalkb"}
    strangers = {p for p in packages if not any(within(module, place) for place in THIRD_PARTY.get(p, ()))}
    assert not strangers, f"{module} imports {sorted(strangers)}"


@named
def test_layers(module: str) -> None:
    """A part of the package imports only what lies before it in the direction of the data."""
    for part, allowed in LAYERS.items():
        if within(module, part):
            beyond = {n for n in own_imports(module) if not any(within(n, a) for a in allowed)}
            assert not beyond, f"{module} imports {sorted(beyond)}"
    if not within(module, "legalkb.cli"):
        outer = {n for n in own_imports(module) if within(n, "legalkb.cli")}
        outer |= {
            n for n in own_imports(module) if within(n, "legalkb.report") and not within(module, "legalkb.report")
        }
        assert not outer, f"{module} imports {sorted(outer)}"


def test_no_cyclic_imports() -> None:
    """No module imports, in however many steps, a module that imports it."""
    remaining = {module: own_imports(module) & MODULES.keys() for module in MODULES}
    while free := [module for module, needs in remaining.items() if not needs & remaining.keys()]:
        for module in free:
            del remaining[module]
    assert not remaining, f"in or behind a circle: {sorted(remaining)}"


@named
def test_no_module_looks_at_the_world(module: str) -> None:
    """Nothing reads the clock, the environment or the network except at the places named above."""
    allowed = {item for place, items in OUTSIDE_WORLD.items() if within(module, place) for item in items}
    used = {ast.unparse(node) for node in _nodes(tree(module)) if isinstance(node, ast.Attribute)}
    found = {world for world in READS_WORLD for name in used if name == world or name.endswith("." + world)}
    found |= {name for name in imports(module) if name.split(".")[0] in ("socket", "urllib", "http", "random", "uuid")}
    imported = {
        f"{node.module}.{alias.name}"
        for node in _nodes(tree(module))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert not (found | (imported & READS_WORLD)) - allowed


def test_environment_variables_are_few() -> None:
    """The only variables of the environment that are read by name are these two."""
    calls = [n for m in MODULES for n in _nodes(tree(m)) if isinstance(n, ast.Call | ast.Subscript)]
    texts = {
        ast.unparse(n) for n in calls if ast.unparse(n).startswith(("os.environ.get(", "os.environ[", "os.getenv("))
    }
    assert {name for text in texts for name in re.findall(r"'(\w+)'", text)} == {"LEGALKB_DEBUG", "XDG_CACHE_HOME"}


@named
def test_sizes(module: str) -> None:
    """No module is longer than 300 lines and no function longer than 50."""
    lines = MODULES[module].read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST_MODULE, f"{module}: {lines} lines"
    for node in ast.walk(tree(module)):
        if isinstance(node, Function) and node.end_lineno is not None:
            length = node.end_lineno - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{module}.{node.name}: {length} lines"


def _public(node: ast.Module | ast.ClassDef, prefix: str) -> Iterator[tuple[str, Function | ast.ClassDef]]:
    for child in node.body:
        if isinstance(child, Function | ast.ClassDef) and not child.name.startswith("_"):
            yield f"{prefix}.{child.name}", child
            if isinstance(child, ast.ClassDef):
                yield from _public(child, f"{prefix}.{child.name}")


def _stub(node: Function | ast.ClassDef) -> bool:
    """Whether a function is only declared, as in a protocol."""
    return isinstance(node, Function) and ast.unparse(node.body[-1]) == "..."


@named
def test_everything_public_has_a_docstring(module: str) -> None:
    """Each module, public class, function and method says what it is."""
    assert ast.get_docstring(tree(module)), f"{module} has no docstring"
    silent = [name for name, node in _public(tree(module), module) if not ast.get_docstring(node) and not _stub(node)]
    assert not silent


@named
def test_values_are_frozen(module: str) -> None:
    """Each public dataclass is frozen and has slots, so that nobody changes a conclusion afterwards."""
    for name, node in _public(tree(module), module):
        for decorator in node.decorator_list:
            text = ast.unparse(decorator)
            if text.startswith("dataclass") and name not in GROWS:
                assert "frozen=True" in text, name
                assert "slots=True" in text, name


@pytest.mark.parametrize("arguments", [["--help"], ["beoordeel", "--help"]], ids=" ".join)
def test_help_loads_click_alone(arguments: list[str]) -> None:
    """Asking for help imports none of the heavy packages."""
    code = (
        "import sys; from legalkb.cli import main\n"
        f"main({arguments!r}, standalone_mode=False)\n"
        "print(sorted({'rdflib', 'yaml', 'jinja2', 'durable'} & sys.modules.keys()), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert "legalkb" in done.stdout
