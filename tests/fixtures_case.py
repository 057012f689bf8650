"""A small vocabulary and builders for the tests of the case file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from legalkb.case import Case, Fact
from legalkb.case_reader import read_case
from legalkb.node import SourceText

MAJORITY = 18


@dataclass(frozen=True)
class FactType:
    """As much of a fact type as the reader asks for."""

    id: str
    subject: str = "gedraging"
    hidden_labels: tuple[str, ...] = ()
    derived: bool = False
    cooperation: str = ""


def _by_id(*fact_types: FactType) -> dict[str, FactType]:
    return {f.id: f for f in fact_types}


FACT_TYPES = _by_id(
    FactType("reisdocument_weggenomen", hidden_labels=("paspoort_ingenomen", "documenten_afgepakt")),
    FactType("telefoon_afgenomen", hidden_labels=("spullen_afgepakt",)),
    FactType("geld_afgenomen", hidden_labels=("spullen_afgepakt",)),
    FactType("opgesloten"),
    FactType("werkten_samen", cooperation="wederzijds"),
    FactType("gaf_opdracht", cooperation="opdracht"),
    FactType("kan_zelfstandig_terugkeren", "slachtoffer"),
    FactType("wil_terugkeren", "slachtoffer"),
    FactType("verdachte_onder_druk_familie", "verdachte"),
    FactType("is_ouder", "relatie", derived=True),
    FactType("kende_terugkeerafspraak", "relatie"),
    FactType("medegezagdrager_misleid", "houder"),
    FactType("gezin_verhuisde_samen", "zaak"),
)


def _kinds(names: str) -> dict[str, object]:
    return dict.fromkeys(names.split())


@dataclass(frozen=True)
class Vocabulary:
    """As much of the knowledge base as the reader asks for."""

    fact_types: Mapping[str, FactType] = field(default_factory=lambda: FACT_TYPES)
    measure_kinds: Mapping[str, object] = field(
        default_factory=lambda: _kinds(
            "ondertoezichtstelling voorlopige_ondertoezichtstelling uithuisplaatsing voogdij"
        )
    )
    decision_kinds: Mapping[str, object] = field(
        default_factory=lambda: _kinds("omgangsregeling bevel_tot_afgifte hoofdverblijf")
    )
    relation_kinds: Mapping[str, object] = field(
        default_factory=lambda: _kinds(
            "ouder echtgenoot partner ex_partner grootouder broer_of_zus schoonfamilie ander_familielid"
        )
    )
    rule_ids: frozenset[str] = frozenset({"sr-279-1", "sr-282-1"})
    element_ids: Mapping[str, frozenset[str]] | None = field(
        default_factory=lambda: {"sr-282-1": frozenset({"opzettelijk", "wederrechtelijk"})}
    )


VOCABULARY = Vocabulary()

SIMPLE = """\
zaak: oefening-01
fictief: true
peildatum: 2026-03-01
personen:
  V1: {rol: verdachte, nationaliteit: NL}
  S1: {rol: slachtoffer, geboren: 2010-05-04, nationaliteit: NL}
relaties:
  - {van: V1, tot: S1, soort: ouder, gezag: ja}
feiten:
  - {feit: reisdocument_weggenomen, door: [V1], tegen: [S1], op: 2025-07-20, plaats_handeling: MA,
     voorwerp: paspoort S1, bron: aangifte S1}
  - {feit: kan_zelfstandig_terugkeren, over: S1, waarde: nee, bron: aangifte S1}
"""

FULL = """\
zaak: oefening-02
fictief: ja
peildatum: 2026-03-01
rubricering: vertrouwelijk
toelichting: met alles erin
personen:
  V1: {rol: [verdachte, slachtoffer], nationaliteit: [NL, MA], geboren: 1980-01-02}
  V2: {rol: verdachte, nationaliteit: onbekend, woont_in_nederland_sinds: 2001}
  S1: {rol: slachtoffer, leeftijd: 12-15, leeftijd_op: 2025-07}
  S2: {rol: slachtoffer, minderjarig: ja}
  M1: betrokkene
  G1: {rol: getuige}
  GI1: {rol: instelling}
bronnen:
  B0: {soort: aangifte, van: S1, afgelegd_op: 2025-09-01, omstandigheden: alleen}
  B1: {soort: verklaring, van: S1, afgelegd_op: 2025-10, omstandigheden: vader erbij, herziet: B0}
  B2: verklaring V2
relaties:
  - {van: V1, tot: S1, soort: ouder, gezag: ja, opzicht: nee, sinds: 2010-05-04, einde: 2020, bron: B0}
gezag:
  - {houder: M1, over: S1, soort: gezag, van: 2010-05-04, tot: 2024, bron: gezagsregister}
maatregelen:
  - {soort: ondertoezichtstelling, over: S1, houder: GI1, van: 2025-05-01, bekend_bij: {V1: 2025-05-08}}
beslissingen:
  - {soort: omgangsregeling, over: S1, door: rechtbank, van: 2025-02-01, bekend_bij: {V1: 2025-02, V2: 2025}}
toestemmingen:
  - {door: M1, over: S1, aan: V1, waarde: ja, van: 2025-07-01, tot: 2025-08-15, ingetrokken_op: 2025-08-01,
     onder: misleiding, bron: verklaring M1}
houders_volledig:
  - {over: S1, waarde: ja, op: 2025-09-01, bron: gezagsregister}
ketens:
  - {voorvallen: [v1, v2], door: rechercheur, reden: een plan}
oordelen:
  - {bepaling: sr-282-1, bestanddeel: wederrechtelijk, verdachte: V1, slachtoffer: S1, oordeel: vervuld,
     door: officier van justitie, reden: geen enkele grond}
feiten:
  - reisdocument_weggenomen
  - {feit: opgesloten, waarde: ja, door: [V1, onbekend], tegen: [S1, S2], van: 2025-07, voortdurend: ja,
     plaats_handeling: MA, plaats_gevolg: onbekend, voorval: v1, bron: B1, toelichting: zij zei het zelf}
  - {feit: gaf_opdracht, door: V1, via: [V2], tegen: S1, op: 2025, voorval: v2, bron: Aangifte S1.}
  - {feit: werkten_samen, door: [V1, V2], tegen: S1, voorval: v1, bron: aangifte S1.}
  - {feit: medegezagdrager_misleid, door: M1, over: S1}
  - {feit: verdachte_onder_druk_familie, door: V2}
  - {feit: kende_terugkeerafspraak, door: onbekend, tegen: S1}
  - gezin_verhuisde_samen
"""


PERSONS = "personen: {V1: verdachte, V2: verdachte, S1: slachtoffer, M1: betrokkene, GI1: instelling}\n"


def fact(text: str, head: str = PERSONS) -> Fact:
    """The one fact of a case with some persons: ``{text}`` are the keys of that fact."""
    (found,) = load(f"{head}feiten: [{{{text}}}]").facts
    return found


def load(text: str, name: str = "zaak.yaml") -> Case:
    """The case of a text, read with the small vocabulary."""
    return read_case(SourceText(name, text), VOCABULARY, MAJORITY)
