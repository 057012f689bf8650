"""Limitation: the examples, the calendar against a count day by day, and what must hold whatever the facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import pairwise, product
from typing import Any

import pytest
from gate_mutations import survivors
from gates import Expectation, checked, data_node, data_of, expectations, given, texts_of
from hypothesis import assume, settings
from hypothesis import given as every
from hypothesis import strategies as st

from legalkb.dates import Interval, years_later
from legalkb.findings import LawVersion
from legalkb.gates import limitation, limitation_law, limitation_readings, terms
from legalkb.gates.limitation_data import Limitation
from legalkb.gates.limitation_facts import Ended, Facts
from legalkb.gates.limitation_law import earliest, latest
from legalkb.gates.model import BAR, OPEN, RESERVED, UNKNOWN, GateInput
from legalkb.knowledge import KnowledgeBase
from legalkb.source import parse
from legalkb.vocabulary import Law

KIND = "verjaring"
DATA: Limitation = limitation.from_plain(data_of(KIND))
EXAMPLES = list(expectations(KIND, KIND))
PERSONS = "personen: {V1: {rol: verdachte, geboren: 1980-01-01}, S1: {rol: slachtoffer, geboren: 2004-05-10}}"
LEADS = {
    "sr-279-1": "niet_teruggebracht_na_afspraak",
    "sr-282-1": "opgesloten",
    "sr-284-1-1": "mishandeld",
    "sr-285-1": "dreigde_te_doden",
    "sr-285c": "voorwendsel_vakantie",
    "sr-310": "reisdocument_weggenomen",
}
ORDINARY = ("sr-285-1", "sr-310")


def case(facts: str, reference: str = "2026-03-01") -> str:
    """A case with these facts."""
    return f"peildatum: {reference}\n{PERSONS}\nfeiten: [{facts}]"


@cache
def lead(rule: str) -> GateInput:
    """What the gate is given for the core fact of a rule."""
    return given(case(f"{{feit: {LEADS[rule]}, op: 2020-03-01}}"), rule)


@pytest.mark.parametrize("expected", EXAMPLES, ids=lambda e: e.name)
def test_example(expected: Expectation) -> None:
    """The gate gives what the example expects, and explains itself with sources."""
    gate = limitation.gate(expected.given, DATA)
    assert not expected.differences(gate)
    assert (gate.kind, gate.title) == (KIND, DATA.title)
    assert (gate.status == UNKNOWN) <= bool(gate.missing)
    assert (gate.status == RESERVED) <= (len(gate.readings) > 1)
    assert not any("{" in text or "None" in text for text in texts_of(gate))
    known = expected.given.knowledge.vocabulary
    codes = {c for r in gate.reasons for c in r.sources} | {c for r in gate.readings for c in r.sources}
    assert all(c in known.sources or known.law.versions(c) for c in codes)


def test_every_rule_has_its_turning_days() -> None:
    """For every term there is an example that is open on the last day and one with the same facts a day later."""
    seen = {(e.given.finding.rule, e.given.reference, e.status) for e in EXAMPLES if e.given.reference}
    turning = {r for r, on, s in seen if s == OPEN and (r, on + timedelta(1), BAR) in seen}
    assert turning >= {
        "sr-279-1", "sr-279-2", "sr-282-1", "sr-284-1-1", "sr-284-1-2", "sr-285-1", "sr-285-2", "sr-285c", "sr-310",
        "sr-321",
    }  # fmt: skip


def count(start: date, years: int) -> date:
    """The last day of a term, counted day by day from its first day."""
    on, done = start, 0
    while True:
        on += timedelta(1)
        leap_start = (start.month, start.day) == (2, 29) and (on.month, on.day) == (3, 1)
        no_leap_day = (on - timedelta(1)).day == 28
        if (on.month, on.day) == (start.month, start.day) or (leap_start and no_leap_day):
            done += 1
        if done == years:
            return on - timedelta(1)


DAYS = st.dates(date(1999, 12, 30), date(2032, 3, 2))


@settings(max_examples=60, deadline=None, derandomize=True)
@every(DAYS, st.sampled_from((3, 6, 10, 12, 20)))
def test_last_day_equals_a_count_day_by_day(start: date, years: int) -> None:
    """The last day of a term is the day before the day on which that many years are full."""
    assert terms.last_day(start, years) == count(start, years)


@pytest.mark.parametrize("years", [3, 6, 10, 12, 20])
def test_last_day_around_leap_days(years: int) -> None:
    """Around 28 February and 1 March every day ends its own term, in order."""
    days = [date(year, 2, 27) + timedelta(n) for year in (2016, 2019, 2020, 2024) for n in range(5)]
    assert [terms.last_day(d, years) for d in days] == [count(d, years) for d in days]


@settings(max_examples=40, deadline=None, derandomize=True)
@every(st.lists(st.dates(date(2019, 1, 1), date(2045, 1, 1)), max_size=4), st.sampled_from((3, 6, 12)), st.booleans())
def test_interruption_equals_a_walk_through_the_days(acts: list[date], years: int, late: bool) -> None:
    """Acts of prosecution give the same last day as walking through the days, restarting on each act in time."""
    start = date(2020, 3, 2)
    on, last, cap = start, count(start, years), count(start, 2 * years)
    while on <= last:
        if on in acts:
            last = max(last, min(count(on + timedelta(1), years), cap))
        on += timedelta(1)
    interruptions = terms.Interruptions(tuple(Interval(a, a) for a in acts), 2)
    assert interruptions.end(start, years, late) == last


@pytest.mark.parametrize(
    ("on", "months", "years"),
    [
        ("2013-03-31", 9, 6), ("2013-03-31", 36, 6), ("2013-03-31", 37, 12), ("2013-03-31", 96, 12),
        ("2013-03-31", 108, 12), ("2013-03-31", 120, 12), ("2013-03-31", 121, 20), ("2013-03-31", 144, 20),
        ("2013-04-01", 9, 6), ("2013-04-01", 36, 6), ("2013-04-01", 37, 12), ("2013-04-01", 48, 12),
        ("2013-04-01", 95, 12), ("2013-04-01", 96, 20), ("2013-04-01", 143, 20), ("2013-04-01", 144, None),
    ],
)  # fmt: skip
def test_terms_by_maximum(on: str, months: int, years: int | None) -> None:
    """Article 70 on the days before and of its change, at the limits of every line."""
    assert term_on(DATA, on, months) == years


def term_on(data: Limitation, on: str, months: int) -> int | None:
    """The term of article 70 for a maximum on a day."""
    return [r for r in data.regimes if r.since <= date.fromisoformat(on)][-1].years(Fraction(months))


def synthetic(versions: tuple[LawVersion, ...], rule: str, reference: date | None, act: date) -> GateInput:
    """A lead under other versions of its provision."""
    base = lead(rule)
    words = base.knowledge.vocabulary
    law = Law({**words.law.provisions, base.finding.designation: versions})
    knowledge: KnowledgeBase = replace(base.knowledge, vocabulary=replace(words, law=law))
    return replace(base, knowledge=knowledge, start=Interval(act, act), last=act, reference=reference)


def version(first: str, last: str, months: int) -> LawVersion:
    """A version of a provision with a maximum."""
    return LawVersion("Sr 285 lid 1", first, last, "", "tekst", "verbatim", months, 4, "", "")


@settings(max_examples=80, deadline=None, derandomize=True)
@every(
    st.lists(st.sampled_from((9, 24, 36, 48, 96, 108, 144)), min_size=2, max_size=2),
    st.dates(date(2013, 1, 1), date(2022, 1, 1)),
    st.data(),
)
def test_a_later_maximum_never_lengthens_silently(months: list[int], act: date, data: st.DataObject) -> None:
    """The end under the maximum of the day of the act is the first reading, and another end makes a reservation."""
    change = data.draw(st.dates(act + timedelta(1), act + timedelta(3000)))
    before = change - timedelta(1)
    versions = (version("2005-01-01", before.isoformat(), months[0]), version(change.isoformat(), "", months[1]))
    reference = data.draw(st.dates(act + timedelta(1), act + timedelta(9000)))
    gate = limitation.gate(synthetic(versions, "sr-285-1", reference, act), DATA)
    alone = limitation.gate(synthetic((version("2005-01-01", "", months[0]),), "sr-285-1", reference, act), DATA)
    if gate.status == OPEN:
        assert [d.date for d in gate.dates if d.text.startswith("einde")] == [
            d.date for d in alone.dates if d.text.startswith("einde")
        ]
    if change > reference:
        assert gate == alone
    elif gate.summary != alone.summary:
        assert gate.status in (RESERVED, BAR, UNKNOWN)
        assert gate.readings[0].consequence.startswith(
            alone.readings[0].consequence if alone.readings else alone.summary
        )


def test_a_later_maximum_that_would_lengthen_is_reserved() -> None:
    """A maximum raised to four years after the act shows six years first and twelve as the other reading."""
    versions = (version("2005-01-01", "2021-12-31", 36), version("2022-01-01", "", 48))
    gate = limitation.gate(synthetic(versions, "sr-285-1", date(2026, 3, 1), date(2020, 3, 1)), DATA)
    assert gate.status == RESERVED
    assert "verjaart na 1 maart 2026" in gate.readings[0].consequence
    assert "verjaart na 1 maart 2032" in gate.readings[1].consequence


@pytest.mark.parametrize("rule", ORDINARY)
def test_moving_the_act_a_day_moves_the_end_a_day(rule: str) -> None:
    """Under the law of one period the end moves with the act: never back, and never more than over a leap day."""
    found = limitation_law.offence(lead(rule), facts_of(date(2020, 3, 1)), DATA)
    days = [date(2013, 4, 1) + timedelta(n) for n in range(365 * 8)]
    ends = [found.end(earliest(facts_of(d), d, {}), {}).on for d in days]
    assert all(a is not None and b is not None and 0 <= (b - a).days <= 2 for a, b in pairwise(ends))


@pytest.mark.parametrize("rule", LEADS)
def test_moving_a_day_never_skips_a_state_of_the_law(rule: str) -> None:
    """Walking through the days, the law changes only on the days that count as changes, one state after another."""
    found = limitation_law.offence(lead(rule), facts_of(date(2020, 3, 1)), DATA)
    found = replace(found, given=replace(found.given, reference=None))
    changes = set(found.changes(date(2004, 1, 1)))
    days = [date(2004, 6, 1) + timedelta(n) for n in range(365 * 23)]
    laws = [found.law_on(d, {}) for d in days]
    assert all(day in changes for (a, b), day in zip(pairwise(laws), days[1:], strict=True) if a != b)


def test_a_beginning_never_comes_before_its_day() -> None:
    """The rule of the eighteenth birthday holds for 284 since 1 July 2013 and for 285c since 17 November 2015."""
    assert not notices_beginnings(DATA)


def notices_beginnings(data: Limitation) -> bool:
    """Whether a special beginning holds on another day than it should."""
    first = {"sr-284-1-1": date(2013, 7, 1), "sr-285c": date(2015, 11, 17)}
    for rule, on in first.items():
        found = limitation_law.offence(lead(rule), facts_of(on), data)
        before, after = found.law_on(on - timedelta(1), {}), found.law_on(on, {})
        if before is None or after is None or before.beginning is not None or after.beginning is None:
            return True
    return False


def facts_of(on: date, **others: Any) -> Facts:
    """Facts with every day exact."""
    base = Facts(
        act=Interval(on, on), end=None, ongoing=False, birth=None, adult=True, assumed=False, young=False,
        too_young=False, ended=Ended(True, Interval(on, on), ()), prosecuted=False, prosecution=(),
        reference=date(2026, 3, 1),
    )  # fmt: skip
    return replace(base, **others)


def exactly(facts: Facts) -> Iterator[Facts]:
    """Every way in which facts with days that are not exact can have been."""
    parts = (facts.act, facts.birth, facts.ended.on, facts.end)
    for on, born, released, end in product(*(days_in(i) for i in parts)):
        done = tuple(product(*(days_in(i) for i in facts.prosecution)))
        for acts, young in product(done, (True, False) if facts.young is None else (facts.young,)):
            yield replace(
                facts,
                act=on,
                end=end,
                birth=born,
                young=young,
                ended=replace(facts.ended, on=released),
                prosecution=acts,
            )


def days_in(interval: Interval | None) -> list[Any]:
    """Every day of an interval as an interval of its own."""
    if interval is None:
        return [None]
    number = (interval.last - interval.first).days + 1
    return [Interval(d, d) for d in (interval.first + timedelta(n) for n in range(number))]


def around(*days: date) -> st.SearchStrategy[Interval]:
    """Some days on or near one of these."""
    return st.builds(
        lambda day, before, length: Interval(day - timedelta(before), day - timedelta(before) + timedelta(length)),
        st.sampled_from(days),
        st.integers(0, 3),
        st.integers(0, 3),
    )


@settings(max_examples=120, deadline=None, derandomize=True)
@every(
    st.sampled_from(sorted(LEADS)),
    around(date(2013, 1, 1), date(2013, 4, 1), date(2013, 7, 1), date(2015, 11, 17), date(2020, 2, 29)),
    around(date(1995, 7, 1), date(1997, 11, 17), date(2002, 3, 1), date(2008, 2, 29)),
    around(date(2021, 1, 1), date(2026, 1, 2)),
    st.lists(around(date(2019, 3, 1), date(2019, 7, 2), date(2026, 3, 1)), max_size=1),
    st.sampled_from((None, True, False)),
    st.integers(0, 400),
    st.tuples(st.booleans(), st.booleans(), st.booleans()),
)
def test_earliest_and_latest_end_bound_every_exact_case(
    rule: str,
    act: Interval,
    birth: Interval,
    back: Interval,
    acts: list[Interval],
    young: bool | None,
    lasted: int,
    readings: tuple[bool, bool, bool],
) -> None:
    """The earliest and latest end are those of the ways in which the facts can have been; open and bar hold for all."""
    ended = Ended(True, back, ())
    end = Interval(act.last + timedelta(lasted), act.last + timedelta(lasted + lasted % 3)) if lasted else None
    facts = facts_of(
        act.first, act=act, end=end, birth=birth, adult=False, young=young, ended=ended, prosecution=tuple(acts)
    )
    answers = dict(zip(("overgang", "voortduren", "achttien"), readings, strict=True))
    assume(not answers["achttien"] or years_later(birth.first, 18) > act.last)
    found = limitation_law.offence(lead(rule), facts, DATA)
    first, last = limitation_readings._read(found, facts, answers)
    ends = []
    for exact in exactly(facts):
        one = replace(found, interruptions=terms.Interruptions(exact.prosecution, DATA.times))
        ends.append(one.end(earliest(exact, exact.act.first, answers), answers).order)
        assert ends[-1] == one.end(latest(exact, exact.act.first, answers), answers).order
    assert (first.order, last.order) == (min(ends), max(ends))


@pytest.mark.parametrize("expected", EXAMPLES[::3], ids=lambda e: e.name)
def test_the_order_of_facts_changes_nothing(expected: Expectation) -> None:
    """The same facts in another order give the same gate."""
    base = expected.given
    turned = replace(base, evidence={a: tuple(reversed(items)) for a, items in reversed(list(base.evidence.items()))})
    assert limitation.gate(turned, DATA) == limitation.gate(base, DATA)


def test_the_data_file_is_right() -> None:
    """Nothing is wrong with the data file."""
    assert checked(limitation.check, data_node(KIND)) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("titel: Verjaring", "titel:", "'titel' ontbreekt"),
        ("titel: Verjaring", "titels: Verjaring", "onbekende sleutel"),
        ("boven: 120", "boven: veel", "geen heel getal"),
        ("      - {jaren: 6}\n", "", "past niet op elk maximum"),
        ("van: 2013-04-01\n", "van: 2013-04-31\n", "geen geldige datum"),
        ("soort: bevrijding", "soort: vrijlating", "onbekende soort aanvang"),
        ("leeftijd: 18, regels: [sr-285c]", "regels: [sr-285c]", "'leeftijd' hoort bij"),
        ("vraag: plaats", "vraag: waar", "onbekende vraag"),
        ("feit: daad_van_vervolging", "feit: daad", "onbekend feittype"),
        ("gedeeld_door: 2", "gedeeld_door: 0", "is nul"),
        ("bepaling: Sr 282 lid 3", "bepaling: Sr 999", "staat niet in de wet"),
        ("  overgang_nee:", "  overgang_neen:", "'overgang_nee' ontbreekt"),
        ('bron: ["Sr 77d lid 1"]}\npoging', 'bron: ["Sr 77z"]}\npoging', "onbekende bron"),
        ("regels: [sr-282-4], vraag", "regels: [], vraag", "'regels' ontbreekt"),
    ],
)
def test_mistakes_in_the_data_file_are_named(old: str, new: str, problem: str) -> None:
    """Each mistake is a problem with the line on which it stands."""
    text = (data_node_text()).replace(old, new, 1)
    assert text != data_node_text()
    found = checked(limitation.check, parse(text, "gegevens.yaml"))
    assert any(problem in str(p) and str(p).startswith("gegevens.yaml:") for p in found), found


def data_node_text() -> str:
    """The data file as text."""
    from gates import RULES

    return (RULES / f"{KIND}.yaml").read_text(encoding="utf-8")


def notices(data: Limitation) -> bool:
    """Whether the tests on the data alone fail."""
    edges = {(120, 12), (121, 20), (36, 6), (37, 12)}
    later = {(95, 12), (96, 20), (143, 20), (144, None), (36, 6), (37, 12)}
    return (
        any(term_on(data, "2013-03-31", m) != y for m, y in edges)
        or any(term_on(data, "2013-04-01", m) != y for m, y in later)
        or notices_beginnings(data)
    )


def test_every_change_of_the_data_is_noticed() -> None:
    """Changing any term, date, age, rule or fact in the data makes an example or a test fail."""
    assert survivors(data_of(KIND), limitation.gate, limitation.from_plain, EXAMPLES, notices) == []
