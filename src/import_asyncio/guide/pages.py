"""Reads the pages as they are written: which blocks stand on them, under which headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DOCS = Path("docs")
OPENING = re.compile(r"\s*/{3,}\s*(?P<kind>\w[\w-]*)\s*(?:\|\s*(?P<name>.*?))?\s*$")
FENCE = re.compile(r"\s*(?P<ticks>`{3,}|~{3,})\s*(?P<language>.*?)\s*$")
HEADING = re.compile(r"#{1,6} (?P<words>.*?)(?:\{[^}]*#(?P<id>[\w-]+)[^}]*\})?\s*$")


@dataclass(frozen=True)
class Embed:
    """A block on a page: its kind (``snippet``, ``orders``…), the file that it names, its place.

    ``heading`` is the id of the heading above it, ``words`` what that heading says, as it is
    written. ``options`` are the lines below its first one that set something.
    """

    kind: str
    name: str
    page: str
    line: int
    heading: str
    nested: bool
    options: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Page:
    """One page of the guide; ``title`` is what its first heading says."""

    path: str
    embeds: tuple[Embed, ...]
    title: str = ""


def pages(docs: Path = DOCS) -> list[Page]:
    """Read every Markdown page, in order of path."""
    return [read(path) for path in sorted(docs.rglob("*.md"))]


def read(path: Path) -> Page:
    """Read one page."""
    lines = path.read_text("utf-8").splitlines()
    name = path.as_posix()
    headings = (HEADING.match(line) for _, line in outside_fences(lines))
    title = next((found["words"].strip() for found in headings if found), "")
    return Page(name, tuple(embeds(name, lines)), title)


def embeds(page: str, lines: list[str]) -> Iterator[Embed]:
    """Yield the blocks in the lines of a page."""
    heading = words = ""
    depth = 0
    for number, line in outside_fences(lines):
        if found := HEADING.match(line):
            heading, words = found["id"] or "", found["words"].strip()
        elif found := OPENING.match(line):
            name, options = found["name"] or "", tuple(_options(lines[number:]))
            nested = depth > 0
            yield Embed(found["kind"], name, page, number, heading, nested, options, words)
            depth += 1
        elif line.strip().startswith("///") and not line.strip().strip("/"):
            depth -= 1


def _options(lines: list[str]) -> Iterator[str]:
    """Yield the options of a block: what is indented directly below its first line."""
    for line in lines:
        if not line.startswith("    ") or not line.strip():
            return
        yield line.strip()


def outside_fences(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines that stand in no fence, each with its number."""
    closing = ""
    for number, line in enumerate(lines, start=1):
        found = FENCE.match(line)
        if closing:
            if found and found["ticks"].startswith(closing) and not found["language"]:
                closing = ""
        elif found:
            closing = found["ticks"]
        else:
            yield number, line
