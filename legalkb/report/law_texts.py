"""The text of the law as it was applied, for the legal framework of the memo."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from legalkb.findings import LawVersion, OffenceFinding
from legalkb.report import phrases
from legalkb.report.grouping import Merged

UNQUOTED = "De tekst van deze versie is niet woordelijk opgenomen."


@dataclass(frozen=True, slots=True)
class LawText:
    """A version of a provision as it was applied."""

    heading: str
    text: str
    verbatim: bool
    particulars: str
    reservations: tuple[str, ...]
    link: str
    url: str
    code: str
    jci: str


def without_links(text: str) -> str:
    """The sentences of a reservation, without those that only give an address."""
    parts = re.split(r"(?<=[.;])(?<!Stb\.) ", text)
    kept = [part for part in parts if "http" not in part or "NIET GEVERIFIEERD" in part]
    return re.sub(r"https?://\S+", "", " ".join(kept)).strip()


def heading(finding: OffenceFinding) -> str:
    """The provision of a finding with its title."""
    return phrases.capital(phrases.offence(finding)) + (f" – {finding.title}" if finding.title else "")


def _law_text(finding: OffenceFinding, version: LawVersion) -> LawText:
    verbatim = version.text_status in ("", "verbatim")
    particulars = [f"maximum: {phrases.maximum(version)}" if phrases.maximum(version) else "", phrases.period(version)]
    notes = [] if verbatim else [UNQUOTED]
    notes += [t for t in (version.qualifier,) if not t.startswith("uiterlijk")]
    return LawText(
        heading(finding),
        version.text if verbatim else "",
        verbatim,
        phrases.sentence("; ".join(p for p in particulars if p) + (f" ({version.gazette})" if version.gazette else "")),
        tuple(phrases.sentence(phrases.dates(n)) for n in (*notes, without_links(version.reservation)) if n),
        phrases.version(version),
        version.url,
        finding.designation,
        version.jci,
    )


def law_texts(merged: Iterable[Merged], order: Sequence[str]) -> tuple[LawText, ...]:
    """The text of every variant that is told, each version once, in the order of the law."""
    found: dict[tuple[str, str, str], LawText] = {}
    for m in sorted(merged, key=lambda m: order.index(m.finding.rule)):
        for version in m.finding.law if phrases.lead(m.finding) and not m.bare else ():
            key = (m.finding.designation, version.valid_from, version.valid_to)
            found.setdefault(key, _law_text(m.finding, version))
    return tuple(found.values())
