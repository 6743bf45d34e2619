"""Reads HTML into a tree of elements, each with its place, by Python's own parser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)


@dataclass(eq=False)
class Element:
    """One element; ``line`` is where it begins in the text that was read."""

    tag: str
    attributes: dict[str, str]
    line: int
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Element]:
        """Yield this element and all in it, in order of the text."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child

    @property
    def text(self) -> str:
        """All text in it, as a copy of it would hold."""
        return "".join(c if isinstance(c, str) else c.text for c in self.children)

    @property
    def classes(self) -> list[str]:
        """The names of its classes."""
        return self.attributes.get("class", "").split()

    @property
    def around(self) -> Iterator[Element]:
        """The elements that it stands in, the nearest first."""
        outer = self.parent
        while outer:
            yield outer
            outer = outer.parent


def parse(text: str) -> Element:
    """Return the root of a document or of a part of one."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.root


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.current = Element("", {}, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)
        if tag not in VOID:
            self.current = self._last

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        open_elements = [self.current, *self.current.around]
        for element in open_elements:
            if element.tag == tag and element.parent:
                self.current = element.parent
                return

    def handle_data(self, data: str) -> None:
        self.current.children.append(data)

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._last = Element(tag, given, self.getpos()[0], self.current)
        self.current.children.append(self._last)
