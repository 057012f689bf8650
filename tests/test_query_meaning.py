"""What a query means: its answer equals an evaluation written apart from it, over the assessments themselves."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml
from fixtures_query import KNOWLEDGE, WORDS, ask, files, generator
from hypothesis import given, settings
from hypothesis import strategies as st

from legalkb import examples, orientation
from legalkb.case import Case
from legalkb.dates import parse_date
from legalkb.findings import Assessment, OffenceFinding
from legalkb.node import plain
from legalkb.query import ages, provisions
from legalkb.query.folder import Unreadable, assessed
from legalkb.query.parser import parse
from legalkb.query.tree import All, Any, Not, Query, Term, terms
from legalkb.query.words import FACT_VALUES, GATE_STATUSES, VALUES

Choice = Mapping[tuple[str, ...], OffenceFinding | None]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some invented cases, most with two suspects, and every fortieth example of the rules."""
    path = tmp_path_factory.mktemp("zaken")
    generator().folder(path, 10, KNOWLEDGE, seed=7)
    generator().folder(path / "druk", 20, KNOWLEDGE, seed=8, crowded=True)
    for number, example in enumerate(examples.load()[0][::40]):
        text = yaml.safe_dump(plain(example.case), allow_unicode=True)
        (path / f"voorbeeld{number:03}.yaml").write_text(text, encoding="utf-8")
    return path


def index(path: Path) -> Path:
    """The index of that folder, which makes a query over it fast."""
    return path.with_name("index")


@cache
def seen(path: Path) -> tuple[tuple[str, Case, Assessment], ...]:
    """Each case of the folder with its full assessment."""
    items = assessed(path, KNOWLEDGE)
    return tuple((i[0].name, i[0].case, i[1]) for i in items if not isinstance(i, Unreadable))


# The evaluation, straight from the definition: some choice of a finding for each provision makes the whole true.


def matches(query: Query, case: Case, found: Assessment) -> bool:
    """Whether a case matches a query."""
    named = sorted({t.names for t in terms(query, negated=False) if t.of_finding})
    options = [[None, *(f for f in chosen_from(found) if f.rule in names)] for names in named]
    return any(holds(query, dict(zip(named, c, strict=True)), case, found) for c in itertools.product(*options))


def chosen_from(found: Assessment) -> list[OffenceFinding]:
    """The findings that a query looks at: those without a holder only where no finding about a holder has a lead."""
    return [
        f
        for f in found.findings
        if f.holder
        or not any(
            o.holder and (o.rule, o.suspect, o.victim) == (f.rule, f.suspect, f.victim)
            for o in found.findings
            if o.outcome != "geen_aanknopingspunt"
        )
    ]


def holds(query: Query, choice: Choice, case: Case, found: Assessment) -> bool:
    """Whether a query holds under a choice of findings."""
    if isinstance(query, Not):
        return not matches(query.item, case, found)
    if isinstance(query, All):
        return all(holds(item, choice, case, found) for item in query.items)
    if isinstance(query, Any):
        return any(holds(item, choice, case, found) for item in query.items)
    if query.of_finding:
        chosen = choice[query.names]
        return chosen is not None and of_finding(query, chosen)
    return of_case(query, case, found)


def of_finding(term: Term, finding: OffenceFinding) -> bool:
    """Whether a term holds for a finding."""
    if term.kind == "datum":
        return dated(term, finding.conduct)
    if term.kind == "uitkomst":
        statuses = [finding.outcome]
    elif term.kind == "bestanddeel":
        statuses = [e.status for e in finding.elements if e.id == term.part]
    else:
        statuses = [g.status for g in finding.gates if g.kind == term.part]
    return any((status == term.value) is (term.operator == "=") for status in statuses)


def dated(term: Term, conduct: str) -> bool:
    """Whether every day that a date can be satisfies a comparison."""
    if not conduct or term.value == "onbekend":
        return not conduct and term.value == "onbekend"
    parts = conduct.split("/")
    first, last = parse_date(parts[0]).first, parse_date(parts[-1]).last
    day = parse_date(term.value)
    return {
        ">=": first >= day.first, ">": first > day.last, "<=": last <= day.last, "<": last < day.first,
        "=": first >= day.first and last <= day.last,
    }[term.operator]  # fmt: skip


