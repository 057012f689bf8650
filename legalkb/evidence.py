"""Statements and questions: what somebody said about a fact, and what is still to be asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceLabel:
    """How a source is shown: title, link (may be empty), what it says, and any reservation."""

    code: str
    title: str
    url: str = ""
    purport: str = ""
    reservation: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One statement about one fact type or measure, with where it comes from.

    ``fact`` is the 1-based place in the case file, 0 for what the program derived (then ``basis`` says from what).
    ``attributed`` names the person whose conduct is charged to the suspect through cooperation, else empty.
    """

    name: str
    value: str
    sentence: str
    source: str = ""
    when: str = ""
    where: str = ""
    fact: int = 0
    basis: str = ""
    suspect_only: bool = False
    retracted: bool = False
    attributed: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A fact that is not known: its type, the value that would fulfil, and the question to ask (Dutch)."""

    name: str
    value: str
    question: str
