"""Shared fixtures: the knowledge base of the checkout, and a builder that assesses a case written as YAML."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import Phase, settings

from legalkb import assessment
from legalkb import knowledge as knowledge_module
from legalkb.case_reader import read_case
from legalkb.engine import BOTH, Engines
from legalkb.findings import Assessment
from legalkb.knowledge import KnowledgeBase
from legalkb.node import SourceText

Assess = Callable[..., Assessment]

# A failing example is shown as it was found: shrinking one takes minutes.
settings.register_profile("legalkb", phases=(Phase.explicit, Phase.generate), deadline=None)
settings.load_profile("legalkb")


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    """The knowledge base, read from the files and not from a cache."""
    return knowledge_module.load(cache=False)


@pytest.fixture(scope="session")
def assess(knowledge: KnowledgeBase) -> Assess:
    """Assess a case written as YAML text."""

    def run(text: str, engines: Engines = BOTH) -> Assessment:
        case = read_case(SourceText("zaak.yaml", text), knowledge.vocabulary)
        return assessment.assess(case, knowledge, engines)

    return run
