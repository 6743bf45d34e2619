"""The pages of the guide: each program from a file, each primitive with its page and its proofs."""

from __future__ import annotations

import re
from asyncio import locks
from pathlib import Path

import pytest
from conftest import ROOT

from import_asyncio.guide import pages, snippet
from import_asyncio.guide.complaints import complaints

PAGES = {
    "Lock": "lock",
    "Event": "event",
    "Semaphore": "semaphore",
    "BoundedSemaphore": "semaphore",
    "Condition": "condition",
    "Barrier": "barrier",
}
NOTES = (ROOT / "docs/original-notes.txt").read_text("utf-8")


def test_nothing_is_wrong_with_snippets_and_pages() -> None:
    assert list(complaints()) == []


def test_each_public_name_of_asyncio_locks_has_its_page() -> None:
    assert set(PAGES) == set(locks.__all__)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_a_program_that_uses_what_it_is_about(name: str) -> None:
    page = pages.read(Path(f"docs/{PAGES[name]}/index.md"))
    shown = [snippet.load(embed.name) for embed in page.embeds if embed.kind == "snippet"]
    assert any(f"asyncio.{name}(" in it.program.source for it in shown)


@pytest.mark.parametrize("path", sorted(Path("docs").rglob("*.md")), ids=str)
def test_notes_are_quoted_as_they_were(path: Path) -> None:
    for quote in re.findall(r"((?:^>.*\n)+)\{ \.note \}", path.read_text("utf-8"), re.MULTILINE):
        lines = [line.removeprefix(">").strip() for line in quote.strip().splitlines()]
        for paragraph in "\n".join(lines).split("\n\n"):
            text = " ".join(paragraph.split())
            assert text in " ".join(NOTES.split()), f"{path}: the notes do not say: {text}"


def test_the_notes_are_quoted_at_all() -> None:
    page = Path("docs/original-notes.md").read_text("utf-8")
    assert page.count("{ .note }") >= 20


def test_the_page_of_the_notes_shows_every_line_of_them() -> None:
    page = Path("docs/original-notes.md").read_text("utf-8")
    shown: set[int] = set()
    for first, last in re.findall(r'--8<-- "docs/original-notes\.txt:(\d+):(\d+)"', page):
        shown.update(range(int(first), int(last) + 1))
    written = {n for n, line in enumerate(NOTES.splitlines(), start=1) if line.strip()}
    assert written - shown == set()
