"""Hand-made findings, with every status, outcome and reason."""

from __future__ import annotations

from dataclasses import replace

from legalkb.findings import (
    CounterQuestion,
    ElementFinding,
    Evidence,
    Ground,
    Indication,
    LawVersion,
    OffenceFinding,
    Remark,
    Ruling,
    Wanted,
)

TEXT_279 = (
    "Hij die opzettelijk een minderjarige onttrekt aan het wettig over hem gesteld gezag of aan het opzicht van degene "
    "die dit desbevoegd over hem uitoefent, wordt gestraft met gevangenisstraf van ten hoogste zes jaren of geldboete "
    "van de vierde categorie."
)


def law(designation: str, months: int, category: int, since: str = "2005-01-01", **changes: str) -> LawVersion:
    """A version of a provision, with a link that is as long as a real one."""
    article = designation.split()[1]
    jci = f"jci1.3:c:BWBR0001854&artikel={article}&g=2025-08-01&z=2026-03-01"
    base = LawVersion(
        designation, since, "", "", TEXT_279, "verbatim", months, category, jci, "https://wetten.overheid.nl/" + jci
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def said(
    name: str, text: str, source: str = "aangifte S1", fact: int = 1, value: str = "ja", **more: object
) -> Evidence:
    """A statement from the case file."""
    return replace(Evidence(name, value, text, source, "2025-08-01", "MA", fact), **more)  # type: ignore[arg-type]


def want(name: str, question: str, value: str = "ja") -> Wanted:
    """A fact that is not known."""
    return Wanted(name, value, question)


def elements_279(v: str, s: str, m: str, fact: int = 1) -> tuple[ElementFinding, ...]:
    """The elements of 279 lid 1, with an open norm that has both sides and a question left."""
    known = said(
        "kende_terugkeerafspraak", f"{v} wist tot wanneer het kind mocht wegblijven.", f"verklaring {m}", fact + 2
    )
    fear = said(
        "vrees_voor_welzijn_kind", f"{v} had een concrete vrees voor het welzijn van {s}.", f"verklaring {v}", 9
    )
    stuck = want(
        "terugkeer_verhinderd",
        f"Kon {s} niet terug door iets buiten de wil van {v} (ziekte, visum, geen vlucht)?",
        "nee",
    )
    taken = said(
        "niet_teruggebracht_na_afspraak", f"{v} heeft {s} na de afgesproken tijd niet teruggebracht.", fact=fact
    )
    return (
        ElementFinding(
            "opzettelijk",
            "opzettelijk",
            "open_norm",
            norm=f"Heeft {v} opzettelijk onttrokken?",
            indications_for=(
                Indication(
                    (known,),
                    "Wie de afgesproken datum kent, weet dat langer blijven niet mag.",
                    ("ECLI:NL:HR:2023:855",),
                ),
            ),
            indications_against=(
                Indication(
                    (fear,),
                    "Gegronde vrees voor het kind kan de gedraging verklaren.",
                    ("ECLI:NL:GHSGR:2010:BL0957",),
                    True,
                ),
            ),
            counter_questions=(CounterQuestion(stuck, ("analyse",)),),
            missing=((stuck,),),
        ),
        ElementFinding(
            "minderjarige",
            "een minderjarige",
            "vervuld",
            (
                Evidence(
                    "minderjarig",
                    "ja",
                    f"{s} is minderjarig.",
                    "",
                    "",
                    "",
                    0,
                    f"afgeleid uit de geboortedatum van {s} (mei 2010)",
                ),
            ),
        ),
        ElementFinding(
            "onttrekt",
            "onttrekt",
            "vervuld",
            (taken,),
            grounds=(Ground("Langer blijven dan is toegestaan, is onttrekken.", ("ECLI:NL:HR:2023:855", "analyse")),),
            only_source="aangifte S1",
        ),
        ElementFinding(
            "gezag_of_opzicht",
            "aan het wettig over hem gesteld gezag of aan het opzicht van degene die dit desbevoegd over hem uitoefent",
            "betwist",
            (
                said(
                    "ander_heeft_gezag",
                    f"{m} heeft gezag over {s}.",
                    "gezagsregister",
                    0,
                    basis="afgeleid uit de opgegeven gezagsverhouding",
                ),
            ),
            (
                said(
                    "ander_heeft_gezag",
                    f"{m} heeft geen gezag over {s}.",
                    f"verklaring {v}",
                    7,
                    "nee",
                    suspect_only=True,
                ),
            ),
            question="Is er een ondertoezichtstelling, voogd, pleegouder of misleide medegezagdrager?",
            missing=(
                (want("ander_heeft_opzicht", f"Oefent iemand anders dan de verdachte bevoegd opzicht over {s} uit?"),),
            ),
        ),
    )


def finding_279(v: str = "V1", s: str = "S1", m: str = "M1", fact: int = 1) -> OffenceFinding:
    """279 lid 1, incomplete for all four reasons."""
    return OffenceFinding(
        "sr-279-1",
        "Onttrekking van een minderjarige aan het gezag of opzicht",
        "Sr 279 lid 1",
        "279",
        "1",
        "",
        v,
        s,
        m,
        "",
        "",
        "onvolledig",
        ("ontbreekt", "betwist", "open_norm", "twee_kanten"),
        False,
        elements_279(v, s, m, fact),
        "2025-09-01",
        "de dag na de toegestane periode",
        (law("Sr 279 lid 1", 72, 4),),
        (
            Remark(
                "De toestemming eindigde op 2025-08-31; de gedraging begint de dag daarna.", ("ECLI:NL:GHSHE:2024:826",)
            ),
        ),
        (
            (
                want(
                    "terugkeer_verhinderd",
                    f"Kon {s} niet terug door iets buiten de wil van {v} (ziekte, visum, geen vlucht)?",
                    "nee",
                ),
            ),
        ),
        "",
        "onttrekt",
    )


def finding_279_2(v: str = "V1", s: str = "S1", m: str = "M1", fact: int = 1) -> OffenceFinding:
    """279 lid 2, built on lid 1 with one element more."""
    lied = said(
        "kind_of_houder_voorgelogen",
        f"{v} heeft gelogen over doel, bestemming of duur van de reis.",
        "verklaring T1",
        fact + 1,
    )
    more = ElementFinding("verzwarend", "list, geweld of bedreiging met geweld", "vervuld", (lied,))
    base = finding_279(v, s, m, fact)
    return replace(
        base,
        rule="sr-279-2",
        title="Onttrekking met list, geweld of onder twaalf jaar",
        designation="Sr 279 lid 2",
        paragraph="2",
        elements=(*base.elements, more),
        law=(law("Sr 279 lid 2", 108, 5, text="Gevangenisstraf van ten hoogste negen jaren …"),),
        remarks=(),
    )


def finding_284(v: str = "V1", s: str = "S1") -> OffenceFinding:
    """284 lid 1 onder 1°: every element covered, with a judgement by a person and a law that changed in the period."""
    means = said(
        "reisdocument_weggenomen",
        f"{v} heeft een reisdocument van {s} weggenomen.",
        fact=4,
        attributed="V2" if v == "V1" else "",
    )
    ruling = Ruling("vervuld", "officier van justitie", "Het belang van het kind woog zwaarder.")
    return OffenceFinding(
        "sr-284-1-1",
        "Dwang door geweld, een feitelijkheid of bedreiging daarmee",
        "Sr 284 lid 1",
        "284",
        "1",
        "1°",
        v,
        s,
        "",
        "v1",
        "paspoort S1",
        "aanwijzing",
        (),
        True,
        (
            ElementFinding(
                "middel",
                "enige andere feitelijkheid",
                "vervuld",
                (means,),
                partial=(said("bewaakt", f"{v} heeft {s} bewaakt.", "anonieme melding", 6, retracted=True),),
            ),
            ElementFinding(
                "wederrechtelijk", "wederrechtelijk", "vervuld", ruling=ruling, norm="Was de dwang wederrechtelijk?"
            ),
        ),
        "2025-08-01 tot en met 2026-01-15",
        "opgegeven datum",
        (
            law("Sr 284 lid 1", 9, 3, "2005-01-01", valid_to="2013-06-30"),
            law(
                "Sr 284 lid 1",
                24,
                4,
                "2013-07-01",
                reservation="De oudere tekst is NIET GEVERIFIEERD.",
                gazette="Stb. 2013, 95",
            ),
        ),
        only_source="aangifte S1",
        core="middel",
    )


def finding_282(v: str = "V1", s: str = "S1") -> OffenceFinding:
    """282 lid 1: contradicted in its result."""
    free = said("kon_plek_niet_verlaten", f"{s} kon de plek verlaten.", "verklaring T1", 5, "nee")
    return OffenceFinding(
        "sr-282-1",
        "Wederrechtelijke vrijheidsberoving",
        "Sr 282 lid 1",
        "282",
        "1",
        "",
        v,
        s,
        "",
        "",
        "",
        "tegenaanwijzing",
        (),
        True,
        (
            ElementFinding("opzettelijk", "opzettelijk", "onbekend", norm="Was er opzet?", suspect_only=True),
            ElementFinding(
                "berooft_of_houdt", "van de vrijheid berooft of beroofd houdt", "weersproken", against=(free,)
            ),
        ),
        "2025",
        "opgegeven jaar",
        (law("Sr 282 lid 1", 96, 5),),
        core="berooft_of_houdt",
    )


def no_lead(v: str, s: str, rule: str, designation: str, title: str, part: str = "") -> OffenceFinding:
    """A variant on whose core no fact bears."""
    words = designation.split()
    lid = words[3] if "lid" in words else ""
    core = ElementFinding("kern", "de kern", "onbekend", missing=((want("opgesloten", f"Heeft {v} {s} opgesloten?"),),))
    return OffenceFinding(
        rule,
        title,
        designation,
        words[1],
        lid,
        part,
        v,
        s,
        "",
        "",
        "",
        "geen_aanknopingspunt",
        (),
        False,
        (core,),
        "",
        "",
        (law(designation, 48, 4),),
        core="kern",
    )


def pair(v: str, s: str, fact: int = 1) -> tuple[OffenceFinding, ...]:
    """Everything that is assessed for one suspect and one victim."""
    return (
        finding_279(v, s, "M1", fact),
        finding_279_2(v, s, "M1", fact),
        finding_282(v, s),
        no_lead(v, s, "sr-282-2", "Sr 282 lid 2", "Vrijheidsberoving met zwaar lichamelijk letsel"),
        no_lead(v, s, "sr-282-4", "Sr 282 lid 4", "Een plaats verschaffen voor vrijheidsberoving"),
        finding_284(v, s),
        no_lead(v, s, "sr-285c", "Sr 285c", "Lokken met het oogmerk op dwang"),
        no_lead(v, s, "sr-310", "Sr 310", "Diefstal"),
    )
