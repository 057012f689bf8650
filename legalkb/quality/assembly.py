"""Puts the quality report together from one run of the checks."""

from __future__ import annotations

from legalkb.checks import Report
from legalkb.examples import Example
from legalkb.knowledge import KnowledgeBase
from legalkb.mutations import Score
from legalkb.quality import conditions, exercises, facts, provisions, sources
from legalkb.quality.facts import of_remark
from legalkb.quality.model import Chapter, Point, Quality, Section
from legalkb.quality.places import Files

__all__ = ["beyond", "quality"]


def beyond(knowledge: KnowledgeBase, files: Files) -> tuple[Point, ...]:
    """What is wrong and what the checks themselves do not look at: unreachable rules, and sources that are missing or
    were not in force."""
    return (*conditions.unreachable(knowledge, files), *sources.wrong(knowledge, files))


def quality(
    knowledge: KnowledgeBase,
    checked: Report,
    examples: tuple[Example, ...],
    files: Files,
    scores: tuple[Score, ...] | None = None,
) -> Quality:
    """The report; ``scores`` are those of a mutation run, None when there was none."""
    chapters = (
        provisions.chapter(knowledge, checked, files, scores),
        conditions.chapter(knowledge, files),
        facts.chapter(knowledge, checked, files),
        sources.chapter(knowledge, examples, files),
        exercises.chapter(knowledge, checked, files),
    )
    rest = _rest(checked, files)
    return Quality(knowledge.digest[:16], _summary(checked, scores), (*chapters, rest))


def _rest(checked: Report, files: Files) -> Chapter:
    """The quotations and the unclaimed words, as the checks tell them."""
    own = [r for r in checked.remarks if not r.about.startswith(("feit/", "scenario/", "valkuil/"))]
    quotes = tuple(of_remark(r, files, "citaat dat niet in de wet staat") for r in own if r.severity == "fout")
    texts = tuple(of_remark(r, files, "tekst niet letterlijk bekend") for r in own if "niet letterlijk" in r.text)
    words = tuple(
        of_remark(r, files, "woorden die geen bestanddeel noemt") for r in own if r.text.startswith("woorden")
    )
    parts = (
        Section("Citaten die niet in de wet staan", points=quotes, nothing="Elk citaat staat letterlijk in de wet."),
        Section("Wetsteksten die niet letterlijk bekend zijn", points=texts, nothing="Elke tekst is bekend."),
        Section("Woorden van de huidige tekst die geen bestanddeel noemt", points=words,
                nothing="Elk woord van elke bepaling hoort bij een bestanddeel."),
    )  # fmt: skip
    return Chapter("De tekst van de wet", "Een regel citeert de wet woord voor woord.", parts)


def _summary(checked: Report, scores: tuple[Score, ...] | None) -> tuple[str, ...]:
    parted = sum(a.agrees is False for a in checked.agreements)
    unsure = sum(a.confidence != "high" for a in checked.agreements)
    found = [
        f"{checked.examples} voorbeelden, waarvan {len(checked.failures)} met een andere uitkomst dan verwacht.",
        f"{len(checked.agreements)} oordelen van rechters, waarvan {parted} anders dan de regels; "
        f"minder zeker bekend: {unsure}.",
    ]
    if scores is None:
        found.append(provisions.NOT_RUN)
    else:
        noticed, total = sum(s.noticed for s in scores), sum(s.total for s in scores)
        found.append(f"{noticed} van {total} mutaties opgemerkt.")
    return tuple(found)
