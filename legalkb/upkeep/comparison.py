"""Each provision of the knowledge base beside an official text of the act: what is the same and what is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from legalkb.upkeep.consolidation import AWAITED, REPEALED, Article, Consolidation, Paragraph, squeezed, standing
from legalkb.upkeep.held import Act, Provision, Version
from legalkb.upkeep.history import History
from legalkb.upkeep.penalty import Penalty, penalty
from legalkb.upkeep.placing import numbers, place
from legalkb.upkeep.words import Piece, differences, fragments, in_order

SAME, CHANGED, NEW, GONE = "ongewijzigd", "gewijzigd", "nieuw", "verdwenen"
ABSENT, UNSURE, UNHELD, BEFORE = "niet in dit bestand", "zelf nalezen", "niet opgenomen", "geen tekst van die dag"
_NUMBER = re.compile(r"[0-9]{1,3}[a-z]{0,8}")
STATUSES = (CHANGED, NEW, GONE, UNSURE, UNHELD, ABSENT, BEFORE, SAME)


@dataclass(frozen=True, slots=True)
class Found:
    """One provision beside the file.

    ``base`` is the version it was compared with, ``line`` the line in the file (0 when it is not there), ``text`` the
    words in the file, ``since`` the ISO day from which the file says the article reads so. ``notes`` are Dutch remarks
    for the reviewer. ``proposed`` tells whether a new version can be written, from ``since``.
    """

    provision: Provision
    status: str
    base: Version | None = None
    line: int = 0
    text: str = ""
    article: Article | None = None
    pieces: tuple[Piece, ...] = ()
    threat: Penalty | None = None
    since: str = ""
    at_latest: bool = False
    notes: tuple[str, ...] = ()
    proposed: bool = False


def _base(provision: Provision, day: date) -> Version | None:
    """The version in force on a day; the newest one behind its end; None before the first."""
    begun = [v for v in provision.versions if v.first <= day]
    inside = [v for v in begun if v.last >= day] or begun
    return inside[-1] if inside else None


def _superseded(provision: Provision, act: Act, day: str) -> bool:
    """Whether a provision is held as old law only, another has taken its place, and a text of that day is newer."""
    if not provision.latest.ended or provision.latest.read_on >= day:
        return False
    key = (provision.article, provision.paragraph, provision.part)
    twins = (p for p in act.provisions if (p.article, p.paragraph, p.part) == key and not p.latest.ended)
    return provision.former or any(True for _ in twins)


def _bare(text: str) -> str:
    return squeezed(text).rstrip(" ;,.")


def _compared(found: Found, base: Version, context: str) -> Found:
    """The words of the file beside those of the version."""
    held, part = base.law.text, bool(found.provision.part)
    if base.verbatim:
        same = _bare(held) == _bare(found.text) if part else squeezed(held) == found.text
        pieces = () if same else differences(squeezed(held), found.text)
        return replace(found, status=SAME if same else CHANGED, pieces=pieces)
    own = fragments(held)
    if not own:
        note = "De kennisbank heeft van deze bepaling geen letterlijke tekst om mee te vergelijken."
        return replace(found, status=UNSURE, notes=(*found.notes, note))
    lacking = in_order(own, context)
    if not lacking:
        return replace(found, status=SAME, notes=(*found.notes, "Vergeleken voor zover de tekst is opgenomen."))
    note = f"De kennisbank heeft deze tekst niet geheel. Niet zo teruggevonden: ‘{lacking}’."
    return replace(found, status=CHANGED, notes=(*found.notes, note))


def _penalty(found: Found, base: Version) -> Found:
    """The penalty in the words of the file beside that of the version."""
    read = penalty(found.text)
    data = (base.law.maximum_months, base.law.fine_category)
    if found.status == SAME and not read.clear:
        return found
    if not read.clear and data == (None, None):
        return found
    if found.status == SAME and (read.months, read.category) == (None, None) and not base.verbatim:
        return found
    return replace(found, threat=read)


def _dated(found: Found, article: Article, base: Version, day: str, history: History | None) -> Found:
    """From when the words apply, and whether a new version can be proposed."""
    notes, since = list(found.notes), article.since
    told = history.start(article) if history is not None else ""
    if told and since and told != since:
        notes.append(f"Het bestand laat dit artikel ingaan op {since}, de WTI op {told}.")
    if history is not None and not told and found.status != SAME:
        notes.append("De WTI noemt deze versie van het artikel niet.")
    between = history.between(article, base.read_on, since) if history is not None and since else ()
    if between and found.status != SAME:
        notes.append(f"Het artikel is daarvoor ook gewijzigd, op {', '.join(between)}. Die teksten zijn niet gelezen.")
    at_latest = history is None or not told or told != since or bool(between)
    found = replace(found, since=since, at_latest=at_latest)
    if found.status == SAME:
        notes += _unchanged_since(found, base, since)
        return replace(found, notes=tuple(notes))
    if found.status != CHANGED:
        return replace(found, notes=tuple(notes))
    against = list(_objections(found, article, base, day))
    notes += _moved(found.provision, article, base)
    return replace(found, notes=(*notes, *against), proposed=not against)


def _unchanged_since(found: Found, base: Version, since: str) -> Iterator[str]:
    """What the file says of the first day of words that did not change, where the knowledge base says otherwise."""
    alone = not found.provision.paragraph and not found.provision.part
    known = base.law.valid_from
    if not since or since == known:
        return
    if since > base.read_on:
        yield f"Het artikel is op {since} gewijzigd, maar deze woorden niet."
    elif not known:
        yield f"De kennisbank kent de begindatum niet; volgens het bestand luidt het artikel zo sinds {since}."
    elif since < known or alone:
        word = "uiterlijk " if base.law.qualifier.startswith("uiterlijk") else ""
        yield f"Volgens de kennisbank geldt deze tekst {word}sinds {known}, volgens het bestand sinds {since}."


def _objections(found: Found, article: Article, base: Version, day: str) -> Iterator[str]:
    """Why a changed text can't be written as a new version."""
    if base is not found.provision.latest:
        yield "Geen voorstel: de kennisbank heeft al een nieuwere tekst van deze bepaling."
    elif not article.since:
        yield "Geen voorstel: het bestand zegt niet sinds wanneer dit artikel zo luidt."
    elif base.law.valid_to and base.law.valid_to >= article.since:
        yield f"Geen voorstel: de tekst in de kennisbank geldt tot en met {base.law.valid_to}, na het begin van deze."
    elif article.since > day:
        yield f"Geen voorstel: het artikel gaat pas in op {article.since}, na de dag van dit bestand."
    elif article.since <= base.read_on:
        yield (
            f"Geen voorstel: volgens het bestand is dit artikel sinds {article.since} niet gewijzigd, en de kennisbank "
            f"las op {base.read_on} toch andere woorden. Zoek uit welke tekst juist is."
        )
    provision = found.provision
    if not provision.paragraph and not provision.part and article.paragraphs[0].number:
        yield "Geen voorstel: dit artikel heeft in het bestand leden en in de kennisbank niet. Voeg de leden zelf toe."
    if article.beside:
        yield f"Geen voorstel: bij dit artikel hoort ook {' en '.join(article.beside)}."


