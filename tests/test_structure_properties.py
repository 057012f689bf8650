"""What must hold for every case that uses all sections: persons, holders, consents, decisions, sources, events."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from legalkb import assessment
from legalkb import knowledge as knowledge_module
from legalkb.case_reader import read_case
from legalkb.engine import BOTH, BUILTIN, Engines
from legalkb.errors import CaseFileError
from legalkb.findings import Assessment, ElementFinding, OffenceFinding, Wanted
from legalkb.node import SourceText

KNOWLEDGE = knowledge_module.load(cache=False)
KINDS = KNOWLEDGE.vocabulary.fact_types
CORE = {  # fact types that often meet: the core conduct, what surrounds it, and what is drawn from the structure
    "niet_teruggebracht_na_afspraak", "meegenomen_naar_buitenland", "afgifte_geweigerd", "achtergelaten_in_buitenland",
    "terugkeer_verhinderd", "gezagdrager_stemde_in", "medegezagdrager_misleid", "ander_heeft_gezag", "opgesloten",
    "bewaakt", "kon_plek_niet_verlaten", "vasthouden_mislukt", "onderdak_geboden", "wist_van_vasthouden", "mishandeld",
    "moest_vertrekken", "hield_vol_niet_toe_te_geven", "stemde_vrij_in", "dreigde_te_doden", "uiting_schriftelijk",
    "uiting_onder_voorwaarde", "wapen_of_middel_getoond", "voorwendsel_vakantie", "kende_plan", "werkten_samen",
    "gaf_opdracht", "reisdocument_weggenomen", "reisdocument_in_bewaring", "goed_niet_teruggegeven", "is_ouder",
}  # fmt: skip
SUBJECTS = {
    "gedraging": ("door", "tegen"),
    "relatie": ("door", "tegen"),
    "slachtoffer": ("over",),
    "verdachte": ("over",),
    "houder": ("door", "over"),
    "zaak": (),
}
SUSPECTS, CHILDREN, HOLDERS = ("V1", "V2"), ("S1", "S2"), ("M1", "GI1", "V2")
DATES = ("2013", "2013-06", "2024-06-30", "2024-07-01", "2025", "2025-07", "2025-07-20", "2025-08-15", "2025-08-16")
SECTIONS = (
    "relaties", "gezag", "maatregelen", "beslissingen", "toestemmingen", "houders_volledig", "feiten", "ketens",
    "oordelen",
)  # fmt: skip

dates = st.sampled_from(DATES)
children = st.sampled_from(CHILDREN)
suspects = st.sampled_from(SUSPECTS)
sources = st.sampled_from(("B1", "B2", "B3", "aangifte S1", "verklaring V1", "verklaring G1", "foto"))
answers = st.sampled_from(("ja", "ja", "nee", "onbekend"))
window = {"van": dates, "tot": dates, "bron": sources}
known = st.dictionaries(suspects, dates, min_size=1)


def record(needed: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A group of fields of a case file."""
    return st.fixed_dictionaries(needed, optional=optional)


@st.composite
def facts(draw: st.DrawFn, victims: tuple[str, ...] = CHILDREN, actors: tuple[str, ...] = SUSPECTS) -> dict[str, Any]:
    """A fact that says for each of its places who is meant."""
    often = st.sampled_from(sorted(CORE & KINDS.keys()))
    name = draw(st.one_of(often, often, st.sampled_from(sorted(KINDS))))
    kind = KINDS[name]
    found = {"feit": name, "waarde": draw(answers), "bron": draw(sources)}
    for key in SUBJECTS[kind.subject]:
        if key == "door" and kind.subject == "houder":
            found[key] = draw(st.sampled_from(HOLDERS))
        elif key == "door" and kind.cooperation == "wederzijds":
            found[key] = [*actors, draw(st.sampled_from(("M1", "X1")))]
        elif key == "door":
            found[key] = draw(st.lists(st.sampled_from((*actors, *(["M1"] if kind.attributable else []))), min_size=1))
            found[key] = sorted(set(found[key]))
        elif kind.subject == "verdachte":
            found[key] = draw(st.sampled_from(actors))
        else:
            found[key] = draw(st.sampled_from(victims))
    if kind.cooperation == "opdracht":
        found["via"] = [draw(st.sampled_from(("V2", "X1", "M1")))]
        found["door"] = ["V1"]
    if draw(st.booleans()):
        found["op"] = draw(dates)
    elif draw(st.booleans()):
        found |= {"van": draw(dates), "voortdurend": "ja"}
    if draw(st.booleans()):
        found["voorval"] = draw(st.sampled_from(("a", "b", "c")))
    if kind.object and draw(st.booleans()):
        found["voorwerp"] = draw(st.sampled_from(("paspoort S1", "telefoon")))
    return found


