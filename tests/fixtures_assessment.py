"""Hand-made assessments, rich enough for every branch of the output formats."""

from __future__ import annotations

from dataclasses import replace

from fixtures_findings import pair, said
from fixtures_findings import want as made_want

from legalkb.findings import (
    Assessment,
    FactLine,
    Gate,
    GateReading,
    GateReason,
    Neighbour,
    OffenceFinding,
    Path,
    PersonLine,
    Receipt,
    Scenario,
    SourceLabel,
)

SOURCES = {
    "kst-32175-67": SourceLabel(
        "kst-32175-67",
        "Kamerstuk 32 175, nr. 67",
        "https://zoek.officielebekendmakingen.nl/kst-32175-67.html",
        "Achterlating is op zichzelf geen strafbaar feit.",
    ),
    "kst-32175-68-19": SourceLabel(
        "kst-32175-68-19",
        "Kamerstuk 32 175, nr. 68, antwoord 19",
        "https://zoek.officielebekendmakingen.nl/kst-32175-68.html",
    ),
    "kst-32175-68-44": SourceLabel(
        "kst-32175-68-44",
        "Kamerstuk 32 175, nr. 68, antwoord 44",
        "https://zoek.officielebekendmakingen.nl/kst-32175-68.html",
    ),
    "ECLI:NL:HR:2023:855": SourceLabel(
        "ECLI:NL:HR:2023:855",
        "Hoge Raad 6 juni 2023",
        "https://deeplink.rechtspraak.nl/uitspraak?id=ECLI:NL:HR:2023:855",
        "Langer wegblijven dan afgesproken.",
    ),
    "ECLI:NL:GHSGR:2010:BL0957": SourceLabel(
        "ECLI:NL:GHSGR:2010:BL0957",
        "Gerechtshof 's-Gravenhage 2010",
        "javascript:alert(1)",
        "",
        "Alleen de samenvatting is gelezen.",
    ),
    "nederlandwereldwijd": SourceLabel(
        "nederlandwereldwijd", "Nederland Wereldwijd, achterlating", "https://www.nederlandwereldwijd.nl/achterlating"
    ),
}

FACTS = (
    FactLine(
        1,
        "niet_teruggebracht_na_afspraak",
        "Reis, achterblijven en terugkeer",
        "ja",
        "V1 heeft S1 na de afgesproken tijd niet teruggebracht.",
        "aangifte S1",
        "2025-09-01",
        "MA",
        "",
    ),
    FactLine(
        2,
        "verblijft_in_buitenland",
        "Persoon van het slachtoffer",
        "ja",
        "S1 verblijft in het buitenland.",
        "melding school",
        "2025-10",
        "",
        "Nog niet bevestigd.",
    ),
    FactLine(
        3,
        "vervoer",
        "Reis, achterblijven en terugkeer",
        "onbekend",
        "Niet bekend: kan zonder hulp terugkeren.",
        "",
        "",
        "",
        "",
    ),
)


def disputed_284(finding: OffenceFinding) -> OffenceFinding:
    """The finding on 284 with its first element disputed, so that it differs from that of another suspect."""
    if finding.rule != "sr-284-1-1":
        return finding
    denied = said("reisdocument_weggenomen", "V2 heeft geen reisdocument van S1 weggenomen.", "verklaring T1", 5, "nee")
    first = replace(finding.elements[0], status="betwist", against=(denied,))
    return replace(finding, outcome="onvolledig", reasons=("betwist",), elements=(first, *finding.elements[1:]))


