"""The checks of ``legalkb controleer``: quotations, use of fact types, links between files, agreement with rulings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from legalkb import examples as examples_module
from legalkb.case_reader import read_case
from legalkb.compilation import literals_of
from legalkb.engine import BOTH, Engines
from legalkb.errors import Problem
from legalkb.examples import Charge, Example, Failure
from legalkb.findings import Assessment, LawVersion, OffenceFinding
from legalkb.knowledge import KnowledgeBase
from legalkb.quality import tally
from legalkb.quality.tally import Seen
from legalkb.rulebook import Rule
from legalkb.training import traps

UNDECIDED = ("weersproken", "betwist", "open_norm", "onbekend")
FREED = ("vrijspraak", "ovar", "vernietigd")
SHAPE = "vorm"
WORD = re.compile(r"[a-zà-ÿ]+", re.IGNORECASE)
PENALTY = re.compile(
    r"(met|wordt( ze)?( gestraft|, als schuldig)|gevangenisstraf van ten hoogste).*?categorie", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a check found: ``fout`` fails the run, ``let op`` does not. ``about`` is the subject of the ontology
    (``feit/x``) or the element of the rule file that it is about, to find its line by."""

    severity: str
    place: str
    text: str
    about: str = ""

    def __str__(self) -> str:
        return f"{self.severity}: {self.place}: {self.text}"


@dataclass(frozen=True, slots=True)
class Agreement:
    """A published ruling beside what the rules say of its facts."""

    ecli: str
    rule: str
    court: str
    outcome: str
    agrees: bool | None
    explanation: str
    place: str = ""
    confidence: str = ""


def versions(rule: Rule, knowledge: KnowledgeBase) -> tuple[LawVersion, ...]:
    """The versions of the provision of a rule that were in force in its period, oldest first."""
    first = date.fromisoformat(rule.valid_from) if rule.valid_from else None
    last = date.fromisoformat(rule.valid_to) if rule.valid_to else date.max
    return (
        knowledge.vocabulary.law.in_force(rule.designation, first, last)
        if first
        else knowledge.vocabulary.law.versions(rule.designation)
    )


def _squeezed(text: str) -> str:
    return " ".join(text.split()).lower()


def quotations(knowledge: KnowledgeBase) -> Iterator[Remark]:
    """Each quotation stands in every version whose text is held verbatim; versions without text are named."""
    for rule in knowledge.rulebook.rules:
        found = versions(rule, knowledge)
        held = [v for v in found if v.text_status == "verbatim"]
        for element in rule.elements:
            for version in held:
                if _squeezed(element.quote) not in _squeezed(version.text):
                    text = f"citaat '{element.quote}' staat niet in {version.designation}, versie {version.valid_from}"
                    yield Remark("fout", rule.file, text, element.id)
        for version in found:
            if version.text_status != "verbatim":
                since = version.valid_from or "onbekende datum"
                text = f"tekst van {version.designation} vanaf {since} is niet letterlijk bekend"
                yield Remark("let op", rule.file, text + "; citaten niet te controleren")


def unquoted(text: str, quotes: Iterable[str]) -> tuple[str, ...]:
    """The words of a provision, the penalty aside, that stand in none of the quotations, each once, in order."""
    penalty = PENALTY.search(text)
    words = WORD.findall(text.replace(penalty.group(), " ") if penalty else text)
    quoted = {w.lower() for quote in quotes for w in WORD.findall(quote)}
    return tuple(w for w in dict.fromkeys(words) if w.lower() not in quoted)


def unclaimed_words(knowledge: KnowledgeBase) -> Iterator[tuple[Rule, tuple[str, ...]]]:
    """The words of the provision of each rule, the penalty aside, that no element quotes."""
    for key in knowledge.rulebook.keys:
        rule = knowledge.rulebook.rule(key, None)
        text = next((v.text for v in reversed(versions(rule, knowledge)) if v.text_status == "verbatim"), "")
        yield rule, unquoted(text, (e.quote for e in knowledge.rulebook.elements(rule, None)))


def unclaimed(knowledge: KnowledgeBase) -> Iterator[Remark]:
    """A remark on the words of each provision that no element quotes."""
    for rule, left in unclaimed_words(knowledge):
        if left:
            text = f"woorden van {rule.designation} die geen bestanddeel noemt: {' '.join(left)}"
            yield Remark("let op", rule.file, text)


