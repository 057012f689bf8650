"""Changes the data of a prosecution gate in small ways, to see whether the examples notice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

KEYED = ("/bepalingen", "/omgekeerd", "/nader")  # maps whose every entry counts
OPTIONAL = ("sluit_uit_bij", "vraag_bij", "rustdagen")
WORDS = ("zinnen", "vragen", "opschrift", "bron", "tekst", "gevolg", "uitleg")


def mutations(data: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every copy of plain data with one number changed by one, or one item or entry left out; texts stay."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key in WORDS:
                continue
            if place.endswith(KEYED) or key in OPTIONAL:
                yield f"{place}/{key}", {k: v for k, v in data.items() if k != key}
            yield from ((where, {**data, key: changed}) for where, changed in mutations(value, f"{place}/{key}"))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            here = f"{place}/{value if isinstance(value, str) else index}"
            yield here, data[:index] + data[index + 1 :]
            if not isinstance(value, str):
                for where, changed in mutations(value, here):
                    yield where, [*data[:index], changed, *data[index + 1 :]]
    elif isinstance(data, str) and data.isdigit():
        yield f"{place}+1", str(int(data) + 1)
        yield f"{place}-1", str(int(data) - 1)
