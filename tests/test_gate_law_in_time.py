"""Law in time: the examples, every version on its own days, and a later version that is more favourable."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest
from gate_mutations import survivors
from gates import RULES, Expectation, checked, data_node, data_of, expectations, given, texts_of

from legalkb.dates import Interval
from legalkb.findings import Gate, LawVersion
from legalkb.gates import law_in_time, versions
from legalkb.gates.law_in_time_data import LawInTime
from legalkb.gates.model import OPEN, RESERVED, UNKNOWN, GateInput
from legalkb.source import parse
from legalkb.vocabulary import Law

KIND = "wet_in_tijd"
DATA: LawInTime = law_in_time.from_plain(data_of(KIND))
EXAMPLES = list(expectations(KIND, KIND))
LEADS = {
    "sr-279-1": "niet_teruggebracht_na_afspraak",
    "sr-282-1": "opgesloten",
    "sr-284-1-1": "mishandeld",
    "sr-285-1": "dreigde_te_doden",
    "sr-285c": "voorwendsel_vakantie",
    "sr-310": "reisdocument_weggenomen",
}


@cache
def lead(rule: str) -> GateInput:
    """What the gate is given for the core fact of a rule."""
    text = (
        "peildatum: 2026-11-01\n"
        "personen: {V1: {rol: verdachte}, S1: {rol: slachtoffer, geboren: 1980-01-01}}\n"
        f"feiten: [{{feit: {LEADS[rule]}, op: 2020-03-01}}]"
    )
    return given(text, rule)


def on(rule: str, day: date) -> GateInput:
    """The lead with its conduct on another day."""
    return replace(lead(rule), start=Interval(day, day), last=day)


@pytest.mark.parametrize("expected", EXAMPLES, ids=lambda e: e.name)
def test_example(expected: Expectation) -> None:
    """The gate gives what the example expects, and explains itself with sources."""
    gate = law_in_time.gate(expected.given, DATA)
    assert not expected.differences(gate)
    assert (gate.kind, gate.title) == (KIND, DATA.title)
    assert (gate.status == UNKNOWN) <= bool(gate.missing)
    assert (gate.status == RESERVED) <= (len(gate.readings) > 1)
    assert not any("{" in text or "None" in text for text in texts_of(gate))
    known = expected.given.knowledge.vocabulary
    codes = {c for r in gate.reasons for c in r.sources} | {c for r in gate.readings for c in r.sources}
    assert all(c in known.sources or known.law.versions(c) for c in codes)


@pytest.mark.parametrize("rule", LEADS)
def test_moving_a_day_never_skips_a_version(rule: str) -> None:
    """Walking through the days, each version governs in turn, from its first to its last day."""
    known = lead(rule).knowledge.vocabulary.law.versions(lead(rule).finding.designation)
    first = date.fromisoformat(known[0].valid_from)
    days = [first + timedelta(n) for n in range((date(2026, 11, 1) - first).days)]
    places = [known.index(versions.on_days(known, Interval(d, d))[0]) for d in days]
    assert places[0] == 0
    assert places[-1] == len(known) - 1
    assert all(b - a in (0, 1) for a, b in pairwise(places))
    turns = {date.fromisoformat(v.valid_from) for v in known[1:]}
    for turn in turns | {first}:
        for day in (turn - timedelta(1), turn):
            gate = law_in_time.gate(on(rule, day), DATA)
            found = versions.on_days(known, Interval(day, day))
            if found:
                said = f"versie van {versions.since(found[0])}{versions.until(found[0])}: "
                assert any(said + versions.penalty(found[0], DATA.categories) in r.text for r in gate.reasons)


@pytest.mark.parametrize("rule", LEADS)
def test_a_year_holds_every_version_of_its_days(rule: str) -> None:
    """A year in which the penalty changed asks for the day and shows both penalties."""
    known = lead(rule).knowledge.vocabulary.law.versions(lead(rule).finding.designation)
    for old, new in pairwise(known):
        if versions.weight(old) != versions.weight(new) and not new.valid_from.endswith("-01-01"):
            year = int(new.valid_from[:4])
            days = Interval(date(year, 1, 1), date(year, 12, 31))
            gate = law_in_time.gate(replace(lead(rule), start=days, last=days.last), DATA)
            assert gate.status == UNKNOWN
            shown = " ".join(texts_of(gate))
            assert all(versions.penalty(v, DATA.categories) in shown for v in (old, new))


def version(first: str, last: str, months: int | None, category: int | None) -> LawVersion:
    """A version of a provision."""
    return LawVersion("Sr 310", first, last, "", "tekst", "verbatim", months, category, "", "")


def under(later: LawVersion, reference: date | None = date(2026, 11, 1)) -> Gate:
    """The gate for an act on 1 March 2020 under four years and the fourth category, with a later version."""
    base = on("sr-310", date(2020, 3, 1))
    words = base.knowledge.vocabulary
    law = Law({**words.law.provisions, "Sr 310": (version("2005-01-01", "2021-12-31", 48, 4), later)})
    knowledge = replace(base.knowledge, vocabulary=replace(words, law=law))
    return law_in_time.gate(replace(base, knowledge=knowledge, reference=reference), DATA)


@pytest.mark.parametrize(
    ("months", "category", "status", "text"),
    [
        (36, 4, OPEN, "is gunstiger en wordt toegepast: gevangenisstraf van ten hoogste 3 jaar"),
        (48, 3, OPEN, "is gunstiger en wordt toegepast"),
        (60, 4, OPEN, "is strenger"),
        (48, 5, OPEN, "is strenger"),
        (36, 5, RESERVED, "De versie van 1 januari 2022 is het gunstigst."),
        (60, 3, RESERVED, "deels gunstiger, deels strenger"),
    ],
)
def test_a_later_version_is_compared(months: int, category: int, status: str, text: str) -> None:
    """A milder later version applies, a stricter one does not, and a mixed one is a reservation."""
    gate = under(version("2022-01-01", "", months, category))
    assert gate.status == status
    assert any(text in said for said in texts_of(gate))


def test_a_version_after_the_reference_date_does_not_count() -> None:
    """Only versions up to the reference date are compared; without one all that are known."""
    milder = version("2022-01-01", "", 36, 4)
    assert not any("gunstiger" in s for s in texts_of(under(milder, date(2021, 12, 31))))
    assert any("gunstiger" in s for s in texts_of(under(milder, date(2022, 1, 1))))
    assert any("gunstiger" in s for s in texts_of(under(milder, None)))


def test_a_gap_between_versions_is_a_reservation() -> None:
    """A day of which no version was read is said to be unread."""
    assert under(replace(version("2022-01-01", "", 48, 4))).status == OPEN
    base = on("sr-310", date(2021, 12, 31))
    words = base.knowledge.vocabulary
    law = Law({"Sr 310": (version("2005-01-01", "2021-12-30", 48, 4), version("2022-01-01", "", 48, 4))})
    knowledge = replace(base.knowledge, vocabulary=replace(words, law=law))
    gate = law_in_time.gate(replace(base, knowledge=knowledge), DATA)
    assert gate.status == RESERVED
    assert "niet gelezen" in gate.summary


def test_the_old_series_of_fines_is_never_shown() -> None:
    """The amounts of before 2008, which the consolidated text still shows, appear for no day."""
    for year in range(2005, 2027):
        for rule in LEADS:
            said = " ".join(texts_of(law_in_time.gate(on(rule, date(year, 7, 1)), DATA)))
            assert not any(f"€ {amount}" in said for amount in ("335", "3 350", "6 700", "16 750", "67 000", "670 000"))


def test_conduct_without_an_end_runs_to_the_last_version() -> None:
    """Conduct that goes on, without a reference date, runs over every later version."""
    base = on("sr-284-1-1", date(2013, 6, 1))
    gate = law_in_time.gate(replace(base, ongoing=True, last=date.max, reference=None), DATA)
    assert gate.status == RESERVED
    assert any("loopt over een wijziging heen (1 juli 2013)" in s for s in texts_of(gate))


@pytest.mark.parametrize("expected", EXAMPLES[::3], ids=lambda e: e.name)
def test_the_order_of_facts_changes_nothing(expected: Expectation) -> None:
    """The same facts in another order give the same gate."""
    base = expected.given
    turned = replace(base, evidence={a: tuple(reversed(items)) for a, items in reversed(list(base.evidence.items()))})
    assert law_in_time.gate(turned, DATA) == law_in_time.gate(base, DATA)


def test_the_data_file_is_right() -> None:
    """Nothing is wrong with the data file."""
    assert checked(law_in_time.check, data_node(KIND)) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("titel: Wet in de tijd", "titel:", "'titel' ontbreekt"),
        ("titel: Wet in de tijd", "kop: Wet in de tijd", "onbekende sleutel"),
        ("bepaling: Sr 23 lid 4", "bepaling: Sr 23 lid 44", "staat niet in de wet"),
        ("{1: eerste", "{een: eerste", "geen heel getal"),
        ("    per: 2024-07-01", "    per: 1 juli 2024", "geen geldige datum"),
        ("    vragen: nee", "    vragen: nooit", "is ja of nee"),
        ("raakt: [slachtoffer_gehuwd]", "raakt: [gehuwd]", "onbekend feittype"),
        ("  begin_deel:", "  begin_stuk:", "'begin_deel' ontbreekt"),
        ('bestaan: ["Sr 1 lid 1"]', 'bestaan: ["Sr 1 lid 9"]', "onbekende bron"),
        ("  - regels: [sr-284-1-1, sr-284-1-2]\n", "  - regels: []\n", "'regels' ontbreekt"),
    ],
)
def test_mistakes_in_the_data_file_are_named(old: str, new: str, problem: str) -> None:
    """Each mistake is a problem with the line on which it stands."""
    text = (RULES / f"{KIND}.yaml").read_text(encoding="utf-8")
    assert old in text
    found = checked(law_in_time.check, parse(text.replace(old, new, 1), "gegevens.yaml"))
    assert any(problem in str(p) and str(p).startswith("gegevens.yaml:") for p in found), found


def notices(data: LawInTime) -> bool:
    """Whether the word of a fine category is missing that no offence of the seven carries."""
    return [data.categories.get(n) for n in (1, 2, 6)] != ["eerste", "tweede", "zesde"]


def test_every_change_of_the_data_is_noticed() -> None:
    """Changing any date, rule, fact or answer in the data makes an example or a test fail."""
    assert survivors(data_of(KIND), law_in_time.gate, law_in_time.from_plain, EXAMPLES, notices) == []
