"""What stands in the way of an offence or an element, and what is said too vaguely to help it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from legalkb.compilation import NO
from legalkb.engine import BUILTIN
from legalkb.explanation.tree import Vague
from legalkb.findings import ElementFinding, Evidence, OffenceFinding
from legalkb.formula import evaluate
from legalkb.offences import Assessed
from legalkb.reasoning import by_atom, reason


def _vague(element: ElementFinding) -> tuple[Evidence, ...]:
    """The statements that speak both for and against an element: what they say is not precise enough."""
    for_it = {e for i in element.indications_for for e in i.evidence}
    return tuple(dict.fromkeys(e for i in element.indications_against for e in i.evidence if e in for_it))


def _against(element: ElementFinding, item: Assessed) -> Iterator[Evidence]:
    """The statements that speak against an element, or put in doubt what speaks for it."""
    known, vague = item.conclusion.known, _vague(element)
    yield from element.against
    for indication in element.indications_against:
        yield from (e for e in indication.evidence if e not in vague)
    for indication in element.indications_for:
        if indication.disputed:
            yield from known.opposed(indication.evidence)
    if element.status == "betwist":
        yield from known.opposed(element.support)
    if element.status == "onbekend" and not element.missing:
        parts = (a for a in known.derivations if a.sign == NO and a.name.startswith(f"#{element.id}/"))
        for atom in sorted(parts):
            yield from known.leaves(atom)


def _stands(item: Assessed, element: str, without: Iterable[Evidence]) -> tuple[str, bool]:
    """The status of an element by the rules, and whether it is settled, when some statements are left out."""
    known, gone = item.conclusion.known, {*without}
    told = (e for items in known.evidence.values() for e in items if e not in gone)
    then = reason(item.conclusion.rule_set, by_atom(told), BUILTIN, known.outside, known.acts)
    decided = item.conclusion.decided
    return decided.elements[element].value(then), evaluate(decided.settled[element], then)


def _in_the_way(element: ElementFinding, item: Assessed) -> Iterator[Evidence]:
    """The statements without which an element would stand better, when the others that speak against it are left out:
    a denial of what need not be met, as something else is, is in the way of nothing."""
    found = tuple(dict.fromkeys(_against(element, item)))
    decided, spoken = item.conclusion.decided, {e for i in element.indications_against for e in i.evidence}
    if element.id not in decided.elements or element.id not in decided.settled:
        yield from found
        return
    free = _stands(item, element.id, found)
    for one in found:
        if one in spoken or _stands(item, element.id, (e for e in found if e != one)) != free:
            yield one


def _open(finding: OffenceFinding, only: str) -> list[ElementFinding]:
    return [e for e in finding.elements if not e.settled and only in ("", e.id)]


def blocking(finding: OffenceFinding, item: Assessed, only: str) -> tuple[Evidence, ...]:
    """The statements that stand in the way of the offence, or of one element."""
    return tuple(dict.fromkeys(x for e in _open(finding, only) for x in _in_the_way(e, item)))


def vague(finding: OffenceFinding, only: str) -> tuple[Vague, ...]:
    """The statements that are not precise enough for an element, each with the question of that element."""
    return tuple(dict.fromkeys(Vague(x, e.question) for e in _open(finding, only) for x in _vague(e)))
