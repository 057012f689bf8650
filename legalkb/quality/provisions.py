"""Per offence variant: what the examples show, which words nothing claims, what courts held, and what is in doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from legalkb import checks
from legalkb.checks import Agreement, Report
from legalkb.findings import OUTCOMES, STATUSES
from legalkb.knowledge import KnowledgeBase
from legalkb.mutations import Score
from legalkb.quality.model import WEAK, WRONG, Chapter, Point, Section, Table
from legalkb.quality.places import Files
from legalkb.quality.reach import MET, reach
from legalkb.quality.tally import Seen
from legalkb.rulebook import Element, Rule

__all__ = ["chapter"]

OPENING = (
    "Elk voorbeeld is een zaak waarvan vaststaat wat eruit moet komen. Voor: de uitkomst is een aanwijzing of nog "
    "onvolledig. Tegen: er is een tegenaanwijzing of geen aanknopingspunt. Een bestanddeel dat in geen enkel voorbeeld "
    "vervuld of weersproken is, is daarop niet getoetst."
)
UNKNOWN = "niet gemeten"
NOT_RUN = (
    "De mutatiescore is niet gemeten: dat duurt enkele minuten en gebeurt alleen met --mutaties. Over hoe scherp de "
    "voorbeelden zijn, zegt dit rapport daarom niets."
)
RUN = (
    "Mutatiescore: elke voorwaarde is een keer weggehaald; het getal zegt hoe vaak een voorbeeld dat merkte. Een "
    "streep betekent dat de bestanden van die bepaling niet zijn gemeten (--alleen)."
)
WORDS = {True: "ja", False: "nee", None: "n.v.t."}
CONFIDENCE = {"high": "goed gelezen", "medium": "minder zeker", "low": "onzeker", "": "niet vermeld"}
COURT = {"ovar": "ontslag van alle rechtsvervolging"}
DOUBTS = {"analyse": "eigen lezing, zonder bron", "niet geverifieerd": "NIET GEVERIFIEERD"}
SIDES = {"voor": OUTCOMES[3:1:-1], "tegen": OUTCOMES[1::-1]}


@dataclass(frozen=True, slots=True)
class _Variant:
    """An offence variant with its rules, oldest first, and what the examples show of it."""

    key: str
    rules: tuple[Rule, ...]
    elements: tuple[tuple[str, Element], ...]
    seen: tuple[Seen, ...]
    agreements: tuple[Agreement, ...]

    @property
    def name(self) -> str:
        """The designation and the title."""
        last = self.rules[-1]
        return f"{last.designation}{f' {last.part}' if last.part else ''} – {last.title} ({self.key})"


def chapter(knowledge: KnowledgeBase, checked: Report, files: Files, scores: tuple[Score, ...] | None) -> Chapter:
    """The chapter; ``scores`` is None when no mutation was run."""
    variants = tuple(_variant(key, knowledge, checked) for key in knowledge.rulebook.keys)
    failed = tuple(
        Point(WRONG, "voorbeeld met een andere uitkomst", f.place, f"{f.name}: {f.difference}")
        for f in checked.failures
    )
    sections = [
        _overview(variants, files, scores),
        Section("Voorbeelden met een andere uitkomst", points=failed, nothing="Elk voorbeeld komt uit zoals verwacht."),
        *(_section(v, knowledge, files) for v in variants),
        *_mutations(scores, files),
    ]
    return Chapter("Per bepaling", OPENING, tuple(sections))


def _variant(key: str, knowledge: KnowledgeBase, checked: Report) -> _Variant:
    book = knowledge.rulebook
    rules = tuple(r for r in book.rules if r.key == key)
    elements: dict[str, tuple[str, Element]] = {}
    files = {e.id: r.file for r in book.rules for e in r.elements if r.key == rules[-1].builds_on}
    files |= {e.id: r.file for r in rules for e in r.elements}
    for rule in rules:
        elements |= {e.id: (files[e.id], e) for e in book.elements(rule, None)}
    return _Variant(
        key,
        rules,
        tuple(elements.values()),
        tuple(s for s in checked.seen if s.rule == key),
        tuple(a for a in checked.agreements if a.rule == key),
    )


def _overview(variants: tuple[_Variant, ...], files: Files, scores: tuple[Score, ...] | None) -> Section:
    rows = []
    for v in variants:
        outcomes = _counted(v)
        sides = [str(sum(outcomes[o] for o in found)) for found in SIDES.values()]
        agreed = Counter(a.agrees for a in v.agreements)
        ruled = f"{agreed[True]} van {len(v.agreements) - agreed[None]}" if v.agreements else "–"
        own, all_conditions = _on_own_reading(v, files)
        rows.append((v.name, *sides, _score(v, scores), ruled, f"{own} van {all_conditions}"))
    heads = ("Bepaling", "Voor", "Tegen", "Mutaties opgemerkt", "Rechter eens", "Op eigen lezing")
    note = "‘Op eigen lezing’ telt de voorwaarden die op geen andere bron steunen dan de lezing van de makers."
    table = Table("Voorbeelden, mutaties en uitspraken per bepaling", heads, tuple(rows))
    return Section("Overzicht", (NOT_RUN if scores is None else RUN, note), (table,))


def _counted(variant: _Variant) -> Counter[str]:
    """In how many examples each outcome occurs."""
    return Counter(outcome for _, outcome in {(s.place, s.outcome) for s in variant.seen})


def _score(variant: _Variant, scores: tuple[Score, ...] | None) -> str:
    if scores is None:
        return UNKNOWN
    owners = {f"{r.file} ({r.id})" for r in variant.rules}
    own = [s for s in scores if s.owner in owners]
    return f"{sum(s.noticed for s in own)} van {sum(s.total for s in own)}" if own else "–"


def _on_own_reading(variant: _Variant, files: Files) -> tuple[int, int]:
    """How many conditions rest on no other source than the reading of the makers, and how many there are."""
    names = {r.file for r in variant.rules}
    cited: dict[str, set[str]] = {}
    for mention in files.citations():
        if mention.place.rpartition(":")[0] in names and mention.part:
            cited.setdefault(mention.place, set()).add(mention.text)
    return sum(codes <= DOUBTS.keys() for codes in cited.values()), len(cited)


def _section(variant: _Variant, knowledge: KnowledgeBase, files: Files) -> Section:
    tables = [_outcomes(variant), _elements(variant), *_rulings(variant), *_doubts(variant, files)]
    notes = tuple(_words(variant, knowledge))
    points = (*_untested(variant, knowledge, files), *_parted(variant))
    return Section(variant.name, notes, tuple(tables), points)


def _outcomes(variant: _Variant) -> Table:
    counted = _counted(variant)
    heads = ("Voorbeelden", *(o.replace("_", " ") for o in reversed(OUTCOMES)))
    return Table("Voorbeelden per uitkomst", heads, (("aantal", *(str(counted[o]) for o in reversed(OUTCOMES))),))


def _elements(variant: _Variant) -> Table:
    rows = []
    for _, element in variant.elements:
        counted = Counter(status for _, status in {(s.place, s.statuses.get(element.id, "")) for s in variant.seen})
        rows.append((f"{element.id} (‘{element.quote}’)", *(str(counted[s]) for s in STATUSES)))
    heads = ("Bestanddeel", *(s.replace("_", " ") for s in STATUSES))
    return Table("Status van elk bestanddeel, in hoeveel voorbeelden", heads, tuple(rows))


def _rulings(variant: _Variant) -> Iterator[Table]:
    rows = tuple(
        (a.ecli, COURT.get(a.court, a.court), a.outcome.replace("_", " "), WORDS[a.agrees],
         CONFIDENCE.get(a.confidence, a.confidence), a.explanation, a.place)
        for a in variant.agreements
    )  # fmt: skip
    heads = ("Uitspraak", "Rechter", "Regels", "Eens", "Gelezen", "Uitleg", "Plaats")
    if rows:
        yield Table("Wat de rechter vond van deze bepaling en wat de regels zeggen", heads, rows)


def _doubts(variant: _Variant, files: Files) -> Iterator[Table]:
    rows = []
    for rule in variant.rules:
        top = files.rules[rule.file]
        remarks = top.get("opmerkingen")
        for item, remark in zip(remarks.items if remarks is not None else (), rule.remarks, strict=False):
            marks = [DOUBTS[s] for s in remark.sources if s in DOUBTS]
            if marks or "niet geverifieerd" in remark.text.lower():
                rows.append((remark.text, ", ".join(marks) or DOUBTS["niet geverifieerd"], f"{rule.file}:{item.line}"))
    if rows:
        yield Table("Open juridische twijfel", ("Opmerking", "Steunt op", "Plaats"), tuple(rows))


def _words(variant: _Variant, knowledge: KnowledgeBase) -> Iterator[str]:
    """Per version of the text: the words that no element claims."""
    for rule in variant.rules:
        quotes = [e.quote for e in knowledge.rulebook.elements(rule, None)]
        for version in checks.versions(rule, knowledge):
            since = version.valid_from or "onbekende datum"
            if version.text_status != "verbatim":
                yield f"De tekst vanaf {since} is niet letterlijk bekend; of elk woord is gebruikt, is niet na te gaan."
                continue
            left = checks.unquoted(version.text, quotes)
            told = " ".join(left) if left else "geen"
            yield f"Woorden van de tekst vanaf {since} die geen bestanddeel noemt (de straf telt niet mee): {told}."


def _untested(variant: _Variant, knowledge: KnowledgeBase, files: Files) -> Iterator[Point]:
    """The outcomes and statuses that can be reached and that no example shows."""
    last = variant.rules[-1]
    reached = reach(last, knowledge)
    shown = {s.outcome for s in variant.seen}
    for side, outcomes in SIDES.items():
        if not shown & {*outcomes}:
            yield Point(
                WEAK,
                f"geen voorbeeld {side}",
                files.key(last.file, "id"),
                f"{variant.key}: geen enkel voorbeeld {side}.",
            )
    for file, element in variant.elements:
        statuses = reached.statuses.get(element.id, ())
        shown_of = [s.statuses.get(element.id) for s in variant.seen]
        opposed = "weersproken" in shown_of or any(element.id in s.against for s in variant.seen)
        lacking = {
            "vervuld": bool({*statuses} & MET) and not MET & {*shown_of},
            "weersproken": _deniable(element, statuses) and not opposed,
        }
        for status in (s for s, holds in lacking.items() if holds):
            text = f"{variant.key}: bestanddeel {element.id} is in geen enkel voorbeeld {status}."
            yield Point(WEAK, f"bestanddeel in geen voorbeeld {status}", files.located(file, element.id), text)


def _deniable(element: Element, statuses: tuple[str, ...]) -> bool:
    against = element.open_norm is not None and bool(element.open_norm.indications_against)
    return against or "weersproken" in statuses


def _parted(variant: _Variant) -> Iterator[Point]:
    for a in variant.agreements:
        if a.agrees is False:
            yield Point(
                WRONG,
                "rechter anders dan de regels",
                a.place,
                f"{a.ecli}, {a.rule}: rechter {a.court}, regels {a.outcome} ({a.explanation}).",
            )


def _mutations(scores: tuple[Score, ...] | None, files: Files) -> Iterator[Section]:
    if scores is None:
        yield Section("Mutaties", (NOT_RUN,))
        return
    rows = tuple((s.owner, f"{s.noticed} van {s.total}") for s in scores)
    survived = tuple(
        Point(
            WRONG,
            "mutatie die geen voorbeeld opmerkt",
            files.key(s.owner.partition(" ")[0], "id"),
            f"{s.owner}: {text}",
        )
        for s in scores
        for text in s.survivors
    )
    table = Table("Opgemerkte mutaties per regel, begrip en aangrenzende bepaling", ("Regelbestand", "Opgemerkt"), rows)
    yield Section("Mutaties", (RUN,), (table,), survived, "Elke mutatie is opgemerkt.")
