"""The fence: the rule sets that durable_rules runs rightly, checked before anything is loaded.

Beyond these limits durable_rules hangs, crashes or answers wrongly without a word. They hold for every
rule set, also where the built-in engine answers alone, so that a rule book that works in one place works
in all of them.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from legalkb.errors import Problem
from legalkb.inference import Atom, InferenceRule

MAX_RULES = 4095  # 4096 in durable_rules, one of which is our sentinel
MAX_PREMISES = 16  # 17 is an error, and only in the case in which the rule would fire
MAX_SHARED = 255  # rules with one identical condition; 256 is a segmentation fault
MAX_SIBLINGS = 500  # distinct values at one level of the network; 513 hangs for ever
MAX_BYTES = 59_999  # of a text written as JSON; lengths are kept in 16 bits
BUCKETS = 64

_FNV_BASIS, _FNV_PRIME = 2166136261, 16777619


def check(rules: Iterable[InferenceRule]) -> tuple[Problem, ...]:
    """Give everything that keeps these rules outside the fence, in a fixed order."""
    rules = tuple(rules)
    texts = tuple(_text_problems(rules))
    if texts:  # what follows counts and hashes texts
        return texts
    users: dict[Atom, list[str]] = defaultdict(list)
    for rule in rules:
        for atom in dict.fromkeys(rule.premises):
            users[atom].append(rule.id)
    return (
        *_number_problems(rules),
        *_premise_problems(rules),
        *_sharing_problems(users),
        *_sibling_problems(users),
    )


def bucket(name: str) -> str:
    """Spread the names over 64 groups, so that no level of the network gets too many branches."""
    return str(zlib.crc32(name.encode()) % BUCKETS)


def short_ids(atoms: Iterable[Atom], taken: Iterable[str]) -> dict[Atom, str]:
    """Number the atoms f0, f1, ... and skip any id whose FNV-1a hash is in use already.

    durable_rules tells facts apart by that hash of their id alone: of two facts with one hash it
    loses the second. ``taken`` holds the ids that are in use besides these.
    """
    used = {fnv1a(text) for text in taken}
    ids: dict[Atom, str] = {}
    number = 0
    for atom in dict.fromkeys(atoms):
        while (code := fnv1a(f"f{number}")) in used:
            number += 1
        used.add(code)
        ids[atom] = f"f{number}"
    return ids


def fnv1a(text: str) -> int:
    """Compute the 32-bit FNV-1a hash of an ASCII text, as durable_rules does for names and ids."""
    code = _FNV_BASIS
    for byte in text.encode("ascii"):
        code = (code ^ byte) * _FNV_PRIME & 0xFFFFFFFF
    return code


def _text_problems(rules: tuple[InferenceRule, ...]) -> Iterator[Problem]:
    verdicts: dict[object, tuple[str, str] | None] = {}
    for rule in rules:
        for text in (rule.id, *rule.conclusion, *(part for atom in rule.premises for part in atom)):
            if text not in verdicts:
                verdicts[text] = _text_verdict(text)
            if (verdict := verdicts[text]) is not None:
                yield Problem(f"regel {_shown(rule.id)}", verdict[0], _shown(text), verdict[1])


def _text_verdict(text: object) -> tuple[str, str] | None:
    """Tell what is wrong with a text and how to mend it."""
    if not isinstance(text, str):  # 1, 1.0, true and "1" would be one value
        return "dit is geen tekst", "Zet de waarde tussen aanhalingstekens."
    try:
        size = len(json.dumps(text, ensure_ascii=False).encode())
    except UnicodeEncodeError:
        return "deze naam bevat een half teken (surrogaat)", "Typ de naam opnieuw."
    if size > MAX_BYTES:
        return f"deze naam is te lang, het hoogste is {MAX_BYTES} bytes", "Kies een kortere naam."
    return None


def _number_problems(rules: tuple[InferenceRule, ...]) -> Iterator[Problem]:
    if len(rules) > MAX_RULES:
        what = f"te veel regels in één verzameling, het hoogste is {MAX_RULES}"
        last = f"{len(rules)}, de eerste te veel is {_shown(rules[MAX_RULES].id)}"
        yield Problem("regels", what, last, "Verdeel de regels over meer verzamelingen.")
    for name, count in Counter(rule.id for rule in rules).items():
        if count > 1:
            remedy = "Geef elke regel een eigen id."
            yield Problem(f"regel {_shown(name)}", "deze id komt meer dan eens voor", str(count), remedy)


def _premise_problems(rules: tuple[InferenceRule, ...]) -> Iterator[Problem]:
    for rule in rules:
        place = f"regel {_shown(rule.id)}"
        count = len(set(rule.premises))
        if not count:
            remedy = "Geef ten minste één voorwaarde."
            yield Problem(place, "deze regel heeft geen voorwaarden", remedy=remedy)
        if count > MAX_PREMISES:
            what = f"te veel voorwaarden in één regel, het hoogste is {MAX_PREMISES}"
            remedy = "Maak van een deel een tussenconclusie met een eigen regel."
            yield Problem(place, what, str(count), remedy)


def _sharing_problems(users: Mapping[Atom, list[str]]) -> Iterator[Problem]:
    for atom, names in users.items():
        if len(names) > MAX_SHARED:
            place = f"regel {_shown(names[MAX_SHARED])}"
            what = f"de voorwaarde {_atom(atom)} staat in te veel regels, het hoogste is {MAX_SHARED}"
            remedy = "Leid uit deze voorwaarde eerst een tussenconclusie af en gebruik die in een deel."
            yield Problem(place, what, str(len(names)), remedy)


def _sibling_problems(users: Mapping[Atom, list[str]]) -> Iterator[Problem]:
    names: dict[str, dict[str, str]] = defaultdict(dict)  # bucket -> name -> first rule with it
    signs: dict[str, dict[str, str]] = defaultdict(dict)  # name -> sign -> first rule with it
    for atom, (first, *_) in users.items():
        names[bucket(atom.name)].setdefault(atom.name, first)
        signs[atom.name].setdefault(atom.sign, first)
    for group in names.values():
        if len(group) > MAX_SIBLINGS:
            place = f"regel {_shown(list(group.values())[MAX_SIBLINGS])}"
            what = f"te veel verschillende namen in een van {BUCKETS} groepen, het hoogste is {MAX_SIBLINGS}"
            yield Problem(place, what, str(len(group)), "Verdeel de regels over meer verzamelingen.")
    for name, found in signs.items():
        if len(found) > MAX_SIBLINGS:
            place = f"regel {_shown(list(found.values())[MAX_SIBLINGS])}"
            what = f"te veel verschillende waarden van {_shown(name)}, het hoogste is {MAX_SIBLINGS}"
            yield Problem(place, what, str(len(found)), "Gebruik minder verschillende waarden.")


def _atom(atom: Atom) -> str:
    return f"{_shown(atom.name)} ({_shown(atom.sign)})"


def _shown(value: object) -> str:
    """Make any value short and printable."""
    text = (value if isinstance(value, str) else repr(value)).encode("utf-8", "replace").decode()
    return text if len(text) <= 80 else f"{text[:77]}..."
