"""The fields of a case file: the one table where Dutch keys meet English names.

The reader and the JSON Schema are both made from it. ``help`` is shown by editors.
"""

from __future__ import annotations

from legalkb import case
from legalkb.fields import Field, Kind, Section

__all__ = ["CASE", "FACT"]

ROLES = ("verdachte", "slachtoffer", "betrokkene", "getuige", "instelling")

_START = Field("van", "start", Kind.DATE, "eerste dag, maand of jaar")
_END = Field("tot", "end", Kind.DATE, "laatste dag (tot en met), maand of jaar")
_SOURCE = Field("bron", "source", Kind.SOURCE, "bron: een id onder bronnen, of tekst zoals 'aangifte S1'")
_CHILD = Field("over", "child", Kind.PERSON, "over welk kind het gaat", required=True)
_KNOWN_TO = Field("bekend_bij", "known_to", Kind.KNOWN_TO, "wie het wist, elk met een datum: {V1: 2025-05-01}")

PERSON = Section(
    "een persoon",
    (
        Field("rol", "roles", Kind.CHOICE, "een rol of een lijst", many=True, required=True, choices=ROLES),
        Field("geboren", "birth", Kind.DATE, "geboortedatum, -maand of -jaar"),
        Field("leeftijd", "age", Kind.AGE, "leeftijd, of een bereik zoals 12-15"),
        Field("leeftijd_op", "age_date", Kind.DATE, "datum van die leeftijd; anders: ten tijde van de feiten"),
        Field(
            "minderjarig",
            "minor",
            Kind.ANSWER,
            "minderjarig ten tijde van de feiten, als meer niet vaststaat",
        ),
        Field("nationaliteit", "nationalities", Kind.COUNTRY, "landcode, of een lijst", many=True),
        Field("woont_in_nederland_sinds", "resident_since", Kind.DATE, "vaste woon- of verblijfplaats sinds"),
    ),
    case.Person,
    short="rol",
)

RELATION = Section(
    "een relatie",
    (
        Field("van", "person", Kind.PERSON, "wie de ouder, echtgenoot … is", required=True),
        Field("tot", "other", Kind.PERSON, "van wie", required=True),
        Field("soort", "kind", Kind.CHOICE, "welke relatie", required=True, choices_from="relation_kinds"),
        Field("gezag", "custody", Kind.ANSWER, "heeft 'van' gezag over 'tot'?"),
        Field("opzicht", "supervision", Kind.ANSWER, "heeft 'van' opzicht over 'tot'?"),
        Field("sinds", "start", Kind.DATE, "sinds wanneer"),
        Field("einde", "end", Kind.DATE, "tot en met wanneer"),
        _SOURCE,
    ),
    case.Relation,
)

CUSTODY = Section(
    "een regel over gezag",
    (
        Field("houder", "holder", Kind.PERSON, "persoon of instelling", required=True),
        _CHILD,
        Field("soort", "kind", Kind.CHOICE, required=True, choices=("gezag", "opzicht")),
        _START,
        _END,
        _SOURCE,
    ),
    case.Custody,
)

MEASURE = Section(
    "een maatregel",
    (
        Field("soort", "kind", Kind.CHOICE, required=True, choices_from="measure_kinds"),
        _CHILD,
        Field("houder", "holder", Kind.PERSON, "instelling of persoon die de maatregel uitvoert"),
        _START,
        _END,
        _KNOWN_TO,
        _SOURCE,
    ),
    case.Measure,
)

DECISION = Section(
    "een beslissing",
    (
        Field("soort", "kind", Kind.CHOICE, required=True, choices_from="decision_kinds"),
        _CHILD,
        Field("door", "issuer", Kind.NAME, "welke rechter"),
        _START,
        _END,
        _KNOWN_TO,
        _SOURCE,
    ),
    case.Decision,
)

CONSENT = Section(
    "een toestemming",
    (
        Field("door", "holder", Kind.PERSON, "wie toestemming gaf of weigerde", required=True),
        _CHILD,
        Field("aan", "to", Kind.PERSON, "aan wie", many=True),
        Field("waarde", "value", Kind.ANSWER, "ja: stemde in, nee: stemde niet in", required=True),
        _START,
        _END,
        Field("ingetrokken_op", "withdrawn_on", Kind.DATE, "wanneer de toestemming is ingetrokken"),
        Field("onder", "obtained_by", Kind.CHOICE, choices=("misleiding", "dwang")),
        _SOURCE,
    ),
    case.Consent,
)

HOLDERS_COMPLETE = Section(
    "een regel over alle houders",
    (
        _CHILD,
        Field("waarde", "value", Kind.ANSWER, "ja: niemand anders heeft gezag of opzicht", required=True),
        Field("op", "on", Kind.DATE, "op welke datum dat is nagegaan"),
        _SOURCE,
    ),
    case.HoldersComplete,
)

