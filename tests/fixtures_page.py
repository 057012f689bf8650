"""A web page as the tests look at it."""

from __future__ import annotations

from html.parser import HTMLParser

EMPTY = {"meta", "br", "wbr", "link", "img", "hr", "input"}


class Page(HTMLParser):
    """A page as a list of elements, with the text that a reader sees."""

    def __init__(self, text: str) -> None:
        """Read the page."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == [], "an element is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, {k: v or "" for k, v in attrs}))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Check that the element that ends is the last one opened."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note what a reader sees."""
        if not {"style", "title"} & set(self.open):
            self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element with this name."""
        return [attrs for name, attrs in self.elements if name == tag]
