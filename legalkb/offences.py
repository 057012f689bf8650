"""One offence variant in one situation: elements, outcome, version of the law, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from legalkb import custody, measures
from legalkb.case import Case
from legalkb.compilation import NO, YES
from legalkb.conclusions import FORCE, Conclusion, conclude, in_force
from legalkb.dates import Interval
from legalkb.engine import Engines
from legalkb.events import ANY_OBJECT
from legalkb.findings import (
    IN_FORCE,
    ElementFinding,
    Evidence,
    Ground,
    LawVersion,
    OffenceFinding,
    Remark,
    Wanted,
)
from legalkb.knowledge import KnowledgeBase
from legalkb.missing import Asker, Needs, followed, product, worded
from legalkb.reasoning import Reasoning, yes
from legalkb.rulebook import Element, Literal, Rule
from legalkb.situations import Situation
from legalkb.statements import day, filled
from legalkb.statuses import element_finding, only_source, reasons

NO_RETROACTION = "Sr 1 lid 1"
HELD = {fact: kind for kind, fact in custody.OTHER.items()}
DATE = "datum_gedraging"
DATE_ASKED = Wanted(DATE, YES, "Op welke dag begon de gedraging?")


@dataclass(frozen=True, slots=True)
class Assessed:
    """A finding, with the statements, the situation and the conclusions it was drawn from."""

    finding: OffenceFinding
    evidence: tuple[Evidence, ...]
    situation: Situation
    conclusion: Conclusion


def asker(knowledge: KnowledgeBase, suspect: str, victim: str, holder: str = "") -> Asker:
    """The question behind a fact type, concept or measure, filled in for these persons."""
    kinds = knowledge.vocabulary.fact_types
    by_id = {m.id: m for m in knowledge.rulebook.measures}

    def ask(name: str, value: str) -> Wanted:
        if holder and name in HELD:
            return Wanted(name, value, f"Had {holder} op die dag {HELD[name]} over {victim}?")
        if name in kinds:
            about = suspect if kinds[name].subject == "verdachte" else victim
            words = {"door": suspect, "tegen": victim, "over": about, "via": "een ander"}
            return Wanted(name, value, filled(kinds[name].question, words))
        if name == DATE:
            return DATE_ASKED
        if name in by_id:
            return Wanted(name, value, measures.question(by_id[name], suspect, victim))
        return Wanted(name, value, "")

    return ask


def _ruling_remarks(found: Conclusion) -> Iterator[Remark]:
    """Remarks on judgements that contradict each other, or that are about something that is no open norm."""
    for element in found.elements:
        rulings = found.rulings[element.id]
        if element.open_norm is None:
            for item in rulings:
                text = f"Het oordeel van {item.by} over ‘{element.quote}’ telt niet mee: dat is geen open norm."
                yield Remark(text)
        elif len({r.verdict for r in rulings}) > 1:
            said = "; ".join(f"{r.verdict.replace('_', ' ')} volgens {r.by} ({r.reason})" for r in rulings)
            yield Remark(f"De oordelen over ‘{element.quote}’ spreken elkaar tegen: {said}.")


def _force_element(rule: Rule, on: Interval | None) -> tuple[ElementFinding, tuple[Needs, ...]]:
    """Whether the provision existed on the day of the conduct (art. 1 lid 1 Sr), and what that still needs."""
    begin = Interval(date.fromisoformat(rule.valid_from), date.fromisoformat(rule.valid_from))
    answer = in_force(rule, on)
    status = FORCE[answer]
    said = (
        f"De bepaling geldt sinds {day(begin)}; de gedraging begon {'op ' + day(on) if on else 'op een onbekende dag'}."
    )
    item = Evidence(DATE, YES if answer else NO, said, basis="datum van de gedraging")
    finding = ElementFinding(
        id=IN_FORCE,
        quote="een daaraan voorafgegane wettelijke strafbepaling",
        status=status,
        support=(item,) if answer else (),
        against=(item,) if answer is False else (),
        grounds=(Ground("Geen feit is strafbaar zonder een wettelijke bepaling die er al was.", (NO_RETROACTION,)),),
        missing=((DATE_ASKED,),) if answer is None else (),
    )
    return finding, (frozenset((Literal(DATE, YES),) if answer is None else ()),)


def _law(rule: Rule, situation: Situation, knowledge: KnowledgeBase, case: Case) -> tuple[LawVersion, ...]:
    on = situation.start.on
    if on is None:
        return knowledge.vocabulary.law.known_on(rule.designation, case.reference_date)[-1:]
    known = max(filter(None, (situation.last, on.last if on else None)), default=None)
    last = date.max if situation.goes_on else known
    return knowledge.vocabulary.law.in_force(rule.designation, on.first if on else None, last)


def _earlier(versions: tuple[LawVersion, ...], shown: tuple[LawVersion, ...]) -> str:
    """The periods with another maximum or fine category than the version that is shown."""
    now = {(v.maximum_months, v.fine_category) for v in shown}
    other = [v for v in versions if (v.maximum_months, v.fine_category) not in now and v.valid_to]
    parts = [
        f"tot en met {day(Interval(*2 * (date.fromisoformat(v.valid_to),)))} {v.maximum_months} maanden, "
        f"categorie {v.fine_category}"
        for v in other
        if v.maximum_months is not None
    ]
    return f" Eerder gold een ander maximum: {'; '.join(parts)}." if parts else ""


def _version_remarks(
    rule: Rule, law: tuple[LawVersion, ...], on: Interval | None, knowledge: KnowledgeBase
) -> tuple[Remark, ...]:
    versions = knowledge.vocabulary.law.versions(rule.designation)
    if on is None:
        text = "De datum van de gedraging is niet bekend; getoond is de laatste versie van vóór de peildatum."
        return (Remark(text + _earlier(versions, law), (NO_RETROACTION,)),)
    if (
        versions
        and versions[0].valid_from
        and on.first < date.fromisoformat(versions[0].valid_from)
        and not rule.strict_start
    ):
        since = day(Interval(*2 * (date.fromisoformat(versions[0].valid_from),)))
        text = f"De tekst van vóór {since} is niet geverifieerd; getoond is de oudste gelezen versie."
        return (Remark(text, ("niet geverifieerd",)),)
    if len(law) > 1:
        changes = " en ".join(day(Interval(*2 * (date.fromisoformat(v.valid_from),))) for v in law[1:])
        text = f"Binnen de periode wijzigde de bepaling (op {changes}); welke versie geldt, moet apart worden bezien."
        return (Remark(text, ("Sr 1 lid 2",)),)
    return ()


def _remarks(
    rule: Rule, known: Reasoning, situation: Situation, knowledge: KnowledgeBase, case: Case
) -> tuple[Remark, ...]:
    own = tuple(Remark(r.text, r.sources) for n, r in enumerate(rule.remarks, 1) if yes(f"!{n}") in known.stated)
    used = knowledge.rulebook.measures
    turned = (
        measures.birthdays(used, case, situation.victim, situation.start.on, situation.last)
        if "houder" in rule.per
        else ()
    )
    return own + tuple(Remark(text) for text in dict.fromkeys((*situation.remarks, *turned)))


def _needs(
    rule: Rule,
    elements: Iterable[Element],
    pairs: Iterable[tuple[ElementFinding, tuple[Needs, ...]]],
    known: Reasoning,
    knowledge: KnowledgeBase,
) -> tuple[Needs, ...]:
    """The sets of facts that would make the offence complete, each about one kind of goods at most, with the
    counter-questions that these facts bring up."""
    kinds, status = knowledge.vocabulary.fact_types, {f.id: f.status for f, _ in pairs}

    def fits(needs: Needs) -> bool:
        goods = {kinds[x.name].object for x in needs if x.name in kinds} - {"", ANY_OBJECT}
        return len(goods) <= 1 or "voorwerp" not in rule.per

    sets = product((needs for _, needs in pairs), fits)
    for element in elements:
        norm = element.open_norm
        if norm is not None and status[element.id] == "open_norm":
            sets = tuple(followed(x, norm, known) for x in sets)
    return sets


def assess(rule: Rule, situation: Situation, case: Case, knowledge: KnowledgeBase, engines: Engines) -> Assessed:
    """Assess a rule in a situation."""
    on = situation.start.on
    found, evidence = conclude(rule, situation, case, knowledge, engines)
    known, elements = found.known, found.elements
    ask = asker(knowledge, situation.suspect, situation.victim, situation.holder)
    pairs = [_force_element(rule, on)] if rule.strict_start else []
    concepts = knowledge.rulebook.concepts
    pairs += [element_finding(e, found.natural(e), known, concepts, ask, found.rulings[e.id]) for e in elements]
    ready = found.settled
    findings = tuple(replace(f, settled=f.status == "vervuld" or f.id in ready) for f, _ in pairs)
    result = found.outcome
    contradicted = {f.id for f in findings if f.status == "weersproken"}
    law = _law(rule, situation, knowledge, case)
    finding = OffenceFinding(
        rule=rule.key,
        title=rule.title,
        designation=rule.designation,
        article=rule.article,
        paragraph=rule.paragraph,
        part=rule.part,
        suspect=situation.suspect,
        victim=situation.victim,
        holder=situation.holder,
        event=situation.event,
        object=situation.object,
        outcome=result,
        reasons=reasons(findings) if result == "onvolledig" else (),
        attempt=result == "tegenaanwijzing" and contradicted <= set(rule.result),
        elements=findings,
        conduct=str(on) if on else "",
        conduct_basis=situation.start.basis,
        law=law,
        remarks=(
            *_remarks(rule, known, situation, knowledge, case),
            *_ruling_remarks(found),
            *(_version_remarks(rule, law, on, knowledge) if result != "geen_aanknopingspunt" else ()),
        ),
        missing=worded(_needs(rule, elements, pairs, known, knowledge), ask) if result == "onvolledig" else (),
        only_source=only_source(tuple(e for f in findings for e in _for(f))),
        core=rule.core,
    )
    return Assessed(finding, evidence, situation, found)


def _for(finding: ElementFinding) -> tuple[Evidence, ...]:
    return (*finding.support, *(e for i in finding.indications_for for e in i.evidence))