def of_case(term: Term, case: Case, found: Assessment) -> bool:
    """Whether a term holds for a case as a whole."""
    kinds = KNOWLEDGE.vocabulary.fact_types
    if term.kind == "datum":
        acts = [f for f in case.facts if kinds[f.type_id].subject == "gedraging" and f.value == "ja"]
        return any(dated(term, str(f.period.start) if f.period and f.period.start else "") for f in acts)
    name = term.names[0]
    if term.kind == "land":
        return any(name in (f.place_act, f.place_result) for f in case.facts)
    if term.kind == "verdachten":
        ties = {(r.other, r.person) for r in case.relations if r.kind == name}
        pairs = itertools.permutations((s.id for s in case.suspects), 2)
        return any({(v.id, one), (v.id, two)} <= ties for one, two in pairs for v in case.victims)
    if term.kind == "scenario":
        return name in {s.id for s in found.scenarios}
    if term.kind == "aangrenzend":
        return name in {n.id for n in found.neighbours}
    values = set(stated(case, name))
    if term.value == "betwist":
        return {"ja", "nee"} <= values
    return not values if term.value == "ontbreekt" else term.value in values


MINOR = ("slachtoffer_minderjarig",)
AGE_SAYS = {
    ("jonger_dan_achttien", "ja"): MINOR,
    ("jonger_dan_achttien", "nee"): MINOR,
    ("jonger_dan_twaalf", "ja"): ("slachtoffer_onder_12", *MINOR),
    ("jonger_dan_twaalf", "nee"): ("slachtoffer_onder_12",),
    ("slachtoffer_onder_12", "ja"): ("jonger_dan_twaalf", *MINOR),
    ("slachtoffer_onder_12", "nee"): ("jonger_dan_twaalf",),
}


def stated(case: Case, name: str) -> Iterator[str]:
    """The values that a case gives a fact, in the file or by what follows from its persons and structure."""
    yield from (f.value for f in case.facts if f.type_id == name)
    for suspect, victim in itertools.product(case.suspects, case.victims):
        if suspect.id != victim.id:
            for e in orientation.pair_evidence(case, KNOWLEDGE, suspect.id, victim.id):
                if name in (e.name, *AGE_SAYS.get((e.name, e.value), ())):
                    yield e.value


# Queries


PROVISIONS = ("279", "279.2", "282.1", "284", "310", "321")
VARIED = {"uitkomst": ("geen_aanknopingspunt", "onvolledig"), "bestanddeel": ("vervuld", "open_norm", "onbekend")}
DATES = ("2013", "2016-05", "2021-03-04", "2024-07-01", "onbekend")
OF_CASES = ("scenario:S01", "scenario:S17", "aangrenzend:447b", "land:MA", "land:NL", "verdachten:ouder",
            "verdachten:partner")  # fmt: skip
FACTS = ("reisdocument_weggenomen", "slachtoffer_minderjarig", "meegenomen_naar_buitenland", "jonger_dan_achttien",
         "slachtoffer_onder_12", "jonger_dan_twaalf")  # fmt: skip


@st.composite
def conditions(draw: st.DrawFn) -> str:
    """One condition of any kind."""
    kind = draw(st.sampled_from(("uitkomst", "bestanddeel", "poort", "datum", "feit", "geval")))
    where, sign = draw(st.sampled_from(PROVISIONS)), draw(st.sampled_from(("=", "=", "!=")))
    if kind == "uitkomst":
        return f"uitkomst:{where}{sign}{draw(st.sampled_from(VALUES['uitkomst']))}"
    if kind == "bestanddeel":
        part = draw(st.sampled_from(WORDS.elements_of(provisions.keys(where, WORDS.variants))))
        return f"bestanddeel:{where}.{part}{sign}{draw(st.sampled_from(VALUES['bestanddeel']))}"
    if kind == "poort":
        return f"poort:{where}.{draw(st.sampled_from(WORDS.gates))}{sign}{draw(st.sampled_from(GATE_STATUSES))}"
    if kind == "datum":
        value = draw(st.sampled_from(DATES))
        compared = "=" if value == "onbekend" else draw(st.sampled_from((">=", ">", "<=", "<", "=")))
        return f"datum{draw(st.sampled_from(('', ':' + where)))}{compared}{value}"
    if kind == "feit":
        return f"feit:{draw(st.sampled_from(FACTS))}={draw(st.sampled_from(FACT_VALUES))}"
    return draw(st.sampled_from(OF_CASES))


queries = st.recursive(
    conditions(),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda items: f"({' en '.join(items)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda items: f"({' of '.join(items)})"),
        inner.map(lambda item: f"niet {item}"),
    ),
    max_leaves=6,
)


