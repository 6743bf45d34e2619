"""Front to back, the menu tells every chapter before it proves or lists anything."""

from __future__ import annotations

from pathlib import Path

from import_asyncio.guide import config

BEHIND = ("guarantees.md", "mistakes.md")


def test_the_chapters_come_before_proofs_and_mistakes() -> None:
    menu = config.read().menu
    chapters = [path.as_posix() for path in Path("docs").glob("*/index.md")]
    told = [menu.index(path.removeprefix("docs/")) for path in chapters]
    behind = [number for number, page in enumerate(menu) if page.endswith(BEHIND)]
    assert len(chapters) > 4
    assert max(told) < min(behind)


def test_nothing_stands_between_two_chapters() -> None:
    told = [n for n, page in enumerate(config.read().menu) if page.endswith("/index.md")]
    assert told == list(range(told[0], told[-1] + 1))