relations = record(
    {
        "van": st.sampled_from(("V1", "V2", "M1")),
        "tot": children,
        "soort": st.sampled_from(sorted(KNOWLEDGE.vocabulary.relation_kinds)),
    },
    {"gezag": answers, "opzicht": answers, "sinds": dates, "einde": dates, "bron": sources},
)
custody = record(
    {"houder": st.sampled_from(HOLDERS), "over": children, "soort": st.sampled_from(("gezag", "opzicht"))}, window
)
measures = record(
    {"soort": st.sampled_from(sorted(KNOWLEDGE.vocabulary.measure_kinds)), "over": children},
    {**window, "houder": st.sampled_from(HOLDERS), "bekend_bij": known},
)
decisions = record(
    {"soort": st.sampled_from(sorted(KNOWLEDGE.vocabulary.decision_kinds)), "over": children},
    {**window, "bekend_bij": known},
)
consents = record(
    {"door": st.sampled_from(HOLDERS), "over": children, "waarde": answers},
    {
        **window,
        "aan": st.lists(suspects, min_size=1, unique=True),
        "ingetrokken_op": dates,
        "onder": st.sampled_from(("misleiding", "dwang")),
    },
)
complete = record({"over": children, "waarde": answers}, {"op": dates, "bron": sources})
judgements = st.sampled_from(
    [(k, e.id) for k in KNOWLEDGE.rulebook.keys for e in KNOWLEDGE.rulebook.rule(k, None).elements]
).flatmap(
    lambda place: record(
        {
            "bepaling": st.just(place[0]),
            "bestanddeel": st.just(place[1]),
            "verdachte": suspects,
            "slachtoffer": children,
            "oordeel": st.sampled_from(("vervuld", "niet_vervuld")),
            "door": st.sampled_from(("officier", "rechercheur")),
            "reden": st.just("zo"),
        },
        {},
    )
)
child = st.one_of(
    st.fixed_dictionaries({"geboren": st.sampled_from(("2013-08-16", "2013", "2007-07-20", "2025-01-01"))}),
    st.fixed_dictionaries({"leeftijd": st.sampled_from(("9", "11-13", "17"))}, optional={"leeftijd_op": dates}),
    st.fixed_dictionaries({"minderjarig": answers}),
    st.just({}),
)
PEOPLE = {
    "V1": {"rol": "verdachte"},
    "V2": {"rol": "verdachte"},
    "M1": {"rol": "betrokkene"},
    "X1": {"rol": "betrokkene"},
    "GI1": {"rol": "instelling"},
    "G1": {"rol": "getuige"},
}


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """A case with two suspects, two children, and something in every section."""
    minor = {s: {"rol": "slachtoffer", **draw(child)} for s in CHILDREN}
    statements = {
        "B1": {"soort": "verklaring", "van": draw(st.sampled_from(("S1", "V1")))},
        "B2": {"soort": "verklaring", "van": "S1", "herziet": "B1"},
        "B3": {"soort": "verklaring", "van": "S1", "herziet": draw(st.sampled_from(("B1", "B2")))},
    }
    few = {"max_size": 2}
    found = {
        "personen": {**PEOPLE, **minor},
        "bronnen": statements,
        "relaties": draw(st.lists(relations, **few)),
        "gezag": draw(st.lists(custody, **few)),
        "maatregelen": draw(st.lists(measures, **few)),
        "beslissingen": draw(st.lists(decisions, **few)),
        "toestemmingen": draw(st.lists(consents, max_size=3)),
        "houders_volledig": draw(st.lists(complete, **few)),
        "feiten": draw(st.lists(facts(), min_size=2, max_size=12)),
        "oordelen": draw(st.lists(judgements, **few)),
    }
    named = sorted({f["voorval"] for f in found["feiten"] if "voorval" in f})
    if len(named) > 1 and draw(st.booleans()):
        found["ketens"] = [{"voorvallen": named[:2], "door": "rechercheur", "reden": "zelfde reis"}]
    return found


