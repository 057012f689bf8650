"""The assessment as JSON, in Dutch keys; ``schema.json`` beside this module describes it."""

from __future__ import annotations

import json
from typing import Any

from legalkb.findings import (
    Assessment,
    CounterQuestion,
    ElementFinding,
    Evidence,
    FactLine,
    Gate,
    Ground,
    Indication,
    LawVersion,
    Neighbour,
    OffenceFinding,
    Path,
    Scenario,
    SourceLabel,
    Wanted,
)
from legalkb.report.caveats import warnings
from legalkb.report.phrases import PREMISE, PREMISE_SOURCES, acute
from legalkb.report.prosecution import assessed, title


def evidence(e: Evidence) -> dict[str, Any]:
    """A statement as a plain dict."""
    return {
        "feit": e.name,
        "waarde": e.value,
        "zin": e.sentence,
        "bron": e.source,
        "wanneer": e.when,
        "waar": e.where,
        "nummer": e.fact or None,
        "afgeleid_uit": e.basis,
        "alleen_verklaring_verdachte": e.suspect_only,
        "ingetrokken": e.retracted,
        "gedraging_van": e.attributed,
    }


def _wanted(w: Wanted) -> dict[str, Any]:
    return {"feit": w.name, "waarde": w.value, "vraag": w.question}


def _missing(sets: tuple[tuple[Wanted, ...], ...]) -> list[dict[str, Any]]:
    return [{"feiten": [_wanted(w) for w in item]} for item in sets]


def _indication(i: Indication) -> dict[str, Any]:
    return {
        "feiten": [evidence(e) for e in i.evidence],
        "uitleg": i.explanation,
        "bronnen": list(i.sources),
        "betwist": i.disputed,
    }


def _ground(g: Ground) -> dict[str, Any]:
    return {"uitleg": g.explanation, "bronnen": list(g.sources)}


def _counter(c: CounterQuestion) -> dict[str, Any]:
    return {**_wanted(c.wanted), "bronnen": list(c.sources)}


def element(e: ElementFinding) -> dict[str, Any]:
    """An element with everything that is known of it, as plain values."""
    ruling = e.ruling
    return {
        "id": e.id,
        "citaat": e.quote,
        "status": e.status,
        "voor": [evidence(x) for x in e.support],
        "tegen": [evidence(x) for x in e.against],
        "ontbreekt": _missing(e.missing),
        "gedeeltelijk": [evidence(x) for x in e.partial],
        "gronden": [_ground(g) for g in e.grounds],
        "vraag": e.question,
        "open_norm": e.norm,
        "aanwijzingen_voor": [_indication(i) for i in e.indications_for],
        "aanwijzingen_tegen": [_indication(i) for i in e.indications_against],
        "tegenvragen": [_counter(c) for c in e.counter_questions],
        "oordeel": {"oordeel": ruling.verdict, "door": ruling.by, "reden": ruling.reason} if ruling else None,
        "enige_bron": e.only_source,
        "alleen_verklaring_verdachte": e.suspect_only,
    }


def version(v: LawVersion) -> dict[str, Any]:
    """A version of a provision as plain values."""
    return {
        "geldig_vanaf": v.valid_from or None,
        "geldig_tot_en_met": v.valid_to or None,
        "ingang_toelichting": v.qualifier,
        "maximum_maanden": v.maximum_months,
        "boetecategorie": v.fine_category,
        "jci": v.jci,
        "link": v.url,
        "tekst": v.text,
        "tekststatus": v.text_status,
        "voorbehoud": v.reservation,
        "staatsblad": v.gazette,
    }


def gate(g: Gate) -> dict[str, Any]:
    """A prosecution gate as plain values."""
    return {
        "soort": g.kind,
        "titel": title(g),
        "stand": g.status,
        "samenvatting": g.summary,
        "redenen": [{"tekst": r.text, "bronnen": list(r.sources)} for r in g.reasons],
        "lezingen": [{"tekst": r.text, "gevolg": r.consequence, "bronnen": list(r.sources)} for r in g.readings],
        "data": [{"datum": d.date, "tekst": d.text} for d in g.dates],
        "ontbreekt": [_wanted(w) for w in g.missing],
    }


