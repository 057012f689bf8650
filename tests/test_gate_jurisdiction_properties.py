"""Jurisdiction: what must hold for every case, on random cases and on every day around a change."""

from __future__ import annotations

import copy
from datetime import date, timedelta
from typing import Any

from gates import data_of, given, inputs, knowledge_base, texts_of
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from legalkb.assessment import rank
from legalkb.case_reader import read_case
from legalkb.findings import Gate
from legalkb.gates.jurisdiction import from_plain, gate
from legalkb.node import SourceText

PLAIN: dict[str, Any] = data_of("rechtsmacht")
DATA = from_plain(PLAIN)

ACTS = (
    "meegenomen_naar_buitenland", "achtergelaten_in_buitenland", "voorwendsel_vakantie", "opgesloten", "vastgebonden",
    "onderdak_geboden", "dreigde_schande_bekend_te_maken", "dreigde_te_doden", "reisdocument_weggenomen",
    "reisdocument_niet_teruggegeven", "niet_teruggebracht_na_afspraak",
)  # fmt: skip
DATES = (
    "2012-05-01",
    "2013-06-30",
    "2013-07-01",
    "2013",
    "2014-06-30",
    "2014-07-01",
    "2014",
    "2016-02-29",
    "2021-05-01",
)
PLACES = ("MA", "TR", "CW")
SUSPECTS = (
    "", "nationaliteit: MA", "nationaliteit: NL", "woont_in_nederland_sinds: 2009-01-01",
    "nationaliteit: TR, woont_in_nederland_sinds: 2019-01-01",
)  # fmt: skip
LAWFUL = ("verdachte_verblijf_rechtmatig", "verdachte_verblijf_onafgebroken")
EXTRA = (
    "verdachte_later_nederlander", "verdachte_woonde_in_nederland", "slachtoffer_woonde_in_nederland",
    "verdachte_in_nederland", "uitlevering_geweigerd", "uitlevering_zonder_verdrag", "aan_boord_nederlands_vaartuig",
    *LAWFUL,
)  # fmt: skip
ABROAD = tuple(f"strafbaar_daar_{n}" for n in ("onttrekking", "vrijheidsberoving", "dwang", "bedreiging", "lokken"))
KEYS = st.sampled_from(sorted(DATA.variants))
act = st.fixed_dictionaries({"feit": st.sampled_from(ACTS)}, optional={"op": st.sampled_from(DATES)})
placed = st.fixed_dictionaries(
    {"feit": st.sampled_from(ACTS), "plaats_handeling": st.sampled_from(PLACES)},
    optional={"op": st.sampled_from(DATES), "plaats_gevolg": st.sampled_from(PLACES)},
)
circumstance = st.fixed_dictionaries({"feit": st.sampled_from(EXTRA), "waarde": st.sampled_from(("ja", "nee"))})
answer = st.fixed_dictionaries(
    {"feit": st.sampled_from(ABROAD), "waarde": st.sampled_from(("ja", "nee"))},
    optional={"plaats_handeling": st.sampled_from(PLACES)},
)
circumstances = st.lists(st.one_of(circumstance, answer), max_size=10)
helpful = st.lists(
    st.one_of(
        st.sampled_from(
            [{"feit": n} for n in ("aan_boord_nederlands_vaartuig", "verdachte_later_nederlander", *LAWFUL)]
        ),
        st.fixed_dictionaries({"feit": st.sampled_from(ABROAD), "plaats_handeling": st.sampled_from(PLACES)}),
        st.fixed_dictionaries({"feit": st.sampled_from(ACTS), "plaats_handeling": st.just("NL")}),
    ),
    min_size=1,
    max_size=4,
)
Items = list[dict[str, str]]
LEADS = {
    "279": "meegenomen_naar_buitenland", "282": "opgesloten", "282-4": "onderdak_geboden", "284": "opgesloten",
    "284-1-2": "dreigde_schande_bekend_te_maken", "285": "dreigde_te_doden", "285c": "voorwendsel_vakantie",
    "310": "reisdocument_weggenomen", "321": "reisdocument_niet_teruggegeven",
}  # fmt: skip

# The same table with article 6 decided, so that a bar is possible.
DECIDED = copy.deepcopy(PLAIN)
for _ground in DECIDED["gronden"]:
    if _ground["id"] == "art-6":
        _ground["waarom_niet"] = "dit is beslist"
        _ground["cellen"] = dict.fromkeys(_ground["cellen"], "nee")
DECIDED_DATA = from_plain(DECIDED)


def case_text(items: Items, suspect: str = "", victim: str = "") -> str:
    """A case with one suspect, a child and the parent who did not consent."""
    lines = [
        "peildatum: 2026-03-01",
        "personen:",
        f"  V1: {{rol: verdachte{f', {suspect}' if suspect else ''}}}",
        f"  S1: {{rol: slachtoffer, geboren: 2012-04-05{f', {victim}' if victim else ''}}}",
        "  M1: {rol: betrokkene}",
        "relaties: [{van: M1, tot: S1, soort: ouder, gezag: ja}]",
        "toestemmingen: [{door: M1, over: S1, aan: V1, waarde: nee}]",
        "feiten:" if items else "feiten: []",
    ]
    lines += ["  - {" + ", ".join(f"{k}: {v}" for k, v in item.items()) + "}" for item in items]
    return "\n".join(lines)


def with_lead(acts: Items, key: str) -> Items:
    """The acts, the first of them one that gives a lead for an offence variant."""
    name = key.removeprefix("sr-")
    return [{**acts[0], "feit": LEADS.get(name) or LEADS[name.split("-")[0]]}, *acts[1:]]


