"""What reads pictures back was not used to draw them; and four pictures that a person has read."""

from __future__ import annotations

import ast
from pathlib import Path

import drawing
import pytest
from conftest import ROOT
from test_drawn_progress import asymmetric

from import_asyncio.explore.explore import explore
from import_asyncio.record.record import record
from import_asyncio.verdicts import judge

EXACT = (
    "two_at_a_time.html",
    "lost_update.html",
    "event_set_then_clear.html",
    "asymmetric.svg",
)
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


def drawn(name: str) -> str:
    """Return one of the pictures that a person has read, as it is drawn now."""
    if name == "two_at_a_time.html":
        return drawing.timeline(drawing.recorded("drawn/two_at_a_time"))
    if name == "lost_update.html":
        watched = ['account["balance"]']
        return drawing.timeline(record(drawing.program("lock/lost_update"), values=watched))
    if name == "event_set_then_clear.html":
        return drawing.html_of_orders(drawing.judged("orders/event_set_then_clear"))
    program = asymmetric()
    return drawing.progress(program, judge(explore(program), {}, strict=False))


@pytest.mark.parametrize("name", EXACT)
def test_a_picture_is_the_one_that_a_person_has_read(name: str) -> None:
    """Where it is not, look at the new one, read it as the comment does, and keep it."""
    comment, _, picture = (
        (ROOT / "tests/pictures/exact" / name).read_text("utf-8").partition("-->\n")
    )
    assert comment.startswith("<!--\nWhat a person has read in this picture")
    assert picture == f"{drawn(name)}\n"
