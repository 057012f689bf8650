"""What a lawyer adds: blocks of Turtle and YAML, as text."""

FACT_TYPE = """
<feit/simkaart_geblokkeerd> a lkb:Feittype ;
    skos:prefLabel "simkaart geblokkeerd"@nl , "SIM card blocked"@en ;
    lkb:vraag "Heeft {door} de simkaart van {tegen} laten blokkeren?"@nl ;
    lkb:zin "{door} heeft de simkaart van {tegen} laten blokkeren."@nl ;
    lkb:zinNee "{door} heeft de simkaart van {tegen} niet laten blokkeren."@nl ;
    lkb:waardesoort "ja_nee" ;
    lkb:betreft "gedraging" ;
    lkb:toerekenbaar true ;
    lkb:groep <groep/goederen> ;
    dct:source <bron/analyse> .
"""
ALTERNATIVE = '{feit: simkaart_geblokkeerd, bron: [analyse], uitleg: "Zonder simkaart kan iemand geen hulp vragen."}'
CASE = "feiten: [{feit: simkaart_geblokkeerd, door: V1, tegen: S1, bron: aangifte S1}]\n"
PEOPLE = "personen: {V1: {rol: verdachte}, S1: {rol: slachtoffer}}\n"
WORKED_EXAMPLE = """
naam: Een simkaart laten blokkeren is een feitelijkheid.
soort: verzonnen
bron: [analyse]
zaak:
  personen: {V1: {rol: verdachte}, S1: {rol: slachtoffer}}
  feiten: [{feit: simkaart_geblokkeerd, door: V1, tegen: S1, bron: aangifte S1}]
verwacht:
  - bepaling: sr-284-1-1
    uitkomst: onvolledig
    bestanddelen: {middel: open_norm}
    voor: {middel: [simkaart_geblokkeerd]}
varianten:
  - naam: Zonder die feitelijkheid is er geen aanknopingspunt.
    zonder: [simkaart_geblokkeerd]
    verwacht: [{bepaling: sr-284-1-1, uitkomst: geen_aanknopingspunt}]
"""

SCENARIO = """
<scenario/S99> a lkb:Scenario ;
    dct:identifier "S99" ; lkb:volgorde 99 ; lkb:fase "verblijf"@nl ;
    skos:prefLabel "achterlating zonder telefoon"@nl , "abandonment without a phone"@en ;
    skos:definition "Een achterlating zonder telefoon is een achterlating waarbij de telefoon is weggenomen."@nl ;
    lkb:typischFeit <feit/telefoon_weggenomen> , <feit/geld_onthouden> ;
    lkb:kandidaat [ lkb:bepaling <wet/Sr/284/1> ; lkb:reden "Dwang kan spelen."@nl ; dct:source <bron/analyse> ] ;
    lkb:rem "De telefoon is teruggegeven."@nl ;
    lkb:pad <pad/lkha> ;
    dct:source <bron/analyse> .
"""

NEW_VERSION = """
<wet/Sr/310/2026-07-01> eli:date_no_longer_in_force "2027-06-30"^^xsd:date .
<wet/Sr/310/2027-07-01> a eli:LegalExpression ;
    eli:realizes <wet/Sr/310> ;
    eli:language taal:NLD ;
    eli:version_date "2027-07-01"^^xsd:date ;
    eli:first_date_entry_in_force "2027-07-01"^^xsd:date ;
    lkb:tekst "Hij die enig goed dat geheel of ten dele aan een ander toebehoort in het geniep wegneemt …"@nl ;
    lkb:tekststatus "verbatim" ;
    lkb:maximumMaanden 60 ;
    lkb:boetecategorie 5 ;
    lkb:jci "jci1.3:c:BWBR0001854&artikel=310&g=2027-07-01&z=2027-07-01" .
"""

NEW_RULE = """
id: sr-255
opschrift: Verlating in hulpeloze toestand
bepaling: Sr 255
kern: laat
bestanddelen:
  - id: opzettelijk
    citaat: opzettelijk
    open_norm:
      vraag: Liet de verdachte het slachtoffer opzettelijk achter?
      voor: [{feit: geld_onthouden, bron: [analyse], uitleg: "Zonder geld heeft iemand hulp nodig."}]
  - id: laat
    citaat: in een hulpeloze toestand brengt of laat
    een_van: [achtergelaten_in_buitenland]
"""
