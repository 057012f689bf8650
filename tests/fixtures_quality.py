"""Data with each kind of mistake once, as text to add to a copy of the ontology and the rules."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GOODS, LAW = "ontology/feittypen/goederen.ttl", "ontology/wet/sr_goederen.ttl"
SOURCES, SCENARIOS = "ontology/bronnen.ttl", "ontology/scenarios.ttl"
RULE, CONCEPT = "rules/sr_255/hulpeloos.yaml", "rules/begrippen/onmogelijk.yaml"
EXAMPLES = "rules/sr_321/voorbeelden"
FAILING, RULING = f"{EXAMPLES}/z_anders.yaml", f"{EXAMPLES}/z_uitspraak.yaml"

ADDED = {
    GOODS: """
<feit/simkaart_stuk> a lkb:Feittype ;
    skos:prefLabel "simkaart stuk"@nl ;
    lkb:vraag "Is de simkaart stuk?"@nl ;
    lkb:zin "De simkaart is stuk."@nl ;
    lkb:waardesoort "ja_nee" ;
    lkb:betreft "gedraging" ;
    lkb:voorbehoud "Of dit telt: NIET GEVERIFIEERD."@nl ;
    lkb:groep <groep/goederen> ;
    dct:source <bron/bestaat-niet> .
""",
    LAW: """
<wet/Sr/999> a eli:LegalResourceSubdivision ; lkb:aanduiding "Sr 999" .
<wet/Sr/999/2005-01-01> a eli:LegalExpression ;
    eli:realizes <wet/Sr/999> ;
    eli:first_date_entry_in_force "2005-01-01"^^xsd:date ;
    eli:date_no_longer_in_force "2010-12-31"^^xsd:date ;
    lkb:tekst "Vervallen."@nl ; lkb:tekststatus "verbatim" .
<wet/Sr/998> a eli:LegalResourceSubdivision ; lkb:aanduiding "Sr 998" .
<wet/Sr/998/2020-01-01> a eli:LegalExpression ;
    eli:realizes <wet/Sr/998> ;
    eli:first_date_entry_in_force "2020-01-01"^^xsd:date ;
    lkb:tekst "Nieuw."@nl ; lkb:tekststatus "verbatim" .
""",
    SOURCES: """
<bron/niemand-noemt-dit> a foaf:Document ; lkb:code "niemand-noemt-dit" ; dct:title "Niemand noemt dit"@nl .
""",
    SCENARIOS: """
<scenario/S99> a lkb:Scenario ;
    dct:identifier "S99" ; lkb:volgorde 99 ; lkb:fase "verblijf"@nl ;
    skos:prefLabel "zonder simkaart"@nl , "without a SIM"@en ;
    skos:definition "Zonder simkaart."@nl ;
    lkb:typischFeit <feit/telefoon_weggenomen> , <feit/bestaat_niet> ;
    lkb:kandidaat [ lkb:bepaling <wet/Sr/284/1> ; lkb:reden "Dwang."@nl ; dct:source <bron/analyse> ] ;
    lkb:rem "Er is een andere telefoon."@nl ;
    lkb:pad <pad/lkha> ;
    dct:source <bron/analyse> .
""",
    RULE: """id: sr-255
opschrift: Verlating in hulpeloze toestand
bepaling: Sr 255
geldig_van: 2005-01-01
kern: laat
bestanddelen:
  - id: opzettelijk
    citaat: opzettelijk
    open_norm:
      vraag: Liet de verdachte het slachtoffer opzettelijk achter?
      voor:
        - {feit: geld_onthouden, bron: [analyse], uitleg: "Een."}
        - {feit: geld_onthouden, bron: [analyse], uitleg: "Twee."}
        - {alle_van: [geld_onthouden, opgesloten], bron: [analyse], uitleg: "Drie."}
      tegen:
        - {feit: geld_onthouden, bron: [analyse], uitleg: "Vier."}
    grondslag: [Sr 999, Sr 998]
  - id: laat
    citaat: in een hulpeloze toestand brengt of laat
    een_van:
      - {alle_van: [jonger_dan_twaalf, {jonger_dan_achttien: nee}], bron: [analyse]}
  - id: te_ruim
    citaat: woorden die nergens staan
    een_van:
      - {feit: achtergelaten_in_buitenland, bron: [analyse]}
      - {alle_van: [achtergelaten_in_buitenland, onder_twaalf], bron: [niet geverifieerd]}
opmerkingen:
  - als: [geld_onthouden]
    tekst: Of geld hier telt, is niet nagegaan.
    bron: [niet geverifieerd]
bron: [Sr 255]
""",
    CONCEPT: """id: onmogelijk
opschrift: Jonger dan twaalf en toch volwassen
een_van:
  - {alle_van: [jonger_dan_twaalf, {jonger_dan_achttien: nee}], bron: [analyse]}
""",
    FAILING: """naam: Een voorbeeld dat niet klopt
soort: verzonnen
bron: [analyse]
zaak:
  personen: {V1: {rol: verdachte}, S1: {rol: slachtoffer}}
  feiten: [{feit: geld_onthouden, door: V1, tegen: S1}]
verwacht: [{bepaling: sr-321, uitkomst: aanwijzing}]
""",
    RULING: """naam: Een uitspraak die de regels niet volgen
soort: uitspraak
bron: ["ECLI:NL:HR:2021:1259"]
uitspraak:
  ecli: ECLI:NL:HR:2021:1259
  rechter: Hoge Raad
  datum: 2021-09-14
  vertrouwen: low
  tenlastegelegd: [{bepaling: sr-321, uitkomst: bewezen}]
zaak:
  personen: {V1: {rol: verdachte}, S1: {rol: slachtoffer}}
  feiten: [{feit: geld_onthouden, door: V1, tegen: S1}]
verwacht: [{bepaling: sr-321, uitkomst: geen_aanknopingspunt}]
""",
}


def broken(folder: Path) -> Path:
    """A copy of the data with all of these mistakes, and with the examples of one article only."""
    for name in ("ontology", "rules"):
        shutil.copytree(ROOT / name, folder / name)
    for examples in sorted((folder / "rules").rglob("voorbeelden")):
        if examples != folder / EXAMPLES:
            shutil.rmtree(examples)
    for name, text in ADDED.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        old = file.read_text(encoding="utf-8") if file.exists() else ""
        file.write_text(old + text, encoding="utf-8")
    return folder


def place(folder: Path, name: str, words: str) -> str:
    """The file with the line on which words stand for the last time."""
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    return f"{name}:{max(n for n, line in enumerate(lines, 1) if words in line)}"
