"""Minimal pairs: found, ordered, shown and written as what the same case really gives."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import fixtures_cli
import pytest
from fixtures_cli import ROOT, run
from fixtures_comparison import base

from legalkb import assessment, examples
from legalkb.case import Case
from legalkb.case_reader import read_case
from legalkb.comparison import entries
from legalkb.comparison.model import OUTCOME
from legalkb.engine import BUILTIN
from legalkb.errors import LegalkbError
from legalkb.interview.case_text import document, written
from legalkb.node import SourceText, plain
from legalkb.source import Node, parse
from legalkb.training import variants
from legalkb.training.pair import KINDS, LEAVE_OUT, NOTHING, OF_FACTS, Pairs

own_folder = fixtures_cli.own_folder
pytestmark = pytest.mark.usefixtures("own_folder")

CASE = """\
zaak: oefening
fictief: ja
peildatum: 2026-03-01
personen:
  V1: {rol: verdachte, nationaliteit: NL}
  S1: {rol: slachtoffer, geboren: 2010-05-04}
  M1: betrokkene
relaties:
  - {van: M1, tot: S1, soort: ouder, gezag: ja}
toestemmingen:
  - {door: M1, over: S1, aan: V1, waarde: ja, van: 2025-07-01, tot: 2025-08-24}
feiten:
  - {feit: meegenomen_naar_buitenland, op: 2025-07-20, plaats_handeling: NL, plaats_gevolg: MA, bron: aangifte M1}
  - {feit: bewaakt, van: 2025-08-01, plaats_handeling: MA, bron: chatbericht S1}
  - niet_teruggebracht_na_afspraak
  - {feit: wil_terugkeren, bron: verklaring school}
  - niet_terug_op_school
