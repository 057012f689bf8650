"""The quality report: every kind of mistake is seen with its file and line, and the page can be read by everybody."""

from __future__ import annotations

import html as markup
import os
import re
import stat
import subprocess
import sys
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from fixtures_page import Page
from fixtures_quality import (
    CONCEPT,
    EXAMPLES,
    FAILING,
    GOODS,
    LAW,
    ROOT,
    RULE,
    RULING,
    SCENARIOS,
    SOURCES,
    broken,
    place,
)

from legalkb import checks, examples, mutations
from legalkb import knowledge as knowledge_module
from legalkb.checks import Report
from legalkb.cli import main
from legalkb.engine import BUILTIN
from legalkb.errors import LegalkbError
from legalkb.examples import Example, Failure
from legalkb.knowledge import KnowledgeBase
from legalkb.mutations import Score
from legalkb.quality import assembly, places
from legalkb.quality.model import WEAK, WRONG, Quality
from legalkb.quality.places import Files
from legalkb.quality.reach import leaf_sets, reach
from legalkb.report import quality as pages
from legalkb.rulebook import Literal


@dataclass(frozen=True, slots=True)
class Run:
    """One assessed run over data with mistakes, and the report of it."""

    folder: Path
    knowledge: KnowledgeBase
    examples: tuple[Example, ...]
    unreadable: tuple[Failure, ...]
    checked: Report
    files: Files
    scores: tuple[Score, ...]
    quality: Quality


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The broken data, assessed once, with the mutations of the one rule that has no example."""
    folder = broken(tmp_path_factory.mktemp("gegevens"))
    base = knowledge_module.load(folder, cache=False)
    found, unreadable = examples.load(folder)
    checked = checks.report(base, found, unreadable, knowledge_module.nonconformities(folder), BUILTIN)
    files = places.read(folder)
    scores = mutations.run(base, found[:1], workers=1, only="sr_255")
    return Run(
        folder, base, found, unreadable, checked, files, scores, assembly.quality(base, checked, found, files, scores)
    )


SEEN = {
    "voorwaarde die nooit kan gelden": (WRONG, RULE, "{jonger_dan_achttien: nee}"),
    "bestanddeel dat nooit vervuld kan zijn": (WRONG, RULE, "- id: laat"),
    "regel die nooit een aanwijzing kan geven": (WRONG, RULE, "id: sr-255"),
    "begrip of bepaling zonder uitweg": (WRONG, CONCEPT, "id: onmogelijk"),
    "begrip dat niets gebruikt": (WEAK, CONCEPT, "id: onmogelijk"),
    "voorwaarde die niets toevoegt": (WEAK, RULE, "[achtergelaten_in_buitenland, onder_twaalf]"),
    "aanwijzing in een ruimere besloten": (WEAK, RULE, '"Twee."'),
    "dezelfde feiten voor en tegen": (WEAK, RULE, '"Een."'),
    "aanwijzing voor en tegen overlappen": (WEAK, RULE, '"Drie."'),
    "citaat dat niet in de wet staat": (WRONG, RULE, "- id: te_ruim"),
    "woorden die geen bestanddeel noemt": (WEAK, RULE, "id: sr-255"),
    "geen voorbeeld voor": (WEAK, RULE, "id: sr-255"),
    "geen voorbeeld tegen": (WEAK, RULE, "id: sr-255"),
    "bestanddeel in geen voorbeeld vervuld": (WEAK, RULE, "- id: te_ruim"),
    "bestanddeel in geen voorbeeld weersproken": (WEAK, RULE, "- id: te_ruim"),
    "mutatie die geen voorbeeld opmerkt": (WRONG, RULE, "id: sr-255"),
    "voorbeeld met een andere uitkomst": (WRONG, FAILING, "naam:"),
    "rechter anders dan de regels": (WRONG, RULING, "naam:"),
    "feittype dat niets gebruikt": (WEAK, GOODS, "<feit/simkaart_stuk>"),
    "ontologie anders dan een vorm zegt": (WRONG, GOODS, "<feit/simkaart_stuk>"),
    "feittype zonder woorden voor oefeningen": (WEAK, GOODS, "<feit/simkaart_stuk>"),
    "feittype waar geen vraag om vraagt": (WEAK, "ontology/feittypen/buiten_de_zeven.ttl", "<feit/kind_verborgen>"),
    "bron die ontbreekt": (WRONG, GOODS, "<bron/bestaat-niet>"),
    "bron die niemand noemt": (WEAK, SOURCES, "<bron/niemand-noemt-dit>"),
    "bepaling die niet gold": (WRONG, RULE, "grondslag: [Sr 999"),
    "bepaling waarvan een oudere tekst ontbreekt": (WEAK, RULE, "grondslag: [Sr 999"),
    "niet geverifieerd": (WEAK, GOODS, "NIET GEVERIFIEERD"),
    "scenario dat niemand kan spelen": (WEAK, SCENARIOS, "<scenario/S99>"),
    "valkuil die geen voorbeeld toetst": (WEAK, "ontology/oefeningen/valkuilen.ttl", "<valkuil/"),
    "tekst niet letterlijk bekend": (WEAK, "rules/sr_284/lid_1_1.yaml", "id: sr-284-1-1"),
}


@pytest.mark.parametrize("kind", SEEN)
def test_each_mistake_is_seen_with_file_and_line(kind: str, run: Run) -> None:
    """A mistake of each kind that was made once is in the report, wrong or weak, at the line where it was made."""
    severity, name, words = SEEN[kind]
    found = [p for p in run.quality.points if p.kind == kind]
    assert {p.severity for p in found} == {severity}
    assert place(run.folder, name, words) in {p.place for p in found}


def test_every_kind_of_the_report_is_tested(run: Run) -> None:
    """No kind of point is in the report that is not in the table above."""
    assert {c.kind for c in run.quality.counts} == {*SEEN}
    assert sum(c.number for c in run.quality.counts) == len(run.quality.points)


def test_every_point_has_a_line_that_exists(run: Run) -> None:
    """Each place names a file of the data and a line of it; only what is nowhere has none."""
    for point in run.quality.points:
        if point.place == "ontology":
            assert "niet is beschreven" in point.text
            continue
        name, _, line = point.place.rpartition(":")
        lines = (run.folder / name).read_text(encoding="utf-8").splitlines()
        assert 0 < int(line) <= len(lines), point


def test_the_unbroken_data_are_sound(knowledge: KnowledgeBase) -> None:
    """In the data as they are every rule, element and condition can be reached, and no source is missing or lapsed."""
    assert assembly.beyond(knowledge, places.read()) == ()


def test_reach_counts_what_can_be_right_together(knowledge: KnowledgeBase) -> None:
    """Ages exclude each other, and a concept is written out in every way in which it can be met."""
    young, grown = Literal("jonger_dan_twaalf", "ja"), Literal("jonger_dan_achttien", "nee")
    assert list(leaf_sets((young, grown), knowledge)) == []
    assert list(leaf_sets((Literal("onder_twaalf", "ja"), grown), knowledge)) != []
    found = reach(knowledge.rulebook.rule("sr-279-1", None), knowledge)
    assert found.fulfilled and found.met("minderjarige") and found.denied("minderjarige")


def test_yes_and_no_of_one_fact_is_refused(tmp_path: Path) -> None:
    """A condition that asks both values of one fact is refused when the rules are read, with its line."""
    folder = broken(tmp_path)
    rule = folder / RULE
    rule.write_text(
        rule.read_text(encoding="utf-8").replace("jonger_dan_twaalf, {jonger_dan_achttien", "opgesloten, {opgesloten"),
        encoding="utf-8",
    )
    with pytest.raises(LegalkbError) as caught:
        knowledge_module.load(folder, cache=False)
    assert f"{place(folder, RULE, '{opgesloten: nee}')}: een voorwaarde vraagt ja en nee" in str(caught.value)


def test_without_mutations_no_score_is_shown(run: Run) -> None:
    """Without a mutation run the report says so, and shows no score."""
    made = assembly.quality(run.knowledge, run.checked, run.examples, run.files)
    text = pages.markdown(made)
    assert "niet gemeten" in text
    assert "mutaties opgemerkt." not in text
    assert not [p for p in made.points if p.kind.startswith("mutatie")]
    assert "mutaties opgemerkt." in pages.markdown(run.quality)


def section(run: Run, title: str) -> str:
    """A section of the report as Markdown."""
    text = pages.markdown(run.quality)
    assert title in text
    return re.split(r"\n##+ ", text.split(title, 1)[1])[0]


def test_a_provision_shows_its_examples_rulings_words_and_doubts(run: Run) -> None:
    """The section of a provision counts its examples, shows each ruling with how well it is known, and its doubts."""
    text = section(run, "### Sr 321 – Verduistering (sr-321)")
    counted = [s for s in run.checked.seen if s.rule == "sr-321"]
    assert str(len({s.place for s in counted if s.outcome == "aanwijzing"})) in text
    assert "| ECLI:NL:HR:2021:1259 | bewezen | geen aanknopingspunt | nee | onzeker |" in text
    assert f"{EXAMPLES}/hr_2021_1259.yaml:1" in text.replace("\\", "")
    assert "Woorden van de tekst vanaf" in text
    doubts = section(run, "### Sr 255 – Verlating in hulpeloze toestand (sr-255)")
    assert f"| NIET GEVERIFIEERD | {place(run.folder, RULE, '- als:')} |" in doubts.replace("\\", "")


def test_what_is_not_verified_is_listed_by_what_it_is_about(run: Run) -> None:
    """Each text that says so stands in the list, under provisions, rules, fact types, paths and so on."""
    text = section(run, "### Niet geverifieerd")
    for heading in ("Bepalingen en hun teksten", "Feittypen", "Beschermingspaden", "Regels", "Vervolging"):
        assert f"**{heading}**" in text
    for file in (GOODS, RULE, "ontology/paden.ttl", "rules/vervolging/"):
        assert file in text.replace("\\", ""), file
    assert LAW in text.replace("\\", "")


@pytest.fixture(scope="module")
def page(run: Run) -> str:
    """The page of the broken data."""
    return pages.html(run.quality)


def test_the_page_is_well_formed(page: str) -> None:
    """Every tag is closed in its turn, there is one title, no heading skips a rank, and no anchor occurs twice."""
    found = Page(page)
    ranks = [int(tag[1]) for tag, _ in found.elements if re.fullmatch(r"h\d", tag)]
    assert ranks[0] == 1 and ranks.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(ranks))
    ids = [attrs["id"] for _, attrs in found.elements if "id" in attrs]
    assert len(ids) == len({*ids})
    assert {a["href"].removeprefix("#") for a in found.all("a")} <= {*ids}
    assert found.all("html")[0]["lang"] == "nl"
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in found.elements}


def test_every_table_has_a_caption_and_headers(page: str) -> None:
    """Each table has a caption and headed columns, and each of its rows is headed too."""
    found = Page(page)
    assert len(found.all("caption")) == len(found.all("table")) > 10
    assert len([a for a in found.all("th") if a.get("scope") == "row"]) == len(found.all("tr")) - len(
        found.all("thead")
    )
    assert {a.get("scope") for a in found.all("th")} == {"row", "col"}
    assert all(attrs.get("data-label") for attrs in found.all("td"))


def test_page_and_text_show_every_point(run: Run, page: str) -> None:
    """What is found stands on the page and in the Markdown, with its place; what is wrong also in the summary."""
    seen, text = " ".join(markup.unescape(page).split()), pages.markdown(run.quality).replace("\\", "")
    for point in run.quality.points:
        assert f"<code>{point.place}</code>" in seen or f">{point.place}</td>" in seen, point
        assert point.place in text
    assert all(p.text in seen for p in run.quality.points if p.kind != "niet geverifieerd")
    summary = seen.split('id="h2"')[0]
    assert all(p.text in summary for p in run.quality.wrong)


def test_markup_in_the_data_stays_text(run: Run) -> None:
    """What looks like markup in a text of the data is shown as it is written."""
    failure = Failure("rules/x.yaml:1", "<b>vet</b> | *schuin*", "anders")
    odd = assembly.quality(run.knowledge, replace(run.checked, failures=(failure,)), run.examples, run.files)
    assert "<b>" not in pages.html(odd)
    assert "\\*schuin" in pages.markdown(odd)


def test_same_bytes_whatever_the_order_of_sets() -> None:
    """Two runs with other hash seeds give the same page."""
    code = (
        "import sys, hashlib; from legalkb import checks, examples, knowledge; from legalkb.engine import BUILTIN\n"
        "from legalkb.quality import assembly, places; from legalkb.report import quality\n"
        "base = knowledge.load(); found = examples.load()[0]; few = [e for e in found if 'sr_321' in e.place][:8]\n"
        "checked = checks.report(base, few, (), engines=BUILTIN)\n"
        "made = assembly.quality(base, checked, found, places.read())\n"
        "print(hashlib.sha256((quality.html(made) + quality.markdown(made)).encode()).hexdigest())"
    )
    made = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT, capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(made) == 1


# The command


def command(run: Run, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str]:
    """Run ``controleer`` on the broken data, without assessing them again."""
    monkeypatch.setattr(knowledge_module, "load", lambda *_: run.knowledge)
    monkeypatch.setattr(examples, "load", lambda *_: (run.examples, run.unreadable))
    monkeypatch.setattr(checks, "report", lambda *_: run.checked)
    monkeypatch.setattr(places, "read", lambda *_: run.files)
    shown = CliRunner().invoke(main, ["controleer", *arguments])
    assert shown.exception is None or isinstance(shown.exception, SystemExit)
    return shown.exit_code, shown.output


@pytest.mark.parametrize("name", ["kwaliteit.html", "kwaliteit.md"])
def test_the_command_writes_the_report(name: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report is written for the user alone, also when the check fails, and not over a file unasked."""
    code, output = command(run, monkeypatch, "--rapport", str(tmp_path / name))
    assert code == 1
    shown = " ".join(output.split())
    assert f"{place(run.folder, RULE, '{jonger_dan_achttien: nee}')}: sr-255, bestanddeel laat" in shown
    assert f"{place(run.folder, GOODS, '<bron/bestaat-niet>')}: feit/simkaart_stuk noemt een bron" in shown
    text = (tmp_path / name).read_text(encoding="utf-8")
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert text.startswith("<!doctype html>" if name.endswith("html") else "# Kwaliteitsrapport")
    assert "niet gemeten" in text
    code, output = command(run, monkeypatch, "--rapport", str(tmp_path / name))
    assert code == 1
    assert "bestaat al" in output
    command(run, monkeypatch, "--rapport", str(tmp_path / name), "--overschrijf")
    assert (tmp_path / name).read_text(encoding="utf-8") == text


def test_another_ending_is_misuse(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that ends otherwise is refused before the check begins."""
    code, output = command(run, monkeypatch, "--rapport", str(tmp_path / "kwaliteit.pdf"))
    assert code == 2
    assert ".html of .md" in output


def test_what_is_weak_does_not_fail(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With weak points only, the check succeeds and the report says that nothing is wrong."""
    knowledge = knowledge_module.load()
    sound = Report(tuple(r for r in checks.run(knowledge) if r.severity != "fout"), (), (), 0)
    weak = replace(run, knowledge=knowledge, examples=(), checked=sound, files=places.read())
    code, _ = command(weak, monkeypatch, "--rapport", str(tmp_path / "kwaliteit.md"))
    assert code == 0
    assert "**Geen fouten.**" in (tmp_path / "kwaliteit.md").read_text(encoding="utf-8")
