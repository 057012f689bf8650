"""A line of the memo: sentences about facts, where they come from, and why they count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from legalkb.findings import ElementFinding, Evidence, FactLine, Indication, SourceLabel
from legalkb.report import phrases

SAME_WORDS = 0.6
RETRACTED = "herziening"
_ROLE_WORDS = frozenset({"verdachte", "slachtoffer", "houder", "heeft"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A source as named in a line; ``code`` finds it in the list of sources."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Told:
    """A fact in a sentence: its number in the case (0 if derived), its source, and what else must be said of it."""

    text: str
    number: int
    source: str
    more: str


@dataclass(frozen=True, slots=True)
class Line:
    """Facts told in sentences, facts told before by their number, why they count, and the sources of that."""

    facts: tuple[Told, ...] = ()
    why: str = ""
    references: tuple[Reference, ...] = ()
    before: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """The sentences; facts that were told before only by number."""
        again = [f"Zie feit {phrases.listing(map(str, self.before))}."] if self.before else []
        return " ".join([*dict.fromkeys(f.text for f in self.facts), *again])

    @property
    def note(self) -> str:
        """Where the facts come from, those of one source together."""
        groups: dict[tuple[str, str], list[int]] = {}
        for fact in self.facts:
            groups.setdefault((fact.source, fact.more), []).append(fact.number)
        return "; ".join(n for (source, more), numbers in groups.items() if (n := _note(numbers, source, more)))


def _note(numbers: Iterable[int], source: str, more: str) -> str:
    known = phrases.listing(str(n) for n in dict.fromkeys(numbers) if n)
    named = ", ".join(p for p in (f"feit {known}" if known else "", source) if p)
    return "; ".join(p for p in (named, more) if p)


def references(codes: Iterable[str], sources: Mapping[str, SourceLabel]) -> tuple[Reference, ...]:
    """The sources to name for these codes, once each."""
    return tuple(Reference(code, phrases.source_title(code, sources)) for code in dict.fromkeys(codes))


def told(evidence: Evidence, attributed: bool = True) -> Told:
    """A statement as a sentence with its source and its reservations."""
    basis = evidence.basis if evidence.basis not in evidence.sentence else ""
    more = [
        basis,
        f"gedraging van {evidence.attributed}" if evidence.attributed and attributed else "",
        RETRACTED if evidence.retracted else "",
        "alleen verklaring verdachte" if evidence.suspect_only else "",
    ]
    source = phrases.flat(phrases.short_source(evidence.source))
    return Told(
        phrases.sentence(evidence.sentence),
        evidence.fact,
        source,
        phrases.dates(phrases.flat("; ".join(m for m in more if m))),
    )


def placed(line: FactLine) -> str:
    """The object and the event that a fact belongs to, when the case names them."""
    thing, event = getattr(line, "object", ""), getattr(line, "event", "")
    return "; ".join(p for p in (f"voorwerp: {thing}" if thing else "", f"voorval: {event}" if event else "") if p)


def stated(evidence: Evidence) -> Line:
    """A statement as a line."""
    return Line((told(evidence),))


def indicated(indication: Indication, sources: Mapping[str, SourceLabel]) -> Line:
    """An indication: its facts, why they speak for or against, and the sources of that."""
    facts = tuple(told(e) for e in indication.evidence)
    if indication.disputed and facts:
        last = facts[-1]
        facts = (*facts[:-1], replace(last, more="; ".join(m for m in (last.more, "betwist") if m)))
    text = " ".join(f.text for f in facts)
    return Line(facts, reason(indication.explanation, text), references(indication.sources, sources))


def supported(element: ElementFinding, sources: Mapping[str, SourceLabel]) -> tuple[Line, ...]:
    """The supporting facts; the ground why they count stands behind the last one."""
    lines = [stated(e) for e in dict.fromkeys(element.support)]
    text = " ".join(line.text for line in lines)
    why = list(dict.fromkeys(w for g in element.grounds if (w := reason(g.explanation, text))))
    found = references((c for g in element.grounds for c in g.sources), sources)
    if lines and (why or found):
        lines[-1] = Line(lines[-1].facts, " ".join(why), found)
    return tuple(lines)


def reason(explanation: str, text: str) -> str:
    """Why a fact counts, as a sentence; nothing when that only says the fact again."""
    words = set(re.findall(r"[^\W\d_]{4,}", explanation.lower())) - _ROLE_WORDS
    known = set(re.findall(r"[^\W\d_]{4,}", text.lower()))
    again = bool(words) and len(words & known) / len(words) >= SAME_WORDS
    return "" if again else phrases.sentence(explanation)


def unique(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines without those whose sentences were already told for the same reason."""
    seen: dict[str, Line] = {}
    for line in lines:
        known = seen.get(line.text)
        if known is None or (line.why and not known.why):
            seen[line.text] = line
        elif line.why and line.why != known.why:
            seen[line.text + line.why] = line
    return tuple(seen.values())


def told_once(line: Line, known: set[str]) -> Line:
    """The line in which facts that were told before are only named by their number; notes the others as told."""
    fresh = tuple(f for f in line.facts if not f.number or f.text not in known or RETRACTED in f.more)
    again = tuple(dict.fromkeys(f.number for f in line.facts if f not in fresh))
    known.update(f.text for f in fresh)
    return replace(line, facts=fresh, before=again)


def gathered(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines that only name numbers, told as one."""
    found: list[Line] = []
    for line in lines:
        last = found[-1] if found else None
        if last and not (line.facts or last.facts or last.why or last.references):
            found[-1] = replace(line, before=tuple(dict.fromkeys(last.before + line.before)))
        else:
            found.append(line)
    return tuple(found)
