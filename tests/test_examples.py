"""The examples beside the rules. A failure here is a question about the law, not about the code."""

from __future__ import annotations

import pytest

from legalkb import checks, examples, mutations
from legalkb.engine import available
from legalkb.knowledge import KnowledgeBase

EXAMPLES, UNREADABLE = examples.load()


def test_every_example_file_can_be_read() -> None:
    """No example file is broken."""
    assert [str(f) for f in UNREADABLE] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.place)
def test_example(example: examples.Example, knowledge: KnowledgeBase) -> None:
    """The assessment of an example, derived by every engine there is, is what the example expects."""
    for _, _, failures in examples.run([example], knowledge):
        if failures:
            pytest.fail("wet: " + "\n".join(str(f) for f in failures), pytrace=False)


def test_published_rulings_agree(knowledge: KnowledgeBase) -> None:
    """On the published facts of a ruling the rules never say what the court denied, and miss what it found only for
    lack of facts."""
    report = checks.report(knowledge, [e for e in EXAMPLES if e.charges])
    assert [a for a in report.agreements if a.agrees is False] == []
    assert sum(a.agrees is True for a in report.agreements) >= 20


def test_data_checks_find_nothing_wrong(knowledge: KnowledgeBase) -> None:
    """Quotations stand in the law, links between the files hold, and nothing lacks its words or source."""
    assert [str(r) for r in checks.run(knowledge) if r.severity == "fout"] == []


def test_every_condition_is_noticed(knowledge: KnowledgeBase) -> None:
    """Taking any one condition out of any rule file makes an example fail."""
    scores = mutations.run(knowledge, EXAMPLES)
    assert {s.owner: s.survivors for s in scores if s.survivors} == {}
    assert sum(s.total for s in scores) > 400


def test_traps_have_examples() -> None:
    """There are examples for every provision, of rulings, scenarios and made-up cases."""
    assert {e.kind for e in EXAMPLES} >= {"verzonnen", "uitspraak", "scenario"}
    assert available()
