"""The Markdown blocks ``/// snippet | lock/fifo.py``, ``/// orders | …`` and ``/// order | …``.

A Python-Markdown extension on ``pymdownx.blocks``, so that the same pages build with
MkDocs and with Zensical. Its options: ``folder`` of the snippets, that of the ``guarantees``,
``repo_url``, ``complain``, ``page``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar
from xml.etree import ElementTree

from markdown import Markdown
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block, type_boolean, type_string

from import_asyncio.browser.support import runs_in_browser
from import_asyncio.draw.legend import Picture
from import_asyncio.errors import GuideError
from import_asyncio.guide import html, listing, parts, ran_on, ran_words, snippet
from import_asyncio.guide.errors_block import ErrorsBlock
from import_asyncio.guide.glossary import PRIORITY, GlossaryLinks, terms
from import_asyncio.guide.guarantees import FOLDER as GUARANTEES
from import_asyncio.guide.guarantees_block import GuaranteesBlock
from import_asyncio.guide.legend import add_legend
from import_asyncio.guide.mended import changes, name_of_broken
from import_asyncio.guide.notes import line_of, take_notes
from import_asyncio.guide.options import BEFORE_ALL, Options
from import_asyncio.guide.order_data import orders_data
from import_asyncio.guide.order_tree import UndecidedError
from import_asyncio.guide.quiet import quiet_lines
from import_asyncio.guide.results import order_of, orders_of
from import_asyncio.guide.snippet import Snippet
from import_asyncio.guide.verify import verify
from import_asyncio.guide.where import page_of, stop
from import_asyncio.verdicts import judge

FOLDS = {"snippet": ("program", "picture", "all"), "orders": ("picture",)}


def texts(value: Any) -> list[str]:
    """Take a text, or a list of them; raises ``ValueError`` for anything else."""
    wanted = [value] if isinstance(value, str) else value
    if not isinstance(wanted, list) or not all(isinstance(one, str) for one in wanted):
        raise ValueError(f"{value!r} is neither a text nor a list of texts")
    return wanted


class GuideBlock(Block):  # type: ignore[misc]
    """A block with the name of a snippet as its argument."""

    ARGUMENT = True
    CLASS: ClassVar[str]

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        """Make the element that the block fills."""
        name = self.argument.removesuffix(".py")
        return ElementTree.SubElement(
            parent, "div", {"class": self.CLASS, f"data-{self.NAME}": name}
        )

    def on_end(self, block: ElementTree.Element) -> None:
        """Fill the element once what stands in the block is parsed."""
        try:
            self.fill(block, snippet.load(self.argument, Path(self.config["folder"])))
        except GuideError as problem:
            self.config["complain"](self.md, self.NAME, self.argument, str(problem))

    def fill(self, block: ElementTree.Element, it: Snippet) -> None:
        """Fill the element; raises ``GuideError`` for what must not be on a page."""
        raise NotImplementedError

    @property
    def fold(self) -> str:
        """What of the block is folded; raises ``GuideError`` for what cannot be."""
        wanted: str = self.options["fold"]
        known = FOLDS[self.NAME]
        if wanted and wanted not in known:
            raise GuideError(f"`fold: {wanted}` is not known here; take {' or '.join(known)}")
        return wanted

    def add_html(self, block: ElementTree.Element, text: str) -> None:
        """Add HTML that Markdown leaves as it is."""
        ElementTree.SubElement(block, "p").text = self.md.htmlStash.store(text)

    def add_values(self, block: ElementTree.Element, values: Sequence[str]) -> None:
        """Say in the element which expressions are watched, where any are."""
        if values:
            block.set("data-values", json.dumps(values, ensure_ascii=False))

    def add_legend(
        self, block: ElementTree.Element, picture: Picture, it: Snippet, *, hidden: bool = False
    ) -> None:
        """Explain the signs of a picture that are new on the page; folded, if the picture is."""
        prefix = f"{it.name.replace('/', '-')}-{self.NAME}"
        here = self.config["page"] or page_of(self.md)
        add_legend(block, self.md, picture.signs, here=here, prefix=prefix, hidden=hidden)

    def add_said(self, block: ElementTree.Element, words: str) -> None:
        """Add what the record says, where it says anything."""
        if words:
            self.add_html(block, html.said(words))


class SnippetBlock(GuideBlock):
    """A snippet on a page: code with notes, its output, and what a reader can do with it."""

    NAME = "snippet"
    CLASS = "snippet"
    OPTIONS: ClassVar[dict[str, Any]] = {
        "fold": ("", type_string),
        "quiet": ([], texts),
        "values": ([], texts),
    }

    def fill(self, block: ElementTree.Element, it: Snippet) -> None:
        """Add the code with its notes, what it printed, and its timeline."""
        values = self.options["values"]
        recorded = verify(it, values)
        notes = take_notes(block)
        marked = [line_of(quote, it.program.shown) for quote, _ in notes]
        quiet = quiet_lines(it.program.shown, self.options["quiet"])
        last_words = (
            recorded.run.last_words
            if recorded
            else html.last_words_of(it.transcript, it.program.ends)
        )
        timeline = html.timeline(it, recorded.recording) if recorded else None
        body = self.add_body(block, it)
        self.add_html(body, html.head(it.path.name, it.program))
        self.add_html(body, listing.code(it, marked, quiet))
        self.add_html(body, html.bar(it, self.config["repo_url"]))
        if notes:
            body.append(list_of_notes(it, notes))
        self.add_html(body, html.output(it, last_words))
        if timeline is None:
            self.add_html(body, html.no_timeline(it))
        else:
            self.add_timeline(block, body, timeline, it)
        if len(it.transcripts) > 1:
            self.add_html(body, html.older_outputs(it))
        self.add_said(body, ran_words.ran(it, ran_on.read()))
        if runs_in_browser(it.program):
            block.set("data-runs", "browser")
        self.add_values(block, values)

    def add_body(self, block: ElementTree.Element, it: Snippet) -> ElementTree.Element:
        """Add what the program and all that belongs to it stand in, folded where that is asked."""
        around = block
        if self.fold in ("program", "all"):
            around = ElementTree.SubElement(block, "details", {"class": "snippet-fold"})
            summary = ElementTree.SubElement(around, "summary")
            summary.text = AtomicString(f"The program: {it.path.name}")
        return ElementTree.SubElement(around, "div", {"class": "snippet-body"})

    def add_timeline(
        self, block: ElementTree.Element, body: ElementTree.Element, timeline: Picture, it: Snippet
    ) -> None:
        """Add the timeline to the program, or where one of the two is folded beside it."""
        figure = parts.Markup(timeline.markup)
        if self.fold == "program":
            self.add_html(block, figure)
        elif self.fold == "picture":
            self.add_html(body, parts.fold("The run as a picture", figure))
        else:
            body.set("data-picture", html.size_of_picture(timeline.width, it.program.shown))
            self.add_html(body, figure)
        place = block if self.fold == "program" else body
        self.add_legend(place, timeline, it, hidden=self.fold in ("picture", "all"))


class OrdersBlock(GuideBlock):
    """Every order of a snippet on a page, judged by the outcomes that the page names.

    The option ``cancel`` names a task, or several, that is cancelled at every point.
    """

    NAME = "orders"
    CLASS = "snippet-orders"
    OPTIONS: ClassVar[dict[str, Any]] = {
        "progress": (False, type_boolean),
        "cancel": ("", type_string),
        "fold": ("", type_string),
        "values": ([], texts),
    }

    def fill(self, block: ElementTree.Element, it: Snippet) -> None:
        """Add the picture of all orders, judged by the outcomes in the block."""
        named = {outcome: words.text or "" for outcome, words in take_notes(block)}
        cancel = self.options["cancel"]
        values = self.options["values"]
        tried = orders_of(it.program, cancel.split(), values)
        if tried is None:
            self.add_html(block, html.no_orders(it))
        else:
            judged = judge(tried.orders, named)
            calm = tried.calm if self.options["progress"] else None
            picture = html.orders(it, judged, tried.recordings, calm, fold=bool(self.fold))
            self.add_html(block, picture.markup)
            self.add_legend(block, picture, it, hidden=bool(self.fold))
        if cancel:
            block.set("data-cancel", cancel)
        self.add_values(block, values)
        block.set("data-outcomes", json.dumps(named, ensure_ascii=False))
        if tried is not None:
            with suppress(UndecidedError):  # then there is no game, and all else stands
                self.add_html(block, orders_data(it, judged, tried.causes))
            counts = {verdict.outcome: verdict.orders for verdict in judged.verdicts}
            self.add_said(
                block, ran_words.verdicts(it.program, named, cancel.split(), counts, ran_on.read())
            )


class OrderBlock(GuideBlock):
    """The order of a snippet on the clock, that of its output, judged by the page."""

    NAME = "order"
    CLASS = "snippet-order"

    def fill(self, block: ElementTree.Element, it: Snippet) -> None:
        """Add the picture of the order, with what the page says of it."""
        named = {outcome: words.text or "" for outcome, words in take_notes(block)}
        one = order_of(it.program)
        if one is None:
            self.add_html(block, html.no_orders(it))
            return
        picture = html.order(it, judge(one, named))
        self.add_html(block, picture.markup)
        self.add_legend(block, picture, it)


class GameBlock(GuideBlock):
    """A program whose answers arrive as a reader decides, judged by the outcomes in the block.

    Without a script two pictures stand in its place: of the order on the clock, and of that of the
    program that mends it, which the option ``fixed`` names.
    """

    NAME = "game"
    CLASS = "game-block"
    OPTIONS: ClassVar[dict[str, Any]] = {"fixed": ("", type_string), "values": ([], texts)}

    def fill(self, block: ElementTree.Element, it: Snippet) -> None:
        """Add the place of the game with the pictures in it, the program, and all its orders."""
        named = {outcome: words.text or "" for outcome, words in take_notes(block)}
        if not self.options["fixed"]:
            raise GuideError("the option `fixed: name` says which program mends this one")
        fixed = snippet.load(self.options["fixed"], Path(self.config["folder"]))
        values = self.options["values"]
        tried = orders_of(it.program, values=values)
        pictures = [html.still(one, order_of(one.program), named) for one in (it, fixed)]
        self.add_values(block, values)
        block.set("data-orders", it.name)
        block.set("data-outcomes", json.dumps(named, ensure_ascii=False))
        if tried is None:
            self.add_html(block, html.no_orders(it))
            return
        data = orders_data(it, judge(tried.orders, named), tried.causes)
        self.add_html(block, html.game(it, pictures, data))
        signs = tuple(sign for picture in pictures for sign in picture.signs)
        self.add_legend(block, Picture("", signs, 0), it)


class MendedBlock(GuideBlock):
    """What has changed between a program that goes wrong and the one that mends it."""

    NAME = "mended"
    CLASS = "snippet-mended"
    OPTIONS: ClassVar[dict[str, Any]] = {"of": ("", type_string)}

    def fill(self, block: ElementTree.Element, it: Snippet) -> None:
        """Add the lines that were taken out, and those that came in."""
        if take_notes(block):
            raise GuideError("nothing stands in such a block; the lines are found by themselves")
        of = name_of_broken(self.options["of"], it)
        before = snippet.load(of, Path(self.config["folder"]))
        self.add_html(block, html.head(f"{before.path.name} → {it.path.name}"))
        self.add_html(block, listing.mended(changes(before, it), it))


class PythonsBlock(Block):  # type: ignore[misc]
    """The Pythons of the record: which, and how many programs each ran."""

    NAME = "pythons"

    def on_create(self, parent: ElementTree.Element) -> ElementTree.Element:
        """Make the element that the block fills."""
        return ElementTree.SubElement(parent, "ul")

    def on_end(self, block: ElementTree.Element) -> None:
        """List the Pythons; say so where no tests left a record."""
        folder = Path(self.config["folder"])
        snippets = [snippet.load(name, folder) for name in snippet.names(folder)]
        said = ran_words.pythons(snippets, ran_on.read())
        for line in said or ["This copy of the site was built without the record of its tests."]:
            ElementTree.SubElement(block, "li").text = line


BLOCKS: tuple[type[Block], ...] = (
    SnippetBlock,
    OrdersBlock,
    OrderBlock,
    GameBlock,
    MendedBlock,
    PythonsBlock,
    GuaranteesBlock,
    ErrorsBlock,
)


def list_of_notes(it: Snippet, notes: list[tuple[str, ElementTree.Element]]) -> ElementTree.Element:
    """Make the numbered list of notes, each with the code that it quotes."""
    items = ElementTree.Element("ol", {"class": "snippet-notes"})
    for number, (quote, said) in enumerate(notes, start=1):
        item = ElementTree.SubElement(items, "li", {"id": listing.note_id(it, number)})
        ElementTree.SubElement(item, "code").text = AtomicString(quote)
        said.tag = "div"
        item.append(said)
    return items


class SnippetExtension(BlocksExtension):  # type: ignore[misc]
    """Brings the blocks of the guide to Python-Markdown."""

    def __init__(self, **options: Any) -> None:
        self.config = {
            "folder": [str(snippet.FOLDER), "Where the snippets are"],
            "guarantees": [str(GUARANTEES), "Where the guarantees are"],
            "repo_url": ["", "The address of the repository"],
            "complain": [stop, "What is told of a mistake"],
            "page": ["", "The page that is converted, where no engine says it"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Register the blocks, what looks at their options, and what links words at the end."""
        super().extendMarkdown(md)
        links = GlossaryLinks(md, self.getConfig("page"), terms())
        md.treeprocessors.register(links, "glossary", PRIORITY)
        blocks = {block.NAME: block for block in BLOCKS}
        options = Options(md, blocks, self.getConfig("complain"))
        md.preprocessors.register(options, "options of blocks", BEFORE_ALL)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: Any) -> None:  # noqa: N802
        """Register the blocks with ``pymdownx.blocks``."""
        for block in BLOCKS:
            block_mgr.register(block, self.getConfigs())


def makeExtension(**options: Any) -> SnippetExtension:  # noqa: N802
    """Make the extension; Python-Markdown calls this by name."""
    return SnippetExtension(**options)
