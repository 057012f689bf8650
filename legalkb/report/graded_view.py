"""A graded answer in words: for what is not right, what the key says, why, and in which paragraphs it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from legalkb.findings import ElementFinding, LawVersion, OffenceFinding
from legalkb.report import phrases, prosecution
from legalkb.report.grouping import Merged, who
from legalkb.report.law_texts import without_links
from legalkb.report.lines import Line, references, stated
from legalkb.report.rows import missing, row
from legalkb.report.summary import gist
from legalkb.training.grades import (
    MISSED,
    PARTLY,
    RIGHT,
    WRONG,
    ElementGrade,
    GateGrade,
    Graded,
    ProvisionGrade,
    Score,
)

NO_MARK = (
    "Dit is geen cijfer en zegt niets over wie het antwoord gaf. Het legt het antwoord naast de uitwerking: de "
    "beoordeling van de zaak volgens de regels van legalkb. Over een open norm is vaak ook een andere lezing te "
    "verdedigen; bespreek die dan."
)
COUNTED = "Geteld zijn uitkomsten en bestanddelen. Deels goed telt niet als goed."
QUOTE = 60
COUNTER = "Tegenvraag:"
NOTHING = "De casus zegt hier niets over dat meetelt."
FROM_PERSONS = "Dit volgt uit wat de casus over de personen zegt, zonder feit in een genummerde alinea."
NEAR = "Alles wijst die kant op, maar of het zo is, beslist een mens."
ELSEWHERE = "Dat is goed voor een ander voorval of voorwerp, of een andere houder; de uitwerking gaat uit van ‘{}’."


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that is not entirely right: ``verdict`` in words, what was answered and what the key says, and why."""

    verdict: str
    text: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A provision for two persons: its name, the version of the law, the points, and what is right beside them."""

    title: str
    law: tuple[str, ...]
    points: tuple[Point, ...]
    right: str
    accepted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A graded answer as it is shown; ``sections`` are per pair of persons, ``right`` names what is entirely right."""

    scores: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, tuple[Section, ...]], ...]
    right: tuple[str, ...]
    codes: tuple[str, ...]


def told(graded: Graded) -> Told:
    """A graded answer in words."""
    words = _Words(graded)
    pairs: dict[str, list[Section]] = {}
    for provision in graded.provisions:
        if not provision.right:
            pairs.setdefault(who((provision.finding,)), []).append(words.section(provision))
    whole = [p for p in graded.provisions if p.right]
    by_pair: dict[str, list[OffenceFinding]] = {}
    for provision in whole:
        by_pair.setdefault(who((provision.finding,)), []).append(provision.finding)
    right = [f"{phrases.paragraphs(found)} ({name})" for name, found in by_pair.items()]
    right += [text for p in whole for text in _accepted(p)]
    sections = tuple((name, tuple(found)) for name, found in pairs.items())
    return Told(tuple(map(_score, graded.scores)), sections, tuple(right), words.codes)


def linked(text: str) -> tuple[str, str, str]:
    """A text as what stands before its link, the link (empty when it has none), and what stands after it."""
    before, link, after = text.partition("https://")
    address, _, rest = f"{link}{after}".partition(" ")
    return before.strip(), address, rest


def _score(score: Score) -> tuple[str, str]:
    name = f"artikel {score.name}" if score.kind == "artikel" else f"poort {_gate_name(score.name)}"
    rest = ((score.partly, PARTLY), (score.wrong, WRONG), (score.missed, MISSED))
    counts = ", ".join(f"{count} {word}" for count, word in rest if count)
    share = f"{score.right} van {score.asked} goed ({score.percentage}%)"
    return name, share + (f"; {counts}" if counts else "")


def _gate_name(kind: str) -> str:
    return prosecution.TITLES.get(kind, kind.replace("_", " ")).lower()


def _status(word: str) -> str:
    return phrases.STATUS.get(word, word)


def _paragraphs(numbers: Iterable[int]) -> str:
    every = [str(n) for n in numbers]
    return f"alinea {phrases.listing(every)}"


def _verb(numbers: Sequence[int], one: str, more: str) -> str:
    return one if len(numbers) == 1 else more


