"""Who did it: perpetration, co-perpetration, having it done, instigation and aiding, as far as the facts say."""

from __future__ import annotations

from legalkb.findings import Evidence
from legalkb.gates.acts import core_acts
from legalkb.gates.forms_setting import Part, Setting
from legalkb.statements import MUTUAL, names, partners

OWN, JOINT, ORDERED, AIDED = "plegen", "medeplegen", "uitlokken, doen plegen of medeplegen", "medeplichtigheid"


def participation(setting: Setting) -> Part:
    """The forms of participation that the facts point to."""
    acts = core_acts(setting.given.finding, setting.given.knowledge)
    own = tuple(e for e in acts if not e.attributed)
    if setting.is_one_of("eigen_strafbaarstelling") and own:
        return Part((OWN,), (setting.reason("eigen"), setting.reason("eigen_strafbaarstelling")))
    disputed = tuple(setting.given.ask(n) for n in _cooperations(setting) if setting.given.disputed(n))
    doubt = Part((), (setting.reason("betwist"),), (), disputed) if disputed else Part()
    if own:
        return _with(doubt, _own(setting, own))
    others = tuple(e for e in acts if e.attributed)
    if not others:
        asked = tuple(setting.given.ask(n) for n in _cooperations(setting))
        return Part((OWN, JOINT), (setting.reason("dader_onbekend"),), (), asked)
    ordered, mutual = _linked(setting)
    through = {name for e in others for name in e.attributed.replace(" en ", ", ").split(", ")}
    found = doubt
    if through & ordered:
        found = _with(found, _ordered(setting, names(sorted(through & ordered))))
    if through - ordered or through & mutual:
        found = _with(found, _joint(setting, names(sorted((through - ordered) | (through & mutual)))))
    return found


def _with(one: Part, other: Part) -> Part:
    return Part(
        one.forms + other.forms,
        one.reasons + other.reasons,
        one.readings + other.readings,
        one.missing + other.missing,
        one.lowers or other.lowers,
    )


def _cooperations(setting: Setting) -> tuple[str, ...]:
    kinds = setting.given.knowledge.vocabulary.fact_types
    return tuple(sorted((k.id for k in kinds.values() if k.cooperation), reverse=True))


def _linked(setting: Setting) -> tuple[set[str], set[str]]:
    """The persons whom the suspect had do it, and those the suspect worked together with."""
    given = setting.given
    kinds = given.knowledge.vocabulary.fact_types
    links = partners(given.case, kinds, given.finding.suspect, given.finding.victim)
    mutual = {other for other, fact in links if kinds[fact.type_id].cooperation == MUTUAL}
    return {other for other, fact in links if kinds[fact.type_id].cooperation != MUTUAL}, mutual


def _own(setting: Setting, own: tuple[Evidence, ...]) -> Part:
    ordered, mutual = _linked(setting)
    with_others = names(sorted(ordered | mutual))
    forms = f"{OWN} of {JOINT}" if with_others else OWN
    first = setting.reason("samen_eigen", ander=with_others) if with_others else setting.reason("eigen")
    found = Part((forms,), (first,))
    if {e.name for e in own} & {*setting.stated("doen_plegen")}:
        found = _with(found, Part(("doen plegen",), (setting.reason("doen_plegen"),)))
    return _with(found, _aid(setting)) if setting.stated("alleen_hulp") else found


def _aid(setting: Setting) -> Part:
    """Full participation or aiding: both readings, with what they do to the maximum."""
    readings = (
        setting.reading("medeplegen"),
        setting.reading("medeplichtigheid", **setting.lowered("medeplichtigheid_minder")),
    )
    return Part((f"{JOINT} of {AIDED}",), (setting.reason("geringe_hulp"),), readings, (), True)


def _joint(setting: Setting, others: str) -> Part:
    """What the others did is charged to the suspect through cooperation."""
    reason = Part((), (setting.reason("samen", ander=others),))
    asked = setting.unanswered(*setting.data.facts["alleen_hulp"])
    if not asked and not setting.stated("alleen_hulp"):
        return _with(reason, Part((JOINT,)))
    return _with(_with(reason, _aid(setting)), Part((), (), (), asked))


def _ordered(setting: Setting, others: str) -> Part:
    """The suspect had it done: with one of the means of the law, by somebody unaware, or neither."""
    means, unaware = setting.stated("uitlokkingsmiddelen"), setting.stated("doen_plegen")
    reasons = [setting.reason("opdracht", ander=others)]
    if means:
        kinds = setting.given.knowledge.vocabulary.fact_types
        named = "; ".join(kinds[name].label for name in means)
        reasons += [setting.reason("uitlokking_middel", middelen=named), setting.reason("uitlokking_omvang")]
    if unaware:
        reasons.append(setting.reason("doen_plegen"))
    if means or unaware:
        return Part((ORDERED,), tuple(reasons))
    asked = setting.unanswered(*setting.data.facts["uitlokkingsmiddelen"], setting.data.facts["doen_plegen"][0])
    if asked:
        return Part((ORDERED,), (*reasons, setting.reason("uitlokking_middel_onbekend")), (), asked)
    return _with(Part((), tuple(reasons), (setting.reading("geen_middel"),)), _aid(setting))
