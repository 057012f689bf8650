"""Whether what was found can be prosecuted: the gates of every offence with a lead, equal ones told once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from legalkb.findings import Assessment, Gate, GateReason, OffenceFinding, SourceLabel
from legalkb.report import phrases
from legalkb.report.grouping import Merged, who
from legalkb.report.lines import Line, references
from legalkb.report.union import in_words, mapped, marked, named

OPEN, BAR, UNKNOWN = "open", "bar", "onbekend"
STANDS = {OPEN: "geen beletsel gevonden", BAR: "beletsel", UNKNOWN: "onbekend", "voorbehoud": "voorbehoud"}
EXCLUSION = "strafuitsluiting"
EXCLUSION_STANDS = {**STANDS, OPEN: "geen grond gevonden", BAR: "grond gevonden"}
PROSECUTED = ("rechtsmacht", "verjaring", "klacht")
TITLES = {
    "rechtsmacht": "Rechtsmacht",
    "verjaring": "Verjaring",
    "klacht": "Klacht",
    EXCLUSION: "Gronden die straf uitsluiten",
    "wet_in_tijd": "Wet in de tijd",
    "vormen": "Poging en deelneming",
    "hechtenis": "Voorlopige hechtenis",
    "samenloop": "Samenloop",
}
SECTIONS = ((PROSECUTED, "Vervolgbaar?"), ((EXCLUSION,), "Strafbaar?"))
REST = "Welke wet geldt, vormen en gevolgen"
ABOUT = " Het gaat om"
AGAIN = "Hiervoor geldt hetzelfde."
VERDICTS = ("nog niet te zeggen", "niet zeker", "niet van toepassing")
TOLD_ELSEWHERE = frozenset({("wet_in_tijd", OPEN)})
_VERDICT = re.compile(rf"(Artikel [^:]+): ({'|'.join(VERDICTS)}), want ")
_DESIGNATION = re.compile(r"\bSr \d+[a-z]*(?: lid \d+)?(?![\w-])")
_SEVERITY = (BAR, "voorbehoud", UNKNOWN, OPEN)


@dataclass(frozen=True, slots=True)
class GateEntry:
    """What a gate says for some provisions and persons: why, and the readings of what is not settled."""

    about: str
    lines: tuple[Line, ...]
    readings: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class GateRow:
    """A gate with one status: its name, the status as a kind and in words, the entries and what to ask."""

    title: str
    kind: str
    stand: str
    entries: tuple[GateEntry, ...]
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GateSection:
    """Gates that answer the same question: can it be prosecuted, is it punishable, what else follows."""

    heading: str
    rows: tuple[GateRow, ...]


@dataclass(frozen=True, slots=True)
class _Same:
    """Gates that say the same and the findings that have them, each with its own gate; none for the whole case."""

    gate: Gate
    members: tuple[tuple[OffenceFinding, Gate], ...] = ()

    @property
    def findings(self) -> tuple[OffenceFinding, ...]:
        return tuple(f for f, _ in self.members)


def assessed(assessment: Assessment) -> bool:
    """Whether any gate was assessed."""
    return bool(assessment.concurrence) or any(f.gates for f in assessment.findings)


def title(gate: Gate) -> str:
    """The name of a gate."""
    return gate.title or TITLES.get(gate.kind, phrases.capital(gate.kind.replace("_", " ")))


def stand(gate: Gate) -> str:
    """The status of a gate in words."""
    words = EXCLUSION_STANDS if gate.kind == EXCLUSION else STANDS
    return words.get(gate.status, gate.status)


def _told(merged: Iterable[Merged]) -> list[OffenceFinding]:
    return [f for m in merged if phrases.lead(m.finding) and not m.bare for f in m.members]


def _plain(gate: Gate) -> Gate:
    """What must be the same for two gates to be told together: where nothing is settled, or nothing bars, the reasons
    may differ."""
    plain = replace(gate, dates=(), missing=())
    if gate.status == OPEN:
        return replace(plain, reasons=(), readings=())
    return replace(plain, reasons=()) if gate.status == UNKNOWN else plain


def _equal(findings: Sequence[OffenceFinding]) -> list[_Same]:
    """The gates of the findings, equal ones together; with roles where only the persons differ."""
    groups: dict[object, list[tuple[OffenceFinding, Gate]]] = {}
    for finding in findings:
        for gate in finding.gates:
            key = mapped(_plain(gate), lambda text, f=finding: marked(text, f))  # type: ignore[misc]
            groups.setdefault(key, []).append((finding, gate))
    return [_Same(_joint(found), tuple(found)) for found in groups.values()]


def _joint(found: Sequence[tuple[OffenceFinding, Gate]]) -> Gate:
    """One gate that speaks for all of them, with every reason once."""
    first = _plain(found[0][1])
    if len({_plain(g) for _, g in found}) > 1:
        roles = named([f for f, _ in found])
        first = mapped(first, lambda text: in_words(text, roles))
    reasons: dict[str, list[tuple[OffenceFinding, GateReason]]] = {}
    for finding, gate in found:
        for reason in gate.reasons:
            reasons.setdefault(marked(reason.text, finding), []).append((finding, reason))
    return replace(first, reasons=tuple(_told_once(same) for same in reasons.values()))


def _told_once(same: Sequence[tuple[OffenceFinding, GateReason]]) -> GateReason:
    reason = same[0][1]
    alike = len({r.text for _, r in same}) == 1
    text = reason.text if alike else in_words(reason.text, named([f for f, _ in same]))
    return GateReason(text, tuple(dict.fromkeys(code for _, r in same for code in r.sources)))


def _about(same: _Same, told: Sequence[OffenceFinding]) -> str:
    """The provisions of equal gates, and the persons or the object where it is not so for all."""
    if not same.findings or len(set(same.findings)) == len(set(told)):
        return ""
    groups: dict[str, list[OffenceFinding]] = {}
    for rule in dict.fromkeys(f.rule for f in same.findings):
        mine = [f for f in same.findings if f.rule == rule]
        groups.setdefault(_whose(mine, [f for f in told if f.rule == rule and f not in mine]), []).append(mine[0])
    parts = [phrases.paragraphs(found) + (f" ({name})" if name else "") for name, found in groups.items()]
    return phrases.capital("; ".join(parts))


def _whose(mine: Sequence[OffenceFinding], rest: Sequence[OffenceFinding]) -> str:
    """Whom and what findings on a variant are about, as far as that tells them from the rest."""
    pairs = {(f.suspect, f.victim) for f in mine}
    others = {(f.suspect, f.victim) for f in rest}
    things = dict.fromkeys(f.object or f.event for f in mine if f.object or f.event)
    named_things = phrases.dates(phrases.listing(things)) if pairs & others else ""
    return ", ".join(p for p in (who(mine) if others - pairs else "", named_things) if p)


def worded(text: str) -> str:
    """A sentence of a gate with dates and provisions in words."""
    return phrases.sentence(phrases.dates(_DESIGNATION.sub(lambda m: phrases.provision(m[0]), text)))


def _line(text: str, codes: Iterable[str], sources: Mapping[str, SourceLabel], told: Iterable[str] = ()) -> Line:
    """A sentence with its sources, without those told before."""
    known = set(told)
    by_label = {r.label: r for r in references(codes, sources) if r.code not in known}
    return Line(why=worded(text), references=tuple(by_label.values()))


def _lines(same: _Same, told: set[str], sources: Mapping[str, SourceLabel]) -> list[Line]:
    """The summary and the reasons, those with one verdict together; of a gate that bars nothing only the summary.

    ``told`` is what earlier entries of the row said, and the sources they named.
    """
    gate = same.gate
    codes = [c for r in gate.reasons for c in r.sources] if gate.status == OPEN else []
    found = [] if gate.summary in told else [_line(gate.summary, codes, sources, told)]
    told.update((gate.summary, *codes))
    for reason in gate.reasons if gate.status != OPEN else ():
        if reason.text not in told and not (gate.status == UNKNOWN and _VERDICT.match(reason.text)):
            told.add(reason.text)
            found.append(_line(reason.text, reason.sources, sources))
    if gate.status == UNKNOWN:
        found += (_line(text, codes, sources) for text, codes in _verdicts(same) if text not in told)
        told.update(text for text, _ in _verdicts(same))
    return found or [Line(why=AGAIN)]


def _verdicts(same: _Same) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The grounds by verdict, what is open first; a ground that is open for some is told there, and that it is some."""
    found: dict[str, list[str]] = {}
    codes: dict[str, tuple[str, ...]] = {}
    for _, gate in same.members:
        for reason in gate.reasons:
            match = _VERDICT.match(reason.text)
            if match:
                found.setdefault(match[1], []).append(match[2])
                codes.setdefault(match[1], tuple(c for c in reason.sources if not c.startswith("Sr ")))
    for verdict in VERDICTS:
        mine = {n: v for n, v in found.items() if min(map(VERDICTS.index, v)) == VERDICTS.index(verdict)}
        names = [
            f"a{n[1:]}{', voor een deel' if v.count(verdict) < len(same.members) else ''}" for n, v in mine.items()
        ]
        more = tuple(c for n in mine for c in codes[n]) if verdict != VERDICTS[-1] else ()
        if names:
            yield f"{phrases.capital(verdict)}: {'; '.join(names)}", more


