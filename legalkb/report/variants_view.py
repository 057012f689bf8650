"""What is told of minimal pairs, in Dutch: title, what is otherwise, the question for the group, and the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from legalkb.comparison.model import ELEMENTS, GATES, NO_LEAD, OUTCOME, REST, ElementChange, FindingChange
from legalkb.findings import Assessment, OffenceFinding
from legalkb.report import phrases
from legalkb.report.difference_gates import told_gates
from legalkb.report.difference_text import shown, told_elements
from legalkb.report.difference_view import Comparison, cause, fact_line, fresh, provisions, statements, therefore
from legalkb.report.grouping import Merged
from legalkb.report.prosecution import in_short, stand, title, worded
from legalkb.training.pair import ADD, CONTRADICT, DATA, LEAVE_OUT, OF_FACTS, TURN, Pair, Pairs

WAS, BECOMES = "Was", "Wordt"
ASSUMPTION = "Aanname, niet de zaak zelf."
REAL = (
    "Dit is geen oefenzaak. Elke variant is een aanname, niet de zaak zelf: wat ‘aangenomen’ heet, heeft niemand "
    "verklaard. Het zaakbestand is niet gewijzigd."
)
LEVELS = {
    OUTCOME: "De uitkomst verandert",
    ELEMENTS: "De uitkomst blijft gelijk, een bestanddeel verandert",
    GATES: "Uitkomst en bestanddelen blijven gelijk, de vervolgbaarheid of de wetsversie verandert",
}
LITTLE = "Uitkomst, bestanddelen en vervolgbaarheid blijven gelijk"
IDLE = "Deze feiten maken {}voor geen uitkomst verschil (geprobeerd: {}). Bruikbaar als afleider:"
SILENT = "Dit andere gegeven verandert ook niets:"
SUPPORT = "Alleen de onderbouwing verschilt."
GONE = "Met deze houder, dit voorwerp of dit voorval is er dan niets meer te beoordelen."
NO_CONTEXT = "zonder houder, voorwerp of voorval bij naam"
MOST, QUOTE = 6, 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of one variant for one pair of persons: its name, a line for each thing that changes with the
    reasons below it, and the variants of which the same holds."""

    name: str
    lines: tuple[tuple[str, tuple[str, ...]], ...]
    alike: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A pair in words. ``was`` is what the case says in its place, where that is something else than a fact; ``rest``
    is what changes besides."""

    number: int
    title: str
    was: tuple[str, ...]
    question: str
    level: str
    answers: tuple[Answer, ...]
    rest: tuple[str, ...]


def comparison(pair: Pair) -> Comparison:
    """A pair as a comparison; in a case that is no exercise, what is stated anew counts as assumed."""
    real = not pair.before.fictional
    numbers = frozenset(line.number for c in pair.difference.facts for line in c.gained) if real else frozenset()
    return Comparison(pair.difference, pair.before, pair.after, (WAS, BECOMES), real, numbers)


def limits(pairs: Pairs) -> str:
    """Which provisions were assessed, where that was limited; empty otherwise."""
    rules = {f.rule: f for f in pairs.before.findings}
    return f"Alleen beoordeeld: {phrases.paragraphs(list(rules.values()))}." if pairs.limited and rules else ""


def heading(pairs: Pairs) -> str:
    """The name of the case."""
    case, date = pairs.before.case, pairs.before.receipt.reference_date
    name = f"zaak {case}" if case else "zaak zonder naam"
    return f"Varianten van {name}{f' · peildatum {phrases.dates(date)}' if date else ''}"


def told(pair: Pair, number: int) -> Told:
    """A pair in words, by its number in the list."""
    found = comparison(pair)
    lost, gained = _entries(pair, found)
    title_, question = _titled(pair, lost, gained)
    changes = shown(found)
    level = LEVELS.get(min((c.level for c in changes), default=-1), LITTLE)
    telling = [c for c in changes if c.level != REST] or changes
    answers = folded([_answer(c, found) for c in sorted(telling, key=lambda c: c.level)])
    was = lost if pair.kind == DATA and gained else ()
    bearing = [c.shown for c in changes if c not in telling]
    rest = [f"Andere feiten, zelfde status: {provisions(bearing)}."] if bearing else []
    rest += _rest(found)
    return Told(number, title_, was, question, level, answers, tuple(rest if rest or answers else [SUPPORT]))


def folded(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers, each thing told once: what another variant tells for the same persons is not told again."""
    kept: list[Answer] = []
    for answer in answers:
        if not answer.lines:
            continue
        name, _, persons = answer.name.partition(", ")
        same = [k for k in kept if k.name.partition(", ")[2] == persons]
        whole = next((k for k in same if {*answer.lines} <= {*k.lines}), None)
        if whole is not None:
            kept[kept.index(whole)] = replace(whole, alike=(*whole.alike, name))
            continue
        seen = {line: k.name.partition(", ")[0] for k in reversed(same) for line in k.lines if line[1]}
        lines = tuple((t, (f"als bij {seen[t, why]}",) if (t, why) in seen else why) for t, why in answer.lines)
        kept.append(replace(answer, lines=lines))
    return tuple(kept)


