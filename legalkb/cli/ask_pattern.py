"""The answer of ``bevraag`` on a pattern of facts, as a table, CSV or JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from legalkb.assessment import label
from legalkb.cli.ask_text import as_csv, as_json, wrapped
from legalkb.examples import Charge
from legalkb.findings import ElementFinding, OffenceFinding, Scenario, Wanted
from legalkb.inference import Atom
from legalkb.knowledge import KnowledgeBase
from legalkb.query.pattern import Answer, contested, touched
from legalkb.query.rulings import Shared
from legalkb.report.phrases import (
    PREMISE,
    capital,
    element,
    listing,
    offence,
    outcome,
    paragraphs,
    provision,
    sentence,
    status,
)

VERDICT = {"ovar": "ontslag van alle rechtsvervolging", "vernietigd": "veroordeling vernietigd"}
QUASH = "advies om de veroordeling te vernietigen"
ADVICE = "Conclusie van de advocaat-generaal (advies); de uitspraak zelf is niet gelezen."
MOST_RULINGS, MOST_SCENARIOS, QUOTE = 5, 6, 60
COLUMNS = ("soort", "code", "naam", "uitkomst", "raakt", "nodig")


def _names(atoms: Iterable[Atom]) -> str:
    return ", ".join(f"niet {a.name}" if a.sign == "nee" else a.name for a in atoms)


def _stated(atom: Atom) -> str:
    return atom.name if atom.sign == "ja" else f"{atom.name}=nee"


def table(answer: Answer, notes: Iterable[str], knowledge: KnowledgeBase) -> str:
    """The answer for a terminal."""
    lines = wrapped(f"Patroon: {', '.join(map(_stated, answer.pattern))}", "", "  ")
    lines += [line for note in notes for line in wrapped(note, "", "  ")]
    lines += wrapped(
        f"Gelezen als één verdachte (V1) en één slachtoffer (S1) van wie verder niets bekend is. {PREMISE}"
    )
    lines += ["", "IN BEELD"]
    bare = _bare(answer.leads, knowledge)
    shown = [f for f in answer.leads if f not in bare]
    lines += [line for f in shown for line in _lead(f, knowledge)] or ["  Geen van de zeven bepalingen."]
    if bare:
        lines += wrapped(f"Nog niets bekend over wat daarnaast nodig is voor {paragraphs(bare)}.", "  ")
    if answer.others:
        lines += ["", "RAAKT OOK, MAAR GEEFT OP ZICHZELF GEEN AANKNOPINGSPUNT"]
    for finding in answer.others:
        said = listing(element(e, finding.elements, QUOTE) for e in finding.elements if touched(e))
        lines += wrapped(f"{capital(offence(finding, 'art.'))}: {said}", "  ", "    ")
    if answer.neighbours:
        named = listing(f"{provision(n.designation, article='art.')} ({n.title.lower()})" for n in answer.neighbours)
        lines += ["", *wrapped(f"Buiten de zeven bepalingen, denk aan: {named}.")]
    lines += _scenarios(answer.scenarios) + _rulings(answer, knowledge)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _bare(leads: tuple[OffenceFinding, ...], knowledge: KnowledgeBase) -> list[OffenceFinding]:
    """The variants of which the pattern touches nothing beside the elements of a variant that is shown itself."""
    shown = {f.rule: {e.id for e in f.elements} for f in leads}
    bases = {f.rule: knowledge.rulebook.rule(f.rule, None).builds_on for f in leads}
    return [
        f
        for f in leads
        if bases[f.rule] in shown and not any(touched(e) for e in f.elements if e.id not in shown[bases[f.rule]])
    ]


def _lead(finding: OffenceFinding, knowledge: KnowledgeBase) -> Iterator[str]:
    yield from wrapped(f"{capital(offence(finding, 'art.'))}: {outcome(finding)}.", "  ", "    ")
    for found in (e for e in finding.elements if touched(e)):
        said = f"{element(found, finding.elements, QUOTE)} ({status(found)}): {', '.join(touched(found))}"
        yield from wrapped(said, "    Raakt ", "      ")
    contradicted = [e for e in finding.elements if e.status == "weersproken"]
    if contradicted:
        yield from wrapped(listing(element(e, finding.elements, QUOTE) for e in contradicted), "    Weersproken: ")
    if finding.missing:
        ways = " (één van de mogelijkheden)" if len(finding.missing) > 1 else ""
        needed = "Nog niet bekend" if contested(finding) else "Nog nodig voor een aanwijzing"
        yield from wrapped(f"{needed}{ways}:", "    ")
        for wanted in finding.missing[0]:
            yield from wrapped(_asked(wanted, knowledge), "      - ")
    if contested(finding):
        said = listing(element(e, finding.elements, QUOTE) for e in contested(finding))
        yield from wrapped(f"Er spreekt ook een feit tegen {said}; daarover oordeelt een mens.", "    ", "      ")


def _asked(wanted: Wanted, knowledge: KnowledgeBase) -> str:
    """A question, with the fact and answer where that can be given as a fact of a pattern."""
    stated = _as_fact(wanted, knowledge)
    return f"{wanted.question} [{stated}]" if stated else wanted.question


def _as_fact(wanted: Wanted, knowledge: KnowledgeBase) -> str:
    return f"{wanted.name}={wanted.value}" if wanted.name in knowledge.vocabulary.fact_types else ""


def _scenarios(scenarios: tuple[Scenario, ...]) -> list[str]:
    if not scenarios:
        return []
    lines = ["", "SCENARIO'S MET DEZE FEITEN (duiding, geen bestanddeel)"]
    for s in scenarios[:MOST_SCENARIOS]:
        against = " (tegenscenario)" if s.counter else ""
        lines += wrapped(f"{s.label}{against}: {len(s.present)} van {s.typical} typische feiten", f"  {s.id:<5}")
    rest = len(scenarios) - MOST_SCENARIOS
    return [*lines, f"  En nog {rest}; zie --formaat json."] if rest > 0 else lines


def _rulings(answer: Answer, knowledge: KnowledgeBase) -> list[str]:
    lines = ["", "UITSPRAKEN EN CONCLUSIES MET FEITEN UIT DIT PATROON"]
    if not answer.rulings:
        return [*lines, *wrapped("Geen van de uitspraken in de kennisbank noemt deze feiten.", "  ")]
    for found in answer.rulings[:MOST_RULINGS]:
        lines += [f"  {found.ecli}", *(wrapped(ADVICE, "    ") if found.advice else []), *wrapped(found.name, "    ")]
        lines += [line for text in _decided(found, knowledge) for line in wrapped(sentence(text), "    ", "      ")]
        for words, atoms in (("Gedeeld", found.shared), ("Niet genoemd", found.absent), ("Andersom", found.contrary)):
            lines += wrapped(_names(atoms), f"    {words}: ", "      ") if atoms else []
        lines += wrapped(_names(found.more), f"    Daarnaast in de {_kind(found)}: ", "      ") if found.more else []
    rest = len(answer.rulings) - MOST_RULINGS
    return [*lines, f"  En nog {rest}; zie --formaat json."] if rest > 0 else lines


def _decided(found: Shared, knowledge: KnowledgeBase) -> Iterator[str]:
    for charge in found.charges:
        rule = knowledge.rulebook.rule(charge.rule, None)
        attempt = "poging tot " if charge.attempt else ""
        turned = f" (het ging om {charge.element.replace('_', ' ')})" if charge.element else ""
        verdict = _verdict(found, charge)
        yield f"{attempt}{provision(rule.designation, rule.part)}: {verdict}{turned}. {charge.remark}".strip()


def _verdict(found: Shared, charge: Charge) -> str:
    """What was decided; what a conclusion says is nobody's decision."""
    if found.advice:
        return QUASH if charge.outcome == "vernietigd" else f"volgens de conclusie {charge.outcome}"
    return "deelvrijspraak" if found.partial(charge) else VERDICT.get(charge.outcome, charge.outcome)


