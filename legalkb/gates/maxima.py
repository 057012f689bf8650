"""The longest prison term on an offence, by version of the law; parts of it; and how both are said in Dutch."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from legalkb.dates import Interval, parse_date
from legalkb.findings import LawVersion, OffenceFinding
from legalkb.gates.model import GateInput
from legalkb.knowledge import KnowledgeBase
from legalkb.statements import day
from legalkb.vocabulary import Law

MONTHS_A_YEAR = 12
PARTS = {
    Fraction(1, 2): "de helft",
    Fraction(1, 3): "een derde",
    Fraction(1, 4): "een kwart",
    Fraction(2, 3): "twee derde",
}
NUMBERS = (
    "nul één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
    "achttien negentien twintig"
).split()


@dataclass(frozen=True, slots=True)
class Maxima:
    """The maxima in months, lowest first, over the versions that apply.

    ``read_from`` is the first day of the oldest version that was read when the conduct can lie before it, else empty.
    ``uncertain``: which version applies depends on the exact day on which the conduct began, and that is not known.
    """

    months: tuple[Fraction, ...]
    read_from: str = ""
    uncertain: bool = False

    @property
    def low(self) -> Fraction:
        """The lowest."""
        return self.months[0] if self.months else Fraction(0)

    @property
    def high(self) -> Fraction:
        """The highest."""
        return self.months[-1] if self.months else Fraction(0)

    def times(self, factor: Fraction) -> Maxima:
        """Each maximum multiplied."""
        return replace(self, months=tuple(m * factor for m in self.months))

    def __str__(self) -> str:
        """Give them in Dutch: ``acht jaar``, ``twee jaar of drie jaar``."""
        terms = [term(m) for m in self.months]
        return " of ".join([", ".join(terms[:-1]), terms[-1]] if len(terms) > 1 else terms)


def maxima(finding: OffenceFinding, knowledge: KnowledgeBase) -> Maxima:
    """The maxima on an offence in the versions of its finding; of every version when the day is not known.

    A paragraph without a maximum of its own has those of the other paragraphs of its article (282 lid 4).
    """
    law, start = knowledge.vocabulary.law, period_of(finding)
    names = _designations(finding.designation, law)
    if start is None:
        return Maxima(_months(tuple(v for n in names for v in law.versions(n))), "", True)
    own = names == (finding.designation,)
    found = finding.law if own else tuple(v for n in names for v in law.in_force(n, start.first, start.last))
    oldest = min((v.valid_from for v in found if v.valid_from), default="")
    unread = bool(oldest) and start.first < date.fromisoformat(oldest)
    uncertain = any(
        _months(law.in_force(n, start.first, start.first)) != _months(law.in_force(n, start.last, start.last))
        for n in names
    )
    return Maxima(_months(found), oldest if unread else "", uncertain)


def _months(versions: tuple[LawVersion, ...]) -> tuple[Fraction, ...]:
    return tuple(sorted({Fraction(v.maximum_months) for v in versions if v.maximum_months}))


def _designations(designation: str, law: Law) -> tuple[str, ...]:
    if any(v.maximum_months for v in law.versions(designation)):
        return (designation,)
    article = designation.split(" lid ")[0] + " lid "
    with_own = (n for n, vs in law.provisions.items() if n.startswith(article) and any(v.maximum_months for v in vs))
    return tuple(sorted(with_own))


def existed(given: GateInput, found: Maxima) -> bool | None:
    """Whether the offence existed when the conduct began; None when the exact day decides that.

    An offence that is older than the oldest text that was read existed.
    """
    is_new = given.knowledge.rulebook.rule(given.finding.rule, None).strict_start
    if not is_new or given.start is None or not found.read_from:
        return True
    return False if given.start.last < date.fromisoformat(found.read_from) else None


def on_day(iso: str) -> str:
    """An ISO date in Dutch: ``1 juli 2026``."""
    when = date.fromisoformat(iso)
    return day(Interval(when, when))


def number(value: int) -> str:
    """A number in words up to twenty, else in figures."""
    return NUMBERS[value] if 0 <= value < len(NUMBERS) else str(value)


def term(months: Fraction) -> str:
    """A prison term: ``zes jaar``, ``negen maanden``, ``16 maanden (één jaar en vier maanden)``."""
    if months.denominator != 1:
        whole, rest = divmod(months, 1)
        return f"{whole} {rest} maanden" if whole else f"{rest} maand"
    years, left = divmod(int(months), MONTHS_A_YEAR)
    counted = f"{number(left)} {'maand' if left == 1 else 'maanden'}"
    if not years:
        return counted
    return f"{months} maanden ({number(years)} jaar en {counted})" if left else f"{number(years)} jaar"


def part(share: Fraction) -> str:
    """A part of a whole in words: ``een derde``, ``de helft``."""
    return PARTS.get(share, str(share))


def provision(finding: OffenceFinding, within: bool = False) -> str:
    """The provision of a finding: ``artikel 284 lid 1, onder 1°``; ``within`` a sentence a comma closes the part."""
    name = f"artikel {finding.designation.removeprefix('Sr ')}"
    return f"{name}, onder {finding.part}{',' if within else ''}" if finding.part else name


def period_of(finding: OffenceFinding) -> Interval | None:
    """The day or days on which the conduct of a finding began, as its text says."""
    if not finding.conduct:
        return None
    first, _, last = finding.conduct.partition("/")
    begin = parse_date(first)
    return Interval(begin.first, parse_date(last).last) if last else begin
