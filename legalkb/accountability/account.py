"""The whole account of a knowledge base: its figures, its record and its pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from legalkb.accountability import as_json, pages
from legalkb.accountability import record as records
from legalkb.accountability.figures import Figures, figures
from legalkb.accountability.page import Page
from legalkb.accountability.record import Record
from legalkb.examples import Example
from legalkb.knowledge import KnowledgeBase

__all__ = ["PARTS", "Account", "account"]

REGISTER = "register"
PARTS = (REGISTER, "iama", "dpia", "grenzen")


@dataclass(frozen=True, slots=True)
class Account:
    """What can be told of a knowledge base; each part is made when it is asked for."""

    knowledge: KnowledgeBase
    counted: Figures

    def record(self) -> Record:
        """The record for the Algoritmeregister."""
        return records.record(self.knowledge, self.counted)

    def page(self, name: str) -> Page:
        """A page by name; see :data:`PARTS`."""
        if name == REGISTER:
            return records.page(self.record())
        return pages.limits(self.knowledge, self.counted) if name == "grenzen" else pages.assessment(name, self.counted)

    def data(self, names: Iterable[str]) -> dict[str, Any]:
        """Parts as plain data, one by itself or several by name."""
        made = {name: self._plain(name) for name in names}
        return next(iter(made.values())) if len(made) == 1 else made

    def _plain(self, name: str) -> dict[str, Any]:
        values = self.counted.values
        return as_json.record(self.record(), values) if name == REGISTER else as_json.page(self.page(name), values)


def account(knowledge: KnowledgeBase, cases: Iterable[Example]) -> Account:
    """The account of a knowledge base with the examples beside its rules."""
    return Account(knowledge, figures(knowledge, cases))
