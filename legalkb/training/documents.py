"""Who tells what: the facts of a story over the documents of a file, each with its source and its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from legalkb.compilation import OPPOSITE, YES
from legalkb.inference import Atom
from legalkb.training.chance import Chance
from legalkb.training.draft import Draft
from legalkb.training.plot import Line, Telltale
from legalkb.training.scene import HOLDER, REPORT, SUSPECT, TWELVE, VICTIM, WITNESS, Role
from legalkb.training.stock import DocumentKind, Given

FILE = "stuk"
REPORTED = "gespreksverslag"
CLERICAL = frozenset(("klacht", "verjaring", "rechtsmacht", "vormen"))
YOUNGEST = TWELVE


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a file: what kind, who speaks (None in a file note), on which day, and the entries it tells."""

    id: str
    kind: DocumentKind
    teller: Role | None
    on: date
    given: tuple[Given, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """The documents of a story, and its facts, each told by one of them (``source``); paper that says a fact is named
    by its kind."""

    documents: tuple[Document, ...]
    lines: tuple[Line, ...]
    papers: tuple[str, ...]

    def document(self, id: str) -> Document | None:
        """The document with an id."""
        return next((d for d in self.documents if d.id == id), None)


def _speaking(what: Telltale, level: int, chance: Chance) -> Iterator[tuple[str, Role]]:
    """Who speaks in this story, by role of the teller."""
    drawn = what.scene
    for role in drawn.roles:
        if VICTIM in role.roles and drawn.age >= YOUNGEST:
            yield VICTIM, role
        if HOLDER in role.roles:
            yield HOLDER, role
        if WITNESS in role.roles and (level > 1 or drawn.age < YOUNGEST):
            yield WITNESS, role
    if level > 2 or chance.once_in(4):
        yield SUSPECT, drawn.suspects[0]


def divided(made: Draft, what: Telltale, chance: Chance) -> File:
    """The facts of a draft over documents."""
    level = what.scene.level
    speaking = dict(_speaking(what, level, chance.apart("wie")))
    speaking |= {SUSPECT: what.scene.suspects[0]} if any(x.second for x in made.lines) else {}
    calm = frozenset((WITNESS,)) if any(x.second for x in made.lines) else frozenset()
    documents = {r: _document(r, role, what, chance.apart(r), r in calm) for r, role in speaking.items()}
    documents[FILE] = _document(FILE, None, what, chance.apart(FILE))
    placed: list[tuple[Line, str, str]] = []
    for line in made.lines:
        own = chance.apart(f"{line.name}{line.value}")
        taken = {place for x, *places in placed if what.clash(x.atom, line.atom) for place in places}
        placed.append((line, *_teller(line, what, documents, taken, own)))
    given: dict[str, list[Given]] = {}
    for item in what.scene.arrangement.given if what.scene.arrangement else ():
        teller = {what.scene.suspects[0].id: SUSPECT, VICTIM: VICTIM}.get(item.teller, item.teller)
        teller = HOLDER if teller.startswith("M") else teller if teller in documents else FILE
        given.setdefault(teller if teller in documents else FILE, []).append(item)
    documents = {t: _after(d, (x.day for x, teller, _ in placed if teller == t)) for t, d in documents.items()}
    if SUSPECT in documents:
        others = max(d.on for t, d in documents.items() if t not in (SUSPECT, FILE))
        documents[SUSPECT] = replace(documents[SUSPECT], on=max(documents[SUSPECT].on, others + timedelta(days=1)))
    latest = max(d.on for d in documents.values())
    near = what.scene.reference - timedelta(days=chance.between(1, 4))
    documents[FILE] = replace(documents[FILE], on=max(latest + timedelta(days=1), near))
    used = {teller for _, teller, _ in placed} | {t for t, items in given.items() if any(g.told for g in items)}
    order = sorted((d for t, d in documents.items() if t in used), key=lambda d: (d.teller is None, d.on, d.kind.id))
    names = {d.kind.id: f"B{n}" for n, d in enumerate(order, 1)}
    told = {t: names.get(d.kind.id, "") for t, d in documents.items()}
    lines = tuple(replace(x, source=paper or told[teller]) for x, teller, paper in placed)
    kept = tuple(
        replace(d, id=names[d.kind.id], given=tuple(given.get(t, ())))
        for d in order
        for t, other in documents.items()
        if other is d
    )
    return File(kept, lines, tuple(dict.fromkeys(p for _, _, p in placed if p)))


def _after(document: Document, days: Iterable[date | None]) -> Document:
    """The document on a day after everything that it tells."""
    last = max((d for d in days if d is not None), default=document.on)
    return replace(document, on=max(document.on, last + timedelta(days=1)))


def _document(teller: str, role: Role | None, what: Telltale, chance: Chance, calm: bool = False) -> Document:
    """A document of a teller. ``calm``: none that raises the alarm, as in every counter-scenario."""
    calm = calm or not any(
        c.provision for s in what.knowledge.vocabulary.scenarios if s.id == what.scene.scenario for c in s.candidates
    )
    kinds = [d for d in what.stock.documents.values() if d.teller == teller and not (calm and d.alarm)]
    kind = chance.pick(sorted(kinds, key=lambda d: d.id))
    after = {VICTIM: 0, WITNESS: 1, HOLDER: 1, SUSPECT: 4, FILE: 5}[teller]
    return Document("", kind, role, chance.day(what.scene.days[REPORT], after - 5, after - 1))


def _teller(
    line: Line, what: Telltale, documents: dict[str, Document], taken: Iterable[str], chance: Chance
) -> tuple[str, str]:
    """Who tells a fact, and the kind of paper where it is one. A second statement comes from somebody else, or
    from a report of a talk where nobody else can know. ``taken`` is who tells what does not go with it."""
    telling, kind = what.telling(line.name), what.kind(line.name)
    may = telling.tellers if telling and telling.tellers else (VICTIM, HOLDER, WITNESS)
    if line.second:
        others = [t for t in (WITNESS, HOLDER, VICTIM) if t in documents and t in may and t not in taken]
        likely = [t for t in others if t != WITNESS or _seen(line, what)]
        if likely or line.source or REPORTED in taken:
            return (line.source or chance.pick(likely or others or [FILE])), ""
        return FILE, REPORTED
    if line.source:
        return line.source, ""
    papers = [p for p in (telling.papers if telling else ()) if p not in taken]
    if papers and line.value == YES and not chance.once_in(2):
        return FILE, chance.pick(papers)
    if kind.subject == "zaak":
        return FILE, ""
    speakers = [t for t in (VICTIM, HOLDER, WITNESS) if t in documents and t in may]
    speakers = [t for t in speakers if t != WITNESS or _seen(line, what)]
    away = line.abroad and (line.day is not None or kind.subject == "gedraging")
    speakers = [t for t in speakers if t not in taken and not (t == HOLDER and away and VICTIM in documents)]
    if not speakers or kind.group in CLERICAL:
        return FILE, ""
    return (speakers[0] if what.scene.level == 1 or not chance.once_in(3) else chance.pick(speakers)), ""


def _seen(line: Line, what: Telltale) -> bool:
    """Whether a witness at home may know it: how the victim is doing, or what somebody did here."""
    subject = what.kind(line.name).subject
    if subject == "slachtoffer":
        return line.day is None or not line.abroad
    return subject == "gedraging" and line.value == YES and not line.abroad


def denial(made: Draft, what: Telltale, chance: Chance) -> Draft:
    """The story with a fact that the suspect alone denies, where it can be told; nothing follows from that alone. In a
    counter-scenario that is one of those beside it: the others speak for the suspect."""
    for line in chance.order(x for x in made.lines if x.value == YES):
        if not made.goal.rule and line.atom not in made.distractors:
            continue
        telling, other = what.telling(line.name), OPPOSITE[line.value]
        free = not any(x.atom == Atom(line.name, other) for x in made.lines)
        if line.by and telling and telling.phrases(other) and free and what.kind(line.name).subject == "gedraging":
            said = replace(line, value=other, second=True, day=None, source=SUSPECT)
            return replace(made, lines=(*made.lines, said))
    return made


def shared(made: Draft, what: Telltale, chance: Chance) -> Draft | None:
    """The story with a part in it for every suspect: one of the facts beside the rest is what that person did. None
    when somebody is left of whom nothing is told; a suspect by name alone would be in view for what others did."""
    told = {id for given in _arranged(what) for id in what.scene.ids if id in given}
    for role in what.scene.suspects[1:]:
        if role.id in told:
            continue
        lines = [x for x in made.lines if x.atom in made.distractors and x.by and x.value == YES and not x.second]
        acts = [x for x in lines if what.kind(x.name).subject == "gedraging" and x.by == (what.scene.suspects[0].id,)]
        if not acts:
            return None
        chosen = chance.pick(acts)
        made = replace(made, lines=tuple(replace(x, by=(role.id,)) if x is chosen else x for x in made.lines))
    return made


def _arranged(what: Telltale) -> tuple[str, ...]:
    """The facts that the arrangement of a scene states, as they are written."""
    given = what.scene.arrangement.given if what.scene.arrangement else ()
    return tuple(g.entry for g in given if g.section == "feiten")
