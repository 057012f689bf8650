"""Where in an article a provision stands."""

from __future__ import annotations

from legalkb.upkeep.consolidation import Article
from legalkb.upkeep.held import Provision


def place(provision: Provision, article: Article) -> tuple[str, int] | None:
    """The words of a provision in its article and their line; None when they are not there just once."""
    found: list[tuple[str, int]] = []
    lids = [p for p in article.paragraphs if p.number == provision.paragraph or not provision.paragraph]
    if not provision.part:
        whole = provision.paragraph == "" and len(article.paragraphs) > 1
        return (article.text, article.line) if whole else _only([(p.text, p.line) for p in lids])
    for lid in lids:
        found += [(p.text, p.line) for p in lid.parts if p.number == provision.part]
    return _only(found)


def _only(found: list[tuple[str, int]]) -> tuple[str, int] | None:
    return found[0] if len(found) == 1 else None


def numbers(provision: Provision, article: Article) -> list[str]:
    """The numbers of what could be the provision, with repetition."""
    if not provision.part:
        return [p.number for p in article.paragraphs]
    lids = [p for p in article.paragraphs if p.number == provision.paragraph or not provision.paragraph]
    return [part.number for p in lids for part in p.parts]
