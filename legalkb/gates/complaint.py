"""The gate of the complaint: excluded for a spouse, on complaint only for relatives, free for others (art. 316 Sr).

Whose victim it is when the object belongs to the State is not settled: then both readings are shown. Nothing here
says anything about proof or about whether the act is punishable.
"""

from __future__ import annotations

from dataclasses import replace

from legalkb.compilation import YES
from legalkb.findings import Gate, GateReason
from legalkb.gates import complaint_circle as circle
from legalkb.gates.complaint_data import ALWAYS, NONE, ComplaintData, Provision, check, from_plain
from legalkb.gates.complaint_facts import Facts
from legalkb.gates.complaint_term import KIND, need
from legalkb.gates.model import BAR, OPEN, RESERVED, UNKNOWN, GateInput

__all__ = ["check", "from_plain", "gate"]

DUTCH = "reisdocument_is_nederlands"


def gate(given: GateInput, data: ComplaintData) -> Gate:
    """Whether prosecution of this suspect for this offence is excluded or needs a complaint."""
    facts = Facts(given, data)
    provision = data.provisions.get(given.finding.rule)
    if provision is None:
        readings = (facts.read("niet_nagegaan"),)
        return Gate(KIND, data.title, RESERVED, facts.text("niet_nagegaan"), (), readings)
    if provision.regime == NONE:
        said = GateReason(facts.text("geen_klacht"), provision.sources)
        return Gate(KIND, data.title, OPEN, said.text, (said,))
    if provision.regime == ALWAYS:
        return _noted(facts, need(facts, provision, (facts.say("op_klacht"),)))
    where = circle.standing(facts)
    found = _relatives(facts, provision, where)
    return _noted(facts, _about_object(facts, found, where))


def _relatives(facts: Facts, provision: Provision, where: circle.Standing) -> Gate:
    """The gate of an offence that is closed to prosecution of a spouse and needs a complaint against relatives."""
    whom = facts.say("tegen_wie")
    if where.kind == circle.COMPLAINT:
        return need(facts, provision, (*where.reasons, whom))
    status, key = {
        circle.EXCLUDED: (BAR, "uitgesloten"),
        circle.OUTSIDE: (OPEN, "buiten_kring"),
        circle.RESERVED: (RESERVED, "huwelijk_voorbehoud"),
        circle.UNKNOWN: (UNKNOWN, "band_onbekend"),
    }[where.kind]
    readings = (facts.read("huwelijk_telt"), facts.read("huwelijk_telt_niet")) if where.kind == circle.RESERVED else ()
    said = facts.say(key)
    reasons = tuple(dict.fromkeys((said, *where.reasons, whom)))
    return Gate(KIND, facts.data.title, status, said.text, reasons, readings, (), where.missing)


def _state_object(facts: Facts) -> bool:
    """Whether the object of this finding is a document that belongs, or may belong, to a state."""
    kinds = facts.given.knowledge.vocabulary.fact_types
    here = {kinds[a.name].object for a in facts.given.evidence if a.sign == YES and a.name in kinds}
    return bool(here & {*facts.data.objects})


def _about_object(facts: Facts, found: Gate, where: circle.Standing) -> Gate:
    """The same gate, with both readings of who the victim is when the object is a travel document."""
    if not _state_object(facts):
        return found
    kinds = facts.given.knowledge.vocabulary.fact_types
    travel = any(kinds[a.name].object == facts.data.objects[0] for a in facts.given.evidence if a.name in kinds)
    dutch = travel and facts.given.stated(DUTCH) is not False
    readings = (
        facts.read("staat_slachtoffer" if dutch else "andere_eigenaar"),
        facts.read("houder_slachtoffer", found.summary),
        *found.readings,
    )
    if found.status == OPEN:
        return replace(found, reasons=(*found.reasons, facts.say("voorwerp_zelfde")), readings=readings)
    reserve = facts.say("voorwerp_voorbehoud")
    if where.kind == circle.UNKNOWN:
        return replace(found, reasons=(*found.reasons, reserve), readings=readings)
    return replace(found, status=RESERVED, summary=reserve.text, reasons=(*found.reasons, reserve), readings=readings)


def _noted(facts: Facts, found: Gate) -> Gate:
    """The same gate, saying which facts rest on the suspect alone and were not counted."""
    data = facts.data
    procedural = (n for n in facts.given.knowledge.vocabulary.fact_types.values() if n.group == "klacht")
    names = dict.fromkeys((*data.circle.spouse, *data.circle.on_complaint, *(n.id for n in procedural)))
    alone = tuple(facts.say("alleen_verdachte", feit=facts.tell(n)) for n in names if facts.only_suspect(n))
    return replace(found, reasons=(*found.reasons, *alone)) if alone else found