def _kind(found: Shared) -> str:
    return "conclusie" if found.advice else "uitspraak"


def csv(answer: Answer, knowledge: KnowledgeBase) -> str:
    """The answer as CSV: a line for each provision, scenario, neighbouring provision and ruling."""
    return as_csv(COLUMNS, _rows(answer, knowledge))


def _rows(answer: Answer, knowledge: KnowledgeBase) -> Iterator[tuple[str, ...]]:
    for finding in (*answer.leads, *answer.others):
        ids = " ".join(e.id for e in finding.elements if touched(e))
        needed = " ".join(_as_fact(w, knowledge) or w.question for w in next(iter(finding.missing), ()))
        yield "bepaling", finding.rule, offence(finding), finding.outcome, ids, needed
    for s in answer.scenarios:
        wanted = " ".join(w.name for w in s.unknown)
        yield "scenario", s.id, s.label, f"{len(s.present)} van {s.typical}", "; ".join(s.present), wanted
    for n in answer.neighbours:
        yield "aangrenzend", n.id, provision(n.designation), "", " ".join(e.name for e in n.evidence), ""
    for r in answer.rulings:
        said = "; ".join((*([ADVICE] if r.advice else []), *_decided(r, knowledge)))
        yield _kind(r), r.ecli, r.name, said, " ".join(map(_stated, r.shared)), " ".join(map(_stated, r.more))


