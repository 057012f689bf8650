"""Make a folder of invented case files from the fact types, the same ones for the same seed."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from legalkb.knowledge import KnowledgeBase

IN_A_FOLDER = 500
YEARS = range(2012, 2026)


def case(chance: random.Random, kinds: list[str], number: int, acts: frozenset[str]) -> dict[str, Any]:
    """One case: a suspect or two, a child or an adult, perhaps a parent with custody, and some facts. With ``acts``
    there are two suspects, and facts of these types say who of them did it."""
    suspects = ["V1", "V2"] if acts or chance.random() < 0.2 else ["V1"]
    persons: dict[str, Any] = {name: {"rol": "verdachte"} for name in suspects}
    persons["S1"] = {"rol": "slachtoffer"}
    if chance.random() < 0.6:
        persons["S1"]["geboren"] = f"{chance.randint(1995, 2014)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}"
    found: dict[str, Any] = {"zaak": f"verzonnen {number}", "fictief": "ja", "personen": persons}
    if chance.random() < 0.5:
        persons["M1"] = {"rol": "betrokkene"}
        found["relaties"] = [{"van": "M1", "tot": "S1", "soort": "ouder", "gezag": "ja"}]
    found["feiten"] = [fact(chance, kinds) for _ in range(chance.randint(1, 9))]
    for item in found["feiten"]:
        if item["feit"] in acts:
            item["door"] = chance.choice(suspects)
    return found


def fact(chance: random.Random, kinds: list[str]) -> dict[str, Any]:
    """One statement."""
    made: dict[str, Any] = {
        "feit": chance.choice(kinds),
        "waarde": chance.choices(("ja", "nee", "onbekend"), (8, 2, 1))[0],
    }
    if chance.random() < 0.6:
        year, month = chance.choice(YEARS), chance.randint(1, 12)
        made["op"] = chance.choice((f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{chance.randint(1, 28):02}"))
    if chance.random() < 0.3:
        made["plaats_handeling"] = chance.choice(("NL", "MA", "TR"))
    return made


def folder(path: Path, count: int, knowledge: KnowledgeBase, seed: int = 1, crowded: bool = False) -> None:
    """Write the case files, JSON and so YAML too, some hundreds to a folder. ``crowded`` cases have two suspects."""
    chance = random.Random(seed)
    types = knowledge.vocabulary.fact_types.values()
    core = sorted(
        {x.name for r in knowledge.rulebook.rules for e in r.elements for a in e.alternatives for x in a.literals}
    )
    usual = [k.id for k in types if not k.derived and not k.cooperation]
    acts = frozenset(k.id for k in types if crowded and k.subject in ("gedraging", "relatie"))
    kinds = usual + 3 * [name for name in core if name in usual]
    for number in range(count):
        below = path / f"map{number // IN_A_FOLDER:03}"
        below.mkdir(parents=True, exist_ok=True)
        suffix = (".json", ".yaml", ".yml")[number % 3]
        text = json.dumps(case(chance, kinds, number, acts), ensure_ascii=False)
        (below / f"zaak{number:05}{suffix}").write_text(text, encoding="utf-8")
