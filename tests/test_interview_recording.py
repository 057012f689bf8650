"""Every answer finds its place in the case file, and what is answered is not asked again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

import pytest
from fixtures_interview import base, fitting, item, reread

from legalkb import examples
from legalkb.assessment import assess
from legalkb.case import Case
from legalkb.engine import BUILTIN
from legalkb.errors import LegalkbError
from legalkb.findings import Assessment, OffenceFinding, Wanted
from legalkb.interview.answers import Form, Given, Unfit, parse
from legalkb.interview.conversation import NEW
from legalkb.interview.recording import BIRTHS, FORMS, HELD, Scene, form, record, recordable
from legalkb.node import plain
from legalkb.orientation import known_facts
from legalkb.relevance.items import Decides, Item
from legalkb.rulebook import Alternative

STRUCTURAL = "slachtoffer_aanwezig"  # follows from the persons, never asked
COMPLAINT = ("klacht_ingediend", "identiteit_verdachte_bekend", "feit_bekend_bij_klachtgerechtigde")
OPEN = {
    # the gate on the complaint goes on asking until there is one: it can still be filed, or still become known
    **dict.fromkeys(COMPLAINT, ("nee",)),
    # that one of gezag and opzicht is denied leaves the other; both denied is taken together (below)
    **dict.fromkeys(HELD, ("nee",)),
    # asked of a suspect without own conduct: only who did what settles that
    **dict.fromkeys(("werkten_samen", "gaf_opdracht"), ("ja", "nee")),
}
NO_YES_OR_NO = {
    # a date, a country or an age is asked: ja and nee say nothing there
    *(name for name, shape in FORMS.items() if shape is not Form.AGE),
    *BIRTHS,
}


def _conditions() -> Iterator[str]:
    """Every name in a condition, indication or counter-question of a rule or concept."""
    book = base().rulebook

    def of(alternatives: tuple[Alternative, ...]) -> Iterator[str]:
        yield from (x.name for a in alternatives for x in a.literals)

    for element in (e for rule in book.rules for e in rule.elements):
        yield from of((*element.alternatives, *element.exceptions))
        if element.open_norm is not None:
            yield from of((*element.open_norm.indications_for, *element.open_norm.indications_against))
            yield from (c.fact for c in element.open_norm.counter_questions)
    for concept in book.concepts.values():
        yield from of((*concept.alternatives, *concept.exceptions))


@cache
def every_name() -> tuple[str, ...]:
    """Every name that a question can be about: the fact types (which rules, gates, scenarios and paths draw from), the
    measures, and what gates ask besides; concepts are asked by the facts that they are made of."""
    found = {n for n in _conditions() if n not in base().rulebook.concepts} - {STRUCTURAL}
    found |= {m.id for m in base().rulebook.measures} | FORMS.keys() | base().vocabulary.fact_types.keys()
    return tuple(sorted(found))


def scene(case: Case) -> Scene:
    """A case with its assessment."""
    return Scene(case, assess(case, base(), BUILTIN), base())


ACT = NEW + "feiten:\n  - {feit: achtergelaten_in_buitenland, door: V1, tegen: S1}\n"


def test_there_are_names_of_every_kind() -> None:
    """The list is no empty promise: it holds facts of rules, gates and paths, ages, dates and places."""
    assert len(every_name()) > 250
    assert {"acuut_gevaar", "jonger_dan_twaalf", "datum_gedraging", "peildatum", "klacht_ingediend"} <= {*every_name()}


@pytest.mark.parametrize("part", range(4))
def test_every_name_can_be_answered(part: int) -> None:
    """Each name that a question can be about takes its answers (ja and nee, or a date, country or age), and the case
    then says what was answered."""
    start = scene(reread(ACT))
    for name in every_name()[part::4]:
        asked, shape = item(name, start.case, base()), form(name, base())
        assert recordable(asked, start), name
        for line in ("2010-05-04",) if name in BIRTHS else fitting(name):
            given = parse(line, shape)
            assert isinstance(given, Given)
            case = reread(record(ACT, start, asked, given))
            assert case != start.case, name
            if shape is Form.YES_NO and name not in (*HELD, "achtergelaten_in_buitenland"):  # stated already
                assert {a.sign for a in known_facts(case, base()) if a.name == name} == {given.value}, name


def test_ja_and_nee_are_refused_only_where_a_value_is_asked() -> None:
    """Outside the names for which a date, country or age is asked, ja and nee are answers."""
    dates = {m.id for m in base().rulebook.measures if m.kind == "datum"}
    start, refused = scene(reread(ACT)), set()
    for name in every_name():
        try:
            found = parse("ja", form(name, base()))
            assert isinstance(found, Given)
            if found.value == "ja":
                record(ACT, start, item(name, start.case, base()), found)
            else:
                refused.add(name)  # where a country is asked, two letters are one
        except Unfit:
            refused.add(name)
    assert refused == NO_YES_OR_NO | dates


# What examples ask


def _wanted(finding: OffenceFinding) -> Iterator[tuple[Wanted, Decides]]:
    for element in finding.elements:
        decides = Decides(finding.rule, finding.designation, element.id, element.quote)
        yield from ((w, decides) for ws in element.missing for w in ws)
        yield from ((c.wanted, decides) for c in element.counter_questions)
    for gate in finding.gates:
        yield from ((w, Decides(finding.rule, finding.designation, "", gate.title, gate.kind)) for w in gate.missing)


def items(assessment: Assessment) -> Iterator[Item]:
    """Every question that an assessment leaves."""
    for f in assessment.findings:
        for wanted, decides in _wanted(f):
            yield Item(wanted.name, wanted, "", (decides,), (), f.suspect, f.victim, f.holder)


def same(one: Item) -> tuple[str, ...]:
    """What makes two questions the same."""
    return (one.wanted.name, one.wanted.question, one.suspect, one.victim, one.holder)


@cache
def asked_in_examples() -> dict[str, tuple[str, Item]]:
    """For each name the first case among the examples that asks for it and says nothing about it."""
    found: dict[str, tuple[str, Item]] = {}
    for example in examples.load()[0][::10]:
        text = json.dumps(plain(example.case), ensure_ascii=False)
        try:
            case = reread(text)
        except LegalkbError:
            continue
        stated, here = {f.type_id for f in case.facts}, scene(case)
        for one in items(here.assessment):
            if one.wanted.name not in found and one.wanted.name not in stated and recordable(one, here):
                found[one.wanted.name] = (text, one)
    return found


def _birth(text: str, here: Scene, one: Item) -> str:
    """A date of birth that agrees with what the case says of the person."""
    for line in ("2010-05-04", "2007-05-04"):
        try:
            record(text, here, one, Given(line))
        except Unfit:
            continue
        return line
    raise AssertionError(one)


def test_what_is_answered_is_not_asked_again() -> None:
    """In cases of the examples each question that is answered is gone from elements and gates, but for the listed
    exceptions; where a day belongs to the answer, it is given with it."""
    found = asked_in_examples()
    assert len(found) > 120
    assert found.keys() <= {*every_name()}
    still = set()
    for name, (text, one) in found.items():
        before = scene(reread(text))
        for line in (_birth(text, before, one),) if name in BIRTHS else fitting(name):
            day = (
                "; 2025-12-20"
                if line == "ja" and "welke dag" in one.wanted.question and form(name, base()) is Form.YES_NO
                else ""
            )
            given = parse(line + day, form(name, base()))
            assert isinstance(given, Given)
            after = scene(reread(record(text, before, one, given)))
            if same(one) in map(same, items(after.assessment)) and line not in OPEN.get(name, ()):
                still.add((name, line))
    assert still == set()


# Where answers go

PEOPLE = "personen: {V1: {rol: verdachte}, S1: {rol: slachtoffer, minderjarig: ja}, M1: {rol: betrokkene}}\n"


def answered(text: str, name: str, line: str, holder: str = "") -> Case:
    """The case after one answer."""
    here = scene(reread(text))
    given = parse(
        line,
        form(name, base()),
        ("V1", "S1", "M1"),
        (*base().vocabulary.measure_kinds, *base().vocabulary.relation_kinds),
    )
    assert isinstance(given, Given)
    return reread(record(text, here, item(name, here.case, base(), holder), given))


def test_custody_goes_to_its_own_lists() -> None:
    """Who has gezag, consented, carries a measure or is kin stands in the list for that, with period and source."""
    held = answered(PEOPLE, "ander_heeft_gezag", "ja, door M1, sinds 2010-05-04, gezagsregister").custody
    assert [(c.holder, c.child, c.kind, str(c.start), c.source) for c in held] == [
        ("M1", "S1", "gezag", "2010-05-04", "gezagsregister")
    ]
    agreed = answered(PEOPLE, "gezagdrager_stemde_in", "ja, 2025-07-01 tot 2025-08-15", "M1").consents
    assert [(c.holder, c.value, str(c.start), str(c.end)) for c in agreed] == [("M1", "ja", "2025-07-01", "2025-08-15")]
    measures = answered(PEOPLE, "onder_kinderbeschermingsmaatregel", "ja, voorlopige voogdij, 2025").measures
    assert [(m.kind, m.child, str(m.start)) for m in measures] == [("voorlopige_voogdij", "S1", "2025")]
    kin = answered(PEOPLE, "is_ouder", "ja, verklaring M1").relations
    assert [(r.person, r.other, r.kind, r.source) for r in kin] == [("V1", "S1", "ouder", "verklaring M1")]
    ordered = answered(PEOPLE, "omgangsregeling_rechter", "ja, 2025-02-01").decisions
    assert [(d.kind, str(d.start)) for d in ordered] == [("omgangsregeling", "2025-02-01")]


def test_a_holder_without_custody_is_a_relation_without_it() -> None:
    """That a named holder had no gezag is kept at the relation, known or new."""
    new = answered(PEOPLE, "ander_heeft_gezag", "nee, grootouder", "M1").relations
    assert [(r.person, r.kind, r.custody) for r in new] == [("M1", "grootouder", "nee")]
    known = answered(
        PEOPLE + "relaties: [{van: M1, tot: S1, soort: ouder}]\n", "ander_heeft_gezag", "nee", "M1"
    ).relations
    assert [(r.person, r.kind, r.custody) for r in known] == [("M1", "ouder", "nee")]


def test_both_denied_means_that_the_holders_are_complete() -> None:
    """Once gezag and opzicht of others are both denied, the case says that the holders are complete."""
    once = record(PEOPLE, scene(reread(PEOPLE)), item("ander_heeft_gezag", reread(PEOPLE), base()), Given("nee"))
    assert reread(once).holders_complete == ()
    twice = record(once, scene(reread(once)), item("ander_heeft_opzicht", reread(once), base()), Given("nee"))
    assert [(h.child, h.value) for h in reread(twice).holders_complete] == [("S1", "ja")]


@pytest.mark.parametrize(("line", "ages"), [("ja", (0, 11)), ("nee", (12, 17)), ("14", (14, 14)), ("12-15", (12, 15))])
def test_ages_narrow_what_is_known(line: str, ages: tuple[int, int]) -> None:
    """Ja and nee on an age narrow the range that stands in the case; an age or range takes its place."""
    text = "personen: {V1: verdachte, S1: {rol: slachtoffer, leeftijd: 0-17}}\n"
    person = answered(text, "jonger_dan_twaalf", line).person("S1")
    assert person is not None and person.age == ages


def test_an_age_that_cannot_be_is_refused() -> None:
    """An answer that leaves no possible age is refused."""
    with pytest.raises(Unfit):
        answered("personen: {V1: verdachte, S1: {rol: slachtoffer, leeftijd: 14}}\n", "jonger_dan_twaalf", "ja")


def test_a_second_suspect_does_not_take_facts_away() -> None:
    """When a second suspect comes in, facts that named nobody are written out for the first, so that they stay his."""
    text = "feiten:\n  - opgesloten\noordelen:\n  - {bepaling: sr-282-1, bestanddeel: wederrechtelijk, oordeel: vervuld, door: officier, reden: x}\n"
    case = answered(text, "bewaakt", "ja, door V2, V2 is verdachte")
    assert [(f.type_id, f.by, f.against) for f in case.facts] == [
        ("opgesloten", ("NN1",), ("S1",)),
        ("bewaakt", ("V2",), ("S1",)),
    ]
    assert [j.suspect for j in case.judgements] == ["NN1"]


def test_cooperation_names_two() -> None:
    """Working together takes two: all suspects, or the one and somebody unknown."""
    assert answered(PEOPLE, "werkten_samen", "ja").facts[0].by_unknown
    helped = PEOPLE + "feiten: [{feit: opgesloten, door: M1, tegen: S1}]\n"
    assert answered(helped, "werkten_samen", "ja").facts[-1].by == ("V1", "M1")
    assert answered(helped, "gaf_opdracht", "ja").facts[-1].via == ("M1",)
    both = "personen: {V1: verdachte, V2: verdachte, S1: slachtoffer}\n"
    assert answered(both, "werkten_samen", "ja").facts[0].by == ("V1", "V2")


def test_a_country_goes_to_the_facts_that_are_named() -> None:
    """The country is put at each act that the question names, not at others."""
    text = ACT + "  - {feit: opgesloten, door: V1, tegen: S1}\n"
    facts = answered(text, "plaats_handeling", "ma").facts
    assert [(f.type_id, f.place_act) for f in facts] == [("achtergelaten_in_buitenland", "MA"), ("opgesloten", "")]


def test_an_answer_joins_the_only_event_and_object() -> None:
    """What is asked about conduct in a named event, or about a named object, is kept with that event and object."""
    text = (
        NEW + "feiten:\n  - {feit: reisdocument_weggenomen, door: V1, tegen: S1, voorval: v1, voorwerp: paspoort S1}\n"
    )
    here = scene(reread(text))
    asked = next(
        i
        for i in items(here.assessment)
        if i.decides[0].rule == "sr-310" and base().vocabulary.fact_types.get(i.wanted.name)
    )
    case = reread(record(text, here, asked, Given("ja")))
    assert {f.object for f in case.facts if f.object} == {"paspoort S1"}
    assert "" not in {f.event for f in case.facts if base().vocabulary.fact_types[f.type_id].subject == "gedraging"}


def test_what_does_not_belong_to_a_question_is_refused() -> None:
    """Persons and kinds that a question has no place for are refused, not dropped."""
    for name, line in (
        ("wil_terugkeren", "ja, door V1"),
        ("strafbaar_daar_dwang", "ja, tegen S1"),
        ("is_ouder", "nee, voogdij"),
    ):
        with pytest.raises(Unfit):
            answered(PEOPLE, name, line)