def _accepted(provision: ProvisionGrade) -> Iterator[str]:
    """What counts as right although the key says otherwise, with why."""
    among = provision.finding.elements
    name = f"{phrases.offence(provision.finding, 'art.')}, {who((provision.finding,))}"
    for grade in provision.elements:
        if grade.accepted:
            answer = f"{phrases.element(grade.finding, among)}: {_status(grade.answered)}"
            yield f"Ook aanvaard bij {name}, {answer}: {phrases.sentence(grade.accepted)}"
        elif grade.elsewhere:
            answer = f"{phrases.element(grade.finding, among)}: {_status(grade.answered)}"
            yield f"Bij {name}, {answer}. {ELSEWHERE.format(phrases.status(grade.finding))}"
    if provision.accepted:
        outcome = phrases.OUTCOME[provision.answered]
        yield f"Ook aanvaard bij {name}, de uitkomst {outcome}: die volgt uit de aanvaarde lezing."


class _Words:
    """Puts one graded answer into words; remembers what was explained, so that it is explained once."""

    def __init__(self, graded: Graded) -> None:
        self.graded, self.sources = graded, graded.assessment.sources
        self.explained: dict[object, str] = {}
        self.named: dict[str, None] = {}
        self.laws: set[LawVersion] = set()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the sources that were named so far."""
        return tuple(self.named)

    def section(self, provision: ProvisionGrade) -> Section:
        """A provision of which not everything is right."""
        finding = provision.finding
        points = [self._outcome(provision)] if provision.verdict in (WRONG, MISSED) else []
        points += [self._element(g, finding) for g in provision.elements if g.verdict in (PARTLY, WRONG, MISSED)]
        points += [self._gate(g, finding) for g in provision.gates if g.verdict in (WRONG, MISSED)]
        law = tuple(_version(v) for v in finding.law if v not in self.laws)
        self.laws.update(finding.law)
        title = f"{phrases.capital(phrases.offence(finding))}: {finding.title}"
        return Section(title, law, tuple(points), self._right(provision), tuple(_accepted(provision)))

    def _right(self, provision: ProvisionGrade) -> str:
        among = provision.finding.elements
        parts = ["de uitkomst"] if provision.verdict == RIGHT else []
        parts += [phrases.element(g.finding, among, QUOTE) for g in provision.elements if g.verdict == RIGHT]
        parts += [prosecution.title(g.gate).lower() for g in provision.gates if g.verdict == RIGHT]
        return f"Goed: {phrases.listing(parts)}." if parts else ""

    def _outcome(self, provision: ProvisionGrade) -> Point:
        finding = provision.finding
        said = f"u schreef {phrases.OUTCOME[provision.answered]}" if provision.answered else "niet ingevuld"
        text = f"uitkomst: {said}; volgens de uitwerking {phrases.outcome(finding)}."
        return Point(provision.verdict, text, tuple(filter(None, _because(finding))))

    def _element(self, grade: ElementGrade, finding: OffenceFinding) -> Point:
        name = phrases.element(grade.finding, finding.elements)
        right = phrases.status(grade.finding)
        if grade.near:
            said = f"u schreef {_status(grade.answered)}; volgens de uitwerking {right}"
            text = f"{name}: {said}. {NEAR}"
        elif grade.verdict == PARTLY:
            text = f"{name}: {_status(grade.answered)} is goed, de alinea’s zijn dat niet helemaal."
        elif grade.answered:
            text = f"{name}: u schreef {_status(grade.answered)}; volgens de uitwerking {right}."
        else:
            text = f"{name}: niet ingevuld; volgens de uitwerking {right}."
        why = [" ".join(self._relied(grade))]
        key = (finding.suspect, finding.victim, grade.finding)
        before = self.explained.setdefault(key, phrases.offence(finding))
        if before != phrases.offence(finding):
            why.append(f"Waarom: zie hierboven bij {before}.")
        else:
            why += self._why(grade, finding.elements)
        return Point(grade.verdict, text, tuple(filter(None, why)))

    def _relied(self, grade: ElementGrade) -> Iterator[str]:
        """What is to be said of the paragraphs that were named and that bear on it."""
        if grade.answered and grade.relied == grade.bearing and grade.relied:
            yield phrases.capital(f"{_paragraphs(grade.relied)} {_verb(grade.relied, 'klopt', 'kloppen')} wel.")
            return
        if grade.answered and grade.relied:
            yield f"U noemde {_paragraphs(grade.relied)}."
        if grade.answered and grade.beside:
            yield phrases.capital(f"{_paragraphs(grade.beside)} {_verb(grade.beside, 'gaat', 'gaan')} hier niet over.")
        if grade.bearing and grade.lacking != grade.bearing and grade.lacking:
            yield f"Niet genoemd: {_paragraphs(grade.lacking)}."
        elif grade.bearing:
            yield f"Het staat in {_paragraphs(grade.bearing)}."

    def _why(self, grade: ElementGrade, among: Sequence[ElementFinding]) -> list[str]:
        """Why an element stands as it does: facts for and against, what a person must weigh, and what to ask."""
        element = grade.finding
        shown = row(element, among, self.sources)
        lines = [f"Een mens beslist: {shown.norm}"] if shown.norm else []
        pro, contra = [self._line(x) for x in shown.in_favour], [self._line(x) for x in shown.against]
        lines += [f"Ervoor: {text}" for text in pro] + [f"Ertegen: {text}" for text in contra]
        lines += [f"Beantwoord: {self._line(stated(e))}" for e in grade.answers]
        lines += self._grounds(element) if not shown.in_favour else ()
        lines += shown.comments
        lines += _asked(shown.missing)
        self.named.update((r.code, None) for x in (*shown.in_favour, *shown.against) for r in x.references)
        if not (pro or contra or grade.answers or element.partial or element.ruling):
            lines.insert(0, NOTHING)
        elif not (grade.bearing or element.ruling):
            lines.append(FROM_PERSONS)
        return lines

    def _grounds(self, element: ElementFinding) -> Iterator[str]:
        """Why facts against count, where no fact in favour carries the reason."""
        for ground in element.grounds:
            named = "; ".join(r.label for r in references(ground.sources, self.sources))
            self.named.update(dict.fromkeys(ground.sources))
            said = phrases.sentence(ground.explanation)
            yield f"Reden: {said}" + (f" [{named}]" if named else "") if said else f"Zie {named}."

    def _line(self, line: Line) -> str:
        """Facts with the paragraphs that tell them, where they come from, why they count, and the sources of that."""
        numbers = dict.fromkeys(n for fact in line.facts for n in self.graded.telling.get(fact.number, ()))
        place = "; ".join(p for p in (_paragraphs(numbers) if numbers else "", line.note) if p)
        named = "; ".join(r.label for r in line.references)
        parts = (line.text, f"({place})" if place else "", line.why, f"[{named}]" if named else "")
        return " ".join(p for p in parts if p)

    def _gate(self, grade: GateGrade, finding: OffenceFinding) -> Point:
        gate = grade.gate
        said = f"u schreef {_stand(grade, grade.answered)}" if grade.answered else "niet ingevuld"
        text = f"{prosecution.title(gate).lower()}: {said}; volgens de uitwerking {_stand(grade, gate.status)}."
        before = self.explained.setdefault((finding.suspect, finding.victim, gate), phrases.offence(finding))
        if before != phrases.offence(finding):
            return Point(grade.verdict, text, (f"Waarom: zie hierboven bij {before}.",))
        lines = [prosecution.worded(gate.summary)]
        for found in gate.reasons:
            named = "; ".join(r.label for r in references(found.sources, self.sources))
            lines.append(prosecution.worded(found.text) + (f" [{named}]" if named else ""))
        for reading in gate.readings:
            lines.append(f"{phrases.sentence(reading.text)} Gevolg: {phrases.sentence(reading.consequence)}")
        lines += [f"Te vragen: {w.question}" for w in gate.missing if w.question]
        codes = (*(r.sources for r in gate.reasons), *(r.sources for r in gate.readings))
        self.named.update((code, None) for sources in codes for code in sources)
        return Point(grade.verdict, text, tuple(dict.fromkeys(lines)))


def _stand(grade: GateGrade, status: str) -> str:
    words = prosecution.stand(replace(grade.gate, status=status))
    return status if words == status else f"{status} ({words})"


def _version(law: LawVersion) -> str:
    """The version of the law with its link, and what must be said of it."""
    reserved = phrases.dates(phrases.flat(without_links(law.reservation))).rstrip(".")
    return f"{phrases.capital(phrases.version(law))}: {law.url}" + (f" ({reserved})" if reserved else "")


def _asked(missing: Iterable[str]) -> list[str]:
    return [m if m.startswith((COUNTER, "Of ")) else f"Te vragen: {m}" for m in missing]


def _because(finding: OffenceFinding) -> Iterator[str]:
    """Why a provision came out as it did, in a line."""
    core = next((e for e in finding.elements if e.id == finding.core), None)
    if not phrases.lead(finding):
        name = f", {phrases.element(core, finding.elements)}" if core else ""
        yield f"Geen feit over een gedraging raakt de kern van deze bepaling{name}."
        yield from _asked([m for m in missing(core) if not m.startswith(COUNTER)][:1] if core else ())
        return
    short = gist(Merged(finding, (finding,)))
    yield short or ("Elk bestanddeel is vervuld." if finding.outcome == "aanwijzing" else "")
