"""What is wrong with a line of a conversation."""

from __future__ import annotations

__all__ = ["Doubtful", "Unfit"]


class Unfit(ValueError):
    """A line does not fit the question; the message says in Dutch what does."""


class Doubtful(Unfit):
    """A word is taken for a source only when the user says so."""

    def __init__(self, word: str) -> None:
        """Keep the word."""
        self.word = word
        super().__init__(f"Is ‘{word}’ de bron? Schrijf dan ‘bron: {word}’. Een land: ‘in MA’.")
