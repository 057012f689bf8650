"""The README shows what the program really gives."""

from __future__ import annotations

from pathlib import Path

from legalkb import knowledge
from legalkb.assessment import assess
from legalkb.case_reader import read_case
from legalkb.report import FORMATS
from legalkb.source import read_text

ROOT = Path(__file__).resolve().parent.parent


def test_the_memo_in_the_readme_is_the_memo_of_the_demo() -> None:
    """Every line of the memo excerpt in the README stands in the memo that the demo case gives."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    excerpt = readme.split("<!-- memo -->")[1].split("<!-- einde memo -->")[0]
    known = knowledge.load()
    case = read_case(read_text(ROOT / "legalkb" / "templates" / "demo.yaml"), known.vocabulary)
    memo = FORMATS["md"](assess(case, known)).splitlines()
    assert [line for line in excerpt.splitlines() if line not in memo] == []


def test_the_readme_names_the_two_commands() -> None:
    """The README names the two commands that do all the set-up."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in readme
    assert "make test" in readme
