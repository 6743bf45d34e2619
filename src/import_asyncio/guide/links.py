"""Follows the links between pages, as they are written."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from import_asyncio.guide.convert import ConvertedPage

LINKING = {"a": "href", "img": "src"}


def links_lead_somewhere(pages: Sequence[ConvertedPage], docs: Path) -> Iterator[str]:
    """Complain of each link to a file or to a heading that is not there."""
    by_path = {page.path: page for page in pages}
    for page in pages:
        for link in _links(page):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = page.path
            if parts.path:
                target = Path(os.path.normpath(page.path.parent / unquote(parts.path)))
            place = f"{page.path.as_posix()}:{line_of(link, page.source)}"
            if not (target.is_file() and target.is_relative_to(docs)):
                hint = _nearest(target.as_posix(), (path.as_posix() for path in by_path))
                yield (
                    f"{place}: links to {link}, and there is no {target.as_posix()} among the "
                    f"pages{hint}; name the file of the page, as in `[Lock](lock.md)`"
                )
            elif parts.fragment and target in by_path:
                anchor, anchors = unquote(parts.fragment), by_path[target].ids
                if anchor not in anchors:
                    yield (
                        f"{place}: links to {link}, and nothing on {target.as_posix()} has the id "
                        f"{anchor}{_nearest(anchor, anchors)}; a heading gets one by "
                        f"{{ #{anchor} }} at its end"
                    )


def _links(page: ConvertedPage) -> Iterator[str]:
    for element in page.tree:
        if link := element.attributes.get(LINKING.get(element.tag, "")):
            yield link


def line_of(text: str, source: str) -> int:
    """Return the first line of ``source`` that holds ``text``, or 1."""
    lines = source.splitlines()
    return next((number for number, line in enumerate(lines, start=1) if text in line), 1)


def _nearest(name: str, names: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(names), n=1)
    return f" (did you mean {near[0]}?)" if near else ""