SOURCE = Section(
    "een bron",
    (
        Field("soort", "kind", Kind.NAME, "bijvoorbeeld verklaring, aangifte, appbericht"),
        Field("van", "person", Kind.PERSON, "van wie de bron komt"),
        Field("afgelegd_op", "made_on", Kind.DATE, "wanneer"),
        Field("omstandigheden", "circumstances", Kind.TEXT, "bijvoorbeeld wie erbij was"),
        Field("herziet", "revises", Kind.SOURCE_ID, "id van de eerdere bron die hiermee wordt herzien"),
    ),
    case.Source,
    short="soort",
)

CHAIN = Section(
    "een keten",
    (
        Field("voorvallen", "events", Kind.NAME, "twee of meer voorvallen", many=True, required=True),
        Field("door", "by", Kind.NAME, "wie ze als een geheel ziet", required=True),
        Field("reden", "reason", Kind.TEXT, "waarom", required=True),
    ),
    case.Chain,
)

JUDGEMENT = Section(
    "een oordeel",
    (
        Field("bepaling", "rule", Kind.RULE, "id van de bepaling, bijvoorbeeld sr-282-1", required=True),
        Field("bestanddeel", "element", Kind.NAME, "id van het bestanddeel", required=True),
        Field("verdachte", "suspect", Kind.PERSON, "bij meer verdachten: welke"),
        Field("slachtoffer", "victim", Kind.PERSON, "bij meer slachtoffers: welk"),
        Field("oordeel", "verdict", Kind.CHOICE, required=True, choices=("vervuld", "niet_vervuld")),
        Field("door", "by", Kind.NAME, "rol van wie oordeelt", required=True),
        Field("reden", "reason", Kind.TEXT, "waarom", required=True),
    ),
    case.Judgement,
)

FACT = Section(
    "een feit",
    (
        Field("feit", "type_id", Kind.FACT_TYPE, "naam van het feit; zie 'legalkb feiten'", required=True),
        Field("waarde", "value", Kind.ANSWER, "ja, nee of onbekend; zonder waarde: ja"),
        Field("door", "by", Kind.ACTOR, "wie het deed; onbekend mag", many=True),
        Field("tegen", "against", Kind.PERSON, "tegen wie", many=True),
        Field("over", "about", Kind.PERSON, "over wie het feit gaat", many=True),
        Field("via", "via", Kind.PERSON, "wie de opdracht uitvoerde", many=True),
        Field("op", "on", Kind.DATE, "dag, maand of jaar"),
        _START,
        _END,
        Field("voortdurend", "ongoing", Kind.FLAG, "ja: het gaat nog door, of duurde die hele periode"),
        Field("plaats_handeling", "place_act", Kind.COUNTRY, "landcode van de handeling"),
        Field("plaats_gevolg", "place_result", Kind.COUNTRY, "landcode van het gevolg"),
        Field("voorval", "event", Kind.NAME, "naam van het voorval, bijvoorbeeld v1"),
        Field("voorwerp", "object", Kind.NAME, "om welk voorwerp het gaat"),
        _SOURCE,
        Field("toelichting", "note", Kind.TEXT, "vrije tekst; telt niet mee"),
    ),
    case.Fact,
    short="feit",
)

CASE = Section(
    "een zaak",
    (
        Field("zaak", "name", Kind.NAME, "naam of nummer van de zaak"),
        Field("fictief", "fictional", Kind.FLAG, "ja bij een oefening"),
        Field("peildatum", "reference_date", Kind.DAY, "de dag waarop de zaak wordt bekeken"),
        Field("rubricering", "classification", Kind.NAME, "rubricering die op het memo komt"),
        Field("toelichting", "note", Kind.TEXT, "vrije tekst; telt niet mee"),
        Field("personen", "persons", Kind.NAMED, "rollen in plaats van namen: V1, S1 …", section=PERSON),
        Field("bronnen", "sources", Kind.NAMED, "verklaringen en stukken", section=SOURCE),
        Field("relaties", "relations", Kind.RECORDS, "familie en partners", section=RELATION),
        Field("gezag", "custody", Kind.RECORDS, "wie gezag of opzicht heeft", section=CUSTODY),
        Field("maatregelen", "measures", Kind.RECORDS, "kinderbescherming", section=MEASURE),
        Field("beslissingen", "decisions", Kind.RECORDS, "beslissingen van de rechter", section=DECISION),
        Field("toestemmingen", "consents", Kind.RECORDS, "wie wel of niet instemde", section=CONSENT),
        Field("houders_volledig", "holders_complete", Kind.RECORDS, "nagegaan?", section=HOLDERS_COMPLETE),
        Field("feiten", "facts", Kind.RECORDS, "wat er is gebeurd", section=FACT),
        Field("ketens", "chains", Kind.RECORDS, "voorvallen die een geheel zijn", section=CHAIN),
        Field("oordelen", "judgements", Kind.RECORDS, "oordelen over open normen", section=JUDGEMENT),
    ),
    case.Case,
)
