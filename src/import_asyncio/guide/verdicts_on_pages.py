"""Collects what the pages say of all orders of programs, from the pages as readers get them."""

from __future__ import annotations

import json
from pathlib import Path

from import_asyncio.guide import config, pages, snippet
from import_asyncio.guide.convert import convert
from import_asyncio.guide.tried import Verdicts


def verdicts_on_pages(docs: Path = pages.DOCS, folder: Path = snippet.FOLDER) -> list[Verdicts]:
    """Return the verdicts of each block of orders, in order of path and place."""
    settings = config.read()
    return [
        Verdicts(
            path.as_posix(),
            snippet.load(element.attributes["data-orders"], folder).program,
            json.loads(element.attributes["data-outcomes"]),
            tuple(element.attributes.get("data-cancel", "").split()),
        )
        for path in sorted(docs.rglob("*.md"))
        for element in convert(path, settings, docs).tree
        if "data-outcomes" in element.attributes
    ]
