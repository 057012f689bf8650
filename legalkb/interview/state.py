"""The frozen values of a conversation: where it stands, what was told, and what is to be shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

from legalkb.case import Case
from legalkb.findings import Assessment, SourceLabel
from legalkb.interview.answers import Given
from legalkb.knowledge import KnowledgeBase
from legalkb.relevance.agenda import Agenda
from legalkb.relevance.items import Item

__all__ = [
    "Ask",
    "Heading",
    "Help",
    "InView",
    "Listing",
    "Note",
    "Protection",
    "Refused",
    "Setting",
    "Shown",
    "Stage",
    "State",
    "Told",
    "Why",
]


class Stage(Enum):
    """What the next line is: an answer, particulars of the last answer, the role of a new person, whether a word is
    the source, or nothing more."""

    QUESTION = auto()
    PARTICULARS = auto()
    ROLE = auto()
    SOURCE = auto()
    STOPPED = auto()
    STABLE = auto()


@dataclass(frozen=True, slots=True)
class Setting:
    """What does not change during a conversation. ``agenda`` gives the questions for a case, the keys of those that
    get no answer, the subjects of which something is known, and the subject of the last one. ``follow_up``: ask for
    particulars on a line of their own."""

    knowledge: KnowledgeBase
    agenda: Callable[[Case, KnowledgeBase, frozenset[str], frozenset[str], str], Agenda]
    name: str = "zaak"
    follow_up: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """An answer that was given, the text of the case after it, and the heading under which it was asked.
    ``left``: the rest of the subject was skipped with it."""

    item: Item
    given: Given
    text: str
    heading: str = ""
    skipped: bool = False
    left: bool = False


@dataclass(frozen=True, slots=True)
class State:
    """A conversation between two lines. ``changing`` is the place in ``told`` of the answer that is given anew, -1
    for a new one; ``line`` and ``stranger`` wait for the role of a person or for whether a word is a source, then the
    stage is ``back``; ``heading`` was shown last. ``aside`` are the questions that are not to be asked, as they
    were found so far."""

    base: str
    case: Case
    assessment: Assessment
    told: tuple[Told, ...] = ()
    item: Item | None = None
    stage: Stage = Stage.QUESTION
    changing: int = -1
    line: str = ""
    stranger: str = ""
    back: Stage = Stage.QUESTION
    heading: str = ""
    paths: frozenset[str] = field(default_factory=frozenset)
    aside: tuple[Item, ...] = ()

    @property
    def text(self) -> str:
        """The text of the case as far as it was told."""
        return self.told[-1].text if self.told else self.base

    @property
    def ended(self) -> bool:
        """Whether no more lines are taken."""
        return self.stage in (Stage.STOPPED, Stage.STABLE)


@dataclass(frozen=True, slots=True)
class Heading:
    """The subject of the questions that follow."""

    text: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A question, or with ``prompt`` a request for particulars. ``shape`` is what an answer looks like if not ja or
    nee."""

    item: Item
    prompt: str = ""
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something the user should know."""

    text: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that does not fit, with what does."""

    text: str


@dataclass(frozen=True, slots=True)
class Protection:
    """Protective steps to take now; ``new`` are the ids of those not shown before, ``first`` the first time."""

    assessment: Assessment
    new: frozenset[str]
    first: bool = False


@dataclass(frozen=True, slots=True)
class InView:
    """Which provisions are in view, each with the number of its open elements, after a number of questions; ``left``
    questions are open as the case stands, -1 when that is not worked out yet."""

    provisions: tuple[tuple[str, int], ...]
    asked: int
    left: int = -1


@dataclass(frozen=True, slots=True)
class Why:
    """Why a question is asked, with its sources."""

    item: Item
    sources: tuple[SourceLabel, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """The answers so far: question and answer."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Help:
    """What may be typed."""


Shown = Heading | Ask | Note | Refused | Protection | InView | Why | Listing | Help
