"""What pages say of Python 3.8, 3.9 and 3.10, seen there, with programs that run that far back.

Such a Python is looked for on the path and in pyenv; where there is none, its rows are skipped.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT

from import_asyncio.guide import snippet

PATIENCE = 60.0
STILL_WAITING = 0.5
LOOP = "DeprecationWarning: The loop argument is deprecated since Python 3.8"
NO_LOOP = r"TypeError: As of 3\.10, the \*loop\* parameter was removed from {}\(\)"
KINDS = {"lock": "Lock", "event": "Event", "semaphore": "Semaphore", "condition": "Condition"}

# Program, Python, what one of its lines says.
SAID = [
    *((f"{kind}/loop_argument", old, LOOP) for kind in KINDS for old in ("3.8", "3.9")),
    *((f"{kind}/loop_argument", "3.10", NO_LOOP.format(KINDS[kind])) for kind in KINDS),
    *(("event/from_the_notes", old, r"\.\.\. got it!") for old in ("3.8", "3.9", "3.10")),
    ("lock/loop_binding", "3.10", "Dan is in"),
    ("lock/plain_with", "3.10", "AttributeError: __enter__"),
    ("event/async_with_event", "3.10", "AttributeError: __aenter__"),
    ("barrier/aborted", "3.10", "AttributeError: module 'asyncio' has no attribute 'Barrier'"),
    ("semaphore/handed_over", "3.8", "overtaken"),
    ("semaphore/handed_over", "3.9", "in order"),
    ("semaphore/handed_over", "3.10", "in order"),
    ("semaphore/cancelled_waiter", "3.8", "main is in bed"),
    ("semaphore/cancelled_waiter", "3.10", "main is in bed"),
]
# Program, Python, what none of its lines says.
NOT_SAID = [("lock/loop_binding", old, "Dan is in") for old in ("3.8", "3.9")]
# Program, Python, how many lines of its transcript it prints before it waits for ever.
HANGS = [
    ("semaphore/cancelled_waiter", "3.9", 3),
    *(("condition/lost_wakeup", old, 1) for old in ("3.8", "3.9", "3.10")),
]


@cache
def older(version: str) -> Path | None:
    """Return the newest Python of a series, such as 3.8, if there is one here."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = max(
        pyenv.glob(f"{version}.*/bin/python"),
        key=lambda path: int(path.parts[-3].rpartition(".")[2]),
        default=None,
    )
    on_the_path = shutil.which(f"python{version}")
    return found or (Path(on_the_path) if on_the_path else None)


def start(name: str, version: str) -> subprocess.Popen[str]:
    """Start a snippet on an older Python, with all that it says on one stream."""
    python = older(version)
    if python is None:
        pytest.skip(f"no Python {version} here")
    return subprocess.Popen(
        [python, "-u", snippet.FOLDER / f"{name}.py"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def says(name: str, version: str, words: str) -> bool:
    """Run a snippet to its end and look for words at the start of a line or of a warning."""
    out, _ = start(name, version).communicate(timeout=PATIENCE)
    return re.search(rf"(^|: ){words}", out, re.MULTILINE) is not None


@pytest.mark.parametrize(("name", "version", "words"), SAID)
def test_it_says(name: str, version: str, words: str) -> None:
    assert says(name, version, words)


@pytest.mark.parametrize(("name", "version", "words"), NOT_SAID)
def test_it_does_not_say(name: str, version: str, words: str) -> None:
    assert not says(name, version, words)


@pytest.mark.parametrize(("name", "version", "lines"), HANGS)
def test_it_hangs_after_its_first_lines(name: str, version: str, lines: int) -> None:
    transcript = (ROOT / snippet.FOLDER / f"{name}.out").read_text("utf-8").splitlines()
    with start(name, version) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().rstrip("\n") for _ in range(lines)]
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(STILL_WAITING)
        process.kill()
        rest = process.stdout.read()
    assert said == transcript[:lines]
    assert rest == ""