def _missing(provision: Provision, article: Article, base: Version | None) -> Found:
    """A provision whose article is in the file, but not just once itself."""
    key = provision.part or provision.paragraph
    lines = [str(p.line) for p in article.paragraphs if p.number == key]
    times = numbers(provision, article).count(key)
    if times > 1:
        where = f" (regels {' en '.join(lines)})" if len(lines) > 1 else ""
        note = f"Dit staat {times} keer in het artikel{where}, bijvoorbeeld omdat het gefaseerd ingaat. Lees zelf na."
        return Found(provision, UNSURE, base, article.line, article=article, notes=(note,))
    if not provision.part and not any(p.number for p in article.paragraphs):
        note = "Dit artikel heeft in het bestand geen leden. Lees zelf na wat er van dit lid is geworden."
        return Found(provision, UNSURE, base, article.line, article=article, notes=(note,))
    what = "onderdeel" if provision.part else "lid"
    note = f"Artikel {provision.article} staat in het bestand, maar zonder {what} {key}."
    notes = (note, *_moved(provision, article, base))
    if base is not None and article.since and article.since <= base.read_on:
        told = (
            f"Toch is het artikel volgens het bestand sinds {article.since} niet gewijzigd, en de kennisbank las het op"
        )
        notes = (*notes, f"{told} {base.read_on} wel. Zoek uit wat juist is.")
    return Found(provision, GONE, base, article.line, article=article, since=article.since, notes=notes)


def _moved(provision: Provision, article: Article, base: Version | None) -> Iterator[str]:
    """Where in the article the words of a version now stand, when that is another paragraph."""
    held = squeezed(base.law.text) if base is not None and base.verbatim and not provision.part else ""
    for lid in article.paragraphs:
        if held and lid.text == held and lid.number != provision.paragraph:
            yield f"De woorden van de kennisbank staan nu in lid {lid.number} (regel {lid.line}): is het hernummerd?"


def _repealed(provision: Provision, article: Article, base: Version, what: str) -> Found:
    note = f"Volgens het bestand is dit {what} vervallen."
    return Found(provision, GONE, base, article.line, article=article, since=article.since, notes=(note,))


