"""The Markdown block ``/// guarantees | lock``: the table of what a primitive guarantees.

``/// guarantees | all`` compares all primitives instead.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar
from xml.etree import ElementTree

from pymdownx.blocks.block import Block

from import_asyncio.broken.catalogue import BROKEN
from import_asyncio.errors import GuideError
from import_asyncio.guide import pages
from import_asyncio.guide.guarantees import PRIMITIVES, Guarantee, load, load_all
from import_asyncio.guide.where import page_of

ALL = "all"


class GuaranteesBlock(Block):  # type: ignore[misc]
    """The table of guarantees of one primitive, or of all."""

    NAME = "guarantees"
    ARGUMENT = True
    OPTIONS: ClassVar[dict[str, Any]] = {}

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        """Make the element that the block fills."""
        return ElementTree.SubElement(parent, "div", {"class": "guarantees"})

    def on_end(self, block: ElementTree.Element) -> None:
        """Add the table; what stands in it is Markdown, parsed with the page."""
        here = self.config["page"] or page_of(self.md)
        folder = Path(self.config["guarantees"])
        try:
            links = Links(pages.pages(), here)
            if self.argument == ALL:
                block.append(comparison(load_all(folder), links))
            else:
                block.append(table(load(self.argument, folder), links))
        except GuideError as problem:
            self.config["complain"](self.md, self.NAME, self.argument, str(problem))


@dataclass(frozen=True)
class Place:
    """Where a program stands: the page, its title, the id of the heading and what it says."""

    page: str
    heading: str
    words: str
    title: str


class Links:
    """Finds where programs stand, seen from one page; ``here`` is its path under ``docs``."""

    def __init__(self, all_pages: Iterable[pages.Page], here: str) -> None:
        self._here = here
        self._places = {
            embed.name.removesuffix(".py"): Place(
                Path(embed.page).relative_to(pages.DOCS).as_posix(),
                embed.heading,
                embed.words,
                page.title,
            )
            for page in all_pages
            for embed in page.embeds
            if embed.kind == "snippet" and embed.heading
        }

    def to(self, name: str, where: str) -> str:
        """Return the address of a program's heading; ``where`` is the row that names it."""
        place = self.place(name, where)
        if place.page == self._here:
            return f"#{place.heading}"
        return f"{posixpath.relpath(place.page, posixpath.dirname(self._here))}#{place.heading}"

    def place(self, name: str, where: str) -> Place:
        """Return the place of a program; ``where`` is what names it."""
        if name not in self._places:
            raise GuideError(
                f"{where}: no page shows snippets/{name}.py under a heading of its own; show it "
                "with `/// snippet`, or name another program"
            )
        return self._places[name]


def table(rows: Sequence[Guarantee], links: Links) -> ElementTree.Element:
    """Return the table of one primitive: each row with its proofs, and what they go wrong with."""
    result, body = _begin(["Question", "Answer", "Proof"])
    for row in rows:
        cells = ElementTree.SubElement(body, "tr")
        _cell(cells, row.question, "th").set("scope", "row")
        answer = _cell(cells)
        ElementTree.SubElement(answer, "p").text = row.answer
        if row.broken:
            answer.append(_faults(row))
        programs = row.programs.items()
        _cell(
            cells, ", ".join(f"[{words}]({links.to(name, row.where)})" for name, words in programs)
        )
    return result


def _faults(row: Guarantee) -> ElementTree.Element:
    broken = [BROKEN[name] for name in row.broken]
    told = ElementTree.Element("div", {"class": "guarantees-faults"})
    opening = ElementTree.SubElement(told, "p")
    if len(broken) == 1:
        opening.text = f"The proof goes wrong with {broken[0].words}."
        return told
    opening.text = f"The proof goes wrong with {broken[0].words.removesuffix(broken[0].fault)}…"
    listing = ElementTree.SubElement(told, "ul")
    for one in broken:
        ElementTree.SubElement(listing, "li").text = f"… {one.fault}"
    return told


def comparison(rows: Sequence[Guarantee], links: Links) -> ElementTree.Element:
    """Return one table of all primitives: the short answer of each, with the way to its proof.

    What can be asked of most of them comes first.
    """
    result, body = _begin(["Question", *(primitive.capitalize() for primitive in PRIMITIVES)])
    asked: dict[str, dict[str, Guarantee]] = {}
    for row in rows:
        asked.setdefault(row.key, {})[row.primitive] = row
    for answers in sorted(asked.values(), key=len, reverse=True):
        cells = ElementTree.SubElement(body, "tr")
        question = next(iter(answers.values())).question
        _cell(cells, question, "th").set("scope", "row")
        for primitive in PRIMITIVES:
            _cell(cells, _short(answers[primitive], links) if primitive in answers else "")
    return result


def _short(row: Guarantee, links: Links) -> str:
    return f"[{row.short}]({links.to(next(iter(row.programs)), row.where)})"


def _begin(titles: Iterable[str]) -> tuple[ElementTree.Element, ElementTree.Element]:
    result = ElementTree.Element("table")
    head = ElementTree.SubElement(ElementTree.SubElement(result, "thead"), "tr")
    for title in titles:
        _cell(head, title, "th").set("scope", "col")
    return result, ElementTree.SubElement(result, "tbody")


def _cell(row: ElementTree.Element, text: str = "", tag: str = "td") -> ElementTree.Element:
    cell = ElementTree.SubElement(row, tag)
    cell.text = text
    return cell
