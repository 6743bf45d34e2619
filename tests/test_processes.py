"""Every snippet on every Python: as a reader runs it on each CPython here, else in WebAssembly.

What went right is put into the record that the pages are built with.
"""

from __future__ import annotations

import functools
from pathlib import Path

import pytest
from conftest import ROOT, all_snippets

from import_asyncio.guide import ran_on, snippet
from import_asyncio.guide.pythons import SERIES, Python, cpythons, every_python, in_wasm
from import_asyncio.guide.snippet import Snippet, Transcript
from import_asyncio.guide.tried import fits, try_programs
from import_asyncio.program import Program, read

PYTHONS = every_python()


def program(name: str) -> Program:
    """Read a snippet's program, which may not have a transcript yet."""
    return read(ROOT / snippet.FOLDER / f"{name}.py")


@functools.cache
def complaints(python: Python) -> dict[str, str]:
    """Try every snippet on one Python, and record those with which nothing is wrong."""
    snippets = [snippet.load(name) for name in all_snippets()]
    said = try_programs(python, snippets)
    right = [
        ran_on.of_program(it, python.version) for it in snippets if said.get(it.name, "no") == ""
    ]
    ran_on.write(python, programs=right)
    return said


@pytest.mark.parametrize(
    ("python", "name"),
    [
        pytest.param(python, name, marks=pytest.mark.xdist_group(str(python)))
        for python in PYTHONS
        for name in all_snippets()
        if fits(python, program(name))
    ],
    ids=str,
)
def test_prints_its_transcript_there(python: Python, name: str) -> None:
    said = complaints(python)[name]
    assert not said, f"snippets/{name}.py on Python {python} {said}"


def test_there_is_a_python_of_every_series() -> None:
    found = {python.version[:2] for python in PYTHONS}
    assert set(SERIES) <= found, "run `make test`, or `cd web/pythons && npm ci`"


@pytest.mark.parametrize("name", [name for name in all_snippets() if not program(name).is_test])
def test_some_python_here_runs_it(name: str) -> None:
    assert any(fits(python, program(name)) for python in PYTHONS)


class TestItCanFail:
    """One program, held against transcripts that it does not print."""

    @pytest.fixture(params=[cpythons()[0], in_wasm(SERIES[-1])], ids=str)
    def python(self, request: pytest.FixtureRequest) -> Python:
        assert isinstance(request.param, Python)
        return request.param

    def said(self, python: Python, *transcripts: Transcript) -> str:
        real = snippet.load("lock/exclusive")
        it = Snippet(real.name, real.path, real.program, transcripts)
        return try_programs(python, [it])[it.name]

    def test_the_right_one_is_accepted(self, python: Python) -> None:
        assert self.said(python, *snippet.load("lock/exclusive").transcripts) == ""

    def test_another_one_is_refused(self, python: Python) -> None:
        newest = Transcript(Path("exclusive.out"), "Ada: page 3\n")
        assert "Ada: page 1" in self.said(python, newest)

    def test_each_python_is_held_against_its_own(self, python: Python) -> None:
        (real,) = snippet.load("lock/exclusive").transcripts
        wrong = Transcript(real.path, "Ada: page 3\n", python.version[:2])
        assert "Ada: page 1" in self.said(python, wrong, real)
        before = Transcript(real.path, "Ada: page 3\n", (3, python.version[1] - 1))
        assert self.said(python, before, real) == ""
