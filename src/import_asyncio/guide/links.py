"""Follows the links between pages, as they are written."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from import_asyncio.guide.rendered import RenderedPage, line_of

LINKING = {"a": "href", "img": "src"}


def links_lead_somewhere(pages: Sequence[RenderedPage], docs: Path) -> Iterator[str]:
    """Complain of each link to a file or to a heading that is not there."""
    by_path = {page.path: page for page in pages}
    for page in pages:
        for link in _links(page):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = _target(page.path, unquote(parts.path))
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


def _target(page: Path, link: str) -> Path:
    """Return the file that a link leads to.

    In a page a link names a file. In a notebook, which is copied as it is, it names the address
    that the file has on the site, relative to that of the notebook.
    """
    if not link:
        return page
    if page.suffix == ".ipynb":
        address = Path(os.path.normpath(page.with_suffix("") / link))
        folder = address / "index.md"
        return folder if folder.is_file() else address.with_suffix(".md")
    return Path(os.path.normpath(page.parent / link))


def _links(page: RenderedPage) -> Iterator[str]:
    for element in page.tree:
        if link := element.attributes.get(LINKING.get(element.tag, "")):
            yield link


def _nearest(name: str, names: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(names), n=1)
    return f" (did you mean {near[0]}?)" if near else ""
