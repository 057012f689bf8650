"""One offence variant in one situation: elements, outcome, version of the law, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from legalkb import custody, measures
from legalkb.case import Case
from legalkb.compilation import NO, OPPOSITE, YES, offence_rules
from legalkb.dates import Interval, is_on_or_after
from legalkb.engine import Engines
from legalkb.events import ANY_OBJECT
from legalkb.findings import (
    ElementFinding,
    Evidence,
    Ground,
    LawVersion,
    OffenceFinding,
    Remark,
    Ruling,
    Wanted,
)
from legalkb.knowledge import KnowledgeBase
from legalkb.missing import Asker, Needs, followed, product, worded
from legalkb.reasoning import Reasoning, by_atom, reason, yes
from legalkb.rulebook import Element, Literal, Rule
from legalkb.situations import Situation
from legalkb.statements import day, filled
from legalkb.statuses import element_finding, only_source, reasons, settled

IN_FORCE = "strafbaar_op_datum"
NO_RETROACTION = "Sr 1 lid 1"
HELD = {fact: kind for kind, fact in custody.OTHER.items()}
DATE = "datum_gedraging"
DATE_ASKED = Wanted(DATE, YES, "Op welke dag begon de gedraging?")


@dataclass(frozen=True, slots=True)
class Assessed:
    """A finding, with the statements and the situation it was drawn from, and how it was reasoned."""

    finding: OffenceFinding
    evidence: tuple[Evidence, ...]
    situation: Situation
    elements: tuple[Element, ...]
    known: Reasoning


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


def _rulings(case: Case, rule: Rule, element: str, situation: Situation) -> tuple[Ruling, ...]:
    """What persons hold of an element: on this variant, and otherwise on the one it builds on."""
    about = [
        j
        for j in case.judgements
        if j.element == element
        and j.suspect in ("", situation.suspect)
        and j.victim in ("", situation.victim)
        and j.rule in (rule.key, rule.builds_on)
    ]
    own = [j for j in about if j.rule == rule.key]
    return tuple(Ruling(j.verdict, j.by, j.reason) for j in own or about)


def _ruling_remarks(case: Case, rule: Rule, elements: Iterable[Element], situation: Situation) -> Iterator[Remark]:
    """Remarks on judgements that contradict each other, or that are about something that is no open norm."""
    for element in elements:
        rulings = _rulings(case, rule, element.id, situation)
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
    answer = None if on is None else is_on_or_after(on, begin)
    status = {True: "vervuld", False: "weersproken", None: "onbekend"}[answer]
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


def _core_evidence(finding: ElementFinding, knowledge: KnowledgeBase) -> tuple[Evidence, ...]:
    """The statements of conduct that support the core element."""
    kinds = knowledge.vocabulary.fact_types
    all_for = (*finding.support, *finding.partial, *(e for i in finding.indications_for for e in i.evidence))
    return tuple(
        e
        for e in all_for
        if e.value == YES
        and e.fact
        and not e.retracted
        and e.name in kinds
        and kinds[e.name].subject in ("gedraging", "slachtoffer")
    )


def outcome(rule: Rule, findings: tuple[ElementFinding, ...], lead: bool) -> tuple[str, bool]:
    """The outcome in the fixed order, and whether an attempt must be examined."""
    if not lead:
        return "geen_aanknopingspunt", False
    contradicted = {f.id for f in findings if f.status == "weersproken"}
    if contradicted:
        return "tegenaanwijzing", contradicted <= set(rule.result)
    return ("aanwijzing" if all(settled(f) for f in findings) else "onvolledig"), False


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


def _base_key(rule: Rule, knowledge: KnowledgeBase, day_: date | None) -> str:
    return f"{rule.id}|{knowledge.rulebook.rule(rule.builds_on, day_).id if rule.builds_on else ''}"


def _outside(rule: Rule, evidence: tuple[Evidence, ...], knowledge: KnowledgeBase) -> frozenset[str]:
    """For an offence assessed per object: the fact types about kinds of goods that this object is not."""
    if "voorwerp" not in rule.per:
        return frozenset()
    kinds = knowledge.vocabulary.fact_types
    here = {kinds[e.name].object for e in evidence if e.name in kinds} - {"", ANY_OBJECT}
    return frozenset(k.id for k in kinds.values() if here and k.object not in here | {"", ANY_OBJECT})


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
    book, on = knowledge.rulebook, situation.start.on
    first = on.first if on else None
    elements = book.elements(rule, first)
    rule_set = knowledge.rule_set(
        _base_key(rule, knowledge, first), lambda: offence_rules(elements, rule.remarks, book.concepts)
    )
    evidence = tuple(e for e in situation.evidence if e.value in OPPOSITE)
    known = reason(rule_set, by_atom(evidence), engines, _outside(rule, evidence, knowledge))
    ask = asker(knowledge, situation.suspect, situation.victim, situation.holder)
    pairs = [_force_element(rule, on)] if rule.strict_start else []
    pairs += [element_finding(e, known, book.concepts, ask, _rulings(case, rule, e.id, situation)) for e in elements]
    findings = tuple(f for f, _ in pairs)
    lead = any(_core_evidence(f, knowledge) for f in findings if f.id == rule.core)
    result, attempt = outcome(rule, findings, lead)
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
        attempt=attempt,
        elements=findings,
        conduct=str(on) if on else "",
        conduct_basis=situation.start.basis,
        law=law,
        remarks=(
            *_remarks(rule, known, situation, knowledge, case),
            *_ruling_remarks(case, rule, elements, situation),
            *(_version_remarks(rule, law, on, knowledge) if lead else ()),
        ),
        missing=worded(_needs(rule, elements, pairs, known, knowledge), ask) if result == "onvolledig" else (),
        only_source=only_source(tuple(e for f in findings for e in _for(f))),
        core=rule.core,
    )
    return Assessed(finding, evidence, situation, elements, known)


def _for(finding: ElementFinding) -> tuple[Evidence, ...]:
    return (*finding.support, *(e for i in finding.indications_for for e in i.evidence))
