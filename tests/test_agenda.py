"""What is asked next, and what is not: order, sense, the word of the suspect, and who else holds gezag."""

from __future__ import annotations

import pytest

from legalkb.case import Case
from legalkb.case_reader import read_case
from legalkb.knowledge import KnowledgeBase
from legalkb.node import SourceText
from legalkb.relevance.agenda import Agenda, agenda
from legalkb.relevance.items import AGAINST, GATE, NEEDED, SUBJECT

CHILD = "personen: {V1: {rol: verdachte}, S1: {rol: slachtoffer, leeftijd: 16}}\n"
ADULT = "personen: {V1: {rol: verdachte}, S1: {rol: slachtoffer, leeftijd: 30}}\n"
KEPT = "feiten:\n  - {feit: niet_teruggebracht_na_afspraak, op: 2025-08-25}\n"
PARENTS = """
personen: {V1: {rol: verdachte}, V2: {rol: verdachte}, S1: {rol: slachtoffer, leeftijd: 10}}
relaties:
  - {van: V1, tot: S1, soort: ouder, gezag: ja}
  - {van: V2, tot: S1, soort: ouder, gezag: ja}
houders_volledig: [{over: S1, waarde: ja}]
feiten:
  - {feit: meegenomen_naar_buitenland, door: [V1, V2], tegen: S1, op: 2025-07-25}
"""


def asked(text: str, knowledge: KnowledgeBase, *passed: str, opened: frozenset[str] = frozenset()) -> Agenda:
    """What to ask about a case written as YAML."""
    return agenda(case(text, knowledge), knowledge, frozenset(passed), opened)


def case(text: str, knowledge: KnowledgeBase) -> Case:
    """A case written as YAML."""
    return read_case(SourceText("zaak.yaml", text), knowledge.vocabulary)


def names(found: Agenda) -> list[str]:
    """The names asked, in order."""
    return [i.wanted.name for i in found.items]


def test_what_an_offence_hangs_on_is_asked_first(knowledge: KnowledgeBase) -> None:
    """For a child that was kept, whether anybody else holds gezag or opzicht comes before anything else."""
    first, second, *_ = names(asked(CHILD + KEPT, knowledge))
    assert {first, second} == {"ander_heeft_gezag", "ander_heeft_opzicht"}


def test_an_age_that_is_known_ends_the_questions_about_minority(knowledge: KnowledgeBase) -> None:
    """Of somebody of sixteen nobody asks whether she is a minor or under twelve; of an adult nothing about parents."""
    assert {"slachtoffer_minderjarig", "slachtoffer_onder_12"}.isdisjoint(names(asked(CHILD + KEPT, knowledge)))
    taken = "feiten:\n  - {feit: reisdocument_weggenomen, op: 2025-08-25}\n"
    of_adult = names(asked(ADULT + taken, knowledge))
    assert {"houder_minderjarig_kind_van_verdachte", "gewone_opvoedbeslissing"}.isdisjoint(of_adult)
    assert "rechter_gaf_toestemming" not in of_adult


def test_knowing_of_a_measure_is_asked_only_where_there_is_one(knowledge: KnowledgeBase) -> None:
    """Whether the suspect knew of a child protection measure makes no sense before there is one."""
    assert "bekend_met_maatregel" not in names(asked(CHILD + KEPT, knowledge))
    under = CHILD + "maatregelen: [{soort: ondertoezichtstelling, over: S1, van: 2024-01-01}]\n" + KEPT
    assert "bekend_met_maatregel" in names(asked(under, knowledge))


def test_a_co_parent_who_takes_part_is_asked_after(knowledge: KnowledgeBase) -> None:
    """Two parents with gezag: whether either was deceived or forced is asked, though both offences are contradicted."""
    first = asked(PARENTS, knowledge).items[:4]
    assert {i.wanted.name for i in first} == {"medegezagdrager_misleid", "medegezagdrager_gedwongen"}
    assert {i.holder for i in first} == {"V1", "V2"}
    assert all(i.holder in i.wanted.question for i in first)