def outcome(items: Items, key: str, suspect: str = "", victim: str = "", data: Any = DATA) -> Gate | None:
    """The gate of the most telling finding of an offence variant; None when it has no lead."""
    case = read_case(SourceText("zaak.yaml", case_text(items, suspect, victim)), knowledge_base().vocabulary)
    found = max(inputs(case, key), key=lambda i: rank(i.finding), default=None)
    return None if found is None else gate(found, data)


@settings(max_examples=120, deadline=None, derandomize=True)
@for_all(st.lists(act, min_size=1, max_size=6), KEYS)
def test_nothing_is_open_when_all_is_unknown(items: Items, key: str) -> None:
    """Without places, nationalities and residence there is no jurisdiction yet, and the place is asked first."""
    for data in (DATA, DECIDED_DATA):
        found = outcome(with_lead(items, key), key, data=data)
        assert found is not None
        assert found.status == "onbekend"
        assert found.missing[0].name == "plaats_handeling"


@settings(max_examples=200, deadline=None, derandomize=True)
@for_all(st.lists(placed, min_size=1, max_size=4), circumstances, helpful, st.sampled_from(SUSPECTS), KEYS)
def test_a_fact_that_makes_a_ground_hold_never_bars(
    acts: Items, others: Items, more: Items, suspect: str, key: str
) -> None:
    """Facts that speak for a ground turn an open gate into no bar, and conduct here opens every gate it belongs to."""
    acts = with_lead(acts, key)
    before = outcome(acts + others, key, suspect, data=DECIDED_DATA)
    after = outcome(acts + others + more, key, suspect, data=DECIDED_DATA)
    if before is not None and before.status == "open":
        assert after is not None
        assert after.status != "bar"
    if before is not None and before.status != "bar":
        assert after is None or after.status != "bar"
    here = outcome([{**a, "plaats_handeling": "NL"} for a in acts] + others, key, suspect)
    assert here is None or here.status == "open"


@settings(max_examples=80, deadline=None, derandomize=True)
@for_all(st.lists(placed, min_size=1, max_size=4), circumstances, st.sampled_from(SUSPECTS), KEYS, st.randoms())
def test_the_order_of_facts_changes_nothing(acts: Items, others: Items, suspect: str, key: str, random: Any) -> None:
    """The same facts in another order give the same status, questions and readings."""
    items = with_lead(acts, key) + others
    shuffled = random.sample(items, len(items))
    one, other = outcome(items, key, suspect), outcome(shuffled, key, suspect)
    if one is None or other is None:
        assert one is other
    else:
        assert (one.status, {w.name for w in one.missing}) == (other.status, {w.name for w in other.missing})
        assert set(one.readings) == set(other.readings)


@settings(max_examples=150, deadline=None, derandomize=True)
@for_all(st.dates(date(2000, 1, 1), date(2020, 12, 31)), st.integers(-3, 3))
def test_five_years_are_counted_on_the_calendar(since: date, days: int) -> None:
    """Coercion by a lawful resident is open from the day on which five years are complete, not a day before."""
    complete = since
    while (complete.year - since.year, complete.month, complete.day) < (5, since.month, since.day):
        complete += timedelta(1)
    on = complete + timedelta(days)
    if on < date(2014, 7, 1):
        return
    items = [{"feit": "opgesloten", "op": on.isoformat(), "plaats_handeling": "MA", "plaats_gevolg": "MA"}]
    items += [{"feit": name} for name in LAWFUL] + [{"feit": "verdachte_later_nederlander", "waarde": "nee"}]
    found = outcome(items, "sr-284-1-1", f"nationaliteit: MA, woont_in_nederland_sinds: {since.isoformat()}")
    assert found is not None
    assert found.status == ("open" if days >= 0 else "voorbehoud")


@settings(max_examples=60, deadline=None, derandomize=True)
@for_all(st.dates(date(2013, 6, 25), date(2014, 7, 5)))
def test_every_day_has_its_regime(on: date) -> None:
    """The regime is that of the day: before 1 July 2013, before 1 July 2014, or since."""
    items = [{"feit": "opgesloten", "op": on.isoformat(), "plaats_handeling": "MA", "plaats_gevolg": "MA"}]
    found = outcome(items, "sr-284-1-1", "nationaliteit: NL")
    assert found is not None
    name = "vóór 1 juli 2013" if on < date(2013, 7, 1) else "van 1 juli 2013" if on < date(2014, 7, 1) else "sinds"
    assert any(f"geldt de regeling {name}" in text or f"regeling van {name}" in text for text in texts_of(found))


def test_conduct_that_goes_on_reaches_the_present_regime() -> None:
    """Holding somebody that began in 2014 and still goes on touches both regimes and shows the day of change."""
    fact = "{feit: opgesloten, van: 2014-03-01, voortdurend: ja, plaats_handeling: MA, plaats_gevolg: MA}"
    text = case_text([], "nationaliteit: NL").replace("feiten: []", f"feiten:\n  - {fact}")
    found = gate(given(text, "sr-282-1"), DATA)
    assert found.status == "voorbehoud"
    assert [d.date for d in found.dates] == ["2014-07-01"]


def test_questions_name_the_person_and_the_country() -> None:
    """Questions on nationality and double criminality say about whom and which country."""
    items = [{"feit": "opgesloten", "op": "2021-05-01", "plaats_handeling": "MA", "plaats_gevolg": "MA"}]
    found = outcome([*items, {"feit": "verdachte_later_nederlander", "waarde": "nee"}], "sr-282-1", "nationaliteit: NL")
    assert found is not None
    assert [w.question for w in found.missing] == [
        "Is de vrijheidsberoving ook strafbaar in het land waar het gebeurde? Land: MA."
    ]
    found = outcome(items, "sr-284-1-1")
    assert found is not None
    assert found.missing[0].question == "Welke nationaliteit of nationaliteiten had V1 toen het gebeurde?"
