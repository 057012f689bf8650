"""The timeline of a case: what happened, when the law changed, and when a right lapses, in order of date.

As an accessible inline SVG for HTML, and as lines of text for Markdown and for whoever does not see the picture.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from legalkb.findings import OffenceFinding
from legalkb.report import phrases
from legalkb.report.templating import html_environment, markdown
from legalkb.report.timeline_layout import Entry, pieces

FACT, LAW, LAPSE, COMPLAINT, REFERENCE = "feit", "wet", "verjaring", "klacht", "peildatum"
LABELS = {FACT: "Feit", LAW: "Wet", LAPSE: "Verjaring", COMPLAINT: "Klacht", REFERENCE: "Peildatum"}
GATE_KINDS = {LAPSE: LAPSE, COMPLAINT: COMPLAINT}
OLDER = "uiterlijk"
TITLE = "Tijdlijn"


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """Something on the timeline: ISO dates, a Dutch sentence, and a kind of ``LABELS``.

    The same first and last date is one day; a whole month or year is shown as that; an empty last date goes on.
    """

    date_first: str
    date_last: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """An event in words: when, of what kind, and what."""

    when: str
    kind: str
    text: str

    def __str__(self) -> str:
        """Give it as one line."""
        return f"{phrases.capital(self.when)}, {self.kind.lower()}: {self.text}"


def in_order(events: Iterable[TimelineEvent]) -> tuple[TimelineEvent, ...]:
    """The events by date, and on one date in the order of the kinds; nothing twice."""
    order = tuple(LABELS)
    once = dict.fromkeys(events)
    return tuple(sorted(once, key=lambda e: (e.date_first, order.index(e.kind), e.date_last, e.text)))


def when(event: TimelineEvent) -> str:
    """The date or period of an event in Dutch."""
    first = date.fromisoformat(event.date_first)
    if not event.date_last:
        return f"sinds {_day(first)}"
    last = date.fromisoformat(event.date_last)
    if first == last:
        return _day(first)
    whole = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1] and first.year == last.year
    if whole and first.month == last.month:
        return phrases.dates(first.isoformat()[:7])
    if whole and (first.month, last.month) == (1, 12):
        return str(first.year)
    begin = _day(first).removesuffix(f" {last.year}")
    return f"{begin} tot en met {_day(last)}"


def _day(on: date) -> str:
    return phrases.dates(on.isoformat())


def lines(events: Iterable[TimelineEvent]) -> tuple[TimelineLine, ...]:
    """The events in words, in order of date."""
    return tuple(TimelineLine(when(e), LABELS[e.kind], phrases.sentence(e.text)) for e in in_order(events))


def as_markdown(events: Iterable[TimelineEvent]) -> str:
    """The events as a list in Markdown; empty when there are none."""
    return "\n".join(
        f"- **{phrases.capital(markdown(x.when))}**, {x.kind.lower()}: {markdown(x.text)}" for x in lines(events)
    )


def svg(events: Iterable[TimelineEvent]) -> str:
    """The events as one or more SVG pictures to put in a page; empty when there are none."""
    ordered = in_order(events)
    if not ordered:
        return ""
    until = next((e.date_first for e in ordered if e.kind == REFERENCE), "")
    entries = tuple(
        Entry(
            e.date_first,
            e.date_last or max(until, e.date_first),
            not e.date_last,
            phrases.capital(x.when),
            x.kind,
            x.text,
            e.kind,
        )
        for e, x in zip(ordered, lines(ordered), strict=True)
    )
    template = html_environment().get_template("timeline.svg.j2")
    return template.render(pieces=pieces(entries), title=TITLE).strip() + "\n"


def law_events(findings: Iterable[OffenceFinding]) -> Iterator[TimelineEvent]:
    """The days since which the text that applies to a finding with a lead is as it is; not where it may be older."""
    for finding in findings:
        if not phrases.lead(finding):
            continue
        for version in finding.law:
            if version.valid_from and not version.qualifier.startswith(OLDER):
                name = phrases.capital(phrases.provision(version.designation))
                text = f"{name} geldt sinds deze dag zoals hier toegepast: ten hoogste {phrases.maximum(version)}."
                yield TimelineEvent(version.valid_from, version.valid_from, text, LAW)


def gate_events(findings: Iterable[OffenceFinding]) -> Iterator[TimelineEvent]:
    """The dates of the prosecution gates; the same date and text for several provisions is one event."""
    found: dict[tuple[str, str, str], list[OffenceFinding]] = {}
    for finding in findings:
        for gate in finding.gates:
            for item in gate.dates:
                kind = GATE_KINDS.get(gate.kind, LAW)
                found.setdefault((item.date, item.text, kind), []).append(finding)
    for (day, text, kind), of in found.items():
        yield TimelineEvent(day, day, f"{phrases.capital(phrases.paragraphs(of))}: {text}", kind)


def reference_event(reference_date: str) -> Iterator[TimelineEvent]:
    """The reference date of the case, when it has one."""
    if reference_date:
        yield TimelineEvent(reference_date, reference_date, "De zaak is beoordeeld naar deze dag.", REFERENCE)
