"""What would have to be otherwise, in words: what is in the way, what is said too vaguely, and the ways."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from legalkb.explanation.tree import ADDED, DROPPED, TURNED, Change, Otherwise, Suggestion
from legalkb.findings import Evidence
from legalkb.report import phrases
from legalkb.report.explained_rest import Shown

GOALS = {
    "aanwijzing": "uitkomst ‘aanwijzing’",
    "aanknopingspunt": "er is dan een aanknopingspunt",
}
SETTLED = {"vervuld": "dan vervuld", "open_norm": "dan alleen nog het oordeel van een mens"}
DEPENDS = "Dit zegt waar de uitkomst van afhangt. Wat is verklaard of vastgelegd, blijft staan."
NO_WAY = (
    "Er is geen manier gevonden waarop alles hiervoor aanwezig zou zijn. Er is niet verder gezocht dan nieuwe "
    "antwoorden, en ten hoogste drie verklaringen of opgaven die er niet zouden zijn."
)
FIXED = "Leeftijd en datum liggen vast; er is geen antwoord dat dit verandert."
DISPUTED = "Tegenspraak alleen is niet genoeg voor {}: dan spreken bronnen elkaar tegen."
MOST_BLOCKING = 3
Say = Callable[[Evidence], str]


def possible(item: Otherwise) -> tuple[Suggestion, ...]:
    """The suggestions that an answer could make true: none that has another age or day than the case knows."""
    return tuple(s for s in item.suggestions if not any(c.fixed for c in s.changes))


@dataclass(frozen=True, slots=True)
class Way:
    """A way in words: what it leads to, its conditions, whether it says anything of what is stated, and what is to be
    said after it."""

    then: str
    conditions: tuple[str, ...]
    about_stated: bool
    after: str = ""


def ways(item: Otherwise, labels: Mapping[str, str]) -> tuple[Way, ...]:
    """The ways in words, each once. Where another source that contradicts a statement makes a difference, that is
    told: what was stated cannot be made undone."""
    return tuple(dict.fromkeys(_way(item, s, labels) for s in possible(item)))


def told(item: Otherwise, full: bool, say: Say, labels: Mapping[str, str]) -> list[Shown]:
    """What it would take for one thing that is not met."""
    shown = _blocking(item, full, say)
    if item.vague:
        said = tuple(Shown("onbekend", f"{say(v.evidence)} {v.question}".strip()) for v in item.vague)
        shown.append(Shown("", "Niet precies genoeg", (), said))
    every = ways(item, labels)
    found = every if full else every[:1]
    if any(way.about_stated for way in found):
        shown.append(Shown("", DEPENDS))
    for number, way in enumerate(found):
        start = "Dit zou anders zijn" if number == 0 else "Of"
        together = "als al deze punten samen gelden:" if len(way.conditions) > 1 else "als:"
        conditions = tuple(Shown("", c) for c in way.conditions)
        shown.append(Shown("", f"{start} ({way.then}) {together}", (), conditions))
        shown += [Shown("", way.after)] if way.after else []
    rest = len(every) - len(found)
    if rest:
        many = "manier" if rest == 1 else "manieren"
        shown.append(Shown("", f"Of op {phrases.number(rest)} andere {many} (zie --alles)."))
    if not found:
        shown.append(Shown("", FIXED if item.suggestions else NO_WAY))
    return shown


def _blocking(item: Otherwise, full: bool, say: Say) -> list[Shown]:
    if not item.blocking:
        return []
    most = len(item.blocking) if full else MOST_BLOCKING
    said = [Shown("weersproken", say(e)) for e in item.blocking[:most]]
    more = len(item.blocking) - len(said)
    said += [Shown("", f"en nog {phrases.number(more)} (zie hieronder)")] if more > 0 else []
    return [Shown("", "Wat in de weg staat", (), tuple(said))]


def _way(item: Otherwise, way: Suggestion, labels: Mapping[str, str]) -> Way:
    if way.contradicted not in ("", item.now):
        said = tuple(change(c, labels, True) for c in way.changes if c.fact and c.kind in (DROPPED, TURNED))
        aim = "‘vervuld’" if item.element else f"de {GOALS['aanwijzing']}"
        after = DISPUTED.format(aim) if way.contradicted != way.result else ""
        return Way(_status(way.contradicted), said, True, after)
    then = SETTLED.get(way.result, "") if item.element else GOALS[item.goal]
    conditions = tuple(change(c, labels) for c in way.changes)
    return Way(then, conditions, any(c.kind != ADDED for c in way.changes))


def _status(name: str) -> str:
    return f"dan {phrases.STATUS[name]}" if name in phrases.STATUS else f"uitkomst ‘{phrases.OUTCOME.get(name, name)}’"


def change(item: Change, labels: Mapping[str, str], opposed: bool = False) -> str:
    """A change as a condition, with the number and the source of the statement that it is about.

    ``opposed`` tells it as another source that contradicts the statement.
    """
    source = labels.get(item.source) or phrases.named_source(item.source)
    where = ", ".join(_filled((f"feit {item.fact}" if item.fact else "", source if item.fact else "")))
    text = item.text
    if opposed and item.fact and item.kind in (DROPPED, TURNED):
        text = f"een andere bron dit tegensprak: {text[text.index('‘') :]}"
    return phrases.dates(text) + (f" ({where})" if where else "")


def _filled(parts: Sequence[str]) -> Iterable[str]:
    return (p for p in parts if p)
