"""The knowledge base: vocabulary, law and rules, compiled once and kept in the user's cache folder.

The cache holds only what comes from ``ontology/`` and ``rules/``, never anything of a case. A cache that is
damaged or cannot be written is passed over.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from legalkb import __version__, rulebook, vocabulary
from legalkb.engine import RuleSet, compile_rules
from legalkb.errors import LegalkbError, OntologyError, Problem, RuleFileError
from legalkb.inference import InferenceRule
from legalkb.node import plain
from legalkb.rule_file import RuleFile
from legalkb.rulebook import Rulebook
from legalkb.source import parse
from legalkb.vocabulary import Vocabulary

EXAMPLES = "voorbeelden"
PROSECUTION = "rules/vervolging/"
SHAPES = "ontology/vormen/"
COMPILERS = (
    "ontology_reader", "ontology_traps", "ontology_training", "rule_file", "rulebook_reader", "rulebook", "vocabulary",
    "knowledge",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """Vocabulary and rule book, with the hash of the files they were read from; ``prosecution`` and ``training`` hold
    plain data for the parts of the program that use it."""

    vocabulary: Vocabulary
    rulebook: Rulebook
    digest: str
    prosecution: Mapping[str, Any] = field(default_factory=dict)
    training: Mapping[str, Any] = field(default_factory=dict)
    compiled: dict[str, RuleSet] = field(init=False, default_factory=dict, compare=False, repr=False)
    built: dict[str, Any] = field(init=False, default_factory=dict, compare=False, repr=False)

    def rule_set(self, name: str, rules: Callable[[], tuple[InferenceRule, ...]]) -> RuleSet:
        """The compiled rules under a name; made once for this knowledge base."""
        if name not in self.compiled:
            self.compiled[name] = compile_rules(rules())
        return self.compiled[name]

    def once(self, name: str, build: Callable[[], Any]) -> Any:
        """What follows from the knowledge base alone; built once for it."""
        if name not in self.built:
            self.built[name] = build()
        return self.built[name]

    def gate_data(self, kind: str, build: Callable[[Mapping[str, Any]], Any]) -> Any:
        """The data of a prosecution gate; built once for this knowledge base."""
        return self.once(kind, lambda: build(self.prosecution[kind]))


def data_folder(name: str, folder: Path | None = None) -> Traversable:
    """Where ``ontology`` or ``rules`` lies: in ``folder``, inside the package, or in the checkout beside it."""
    if folder is not None:
        return folder / name
    inside = files("legalkb") / name
    return inside if inside.is_dir() else Path(__file__).resolve().parent.parent / name


def walk(folder: Traversable, suffix: str, prefix: str) -> Iterator[tuple[str, Traversable]]:
    """Every file below a folder with that suffix, as (path from the project's root, file), in order."""
    for entry in sorted(folder.iterdir(), key=lambda e: e.name) if folder.is_dir() else ():
        name = f"{prefix}/{entry.name}"
        if entry.is_dir():
            yield from walk(entry, suffix, name)
        elif entry.name.endswith(suffix):
            yield name, entry


def turtle_files(folder: Path | None = None) -> list[tuple[str, Traversable]]:
    """The files of the ontology; the shapes that it is checked against are no part of it."""
    return [x for x in walk(data_folder("ontology", folder), ".ttl", "ontology") if not x[0].startswith(SHAPES)]


def nonconformities(folder: Path | None = None) -> tuple[Problem, ...]:
    """Where the ontology is not as its shapes say, or does not agree with itself; such data can be used all the same.

    Raises OntologyError when a file can't be read.
    """
    from legalkb import ontology_conformance

    shapes = list(walk(data_folder("ontology", folder) / "vormen", ".ttl", SHAPES.rstrip("/")))
    texts, forms = (_texts(files, OntologyError) for files in (turtle_files(folder), shapes))
    return ontology_conformance.problems(texts, forms)


def _inputs(folder: Path | None) -> tuple[list[tuple[str, Traversable]], list[tuple[str, Traversable]]]:
    turtle = turtle_files(folder)
    rules = [(n, f) for n, f in walk(data_folder("rules", folder), ".yaml", "rules") if f"/{EXAMPLES}/" not in n]
    if not turtle or not rules:
        raise LegalkbError(
            (Problem("kennisbank", "ontology/ of rules/ is niet gevonden", "", "Installeer legalkb opnieuw."),)
        )
    return turtle, rules


def _digest(inputs: list[tuple[str, Traversable]]) -> str:
    total = hashlib.sha256(__version__.encode())
    for name, file in inputs:
        total.update(name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _recipe() -> str:
    """A hash of the code that compiles the data, so that a newer program never reads an older result."""
    package, total = files("legalkb"), hashlib.sha256()
    for name in COMPILERS:
        source = package / f"{name}.py"
        total.update(source.read_bytes() if source.is_file() else b"")
    return total.hexdigest()[:16]


def _cache_file(digest: str) -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "legalkb" / f"kennisbank-{digest[:32]}-{_recipe()}.json"


def _from_cache(digest: str) -> dict[str, Any] | None:
    try:
        data = json.loads(_cache_file(digest).read_text(encoding="utf-8"))
    except (OSError, ValueError, RuntimeError):
        return None
    return data if isinstance(data, dict) and data.get("digest") == digest else None


def _to_cache(digest: str, data: dict[str, Any]) -> None:
    try:
        target = _cache_file(digest)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            written = Path(folder) / target.name
            written.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
            written.chmod(0o600)
            written.replace(target)
    except (OSError, RuntimeError):
        return


def _texts(inputs: list[tuple[str, Traversable]], error: type[LegalkbError]) -> list[tuple[str, str]]:
    texts, problems = [], []
    for name, file in inputs:
        try:
            texts.append((name, file.read_bytes().decode("utf-8-sig")))
        except UnicodeDecodeError as failure:
            line = file.read_bytes().count(b"\n", 0, failure.start) + 1
            problems.append(Problem(f"{name}:{line}", "het bestand is geen UTF-8", "", "Sla het op als UTF-8."))
    if problems:
        raise error(problems)
    return texts


def _compile(
    turtle: list[tuple[str, Traversable]], rules: list[tuple[str, Traversable]], digest: str
) -> dict[str, Any]:
    from legalkb import ontology_checks, ontology_reader, ontology_training, ontology_traps, rulebook_reader
    from legalkb.query.words import words as query_words

    texts = _texts(turtle, OntologyError)
    graph = ontology_reader.graph_of(texts)
    if problems := ontology_checks.problems(graph, texts):
        raise OntologyError(problems)
    said = ontology_reader.read(graph)
    words = vocabulary.from_plain(said)
    written = _texts(rules, RuleFileError)
    book = rulebook_reader.read([t for t in written if not t[0].startswith(PROSECUTION)], words)
    if unknown := _unknown_conditions(words, book):
        raise OntologyError(unknown)
    gates = _gates([t for t in written if t[0].startswith(PROSECUTION)], words, book)
    known = query_words(KnowledgeBase(_with_rules(words, book), book, digest, gates))
    if wrong := ontology_checks.conditions(graph, texts, known):
        raise OntologyError(wrong)
    training = {**ontology_training.read(graph), "traps": ontology_traps.traps(graph)}
    return {"digest": digest, "vocabulary": said, "rulebook": asdict(book), "prosecution": gates, "training": training}


def _unknown_conditions(words: Vocabulary, book: Rulebook) -> list[Problem]:
    """The conditions of questions that name no fact type, age or date."""
    known = words.fact_types.keys() | {m.id for m in book.measures}
    return [
        Problem(
            f"ontology: feit/{kind.id}", "onbekende naam in de voorwaarde van de vraag", value, "Kies een feittype."
        )
        for kind in words.fact_types.values()
        for value in (*kind.lapses_with, *kind.only_with)
        if value.partition("=")[0] not in known
    ]


def _gates(texts: list[tuple[str, str]], words: Vocabulary, book: Rulebook) -> dict[str, Any]:
    """The data of the prosecution gates as plain values, checked."""
    from legalkb.gates.checks import CHECKS
    from legalkb.rulebook_reader import known_source

    problems: list[Problem] = []
    names = frozenset(words.fact_types) | frozenset(book.concepts) | {m.id for m in book.measures}
    found = {}
    for name, text in texts:
        kind = name.removeprefix(PROSECUTION).removesuffix(".yaml")
        node = parse(text, name)
        if kind in CHECKS:
            CHECKS[kind](node, RuleFile(name, names, known_source(words), problems))
            found[kind] = plain(node)
        else:
            known = f"Bekend zijn: {', '.join(CHECKS)}."
            problems.append(Problem(name, "onbekend bestand voor vervolging", kind, known))
    if problems:
        raise RuleFileError(problems)
    return found


def _with_rules(words: Vocabulary, book: Rulebook) -> Vocabulary:
    elements = {
        key: frozenset(e.id for r in book.rules if r.key == key for e in book.elements(r, None)) for key in book.keys
    }
    return replace(words, rule_ids=frozenset(book.keys), element_ids=elements)


def load(folder: Path | None = None, cache: bool = True) -> KnowledgeBase:
    """The knowledge base of the installed data, or of the ``ontology/`` and ``rules/`` in ``folder``."""
    turtle, rules = _inputs(folder)
    digest = _digest(turtle + rules)
    data = _from_cache(digest) if cache else None
    if data is not None:
        try:
            return _build(data)
        except (KeyError, TypeError, ValueError, AttributeError):
            data = None
    data = _compile(turtle, rules, digest)
    if cache:
        _to_cache(digest, data)
    return _build(data)


def _build(data: dict[str, Any]) -> KnowledgeBase:
    book = rulebook.from_plain(data["rulebook"])
    words = _with_rules(vocabulary.from_plain(data["vocabulary"]), book)
    return KnowledgeBase(words, book, data["digest"], data["prosecution"], data["training"])
