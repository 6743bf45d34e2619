"""What the tests share."""

from __future__ import annotations

import os
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


HEEDED_BY_PYTEST = ("CI", "BUILD_NUMBER", "FORCE_COLOR", "PY_COLORS")


def environment_without_pytest() -> dict[str, str]:
    """Return the environment without what a pytest that is started in it would heed."""
    return {
        name: text
        for name, text in os.environ.items()
        if "PYTEST" not in name and name not in HEEDED_BY_PYTEST
    }
