"""The pages of the guide: each program from a file, each primitive with its page and its proofs."""

from __future__ import annotations

import re
from asyncio import locks, queues
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
    "Queue": "queue",
    "LifoQueue": "queue",
    "PriorityQueue": "queue",
}
RAISED_BY_QUEUES = ("QueueEmpty", "QueueFull", "QueueShutDown")
NOTES = (ROOT / "docs/original-notes.txt").read_text("utf-8")


def test_nothing_is_wrong_with_snippets_and_pages() -> None:
    assert list(complaints()) == []


def test_each_public_name_of_asyncio_locks_and_queues_has_its_page() -> None:
    public = {*locks.__all__, *queues.__all__, "QueueShutDown"}  # The last since Python 3.13.
    assert {*PAGES, *RAISED_BY_QUEUES} == public


@pytest.mark.parametrize("name", RAISED_BY_QUEUES)
def test_a_page_says_what_a_queue_raises_and_shows_how_it_is_caught(name: str) -> None:
    all_pages = [pages.read(path) for path in Path("docs/queue").glob("*.md")]
    shown = [embed.name for page in all_pages for embed in page.embeds if embed.kind == "snippet"]
    assert any(f"except asyncio.{name}:" in snippet.load(it).program.source for it in shown)
    assert f"## `asyncio.queues.{name}`" in Path("docs/queue/mistakes.md").read_text("utf-8")


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
