"""A page as its readers get it: converted from its Markdown, or built by an engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from import_asyncio.guide.markup import Element

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True)
class Mistake:
    """What an extension says of a page; ``line`` is 0 where nobody knows it."""

    page: str
    line: int
    text: str

    def __str__(self) -> str:
        """Say where it is, then what."""
        place = f"{self.page}:{self.line}" if self.line else self.page
        return f"{place}: {self.text}"


@dataclass(frozen=True)
class RenderedPage:
    """The HTML of a page as a tree; ``path`` and ``source`` are those of the file to change."""

    path: Path
    source: str
    tree: Element
    mistakes: tuple[Mistake, ...] = ()

    @cached_property
    def ids(self) -> frozenset[str]:
        """Everything on the page that a link can lead to."""
        return frozenset(e.attributes["id"] for e in self.tree if "id" in e.attributes)

    @cached_property
    def content(self) -> Element:
        """What the author wrote: all of a converted page, the article of a built one."""
        return next((e for e in self.tree if e.tag == "article"), self.tree)

    def all(self, *tags: str) -> Iterator[Element]:
        """Yield the elements of the content that have one of the tags."""
        return (e for e in self.content if e.tag in tags)

    def place(self, element: Element) -> str:
        """Say where to look: the line of the source that has the words, else the heading."""
        words = next((line.strip() for line in element.text.splitlines() if line.strip()), "")
        if words and (line := line_of(words, self.source)):
            return f"{self.path.as_posix()}:{line}"
        heading = ""
        for other in self.tree:
            if other is element:
                break
            if other.tag in HEADINGS:
                heading = other.attributes.get("id", "")
        return f"{self.path.as_posix()}#{heading}" if heading else self.path.as_posix()


def line_of(text: str, source: str) -> int:
    """Return the first line of ``source`` that holds ``text``, or 0."""
    lines = source.splitlines()
    return next((number for number, line in enumerate(lines, start=1) if text in line), 0)
