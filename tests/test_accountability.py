"""The account that an organisation gives of its use: made from the knowledge base, complete, and never filled in for it."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fixtures_cli import own_folder, run  # noqa: F401
from test_ontology_page import Outline

from legalkb import __version__, examples, knowledge
from legalkb.accountability import as_json, data_file, record, reservations
from legalkb.accountability.account import PARTS, Account, account
from legalkb.accountability.page import Page
from legalkb.assessment import assess
from legalkb.case_fields import CASE
from legalkb.case_reader import read_case
from legalkb.engine import BUILTIN
from legalkb.errors import LegalkbError
from legalkb.fields import Kind
from legalkb.knowledge import KnowledgeBase
from legalkb.report import FORMATS, phrases
from legalkb.report import account as report

ROOT = Path(__file__).resolve().parent.parent
EXPLANATION = ROOT / "docs" / "explanation"
NUMBERS_ALLOWED = {"nummer", "typische_feiten", "regel", "maximum_maanden", "boetecategorie", "urgentie"}


@cache
def base() -> KnowledgeBase:
    """The knowledge base of the checkout."""
    return knowledge.load()


@cache
def cases() -> tuple[examples.Example, ...]:
    """The examples of the checkout."""
    return examples.load()[0]


@cache
def whole() -> Account:
    """The account of the checkout."""
    return account(base(), cases())


def shown(page: Page) -> str:
    """All that stands on a page, as one text."""
    return json.dumps(as_json.page(page, whole().counted.values), ensure_ascii=False)


@cache
def html() -> str:
    """The whole account as HTML."""
    return report.html([whole().page(name) for name in PARTS], whole().counted.values)


# It follows the knowledge base


GONE = "rules/aangrenzend/sr_323.yaml"
READ = 'lkb:vergeleken "2013-07-01, 2020-01-01, 2024-07-01, 2026-07-01" ;'
CHANGES = (
    ("rules/sr_282/lid_1.yaml", "feit: vastgebonden, bron: [analyse]", "feit: vastgebonden, bron: [niet geverifieerd]"),
    ("ontology/wet/sr_dwang.ttl", READ, f'eli:date_no_longer_in_force "2026-08-31"^^xsd:date ; {READ}'),
)


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Account:
    """The account of a copy in which a rule file is gone, a source was not verified, and a text of the law ended."""
    folder = tmp_path_factory.mktemp("kennisbank")
    for name in ("ontology", "rules"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / GONE).unlink()
    for file, old, new in CHANGES:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return account(knowledge.load(folder, cache=False), examples.load(folder)[0])


def pointed_at(made: Account) -> set[str]:
    """The provisions that the limits name as only pointed at."""
    (section,) = (s for s in made.page("grenzen").sections if s.title == "Waar het alleen op wijst")
    return {row[0] for table in section.tables for row in table.rows}


def test_a_rule_file_that_goes_changes_the_pages(after: Account) -> None:
    """Without its file a provision is no longer pointed at or counted, and the record names another knowledge base."""
    assert "Sr 323" in pointed_at(whole()) and "Sr 323" not in pointed_at(after)
    before_count, after_count = (int(a.counted.values["aantal_aangrenzend"]) for a in (whole(), after))
    assert after_count == before_count - 1
    assert f"{after_count} aangrenzende bepalingen" in " ".join(
        str(after.record().values["methods_and_models"]).split()
    )
    assert after.knowledge.digest in str(after.record().values["methods_and_models"])


def test_a_mark_that_is_added_changes_the_pages(after: Account) -> None:
    """A source that becomes "niet geverifieerd" is listed, and counted in the record, the IAMA and the DPIA."""
    new = set(after.counted.not_verified) - set(whole().counted.not_verified)
    assert [d.words for d in new] == ["Wie iemand vastbindt, doet dat in de regel bewust."]
    assert new <= set(whole().counted.own_readings) and not new & set(after.counted.own_readings)
    number = int(whole().counted.values["aantal_niet_geverifieerd"]) + 1
    assert f"Op {number} punten" in str(after.record().values["risks"])
    assert f"({number} punten)" in shown(after.page("iama"))
    assert f"{number} punten zijn niet geverifieerd" in shown(after.page("dpia"))


def test_law_that_ends_changes_the_pages(after: Account) -> None:
    """A text of the law that ends leaves a period that is not covered."""
    gaps = {*after.counted.tables["perioden"].rows} - {*whole().counted.tables["perioden"].rows}
    assert gaps == {("Sr 284 lid 1", "vanaf 2026-09-01", "daarna geen tekst in de kennisbank")}


def test_a_scenario_without_ruling_is_named() -> None:
    """The scenarios that are named have no ruling among their sources, and all others have one."""
    (section,) = (s for s in whole().page("grenzen").sections if s.title == "Scenario's zonder uitspraak")
    named = {point.partition(":")[0] for point in section.points}
    ruled = {s.id for s in base().vocabulary.scenarios if any("ECLI" in source for source in s.sources)}
    assert named == {s.id for s in base().vocabulary.scenarios} - ruled and named


def test_every_mark_in_the_rules_is_listed() -> None:
    """Each rule file that names "niet geverifieerd" or "analyse" as a source is in the list of that mark."""
    for code, found in (
        (reservations.NOT_VERIFIED, whole().counted.not_verified),
        (reservations.OWN_READING, whole().counted.own_readings),
    ):
        marked = {
            str(path.relative_to(ROOT))
            for path in (ROOT / "rules").rglob("*.yaml")
            if "voorbeelden" not in path.parts and re.search(rf"(bron|sinds): ?[^\n#]*{code}", path.read_text("utf-8"))
        }
        assert marked <= {d.place for d in found}
        assert len(marked) > 10
        assert all(d.words for d in found if d.place.startswith("rules/sr_"))


# Nothing is filled in for the organisation


def test_the_record_fits_the_standard() -> None:
    """The record has the fields of the standard, none too long, and what is required is filled or left by name."""
    made = whole().record()
    assert list(record.problems(made.values, made.fields)) == []
    data = as_json.record(made, whole().counted.values)
    left = {item["veld"] for item in data["zelf_invullen"]}
    empty = {name for name, value in made.values.items() if not value}
    assert empty <= left and all(item["wat"] for item in data["zelf_invullen"])
    assert empty >= {"organization", "contact_email", "status", "begin_date", "lawful_basis", "impacttoetsen_grouping"}
    assert {f.name for f in made.fields if f.required} == {
        "name", "description_short", "organization", "status", "contact_email", "publication_category", "lang",
    }  # fmt: skip
    assert len(made.fields) == 29


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "x" * 101, "langer dan 100 tekens"),
        ("name", "", "verplicht en leeg"),
        ("status", "Bijna klaar", "kent de standaard niet"),
        ("begin_date", "2026-1", "geen maand"),
        ("category", ["Recht", "Werk", "Wonen", "Economie"], "meer dan 3 waarden"),
        ("category", ["Achterlating"], "kent de standaard niet"),
        ("lawful_basis_grouping", [{"title": "Wet", "link": "wetten.overheid.nl"}], "een titel en een link"),
        ("goal", 3, "moet tekst zijn"),
        ("eigen_veld", "x", "kent de standaard niet"),
    ],
)
def test_what_does_not_fit_is_refused(field: str, value: object, said: str) -> None:
    """A value that is too long, of the wrong kind, unknown or missing is told."""
    made = whole().record()
    found = [str(p) for p in record.problems({**made.values, field: value}, made.fields)]
    assert len(found) == 1 and said in found[0]


def test_every_question_is_answered_or_left() -> None:
    """Each question has input, something to answer or both, and the judgements are left to the organisation."""
    for name in ("iama", "dpia"):
        page = whole().page(name)
        assert all(s.given or s.own for s in page.sections)
        assert "geen ingevuld" in " ".join(page.status)
    own = {s.title.partition(" ")[0] for s in whole().page("iama").sections if s.own}
    assert own >= {"1.3.1", "1.3.2", "4.1.2", "4.2.1", "4.2.2", "4.3", "5.A", "5.B", "5.C"}
    assert [s.title.partition(" ")[0] for s in whole().page("dpia").sections] == [str(n) for n in range(1, 18)]


def test_what_is_said_of_the_ai_act_is_reserved() -> None:
    """What is said of the AI act says that it is an own reading and was not verified."""
    (section,) = (s for s in whole().page("iama").sections if s.title.startswith("4.2.1"))
    assert "eigen lezing" in " ".join(section.text) and "NIET GEVERIFIEERD" in " ".join(section.text)


def test_unknown_words_in_the_data_are_refused() -> None:
    """A place to fill that nothing fills is an error that names the place and the words there are."""
    with pytest.raises(LegalkbError, match=r"iama.yaml: 1.1.*aantal_regel.*aantal_regels"):
        data_file.filled("{aantal_regel}", whole().counted.values, "iama.yaml: 1.1")


def test_fact_types_that_are_named_exist() -> None:
    """Each fact type that the input for an assessment names is in the ontology."""
    for name in ("iama", "dpia"):
        said = " ".join(t for q in data_file.questions(name).questions for t in q.said)
        named = set(re.findall(r"(?<![{\w])[a-z]+(?:_[a-z]+)+(?![}\w])", said))
        assert named and named <= base().vocabulary.fact_types.keys()


def test_nationality_and_residence_count_for_no_element() -> None:
    """As the input for the IAMA says, no element changes when the nationality and residence of everybody do."""
    differ = 0
    for example in [e for e in cases() if "rechtsmacht" in e.place][:12]:
        case = read_case(example.case, base().vocabulary)
        persons = tuple(replace(p, nationalities=("BE",), resident_since=None) for p in case.persons)
        differ += persons != case.persons
        one, other = (
            [[(e.id, e.status) for e in f.elements] for f in assess(c, base(), engines=BUILTIN).findings]
            for c in (case, replace(case, persons=persons))
        )
        assert one == other
    assert differ > 3


def test_there_is_no_field_for_a_citizen_number() -> None:
    """As the input for a DPIA says, a case file has no field for a name or citizen service number of a person."""
    persons = next(f.section for f in CASE.fields if f.key == "personen")
    assert persons is not None
    assert [f.key for f in persons.fields if f.kind in (Kind.NAME, Kind.TEXT)] == []


# The principles are held


def names_of_tests(file: Path) -> set[str]:
    """The names of the tests in a file."""
    found = ast.parse(file.read_text(encoding="utf-8")).body
    return {node.name for node in found if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


@pytest.mark.parametrize("principle", data_file.principles(), ids=lambda p: p.id)
def test_every_principle_has_a_test_that_exists(principle: data_file.Principle) -> None:
    """Each principle names tests, and each of those is there."""
    for name in principle.tests:
        file, _, test = name.partition("::")
        assert (ROOT / file).is_file(), name
        assert test in names_of_tests(ROOT / file), name


def bullets(page: str, heading: str) -> list[str]:
    """The points under a heading of a page of the documentation."""
    part = (EXPLANATION / page).read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [" ".join(item.split()) for item in re.findall(r"^- (.*?)(?=^- |^\S|\Z)", part, re.MULTILINE | re.DOTALL)]


@pytest.mark.parametrize(
    ("page", "heading", "group"),
    [
        ("wat-legalkb-doet-en-niet-doet.md", "Wat het niet doet", "grens"),
        ("privacy.md", "Wat legalkb met een zaak doet", "gegevens"),
    ],
)
def test_the_documentation_says_the_same(page: str, heading: str, group: str) -> None:
    """The pages for readers hold the principles, word for word and no others."""
    assert bullets(page, heading) == [" ".join(p.text.split()) for p in data_file.principles() if p.group == group]


def numbers(value: object, name: str = "") -> Iterator[str]:
    """The keys under which data has a number."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from numbers(inner, str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from numbers(inner, name)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield name


