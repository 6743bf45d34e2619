"""Says where on which page something is wrong, for MkDocs and for Zensical."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

from markdown import Markdown

from import_asyncio.errors import GuideError

DOCS = Path("docs")


def page_of(md: Markdown) -> str:
    """Return the path of the page that ``md`` renders, or an empty string if nobody told it."""
    if "relpath" in md.treeprocessors:
        return str(md.treeprocessors["relpath"].file.src_uri)  # type: ignore[attr-defined]
    if "rendering_context" in md.preprocessors:
        return str(md.preprocessors["rendering_context"].page.path)  # type: ignore[attr-defined]
    return ""


def stop(md: Markdown, kind: str, name: str, text: str) -> NoReturn:
    """Stop at a mistake, with page, line and what to do, as the engine reports errors best."""
    page = page_of(md)
    path = DOCS / page
    line = line_of_block(path, kind, name) if page and path.is_file() else 0
    place = f"{path.as_posix()}:{line}: " if line else f"{path.as_posix()}: " if page else ""
    raise _type()(place + text) from None


def line_of_block(path: Path, kind: str, name: str) -> int:
    """Return the line of the first block of that kind on a page that names ``name``, or 0."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if line.strip(" /") == f"{kind} | {name}":
            return number
    return 0


def _type() -> type[Exception]:
    """MkDocs shows its own ``BuildError`` without a traceback; elsewhere ours is as good."""
    exceptions = sys.modules.get("mkdocs.exceptions")
    return exceptions.BuildError if exceptions else GuideError
