"""Attempt, preparation and participation: the examples, the data, and what the gate never says."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction

import fixtures_gate_forms as fx
import pytest

from legalkb.findings import Gate
from legalkb.gates import forms
from legalkb.gates.maxima import Maxima, part, term
from legalkb.gates.model import BAR, OPEN, RESERVED, UNKNOWN, GateInput
from legalkb.knowledge import KnowledgeBase

KIND = "vormen"
TOGETHER = """
personen: {{V1: {{rol: verdachte, geboren: 1970-05-01}}, V2: {{rol: verdachte}}, S1: {{rol: slachtoffer}}}}
feiten: [{facts}]
"""


@pytest.fixture(scope="module")
def done(knowledge: KnowledgeBase) -> fx.Prepared:
    """The examples with their inputs."""
    return fx.prepared(KIND, knowledge)


def gate_of(plain: object) -> fx.Gates:
    """The gate with these data."""
    data = forms.from_plain(plain)  # type: ignore[arg-type]
    return lambda every, own: forms.gate(own, data)


def test_the_data_are_sound(knowledge: KnowledgeBase) -> None:
    """The check of the data file finds nothing, and every rule it names exists."""
    assert fx.problems(KIND, fx.text_of(KIND), forms, knowledge) == ()
    named = {r for rules in forms.from_plain(fx.plain_of(KIND)).rules.values() for r in rules}
    assert named <= set(knowledge.rulebook.keys)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("poging_minder: 1/3", "poging_minder: 0.33", "geen deel van een geheel"),
        ("vanaf_maanden: 96", "vanaf_maanden: acht jaar", "geen heel getal"),
        ("2026-01-01", "2026-13-01", "geen geldige datum"),
        ("opschrift:", "opschrif:", "onbekende sleutel"),
        ("[stopte_uit_zichzelf]", "[stopte_uit_zichzef]", "onbekend feittype of begrip"),
        ("[sr-285-1]", "[Sr 285 lid 1]", "dit is geen id van een regel"),
        ("toen jonger dan {jeugd_tot}", "toen jonger dan {jeugd}", "onbekend invulwoord"),
        ("bron: [Sr 78]", "bron: [Sr 780]", "onbekende bron"),
        ("  kort_open:", "  kort_opne:", "deze tekst ontbreekt"),
        ("Sr, in hoofdlijn gelezen).", "Sr, in hoofdlijn gelezen)", "geen hele zin"),
        ("  ontzetting_later_genoemd: [sr-285-1]\n", "", "deze regels ontbreken"),
    ],
)  # fmt: skip
def test_mistakes_in_the_data_are_named(old: str, new: str, what: str, knowledge: KnowledgeBase) -> None:
    """A mistake in the data gives a problem with its line."""
    text = fx.text_of(KIND)
    assert old in text
    found = fx.problems(KIND, text.replace(old, new), forms, knowledge)
    assert what in {p.what for p in found}
    assert all(p.place.startswith(f"{KIND}.yaml:") for p in found)


def test_examples(done: fx.Prepared) -> None:
    """Every example holds."""
    assert list(fx.differences(KIND, done, gate_of(fx.plain_of(KIND)))) == []


def test_every_number_and_list_matters(done: fx.Prepared) -> None:
    """Another number, share, date, or a name less, makes an example fail."""
    changed = list(fx.changed_numbers(fx.plain_of(KIND)))
    assert len(changed) > 30
    assert [name for name, data in changed if not any(fx.differences(KIND, done, gate_of(data)))] == []


def gates(done: fx.Prepared) -> list[tuple[GateInput, Gate]]:
    """Every gate of every finding in the examples."""
    data = forms.from_plain(fx.plain_of(KIND))
    return [(i, forms.gate(i, data)) for _, given in done for i in given]


def test_it_never_concludes_on_the_form(done: fx.Prepared) -> None:
    """The form is always to be determined; the words of a conclusion do not occur."""
    for _, gate in gates(done):
        assert gate.status == BAR or "te bepalen" in gate.summary.lower()
        assert "bewezen" not in fx.words(gate)
        assert "schuldig" not in fx.words(gate)


def test_the_status_follows_from_what_is_missing_and_unsettled(done: fx.Prepared) -> None:
    """Open has no question and no reading; unknown has a question; a reservation has at least one reading."""
    for _, gate in gates(done):
        assert (gate.status == UNKNOWN) == bool(gate.missing)
        assert not (gate.status == OPEN and (gate.missing or gate.readings))
        assert gate.status != RESERVED or gate.readings
        assert all(r.sources for r in (*gate.reasons, *gate.readings))
        assert "{" not in fx.words(gate)


def test_missing_facts_can_be_stated(done: fx.Prepared, knowledge: KnowledgeBase) -> None:
    """What the gate asks for is a fact type, or an attribute of a person or the conduct."""
    asked = {w.name for _, gate in gates(done) for w in gate.missing}
    assert asked - set(knowledge.vocabulary.fact_types) <= {"datum_gedraging", "geboren"}


def test_every_question_can_be_answered_away(knowledge: KnowledgeBase) -> None:
    """Whatever is answered to the questions on instigation, the gate does not ask them again."""
    data = forms.from_plain(fx.plain_of(KIND))
    names = (*data.facts["uitlokkingsmiddelen"], "liet_onwetende_uitvoeren")
    for answers in random.Random(3).sample(list(itertools.product(("ja", "nee"), repeat=len(names))), 12):
        said = [f"{{feit: {n}, door: V1, tegen: S1, waarde: {a}}}" for n, a in zip(names, answers, strict=True)]
        facts = [
            "{feit: gaf_opdracht, door: V1, via: [V2], tegen: S1}",
            "{feit: opgesloten, door: V2, tegen: S1, op: 2026-03-01}",
            *said,
        ]
        gate = forms.gate(fx.one(TOGETHER.format(facts=", ".join(facts)), "sr-282-1", knowledge), data)
        assert gate.missing == ()
        assert gate.status == (OPEN if "ja" in answers else RESERVED)


def test_the_order_of_the_facts_does_not_matter(knowledge: KnowledgeBase) -> None:
    """Facts in any order give the same gate."""
    data = forms.from_plain(fx.plain_of(KIND))
    facts = [
        "{feit: werkten_samen, door: [V1, V2], tegen: S1}",
        "{feit: opgesloten, door: V2, tegen: S1, op: 2026-03-01}",
        "{feit: hielp_alleen, door: V1, tegen: S1}",
        "{feit: uitte_haat_of_minachting_groep, door: V1, tegen: S1}",
    ]
    told = {
        forms.gate(fx.one(TOGETHER.format(facts=", ".join(order)), "sr-282-1", knowledge), data)
        for order in itertools.permutations(facts)
    }
    assert len(told) == 1


def test_attempt_is_two_thirds_of_every_maximum_exactly(knowledge: KnowledgeBase) -> None:
    """For every maximum in the law of the seven provisions a third less is a whole number of months."""
    share = forms.from_plain(fx.plain_of(KIND)).parts["poging_minder"]
    versions = [v for r in knowledge.rulebook.rules for v in knowledge.vocabulary.law.versions(r.designation)]
    months = {Fraction(v.maximum_months) for v in versions if v.maximum_months}
    assert len(months) >= 8
    assert all((m * (1 - share)).denominator == 1 for m in months)


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (Fraction(1), "één maand"),
        (Fraction(9), "negen maanden"),
        (Fraction(12), "één jaar"),
        (Fraction(13), "13 maanden (één jaar en één maand)"),
        (Fraction(16), "16 maanden (één jaar en vier maanden)"),
        (Fraction(72), "zes jaar"),
        (Fraction(288), "24 jaar"),
        (Fraction(20, 3), "6 2/3 maanden"),
        (Fraction(1, 3), "1/3 maand"),
    ],
)
def test_terms_in_words(months: Fraction, said: str) -> None:
    """Terms are said in years, in months, or both; a part of a month exactly."""
    assert term(months) == said


def test_parts_and_several_maxima_in_words() -> None:
    """A share has a name, and several maxima are a list."""
    assert [part(Fraction(1, n)) for n in (2, 3, 4, 5)] == ["de helft", "een derde", "een kwart", "1/5"]
    assert str(Maxima((Fraction(96), Fraction(108), Fraction(144)))) == "acht jaar, negen jaar of twaalf jaar"
