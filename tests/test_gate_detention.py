"""Pre-trial detention: the examples, the data, and the day on which each ground turns."""

from __future__ import annotations

from datetime import date, timedelta

import fixtures_gate_forms as fx
import pytest

from legalkb.gates import detention
from legalkb.gates.model import BAR, OPEN, RESERVED, UNKNOWN
from legalkb.knowledge import KnowledgeBase

KIND = "hechtenis"


@pytest.fixture(scope="module")
def done(knowledge: KnowledgeBase) -> fx.Prepared:
    """The examples with their inputs."""
    return fx.prepared(KIND, knowledge)


def gate_of(plain: object) -> fx.Gates:
    """The gate with these data."""
    data = detention.from_plain(plain)  # type: ignore[arg-type]
    return lambda every, own: detention.gate(own, data)


def test_the_data_are_sound(knowledge: KnowledgeBase) -> None:
    """The check of the data file finds nothing, and every rule it names exists."""
    assert fx.problems(KIND, fx.text_of(KIND), detention, knowledge) == ()
    assert set(detention.from_plain(fx.plain_of(KIND)).named) <= set(knowledge.rulebook.keys)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("vanaf_maanden: 48", "vanaf_maanden: vier", "geen heel getal"),
        ("sinds: 2013-07-01", "sinds: juli 2013", "geen geldige datum"),
        ("{regel: sr-321}", "{regel: 321}", "dit is geen id van een regel"),
        ("{regel: sr-321}", "{sinds: 2013-07-01}", "'regel' ontbreekt"),
        ("  groep_a:", "  groepa:", "deze tekst ontbreekt"),
        ("genoemd:", "genoemde:", "'genoemd' ontbreekt"),
    ],
)
def test_mistakes_in_the_data_are_named(old: str, new: str, what: str, knowledge: KnowledgeBase) -> None:
    """A mistake in the data gives a problem with its line."""
    assert old in fx.text_of(KIND)
    found = fx.problems(KIND, fx.text_of(KIND).replace(old, new), detention, knowledge)
    assert what in {p.what for p in found}
    assert all(p.place.startswith(f"{KIND}.yaml:") for p in found)


def test_examples(done: fx.Prepared) -> None:
    """Every example holds."""
    assert list(fx.differences(KIND, done, gate_of(fx.plain_of(KIND)))) == []


def test_every_number_and_list_matters(done: fx.Prepared) -> None:
    """Another number or date, or a provision less, makes an example fail."""
    changed = list(fx.changed_numbers(fx.plain_of(KIND)))
    assert len(changed) > 10
    assert [name for name, data in changed if not any(fx.differences(KIND, done, gate_of(data)))] == []


def test_every_variant_has_a_ground(knowledge: KnowledgeBase) -> None:
    """Each of the offence variants falls under a or b: none is left out, as the law stands."""
    data = detention.from_plain(fx.plain_of(KIND))
    for key in knowledge.rulebook.keys:
        rule = knowledge.rulebook.rule(key, None)
        months = knowledge.vocabulary.law.versions(rule.designation)[-1].maximum_months
        assert months is None or months >= data.months or key in data.named, key


def test_the_status_follows_from_what_is_missing_and_unsettled(done: fx.Prepared) -> None:
    """Open has no question and no reading; unknown asks for the day; a reservation has two readings."""
    data = detention.from_plain(fx.plain_of(KIND))
    for gate in (detention.gate(i, data) for _, given in done for i in given):
        assert (gate.status == UNKNOWN) == bool(gate.missing)
        assert gate.status in (UNKNOWN, RESERVED) or not gate.readings
        assert gate.status != RESERVED or len(gate.readings) == 2
        assert all(r.sources for r in (*gate.reasons, *gate.readings))
        assert "{" not in fx.words(gate)
        if gate.status == OPEN:
            assert "voor vervolging is zij niet nodig" in gate.summary


@pytest.mark.parametrize(
    ("rule", "act", "day", "before"),
    [
        ("sr-284-1-1", "gedreigd_met_geweld", "2013-07-01", RESERVED),
        ("sr-285c", "voorwendsel_vakantie", "2026-07-01", RESERVED),
        ("sr-285c", "voorwendsel_vakantie", "2015-11-17", BAR),
        ("sr-310", "telefoon_weggenomen", "2005-01-01", RESERVED),
    ],
)
def test_the_day_on_which_it_turns(rule: str, act: str, day: str, before: str, knowledge: KnowledgeBase) -> None:
    """The day before and the day itself differ, and a year with both needs the day."""
    data = detention.from_plain(fx.plain_of(KIND))

    def status(on: str) -> str:
        case = f"personen: {{V1: {{rol: verdachte}}, S1: {{rol: slachtoffer}}}}\nfeiten: [{{feit: {act}, op: {on}}}]"
        return detention.gate(fx.one(case, rule, knowledge), data).status

    turn = date.fromisoformat(day)
    assert status((turn - timedelta(1)).isoformat()) == before
    assert status(day) == (RESERVED if (rule, before) == ("sr-285c", BAR) else OPEN)
    if rule != "sr-310":
        assert status(day[:4]) == UNKNOWN
