"""The documentation of the ontology: one page from the graph, complete, linked, and with nothing from elsewhere."""

from __future__ import annotations

import html as markup
import re
import stat
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from click.testing import CliRunner
from pyoxigraph import NamedNode

from legalkb.cli import main
from legalkb.linked import documentation, terms
from legalkb.linked.documentation import anchor
from legalkb.linked.graph import Parts
from legalkb.linked.terms import BASE, LKB, iri, named, text, triple, typed
from legalkb.report import templating
from tests.fixtures_linked import book
from tests.test_export import kinds, parts


def rendered(of: Parts) -> str:
    """The page of some parts."""
    page = documentation.page(of, book().digest[:16])
    return templating.html_environment().get_template("ontologie.html.j2").render(page=page)


@cache
def html() -> str:
    """The page of the checkout."""
    return rendered(parts())


class Outline(HTMLParser):
    """The ids, links, headings and open tags of a page."""

    VOID = ("meta", "br", "link", "img", "wbr")

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.ranks: list[int] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        found = dict(attrs)
        self.ids += [str(found["id"])] if "id" in found else []
        self.links += [str(found["href"])] if tag == "a" else []
        self.ranks += [int(tag[1])] if re.fullmatch(r"h\d", tag) else []
        self.open += [] if tag in self.VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        """Close a tag; it must be the last that was opened."""
        assert self.open.pop() == tag


@cache
def outline() -> Outline:
    """The outline of the page."""
    found = Outline()
    found.feed(html())
    return found


def test_the_page_is_well_formed() -> None:
    """Every tag is closed in its turn, no anchor occurs twice, and no heading skips a rank."""
    found = outline()
    assert found.open == []
    assert [name for name, count in Counter(found.ids).items() if count > 1] == []
    assert not re.search(r"<(dd|li|span|a)[^>]*>\s*</", html()), "something is shown without words"
    assert found.ranks[0] == 1 and found.ranks.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(found.ranks, found.ranks[1:], strict=False))


def test_every_link_leads_somewhere() -> None:
    """Each link within the page has its anchor, and each link outside is an ordinary web address."""
    found = outline()
    inner = {link.removeprefix("#") for link in found.links if link.startswith("#")}
    assert inner <= {*found.ids} and len(inner) > 500
    outer = {link for link in found.links if not link.startswith("#")}
    assert all(re.match(r"https?://[^\s]+$", link) for link in outer)
    assert any(link.startswith("https://wetten.overheid.nl/jci1.3:c:BWBR0001854&artikel=284") for link in outer)


def test_everything_has_its_address_as_anchor() -> None:
    """Each concept, fact type, provision, version, rule, element, scenario, ruling and term of ours is on the page."""
    found = {*outline().ids}
    triples = [t for name in documentation.PARTS for t in parts().triples[name]]
    wanted = (
        "skos:Concept", "lkb:Feittype", "lkb:Groep", "eli:LegalResource", "eli:LegalResourceSubdivision",
        "eli:LegalExpression", "lkb:Delictsvariant", "lkb:Regel", "lkb:Bestanddeel", "lkb:Combinatie", "lkb:Regelbegrip",
        "lkb:Meting", "lkb:AangrenzendeBepaling", "lkb:Scenario", "lkb:Tegenscenario", "lkb:Beschermingspad",
        "lkb:Uitspraak", "lkb:Uitspraakzaak", "lkb:Tenlastelegging", "foaf:Document", "lkb:AntwoordMapping",
        "owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty",
    )  # fmt: skip
    for name in wanted:
        nodes = kinds(triples, name)
        assert nodes, name
        assert {anchor(n) for n in nodes} <= found, name
    assert anchor(BASE + "feit/opgesloten") == "feit/opgesloten"
    assert (anchor(LKB + "Feittype"), anchor(terms.ECLI_PAGE + "ECLI:NL:HR:2014:302")) == (
        "Feittype",
        "ECLI:NL:HR:2014:302",
    )