def json(answer: Answer, notes: Iterable[str], knowledge: KnowledgeBase) -> str:
    """The answer as JSON, with what makes it reproducible."""
    receipt = answer.receipt
    data = {
        "soort": "patroon",
        "feiten": _facts(answer.pattern),
        "gelezen_als": list(notes),
        "in_beeld": [_finding(f) for f in answer.leads],
        "raakt_ook": [_finding(f) for f in answer.others],
        "scenarios": [
            {
                "code": s.id,
                "naam": s.label,
                "tegenscenario": s.counter,
                "aanwezig": list(s.present),
                "typisch": s.typical,
            }
            for s in answer.scenarios
        ],
        "aangrenzend": [
            {"code": n.id, "bepaling": provision(n.designation), "reden": n.reason, "voorbehoud": n.reservation}
            for n in answer.neighbours
        ],
        "uitspraken": [_ruling(r, knowledge) for r in answer.rulings],
        "verantwoording": {
            "versie": receipt.version,
            "kennisbank": receipt.knowledge,
            "motoren": list(receipt.engines),
        },
    }
    return as_json(data)


def _facts(atoms: Iterable[Atom]) -> list[dict[str, str]]:
    return [{"feit": a.name, "waarde": a.sign} for a in atoms]


def _wanted(items: Iterable[Wanted]) -> list[dict[str, str]]:
    return [{"feit": w.name, "waarde": w.value, "vraag": w.question} for w in items]


def _finding(found: OffenceFinding) -> dict[str, Any]:
    return {
        "bepaling": found.rule,
        "artikel": offence(found),
        "uitkomst": found.outcome,
        "redenen": list(found.reasons),
        "bestanddelen": [_element(e) for e in found.elements],
        "nodig": [_wanted(way) for way in found.missing],
        "mens_oordeelt_over": [e.id for e in contested(found)],
    }


def _element(found: ElementFinding) -> dict[str, Any]:
    return {
        "bestanddeel": found.id,
        "woorden": found.quote,
        "status": found.status,
        "geraakt_door": list(touched(found)),
        "nodig": [_wanted(way) for way in found.missing],
    }


def _ruling(found: Shared, knowledge: KnowledgeBase) -> dict[str, Any]:
    source = label(found.ecli, knowledge.vocabulary)
    charges = [
        {
            "bepaling": c.rule,
            "uitkomst": c.outcome,
            "deelvrijspraak": found.partial(c),
            "bestanddeel": c.element,
            "poging": c.attempt,
            "opmerking": c.remark,
        }
        for c in found.charges
    ]
    return {
        "ecli": found.ecli,
        "soort": _kind(found),
        "over": found.name,
        "link": source.url,
        "voorbehoud": source.reservation,
        "beslissingen": charges,
        "gedeeld": _facts(found.shared),
        "niet_genoemd": _facts(found.absent),
        "andersom": _facts(found.contrary),
        "daarnaast": _facts(found.more),
    }
