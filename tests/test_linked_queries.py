"""The ready queries in docs/queries: each runs, and says what the rules, the law, the rulings and the cases say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from legalkb import examples
from legalkb.cli.lookup import question
from legalkb.linked.cases import Assessed
from legalkb.rulebook import Element, Literal, Rule
from tests.fixtures_linked import assessed, book, rows

ROOT = Path(__file__).parents[1]
QUERIES = sorted((ROOT / "docs" / "queries").glob("*.rq"))
DEMO = (ROOT / "legalkb" / "templates" / "demo.yaml").read_text(encoding="utf-8")
SCHOOL = """feiten:
  - {feit: meegenomen_naar_buitenland, op: 2025-07-20, plaats_handeling: NL}
  - {feit: reisdocument_weggenomen, bron: melding school}
  - {feit: kan_zelfstandig_terugkeren, waarde: nee, bron: melding school}
"""
FORCED = """feiten:
  - {feit: mishandeld, op: 2025-07-20}
  - {feit: oefende_eigen_recht_uit, waarde: nee}
  - {feit: deed_het_vanwege_de_druk}
  - {feit: kon_weigeren_zonder_gevolg, waarde: nee}
  - {feit: moest_in_buitenland_blijven}
"""


def query(number: int) -> str:
    """The text of a ready query."""
    (file,) = (f for f in QUERIES if f.name.startswith(f"{number:02d}-"))
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def cases() -> list[Assessed]:
    """Three cases: the demo, three facts of a school, and coercion in which little is missing."""
    return assessed([("demo.yaml", DEMO), ("dwang.yaml", FORCED), ("school.yaml", SCHOOL)])


def elements() -> Iterator[tuple[Rule, Element]]:
    """Each element with each rule that needs it, in whatever period of what that rule builds on."""
    whole = book().rulebook
    for rule in whole.rules:
        bases = [r for r in whole.rules if r.key == rule.builds_on]
        yield from ((rule, e) for r in (*bases, rule) for e in r.elements)


def behind(literals: tuple[Literal, ...]) -> set[str]:
    """The fact types behind literals, through concepts."""
    found, concepts = set(), book().rulebook.concepts
    for literal in literals:
        if literal.name in concepts:
            concept = concepts[literal.name]
            found |= behind(tuple(x for a in (*concept.alternatives, *concept.exceptions) for x in a.literals))
        elif literal.name in book().vocabulary.fact_types:
            found.add(literal.name)
    return found


@pytest.mark.parametrize("file", QUERIES, ids=lambda f: f.stem)
def test_each_query_explains_itself_and_gives_an_answer(file: Path, cases: list[Assessed]) -> None:
    """Each query begins with a Dutch comment, declares no known prefix itself and finds something."""
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# ") and "PREFIX" not in text
    assert rows(text, cases)


def test_scenarios_that_touch_284() -> None:
    """Query 1 gives every scenario with a candidate under article 284, with the reason."""
    expected = {
        (f"scenario:{s.id}", s.label, c.provision, c.reason)
        for s in book().vocabulary.scenarios
        for c in s.candidates
        if c.provision.startswith("Sr 284 ") and not s.counter
    }
    assert {*rows(query(1))} == expected
    assert {"scenario:S01", "scenario:S04"} <= {row[0] for row in expected}


def test_from_scenario_to_ruling() -> None:
    """Query 2 joins scenario, fact type, element, provision, current text and ruling."""
    found = rows(query(2))
    keeping = ("feit:reisdocument_weggenomen", "enig goed", "Sr 310", "2005-01-01", "uitspraak:ECLI:NL:HR:2021:1259")
    assert keeping in [row[:5] for row in found]
    typical = next(s for s in book().vocabulary.scenarios if s.id == "S17").facts
    assert {row[0].removeprefix("feit:") for row in found} <= {*typical}
    rulings = {s.code: s.purport for s in book().vocabulary.sources.values() if s.code.startswith("ECLI:")}
    assert all(rulings[row[4].removeprefix("uitspraak:")] == row[5] for row in found)


def test_acquittals_of_279() -> None:
    """Query 3 gives the rulings without a conviction under 279, each with the element it turned on."""
    found, _ = examples.load()
    quotes = {(r.key, e.id): e.quote for r, e in elements()}
    expected = {
        (f"uitspraak:{e.ecli}", c.outcome, quotes[c.rule, c.element])
        for e in found
        for c in e.charges
        if c.rule.startswith("sr-279") and c.outcome in ("vrijspraak", "ovar") and c.element
    }
    assert {row[:3] for row in rows(query(3))} == expected
    assert ("uitspraak:ECLI:NL:GHAMS:2012:BW0594", "vrijspraak", "onttrekt") in expected
    assert {row[0] for row in rows(query(3)) if row[4] == "ja"} == {"uitspraak:ECLI:NL:HR:2014:302"}


@pytest.mark.parametrize("number", [2, 3, 11])
def test_conclusions_are_told_from_rulings(number: int, cases: list[Assessed]) -> None:
    """Each query that gives rulings says of each whether it is a conclusion of the advocate general."""
    found = rows(query(number), cases)
    for row in found:
        (ecli,) = {cell for cell in row if cell.startswith("uitspraak:")}
        assert row[-1] == ("conclusie" if ":PHR:" in ecli else "uitspraak")
    assert "PHR" in query(number)


def test_fact_types_that_no_rule_uses() -> None:
    """Query 4 gives exactly the fact types that stand in no literal of the rule book."""
    whole = book().rulebook
    used: set[str] = set()
    for rule in whole.rules:
        used |= {x.name for r in rule.remarks for x in r.when}
        for element in rule.elements:
            norm = element.open_norm
            parts = [*element.alternatives, *element.exceptions]
            parts += [*norm.indications_for, *norm.indications_against] if norm else []
            used |= {x.name for a in parts for x in a.literals}
            for c in norm.counter_questions if norm else ():
                used |= {c.fact, *(x.name for x in (*c.when, *c.moot))}
    for item in (*whole.concepts.values(), *whole.neighbours):
        used |= {x.name for a in (*item.alternatives, *getattr(item, "exceptions", ())) for x in a.literals}
    assert {row[0] for row in rows(query(4))} == {f"feit:{f}" for f in book().vocabulary.fact_types.keys() - used}


def test_elements_on_unverified_sources() -> None:
    """Query 5 finds the elements that cite what was never opened, and sources that say so of themselves."""
    found = {row[:3] for row in rows(query(5))}
    named = {
        (r.designation, e.id, "bron:niet-geverifieerd")
        for r, e in elements()
        if "niet geverifieerd" in {*e.grounds, *(s for a in (*e.alternatives, *e.exceptions) for s in a.sources)}
    }
    assert named <= found and ("Sr 285c", "lokt", "bron:niet-geverifieerd") in found
    assert all("geverifieerd" in row[3].lower() or row[2] == "bron:niet-geverifieerd" for row in rows(query(5)))


def test_fact_types_that_decide_many_provisions() -> None:
    """Query 6 counts provisions by fact type, through concepts, and names them."""
    provisions: dict[str, set[str]] = defaultdict(set)
    for rule, element in elements():
        for item in (*element.alternatives, *element.exceptions):
            for fact in behind(item.literals):
                provisions[f"feit:{fact}"].add(rule.designation)
    expected = {(f, str(len(p)), ", ".join(sorted(p))) for f, p in provisions.items() if len(p) >= 3}
    found = rows(query(6))
    assert {(row[0], row[2], row[3]) for row in found} == expected
    assert [int(row[2]) for row in found] == sorted((int(row[2]) for row in found), reverse=True)


def test_versions_of_285() -> None:
    """Query 7 gives each text of article 285 with its dates and maxima."""
    law = book().vocabulary.law.provisions
    expected = sorted(
        (
            v.designation, v.valid_from, v.valid_to, str(v.maximum_months or ""), str(v.fine_category or ""), v.qualifier,
        )
        for name, versions in law.items()
        if name.startswith("Sr 285 ")
        for v in versions
    )  # fmt: skip
    assert sorted(rows(query(7))) == expected
    assert any(row[:4] == ("Sr 285 lid 1", "2022-03-01", "2024-06-30", "36") for row in expected)


def test_counter_questions_of_unlawfulness() -> None:
    """Query 8 gives the two counter-questions of 'wederrechtelijk' in 284 with the answer that settles each."""
    words, found = book().vocabulary.fact_types, rows(query(8))
    asked = {
        (rule.part, question(words[c.fact]), c.favourable, c.explanation)
        for rule, element in elements()
        if rule.article == "284" and element.id == "wederrechtelijk" and element.open_norm
        for c in element.open_norm.counter_questions
    }
    assert {row[:4] for row in found} == asked and len(asked) == 2
    assert not any("{" in cell for row in found for cell in row)
    assert "uitspraak:ECLI:NL:HR:2020:1867" in {row[4] for row in found}


def test_cases_that_lack_one_fact(cases: list[Assessed]) -> None:
    """Query 9 gives the incomplete findings on 284 that one fact would complete, and which fact."""
    expected = {
        (a.name, f.suspect, f.victim, f"feit:{s[0].name}", s[0].value)
        for a in cases
        for f in a.assessment.findings
        if f.article == "284" and f.outcome == "onvolledig"
        for s in f.missing
        if len(s) == 1
    }
    assert {*rows(query(9), cases)} == expected
    assert {row[0] for row in expected} == {"dwang.yaml"}


def test_outcomes_by_variant(cases: list[Assessed]) -> None:
    """Query 10 counts the cases of each outcome by offence variant, so those of 284 apart."""
    counted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for a in cases:
        for f in a.assessment.findings:
            counted[f.rule, f.title, f.outcome].add(a.name)
    expected = sorted((*key, str(len(names))) for key, names in counted.items())
    assert rows(query(10), cases) == sorted(expected, key=lambda row: (row[0], row[2]))
    assert {"sr-284-1-1", "sr-284-1-2"} <= {row[0] for row in expected}


def test_rulings_with_the_same_facts(cases: list[Assessed]) -> None:
    """Query 11 gives, for each case, the rulings that share two facts, with how many and what was held."""
    from legalkb.case_reader import read_case

    found, _ = examples.load()
    facts: dict[str, set[tuple[str, str]]] = defaultdict(set)
    held: dict[str, set[str]] = defaultdict(set)
    for e in (e for e in found if e.ecli):
        case = read_case(e.case, book().vocabulary)
        facts[e.ecli] |= {(f.type_id, f.value) for f in case.facts if f.value != "onbekend"}
        held[e.ecli] |= {c.outcome for c in e.charges}
    expected = {
        (a.name, f"uitspraak:{ecli}", str(len({name for name, _ in shared})), outcome)
        for a in cases
        for ecli, known in facts.items()
        if len(shared := known & {(f.type_id, f.value) for f in a.case.facts}) >= 2
        for outcome in held[ecli]
    }
    assert {row[:4] for row in rows(query(11), cases)} == expected and expected


def test_combinations_on_our_own_reading() -> None:
    """Query 12 counts what of an element rests on our own reading alone."""
    counted: dict[tuple[str, str], int] = defaultdict(int)
    for rule, element in elements():
        norm = element.open_norm
        parts = [*element.alternatives, *element.exceptions]
        parts += [*norm.indications_for, *norm.indications_against, *norm.counter_questions] if norm else []
        counted[rule.designation, element.id] += sum({*p.sources} == {"analyse"} for p in parts)
    found = {(row[0], row[1]): int(row[2]) for row in rows(query(12))}
    per_rule = {key for key, count in counted.items() if count}
    assert found.keys() == per_rule
    assert found["Sr 284 lid 1", "middel"] == counted["Sr 284 lid 1", "middel"]


def test_the_page_names_every_query_and_shows_one_as_it_is() -> None:
    """The reference page links to each ready query, and the query the how-to page shows is word for word the file."""
    listed = (ROOT / "docs" / "reference" / "vragen.md").read_text(encoding="utf-8")
    assert [f.name for f in QUERIES if f"(../queries/{f.name})" not in listed] == []
    page = (ROOT / "docs" / "how-to" / "sparql.md").read_text(encoding="utf-8")
    shown = page.partition("```sparql\n")[2].partition("```")[0]
    assert "".join(line for line in query(8).splitlines(keepends=True) if not line.startswith("#")) == shown
