"""Looks at the options of the guide's blocks before ``pymdownx.blocks`` does.

A block with an option that it does not know is no block to ``pymdownx.blocks``: it stays text on
the page, and what is complained of then is only what follows from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import yaml
from markdown import Markdown
from markdown.preprocessors import Preprocessor
from pymdownx.blocks.block import Block

from import_asyncio.guide.pages import Embed, embeds

BEFORE_ALL = 1000  # no extension changes the lines of a page before
OF_EVERY_BLOCK = ("attrs",)
Complain = Callable[[Markdown, str, str, str], object]


class Options(Preprocessor):
    """Complains of the options of blocks; it leaves the page as it is."""

    def __init__(self, md: Markdown, blocks: Mapping[str, type[Block]], complain: Complain) -> None:
        super().__init__(md)
        self._blocks = blocks
        self._complain = complain

    def run(self, lines: list[str]) -> list[str]:
        """Look at each block of the guide's on a page."""
        for embed in embeds("", lines):
            if embed.kind in self._blocks:
                for problem in wrong_options(embed, self._blocks[embed.kind]):
                    self._complain(self.md, embed.kind, embed.name, problem)
        return lines


def wrong_options(embed: Embed, block: type[Block]) -> Iterator[str]:
    """Say what is wrong with the options of a block, and which there are."""
    if block.ARGUMENT and not embed.name:
        yield f"a block says what it shows: `/// {embed.kind} | name`"
    try:
        given = yaml.safe_load("\n".join(embed.options)) or {}
    except yaml.YAMLError as problem:
        yield f"the lines below `/// {embed.kind}` are no options: {str(problem).splitlines()[0]}"
        return
    if not isinstance(given, dict):
        yield (
            f"`{embed.options[0]}` is no option, `name: value`; leave a line empty between a "
            "block's first line and what stands in it"
        )
        return
    known: Mapping[str, tuple[Any, Callable[[Any], Any]]] = block.OPTIONS
    for name, value in given.items():
        if name in OF_EVERY_BLOCK:
            continue
        if name not in known:
            there = ", ".join(f"`{one}`" for one in known) or "none"
            yield f"`/// {embed.kind}` has no option `{name}`; there are {there}"
            continue
        try:
            known[name][1](value)
        except (TypeError, ValueError):
            yield f"the option `{name}` of `/// {embed.kind}` cannot be {value!r}"
