"""Every snippet as a reader runs it: `python FILE`, on the real clock, on each CPython here."""

from __future__ import annotations

import functools
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import ROOT, all_snippets
from pythons import label, pythons

from import_asyncio.guide import snippet
from import_asyncio.guide.embed import split_transcript
from import_asyncio.guide.snippet import Snippet

AT_ONCE = 8
PATIENCE = 60.0
LONG_ENOUGH_FOR_A_DEADLOCK = 4.0

Version = tuple[int, int, int]


def complaint(python: Path, it: Snippet) -> str:
    """Run a snippet in a process of its own; return what is wrong, or an empty string."""
    waits_for_ever = it.program.ends == "deadlock"
    try:
        done = subprocess.run(
            [python, it.path],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONWARNINGS": "default"},
            timeout=LONG_ENOUGH_FOR_A_DEADLOCK if waits_for_ever else PATIENCE,
        )
    except subprocess.TimeoutExpired as late:
        out = late.stdout.decode() if isinstance(late.stdout, bytes) else late.stdout or ""
        if not waits_for_ever:
            return f"is not done after {PATIENCE:g} s, so far: {out}"
        return _compare(it, out)
    if waits_for_ever:
        return f"should wait for ever, but ends with status {done.returncode}\n{done.stderr}"
    if it.program.ends:
        last = done.stderr.strip().splitlines()[-1:]
        expected = split_transcript(it)[1].strip().splitlines()[:1]
        if done.returncode != 1 or last != expected:
            return f"should end with {expected}, but ends with {last}"
        return _compare(it, done.stdout)
    if done.returncode or done.stderr:
        return f"ends with status {done.returncode} and says\n{done.stderr}"
    return _compare(it, done.stdout)


def _compare(it: Snippet, out: str) -> str:
    expected = split_transcript(it)[0]
    return "" if out == expected else f"prints\n{out}instead of\n{expected}"


def runnable(version: Version) -> list[str]:
    """Return the snippets that this version can run."""
    folder = ROOT / snippet.FOLDER
    return [n for n in all_snippets() if snippet.load(n, folder).program.runs_on(version)]


@functools.cache
def complaints(version: Version) -> dict[str, str]:
    """Run every snippet on one version, several at a time."""
    names = runnable(version)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        said = pool.map(lambda name: complaint(pythons()[version], snippet.load(name)), names)
        return dict(zip(names, said, strict=True))


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


@pytest.mark.parametrize("name", all_snippets())
def test_some_python_here_runs_it(name: str) -> None:
    it = snippet.load(name)
    if not any(it.program.runs_on(version) for version in pythons()):
        found = ", ".join(map(label, pythons()))
        pytest.skip(f"{it.path} needs Python {it.program.requires_python}; here is only {found}")
