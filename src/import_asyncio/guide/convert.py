"""Converts a page as the site's engine does, with the extensions that it names, but all to its end.

What an engine stops at is collected instead.
"""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markdown import Markdown

from import_asyncio.guide.config import Config
from import_asyncio.guide.markup import Element, parse
from import_asyncio.guide.where import line_of_block

BLOCKS = "import_asyncio.guide.block"
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


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
class ConvertedPage:
    """A page as it is written and as its readers get it, without what the theme puts around it."""

    path: Path
    source: str
    tree: Element
    mistakes: tuple[Mistake, ...]

    @cached_property
    def ids(self) -> frozenset[str]:
        """Everything on the page that a link can lead to."""
        return frozenset(e.attributes["id"] for e in self.tree if "id" in e.attributes)


def convert(path: Path, config: Config, docs: Path) -> ConvertedPage:
    """Convert one page of the folder ``docs``."""
    page = path.as_posix()
    source = path.read_text("utf-8")
    mistakes: list[Mistake] = []

    def complain(_: Markdown, kind: str, name: str, text: str) -> None:
        mistakes.append(Mistake(page, line_of_block(path, kind, name), text))

    ours = {"complain": complain, "page": path.relative_to(docs).as_posix()}
    options = {**config.options, BLOCKS: {**config.options.get(BLOCKS, {}), **ours}}
    try:
        markdown = Markdown(extensions=config.extensions, extension_configs=options)
        text = markdown.convert(FRONT_MATTER.sub("", source))
    except Exception as problem:  # An extension may raise what it likes.
        at = traceback.extract_tb(problem.__traceback__)[-1]
        what = f"{type(problem).__name__}: {problem} ({at.filename}:{at.lineno})"
        mistakes.append(Mistake(page, 0, f"cannot be converted: {what}"))
        text = ""
    return ConvertedPage(path, source, parse(text), tuple(mistakes))
