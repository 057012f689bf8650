"""The parts of a rule as steps of an explanation: conditions, alternatives and concepts, down to the statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from legalkb.case import Case
from legalkb.compilation import NO, OPPOSITE, PRESENT, YES
from legalkb.dates import Interval
from legalkb.decision import hard
from legalkb.explanation.left_out import LeftOut
from legalkb.explanation.tree import ExplanationNode
from legalkb.findings import Evidence
from legalkb.inference import Atom
from legalkb.knowledge import KnowledgeBase
from legalkb.missing import Asker
from legalkb.reasoning import Reasoning, yes
from legalkb.rulebook import Alternative, Concept, Literal, Measure
from legalkb.statements import day

MET, AGAINST, DISPUTED, UNKNOWN = "vervuld", "weersproken", "betwist", "onbekend"
BOUNDS = {"vanaf": "op of na", "voor": "vóór", "niet_voor": "op of na"}


@dataclass(frozen=True, slots=True)
class View:
    """What the steps of one finding are drawn from: its reasoning, the knowledge base, the case, and how to ask."""

    known: Reasoning
    knowledge: KnowledgeBase
    case: Case
    ask: Asker
    lines: Mapping[int, int]
    left_out: Mapping[str, tuple[LeftOut, ...]]

    @property
    def concepts(self) -> Mapping[str, Concept]:
        """The concepts of the rule book."""
        return self.knowledge.rulebook.concepts


def label(literal: Literal, knowledge: KnowledgeBase) -> str:
    """A condition in words, from the label of its fact type, the title of its concept or the bound of its measure."""
    kind = knowledge.vocabulary.fact_types.get(literal.name)
    concept = knowledge.rulebook.concepts.get(literal.name)
    measure = next((m for m in knowledge.rulebook.measures if m.id == literal.name), None)
    if measure is not None:
        words = _bound(measure)
    else:
        words = kind.label if kind else _small(concept.title) if concept else literal.name.replace("_", " ")
    return words if literal.value == YES else f"{words}: nee"


def _small(title: str) -> str:
    """A title as it stands within a sentence."""
    return title[:1].lower() + title[1:]


def _bound(measure: Measure) -> str:
    if measure.kind == "leeftijd":
        limit = f"{measure.value} jaar"
        return f"{measure.of} {limit} of ouder" if measure.bound == "vanaf" else f"{measure.of} jonger dan {limit}"
    on = date.fromisoformat(measure.value)
    return f"gedraging {BOUNDS[measure.bound]} {day(Interval(on, on))}"


def in_words(alternative: Alternative, knowledge: KnowledgeBase) -> str:
    """A combination of conditions in words."""
    told = [x for x in alternative.literals if x.name != PRESENT] or list(alternative.literals)
    return " en ".join(label(x, knowledge) for x in told)


def stance(literal: Literal, known: Reasoning) -> str:
    """How a condition stands: met, contradicted, disputed or unknown. Only a firm statement contradicts."""
    atom, opposite = Atom(*literal), Atom(literal.name, OPPOSITE[literal.value])
    if atom in known.stated:
        return MET if atom in known.undisputed and opposite not in known.stated else DISPUTED
    return AGAINST if opposite in known.firm else UNKNOWN


def statement(item: Evidence, view: View, status: str = "") -> ExplanationNode:
    """A statement: of a fact of the case, or of what the structure of the case says."""
    kind = "feit" if item.fact else "structuur"
    return ExplanationNode(kind, item.sentence, status, item.name, evidence=item, line=view.lines.get(item.fact, 0))


def statements(literal: Literal, view: View) -> tuple[ExplanationNode, ...]:
    """Everything that is said for a condition, then what is said against it."""
    found = []
    for value, status in ((literal.value, MET), (OPPOSITE[literal.value], AGAINST)):
        found += [statement(e, view, status) for e in view.known.evidence.get(Atom(literal.name, value), ())]
    return tuple(found)


def condition(literal: Literal, view: View, above: frozenset[str] = frozenset()) -> ExplanationNode:
    """One condition, with the statements or the concept behind it; a question where nothing is known."""
    if literal.name in view.concepts and literal.value == YES and literal.name not in above:
        return concept(view.concepts[literal.name], view, above)
    status, said = stance(literal, view.known), statements(literal, view)
    if len(said) == 1:
        return ExplanationNode(
            said[0].kind, said[0].text, status, literal.name, evidence=said[0].evidence, line=said[0].line
        )
    text = label(literal, view.knowledge)
    if said:
        return ExplanationNode("voorwaarde", text, status, literal.name, children=said)
    apart = next((x for x in view.left_out.get(literal.name, ()) if x.evidence.value == literal.value), None)
    if apart is not None:
        item = apart.evidence
        line = view.lines.get(item.fact, 0)
        return ExplanationNode("telt_niet", text, UNKNOWN, literal.name, apart.why, evidence=item, line=line)
    return ExplanationNode("vraag", text, UNKNOWN, literal.name, question=view.ask(*literal).question)


def group(
    kind: str, item: Alternative, view: View, status: str, used: bool, above: frozenset[str] = frozenset()
) -> ExplanationNode:
    """A combination of conditions, with why it counts and each of its conditions below it."""
    return ExplanationNode(
        kind,
        in_words(item, view.knowledge),
        status,
        detail=item.explanation,
        sources=item.sources,
        used=used,
        children=tuple(condition(x, view, above) for x in dict.fromkeys(item.literals)),
    )


def combined(item: Alternative, known: Reasoning, name: str) -> str:
    """How a combination of conditions stands as a whole, when it is only looked at for itself."""
    if yes(name) in known.stated:
        return MET if yes(name) in known.undisputed else DISPUTED
    against = any(Atom(x.name, OPPOSITE[x.value]) in known.firm for x in item.literals)
    return AGAINST if against else UNKNOWN


def proposition(
    name: str,
    alternatives: Iterable[Alternative],
    exceptions: Iterable[Alternative],
    view: View,
    above: frozenset[str] = frozenset(),
) -> tuple[ExplanationNode, ...]:
    """The alternatives and exceptions of an element or concept: those that made its status, then the others."""
    found = []
    contradicted = Atom(name, NO) in view.known.stated
    for number, item in enumerate(alternatives, 1):
        status = hard(f"{name}/a{number}").value(view.known)
        used = yes(f"{name}/a{number}") in view.known.stated or (contradicted and status == AGAINST)
        found.append(group("alternatief", item, view, status, used, above))
    for number, item in enumerate(exceptions, 1):
        met, status = yes(f"{name}/t{number}"), combined(item, view.known, f"{name}/t{number}")
        if met in view.known.undisputed and met not in view.known.firm:
            status = UNKNOWN  # the word of the suspect alone excludes nothing
        found.append(group("uitzondering", item, view, status, met in view.known.stated, above))
    return tuple(sorted(found, key=lambda n: not n.used))


def concept(item: Concept, view: View, above: frozenset[str] = frozenset()) -> ExplanationNode:
    """A concept of the rules with the alternatives and exceptions behind it."""
    ways = proposition(item.id, item.alternatives, item.exceptions, view, above | {item.id})
    return ExplanationNode(
        "begrip", item.title, hard(item.id).value(view.known), item.id, sources=item.sources, children=ways
    )
