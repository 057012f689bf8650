"""When which version of an article began: the "wetstechnische informatie" (WTI) beside a text of an act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from legalkb.errors import LegalkbError, Problem
from legalkb.node import shown
from legalkb.upkeep.consolidation import Article, iso
from legalkb.upkeep.markup import MEGABYTE, Handler, read

LIMIT = 256 * MEGABYTE
ROOT = "wetstechnische-informatie"


@dataclass(frozen=True, slots=True)
class History:
    """The first days of the versions of each article: by its label, by version, as ISO dates."""

    began: Mapping[str, Mapping[str, str]]

    def start(self, article: Article) -> str:
        """The first day of the version of an article; empty when the file does not have it."""
        return self.began.get(article.label_id, {}).get(article.version_id, "")

    def between(self, article: Article, after: str, before: str) -> tuple[str, ...]:
        """The days between two days on which other versions of an article began."""
        return tuple(sorted({d for d in self.began.get(article.label_id, {}).values() if after < d < before}))

    def knows(self, article: Article) -> bool:
        """Whether the file tells of that article."""
        return article.label_id in self.began


class _Dates(Handler):
    """Takes the dates out; the file may be far larger than the act, so nothing else is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.root, self.bwb_id, self.first_line, self._label = "", "", 1, ""
        self.found: dict[str, dict[str, str]] = {}

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        if self.depth == 1:
            self.root, self.bwb_id, self.first_line = name, attributes.get("bwb-id", ""), self.line
        elif name == "regelingelement":
            self._label = attributes.get("label-id", "")
        elif name == "datum" and self._label and (day := iso(attributes.get("waarde", ""))):
            self.found.setdefault(self._label, {})[attributes.get("versie-id", "")] = day

    def closed(self, name: str) -> None:
        if name == "regelingelement":
            self._label = ""


def read_history(path: Path, bwb_id: str) -> History:
    """The dates in a WTI file of an act. LegalkbError when it is not that, or of another act."""
    dates = _Dates()
    read(path, dates, LIMIT)
    place = f"{path}:{dates.first_line}"
    if dates.root != ROOT:
        remedy = "Achter --wti hoort het bestand met de wetstechnische informatie."
        raise LegalkbError((Problem(place, "dit is geen WTI-bestand", f"<{shown(dates.root)}>", remedy),))
    if dates.bwb_id != bwb_id:
        remedy = f"Geef de WTI van {bwb_id}."
        raise LegalkbError((Problem(place, "dit is de WTI van een andere wet", shown(dates.bwb_id), remedy),))
    return History(dates.found)
