"""Reads and assesses the case files below a folder, one after another, on one or more processes.

A file that cannot be read or assessed comes out as :class:`Unreadable`, in its place; the others are not affected.
Screening uses the built-in engine alone (:data:`legalkb.engine.BUILTIN`).
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from legalkb import assessment
from legalkb.case import Case
from legalkb.case_reader import read_case
from legalkb.engine import BUILTIN
from legalkb.errors import EngineError, LegalkbError, Problem
from legalkb.findings import Assessment
from legalkb.knowledge import KnowledgeBase
from legalkb.query.listing import CaseFile, Unreadable, case_files, content
from legalkb.source import decode

__all__ = ["CaseFile", "Read", "Unreadable", "assessed", "case_files", "each", "read"]

CHUNK = 16
T = TypeVar("T")
OnEach = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Read:
    """A case file that was read: its path below the folder, the case, and the SHA-256 of its bytes."""

    name: str
    case: Case
    digest: str


def read(folder: Path, knowledge: KnowledgeBase) -> Iterator[Read | Unreadable]:
    """Each case file below a folder, read; raises a :class:`CaseFileError` when it is no folder."""
    for item in case_files(folder):
        yield item if isinstance(item, Unreadable) else _attempt(_itself, knowledge, item)


def assessed(
    folder: Path, knowledge: KnowledgeBase, tasks: int = 1, on_each: OnEach | None = None
) -> Iterator[tuple[Read, Assessment] | Unreadable]:
    """Each case file below a folder, read and assessed by the built-in engine; ``on_each`` gets how many are done, and
    of how many. Raises a :class:`CaseFileError` when it is no folder."""
    yield from each(case_files(folder), knowledge, _assess, tasks, on_each)


def each(
    items: Iterable[CaseFile | Unreadable],
    knowledge: KnowledgeBase,
    work: Callable[[Read, KnowledgeBase], T],
    tasks: int = 1,
    on_each: OnEach | None = None,
) -> Iterator[T | Unreadable]:
    """What ``work`` makes of each case file, in the order given, over ``tasks`` processes.

    With more than one process, ``work`` is a function of a module and what it gives can be pickled.
    """
    given = tuple(items)
    if multiprocessing.parent_process() is not None:  # a process that was started to share in the work
        tasks = 1
    found = _together(given, knowledge, work, tasks) if tasks > 1 else (_attempt(work, knowledge, i) for i in given)
    for number, item in enumerate(found, 1):
        if on_each is not None:
            on_each(number, len(given))
        yield item


def _itself(item: Read, _: KnowledgeBase) -> Read:
    return item


def _assess(item: Read, knowledge: KnowledgeBase) -> tuple[Read, Assessment]:
    return item, assessment.assess(item.case, knowledge, BUILTIN)


def _attempt(
    work: Callable[[Read, KnowledgeBase], T], knowledge: KnowledgeBase, item: CaseFile | Unreadable
) -> T | Unreadable:
    if isinstance(item, Unreadable):
        return item
    try:
        data = content(item)
        case = read_case(decode(data, item.name), knowledge.vocabulary)
        return work(Read(item.name, case, hashlib.sha256(data).hexdigest()), knowledge)
    except LegalkbError as error:
        return Unreadable(item.name, error.problems)
    except Exception as error:  # one case may not take the others along; its text may hold facts
        remedy = "Meld dit met de versie (legalkb --versie), zonder de zaak mee te sturen."
        problem = Problem(item.name, "er ging iets fout in legalkb zelf", type(error).__name__, remedy)
        return Unreadable(item.name, (problem,))


def _together(
    items: tuple[CaseFile | Unreadable, ...],
    knowledge: KnowledgeBase,
    work: Callable[[Read, KnowledgeBase], T],
    tasks: int,
) -> Iterator[T | Unreadable]:
    """The work over several processes, each with its own copy of the knowledge base."""
    start = partial(_begin, replace(knowledge))  # a copy without the rules that are compiled here already
    pool = ProcessPoolExecutor(tasks, multiprocessing.get_context("spawn"), start)
    try:
        yield from pool.map(partial(_there, work), items, chunksize=CHUNK)
    except BrokenProcessPool:
        remedy = "Probeer het met --taken 1."
        raise EngineError((Problem("taken", "een van de processen stopte onverwacht", "", remedy),)) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


class _Process:
    """The knowledge base of this process, put there when the process starts."""

    knowledge: KnowledgeBase | None = None


def _begin(knowledge: KnowledgeBase) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that waits for this one
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _Process.knowledge = knowledge


def _end_with_parent() -> None:
    """Stop as soon as the process that waits for this one is gone, however that ended; it would wait for ever else."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _there(work: Callable[[Read, KnowledgeBase], T], item: CaseFile | Unreadable) -> T | Unreadable:
    assert _Process.knowledge is not None
    return _attempt(work, _Process.knowledge, item)