"""
ONLY, KEYS = ("--bepaling", "279"), frozenset(("sr-279-1", "sr-279-2"))
REAL = CASE.replace("fictief: ja\n", "")
MOST = 20  # variants of examples that are tried here, for the sake of time


def node(text: str = CASE) -> Node:
    """A case as written."""
    return parse(text, "zaak.yaml")


@cache
def pairs() -> Pairs:
    """Every minimal pair of the case on article 279."""
    return variants.find(node(), base(), keys=KEYS)


def essence(found: Pairs) -> list[tuple[object, ...]]:
    """The pairs in order, without what depends on the order of the file."""
    return [(p.kind, p.said, p.level, p.effect, variants._about(p.difference)) for p in found.pairs]


def outcomes(found: assessment.Assessment) -> set[tuple[object, ...]]:
    """The findings of an assessment with their outcome and statuses."""
    return {
        (f.rule, f.suspect, f.victim, f.holder, f.event, f.object, f.outcome, *((e.id, e.status) for e in f.elements))
        for f in found.findings
    }


def test_every_kind_is_tried_and_outcomes_come_first() -> None:
    """Each kind of change gives pairs; what reaches further comes first, and no two pairs are the same case."""
    found = pairs().pairs
    assert {p.kind for p in found} == set(KINDS)
    assert [p.level for p in found] == sorted(p.level for p in found)
    assert found[0].level == OUTCOME
    assert all(p.level != NOTHING for p in found)
    assert len({p.text for p in found}) == len(found)
    assert pairs().tried >= len(found) == pairs().changing


def test_each_pair_changes_one_thing() -> None:
    """A pair on a fact differs from the case in statements of one fact type alone, and in nothing else."""
    for pair in (p for p in pairs().pairs if p.kind in OF_FACTS):
        assert len({c.name for c in pair.difference.facts}) == 1
        assert [c for c in pair.difference.data if c.key != "bronnen"] == []


def test_year_moves_every_date_and_no_age() -> None:
    """Where all happened in another year, every date of the case moved by as many years."""
    moved = [p for p in pairs().pairs if "jaar eerder" in p.said or "jaar later" in p.said]
    assert moved
    for pair in moved:
        years = int(pair.said.split()[2]) * (1 if "later" in pair.said else -1)
        data = document(pair.text)
        assert data["peildatum"] == f"{2026 + years}-03-01"
        assert data["personen"]["S1"]["geboren"] == f"{2010 + years}-05-04"
        assert data["toestemmingen"][0]["tot"] == f"{2025 + years}-08-24"
        assert data["feiten"][1]["van"] == f"{2025 + years}-08-01"


@pytest.mark.parametrize("limit", ["18 jaar of ouder", "jonger dan 12 jaar"])
def test_age_crosses_a_limit_of_the_rules(limit: str) -> None:
    """The victim is tried on the other side of every age that the rules look at."""
    found = [p for p in variants.find(node(), base(), ("gegevens",)).pairs if p.said.startswith(f"S1 was {limit}")]
    assert found, limit


def test_same_pairs_whatever_the_order_of_the_file() -> None:
    """Facts and persons in another order give the same pairs in the same order."""
    data = plain(node())
    turned = {k: v[::-1] if isinstance(v, list) else v for k, v in data.items()}
    turned["personen"] = dict(reversed(data["personen"].items()))
    kinds = (*OF_FACTS, "gegevens")
    assert essence(variants.find(node(written(turned)), base(), kinds)) == essence(variants.find(node(), base(), kinds))


def test_written_files_give_what_is_shown(tmp_path: Path) -> None:
    """Each variant, written as a file and assessed by itself, has the outcomes that were shown for it."""
    (tmp_path / "zaak.yaml").write_text(CASE, encoding="utf-8")
    (tmp_path / "uit").mkdir()
    done = run(
        "oefening", "varianten", "zaak.yaml", "--zaken", "--uit", "uit", "--aantal", "15", *ONLY, "--formaat", "json"
    )
    assert done.exit_code == 0, done.stderr
    shown = json.loads(done.stdout)["varianten"]
    files = sorted((tmp_path / "uit").iterdir())
    assert [f.name for f in files] == [f"zaak-variant-{n:02}.yaml" for n in range(1, 16)]
    assert all(f.stat().st_mode & 0o777 == 0o600 for f in files)
    for item, pair, file in zip(shown, pairs().pairs, files, strict=False):
        case = read_case(SourceText(file.name, file.read_text(encoding="utf-8")), base().vocabulary)
        assert case.fictional
        apart = assessment.assess(case, base(), keys=KEYS)
        assert outcomes(apart) == outcomes(pair.after)
        for change in item["verschil"]["beoordelingen"]:
            key = (change["regel"], change["verdachte"], change["slachtoffer"])
            now = {f.outcome for f in apart.findings if (f.rule, f.suspect, f.victim) == key}
            assert change["wordt"] is None or change["wordt"]["uitkomst"] in now


def readable() -> Iterator[tuple[str, Node, str, list[dict[str, object]]]]:
    """The variants of the examples that leave one fact type out and expect an outcome for it."""
    for file in sorted((ROOT / "rules").rglob("voorbeelden/*.yaml")):
        head = parse(file.read_text(encoding="utf-8"), file.name)
        case, items = head.get("zaak"), head.get("varianten")
        for item in items.items if items else ():
            data = plain(item)
            dropped = data.get("zonder")
            one = dropped[0] if isinstance(dropped, list) and len(dropped) == 1 else dropped
            if case and isinstance(one, str) and not {"met", "zaak"} & data.keys():
                yield f"{file.name}:{item.line}", case, one, [e for e in data.get("verwacht") or () if "uitkomst" in e]


def test_facts_that_examples_rest_on_are_found() -> None:
    """A variant of an example that leaves one fact out and expects another outcome is among the pairs found, with that
    outcome; one that expects the same outcome is none that changes it."""
    tried = 0
    every = list(readable())
    for place, case, name, expected in every[:: max(1, len(every) // MOST)]:
        try:
            before = assessment.assess(read_case(case, base().vocabulary), base(), BUILTIN)
        except LegalkbError:
            continue
        found = variants.find(case, base(), (LEAVE_OUT,)).pairs
        mine = [p for p in found if {c.name for c in p.difference.facts} == {name}]
        for one in expected:
            was = examples.row(before, one)
            if was is None or len([f for f in before.facts if f.name == name]) != 1:
                continue
            now = [row.outcome for p in mine if (row := examples.row(p.after, one))]
            differs = one["uitkomst"] != was.outcome
            assert not differs or now == [one["uitkomst"]], f"{place} {one}"
            assert not differs or [p.level for p in mine] == [OUTCOME], place
            tried += differs
    assert tried >= MOST // 2


def test_text_of_a_case_holds_what_the_case_holds() -> None:
    """A case written from its plain data is the same case, for every case of the examples."""
    for example in examples.load()[0]:
        try:
            case = read_case(example.case, base().vocabulary)
        except LegalkbError:
            continue
        again = read_case(parse(written(plain(example.case)), "zaak"), base().vocabulary)
        assert _bare(again) == _bare(case), example.name


def _bare(case: Case) -> str:
    """A case in a fixed order without the places in its file."""
    return re.sub(r"\b(line|index)=\d+|\(regels? [^)]*\)", "", repr(entries.in_order(case)))


# The command


def test_real_case_is_marked_and_gets_no_files(tmp_path: Path) -> None:
    """Of a case without ``fictief: ja`` every variant is called an assumption, and no case files are made."""
    (tmp_path / "echt.yaml").write_text(REAL, encoding="utf-8")
    (tmp_path / "uit").mkdir()
    shown = run("oefening", "varianten", "echt.yaml", "--soort", "omkeren", "--aantal", "3")
    assert shown.exit_code == 0
    assert shown.stdout.count("Aanname, niet de zaak zelf.") == 3
    assert "(aangenomen" in shown.stdout
    assert "FICTIEF" not in shown.stdout
    refused = run("oefening", "varianten", "echt.yaml", "--zaken", "--uit", "uit")
    assert refused.exit_code == 1
    assert "fictief: ja" in refused.stderr
    assert not list((tmp_path / "uit").iterdir())


def test_source_of_a_real_case_gets_no_other_words() -> None:
    """In a real case what is turned round has no source; in an exercise the same source says it."""
    for text, kept in ((REAL, False), (CASE, True)):
        found = variants.find(node(text), base(), ("omkeren",)).pairs
        facts = [document(p.text)["feiten"][1] for p in found if p.numbers == (2,)]
        assert [("bron" in f, f["waarde"]) for f in facts] == [(kept, "nee")]


def test_another_context_is_no_lost_lead(tmp_path: Path) -> None:
    """Where a holder falls away, the outcome without that holder is told, not that there is no lead at all."""
    (tmp_path / "zaak.yaml").write_text(CASE, encoding="utf-8")
    shown = run("oefening", "varianten", "zaak.yaml", *ONLY, "--soort", "gegevens", "--aantal", "40").stdout
    part = next(p for p in shown.split("Een ander gegeven: ") if p.startswith("M1 is ouder van S1, zonder gezag"))
    assert "→ onvolledig (zonder houder" in " ".join(part.split())


def test_facts_without_any_effect_are_summed_up(tmp_path: Path) -> None:
    """A fact of which no change matters is named as such, by its number in the file."""
    text = "fictief: ja\nfeiten:\n  - opgesloten\n  - {feit: acuut_gevaar, waarde: nee}\n"
    (tmp_path / "zaak.yaml").write_text(text, encoding="utf-8")
    found = variants.find(node(text), base(), ("weglaten",))
    shown = run("oefening", "varianten", "zaak.yaml", "--soort", "weglaten").stdout
    assert found.idle == (2,)
    assert "feit 2: " in shown


def test_provision_limits_what_is_assessed(tmp_path: Path) -> None:
    """With a provision only that one is told; an unknown one is refused with near names."""
    (tmp_path / "zaak.yaml").write_text(CASE, encoding="utf-8")
    shown = run("oefening", "varianten", "zaak.yaml", "--bepaling", "279", "--soort", "weglaten", "--formaat", "json")
    rules = {b["regel"] for v in json.loads(shown.stdout)["varianten"] for b in v["verschil"]["beoordelingen"]}
    assert rules
    assert rules <= {"sr-279-1", "sr-279-2"}
    text = run("oefening", "varianten", "zaak.yaml", *ONLY, "--soort", "weglaten").stdout
    assert "Alleen beoordeeld: artikel 279 lid 1 en lid 2 Sr." in " ".join(text.split())
    refused = run("oefening", "varianten", "zaak.yaml", "--bepaling", "300")
    assert refused.exit_code == 2
    assert "300 is geen bepaling die legalkb beoordeelt" in refused.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--aantal", "0"), "0 is geen aantal van 1"),
        (("--aantal", "veel"), "veel is geen aantal van 1"),
        (("--soort", "omkeer"), "Bedoelde u omkeren?"),
        (("--zaken",), "--uit MAP"),
        (("--zaken", "--uit", "nergens"), "een map die bestaat"),
        (("--formaat", "html"), "html staat niet in de lijst"),
    ],
)
def test_misuse_is_refused_in_dutch(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    """A wrong option ends with exit code 2 and says what to do."""
    (tmp_path / "zaak.yaml").write_text(CASE, encoding="utf-8")
    done = run("oefening", "varianten", "zaak.yaml", *arguments)
    assert done.exit_code == 2
    assert said in done.stderr


def test_nothing_is_written_when_one_file_is_there(tmp_path: Path) -> None:
    """One file that exists already stops the writing of all, unless it may be replaced."""
    (tmp_path / "zaak.yaml").write_text(CASE, encoding="utf-8")
    (tmp_path / "uit").mkdir()
    (tmp_path / "uit" / "zaak-variant-02.yaml").write_text("van mij", encoding="utf-8")
    command = ("oefening", "varianten", "zaak.yaml", "--soort", "weglaten", "--aantal", "3", "--zaken", "--uit", "uit")
    assert run(*command).exit_code == 1
    assert [f.name for f in (tmp_path / "uit").iterdir()] == ["zaak-variant-02.yaml"]
    assert run(*command, "--overschrijf").exit_code == 0
    assert len(list((tmp_path / "uit").iterdir())) == 3


@pytest.mark.parametrize("form", ["md", "json"])
def test_same_bytes_under_every_hash_seed(tmp_path: Path, form: str) -> None:
    """The result is the same bytes whatever Python's hash seed is."""
    (tmp_path / "zaak.yaml").write_text(CASE, encoding="utf-8")
    found = set()
    for seed in ("0", "1"):
        command = [sys.executable, "-m", "legalkb.cli", "oefening", "varianten", "zaak.yaml", *ONLY, "--formaat", form]
        extra = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "COLUMNS": "80"}
        done = subprocess.run(command, env=os.environ | extra, cwd=tmp_path, capture_output=True, check=True)
        found.add(done.stdout)
    assert len(found) == 1


def test_text_fits_a_terminal(tmp_path: Path) -> None:
    """No line is wider than 80 columns, and every pair has a question and an answer."""
    (tmp_path / "zaak.yaml").write_text(CASE, encoding="utf-8")
    shown = run("oefening", "varianten", "zaak.yaml", "--soort", "weglaten", "--soort", "gegevens").stdout
    assert max(map(len, shown.splitlines())) <= 80
    assert shown.count("Vraag: ") == shown.count("Antwoord: ") == 12