def _entries(pair: Pair, found: Comparison) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the case says otherwise, on each side."""
    if pair.said:
        return (), (phrases.sentence(pair.said),)
    facts = [cause(c, found) for c in found.difference.facts]
    lost, gained = ([t for side in facts for t in side[n]] for n in (0, 1))
    before, after = pair.before.structure, pair.after.structure
    lost += [t for t in before if t not in after]
    gained += [t for t in after if t not in before]
    if not lost and not gained:
        others = [cause(c, found) for c in found.difference.data]
        lost, gained = ([t for side in others for t in side[n]] for n in (0, 1))
    return tuple(map(phrases.dates, lost)), tuple(map(phrases.dates, gained))


def _titled(pair: Pair, lost: tuple[str, ...], gained: tuple[str, ...]) -> tuple[str, str]:
    """The title of a pair, and the question that it puts."""
    what = f"{'feiten' if len(pair.numbers) > 1 else 'feit'} {phrases.listing(map(str, pair.numbers))}"
    was, now = " ".join(lost), " ".join(gained)
    known = f"Wat verandert er als dit niet bekend is: {_quoted(lost)}?"
    if pair.kind == LEAVE_OUT:
        return f"Zonder {what}: {was}", known
    if pair.kind == TURN:
        return f"{phrases.capital(what)} andersom: {now}", f"Wat verandert er als dit zo is: {_quoted(gained)}?"
    if pair.kind == CONTRADICT:
        title_ = f"{phrases.capital(what)} betwist: {now}"
        return title_, f"Wat verandert er als een andere bron zegt: {_quoted(gained)}?"
    if pair.kind == ADD:
        return f"Erbij: {now}", f"Wat verandert er als dit bekend wordt: {_quoted(gained)}?"
    if not gained:
        return f"Zonder dit gegeven: {was}", known
    return f"Een ander gegeven: {now}", f"Wat verandert er als dit zo is: {_quoted(gained)}?"


def _quoted(texts: tuple[str, ...]) -> str:
    """The sentences without their sources, between quotation marks."""
    return phrases.listing(dict.fromkeys(phrases.quoted(_bare(t)) for t in texts))


def _bare(text: str) -> str:
    sentence = text.partition(" Bron: ")[0]
    head, bracket, _ = sentence.rpartition(". (")
    return head if bracket else sentence.rstrip(".")


def _answer(change: FindingChange, found: Comparison) -> Answer:
    finding = change.shown
    name = f"{phrases.offence(finding, 'art.')}, {finding.suspect} ten aanzien van {finding.victim}"
    more = _context(finding)
    lines = list(_outcome(change, found))
    if change.before is not None and change.after is not None:
        lines += [_element(e, change, found) for e in _told(change)]
        lines += [*_law(change), *_gates(change)]
    return Answer(f"{name} ({more})" if more else name, tuple(lines))


def _context(finding: OffenceFinding) -> str:
    where = [f"met {finding.holder} als houder van gezag of opzicht" if finding.holder else ""]
    where += [f"voorwerp: {finding.object}" if finding.object else ""]
    where += [f"voorval: {phrases.dates(finding.event)}" if finding.event else ""]
    return "; ".join(filter(None, where))


def _outcome(change: FindingChange, found: Comparison) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The outcome on each side; for a new one how it follows from the elements."""
    if not change.verdict_changed:
        return
    sides = [_stands(f, change.shown, a) for f, a in ((change.before, found.before), (change.after, found.after))]
    if change.before is not None and change.after is not None and change.level != OUTCOME:
        yield f"Uitkomst blijft {sides[1]}, nu omdat {phrases.outcome(change.after).partition(': ')[2]}", ()
    else:
        now = f"Nu: {therefore(change.after)}" if change.after is not None else GONE
        yield f"Uitkomst: {_arrow(*sides)}", (now,)


def _stands(finding: OffenceFinding | None, shown_: OffenceFinding, among: Assessment) -> str:
    """The outcome on one side. Where that side has no finding in the same context, the best one in another."""
    if finding is not None:
        return phrases.outcome(finding, False)
    about = shown_.rule, shown_.suspect, shown_.victim
    others = [f for f in among.findings if (f.rule, f.suspect, f.victim) == about and phrases.lead(f)]
    if not others:
        return phrases.OUTCOME[NO_LEAD]
    best = min(others, key=lambda f: phrases.RANK.get(f.outcome, len(phrases.RANK)))
    return f"{phrases.outcome(best, False)} ({_context(best) or NO_CONTEXT})"