def _finding(f: OffenceFinding) -> dict[str, Any]:
    return {
        "verdachte": f.suspect,
        "slachtoffer": f.victim,
        "bepaling": f"Sr {f.article}" if f.article and not f.article.startswith("Sr") else f.article,
        "lid": f.paragraph or None,
        "onderdeel": f.part or None,
        "regel": f.rule,
        "opschrift": f.title,
        "houder": f.holder or None,
        "voorval": f.event or None,
        "voorwerp": f.object or None,
        "uitkomst": f.outcome,
        "redenen": list(f.reasons),
        "poging": f.attempt,
        "gedraging": {"wanneer": f.conduct, "grondslag": f.conduct_basis},
        "kern": f.core,
        "bestanddelen": [element(e) for e in f.elements],
        "ontbreekt": _missing(f.missing),
        "enige_bron": f.only_source,
        "opmerkingen": [{"tekst": r.text, "bronnen": list(r.sources)} for r in f.remarks],
        "wetsversie": version(f.law[0]) if f.law else None,
        "wetsversies": [version(v) for v in f.law],
        "vervolgbaarheid": [gate(g) for g in f.gates],
    }


def fact(f: FactLine) -> dict[str, Any]:
    """A fact of the case as a plain dict."""
    return {
        "nummer": f.number,
        "feit": f.name,
        "groep": f.group,
        "waarde": f.value,
        "zin": f.sentence,
        "bron": f.source,
        "wanneer": f.when,
        "waar": f.where,
        "toelichting": f.note,
    }


def _scenario(s: Scenario) -> dict[str, Any]:
    return {
        "id": s.id,
        "naam": s.label,
        "omschrijving": s.definition,
        "tegenscenario": s.counter,
        "aanwezig": list(s.present),
        "typische_feiten": s.typical,
        "remmen": list(s.brakes),
        "paden": list(s.paths),
        "bronnen": list(s.sources),
        "onbekend": [_wanted(w) for w in s.unknown],
    }


def _neighbour(n: Neighbour) -> dict[str, Any]:
    return {
        "id": n.id,
        "bepaling": n.designation,
        "opschrift": n.title,
        "reden": n.reason,
        "bronnen": list(n.sources),
        "voorbehoud": n.reservation,
        "feiten": [evidence(e) for e in n.evidence],
    }


def _path(p: Path) -> dict[str, Any]:
    return {
        "id": p.id,
        "naam": p.label,
        "omschrijving": p.definition,
        "wanneer": p.when,
        "contact": p.contact,
        "urgentie": p.urgency,
        "voorbehoud": p.reservation,
        "bronnen": list(p.sources),
    }


def source(s: SourceLabel) -> dict[str, Any]:
    """A source as plain values: title, link, what it says, and any reservation."""
    return {"titel": s.title, "link": s.url, "strekking": s.purport, "voorbehoud": s.reservation}


def as_data(assessment: Assessment) -> dict[str, Any]:
    """The assessment as plain dicts and lists."""
    receipt = assessment.receipt
    return {
        "zaak": assessment.case,
        "fictief": assessment.fictional,
        "classificatie": assessment.classification,
        "uitgangspunt": {"tekst": PREMISE, "bronnen": list(PREMISE_SOURCES)},
        "bescherming_eerst": acute(assessment),
        "personen": [
            {"id": p.id, "rollen": list(p.roles), "bijzonderheden": p.particulars} for p in assessment.persons
        ],
        "feiten": [fact(f) for f in assessment.facts],
        "verhoudingen": list(assessment.structure),
        "waarschuwingen": list(warnings(assessment)),
        "aannames": list(assessment.notes),
        "beoordelingen": [_finding(f) for f in assessment.findings],
        "samenloop": [gate(g) for g in assessment.concurrence],
        "scenario's": [_scenario(s) for s in assessment.scenarios],
        "aangrenzend": [_neighbour(n) for n in assessment.neighbours],
        "beschermingspaden": [_path(p) for p in assessment.paths],
        "bronnen": {code: source(assessment.sources[code]) for code in sorted(assessment.sources)},
        "verantwoording": {
            "versie": receipt.version,
            "kennisbank": receipt.knowledge,
            "zaakbestand": receipt.case,
            "engines": list(receipt.engines),
            "peildatum": receipt.reference_date,
            "vervolgbaarheid": "beoordeeld" if assessed(assessment) else "niet beoordeeld",
        },
    }


def render(assessment: Assessment) -> str:
    """The assessment as JSON text, ended by a newline."""
    return json.dumps(as_data(assessment), ensure_ascii=False, indent=2) + "\n"