def _readings(gate: Gate, sources: Mapping[str, SourceLabel]) -> Iterator[Line]:
    for reading in gate.readings:
        consequence = reading.consequence[:1].lower() + reading.consequence[1:]
        yield _line(f"{phrases.sentence(reading.text)} Gevolg: {consequence}", reading.sources, sources)


def _asks(same: Iterable[_Same]) -> tuple[str, ...]:
    """What to ask, each question once for all persons; of two about the same conduct the fuller one."""
    asked: dict[tuple[str, str], list[tuple[str, OffenceFinding]]] = {}
    for finding, gate in (member for s in same for member in s.members):
        for w in gate.missing:
            asked.setdefault((w.name, marked(w.question, finding).split(ABOUT)[0]), []).append((w.question, finding))
    found = []
    for items in asked.values():
        text, finding = max(items, key=lambda item: len(item[0]))
        names = {}
        for role in ("suspect", "victim", "holder"):
            known = list(dict.fromkeys(getattr(f, role) for _, f in items if getattr(f, role)))
            if len(known) > 1 and getattr(finding, role):
                names[getattr(finding, role)] = phrases.listing(known, "of")
        found.append(in_words(text, names))
    return tuple(dict.fromkeys(q for q in (*found, *(w.question for s in same for w in s.gate.missing)) if q))


