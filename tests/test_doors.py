"""The five doors: a lawyer adds a fact type, rule, scenario, example or version of the law without touching Python.

Each test works in a copy of the data and uses texts only. A mistake gives a Dutch error with file and line.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fixtures_doors import ALTERNATIVE, CASE, FACT_TYPE, NEW_RULE, NEW_VERSION, PEOPLE, SCENARIO, WORKED_EXAMPLE

from legalkb import assessment, checks, examples, knowledge
from legalkb.case_reader import read_case
from legalkb.engine import BUILTIN
from legalkb.errors import LegalkbError
from legalkb.findings import Assessment, ElementFinding, OffenceFinding
from legalkb.knowledge import KnowledgeBase
from legalkb.node import SourceText
from legalkb.report import FORMATS

ROOT = Path(__file__).resolve().parent.parent
GOODS, SCENARIOS, LAW = "ontology/feittypen/goederen.ttl", "ontology/scenarios.ttl", "ontology/wet/sr_goederen.ttl"
CONCEPT, THEFT = "rules/begrippen/feitelijkheid.yaml", "rules/sr_310/diefstal.yaml"
RULE, EXAMPLE = "rules/sr_255/hulpeloos.yaml", "rules/begrippen/voorbeelden/simkaart.yaml"


class Data:
    """A copy of the data that is changed with texts only."""

    def __init__(self, folder: Path) -> None:
        """Copy ``ontology/`` and ``rules/``."""
        self.folder = folder
        for name in ("ontology", "rules"):
            shutil.copytree(ROOT / name, folder / name)

    def append(self, name: str, text: str) -> int:
        """Put a text at the end of a file, which may be new; give the line at which it begins."""
        file = self.folder / name
        old = file.read_text(encoding="utf-8") if file.exists() else ""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(old + text, encoding="utf-8")
        return old.count("\n") + 1

    def insert(self, name: str, after: str, text: str) -> int:
        """Put a line below the first line that reads ``after``; give its number."""
        file = self.folder / name
        lines = file.read_text(encoding="utf-8").splitlines()
        place = lines.index(after) + 1
        file.write_text("\n".join([*lines[:place], text, *lines[place:]]) + "\n", encoding="utf-8")
        return place + 1

    def load(self) -> KnowledgeBase:
        """The knowledge base of the copy."""
        return knowledge.load(self.folder, cache=False)

    def error(self) -> str:
        """The error that the copy gives."""
        with pytest.raises(LegalkbError) as caught:
            self.load()
        return str(caught.value)

    def failures(self) -> list[str]:
        """The examples of the copy that fail, of the one file that was added."""
        found, unreadable = examples.load(self.folder)
        mine = [e for e in found if e.place.startswith(EXAMPLE)]
        failed = [f for _, _, failures in examples.run(mine, self.load(), BUILTIN) for f in failures]
        return [str(f) for f in (*unreadable, *failed) if f.place.startswith(EXAMPLE)]


@pytest.fixture
def data(tmp_path: Path) -> Data:
    """A fresh copy of the data."""
    return Data(tmp_path)


def assess(text: str, base: KnowledgeBase) -> Assessment:
    """The assessment of a case, after a look whether every format can show it."""
    found = assessment.assess(read_case(SourceText("zaak.yaml", text), base.vocabulary), base)
    assert all(render(found) for render in FORMATS.values())
    return found


def finding(found: Assessment, rule: str) -> OffenceFinding:
    """The finding on one offence variant."""
    return next(f for f in found.findings if f.rule == rule)


def element(found: Assessment, rule: str, name: str) -> ElementFinding:
    """The finding on one element."""
    return next(e for e in finding(found, rule).elements if e.id == name)


def test_fact_type_alternative_and_example(data: Data) -> None:
    """A fact type, an alternative that uses it and an example, as text, change the assessment as expected."""
    with pytest.raises(LegalkbError, match=r"zaak\.yaml:1: .*simkaart_geblokkeerd"):
        assess(CASE, data.load())

    data.append(GOODS, FACT_TYPE)
    found = assess(PEOPLE + CASE, data.load())
    assert finding(found, "sr-284-1-1").outcome == "geen_aanknopingspunt"
    assert [f.sentence for f in found.facts] == ["V1 heeft de simkaart van S1 laten blokkeren."]

    data.append(EXAMPLE, WORKED_EXAMPLE)
    assert any("middel" in text for text in data.failures())

    data.insert(CONCEPT, "een_van:", f"  - {ALTERNATIVE}")
    found = assess(PEOPLE + CASE, data.load())
    assert finding(found, "sr-284-1-1").outcome == "onvolledig"
    assert element(found, "sr-284-1-1", "middel").status == "open_norm"
    assert data.failures() == []


def test_indication_of_an_open_norm(data: Data) -> None:
    """An indication against an open norm, as one line of YAML, keeps an offence from becoming an aanwijzing."""
    answer = "{feit: alleen_om_reis_te_beletten, waarde: nee}"
    facts = ("reisdocument_weggenomen", "reisdocument_is_nederlands", "zei_goed_te_houden", answer, "mishandeld")
    case = f"feiten: [{', '.join(facts)}]\n"
    assert finding(assess(case, data.load()), "sr-310").outcome == "aanwijzing"
    data.insert(THEFT, "      tegen:", "        - {feit: mishandeld, bron: [analyse], uitleg: Een andere reden.}")
    found = assess(case, data.load())
    assert (finding(found, "sr-310").outcome, finding(found, "sr-310").reasons) == ("onvolledig", ("twee_kanten",))
    assert element(found, "sr-310", "oogmerk").indications_against[-1].explanation == "Een andere reden."


def test_scenario(data: Data) -> None:
    """A scenario, as one block of Turtle, is recognised in a case with its typical facts."""
    case = "feiten: [telefoon_weggenomen, geld_onthouden]\n"
    assert "S99" not in {s.id for s in assess(case, data.load()).scenarios}
    data.append(SCENARIOS, SCENARIO)
    base = data.load()
    scenario = next(s for s in assess(case, base).scenarios if s.id == "S99")
    assert (scenario.label, scenario.typical, len(scenario.present)) == ("achterlating zonder telefoon", 2, 2)
    assert knowledge.nonconformities(data.folder) == ()


def test_new_version_of_a_provision(data: Data) -> None:
    """A new text of a provision and a last day for the old one reach the cases after that day and no others."""
    data.append(LAW, NEW_VERSION)
    base = data.load()
    for day, first, maximum in (("2027-06-30", "2005-01-01", 48), ("2027-07-01", "2027-07-01", 60)):
        found = assess(f"feiten: [{{feit: reisdocument_weggenomen, op: {day}}}]\n", base)
        assert [(v.valid_from, v.maximum_months) for v in finding(found, "sr-310").law] == [(first, maximum)]


def test_new_version_of_a_rule(data: Data) -> None:
    """When the words change too, a second rule file judges the cases after that day, and quotations are checked."""
    data.append(LAW, NEW_VERSION)
    missing = [r.text for r in checks.quotations(data.load()) if r.place == THEFT and r.severity == "fout"]
    assert missing == [
        "citaat 'met het oogmerk om het zich wederrechtelijk toe te eigenen' staat niet in Sr 310, versie 2027-07-01"
    ]
    data.insert(THEFT, "geldig_van: 2005-01-01", "geldig_tot: 2027-06-30")
    data.append(
        "rules/sr_310/diefstal_2027_07_01.yaml",
        "id: sr-310@2027-07-01\nopschrift: Diefstal\nbepaling: Sr 310\ngeldig_van: 2027-07-01\nper: [voorwerp]\n"
        "kern: wegneemt\nbestanddelen:\n"
        "  - {id: geniep, citaat: in het geniep, een_van: [verzonnen_bericht_verteld]}\n"
        "  - {id: wegneemt, citaat: wegneemt, een_van: [goed_weggenomen]}\n",
    )
    base = data.load()
    assert not [r for r in checks.quotations(base) if r.severity == "fout"]
    for day, expected in (("2027-06-30", "goed"), ("2027-07-01", "geniep")):
        found = assess(f"feiten: [{{feit: reisdocument_weggenomen, op: {day}}}]\n", base)
        assert finding(found, "sr-310").elements[0].id == expected


def test_another_provision(data: Data) -> None:
    """A rule for a provision that was not assessed before, as one file, is assessed from then on."""
    case = "feiten: [achtergelaten_in_buitenland, geld_onthouden]\n"
    assert "sr-255" not in {f.rule for f in assess(case, data.load()).findings}
    data.append(RULE, NEW_RULE)
    found = finding(assess(case, data.load()), "sr-255")
    assert (found.outcome, found.designation, found.law[0].maximum_months) == ("aanwijzing", "Sr 255", 24)


BROKEN = {
    "fact type, semicolon": (GOODS, FACT_TYPE.replace("@en ;", "@en"), 4, "geen geldige Turtle"),
    "fact type, prefix": (GOODS, FACT_TYPE.replace("lkb:vraag", "onbekend:vraag"), 4, "geen geldige Turtle"),
    "fact type, subject": (GOODS, FACT_TYPE.replace('"gedraging"', '"gedragin"'), 2, "gedragin"),
    "fact type, group": (GOODS, FACT_TYPE.replace("<groep/goederen>", "<groep/goedern>"), 2, "goedern"),
    "scenario, quote": (SCENARIOS, SCENARIO.replace('"S99" ;', '"S99 ;'), 3, "geen geldige Turtle"),
    "version, semicolon": (LAW, NEW_VERSION.replace("Expression ;", "Expression"), 4, "geen geldige Turtle"),
    "version, date": (LAW, NEW_VERSION.replace('force "2027-07-01"', 'force "2027-13-01"'), 3, "2027-13-01"),
    "version, maximum": (LAW, NEW_VERSION.replace("Maanden 60", 'Maanden "vijf jaar"'), 3, "vijf jaar"),
    "version, overlap": (LAW, "\n\n" + NEW_VERSION.partition('force "2027-06-30"^^xsd:date .\n')[2], 3, "overlapt"),
    "rule, core": (RULE, NEW_RULE.replace("kern: laat", "kern: lat"), 5, "kern"),
    "rule, result": (RULE, NEW_RULE.replace("kern: laat", "kern: laat\ngevolg: [lat]"), 6, "Bedoelde u 'laat'?"),
    "rule, concept": (RULE, NEW_RULE.replace("[achtergelaten_in_buitenland]", "[{geweld: nee}]"), 14, "geweld"),
    "rule, provision": (RULE, NEW_RULE.replace("Sr 255", "Sr 2555"), 2, "Sr 2555"),
    "rule, key": (RULE, NEW_RULE.replace("een_van:", "een van:"), 14, "Bedoelde u 'een_van'?"),
    "rule, source": (RULE, NEW_RULE.replace("[analyse]", "[analise]"), 11, "analise"),
    "rule, indent": (RULE, NEW_RULE.replace("\nkern", "\n kern"), 5, "inspringing"),
}


@pytest.mark.parametrize(("name", "text", "line", "words"), BROKEN.values(), ids=BROKEN)
def test_broken_block(data: Data, name: str, text: str, line: int, words: str) -> None:
    """A mistake in a block of Turtle or in a rule file gives a Dutch error with that file and line."""
    first = data.append(name, text)
    message = data.error()
    assert f"{name}:{first + line - 1}: " in message
    assert words in message


def test_broken_alternative(data: Data) -> None:
    """A misspelt fact type in a rule file gives the line and the name that was meant."""
    data.append(GOODS, FACT_TYPE)
    line = data.insert(CONCEPT, "een_van:", f"  - {ALTERNATIVE.replace('blokkeerd', 'blokeerd')}")
    message = data.error()
    assert f"{CONCEPT}:{line}: onbekend feittype" in message
    assert "Bedoelde u 'simkaart_geblokkeerd'?" in message


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("uitkomst: onvolledig", "uitkomst: aanwijzing", 2, "uitkomst is geen_aanknopingspunt, verwacht aanwijzing"),
        ("{middel: open_norm}", "{midel: open_norm}", 2, "bestanddeel midel is geen bestanddeel"),
        ("simkaart_geblokkeerd", "simkaart_gebokkeerd", 7, "Bedoelde u simkaart_geblokkeerd?"),
        ("\nzaak:", "\nzaak", 6, "dubbele punt"),
        ("naam: Een", "nam: Een", 2, "'naam'"),
        ("\nverwacht:", "\nverwach:", 8, "verwach"),
        ("uitkomst: onvolledig", "uitkomt: onvolledig", 10, "uitkomt"),
        ("zonder: [simkaart_geblokkeerd]", "zonder: [simkaart]", 15, "simkaart"),
    ],
    ids=["outcome", "element", "fact", "syntax", "key", "expectation", "expected key", "left out"],
)
def test_broken_example(data: Data, old: str, new: str, line: int, words: str) -> None:
    """An example that is wrong or cannot be read is named with its file and line, in Dutch."""
    data.append(GOODS, FACT_TYPE)
    data.append(EXAMPLE, WORKED_EXAMPLE.replace(old, new))
    assert [t for t in data.failures() if f"{EXAMPLE}:{line}: " in t and words in t], data.failures()


def test_broken_scenario(data: Data) -> None:
    """A scenario that names an unknown fact type or path, or lacks a brake, is an error of the check, with its line."""
    wrong = SCENARIO.replace("feit/geld_onthouden", "feit/geld_onthoudn").replace("pad/lkha", "pad/lhka")
    line = data.append(SCENARIOS, wrong.replace("lkb:rem", "lkb:opmerking"))
    found = [r for r in checks.run(data.load(), knowledge.nonconformities(data.folder)) if r.severity == "fout"]
    expected = (("geld_onthoudn", 5), ("lhka", 8), ("zonder rem", 1))
    for words, below in expected:
        assert [r for r in found if words in r.text and r.place == f"{SCENARIOS}:{line + below}"], (words, found)