def _told(change: FindingChange) -> list[ElementChange]:
    """The elements that stand otherwise or ask something else; where none does, all of which anything differs."""
    found = told_elements(change)
    return found if change.level == REST else [e for e in found if e.status_changed or e.questions]


def _gates(change: FindingChange) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The gates that stand otherwise, with what each says now; for a variant that comes into view all in short."""
    before, after = change.before, change.after
    if before is None or after is None or not after.gates:
        return
    if not before.gates:
        yield in_short(Merged(after, (after,))), ()
        return
    for gate in (g for g in told_gates(change) if g.before and g.after and (g.status_changed or change.level == GATES)):
        assert gate.before is not None
        assert gate.after is not None
        sides = stand(gate.before), stand(gate.after)
        yield f"{title(gate.shown)}: {_arrow(*sides)}", (worded(gate.after.summary),)


def _arrow(was: str, becomes: str) -> str:
    return f"blijft {was}" if was == becomes else f"{was} → {becomes}"


def _element(change: ElementChange, finding: FindingChange, found: Comparison) -> tuple[str, tuple[str, ...]]:
    """The status of an element on each side, with what bears on it no longer or for the first time."""
    among = finding.shown.elements
    name = phrases.element(change.shown, among if change.shown in among else (*among, change.shown), QUOTE)
    sides = (phrases.status(e) if e else "–" for e in (change.before, change.after))
    return f"{name}: {_arrow(*sides)}", tuple(_why(change, found))


def _why(change: ElementChange, found: Comparison) -> Iterator[str]:
    told_now = fresh(change.statements)
    yield from (f"valt weg – {t}" for t in statements(told_now.lost, found)[:MOST])
    yield from (f"nieuw – {t}" for t in statements(told_now.gained, found, True)[:MOST])
    yield from (f"vervalt als vraag – {q.wanted.question}" for q in change.questions.lost)
    yield from (f"nieuwe vraag – {q.wanted.question}" for q in change.questions.gained)


def _law(change: FindingChange) -> Iterator[tuple[str, tuple[str, ...]]]:
    if change.law_changed and change.before and change.after:
        sides = ("; ".join(map(phrases.period, f.law)) for f in (change.before, change.after))
        yield f"Wetsversie: {_arrow(*sides)}", ()


def _rest(found: Comparison) -> Iterator[str]:
    """What differs around the findings."""
    d = found.difference
    for word, others in (("niet meer", d.neighbours.lost), ("ook", d.neighbours.gained)):
        names = phrases.listing(phrases.provision(n.designation, article="art.") for n in others)
        if names:
            yield f"Buiten de zeven bepalingen {word}: {names}."
    both = {s.id for s in d.scenarios.lost} & {s.id for s in d.scenarios.gained}
    for word, side in (("Lijkt niet meer op", d.scenarios.lost), ("Lijkt nu ook op", d.scenarios.gained)):
        named = phrases.listing(f"{s.id} ({s.label})" for s in side if s.id not in both)
        if named:
            yield f"{word} scenario {named}."
    joint = d.concurrence
    for text in dict.fromkeys(worded(g.summary) for g in joint.gained or joint.lost):
        yield f"Samenloop{'' if joint.gained else ' vervalt'}: {text}"
    for word, paths in (("vervalt", d.paths.lost), ("komt erbij", d.paths.gained)):
        if paths:
            yield f"Beschermingspad {word}: {phrases.listing(p.label for p in paths)}."


def counted(pairs: Pairs, given: int) -> str:
    """How many variants were tried, change anything, and are told here."""
    if not pairs.tried:
        return "Er is niets nagerekend: in deze zaak valt voor deze keuze niets te veranderen."
    changing = pairs.changing
    tried = f"Nagerekend: {pairs.tried} {'variant' if pairs.tried == 1 else 'varianten'}, telkens met één wijziging."
    if not changing:
        return f"{tried} Geen daarvan verandert iets aan de beoordeling."
    many = f"{phrases.capital(phrases.number(changing))} {'verandert' if changing == 1 else 'veranderen'} iets"
    return f"{tried} {many}; hier {'staat er' if given == 1 else 'staan er'} {phrases.number(given)}."


def idle(pairs: Pairs) -> tuple[str, ...]:
    """The facts that make no difference, each with its number."""
    lines = {line.number: line for line in pairs.facts}
    return tuple(f"feit {n}: {fact_line(lines[n])}" for n in pairs.idle)


def without_effect(pairs: Pairs) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What was tried and changed nothing: the words before it, and each thing."""
    tried = phrases.listing((k for k in pairs.kinds if k in OF_FACTS), "en")
    here = "bij deze bepaling " if pairs.limited else ""
    found = ((IDLE.format(here, tried), idle(pairs)), (SILENT, tuple(map(phrases.sentence, pairs.silent))))
    return tuple((words, texts) for words, texts in found if texts)