@cache
def assessed() -> tuple[Any, ...]:
    """The assessments of the published rulings."""
    return tuple(examples.assess(e, base(), BUILTIN) for e in cases() if e.charges)


def test_no_number_says_anything_of_a_person() -> None:
    """The only numbers in an assessment count lines and facts of the case file, or are maxima of the law and the urgency
    of a path."""
    found = {key for a in assessed() for key in numbers(json.loads(FORMATS["json"](a)))}
    assert found <= NUMBERS_ALLOWED, found - NUMBERS_ALLOWED
    assert found


def test_no_open_norm_is_fulfilled_without_a_person() -> None:
    """An element that has an open norm and no way of its own to be met is never fulfilled unless somebody judged it."""
    norms = {(r.key, e.id) for r in base().rulebook.rules for e in r.elements if e.open_norm and not e.alternatives}
    seen = [
        e for a in assessed() for f in a.findings for e in f.elements if (f.rule, e.id) in norms and e.ruling is None
    ]
    assert seen and all(e.status != "vervuld" for e in seen)


def test_foreign_law_is_always_asked() -> None:
    """Whether an act is punishable abroad is a fact type that is stated, and that nothing derives."""
    asked = {str(d["strafbaar_daar"]) for d in base().prosecution["rechtsmacht"]["delicten"].values()}
    kinds = base().vocabulary.fact_types
    assert asked and all(name in kinds and not kinds[name].derived and kinds[name].question for name in asked)
    assert not asked & base().rulebook.concepts.keys()


