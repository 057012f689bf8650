"""Ways to break the ontology, one for each kind of rule: what is changed where, and what must be said of which line."""

from __future__ import annotations

from typing import NamedTuple


class Break(NamedTuple):
    """A change of the text of a file: from ``block`` on, ``old`` becomes ``new``. The problem says ``words`` of the
    line that holds ``mark`` (from the block on; without it, the first line of the block)."""

    kind: str
    file: str
    block: str
    old: str
    new: str
    words: str
    mark: str = ""


FACTS, LAW = "ontology/feittypen/", "ontology/wet/"
OTHER, RIGHTS = "ontology/begrippen_delicten.ttl", "ontology/begrippen.ttl"

# What is no use to anybody: the knowledge base is refused.
REFUSED = (
    Break(
        "overlap of versions", LAW + "sr_geldboete.ttl", "<wet/Sr/23/4/2018-01-01> a",
        'first_date_entry_in_force "2018-01-01"', 'first_date_entry_in_force "2017-12-31"', "overlapt met een eerdere",
    ),
    Break(
        "last day before the first", LAW + "sr_bedreiging.ttl", "<wet/Sr/285/1/2022-01-26> a",
        'date_no_longer_in_force "2022', 'date_no_longer_in_force "2012', "de laatste dag ligt vóór de eerste",
    ),
    Break(
        "no number", "ontology/paden.ttl", "<pad/112> a", "lkb:urgentie 1", 'lkb:urgentie "hoog"', "'urgentie' is geen getal",
    ),
)  # fmt: skip

