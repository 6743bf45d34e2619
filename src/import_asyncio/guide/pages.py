"""Reads the pages as they are written: which programs they show, under which headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DOCS = Path("docs")
OPENING = re.compile(r"\s*/{3,}\s*(?P<kind>\w[\w-]*)\s*(?:\|\s*(?P<name>.*?))?\s*$")
FENCE = re.compile(r"\s*(?P<ticks>`{3,}|~{3,})\s*(?P<language>.*?)\s*$")
HEADING = re.compile(r"#{1,6} .*?(?:\{[^}]*#(?P<id>[\w-]+)[^}]*\})?\s*$")
INSIDE_SOMETHING = re.compile(r"\s*([-*+] |\d+[.)] |!!!|\?\?\?|:\s{2,}|\[\^|/{3,})")


@dataclass(frozen=True)
class Embed:
    """A block on a page: its kind (``snippet``, ``orders``…), the file that it names, its place."""

    kind: str
    name: str
    page: str
    line: int
    heading: str
    nested: bool


@dataclass(frozen=True)
class Fence:
    """A block of code written on a page: its language, its content, its place."""

    language: str
    content: str
    page: str
    line: int


@dataclass(frozen=True)
class Page:
    """One page of the guide."""

    path: str
    embeds: tuple[Embed, ...]
    fences: tuple[Fence, ...]


def pages(docs: Path = DOCS) -> list[Page]:
    """Read every Markdown page, in order of path."""
    return [read(path) for path in sorted(docs.rglob("*.md"))]


def read(path: Path) -> Page:
    """Read one page."""
    lines = path.read_text("utf-8").splitlines()
    name = path.as_posix()
    return Page(name, tuple(_embeds(name, lines)), tuple(_fences(name, lines)))


def _embeds(page: str, lines: list[str]) -> Iterator[Embed]:
    heading = ""
    depth = 0
    for number, line in _outside_fences(lines):
        if found := HEADING.match(line):
            heading = found["id"] or ""
        elif found := OPENING.match(line):
            yield Embed(found["kind"], found["name"] or "", page, number, heading, depth > 0)
            depth += 1
        elif line.strip().startswith("///") and not line.strip().strip("/"):
            depth -= 1


def _outside_fences(lines: list[str]) -> Iterator[tuple[int, str]]:
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


def _fences(page: str, lines: list[str]) -> Iterator[Fence]:
    closing = language = ""
    start = 0
    content: list[str] = []
    for number, line in enumerate(lines, start=1):
        found = FENCE.match(line)
        if closing:
            if found and found["ticks"].startswith(closing) and not found["language"]:
                yield Fence(language, "\n".join(content), page, start)
                closing = ""
            else:
                content.append(line)
        elif found:
            closing, language = found["ticks"], found["language"]
            start, content = number, []
    yield from _indented(page, lines)


def _indented(page: str, lines: list[str]) -> Iterator[Fence]:
    """Find code blocks that are made by indenting: Markdown's oldest way to type output."""
    before, outer = "", ""
    for number, line in _outside_fences(lines):
        indented = line.startswith(("    ", "\t"))
        if indented and not before.strip() and not INSIDE_SOMETHING.match(outer):
            yield Fence("", line.strip(), page, number)
        if line.strip() and not indented:
            outer = line
        before = line
