"""Texts of acts for the tests: a fictitious XML file, XML made of what the ontology holds, and an act made of XML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import yaml

from legalkb.upkeep.held import Act, Provision
from legalkb.upkeep.proposal import literal

ROOT = Path(__file__).resolve().parent.parent
FICTITIOUS = ROOT / "tests" / "verzonnen_toestand.xml"
_BWB = ROOT.parent / "shared" / "standards" / "bwb"
REAL, REAL_WTI, REAL_TEXTS = (
    _BWB / f"zorgtoeslag-BWBR0018451-{name}" for name in ("content.xml", "wti.xml", "expected.yaml")
)
NOT_HERE = "een echt BWB-bestand is hier niet aanwezig"
SR = "BWBR0001854"
_ITEM = re.compile(r"(?<=\s)(\d+°|[a-z])\. ")


@dataclass(frozen=True, slots=True)
class Lid:
    """A paragraph of an article in XML: its number (empty for an article without any) and its words."""

    number: str
    text: str

    @property
    def xml(self) -> str:
        """The paragraph, with its items as a list."""
        head, *items = _ITEM.split(self.text)
        pairs = zip(items[::2], items[1::2], strict=True)
        rows = "".join(f"<li><li.nr>{n}.</li.nr><al>{escape(t.strip())}</al></li>\n" for n, t in pairs)
        body = f"<al>{escape(head.strip())}</al>" + (f"<lijst>{rows}</lijst>" if rows else "")
        return f"<lid><lidnr>{self.number}</lidnr>{body}</lid>\n" if self.number else body


@dataclass(frozen=True, slots=True)
class Artikel:
    """An article in XML; ``label`` and ``version`` are what a WTI file knows it by."""

    number: str
    leden: tuple[Lid, ...]
    since: str = "2000-01-01"
    status: str = "goed"
    bron: str = "Stb.1999-1"
    version: str = "1"

    @property
    def xml(self) -> str:
        """The article."""
        head = f'<artikel label="Artikel {self.number}" inwerking="{self.since}" bron="{self.bron}" '
        head += f'status="{self.status}" label-id="L{self.number}" versie-id="{self.version}">'
        return head + f"\n<kop><nr>{self.number}</nr></kop>\n" + "".join(lid.xml for lid in self.leden) + "</artikel>\n"


def toestand(artikelen: Iterable[Artikel], day: str = "2030-01-01", bwb_id: str = SR, title: str = "Wet") -> str:
    """An XML file of an act on a day."""
    head = f'<toestand bwb-id="{bwb_id}" inwerkingtreding="{day}">\n<wetgeving><citeertitel>{title}</citeertitel>\n'
    body = "".join(a.xml for a in artikelen)
    return f"{head}<wet-besluit><wettekst>\n{body}</wettekst></wet-besluit></wetgeving></toestand>\n"


def wti(days: dict[str, dict[str, str]], bwb_id: str = SR) -> str:
    """A WTI file: per article the first day of each of its versions."""
    rows = "".join(
        f'<regelingelement label-id="L{article}">'
        + "".join(f'<datum waarde="{day}" versie-id="{version}"/>' for version, day in versions.items())
        + "</regelingelement>\n"
        for article, versions in days.items()
    )
    return f'<wetstechnische-informatie bwb-id="{bwb_id}"><wijzigingen>{rows}</wijzigingen></wetstechnische-informatie>'


def _whole(provision: Provision) -> bool:
    return provision.latest.verbatim and not provision.part and not provision.latest.ended


def as_artikelen(act: Act) -> dict[str, Artikel]:
    """The articles of an act of which the ontology holds word for word what it holds."""
    found: dict[str, Artikel] = {}
    partial = {p.article for p in act.provisions if not p.latest.ended and not _whole(p)}
    for provision in (p for p in act.provisions if _whole(p) and p.article not in partial):
        lid = Lid(provision.paragraph, provision.latest.law.text)
        known = found.get(provision.article, Artikel(provision.article, ()))
        leden = sorted((*known.leden, lid), key=lambda p: p.number)
        found[provision.article] = replace(known, leden=tuple(leden))
    return found


def changed(artikelen: dict[str, Artikel], number: str, old: str, new: str, **others: Any) -> dict[str, Artikel]:
    """The articles with words of one changed, and other things about it."""
    article = artikelen[number]
    assert any(old in lid.text for lid in article.leden)
    leden = tuple(replace(lid, text=lid.text.replace(old, new)) for lid in article.leden)
    return {**artikelen, number: replace(article, leden=leden, **others)}


_LINKED = re.compile(r"\[([^\]]*)\]\[ref\d+\]")


def _plain(text: str) -> str:
    body = re.sub(r"^\[ref\d+\]:.*$", "", text, flags=re.MULTILINE)
    return " ".join(_LINKED.sub(r"\1", body).split())


def _entries(texts: Path) -> dict[tuple[str, ...], str]:
    """The words of each article, paragraph and item by its numbers; a paragraph with those of its items."""
    read = yaml.safe_load(texts.read_text(encoding="utf-8"))
    found = {tuple(a["number"].split(".")): _plain(a["text"]) for a in read["articles"]}
    for numbers, text in tuple(found.items()):
        if len(numbers) == 3:
            found[numbers[:2]] += f" {numbers[2]}. {text}"
    # The official file lacks a space here, which the other reading put in.
    return {
        n: t.replace("eerste of derde lid, van die wet", "eerste of derde lid,van die wet") for n, t in found.items()
    }


def real_act(texts: Path, folder: Path) -> None:
    """Write an ontology of the act of the real XML below a folder, from a second reading of that act by others."""
    act, seen = "wet/Z", set()
    blocks = [f'<{act}> a eli:LegalResource ; eli:id_local "BWBR0018451" ; eli:title "Z"@nl ; lkb:aanduiding "Z" .']
    for numbers, text in _entries(texts).items():
        names = [n if k < 2 else f"onder-{n}" for k, n in enumerate(numbers)]
        words = " ".join(f"{'onder' if k == 2 else 'lid'} {n}" if k else n for k, n in enumerate(numbers))
        for depth in range(1, len(names) + 1):
            address, above = "/".join((act, *names[:depth])), "/".join((act, *names[: depth - 1]))
            if address not in seen:
                number = f'eli:number "{numbers[depth - 1]}" ; eli:is_part_of <{above}>'
                blocks.append(f"<{address}> a eli:LegalResourceSubdivision ; {number} .")
                seen.add(address)
        address = "/".join((act, *names))
        blocks.append(f'<{address}> lkb:aanduiding "Z {words}" .')
        blocks.append(
            f"<{address}/2025-01-01> a eli:LegalExpression ; eli:realizes <{address}> ; "
            'eli:version_date "2025-01-01"^^xsd:date ; eli:first_date_entry_in_force "2025-01-01"^^xsd:date ; '
            f'eli:in_force eli:InForce-inForce ; lkb:tekst {literal(text)}@nl ; lkb:tekststatus "verbatim" .'
        )
    prefixes = (
        "@base <https://w3id.org/legalkb/> .\n@prefix eli: <http://data.europa.eu/eli/ontology#> .\n"
        "@prefix lkb: <https://w3id.org/legalkb/def#> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    )
    target = folder / "ontology" / "wet" / "z.ttl"
    target.parent.mkdir(parents=True)
    target.write_text(prefixes + "\n".join(blocks) + "\n", encoding="utf-8")
