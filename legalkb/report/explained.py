"""An explanation in words: short steps that the text and the picture both show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from legalkb.explanation.tree import Explanation, ExplanationNode, Otherwise
from legalkb.findings import ElementFinding, Evidence, LawVersion
from legalkb.report import explained_otherwise, phrases, prosecution
from legalkb.report.explained_rest import ALSO, Shown, counted, half, others
from legalkb.report.grouping import Merged, who
from legalkb.report.lines import told
from legalkb.report.summary import context, gist

SIGNS = {
    "vervuld": "✓", "weersproken": "✗", "betwist": "±", "open_norm": "○", "onbekend": "?",
    "aanwijzing": "!", "onvolledig": "…", "tegenaanwijzing": "✗", "geen_aanknopingspunt": "–",
}  # fmt: skip
LEGEND = "✓ vervuld  ✗ weersproken  ± betwist  ○ open norm  ? onbekend"
LEADS = {
    "alternatief": ("", "Genoeg zou zijn: "),
    "uitzondering": ("Uitzondering: ", "Uitzondering zou zijn: "),
    "aanwijzing_voor": ("Wijst erop: ", "Zou erop wijzen: "),
    "aanwijzing_tegen": ("Wijst op het tegendeel: ", "Zou op het tegendeel wijzen: "),
}
EXAMPLES = 3
OPINION, OPINION_SAID = "ECLI:NL:PHR:", " (conclusie A-G)"


@dataclass(frozen=True, slots=True)
class Page:
    """An explanation as it is shown: title, heading lines, what would have to be otherwise, and the tree."""

    title: str
    subtitle: str
    outcome: str
    status: str
    short: tuple[str, ...]
    otherwise: tuple[Shown, ...]
    tree: tuple[Shown, ...]


def page(found: Explanation, full: bool = False) -> Page:
    """An explanation in words; with ``full`` also everything that is not part of why it is so."""
    finding = found.finding
    merged = Merged(finding, (finding,))
    place = context(merged, bool(finding.event))
    begin = f"Gedraging vanaf {_when(finding.conduct)}" if finding.conduct else "Dag van de gedraging onbekend"
    basis = f" ({phrases.dates(finding.conduct_basis)})" if finding.conduct_basis else ""
    words = _Words(found, full)
    return Page(
        phrases.capital(phrases.offence(finding)),
        f"{finding.title}; {who((finding,))}{', ' + place if place else ''}",
        phrases.sentence(phrases.outcome(finding)),
        finding.outcome,
        tuple(t for t in (gist(merged), phrases.sentence(begin + basis), _becoming(found)) if t),
        words.otherwise(),
        words.tree(),
    )


def _becoming(found: Explanation) -> str:
    """What the outcome can still become, and by how many answers that are not there yet."""
    item = found.becoming
    others = [o for o in item.possible if o != found.finding.outcome]
    if not others:
        return (
            "Geen vraag die nog openstaat, kan deze uitkomst veranderen; alleen een bron die bekende feiten "
            "tegenspreekt."
        )
    words = phrases.listing((phrases.OUTCOME[o] for o in others), "of")
    some = "; ".join(item.labels[:EXAMPLES])
    more = f" en {len(item.labels) - EXAMPLES} andere" if len(item.labels) > EXAMPLES else ""
    return f"Dit kan nog worden: {words}. Dat hangt af van wat nog niet bekend is over: {some}{more}."


def _when(conduct: str) -> str:
    """The day, month or year on which the conduct began, or the days between which it did."""
    first, _, last = conduct.partition("/")
    return phrases.dates(f"een dag tussen {first} en {last}" if last else first)


class _Words:
    """Puts the steps of one explanation into words; remembers which facts were told."""

    def __init__(self, found: Explanation, full: bool) -> None:
        self.found, self.full = found, full
        self.told: set[int] = set()
        self.opinions: set[str] = set()
        self.lines = dict(found.lines)
        self.by_element = {o.element: o for o in found.otherwise}

    def tree(self) -> tuple[Shown, ...]:
        """The law, the elements, the remarks, and the prosecution gates together."""
        steps = self.found.root.children
        shown = [s for n in steps if n.kind not in ("vervolging", "opmerking") for s in self.step(n)]
        remarks = [self._note(n) for n in steps if n.kind == "opmerking"]
        gates = [n for n in steps if n.kind == "vervolging"]
        shown += [Shown("", "Opmerkingen", (), tuple(remarks))] if remarks else []
        shown += [Shown("", "Vervolging en strafbaarheid", (), self._gates(gates))] if gates else []
        shown += self._opinions()
        return tuple(shown)

    def otherwise(self) -> tuple[Shown, ...]:
        """What it would take for the offence; for the element that is asked about when it is one."""
        wanted = [o for o in self.found.otherwise if not o.element] or list(self.found.otherwise)
        return tuple(s for o in wanted for s in self._otherwise(o))

    def _otherwise(self, item: Otherwise) -> list[Shown]:
        return explained_otherwise.told(item, self.full, self._said, self.found.labels)

    def step(self, node: ExplanationNode) -> list[Shown]:
        """A step of the tree in words; nothing for what is not used, unless everything is asked."""
        if half(node):
            return [self._half(node)]
        if not node.used and not self.full:
            return []
        if node.kind == "wet" and node.law is not None:
            return [self._law(node.law)]
        if node.kind == "bestanddeel":
            return [self._element(node)]
        if node.kind in ("feit", "structuur") and node.evidence is not None:
            return [Shown(node.status, self._said(node.evidence))]
        if node.kind == "telt_niet" and node.evidence is not None:
            why = phrases.dates(phrases.sentence(node.detail))
            return [Shown("onbekend", f"Gesteld, maar telt hier niet mee: {self._said(node.evidence)}", (why,))]
        if node.kind == "vraag":
            return [Shown("onbekend", phrases.sentence(f"niet bekend: {node.text}"), self._why(node))]
        if node.kind == "tegenvraag":
            return [self._counter(node)]
        return [self._group(node)]

    def _half(self, node: ExplanationNode) -> Shown:
        """An exception of which a part is stated, with what it still waits for."""
        below = self._below(counted(node))
        return Shown("onbekend", f"Uitzondering, deels gesteld: {node.text}.", self._why(node), below)

    def _group(self, node: ExplanationNode) -> Shown:
        """A combination or a concept; one that is a single condition is told as that condition."""
        below = self._below(node)
        lead = LEADS.get(node.kind, ("", ""))[not node.used]
        status = "" if lead and node.status == "vervuld" else node.status
        only = below[0] if len(below) == 1 and len(node.children) == 1 else None
        if node.kind in LEADS and only is not None and node.used:
            return Shown(status, lead + only.text, (*only.notes, *self._why(node)), only.children)
        if node.kind in LEADS and only is not None and node.children[0].kind == "vraag":
            return Shown(status, f"{lead}{node.text}.", self._why(node))
        if node.kind == "begrip" and len(below) == 1 and not below[0].children:
            return Shown(status, f"{node.text}: {below[0].text}", below[0].notes or self._why(node))
        return Shown(status, lead + (node.text if lead else phrases.capital(node.text)), self._why(node), below)

    def _below(self, node: ExplanationNode) -> tuple[Shown, ...]:
        return tuple(s for c in node.children for s in self.step(c))

    def _element(self, node: ExplanationNode) -> Shown:
        finding = next(e for e in self.found.finding.elements if e.id == node.name)
        words = phrases.element(finding, self.found.finding.elements)
        notes = [node.detail] if node.detail else []
        notes += [node.question] if node.question and node.status == "onbekend" else []
        notes += [f"[{self._sources(node.sources)}]"] if node.sources else []
        below = [*self._below(node), *(() if self.full else others(node, _met(finding)))]
        item = self.by_element.get(node.name)
        alone = "" not in self.by_element or not self.by_element[""].suggestions
        if item is not None and len(self.by_element) > 1 and (self.full or alone):
            below += self._otherwise(item)
        return Shown(node.status, f"{words}: {phrases.status(finding)}", tuple(notes), tuple(below))

    def _counter(self, node: ExplanationNode) -> Shown:
        if node.question and not node.used:
            return Shown("", f"Hier niet aan de orde: {node.question}", self._why(node))
        if node.question:
            return Shown("onbekend", f"Nog te beantwoorden: {node.question}", self._why(node))
        answers = dict.fromkeys(c.evidence.value for c in node.children if c.evidence is not None)
        told = phrases.listing(f"‘{a}’" for a in answers)
        return Shown(node.status, f"Antwoord {told}: {node.text}", self._why(node), self._below(node))

    def _law(self, law: LawVersion) -> Shown:
        most = phrases.maximum(law)
        text = f"{phrases.capital(phrases.provision(law.designation))}, {phrases.period(law)}"
        verbatim = law.text_status == "verbatim"
        words = f"‘{law.text}’" if verbatim else f"{law.text} (Tekststatus: {law.text_status}.)"
        notes = [
            f"Maximum: {most}." if most else "",
            words if self.full else "",
            phrases.dates(law.reservation),
            law.url,
        ]
        return Shown("", phrases.sentence(text), tuple(n for n in notes if n))

    def _gates(self, gates: Sequence[ExplanationNode]) -> tuple[Shown, ...]:
        shown, free = [], []
        by_kind = {g.kind: g for g in self.found.finding.gates}
        for node in gates:
            gate = by_kind[node.name]
            if gate.status == prosecution.OPEN and not self.full:
                free.append(prosecution.title(gate).lower())
                continue
            asks = [Shown("onbekend", c.question) for c in node.children if c.kind == "vraag"]
            rest = [*self._notes(node)] if self.full else []
            text = f"{prosecution.title(gate)}: {prosecution.stand(gate)}."
            notes = (phrases.dates(phrases.sentence(node.text)),) if self.full or not asks else ()
            shown.append(Shown("onbekend" if gate.status == "onbekend" else "", text, notes, (*asks, *rest)))
        if free:
            shown.append(Shown("", f"Niets gevonden dat in de weg staat bij: {phrases.listing(free)}."))
        return tuple(shown)

    def _notes(self, gate: ExplanationNode) -> Iterator[Shown]:
        """The reasons and the readings of a gate, the readings by their number."""
        numbers = iter(range(1, len(gate.children) + 1))
        for node in gate.children:
            if node.kind != "vraag":
                yield self._note(node, f"{phrases.ordinal(next(numbers))} lezing: " if node.kind == "lezing" else "")

    def _note(self, node: ExplanationNode, lead: str = "") -> Shown:
        detail = (phrases.dates(phrases.sentence(node.detail)),) if node.detail else ()
        named = f" [{self._sources(node.sources)}]" if node.sources else ""
        return Shown("", phrases.capital(lead + phrases.dates(phrases.sentence(node.text))) + named, detail)

    def _said(self, item: Evidence) -> str:
        """A statement with its number, source, day and place; told once, then only named by its number."""
        if item.fact and item.fact in self.told and not item.retracted:
            alone = " (alleen verklaring verdachte)" if item.suspect_only else ""
            return f"Zie feit {item.fact}: {phrases.sentence(item.sentence)}{alone}"
        shown = told(item)
        line = self.lines.get(item.fact, 0)
        place = [f"feit {item.fact}" if item.fact else "", f"regel {line}" if line else ""]
        source = self.found.labels.get(item.source, shown.source)
        parts = [*place, source, phrases.dates(item.when), item.where, shown.more]
        if item.fact:
            self.told.add(item.fact)
        return f"{shown.text} ({'; '.join(p for p in parts if p)})" if any(parts) else shown.text

    def _why(self, node: ExplanationNode) -> tuple[str, ...]:
        """Why a step counts and the sources of that, as one note."""
        named = f"[{self._sources(node.sources)}]" if node.sources else ""
        then = "Dan zou gelden: " if node.kind in ALSO and node.status not in ("vervuld", "betwist") else ""
        text = " ".join(p for p in (then + phrases.sentence(node.detail) if node.detail else "", named) if p)
        return (text,) if text else ()

    def _sources(self, codes: Sequence[str]) -> str:
        self.opinions.update(c for c in codes if c.startswith(OPINION))
        titles = (phrases.source_title(c, self.found.sources) + OPINION_SAID * c.startswith(OPINION) for c in codes)
        return "; ".join(dict.fromkeys(titles))

    def _opinions(self) -> list[Shown]:
        """The reservations of the opinions of an advocate-general that were named, each once."""
        by_text: dict[str, list[str]] = {}
        for code in sorted(self.opinions):
            label = self.found.sources.get(code)
            by_text.setdefault(label.reservation if label else "", []).append(code)
        notes = (f"{phrases.listing(codes)}: {text}" for text, codes in by_text.items() if text)
        shown = tuple(Shown("", phrases.dates(phrases.sentence(note))) for note in notes)
        return [Shown("", "Voorbehoud bij bronnen", (), shown)] if shown else []


def _met(finding: ElementFinding) -> bool:
    """Whether nothing more is needed for an element."""
    norm = finding.status == "open_norm" and finding.indications_for
    return finding.status == "vervuld" or bool(
        norm and not finding.indications_against and not finding.counter_questions
    )
