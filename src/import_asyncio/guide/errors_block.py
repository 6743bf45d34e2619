"""The Markdown block ``/// errors``: error messages as programs print them, each with its cause.

In it stands a definition list: a quote of the message, or several of messages that mean the same,
then the cause and the way on. The messages themselves, the programs and the Pythons that print them
come from the transcripts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar
from xml.etree import ElementTree

from markdown.util import AtomicString
from pymdownx.blocks.block import Block

from import_asyncio.errors import GuideError
from import_asyncio.guide import messages, pages, snippet
from import_asyncio.guide.guarantees_block import Links, Place
from import_asyncio.guide.messages import MESSAGE, Message, Printed
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
        """Put an entry in the place of each part of the definition list."""
        here = self.config["page"] or page_of(self.md)
        try:
            links = Links(pages.pages(), here)
            lines = messages.printed(Path(self.config["folder"]))
            for quotes, cause in take_causes(block):
                block.append(entry(quotes, cause, lines, links))
        except GuideError as problem:
            self.config["complain"](self.md, self.NAME, "", str(problem))


def take_causes(
    block: ElementTree.Element,
) -> list[tuple[list[str], ElementTree.Element]]:
    """Take the definition list out of a block: quotes of messages, and their cause.

    Raises ``GuideError`` where anything else stands in the block.
    """
    causes = []
    quotes: list[str] = []
    for child in list(block):
        block.remove(child)
        if child.tag != "dl":
            raise GuideError(
                "only messages may stand in such a block: a line with `a quote`, then a line that "
                "starts with `:   ` and says why it comes and what to do"
            )
        for part in child:
            if part.tag == "dt":
                quotes.append((part.text or "").strip().strip("`"))
            else:
                causes.append((quotes, part))
                quotes = []
    return causes


def entry(
    quotes: list[str], cause: ElementTree.Element, lines: list[Printed], links: Links
) -> ElementTree.Element:
    """Return messages, the first of them as a heading, with their cause and where they are seen."""
    whole = ElementTree.Element("div", {"class": "errors-entry"})
    seen: list[str] = []
    for quote in quotes:
        found = messages.quoted(quote, lines)
        if not found:
            raise GuideError(
                f"`{quote}` stands in no transcript; quote a message as a program prints it, with "
                "`at line …` for the number of a line, or take the entry out"
            )
        for message in found:
            line = ElementTree.SubElement(whole, "p" if seen else "h3")
            code = ElementTree.SubElement(line, "code", {"class": "errors-message", QUOTE: quote})
            code.text = AtomicString(message.words)
            seen.append(_seen(message, links))
    cause.tag = "div" if len(cause) and cause[0].tag == "p" else "p"
    whole.append(cause)
    where = ElementTree.SubElement(whole, "p", {"class": "errors-where"})
    where.text = f"Seen {'; '.join(seen)}."
    return whole


def _seen(message: Message, links: Links) -> str:
    """Say on which Pythons a message is seen, and link to each place that shows it."""
    places = []
    for name in message.programs:
        words = _words(links.place(name, message.words))
        places.append(f"[{words}]({links.to(name, message.words)})")
    on = f"on {message.versions} " if message.versions else ""
    return f"{on}in {', '.join(places)}"


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