def assess(case: dict[str, Any], keys: frozenset[str] | None = None, engines: Engines = BUILTIN) -> Assessment:
    """The assessment of a case for some offences; a case that contradicts itself is left out."""
    try:
        read = read_case(SourceText("zaak.json", json.dumps(case)), KNOWLEDGE.vocabulary)
    except CaseFileError:
        assume(False)
    return assessment.assess(read, KNOWLEDGE, engines, keys)


def element_gist(element: ElementFinding) -> tuple[Any, ...]:
    """What is said of an element, apart from the order of it."""
    said = [
        frozenset((e.name, e.value, e.source, e.sentence) for e in items)
        for items in (element.support, element.against, element.partial)
    ]
    sides = [len(element.indications_for), len(element.indications_against), len(element.counter_questions)]
    return element.id, element.status, *said, *sides, element.suspect_only, element.only_source, element.ruling


def gist(finding: OffenceFinding) -> tuple[Any, ...]:
    """What is said of an offence, apart from the order of it."""
    asked = frozenset(frozenset((w.name, w.value) for w in items) for items in finding.missing)
    place = (finding.rule, finding.suspect, finding.victim, finding.holder, finding.event, finding.object)
    result = (finding.outcome, finding.reasons, finding.attempt, finding.conduct, finding.only_source, asked)
    return *place, *result, tuple(v.valid_from for v in finding.law), tuple(map(element_gist, finding.elements))


def gists(found: Assessment, leave_out: frozenset[str] = frozenset()) -> set[tuple[Any, ...]]:
    """The gist of every finding."""
    return {gist(f) for f in found.findings if f.rule not in leave_out}


some = st.frozensets(st.sampled_from(KNOWLEDGE.rulebook.keys), min_size=1, max_size=3)
fuzz = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), print_blob=False
)


@fuzz
@given(cases(), some, st.integers(0, 10**6))
def test_the_order_of_sections_changes_nothing(case: dict[str, Any], keys: frozenset[str], seed: int) -> None:
    """Whatever the order of persons, sources, facts and all else, the same is found."""
    lot = random.Random(seed)
    mixed = {key: lot.sample(value, len(value)) if isinstance(value, list) else value for key, value in case.items()}
    for key in ("personen", "bronnen"):
        mixed[key] = dict(lot.sample(list(mixed[key].items()), len(mixed[key])))
    assert gists(assess(case, keys)) == gists(assess(mixed, keys))


@fuzz
@given(cases(), some)
def test_an_indication_is_complete(case: dict[str, Any], keys: frozenset[str]) -> None:
    """No offence is indicated with an element that is unknown, disputed or contradicted, or that speaks two ways."""
    for finding in assess(case, keys).findings:
        statuses = {e.status for e in finding.elements}
        if finding.outcome == "aanwijzing":
            assert statuses <= {"vervuld", "open_norm"}
            open_norms = [e for e in finding.elements if e.status == "open_norm"]
            assert not any(e.indications_against or e.counter_questions for e in open_norms)
        assert (finding.outcome == "onvolledig") == bool(finding.reasons)
        assert not finding.attempt or finding.outcome == "tegenaanwijzing"
        assert "weersproken" not in statuses or finding.outcome in ("tegenaanwijzing", "geen_aanknopingspunt")


