"""Every snippet as a reader runs it: `python FILE`, on the real clock, on each CPython here."""

from __future__ import annotations

import functools
import os
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

import pytest
from conftest import ROOT, all_snippets

from import_asyncio.guide import snippet
from import_asyncio.guide.pythons import label, pythons
from import_asyncio.guide.snippet import Snippet
from import_asyncio.program import Program, read

AT_ONCE = 4
PATIENCE = 120.0
STILL_WAITING = 0.5

Version = tuple[int, int, int]


def start(python: Path, it: Snippet) -> subprocess.Popen[bytes]:
    """Start a snippet in a process of its own, as a reader would."""
    surroundings = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "default"}
    surroundings.pop("PYTHONASYNCIODEBUG", None)
    return subprocess.Popen(
        [python, it.path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings
    )


def complaint(python: Path, it: Snippet) -> str:
    """Run a snippet; return what is wrong, or an empty string."""
    with start(python, it) as process:
        try:
            if it.program.ends == "deadlock":
                return _must_wait_for_ever(process, it.transcript.partition("deadlock: ")[0])
            out, err = (text.decode() for text in process.communicate(timeout=PATIENCE))
        except subprocess.TimeoutExpired:
            return f"is not done after {PATIENCE:g} s"
        finally:
            process.kill()
    if not it.transcript.startswith(out) or (out != it.transcript and not it.program.ends):
        return f"prints\n{out}instead of\n{it.transcript}"
    if not it.program.ends:
        return f"ends with status {process.returncode} and says\n{err}" if err else ""
    last = err.strip().splitlines()[-1:]
    expected = it.transcript.removeprefix(out).splitlines()[:1]
    if process.returncode != 1 or last != expected:
        return f"should end with {expected}, but ends with {last}"
    return ""


def _must_wait_for_ever(process: subprocess.Popen[bytes], printed: str) -> str:
    """Read as much as it should print, then see that it says nothing more and does not end."""
    assert process.stdout is not None
    assert process.stderr is not None
    killer = threading.Timer(PATIENCE, process.kill)
    killer.start()
    out = process.stdout.read(len(printed.encode())).decode()
    killer.cancel()
    if out != printed:
        process.kill()
        return f"prints\n{out}instead of\n{printed}"
    try:
        process.wait(STILL_WAITING)
    except subprocess.TimeoutExpired:
        process.kill()
        rest = process.stdout.read() + process.stderr.read()
        return f"goes on to say {rest.decode()}" if rest else ""
    return f"should wait for ever, but ends: {process.stderr.read().decode()}"


def program(name: str) -> Program:
    """Read a snippet's program, which may not have a transcript yet."""
    return read(ROOT / snippet.FOLDER / f"{name}.py")


def runnable(version: Version) -> list[str]:
    """Return the snippets that this version can run."""
    return [
        name
        for name in all_snippets()
        if program(name).runs_on(version) and not program(name).is_test
    ]


def transcript(python: Path, name: str) -> str:
    """Run a snippet that ends by itself and return what its transcript should be."""
    path = snippet.FOLDER / f"{name}.py"
    done = subprocess.run([python, path], capture_output=True, text=True, timeout=PATIENCE)
    return done.stdout + "".join(done.stderr.splitlines(keepends=True)[-1:])


@functools.cache
def complaints(version: Version) -> dict[str, str]:
    """Run every snippet on one version, several at a time.

    On a machine under load two deadlines may fall into one turn of the loop. So whoever has a
    complaint is run once more, alone.
    """
    python = pythons()[version]
    snippets = [snippet.load(name) for name in runnable(version)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        said = list(pool.map(lambda it: complaint(python, it), snippets))
    return {
        it.name: first and complaint(python, it) for it, first in zip(snippets, said, strict=True)
    }


@pytest.mark.parametrize(
    ("version", "name"),
    [
        pytest.param(version, name, marks=pytest.mark.xdist_group(label(version)))
        for version in pythons()
        for name in runnable(version)
    ],
    ids=lambda value: value if isinstance(value, str) else label(value),
)
def test_runs_as_pasted(version: Version, name: str) -> None:
    said = complaints(version)[name]
    assert not said, f"snippets/{name}.py on Python {label(version)} {said}"


def leave_out(why: str) -> NoReturn:
    """Skip, but fail where the workflow says that every Python is here."""
    if os.environ.get("EVERY_PYTHON_IS_HERE"):
        pytest.fail(why)
    pytest.skip(why)


def has_an_end(name: str) -> bool:
    """Say whether a snippet ends by itself, so that it leaves a transcript."""
    return program(name).ends != "deadlock" and not program(name).is_test


@pytest.mark.parametrize(
    "name",
    [name for name in all_snippets() if not program(name).on_stage and has_an_end(name)],
)
def test_transcript_of_what_this_stage_cannot_run(
    name: str, request: pytest.FixtureRequest
) -> None:
    fitting = [version for version in pythons() if program(name).runs_on(version)]
    if not fitting:
        leave_out(f"there is no Python here to take the transcript of snippets/{name}.py from")
    printed = transcript(pythons()[max(fitting)], name)
    if request.config.getoption("update_examples"):
        (snippet.FOLDER / f"{name}.out").write_text(printed, "utf-8")
    else:
        snippet.check(snippet.load(name), printed)


@pytest.mark.parametrize("name", all_snippets())
def test_some_python_here_runs_it(name: str) -> None:
    it = program(name)
    if not any(it.runs_on(version) for version in pythons()):
        found = ", ".join(map(label, pythons()))
        leave_out(f"{it.filename} needs Python {it.requires_python}; here is only {found}")
