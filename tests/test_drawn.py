"""What reads pictures back was not used to draw them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from conftest import ROOT

READERS = sorted((ROOT / "tests/pictures").glob("*.py"))
DATA = {"orders", "program", "recording", "verdicts"}


def imported(path: Path) -> set[str]:
    """Return the modules that a file imports, and all names that it takes from them."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{'.' * node.level}{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", READERS, ids=lambda path: path.name)
def test_a_reader_knows_the_data_and_nothing_that_draws(path: Path) -> None:
    ours = {name for name in imported(path) if name.startswith("import_asyncio")}
    assert {name.split(".")[1] for name in ours} <= DATA
    text = path.read_text("utf-8")
    assert "__import__" not in text
    assert "importlib" not in text
    others = {
        name for name in imported(path) if name.split(".")[0] in ("drawing", "test_recording")
    }
    assert others == set()


def test_there_are_readers() -> None:
    assert {"timeline.py", "words.py", "orders.py", "progress.py", "page.py"} <= {
        path.name for path in READERS
    }
