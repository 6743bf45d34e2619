"""The Markdown block ``/// errors``: error messages as programs print them, each with its cause.

In it stands a definition list: a quote of the message, then its cause and the way on. The messages
themselves, the programs and the Pythons that print them come from the transcripts.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar
from xml.etree import ElementTree

from markdown.util import AtomicString
from pymdownx.blocks.block import Block

from import_asyncio.errors import GuideError
from import_asyncio.guide import messages, pages, snippet
from import_asyncio.guide.guarantees_block import Links, Place
from import_asyncio.guide.messages import MESSAGE, Message
from import_asyncio.guide.notes import take_notes
from import_asyncio.guide.rendered import RenderedPage
from import_asyncio.guide.where import page_of

QUOTE = "data-message"


class ErrorsBlock(Block):  # type: ignore[misc]
    """Error messages, each with its cause and the programs that print it."""

    NAME = "errors"
    OPTIONS: ClassVar[dict[str, Any]] = {}

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        """Make the element that the block fills."""
        return ElementTree.SubElement(parent, "div", {"class": "errors"})

    def on_end(self, block: ElementTree.Element) -> None:
        """Add an entry for each message that the quotes in the block hold."""
        here = self.config["page"] or page_of(self.md)
        try:
            links = Links(pages.pages(), here)
            lines = messages.printed(Path(self.config["folder"]))
            for quote, cause in take_notes(block):
                found = messages.quoted(quote, lines)
                if not found:
                    raise GuideError(
                        f"`{quote}` stands in no transcript; quote a message as a program prints "
                        "it, with `at line …` for the number of a line, or take the entry out"
                    )
                for message in found:
                    block.append(entry(message, quote, cause, links))
        except GuideError as problem:
            self.config["complain"](self.md, self.NAME, "", str(problem))


def entry(
    message: Message, quote: str, cause: ElementTree.Element, links: Links
) -> ElementTree.Element:
    """Return a message under a heading of its own, with its cause and where it is seen."""
    whole = ElementTree.Element("div", {"class": "errors-entry", QUOTE: quote})
    heading = ElementTree.SubElement(whole, "h3")
    ElementTree.SubElement(heading, "code").text = AtomicString(message.words)
    said = copy.deepcopy(cause)
    said.tag = "div" if len(said) and said[0].tag == "p" else "p"
    whole.append(said)
    where = ElementTree.SubElement(whole, "p", {"class": "errors-where"})
    on = f" on {message.versions}" if message.versions else ""
    where.text = f"Seen{on} in " + ", ".join(_links(message, links)) + "."
    return whole


def _links(message: Message, links: Links) -> Iterator[str]:
    """Yield a link to each place that shows the message, in words that say more than it does."""
    for name in message.programs:
        place = links.place(name, message.words)
        yield f"[{_words(place)}]({links.to(name, message.words)})"


def _words(place: Place) -> str:
    """Return what the heading says, or the title of its page where it only says a message."""
    return place.title if MESSAGE.search(place.words.replace("`", "")) else place.words


def every_message_is_explained(pages: Iterable[RenderedPage], folder: Path) -> Iterator[str]:
    """Complain of a message in a transcript that no ``/// errors`` explains, where there is one."""
    entries = [
        (page, element.attributes[QUOTE])
        for page in pages
        for element in page.content
        if QUOTE in element.attributes
    ]
    if not entries:
        return
    missing = messages.unexplained([quote for _, quote in entries], messages.printed(folder))
    for words, name in missing.items():
        yield (
            f"{entries[0][0].path.as_posix()}: {snippet.path_of(name, folder).as_posix()} prints "
            f"“{words}”, and no `/// errors` says why; add a line that quotes it, and its cause"
        )