def test_what_only_the_suspect_says_is_asked_of_others(knowledge: KnowledgeBase) -> None:
    """Free consent on the word of the suspect alone stays open, and the question says so."""
    text = (
        ADULT + "bronnen: {B1: {soort: verklaring, van: V1}}\nfeiten:\n"
        "  - {feit: reisdocument_weggenomen, op: 2025-08-25}\n  - {feit: stemde_vrij_in, over: S1, bron: B1}\n"
    )
    item = next(i for i in asked(text, knowledge).items if i.wanted.name == "stemde_vrij_in")
    assert item.tier in (NEEDED, AGAINST)
    assert item.wanted.question.endswith("Nu zegt alleen V1 dat; wat zegt een ander?")
    confirmed = text.replace("bron: B1}", "bron: B1}\n  - {feit: stemde_vrij_in, over: S1, bron: verklaring S1}")
    assert "stemde_vrij_in" not in names(asked(confirmed, knowledge))


def test_a_question_that_names_nobody_says_whom_it_is_about(knowledge: KnowledgeBase) -> None:
    """With two suspects no two questions of the agenda read the same."""
    texts = [i.wanted.question for i in asked(PARENTS, knowledge, opened=frozenset(knowledge.vocabulary.groups)).items]
    assert len(texts) == len({*texts})


def test_facts_of_a_subject_come_after_a_yes(knowledge: KnowledgeBase) -> None:
    """A subject is asked about as a whole; opened, its facts are asked; passed over, neither."""
    subject = next(i for i in asked(CHILD + KEPT, knowledge).items if i.tier == SUBJECT)
    opened = asked(CHILD + KEPT, knowledge, opened=frozenset((subject.group,)))
    assert subject.key not in [i.key for i in opened.items]
    assert [i for i in opened.items if i.group == subject.group and i.tier == SUBJECT]
    closed = asked(CHILD + KEPT, knowledge, subject.key)
    assert not [i for i in closed.items if i.group == subject.group and i.tier == SUBJECT]


def test_what_scenarios_have_in_common_comes_before_what_is_rare(knowledge: KnowledgeBase) -> None:
    """Under the goods, the passport is asked before the rest."""
    taken = asked(CHILD + KEPT, knowledge, opened=frozenset(("goederen",)))
    goods = [i.wanted.name for i in taken.items if i.group == "goederen" and i.tier == SUBJECT]
    assert goods[0] == "reisdocument_weggenomen"


def test_a_gate_with_a_reservation_asks_what_it_lacks(knowledge: KnowledgeBase) -> None:
    """A parent who took a Dutch passport: the complaint is asked for, though who the victim is stays unsettled."""
    text = (
        "peildatum: 2025-10-15\npersonen: {V1: {rol: verdachte}, S1: {rol: slachtoffer, leeftijd: 14}}\n"
        "relaties: [{van: V1, tot: S1, soort: ouder}]\nfeiten:\n"
        "  - {feit: reisdocument_weggenomen, op: 2025-08-25}\n  - {feit: reisdocument_is_nederlands}\n"
    )
    gates = {d.gate for i in asked(text, knowledge).items if i.tier == GATE for d in i.decides if d.rule == "sr-310"}
    assert "klacht" in gates


@pytest.mark.parametrize("value", ["jonger_dan_achttien", "jonger dan achttien=ja", "jonger_dan_achttien=misschien"])
def test_a_condition_of_a_question_has_a_name_and_a_value(value: str) -> None:
    """A lawyer who writes it otherwise reads where, what and what to write."""
    from legalkb import ontology_checks, ontology_reader

    text = (
        "@base <https://w3id.org/legalkb/> .\n@prefix lkb: <https://w3id.org/legalkb/def#> .\n"
        f'<feit/x> a lkb:Feittype ;\n    lkb:vraagVervaltBij "{value}" .\n'
    )
    texts = [("ontology/x.ttl", text)]
    found = ontology_checks.problems(ontology_reader.graph_of(texts), texts)
    assert any(p.place == "ontology/x.ttl:3" and "vraagVervaltBij" in p.what and p.value == value for p in found)
