"""From a case to an assessment: every offence variant for every suspect and victim, scenarios, neighbours and paths."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from legalkb import __version__, orientation, situations
from legalkb.case import Case, Fact, Person
from legalkb.compilation import YES
from legalkb.dates import Interval, parse_date
from legalkb.engine import BOTH, Engines, available
from legalkb.events import same_course
from legalkb.findings import Assessment, Evidence, FactLine, OffenceFinding, PersonLine, Receipt, SourceLabel
from legalkb.gates import prosecution
from legalkb.knowledge import KnowledgeBase
from legalkb.offences import Assessed, asker
from legalkb.offences import assess as assess_rule
from legalkb.rulebook import Rule
from legalkb.situations import Situation
from legalkb.statements import day, period_text, places, sentence, source_text
from legalkb.vocabulary import Vocabulary

RANK = {"aanwijzing": 3, "onvolledig": 2, "tegenaanwijzing": 1, "geen_aanknopingspunt": 0}


def rank(finding: OffenceFinding) -> tuple[int, float]:
    """How telling a finding is: its outcome, then the share of its elements that is fulfilled."""
    met = sum(e.status == "vervuld" for e in finding.elements)
    return RANK[finding.outcome], met / max(len(finding.elements), 1)


def _rule_for(key: str, on: Interval | None, knowledge: KnowledgeBase) -> Rule:
    return knowledge.rulebook.rule(key, on.first if on else None)


def _pair(
    key: str,
    case: Case,
    knowledge: KnowledgeBase,
    suspect: str,
    victim: str,
    engines: Engines,
    done: tuple[Assessed, ...],
) -> Iterator[Assessed]:
    """The findings of an offence variant for one pair: those with a lead, or the most telling one."""
    found = []
    for situation in situations.build(_rule_for(key, None, knowledge), case, knowledge, suspect, victim):
        rule = _rule_for(key, situation.start.on, knowledge)
        extra = _about_others(rule, done, situation, case, knowledge) if rule.about_other[0] else ()
        added = situations.with_evidence(situation, extra)
        found.append(assess_rule(rule, added, case, knowledge, engines))
    leads = [a for a in found if a.finding.outcome != "geen_aanknopingspunt"]
    in_order = sorted(found, key=lambda a: (a.finding.event, a.finding.object, a.finding.holder))
    yield from leads or [max(in_order, key=lambda a: rank(a.finding))]


def _about_others(
    rule: Rule, done: Iterable[Assessed], situation: Situation, case: Case, knowledge: KnowledgeBase
) -> tuple[Evidence, ...]:
    """What the conclusion on another suspect in the same event contributes, for rules that may use one (282 lid 4)."""
    fact, key = rule.about_other
    kind = knowledge.vocabulary.fact_types.get(fact)
    found = []
    for item in done:
        f = item.finding
        if (
            f.rule == key
            and f.victim == situation.victim
            and f.suspect != situation.suspect
            and same_course(f.event, situation.event, case)
            and f.outcome == "aanwijzing"
            and kind is not None
        ):
            said = kind.sentence.replace("{over}", situation.victim)
            basis = f"aanwijzing voor {f.designation} door {f.suspect}"
            found.append(Evidence(fact, YES, f"{said[:-1]} ({f.suspect}).", basis=basis))
    return tuple(dict.fromkeys(found))


def offences(
    case: Case, knowledge: KnowledgeBase, engines: Engines = BOTH, keys: frozenset[str] | None = None
) -> list[Assessed]:
    """Every offence variant for every suspect and victim, with what it was concluded from; without the gates."""
    book = knowledge.rulebook
    rules = [book.rule(k, None) for k in book.keys]
    wanted = [r for r in rules if keys is None or r.key in keys]
    needed = {r.about_other[1] for r in wanted} - {""}
    pairs = [(s.id, v.id) for s in case.suspects for v in case.victims if s.id != v.id]
    done: dict[tuple[str, str, str], list[Assessed]] = {}
    for rule in sorted((r for r in rules if r in wanted or r.key in needed), key=lambda r: bool(r.about_other[0])):
        for suspect, victim in pairs:
            earlier = tuple(a for items in done.values() for a in items) if rule.about_other[0] else ()
            done[suspect, victim, rule.key] = list(_pair(rule.key, case, knowledge, suspect, victim, engines, earlier))
    return [a for s, v in pairs for r in wanted for a in done[s, v, r.key]]


def _fact_line(fact: Fact, case: Case, words: Vocabulary) -> FactLine:
    kind = words.fact_types[fact.type_id]
    said = sentence(kind, fact.value, fact, fact.by, fact.against) if fact.value in ("ja", "nee") else ""
    source = case.source(fact.source_id)
    note = f" ({source.circumstances})" if source and source.circumstances else ""
    group = words.groups[kind.group].label if kind.group in words.groups else ""
    text = said or f"Niet bekend: {kind.label}."
    return FactLine(
        fact.index, kind.id, group, fact.value, text, source_text(source, fact.source_text) + note,
        period_text(fact.period, fact.ongoing), places(fact), fact.note, *_dates(fact), fact.event, fact.object,
    )  # fmt: skip


def _dates(fact: Fact) -> tuple[str, str]:
    """The ISO dates between which a fact happened or began; an empty last date for what goes on."""
    period = fact.period
    if period is None or period.start is None:
        return "", ""
    if fact.ongoing or period.is_open:
        return period.start.first.isoformat(), ""
    return period.start.first.isoformat(), (period.end or period.start).last.isoformat()


def _person_line(person: Person) -> PersonLine:
    parts = []
    if person.birth:
        parts.append(f"geboren {day(person.birth)}")
    if person.age:
        low, high = person.age
        parts.append(f"{low} jaar" if low == high else f"{low} tot {high} jaar")
    if person.minor:
        parts.append("minderjarig" if person.minor == YES else "meerderjarig")
    if person.nationalities:
        parts.append("nationaliteit " + ", ".join(person.nationalities))
    if person.implicit:
        parts.append("niet genoemd in de zaak")
    return PersonLine(person.id, person.roles, "; ".join(parts))


def _used_sources(
    findings: tuple[OffenceFinding, ...], others: Iterable[str], words: Vocabulary
) -> dict[str, SourceLabel]:
    codes: set[str] = set(others)
    for finding in findings:
        codes |= {c for r in finding.remarks for c in r.sources}
        for element in finding.elements:
            codes |= {c for g in element.grounds for c in g.sources}
            codes |= {c for i in (*element.indications_for, *element.indications_against) for c in i.sources}
            codes |= {c for q in element.counter_questions for c in q.sources}
        codes |= {c for g in finding.gates for r in g.reasons for c in r.sources}
        codes |= {c for g in finding.gates for r in g.readings for c in r.sources}
    on = min((f.conduct[:10] for f in findings if f.outcome != "geen_aanknopingspunt" and f.conduct), default="")
    return {code: label(code, words, on) for code in sorted(codes)}


def label(code: str, words: Vocabulary, on: str = "") -> SourceLabel:
    """How a source code is shown: a known source, a provision in its version on a day (as far as that was read, else
    the last one), or an ECLI with its link."""
    if code in words.sources:
        return words.sources[code]
    versions = words.law.versions(code)
    if versions:
        day_ = parse_date(on).first if on else None
        shown = (words.law.in_force(code, day_, day_) or versions)[-1]
        return SourceLabel(code, code, shown.url, "", shown.reservation)
    url = f"https://deeplink.rechtspraak.nl/uitspraak?id={code}" if code.startswith("ECLI:") else ""
    return SourceLabel(code, code, url)


def _receipt(case: Case, knowledge: KnowledgeBase, engines: Engines) -> Receipt:
    hashed = hashlib.sha256(repr(case).encode("utf-8", "replace")).hexdigest()
    names = available() if engines is BOTH else ("ingebouwd",)
    reference = case.reference_date.isoformat() if case.reference_date else ""
    return Receipt(__version__, knowledge.digest[:16], hashed[:16], names, reference)


def assess(
    case: Case, knowledge: KnowledgeBase, engines: Engines = BOTH, keys: frozenset[str] | None = None
) -> Assessment:
    """Assess a case. ``keys`` limits it to some offence variants; ``engines`` to the built-in engine for screening."""
    return complete(offences(case, knowledge, engines, keys), case, knowledge, engines)


def complete(assessed: Iterable[Assessed], case: Case, knowledge: KnowledgeBase, engines: Engines = BOTH) -> Assessment:
    """The whole assessment of a case of which the offences are assessed."""
    words = knowledge.vocabulary
    findings = prosecution.applied(assessed, case, knowledge)
    known = orientation.known_facts(case, knowledge)
    first = [(s.id, v.id) for s in case.suspects for v in case.victims if s.id != v.id][:1]
    scenarios = orientation.scenarios(known, words, asker(knowledge, *(first or [("", "")])[0]))
    paths = orientation.paths(known, scenarios, words)
    neighbours = orientation.neighbours(case, knowledge, engines)
    others: list[str] = ["kst-32175-67", "kst-32175-68-19", "kst-32175-68-44"]
    for codes in (
        *(s.sources for s in scenarios),
        *(p.sources for p in paths),
        *(n.sources for n in neighbours),
    ):
        others += codes
    return Assessment(
        case=case.name,
        fictional=case.fictional,
        classification=case.classification,
        persons=tuple(_person_line(p) for p in case.persons),
        facts=tuple(_fact_line(f, case, words) for f in case.facts),
        structure=orientation.structure_lines(case, words),
        notes=case.notes,
        findings=findings,
        concurrence=prosecution.concurrent(findings, case, knowledge),
        scenarios=scenarios,
        neighbours=neighbours,
        paths=paths,
        receipt=_receipt(case, knowledge, engines),
        sources=_used_sources(findings, others, words),
    )
