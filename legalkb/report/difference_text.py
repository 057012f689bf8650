"""A comparison as plain text for a terminal of 60 to 120 columns: what was beside what becomes of it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from legalkb.comparison.model import ELEMENTS, GATES, OUTCOME, ElementChange, FindingChange, GateChange, Listed
from legalkb.findings import OffenceFinding
from legalkb.report import caveats, phrases, protection
from legalkb.report.as_table import terminal_width
from legalkb.report.difference_view import (
    Comparison,
    asked,
    cause,
    is_assumed,
    outcome,
    provisions,
    statement,
    therefore,
)
from legalkb.report.prosecution import assessed, stand, title

BETWEEN = " │ "
MOST_QUESTIONS = 8
SECTIONS = {
    OUTCOME: "DE UITKOMST IS ANDERS",
    ELEMENTS: "DE UITKOMST IS GELIJK, MAAR EEN BESTANDDEEL STAAT ANDERS",
    GATES: "ALLEEN DE VERVOLGBAARHEID IS ANDERS",
}
NOTHING = "Er verandert niets: geen uitkomst, geen bestanddeel, geen vervolgbaarheid en geen vraag."
NO_DIFFERENCE = "De twee zaken zeggen hetzelfde; er is geen verschil."
ONLY_DATA = "De zaken verschillen, maar de uitkomst is in alles gelijk."
HYPOTHESIS = (
    "Dit is een wat-als: wat ‘aangenomen’ heet, is door niemand verklaard. Het zaakbestand is niet gewijzigd."
)


def _wrap(text: str, width: int, first: str = "", later: str | None = None) -> list[str]:
    return textwrap.wrap(
        " ".join(text.split()),
        width,
        initial_indent=first,
        subsequent_indent=" " * len(first) if later is None else later,
        break_on_hyphens=False,
    )


def _beside(left: Sequence[str], right: Sequence[str], width: int, indent: str = "    ") -> list[str]:
    """Two columns: the texts of one side beside those of the other, each text wrapped in its column."""
    column = (width - len(indent) - len(BETWEEN)) // 2
    sides = [[line for text in texts for line in _cell(text, column)] for texts in (left, right)]
    return [f"{indent}{a.ljust(column)}{BETWEEN}{b}".rstrip() for a, b in zip_longest(*sides, fillvalue="")]


def _cell(text: str, column: int) -> list[str]:
    return _wrap(text, column, "", "  " if text.startswith("- ") else "")


def _points(texts: Iterable[str]) -> list[str]:
    return [f"- {text}" for text in texts]


def _heading(told: Comparison, width: int) -> list[str]:
    lines = [*_wrap(f"{phrases.PREMISE} ({phrases.PREMISE_CITATION})", width), ""]
    for name, side in zip(told.names, (told.before, told.after), strict=True):
        case = f"zaak {side.case}" if side.case else "zaak zonder naam"
        date = side.receipt.reference_date
        text = f"{case}{f' · peildatum {phrases.dates(date)}' if date else ''}"
        if told.hypothetical:
            lines += _wrap(f"Wat als? {phrases.capital(text)}", width)
            break
        lines += _wrap(f"{name}: {text}", width)
    lines += [phrases.FICTIONAL] if told.before.fictional and told.after.fictional else []
    for text in dict.fromkeys(filter(None, (told.before.classification, told.after.classification))):
        lines += _wrap(text, width)
    return lines + (_wrap(HYPOTHESIS, width) if told.hypothetical else [])


def _case(told: Comparison, width: int) -> list[str]:
    """What differs in the cases themselves."""
    changes = (*told.difference.facts, *told.difference.data)
    lines = ["", "WAT U ANDERS INVULT" if told.hypothetical else "WAT DE ZAKEN ANDERS ZEGGEN"] if changes else []
    lines += _beside(*([name] for name in told.names), width, "  ") if changes else []
    for change in changes:
        lines += _beside(*(_points(side) for side in cause(change, told)), width, "  ")
    for remark in told.remarks:
        lines += ["", *_wrap(remark, width)]
    return lines


def _element(change: ElementChange, finding: OffenceFinding, told: Comparison, width: int) -> list[str]:
    """An element: its status on each side, with the statements that only that side has."""
    among = finding.elements if change.shown in finding.elements else (*finding.elements, change.shown)
    lines = _wrap(phrases.element(change.shown, among), width, "    ")
    left, right = ([phrases.capital(phrases.status(e)) if e else "–"] for e in (change.before, change.after))
    left += _points(statement(s) for s in change.statements.lost)
    right += _points(statement(s, is_assumed(told, s.evidence.fact, True)) for s in change.statements.gained)
    left += _points(f"te vragen: {q.wanted.question}" for q in change.questions.lost)
    right += _points(f"te vragen: {q.wanted.question}" for q in change.questions.gained)
    if not change.statements:
        for found in change.because:
            sides = cause(found, told)
            left, right = left + _points(sides[0]), right + _points(sides[1])
    return lines + _beside(left, right, width, "      ")


def _key(change: ElementChange) -> tuple[object, ...]:
    """What makes the change of an element the same for two variants."""
    sides = (phrases.status(e) if e else "" for e in (change.before, change.after))
    said = (tuple(map(repr, x)) for x in (change.statements.lost, change.statements.gained))
    asked_ = (tuple(q.wanted.question for q in x) for x in (change.questions.lost, change.questions.gained))
    return change.shown.quote, *sides, *said, *asked_


def _elements(change: FindingChange, told: Comparison, seen: dict[object, str], width: int) -> list[str]:
    """The elements that differ; one that another variant tells is named only."""
    lines, again = [], {}
    name = phrases.offence(change.shown, "art.")
    for element in sorted(change.elements, key=lambda e: not e.status_changed):
        key = (change.shown.suspect, change.shown.victim, *_key(element))
        told_at = seen.setdefault(key, name)
        if told_at != name:
            again.setdefault(told_at, []).append(phrases.element(element.shown, change.shown.elements, 48))
        else:
            lines += _element(element, change.shown, told, width)
    for where, quotes in again.items():
        lines += _wrap(f"{phrases.listing(quotes)}: als bij {where}.", width, "    ")
    return lines


def _gate(change: GateChange, width: int) -> list[str]:
    left, right = ([phrases.capital(stand(g))] if g else ["–"] for g in (change.before, change.after))
    for gate, side, reasons in (
        (change.before, left, change.reasons.lost),
        (change.after, right, change.reasons.gained),
    ):
        texts = [gate.summary, *(r.text for r in reasons)] if gate else []
        side += _points(phrases.sentence(phrases.dates(t)) for t in dict.fromkeys(texts) if t)
    return [*_wrap(title(change.shown), width, "    "), *_beside(left, right, width, "      ")]


def _gates(change: FindingChange, width: int) -> list[str]:
    """The gates; where one side has no lead at all, only what stands in the way on the other."""
    if change.before and change.after and change.before.gates and change.after.gates:
        return [line for g in change.gates for line in _gate(g, width)]
    return []


def _context(finding: OffenceFinding) -> str:
    parts = (
        f"met {finding.holder} als houder van gezag of opzicht" if finding.holder else "",
        f"voorwerp: {finding.object}" if finding.object else "",
        f"voorval: {phrases.dates(finding.event)}" if finding.event else "",
    )
    return ", ".join(p for p in parts if p)


def _finding(change: FindingChange, told: Comparison, seen: dict[object, str], width: int) -> list[str]:
    shown = change.shown
    where = _context(shown)
    lines = ["", *_wrap(phrases.offence(shown, "art.") + (f" ({where})" if where else ""), width, "  ")]
    sides = [phrases.capital(outcome(f)) for f in (change.before, change.after)]
    lines += _beside([told.names[0], sides[0]], [told.names[1], sides[1]], width)
    if change.law_changed and change.before and change.after:
        texts = [[", ".join(map(phrases.period, f.law))] for f in (change.before, change.after)]
        lines += [*_wrap("Versie van de wet", width, "    "), *_beside(*texts, width, "      ")]
    lines += _elements(change, told, seen, width)
    if change.level == OUTCOME or change.verdict_changed:
        text = therefore(change.after)
        lines += _wrap(f"{told.names[1]}: {text}", width, "    ") if text else []
    return lines + _gates(change, width)


def _leads(change: FindingChange) -> bool:
    return any(f is not None and phrases.lead(f) for f in (change.before, change.after))


def _sections(told: Comparison, width: int) -> Iterator[str]:
    """The findings that differ, what matters most first."""
    seen: dict[object, str] = {}
    for level, heading in SECTIONS.items():
        found = [f for f in told.difference.findings if f.level == level and _leads(f)]
        if found:
            yield from ("", heading)
        pairs = dict.fromkeys((f.shown.suspect, f.shown.victim) for f in found)
        for pair in pairs:
            yield from ("", f"{pair[0]} ten aanzien van {pair[1]}")
            for change in (f for f in found if (f.shown.suspect, f.shown.victim) == pair):
                yield from _finding(change, told, seen, width)


def _items(title_: str, found: Listed[str], told: Comparison, width: int) -> list[str]:
    if not found:
        return []
    sides = [_points(texts[:MOST_QUESTIONS]) for texts in (found.lost, found.gained)]
    for side, texts in zip(sides, (found.lost, found.gained), strict=True):
        left_out = len(texts) - MOST_QUESTIONS
        side += [f"- en nog {left_out}"] if left_out > 0 else []
    heads = ([told.names[0]], [told.names[1]])
    return ["", title_, *_beside(*heads, width, "  "), *_beside(*sides, width, "  ")]


def _rest(told: Comparison, width: int) -> list[str]:
    d = told.difference
    rest = [f for f in d.findings if f.level > GATES or (f.level > OUTCOME and not _leads(f))]
    lines = []
    if rest:
        text = "Daar zijn alleen feiten, vragen of opmerkingen bij een bestanddeel anders, zonder gevolg voor de uitkomst"
        lines += ["", *_wrap(f"{text}: {provisions(f.shown for f in rest)}.", width)]
    neighbours = Listed(*(tuple(f"{phrases.provision(n.designation, article='art.')} ({n.title.lower()})" for n in side) for side in (d.neighbours.gained, d.neighbours.lost)))
    scenarios = Listed(*(tuple(f"{s.id} {s.label}: {', '.join(s.present)}" for s in side) for side in (d.scenarios.gained, d.scenarios.lost)))
    lines += _items("BUITEN DE ZEVEN BEPALINGEN", neighbours, told, width)
    lines += _items("VOLGENDE VRAGEN DIE ALLEEN DAAR STAAN", asked(told), told, width)
    lines += _items("SCENARIO'S (DUIDING)", scenarios, told, width)
    concurrence = Listed(*(tuple(phrases.sentence(phrases.dates(g.summary)) for g in side) for side in (d.concurrence.gained, d.concurrence.lost)))
    lines += _items("SAMENLOOP", concurrence, told, width)
    notes = Listed(*(tuple(phrases.sentence(phrases.dates(n)) for n in side) for side in (d.notes.gained, d.notes.lost)))
    return lines + _items("AANNAMES VAN LEGALKB", notes, told, width)


def _paths(told: Comparison, width: int) -> list[str]:
    d = told.difference.paths
    return _items("BESCHERMING", Listed(*(tuple(map(protection.short, side)) for side in (d.gained, d.lost))), told, width)


def _same(told: Comparison, width: int) -> list[str]:
    same = told.difference.same
    lead = [f for f in same if phrases.lead(f)]
    parts = [f"uitkomst en onderbouwing van {provisions(lead)}"] if lead else []
    without = len({(f.rule, f.suspect, f.victim) for f in same if not phrases.lead(f)})
    parts += [f"{phrases.number(without)} keer geen aanknopingspunt"] if without else []
    return ["", *_wrap(f"Gelijk gebleven: {phrases.listing(parts)}.", width)] if parts else []


def render(told: Comparison, width: int | None = None) -> str:
    """The comparison as text; without a width, that of the terminal."""
    columns = width or terminal_width()
    d = told.difference
    lines = _heading(told, columns) + _case(told, columns)
    if not d.in_outcome and not asked(told):
        text = NOTHING if told.hypothetical else ONLY_DATA if d else NO_DIFFERENCE
        lines += ["", *_wrap(text, columns)]
    else:
        lines += [*_paths(told, columns), *_sections(told, columns), *_rest(told, columns)]
    for side, name in ((told.before, told.names[0]), (told.after, told.names[1])):
        for text in caveats.warnings(side):
            lines += ["", *_wrap(f"{name}: {text}", columns)]
    lines += _same(told, columns)
    closing = phrases.APART if assessed(told.before) or assessed(told.after) else phrases.GATES
    lines += ["", *_wrap(closing, columns)]
    return "\n".join(line.rstrip() for line in lines) + "\n"