def _row(same: Sequence[_Same], told: Sequence[OffenceFinding], sources: Mapping[str, SourceLabel]) -> GateRow:
    """Gates of one kind with one status as a row."""
    first, known = same[0].gate, set[str]()
    entries = tuple(
        GateEntry(_about(s, told), tuple(_lines(s, known, sources)), tuple(_readings(s.gate, sources))) for s in same
    )
    return GateRow(title(first), first.status, stand(first), entries, _asks(same))


def _section(same: Iterable[_Same]) -> dict[tuple[str, str], list[_Same]]:
    """The gates by name and status, what stands in the way first."""
    rows: dict[tuple[str, str], list[_Same]] = {}
    for s in sorted(same, key=lambda s: _SEVERITY.index(s.gate.status) if s.gate.status in _SEVERITY else 9):
        rows.setdefault((s.gate.kind, s.gate.status), []).append(s)
    return rows


def sections(assessment: Assessment, merged: Sequence[Merged]) -> tuple[GateSection, ...]:
    """The gates of the findings that the memo tells, in the order: prosecutable, punishable, the rest."""
    order = {f.rule: place for place, f in reversed(list(enumerate(assessment.findings)))}
    told = sorted(_told(merged), key=lambda f: order.get(f.rule, 0))
    same = [*_equal(told), *(_Same(gate) for gate in assessment.concurrence)]
    same = [s for s in same if (s.gate.kind, s.gate.status) not in TOLD_ELSEWHERE]
    kinds = tuple(TITLES)
    same.sort(key=lambda s: kinds.index(s.gate.kind) if s.gate.kind in kinds else len(kinds))
    found = []
    for members, heading in (*SECTIONS, (None, REST)):
        named_kinds = {k for group, _ in SECTIONS for k in group}
        mine = [s for s in same if (s.gate.kind in members if members else s.gate.kind not in named_kinds)]
        by_kind = dict.fromkeys(s.gate.kind for s in mine)
        rows = [row for kind in by_kind for row in _section(s for s in mine if s.gate.kind == kind).values()]
        if rows:
            found.append(GateSection(heading, tuple(_row(row, told, assessment.sources) for row in rows)))
    return tuple(found)


def _brief(merged: Merged, kind: str) -> Iterator[tuple[str, str]]:
    """What one kind of gate says of a finding that is no plain yes: a status or a text, and the gate with persons."""
    name = title(Gate(kind, "", "", "")).lower()
    for same in _equal(merged.members):
        gate = same.gate
        some = "" if len(same.findings) == len(merged.members) else f" ({who(same.findings)})"
        if gate.kind == kind and gate.status == BAR:
            yield f"{name}{some}: {phrases.dates(gate.summary[:1].lower() + gate.summary[1:]).rstrip('.')}", ""
        elif gate.kind == kind and gate.status != OPEN:
            yield gate.status, name + some


def in_short(merged: Merged) -> str:
    """What stands in the way of prosecution, or may, in one line; nothing when no gate does.

    Of what does not bar prosecution itself only a reservation or a bar is told: the rest is in the memo.
    """
    bars: list[str] = []
    by_status: dict[str, list[str]] = {}
    for kind in TITLES:
        for status, name in _brief(merged, kind):
            if not name:
                bars.append(status)
            elif kind in PROSECUTED or status != UNKNOWN:
                by_status.setdefault(status, []).append(name)
    words = {UNKNOWN: "onbekend", "voorbehoud": "met voorbehoud"}
    parts = [f"{phrases.listing(names)} {words.get(status, status)}" for status, names in by_status.items()]
    return f"Vervolgbaarheid: {'; '.join([*bars, *parts])}." if bars or parts else ""