def rich() -> Assessment:
    """Two suspects and one victim, with every kind of outcome, status and reservation."""
    neighbour = Neighbour(
        "sr-278",
        "Sr 278",
        "Mensenroof",
        "Iemand is over de grens gevoerd en hulpeloos achtergelaten.",
        ("Sr 278",),
        "De gronden zijn NIET GEVERIFIEERD.",
        (said("dreigende_omgeving", "V1 heeft S1 in gevaarlijk gebied gelaten.", "melding BZ", 8),),
    )
    return Assessment(
        case="oefening-01",
        fictional=True,
        classification="politiegegevens – Wpg artikel 8",
        persons=(
            PersonLine("V1", ("verdachte",), "nationaliteit NL, geboren 1980"),
            PersonLine("V2", ("verdachte",), ""),
            PersonLine("S1", ("slachtoffer",), "geboren mei 2010"),
            PersonLine("M1", ("betrokkene",), "moeder met gezag"),
        ),
        facts=FACTS,
        structure=("M1 heeft gezag over S1 (gezagsregister).",),
        notes=("Feiten van een onbekende zijn aan niemand toegerekend.",),
        findings=pair("V1", "S1") + tuple(disputed_284(f) for f in pair("V2", "S1")),
        scenarios=(
            Scenario(
                "S01",
                "achterlating van een kind bij familie",
                "Een kind wordt onder het mom van vakantie naar familie gebracht.",
                False,
                ("niet teruggebracht na de afgesproken tijd",),
                4,
                ("Ouders met gezag mogen samen veel beslissen.",),
                ("veilig-thuis",),
                ("nederlandwereldwijd",),
            ),
            Scenario(
                "C6",
                "verlengd verblijf door ziekte",
                "Het verblijf duurt langer door ziekte, visum of geld.",
                True,
                ("S1 verblijft in het buitenland",),
                3,
                (),
                (),
                ("analyse",),
            ),
        ),
        neighbours=(neighbour,),
        paths=(
            Path(
                "later",
                "Leerplichtambtenaar",
                "De leerplichtambtenaar onderzoekt verzuim.",
                "Meld afwezigheid na de vakantie.",
                "",
                3,
                "",
                ("analyse",),
            ),
            Path(
                "112",
                "alarmnummer 112",
                "Het alarmnummer voor directe hulp.",
                "Bel 112 als iemand nu in direct gevaar is.",
                "Telefoon: 112",
                1,
                "",
                ("nederlandwereldwijd",),
            ),
        ),
        receipt=Receipt("0.1.0", "a" * 64, "b" * 64, ("durable_rules 2.0.28", "ingebouwd"), "2026-03-01"),
        sources=SOURCES,
    )


def many() -> Assessment:
    """Four suspects and two victims in the same position."""
    pairs = [pair(f"V{v}", f"S{s}", 1) for v in range(1, 5) for s in (1, 2)]
    return replace(rich(), findings=tuple(f for found in pairs for f in found))


def empty() -> Assessment:
    """A case without facts: nothing to go on."""
    return replace(
        rich(),
        case="",
        fictional=False,
        classification="",
        facts=(),
        structure=(),
        notes=(),
        scenarios=(),
        neighbours=(),
        paths=(),
        persons=(),
        findings=tuple(f for f in pair("NN1", "S1") if f.outcome == "geen_aanknopingspunt"),
        sources={},
    )


CLAIM = GateReading("Een reisdocument is van de Staat.", "Dan is geen klacht nodig.", ("Sr 316 lid 1",))
OWNER = GateReading("De houder is het slachtoffer.", "Dan is een klacht nodig.", ("niet geverifieerd",))


def gates(suspect: str, jurisdiction: str = "onbekend") -> tuple[Gate, ...]:
    """Gates with every status, as they stand for one suspect."""
    asked = made_want("nationaliteit", f"Welke nationaliteit had {suspect}?")
    grounds = (
        GateReason("Artikel 2 Sr (feit in Nederland): nog niet te zeggen, want de plaats is niet bekend.", ("Sr 2",)),
        GateReason("Artikel 3 Sr (vaartuig): niet van toepassing, want het gebeurde aan land.", ("Sr 3",)),
    )
    return (
        Gate("rechtsmacht", "Rechtsmacht", jurisdiction, "Er zijn vragen open.", grounds, missing=(asked,)),
        Gate("verjaring", "", "bar", "Verjaard op 2025-08-11.", (GateReason("De termijn was zes jaar.", ("Sr 70",)),)),
        Gate("klacht", "Klacht", "voorbehoud", "Dat staat niet vast.", (), (CLAIM, OWNER)),
        Gate("strafuitsluiting", "Verweren", "onbekend", "Daarnaar is niet gevraagd."),
        Gate("wet_in_tijd", "Wet in de tijd", "open", "Op die dag gold Sr 279 lid 1."),
    )


def gated() -> Assessment:
    """The rich case with gates: the same for both suspects, but for one offence of the second."""

    def with_gates(f: OffenceFinding) -> OffenceFinding:
        last = f.suspect == "V2" and f.rule == "sr-284-1-1"
        return replace(f, gates=gates(f.suspect, "open" if last else "onbekend"))

    together = Gate("samenloop", "Samenloop", "open", "De hoogste straf kan met een derde worden verhoogd.")
    made = rich()
    return replace(made, findings=tuple(map(with_gates, made.findings)), concurrence=(together,))


def many_gated() -> Assessment:
    """Four suspects and two victims, with gates."""
    made = many()
    return replace(made, findings=tuple(replace(f, gates=gates(f.suspect)) for f in made.findings))