def _one(provision: Provision, text: Consolidation, history: History | None) -> Found:
    day = date.fromisoformat(text.day)
    base = _base(provision, day)
    articles = text.named(provision.article)
    if not articles:
        return Found(provision, ABSENT, base)
    article = articles[0]
    if len(articles) > 1:
        note = f"Artikel {provision.article} staat {len(articles)} keer in het bestand (regels "
        note += " en ".join(str(a.line) for a in articles) + "). Lees zelf na welke tekst geldt."
        return Found(provision, UNSURE, base, article.line, article=article, notes=(note,))
    if article.status == AWAITED:
        note = "Volgens het bestand is dit artikel nog niet in werking."
        return Found(provision, UNSURE, base, article.line, article=article, notes=(note,))
    if base is None:
        note = f"De oudste tekst in de kennisbank is van {provision.versions[0].law.valid_from}."
        return Found(provision, BEFORE, None, article.line, article=article, notes=(note,))
    if article.status == REPEALED:
        return _repealed(provision, article, base, "artikel")
    words = place(provision, article)
    if words is None:
        return _missing(provision, article, base)
    if standing(words[0]) == REPEALED:
        return _repealed(provision, article, base, "onderdeel" if provision.part else "lid")
    if standing(words[0]) == AWAITED:
        note = "Volgens het bestand is deze tekst nog niet in werking."
        return Found(provision, UNSURE, base, words[1], article=article, notes=(note,))
    found = Found(provision, SAME, base, words[1], words[0], article)
    lid = next((p for p in article.paragraphs if p.number == provision.paragraph), None)
    context = lid.text if lid is not None else article.text
    if base.last < day:
        told = f"De kennisbank heeft van deze bepaling geen tekst van na {base.law.valid_to}."
        found = replace(found, notes=(told,))
    found = _penalty(_compared(found, base, context), base)
    return _dated(found, article, base, text.day, history)


def _beside(article: Article, siblings: list[Provision], day: str) -> Iterator[Found]:
    """The paragraphs of an article that the knowledge base does not have beside those it has."""
    known = {p.paragraph for p in siblings}
    read_on = max(p.latest.read_on for p in siblings)
    for lid in article.paragraphs:
        if lid.number and lid.number not in known and not standing(lid.text):
            yield _unheld(lid, article, siblings[0], read_on, day)


def _unheld(lid: Paragraph, article: Article, sibling: Provision, read_on: str, day: str) -> Found:
    """A paragraph that the knowledge base does not have: new when the article changed since it was read."""
    last = f" lid {sibling.paragraph}"
    provision = replace(
        sibling,
        address=re.sub(rf"/{re.escape(sibling.paragraph)}$", f"/{lid.number}", sibling.address),
        designation=sibling.designation.removesuffix(last) + f" lid {lid.number}",
        title=sibling.title.replace(last, f" lid {lid.number}", 1),
        paragraph=lid.number,
    )
    is_new = read_on < article.since <= day
    times = [p.number for p in article.paragraphs].count(lid.number)
    note = "De kennisbank heeft dit lid niet: het is nieuw of hernummerd, of het is nooit opgenomen."
    proposed = is_new and not article.beside and times == 1 and _NUMBER.fullmatch(lid.number) is not None
    return Found(
        provision, NEW if is_new else UNHELD, None, lid.line, lid.text, article, threat=penalty(lid.text),
        since=article.since, at_latest=True, notes=(note,) if is_new else (), proposed=proposed,
    )  # fmt: skip


def compare(act: Act, text: Consolidation, history: History | None = None) -> tuple[Found, ...]:
    """Every provision of an act beside a text of it, and the paragraphs that the act has beside them.

    What the knowledge base holds as old law only is compared with texts of its own time, and left out where a later
    text does not have it either.
    """
    living = [p for p in act.provisions if not _superseded(p, act, text.day)]
    day = date.fromisoformat(text.day)
    beside = (_one(p, text, history) for p in living)
    found = [f for f in beside if f.status not in (GONE, ABSENT) or f.base is None or f.base.last >= day]
    for name in sorted({p.article for p in living if p.paragraph and not p.part}):
        siblings = [p for p in living if p.article == name and p.paragraph and not p.part]
        articles = text.named(name)
        if len(articles) == 1 and articles[0].status not in (AWAITED, REPEALED):
            found += _beside(articles[0], siblings, text.day)
    return tuple(sorted(found, key=lambda f: (STATUSES.index(f.status), _order(f.provision))))


def _order(provision: Provision) -> tuple[tuple[int, str], ...]:
    """The order of the law: 5, 5a, 10."""
    digits = re.findall(r"(\d*)(\D*)", " ".join((provision.article, provision.paragraph or "0", provision.part)))
    return tuple((int(n or 0), rest) for n, rest in digits)
