"""Concurrence: the examples, the data, what counts once, and the joint maximum as the law puts it."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction

import fixtures_gate_forms as fx
import pytest

from legalkb.findings import Gate
from legalkb.gates import concurrence
from legalkb.gates.model import OPEN, RESERVED, UNKNOWN
from legalkb.knowledge import KnowledgeBase

KIND = "samenloop"
CASE = """
personen:
  V1: {{rol: verdachte}}
  V2: {{rol: verdachte}}
  S1: {{rol: slachtoffer, leeftijd: {age}}}
  M1: {{rol: betrokkene}}
gezag: [{{houder: M1, over: S1, soort: gezag}}]
feiten: [{facts}]
"""
GOODS = "Diefstal en verduistering van hetzelfde goed"
BESIDE = "stonden naast elkaar"
HOSTAGE = "gijzeling (artikel 282a)"


@pytest.fixture(scope="module")
def done(knowledge: KnowledgeBase) -> fx.Prepared:
    """The examples with their inputs."""
    return fx.prepared(KIND, knowledge)


def gate_of(plain: object, knowledge: KnowledgeBase) -> fx.Gates:
    """The gate over the findings of the suspect, with these data."""
    data = concurrence.from_plain(plain)  # type: ignore[arg-type]
    return lambda every, own: concurrence.concurrence(
        tuple(i.finding for i in every if i.finding.suspect == own.finding.suspect), data, knowledge
    )


def gate(knowledge: KnowledgeBase, *acts: str, age: int = 20, plain: object = None, suspect: str = "V1") -> Gate | None:
    """The gate for one suspect and these facts."""
    data = concurrence.from_plain(plain or fx.plain_of(KIND))  # type: ignore[arg-type]
    text = CASE.format(age=age, facts=", ".join(f"{{{a}}}" for a in acts))
    found = tuple(i.finding for i in fx.case_inputs(text, knowledge) if i.finding.suspect == suspect)
    return concurrence.concurrence(found, data, knowledge)


def act(name: str, on: str = "2026-07-01", rest: str = "") -> str:
    """A fact by V1 against S1."""
    return f"feit: {name}, door: V1, tegen: S1, op: {on}{rest}"


KEPT = act("niet_teruggebracht_na_afspraak")
TOOK = act("ander_goed_weggenomen", rest=", voorwerp: sieraden")
ENTRUSTED = (
    act("goed_in_bewaring", rest=", voorwerp: sieraden"),
    act("goed_niet_teruggegeven", rest=", voorwerp: sieraden"),
)


def test_the_data_are_sound(knowledge: KnowledgeBase) -> None:
    """The check of the data file finds nothing, and every rule it names exists."""
    assert fx.problems(KIND, fx.text_of(KIND), concurrence, knowledge) == ()
    data = concurrence.from_plain(fx.plain_of(KIND))
    groups = [*data.families, *(g for item in (*data.alternatives, *data.beside) for g in item.groups)]
    assert {r for g in groups for r in g} <= set(knowledge.rulebook.keys)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("erboven: 1/2", "erboven: de helft", "geen deel van een geheel"),
        ("2026-07-01", "1 juli 2026", "geen geldige datum"),
        ("[sr-310, sr-321], tekst", "[310, 321], tekst", "dit is geen id van een regel"),
        ("{regels: [sr-282-1], tekst", "{tekst", "'regels' ontbreekt"),
        ("  niet_hoger:", "  nietHoger:", "deze tekst ontbreekt"),
        ("ECLI:NL:PHR:2025:795", "conclusie 2025", "onbekende bron"),
    ],
)
def test_mistakes_in_the_data_are_named(old: str, new: str, what: str, knowledge: KnowledgeBase) -> None:
    """A mistake in the data gives a problem with its line."""
    assert old in fx.text_of(KIND)
    found = fx.problems(KIND, fx.text_of(KIND).replace(old, new), concurrence, knowledge)
    assert what in {p.what for p in found}
    assert all(p.place.startswith(f"{KIND}.yaml:") for p in found)


def test_examples(done: fx.Prepared, knowledge: KnowledgeBase) -> None:
    """Every example holds."""
    assert list(fx.differences(KIND, done, gate_of(fx.plain_of(KIND), knowledge))) == []


def remarks_are_right(knowledge: KnowledgeBase, plain: object) -> bool:
    """Whether the remarks on provisions that go together stand where both are there, and nowhere else."""
    both = gate(knowledge, *ENTRUSTED, TOOK, plain=plain)
    stolen, kept = (
        gate(knowledge, TOOK, KEPT, age=14, plain=plain),
        gate(knowledge, *ENTRUSTED, KEPT, age=14, plain=plain),
    )
    held = gate(knowledge, act("niet_laten_gaan"), TOOK, plain=plain)
    family = gate(knowledge, act("niet_laten_gaan"), KEPT, age=14, plain=plain)
    assert stolen is not None
    assert kept is not None
    assert held is not None
    assert family is not None
    expected = (
        (GOODS, both, False),  # one thing, one count: there is no concurrence at all
        (GOODS, stolen, False),
        (GOODS, kept, False),
        (BESIDE, stolen, False),
        (BESIDE, held, False),
        (BESIDE, family, True),
        (HOSTAGE, stolen, False),
        (HOSTAGE, held, True),
    )
    return all((found is not None and text in fx.words(found)) == there for text, found, there in expected)


def test_every_number_and_list_matters(done: fx.Prepared, knowledge: KnowledgeBase) -> None:
    """Another share or date, or a variant less, makes an example fail."""
    changed = list(fx.changed_numbers(fx.plain_of(KIND)))
    assert len(changed) > 20
    survivors = [
        name
        for name, data in changed
        if not any(fx.differences(KIND, done, gate_of(data, knowledge))) and remarks_are_right(knowledge, data)
    ]
    assert survivors == []


def test_one_thing_is_no_concurrence(knowledge: KnowledgeBase) -> None:
    """With one provision, one thing that is theft or embezzlement, or only lids of one article, there is no gate."""
    assert gate(knowledge) is None
    assert gate(knowledge, TOOK) is None
    assert gate(knowledge, TOOK, *ENTRUSTED) is None
    assert gate(knowledge, KEPT, age=8) is None
    assert gate(knowledge, TOOK, suspect="V2") is None


def test_a_variant_of_which_nothing_is_known_does_not_raise_the_maximum(knowledge: KnowledgeBase) -> None:
    """That death and injury are not excluded does not make twelve years the highest maximum."""
    found = gate(knowledge, act("niet_laten_gaan"), TOOK)
    assert found is not None
    assert "het hoogste maximum (acht jaar)" in fx.words(found)
    assert "artikel 282 lid 3" not in fx.words(found)


def test_holders_do_not_multiply(knowledge: KnowledgeBase) -> None:
    """A child that is kept from two holders is counted once."""
    data = concurrence.from_plain(fx.plain_of(KIND))
    text = CASE.format(age=14, facts=f"{{{KEPT}}}").replace(
        "soort: gezag}]", "soort: gezag}, {houder: M1, over: S1, soort: opzicht}]"
    )
    found = tuple(i.finding for i in fx.case_inputs(text, knowledge))
    doubled = (*found, *(replace(f, holder="M2") for f in found))
    assert concurrence.concurrence(doubled, data, knowledge) is None


def test_the_total_is_the_limit_when_it_is_lower(knowledge: KnowledgeBase) -> None:
    """Four years and one year: the total of five lies under four years and a half more."""
    found = gate(knowledge, TOOK, act("voorwendsel_vakantie", "2026-06-01"))
    assert found is not None
    assert found.status == RESERVED
    assert "gezamenlijke grens voor gevangenisstraf vijf jaar; het totaal van de maxima is vijf jaar" in fx.words(found)


def test_it_is_a_statement_of_law(done: fx.Prepared, knowledge: KnowledgeBase) -> None:
    """Every gate says that it predicts no sentence, and its status follows from what is missing and unsettled."""
    make = gate_of(fx.plain_of(KIND), knowledge)
    found = [g for _, given in done for own in given if (g := make(given, own)) is not None]
    assert {g.status for g in found} == {OPEN, RESERVED, UNKNOWN}
    for item in found:
        assert "geen verwachting over een straf" in fx.words(item)
        assert (item.status == UNKNOWN) == bool(item.missing)
        assert item.status != OPEN or not item.readings
        assert item.status != RESERVED or len(item.readings) > 1
        assert all(r.sources for r in (*item.reasons, *item.readings))
        assert "{" not in fx.words(item)


def test_the_limit_never_passes_the_total_or_the_half(knowledge: KnowledgeBase) -> None:
    """For every pair of maxima the joint limit is the lower of total and share, and not under the highest."""
    from legalkb.gates.concurrence import _joint
    from legalkb.gates.concurrence_units import Unit
    from legalkb.gates.maxima import Maxima

    for one, two in itertools.product((9, 12, 24, 36, 48, 72, 96, 108, 144), repeat=2):
        units = tuple(
            Unit(frozenset(), "", "S1", Maxima((Fraction(m),)), frozenset(), "2026-07-01") for m in (one, two)
        )
        for share in (Fraction(1, 2), Fraction(1, 3)):
            limit = _joint(units, share).high
            assert max(one, two) <= limit <= one + two
            assert limit == min(Fraction(one + two), max(one, two) * (1 + share))


def test_the_order_of_the_findings_does_not_matter(knowledge: KnowledgeBase) -> None:
    """Findings in any order give the same limits and the same readings but for the order of the list."""
    data = concurrence.from_plain(fx.plain_of(KIND))
    text = CASE.format(age=14, facts=", ".join(f"{{{a}}}" for a in (KEPT, TOOK, act("niet_laten_gaan"))))
    found = tuple(i.finding for i in fx.case_inputs(text, knowledge))
    one = concurrence.concurrence(found, data, knowledge)
    other = concurrence.concurrence(found[::-1], data, knowledge)
    assert one is not None
    assert other is not None
    assert (one.status, one.summary) == (other.status, other.summary)
    assert [r.consequence for r in one.readings] == [r.consequence for r in other.readings]
