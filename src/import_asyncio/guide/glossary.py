"""Links the first use of a word of the glossary on a page to what the glossary says of it.

``docs/glossary.md`` has the words as terms of definition lists, each with an id. A term of the
class ``if_emphasised`` is an everyday word too: it is linked only where a page has it in italics.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from import_asyncio.guide.where import DOCS, page_of

GLOSSARY = "glossary.md"
PRIORITY = 7  # After attributes in braces are read, before links between pages are followed.
LIST_OF_LINKS = (GLOSSARY, "answers.md", "errors.md")
TERM = re.compile(
    r"^(?P<words>[a-z][a-z -]*?) \{ #(?P<id>\w+)(?P<marked> \.if_emphasised)? \}\n:   ",
    re.MULTILINE,
)
PROSE = ("p", "li", "td", "dd")
NOT_PROSE = ("h1", "h2", "h3", "h4", "h5", "h6", "a", "code", "pre", "summary", "th", "dt")


@dataclass(frozen=True)
class Term:
    """A word of the glossary; ``marked`` is one that a page has to set in italics."""

    words: str
    id: str
    marked: bool

    @property
    def pattern(self) -> re.Pattern[str]:
        """Find the word, or several of it."""
        return re.compile(rf"(?<![\w-]){re.escape(self.words)}s?(?![\w-])", re.IGNORECASE)


def terms(docs: Path = DOCS) -> list[Term]:
    """Read the words of the glossary; none where there is no glossary."""
    path = docs / GLOSSARY
    text = path.read_text("utf-8") if path.is_file() else ""
    return [
        Term(found["words"], found["id"], bool(found["marked"])) for found in TERM.finditer(text)
    ]


class GlossaryLinks(Treeprocessor):
    """Adds the links, once the words of a page are parsed."""

    def __init__(self, md: Markdown, page: str, known: Iterable[Term]) -> None:
        super().__init__(md)
        self._page = page
        self._terms = list(known)

    def run(self, root: Element) -> None:
        """Link each word where the page uses it first."""
        page = self._page or page_of(self.md)
        if page.endswith(".md") and page not in LIST_OF_LINKS:
            target = posixpath.relpath(GLOSSARY, posixpath.dirname(page) or ".")
            for term in self._terms:
                _link_first(root, term, f"{target}#{term.id}")


def _link_first(root: Element, term: Term, address: str) -> None:
    for element in _prose(root, inside=False):
        if term.marked:
            if element.tag == "em" and term.pattern.fullmatch(element.text or ""):
                element.text, words = "", element.text or ""
                element.append(_link(words, "", address))
                return
        elif found := term.pattern.search(element.text or ""):
            text = element.text or ""
            element.text = text[: found.start()]
            element.insert(0, _link(found[0], text[found.end() :], address))
            return
        else:
            for number, child in enumerate(element):
                if found := term.pattern.search(child.tail or ""):
                    tail = child.tail or ""
                    child.tail = tail[: found.start()]
                    element.insert(number + 1, _link(found[0], tail[found.end() :], address))
                    return


def _link(words: str, tail: str, address: str) -> Element:
    link = Element("a", {"class": "glossary", "href": address})
    link.text, link.tail = words, tail
    return link


def _prose(element: Element, *, inside: bool) -> Iterator[Element]:
    """Yield the elements that hold running text, outside of what the blocks of the guide make."""
    if element.tag in NOT_PROSE or (element.tag == "div" and "class" in element.attrib):
        return
    inside = inside or element.tag in PROSE
    if inside:
        yield element
    for child in element:
        yield from _prose(child, inside=inside)