@st.composite
def about_one(draw: st.DrawFn) -> str:
    """A query whose conditions are mostly about one provision, with values that often occur, so that it matters which
    finding each is about."""
    where = draw(st.sampled_from(PROVISIONS))
    parts = WORDS.elements_of(provisions.keys(where, WORDS.variants))

    def condition() -> str:
        sign = draw(st.sampled_from(("=", "!=")))
        if draw(st.integers(0, 9)) == 0:
            return draw(conditions())
        if draw(st.booleans()):
            return f"uitkomst:{where}{sign}{draw(st.sampled_from(VARIED['uitkomst']))}"
        return f"bestanddeel:{where}.{draw(st.sampled_from(parts))}{sign}{draw(st.sampled_from(VARIED['bestanddeel']))}"

    a, b, c, d = (condition() for _ in range(4))
    shapes = ("{a} en {b}", "{a} en ({b} of {c})", "({a} of {b}) en ({c} of {d})", "{a} en niet {b}",
              "{a} en (niet {b} of {c})", "({a} en {b}) of ({c} en {d})", "({a} of {b}) en {c} en niet ({c} en {d})")  # fmt: skip
    return draw(st.sampled_from(shapes)).format(a=a, b=b, c=c, d=d)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.data())
def test_the_answer_is_that_of_the_definition_on_one_provision(folder: Path, data: st.DataObject) -> None:
    """The same for queries whose conditions hang together."""
    text = data.draw(about_one())
    query = parse(text, WORDS)
    expected = [name for name, case, found in seen(folder) if matches(query, case, found)]
    assert files(text, folder, index=index(folder)) == expected


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.data())
def test_the_answer_is_that_of_the_definition(folder: Path, data: st.DataObject) -> None:
    """The cases that are found are those for which the query holds by its definition, over the full assessments."""
    text = data.draw(queries)
    query = parse(text, WORDS)
    expected = [name for name, case, found in seen(folder) if matches(query, case, found)]
    assert files(text, folder, index=index(folder)) == expected


@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.data())
def test_an_index_changes_nothing(folder: Path, data: st.DataObject) -> None:
    """Without an index, where only what the query needs is assessed, the answer is the same."""
    text = data.draw(queries)
    assert ask(text, folder).found == ask(text, folder, index=index(folder)).found


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.data())
def test_niet_is_the_complement(folder: Path, data: st.DataObject) -> None:
    """A query and the same behind niet divide the cases."""
    text = data.draw(queries)
    both = files(text, folder, index=index(folder)) + files(f"niet ({text})", folder, index=index(folder))
    assert sorted(both) == sorted(name for name, *_ in seen(folder))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.data())
def test_the_findings_shown_are_findings_that_match(folder: Path, data: st.DataObject) -> None:
    """Each finding by which a case is said to match is one of its findings, of a provision that the query names, and a
    query about one provision shows exactly the findings for which it holds."""
    text = data.draw(queries)
    query = parse(text, WORDS)
    by_name = {name: found for name, _, found in seen(folder)}
    named = {t.names for t in terms(query, negated=False) if t.of_finding}
    for item in ask(text, folder, index=index(folder)).found:
        own = {
            (f.rule, f.suspect, f.victim, f.holder, f.event, f.object, f.outcome) for f in by_name[item.file].findings
        }
        for hit in item.hits:
            assert (hit.rule, hit.suspect, hit.victim, hit.holder, hit.event, hit.object, hit.outcome) in own
            assert any(hit.rule in names for names in named)


TWO = """
personen: {V1: {rol: verdachte}, V2: {rol: verdachte}, S1: {rol: slachtoffer}}
feiten:
  - {feit: opgesloten, door: V1, tegen: S1}
  - {feit: reisdocument_weggenomen, door: V2, tegen: S1}
"""


def test_terms_on_a_provision_are_about_one_finding(tmp_path: Path) -> None:
    """In one conjunction the terms on a provision are about the same suspect; split by niet or over provisions not."""
    (tmp_path / "zaak.yaml").write_text(TWO, encoding="utf-8")
    findings = {f.suspect: f for f in seen(tmp_path)[0][2].findings if f.rule == "sr-282-1"}
    met = {e.id for e in findings["V1"].elements if e.status != "onbekend"}
    part = next(e.id for e in findings["V1"].elements if e.id in met and e.id == "berooft_of_houdt")
    of_one = f"bestanddeel:282.1.{part}!=onbekend"
    of_other = "uitkomst:282.1=geen_aanknopingspunt"
    assert findings["V2"].outcome == "geen_aanknopingspunt"
    assert files(of_one, tmp_path) == files(of_other, tmp_path) == ["zaak.yaml"]
    assert files(f"{of_one} en {of_other}", tmp_path) == []
    assert files(f"{of_one} en (land:NL of {of_other})", tmp_path) == []
    assert files(f"{of_one} en niet niet {of_other}", tmp_path) == ["zaak.yaml"]
    (hit,) = ask(of_one, tmp_path).found[0].hits
    assert hit.suspect == "V1"


