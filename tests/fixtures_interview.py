"""What the tests of the conversation share: a plain agenda with one question of every shape, and short conversations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache, partial

from legalkb import assessment, knowledge
from legalkb.case import Case
from legalkb.case_reader import read_case
from legalkb.engine import BUILTIN
from legalkb.evidence import Wanted
from legalkb.interview import conversation
from legalkb.interview.answers import Form
from legalkb.interview.recording import form
from legalkb.interview.state import Refused, Setting, Shown, State
from legalkb.knowledge import KnowledgeBase
from legalkb.node import SourceText
from legalkb.offences import asker
from legalkb.relevance.agenda import Agenda, agenda
from legalkb.relevance.items import SUBJECT_NAME, Decides, Item

SAFE = ("nee", "nee", "onbekend", "nee", "geen", "onbekend")
NAMES = (
    "onderwerp:reis", "achtergelaten_in_buitenland", "reisdocument_weggenomen", "werkten_samen", "gaf_opdracht",
    "wil_terugkeren", "is_ouder", "ander_heeft_gezag", "ander_heeft_opzicht", "gezagdrager_stemde_in",
    "onder_kinderbeschermingsmaatregel", "jonger_dan_twaalf", "datum_gedraging", "plaats_handeling", "nationaliteit",
    "peildatum", "klacht_ingediend", "strafbaar_daar_dwang", "verdachte_procesonbekwaam",
)  # fmt: skip
QUESTIONS = {
    "onderwerp:reis": "Is er iets bekend over de reis?",
    "plaats_handeling": "In welk land gebeurde dit? Het gaat om: achtergelaten in het buitenland.",
    "plaats_gevolg": "In welk land trad het gevolg in? Het gaat om: achtergelaten in het buitenland.",
    "nationaliteit": "Welke nationaliteit had V1 toen het gebeurde?",
    "peildatum": "Op welke dag wordt de zaak bekeken?",
}


@cache
def base() -> KnowledgeBase:
    """The knowledge base of the checkout."""
    return knowledge.load()


def item(name: str, case: Case, base: KnowledgeBase, holder: str = "") -> Item:
    """A question about the first suspect and victim of a case."""
    suspect, victim = case.suspects[0].id, case.victims[0].id
    wanted = (
        Wanted(name, "ja", QUESTIONS[name]) if name in QUESTIONS else asker(base, suspect, victim, holder)(name, "ja")
    )
    kind = base.vocabulary.fact_types.get(name)
    group = kind.group if kind else name.removeprefix(SUBJECT_NAME) if name.startswith(SUBJECT_NAME) else ""
    decides = (Decides("sr-279-1", "Sr 279 lid 1", "onttrekt", "onttrekt"),)
    sources = kind.sources if kind else ()
    return Item(f"{name}|{suspect}|{victim}", wanted, group, decides, sources, suspect, victim, holder)


def plain_agenda(case: Case, base: KnowledgeBase, passed: frozenset[str], opened: frozenset[str], group: str) -> Agenda:
    """One question of every shape, in a fixed order, without those that are answered or passed over."""
    said = {f.type_id for f in case.facts if f.value != "onbekend"}
    items = (item(name, case, base) for name in NAMES if name not in said)
    left = tuple(i for i in items if i.key not in passed and i.group not in opened | {"x"})
    return Agenda(left, assessment.assess(case, base, BUILTIN))


def setting(follow_up: bool = True, real: bool = False) -> Setting:
    """A setting with the plain agenda, or the real one."""
    return Setting(base(), partial(agenda, remembered={}) if real else plain_agenda, "zaak", follow_up)


def told(lines: Iterable[str], where: Setting, text: str = conversation.NEW) -> tuple[State, tuple[Shown, ...]]:
    """A conversation in which these lines were typed, with what the last one showed; each line must fit."""
    state, shown = conversation.begin(text, where)
    for line in lines:
        state, shown = conversation.step(state, line, where)
        assert not [s for s in shown if isinstance(s, Refused)], (line, shown)
    return state, shown


def reread(text: str) -> Case:
    """The case that a text holds."""
    return read_case(SourceText("zaak", text), base().vocabulary)


def content(case: Case) -> Case:
    """A case without line numbers, so that two texts with the same content are equal."""

    def flat(items: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(replace(i, line=0) for i in items)  # type: ignore[type-var]

    lists = ("persons", "relations", "custody", "measures", "decisions", "consents", "holders_complete", "sources")
    return replace(case, **{name: flat(getattr(case, name)) for name in (*lists, "chains", "judgements", "facts")})


def fitting(name: str) -> tuple[str, ...]:
    """Lines that answer a question of that name."""
    return {
        Form.DATE: ("2025-07-20",),
        Form.DAY: ("2026-03-01",),
        Form.COUNTRY: ("NL", "MA"),
        Form.COUNTRIES: ("NL", "MA, TR"),
    }.get(form(name, base()), ("ja", "nee"))
