"""How things are said in Dutch: provisions, dates, maxima, outcomes and statuses, for every output format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from legalkb.findings import Assessment, ElementFinding, LawVersion, OffenceFinding, SourceLabel

PREMISE = "Achterlating in het buitenland is op zichzelf geen strafbaar feit."
PREMISE_MORE = (
    "Bij een achterlating kunnen wel strafbare feiten zijn gepleegd; of dat zo is, hangt af van de manier waarop "
    "zij is uitgevoerd en van de omstandigheden waaronder iemand naar het buitenland is gebracht en daar verblijft."
)
PREMISE_TITLES = {
    "kst-32175-67": "Kamerstuk 32 175, nr. 67",
    "kst-32175-68-19": "Kamerstuk 32 175, nr. 68, antwoord 19",
    "kst-32175-68-44": "Kamerstuk 32 175, nr. 68, antwoord 44",
}
PREMISE_SOURCES = tuple(PREMISE_TITLES)
PREMISE_CITATION = "Kamerstuk 32 175, nr. 67, en nr. 68, antwoorden 19 en 44"
STATUS_OF_TEXT = (
    "Dit stuk is een leeshulp voor professionals. Het ordent de ingevoerde feiten naar de bestanddelen van de wet, "
    "zegt niets over iemands schuld en weegt niet hoe betrouwbaar een bron is."
)
APART = "Of een zaak bewijsbaar is, of het feit strafbaar is en of het vervolgbaar is, zijn drie verschillende vragen."
GATES = f"{APART} Rechtsmacht, klachtvereiste en verjaring zijn niet beoordeeld en moeten apart worden onderzocht."
GATES_READ = (
    "Hier staat wat de ingevoerde feiten zeggen over de vervolgbaarheid, en apart daarvan over wat de strafbaarheid "
    "kan raken; over het bewijs zegt dit hoofdstuk niets. ‘Geen beletsel gevonden’ geldt voor zover de feiten en de "
    "gelezen regels reiken."
)
LEGEND = (
    "‘Vervuld’ betekent dat de ingevoerde feiten het bestanddeel dekken, niet dat het bewezen is; ‘onbekend’ dat zij "
    "het niet dekken en ook niet uitsluiten. Over een open norm oordeelt een mens: de status zegt of er aanwijzingen "
    "voor of tegen zijn."
)
LATEST = "‘Uiterlijk vanaf’ betekent dat de tekst al in de oudste gelezen versie zo luidde; zij kan ouder zijn."
FICTIONAL = "FICTIEF – oefenzaak, geen echte personen of gebeurtenissen"

OUTCOME = {
    "aanwijzing": "aanwijzing",
    "onvolledig": "onvolledig",
    "tegenaanwijzing": "tegenaanwijzing",
    "geen_aanknopingspunt": "geen aanknopingspunt",
}
REASON = {
    "ontbreekt": "feiten ontbreken",
    "betwist": "bronnen spreken elkaar tegen",
    "open_norm": "een beslissende vraag staat open",
    "twee_kanten": "er zijn aanwijzingen voor en tegen",
}
STATUS = {
    "vervuld": "vervuld",
    "weersproken": "weersproken",
    "betwist": "betwist",
    "open_norm": "open norm",
    "onbekend": "onbekend",
}
URGENCY = {1: "Nu", 2: "Zo snel mogelijk", 3: "Daarna"}
RANK = {"aanwijzing": 0, "onvolledig": 1, "tegenaanwijzing": 2, "geen_aanknopingspunt": 3}
SPECIAL_SOURCES = {"analyse": "eigen lezing, zonder bron", "niet geverifieerd": "NIET GEVERIFIEERD"}

_NUMBERS = (
    "nul één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien "
    "zeventien achttien negentien twintig"
).split()
_ORDINALS = "nulde eerste tweede derde vierde vijfde zesde".split()
_MONTHS = ("januari februari maart april mei juni juli augustus september oktober november december").split()
_ISO_DATE = re.compile(r"(?<![\w.:=/-])(19|20)(\d\d)-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?![\w/-])")
_ACTS = {"Sr": "Sr", "Sv": "Sv", "Paspoortwet": "Paspoortwet", "WNIK": "WNIK", "BIER": "BIER"}
_ACUTE = frozenset({"acuut gevaar"})
_ABROAD = frozenset(
    {
        "verblijft in buitenland",
        "achtergelaten in buitenland",
        "achtergelaten in het buitenland",
        "meegenomen naar buitenland",
    }
)
_MINOR = frozenset(
    {"slachtoffer minderjarig", "slachtoffer onder 12", "slachtoffer jonger dan twaalf", "minderjarig", "onder twaalf"}
)


def number(value: int) -> str:
    """A number in words up to twenty, else in figures."""
    return _NUMBERS[value] if 0 <= value < len(_NUMBERS) else str(value)


def ordinal(value: int) -> str:
    """A place in words, else in figures: ``eerste``, ``7e``."""
    return _ORDINALS[value] if 0 <= value < len(_ORDINALS) else f"{value}e"


def listing(items: Iterable[str], last: str = "en") -> str:
    """``a, b en c``."""
    words = [item for item in items if item]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def capital(text: str) -> str:
    """The text with its first letter a capital, also behind an opening quote."""
    for place, letter in enumerate(text[:2]):
        if letter.isalpha():
            return text[:place] + letter.upper() + text[place + 1 :]
    return text


def sentence(text: str) -> str:
    """The text as a sentence: a capital in front and a full stop behind."""
    text = capital(text.strip())
    return text if not text or text[-1] in ".?!…" or text.endswith((".’", "?’")) else text + "."


def flat(text: str) -> str:
    """The text without brackets, so that it can stand between brackets itself."""
    return re.sub(r"\)(?=[\w])", ") ", text).replace(" (", ", ").replace("(", "").replace(")", "")


def dates(text: str) -> str:
    """The text with ISO dates written in Dutch: ``2025-07-20`` becomes ``20 juli 2025``."""

    def dutch(match: re.Match[str]) -> str:
        century, year, month, day = match.groups()
        name = f"{_MONTHS[int(month) - 1]} {century}{year}"
        return f"{int(day)} {name}" if day else name

    return _ISO_DATE.sub(dutch, text)


def period(version: LawVersion) -> str:
    """Since when, and until when, a version of a provision applies; ``uiterlijk`` when it may be older."""
    start = dates(version.valid_from) if version.valid_from else "een niet bekende datum"
    word = "uiterlijk vanaf" if version.qualifier.startswith("uiterlijk") else "vanaf"
    end = f" tot en met {dates(version.valid_to)}" if version.valid_to else ""
    return f"geldend {word} {start}{end}"


def _split(designation: str) -> tuple[str, str, str]:
    words = designation.split()
    if len(words) < 2:
        return designation, "", ""
    act = " ".join(words[:3]) if words[:2] == ["BW", "Boek"] else words[0]
    rest = words[3:] if act.startswith("BW Boek") else words[1:]
    paragraph = rest[rest.index("lid") + 1] if "lid" in rest[:-1] else ""
    return act, rest[0] if rest else "", paragraph


def provision(designation: str, part: str = "", article: str = "artikel") -> str:
    """``Sr 279 lid 1`` as ``artikel 279 lid 1 Sr``; ``BW Boek 1 233`` as ``artikel 1:233 BW``."""
    act, name, paragraph = _split(designation)
    if not name or not re.match(r"\d", name):
        return designation
    lid = f" lid {paragraph}" if paragraph else ""
    onder = f", onder {part}," if part else ""
    if act.startswith("BW Boek"):
        return f"{article} {act.split()[-1]}:{name}{lid}{onder} BW"
    return f"{article} {name}{lid}{onder} {_ACTS.get(act, act)}"


def version(law: LawVersion) -> str:
    """A version of a provision in plain words: ``artikel 279 lid 1 Sr, versie 1 juli 2026``."""
    dated = re.search(r"[&?]g=(\d{4}-\d\d-\d\d)", law.jci or law.url)
    since = dated[1] if dated else law.valid_from
    return provision(law.designation) + (f", versie {dates(since)}" if since else "")


def offence(finding: OffenceFinding, article: str = "artikel") -> str:
    """The provision of a finding, as ``artikel 284 lid 1, onder 1°, Sr``."""
    return provision(finding.designation, finding.part, article)


def paragraphs(findings: Sequence[OffenceFinding]) -> str:
    """Several variants named once per article: ``artikel 282 lid 2, lid 3 en lid 4 Sr``."""
    by_article: dict[str, list[str]] = {}
    for finding in findings:
        act, name, paragraph = _split(finding.designation)
        lid = (f"lid {paragraph}" if paragraph else "") + (f" onder {finding.part}" if finding.part else "")
        by_article.setdefault(f"{name}|{act}", []).append(lid)
    acts = {key.split("|")[1] for key in by_article}
    names = []
    for key, lids in by_article.items():
        name, act = key.split("|")
        names.append(" ".join(w for w in (name, listing(dict.fromkeys(lids)), act if len(acts) > 1 else "") if w))
    last = f" {acts.pop()}" if len(acts) == 1 else ""
    return ("artikel " if len(names) == 1 else "de artikelen ") + listing(names) + last


def months(value: int) -> str:
    """A prison term in words: 72 becomes ``zes jaar``, 9 ``negen maanden``, 18 ``één jaar en zes maanden``."""
    years, rest = divmod(value, 12)
    parts = [f"{number(years)} jaar"] if years else []
    if rest:
        parts.append(f"{number(rest)} {'maand' if rest == 1 else 'maanden'}")
    return listing(parts)


def maximum(version: LawVersion) -> str:
    """The maximum penalty of a version, by category and without amounts."""
    parts = [f"{months(version.maximum_months)} gevangenisstraf"] if version.maximum_months else []
    if version.fine_category:
        known = version.fine_category < len(_ORDINALS)
        order = _ORDINALS[version.fine_category] if known else str(version.fine_category)
        parts.append(f"geldboete van de {order} categorie")
    return listing(parts, "of")


def outcome(finding: OffenceFinding, reasons: bool = True) -> str:
    """The outcome in words, with the reasons why it is incomplete and whether an attempt is to be examined."""
    text = OUTCOME.get(finding.outcome, finding.outcome)
    if reasons and finding.reasons and finding.outcome == "onvolledig":
        text += ": " + listing(REASON.get(reason, reason) for reason in finding.reasons)
    return text + ("; poging: te onderzoeken" if finding.attempt else "")


def status(element: ElementFinding) -> str:
    """The status of an element in words; for an open norm also what it rests on."""
    text = STATUS.get(element.status, element.status)
    if element.ruling:
        return f"{text}, oordeel van {element.ruling.by}"
    if element.status == "onbekend" and element.suspect_only:
        return f"{text} (alleen verklaring verdachte)"
    if element.status != "open_norm":
        return text
    sides = [s for s, found in (("voor", element.indications_for), ("tegen", element.indications_against)) if found]
    return f"{text}: {listing(sides)}" if sides else f"{text}: geen feiten"


def quoted(text: str, limit: int = 0) -> str:
    """The words of the law between quotation marks, cut off at a word when a limit is given."""
    text = text.strip()
    if limit and len(text) > limit:
        text = text[:limit].rsplit(" ", 1)[0].rstrip(",;:") + " …"
    return f"‘{text}’"


def element(found: ElementFinding, among: Iterable[ElementFinding], limit: int = 0) -> str:
    """An element by the words of the law; with a word more when another element of the offence has the same words."""
    twins = [e for e in among if e.quote.strip() == found.quote.strip()]
    return quoted(found.quote, limit) + (f" ({found.id.replace('_', ' ')})" if len(twins) > 1 else "")


def source_title(code: str, sources: Mapping[str, SourceLabel]) -> str:
    """How a source is named in a sentence: an ECLI as it is, a provision in words, else the short form of its title."""
    if code in SPECIAL_SOURCES:
        return SPECIAL_SOURCES[code]
    if code.startswith("ECLI:"):
        return code
    named, label = provision(code), sources.get(code)
    if named != code or label is None:
        return named
    return label.title.split(": ")[0] if label.title.startswith("Kamerstuk") else label.title


def named_source(text: str) -> str:
    """A source with its id but without its date and who was present."""
    ident = re.search(r" \((\w+)\)", text)
    return short_source(text) + (ident[0] if ident else "") if short_source(text) != text else text


def short_source(text: str) -> str:
    """A source without its date, its id and who was present: those stand in the list of facts."""
    return re.sub(rf" van (?:\d{{1,2}} )?(?:(?:{'|'.join(_MONTHS)}) )?(?:19|20)\d\d$", "", text.split(" (")[0].strip())


def lead(finding: OffenceFinding) -> bool:
    """Whether the facts give any starting point for this variant."""
    return finding.outcome != "geen_aanknopingspunt"


def acute(assessment: Assessment) -> bool:
    """Whether protection comes first: acute danger, or a minor who is abroad."""
    known = {line.name for line in assessment.facts if line.value == "ja"}
    known |= {e.name for f in assessment.findings for el in f.elements for e in el.support if e.value == "ja"}
    names = {name.replace("_", " ") for name in known}
    return bool(_ACUTE & names) or bool(_ABROAD & names and (_MINOR | {"jonger dan achttien"}) & names)