def said(data: object) -> Iterator[str]:
    """Every text within plain data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        yield from (x for pair in data.items() for part in pair for x in said(part))
    elif isinstance(data, list | tuple):
        yield from (x for part in data for x in said(part))


def used(knowledge: KnowledgeBase) -> set[str]:
    """The names that rules, concepts, neighbouring provisions and gates look at, and words that are none."""
    book = knowledge.rulebook
    names = {x.name for r in book.rules for e in r.elements for x in literals_of(e)}
    names |= {c.fact for r in book.rules for e in r.elements if e.open_norm for c in e.open_norm.counter_questions}
    names |= {x.name for r in book.rules for m in r.remarks for x in m.when}
    names |= {x.name for c in book.concepts.values() for a in c.alternatives + c.exceptions for x in a.literals}
    names |= {x.name for n in book.neighbours for a in n.alternatives for x in a.literals}
    return names | {r.about_other[0] for r in book.rules} | {*said(knowledge.prosecution)} | tally.read_by_gates()


def fact_types(knowledge: KnowledgeBase, asked: Collection[str] = ()) -> Iterator[Remark]:
    """Fact types that nothing uses. ``asked`` are those that a prosecution gate was seen to ask for."""
    words = knowledge.vocabulary
    taken = used(knowledge) | {*asked} | {f for s in words.scenarios for f in s.facts + s.facts_no}
    taken |= {f for p in words.paths.values() for f in p.triggers}
    taken |= {
        k.fact
        for k in (
            *words.measure_kinds.values(),
            *words.decision_kinds.values(),
            *words.relation_kinds.values(),
        )
    }
    for fact in words.fact_types.values():
        about = f"feit/{fact.id}"
        if fact.id not in taken and not fact.derived and not fact.cooperation:
            yield Remark(
                "let op",
                "ontology/feittypen",
                f"feittype {fact.id} wordt door geen regel of scenario gebruikt",
                about,
            )


def shapes(problems: Iterable[Problem]) -> Iterator[Remark]:
    """Where the ontology is not as its shapes say, as found by :func:`legalkb.knowledge.nonconformities`."""
    for problem in problems:
        text = str(problem).removeprefix(f"{problem.place}: ")
        yield Remark("fout", problem.place, text, SHAPE)


def run(knowledge: KnowledgeBase, problems: Iterable[Problem] = (), asked: Collection[str] = ()) -> tuple[Remark, ...]:
    """Every check of the data, errors first; ``problems`` are those of the ontology by itself, ``asked`` as for
    :func:`fact_types`."""
    found = [*shapes(problems), *quotations(knowledge), *fact_types(knowledge, asked), *unclaimed(knowledge)]
    return tuple(sorted(dict.fromkeys(found), key=lambda r: (r.severity != "fout", r.place, r.text)))


def untested(knowledge: KnowledgeBase, touched: Collection[str]) -> Iterator[Remark]:
    """The traps that no example tests; ``touched`` holds the ids of those that one does."""
    for trap in traps.traps(knowledge):
        if trap.id not in touched:
            text = f"geen enkel voorbeeld toetst valkuil {trap.id} ({trap.label})"
            yield Remark("let op", "ontology/oefeningen/valkuilen.ttl", text, f"valkuil/{trap.id}")


def _compare(charge: Charge, finding: OffenceFinding) -> tuple[bool | None, str]:
    elements = {e.id: e.status for e in finding.elements}
    lacking = sorted(examples_module.missing_names(finding))
    if charge.outcome == "niet-ontvankelijk":
        return None, "zegt niets over de bestanddelen"
    if charge.outcome == "bewezen":
        if charge.attempt and finding.attempt:
            return True, "poging: te onderzoeken"
        if finding.outcome == "aanwijzing":
            return True, "aanwijzing"
        if finding.outcome == "onvolledig":
            return (
                True,
                f"onvolledig ({', '.join(finding.reasons)}); niet gepubliceerd: {', '.join(lacking) or 'geen'}",
            )
        return False, finding.outcome
    if charge.outcome in FREED:
        status = elements.get(charge.element, "")
        if finding.outcome == "aanwijzing":
            return False, "aanwijzing"
        if charge.element and status not in UNDECIDED:
            return False, f"bestanddeel {charge.element} is {status or 'onbekend bij de regel'}"
        return True, f"{finding.outcome}; {charge.element or 'geheel'}: {status or '-'}"
    return None, "onbekende uitkomst"


def agreement(example: Example, found: Assessment) -> tuple[Agreement, ...]:
    """What the rules say of a published ruling's facts, beside what the court decided, charge by charge."""
    rows = []
    told = (example.place, example.confidence)
    for charge in example.charges:
        expected = {
            "bepaling": charge.rule,
            "verdachte": charge.suspect or None,
            "slachtoffer": charge.victim or None,
        }
        finding = examples_module.row(found, expected)
        if finding is None:
            rows.append(Agreement(example.ecli, charge.rule, charge.outcome, "-", False, "niet beoordeeld", *told))
            continue
        agrees, text = _compare(charge, finding)
        remark = f" — {charge.remark}" if charge.remark else ""
        rows.append(Agreement(example.ecli, charge.rule, charge.outcome, finding.outcome, agrees, text + remark, *told))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class Report:
    """The result of ``legalkb controleer``: remarks on the data, failing examples, agreement with rulings, counts;
    ``seen`` is what the examples show of each variant, ``asked`` the fact types that prosecution gates ask for."""

    remarks: tuple[Remark, ...]
    failures: tuple[Failure, ...]
    agreements: tuple[Agreement, ...]
    examples: int
    seen: tuple[Seen, ...] = ()
    asked: frozenset[str] = frozenset()

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong; points of attention do not count."""
        errors = any(r.severity == "fout" for r in self.remarks)
        return not errors and not self.failures and all(a.agrees is not False for a in self.agreements)


def report(
    knowledge: KnowledgeBase,
    examples: Iterable[Example],
    unreadable: Iterable[Failure] = (),
    problems: Iterable[Problem] = (),
    engines: Engines = BOTH,
) -> Report:
    """Run every check and every example; ``problems`` are those of the ontology by itself."""
    failures, count, touched, asked = list(unreadable), 0, set[str](), set[str]()
    agreements: list[Agreement] = []
    seen: list[Seen] = []
    for example, found, wrong in examples_module.run(examples, knowledge, engines):
        count += 1
        failures += wrong
        if found is not None:
            agreements += agreement(example, found)
            seen += tally.seen(example, found)
            asked |= {*tally.asked(found)}
            case = read_case(example.case, knowledge.vocabulary)
            touched |= {trap.id for trap in traps.tested(case, found, knowledge)}
    remarks = (*run(knowledge, problems, asked), *untested(knowledge, touched))
    return Report(remarks, tuple(failures), tuple(agreements), count, tuple(seen), frozenset(asked))
