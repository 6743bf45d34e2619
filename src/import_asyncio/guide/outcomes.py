"""Which outcomes of a program its page names, read from the page as it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from import_asyncio.guide.pages import Embed, Page

VERDICT = re.compile(r":\s+(?P<words>.*)")


def outcomes_on(pages: Iterable[Page], name: str) -> dict[str, str]:
    """Return each outcome that a page names for a program, and what it says of it.

    ``name`` is the snippet's. Empty where no page shows all its orders.
    """
    return {
        outcome: words
        for page in pages
        for embed in page.embeds
        if embed.kind == "orders" and embed.name.removesuffix(".py") == name
        for outcome, words in _named(embed)
    }


def _named(embed: Embed) -> Iterable[tuple[str, str]]:
    outcome = ""
    for line in Path(embed.page).read_text("utf-8").splitlines()[embed.line :]:
        if line.strip().startswith("///"):
            return
        if found := VERDICT.match(line):
            yield outcome, found["words"]
        elif line.strip() and not line.startswith(" "):
            outcome = line.strip()