def test_what_the_graph_says_is_on_the_page() -> None:
    """Every Dutch text of the ontology and the rules, texts of the law and reservations included, stands on the page."""
    shown = " ".join(markup.unescape(html()).split())
    said = {
        " ".join(t.object.value.split())
        for name in ("ontologie", "regels")
        for t in parts().triples[name]
        if getattr(t.object, "language", None) == "nl"
    }
    assert [value for value in sorted(said) if value not in shown] == []
    assert len(said) > 2000


def test_english_stands_beside_dutch() -> None:
    """The English label of each concept and fact type is on the page, marked as English."""
    english = {markup.unescape(x) for x in re.findall(r'<span class="en" lang="en">([^<]*)</span>', html())}
    triples = parts().triples["ontologie"]
    ours = kinds(triples, "skos:Concept") | kinds(triples, "lkb:Feittype") | kinds(triples, "lkb:Scenario")
    labels = {
        t.object.value
        for t in triples
        if t.predicate == named("skos:prefLabel") and t.object.language == "en" and t.subject.value in ours  # type: ignore[union-attr]
    }
    dutch = {
        t.object.value
        for t in triples
        if t.predicate == named("skos:prefLabel") and t.object.language == "nl"  # type: ignore[union-attr]
    }
    assert labels - dutch <= english and len(labels) > 300


def test_the_page_fetches_nothing() -> None:
    """A browser that opens the page has nothing to load, and may load nothing."""
    assert not re.search(r"<(script|img|iframe|object|embed|link|base|form)\b|@import|url\(|\bsrc=", html())
    assert "default-src 'none'" in html()


def test_texts_cannot_become_markup() -> None:
    """What stands in the ontology is shown as text, whatever signs are in it."""
    node = iri("begrip/x")
    evil = (typed(node, "skos:Concept"), triple(node, "skos:prefLabel", text("<script>alert('x')</script>")))
    known = parts()
    with_evil = {**known.triples, "ontologie": (*known.triples["ontologie"], *evil)}
    assert "<script>" not in rendered(Parts(with_evil, known.known))


def test_a_class_that_is_added_needs_no_code() -> None:
    """A property that nobody here has heard of is shown with the label that the ontology gives it; so is a new class."""
    node, prop = iri("begrip/nieuw"), terms.lkb("nieuwtje")
    added = (
        typed(iri("anders/iets"), "lkb:Anders"), triple(iri("anders/iets"), "dct:title", text("iets anders")),
        typed(node, "skos:Concept"), triple(node, "skos:prefLabel", text("nieuw begrip")),
        triple(node, "lkb:nieuwtje", text("Iets nieuws.")), triple(prop, "rdfs:label", text("een nieuwtje")),
    )  # fmt: skip
    known = parts()
    made = rendered(Parts({**known.triples, "ontologie": (*known.triples["ontologie"], *added)}, known.known))
    assert 'id="anders/iets"><h3>iets anders' in made.partition('id="deel-overig"')[2]
    assert (
        'id="deel-overig"' not in html()
        and 'id="begrip/nieuw"' in made
        and re.search(r"een nieuwtje</dt>\s*<dd><span>Iets nieuws\.", made)
    )


def test_exercises_stay_out() -> None:
    """The sentences in which exercises are told are not documentation."""
    texts = {t.object for t in parts().triples["oefeningen"] if t.predicate == named("lkb:verteld")}
    assert not any(t.value in markup.unescape(html()) for t in texts if not isinstance(t, NamedNode))  # type: ignore[union-attr]


def test_the_command_writes_it(tmp_path: Path) -> None:
    """With a folder the page gets its own name in it; the file is for the user alone and not replaced unasked."""
    run = lambda *a: CliRunner().invoke(main, ["export", "--wat", "documentatie", *map(str, a)])  # noqa: E731
    assert run("--uit", tmp_path).exit_code == 0
    made = tmp_path / "ontologie.html"
    assert (made.read_text(encoding="utf-8"), stat.S_IMODE(made.stat().st_mode)) == (html(), 0o600)
    assert run("--uit", tmp_path).exit_code == 1
    assert run("--uit", tmp_path / "ander.html").exit_code == 0