@fuzz
@given(cases(), some, st.lists(facts(("S2",)), min_size=1, max_size=4))
def test_a_fact_about_another_victim_changes_nothing(
    case: dict[str, Any], keys: frozenset[str], added: list[dict[str, Any]]
) -> None:
    """What is stated about one child never changes what is found for the other."""
    more = {**case, "feiten": [*case["feiten"], *(f for f in added if KINDS[f["feit"]].subject != "verdachte")]}
    assume(all(KINDS[f["feit"]].subject != "zaak" for f in added))
    first, second = assess(case, keys), assess(more, keys)
    assert {gist(f) for f in first.findings if f.victim == "S1"} == {
        gist(f) for f in second.findings if f.victim == "S1"
    }


@fuzz
@given(cases(), some, st.lists(facts(actors=("V3",)), max_size=4))
def test_an_unrelated_suspect_changes_nothing(
    case: dict[str, Any], keys: frozenset[str], added: list[dict[str, Any]]
) -> None:
    """Another suspect who acts alone changes nothing for the others, but where a rule asks about another suspect."""
    own = [f for f in added if KINDS[f["feit"]].subject in ("gedraging", "relatie") and f.get("door") == ["V3"]]
    others = {**case, "personen": {**case["personen"], "V3": {"rol": "verdachte"}}, "feiten": [*case["feiten"], *own]}
    first, second = assess(case, keys), assess(others, keys)
    about_another = frozenset(r.key for r in KNOWLEDGE.rulebook.rules if r.about_other[0])
    theirs = {g for g in gists(second, about_another) if g[1] != "V3"}
    assert gists(first, about_another) == theirs


def stated(wanted: Wanted, finding: OffenceFinding) -> dict[str, Any]:
    """A fact that says what is wanted, in the place of the finding."""
    kind, places = KINDS[wanted.name], {"door": [finding.suspect], "tegen": finding.victim, "over": finding.victim}
    if kind.subject == "verdachte":
        places["over"] = finding.suspect
    if kind.subject == "houder":
        del places["door"]  # about whichever holder it is
    found = {"feit": wanted.name, "waarde": wanted.value, "bron": "foto"}
    found |= {key: places[key] for key in SUBJECTS[kind.subject] if key in places}
    if finding.event and kind.subject == "gedraging":
        found["voorval"] = finding.event.split(" + ")[0]
    if finding.object and kind.object:
        found["voorwerp"] = finding.object
    return found


@fuzz
@given(cases(), some)
def test_the_missing_facts_complete_an_offence(case: dict[str, Any], keys: frozenset[str]) -> None:
    """Where nothing speaks against an offence, stating the first set of missing facts makes it indicated."""
    for finding in assess(case, keys).findings:
        wanted = finding.missing[0] if finding.missing else ()
        against = any(e.indications_against or e.suspect_only for e in finding.elements)
        open_only = {*finding.reasons} <= {"ontbreekt", "open_norm"} and not against
        if not wanted or not open_only or finding.holder or finding.outcome != "onvolledig":
            continue
        if any(w.name not in KINDS or (KINDS[w.name].object and not finding.object) for w in wanted):
            continue
        more = {**case, "feiten": [*case["feiten"], *(stated(w, finding) for w in wanted)]}
        place = (finding.rule, finding.suspect, finding.victim, "", finding.event, finding.object)
        found = [f for f in assess(more, frozenset({finding.rule})).findings if gist(f)[:6] == place]
        assert "aanwijzing" in {f.outcome for f in found}, (place, wanted)


@settings(parent=fuzz, max_examples=10)
@given(cases(), some)
def test_both_engines_agree(case: dict[str, Any], keys: frozenset[str]) -> None:
    """Both engines derive the same from whatever the structure of a case says."""
    assert gists(assess(case, keys, BOTH)) == gists(assess(case, keys))


@pytest.mark.parametrize("section", SECTIONS)
def test_an_empty_section_is_no_section(section: str) -> None:
    """A section without entries says nothing."""
    case = {"personen": {**PEOPLE, "S1": {"rol": "slachtoffer"}}, "feiten": []}
    assert gists(assess({**case, section: []})) == gists(assess(case))
