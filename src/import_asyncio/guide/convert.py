"""Converts a page as the site's engine does, with the extensions that it names, but all to its end.

What an engine stops at is collected instead.
"""

from __future__ import annotations

import re
import traceback
from pathlib import Path

from markdown import Markdown

from import_asyncio.guide.config import Config
from import_asyncio.guide.markup import parse
from import_asyncio.guide.notebook import prose
from import_asyncio.guide.rendered import Mistake, RenderedPage
from import_asyncio.guide.where import line_of_block

BLOCKS = "import_asyncio.guide.block"
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def convert(path: Path, config: Config, docs: Path) -> RenderedPage:
    """Convert one page of the folder ``docs``, or the words of one notebook."""
    page = path.as_posix()
    source = path.read_text("utf-8")
    mistakes: list[Mistake] = []

    def complain(_: Markdown, kind: str, name: str, text: str) -> None:
        mistakes.append(Mistake(page, line_of_block(path, kind, name), text))

    ours = {"complain": complain, "page": path.relative_to(docs).as_posix()}
    options = {**config.options, BLOCKS: {**config.options.get(BLOCKS, {}), **ours}}
    try:
        markdown = Markdown(extensions=config.extensions, extension_configs=options)
        text = markdown.convert(_words(path, source))
    except Exception as problem:  # An extension may raise what it likes.
        at = traceback.extract_tb(problem.__traceback__)[-1]
        what = f"{type(problem).__name__}: {problem} ({at.filename}:{at.lineno})"
        mistakes.append(Mistake(page, 0, f"cannot be converted: {what}"))
        text = ""
    return RenderedPage(path, source, parse(text), tuple(mistakes))


def _words(path: Path, source: str) -> str:
    return prose(source) if path.suffix == ".ipynb" else FRONT_MATTER.sub("", source)