# What others may not expect: a fault of the check.
FAULTY = (
    Break("missing English label", FACTS + "dwang.ttl", "<feit/mishandeld> a", ' , "beaten or ill-treated"@en', "", "zonder precies één Engels label", "skos:prefLabel"),
    Break("two Dutch labels of a concept", RIGHTS, "<begrip/misdrijf> a", '"misdrijf"@nl', '"misdrijf"@nl , "wandaad"@nl', "een begrip zonder precies één Nederlands label", "skos:prefLabel"),
    Break("concept without a scheme", RIGHTS, "<begrip/bestanddeel> a", "    skos:inScheme <begrippenkader> ;\n", "", "zonder precies één begrippenkader"),
    Break("concept without a source", RIGHTS, "<begrip/bestanddeel> a", "    skos:related <begrip/misdrijf> ;\n    dct:source <bron/analyse> .", "    skos:related <begrip/misdrijf> .", "een begrip zonder bron"),
    Break("relation to no concept", RIGHTS, "<begrip/open_norm> a", "skos:prefLabel", "skos:broader <feit/mishandeld> ;\n    skos:prefLabel", "een ruimer begrip dat er niet is", "skos:broader"),
    Break("fact type without a question", FACTS + "dwang.ttl", "<feit/bewusteloos_gemaakt> a", "    lkb:vraag", "    lkb:opmerking", "zonder precies één vraag"),
    Break("fact type without a kind of value", FACTS + "goederen.ttl", "<feit/telefoon_weggenomen> a", '    lkb:waardesoort "ja_nee" ;\n', "", "zonder soort waarde"),
    Break("fact type of an unknown group", FACTS + "huwelijk.ttl", "<groep/huwelijk> a lkb:Groep", "a lkb:Groep", "a lkb:Groepje", "die niet is uitgelegd: lkb:Groepje"),
    Break("fact type without a source", FACTS + "lokken.ttl", "<feit/voorwendsel_vakantie> a", "dct:source", "dct:relation", "een feittype zonder bron"),
    Break("text of two provisions", LAW + "sr_dwang.ttl", "<wet/Sr/284/1/2026", "eli:realizes <wet/Sr/284/1>", "eli:realizes <wet/Sr/284/1> , <wet/Sr/310>", "niet bij precies één bepaling", "eli:realizes"),
    Break("text without a language", LAW + "sr_vrijheid.ttl", "<wet/Sr/282/2/", "    eli:language taal:NLD ;\n", "", "zonder precies één taal"),
    Break("day that is no date", LAW + "sr_verwanten.ttl", "<wet/Sr/316/1/2026-07-01> a", '"^^xsd:date', '"', "zonder precies één toestand", "eli:version_date"),
    Break("unexplained gap", LAW + "sr_geldboete.ttl", "<wet/Sr/23/4/2008-01-01> a", "    lkb:leemteErna", "    lkb:voorbehoud", "een leemte na deze tekst die niet wordt uitgelegd", "date_no_longer_in_force"),
    Break("explained gap that is none", LAW + "sr_geldboete.ttl", "<wet/Sr/23/4/2016-01-01> a", "    lkb:jci", '    lkb:leemteErna "Niet gelezen."@nl ;\n    lkb:jci', "een leemte die er niet is", "lkb:leemteErna"),
    Break("address of another state", LAW + "sr_onttrekking.ttl", "<wet/Sr/279/2/", "<wet/Sr/279/2/", "<wet/Sr/279/2/x", "een adres dat niet op de gelezen toestand eindigt", "eli:version_date"),
    Break("form of a JCI reference", LAW + "sr_algemeen.ttl", "<wet/Sr/45/1/", "&artikel=45&lid=1", "&artikel=45 lid 1", "klopt van vorm", "lkb:jci"),
    Break("JCI reference to another state", LAW + "sr_algemeen.ttl", "<wet/Sr/47/1/", "&g=2", "&g=1", "een JCI-verwijzing naar iets anders", "lkb:jci"),
    Break("JCI reference to another lid", LAW + "sr_vrijheid.ttl", "<wet/Sr/282/3/", "&lid=3", "&lid=4", "een JCI-verwijzing naar iets anders", "lkb:jci"),
    Break("view day before the state", LAW + "sr_hulpeloosheid.ttl", "<wet/Sr/255/", "&z=2", "&z=1", "een zichtdatum (z) vóór", "lkb:jci"),
    Break("view day after the last day", LAW + "sr_bedreiging.ttl", "<wet/Sr/285/1/2022-03-01> a", "&z=2", "&z=3", "een zichtdatum (z) na de laatste dag", "lkb:jci"),
    Break("page of another article", LAW + "sr_bedreiging.ttl", "<wet/Sr/285/2/", "#Artikel285>", "#Artikel286>", "een andere pagina dan die van deze tekst", "lkb:bronpagina"),
    Break("read when it was not in force", LAW + "sr_klacht.ttl", "<wet/Sr/65/1/2026-07-01> a", "eli:in_force", 'eli:date_no_longer_in_force "2001-01-01"^^xsd:date ;\n    lkb:leemteErna "Onbekend."@nl ;\n    eli:in_force', "gelezen in een toestand waarin de tekst niet gold", "eli:version_date"),
    Break("word that ELI does not have", LAW + "sr_klacht.ttl", "<wet/Sr/64> a", "eli:number", "eli:nummer", "een klasse of eigenschap die er niet is: eli:nummer", "eli:nummer"),
    Break("provision of no Act", LAW + "identiteitskaart.ttl", "<wet/WNIK/6> a", "eli:is_part_of <wet/WNIK>", "eli:is_part_of <begrip/misdrijf>", "niet bij precies één wet", "eli:is_part_of"),
    Break("ECLI of another ruling", "ontology/uitspraken/hoge_raad.ttl", "AR3260> a", 'lkb:code "ECLI:NL:HR:2005:AR3260"', 'lkb:code "ECLI:NL:HR:2005:AR3261"', "een ECLI die niet die van het adres is", "lkb:code"),
    Break("day of another year than the ECLI", "ontology/uitspraken/hoge_raad.ttl", "AR8024> a", 'dct:date "2005', 'dct:date "2006', "een dag in een ander jaar", "dct:date"),
    Break("ruling that does not say what was read", "ontology/uitspraken/hoge_raad.ttl", "AC8152> a", "    lkb:voorbehoud", "    lkb:opmerking", "niet zegt wat ervan is gelezen"),
    Break("source without a link", "ontology/bronnen.ttl", "<bron/kst-32175-67> a", "    foaf:page <https://zoek.officielebekendmakingen.nl/kst-32175-67.html> ;\n", "", "een bron zonder link"),
    Break("code in use twice", "ontology/bronnen.ttl", "<bron/kst-32175-68> a", 'lkb:code "kst-32175-68"', 'lkb:code "kst-32175-67"', "een code die al in gebruik is", "lkb:code"),
    Break("scenario with a fact type that is none", "ontology/scenarios.ttl", "<scenario/S01> a", "<feit/geen_retourticket>", "<feit/geen_retourtiket>", "een feittype dat er niet is", "lkb:typischFeit "),
    Break("scenario without a brake", "ontology/tegenscenarios.ttl", "<scenario/C8> a", "    lkb:rem ", "    lkb:opmerking ", "een tegenscenario zonder rem"),
    Break("candidate without a source", "ontology/scenarios.ttl", "<scenario/S02> a", '"@nl ; dct:source <wet/Sr/282/4> ]', '"@nl ]', "een bepaling bij een scenario zonder bron", "lkb:bepaling"),
    Break("candidate without a reason", "ontology/scenarios.ttl", "<scenario/S03> a", "lkb:reden", "lkb:uitleg", "een kandidaat zonder precies één reden", "lkb:uitleg"),
    Break("scenario under another number", "ontology/scenarios.ttl", "<scenario/S04> a", 'dct:identifier "S04"', 'dct:identifier "S40"', "een nummer dat niet dat van het adres is", "dct:identifier"),
    Break("term without an English label", "ontology/graaf.ttl", "lkb:Regel a", ' , "rule"@en', "", "een term zonder precies één Engels label", "rdfs:label"),
    Break("header of another version", "ontology/legalkb.ttl", "<def> a", "owl:versionInfo \"", "owl:versionInfo \"9", "een andere versie dan die van het pakket", "owl:versionInfo"),
    Break("header without a day of change", "ontology/legalkb.ttl", "<def> a", "dct:modified", "dct:available", "een kop zonder dag van de laatste wijziging"),
    Break("cast of no scenario", "ontology/oefeningen/bezettingen.ttl", "<bezetting/omgang> a", "<scenario/C5>", "<scenario/C55>", "een bezetting zonder scenario dat er is", "lkb:bijScenario"),
    Break("telling at an unknown moment", "ontology/oefeningen/verteld_reis.ttl", "<feit/meegenomen_naar_buitenland>", '"uitreis"', '"heenreis"', "een vertelling met een onbekend moment", "lkb:moment"),
)  # fmt: skip