def test_a_case_without_findings_can_match_by_its_facts(tmp_path: Path) -> None:
    """Where there is no finding to choose, what does not need one still counts."""
    text = "personen: {X: {rol: [verdachte, slachtoffer]}}\nfeiten: [{feit: opgesloten, plaats_handeling: NL}]\n"
    (tmp_path / "zaak.yaml").write_text(text, encoding="utf-8")
    asked = "(uitkomst:279=aanwijzing of land:NL) en (poort:279.klacht=open of land:NL)"
    assert not seen(tmp_path)[0][2].findings
    assert files(asked, tmp_path) == ["zaak.yaml"]
    assert files(asked.replace("land:NL)", "land:MA)"), tmp_path) == []


def test_counts_are_those_of_the_assessments(folder: Path) -> None:
    """Per provision and outcome, the number of cases and findings is what the assessments have."""
    for count in ask("", folder, index=index(folder), dimensions=("bepaling", "uitkomst")).counts:
        rule, outcome = count.values
        per_case = [
            sum((f.rule, f.outcome) == (rule, outcome) for f in chosen_from(found)) for *_, found in seen(folder)
        ]
        assert (count.cases, count.findings) == (sum(map(bool, per_case)), sum(per_case))
    total = sum(c.findings for c in ask("", folder, index=index(folder), dimensions=("bepaling",)).counts)
    assert total == sum(len(chosen_from(found)) for *_, found in seen(folder))


def test_counts_of_facts(folder: Path) -> None:
    """Per fact and value, the number of cases is the number in which that is stated."""
    for count in ask("", folder, index=index(folder), dimensions=("feit", "waarde")).counts:
        name, value = count.values
        assert count.cases == sum(value in set(stated(case, name)) for _, case, _ in seen(folder))


CHILD = """
personen:
  V1: verdachte
  M1: betrokkene
  S1: {{rol: slachtoffer, geboren: {born}}}
{custody}feiten:
  - {{feit: meegenomen_naar_buitenland, door: V1, tegen: S1, op: 2025-07-20, plaats_handeling: NL}}
"""
CUSTODY = """relaties:
  - {van: M1, tot: S1, soort: ouder, gezag: ja}
"""


def test_an_age_counts_under_every_name_the_rules_give_it(tmp_path: Path) -> None:
    """Of a child of nine both age facts and both measures hold; of one of fourteen those of twelve do not."""
    for name, born in (("negen", "2016-01-01"), ("veertien", "2011-01-01"), ("dertig", "1995-01-01")):
        text = CHILD.format(born=born, custody="")
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    for name in ("slachtoffer_onder_12", "jonger_dan_twaalf"):
        assert files(f"feit:{name}", tmp_path) == ["negen.yaml"]
        assert files(f"feit:{name}=nee", tmp_path) == ["dertig.yaml", "veertien.yaml"]
    for name in ("slachtoffer_minderjarig", "jonger_dan_achttien"):
        assert files(f"feit:{name}", tmp_path) == ["negen.yaml", "veertien.yaml"]
        assert files(f"feit:{name}=nee", tmp_path) == ["dertig.yaml"]
    assert files("feit:slachtoffer_onder_12 en bestanddeel:279.2.strafverzwaring=vervuld", tmp_path) == ["negen.yaml"]


def test_every_name_of_an_age_is_known_to_queries() -> None:
    """Each concept about age is named by some fact type, so that none can only be asked by a measure."""
    book = KNOWLEDGE.rulebook
    of_age = [
        c for c in book.concepts.values() if any(m.kind == "leeftijd" and m.of == "slachtoffer" for m in c.measures)
    ]
    assert len(of_age) >= 2
    for concept in of_age:
        found = ages.names(concept)
        assert {*found} <= {*WORDS.facts}
        assert {*found} & {*KNOWLEDGE.vocabulary.fact_types}


def test_a_holder_nobody_knows_does_not_count_beside_one_who_is_known(tmp_path: Path) -> None:
    """Where the mother has gezag, a query does not look at the finding for another holder; without her it does."""
    for name, custody in (("bekend", CUSTODY), ("onbekend", "")):
        text = CHILD.format(born="2016-01-01", custody=custody)
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    by_name = {name: found for name, _, found in seen(tmp_path)}
    without = [f for f in by_name["bekend.yaml"].findings if f.rule == "sr-279-1" and not f.holder]
    assert [e.status for f in without for e in f.elements if e.id == "gezag_of_opzicht"] == ["onbekend"]
    assert files("bestanddeel:279.gezag=onbekend", tmp_path) == ["onbekend.yaml"]
    assert files("bestanddeel:279.1.gezag=vervuld", tmp_path) == ["bekend.yaml"]
    assert files("niet bestanddeel:279.gezag=onbekend", tmp_path) == ["bekend.yaml"]
    (found,) = ask("bestanddeel:279.1.gezag=vervuld", tmp_path).found
    assert [h.holder for h in found.hits] == ["M1"]