def test_every_memo_says_it_is_a_reading_aid() -> None:
    """Each memo says that it is a reading aid and says nothing of guilt."""
    for form in ("html", "md"):
        assert all(phrases.STATUS_OF_TEXT in FORMATS[form](a) for a in assessed()[:5])
    assert "leeshulp" in phrases.STATUS_OF_TEXT


# As a user gets it


def test_the_page_is_well_formed_and_fetches_nothing() -> None:
    """Every tag is closed in its turn, every link within leads somewhere, and nothing is loaded."""
    found = Outline()
    found.feed(html())
    assert found.open == [] and found.ranks.count(1) == 1
    assert len(set(found.ids)) == len(found.ids)
    assert {link[1:] for link in found.links if link.startswith("#")} <= {*found.ids}
    assert all(re.match(r"https://[^\s]+$", link) for link in found.links if not link.startswith("#"))
    assert not re.search(r"<(script|img|iframe|object|embed|link|base|form)\b|@import|url\(|\bsrc=", html())


@pytest.mark.parametrize("form", ["html", "md"])
def test_everything_is_on_the_page(form: str) -> None:
    """What the pages hold stands in each form: every heading, text, point, cell and thing left to answer."""
    pages = [whole().page(name) for name in PARTS]
    text = html() if form == "html" else report.markdown(pages, whole().counted.values)
    plain = re.sub(r"\\(?=[\\`*\[\]<>|_#+=~-])", "", text) if form == "md" else re.sub(r"&#39;|&#34;", "'", text)
    flat = " ".join(plain.replace('"', "'").replace("&gt;", ">").replace("&amp;", "&").split())
    for page in pages:
        for s in page.sections:
            cells = [c for t in s.tables for row in t.rows for c in row]
            for said in (s.title, *map(phrases.dates, (*s.text, *cells)), *s.points, s.own):
                assert " ".join(said.replace('"', "'").split()) in flat, said


