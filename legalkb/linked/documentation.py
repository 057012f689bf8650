"""The graph as a page to read: each thing with its names, what is said of it and what refers to it.

The page is made from the graph alone: what is added to the ontology or the rules appears in it. What is fixed here is
only which classes get a section, what comes first, and the names of properties that other vocabularies own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from pyoxigraph import Literal, NamedNode

from legalkb.linked.graph import Parts
from legalkb.linked.index import Index, natural, short
from legalkb.linked.terms import BASE, ECLI_PAGE, LKB, PREFIXES, Term

__all__ = ["Group", "Item", "Page", "Row", "Section", "Value", "anchor", "page"]

PARTS = ("ontologie", "regels", "uitspraken")
LAW = "https://wetten.overheid.nl/"
SECTIONS = (
    ("begrippen", "Begrippen", "Concepts", ("skos:Concept",)),
    ("feittypen", "Feittypen", "Fact types", ("lkb:Feittype",)),
    ("wet", "Bepalingen en hun teksten", "Provisions and their versions", ("eli:LegalResourceSubdivision",)),
    ("regels", "Regels en bestanddelen", "Rules and elements", ("lkb:Regel",)),
    ("regelbegrippen", "Regelbegrippen en metingen", "Derived concepts", ("lkb:Regelbegrip", "lkb:Meting")),
    ("aangrenzend", "Aangrenzende bepalingen", "Neighbouring provisions", ("lkb:AangrenzendeBepaling",)),
    ("scenarios", "Scenario’s en tegenscenario’s", "Scenarios", ("lkb:Scenario", "lkb:Tegenscenario")),
    ("paden", "Beschermingspaden", "Protective paths", ("lkb:Beschermingspad",)),
    ("uitspraken", "Uitspraken en conclusies", "Rulings and opinions", ("lkb:Uitspraak",)),
    ("bronnen", "Andere bronnen", "Other sources", ("foaf:Document",)),
    ("antwoorden", "Antwoorden van de Minister", "Answers of the Minister", ("lkb:AntwoordMapping",)),
    ("soorten", "Soorten maatregelen, beslissingen en relaties", "Kinds of measures, decisions and relations",
     ("lkb:Maatregelsoort", "lkb:Beslissingsoort", "lkb:Relatiesoort")),
    ("klassen", "Woordenlijst: klassen", "Vocabulary: classes", ("owl:Class",)),
    ("eigenschappen", "Woordenlijst: eigenschappen", "Vocabulary: properties",
     ("owl:ObjectProperty", "owl:DatatypeProperty")),
    ("overig", "Overige", "Other", ()),
)  # fmt: skip
WITHIN = {"lkb:Voorwaarde", "lkb:Gegeven", "lkb:Uitspraakzaak", "eli:LegalExpression", "owl:Ontology"}
GROUPED = {"begrippen": "skos:inScheme", "feittypen": "lkb:groep", "regels": "lkb:delict", "wet": "eli:is_part_of"}
INVERSE = (
    ("eli:realizes", "teksten", "versions"),
    ("lkb:vervuldDoor", "kan helpen vervullen", "may help fulfil"),
    ("lkb:uitgeslotenDoor", "kan uitsluiten", "may exclude"),
    ("lkb:gesteundDoor", "kan wijzen op", "may indicate"),
    ("lkb:tegengesprokenDoor", "kan wijzen tegen", "may speak against"),
    ("lkb:typischFeit", "typisch in", "typical of"),
    ("skos:broader", "engere begrippen", "narrower concepts"),
)
FIRST = (
    "dct:description", "skos:definition", "rdfs:comment", "lkb:vraag", "lkb:reden", "lkb:uitleg", "lkb:strekking",
    "eli:title", "dct:title", "lkb:tekst", "eli:first_date_entry_in_force", "eli:date_no_longer_in_force",
    "lkb:maximumMaanden", "lkb:boetecategorie", "lkb:geldigVan", "lkb:geldigTot", "lkb:bepaling", "lkb:voorwaarde",
    "lkb:over", "lkb:waarde", "lkb:bestanddeelvraag", "lkb:normvraag", "lkb:alternatief", "lkb:uitzondering",
    "lkb:aanwijzingVoor", "lkb:aanwijzingTegen", "lkb:tegenvraag",
)  # fmt: skip
LAST = ("lkb:voorbehoud", "dct:source")
HIDDEN = {
    "rdf:type", "skos:prefLabel", "rdfs:label", "skos:inScheme", "skos:topConceptOf", "lkb:volgorde", "eli:realizes",
    "eli:language", "lkb:vervuldDoor", "lkb:uitgeslotenDoor", "lkb:gesteundDoor", "lkb:tegengesprokenDoor",
    "lkb:waardesoort", "lkb:stelt", "lkb:nummer", "lkb:aanduiding", "lkb:citaat",
}  # fmt: skip
HIDDEN_AT_TOP = {"lkb:groep", "lkb:delict", "lkb:tenlastelegging"}  # told by the group, or by what stands within
NAMES = ("dct:identifier", "dct:title", "eli:title")
IN_FORCE = {"eli:InForce-inForce": "ja", "eli:InForce-notInForce": "nee"}
FOREIGN = {
    "dct:source": ("bron", "source"), "dct:identifier": ("kenmerk", "identifier"), "dct:title": ("titel", "title"),
    "dct:date": ("datum", "date"), "dct:isPartOf": ("deel van", "part of"), "foaf:page": ("bladzijde", "page"),
    "skos:definition": ("omschrijving", "definition"), "skos:scopeNote": ("toelichting", "scope note"),
    "skos:related": ("verwant", "related"), "skos:broader": ("ruimer begrip", "broader concept"),
    "skos:altLabel": ("ook wel", "also"), "skos:hiddenLabel": ("zoekwoorden", "search words"),
    "rdfs:comment": ("omschrijving", "definition"), "rdfs:domain": ("van", "domain"), "rdfs:range": ("naar", "range"),
    "rdfs:subClassOf": ("soort van", "subclass of"), "eli:title": ("titel", "title"),
    "eli:number": ("nummer", "number"),
    "eli:is_part_of": ("deel van", "part of"), "eli:is_about": ("gaat over", "is about"),
    "eli:version_date": ("toestand van", "version date"), "eli:in_force": ("geldt", "in force"),
    "eli:first_date_entry_in_force": ("eerste dag", "first day in force"),
    "eli:date_no_longer_in_force": ("laatste dag", "last day in force"), "eli:id_local": ("BWB-nummer", "BWB id"),
    "owl:versionIRI": ("adres van de versie", "version IRI"), "owl:versionInfo": ("versie", "version"),
    "dct:description": ("beschrijving", "description"), "dct:creator": ("maker", "creator"),
    "dct:created": ("gemaakt", "created"), "dct:modified": ("gewijzigd", "modified"),
    "dct:license": ("licentie", "licence"), "dct:rights": ("rechten", "rights"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """A value: a text with its language, perhaps an address to go to, or (with ``rows``) a thing within the thing."""

    text: str
    language: str = "nl"
    href: str = ""
    anchor: str = ""
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A property in short form (``lkb:vraag``), its Dutch and English name, and its values."""

    property: str
    label: str
    english: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A thing: its address, the anchor on the page, its Dutch and English name, and what is said of it."""

    address: str
    anchor: str
    title: str
    english: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Things that belong to one thing (a subject, an offence, a law), or to none in particular."""

    head: Item | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page."""

    anchor: str
    title: str
    english: str
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many things are in it."""
        return sum(len(g.items) for g in self.groups)


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page; ``ontology`` is the header of the ontology, ``knowledge`` the hash of the knowledge base."""

    ontology: Item
    knowledge: str
    sections: tuple[Section, ...]


def page(parts: Parts, knowledge: str) -> Page:
    """The page of the knowledge base; its exercises are left out."""
    index = Index(chain.from_iterable(parts.triples[name] for name in PARTS))
    found = {s[0]: tuple(_members(index, s)) for s in SECTIONS}
    heads = {h for key, name in GROUPED.items() for node in found[key] for h in _heads(index, node, name)}
    found["overig"] = tuple(_others(index, frozenset(chain(heads, *found.values()))))
    view = _View(index, frozenset(chain(heads, *found.values())))
    sections = (
        Section(key, title, english, tuple(view.groups(found[key], GROUPED.get(key, ""))))
        for key, title, english, _ in SECTIONS
    )
    return Page(view.item(BASE + "def"), knowledge, tuple(s for s in sections if s.count))


def anchor(address: str) -> str:
    """The anchor of a thing: what follows ``https://w3id.org/legalkb/`` or ``…/def#``, or the ECLI of a ruling."""
    for begin in (LKB, BASE, ECLI_PAGE):
        address = address.removeprefix(begin)
    return address


