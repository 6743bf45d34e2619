"""What pages say of Python 3.8, 3.9 and 3.10, each claim with a program that runs that far back."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

from import_asyncio.guide import ran_on, snippet
from import_asyncio.guide.pythons import Python, asked

SERIES = ("3.8", "3.9", "3.10")
PATIENCE = 60.0
STILL_WAITING = 0.5
LOOP = "DeprecationWarning: The loop argument is deprecated since Python 3.8"
NO_LOOP = r"TypeError: As of 3\.10, the \*loop\* parameter was removed from {}\(\)"
KINDS = {"lock": "Lock", "event": "Event", "semaphore": "Semaphore", "condition": "Condition"}


@dataclass(frozen=True)
class Claim:
    """What a program does on a series of Python.

    It ``says`` words at the start of a line or of a warning, says some nowhere, or waits for ever
    after it has ``printed`` so many lines of its transcript.
    """

    name: str
    series: str
    says: str = ""
    never_says: str = ""
    printed: int = 0


CLAIMS = (
    *(Claim(f"{kind}/loop_argument", old, LOOP) for kind in KINDS for old in ("3.8", "3.9")),
    *(Claim(f"{kind}/loop_argument", "3.10", NO_LOOP.format(KINDS[kind])) for kind in KINDS),
    *(Claim("event/from_the_notes", old, r"\.\.\. got it!") for old in SERIES),
    Claim("lock/loop_binding", "3.10", "Dan is in"),
    *(Claim("lock/loop_binding", old, never_says="Dan is in") for old in ("3.8", "3.9")),
    Claim("lock/plain_with", "3.10", "AttributeError: __enter__"),
    Claim("event/async_with_event", "3.10", "AttributeError: __aenter__"),
    Claim("barrier/aborted", "3.10", "AttributeError: module 'asyncio' has no attribute 'Barrier'"),
    Claim("semaphore/handed_over", "3.8", "overtaken"),
    Claim("semaphore/handed_over", "3.9", "in order"),
    Claim("semaphore/handed_over", "3.10", "in order"),
    Claim("semaphore/cancelled_waiter", "3.8", "main is in bed"),
    Claim("semaphore/cancelled_waiter", "3.9", printed=3),
    Claim("semaphore/cancelled_waiter", "3.10", "main is in bed"),
    *(Claim("condition/lost_wakeup", old, printed=1) for old in SERIES),
)


@cache
def older(series: str) -> Python | None:
    """Return the newest Python of a series, such as 3.8, if there is one here."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = max(
        pyenv.glob(f"{series}.*/bin/python"),
        key=lambda path: int(path.parts[-3].rpartition(".")[2]),
        default=None,
    )
    on_the_path = shutil.which(f"python{series}")
    path = found or (Path(on_the_path) if on_the_path else None)
    return asked(path) if path else None


def complaint(python: Python, claim: Claim) -> str:
    """Run the program of a claim; return what is wrong, or an empty string."""
    with _start(python, claim.name) as process:
        if claim.printed:
            return _hangs(process, claim)
        try:
            out, _ = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()
    if claim.says and not _occurs(claim.says, out):
        return f"does not say {claim.says!r} but\n{out}"
    if claim.never_says and _occurs(claim.never_says, out):
        return f"says {claim.never_says!r}:\n{out}"
    return ""


def record(series: str, claims: Sequence[Claim] = CLAIMS) -> dict[Claim, str]:
    """Try the claims about a series, and record those that hold; empty where it is not here."""
    python = older(series)
    if python is None:
        return {}
    said = {claim: complaint(python, claim) for claim in claims if claim.series == series}
    ran_on.write(python, said=[digest(claim) for claim, wrong in said.items() if not wrong])
    return said


def digest(claim: Claim) -> str:
    """Return the digest of a claim with its program."""
    return ran_on.of_words(snippet.load(claim.name).program, astuple(claim))


def _start(python: Python, name: str) -> subprocess.Popen[str]:
    """Start a snippet with all that it says on one stream."""
    return subprocess.Popen(
        [*python.command, "-u", snippet.FOLDER / f"{name}.py"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def _occurs(words: str, out: str) -> bool:
    return re.search(rf"(^|: ){words}", out, re.MULTILINE) is not None


def _hangs(process: subprocess.Popen[str], claim: Claim) -> str:
    assert process.stdout is not None
    transcript = snippet.load(claim.name).transcript.splitlines()
    said = [process.stdout.readline().rstrip("\n") for _ in range(claim.printed)]
    try:
        process.wait(STILL_WAITING)
    except subprocess.TimeoutExpired:
        process.kill()
        said += process.stdout.read().splitlines()
        return "" if said == transcript[: claim.printed] else f"says {said}"
    return f"should wait for ever, but ends: {process.stdout.read()}"