def test_every_rule_names_its_sources() -> None:
    """As the input for the IAMA says, each rule names the sources it was made from."""
    assert [r.id for r in base().rulebook.rules if not r.sources] == []


def test_every_table_is_whole() -> None:
    """Each row of each table has a cell for each column, and every column has something in it."""
    for name in PARTS:
        for table in (t for s in whole().page(name).sections for t in s.tables):
            assert all(len(row) == len(table.head) for row in table.rows), table.caption


CODE = """
from legalkb import examples, knowledge
from legalkb.accountability import as_json
from legalkb.accountability.account import PARTS, account
from legalkb.report import account as report
made = account(knowledge.load(), examples.load()[0])
pages = [made.page(n) for n in PARTS]
import hashlib
text = as_json.text(made.data(PARTS)) + report.html(pages, made.counted.values) + report.markdown(pages, made.counted.values)
print(hashlib.sha256(text.encode()).hexdigest())
"""


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    """A run with another hash seed gives the same account in every form."""
    made = subprocess.run(
        [sys.executable, "-c", CODE],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "12345"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    pages, values = [whole().page(name) for name in PARTS], whole().counted.values
    text = as_json.text(whole().data(PARTS)) + html() + report.markdown(pages, values)
    assert made.strip() == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.usefixtures("own_folder")
@pytest.mark.parametrize(
    ("arguments", "file"),
    [
        (("--uit", "alles.json"), "alles.json"),
        (("--wat", "dpia", "--uit", "."), "dpia.html"),
    ],
)
def test_what_is_asked_is_written(arguments: tuple[str, ...], file: str, tmp_path: Path) -> None:
    """The file is written in the form its name tells, for the user alone, and says which knowledge base it came from."""
    done = run("verantwoording", *arguments)
    assert done.exit_code == 0, done.output
    written = tmp_path / file
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    text = written.read_text(encoding="utf-8")
    assert base().digest in text and __version__ in text
    if file == "alles.json":
        assert list(json.loads(text)) == list(PARTS)
        assert json.loads(text)["register"]["registratie"]["standard_version"] == "1.0"
    again = run("verantwoording", *arguments)
    assert again.exit_code == 1 and "bestaat al" in again.output


@pytest.mark.usefixtures("own_folder")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--uit", "x.docx"), "Geef --formaat, of een PAD dat eindigt op .html"),
        (("--wat", "dpai", "--uit", "x.md"), "Bedoelde u dpia"),
        ((), "--uit is verplicht"),
    ],
)
def test_misuse_is_told_in_dutch(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    """A wrong option is misuse, told with what would be right; nothing is written."""
    done = run("verantwoording", *arguments)
    assert done.exit_code == 2 and said in done.output
    assert list(tmp_path.iterdir()) == []