def _members(index: Index, section: tuple[str, str, str, tuple[str, ...]]) -> Iterator[str]:
    """The things of a section, by class and then by name or address."""
    for kind in section[3]:
        prefix, local = kind.split(":")
        nodes = index.having("rdf:type", PREFIXES[prefix] + local)
        by_name = section[0] in ("begrippen", "klassen", "eigenschappen")
        yield from sorted(nodes, key=lambda n: natural(index.name(n) if by_name else n))


def _others(index: Index, tops: frozenset[str]) -> Iterator[str]:
    """The things of ours that have no section and stand within no other thing: those of a class that is new here."""
    for node in sorted(index.all() - tops):
        kinds, ours = index.kinds(node), node.startswith(BASE) and not node.startswith(BASE + "knoop/")
        steps = node.removeprefix(BASE).split("/")
        inside = any(BASE + "/".join(steps[:n]) in index for n in range(1, len(steps)))
        if ours and kinds and not kinds & WITHIN and not inside:
            yield node


def _heads(index: Index, node: str, name: str) -> tuple[str, ...]:
    """What a thing belongs to; of a provision the law that it is part of in the end."""
    found = index.nodes(node, name)
    return _heads(index, found[0], name) if found and index.nodes(found[0], name) else found[:1]


class _View:
    """Makes the parts of the page; ``tops`` are the things that stand by themselves."""

    def __init__(self, index: Index, tops: frozenset[str]) -> None:
        self._index, self._tops = index, tops

    def groups(self, nodes: Sequence[str], name: str) -> Iterator[Group]:
        """The things of a section, by what they belong to."""
        by_head: dict[str, list[str]] = {}
        for node in nodes:
            by_head.setdefault("".join(_heads(self._index, node, name) if name else ()), []).append(node)
        for head in sorted(by_head, key=self._place):
            yield Group(self.item(head) if head else None, tuple(map(self.item, by_head[head])))

    def _place(self, node: str) -> tuple[int, str]:
        order = self._index.text(node, "lkb:volgorde") if node else ""
        return int(order) if order else 0, node

    def item(self, node: str) -> Item:
        """A thing that stands by itself."""
        index = self._index
        return Item(node, anchor(node), index.name(node), index.name(node, "en"), tuple(self._rows(node)))

    def _rows(self, node: str) -> Iterator[Row]:
        found = {short(name): values for name, values in self._index.properties(node)}
        hidden = HIDDEN | HIDDEN_AT_TOP if node in self._tops else HIDDEN
        for name in sorted(found.keys() - hidden, key=self._order):
            if values := self._values(node, name, found[name]):
                yield Row(name, *self._label(name), values)
        for name, label, english in INVERSE:
            if subjects := self._index.having(name, node):
                nodes = [NamedNode(s) for s in sorted(subjects, key=natural)]
                yield Row(name, label, english, self._values(node, name, nodes))

    def _order(self, name: str) -> tuple[int, int, str]:
        if name in FIRST:
            return 0, FIRST.index(name), ""
        return (2, LAST.index(name), "") if name in LAST else (1, 0, self._label(name)[0])

    def _label(self, name: str) -> tuple[str, str]:
        """The Dutch and English name of a property in short form."""
        prefix, local = name.split(":", 1) if ":" in name else ("", name)
        node = PREFIXES.get(prefix, "") + local
        if node in self._index:
            return self._index.name(node), self._index.name(node, "en")
        return FOREIGN.get(name, (local.rpartition("/")[2], ""))

    def _values(self, holder: str, name: str, values: Iterable[Term]) -> tuple[Value, ...]:
        if name in NAMES and self._index.name(holder) in {v.value for v in values}:
            return ()
        return tuple(
            self._literal(name, v) if isinstance(v, Literal) else self._node(holder, v.value, name) for v in values
        )

    def _literal(self, name: str, value: Literal) -> Value:
        text = {"true": "ja", "false": "nee"}.get(value.value, value.value) if name != "lkb:waarde" else value.value
        return Value(text, value.language or "nl", LAW + value.value if name == "lkb:jci" else "")

    def _node(self, holder: str, node: str, name: str) -> Value:
        index = self._index
        kinds = index.kinds(node)
        if node in self._tops:
            return Value(self._title(node), href=f"#{anchor(node)}")
        if "lkb:Voorwaarde" in kinds:
            (about,) = index.nodes(node, "lkb:over")
            return Value(f"{index.name(about)}: {index.text(node, 'lkb:waarde')}", href=self._to(about))
        if "lkb:Feit" in kinds:
            (about,) = index.nodes(node, "lkb:feittype")
            return Value(f"{index.name(about)}: {index.text(node, 'lkb:waarde')}", href=self._to(about))
        within = node.startswith((holder + "/", BASE + "knoop/")) or "lkb:Uitspraakzaak" in kinds
        if within and node in index and name != "lkb:kern":
            named = kinds & {"lkb:Bestanddeel", "eli:LegalExpression", "lkb:Uitspraakzaak"}
            title = self._title(node) if named else ""
            return Value(title, anchor="" if "/knoop/" in node else anchor(node), rows=tuple(self._rows(node)))
        if node in index:
            return Value(self._title(node), href=f"#{anchor(node)}")
        if name == "eli:in_force":
            return Value(IN_FORCE.get(short(node), short(node)))
        return Value(short(node), href=node if node.startswith(("https://", "http://")) else "")

    def _to(self, node: str) -> str:
        return f"#{anchor(node)}" if node in self._tops else ""

    def _title(self, node: str) -> str:
        """The name of a thing; of an element with the provision, of a text of the law with its first day."""
        index, name = self._index, self._index.name(node)
        if "lkb:Bestanddeel" in index.kinds(node):
            (law,) = index.nodes(node.partition("/bestanddeel/")[0], "lkb:bepaling")
            return f"‘{name}’ ({index.name(law)})"
        if "eli:LegalExpression" in index.kinds(node):
            first = index.text(node, "eli:first_date_entry_in_force")
            return f"{name}, {f'vanaf {first}' if first else 'begin onbekend'}"
        return name
