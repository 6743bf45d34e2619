"""What the tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from import_asyncio.guide import snippet

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _in_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def all_snippets() -> list[str]:
    """Return the name of every snippet, for parametrizing."""
    return snippet.names(ROOT / snippet.FOLDER)
