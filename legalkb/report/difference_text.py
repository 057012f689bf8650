"""A comparison as plain text for a terminal of 60 to 120 columns: what was beside what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from legalkb.comparison.model import (
    ELEMENTS,
    GATES,
    OUTCOME,
    REST,
    Cause,
    ElementChange,
    FindingChange,
    Listed,
)
from legalkb.findings import Neighbour, OffenceFinding
from legalkb.report import caveats, phrases, protection
from legalkb.report.as_table import protection_first, terminal_width
from legalkb.report.difference_columns import beside, points, wrap
from legalkb.report.difference_gates import gate_key, gates, told_gates
from legalkb.report.difference_view import (
    Comparison,
    asked,
    cause,
    fresh,
    outcome,
    provisions,
    scenarios,
    statements,
    therefore,
)
from legalkb.report.grouping import without_spare
from legalkb.report.prosecution import assessed, worded

MOST = 8
QUOTE = 48
SECTIONS = {
    OUTCOME: "DE UITKOMST IS ANDERS",
    ELEMENTS: "DE UITKOMST IS GELIJK, DE ONDERBOUWING ANDERS",
    GATES: "DE BESTANDDELEN STAAN GELIJK, DE VERVOLGBAARHEID OF DE WETSVERSIE ANDERS",
    REST: "DE STATUS IS GELIJK, MAAR ER ZIJN ANDERE FEITEN",
}
NOTHING = "Er verandert niets: geen uitkomst, geen bestanddeel, geen vervolgbaarheid en geen vraag."
NO_DIFFERENCE = "De twee zaken zeggen hetzelfde; er is geen verschil."
ONLY_DATA = "De zaken verschillen, maar de beoordeling is in alles gelijk."
NO_OUTCOME = "Geen uitkomst is anders."
HYPOTHESIS = "Dit is een wat-als: wat ‘aangenomen’ heet, heeft niemand verklaard. Het zaakbestand is niet gewijzigd."
UNSEEN = "Zonder gevolg voor de uitkomst zijn er andere feiten, vragen of opmerkingen bij"
ALIKE = "Hetzelfde geldt voor"

T = TypeVar("T")


def _heading(told: Comparison, width: int) -> list[str]:
    lines = [*wrap(f"{phrases.PREMISE} ({phrases.PREMISE_CITATION})", width), ""]
    sides = zip(told.names, (told.before, told.after), told.files, strict=True)
    for name, side, file in list(sides)[: 1 if told.hypothetical else 2]:
        case = f"zaak {side.case}" if side.case else "zaak zonder naam"
        date = side.receipt.reference_date
        text = f"{case}{f' ({file})' if file else ''}{f' · peildatum {phrases.dates(date)}' if date else ''}"
        lines += wrap(f"Wat als? {phrases.capital(text)}" if told.hypothetical else f"{name}: {text}", width)
    lines += [phrases.FICTIONAL] if told.before.fictional and told.after.fictional else []
    for text in dict.fromkeys(filter(None, (told.before.classification, told.after.classification))):
        lines += wrap(text, width)
    return lines + (wrap(HYPOTHESIS, width) if told.hypothetical else [])


def _case(told: Comparison, width: int) -> list[str]:
    """What differs in the cases themselves, and what is to be said of it."""
    changes: tuple[Cause, ...] = (*told.difference.facts, *told.difference.data)
    lines = ["", "WAT U ANDERS INVULT" if told.hypothetical else "WAT DE ZAKEN ANDERS ZEGGEN"] if changes else []
    lines += beside(([name] for name in told.names), width, "  ") if changes else []
    for change in changes:
        lines += beside((points(side) for side in cause(change, told)), width, "  ")
    for remark in told.remarks:
        lines += ["", *wrap(remark, width)]
    return lines


def _element(change: ElementChange, finding: OffenceFinding, told: Comparison, width: int) -> list[str]:
    """An element: its status on each side, with the statements that only that side has."""
    among = finding.elements if change.shown in finding.elements else (*finding.elements, change.shown)
    lines = wrap(phrases.element(change.shown, among), width, "    ")
    left, right = ([phrases.capital(phrases.status(e)) if e else "–"] for e in (change.before, change.after))
    left += points(statements(fresh(change.statements).lost, told))
    right += points(statements(fresh(change.statements).gained, told, True))
    left += points(f"te vragen: {q.wanted.question}" for q in change.questions.lost)
    right += points(f"te vragen: {q.wanted.question}" for q in change.questions.gained)
    for found in change.because[:MOST]:
        sides = cause(found, told)
        left, right = left + points(sides[0]), right + points(sides[1])
    return lines + beside((left, right), width, "      ")


def _key(change: ElementChange, finding: OffenceFinding) -> tuple[object, ...]:
    """What makes the change of an element the same for two variants."""
    sides = (phrases.status(e) if e else "" for e in (change.before, change.after))
    told = fresh(change.statements)
    found = (tuple(map(repr, x)) for x in (told.lost, told.gained))
    questions = (tuple(q.wanted.question for q in x) for x in (change.questions.lost, change.questions.gained))
    return finding.suspect, finding.victim, change.shown.quote, *sides, *found, *questions


def told_elements(change: FindingChange) -> list[ElementChange]:
    """The elements of which more differs than dates of the same facts and what could still fulfil them."""
    return [e for e in change.elements if e.status_changed or fresh(e.statements) or e.questions]


def _elements(change: FindingChange, told: Comparison, seen: dict[object, str], width: int) -> list[str]:
    """The elements that differ; one that another variant tells is named only."""
    lines: list[str] = []
    again: dict[str, list[str]] = {}
    name = phrases.offence(change.shown, "art.")
    for element in sorted(told_elements(change), key=lambda e: not e.status_changed):
        told_at = seen.setdefault(_key(element, change.shown), name)
        if told_at != name:
            again.setdefault(told_at, []).append(phrases.element(element.shown, change.shown.elements, QUOTE))
        else:
            lines += _element(element, change.shown, told, width)
    for where, quotes in again.items():
        lines += wrap(f"{phrases.listing(quotes)}: als bij {where}.", width, "    ")
    return lines


def _alike(change: FindingChange, seen: dict[object, str]) -> bool:
    """Whether everything in which a variant differs is told with another one, and its outcome stays."""
    keys = [_key(e, change.shown) for e in told_elements(change)]
    keys += [gate_key(g, change.shown) for g in told_gates(change)]
    return change.level != OUTCOME and bool(keys) and all(key in seen for key in keys)


def _context(finding: OffenceFinding) -> str:
    parts = (
        f"met {finding.holder} als houder van gezag of opzicht" if finding.holder else "",
        f"voorwerp: {finding.object}" if finding.object else "",
        f"voorval: {phrases.dates(finding.event)}" if finding.event else "",
    )
    return ", ".join(p for p in parts if p)


def _law(change: FindingChange, width: int) -> Iterator[str]:
    """When the conduct began and the version of the law, where they differ and both sides have a lead."""
    if not (change.before and change.after and phrases.lead(change.before) and phrases.lead(change.after)):
        return
    same = change.before.conduct_basis == change.after.conduct_basis
    sides = (change.before, change.after)
    bases = ["" if same else f" ({phrases.dates(phrases.flat(f.conduct_basis))})" for f in sides]
    began = [_when(f.conduct) + basis for f, basis in zip(sides, bases, strict=True)]
    law = ["; ".join(map(phrases.period, f.law)) for f in sides]
    for name, (left, right) in (("Begin van de gedraging", began), ("Wetsversie", law)):
        if left != right:
            yield from (f"    {name}", *beside(([left], [right]), width, "      "))


def _when(conduct: str) -> str:
    """A date, or the two between which it lies, in words."""
    first, between, last = conduct.partition("/")
    text = f"tussen {first} en {last}" if between else first or "niet bekend"
    return phrases.capital(phrases.dates(text))


def _remarks(change: FindingChange, width: int) -> list[str]:
    """The remarks that only one side has."""
    if not change.remarks or change.before is None or change.after is None:
        return []
    sides = (points(worded(r.text) for r in side) for side in (change.remarks.lost, change.remarks.gained))
    return ["    Opmerkingen", *beside(sides, width, "      ")]


def _finding(change: FindingChange, told: Comparison, seen: dict[object, str], width: int) -> list[str]:
    where = _context(change.shown)
    lines = ["", *wrap(phrases.offence(change.shown, "art.") + (f" ({where})" if where else ""), width, "  ")]
    sides = [phrases.capital(outcome(f)) for f in (change.before, change.after)]
    if change.verdict_changed:
        lines += beside(zip(told.names, sides, strict=True), width)
    else:
        lines += [
            *wrap(f"Uitkomst blijft: {sides[1].lower()}.", width, "    "),
            *beside(([n] for n in told.names), width),
        ]
    lines += [*_law(change, width), *_elements(change, told, seen, width)]
    text = therefore(change.after) if change.verdict_changed else ""
    so = "Dus" if told.hypothetical else f"Dus in {told.names[1]}"
    lines += wrap(f"{so}: {text}", width, "    ") if text else []
    return lines + gates(change, seen, width) + _remarks(change, width)


def shown(told: Comparison) -> list[FindingChange]:
    """The variants that are told on their own: with a lead on either side, and with something to show; not what is
    assessed for no holder in particular where a named holder gives as much."""
    kept = {id(f) for side in (told.before, told.after) for f in without_spare(side.findings)}
    found = []
    for change in told.difference.findings:
        sides = [f for f in (change.before, change.after) if f is not None]
        lead = any(phrases.lead(f) for f in sides) and any(id(f) in kept for f in sides)
        if lead and (change.level != REST or told_elements(change)):
            found.append(change)
    return found


def _sections(told: Comparison, width: int) -> Iterator[str]:
    """The findings that differ, what matters most first."""
    seen: dict[object, str] = {}
    told_apart = shown(told)
    for level, heading in SECTIONS.items():
        found = [f for f in told_apart if f.level == level]
        if found:
            yield from ("", *wrap(heading, width))
        for pair in dict.fromkeys((f.shown.suspect, f.shown.victim) for f in found):
            yield from ("", f"{pair[0]} ten aanzien van {pair[1]}")
            alike = []
            for change in (f for f in found if (f.shown.suspect, f.shown.victim) == pair):
                if _alike(change, seen):
                    alike.append(change.shown)
                else:
                    yield from _finding(change, told, seen, width)
            if alike:
                yield from ("", *wrap(f"{ALIKE} {phrases.paragraphs(alike)}.", width, "  "))


def _items(title_: str, found: Listed[str], told: Comparison, width: int) -> list[str]:
    """A block of what only one side has."""
    if not found:
        return []
    sides = []
    for name, texts in zip(told.names, (found.lost, found.gained), strict=True):
        more = [f"- en nog {len(texts) - MOST}"] if len(texts) > MOST else []
        sides.append([name, *points(texts[:MOST]), *more])
    return ["", title_, *beside(sides, width, "  ")]


def _texts(found: Listed[T], words: Callable[[T], str]) -> Listed[str]:
    """The words of what only one side has; what comes to the same words is not told."""
    gained, lost = (tuple(map(words, side)) for side in (found.gained, found.lost))
    return Listed(tuple(t for t in gained if t not in lost), tuple(t for t in lost if t not in gained))


def _neighbour(item: Neighbour) -> str:
    return f"{phrases.provision(item.designation, article='art.')} ({item.title.lower()})"


def _about(change: FindingChange) -> tuple[str, ...]:
    return change.shown.rule, change.shown.suspect, change.shown.victim


def _rest(told: Comparison, width: int) -> list[str]:
    d = told.difference
    told_apart = {_about(f) for f in shown(told)}
    rest = [f.shown for f in d.findings if _about(f) not in told_apart]
    lines = ["", *wrap(f"{UNSEEN} {provisions(rest)}.", width)] if rest else []
    lines += _items("VOLGENDE VRAGEN", asked(told), told, width)
    lines += _items("BUITEN DE ZEVEN BEPALINGEN, DENK AAN", _texts(d.neighbours, _neighbour), told, width)
    lines += _items("LIJKT OP SCENARIO", scenarios(d.scenarios), told, width)
    lines += _items("SAMENLOOP", _texts(d.concurrence, lambda g: worded(g.summary)), told, width)
    return lines if told.hypothetical else lines + _items("AANNAMES", _texts(d.notes, worded), told, width)


def _same(told: Comparison, width: int) -> list[str]:
    same = told.difference.same
    lead = [f for f in same if phrases.lead(f)]
    without = len({(f.rule, f.suspect, f.victim) for f in same if not phrases.lead(f)})
    parts = [f"de beoordeling van {provisions(lead)}"] if lead else []
    parts += [f"{phrases.number(without)} keer geen aanknopingspunt"] if without else []
    return ["", *wrap(f"Gelijk gebleven: {'; en '.join(parts)}.", width)] if parts else []


def _warnings(told: Comparison, width: int) -> list[str]:
    sides = [caveats.warnings(side) for side in (told.before, told.after)]
    lines: list[str] = []
    for text in dict.fromkeys((*sides[0], *sides[1])):
        only = [name for name, side in zip(told.names, sides, strict=True) if text in side]
        lines += ["", *wrap(text if len(only) > 1 else f"{only[0]}. {text}", width)]
    return lines


def render(told: Comparison, width: int | None = None) -> str:
    """The comparison as text; without a width, that of the terminal."""
    columns = width or terminal_width()
    d = told.difference
    lines = _heading(told, columns) + protection_first(told.after, columns)
    lines += _case(told, columns) + _warnings(told, columns)
    if not d.in_outcome and not asked(told):
        text = NOTHING if told.hypothetical else ONLY_DATA if d else NO_DIFFERENCE
        lines += ["", *wrap(text, columns)]
    else:
        lines += _items("BESCHERMINGSPADEN", _texts(d.paths, protection.short), told, columns)
        lines += ["", NO_OUTCOME] if all(f.level != OUTCOME for f in d.findings) else []
        lines += [*_sections(told, columns), *_rest(told, columns)]
    closing = phrases.APART if assessed(told.before) or assessed(told.after) else phrases.GATES
    lines += [*_same(told, columns), "", *wrap(closing, columns)]
    return "\n".join(line.rstrip() for line in lines) + "\n"
